/** Which rules may match the same packets: a quick look that leaves the exact one to few pairs. */
import type { IpPrefix } from "../../net/ip-prefix";
import type { PortRange } from "../../net/port-range";
import type { Rule } from "../read/rule";
import type { FarEnds } from "./far-ends";

/** A rule's far end as one span of numbers that holds all of its addresses; IPv6 comes behind IPv4. */
interface Span {
  readonly index: number;
  readonly first: bigint;
  readonly last: bigint;
}

const IPV6 = 1n << 64n;
const LAST = 1n << 192n;

/** For each rule the numbers of the others that may overlap it, in their order. */
export function overlaps(rules: readonly Rule[], ends: FarEnds): readonly (readonly number[])[] {
  const found: number[][] = rules.map(() => []);
  const spans = rules
    .map((rule, index) => spanOf(rule, index, ends))
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.index - b.index));
  let open: Span[] = [];
  for (const span of spans) {
    open = open.filter((one) => one.last >= span.first);
    for (const other of open) {
      const [one, two] = [rules[span.index], rules[other.index]];
      if (one === undefined || two === undefined || !shareServices(one, two)) continue;
      found[span.index]?.push(other.index);
      found[other.index]?.push(span.index);
    }
    open.push(span);
  }
  return found.map((list) => list.sort((a, b) => a - b));
}

function spanOf(rule: Rule, index: number, ends: FarEnds): Span {
  const { prefixes, opaque } = ends.ofRule(rule.peer);
  if (opaque.length > 0 || prefixes.length === 0) return { index, first: 0n, last: LAST };
  const at = ({ family }: IpPrefix): bigint => (family === "ipv6" ? IPV6 : 0n);
  const firsts = prefixes.map((prefix) => prefix.first + at(prefix));
  const lasts = prefixes.map((prefix) => prefix.last + at(prefix));
  return {
    index,
    first: firsts.reduce((low, one) => (one < low ? one : low)),
    last: lasts.reduce((high, one) => (one > high ? one : high)),
  };
}

function shareServices(one: Rule, two: Rule): boolean {
  const isEvery = (rule: Rule): boolean => rule.transport === "all" || rule.transport === "unknown";
  if (one.transport !== two.transport && !isEvery(one) && !isEvery(two)) return false;
  return share(one.ports, two.ports) && share(one.sourcePorts, two.sourcePorts);
}

function share(one: readonly PortRange[] | null, two: readonly PortRange[] | null): boolean {
  if (one === null || two === null) return true;
  return one.some((a) => two.some((b) => a.first <= b.last && b.first <= a.last));
}
