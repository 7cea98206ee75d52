/**
 * Packets as bit strings, and matches as sets of them.
 *
 * A packet is its family, protocol, source, destination and two fields, one after the other. An IPv4 address takes the
 * first 32 of the 128 bits for an address, an ICMP type the first 8 of the 16 for a field; bits that a packet has no use
 * for make no difference, so that the set of everything is the set of every bit string.
 *
 * A _block_ is a run of 2^n numbers that begin with the same bits, written as these bits: what a prefix is for addresses.
 */
import { ALL, type Diagram, type DiagramRun, NOTHING, type Part, highAt, lowAt, lowestString } from "./bit-diagram";
import type { Interval } from "./interval";
import { type AddressFamily, IpPrefix, mergePrefixes, printAddress } from "./ip-prefix";
import { type Packet, type PacketField, type PacketValues, packetFields } from "./packet";
import type { ReadField, ReadMatch } from "./packet-match";

/** Where the parts of a packet begin; the family is the bit at level 0. */
const LEVELS = { protocol: 1, source: 9, destination: 137, fields: [265, 281] } as const;

/** How many bits a protocol number has. */
export const PROTOCOL_BITS = 8;

/** Both families, in the order of their bit. */
export const FAMILIES: readonly AddressFamily[] = ["ipv4", "ipv6"];

/** How many bits an address of a family has. */
function addressBits(family: AddressFamily): number {
  return IpPrefix.of(family, 0n, 0).bits;
}

/** How many bits a number up to `last` needs. */
export function bitsUpTo(last: number): number {
  return last.toString(2).length;
}

/** A packet as the text of its bits, as far as it has any. */
export function bitsOf(values: PacketValues): string {
  const { family, protocol, source, destination, fields } = values;
  const parts: [level: number, text: string][] = [
    [0, family === "ipv4" ? "0" : "1"],
    [LEVELS.protocol, toBits(protocol, PROTOCOL_BITS)],
    [LEVELS.source, toBits(source, addressBits(family))],
    [LEVELS.destination, toBits(destination, addressBits(family))],
    ...packetFields(protocol).map(({ last }, index): [number, string] => [
      fieldLevel(index),
      toBits(fields[index] ?? 0, bitsUpTo(last)),
    ]),
  ];
  return parts.reduce((text, [level, part]) => text.padEnd(level, "0") + part, "");
}

/** Where the first or second field begins. */
function fieldLevel(index: number): number {
  return LEVELS.fields[index === 0 ? 0 : 1];
}

/** The packets of one family that are in a set, or of that family alone when the set does not look at it. */
export function onlyFamily(run: DiagramRun, family: AddressFamily, set: Diagram): Diagram {
  return family === "ipv4" ? run.node(0, lowAt(set, 0), NOTHING) : run.node(0, NOTHING, highAt(set, 0));
}

/** The packets of one family and protocol, as a set that no longer looks at these two. */
export function withProtocol(set: Diagram, family: AddressFamily, protocol: number): Diagram {
  let node = family === "ipv4" ? lowAt(set, 0) : highAt(set, 0);
  for (let index = 0; index < PROTOCOL_BITS; index++) {
    const isOne = ((protocol >> (PROTOCOL_BITS - 1 - index)) & 1) === 1;
    node = isOne ? highAt(node, LEVELS.protocol + index) : lowAt(node, LEVELS.protocol + index);
  }
  return node;
}

/** The packets that a match holds. */
export function packetsOf(run: DiagramRun, match: ReadMatch): Diagram {
  const fields = match.fields.reduceRight((rest, field) => run.after(levelOf(field), fieldBlocks(field), rest), ALL);
  const protocols = match.protocols.flatMap((range) => rangeBlocks(range, PROTOCOL_BITS));
  const [ipv4 = NOTHING, ipv6 = NOTHING] = FAMILIES.map((family) => {
    const ends = run.after(LEVELS.destination, addressBlocks(family, match.destinations), fields);
    return run.after(LEVELS.protocol, protocols, run.after(LEVELS.source, addressBlocks(family, match.sources), ends));
  });
  return run.node(0, ipv4, ipv6);
}

/** The parts that packets of a family and protocol have behind these two: source, destination, and the fields. */
export function partsOf(family: AddressFamily, protocol: number): Part[] {
  const bits = addressBits(family);
  const fields = packetFields(protocol).map(({ last }, index) => ({ level: fieldLevel(index), bits: bitsUpTo(last) }));
  return [{ level: LEVELS.source, bits }, { level: LEVELS.destination, bits }, ...fields];
}

/**
 * The packet of a set that reads best, of one family and protocol: the lowest, but with the unspecified address
 * (0.0.0.0, ::) or port 0 only where the set has no other. Nothing for the empty set.
 *
 * @param set A set that no longer looks at family and protocol.
 */
export function readablePacket(family: AddressFamily, protocol: number, set: Diagram): Packet | undefined {
  const fields = packetFields(protocol);
  const parts = partsOf(family, protocol);
  let lowest = lowestString(set, []);
  const notZero: Part[] = [];
  for (const [index, part] of parts.entries()) {
    // A type or code of 0 reads well: an echo reply has both.
    if (fields[index - 2]?.name.startsWith("icmp") === true) continue;
    const better = lowestString(set, [...notZero, part]);
    if (better === undefined) continue;
    lowest = better;
    notZero.push(part);
  }
  if (lowest === undefined) return undefined;
  const ones = new Set(lowest);
  const [source = 0n, destination = 0n, ...rest] = parts.map(({ level, bits }) =>
    BigInt(`0b${Array.from({ length: bits }, (_, index) => (ones.has(level + index) ? "1" : "0")).join("")}`),
  );
  const values: Partial<Record<PacketField["name"], number>> = {};
  for (const [index, { name }] of fields.entries()) values[name] = Number(rest[index]);
  return {
    protocol,
    source: printAddress(family, source),
    destination: printAddress(family, destination),
    ...values,
  };
}

/** The prefix of a block of addresses. */
export function blockPrefix(family: AddressFamily, block: string): IpPrefix {
  const bits = addressBits(family);
  return IpPrefix.of(family, BigInt(`0b${block.padEnd(bits, "0")}`), block.length);
}

/** The range of a block of numbers that have so many bits. */
export function blockRange(block: string, bits: number): Interval<number> {
  const first = Number.parseInt(block.padEnd(bits, "0"), 2);
  return { first, last: first + 2 ** (bits - block.length) - 1 };
}

/**
 * The blocks of a range of numbers that have so many bits, in order and as few as can be: those inside the block of
 * `depth` bits that begins at `start`.
 */
function rangeBlocks(range: Interval<number>, bits: number, start = 0, depth = 0): string[] {
  const size = 2 ** (bits - depth);
  if (start + size <= range.first || range.last < start) return [];
  if (range.first <= start && start + size - 1 <= range.last) {
    return [depth === 0 ? "" : toBits(start / size, depth)];
  }
  const half = start + size / 2;
  return [...rangeBlocks(range, bits, start, depth + 1), ...rangeBlocks(range, bits, half, depth + 1)];
}

function fieldBlocks({ field, ranges }: ReadField): string[] {
  return ranges.flatMap((range) => rangeBlocks(range, bitsUpTo(field.last)));
}

function levelOf({ field }: ReadField): number {
  return fieldLevel(field.name === "sourcePort" || field.name === "icmpType" ? 0 : 1);
}

/** The blocks of the prefixes of a family; the block of every address when no list is given. */
function addressBlocks(family: AddressFamily, prefixes: readonly IpPrefix[] | undefined): string[] {
  if (prefixes === undefined) return [""];
  const own = mergePrefixes(prefixes.filter((prefix) => prefix.family === family));
  return own.map(({ first, bits, length }) => toBits(first, bits).slice(0, length));
}

/** A number as the text of so many bits. */
export function toBits(value: number | bigint, bits: number): string {
  return value.toString(2).padStart(bits, "0");
}
