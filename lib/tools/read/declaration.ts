/** What a stack says it deploys, read back from its declaration. */
import type { PortList } from "../../catalog/schema";
import type { IpPrefix } from "../../net/ip-prefix";
import { UcEdgeError } from "../../net/uc-edge-error";
import { type DeclaredCertificate, readCertificate } from "./declared-certificate";
import { type DeclaredFeatures, readFeatures } from "./declared-features";
import { type DeclaredInterface, readInterface } from "./declared-interface";
import { DeclaredItem, type DeclaredValue, readValue } from "./declared-item";
import {
  type DeclaredBalancer,
  type DeclaredForwarder,
  type DeclaredHostRoute,
  type DeclaredPartnerRoute,
  readBalancer,
  readForwarder,
  readHostRoute,
  readPartnerRoute,
} from "./declared-reach";
import { listOf, numberOf, objectOf, textOf } from "./json-values";
import { prefixPeer } from "./rule";
import { readStatedPorts, type StatedPorts } from "./stated-ports";

/** The other end of a flow, as it was composed. */
export type DeclaredPeer =
  | { readonly kind: "internet" }
  /** `references` are addresses that are known only when Terraform runs. */
  | { readonly kind: "prefixes"; readonly prefixes: readonly IpPrefix[]; readonly references: readonly string[] }
  /** A role by its path. */
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "service-tag" | "prefix-list"; readonly value: string };

/** A role that was placed. */
export interface DeclaredRole {
  readonly path: string;
  /** The documented role: `ocs-2007/access-edge`; of a product that no document covers, `own/session-border-controller`. */
  readonly role: string;
  /** The path of the system that it belongs to, where that is not above it: a server can have a part in two systems. */
  readonly of: string | null;
  /** The paths of its interfaces. */
  readonly external: string | null;
  readonly internal: string | null;
  readonly interfaces: readonly string[];
  /** Which of an interface's addresses the role has, where the interface has several; null for all. */
  readonly externalAddress: number | null;
  readonly internalAddress: number | null;
}

/** Who stands for a documented role that was not placed. */
export interface DeclaredPeers {
  /** The path of the construct. */
  readonly of: string;
  /** The documented role: `ocs-2007/front-end`. */
  readonly role: string;
  /** The choice that they are for; null for all. */
  readonly choice: string | null;
  readonly peers: readonly DeclaredPeer[];
}

/** A deployed system. */
export interface DeclaredSystem {
  readonly path: string;
  readonly system: string;
  readonly choices: readonly string[];
  readonly ports: readonly StatedPorts[];
}

/** A flow of the user's own. */
export interface DeclaredOwnFlow {
  readonly id: string;
  /** The path of the role that it was added to. */
  readonly role: string;
  /** As seen from that role. */
  readonly direction: "ingress" | "egress";
  readonly peer: DeclaredPeer;
  readonly transport: string;
  readonly ports: PortList;
  readonly sourcePorts: PortList | null;
  readonly icmp: { readonly type?: number; readonly code?: number } | undefined;
  readonly purpose: string;
  readonly owner: string | undefined;
  readonly expires: string | undefined;
  /** The common need that it is for: `dns`. */
  readonly need: string | undefined;
}

/** A documented flow that a deployment in another stack or network asks of an interface here. */
export interface DeclaredForeignFlow {
  /** The flow's id, with the letter of its direction. */
  readonly id: string;
  /** The path of the interface. */
  readonly interface: string;
  readonly direction: "ingress" | "egress";
  readonly peer: DeclaredPeer;
  readonly transport: string;
  readonly ports: PortList | null;
  readonly sourcePorts: PortList | null;
}

/** A DNS record. */
export interface DeclaredRecord {
  /** The path of the network whose resolvers answer it. */
  readonly network: string;
  readonly view: string;
  readonly type: string;
  readonly name: string;
  readonly values: readonly DeclaredValue[];
  readonly made: boolean;
  readonly facts: readonly string[];
}

/** A finding that the constructs had. */
export interface DeclaredFinding {
  readonly code: string;
  readonly severity: string;
  readonly what: string;
  readonly where: string;
  readonly why: string;
  readonly todo: string;
  readonly facts: readonly string[];
}

/** A finding that somebody lives with. */
export interface DeclaredAcceptance {
  readonly code: string;
  readonly where: string;
  readonly reason: string;
}

/** A declaration. */
export interface Declaration {
  readonly cloud: string;
  /** The prefixes of the networks' zones. */
  readonly zones: Readonly<Record<string, readonly IpPrefix[]>>;
  /** Domains that a network's own resolvers answer for. */
  readonly internalDomains: readonly string[];
  readonly interfaces: readonly DeclaredInterface[];
  readonly balancers: readonly DeclaredBalancer[];
  readonly forwarders: readonly DeclaredForwarder[];
  readonly partnerRoutes: readonly DeclaredPartnerRoute[];
  readonly hostRoutes: readonly DeclaredHostRoute[];
  readonly roles: readonly DeclaredRole[];
  readonly systems: readonly DeclaredSystem[];
  readonly peers: readonly DeclaredPeers[];
  readonly ownFlows: readonly DeclaredOwnFlow[];
  readonly foreignFlows: readonly DeclaredForeignFlow[];
  readonly records: readonly DeclaredRecord[];
  readonly certificates: readonly DeclaredCertificate[];
  readonly features: readonly DeclaredFeatures[];
  readonly findings: readonly DeclaredFinding[];
  readonly acceptances: readonly DeclaredAcceptance[];
}

const FORMAT = 1;

/**
 * Reads the lines of a declaration; nothing where the stack has none.
 *
 * @throws {@link UcEdgeError} `tools-declaration-damaged`, `tools-declaration-format`.
 */
export function readDeclaration(lines: readonly string[], file: string): Declaration | undefined {
  if (lines.length === 0) return undefined;
  const items = lines.map((line) => new DeclaredItem(line, file));
  const [stack] = items.filter((item) => item.is("stack"));
  if (stack?.value("format") !== FORMAT) {
    throw new UcEdgeError({
      code: "tools-declaration-format",
      what: `cannot read the declaration in ${file}`,
      prop: "format",
      value: stack?.value("format"),
      expected: String(FORMAT),
      todo: "use the uc-edge of the version that synthesized the stack",
    });
  }
  return declarationOf(items, stack);
}

function declarationOf(items: readonly DeclaredItem[], stack: DeclaredItem): Declaration {
  const all = <T>(item: string, read: (item: DeclaredItem) => T): T[] => items.filter((one) => one.is(item)).map(read);
  return {
    cloud: stack.text("cloud"),
    zones: readZones(items.filter((item) => item.is("network"))),
    internalDomains: all("network", (item) => item.texts("internalDomains")).flat(),
    interfaces: all("interface", readInterface),
    balancers: all("balancer", readBalancer),
    forwarders: all("forwarder", readForwarder),
    partnerRoutes: all("partner-route", readPartnerRoute),
    hostRoutes: all("host-route", readHostRoute),
    roles: all("role", readRole),
    systems: all("system", (item) => ({
      path: item.text("path"),
      system: item.text("system"),
      choices: item.texts("choices"),
      ports: listOf(item.value("ports")).map(readStatedPorts),
    })),
    peers: all("peer", (item) => ({
      of: item.text("of"),
      role: item.text("role"),
      choice: textOf(item.value("choice")) ?? null,
      peers: listOf(item.value("peers")).flatMap((peer) => readPeer(peer) ?? []),
    })),
    ownFlows: all("own-flow", readOwnFlow),
    foreignFlows: all("foreign-flow", readForeignFlow),
    records: all("record", (item) => ({
      network: item.text("network"),
      view: item.text("view"),
      type: item.text("type"),
      name: item.text("name"),
      values: listOf(item.value("values")).flatMap((value) => readValue(value) ?? []),
      made: item.value("made") === true,
      facts: item.texts("facts"),
    })),
    certificates: all("certificate", readCertificate),
    features: all("features", readFeatures),
    findings: all("finding", (item) => ({
      code: item.text("code"),
      severity: item.text("severity"),
      what: item.text("what"),
      where: item.text("where"),
      why: item.text("why"),
      todo: item.text("todo"),
      facts: item.texts("facts"),
    })),
    acceptances: all("acceptance", (item) => ({
      code: item.text("code"),
      where: item.text("where"),
      reason: item.text("reason"),
    })),
  };
}

function readZones(networks: readonly DeclaredItem[]): Record<string, IpPrefix[]> {
  const zones = new Map<string, IpPrefix[]>();
  for (const network of networks) {
    for (const [zone, prefixes] of Object.entries(objectOf(network.value("zones")))) {
      zones.set(zone, [...(zones.get(zone) ?? []), ...prefixesOf(prefixes).prefixes]);
    }
  }
  return Object.fromEntries(zones);
}

function readRole(item: DeclaredItem): DeclaredRole {
  const external = textOf(item.value("external")) ?? null;
  const internal = textOf(item.value("internal")) ?? null;
  const interfaces = [external, internal].filter((one) => one !== null);
  return {
    path: item.text("path"),
    role: item.text("role"),
    of: textOf(item.value("of")) ?? null,
    external,
    internal,
    interfaces,
    externalAddress: numberOf(item.value("externalAddress")) ?? null,
    internalAddress: numberOf(item.value("internalAddress")) ?? null,
  };
}

function readForeignFlow(item: DeclaredItem): DeclaredForeignFlow {
  const peer = readPeer(item.value("peer"));
  if (peer === undefined) throw item.damaged("peer");
  const ports = portsOf(item.value("ports"));
  const sourcePorts = portsOf(item.value("sourcePorts"));
  return {
    id: item.text("id"),
    interface: item.text("interface"),
    direction: item.text("direction") === "egress" ? "egress" : "ingress",
    peer,
    transport: item.text("transport"),
    ports: ports.length === 0 ? null : ports,
    sourcePorts: sourcePorts.length === 0 ? null : sourcePorts,
  };
}

function portsOf(value: unknown): PortList {
  return listOf(value).map((range) => [Number(listOf(range)[0]), Number(listOf(range)[1])] as const);
}

function readOwnFlow(item: DeclaredItem): DeclaredOwnFlow {
  const [first, last] = listOf(item.value("sourcePorts")).map(numberOf);
  const { type, code } = objectOf(item.value("icmp"));
  const icmp = { type: numberOf(type), code: numberOf(code) };
  const peer = readPeer(item.value("peer"));
  if (peer === undefined) throw item.damaged("peer");
  return {
    id: item.text("id"),
    role: item.text("role"),
    direction: item.text("direction") === "egress" ? "egress" : "ingress",
    peer,
    transport: item.text("transport"),
    ports: portsOf(item.value("ports")),
    sourcePorts: first === undefined || last === undefined ? null : [[first, last]],
    icmp:
      icmp.type === undefined
        ? undefined
        : { type: icmp.type, ...(icmp.code === undefined ? {} : { code: icmp.code }) },
    purpose: item.text("purpose"),
    owner: textOf(item.value("owner")),
    expires: textOf(item.value("expires")),
    need: textOf(item.value("need")),
  };
}

function readPeer(value: unknown): DeclaredPeer | undefined {
  const { kind, prefixes, role, value: named } = objectOf(value);
  if (kind === "internet") return { kind };
  if (kind === "role" && typeof role === "string") return { kind, role };
  if ((kind === "service-tag" || kind === "prefix-list") && typeof named === "string") return { kind, value: named };
  return kind === "prefixes" ? { kind, ...prefixesOf(prefixes) } : undefined;
}

function prefixesOf(value: unknown): { prefixes: readonly IpPrefix[]; references: readonly string[] } {
  const values = listOf(value).flatMap((one) => readValue(one) ?? []);
  const peer = prefixPeer(values.filter(({ isReference }) => !isReference).map(({ text }) => text));
  const references = values.filter(({ isReference }) => isReference).map(({ text }) => text);
  return { prefixes: peer.prefixes, references: [...references, ...peer.unresolved] };
}
