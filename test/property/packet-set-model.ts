/**
 * A second, naive opinion on packet sets: a set is a plain predicate on numbers. It shares no code with the library but
 * the numbers of parsed prefixes, and its values come from small pools, whose boundaries are met often.
 */
import * as fc from "fast-check";
import { type AddressFamily, IpPrefix, printAddress } from "../../lib/net/ip-prefix";
import type { Packet } from "../../lib/net/packet";
import type { ByteRange, PacketMatch } from "../../lib/net/packet-match";
import { PacketSet } from "../../lib/net/packet-set";

/** A packet in numbers; ports, or type and code, are `fields`. */
export interface Numbers {
  readonly family: AddressFamily;
  readonly protocol: number;
  readonly source: bigint;
  readonly destination: bigint;
  readonly fields: readonly number[];
}

/** A set and the predicate that says the same. */
export interface Modeled {
  readonly set: PacketSet;
  readonly has: (packet: Numbers) => boolean;
}

const HAS_PORTS = [6, 17];
const HAS_TYPES = [1, 58];
const NAMED = new Map<unknown, number>([
  ["tcp", 6],
  ["udp", 17],
  ["icmp", 1],
  ["icmpv6", 58],
  ["esp", 50],
  ["ah", 51],
]);

const PREFIXES = [
  "0.0.0.0/0",
  "0.0.0.0/32",
  "192.0.2.0/24",
  "192.0.2.0/25",
  "192.0.2.128/25",
  "255.255.255.255/32",
  "::/0",
  "::/128",
  "2001:db8::/32",
].map((text) => IpPrefix.parse(text, { what: "cannot test", prop: "prefixes" }));
const PORT_RANGES = [
  [0, 0],
  [0, 65535],
  [80, 443],
  [1024, 65535],
  [65535, 65535],
].map(toRange);
const BYTE_RANGES = [
  [0, 0],
  [0, 255],
  [8, 8],
  [8, 255],
].map(toRange);
const PROTOCOLS = [
  "tcp",
  "udp",
  "icmp",
  "icmpv6",
  "esp",
  0,
  6,
  47,
  255,
  { first: 0, last: 16 },
  { first: 47, last: 58 },
  { first: 7, last: 255 },
] as const;

/** The first number of every stretch in which no range of the pool begins or ends: one packet each stands for all. */
function startsOf(ranges: readonly ByteRange[], last: number): number[] {
  const starts = [0, ...ranges.flatMap((range) => [range.first, range.last + 1])];
  return [...new Set(starts)].filter((start) => start <= last).sort((a, b) => a - b);
}

const PORT_STARTS = startsOf(PORT_RANGES, 65535);
const BYTE_STARTS = startsOf(BYTE_RANGES, 255);
const PROTOCOL_STARTS = startsOf(
  [toRange([0, 16]), toRange([47, 58]), ...[0, 1, 6, 17, 47, 50, 58, 255].map((one) => toRange([one, one]))],
  255,
);
const ADDRESS_STARTS = new Map<AddressFamily, bigint[]>(
  (["ipv4", "ipv6"] as const).map((family) => {
    const own = PREFIXES.filter((prefix) => prefix.family === family);
    const end = 2n ** (family === "ipv4" ? 32n : 128n);
    const starts = own.flatMap(({ first, length }) => [first, first + end / 2n ** BigInt(length)]);
    return [family, [...new Set(starts)].filter((start) => start < end)];
  }),
);

/** One packet for each set of packets that no set of the model tells apart: a set of the model has all of them or none. */
export const REPRESENTATIVES: readonly Numbers[] = [...ADDRESS_STARTS].flatMap(([family, addresses]) =>
  PROTOCOL_STARTS.flatMap((protocol) => {
    const values = HAS_PORTS.includes(protocol) ? PORT_STARTS : HAS_TYPES.includes(protocol) ? BYTE_STARTS : undefined;
    const fields = values === undefined ? [[]] : values.flatMap((one) => values.map((other) => [one, other]));
    return addresses.flatMap((source) =>
      addresses.flatMap((destination) =>
        fields.map((each) => ({ family, protocol, source, destination, fields: each })),
      ),
    );
  }),
);

/** A packet that stands at a boundary, or one of any numbers. */
export const packets: fc.Arbitrary<Numbers> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...REPRESENTATIVES) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...REPRESENTATIVES),
        fc.bigInt(0n, 2n ** 32n - 1n),
        fc.bigInt(0n, 2n ** 32n - 1n),
        fc.nat(65535),
        fc.nat(65535),
      )
      .map(([packet, source, destination, one, other]): Numbers => {
        const last = HAS_TYPES.includes(packet.protocol) ? 256 : 65536;
        return { ...packet, source, destination, fields: packet.fields.length === 0 ? [] : [one % last, other % last] };
      }),
  },
);

/** A list that is left out, of one to three values, or seldom empty. */
function lists<T>(values: readonly T[]): fc.Arbitrary<readonly T[] | undefined> {
  const value = fc.constantFrom(...values);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 12, arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
}

const prefixLists = lists(PREFIXES);
const portLists = lists(PORT_RANGES);
const byteLists = lists(BYTE_RANGES);
const ends = { sources: prefixLists, destinations: prefixLists };

/** A match whose every number is from the pools. */
export const matches: fc.Arbitrary<PacketMatch> = fc.oneof(
  fc.record({
    ...ends,
    protocols: lists(PROTOCOLS),
  }),
  fc.record({
    ...ends,
    protocols: fc.subarray(["tcp", "udp"] as const, { minLength: 1 }),
    sourcePorts: portLists,
    destinationPorts: portLists,
  }),
  fc.record({
    ...ends,
    protocols: fc.subarray(["icmp", "icmpv6"] as const, { minLength: 1 }),
    icmpTypes: byteLists,
    icmpCodes: byteLists,
  }),
);

/** Whether a match holds a packet, by its definition. */
export function isMatched(match: PacketMatch, packet: Numbers): boolean {
  const inPrefixes = (list: readonly IpPrefix[] | undefined, address: bigint): boolean =>
    list === undefined ||
    list.some((each) => each.family === packet.family && each.first <= address && address <= each.last);
  const inRanges = (list: readonly ByteRange[] | undefined, value: number | undefined): boolean =>
    list === undefined || (value !== undefined && list.some((each) => each.first <= value && value <= each.last));
  const protocols = match.protocols?.map((each) => {
    if (typeof each === "object") return each;
    const number = NAMED.get(each) ?? Number(each);
    return { first: number, last: number };
  });
  return (
    inPrefixes(match.sources, packet.source) &&
    inPrefixes(match.destinations, packet.destination) &&
    inRanges(protocols, packet.protocol) &&
    inRanges(match.sourcePorts ?? match.icmpTypes, packet.fields[0]) &&
    inRanges(match.destinationPorts ?? match.icmpCodes, packet.fields[1])
  );
}

/** A set that is put together of matches with up to a handful of operations. */
export const sets: fc.Arbitrary<Modeled> = fc.letrec<{ set: Modeled; leaf: Modeled; pair: Modeled }>((tie) => ({
  leaf: fc.oneof(
    {
      weight: 8,
      arbitrary: matches.map((match): Modeled => ({
        set: PacketSet.of(match),
        has: (packet) => isMatched(match, packet),
      })),
    },
    { weight: 1, arbitrary: fc.constant({ set: PacketSet.empty(), has: () => false }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(undefined, "ipv4" as const, "ipv6" as const).map((family): Modeled => ({
        set: PacketSet.everything(family),
        has: (packet) => family === undefined || packet.family === family,
      })),
    },
  ),
  pair: fc
    .tuple(fc.constantFrom("union", "intersect", "subtract", "complement"), tie("set"), tie("set"))
    .map(([operation, a, b]): Modeled => {
      switch (operation) {
        case "union":
          return { set: a.set.union(b.set), has: (packet) => a.has(packet) || b.has(packet) };
        case "intersect":
          return { set: a.set.intersect(b.set), has: (packet) => a.has(packet) && b.has(packet) };
        case "subtract":
          return { set: a.set.subtract(b.set), has: (packet) => a.has(packet) && !b.has(packet) };
        default:
          return { set: a.set.complement(), has: (packet) => !a.has(packet) };
      }
    }),
  set: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 2, arbitrary: tie("leaf") },
    { weight: 3, arbitrary: tie("pair") },
  ),
})).set;

/** A set of single flows on a small grid: its boxes cross each other in many ways. */
export const grids: fc.Arbitrary<Modeled> = fc
  .array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 14 })
  .map((flows) => {
    const flowMatches = flows.map(([source, destination, port]): PacketMatch => {
      const host = (index: number): IpPrefix => IpPrefix.of("ipv4", 0xc0000200n + 64n * BigInt(index), 26);
      const ports = [{ first: 80 * port, last: 80 * port + 79 }];
      return {
        sources: [host(source)],
        destinations: [host(destination)],
        protocols: ["tcp"],
        destinationPorts: ports,
      };
    });
    return {
      set: PacketSet.union(flowMatches.map((match) => PacketSet.of(match))),
      has: (packet) => flowMatches.some((match) => isMatched(match, packet)),
    };
  });

/** The packet that a user would write for these numbers. */
export function toPacket({ family, protocol, source, destination, fields }: Numbers): Packet {
  const [one, other] = fields;
  return {
    protocol,
    source: printAddress(family, source),
    destination: printAddress(family, destination),
    ...(HAS_PORTS.includes(protocol) ? { sourcePort: one, destinationPort: other } : {}),
    ...(HAS_TYPES.includes(protocol) ? { icmpType: one, icmpCode: other } : {}),
  };
}

function toRange([first = NaN, last = NaN]: readonly number[]): ByteRange {
  return { first, last };
}
