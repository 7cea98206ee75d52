/**
 * Where a flow opens groups: at both its ends, and at a balancer between them. Each end is prepared, with everything that
 * can be wrong said, before the first is opened.
 */
import type { Zone } from "../catalog/schema";
import type { Direction, Permit, PermitPeer } from "../compiler/permit";
import { IpPrefix } from "../net/ip-prefix";
import { normalizeIntervals, subtractIntervals } from "../net/interval";
import { type PortRange, printPorts } from "../net/port-range";
import { hasIcmpType } from "../net/transport";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Listener } from "./balancer";
import { Declaration } from "./declaration";
import type { Side } from "./interface-request";
import { stackPath } from "./paths";
import { Peer } from "./peer";
import { zonesOfPeer } from "./peer-zones";
import type { PlacedInterface } from "./placed-interface";
import { farPlacement, peerOfPlacement, resolvePeer } from "./resolve-peer";
import type { Placement } from "./role";
import { isUnresolved } from "./unresolved";

/** Traffic of a flow: a transport, with ports or an ICMP message where it has them. */
export type Traffic = Pick<Permit, "transport" | "ports" | "sourcePorts" | "icmp">;

/** One end of a flow that is ready to be opened: who it is with, as the group there says it. */
export interface End {
  readonly at: Placement;
  readonly peers: readonly PermitPeer[];
  readonly direction: Direction;
  readonly traffic: readonly Traffic[];
  /** The own addresses that it is about, where those are not all of the role's. */
  readonly local?: readonly string[];
  /** Where a role listens: the side of the balancers that would stand in between. */
  readonly behind?: Side;
  /** What else is to be done once the end is open. */
  readonly then?: () => void;
}

/** A flow as a role sees it. */
export interface FlowOfRole {
  readonly at: Placement;
  readonly direction: Direction;
  readonly peer: Peer;
  readonly traffic: readonly Traffic[];
  readonly what: string;
}

/** The ends of a flow between a role and a peer; the one at the role itself comes first. */
export function endsOf({ at, direction, peer, traffic, what }: FlowOfRole): End[] {
  const { spec } = peer;
  if (spec.kind === "role") {
    const there = farPlacement(spec.role, at.placed, what);
    return direction === "ingress" ? between(there, at, traffic, what) : between(at, there, traffic, what).reverse();
  }
  if (direction === "egress") return [{ at, direction, traffic, peers: resolvePeer(peer, at, direction, what) }];
  return partsOf(peer, at.placed, what).flatMap(({ zone, part }) => {
    const side = zone === "internet" ? "external" : "internal";
    const { direct, forwarded } = split(at, traffic, side);
    const ends: End[] = [];
    if (direct.length > 0) {
      ends.push({ at, direction, traffic: direct, peers: resolvePeer(part, at, direction, what), behind: side });
    }
    for (const one of forwarded) ends.push(...throughBalancer(at, one, part, what));
    return ends;
  });
}

/** A peer by the zones that it is in; an address that is not known yet is where the interface looks to. */
function partsOf(peer: Peer, at: PlacedInterface, what: string): { readonly zone: Zone; readonly part: Peer }[] {
  const { spec } = peer;
  if (spec.kind !== "prefixes" || !Array.isArray(spec.prefixes))
    return zonesOfPeer(peer, at.network, what, at.node.path);
  const unknown = spec.prefixes.filter(isUnresolved);
  const known = spec.prefixes.filter((text) => !isUnresolved(text));
  return [
    ...(known.length === 0 ? [] : zonesOfPeer(Peer.prefixes(known), at.network, what, at.node.path)),
    ...(unknown.length === 0
      ? []
      : [
          {
            zone: at.request.side === "external" ? ("internet" as const) : ("internal" as const),
            part: Peer.prefixes(unknown),
          },
        ]),
  ];
}

interface Forwarded {
  readonly listener: Listener;
  readonly traffic: Traffic;
}

/** What of the traffic reaches a role directly, and what comes through a balancer. */
function split(
  { placed, address }: Placement,
  traffic: readonly Traffic[],
  side: Side,
): { direct: Traffic[]; forwarded: Forwarded[] } {
  const listeners = placed.forwardsFor(side).filter((one) => one.address === address);
  const direct: Traffic[] = [];
  const forwarded: Forwarded[] = [];
  for (const one of traffic) {
    const { ports } = one;
    const matching =
      ports === undefined
        ? []
        : listeners.filter(
            ({ transport, memberPort }) =>
              one.transport === transport && ports.first <= memberPort && memberPort <= ports.last,
          );
    for (const listener of matching) forwarded.push({ listener, traffic: withPort(one, listener.memberPort) });
    if (ports === undefined || matching.length === 0) direct.push(one);
    else direct.push(...withoutPorts(ports, matching).map((rest) => ({ ...one, ports: rest })));
  }
  return { direct, forwarded };
}

/** What of a range of ports no listener forwards. */
function withoutPorts(range: PortRange, listeners: readonly Listener[]): PortRange[] {
  const taken = listeners.map(({ memberPort }) => ({ first: memberPort, last: memberPort }));
  return subtractIntervals([range], normalizeIntervals(taken));
}

/** The ends of a flow between two roles of the library: at the listener first. */
function between(from: Placement, to: Placement, traffic: readonly Traffic[], what: string): End[] {
  // Two roles on one host need no rule between them; the hosts of a pool are several, and call each other as well as the
  // virtual address in front of them.
  const isPool = from.placed === to.placed && from.placed.nics.length > 1;
  const isOneHost = from.placed === to.placed && from !== to && !isPool;
  const isSameNetwork = from.placed.network === to.placed.network;
  const side = isSameNetwork ? "internal" : "external";
  const { direct: past, forwarded } = split(to, traffic, side);
  const direct = isPool ? traffic : past;
  const ends: End[] = [];
  if (direct.length > 0 && !isOneHost) {
    const peers = [peerOfPlacement(from, to.placed, what)];
    ends.push(
      { at: to, direction: "ingress", traffic: direct, peers, behind: side },
      { at: from, direction: "egress", traffic: direct, peers: [peerOfPlacement(to, from.placed, what)] },
    );
  }
  for (const { listener, traffic: one } of forwarded) {
    const { front } = listener.balancer;
    const atPort = withPort(one, listener.port);
    const then = (): void => {
      listener.balancer.use(listener, from.placed === to.placed);
    };
    if (front === undefined) {
      ends.push(
        {
          at: to,
          direction: "ingress",
          traffic: [one],
          peers: [peerOfPlacement(from, to.placed, what)],
          behind: side,
          ...overIpv4(to),
        },
        {
          at: from,
          direction: "egress",
          traffic: [atPort],
          peers: [virtualAddress(listener, from.placed, what)],
          then,
        },
      );
    } else {
      const at = { placed: front, address: undefined };
      ends.push(
        ...behind(to, listener, front, one, what),
        { at, direction: "ingress", traffic: [atPort], peers: [peerOfPlacement(from, front, what)] },
        { at: from, direction: "egress", traffic: [atPort], peers: [peerOfPlacement(at, from.placed, what)], then },
      );
    }
  }
  return ends;
}

/** The ends of a flow from addresses through a balancer. */
function throughBalancer(to: Placement, { listener, traffic }: Forwarded, peer: Peer, what: string): End[] {
  const { front } = listener.balancer;
  const then = (): void => {
    listener.balancer.use(listener, false);
  };
  if (front === undefined) {
    // The hosts' groups see the clients. The address that is translated to them is the balancer's.
    const peers = resolvePeer(peer, to, "ingress", what, true);
    const behind = listener.balancer.request.side;
    return [{ at: to, direction: "ingress", traffic: [traffic], peers, behind, ...overIpv4(to), then }];
  }
  const at = { placed: front, address: undefined };
  return [
    ...behind(to, listener, front, traffic, what),
    {
      at,
      direction: "ingress",
      traffic: [withPort(traffic, listener.port)],
      peers: resolvePeer(peer, at, "ingress", what),
      then,
    },
  ];
}

/** A virtual address is one of IPv4: what it forwards is for the IPv4 addresses of hosts that have IPv6 as well. */
function overIpv4({ placed, address }: Placement): Pick<End, "local"> {
  if (!placed.hasIpv6) return {};
  return {
    local: placed
      .addresses(address)
      .flatMap(({ request }) => request.privateAddress ?? [])
      .sort(),
  };
}

/** The leg from a balancer's group to the hosts behind it. */
function behind(to: Placement, listener: Listener, front: PlacedInterface, traffic: Traffic, what: string): End[] {
  const at = { placed: front, address: undefined };
  // Whether the client's source port reaches the host is the balancer's affair.
  const leg = { transport: traffic.transport, ports: traffic.ports };
  return [
    {
      at: to,
      direction: "ingress",
      traffic: [leg],
      peers: [peerOfPlacement(at, to.placed, what)],
      behind: listener.balancer.request.side,
    },
    {
      at,
      direction: "egress",
      traffic: [leg],
      peers: [peerOfPlacement({ ...to, address: listener.address }, front, what)],
    },
  ];
}

function withPort(traffic: Traffic, port: number): Traffic {
  return { ...traffic, ports: { first: port, last: port } };
}

/** The virtual address as the group of a caller says it. */
function virtualAddress({ balancer }: Listener, at: PlacedInterface, what: string): PermitPeer {
  const address = balancer.request.privateAddress ?? balancer.publicAddress;
  if (address !== undefined && !isUnresolved(address)) {
    return {
      kind: "addresses",
      prefixes: [IpPrefix.parseAddress(address, { what, prop: "privateAddress", path: at.node.path })],
    };
  }
  throw new UcEdgeError({
    code: "stack-peer-address-unknown",
    what,
    prop: "privateAddress",
    value: undefined,
    expected: `a literal address of ${balancer.node.path}, which the caller's rules name`,
    todo: "state the virtual address",
    path: at.node.path,
  });
}

/** Opens a prepared end in its group, and says what the cloud's rules cannot. */
export function openEnd(end: End, flow: string): void {
  const { at, peers, direction, traffic, behind: side, then } = end;
  const { placed } = at;
  const { group } = placed;
  if (side !== undefined) placed.noteFlows(side, at.address, traffic);
  for (const peer of peers) {
    const isUnknown = peer.kind === "unresolved" || (peer.kind === "service-tag" && isUnresolved(peer.value));
    if (isUnknown) noteUnresolved(placed, peer.key);
  }
  const local = end.local ?? localOf(at);
  const { sourcePorts, icmpMessages, localAddresses } = group.capabilities;
  for (const one of traffic) {
    for (const peer of peers) group.permit({ ...one, direction, peer, local, flow });
    if (one.sourcePorts !== undefined && !sourcePorts) {
      addResidual(placed, flow, `source ports ${printPorts(one.sourcePorts)}`, "every source port");
    }
    if (hasIcmpType(one.transport) && one.icmp?.type !== undefined && !icmpMessages) {
      addResidual(placed, flow, `ICMP type ${String(one.icmp.type)}`, "every ICMP message");
    }
  }
  if (local !== undefined && !localAddresses) {
    addResidual(placed, flow, `the address ${local.join(", ")}`, "every address of the interface");
  }
  then?.();
}

/** The own addresses that a flow is about, where the interface has others as well. */
export function localOf({ placed, address }: Placement): string[] | undefined {
  if (address === undefined || !placed.hasSeveralAddresses) return undefined;
  const of = placed.addresses(address);
  return [
    ...of.flatMap(({ request }) => request.privateAddress ?? []),
    ...of.flatMap(({ request }) => request.ipv6Address ?? []),
  ].sort();
}

function noteUnresolved(at: PlacedInterface, reference: string): void {
  Declaration.of(at).addFinding({
    code: "stack-value-unresolved",
    severity: "note",
    what: `a peer's address is ${reference}, known only when Terraform runs`,
    where: stackPath(at),
    why: "the rule is kept as it stands; what it permits cannot be checked before",
    todo: "write the address if it is known",
    facts: [],
  });
}

function addResidual(at: PlacedInterface, flow: string, asked: string, permitted: string): void {
  Declaration.of(at).addFinding({
    code: "stack-not-expressible",
    severity: "note",
    what: `the flow asks for ${asked}, the rule permits ${permitted}`,
    where: stackPath(at),
    why: `rules on ${at.network.cloud} cannot name them`,
    todo: "filter on the host if it matters; peer, protocol and destination ports are exact",
    facts: [flow],
  });
}
