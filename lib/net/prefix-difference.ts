/** What remains of address blocks without others. */
import { IpPrefix, mergePrefixes } from "./ip-prefix";

/** The fewest prefixes that hold the addresses of `prefixes` and none of `holes`, in order. */
export function subtractPrefixes(prefixes: readonly IpPrefix[], holes: readonly IpPrefix[]): IpPrefix[] {
  const left = (prefix: IpPrefix): IpPrefix[] => {
    const inside = holes.filter((hole) => hole.overlaps(prefix));
    if (inside.length === 0) return [prefix];
    if (inside.some((hole) => hole.contains(prefix))) return [];
    const lower = IpPrefix.of(prefix.family, prefix.first, prefix.length + 1);
    return [lower, lower.sibling()].flatMap((half) => (half === undefined ? [] : left(half)));
  };
  return mergePrefixes(prefixes.flatMap(left));
}
