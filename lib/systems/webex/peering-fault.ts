/** Faults of a peering, all with the same words around them. */
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { requireKnown, requireKnownList } from "../../stack/unresolved";

/** What fails. */
export const WHAT = "cannot join the Dedicated Instance";

/** Where something is asked for: the prop, and the path of the construct. */
export interface Place {
  readonly prop: string;
  readonly path: string;
}

/** Makes a fault. */
export function faultAt(
  { prop, path }: Place,
  code: string,
  value: unknown,
  expected: string,
  todo: string,
): UcEdgeError {
  return new UcEdgeError({ code, what: WHAT, prop, value, expected, todo, path });
}

/** What the words of a list are held against. */
export interface Vocabulary {
  /** The words. */
  readonly known: readonly string[];
  /** The codes of faults. */
  readonly codes: { readonly unknown: string; readonly twice: string };
  /** What to do about a word that is not known. */
  readonly todo: string;
}

/**
 * Refuses a list with a word that is not known, or that is there twice.
 *
 * @throws {@link UcEdgeError} the two codes, `stack-list-*`, `stack-prop-unresolved`.
 */
export function requireWords(given: readonly string[], { known, codes, todo }: Vocabulary, place: Place): void {
  requireKnownList(given, WHAT, place.prop, place.path);
  given.forEach((word, index) => {
    requireKnown(word, { what: WHAT, ...place }, "it decides what is opened");
    if (!known.includes(word)) throw faultAt(place, codes.unknown, word, oneOf(known, word), todo);
    if (given.indexOf(word) === index) return;
    throw faultAt(place, codes.twice, word, "each of them once", "remove one of the two");
  });
}
