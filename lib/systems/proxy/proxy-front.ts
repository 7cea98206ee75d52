/** How a reverse proxy is made of what it is told: on hosts of the user's, or run by the cloud. */
import type { IConstruct } from "constructs";
import type { Traffic } from "../../stack/flow-ends";
import { nicOf, type Side } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { PlacedProxy } from "../../stack/placed-proxy";
import { membersOf } from "../../stack/proxy-members";
import type { ProxyRequest } from "../../stack/proxy-request";
import type { Role } from "../../stack/role";
import { addHostName } from "../host-names";
import type { ManagedProxyProps, ProxyHostProps } from "./proxy-props";

const WHAT = "cannot deploy the reverse proxy";

/** What a proxy publishes, and where it passes requests on to. */
export interface ProxyLegs {
  /** What it stands for, for descriptions. */
  readonly title: string;
  /** The public port. */
  readonly port: number;
  readonly names: readonly string[];
  /** The servers behind it, and their port. */
  readonly servers: Peer;
  readonly serverPort: number;
  /** Whether the leg to them is encrypted. */
  readonly isEncrypted: boolean;
}

/**
 * What a network is asked for, for a proxy that the cloud runs.
 *
 * @throws {@link UcEdgeError} `stack-proxy-member-*`, `stack-address-family`, `net-prefix-*`.
 */
export function managedRequest(scope: IConstruct, legs: ProxyLegs, managed: ManagedProxyProps): ProxyRequest {
  const {
    healthPath = "/",
    healthStatusCodes = "200-399",
    certificate,
    tlsPolicy,
    hostName,
    rootCertificate,
  } = managed;
  const { title, port, names, servers, serverPort, isEncrypted } = legs;
  return {
    title,
    port,
    names,
    members: membersOf(servers, serverPort, WHAT, scope),
    membersAreElsewhere: managed.outsideVpc === true,
    membersAreEncrypted: isEncrypted,
    certificate,
    tlsPolicy,
    healthPath,
    healthStatusCodes,
    hostName,
    rootCertificate,
    hasPublicAuthority: managed.publicAuthority === true,
  };
}

/** Places both interfaces of a proxy on hosts. */
export function placeProxyHosts(role: Role, hosts: ProxyHostProps, network: Network): void {
  const place = (side: Side): void => {
    const title = `${role.fact.title}, ${side}`;
    const nics = [nicOf(hosts[side], side)];
    const id = side === "external" ? "External" : "Internal";
    role.placeOn(side, network.place(role, id, { zone: "perimeter", side, title, nics }));
  };
  place("external");
  place("internal");
}

/** Permits what a proxy that the cloud runs needs beside its documented flows, which `permit` opens. */
export function permitManaged(
  role: Role,
  proxy: PlacedProxy,
  { servers, serverPort }: ProxyLegs,
  permit: () => void,
): void {
  role.placeOn("external", proxy);
  role.placeOn("internal", proxy);
  const check: Traffic = { transport: "tcp", ports: { first: serverPort, last: serverPort } };
  const openCheck = role.prepare("egress", "internal", servers, [check], proxy.healthCheck, WHAT);
  permit();
  openCheck();
  proxy.permitPlatform();
}

/** A name that leads to a proxy. */
export interface ProxyName {
  readonly name: string;
  /** The documented records that ask for it. */
  readonly facts: readonly string[];
  /** The proxy, where the cloud runs it. */
  readonly proxy: PlacedProxy | undefined;
  /** The public address whose port is forwarded to it, where it has none of its own. */
  readonly forwarded: string | undefined;
}

/** Leads a public name to a proxy. */
export function publishProxyName(role: Role, network: Network, { name, facts, proxy, forwarded }: ProxyName): void {
  const alias = proxy?.alias;
  if (alias === undefined) {
    addHostName(role, "external", name, forwarded, facts);
    return;
  }
  const record = { view: "public", type: "A", name, facts, path: role.node.path } as const;
  network.addRecord({ ...record, value: alias.name, alias });
}
