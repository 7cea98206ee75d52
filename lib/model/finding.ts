/** What a check, or a construct, has to say about a deployment. */

/** `error`: it cannot work or is not what was documented; `warning`: look at it; `note`: good to know. */
export type Severity = "error" | "warning" | "note";

/** One finding. */
export interface Finding {
  /** A stable code, `<area>-<noun>-<fault>`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is the matter. */
  readonly what: string;
  /** The path of the construct. */
  readonly where: string;
  /** Why it matters, with the source. */
  readonly why: string;
  /** What to do. */
  readonly todo: string;
  /** Ids of the facts that it rests on. */
  readonly facts: readonly string[];
}
