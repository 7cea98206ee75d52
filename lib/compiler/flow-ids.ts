/**
 * Flow ids in the description of a rule: the thread from a rule in a cloud console back to its document.
 *
 * Ids that differ only behind their last slash share what is before it: `ocs-2007/ports/13a,22a own/probe-1f3a`. What
 * does not fit a cloud's length is counted at the end: `+3`.
 */

/** The ids as one text of at most `longest` characters. */
export function printFlowIds(ids: readonly string[], longest: number): string {
  let text = "";
  let shelf = "";
  let best = ids.length === 0 ? "" : `+${String(ids.length)}`;
  // Each id makes the text longer than its number at the end gets shorter, so the first that is too long ends the search.
  for (const [index, id] of ids.entries()) {
    const slash = id.lastIndexOf("/") + 1;
    const before = id.slice(0, slash);
    text = text === "" ? id : before === shelf ? `${text},${id.slice(slash)}` : `${text} ${id}`;
    shelf = before;
    const left = ids.length - index - 1;
    const whole = left === 0 ? text : `${text} +${String(left)}`;
    if (whole.length <= longest) best = whole;
    if (text.length > longest) break;
  }
  return best;
}
