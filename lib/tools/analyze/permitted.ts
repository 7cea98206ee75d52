/** What the rules around an interface permit: AWS adds rules up, Azure takes the first that matches. */
import type { IpPrefix } from "../../net/ip-prefix";
import { ALL_PORTS } from "../../net/port-range";
import { hasIcmpType, hasPorts, isTransport } from "../../net/transport";
import type { Rule, RulePeer } from "../read/rule";
import type { FarEnds } from "./far-ends";
import { ANY_END, type FarEnd, type Service, Traffic } from "./traffic";
import type { NetInterface } from "./topology";

/** The priority of the first default rule on Azure; those of rules end before it. */
export const FIRST_DEFAULT = 65000;
const LAST_PROTOCOL = 255;

/**
 * What is permitted, between two bounds that are equal where everything can be seen: what is surely permitted, and what may
 * be, depending on values that are known only when Terraform runs.
 */
export interface Permitted {
  readonly atLeast: Traffic;
  readonly atMost: Traffic;
  /** What could not be seen, in words. */
  readonly unseen: readonly string[];
}

/** The lower bound of what is permitted, or the upper one. */
export type Bound = "least" | "most";

/** The traffic of one rule on one interface; nothing where the rule is about another interface. */
export function trafficOfRule(rule: Rule, on: NetInterface, ends: FarEnds): Traffic {
  return trafficWith(rule, on, ends.ofRule(rule.peer));
}

/** The traffic of a rule between an interface and a far end, as much of it as there may be. */
export function trafficWith(rule: Rule, on: NetInterface, far: FarEnd): Traffic {
  return trafficBetween(rule, ownEnd(rule.local, on, "most"), far);
}

function trafficBetween(rule: Rule, own: readonly IpPrefix[], far: FarEnd): Traffic {
  return Traffic.union(servicesOf(rule).map((service) => Traffic.of(rule.direction, own, far, service)));
}

/** What the rules permit on an interface in one direction. */
export function permittedOn(
  on: NetInterface,
  direction: "ingress" | "egress",
  rulesOf: (group: string) => readonly Rule[],
  ends: FarEnds,
): Permitted {
  const all = (): Traffic => Traffic.of(direction, on.own, ends.everywhere, {});
  const layer = (groups: ReadonlySet<string>): Permitted =>
    bounded(on, direction, groups, permittedBy(on, direction, [...groups].flatMap(rulesOf), ends), all);
  if (!on.isAzure) {
    if (on.groups.size > 0) return layer(on.groups);
    const unseen = [
      `${on.name} names no group, so it has the default one of its VPC, whose rules are not in this stack`,
    ];
    return { atLeast: Traffic.nothing(), atMost: all(), unseen };
  }
  const layers = [on.groups, on.subnetGroups].filter((groups) => groups.size > 0).map(layer);
  // Without any group, Azure filters nothing.
  const [own = { atLeast: all(), atMost: all(), unseen: [] }, subnet] = layers;
  if (subnet === undefined) return own;
  return {
    atLeast: own.atLeast.intersect(subnet.atLeast),
    atMost: own.atMost.intersect(subnet.atMost),
    unseen: [...own.unseen, ...subnet.unseen],
  };
}

/** A group that is not in the stack has rules that nobody can see: on AWS they may add, on Azure they may do anything. */
function bounded(
  on: NetInterface,
  direction: "ingress" | "egress",
  groups: ReadonlySet<string>,
  permitted: Permitted,
  all: () => Traffic,
): Permitted {
  const foreign = [...groups].filter((group) => on.foreign.has(group));
  if (foreign.length === 0) return permitted;
  return {
    atLeast: on.isAzure ? Traffic.nothing() : permitted.atLeast,
    atMost: all(),
    unseen: [
      ...permitted.unseen,
      ...foreign.map((group) => `${group} is not in this stack, so its ${direction} rules cannot be seen`),
    ],
  };
}

function permittedBy(
  on: NetInterface,
  direction: "ingress" | "egress",
  all: readonly Rule[],
  ends: FarEnds,
): Permitted {
  const rules = all.filter((rule) => rule.direction === direction);
  const unseen = rules
    .filter((rule) => isUnseen(rule, on.isAzure))
    .map((rule) => `${rule.address} has values that are known only when Terraform runs`);
  // A denial of some addresses may be about an end of which only the name is known.
  const isSeen = ({ access, peer, local }: Rule): boolean =>
    ends.isKnown(peer) && isOwnEndKnown(local, on) && (access === "allow" || peer.kind === "any");
  const isCertain = unseen.length === 0 && rules.every(isSeen);
  if (!on.isAzure) {
    const by = (bound: Bound): Traffic => Traffic.union(rules.map((rule) => boundOfRule(rule, on, ends, bound)));
    const atLeast = by("least");
    return { atLeast, atMost: isCertain ? atLeast : by("most"), unseen };
  }
  const atLeast = inOrder(on, direction, rules, ends, "least");
  return { atLeast, atMost: isCertain ? atLeast : inOrder(on, direction, rules, ends, "most"), unseen };
}

/** What a rule surely matches, or what it may match at the most. */
export function boundOfRule(rule: Rule, on: NetInterface, ends: FarEnds, bound: Bound): Traffic {
  if (bound === "least" && isUnseen(rule, on.isAzure)) return Traffic.nothing();
  const isDenial = rule.access === "deny";
  const seen = ends.ofRule(rule.peer);
  // An end whose address is not known may be among the addresses that a denial names.
  const named = isDenial ? { ...seen, opaque: [...seen.opaque, ANY_END] } : seen;
  const far = bound === "least" ? seen : ends.isKnown(rule.peer) ? named : ends.everywhere;
  return trafficBetween(rule, ownEnd(rule.local, on, bound), far);
}

/**
 * Azure: the first rule that matches decides; its default rules come last. For the lower bound denials are taken as wide
 * as they may be, for the upper one permissions are.
 */
function inOrder(
  on: NetInterface,
  direction: "ingress" | "egress",
  rules: readonly Rule[],
  ends: FarEnds,
  bound: Bound,
): Traffic {
  const sorted = [...rules, ...defaultRules(direction)].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  return firstMatches(
    sorted.map((one) => {
      const rule = one.unknown.includes("access") ? { ...one, access: accessAt(bound) } : one;
      const isWide = (rule.access === "allow") === (bound === "most");
      const isDefault = (rule.priority ?? 0) >= FIRST_DEFAULT;
      const traffic = isDefault
        ? trafficOfRule(rule, on, ends)
        : boundOfRule(rule, on, ends, isWide ? "most" : "least");
      return { access: rule.access, traffic };
    }),
  );
}

/** What is permitted where the first of several that matches decides, in their order. */
export function firstMatches(
  ordered: readonly { readonly access: Rule["access"]; readonly traffic: Traffic }[],
): Traffic {
  const allowed: Traffic[] = [];
  let decided = Traffic.nothing();
  let pending: Traffic[] = [];
  let access: Rule["access"] | undefined;
  // Neighbors of one access may be taken together, as their order does not matter.
  const settle = (): void => {
    const together = Traffic.union(pending);
    if (access === "allow") allowed.push(together.subtract(decided));
    decided = Traffic.union([decided, together]);
    pending = [];
  };
  for (const rule of ordered) {
    if (rule.access !== access && pending.length > 0) settle();
    access = rule.access;
    pending.push(rule.traffic);
  }
  settle();
  return Traffic.union(allowed);
}

/** What a rule that may allow or deny does at the least, and at the most. */
function accessAt(bound: Bound): Rule["access"] {
  return bound === "least" ? "deny" : "allow";
}

/** The rules that Azure has behind those of a group. */
export function defaultRules(direction: "ingress" | "egress"): Rule[] {
  const rule = (name: string, priority: number, access: Rule["access"], peer: RulePeer): Rule => ({
    address: `the default rule ${name}`,
    group: "",
    direction,
    access,
    priority,
    transport: "all",
    peer,
    local: { kind: "any" },
    ports: [ALL_PORTS],
    sourcePorts: null,
    icmp: null,
    description: "",
    repeated: false,
    unknown: [],
  });
  const tag = (text: string): RulePeer => ({ kind: "service-tag", text });
  return direction === "ingress"
    ? [
        rule("AllowVnetInBound", 65000, "allow", tag("VirtualNetwork")),
        rule("AllowAzureLoadBalancerInBound", 65001, "allow", tag("AzureLoadBalancer")),
        rule("DenyAllInBound", 65500, "deny", { kind: "any" }),
      ]
    : [
        rule("AllowVnetOutBound", 65000, "allow", tag("VirtualNetwork")),
        rule("AllowInternetOutBound", 65001, "allow", { kind: "internet" }),
        rule("DenyAllOutBound", 65500, "deny", { kind: "any" }),
      ];
}

/** The addresses of an interface that a rule is about; for the upper bound also those that it may be about. */
export function ownEnd(local: RulePeer, on: NetInterface, bound: Bound): readonly IpPrefix[] {
  switch (local.kind) {
    case "any":
      return on.own;
    case "groups":
      return local.addresses.some((group) => on.names.has(group) || on.groups.has(group)) ? on.own : [];
    case "prefixes":
      if (bound === "most" && !isOwnEndKnown(local, on)) return on.own;
      return (on.addresses ?? []).filter((own) => local.prefixes.some((prefix) => prefix.contains(own)));
    case "internet":
      return [];
    case "service-tag":
      return local.text === "VirtualNetwork" ? on.own : [];
    case "prefix-list":
    case "unresolved":
      return bound === "most" ? on.own : [];
  }
}

/** Whether all addresses of the own end of a rule can be seen. */
export function isOwnEndKnown(local: RulePeer, on: NetInterface): boolean {
  if (local.kind === "prefixes") return local.unresolved.length === 0 && on.addresses !== undefined;
  return local.kind !== "unresolved" && local.kind !== "prefix-list";
}

/** Whether it cannot be seen if the rule is there, or which packets it matches beside their addresses. */
export function isUnseen(rule: Rule, isAzure: boolean): boolean {
  const { transport } = rule;
  const needsPorts = transport === "tcp" || transport === "udp" || (isAzure && transport === "all");
  return (
    rule.repeated ||
    rule.unknown.length > 0 ||
    (needsPorts && rule.ports === null) ||
    (isAzure && rule.priority === null) ||
    (transport !== "all" && !isTransport(transport) && !isProtocolNumber(transport))
  );
}

function isProtocolNumber(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= LAST_PROTOCOL;
}

/** A rule for every protocol with ports names TCP and UDP; with all ports, every protocol; and so may an unknown one. */
function servicesOf(rule: Rule): Service[] {
  const { transport } = rule;
  const ports = { destinationPorts: rule.ports ?? undefined, sourcePorts: rule.sourcePorts ?? undefined };
  if (isTransport(transport)) {
    if (hasPorts(transport)) return [{ protocols: [transport], ...ports }];
    return [{ protocols: [transport], icmp: hasIcmpType(transport) ? (rule.icmp ?? undefined) : undefined }];
  }
  if (isProtocolNumber(transport)) return [{ protocols: [Number(transport)] }];
  if (transport !== "all") return [{}];
  const all = rule.ports?.every((range) => range.first === ALL_PORTS.first && range.last === ALL_PORTS.last) ?? true;
  return all && rule.sourcePorts === null ? [{}] : [{ protocols: ["tcp", "udp"], ...ports }];
}
