/** How much of a way in the firewall groups on it let through. */
import { IpPrefix } from "../../net/ip-prefix";
import type { PortRange } from "../../net/port-range";
import type { Rule } from "../read/rule";
import type { CheckContext } from "./check";
import type { ExpectedFlow } from "./expected";
import { type Permitted, permittedOn } from "./permitted";
import type { NetInterface } from "./topology";
import { ANY_END, type FarEnd, type Service, Traffic } from "./traffic";

/** Whether anything passes, and how much of what the declaration asks for. */
export interface Passage {
  readonly open: "yes" | "perhaps" | "no";
  /** `nothing`: the declaration asks for none of it, or there is none. */
  readonly asked: "all" | "some" | "none" | "unseen" | "nothing";
}

/** A part of an interface that traffic comes to. */
export interface Door {
  /** The path of the declared interface. */
  readonly path: string | null;
  /** Nothing where the stack does not show it. */
  readonly on: NetInterface | undefined;
  /** The address, where it is one of several and known. */
  readonly address?: string | undefined;
  /** Null: every protocol. Undefined: not known. */
  readonly transports: readonly ("tcp" | "udp")[] | null | undefined;
  /** Undefined: not known. */
  readonly ports: PortRange | undefined;
}

/** Whom traffic comes from: from outside the network, or from anywhere. */
export type Sender = "outside" | "anywhere";

const NOBODY: FarEnd = { prefixes: [], opaque: [] };

/** Holds ways against firewall groups. */
export class PassageReader {
  private readonly flowsByPath = new Map<string, ExpectedFlow[]>();
  private readonly permitted = new Map<string, Permitted>();
  private readonly unknownOwn: FarEnd;

  constructor(
    private readonly context: CheckContext,
    flows: readonly ExpectedFlow[],
  ) {
    this.unknownOwn = context.ends.unknownOwn;
    for (const flow of flows) {
      if (flow.direction !== "ingress" || flow.kind === "platform") continue;
      this.flowsByPath.set(flow.interface, [...(this.flowsByPath.get(flow.interface) ?? []), flow]);
    }
  }

  /** What is known of a way that no group in the stack shows. */
  unknown(): Passage {
    return { open: "perhaps", asked: this.context.declaration === undefined ? "nothing" : "unseen" };
  }

  /** From outside the network. */
  fromOutside(door: Door): Passage {
    return this.from("outside", door);
  }

  /** From outside, or from anywhere. */
  from(sender: Sender, door: Door): Passage {
    if (sender === "anywhere") return this.into(door, this.context.ends.everywhere);
    // What an interface of the stack sends does not come from outside, although its address may not be known.
    const far = { prefixes: this.context.ends.internet.prefixes, opaque: [ANY_END] };
    return this.into(door, far, this.unknownOwn);
  }

  /** From a balancer to a host: out of the balancer's group, and into the host's, as the balancer or as its client. */
  between(front: NetInterface, door: Door, client: Sender | undefined): Passage {
    const { on } = door;
    const services = servicesOf(door);
    if (on === undefined || services === undefined) return this.unknown();
    const { ends } = this.context;
    const out = Traffic.union(
      services.map((service) => Traffic.of("egress", front.own, endOf(ends.ofInterfaceOf(on), door.address), service)),
    );
    const asBalancer = this.into(door, ends.ofInterfaceOf(front));
    const asClient = client === undefined ? undefined : this.from(client, door);
    const isAsClient = asBalancer.open === "no" && asClient !== undefined && asClient.open !== "no";
    const entering = isAsClient ? asClient : asBalancer;
    const leaving = this.compare(front, "egress", out, entering.asked === "nothing" ? Traffic.nothing() : out);
    return weakest(leaving, [entering]);
  }

  private into(door: Door, far: FarEnd, but: FarEnd = NOBODY): Passage {
    const { on } = door;
    const services = servicesOf(door);
    if (on === undefined || services === undefined) return this.unknown();
    const own = door.address === undefined ? on.own : ownAddress(on, door.address);
    const of = (end: FarEnd): Traffic =>
      Traffic.union(services.map((service) => Traffic.of("ingress", own, end, service)));
    const all = of(far).subtract(of(but));
    const flows = this.flowsByPath.get(door.path ?? "") ?? [];
    const asked = Traffic.union(flows.map((flow) => flow.traffic)).intersect(all);
    return this.compare(on, "ingress", all, asked, but === NOBODY);
  }

  /** What is permitted; without the rules for the stack's own interfaces, where these are not meant. */
  private permittedOn(on: NetInterface, direction: "ingress" | "egress", withOwn: boolean): Permitted {
    const { rules, ends, topology } = this.context;
    const isOwn = ({ access, peer }: Rule): boolean =>
      access === "allow" &&
      peer.kind === "groups" &&
      peer.addresses.every((group) => topology.members(group).length > 0);
    const rulesOf = (group: string): readonly Rule[] => {
      const all = rules.get(group) ?? [];
      return withOwn ? all : all.filter((rule) => !isOwn(rule));
    };
    const key = `${direction} ${on.name} ${String(withOwn)}`;
    const found = this.permitted.get(key) ?? permittedOn(on, direction, rulesOf, ends);
    this.permitted.set(key, found);
    return found;
  }

  private compare(
    on: NetInterface,
    direction: "ingress" | "egress",
    all: Traffic,
    asked: Traffic,
    withOwn = true,
  ): Passage {
    const { atLeast, atMost } = this.permittedOn(on, direction, withOwn);
    const passes = (traffic: Traffic, bound: Traffic): boolean => !traffic.intersect(bound).isEmpty;
    const open = passes(all, atLeast) ? "yes" : passes(all, atMost) ? "perhaps" : "no";
    if (asked.isEmpty) return { open, asked: "nothing" };
    if (asked.isWithin(atLeast)) return { open, asked: "all" };
    if (!passes(asked, atMost)) return { open, asked: "none" };
    return { open, asked: asked.isWithin(atMost) ? "unseen" : "some" };
  }
}

const OPEN = ["no", "perhaps", "yes"] as const;

/** One hop after the other: what one closes is closed. Of the hosts behind, one that is open is enough to be open. */
export function weakest(first: Passage | undefined, behind: readonly Passage[] | undefined): Passage {
  const best = (all: readonly Passage[]): Passage["open"] =>
    OPEN[Math.max(-1, ...all.map(({ open }) => OPEN.indexOf(open)))] ?? "no";
  if (behind === undefined) return first ?? { open: "perhaps", asked: "nothing" };
  const opens = [...(first === undefined ? [] : [first.open]), best(behind)];
  const open = OPEN[Math.min(...opens.map((one) => OPEN.indexOf(one)))] ?? "no";
  const asked = [...(first === undefined ? [] : [first.asked]), ...behind.map((one) => one.asked)];
  return { open, asked: askedOfAll(asked, first, behind) };
}

function askedOfAll(
  asked: readonly Passage["asked"][],
  first: Passage | undefined,
  behind: readonly Passage[],
): Passage["asked"] {
  if (asked.every((one) => one === "nothing")) return "nothing";
  if (behind.length === 0 || first?.asked === "none" || behind.every((one) => one.asked === "none")) return "none";
  if (asked.includes("none") || asked.includes("some")) return "some";
  return asked.includes("unseen") ? "unseen" : "all";
}

/** Nothing where it is not known what traffic it is. */
function servicesOf({ transports, ports }: Door): Service[] | undefined {
  if (transports === null) return [{}];
  if (transports === undefined || ports === undefined) return undefined;
  return transports.map((transport) => ({ protocols: [transport], destinationPorts: [ports] }));
}

function ownAddress(on: NetInterface, address: string): readonly IpPrefix[] {
  const one = IpPrefix.parseAddress(address, { what: "cannot read an address", prop: "address" });
  // Of an interface whose addresses are not known, it may be one.
  return on.addresses === undefined ? [one] : on.addresses.filter((own) => own.contains(one));
}

function endOf(far: FarEnd, address: string | undefined): FarEnd {
  if (address === undefined || far.opaque.length > 0) return far;
  const one = IpPrefix.parseAddress(address, { what: "cannot read an address", prop: "address" });
  return { prefixes: [one], opaque: [] };
}
