/**
 * Flow ids in the description of a rule: the thread from a rule in a cloud console back to its document.
 *
 * Ids that differ only behind their last slash share what is before it: `ocs-2007/ports/13a,22a own/probe-1f3a`. What
 * does not fit a cloud's length is counted at the end: `+3`.
 */

/** The ids as one text of at most `longest` characters. */
export function printFlowIds(ids: readonly string[], longest: number): string {
  const whole = join(ids);
  if (whole.length <= longest) return whole;
  for (let kept = ids.length - 1; kept > 0; kept--) {
    const text = `${join(ids.slice(0, kept))} +${String(ids.length - kept)}`;
    if (text.length <= longest) return text;
  }
  return `+${String(ids.length)}`;
}

function join(ids: readonly string[]): string {
  const words: string[] = [];
  let shelf = "";
  for (const id of ids) {
    const slash = id.lastIndexOf("/") + 1;
    const before = id.slice(0, slash);
    const word = words.at(-1);
    if (word !== undefined && before === shelf) words[words.length - 1] = `${word},${id.slice(slash)}`;
    else words.push(id);
    shelf = before;
  }
  return words.join(" ");
}
