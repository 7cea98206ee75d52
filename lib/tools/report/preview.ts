/** What a stack opens, as data: per interface and rule, from where, what for, and on whose word. */
import { IpPrefix, mergePrefixes } from "../../net/ip-prefix";
import { ALL_PORTS } from "../../net/port-range";
import type { DeclaredFinding, Declaration } from "../read/declaration";
import type { DeclaredInterface } from "../read/declared-interface";
import type { DeclaredForwarder, DeclaredPartnerRoute } from "../read/declared-reach";
import type { Rule, RulePeer, UnknownPart } from "../read/rule";
import { rulesByGroup } from "../read/rules-by-group";
import { readGroups } from "../read/stack-rules";
import type { TerraformStackFile } from "../read/terraform-resource";
import { type AbsentNeeds, absentNeeds } from "./absent-needs";
import { citedFlows, type CitedFlow } from "./cited-flows";
import { checkContext, expectedOf } from "../analyze/check";
import { accepts } from "../analyze/finding";
import { type PreviewRecord, previewRecords } from "./preview-records";
import {
  type PreviewAddress,
  type PreviewHostRoute,
  type PreviewWay,
  previewHostRoutes,
  previewNics,
  previewWays,
} from "./preview-ways";
import { type PreviewFeatures, previewFeatures } from "./features";
import { readerFindings } from "./reader-findings";
import { groupLabels, peerLabels, withoutBraces } from "./peer-labels";
import { AskedFlows, type Standing } from "./standing";

/** One rule in a preview. */
export interface PreviewRule {
  /** The Terraform address. */
  readonly address: string;
  readonly direction: "ingress" | "egress";
  readonly access: "allow" | "deny";
  /** Azure's order: the lowest number that matches decides; null on AWS. */
  readonly priority: number | null;
  /** Who is at the other end, in words: prefixes, `internet`, a role's interface. */
  readonly peers: readonly string[];
  /** Whether the peer is the internet, or so wide that it holds most of it. */
  readonly isInternet: boolean;
  /** The addresses of the group's own that the rule is about; null for all of them. */
  readonly local: readonly string[] | null;
  readonly transport: string;
  /** Inclusive ranges; null where the protocol has none or they are not known. */
  readonly ports: readonly (readonly [number, number])[] | null;
  readonly sourcePorts: readonly (readonly [number, number])[] | null;
  readonly icmp: { readonly type?: number; readonly code?: number } | null;
  readonly flows: readonly CitedFlow[];
  /** Flow ids in the description that nothing is known of. */
  readonly unknownFlows: readonly string[];
  /** Flows that the description had no room for. */
  readonly moreFlows: number;
  readonly standing: Standing;
  /** Whether it closes everything that no other rule of its direction opens. */
  readonly isLastDenial: boolean;
  /** Whether `count`, `for_each` or a dynamic block makes it: there may be several of it, or none. */
  readonly repeated: boolean;
  /** What of it is known only when Terraform runs; its values are then the widest that they may be. */
  readonly unknown: readonly UnknownPart[];
  readonly description: string;
}

/** A firewall group with the interface that it is around, where the declaration knows it. */
export interface PreviewGroup {
  /** The Terraform address of the group. */
  readonly group: string;
  /** The interface's path; null for a group that the library did not make. */
  readonly path: string | null;
  readonly title: string;
  readonly roles: readonly string[];
  readonly side: string | null;
  readonly privateAddress: string | null;
  /** An address, or the reference that gives it at deployment. */
  readonly publicAddress: string | null;
  readonly publicAddressKnown: boolean;
  /** The addresses of each network interface, where there are several of one or the other. */
  readonly nics: readonly (readonly PreviewAddress[])[];
  /** What peers on the internet see for connections that start here: addresses, or the references that give them. */
  readonly wayOut: readonly string[];
  /** Whether the stack does not have the group that it declares. */
  readonly missing: boolean;
  /** Directions in which Azure's own default rules still decide, as no rule closes them. */
  readonly openByDefault: readonly ("ingress" | "egress")[];
  readonly rules: readonly PreviewRule[];
}

/** A finding, with the reason where the stack's code accepts it. */
export interface PreviewFinding extends DeclaredFinding {
  readonly accepted?: string;
}

/** A stack in a preview. */
export interface PreviewStack {
  readonly stack: string;
  readonly file: string;
  readonly kind: "synthesized" | "plan";
  readonly cloud: string | null;
  readonly choices: readonly { readonly path: string; readonly system: string; readonly choices: readonly string[] }[];
  readonly findings: readonly PreviewFinding[];
  readonly groups: readonly PreviewGroup[];
  readonly records: readonly PreviewRecord[];
  readonly waysIn: readonly PreviewWay[];
  readonly hostRoutes: readonly PreviewHostRoute[];
  readonly forwarders: readonly DeclaredForwarder[];
  readonly partnerRoutes: readonly DeclaredPartnerRoute[];
  /** The features that deployments of the stack are checked for. */
  readonly features: readonly PreviewFeatures[];
  /** Kinds of common needs for which roles have no flow. */
  readonly absentNeeds: readonly AbsentNeeds[];
}

/** What stands beside a group's rules while they are read. */
interface Surroundings {
  readonly declaration: Declaration | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly today: string;
}

/** The preview of one stack. `today`, as `2027-03-31`, decides which own flows have expired. */
export function previewStack(file: TerraformStackFile, today = new Date().toISOString().slice(0, 10)): PreviewStack {
  const context = checkContext(file);
  const { declaration } = context;
  const expected = expectedOf(context);
  const withRules = rulesByGroup(file);
  // A group without rules is one where nothing is open, or on Azure one with the default rules only.
  const empty = readGroups(file.resources).filter(({ address }) => !withRules.has(address));
  const byGroup = new Map([...withRules, ...empty.map(({ address }): [string, Rule[]] => [address, []])]);
  const interfaces = declaration?.interfaces ?? [];
  const around: Surroundings = { declaration, labels: groupLabels(interfaces), today };
  const declared = interfaces.map((one) => groupOf(one.group, byGroup.get(one.group), one, around));
  const known = new Set(declared.map(({ group }) => group));
  const others = [...byGroup]
    .filter(([group]) => !known.has(group))
    .map(([group, rules]) => groupOf(group, rules, undefined, around));
  return {
    stack: file.stack,
    file: file.file,
    kind: file.kind,
    cloud: declaration?.cloud ?? null,
    choices: declaration?.systems ?? [],
    findings: [...readerFindings(file), ...acceptedFindings(declaration)],
    groups: [...declared.sort((a, b) => ((a.path ?? "") < (b.path ?? "") ? -1 : 1)), ...others],
    records: previewRecords(declaration?.records ?? []),
    waysIn: previewWays(context, expected),
    hostRoutes: previewHostRoutes(context),
    forwarders: declaration?.forwarders ?? [],
    partnerRoutes: declaration?.partnerRoutes ?? [],
    features: previewFeatures(declaration),
    absentNeeds: absentNeeds(declaration, expected),
  };
}

function groupOf(
  group: string,
  found: readonly Rule[] | undefined,
  one: DeclaredInterface | undefined,
  around: Surroundings,
): PreviewGroup {
  const rules = found ?? [];
  const last = new Set(rules.filter((rule) => isLastDenial(rule, rules)));
  const closed = new Set([...last].map(({ direction }) => direction));
  // Only rules of groups that the library made can be its own.
  const asked =
    around.declaration === undefined || one === undefined ? undefined : new AskedFlows(around.declaration, one.path);
  return {
    group: withoutBraces(group),
    path: one?.path ?? null,
    title: one?.title ?? "not made by cdktf-uc-edge",
    roles: (around.declaration?.roles ?? [])
      .filter(({ of, interfaces }) => of === null && one !== undefined && interfaces.includes(one.path))
      .map(({ path }) => path),
    side: one?.side ?? null,
    privateAddress: one?.privateAddress?.text ?? null,
    publicAddress: one?.publicAddress?.text ?? null,
    publicAddressKnown: one?.publicAddress?.isReference === false,
    nics: previewNics(one),
    wayOut: goesOut(rules, around.declaration) ? (one?.wayOut.map(({ text }) => text) ?? []) : [],
    missing: found === undefined,
    openByDefault:
      found !== undefined && /(^|\.)azurerm_network_security_group\./.test(group)
        ? (["ingress", "egress"] as const).filter((direction) => !closed.has(direction))
        : [],
    rules: rules.map((rule) => previewRule(rule, last.has(rule), asked, around)).sort(byImportance),
  };
}

/** Whether anything that starts here may go to the internet, so that it matters as whom peers see it. */
function goesOut(rules: readonly Rule[], declaration: Declaration | undefined): boolean {
  const zones = Object.values(declaration?.zones ?? {}).flat();
  return rules.some(({ direction, access, peer }) => {
    if (direction !== "egress" || access !== "allow" || peer.kind === "groups") return false;
    if (peer.kind !== "prefixes") return true;
    return peer.unresolved.length > 0 || peer.prefixes.some((one) => !zones.some((zone) => zone.contains(one)));
  });
}

function previewRule(
  rule: Rule,
  isLast: boolean,
  asked: AskedFlows | undefined,
  { declaration, labels, today }: Surroundings,
): PreviewRule {
  const nothing = { flows: [], unknown: [], more: 0 };
  const cited = asked === undefined ? nothing : citedFlows(rule.description, declaration, today);
  const ranges = (list: Rule["ports"]): [number, number][] | null =>
    list?.map(({ first, last }): [number, number] => [first, last]) ?? null;
  return {
    address: rule.address,
    direction: rule.direction,
    access: rule.access,
    priority: rule.priority,
    peers: peerLabels(rule.peer, labels),
    isInternet: holdsInternet(rule.peer),
    local: rule.local.kind === "any" ? null : peerLabels(rule.local, labels),
    transport: rule.transport,
    ports: ranges(rule.ports),
    sourcePorts: ranges(rule.sourcePorts),
    icmp: rule.icmp,
    flows: cited.flows,
    unknownFlows: cited.unknown,
    moreFlows: cited.more,
    standing: asked?.standingOf(rule, cited) ?? (rule.access === "deny" ? "denial" : "undocumented"),
    isLastDenial: isLast,
    repeated: rule.repeated,
    unknown: rule.unknown,
    description: rule.description,
  };
}

/** Whether a rule denies everything, after all others of its direction. */
function isLastDenial(rule: Rule, rules: readonly Rule[]): boolean {
  const { access, peer, local, transport, ports, sourcePorts, direction, priority, unknown } = rule;
  const isAll = ports?.some(({ first, last }) => first === ALL_PORTS.first && last === ALL_PORTS.last) === true;
  return (
    access === "deny" &&
    transport === "all" &&
    isAll &&
    sourcePorts === null &&
    [local, peer].every((end) => end.kind === "any" && !isOneFamily(end.spelled)) &&
    !rule.repeated &&
    unknown.length === 0 &&
    rules.every((other) => other.direction !== direction || (other.priority ?? 0) <= (priority ?? 0))
  );
}

/** Whether `any` is written as a prefix, and so holds one address family only. */
function isOneFamily(spelled: readonly string[] = []): boolean {
  return spelled.length > 0 && spelled.every((text) => text.includes("/"));
}

/** Every block of unicast addresses, and how wide a part of it must be to hold most addresses of nobody in particular. */
const PUBLIC = [
  { block: IpPrefix.of("ipv6", 0x2000n << 112n, 3), widest: 15 },
  { block: IpPrefix.of("ipv4", 0n, 1), widest: 7 },
  { block: IpPrefix.of("ipv4", 0x80000000n, 2), widest: 7 },
  { block: IpPrefix.of("ipv4", 0xc0000000n, 3), widest: 7 },
];

function holdsInternet(peer: RulePeer): boolean {
  if (peer.kind === "internet" || peer.kind === "any") return true;
  if (peer.kind !== "prefixes") return false;
  return (
    peer.unresolved.some((text) => text.toLowerCase() === "internet") ||
    mergePrefixes(peer.prefixes).some((prefix) =>
      PUBLIC.some(({ block, widest }) => prefix.length <= widest && prefix.overlaps(block)),
    )
  );
}

const STANDING_ORDER: readonly Standing[] = ["undocumented", "wider", "documented", "own", "denial"];

/** What is open first, ingress before egress, then what is open to the internet, then by protocol, port and peer. */
function byImportance(a: PreviewRule, b: PreviewRule): number {
  const port = (rule: PreviewRule): number => rule.ports?.[0]?.[0] ?? ALL_PORTS.first;
  const peers = (rule: PreviewRule): string => rule.peers.join();
  return (
    Number(a.access === "deny") - Number(b.access === "deny") ||
    (a.direction === b.direction ? 0 : a.direction === "ingress" ? -1 : 1) ||
    Number(b.isInternet) - Number(a.isInternet) ||
    STANDING_ORDER.indexOf(a.standing) - STANDING_ORDER.indexOf(b.standing) ||
    (a.transport === b.transport ? 0 : a.transport < b.transport ? -1 : 1) ||
    port(a) - port(b) ||
    (peers(a) === peers(b) ? 0 : peers(a) < peers(b) ? -1 : 1)
  );
}

function acceptedFindings(declaration: Declaration | undefined): PreviewFinding[] {
  return (declaration?.findings ?? []).map((finding) => {
    const acceptance = declaration?.acceptances.find((one) => accepts(one, finding));
    return acceptance === undefined ? finding : { ...finding, accepted: acceptance.reason };
  });
}
