/**
 * Traffic of one interface in one direction: packets whose far end is known by address, and, for each far end that is not,
 * packets of any far address. Two unknown ends are the same, or nothing is known of how they relate.
 */
import type { IpPrefix } from "../../net/ip-prefix";
import { type Packet, printPacket } from "../../net/packet";
import { PacketSet } from "../../net/packet-set";
import type { PortRange } from "../../net/port-range";
import type { Transport } from "../../net/transport";

/** The far end of traffic: addresses, and names of ends whose addresses are not known. */
export interface FarEnd {
  readonly prefixes: readonly IpPrefix[];
  /** Names; {@link ANY_END} stands for every one. */
  readonly opaque: readonly string[];
}

/** Every end whose address is not known, whatever its name: what every address of a family holds beside the addresses. */
export const ANY_END = "any end";

/** What a packet is, beside its addresses. */
export interface Service {
  /** Left out: every protocol. */
  readonly protocols?: readonly (Transport | number)[];
  readonly sourcePorts?: readonly PortRange[] | undefined;
  readonly destinationPorts?: readonly PortRange[] | undefined;
  readonly icmp?: { readonly type?: number | undefined; readonly code?: number | undefined } | undefined;
}

/** A packet as an example, and the name of its far end where that is not an address. */
export interface Witness {
  readonly packet: Packet;
  readonly peer: string | null;
}

/** A set of packets on an interface. */
export class Traffic {
  private constructor(
    private readonly known: PacketSet,
    /** By name; {@link ANY_END} is every name that is not here. */
    private readonly opaque: ReadonlyMap<string, PacketSet>,
  ) {}

  /** No traffic. */
  static nothing(): Traffic {
    return new Traffic(PacketSet.empty(), new Map());
  }

  /** Traffic between an interface's own addresses and a far end. */
  static of(direction: "ingress" | "egress", own: readonly IpPrefix[], far: FarEnd, service: Service): Traffic {
    const packets = (addresses: readonly IpPrefix[] | undefined): PacketSet =>
      packetsOf(direction, own, addresses, service);
    const known = packets(far.prefixes);
    // An unknown end is of any family; every end that is unknown, of the families whose every address is meant.
    return new Traffic(known, new Map(far.opaque.map((name) => [name, name === ANY_END ? known : packets(undefined)])));
  }

  /** Traffic from its packets by the name of their far end; those whose far end is an address stand at null. */
  static ofParts(parts: ReadonlyMap<string | null, PacketSet>): Traffic {
    const named = [...parts].flatMap(([name, packets]): [string, PacketSet][] =>
      name === null ? [] : [[name, packets]],
    );
    return new Traffic(parts.get(null) ?? PacketSet.empty(), new Map(named));
  }

  /** All of several. */
  static union(all: readonly Traffic[]): Traffic {
    const [only] = all;
    if (only !== undefined && all.length === 1) return only;
    const names = new Set(all.flatMap((one) => [...one.opaque.keys()]));
    return new Traffic(
      PacketSet.union(all.map((one) => one.known)),
      new Map([...names].map((name) => [name, PacketSet.union(all.map((one) => one.at(name)))])),
    );
  }

  /** Does work with many operations on the same traffic, which is then copied once. */
  static inOneRun<T>(work: () => T): T {
    return PacketSet.inOneRun(work);
  }

  /** Whether there is none. */
  get isEmpty(): boolean {
    return this.known.isEmpty && [...this.opaque.values()].every((packets) => packets.isEmpty);
  }

  /** The packets themselves, whatever is known of their far ends: an end that is not known is any address. */
  get packets(): PacketSet {
    return PacketSet.union([this.known, ...this.opaque.values()]);
  }

  /** What is here and not in the other. */
  subtract(other: Traffic): Traffic {
    return this.combine(other, (mine, theirs) => mine.subtract(theirs));
  }

  /** What is in both. */
  intersect(other: Traffic): Traffic {
    return this.combine(other, (mine, theirs) => mine.intersect(theirs));
  }

  /** Whether all of it is in the other. */
  isWithin(other: Traffic): boolean {
    return this.subtract(other).isEmpty;
  }

  /** Whether a packet is in it; with a name, a packet whose far end is the unknown one of that name. */
  contains(packet: Packet, peer?: string): boolean {
    return peer === undefined ? this.known.contains(packet) : this.at(peer).contains(packet);
  }

  /** A packet as an example; nothing where there is no traffic. */
  witness(): Witness | undefined {
    const packet = this.known.witness();
    if (packet !== undefined) return { packet, peer: null };
    for (const [peer, packets] of [...this.opaque].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const one = packets.witness();
      if (one !== undefined) return { packet: one, peer };
    }
    return undefined;
  }

  /** The packets by the name of their far end; those whose far end is an address stand at null. */
  get parts(): ReadonlyMap<string | null, PacketSet> {
    return new Map<string | null, PacketSet>([[null, this.known], ...this.opaque]);
  }

  private combine(other: Traffic, merge: (mine: PacketSet, theirs: PacketSet) => PacketSet): Traffic {
    const names = new Set([...this.opaque.keys(), ...other.opaque.keys()]);
    return new Traffic(
      merge(this.known, other.known),
      new Map([...names].map((name) => [name, merge(this.at(name), other.at(name))])),
    );
  }

  /** The packets whose far end is the unknown one of a name; what is said of every end holds where nothing is said of it. */
  private at(name: string): PacketSet {
    return this.opaque.get(name) ?? this.opaque.get(ANY_END) ?? PacketSet.empty();
  }
}

/** A witness in one line. */
export function printWitness({ packet, peer }: Witness): string {
  return peer === null ? printPacket(packet) : `${printPacket(packet)}, where the far end is ${peer}`;
}

function packetsOf(
  direction: "ingress" | "egress",
  own: readonly IpPrefix[],
  far: readonly IpPrefix[] | undefined,
  service: Service,
): PacketSet {
  const { type, code } = service.icmp ?? {};
  return PacketSet.of({
    sources: direction === "ingress" ? far : own,
    destinations: direction === "ingress" ? own : far,
    protocols: service.protocols,
    sourcePorts: service.sourcePorts,
    destinationPorts: service.destinationPorts,
    icmpTypes: type === undefined ? undefined : [{ first: type, last: type }],
    icmpCodes: code === undefined ? undefined : [{ first: code, last: code }],
  });
}
