/** Where the rules on one side of an interface differ from what is asked for there: missing, surplus, unseen, residual. */
import type { Rule } from "../read/rule";
import type { CheckContext } from "./check";
import type { ExpectedFlow } from "./expected";
import { type CheckFinding, finding } from "./finding";
import { isUnseen, type Permitted, trafficOfRule } from "./permitted";
import { printWitness, Traffic, type Witness } from "./traffic";
import type { NetInterface } from "./topology";

/** One side of an interface: the rules of its groups in one direction. */
export interface CheckedSide {
  /** The path of the declared interface. */
  readonly path: string;
  readonly on: NetInterface;
  readonly rules: readonly Rule[];
}

/** Flows that are not permitted, or of which that cannot be seen. */
export function missingFlows(path: string, flows: readonly ExpectedFlow[], permitted: Permitted): CheckFinding[] {
  const unsureOfAll = Traffic.union(flows.map((flow) => flow.traffic)).subtract(permitted.atLeast);
  if (unsureOfAll.isEmpty) return [];
  const neverOfAll = unsureOfAll.subtract(permitted.atMost);
  return [...byId(flows)].flatMap(([id, parts]): CheckFinding[] => {
    const asked = Traffic.union(parts.map((flow) => flow.traffic));
    const [first] = parts;
    if (first === undefined) return [];
    const never = exampleOf(asked.intersect(neverOfAll), first.on);
    const witness = never ?? exampleOf(asked.intersect(unsureOfAll), first.on);
    if (witness === undefined) return [];
    return [
      finding("exactness", {
        code: never === undefined ? "check-flow-unseen" : "check-flow-missing",
        severity: never === undefined ? "warning" : "error",
        what: `${id} is asked for${never === undefined ? ", and it cannot be seen whether it is" : " and not"} permitted, ${first.direction}`,
        where: path,
        why: "what is missing does not work",
        todo: "open it, or take the choice or the own flow that asks for it out of the stack",
        facts: [id],
        flow: first.kind,
        witness: printWitness(witness),
      }),
    ];
  });
}

/** A packet as an example; of a pool, one between two hosts rather than one from a host to itself, which never leaves it. */
function exampleOf(traffic: Traffic, { own }: NetInterface): Witness | undefined {
  const toItself = Traffic.of("ingress", own, { prefixes: own, opaque: [] }, {});
  return traffic.subtract(toItself).witness() ?? traffic.witness();
}

/** What is permitted and nothing asks for, by the rule that permits it. */
export function surplusTraffic(
  context: CheckContext,
  side: CheckedSide,
  flows: readonly ExpectedFlow[],
  permitted: Permitted,
): CheckFinding[] {
  const asked = Traffic.union(flows.map((flow) => flow.expressible));
  const surplus = permitted.atLeast.subtract(asked);
  if (surplus.isEmpty) return [];
  const byRule = side.rules
    .filter((rule) => rule.access === "allow" && !isUnseen(rule, side.on.isAzure))
    .flatMap((rule) => surplusOfRule(context, side, rule, { flows, asked, surplus }));
  if (byRule.length > 0) return byRule;
  const witness = exampleOf(surplus, side.on);
  return witness === undefined ? [] : [surplusFinding(side.path, undefined, printWitness(witness))];
}

function surplusOfRule(
  context: CheckContext,
  { path, on }: CheckedSide,
  rule: Rule,
  { flows, asked, surplus }: { flows: readonly ExpectedFlow[]; asked: Traffic; surplus: Traffic },
): CheckFinding[] {
  const traffic = trafficOfRule(rule, on, context.ends);
  const over = traffic.intersect(surplus);
  const witness = exampleOf(over, on);
  if (witness === undefined) return [];
  const serves = traffic.intersect(asked);
  const served = serves.isEmpty ? [] : flows.filter((flow) => isServed(flow, rule, serves));
  const anyPeer = served.map((flow) => ofAnyPeer(context, flow));
  if (!over.isWithin(Traffic.union(anyPeer))) return [surplusFinding(path, rule, printWitness(witness))];
  const widened = served.filter((_, index) => anyPeer[index]?.intersect(over).isEmpty === false);
  return [
    finding("exactness", {
      code: "check-peer-wider",
      severity: "error",
      what: `${rule.address} is open ${rule.direction === "ingress" ? "from" : "to"} more addresses than the flows that it serves ask for`,
      where: path,
      why: "nothing undocumented is to be open",
      todo: "narrow its peer to what the flows name, or name the wider peer where the stack asks for them",
      facts: [...byId(widened).keys()],
      rules: [rule.address],
      witness: printWitness(witness),
    }),
  ];
}

/** Whether what a rule serves is of a flow; most of those of other ports need no look at the addresses. */
function isServed({ services, expressible }: ExpectedFlow, { ports }: Rule, serves: Traffic): boolean {
  const mayBe = services.some(
    ({ destinationPorts }) =>
      ports === null ||
      destinationPorts === undefined ||
      ports.some((one) => destinationPorts.some((two) => one.first <= two.last && two.first <= one.last)),
  );
  return mayBe && !expressible.intersect(serves).isEmpty;
}

/** A flow as if every address were asked for. */
function ofAnyPeer(context: CheckContext, { direction, services, own }: ExpectedFlow): Traffic {
  return Traffic.union(services.map((service) => Traffic.of(direction, own, context.ends.everywhere, service)));
}

function surplusFinding(path: string, rule: Rule | undefined, witness: string): CheckFinding {
  return finding("exactness", {
    code: "check-traffic-surplus",
    severity: "error",
    what: `${rule?.address ?? "a default rule of the cloud"} permits more than anything asks for`,
    where: path,
    why: "nothing undocumented is to be open",
    todo: "remove or narrow the rule, or add the flow with its purpose by allowFrom or allowTo",
    rules: rule === undefined ? [] : [rule.address],
    witness,
  });
}

/** What the cloud permits beyond what was asked for, because its rules have no word for it. */
export function residualTraffic(
  context: CheckContext,
  path: string,
  flows: readonly ExpectedFlow[],
  permitted: Permitted,
): CheckFinding[] {
  if (flows.every((flow) => flow.traffic === flow.expressible)) return [];
  const asked = Traffic.union(flows.map((flow) => flow.traffic));
  const expressible = Traffic.union(flows.map((flow) => flow.expressible));
  const witness = permitted.atLeast.intersect(expressible).subtract(asked).witness();
  if (witness === undefined) return [];
  return [
    finding("exactness", {
      code: "check-not-expressible",
      severity: "note",
      what: `more is permitted than asked for, ${flows[0]?.direction ?? ""}, as rules on ${context.declaration?.cloud ?? "this cloud"} cannot say it`,
      where: path,
      why:
        context.declaration?.cloud === "azure"
          ? "rules on Azure name ICMP only as a whole"
          : "rules on AWS have no source ports and are about every address of an interface, and the internet is 0.0.0.0/0 there, which holds the network's own addresses",
      todo: "filter on the host if it matters; everything else is exact",
      witness: printWitness(witness),
    }),
  ];
}

/** What is known only when Terraform runs, or is not in the stack. */
export function unseenTraffic(path: string, on: NetInterface, permitted: Permitted): CheckFinding[] {
  const unseen = (severity: "warning" | "note", what: string): CheckFinding =>
    finding("exactness", {
      code: "check-not-seen",
      severity,
      what,
      where: path,
      why: "what cannot be seen is neither taken as open nor as closed",
      todo: "check the plan instead of the synthesized stack, or look at the deployed interface",
    });
  return [
    ...permitted.unseen.map((what) => unseen("warning", what)),
    ...(on.existing
      ? [unseen("note", "the interface exists already and may have groups that are not in this stack")]
      : []),
  ];
}

function byId(flows: readonly ExpectedFlow[]): Map<string, ExpectedFlow[]> {
  const found = new Map<string, ExpectedFlow[]>();
  for (const flow of flows) {
    const known = found.get(flow.id);
    if (known === undefined) found.set(flow.id, [flow]);
    else known.push(flow);
  }
  return found;
}
