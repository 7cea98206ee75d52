/**
 * Flows on their way through balancers. On AWS a balancer has a group and connections of its own: the client reaches the
 * balancer, the balancer reaches the hosts. On Azure a load balancer only turns addresses: the hosts' groups see the
 * client itself, at the hosts' port, and clients of the stack name the virtual address.
 */
import { IpPrefix } from "../../net/ip-prefix";
import { normalizeIntervals, subtractIntervals } from "../../net/interval";
import type { PortRange } from "../../net/port-range";
import type { Declaration } from "../read/declaration";
import type { DeclaredBalancer, DeclaredListener } from "../read/declared-reach";
import type { Asked, AskedPeer } from "./asked";
import type { FarEnds } from "./far-ends";
import type { Service } from "./traffic";

/** A listener with its balancer. */
interface Listening extends DeclaredListener {
  readonly target: string;
  readonly balancer: DeclaredBalancer;
}

/** A part of a service that one listener takes. */
interface Taken {
  readonly listener: Listening;
  readonly service: Service;
}

/**
 * The same flows, with those that balancers take led through them. Between two roles on one host nothing is left but what
 * goes to the host's own virtual address; hosts of a pool reach each other both ways.
 */
export function throughBalancers(all: readonly Asked[], declaration: Declaration, ends: FarEnds): Asked[] {
  const byTarget = new Map<string, Listening[]>();
  for (const balancer of declaration.balancers) {
    // A proxy ends connections: what it opens to the hosts behind it are flows of its own.
    if (ends.declaredAt(balancer.interface ?? "")?.kind === "proxy") continue;
    for (const listener of balancer.listeners) {
      const { target } = listener;
      if (target !== null) byTarget.set(target, [...(byTarget.get(target) ?? []), { ...listener, target, balancer }]);
    }
  }
  if (byTarget.size === 0) return all.flatMap((flow) => directly(flow, flow.services, ends));
  return all.flatMap((flow) => {
    if (flow.direction === "egress") return egressOf(flow, byTarget, ends);
    const listeners = byTarget.get(flow.interface) ?? [];
    return bySide(flow, declaration, ends).flatMap(({ part, side }) =>
      ingressOf(part, listenersFor(listeners, side, part.address), declaration, ends),
    );
  });
}

/** What of a flow reaches hosts without a balancer, of which `direct` are the services that no listener takes. */
function directly(flow: Asked, direct: readonly Service[], ends: FarEnds): Asked[] {
  const { peer, role, interface: at } = flow;
  const isAmongThem = peer.kind === "role" && ends.placeOf(peer.role, at)?.path === at;
  const isOneHost = ends.declaredAt(at)?.nics.length === 1;
  if (isAmongThem && isOneHost && peer.role !== role) return [];
  if (isAmongThem && !isOneHost) return [flow];
  return direct.length === 0 ? [] : [{ ...flow, services: direct }];
}

/** A public address is for the internet, an inside one for everybody else. */
function listenersFor(listeners: readonly Listening[], side: string, address: number | null): Listening[] {
  return listeners.filter((one) => one.balancer.side === side && one.address === address);
}

/** A flow by the side that its peers come from. */
function bySide(flow: Asked, declaration: Declaration, ends: FarEnds): { part: Asked; side: string }[] {
  const { peer } = flow;
  if (peer.kind === "role") {
    const isElsewhere = ends.placeOf(peer.role, flow.interface)?.isElsewhere === true;
    return [{ part: flow, side: isElsewhere ? "external" : "internal" }];
  }
  if (peer.kind === "interface") return [{ part: flow, side: "internal" }];
  if (peer.kind !== "prefixes") return [{ part: flow, side: "external" }];
  const zones = Object.values(declaration.zones).flat();
  const isInside = (prefix: IpPrefix): boolean => zones.some((zone) => zone.contains(prefix));
  // An address that is not known yet is where the interface looks to.
  const unknownSide = ends.declaredAt(flow.interface)?.side === "external" ? "external" : "internal";
  const part = (side: string, known: boolean): { part: Asked; side: string } => {
    const prefixes = peer.prefixes.filter((prefix) => isInside(prefix) === known);
    const references = side === unknownSide ? peer.references : [];
    return { part: { ...flow, peer: { ...peer, prefixes, references } }, side };
  };
  return [part("internal", true), part("external", false)].filter(
    ({ part: { peer: one } }) => one.kind === "prefixes" && one.prefixes.length + one.references.length > 0,
  );
}

/** At the hosts, and on the way to them. */
function ingressOf(flow: Asked, listeners: readonly Listening[], declaration: Declaration, ends: FarEnds): Asked[] {
  const { direct, taken } = split(flow.services, listeners);
  return [...directly(flow, direct, ends), ...taken.flatMap((one) => legsOf(flow, one, declaration))];
}

function legsOf(flow: Asked, { listener, service }: Taken, { cloud }: Declaration): Asked[] {
  const { balancer, memberPort, port, target, address, transport } = listener;
  const front = balancer.interface;
  // A load balancer of Azure passes the packets of clients on, and its address is one of IPv4.
  if (front === null && cloud === "azure") return [{ ...flow, services: [service], family: "ipv4" }];
  const leg = { protocols: [transport], destinationPorts: [one(memberPort)] };
  if (front === null) return [{ ...flow, peer: virtualEnd(balancer), services: [leg] }];
  const at = { ...flow, interface: front, address: null, role: null };
  return [
    { ...at, services: [{ ...service, destinationPorts: [one(port)] }] },
    { ...at, direction: "egress", peer: { kind: "interface", path: target, address }, services: [leg] },
    { ...flow, peer: { kind: "interface", path: front, address: null }, services: [leg] },
  ];
}

/** At the client, where the listener is a role of the stack. */
function egressOf(flow: Asked, byTarget: ReadonlyMap<string, Listening[]>, ends: FarEnds): Asked[] {
  const place = flow.peer.kind === "role" ? ends.placeOf(flow.peer.role, flow.interface) : undefined;
  if (place === undefined) return directly(flow, flow.services, ends);
  const side = place.isElsewhere ? "external" : "internal";
  const { direct, taken } = split(flow.services, listenersFor(byTarget.get(place.path) ?? [], side, place.address));
  return [
    ...directly(flow, direct, ends),
    ...taken.map(({ listener, service }): Asked => {
      const { balancer, port } = listener;
      const peer: AskedPeer =
        balancer.interface === null || place.isElsewhere
          ? virtualEnd(balancer, place.isElsewhere)
          : { kind: "interface", path: balancer.interface, address: null };
      return { ...flow, peer, services: [{ ...service, destinationPorts: [one(port)] }] };
    }),
  ];
}

/** The addresses of a balancer without a group; of one whose addresses nobody knows, its name. */
function virtualEnd(balancer: DeclaredBalancer, isElsewhere = false): AskedPeer {
  const { virtualAddresses, publicAddresses, path } = balancer;
  const values = isElsewhere || virtualAddresses.length === 0 ? publicAddresses : virtualAddresses;
  const by = { what: "cannot read the declaration", prop: "virtualAddress" };
  return {
    kind: "prefixes",
    prefixes: values.filter(({ isReference }) => !isReference).map(({ text }) => IpPrefix.parse(text, by)),
    references: values.length === 0 ? [path] : values.filter(({ isReference }) => isReference).map(({ text }) => text),
  };
}

/** What of some services reaches hosts directly, and what listeners take. */
function split(
  services: readonly Service[],
  listeners: readonly Listening[],
): { direct: readonly Service[]; taken: readonly Taken[] } {
  const taken: Taken[] = [];
  const direct = services.flatMap((service): Service[] => {
    const { destinationPorts } = service;
    if (destinationPorts === undefined) return [service];
    const own = listeners.filter(
      ({ transport, memberPort }) =>
        service.protocols?.includes(transport) === true &&
        destinationPorts.some(({ first, last }) => first <= memberPort && memberPort <= last),
    );
    if (own.length === 0) return [service];
    for (const listener of own) {
      taken.push({ listener, service: { ...service, destinationPorts: [one(listener.memberPort)] } });
    }
    const ports = own.map(({ memberPort }) => one(memberPort));
    const rest = subtractIntervals(normalizeIntervals(destinationPorts), normalizeIntervals(ports));
    return rest.length === 0 ? [] : [{ ...service, destinationPorts: rest }];
  });
  return { direct, taken };
}

function one(port: number): PortRange {
  return { first: port, last: port };
}
