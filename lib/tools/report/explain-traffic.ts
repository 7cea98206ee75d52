/** Packets in few words: `tcp 443`, `udp 50000-59999 from source ports 1024-65535`, `all protocols`. */
import { type Interval, normalizeIntervals } from "../../net/interval";
import type { IpPrefix } from "../../net/ip-prefix";
import { transportOf } from "../../net/packet";
import type { PacketBox } from "../../net/packet-match";
import type { PacketSet } from "../../net/packet-set";
import { ALL_PORTS, printPorts } from "../../net/port-range";
import { protocolNumber, TRANSPORTS } from "../../net/transport";

/** An inclusive range. */
type Range = readonly [first: number, last: number];

/** Traffic of one protocol. */
export interface ShownTraffic {
  /** A transport, `protocol 47`, or `all protocols`. */
  readonly transport: string;
  /** Destination ports; null where the protocol has none, or for all of them. */
  readonly ports: readonly Range[] | null;
  /** Null for all. */
  readonly sourcePorts: readonly Range[] | null;
  readonly icmpTypes: readonly Range[] | null;
  readonly icmpCodes: readonly Range[] | null;
}

/** Traffic of the same addresses. */
export interface ShownPackets {
  readonly from: readonly string[];
  /** Empty where it is the end that is asked about. */
  readonly to: readonly string[];
  readonly traffic: readonly ShownTraffic[];
}

const LAST_NUMBER = 255;
const NAMED = TRANSPORTS.map((transport) => protocolNumber(transport));

/** Packets by their addresses; those that differ in nothing else are together. */
export function shownPackets(packets: PacketSet): ShownPackets[] {
  const byEnds = new Map<string, PacketBox[]>();
  for (const box of packets.boxes()) {
    const key = `${box.sources.join()} ${box.destinations.join()}`;
    const known = byEnds.get(key);
    if (known === undefined) byEnds.set(key, [box]);
    else known.push(box);
  }
  return [...byEnds.values()].map((boxes) => ({
    from: texts(boxes[0]?.sources ?? []),
    // Every address stands for the end that is asked about.
    to: texts((boxes[0]?.destinations ?? []).filter(({ length }) => length > 0)),
    traffic: trafficOf(boxes),
  }));
}

/** What packets are beside their addresses. */
export function shownTraffic(packets: PacketSet): ShownTraffic[] {
  return trafficOf(packets.boxes());
}

function texts(prefixes: readonly IpPrefix[]): string[] {
  return prefixes.map((one) => (one.isAddress ? one.addressText() : one.toString()));
}

/** Boxes of the same protocol and of the same source ports, types and codes have the ports of all. */
function trafficOf(boxes: readonly PacketBox[]): ShownTraffic[] {
  const found = new Map<string, { traffic: Omit<ShownTraffic, "ports">; ports: Interval<number>[] | null }>();
  const numbers: Interval<number>[] = [];
  for (const box of boxes) {
    for (const { first, last } of box.protocols) {
      for (const number of NAMED.filter((one) => first <= one && one <= last)) {
        const traffic = {
          transport: transportOf(number) ?? String(number),
          sourcePorts: partOf(box.sourcePorts, ALL_PORTS.last),
          icmpTypes: partOf(box.icmpTypes, LAST_NUMBER),
          icmpCodes: partOf(box.icmpCodes, LAST_NUMBER),
        };
        const key = JSON.stringify(traffic);
        const known = found.get(key) ?? { traffic, ports: null };
        const ports =
          box.destinationPorts === undefined ? known.ports : [...(known.ports ?? []), ...box.destinationPorts];
        found.set(key, { traffic, ports });
      }
      numbers.push({ first, last });
    }
  }
  const named = [...found.values()].map(({ traffic, ports }): ShownTraffic => {
    const ranges = ports === null ? null : normalizeIntervals(ports);
    return { ...traffic, ports: partOf(ranges ?? undefined, ALL_PORTS.last) };
  });
  return withOthers(named, normalizeIntervals(numbers));
}

function partOf(ranges: readonly { first: number; last: number }[] | undefined, last: number): Range[] | null {
  if (ranges === undefined) return null;
  if (ranges.some((one) => one.first === 0 && one.last === last)) return null;
  return ranges.map((one): Range => [one.first, one.last]);
}

/** Protocols that have no name here; with all of the others, every one. */
function withOthers(named: readonly ShownTraffic[], numbers: readonly Interval<number>[]): ShownTraffic[] {
  const whole = { ports: null, sourcePorts: null, icmpTypes: null, icmpCodes: null };
  const isWhole = ({ ports, sourcePorts, icmpTypes, icmpCodes }: ShownTraffic): boolean =>
    [ports, sourcePorts, icmpTypes, icmpCodes].every((one) => one === null);
  const complete = named.filter(isWhole);
  const isEvery = numbers.some(({ first, last }) => first === 0 && last === LAST_NUMBER);
  if (isEvery && complete.length === NAMED.length) return [{ transport: "all protocols", ...whole }];
  const others = numbers.flatMap(({ first, last }): ShownTraffic[] => {
    const cuts = [first - 1, ...NAMED.filter((one) => first <= one && one <= last).sort((a, b) => a - b), last + 1];
    return cuts.slice(1).flatMap((end, index): ShownTraffic[] => {
      const start = (cuts[index] ?? first) + 1;
      return start > end - 1
        ? []
        : [{ transport: `protocol ${printPorts({ first: start, last: end - 1 })}`, ...whole }];
    });
  });
  return [...named, ...others];
}

/** Traffic of one protocol in words. */
export function printShown({ transport, ports, sourcePorts, icmpTypes, icmpCodes }: ShownTraffic): string {
  const ranges = (all: readonly Range[]): string => all.map(([first, last]) => printPorts({ first, last })).join(", ");
  const hasPorts = transport === "tcp" || transport === "udp";
  return [
    transport,
    ports === null ? (hasPorts ? "all ports" : "") : ranges(ports),
    icmpTypes === null ? "" : `type ${ranges(icmpTypes)}`,
    icmpCodes === null ? "" : `code ${ranges(icmpCodes)}`,
    sourcePorts === null ? "" : `from source ports ${ranges(sourcePorts)}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
