/**
 * Whether the rules of a stack permit exactly what its declaration asks for: nothing missing, nothing extra, per interface
 * and direction, each with a packet as witness.
 */
import type { Rule } from "../read/rule";
import { rulesByGroup } from "../read/rules-by-group";
import { type Declaration, readDeclaration } from "../read/declaration";
import type { TerraformStackFile } from "../read/terraform-resource";
import { type ExpectedFlow, expectedFlows } from "./expected";
import { FarEnds } from "./far-ends";
import { acceptFindings, type CheckFinding } from "./finding";
import { lintStack } from "./lint";
import { type Permitted, permittedOn, trafficOfRule } from "./permitted";
import { readTopology, type NetInterface, type Topology, unattached } from "./topology";
import { printWitness, Traffic } from "./traffic";

/** What was found on one interface in one direction. */
export interface CheckedInterface {
  /** The path of the declared interface. */
  readonly path: string;
  readonly direction: "ingress" | "egress";
  /** Flows that apply here, by kind. */
  readonly documented: number;
  readonly own: number;
  readonly rules: number;
  /** Whether the rules permit exactly what was asked for, within what the cloud can express. */
  readonly exact: boolean;
}

/** The result for one stack. */
export interface CheckResult {
  readonly stack: string;
  readonly file: string;
  readonly interfaces: readonly CheckedInterface[];
  readonly findings: readonly CheckFinding[];
}

/** What every part of a check looks at. */
export interface CheckContext {
  readonly file: TerraformStackFile;
  readonly declaration: Declaration | undefined;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  readonly topology: Topology;
  readonly ends: FarEnds;
  /** The interface that a declared path stands for; one without more than its group where that is attached to nothing. */
  readonly interfaceAt: (path: string) => NetInterface | undefined;
}

/** Reads what a check looks at. */
export function checkContext(file: TerraformStackFile): CheckContext {
  const declaration = readDeclaration(file.declaration, file.file);
  const topology = readTopology(file.resources, declaration);
  const declared = new Map((declaration?.interfaces ?? []).map((one) => [one.path, one]));
  const interfaceAt = (path: string): NetInterface | undefined => {
    const one = declared.get(path);
    if (one === undefined) return undefined;
    const { group, groupAliases, privateAddress } = one;
    const address = privateAddress?.isReference === false ? privateAddress.text : undefined;
    return topology.members(group)[0] ?? unattached(group, groupAliases, address, declaration?.cloud === "azure");
  };
  return {
    file,
    declaration,
    rules: rulesByGroup(file),
    topology,
    ends: new FarEnds(topology, declaration),
    interfaceAt,
  };
}

/**
 * Checks a stack.
 *
 * @throws {@link UcEdgeError} `tools-declaration-damaged`, `tools-declaration-format`.
 */
export function checkStack(file: TerraformStackFile, today: string): CheckResult {
  const context = checkContext(file);
  const { declaration } = context;
  const flows = declaration === undefined ? [] : expectedFlows(declaration, context.ends, context.interfaceAt);
  const byPlace = new Map<string, ExpectedFlow[]>();
  for (const flow of flows) {
    const key = `${flow.interface} ${flow.direction}`;
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [flow]);
    else known.push(flow);
  }
  const findings: CheckFinding[] = [];
  const interfaces = (declaration?.interfaces ?? []).flatMap(({ path }) =>
    (["ingress", "egress"] as const).flatMap((direction) => {
      const on = context.interfaceAt(path);
      if (on === undefined) return [];
      return [checkInterface(context, path, on, direction, byPlace.get(`${path} ${direction}`) ?? [], findings)];
    }),
  );
  findings.push(...declaredFindings(declaration), ...lintStack(context, today));
  return { stack: file.stack, file: file.file, interfaces, findings: acceptFindings(findings, declaration) };
}

function checkInterface(
  context: CheckContext,
  path: string,
  on: NetInterface,
  direction: "ingress" | "egress",
  flows: readonly ExpectedFlow[],
  findings: CheckFinding[],
): CheckedInterface {
  const groups = [...on.groups, ...on.subnetGroups];
  const rules = groups
    .flatMap((group) => context.rules.get(group) ?? [])
    .filter((rule) => rule.direction === direction);
  const permitted = permittedOn(on, direction, (group) => context.rules.get(group) ?? [], context.ends);
  const before = findings.length;
  findings.push(
    ...missingFlows(path, flows, permitted),
    ...surplusTraffic(context, path, on, rules, flows, permitted),
    ...unseenTraffic(path, on, permitted),
  );
  const exact = findings.slice(before).every((finding) => finding.severity === "note");
  findings.push(...residualTraffic(context, path, flows, permitted));
  const count = (kind: ExpectedFlow["kind"]): number =>
    new Set(flows.filter((flow) => flow.kind === kind).map((flow) => flow.id)).size;
  return { path, direction, documented: count("documented"), own: count("own"), rules: rules.length, exact };
}

function missingFlows(path: string, flows: readonly ExpectedFlow[], permitted: Permitted): CheckFinding[] {
  const unsureOfAll = Traffic.union(flows.map((flow) => flow.traffic)).subtract(permitted.atLeast);
  if (unsureOfAll.isEmpty) return [];
  const neverOfAll = unsureOfAll.subtract(permitted.atMost);
  const byId = new Map<string, ExpectedFlow[]>();
  for (const flow of flows) {
    const known = byId.get(flow.id);
    if (known === undefined) byId.set(flow.id, [flow]);
    else known.push(flow);
  }
  return [...byId].flatMap(([id, parts]): CheckFinding[] => {
    const asked = Traffic.union(parts.map((flow) => flow.traffic));
    const never = asked.intersect(neverOfAll).witness();
    const witness = never ?? asked.intersect(unsureOfAll).witness();
    if (witness === undefined) return [];
    return [
      {
        code: never === undefined ? "check-flow-unseen" : "check-flow-missing",
        severity: never === undefined ? "warning" : "error",
        what: `${id} is asked for${never === undefined ? ", and it cannot be seen whether it is" : " and not"} permitted, ${parts[0]?.direction ?? ""}`,
        where: path,
        why: "what is missing does not work",
        todo: "open it, or take the choice or the own flow that asks for it out of the stack",
        facts: [id],
        rules: [],
        witness: printWitness(witness),
        accepted: null,
      },
    ];
  });
}

function surplusTraffic(
  context: CheckContext,
  path: string,
  on: NetInterface,
  rules: readonly Rule[],
  flows: readonly ExpectedFlow[],
  permitted: Permitted,
): CheckFinding[] {
  const expressible = Traffic.union(flows.map((flow) => flow.expressible));
  const surplus = permitted.atLeast.subtract(expressible);
  if (surplus.isEmpty) return [];
  const finding = (rule: Rule | undefined, witness: string): CheckFinding => ({
    code: "check-traffic-surplus",
    severity: "error",
    what: `${rule?.address ?? "a default rule of the cloud"} permits more than anything asks for`,
    where: path,
    why: "nothing undocumented is to be open",
    todo: "remove or narrow the rule, or add the flow with its purpose by allowFrom or allowTo",
    facts: [],
    rules: rule === undefined ? [] : [rule.address],
    witness,
    accepted: null,
  });
  const byRule = rules
    .filter((rule) => rule.access === "allow")
    .flatMap((rule) => {
      const witness = trafficOfRule(rule, on, context.ends).intersect(surplus).witness();
      return witness === undefined ? [] : [finding(rule, printWitness(witness))];
    });
  if (byRule.length > 0) return byRule;
  const witness = surplus.witness();
  return witness === undefined ? [] : [finding(undefined, printWitness(witness))];
}

/** What the cloud permits beyond what was asked for, because its rules have no word for it. */
function residualTraffic(
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
    {
      code: "check-not-expressible",
      severity: "note",
      what: `more is permitted than asked for, ${flows[0]?.direction ?? ""}, as rules on ${context.declaration?.cloud ?? "this cloud"} cannot say it`,
      where: path,
      why:
        context.declaration?.cloud === "azure"
          ? "rules on Azure name ICMP only as a whole"
          : "rules on AWS have no source ports, and the internet is 0.0.0.0/0 there, which holds the network's own addresses",
      todo: "filter on the host if it matters; everything else is exact",
      facts: [],
      rules: [],
      witness: printWitness(witness),
      accepted: null,
    },
  ];
}

function unseenTraffic(path: string, on: NetInterface, permitted: Permitted): CheckFinding[] {
  const unseen = [
    ...permitted.unseen,
    ...(on.existing ? ["the interface exists already and may have groups that are not in this stack"] : []),
  ];
  return unseen.map((what) => ({
    code: "check-not-seen",
    severity: what.startsWith("the interface") ? "note" : "warning",
    what,
    where: path,
    why: "what cannot be seen is neither taken as open nor as closed",
    todo: "check the plan instead of the synthesized stack, or look at the deployed interface",
    facts: [],
    rules: [],
    witness: null,
    accepted: null,
  }));
}

function declaredFindings(declaration: Declaration | undefined): CheckFinding[] {
  return (declaration?.findings ?? [])
    .filter((finding) => finding.code !== "stack-not-expressible")
    .map((finding) => ({
      ...finding,
      severity: finding.severity === "error" || finding.severity === "warning" ? finding.severity : "note",
      rules: [],
      witness: null,
      accepted: null,
    }));
}
