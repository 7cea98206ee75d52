/**
 * The rules of one direction and one transport of a group, for one choice of its own addresses.
 *
 * A unit is a peer together with the source ports it may use. Each unit keeps the spans of destination ports asked of
 * it. A span needs a rule unless wider units of the lane permit all of it. Where a rule takes one prefix, the two halves
 * of a block share the spans of one that lie inside a span of the other, and the block gets a rule for them. All of this
 * is a function of the set of permits, so the order of adding them never shows; and it is kept up to date by looking only
 * at the units that contain, or are contained in, the one that changed, and that have ports near those that changed.
 */
import type { IpPrefix } from "../net/ip-prefix";
import { ALL_PORTS, type PortRange } from "../net/port-range";
import { hasIcmpType, hasPorts, type Transport } from "../net/transport";
import type { CompiledRule, Direction, Permit, PermitPeer, RuleCapabilities } from "./permit";
import { localKey, ruleKey } from "./rule-key";
import { addSorted, holdAll, icmpMessage, icmpSpan, insertSpan, overlapping, replaceRanges, type Span } from "./spans";
import { type Unit, UnitIndex } from "./unit-index";

/** Rules that appeared or changed, and keys of rules that are gone. */
export type RuleChanges = Map<string, CompiledRule | undefined>;

/** One direction and transport of one group. */
export class Lane {
  private readonly units: UnitIndex;
  /** Rules to write when an addition is done, by key: of a unit's span, or of all its spans; or none. */
  private readonly pending = new Map<string, { readonly unit: Unit; readonly span?: Span } | undefined>();

  constructor(
    private readonly direction: Direction,
    private readonly transport: Transport,
    private readonly capabilities: RuleCapabilities,
    ownPrefixes: readonly IpPrefix[],
    /** The group's own addresses that the rules are about; every one where nothing is given. */
    private readonly local?: readonly string[],
  ) {
    this.units = new UnitIndex(ownPrefixes);
  }

  /** Adds a permit of this lane's direction and transport; writes what it changes into `changes`. */
  add(peer: PermitPeer, permit: Permit, changes: RuleChanges): void {
    const { first, last } = this.spanOf(permit);
    const unit = this.units.get(peer, this.sourcesOf(permit));
    unit.entries.push({ first, last, flow: permit.flow });
    this.widen(unit, { first, last });
    for (const one of [unit, ...this.units.wider(unit)]) {
      for (const span of overlapping(one.spans, first, last)) {
        if (addSorted(span.flows, permit.flow)) this.write(one, span);
      }
    }
    for (const [key, rule] of this.pending) changes.set(key, rule === undefined ? undefined : this.compile(rule));
    this.pending.clear();
  }

  private spanOf(permit: Permit): PortRange {
    if (hasPorts(this.transport)) {
      // No ports never means all of them.
      if (permit.ports === undefined) throw new TypeError(`${permit.flow}: ${this.transport} without ports`);
      return permit.ports;
    }
    if (hasIcmpType(this.transport) && this.capabilities.icmpMessages) return icmpSpan(permit.icmp);
    return ALL_PORTS;
  }

  /** The source ports of a permit where a rule can say them; to state all of them is to state none. */
  private sourcesOf({ sourcePorts }: Permit): PortRange | undefined {
    if (!this.capabilities.sourcePorts || sourcePorts === undefined) return undefined;
    return sourcePorts.first === ALL_PORTS.first && sourcePorts.last === ALL_PORTS.last ? undefined : sourcePorts;
  }

  /** Makes sure that a unit's spans hold a range, and settles everything that depends on it. */
  private widen(unit: Unit, range: PortRange): void {
    const span = this.insert(unit, range);
    if (span !== undefined) this.spread(unit, span);
  }

  /** Puts a range into a unit's spans. Returns the span that is new or wider by it. */
  private insert(unit: Unit, { first, last }: PortRange): Span | undefined {
    const { span, gone, grown } = insertSpan(unit.spans, first, last, hasPorts(this.transport));
    if (!grown) return undefined;
    this.units.note(unit, span);
    for (const old of gone) this.erase(unit, old);
    for (const one of this.units.narrower(unit, span)) addFlows(span, one);
    this.settle(unit, span);
    return span;
  }

  /** Settles what depends on a unit's spans in a range: narrower units, and the block that shares with the sibling. */
  private spread(unit: Unit, { first, last }: PortRange): void {
    for (const one of this.units.narrower(unit, { first, last })) {
      for (const affected of overlapping(one.spans, first, last)) this.settle(one, affected);
    }
    this.share(unit, { first, last });
  }

  private settle(unit: Unit, span: Span): void {
    const permitted = this.units.wider(unit).flatMap((wider) => overlapping(wider.spans, span.first, span.last));
    span.covered = permitted.length > 0 && holdAll(permitted, span.first, span.last);
    this.write(unit, span);
  }

  /** Where a rule takes one prefix: gives the block what its two halves share in a range, and takes what they do not. */
  private share(unit: Unit, { first, last }: PortRange): void {
    const halves = this.halvesWith(unit);
    if (halves === undefined) return;
    const now = overlapping(unit.spans, first, last).flatMap((span) => sharedWith(span, halves.sibling));
    const block = now.length > 0 ? this.units.get(halves.block, unit.sourcePorts) : this.find(halves.block, unit);
    if (block === undefined) return;
    const before = replaceRanges(block.shared, first, last, now);
    for (const lost of before.filter((range) => !now.some((one) => holds(one, range)))) this.withdraw(block, lost);
    for (const range of now) this.widen(block, range);
  }

  private halvesWith({ peer, sourcePorts }: Unit): { sibling: Unit; block: PermitPeer } | undefined {
    const [prefix] = peer.kind === "addresses" ? peer.prefixes : [];
    // Two halves of everything stay two: every address is never asked for by prefixes.
    if (this.capabilities.severalPerRule || prefix === undefined || prefix.length <= 1) return undefined;
    const other = prefix.sibling();
    const sibling = other && this.units.find({ kind: "addresses", prefixes: [other] }, sourcePorts);
    if (sibling === undefined) return undefined;
    return { sibling, block: { kind: "addresses", prefixes: [prefix.shortened(prefix.length - 1)] } };
  }

  private find(peer: PermitPeer, like: Unit): Unit | undefined {
    return this.units.find(peer, like.sourcePorts);
  }

  /** Takes back a range that a block's halves no longer share; what else made up the span remains. */
  private withdraw(block: Unit, lost: PortRange): void {
    for (const { first, last } of overlapping(block.spans, lost.first, lost.last)) {
      for (const old of replaceRanges(block.spans, first, last, [])) this.erase(block, old);
      const asked = block.entries.filter((entry) => entry.first <= last && entry.last >= first);
      for (const range of [...asked, ...overlapping(block.shared, first, last)]) this.insert(block, range);
      for (const span of overlapping(block.spans, first, last)) addFlows(span, block);
      this.spread(block, { first, last });
    }
  }

  private write(unit: Unit, span: Span): void {
    if (this.capabilities.severalPerRule) this.pending.set(this.key(unit), { unit });
    else this.pending.set(this.key(unit, span), { unit, span });
  }

  private erase(unit: Unit, span: Span): void {
    if (this.capabilities.severalPerRule) this.pending.set(this.key(unit), { unit });
    else this.pending.set(this.key(unit, span), undefined);
  }

  private key(unit: Unit, span?: Span): string {
    const portless = !hasPorts(this.transport) && span?.first === ALL_PORTS.first && span.last === ALL_PORTS.last;
    const first = portless || this.capabilities.severalPerRule ? undefined : span?.first;
    const local = this.local === undefined ? undefined : localKey(this.local);
    return ruleKey(this.direction, this.transport, unit.peerKey, unit.sourcePorts, first, local);
  }

  /** A rule as it stands now; none where wider rules permit all of it. */
  private compile({ unit, span }: { readonly unit: Unit; readonly span?: Span }): CompiledRule | undefined {
    const spans = (span === undefined ? unit.spans : [span]).filter((one) => !one.covered);
    const [only] = spans;
    if (only === undefined) return undefined;
    return {
      key: this.key(unit, span),
      direction: this.direction,
      transport: this.transport,
      peer: unit.peer,
      ports: hasPorts(this.transport) ? spans.map(({ first, last }) => ({ first, last })) : [],
      sourcePorts: unit.sourcePorts,
      icmp: hasIcmpType(this.transport) && this.capabilities.icmpMessages ? icmpMessage(only) : undefined,
      local: this.local,
      flows: spans.length === 1 ? [...only.flows] : [...new Set(spans.flatMap((one) => one.flows))].sort(),
    };
  }
}

/** Adds the flows that asked a unit for something in a span. */
function addFlows(span: Span, unit: Unit): void {
  for (const entry of unit.entries) {
    if (entry.first <= span.last && entry.last >= span.first) addSorted(span.flows, entry.flow);
  }
}

/** What a span of one half has in common with the other half: itself if it lies inside, or what lies inside it. */
function sharedWith({ first, last }: PortRange, sibling: Unit): PortRange[] {
  const met = overlapping(sibling.spans, first, last);
  if (met.some((one) => holds(one, { first, last }))) return [{ first, last }];
  return met.filter((one) => holds({ first, last }, one)).map((one) => ({ first: one.first, last: one.last }));
}

function holds(wide: PortRange, narrow: PortRange): boolean {
  return wide.first <= narrow.first && wide.last >= narrow.last;
}
