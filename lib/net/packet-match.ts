/** What a user writes to say which packets are meant, its validation, and the boxes in which a packet set is shown. */
import { type Interval, normalizeIntervals, subtractIntervals } from "./interval";
import type { AddressFamily, IpPrefix } from "./ip-prefix";
import { LAST_BYTE, type PacketField, isByte, packetFields } from "./packet";
import { type PortRange, parsePorts } from "./port-range";
import { TRANSPORTS, type Transport, isTransport, protocolNumber } from "./transport";
import { UcEdgeError, oneOf } from "./uc-edge-error";

/** An inclusive range of protocol numbers, ICMP types or ICMP codes, within 0-255. */
export interface ByteRange {
  /** The first number. */
  readonly first: number;
  /** The last number; equal to `first` for one number. */
  readonly last: number;
}

/**
 * The packets whose every property is in the list given for it. A list that is left out is everything; an empty list is
 * nothing, never everything.
 */
export interface PacketMatch {
  /** Source addresses. Packets whose source and destination differ in family do not exist. */
  readonly sources?: readonly IpPrefix[] | undefined;
  /** Destination addresses. */
  readonly destinations?: readonly IpPrefix[] | undefined;
  /** Transports by name, and protocols by their number in the IP header or a range of numbers. */
  readonly protocols?: readonly (Transport | number | ByteRange)[] | undefined;
  /** Source ports; every protocol must be TCP or UDP then. */
  readonly sourcePorts?: readonly PortRange[] | undefined;
  /** Destination ports; every protocol must be TCP or UDP then. */
  readonly destinationPorts?: readonly PortRange[] | undefined;
  /** Message types; every protocol must be ICMP or ICMPv6 then. */
  readonly icmpTypes?: readonly ByteRange[] | undefined;
  /** Message codes; every protocol must be ICMP or ICMPv6 then. */
  readonly icmpCodes?: readonly ByteRange[] | undefined;
}

/**
 * A part of a packet set: every combination of one value from each list. The lists are sorted and as short as they can
 * be, and say everything explicitly: all ports are `0-65535`. A box is a {@link PacketMatch} of the same packets.
 */
export interface PacketBox {
  /** The family of both addresses. */
  readonly family: AddressFamily;
  /** The protocol numbers: those of TCP and UDP, those of ICMP and ICMPv6, or any others; never of two of these kinds. */
  readonly protocols: readonly ByteRange[];
  /** The source addresses. */
  readonly sources: readonly IpPrefix[];
  /** The destination addresses. */
  readonly destinations: readonly IpPrefix[];
  /** The source ports, for TCP and UDP only. */
  readonly sourcePorts?: readonly PortRange[];
  /** The destination ports, for TCP and UDP only. */
  readonly destinationPorts?: readonly PortRange[];
  /** The message types, for ICMP and ICMPv6 only. */
  readonly icmpTypes?: readonly ByteRange[];
  /** The message codes, for ICMP and ICMPv6 only. */
  readonly icmpCodes?: readonly ByteRange[];
}

/** A match, checked, its number ranges normal. */
export interface ReadMatch {
  /** The source addresses; everything when missing. */
  readonly sources: readonly IpPrefix[] | undefined;
  /** The destination addresses; everything when missing. */
  readonly destinations: readonly IpPrefix[] | undefined;
  /** The protocol numbers. */
  readonly protocols: readonly Interval<number>[];
  /** The values of the fields that the match gives; the protocols have all of these fields. */
  readonly fields: readonly ReadField[];
}

/** The values of one field. */
export interface ReadField {
  /** The field. */
  readonly field: PacketField;
  /** Its values, a normal list. */
  readonly ranges: readonly Interval<number>[];
}

/** The list of a match, and of a box, that holds the values of a field. */
export const LIST_OF_FIELD = {
  sourcePort: "sourcePorts",
  destinationPort: "destinationPorts",
  icmpType: "icmpTypes",
  icmpCode: "icmpCodes",
} as const satisfies Record<PacketField["name"], keyof PacketMatch>;

/** Every protocol number, ICMP type or ICMP code. */
const ALL_BYTES: ByteRange = { first: 0, last: LAST_BYTE };

const WHAT = "cannot build a packet set";
const FIELDS_BY_PROTOCOL = Array.from({ length: LAST_BYTE + 1 }, (_, protocol) => packetFields(protocol));
const EVERY_FIELD = [...new Set(FIELDS_BY_PROTOCOL.flat())];

/**
 * Checks a match and brings its numbers into normal form.
 *
 * @throws {@link UcEdgeError} with the codes that `PacketSet.of` lists.
 */
export function readMatch(match: PacketMatch): ReadMatch {
  const protocols = normalizeIntervals((match.protocols ?? [ALL_BYTES]).map(readProtocol));
  const fields = EVERY_FIELD.flatMap((field): ReadField[] => {
    const prop = LIST_OF_FIELD[field.name];
    const given = match[prop];
    if (given === undefined) return [];
    checkHaveField(protocols, field, match);
    const read = (range: PortRange): PortRange =>
      isPort(field) ? parsePorts(range, { what: WHAT, prop }) : readBytes(range, prop);
    return [{ field, ranges: normalizeIntervals(given.map(read)) }];
  });
  return { sources: match.sources, destinations: match.destinations, protocols, fields };
}

function readProtocol(protocol: Transport | number | ByteRange): ByteRange {
  if (typeof protocol === "object") return readBytes(protocol, "protocols");
  if (isTransport(protocol)) return readProtocol(protocolNumber(protocol));
  if (isByte(protocol)) return { first: protocol, last: protocol };
  throw new UcEdgeError({
    code: "net-packet-set-protocol-invalid",
    what: WHAT,
    prop: "protocols",
    value: protocol,
    expected: `${oneOf(TRANSPORTS, protocol)}, or a whole number from 0 to 255`,
    todo: "correct the protocol",
  });
}

function readBytes(range: ByteRange, prop: string): ByteRange {
  const { first, last } = range;
  if (isByte(first) && isByte(last) && first <= last) return { first, last };
  throw new UcEdgeError({
    code: "net-packet-set-range-invalid",
    what: WHAT,
    prop,
    value: range,
    expected: "ranges within 0-255, their first number at or below the last",
    todo: isByte(first) && isByte(last) ? "swap the two" : "correct the range",
  });
}

/** The protocols that have a field. */
const HAVING = new Map(
  EVERY_FIELD.map((field) => [
    field,
    FIELDS_BY_PROTOCOL.flatMap((fields, protocol) =>
      fields.includes(field) ? [{ first: protocol, last: protocol }] : [],
    ),
  ]),
);

/** Refuses ports for a protocol that has none, and so on: read as "any", they would widen the set without a word. */
function checkHaveField(protocols: readonly Interval<number>[], field: PacketField, match: PacketMatch): void {
  if (subtractIntervals(protocols, HAVING.get(field) ?? []).length === 0) return;
  const prop = LIST_OF_FIELD[field.name];
  const [words, transports] = isPort(field) ? ["ports", '"tcp" and "udp"'] : ["types and codes", '"icmp" and "icmpv6"'];
  throw new UcEdgeError({
    code: isPort(field) ? "net-packet-set-ports-unexpected" : "net-packet-set-icmp-unexpected",
    what: WHAT,
    prop: "protocols",
    value: match.protocols,
    expected: `${transports} alone beside ${prop}, because no other protocol has ${words}`,
    todo: `name the protocols that are meant, or leave ${prop} out`,
  });
}

function isPort(field: PacketField): boolean {
  return field.name === "sourcePort" || field.name === "destinationPort";
}
