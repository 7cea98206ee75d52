/** Sets of packets: what a list of firewall rules permits, as a value that can be compared. */
import { ALL, type Diagram, DiagramRun, NOTHING, type SetOperation, holds, shortcut } from "./bit-diagram";
import type { AddressFamily } from "./ip-prefix";
import { LAST_BYTE, type Packet, readPacket } from "./packet";
import { FAMILIES, bitsOf, onlyFamily, packetsOf, readablePacket, withProtocol } from "./packet-bits";
import { boxesOf, printBox } from "./packet-boxes";
import { type PacketBox, type PacketMatch, readMatch } from "./packet-match";
import { protocolNumber } from "./transport";

/** The order in which protocols are tried for a witness; the others follow in the order of their numbers. */
const PREFERRED = (["tcp", "udp", "icmp", "icmpv6"] as const).map(protocolNumber);
/** The run that operations share while {@link PacketSet.inOneRun} lasts. */
let shared: DiagramRun | undefined;

const PROTOCOLS = [...new Set([...PREFERRED, ...Array.from({ length: LAST_BYTE + 1 }, (_, protocol) => protocol)])];

/**
 * A set of packets; it never changes.
 *
 * A packet has a source and a destination address of one family, a protocol number, and two ports (TCP, UDP), a type and
 * a code (ICMP, ICMPv6) or neither. The protocol number does not depend on the family: a rule for all protocols permits
 * protocol 58 over IPv4 too, and so does the set of everything. Fragments and options are not modeled.
 *
 * The form of a set depends on its packets alone, not on how it came about. It takes up to about 100 nodes for each IPv4
 * box of one prefix or range a part, and 300 for IPv6; boxes that touch, contain each other or share a part take fewer.
 * With n and m nodes, emptiness takes one step, membership at most 300 and comparing O(n + m); so do the operations,
 * except where boxes cross in several parts at once: at worst O(n * m). Unite many sets with the static
 * {@link PacketSet.union}, which copies each about log2(count) times; one after the other, the whole is copied every
 * time, unless all of it is done {@link PacketSet.inOneRun}. 10,000 firewall rules take seconds.
 */
export class PacketSet {
  private constructor(private readonly diagram: Diagram) {}

  /** The set without packets. */
  static empty(): PacketSet {
    return new PacketSet(NOTHING);
  }

  /** The set of every packet, or of every packet of one family. */
  static everything(family?: AddressFamily): PacketSet {
    return new PacketSet(family === undefined ? ALL : onlyFamily(new DiagramRun(), family, ALL));
  }

  /**
   * The packets that a match holds: those whose every property is in the list given for it. A list that is left out is
   * everything; an empty list makes the set empty.
   *
   * @throws {@link UcEdgeError} `net-packet-set-ports-unexpected` for ports beside a protocol other than TCP and UDP
   *   (leaving the protocols out means all of them), `net-packet-set-icmp-unexpected` for types or codes beside a
   *   protocol other than ICMP and ICMPv6, `net-packet-set-protocol-invalid` for an unknown transport or a number outside
   *   0-255, `net-packet-set-range-invalid` for a range of protocols, types or codes that is reversed or outside 0-255,
   *   and `net-port-invalid` or `net-port-range-reversed` for ports.
   */
  static of(match: PacketMatch): PacketSet {
    return new PacketSet(packetsOf(currentRun(), readMatch(match)));
  }

  /** The packets that are in any of the sets; the way to unite many. */
  static union(sets: readonly PacketSet[]): PacketSet {
    const some = sets.filter((set) => !set.isEmpty);
    const [only] = some;
    if (some.length < 2) return only ?? PacketSet.empty();
    const run = currentRun();
    return new PacketSet(run.unionOf(some.map((set) => run.adopt(set.diagram))));
  }

  /**
   * Does work with many operations on the same large sets. Within it a set is copied once, not for each operation; the
   * result is the same. What all of them share is given up at the end.
   */
  static inOneRun<T>(work: () => T): T {
    if (shared !== undefined) return work();
    shared = new DiagramRun();
    try {
      return work();
    } finally {
      shared = undefined;
    }
  }

  /** Whether the set has no packet. */
  get isEmpty(): boolean {
    return this.diagram === NOTHING;
  }

  /** The packets that are in this set, in the other or in both. */
  union(other: PacketSet): PacketSet {
    return this.combined("union", other);
  }

  /** The packets that are in both sets. */
  intersect(other: PacketSet): PacketSet {
    return this.combined("intersect", other);
  }

  /** The packets that are in this set and not in the other. */
  subtract(other: PacketSet): PacketSet {
    return this.combined("subtract", other);
  }

  /** Every packet, of both families, that is not in this set. */
  complement(): PacketSet {
    return PacketSet.everything().subtract(this);
  }

  /**
   * Whether a packet is in the set.
   *
   * @throws {@link UcEdgeError} for a packet that cannot exist, with the codes that `readPacket` lists.
   */
  contains(packet: Packet): boolean {
    return holds(this.diagram, bitsOf(readPacket(packet, "cannot look a packet up")));
  }

  /** Whether every packet of this set is in the other. */
  isSubsetOf(other: PacketSet): boolean {
    return this.subtract(other).isEmpty;
  }

  /** Whether the two sets hold the same packets, however they were written. */
  equals(other: PacketSet): boolean {
    if (this.diagram.hash !== other.diagram.hash) return false;
    const run = currentRun();
    return run.adopt(this.diagram) === run.adopt(other.diagram);
  }

  /**
   * A packet of the set, as an example for people; nothing for the empty set. The same set always gives the same packet:
   * IPv4 before IPv6, TCP and UDP before ICMP and the rest, then the lowest addresses and ports (first the source), but
   * with the unspecified address (0.0.0.0, ::) or port 0 only where there is no other.
   */
  witness(): Packet | undefined {
    const tried = new Set<Diagram>();
    let best: Packet | undefined;
    for (const family of FAMILIES) {
      for (const protocol of PROTOCOLS) {
        const packets = withProtocol(this.diagram, family, protocol);
        if (tried.has(packets)) continue;
        tried.add(packets);
        const packet = readablePacket(family, protocol, packets);
        if (packet === undefined) continue;
        if (unspecifiedEnds(packet) === 0) return packet;
        if (best === undefined || unspecifiedEnds(packet) < unspecifiedEnds(best)) best = packet;
      }
    }
    return best;
  }

  /**
   * The set as boxes, which are disjoint and together hold exactly its packets, in a stable order. What a whole block of
   * addresses permits is one box, and what a smaller block permits beyond it is another; boxes that differ in one list
   * only are one box. `PacketSet.of` of a box is the set of its packets.
   */
  boxes(): readonly PacketBox[] {
    return boxesOf(this.diagram);
  }

  /** The boxes for people, one a line; `no packets` for the empty set. */
  toString(): string {
    return this.isEmpty ? "no packets" : this.toJSON().join("\n");
  }

  /** The boxes for people, a list of lines: what a failing test and a JSON report show. */
  toJSON(): string[] {
    return this.boxes().map(printBox);
  }

  private combined(operation: SetOperation, other: PacketSet): PacketSet {
    const short = shortcut(operation, this.diagram, other.diagram);
    if (short !== undefined) return new PacketSet(short);
    const run = currentRun();
    return new PacketSet(run.combine(operation, run.adopt(this.diagram), run.adopt(other.diagram)));
  }
}

function currentRun(): DiagramRun {
  return shared ?? new DiagramRun();
}

function unspecifiedEnds(packet: Packet): number {
  return [packet.source, packet.destination].filter((address) => address === "0.0.0.0" || address === "::").length;
}
