/**
 * IPv4 and IPv6 prefixes in canonical form, and single addresses as the prefixes of full length.
 *
 * Parsing and printing are ipaddr.js's. What it reads more widely than a firewall does is refused here: octal and hex
 * IPv4, IPv4 in IPv6 clothes, zone ids, host bits, and names.
 */
import ipaddr from "ipaddr.js";
import { UcEdgeError } from "./uc-edge-error";

/** `ipv4` or `ipv6`. */
export type AddressFamily = "ipv4" | "ipv6";

/** Who asks for the parsing of a value, for the message when it fails. */
export interface AskedBy {
  /** What fails, in the caller's words. */
  readonly what: string;
  /** The property that holds the value. */
  readonly prop: string;
  /** The construct's path. */
  readonly path?: string | undefined;
}

const BITS: Readonly<Record<AddressFamily, number>> = { ipv4: 32, ipv6: 128 };
const LOOKS_LIKE_A_NAME = /[g-z]/i;

/** One prefix: an address block whose host bits are zero. */
export class IpPrefix {
  private printed: string | undefined;

  private constructor(
    /** The address family. */
    readonly family: AddressFamily,
    /** The first address of the block, as a number. */
    readonly first: bigint,
    /** The prefix length in bits: 0-32 for IPv4, 0-128 for IPv6. */
    readonly length: number,
  ) {}

  /**
   * Reads a prefix such as `192.0.2.0/24` or `2001:db8::/32`; a bare address is the prefix of that one address.
   *
   * @throws {@link UcEdgeError} `net-prefix-invalid` for a name or anything that is no prefix,
   *   `net-prefix-host-bits` when bits behind the prefix length are set.
   */
  static parse(text: string, by: AskedBy): IpPrefix {
    const [address, lengthText, rest] = typeof text === "string" ? text.split("/") : [];
    const invalid = (todo: string): UcEdgeError =>
      new UcEdgeError({
        ...by,
        code: "net-prefix-invalid",
        value: text,
        expected: 'an IPv4 or IPv6 prefix such as "192.0.2.0/24" or "2001:db8::/32"',
        todo,
      });
    if (address === undefined || rest !== undefined) throw invalid("write one address, a slash and a length");
    const bytes = parseBytes(address);
    if (bytes === undefined) {
      if (address.includes("%")) throw invalid("leave the zone id out, from the % on");
      throw invalid(
        LOOKS_LIKE_A_NAME.test(address)
          ? "firewall rules filter addresses, not names; look the name up and give its addresses"
          : "correct the address",
      );
    }
    const family: AddressFamily = bytes.length === 4 ? "ipv4" : "ipv6";
    if (lengthText !== undefined && !/^(0|[1-9]\d{0,2})$/.test(lengthText)) throw invalid("correct the prefix length");
    const length = lengthText === undefined ? BITS[family] : Number(lengthText);
    if (length > BITS[family]) throw invalid(`use a length from 0 to ${String(BITS[family])}`);
    const value = toNumber(bytes);
    const prefix = IpPrefix.of(family, value, length);
    if (prefix.first !== value) {
      throw new UcEdgeError({
        ...by,
        code: "net-prefix-host-bits",
        value: text,
        expected: "a prefix whose bits behind the length are zero",
        todo: `write "${prefix.toString()}" for the block, or "${address}/${String(BITS[family])}" for the one address`,
      });
    }
    return prefix;
  }

  /**
   * Reads one address, without a prefix length.
   *
   * @throws {@link UcEdgeError} `net-address-invalid` for a name, a prefix or anything else.
   */
  static parseAddress(text: string, by: AskedBy): IpPrefix {
    const bytes = typeof text === "string" ? parseBytes(text) : undefined;
    if (bytes === undefined) {
      const isPrefix = typeof text === "string" && text.includes("/");
      throw new UcEdgeError({
        ...by,
        code: "net-address-invalid",
        value: text,
        expected: 'one IPv4 or IPv6 address such as "192.0.2.10"',
        todo: isPrefix
          ? "leave the prefix length out"
          : "firewall rules and interfaces take addresses, not names; correct it",
      });
    }
    const family: AddressFamily = bytes.length === 4 ? "ipv4" : "ipv6";
    return IpPrefix.of(family, toNumber(bytes), BITS[family]);
  }

  /** The block of `length` bits that holds an address. */
  static of(family: AddressFamily, address: bigint, length: number): IpPrefix {
    const hostBits = BigInt(BITS[family] - length);
    return new IpPrefix(family, (address >> hostBits) << hostBits, length);
  }

  /** How many bits an address of this family has. */
  get bits(): number {
    return BITS[this.family];
  }

  /** The last address of the block, as a number. */
  get last(): bigint {
    return this.first + (1n << BigInt(this.bits - this.length)) - 1n;
  }

  /** Whether the block is one address. */
  get isAddress(): boolean {
    return this.length === this.bits;
  }

  /** Whether every address of `other` is in this block. */
  contains(other: IpPrefix): boolean {
    return (
      this.family === other.family &&
      this.length <= other.length &&
      other.first >> BigInt(this.bits - this.length) === this.first >> BigInt(this.bits - this.length)
    );
  }

  /** Whether the two blocks share an address. */
  overlaps(other: IpPrefix): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** The block of `length` bits, at most this one's, that holds this block. */
  shortened(length: number): IpPrefix {
    return IpPrefix.of(this.family, this.first, length);
  }

  /** The other half of the block that is one bit shorter; nothing for a prefix of length 0. */
  sibling(): IpPrefix | undefined {
    if (this.length === 0) return undefined;
    return new IpPrefix(this.family, this.first ^ (1n << BigInt(this.bits - this.length)), this.length);
  }

  /** The canonical text, with its length: `192.0.2.10/32`. */
  toString(): string {
    return (this.printed ??= `${this.addressText()}/${String(this.length)}`);
  }

  /** The canonical text, so that a prefix in a message or a report is readable; its bigint has no JSON form. */
  toJSON(): string {
    return this.toString();
  }

  /** The first address alone: `192.0.2.10`. */
  addressText(): string {
    return printAddress(this.family, this.first);
  }

  /** Order for stable output: IPv4 first, then by address, wider blocks first. */
  static compare(a: IpPrefix, b: IpPrefix): number {
    if (a.family !== b.family) return a.family === "ipv4" ? -1 : 1;
    if (a.first !== b.first) return a.first < b.first ? -1 : 1;
    return a.length - b.length;
  }
}

/** The text of an address that is given as a number. */
export function printAddress(family: AddressFamily, value: bigint): string {
  if (family === "ipv4") {
    return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  }
  const bytes = Array.from({ length: 16 }, (_, index) => Number((value >> BigInt(8 * (15 - index))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

/** The fewest prefixes that hold the same addresses, in order. */
export function mergePrefixes(prefixes: readonly IpPrefix[]): IpPrefix[] {
  const merged: IpPrefix[] = [];
  for (const prefix of [...prefixes].sort((a, b) => IpPrefix.compare(a, b))) {
    let next = prefix;
    const before = merged.at(-1);
    if (before?.contains(next) === true) continue;
    for (let last = merged.at(-1); last !== undefined; last = merged.at(-1)) {
      const sibling = next.sibling();
      if (sibling === undefined || IpPrefix.compare(last, sibling) !== 0) break;
      merged.pop();
      next = next.shortened(next.length - 1);
    }
    merged.push(next);
  }
  return merged;
}

function parseBytes(address: string): number[] | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).octets;
  // A dot in IPv6 is an IPv4 address inside, which ipaddr.js also reads with leading zeros and in hex.
  if (!address.includes(":") || /[%.]/.test(address) || !ipaddr.IPv6.isValid(address)) return undefined;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.isIPv4MappedAddress() ? undefined : parsed.toByteArray();
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
