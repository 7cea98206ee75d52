/** Whether a rule and a box share a packet: each is every combination of some lists, so that lists are held against lists. */
import type { IpPrefix } from "../../net/ip-prefix";
import type { ByteRange, PacketBox } from "../../net/packet-match";
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import { isTransport, protocolNumber } from "../../net/transport";
import type { Rule } from "../read/rule";
import type { SideRule } from "./diff-side";
import { ownEnd } from "./permitted";
import { ANY_END } from "./traffic";
import type { NetInterface } from "./topology";

const PORTED = [protocolNumber("tcp"), protocolNumber("udp")];

/** Whether a rule is about a packet of a box on an interface; the box is of one unknown far end, or of addresses. */
export function sharesPacket(
  { rule, far }: SideRule,
  on: NetInterface,
  { name, box }: { readonly name: string | null; readonly box: PacketBox },
): boolean {
  const isIn = rule.direction === "ingress";
  const [theirs, ours] = isIn ? [box.sources, box.destinations] : [box.destinations, box.sources];
  if (!sharesService(rule, box)) return false;
  const isFar =
    name === null ? shareAddress(theirs, far.prefixes) : far.opaque.includes(name) || far.opaque.includes(ANY_END);
  return isFar && shareAddress(ours, ownEnd(rule.local, on, "most"));
}

function sharesService(rule: Rule, box: PacketBox): boolean {
  if (!protocolsOf(rule).some((one) => box.protocols.some((two) => meet(one, two)))) return false;
  const type = rule.icmp?.type;
  const code = rule.icmp?.code;
  return (
    shareRange(rule.ports, box.destinationPorts) &&
    shareRange(rule.sourcePorts, box.sourcePorts) &&
    (type === undefined || shareRange([{ first: type, last: type }], box.icmpTypes)) &&
    (code === undefined || shareRange([{ first: code, last: code }], box.icmpCodes))
  );
}

function protocolsOf({ transport, ports, sourcePorts }: Rule): readonly ByteRange[] {
  const one = (number: number): ByteRange => ({ first: number, last: number });
  if (isTransport(transport)) return [one(protocolNumber(transport))];
  if (/^\d+$/.test(transport)) return [one(Number(transport))];
  const isWhole = ports?.every(({ first, last }) => first === ALL_PORTS.first && last === ALL_PORTS.last) ?? true;
  // With ports, a rule for every protocol is one for TCP and UDP.
  return isWhole && sourcePorts === null ? [{ first: 0, last: 255 }] : PORTED.map(one);
}

/** A list that is left out is everything. */
function shareRange(one: readonly PortRange[] | null, two: readonly PortRange[] | undefined): boolean {
  return one === null || two === undefined || one.some((a) => two.some((b) => meet(a, b)));
}

function meet(one: ByteRange, two: ByteRange): boolean {
  return one.first <= two.last && two.first <= one.last;
}

/** Whether any of some prefixes shares an address with sorted, disjoint ones of one family. */
function shareAddress(sorted: readonly IpPrefix[], prefixes: readonly IpPrefix[]): boolean {
  return prefixes.some((prefix) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.first ?? 0n) <= prefix.last) low = middle + 1;
      else high = middle;
    }
    const before = sorted[low - 1];
    return before?.overlaps(prefix) === true;
  });
}
