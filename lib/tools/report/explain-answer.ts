/** Answers as data: every way with its steps, the rules that decide at each, and on whose word they are there. */
import { type IpPrefix, mergePrefixes } from "../../net/ip-prefix";
import type { PacketBox } from "../../net/packet-match";
import { PacketSet } from "../../net/packet-set";
import { ALL_PORTS } from "../../net/port-range";
import { type Answer, type Ends, type Listing } from "../analyze/explain";
import { printService, type Way } from "../analyze/explain-asked";
import type { NamedEnd } from "../analyze/explain-ends";
import type { AskingFlow, Decision, GroupStep, NearRule } from "../analyze/explain-group";
import type { Passage } from "../analyze/explain-listing";
import { type Openness, opennessOf } from "../analyze/explain-outcome";
import { type ExplainStack, grouped } from "../analyze/explain-stack";
import type { PlainStep, Step } from "../analyze/explain-steps";
import { outsideOf } from "../analyze/outside";
import { FIRST_DEFAULT } from "../analyze/permitted";
import type { NetInterface } from "../analyze/topology";
import type { Rule } from "../read/rule";
import { type CitedFlow, citedFlows } from "./cited-flows";
import { type ShownPackets, shownPackets, type ShownTraffic, shownTraffic } from "./explain-traffic";
import { groupLabels, peerLabels, withoutBraces } from "./peer-labels";

/** What becomes of traffic: `perhaps` where something is not known. */
export type Verdict = "passes" | "in-part" | "perhaps" | "stopped";

/** A rule, and what of the traffic it decides about. */
export interface ExplainedRule {
  /** The Terraform address; of Azure's own last rules, their name. */
  readonly address: string;
  readonly access: "allow" | "deny";
  readonly priority: number | null;
  /** Whether it is one of the rules that Azure has after all others. */
  readonly isDefault: boolean;
  readonly peers: readonly string[];
  readonly description: string;
  /** Whether it surely decides; where not, a part of it is known only when Terraform runs. */
  readonly certain: boolean;
  readonly traffic: readonly ShownTraffic[];
}

/** A rule that would let traffic pass from another peer, or another kind of traffic. */
export interface ExplainedNear {
  readonly address: string;
  readonly other: "peer" | "traffic";
  readonly peers: readonly string[];
  readonly traffic: readonly ShownTraffic[];
}

/** A flow that asks for traffic. */
export interface ExplainedFlow extends CitedFlow {
  /** Whether it asks for some of it itself; where not, the cloud cannot say what it asks for more narrowly. */
  readonly exact: boolean;
}

/** A step of a way. */
export interface ExplainedStep {
  readonly kind: Step["kind"];
  readonly verdict: Verdict;
  /** The stack that it is looked at in. */
  readonly stack: string | null;
  /** What happens there, in words; null for firewall groups. */
  readonly what: string | null;
  /** The interface: its path, else its Terraform address; null for what is none. */
  readonly interface: string | null;
  readonly title: string | null;
  readonly direction: "ingress" | "egress" | null;
  readonly around: "interface" | "subnet" | null;
  /** Terraform addresses: of the groups, or of what makes the step. */
  readonly resources: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: PlainStep["ports"];
  readonly rules: readonly ExplainedRule[];
  /** Whether there is some of the traffic that no rule is about. */
  readonly undecided: boolean;
  readonly near: readonly ExplainedNear[];
  readonly flows: readonly ExplainedFlow[];
  /** What could not be seen, in words. */
  readonly unseen: readonly string[];
}

/** A way. */
export interface ExplainedWay {
  readonly through: string;
  readonly verdict: Verdict;
  readonly steps: readonly ExplainedStep[];
}

/** Where an answer holds. */
interface Scope {
  readonly stacks: readonly string[];
  readonly cloud: string | null;
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
  /** What no answer looks at, in words. */
  readonly outside: readonly string[];
}

/** The answer to one question. */
export interface ExplainedAnswer extends Scope {
  readonly kind: "answer";
  readonly verdict: Verdict;
  /** What of the question passes, may pass, and does not, where that is not the same for all of it. */
  readonly parts: readonly (ShownPackets & { readonly verdict: Verdict })[];
  readonly ways: readonly ExplainedWay[];
}

/** Traffic that passes by the same rules. */
export interface ExplainedPassage {
  readonly through: string;
  readonly verdict: Verdict;
  readonly traffic: readonly ShownTraffic[];
  /** Public addresses and ports on the way, in words. */
  readonly by: readonly string[];
  /** The addresses that it comes from and goes to, where these are not all of the end. */
  readonly from: readonly string[] | null;
  readonly to: readonly string[] | null;
  readonly rules: readonly string[];
  readonly flows: readonly ExplainedFlow[];
}

/** Everything that may pass. */
export interface ExplainedListing extends Scope {
  readonly kind: "listing";
  readonly there: readonly ExplainedPassage[];
  readonly back: readonly ExplainedPassage[];
  /** What stops everything, where nothing passes. */
  readonly closed: { readonly there: readonly string[]; readonly back: readonly string[] };
}

/** Turns answers into data. `today`, as `2027-03-31`, decides which own flows have expired. */
export class AnswerReporter {
  private readonly labels = new Map<ExplainStack, ReadonlyMap<string, string>>();

  constructor(private readonly today: string) {}

  /** An answer, or a listing. */
  report(one: Answer | Listing): ExplainedAnswer | ExplainedListing {
    return one.kind === "answer" ? this.answer(one) : this.listing(one);
  }

  private answer({ ends, service, verdict, asked, outcome, ways }: Answer): ExplainedAnswer {
    const { always, may } = outcome;
    const isMixed = verdict === "part" || verdict === "perhaps";
    const part = (packets: PacketSet, what: Verdict): ExplainedAnswer["parts"] =>
      shownPackets(packets).map((one) => ({ verdict: what, ...one }));
    return {
      kind: "answer",
      ...scopeOf(ends, printService(service), ways),
      verdict: verdictOf(verdict),
      parts: isMixed
        ? [
            ...part(asked.intersect(always), "passes"),
            ...part(asked.intersect(may).subtract(always), "perhaps"),
            ...part(asked.subtract(may), "stopped"),
          ]
        : [],
      ways: ways.map((way) => this.way(way)),
    };
  }

  private listing({ ends, service, there, back }: Listing): ExplainedListing {
    const passages = (all: Listing["there"]): ExplainedPassage[] =>
      this.passages(all.flatMap((one) => one.passages)).sort(byTraffic);
    const ways = [...there, ...back].flatMap((one) => one.ways);
    return {
      kind: "listing",
      ...scopeOf(ends, printService(service), ways),
      there: passages(there),
      back: passages(back),
      closed: { there: closedBy(there), back: closedBy(back) },
    };
  }

  /** Passages that differ in addresses only are one: AWS has a rule for each block. */
  private passages(all: readonly Passage[]): ExplainedPassage[] {
    const single = all.map((passage) => {
      const { way, packets, isCertain, flows, at } = passage;
      const named = at === undefined ? [] : this.flows(at.stack, flows);
      const plain = way.steps.filter((step): step is PlainStep => step.kind !== "group");
      const shown: Omit<ExplainedPassage, "from" | "to" | "rules"> = {
        through: way.through,
        verdict: isCertain ? "passes" : "perhaps",
        traffic: shownTraffic(packets),
        by: plain.filter(({ kind }) => ON_THE_WAY.has(kind)).map(({ what }) => what),
        flows: named,
      };
      return { passage, shown, key: JSON.stringify({ ...shown, flows: named.map(({ id }) => id) }) };
    });
    return [...grouped(single, ({ key }) => key).values()].flatMap((alike) => {
      const [first] = alike;
      if (first === undefined) return [];
      const packets = PacketSet.union(alike.map(({ passage }) => passage.packets));
      const asked = PacketSet.union(alike.map(({ passage }) => passage.way.asked));
      const rules = alike.flatMap(({ passage }) => passage.rules.map(({ rule }) => rule.address));
      return [{ ...first.shown, ...endsWithin(packets, asked), rules: [...new Set(rules)] }];
    });
  }

  private way({ through, asked, steps, outcome }: Way): ExplainedWay {
    return {
      through,
      verdict: verdictOf(opennessOf(asked, outcome)),
      steps: steps.map((step) => (step.kind === "group" ? this.group(step) : this.plain(step))),
    };
  }

  private plain({ kind, what, open, addresses, ports, resources, flows }: PlainStep): ExplainedStep {
    return {
      kind,
      verdict: verdictOf(open),
      stack: null,
      what,
      interface: null,
      title: null,
      direction: null,
      around: null,
      resources: resources.map(withoutBraces),
      addresses: addresses.map(withoutBraces),
      ports,
      rules: [],
      undecided: false,
      near: [],
      flows: flows.flatMap((id) => citedFlows(id, undefined).flows.map((flow) => ({ ...flow, exact: true }))),
      unseen: [],
    };
  }

  private group(step: GroupStep): ExplainedStep {
    const { stack, path, on, direction, around, groups, open, decisions, isUndecided, near, flows, unseen } = step;
    const labels = this.labelsOf(stack);
    return {
      kind: "group",
      verdict: verdictOf(open),
      stack: stack.file.stack,
      what: null,
      interface: path ?? on.name,
      title: stack.declaredAt(path)?.title ?? null,
      direction,
      around,
      resources: groups.map(withoutBraces),
      addresses: (on.addresses ?? []).map((one) => (one.isAddress ? one.addressText() : one.toString())),
      ports: null,
      rules: decisions.map((decision) => decidedRule(decision, labels)),
      undecided: isUndecided,
      near: near.map((one) => nearRule(one, labels)),
      flows: this.flows(stack, flows),
      unseen,
    };
  }

  private flows({ context }: ExplainStack, flows: readonly AskingFlow[]): ExplainedFlow[] {
    const byId = new Map<string, boolean>();
    for (const { flow, isExact } of flows) byId.set(flow.id, byId.get(flow.id) === true || isExact);
    return [...byId].flatMap(([id, exact]) =>
      citedFlows(id, context.declaration, this.today).flows.map((flow) => ({ ...flow, exact })),
    );
  }

  private labelsOf(stack: ExplainStack): ReadonlyMap<string, string> {
    const known = this.labels.get(stack) ?? groupLabels(stack.context.declaration?.interfaces ?? []);
    this.labels.set(stack, known);
    return known;
  }
}

/** Steps that a listing tells of. */
const ON_THE_WAY: ReadonlySet<Step["kind"]> = new Set(["public-address", "balancer", "way-out"]);

/** The addresses of packets, where these are not all that were asked about. */
function endsWithin(packets: PacketSet, asked: PacketSet): Pick<ExplainedPassage, "from" | "to"> {
  const [some, all] = [packets.boxes(), asked.boxes()];
  const part = (of: (box: PacketBox) => readonly IpPrefix[]): readonly string[] | null => {
    const [here, whole] = [mergePrefixes(some.flatMap(of)), mergePrefixes(all.flatMap(of))];
    return here.join() === whole.join()
      ? null
      : here.map((one) => (one.isAddress ? one.addressText() : one.toString()));
  };
  return { from: part((box) => box.sources), to: part((box) => box.destinations) };
}

function scopeOf({ stack, otherStack, from, to }: Ends, traffic: string, ways: readonly Way[]): Scope {
  const clouds = [...new Set([stack, otherStack].flatMap((one) => one?.cloud ?? []))];
  return {
    stacks: [stack.file.stack, ...(otherStack === undefined ? [] : [otherStack.file.stack])],
    cloud: clouds[0] ?? null,
    from: nameOf(from),
    to: nameOf(to),
    traffic,
    outside: [...unseenSubnets(ways), ...clouds.flatMap(outsideOf)],
  };
}

/** What stops each way of which nothing passes. */
function closedBy(all: Listing["there"]): string[] {
  const ways = all.flatMap((one) => one.ways).filter(({ asked, outcome }) => asked.intersect(outcome.may).isEmpty);
  return [...new Set(ways.map(({ steps }) => stopOf(steps.find(({ open }) => open === "no") ?? steps.at(-1))))];
}

function stopOf(step: Step | undefined): string {
  if (step?.kind !== "group") return step?.what ?? "no rule";
  return `no rule lets anything ${step.direction === "ingress" ? "into" : "out of"} ${step.path ?? step.on.name}`;
}

/** By protocol and port. */
function byTraffic(one: ExplainedPassage, other: ExplainedPassage): number {
  const [a, b] = [one.traffic[0], other.traffic[0]];
  const [first, second] = [a?.transport ?? "", b?.transport ?? ""];
  if (first !== second) return first < second ? -1 : 1;
  return (a?.ports?.[0]?.[0] ?? 0) - (b?.ports?.[0]?.[0] ?? 0);
}

function nameOf(end: NamedEnd): string {
  return end.label;
}

/** Azure: groups of subnets that are in no stack may close more. */
function unseenSubnets(ways: readonly Way[]): string[] {
  const on: NetInterface[] = ways.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === "group" ? [step.on] : [])),
  );
  const isUnseen = on.some((one) => one.isAzure && one.subnetGroups.size === 0 && one.subnet !== undefined);
  return isUnseen
    ? ["Azure: network security groups of subnets that are not in this stack: they can only close more"]
    : [];
}

/** What becomes of traffic. */
function verdictOf(open: Openness): Verdict {
  return ({ yes: "passes", part: "in-part", perhaps: "perhaps", no: "stopped" } as const)[open];
}

function decidedRule({ rule, isCertain, traffic }: Decision, labels: ReadonlyMap<string, string>): ExplainedRule {
  return {
    address: rule.address,
    access: rule.access,
    priority: rule.priority,
    isDefault: (rule.priority ?? 0) >= FIRST_DEFAULT,
    peers: peerLabels(rule.peer, labels),
    description: rule.description,
    certain: isCertain,
    traffic: shownTraffic(traffic.packets),
  };
}

function nearRule({ rule, other }: NearRule, labels: ReadonlyMap<string, string>): ExplainedNear {
  return { address: rule.address, other, peers: peerLabels(rule.peer, labels), traffic: trafficOfRule(rule) };
}

/** What a rule is about, beside its peers. */
function trafficOfRule({ transport, ports, sourcePorts }: Rule): ShownTraffic[] {
  const ranges = (all: Rule["ports"]): [number, number][] | null =>
    all === null || all.some(({ first, last }) => first === ALL_PORTS.first && last === ALL_PORTS.last)
      ? null
      : all.map(({ first, last }): [number, number] => [first, last]);
  const name = transport === "all" ? "all protocols" : transport;
  const whole = { icmpTypes: null, icmpCodes: null };
  return [{ transport: name, ports: ranges(ports), sourcePorts: ranges(sourcePorts), ...whole }];
}
