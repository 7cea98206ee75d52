/**
 * A set of packets as boxes for people: few, disjoint, and written in prefixes.
 *
 * What a whole block of addresses permits is said once, for the block, and what a smaller block permits beyond it is said
 * for the smaller block alone: `0.0.0.0/0 to 443` and `10.0.0.0/16 to 5061`, not `everything but 10.0.0.0/16 to 443` and
 * `10.0.0.0/16 to 443 and 5061`.
 */
import { type Diagram, DiagramRun, NOTHING, type Part, highAt, lowAt } from "./bit-diagram";
import { normalizeIntervals } from "./interval";
import type { AddressFamily } from "./ip-prefix";
import { LAST_BYTE, packetFields, transportOf } from "./packet";
import {
  FAMILIES,
  PROTOCOL_BITS,
  bitsUpTo,
  blockPrefix,
  blockRange,
  partsOf,
  toBits,
  withProtocol,
} from "./packet-bits";
import { type ByteRange, LIST_OF_FIELD, type PacketBox } from "./packet-match";
import { LAST_PORT, printPorts } from "./port-range";

/** For each part, the blocks that its value may be in: sorted, disjoint, and no two that make up a larger one. */
type BlockBox = readonly (readonly string[])[];

/** The protocols with ports, those with type and code, and those without fields. */
const KINDS = ["sourcePort", "icmpType", undefined].map((name) =>
  Array.from({ length: LAST_BYTE + 1 }, (_, protocol) => protocol).filter(
    (protocol) => packetFields(protocol)[0]?.name === name,
  ),
);

/** The boxes of a set, in a stable order: IPv4 first, and within a family those with ports first. */
export function boxesOf(set: Diagram): PacketBox[] {
  const run = new DiagramRun();
  const whole = run.adopt(set);
  return FAMILIES.flatMap((family) =>
    KINDS.flatMap((protocols) => {
      const blocksOf = new Map<Diagram, string[]>();
      for (const protocol of protocols) {
        add(blocksOf, withProtocol(whole, family, protocol), toBits(protocol, PROTOCOL_BITS));
      }
      const splitter = new Splitter(run, partsOf(family, protocols[0] ?? 0));
      const boxes = [...blocksOf].flatMap(([packets, blocks]) =>
        splitter.split(packets).map((box) => [mergeBlocks(blocks), ...box]),
      );
      return mergeBoxes(boxes).map((box) => packetBox(family, protocols, box));
    }),
  );
}

/**
 * One line for people: `tcp,udp 192.0.2.0/24 port 1024-65535 -> 198.51.100.10/32 port 443,5061`,
 * `icmp 0.0.0.0/0 -> 198.51.100.10/32 type 8`. A list of every port, type or code is left out.
 */
export function printBox(box: PacketBox): string {
  const protocols = box.protocols.map((range) =>
    range.first === range.last
      ? (transportOf(range.first) ?? `protocol ${String(range.first)}`)
      : `protocol ${printPorts(range)}`,
  );
  const list = (word: string, ranges: readonly ByteRange[] | undefined, last: number): string =>
    ranges === undefined || ranges.some((range) => range.first === 0 && range.last === last)
      ? ""
      : ` ${word} ${ranges.map(printPorts).join(",")}`;
  const from = `${box.sources.join(",")}${list("port", box.sourcePorts, LAST_PORT)}`;
  const to = `${box.destinations.join(",")}${list("port", box.destinationPorts, LAST_PORT)}`;
  const icmp = `${list("type", box.icmpTypes, LAST_BYTE)}${list("code", box.icmpCodes, LAST_BYTE)}`;
  return `${protocols.join(",")} ${from} -> ${to}${icmp}`;
}

/** Splits sets into boxes, part by part, and each set only once. */
class Splitter {
  private readonly boxes: Map<Diagram, readonly BlockBox[]>[];
  private readonly shares: Map<Diagram, Diagram>[];

  constructor(
    private readonly run: DiagramRun,
    private readonly parts: readonly Part[],
  ) {
    this.boxes = parts.map(() => new Map<Diagram, readonly BlockBox[]>());
    this.shares = parts.map(() => new Map<Diagram, Diagram>());
  }

  /** The boxes of a set that does not look at the parts before `index`. */
  split(set: Diagram, index = 0): readonly BlockBox[] {
    const part = this.parts[index];
    if (set === NOTHING) return [];
    if (part === undefined) return [[]];
    const already = this.boxes[index]?.get(set);
    if (already !== undefined) return already;
    const blocksOf = new Map<Diagram, string[]>();
    this.collect(set, index, part, "", blocksOf);
    const boxes = [...blocksOf].flatMap(([rest, blocks]) =>
      this.split(rest, index + 1).map((box) => [mergeBlocks(blocks), ...box]),
    );
    this.boxes[index]?.set(set, boxes);
    return boxes;
  }

  /** Finds, from wide blocks to narrow ones, what goes with every value of a block and has not been said for a wider one. */
  private collect(set: Diagram, index: number, part: Part, block: string, blocksOf: Map<Diagram, string[]>): void {
    if (set === NOTHING) return;
    const shared = this.sharedByAll(set, index, part);
    if (shared !== NOTHING) add(blocksOf, shared, block);
    const rest = this.run.combine("subtract", set, shared);
    const level = part.level + block.length;
    this.collect(lowAt(rest, level), index, part, `${block}0`, blocksOf);
    this.collect(highAt(rest, level), index, part, `${block}1`, blocksOf);
  }

  /** What a set permits with every value of a part, as a set that does not look at the part. */
  private sharedByAll(set: Diagram, index: number, part: Part): Diagram {
    if (set.level >= part.level + part.bits) return set;
    const already = this.shares[index]?.get(set);
    if (already !== undefined) return already;
    const low = this.sharedByAll(set.low, index, part);
    const shared = low === NOTHING ? low : this.run.combine("intersect", low, this.sharedByAll(set.high, index, part));
    this.shares[index]?.set(set, shared);
    return shared;
  }
}

function add(blocksOf: Map<Diagram, string[]>, set: Diagram, block: string): void {
  const blocks = blocksOf.get(set);
  if (blocks === undefined) blocksOf.set(set, [block]);
  else blocks.push(block);
}

/** Merges the boxes that differ in one part only, until none do. */
function mergeBoxes(boxes: readonly BlockBox[]): readonly BlockBox[] {
  const parts = boxes[0]?.length ?? 0;
  let merged = boxes;
  for (let part = 0, unchanged = 0; unchanged < parts; part = (part + 1) % parts) {
    const alike = new Map<string, { box: BlockBox; blocks: string[] }>();
    for (const box of merged) {
      const key = box.map((blocks, index) => (index === part ? "" : blocks.join())).join(";");
      const known = alike.get(key);
      if (known === undefined) alike.set(key, { box, blocks: [...(box[part] ?? [])] });
      else known.blocks.push(...(box[part] ?? []));
    }
    unchanged = alike.size === merged.length ? unchanged + 1 : 1;
    if (alike.size === merged.length) continue;
    merged = [...alike.values()].map(({ box, blocks }) =>
      box.map((old, index) => (index === part ? mergeBlocks(blocks) : old)),
    );
  }
  return merged;
}

/** Disjoint blocks, sorted, and halves as the block that they make up. */
function mergeBlocks(blocks: readonly string[]): string[] {
  const merged: string[] = [];
  for (const block of [...blocks].sort()) {
    let next = block;
    while (next.endsWith("1") && merged.at(-1) === `${next.slice(0, -1)}0`) {
      merged.pop();
      next = next.slice(0, -1);
    }
    merged.push(next);
  }
  return merged;
}

function packetBox(family: AddressFamily, kind: readonly number[], box: BlockBox): PacketBox {
  const [protocols = [], sources = [], destinations = [], ...values] = box;
  const ranges = (blocks: readonly string[], last: number): ByteRange[] =>
    normalizeIntervals(blocks.map((block) => blockRange(block, bitsUpTo(last))));
  const lists: Partial<Record<(typeof LIST_OF_FIELD)[keyof typeof LIST_OF_FIELD], ByteRange[]>> = {};
  for (const [index, { name, last }] of packetFields(kind[0] ?? 0).entries()) {
    lists[LIST_OF_FIELD[name]] = ranges(values[index] ?? [], last);
  }
  return {
    family,
    protocols: ranges(protocols, LAST_BYTE),
    sources: sources.map((block) => blockPrefix(family, block)),
    destinations: destinations.map((block) => blockPrefix(family, block)),
    ...lists,
  };
}
