/**
 * Whether the rules of a stack permit exactly what its declaration asks for: nothing missing, nothing extra, per interface
 * and direction, each with a packet as witness.
 */
import type { Rule } from "../read/rule";
import { rulesByGroup } from "../read/rules-by-group";
import { type Declaration, readDeclaration } from "../read/declaration";
import type { TerraformStackFile } from "../read/terraform-resource";
import { readerFindings } from "../report/reader-findings";
import { balancerKind, readReach, type StackReach } from "../read/reach";
import type { FlowKind } from "./asked";
import { interfacesOf } from "./declared-interfaces";
import { missingFlows, residualTraffic, surplusTraffic, unseenTraffic } from "./exactness";
import { type ExpectedFlow, expectedFlows } from "./expected";
import { FarEnds } from "./far-ends";
import { acceptFindings, type CheckFinding, finding } from "./finding";
import { lintStack } from "./lint";
import { outsideOf, unseenSubnetGroups } from "./outside";
import { permittedOn } from "./permitted";
import { type CheckSummary, summaryOf } from "./summary";
import { reachFindings } from "./reach-findings";
import { Traffic } from "./traffic";
import { readTopology, type NetInterface, type Topology } from "./topology";

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
  /** What lies on the way to interfaces: translations, balancers, routes. */
  readonly reach: StackReach;
  /**
   * What a declared path stands for, those with the same groups as one; one without more than its group where that is
   * attached to nothing.
   */
  readonly interfacesAt: (path: string) => readonly NetInterface[];
}

/** Reads what a check looks at. */
export function checkContext(file: TerraformStackFile): CheckContext {
  const declaration = readDeclaration(file.declaration, file.file);
  const topology = readTopology(file.resources, declaration);
  const declared = new Map((declaration?.interfaces ?? []).map((one) => [one.path, one]));
  const known = new Map<string, readonly NetInterface[]>();
  const interfacesAt = (path: string): readonly NetInterface[] => {
    const one = declared.get(path);
    if (one === undefined) return [];
    const found = known.get(path) ?? interfacesOf(one, topology, declaration?.cloud === "azure");
    known.set(path, found);
    return found;
  };
  return {
    file,
    declaration,
    rules: rulesByGroup(file),
    topology,
    ends: new FarEnds(topology, declaration),
    reach: readReach(file.resources),
    interfacesAt,
  };
}

/**
 * Checks a stack.
 *
 * @param tick - Called before each side of an interface, as most of the time goes into these.
 * @throws {@link UcEdgeError} `tools-declaration-damaged`, `tools-declaration-format`.
 */
export function checkStack(file: TerraformStackFile, today: string, tick?: () => void): CheckResult {
  const context = checkContext(file);
  const { declaration } = context;
  const flows = expectedOf(context);
  const byPlace = new Map<string, ExpectedFlow[]>();
  for (const flow of flows) {
    const key = `${flow.interface} ${flow.direction}`;
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [flow]);
    else known.push(flow);
  }
  const sides = (declaration?.interfaces ?? []).flatMap(({ path }) =>
    (["ingress", "egress"] as const).map((direction) => {
      tick?.();
      const here = byPlace.get(`${path} ${direction}`) ?? [];
      const asked = (on: NetInterface): ExpectedFlow[] => here.filter((flow) => flow.on === on);
      const all = context
        .interfacesAt(path)
        .map((on) => Traffic.inOneRun(() => checkInterface(context, path, on, direction, asked(on))));
      return asOne(path, direction, all);
    }),
  );
  const interfaces = sides.map(({ side }) => side);
  const findings = [
    ...sides.flatMap((one) => one.findings),
    ...reachFindings(context),
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

/** What a declaration asks for at its interfaces; nothing where there is none. */
export function expectedOf(context: CheckContext): ExpectedFlow[] {
  const { declaration, ends, interfacesAt, reach } = context;
  if (declaration === undefined) return [];
  return expectedFlows({ declaration, ends, interfacesAt, balancerKind: (resource) => balancerKind(reach, resource) });
}

/** What was found on one side of one or several network interfaces. */
interface CheckedSideOf {
  readonly side: CheckedInterface;
  readonly findings: readonly CheckFinding[];
}

/** The network interfaces of a placement, as one line: exact where each is. */
function asOne(path: string, direction: "ingress" | "egress", all: readonly CheckedSideOf[]): CheckedSideOf {
  const most = (of: (side: CheckedInterface) => number): number => Math.max(0, ...all.map(({ side }) => of(side)));
  const side = {
    path,
    direction,
    documented: most((one) => one.documented),
    platform: most((one) => one.platform),
    own: most((one) => one.own),
    rules: most((one) => one.rules),
    exact: all.every((one) => one.side.exact),
  };
  return { side, findings: all.flatMap(({ findings }) => findings) };
}

function checkInterface(
  context: CheckContext,
  path: string,
  on: NetInterface,
  direction: "ingress" | "egress",
  flows: readonly ExpectedFlow[],
): CheckedSideOf {
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
