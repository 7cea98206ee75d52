/** Which rules may have to do with a change: of thousands that both sides have, most need no look. */
import type { Rule } from "../read/rule";
import { commonKey, isLastDenial, type Layer, type Read } from "./diff-read";
import type { SideRule } from "./diff-side";
import { ANY_END } from "./traffic";

/** Where the order of rules does not matter, only rules that may have to do with a changed one. */
export function reduced(all: readonly Read[], others: readonly Read[]): readonly Read[] {
  const [one, other] = [all[0], others[0]];
  if (one === undefined || other === undefined || all.length > 1 || others.length > 1) return all;
  const [layer, theirs] = [one.layers[0], other.layers[0]];
  if (layer === undefined || theirs === undefined || one.layers.length > 1 || other.layers.length > 1) return all;
  // A group that comes or goes may do anything, so that every rule has to do with it; on Azure one that stays does, too.
  const isForeign = layer.foreign.join() !== theirs.foreign.join() || (one.on.isAzure && layer.foreign.length > 0);
  if (isForeign) return all;
  if (!isAdditive(layer.rules) || !isAdditive(theirs.rules)) return all;
  const keys = (read: Read, { rules }: Layer): Set<string> => new Set(rules.map((rule) => commonKey(rule, read.on)));
  const [here, there] = [keys(one, layer), keys(other, theirs)];
  const changed = [
    ...layer.rules.filter((rule) => !there.has(commonKey(rule, one.on))),
    ...theirs.rules.filter((rule) => !here.has(commonKey(rule, other.on))),
  ];
  if (changed.length > MOST_CHANGED) return all;
  const rules = layer.rules.filter(
    (rule) => isLastDenial(rule) || !there.has(commonKey(rule, one.on)) || changed.some((two) => mayOverlap(rule, two)),
  );
  return [{ on: one.on, layers: [{ ...layer, rules }] }];
}

/** With more changed rules, it costs more to look at each pair than to take all rules. */
const MOST_CHANGED = 200;

/** Whether no denial stands in front of a permission. */
function isAdditive(rules: readonly SideRule[]): boolean {
  return rules.every((one) => one.rule.access === "allow" || isLastDenial(one));
}

function mayOverlap(one: SideRule, two: SideRule): boolean {
  const [a, b] = [one.rule, two.rule];
  const isEvery = ({ transport }: Rule): boolean => /^(all|unknown|\d+)$/.test(transport);
  if (a.transport !== b.transport && !isEvery(a) && !isEvery(b)) return false;
  const isPorts =
    a.ports === null ||
    b.ports === null ||
    a.ports.some((x) => b.ports?.some((y) => x.first <= y.last && y.first <= x.last) === true);
  if (!isPorts) return false;
  if (one.isUnseen || two.isUnseen) return true;
  return (
    one.far.prefixes.some((x) => two.far.prefixes.some((y) => x.overlaps(y))) ||
    one.far.opaque.some((name) => name === ANY_END || two.far.opaque.includes(name)) ||
    (two.far.opaque.includes(ANY_END) && one.far.opaque.length > 0)
  );
}
