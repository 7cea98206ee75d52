/**
 * Sets of bit strings of one length, as reduced ordered binary decision diagrams (R. E. Bryant, 1986).
 *
 * A node looks at one bit, its level, and leads to the set of the strings that go on with 0 and to that with 1. Levels
 * whose bit makes no difference have no node. So equal sets are equal diagrams, however they came about, an address block
 * is one path, and a large set with one small change shares nearly all of its nodes with the set before.
 */

/** A set of bit strings: those that reach {@link ALL} when each bit chooses the way. */
export class Diagram {
  /** The strings whose bit at this level is 0. */
  readonly low: Diagram;
  /** The strings whose bit at this level is 1. */
  readonly high: Diagram;

  constructor(
    /** The bit that the node looks at, counted from 0. */
    readonly level: number,
    /** Equal diagrams have equal hashes; unequal ones seldom do. */
    readonly hash: number,
    low?: Diagram,
    high?: Diagram,
  ) {
    // The two ends lead to themselves, so that no walk needs a case for them.
    this.low = low ?? this;
    this.high = high ?? this;
  }
}

/** The three operations on two sets. */
export type SetOperation = "union" | "intersect" | "subtract";

const BEHIND_EVERY_LEVEL = 1 << 20;
/** So many results of an operation are kept in a run; they save work, and are not needed for anything else. */
const MOST_RESULTS = 1 << 20;

// Looked up once: in a test runner's sandbox, each look at a global costs more than the multiplication.
const { imul } = Math;

/** The set without strings. */
export const NOTHING = new Diagram(BEHIND_EVERY_LEVEL, 0);

/** The set of every string. */
export const ALL = new Diagram(BEHIND_EVERY_LEVEL, 1);

/** The strings of a set whose bit at a level is 0, as a set that no longer looks at the level. Above it is no node. */
export function lowAt(set: Diagram, level: number): Diagram {
  return set.level === level ? set.low : set;
}

/** As {@link lowAt}, for the bit 1. */
export function highAt(set: Diagram, level: number): Diagram {
  return set.level === level ? set.high : set;
}

/** Whether a string is in the set; a level behind its end counts as 0. */
export function holds(set: Diagram, text: string): boolean {
  let node = set;
  while (node !== NOTHING && node !== ALL) node = text[node.level] === "1" ? node.high : node.low;
  return node === ALL;
}

/** A part of a string: its first level, and how many bits it has. */
export interface Part {
  /** The first level. */
  readonly level: number;
  /** How many bits. */
  readonly bits: number;
}

/**
 * The lowest string of a set in which none of the parts is all zeros, as the levels whose bit is 1; nothing when the set
 * has no such string.
 *
 * @param notZero The parts, in the order of their levels.
 */
export function lowestString(set: Diagram, notZero: readonly Part[]): readonly number[] | undefined {
  const dead = new Map<Diagram, Set<number>>();
  const find = (node: Diagram, level: number, wasZero: boolean): readonly number[] | undefined => {
    if (node === NOTHING) return undefined;
    const part = notZero.find((each) => level < each.level + each.bits);
    const next = Math.min(node.level, Math.max(level, part?.level ?? BEHIND_EVERY_LEVEL));
    if (next === BEHIND_EVERY_LEVEL) return [];
    if (next > level) return find(node, next, true);
    const state = 2 * level + Number(wasZero);
    if (dead.get(node)?.has(state) === true) return undefined;
    const isInPart = part !== undefined && level >= part.level;
    const isZero = isInPart && (level === part.level || wasZero);
    const mustBeOne = isZero && level === part.level + part.bits - 1;
    const low = mustBeOne ? undefined : find(lowAt(node, level), level + 1, isZero);
    if (low !== undefined) return low;
    const high = find(highAt(node, level), level + 1, false);
    if (high !== undefined) return [level, ...high];
    dead.set(node, (dead.get(node) ?? new Set()).add(state));
    return undefined;
  };
  return find(set, 0, true);
}

/**
 * A run of operations on sets. Within a run equal sets are one object, and no operation is done twice on the same sets;
 * afterwards the garbage collector has all of it, which a table for the whole process would keep forever. Sets that come
 * from another run must be adopted first.
 */
export class DiagramRun {
  private readonly nodes = new Map<number, Diagram>();
  private readonly colliding = new Map<number, Diagram[]>();
  private readonly adopted = new Map<Diagram, Diagram>();
  private readonly results: Record<SetOperation, Map<number, Result>> = {
    union: new Map(),
    intersect: new Map(),
    subtract: new Map(),
  };

  /** The set whose strings go on in `low` after a 0 at the level, and in `high` after a 1. */
  node(level: number, low: Diagram, high: Diagram): Diagram {
    if (low === high) return low;
    return this.shared(level, low, high, undefined);
  }

  /** The same set as an object of this run. */
  adopt(set: Diagram): Diagram {
    if (set === NOTHING || set === ALL || this.nodes.get(set.hash) === set) return set;
    const already = this.adopted.get(set);
    if (already !== undefined) return already;
    const own = this.shared(set.level, this.adopt(set.low), this.adopt(set.high), set);
    if (this.nodes.get(set.hash) !== set) this.adopted.set(set, own);
    return own;
  }

  /** The result of an operation on two sets of this run. */
  combine(operation: SetOperation, a: Diagram, b: Diagram): Diagram {
    const short = shortcut(operation, a, b);
    if (short !== undefined) return short;
    const key = mix(a.hash, b.hash);
    const already = this.results[operation].get(key);
    if (already?.a === a && already.b === b) return already.result;
    const level = a.level < b.level ? a.level : b.level;
    const low = this.combine(operation, lowAt(a, level), lowAt(b, level));
    const high = this.combine(operation, highAt(a, level), highAt(b, level));
    const result = this.node(level, low, high);
    // Another pair of the same key is forgotten: to do it again costs less than to keep two.
    const results = this.results[operation];
    if (results.size >= MOST_RESULTS) results.clear();
    results.set(key, { a, b, result });
    return result;
  }

  /** The strings of any of the sets, which are of this run. United in pairs, and pairs of pairs: that copies least. */
  unionOf(sets: readonly Diagram[]): Diagram {
    let row = sets;
    while (row.length > 1) {
      const next: Diagram[] = [];
      for (let i = 0; i < row.length; i += 2) {
        next.push(this.combine("union", row[i] ?? NOTHING, row[i + 1] ?? NOTHING));
      }
      row = next;
    }
    return row[0] ?? NOTHING;
  }

  /** The strings that begin, at a level, with one of the blocks (disjoint, of 0 and 1) and then go on in `rest`. */
  after(level: number, blocks: readonly string[], rest: Diagram, depth = 0): Diagram {
    const [first] = blocks;
    if (first === undefined || rest === NOTHING) return NOTHING;
    if (first.length === depth) return rest;
    if (blocks.length === 1) return this.afterBlock(level, first, rest, depth);
    const zeros = blocks.filter((block) => block[depth] === "0");
    const ones = blocks.filter((block) => block[depth] === "1");
    const low = this.after(level, zeros, rest, depth + 1);
    return this.node(level + depth, low, this.after(level, ones, rest, depth + 1));
  }

  /** As {@link after}, for one block. */
  private afterBlock(level: number, block: string, rest: Diagram, depth: number): Diagram {
    let set = rest;
    for (let bit = block.length - 1; bit >= depth; bit--) {
      set = block[bit] === "0" ? this.node(level + bit, set, NOTHING) : this.node(level + bit, NOTHING, set);
    }
    return set;
  }

  /** The one object of this run for a node; a given node becomes it when it is the first and its ways are of this run. */
  private shared(level: number, low: Diagram, high: Diagram, given: Diagram | undefined): Diagram {
    const hash = mix(mix(level, low.hash), high.hash);
    const first = this.nodes.get(hash);
    if (first !== undefined && isNode(first, level, low, high)) return first;
    const others = first === undefined ? undefined : this.colliding.get(hash);
    const known = others?.find((node) => isNode(node, level, low, high));
    if (known !== undefined) return known;
    const isOwn = given !== undefined && isNode(given, level, low, high);
    const node = isOwn ? given : new Diagram(level, hash, low, high);
    if (first === undefined) this.nodes.set(hash, node);
    else this.colliding.set(hash, [...(others ?? []), node]);
    return node;
  }
}

/** What an operation on two sets came to. */
interface Result {
  readonly a: Diagram;
  readonly b: Diagram;
  readonly result: Diagram;
}

function isNode(node: Diagram, level: number, low: Diagram, high: Diagram): boolean {
  return node.level === level && node.low === low && node.high === high;
}

function mix(a: number, b: number): number {
  const hash = imul(imul(a, 0x9e3779b1) ^ (a >>> 15) ^ b, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** The result of an operation on two sets of any runs, where it needs no look inside. */
export function shortcut(operation: SetOperation, a: Diagram, b: Diagram): Diagram | undefined {
  switch (operation) {
    case "union":
      if (a === b || b === NOTHING || a === ALL) return a;
      return a === NOTHING || b === ALL ? b : undefined;
    case "intersect":
      if (a === b || b === ALL || a === NOTHING) return a;
      return a === ALL || b === NOTHING ? b : undefined;
    case "subtract":
      if (a === b || a === NOTHING || b === ALL) return NOTHING;
      return b === NOTHING ? a : undefined;
  }
}
