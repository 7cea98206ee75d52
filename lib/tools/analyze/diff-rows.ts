/** A difference of traffic as rows for people: peers, protocols and ports, with a packet as witness. */
import { type IpPrefix } from "../../net/ip-prefix";
import { LAST_BYTE, printPacket, transportOf } from "../../net/packet";
import type { PacketBox } from "../../net/packet-match";
import { PacketSet } from "../../net/packet-set";
import { LAST_PORT, type PortRange, printPorts } from "../../net/port-range";
import { addressText, wordsOf } from "./diff-peers";
import { isPublicName } from "./diff-names";
import { type Publicity, PUBLIC, publicityOf } from "./public-addresses";
import { ANY_END, Traffic, type Witness } from "./traffic";

/** Whom it is open to, as far as that can be told; `unknown` is an end of which only a name is known. */
export type Exposure = Publicity | "unknown";

/** Packets with the same service at the same addresses, of some peers. */
export interface TrafficRow {
  /** Who is at the other end: prefixes, `internet`, names. */
  readonly peers: readonly string[];
  readonly exposure: Exposure;
  /** The addresses of the interface's own that it is about; null for all of them. */
  readonly own: readonly string[] | null;
  /** `tcp 443`, `udp 50000-59999 from source ports 1024-65535`, `icmp type 8`, `all protocols`; each a line. */
  readonly services: readonly string[];
  readonly witness: string;
  /** Its packets, by the name of the far end; null where that is an address. */
  readonly parts: readonly RowPart[];
  /** Its destination ports; nothing where some of it has none. */
  readonly ports: readonly PortRange[] | undefined;
}

/** What stands around rows. */
export interface RowSurroundings {
  readonly direction: "ingress" | "egress";
  /** The addresses of the interface; nothing where they are not known. */
  readonly addresses: readonly IpPrefix[] | undefined;
  /** The network's own prefixes. */
  readonly network: readonly IpPrefix[];
  readonly isAzure: boolean;
  /** Whether it has other addresses on the other side, so that rows name theirs. */
  readonly isReaddressed: boolean;
  /** What the interface is called where its address is not known. */
  readonly name: string;
  /** Whether a name is that of an interface of the stack. */
  readonly isInside: (name: string) => boolean;
}

/** Packets of a row: every combination of what a box lists. */
export interface RowPart {
  /** Null where the far end is an address. */
  readonly name: string | null;
  readonly box: PacketBox;
}

interface Part extends RowPart {
  readonly service: string;
  readonly own: string;
  readonly far: string;
}

const EVERY_PROTOCOL = "all protocols";

/** Traffic as rows; none for an end that has no name, whose packets stand with the addresses. */
export function rowsOf(traffic: Traffic, around: RowSurroundings): TrafficRow[] {
  const parts = [...traffic.parts].flatMap(([name, packets]): Part[] => {
    if (name === ANY_END || isOfAny(traffic, name, packets)) return [];
    return packets.boxes().map((box) => partOf(name, box, around));
  });
  const byService = new Map<string, Part[]>();
  for (const all of grouped(parts, ({ name, own, far }) => JSON.stringify([name, own, far])).values()) {
    const isEvery = isEveryProtocol(all);
    for (const part of all) {
      const service = isEvery ? EVERY_PROTOCOL : part.service;
      const place = `${part.own} ${service}`;
      byService.set(place, [...(byService.get(place) ?? []), { ...part, service }]);
    }
  }
  // Services that the same peers have stand together.
  const rows = [...byService.values()].map((all) => ({
    all,
    peers: all.map(({ name, far }) => `${String(name)} ${far}`),
  }));
  const byPeers = grouped(rows, ({ all, peers }) => JSON.stringify([all[0]?.own, [...new Set(peers)].sort()]));
  return [...byPeers.values()].map((same) =>
    rowOf(
      same.flatMap(({ all }) => all),
      around,
    ),
  );
}

/** Whether what a name gains, every end of which the address is not known gains. */
function isOfAny(traffic: Traffic, name: string | null, packets: PacketSet): boolean {
  return name !== null && packets.isSubsetOf(traffic.parts.get(ANY_END) ?? PacketSet.empty());
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const known = groups.get(keyOf(one));
    if (known === undefined) groups.set(keyOf(one), [one]);
    else known.push(one);
  }
  return groups;
}

function partOf(name: string | null, box: PacketBox, { direction }: RowSurroundings): Part {
  const [own, far] = direction === "ingress" ? [box.destinations, box.sources] : [box.sources, box.destinations];
  return {
    name,
    box,
    service: serviceText(box),
    own: `${box.family} ${own.join()}`,
    far: name === null ? far.join() : "",
  };
}

/** The three kinds of protocols, each with everything that it has. */
function isEveryProtocol(parts: readonly Part[]): boolean {
  const protocols = parts.flatMap(({ box }) => {
    const isWhole =
      [box.sourcePorts, box.destinationPorts].every((ranges) => isAll(ranges, LAST_PORT)) &&
      [box.icmpTypes, box.icmpCodes].every((ranges) => isAll(ranges, LAST_BYTE));
    return isWhole ? box.protocols : [];
  });
  return protocols.reduce((sum, { first, last }) => sum + last - first + 1, 0) === LAST_BYTE + 1;
}

function isAll(
  ranges: readonly { readonly first: number; readonly last: number }[] | undefined,
  last: number,
): boolean {
  return ranges === undefined || ranges.some((range) => range.first === 0 && range.last === last);
}

/** What a box is beside its addresses. */
function serviceText({ protocols, sourcePorts, destinationPorts, icmpTypes, icmpCodes }: PacketBox): string {
  const names = protocols
    .map(({ first, last }) =>
      first === last ? (transportOf(first) ?? `protocol ${String(first)}`) : `protocols ${printPorts({ first, last })}`,
    )
    .join(", ");
  const list = (word: string, ranges: PacketBox["icmpTypes"], last: number): string =>
    ranges === undefined || isAll(ranges, last) ? "" : ` ${word}${ranges.map(printPorts).join(", ")}`;
  if (destinationPorts !== undefined) {
    const ports = isAll(destinationPorts, LAST_PORT) ? " all ports" : list("", destinationPorts, LAST_PORT);
    return `${names}${ports}${list("from source ports ", sourcePorts, LAST_PORT)}`;
  }
  if (icmpTypes === undefined) return names;
  const isEvery = isAll(icmpTypes, LAST_BYTE) && isAll(icmpCodes, LAST_BYTE);
  return isEvery
    ? `${names} all types`
    : `${names}${list("type ", icmpTypes, LAST_BYTE)}${list("code ", icmpCodes, LAST_BYTE)}`;
}

function rowOf(parts: readonly Part[], around: RowSurroundings): TrafficRow {
  const known = parts.filter(({ name }) => name === null);
  const names = [...new Set(parts.flatMap(({ name }) => name ?? []))].sort();
  const farOf = ({ box }: Part): readonly IpPrefix[] =>
    around.direction === "ingress" ? box.sources : box.destinations;
  const far = unique(known.flatMap(farOf));
  const traffic = Traffic.ofParts(
    new Map<string | null, PacketSet>([
      [null, PacketSet.union(known.map(({ box }) => PacketSet.of(box)))],
      ...names.map((name): [string, PacketSet] => [
        name,
        PacketSet.union(parts.filter((part) => part.name === name).map(({ box }) => PacketSet.of(box))),
      ]),
    ]),
  );
  return {
    peers: [...wordsOf(far, around.network, around.isAzure), ...names],
    exposure: exposureOf(far, names, around),
    own: ownOf(parts, around),
    services: [...new Set(parts.map(({ service }) => service))].sort(byService),
    witness: exampleText(exampleOf(traffic, around.direction), around),
    parts: parts.map(({ name, box }) => ({ name, box })),
    ports: parts.every(({ box }) => box.destinationPorts !== undefined)
      ? parts.flatMap(({ box }) => box.destinationPorts ?? [])
      : undefined,
  };
}

/** A packet as it would be seen: of a host on the internet where one may send it, from a port that hosts use. */
function exampleOf(traffic: Traffic, direction: RowSurroundings["direction"]): Witness {
  const far = direction === "ingress" ? { sources: PUBLIC } : { destinations: PUBLIC };
  const ports = { protocols: ["tcp", "udp"] as const, sourcePorts: [{ first: 49152, last: LAST_PORT }] };
  for (const [peer, packets] of traffic.parts) {
    for (const match of peer === null ? [{ ...far, ...ports }, far, ports] : [ports]) {
      const packet = packets.intersect(PacketSet.of(match)).witness();
      if (packet !== undefined) return { packet, peer };
    }
  }
  const witness = traffic.witness();
  if (witness === undefined) throw new Error("a row of a difference has a packet");
  return witness;
}

/** `tcp`, an end, its port, the other end, its port, and what ICMP says. */
const PACKET = /^(.+?) (\[[^\]]+\]|[\d.]+)(:\d+)? -> (\[[^\]]+\]|[\d.]+)(:\d+)?(.*)$/;

/** A packet in one line; an end whose address is not known stands there by its name. */
function exampleText({ packet, peer }: Witness, { direction, addresses, name }: RowSurroundings): string {
  const isIpv6 = packet.destination.includes(":");
  const isKnown = addresses?.some(({ family }) => (family === "ipv6") === isIpv6) === true;
  const own = isKnown ? undefined : name;
  const [from, to] = direction === "ingress" ? [peer ?? undefined, own] : [own, peer ?? undefined];
  const parts = PACKET.exec(printPacket(packet));
  if (parts === null) return printPacket(packet);
  const [, protocol = "", source = "", sourcePort = "", destination = "", destinationPort = "", rest = ""] = parts;
  return `${protocol} ${from ?? source}${sourcePort} -> ${to ?? destination}${destinationPort}${rest}`;
}

function unique(prefixes: readonly IpPrefix[]): IpPrefix[] {
  return [...new Map(prefixes.map((one) => [one.toString(), one])).values()];
}

function byService(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** The own addresses of a row, where they are not all that the interface has of the family. */
function ownOf(parts: readonly Part[], { direction, addresses, isReaddressed }: RowSurroundings): string[] | null {
  if (addresses === undefined) return null;
  const own = unique(parts.flatMap(({ box }) => (direction === "ingress" ? box.destinations : box.sources)));
  const families = new Set(own.map(({ family }) => family));
  const all = addresses.filter(({ family }) => families.has(family));
  const isWhole = all.every((one) => own.some((prefix) => prefix.contains(one)));
  return isWhole && !isReaddressed ? null : own.map(addressText);
}

const WIDEST_FIRST: readonly Exposure[] = ["internet", "public", "unknown", "inside"];

function exposureOf(
  far: readonly IpPrefix[],
  names: readonly string[],
  { network, isInside }: RowSurroundings,
): Exposure {
  const ofNames = names.map((name): Exposure =>
    isPublicName(name) ? "public" : isInside(name) ? "inside" : "unknown",
  );
  const all = [...(far.length === 0 ? [] : [publicityOf(far, network)]), ...ofNames];
  return WIDEST_FIRST.find((one) => all.includes(one)) ?? "inside";
}
