/** The units of a lane, found by name, or by what they contain and what contains them. */
import type { IpPrefix } from "../net/ip-prefix";
import type { PortRange } from "../net/port-range";
import type { PermitPeer } from "./permit";
import { PortIndex } from "./port-index";
import { PrefixIndex } from "./prefix-index";
import { peerKey, ruleKey } from "./rule-key";
import type { Span } from "./spans";

/** What one flow asked of a unit. */
interface Entry {
  readonly first: number;
  readonly last: number;
  readonly flow: string;
}

/** A peer together with the source ports it may use. */
export interface Unit {
  readonly peer: PermitPeer;
  readonly peerKey: string;
  readonly sourcePorts: PortRange | undefined;
  /** What flows asked of exactly this unit. */
  readonly entries: Entry[];
  /** Sorted ranges that both halves of this block have. */
  readonly shared: PortRange[];
  /** What is asked and what is shared, joined. */
  readonly spans: Span[];
}

/** The units of one lane. */
export class UnitIndex {
  private readonly units = new Map<string, Unit>();
  private readonly byPeer = new Map<string, Unit[]>();
  private readonly internet: Unit[] = [];
  private readonly byPrefix = new PrefixIndex<Unit>();
  private readonly byPorts = new PortIndex<Unit>();

  /** @param ownPrefixes - The network's own prefixes: what the internet is not. */
  constructor(private readonly ownPrefixes: readonly IpPrefix[]) {}

  /** The unit of a peer and its source ports, where there is one. */
  find(peer: PermitPeer, sourcePorts: PortRange | undefined): Unit | undefined {
    return this.units.get(nameOf(peerKey(peer), sourcePorts));
  }

  /** The unit of a peer and its source ports; made when first asked for. */
  get(peer: PermitPeer, sourcePorts: PortRange | undefined): Unit {
    const key = peerKey(peer);
    const name = nameOf(key, sourcePorts);
    const known = this.units.get(name);
    if (known !== undefined) return known;
    const unit: Unit = { peer, peerKey: key, sourcePorts, entries: [], shared: [], spans: [] };
    this.units.set(name, unit);
    const others = this.byPeer.get(key);
    if (others === undefined) this.byPeer.set(key, [unit]);
    else others.push(unit);
    if (peer.kind === "internet") this.internet.push(unit);
    if (peer.kind === "addresses") for (const prefix of peer.prefixes) this.byPrefix.add(prefix, unit);
    return unit;
  }

  /** Notes that a unit has a span. */
  note(unit: Unit, span: PortRange): void {
    if (unit.peer.kind === "addresses") this.byPorts.add(span, unit);
  }

  /** The other units whose traffic, port for port, includes this unit's. */
  wider(unit: Unit): Unit[] {
    const samePeer = this.byPeer.get(unit.peerKey) ?? [];
    const [first] = unit.peer.kind === "addresses" ? unit.peer.prefixes : [];
    const others = first === undefined ? [] : [...this.byPrefix.containing(first), ...this.internet];
    return [...new Set([...samePeer, ...others])].filter((other) => other !== unit && this.includes(other, unit));
  }

  /** The other units whose traffic, port for port, this unit's includes; at least those with a span that meets `range`. */
  narrower(unit: Unit, range: PortRange): Unit[] {
    const samePeer = this.byPeer.get(unit.peerKey) ?? [];
    const others = this.candidates(unit.peer, range);
    return [...new Set([...samePeer, ...others])].filter((other) => other !== unit && this.includes(unit, other));
  }

  /** Whichever is less to look at: what lies within the peer's prefixes, or what has ports near the range. */
  private candidates(peer: PermitPeer, range: PortRange): Unit[] {
    if (peer.kind === "internet") return this.byPorts.near(range);
    if (peer.kind !== "addresses") return [];
    const within = peer.prefixes.reduce((sum, prefix) => sum + this.byPrefix.countWithin(prefix), 0);
    if (within > this.byPorts.countNear(range)) return this.byPorts.near(range);
    return peer.prefixes.flatMap((prefix) => this.byPrefix.within(prefix));
  }

  private includes(wide: Unit, narrow: Unit): boolean {
    if (!includesPorts(wide.sourcePorts, narrow.sourcePorts)) return false;
    if (wide.peerKey === narrow.peerKey) return true;
    if (narrow.peer.kind !== "addresses") return false;
    const { peer } = wide;
    if (peer.kind === "addresses") {
      return narrow.peer.prefixes.every((prefix) => peer.prefixes.some((one) => one.contains(prefix)));
    }
    if (peer.kind !== "internet") return false;
    return narrow.peer.prefixes.every(
      (prefix) => peer.families.includes(prefix.family) && !this.ownPrefixes.some((own) => own.overlaps(prefix)),
    );
  }
}

function nameOf(peer: string, sourcePorts: PortRange | undefined): string {
  return ruleKey("ingress", "tcp", peer, sourcePorts, undefined);
}

function includesPorts(wide: PortRange | undefined, narrow: PortRange | undefined): boolean {
  if (wide === undefined) return true;
  return narrow !== undefined && wide.first <= narrow.first && wide.last >= narrow.last;
}
