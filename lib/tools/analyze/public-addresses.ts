/** Which addresses anybody on the internet may have. */
import { IpPrefix, mergePrefixes } from "../../net/ip-prefix";
import { subtractPrefixes } from "../../net/prefix-difference";

/** Blocks that no host on the internet has: private, shared, local, multicast and reserved ones. */
const NOT_PUBLIC = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
  "::/3",
  "4000::/2",
  "8000::/1",
].map((text) => IpPrefix.parse(text, { what: "cannot tell public addresses", prop: "prefix" }));

/** Blocks whose addresses are those of hosts on the internet. */
export const PUBLIC: readonly IpPrefix[] = subtractPrefixes(
  [IpPrefix.of("ipv4", 0n, 0), IpPrefix.of("ipv6", 0n, 0)],
  NOT_PUBLIC,
);

/** Blocks this wide hold most addresses of nobody in particular. */
const WIDEST = { ipv4: 7, ipv6: 15 } as const;

/** Whom addresses belong to: everybody on the internet, some on it, or nobody there. */
export type Publicity = "internet" | "public" | "inside";

/** Whom addresses belong to; those of the network itself are nobody else's. */
export function publicityOf(prefixes: readonly IpPrefix[], own: readonly IpPrefix[]): Publicity {
  const outside = prefixes.flatMap((prefix) => {
    const holes = [...NOT_PUBLIC, ...own].filter((one) => one.overlaps(prefix));
    return holes.length === 0 ? [prefix] : subtractPrefixes([prefix], holes);
  });
  if (outside.length === 0) return "inside";
  const isWide = mergePrefixes(outside).some(({ family, length }) => length <= WIDEST[family]);
  return isWide ? "internet" : "public";
}
