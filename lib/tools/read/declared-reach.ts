/** What is declared to lie on the way to interfaces: balancers, forwarders of names, routes. */
import { type DeclaredItem, type DeclaredValue, readValue } from "./declared-item";
import { isObject, listOf, numberOf, textOf } from "./json-values";
import { prefixPeer } from "./rule";

/** A port of a balancer, and where it leads. */
export interface DeclaredListener {
  readonly transport: "tcp" | "udp";
  readonly port: number;
  /** The port of the members. */
  readonly memberPort: number;
  /** The port of the members' health check, over TCP. */
  readonly healthPort: number;
  /** The path of the interface whose network interfaces are the members; null where only their addresses are known. */
  readonly target: string | null;
  /** Which of their addresses traffic goes to, where they have several; null where they have one. */
  readonly address: number | null;
  /** The addresses of the members, where no interface of the stack stands for them. */
  readonly members: readonly DeclaredValue[];
}

/** A balancer, a port forward or a proxy that the cloud runs. */
export interface DeclaredBalancer {
  readonly path: string;
  readonly title: string;
  /** Its Terraform address. */
  readonly resource: string;
  /** Which of the resource's frontends it is, where the resource is several balancers; null where it is this one alone. */
  readonly frontend: string | null;
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

/** A domain whose names are asked for at name servers of its own. */
export interface DeclaredForwarder {
  readonly path: string;
  readonly domain: string;
  readonly servers: readonly string[];
  /** The path of the interface that asks, where it has a firewall group. */
  readonly endpoint: string | null;
  /** The Terraform address of the rule. */
  readonly resource: string;
  readonly facts: readonly string[];
}

/** A route to a partner's prefix. */
export interface DeclaredPartnerRoute {
  /** The path of the network. */
  readonly network: string;
  readonly prefix: string;
  /** `transit-gateway`, `virtual-private-gateway`, `vpn` or `express-route`. */
  readonly over: string;
  readonly gateway: DeclaredValue | undefined;
  /** Where the route is made; nothing where it comes from elsewhere. */
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

const LISTENERS = "listeners, with a transport, ports and members each";

/** Reads a `balancer` item. */
export function readBalancer(item: DeclaredItem): DeclaredBalancer {
  return {
    path: item.text("path"),
    title: item.text("title"),
    resource: item.text("resource"),
    frontend: textOf(item.value("frontend")) ?? null,
    interface: textOf(item.value("interface")) ?? null,
    side: item.text("side"),
    virtualAddresses: item.values("virtualAddress"),
    publicAddresses: item.values("publicAddress"),
    publicAddressMade: item.value("publicAddressMade") === true,
    listeners: listOf(item.value("listeners")).map((one) => readListener(item, one)),
  };
}

function readListener(item: DeclaredItem, value: unknown): DeclaredListener {
  const { transport, port, memberPort, healthPort, target, address, members } = isObject(value) ? value : {};
  const number = (one: unknown): number => {
    const read = numberOf(one);
    if (read === undefined) throw item.damaged(LISTENERS);
    return read;
  };
  if (transport !== "tcp" && transport !== "udp") throw item.damaged(LISTENERS);
  const path = textOf(target) ?? null;
  if (path === null && listOf(members).length === 0) throw item.damaged(LISTENERS);
  return {
    transport,
    port: number(port),
    memberPort: number(memberPort),
    healthPort: number(healthPort),
    target: path,
    address: numberOf(address) ?? null,
    members: listOf(members).flatMap((one) => readValue(one) ?? []),
  };
}

/** Reads a `forwarder` item. */
export function readForwarder(item: DeclaredItem): DeclaredForwarder {
  return {
    path: item.text("path"),
    domain: item.text("domain"),
    servers: item.texts("servers"),
    endpoint: textOf(item.value("endpoint")) ?? null,
    resource: textOf(item.value("resource")) ?? "",
    facts: item.texts("facts"),
  };
}

/** Reads a `partner-route` item. */
export function readPartnerRoute(item: DeclaredItem): DeclaredPartnerRoute {
  return {
    network: item.text("network"),
    prefix: prefixOf(item),
    over: item.text("over"),
    gateway: readValue(item.value("gateway")),
    routeTable: readValue(item.value("routeTable")),
  };
}

/** A prefix, refused where it is none. */
function prefixOf(item: DeclaredItem): string {
  const text = item.text("prefix");
  if (prefixPeer([text]).prefixes.length === 0) throw item.damaged("prefix");
  return text;
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
