/** What a question asks about, as packets, and who opens the connection. */
import type { IpPrefix } from "../../net/ip-prefix";
import { PacketSet } from "../../net/packet-set";
import { printPorts } from "../../net/port-range";
import type { Part } from "./explain-ends";
import type { Outcome } from "./explain-outcome";
import type { Step } from "./explain-steps";
import type { FarEnd, Service } from "./traffic";

/** One way from one end to another. */
export interface Way {
  /** `direct`, `static-nat`, `same-host`, `none`, or the kind of a balancer. */
  readonly through: string;
  /** What ways have in common of which the client cannot choose one: hosts behind one listener. */
  readonly choice: string;
  /** What of the question it is about. */
  readonly asked: PacketSet;
  readonly steps: readonly Step[];
  readonly outcome: Outcome;
}

/** Who opens the connection, as the other side sees it. */
export interface Client {
  readonly fars: readonly FarEnd[];
  /** Its own addresses; nothing where they are not known. */
  readonly sources: readonly IpPrefix[] | undefined;
  /** Whether the other side sees other addresses than its own. */
  readonly isTurned: boolean;
  /** Whether it goes by public addresses. */
  readonly isPublic: boolean;
}

/** The packets of a question, without the destination where that is an interface or a balancer. */
export function askedPackets(from: Part, to: Part, service: Service): PacketSet {
  const { protocols, destinationPorts, sourcePorts } = service;
  const families = familiesOf(to);
  const isLeaving = from.kind !== "outside" && to.kind === "outside";
  const packets = PacketSet.of({
    sources: sourcesOf(from)?.filter(({ family }) => families === undefined || families.has(family)),
    destinations: isLeaving && to.far.opaque.length === 0 ? to.far.prefixes : undefined,
    protocols,
    sourcePorts,
    destinationPorts,
  });
  if (families === undefined) return packets;
  return packets.intersect(PacketSet.union([...families].map((family) => PacketSet.everything(family))));
}

/** The addresses that a connection is opened from; nothing where they are not known. */
export function sourcesOf(from: Part): readonly IpPrefix[] | undefined {
  if (from.kind === "outside") return from.far.opaque.length > 0 ? undefined : from.far.prefixes;
  if (from.kind === "place") return from.on.own;
  return from.stack.members.named(from.balancer.address)?.own;
}

/** The families that an end has; nothing where it may have both. */
function familiesOf(to: Part): ReadonlySet<IpPrefix["family"]> | undefined {
  if (to.kind === "place") return new Set(to.on.own.map(({ family }) => family));
  if (to.kind === "balancer") return new Set(["ipv4"]);
  return to.far.opaque.length > 0 ? undefined : new Set(to.far.prefixes.map(({ family }) => family));
}

/** What is asked about, in words: `tcp 443`. */
export function printService({ protocols, destinationPorts, sourcePorts }: Service): string {
  const ports = destinationPorts?.map(printPorts).join(", ");
  const sources = sourcePorts === undefined ? undefined : `with source port ${sourcePorts.map(printPorts).join(", ")}`;
  return [protocols?.join(" and "), ports, sources].filter((one) => one !== undefined).join(" ") || "anything";
}
