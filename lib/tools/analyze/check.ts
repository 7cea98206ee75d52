/**
 * Whether the rules of a stack permit exactly what its declaration asks for: nothing missing, nothing extra, per interface
 * and direction, each with a packet as witness.
 */
import type { Rule } from "../read/rule";
import { rulesByGroup } from "../read/rules-by-group";
import { type Declaration, readDeclaration } from "../read/declaration";
import type { TerraformStackFile } from "../read/terraform-resource";
import { readerFindings } from "../report/reader-findings";
import { missingFlows, residualTraffic, surplusTraffic, unseenTraffic } from "./exactness";
import { type ExpectedFlow, expectedFlows, type FlowKind } from "./expected";
import { FarEnds } from "./far-ends";
import { acceptFindings, type CheckFinding, finding } from "./finding";
import { lintStack } from "./lint";
import { outsideOf, unseenSubnetGroups } from "./outside";
import { permittedOn } from "./permitted";
import { type CheckSummary, summaryOf } from "./summary";
import { Traffic } from "./traffic";
import { readTopology, type NetInterface, type Topology, unattached } from "./topology";

/** What was found on one interface in one direction. */
export interface CheckedInterface {
  /** The path of the declared interface. */
  readonly path: string;
  readonly direction: "ingress" | "egress";
  /** Flows that apply here, by kind. */
  readonly documented: number;
  readonly platform: number;
  readonly own: number;
  readonly rules: number;
  /** Whether the rules permit exactly what was asked for, within what the cloud can express. */
  readonly exact: boolean;
}

/** The result for one stack. */
export interface CheckResult {
  readonly stack: string;
  readonly file: string;
  /** The counts, exactness and lint apart. */
  readonly summary: CheckSummary;
  readonly interfaces: readonly CheckedInterface[];
  /** Those of each area together: exactness, what the constructs had to say, lint. */
  readonly findings: readonly CheckFinding[];
  /** What no check looks at, in words. */
  readonly outside: readonly string[];
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
  const sides = (declaration?.interfaces ?? []).flatMap(({ path }) =>
    (["ingress", "egress"] as const).flatMap((direction) => {
      const on = context.interfaceAt(path);
      if (on === undefined) return [];
      const asked = byPlace.get(`${path} ${direction}`) ?? [];
      return [Traffic.inOneRun(() => checkInterface(context, path, on, direction, asked))];
    }),
  );
  const interfaces = sides.map(({ side }) => side);
  const findings = [
    ...sides.flatMap((one) => one.findings),
    ...unseenSubnetGroups(context),
    ...unreadParts(file),
    ...declaredFindings(declaration),
    ...lintStack(context, today),
  ];
  const accepted = acceptFindings(findings, declaration);
  return {
    stack: file.stack,
    file: file.file,
    summary: summaryOf(interfaces, flows, accepted),
    interfaces,
    findings: accepted,
    outside: outsideOf(declaration?.cloud),
  };
}

function checkInterface(
  context: CheckContext,
  path: string,
  on: NetInterface,
  direction: "ingress" | "egress",
  flows: readonly ExpectedFlow[],
): { readonly side: CheckedInterface; readonly findings: readonly CheckFinding[] } {
  const groups = [...on.groups, ...on.subnetGroups];
  const rules = groups
    .flatMap((group) => context.rules.get(group) ?? [])
    .filter((rule) => rule.direction === direction);
  const permitted = permittedOn(on, direction, (group) => context.rules.get(group) ?? [], context.ends);
  const findings = [
    ...missingFlows(path, flows, permitted),
    ...surplusTraffic(context, { path, on, rules }, flows, permitted),
    ...unseenTraffic(path, on, permitted),
  ];
  const exact = findings.every((one) => one.severity === "note");
  const count = (kind: FlowKind): number =>
    new Set(flows.filter((flow) => flow.kind === kind).map((flow) => flow.id)).size;
  const side = {
    path,
    direction,
    documented: count("documented"),
    platform: count("platform"),
    own: count("own"),
    rules: rules.length,
    exact,
  };
  return { side, findings: [...findings, ...residualTraffic(context, path, flows, permitted)] };
}

/** Parts of the deployment that the input does not show; a module is none that the rules checked here stand in. */
function unreadParts(file: TerraformStackFile): CheckFinding[] {
  return readerFindings(file).map((one) =>
    finding("exactness", { ...one, severity: one.code === "tools-modules-unread" ? "note" : "warning" }),
  );
}

function declaredFindings(declaration: Declaration | undefined): CheckFinding[] {
  return (declaration?.findings ?? [])
    .filter(({ code }) => code !== "stack-not-expressible")
    .map(({ severity, ...one }) =>
      finding("deployment", {
        ...one,
        severity: severity === "error" || severity === "warning" ? severity : "note",
      }),
    );
}
