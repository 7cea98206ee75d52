/** Rules without which everything would be permitted all the same, or that never decide. */
import type { Rule } from "../read/rule";
import type { CheckContext } from "./check";
import { type CheckFinding, lint } from "./finding";
import { citedFlows } from "../report/cited-flows";
import { overlaps } from "./overlaps";
import { isUnseen, trafficOfRule } from "./permitted";
import { type NetInterface, unattached } from "./topology";
import { Traffic } from "./traffic";

/** The rules of a group that change nothing on any interface that it filters. */
export function impliedRules(context: CheckContext, group: string, rules: readonly Rule[]): CheckFinding[] {
  const isAzure = rules.some((rule) => rule.priority !== null);
  const members = context.topology.filteredBy(group);
  // Of a group around nothing, it cannot be seen which interface a rule is about.
  if (members.length === 0 && rules.some((rule) => rule.local.kind !== "any")) return [];
  const around = members.length > 0 ? members : [unattached(group, [], undefined, isAzure)];
  return (["ingress", "egress"] as const).flatMap((direction) => {
    const ordered = rules
      .filter((rule) => rule.direction === direction && !isUnseen(rule, isAzure))
      .sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
    return Traffic.inOneRun(() => impliedOf(context, context.ends.nameOf(group), ordered, around, isAzure));
  });
}

function impliedOf(
  context: CheckContext,
  where: string,
  rules: readonly Rule[],
  around: readonly NetInterface[],
  isAzure: boolean,
): CheckFinding[] {
  const near = overlaps(rules, context.ends);
  const idle = new Set<number>();
  const traffic = around.map(() => new Map<number, Traffic>());
  const trafficAt = (member: number, index: number): Traffic => {
    const [on, rule] = [around[member], rules[index]];
    const known = traffic[member]?.get(index);
    if (known !== undefined || on === undefined || rule === undefined) return known ?? Traffic.nothing();
    const made = trafficOfRule(rule, on, context.ends);
    traffic[member]?.set(index, made);
    return made;
  };
  return rules.flatMap((rule, index) => {
    // On AWS a rule that is named here no longer counts for the others; on Azure those in front of it decide.
    const others = (near[index] ?? []).filter((other) => (isAzure ? other < index : !idle.has(other)));
    if (others.length === 0) return [];
    const cases = around.map((_, member) => {
      const own = trafficAt(member, index);
      if (own.isEmpty) return "none";
      return own.isWithin(Traffic.union(others.map((other) => trafficAt(member, other)))) ? "implied" : "needed";
    });
    if (cases.includes("needed") || !cases.includes("implied")) return [];
    idle.add(index);
    return [
      lint({
        code: "check-rule-implied",
        severity: "warning",
        what: `${rule.address} changes nothing: ${
          isAzure ? "rules in front of it decide all of it" : "other rules of the group permit all of it"
        }`,
        where,
        why: "a rule that decides nothing misleads whoever reads it",
        todo: isAskedFor(rule, context)
          ? "name whom it is for once, either by the role or by addresses that hold the role's own"
          : "remove the rule",
        rules: [rule.address],
      }),
    ];
  });
}

/** Whether a deployment asks for the rule, so that it would be back after it was removed. */
function isAskedFor({ description }: Rule, { declaration }: CheckContext): boolean {
  return citedFlows(description, declaration).flows.length > 0;
}
