/** What the clouds ask for to run what is declared: the health checks of balancers, gateways, resolver endpoints. */
import { PLATFORM_FLOWS } from "../../catalog/platform";
import type { PlatformEnd, PlatformFact } from "../../catalog/schema";
import { IpPrefix } from "../../net/ip-prefix";
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import type { BalancerKind } from "../read/balancer";
import type { Declaration } from "../read/declaration";
import type { DeclaredValue } from "../read/declared-item";
import type { DeclaredBalancer, DeclaredForwarder, DeclaredListener } from "../read/declared-reach";
import type { Asked, AskedPeer } from "./asked";

/** What ids of facts begin with. */
const SERVICES: Readonly<Record<BalancerKind, string | undefined>> = {
  "network-load-balancer": "aws-nlb/",
  "application-load-balancer": "aws-alb/",
  "gateway-load-balancer": undefined,
  "load-balancer": "azure-lb/",
  "application-gateway": "azure-application-gateway/",
  unknown: undefined,
};
const NONE = "/";
const FORWARDER = "aws-route53-resolver/";

/** Who is at an end: an interface with a group of the stack, or somebody else. */
interface End {
  readonly at: Pick<Asked, "interface" | "address"> | undefined;
  readonly peer: AskedPeer;
}

type Ends = (end: PlatformEnd) => End;

/** Every platform flow of a declaration, once at each of its ends that has a group. */
export function platformFlows(declaration: Declaration, kindOf: (resource: string) => BalancerKind): Asked[] {
  const asked = [
    ...declaration.balancers.flatMap((balancer) => balancerFlows(balancer, kindOf(balancer.resource))),
    ...(declaration.cloud === "aws" ? declaration.forwarders.flatMap(forwarderFlows) : []),
  ];
  return [...new Map(asked.map((flow) => [JSON.stringify(flow), flow])).values()];
}

function balancerFlows(balancer: DeclaredBalancer, kind: BalancerKind): Asked[] {
  const own = PLATFORM_FLOWS.filter(({ id }) => id.startsWith(SERVICES[kind] ?? NONE));
  return own.flatMap((fact) =>
    fact.ports === "health-check"
      ? balancer.listeners.flatMap((listener) =>
          flowsOf(fact, endsOf(balancer, listener), [{ first: listener.healthPort, last: listener.healthPort }]),
        )
      : flowsOf(fact, endsOf(balancer), fixedPorts(fact)),
  );
}

function forwarderFlows({ endpoint, servers }: DeclaredForwarder): Asked[] {
  if (endpoint === null) return [];
  const ends: Ends = (end) =>
    end === "forwarder" ? placed(endpoint, null) : { at: undefined, peer: addresses(servers.map(literal), endpoint) };
  return PLATFORM_FLOWS.filter(({ id }) => id.startsWith(FORWARDER)).flatMap((fact) =>
    flowsOf(fact, ends, fixedPorts(fact)),
  );
}

function fixedPorts({ ports }: PlatformFact): PortRange[] {
  return typeof ports === "string" ? [ALL_PORTS] : ports.map(([first, last]) => ({ first, last }));
}

function endsOf(balancer: DeclaredBalancer, listener?: DeclaredListener): Ends {
  return (end) => {
    switch (end) {
      case "balancer":
        return balancer.interface === null
          ? { at: undefined, peer: addresses(balancer.virtualAddresses, balancer.path) }
          : placed(balancer.interface, null);
      case "internet":
        return { at: undefined, peer: { kind: "internet" } };
      case "member":
        return listener === undefined || listener.target === null
          ? { at: undefined, peer: addresses(listener?.members ?? [], balancer.path) }
          : placed(listener.target, listener.address);
      default:
        return { at: undefined, peer: { kind: "service-tag", value: end } };
    }
  };
}

function placed(path: string, address: number | null): End {
  return { at: { interface: path, address }, peer: { kind: "interface", path, address } };
}

function literal(text: string): DeclaredValue {
  return { text, isReference: false };
}

/** Addresses, or the name of what has them where nobody knows them. */
function addresses(values: readonly DeclaredValue[], name: string): AskedPeer {
  const by = { what: "cannot read the declaration", prop: "address" };
  return {
    kind: "prefixes",
    prefixes: values.filter(({ isReference }) => !isReference).map(({ text }) => IpPrefix.parse(text, by)),
    references: values.length === 0 ? [name] : values.filter(({ isReference }) => isReference).map(({ text }) => text),
  };
}

function flowsOf(fact: PlatformFact, ends: Ends, destinationPorts: readonly PortRange[]): Asked[] {
  const [from, to] = [ends(fact.from), ends(fact.to)];
  const services = fact.transports.map((transport) => ({ protocols: [transport], destinationPorts }));
  const side = (end: End, direction: Asked["direction"], peer: AskedPeer): Asked[] =>
    end.at === undefined ? [] : [{ id: fact.id, kind: "platform", ...end.at, role: null, direction, peer, services }];
  return [...side(to, "ingress", from.peer), ...side(from, "egress", to.peer)];
}
