/** What may be wrong with rules although they permit what they should. */
import { UNKNOWN } from "../read/json-values";
import { citedFlows } from "../report/cited-flows";
import type { Rule, RulePeer } from "../read/rule";
import type { CheckContext } from "./check";
import { type CheckFinding, lint } from "./finding";
import { hiddenNames } from "./hidden-names";
import { impliedRules } from "./implied";
import { isUnseen } from "./permitted";
import { nearQuota, prefixListSizes } from "./quota";

/** Everything that the lint has to say about a stack. */
export function lintStack(context: CheckContext, today: string): CheckFinding[] {
  const declared = new Set((context.declaration?.interfaces ?? []).map((one) => one.group));
  const lists = prefixListSizes(context.file.resources);
  return [
    ...[...context.rules].flatMap(([group, rules]) => {
      const where = context.ends.nameOf(group);
      return [
        ...duplicates(where, rules),
        ...impliedRules(context, group, rules),
        ...undocumentedRules(context, where, declared.has(group), rules),
        ...nearQuota(where, rules, lists),
      ];
    }),
    ...unattachedGroups(context),
    ...sharedInterfaces(context),
    ...expiredFlows(context, today),
    ...hiddenNames(context),
  ];
}

/** Rules that EC2 refuses at deployment, although a plan accepts them. */
function duplicates(where: string, rules: readonly Rule[]): CheckFinding[] {
  const seen = new Map<string, string>();
  return rules.flatMap((rule) => {
    if (rule.access === "deny" || rule.priority !== null || isUnseen(rule, false)) return [];
    const { direction, transport, ports, icmp } = rule;
    const keys = peersOf(rule.peer).map((peer) => JSON.stringify([direction, transport, ports, icmp, peer]));
    const other = keys.map((key) => seen.get(key)).find((one) => one !== undefined);
    for (const key of keys) if (!seen.has(key)) seen.set(key, rule.address);
    if (other === undefined) return [];
    return [
      lint({
        code: "check-rule-duplicate",
        severity: "error",
        what: `${rule.address} is the same rule as ${other}`,
        where,
        why: "EC2 refuses the second when it is deployed, whatever its description is",
        todo: "remove one of the two",
        rules: [rule.address, other],
      }),
    ];
  });
}

/** To EC2, a rule for several peers is several rules; one whose peer is not known is the same as no other. */
function peersOf(peer: RulePeer): string[] {
  switch (peer.kind) {
    case "prefixes":
      return [...peer.prefixes.map(String), ...peer.unresolved.filter((text) => text !== UNKNOWN)];
    case "any":
    case "internet":
      return [...(peer.spelled ?? [])];
    case "groups":
      return peer.addresses.filter((text) => text !== UNKNOWN);
    case "prefix-list":
    case "service-tag":
    case "unresolved":
      return peer.text === UNKNOWN ? [] : [peer.text];
  }
}

function undocumentedRules(
  context: CheckContext,
  where: string,
  declared: boolean,
  rules: readonly Rule[],
): CheckFinding[] {
  return rules.flatMap((rule) => {
    const isPublic = rule.peer.kind === "internet" || rule.peer.kind === "any";
    const cited = declared ? citedFlows(rule.description, context.declaration).flows.length : 0;
    if (rule.access === "deny" || cited > 0) return [];
    return [
      lint({
        code: isPublic ? "check-rule-public-undocumented" : "check-rule-undocumented",
        severity: isPublic ? "error" : "warning",
        what: `${rule.address} names no flow that asks for it${isPublic ? ", and it is open to the internet" : ""}`,
        where,
        why: "every rule is to be traceable to a document or to a purpose of your own",
        todo: "add the flow by allowFrom or allowTo instead, or remove the rule",
        rules: [rule.address],
      }),
    ];
  });
}

function unattachedGroups(context: CheckContext): CheckFinding[] {
  const types = ["aws_security_group", "azurerm_network_security_group"];
  return context.file.resources
    .filter((resource) => types.includes(resource.type) && context.topology.filteredBy(resource.address).length === 0)
    .map((resource) =>
      lint({
        code: "check-group-unattached",
        severity: "warning",
        what: `${resource.address} is attached to no interface in this stack`,
        where: context.ends.nameOf(resource.address),
        why: "its rules protect nothing here",
        todo: "attach it, or remove it",
      }),
    );
}

function sharedInterfaces(context: CheckContext): CheckFinding[] {
  const byPlace = new Map<string, { readonly path: string; readonly roles: Set<string> }>();
  for (const { path: role, external, internal, externalAddress, internalAddress } of context.declaration?.roles ?? []) {
    for (const [path, address] of [[external, externalAddress] as const, [internal, internalAddress] as const]) {
      if (path === null) continue;
      // Rules on Azure tell the addresses of an interface apart.
      const key = context.declaration?.cloud === "azure" ? `${path} ${String(address)}` : path;
      const place = byPlace.get(key) ?? { path, roles: new Set() };
      place.roles.add(role);
      byPlace.set(key, place);
    }
  }
  return [...byPlace.values()].flatMap(({ path, roles }) => {
    const sharers = [...roles];
    if (sharers.length < 2) return [];
    return [
      lint({
        code: "check-interface-shared",
        severity: "note",
        what: `${sharers.join(" and ")} share the interface, so each is reached by the flows of all`,
        where: path,
        why: "groups are around interfaces, not around services",
        todo: "give each role an interface of its own if that is too wide",
      }),
    ];
  });
}

function expiredFlows(context: CheckContext, today: string): CheckFinding[] {
  return (context.declaration?.ownFlows ?? [])
    .filter((flow) => flow.expires !== undefined && flow.expires < today)
    .map((flow) =>
      lint({
        code: "check-own-flow-expired",
        severity: "warning",
        what: `${flow.id} (${flow.purpose}) has expired on ${flow.expires ?? ""}`,
        where: flow.role,
        why: "its owner said that it would not be wanted any longer",
        todo: `remove the flow, or give it a new day${flow.owner === undefined ? "" : `; ask ${flow.owner}`}`,
        facts: [flow.id],
      }),
    );
}
