/** Addresses in few words: prefixes, and wide blocks with what they leave out. */
import { type AddressFamily, IpPrefix, mergePrefixes } from "../../net/ip-prefix";
import { subtractPrefixes } from "../../net/prefix-difference";

/** A block of addresses without some. */
interface Piece {
  readonly block: IpPrefix;
  readonly except: readonly IpPrefix[];
}

/** The shortest way to write what lies in a block, and what of the block is left out. */
interface Written {
  readonly pieces: readonly Piece[];
  readonly holes: readonly IpPrefix[];
}

/**
 * Addresses as few words as there are: `198.51.100.0/24`, `internet (0.0.0.0/0) except 198.51.100.0/24`. Everything but the
 * network's own prefixes is `internet`, and on AWS so is everything, as rules there have no other word for it.
 */
export function wordsOf(prefixes: readonly IpPrefix[], own: readonly IpPrefix[], isAzure: boolean): string[] {
  return (["ipv4", "ipv6"] as const).flatMap((family) => {
    const merged = mergePrefixes(prefixes.filter((one) => one.family === family));
    const { pieces } = write(IpPrefix.of(family, 0n, 0), merged);
    return pieces.map((piece) => words(piece, family, own, isAzure));
  });
}

function words({ block, except }: Piece, family: AddressFamily, own: readonly IpPrefix[], isAzure: boolean): string {
  if (block.length > 0) return `${addressText(block)}${exceptText(except)}`;
  const ours = own.filter((one) => one.family === family);
  const isOutside = ours.length > 0 && subtractPrefixes(ours, except).length === 0;
  if (isOutside) return `internet${exceptText(subtractPrefixes(except, ours))}`;
  return `${isAzure ? "any" : "internet"} (${block.toString()})${exceptText(except)}`;
}

function exceptText(except: readonly IpPrefix[]): string {
  return except.length === 0 ? "" : ` except ${except.map(addressText).join(", ")}`;
}

/** A prefix, or the address that it is. */
export function addressText(prefix: IpPrefix): string {
  return prefix.isAddress ? prefix.addressText() : prefix.toString();
}

/** Sorted, disjoint prefixes within a block: one after the other, or the block without what is missing. */
function write(block: IpPrefix, prefixes: readonly IpPrefix[]): Written {
  const [first] = prefixes;
  if (first === undefined) return { pieces: [], holes: [block] };
  if (first.length === block.length) return { pieces: [{ block, except: [] }], holes: [] };
  const lower = IpPrefix.of(block.family, block.first, block.length + 1);
  const upper = lower.sibling() ?? lower;
  const middle = prefixes.findIndex((one) => one.first >= upper.first);
  const end = middle < 0 ? prefixes.length : middle;
  const [low, high] = [write(lower, prefixes.slice(0, end)), write(upper, prefixes.slice(end))];
  const apart = [...low.pieces, ...high.pieces];
  const holes = [...low.holes, ...high.holes];
  const isShorter = 1 + holes.length < apart.reduce((sum, { except }) => sum + 1 + except.length, 0);
  return { pieces: isShorter ? [{ block, except: holes }] : apart, holes };
}
