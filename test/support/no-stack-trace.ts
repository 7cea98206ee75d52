/**
 * Stands in for the stack traces that cdktf and constructs take with every list, token and message. In Jest, which maps each
 * line of a trace to its source, they take longer than the synthesis itself; no output of theirs holds any.
 */

/** No line. */
export function captureStackTrace(): string[] {
  return [];
}
