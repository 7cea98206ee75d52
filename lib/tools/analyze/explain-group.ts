/** A firewall group on the way: which of its rules let traffic pass or stop it, and which ones would have let it pass. */
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import type { PacketSet } from "../../net/packet-set";
import type { Rule } from "../read/rule";
import type { ExpectedFlow } from "./expected";
import type { ExplainStack } from "./explain-stack";
import type { FarEnds } from "./far-ends";
import { type Openness, type Outcome, outcomeOf, opennessOf, turn, type Turned } from "./explain-outcome";
import { boundOfRule, defaultRules, FIRST_DEFAULT, trafficOfRule } from "./permitted";
import { type FarEnd, type Service, Traffic } from "./traffic";
import type { NetInterface } from "./topology";

/** A rule that decides about some of the traffic. */
export interface Decision {
  readonly rule: Rule;
  /** Whether it surely does; where not, a part of it is known only when Terraform runs, or a rule before it may decide. */
  readonly isCertain: boolean;
  /** What it decides about. */
  readonly traffic: Traffic;
}

/** A rule that would let traffic pass if it were from another peer, or another kind of traffic. */
export interface NearRule {
  readonly rule: Rule;
  /** What is different. */
  readonly other: "peer" | "traffic";
}

/** A flow that asks for the traffic. */
export interface AskingFlow {
  readonly flow: ExpectedFlow;
  /** Whether it asks for some of it itself; where not, the cloud cannot say what it asks for more narrowly. */
  readonly isExact: boolean;
}

/** One firewall group, or on AWS all of an interface, in one direction. */
export interface GroupStep {
  readonly kind: "group";
  readonly stack: ExplainStack;
  /** The path of the declared interface; null where the stack does not declare it. */
  readonly path: string | null;
  readonly on: NetInterface;
  readonly direction: "ingress" | "egress";
  /** Whether it is around the interface, or around its subnet. */
  readonly around: "interface" | "subnet";
  /** Terraform addresses. */
  readonly groups: readonly string[];
  readonly open: Openness;
  readonly asked: Traffic;
  readonly permitted: Traffic;
  readonly decisions: readonly Decision[];
  /** Whether there is some of it that no rule is about. */
  readonly isUndecided: boolean;
  readonly near: readonly NearRule[];
  readonly flows: readonly AskingFlow[];
  /** What could not be seen, in words. */
  readonly unseen: readonly string[];
  /** Packets here as the question has them. */
  readonly brought: (packets: PacketSet) => PacketSet;
}

/** What comes to a group. */
export interface AtGroup {
  readonly stack: ExplainStack;
  readonly path: string | null;
  readonly on: NetInterface;
  readonly direction: "ingress" | "egress";
  readonly far: FarEnd;
  readonly service: Service;
}

/** A step with what passes it. */
export interface Passed<T> {
  readonly step: T;
  readonly outcome: Outcome;
}

const MOST_NEAR = 2;

/** The groups that traffic has to pass at an interface, in their order. */
export function groupSteps(at: AtGroup, turned: Turned): Passed<GroupStep>[] {
  const { on, direction } = at;
  const asked = Traffic.of(direction, on.own, at.far, at.service);
  const layers = layersOf(on).map((layer) => groupStep({ ...at, on: layer.on }, asked, layer.around, turned));
  // What comes in passes the group of the subnet first.
  return direction === "ingress" ? layers.reverse() : layers;
}

function layersOf(on: NetInterface): { readonly on: NetInterface; readonly around: GroupStep["around"] }[] {
  const none: ReadonlySet<string> = new Set();
  const own = { on: { ...on, subnetGroups: none }, around: "interface" as const };
  if (!on.isAzure || on.subnetGroups.size === 0) return [own];
  const subnet = { on: { ...on, groups: on.subnetGroups, subnetGroups: none }, around: "subnet" as const };
  return on.groups.size === 0 ? [subnet] : [own, subnet];
}

function groupStep(
  { stack, path, on, direction, far, service }: AtGroup,
  asked: Traffic,
  around: GroupStep["around"],
  turned: Turned,
): Passed<GroupStep> {
  const { ends } = stack.context;
  const isKnownEnd = far.opaque.length === 0;
  const { atLeast, atMost, unseen } = stack.permittedOn(on, direction, isKnownEnd);
  const rules = [...on.groups]
    .flatMap((group) => stack.rulesOf(group, isKnownEnd))
    .filter((one) => one.direction === direction);
  const decisions = on.isAzure ? inOrder(on, direction, rules, ends, asked) : together(on, rules, ends, asked);
  const least = asked.intersect(atLeast);
  // An interface that exists already may have other groups, and on AWS these only open more.
  const mayHaveMore = on.existing && !on.isAzure;
  const most = mayHaveMore ? asked : asked.intersect(atMost);
  const outcome = outcomeOf(asked.packets, least.packets, most.packets, turned);
  const open = opennessOf(turn(asked.packets, turned), outcome);
  const isClosed = open === "no" || open === "part" || mayHaveMore;
  const rest = isClosed ? asked.subtract(Traffic.union(decisions.map(({ traffic }) => traffic))) : Traffic.nothing();
  const step: GroupStep = {
    kind: "group",
    stack,
    path,
    on,
    direction,
    around,
    groups: [...on.groups],
    open,
    asked,
    permitted: least,
    decisions: decisions.map((one) => ({ ...one, rule: stack.asWritten(one.rule) })),
    isUndecided: !rest.isEmpty,
    near: isClosed && least.isEmpty ? nearRules(stack, on, rules, { asked, far, service }) : [],
    flows: askingFlows(stack.flowsAt(path, on, direction), asked),
    unseen: [
      ...(mayHaveMore ? ["the interface exists already, and other groups of it may let more pass"] : []),
      ...unseen,
    ],
    brought: (packets) => turn(packets, turned),
  };
  return { step, outcome };
}

/** AWS: every rule that matches lets it pass. */
function together(on: NetInterface, rules: readonly Rule[], ends: FarEnds, asked: Traffic): Decision[] {
  return rules.flatMap((rule): Decision[] => {
    const sure = asked.intersect(boundOfRule(rule, on, ends, "least"));
    if (!sure.isEmpty) return [{ rule, isCertain: true, traffic: sure }];
    const perhaps = asked.intersect(boundOfRule(rule, on, ends, "most"));
    return perhaps.isEmpty ? [] : [{ rule, isCertain: false, traffic: perhaps }];
  });
}

/** Azure: the first rule that matches decides. */
function inOrder(
  on: NetInterface,
  direction: "ingress" | "egress",
  rules: readonly Rule[],
  ends: FarEnds,
  asked: Traffic,
): Decision[] {
  if (on.groups.size === 0) return [];
  const decisions: Decision[] = [];
  let open = asked;
  // What a rule may have decided of which not everything is known.
  let clouded = Traffic.nothing();
  const sorted = [...rules, ...defaultRules(direction)].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  for (const rule of sorted) {
    if (open.isEmpty && clouded.isEmpty) break;
    const isDefault = (rule.priority ?? 0) >= FIRST_DEFAULT;
    const wide = isDefault ? trafficOfRule(rule, on, ends) : boundOfRule(rule, on, ends, "most");
    const sure = isDefault ? wide : boundOfRule(rule, on, ends, "least");
    const certain = open.intersect(sure);
    const doubtful = open.intersect(wide).subtract(sure);
    const behind = clouded.intersect(wide);
    if (!certain.isEmpty) decisions.push({ rule, isCertain: true, traffic: certain });
    const perhaps = Traffic.union([doubtful, behind]);
    if (!perhaps.isEmpty) decisions.push({ rule, isCertain: false, traffic: perhaps });
    open = open.subtract(wide);
    clouded = Traffic.union([clouded, doubtful]).subtract(sure);
  }
  return decisions;
}

/** What would pass: the same traffic with another peer, or other traffic with the same peer. */
function nearRules(
  stack: ExplainStack,
  on: NetInterface,
  rules: readonly Rule[],
  { asked, far, service }: { readonly asked: Traffic; readonly far: FarEnd; readonly service: Service },
): NearRule[] {
  const { ends } = stack.context;
  const allowing = rules
    .filter(({ access }) => access === "allow")
    .map((rule) => ({ rule, of: trafficOfRule(rule, on, ends) }));
  const [direction = "ingress"] = rules.map((rule) => rule.direction);
  const anyPeer = Traffic.of(direction, on.own, ends.everywhere, service);
  const anyTraffic = Traffic.of(direction, on.own, far, {});
  const other = allowing.filter(({ of }) => of.intersect(asked).isEmpty);
  const byPeer = other.filter(({ of }) => !of.intersect(anyPeer).isEmpty);
  const byTraffic = other
    .filter(({ of }) => !of.intersect(anyTraffic).isEmpty)
    .sort((a, b) => distance(a.rule, service) - distance(b.rule, service));
  return [
    ...byPeer.slice(0, MOST_NEAR).map(({ rule }): NearRule => ({ rule: stack.asWritten(rule), other: "peer" })),
    ...byTraffic.slice(0, MOST_NEAR).map(({ rule }): NearRule => ({ rule: stack.asWritten(rule), other: "traffic" })),
  ];
}

/** How far the ports of a rule are from those asked about; another protocol is farther than any port. */
function distance({ transport, ports }: Rule, { protocols, destinationPorts }: Service): number {
  const far = protocols?.some((one) => one === transport) === false ? ALL_PORTS.last : 0;
  const [wanted] = destinationPorts ?? [];
  if (wanted === undefined || ports === null) return far;
  const gap = ({ first, last }: PortRange): number => Math.max(0, first - wanted.last, wanted.first - last);
  return far + Math.min(...ports.map(gap));
}

function askingFlows(flows: readonly ExpectedFlow[], asked: Traffic): AskingFlow[] {
  const found = flows.flatMap((flow): AskingFlow[] => {
    if (!flow.traffic.intersect(asked).isEmpty) return [{ flow, isExact: true }];
    return flow.expressible.intersect(asked).isEmpty ? [] : [{ flow, isExact: false }];
  });
  const exact = found.filter(({ isExact }) => isExact);
  return exact.length > 0 ? exact : found;
}
