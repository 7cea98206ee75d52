/** One concrete packet, as a firewall without memory sees it: what a packet set holds, and the witness of a finding. */
import { type AddressFamily, IpPrefix, printAddress } from "./ip-prefix";
import { LAST_PORT } from "./port-range";
import { type Transport, TRANSPORTS, hasIcmpType, hasPorts, protocolNumber } from "./transport";
import { UcEdgeError } from "./uc-edge-error";

/**
 * One packet. A TCP or UDP packet has both ports, an ICMP or ICMPv6 packet has a type and a code, any other packet has
 * none of the four.
 */
export interface Packet {
  /** The protocol number in the IP header, 0-255: `protocolNumber("tcp")` is 6. */
  readonly protocol: number;
  /** The source address, without a prefix length: `198.51.100.7`. */
  readonly source: string;
  /** The destination address, of the same family as the source. */
  readonly destination: string;
  /** The source port, 0-65535. */
  readonly sourcePort?: number | undefined;
  /** The destination port, 0-65535. */
  readonly destinationPort?: number | undefined;
  /** The message type, 0-255. */
  readonly icmpType?: number | undefined;
  /** The message code, 0-255. */
  readonly icmpCode?: number | undefined;
}

/** A field of a packet that only some protocols have, and its last value; the first is 0. */
export interface PacketField {
  /** The property of {@link Packet}. */
  readonly name: "sourcePort" | "destinationPort" | "icmpType" | "icmpCode";
  /** The largest value. */
  readonly last: number;
}

/** A packet in numbers, checked. */
export interface PacketValues {
  /** The family of both addresses. */
  readonly family: AddressFamily;
  /** The protocol number. */
  readonly protocol: number;
  /** The source address. */
  readonly source: bigint;
  /** The destination address. */
  readonly destination: bigint;
  /** The values of the protocol's fields, in the order of {@link packetFields}. */
  readonly fields: readonly number[];
}

/** The largest protocol number, ICMP type and ICMP code. */
export const LAST_BYTE = 255;

const PORTS: readonly PacketField[] = [
  { name: "sourcePort", last: LAST_PORT },
  { name: "destinationPort", last: LAST_PORT },
];
const ICMP: readonly PacketField[] = [
  { name: "icmpType", last: LAST_BYTE },
  { name: "icmpCode", last: LAST_BYTE },
];

/** The transport that has a protocol number; nothing for a protocol that this library has no name for. */
export function transportOf(protocol: number): Transport | undefined {
  return TRANSPORTS.find((transport) => protocolNumber(transport) === protocol);
}

/** The fields that packets of a protocol have besides their addresses: two ports, a type and a code, or none. */
export function packetFields(protocol: number): readonly PacketField[] {
  const transport = transportOf(protocol);
  if (transport === undefined) return [];
  if (hasPorts(transport)) return PORTS;
  return hasIcmpType(transport) ? ICMP : [];
}

/**
 * One line for people: `tcp 198.51.100.7:49152 -> 10.0.0.10:443`, `icmp 192.0.2.1 -> 10.0.0.10 type 8 code 0`,
 * `esp [2001:db8::1] -> [2001:db8::10]`, `protocol 47 192.0.2.1 -> 10.0.0.10`. Addresses are in canonical form.
 *
 * @throws {@link UcEdgeError} as {@link readPacket}.
 */
export function printPacket(packet: Packet): string {
  const { family, protocol, source, destination } = readPacket(packet, "cannot print a packet");
  const end = (value: bigint, port: number | undefined): string => {
    const address = printAddress(family, value);
    const host = family === "ipv6" ? `[${address}]` : address;
    return port === undefined ? host : `${host}:${String(port)}`;
  };
  const ends = `${end(source, packet.sourcePort)} -> ${end(destination, packet.destinationPort)}`;
  if (packet.icmpType === undefined) return `${protocolText(protocol)} ${ends}`;
  return `${protocolText(protocol)} ${ends} type ${String(packet.icmpType)} code ${String(packet.icmpCode)}`;
}

/**
 * Checks a packet and turns it into numbers.
 *
 * @param what What fails when the packet is wrong, for the message.
 * @throws {@link UcEdgeError} `net-packet-protocol-invalid` for a protocol that is no whole number from 0 to 255,
 *   `net-address-invalid` for an address, `net-packet-families-differ` for addresses of different families,
 *   `net-packet-field-invalid` for a port, type or code that is missing or out of range, and
 *   `net-packet-field-unexpected` for one that the protocol does not have.
 */
export function readPacket(packet: Packet, what = "cannot read a packet"): PacketValues {
  const { protocol } = packet;
  if (!isByte(protocol)) {
    throw new UcEdgeError({
      code: "net-packet-protocol-invalid",
      what,
      prop: "protocol",
      value: protocol,
      expected: "a whole number from 0 to 255",
      todo: 'give the number of the protocol in the IP header; protocolNumber("tcp") is 6',
    });
  }
  const source = IpPrefix.parseAddress(packet.source, { what, prop: "source" });
  const destination = IpPrefix.parseAddress(packet.destination, { what, prop: "destination" });
  if (source.family !== destination.family) {
    throw new UcEdgeError({
      code: "net-packet-families-differ",
      what,
      prop: "destination",
      value: packet.destination,
      expected: `an address of the source's family, like ${packet.source}`,
      todo: "give two IPv4 or two IPv6 addresses",
    });
  }
  const fields = readFields(packet, what);
  return { family: source.family, protocol, source: source.first, destination: destination.first, fields };
}

function readFields(packet: Packet, what: string): number[] {
  const { protocol } = packet;
  const wanted = packetFields(protocol);
  const name = protocolText(protocol);
  for (const field of [...PORTS, ...ICMP]) {
    if (wanted.includes(field) || packet[field.name] === undefined) continue;
    throw new UcEdgeError({
      code: "net-packet-field-unexpected",
      what,
      prop: field.name,
      value: packet[field.name],
      expected: `nothing, because ${name} has no such field`,
      todo: `leave ${field.name} out, or correct the protocol`,
    });
  }
  return wanted.map((field) => {
    const value = packet[field.name];
    if (value !== undefined && Number.isInteger(value) && value >= 0 && value <= field.last) return value;
    throw new UcEdgeError({
      code: "net-packet-field-invalid",
      what,
      prop: field.name,
      value,
      expected: `a whole number from 0 to ${String(field.last)}, because the packet is ${name}`,
      todo: `give the ${field.name} of the packet`,
    });
  });
}

function protocolText(protocol: number): string {
  return transportOf(protocol) ?? `protocol ${String(protocol)}`;
}

/** Whether a value is a whole number from 0 to 255. */
export function isByte(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= LAST_BYTE;
}
