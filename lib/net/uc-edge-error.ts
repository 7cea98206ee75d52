/** What went wrong, in the parts that every message of this library has. */
export interface Fault {
  /** A stable code, `<area>-<noun>-<fault>`; once published it is never renamed. */
  readonly code: string;
  /** What failed, in the caller's words: `cannot place the access edge`. */
  readonly what: string;
  /** The property or argument that holds the value. */
  readonly prop: string;
  /** The value that was given; shown as JSON, shortened. */
  readonly value: unknown;
  /** What is allowed. */
  readonly expected: string;
  /** What to do about it. */
  readonly todo: string;
  /** The path of the construct, where there is one. */
  readonly path?: string | undefined;
}

const MARK = Symbol.for("cdktf-uc-edge/error");
const LONGEST_VALUE = 120;
/** The mark that stands for a value until Terraform runs; it means nothing to a reader. */
const LATER_MARK = /[$#&@]\{TfToken\[[^\]]*\]\}/g;

/**
 * The one error that this library throws for a caller's mistake.
 *
 * The message reads `<what failed>: <prop> is <value>, expected <allowed>; <what to do> [<code>]`; test for `code`, which
 * never changes, not for the wording.
 */
export class UcEdgeError extends Error {
  /** The stable code of the fault. */
  readonly code: string;
  /** The path of the construct at fault, where there is one. */
  readonly path: string | undefined;
  /** The value that was given. */
  readonly value: unknown;
  /** The parts that the message is made of. */
  readonly fault: Fault;

  constructor(fault: Fault) {
    const place = fault.path === undefined ? "" : ` (${fault.path})`;
    super(
      `${fault.what}${place}: ${fault.prop} is ${quote(fault.value)}, expected ${fault.expected}; ${fault.todo} [${fault.code}]`,
    );
    this.name = "UcEdgeError";
    this.code = fault.code;
    this.path = fault.path;
    this.value = fault.value;
    this.fault = fault;
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Whether a thrown value is an error of this library, of whichever copy of it. */
  static isUcEdgeError(error: unknown): error is UcEdgeError {
    return typeof error === "object" && error !== null && MARK in error;
  }
}

/** A value as people can read it in a message: JSON, at most 120 characters. */
export function quote(value: unknown): string {
  let text: string;
  try {
    // JSON has no NaN, no infinity and no bigint.
    if (typeof value === "number" || typeof value === "bigint") text = String(value);
    else text = value === undefined ? "missing" : (toJson(value) ?? typeof value);
  } catch {
    text = `${typeof value} without a JSON form`;
  }
  text = text.replace(LATER_MARK, "(known only when Terraform runs)");
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 3)}...` : text;
}

/** The entries of `known` that are close to `word`, best first; for "did you mean" in a message. */
export function nearMisses(word: string, known: readonly string[]): string[] {
  const wanted = word.trim().toLowerCase();
  if (wanted === "") return [];
  const same = known.filter((name) => name.toLowerCase() === wanted);
  if (same.length > 0) return same;
  return (
    known
      .map((name) => ({ name, distance: editDistance(wanted, name.toLowerCase()) }))
      // A short name that differs in every letter is not near, though the distance is small.
      .filter(
        ({ name, distance }) =>
          (distance <= Math.max(2, Math.floor(name.length / 3)) && distance < name.length) ||
          name.toLowerCase().includes(wanted),
      )
      .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
      .slice(0, 3)
      .map(({ name }) => name)
  );
}

/** `one of "a", "b"`, and the near misses of what was given. */
export function oneOf(known: readonly string[], given?: unknown): string {
  const near = typeof given === "string" ? nearMisses(given, known) : [];
  const list = `one of ${known.map((name) => `"${name}"`).join(", ")}`;
  return near.length === 0 ? list : `${list} (did you mean ${near.map((name) => `"${name}"`).join(" or ")}?)`;
}

/** Nothing for a function or a symbol, which the type of `JSON.stringify` does not say. */
function toJson(value: unknown): string | undefined {
  return JSON.stringify(value);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
