/** What is declared to lie on the way to interfaces: balancers, forwarders of names, routes. */
import { IpPrefix } from "../../net/ip-prefix";
import { type DeclaredItem, type DeclaredValue, readValue } from "./declared-item";
import { isObject, listOf, numberOf, textOf } from "./json-values";

/** A port of a balancer, and where it leads. */
export interface DeclaredListener {
  readonly transport: "tcp" | "udp";
  readonly port: number;
  /** The port of the members. */
  readonly memberPort: number;
  /** The port of the members' health check, over TCP. */
  readonly healthPort: number;
  /** The path of the interface whose network interfaces are the members. */
  readonly target: string;
  /** Which of their addresses traffic goes to, where they have several; null where they have one. */
  readonly address: number | null;
}

/** A balancer, a port forward or a proxy that the cloud runs. */
export interface DeclaredBalancer {
  readonly path: string;
  readonly title: string;
  /** Its Terraform address. */
  readonly resource: string;
  /** The path of the interface that its firewall group is around; null where it has none. */
  readonly interface: string | null;
  readonly side: string;
  /** The addresses inside that it answers at. */
  readonly virtualAddresses: readonly DeclaredValue[];
  readonly publicAddresses: readonly DeclaredValue[];
  /** Whether the stack makes its public address. */
  readonly publicAddressMade: boolean;
  readonly listeners: readonly DeclaredListener[];
}

/** Queries for a domain that are sent to certain name servers. */
export interface DeclaredForwarder {
  readonly path: string;
  readonly domain: string;
  readonly servers: readonly DeclaredValue[];
  /** The path of the interface that sends them; null where the cloud filters nothing there. */
  readonly endpoint: string | null;
}

/** A route to a partner. */
export interface DeclaredPartnerRoute {
  /** The path of the network. */
  readonly network: string;
  readonly prefix: IpPrefix;
  /** `transit-gateway`, `virtual-private-gateway`, `vpn` or `express-route`. */
  readonly over: string;
  readonly gateway: DeclaredValue | undefined;
  readonly routeTable: DeclaredValue | undefined;
}

/** A static route to set on a host with two interfaces. */
export interface DeclaredHostRoute {
  /** The path of the role. */
  readonly role: string;
  readonly prefix: string;
  /** The path of the interface that it goes out of. */
  readonly interface: string;
  readonly gateway: DeclaredValue | undefined;
}

/** Reads a `balancer` item. */
export function readBalancer(item: DeclaredItem): DeclaredBalancer {
  return {
    path: item.text("path"),
    title: item.text("title"),
    resource: item.text("resource"),
    interface: textOf(item.value("interface")) ?? null,
    side: item.text("side"),
    virtualAddresses: item.values("virtualAddress"),
    publicAddresses: item.values("publicAddress"),
    publicAddressMade: item.value("publicAddressMade") === true,
    listeners: listOf(item.value("listeners")).map((one) => readListener(item, one)),
  };
}

function readListener(item: DeclaredItem, value: unknown): DeclaredListener {
  const { transport, port, memberPort, healthPort, target, address } = isObject(value) ? value : {};
  const number = (one: unknown): number => {
    const read = numberOf(one);
    if (read === undefined) throw item.damaged("listeners, with a transport, ports and a target each");
    return read;
  };
  const path = textOf(target);
  if ((transport !== "tcp" && transport !== "udp") || path === undefined) {
    throw item.damaged("listeners, with a transport, ports and a target each");
  }
  return {
    transport,
    port: number(port),
    memberPort: number(memberPort),
    healthPort: number(healthPort),
    target: path,
    address: numberOf(address) ?? null,
  };
}

/** Reads a `forwarder` item. */
export function readForwarder(item: DeclaredItem): DeclaredForwarder {
  return {
    path: item.text("path"),
    domain: item.text("domain"),
    servers: item.values("servers"),
    endpoint: textOf(item.value("endpoint")) ?? null,
  };
}

/** Reads a `partner-route` item. */
export function readPartnerRoute(item: DeclaredItem): DeclaredPartnerRoute {
  return {
    network: item.text("network"),
    prefix: IpPrefix.parse(item.text("prefix"), { what: "cannot read the declaration", prop: "prefix" }),
    over: item.text("over"),
    gateway: readValue(item.value("gateway")),
    routeTable: readValue(item.value("routeTable")),
  };
}

/** Reads a `host-route` item. */
export function readHostRoute(item: DeclaredItem): DeclaredHostRoute {
  return {
    role: item.text("role"),
    prefix: item.text("prefix"),
    interface: item.text("interface"),
    gateway: readValue(item.value("gateway")),
  };
}
