/**
 * What of a question passes a hop. Hops see packets with other addresses and ports, as balancers and translations turn
 * them; each is brought back to the packets of the question, so that hops can be held together exactly.
 */
import type { IpPrefix } from "../../net/ip-prefix";
import { PacketSet } from "../../net/packet-set";
import type { PortRange } from "../../net/port-range";

/** Whether something passes: whole, in part, not at all, or not known. */
export type Openness = "yes" | "part" | "perhaps" | "no";

/**
 * The packets of a question that pass. Where it is about several addresses or hosts, they differ in whether all of them or
 * one at least is meant.
 */
export interface Outcome {
  /** What surely passes, whichever address or host is reached. */
  readonly always: PacketSet;
  /** What surely passes at one of them. */
  readonly somewhere: PacketSet;
  /** What may pass at every one of them. */
  readonly mayAlways: PacketSet;
  /** What may pass at one of them. */
  readonly may: PacketSet;
}

/** How the packets of a hop are those of the question. Left out: as they are. */
export interface Turned {
  /** Whom the question is about, where a hop sees somebody else with other source ports; every address where not known. */
  readonly client?: { readonly sources: readonly IpPrefix[] | undefined } | undefined;
  /** Whether the destination is left out, because it is the one that is asked about. */
  readonly isToTarget: boolean;
  /** The port that the question has instead. */
  readonly port?: PortRange | undefined;
}

/** What passes a hop of all that comes to it. */
export function outcomeOf(asked: PacketSet, least: PacketSet, most: PacketSet, turned: Turned): Outcome {
  const all = turn(asked, turned);
  return {
    always: all.subtract(turn(asked.subtract(least), turned)),
    somewhere: turn(least, turned),
    mayAlways: all.subtract(turn(asked.subtract(most), turned)),
    may: turn(most, turned),
  };
}

/** A hop that takes everything, nothing, or perhaps something. */
export function flatOutcome(asked: PacketSet, open: Openness): Outcome {
  const none = PacketSet.empty();
  const surely = open === "yes" ? asked : none;
  const may = open === "no" ? none : asked;
  return { always: surely, somewhere: surely, mayAlways: open === "part" ? none : may, may };
}

/** One hop after the other. */
export function inTurn(first: Outcome, then: Outcome): Outcome {
  return merged(first, then, (one, other) => one.intersect(other));
}

/** Ways of which the client takes any. */
export function eitherOf(all: readonly Outcome[]): Outcome {
  const of = (part: keyof Outcome): PacketSet => PacketSet.union(all.map((one) => one[part]));
  return { always: of("always"), somewhere: of("somewhere"), mayAlways: of("mayAlways"), may: of("may") };
}

/** Hosts of which somebody else takes any. */
export function whicheverOf(first: Outcome, other: Outcome): Outcome {
  return {
    always: first.always.intersect(other.always),
    somewhere: first.somewhere.union(other.somewhere),
    mayAlways: first.mayAlways.intersect(other.mayAlways),
    may: first.may.union(other.may),
  };
}

/** The outcome of a question in one word. */
export function opennessOf(asked: PacketSet, { always, somewhere, mayAlways, may }: Outcome): Openness {
  if (asked.intersect(may).isEmpty) return "no";
  if (asked.isSubsetOf(always)) return "yes";
  return asked.intersect(somewhere).isEmpty || asked.isSubsetOf(mayAlways) ? "perhaps" : "part";
}

/** Packets as the question has them. */
export function turn(packets: PacketSet, { client, isToTarget, port }: Turned): PacketSet {
  if (client === undefined && !isToTarget && port === undefined) return packets;
  return PacketSet.union(
    packets.boxes().map(({ family, sources, destinations, sourcePorts, destinationPorts, ...box }) => {
      const from = client === undefined ? sources : client.sources?.filter((one) => one.family === family);
      const hasPorts = destinationPorts !== undefined;
      return PacketSet.of({
        ...box,
        sources: from,
        ...(isToTarget ? {} : { destinations }),
        ...(hasPorts && client === undefined ? { sourcePorts } : {}),
        ...(hasPorts ? { destinationPorts: port === undefined ? destinationPorts : [port] } : {}),
      });
    }),
  );
}

function merged(one: Outcome, other: Outcome, merge: (a: PacketSet, b: PacketSet) => PacketSet): Outcome {
  return {
    always: merge(one.always, other.always),
    somewhere: merge(one.somewhere, other.somewhere),
    mayAlways: merge(one.mayAlways, other.mayAlways),
    may: merge(one.may, other.may),
  };
}
