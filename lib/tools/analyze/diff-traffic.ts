/**
 * What one side of a diff permits and the other does not, on one interface in one direction.
 *
 * An end of which only the name is known is the same end on both sides, and nothing else is known of it. What cannot be
 * seen, and stands in the same words on both sides, is the same on both; what cannot be seen and is on one side only may
 * open or close all that it may be about.
 */
import { IpPrefix } from "../../net/ip-prefix";
import type { Rule } from "../read/rule";
import { commonKey, isPlainDenial, type Read, readBoth, readIpv6, type SideOfPlace } from "./diff-read";
import { reduced } from "./diff-relevant";
import { placedKey, type SideRule } from "./diff-side";
import { firstMatches, isOwnEndKnown, trafficWith } from "./permitted";
import { ANY_END, Traffic } from "./traffic";
import type { NetInterface } from "./topology";

/** What was gained: surely, and perhaps beyond that. */
export interface Gained {
  readonly surely: Traffic;
  readonly perhaps: Traffic;
  /** Why something is only perhaps gained, in words. */
  readonly unseen: readonly string[];
}

/** What both sides of an interface come to. */
export interface DiffOfPlace {
  readonly opened: Gained;
  readonly closed: Gained;
}

/** How what cannot be seen on one side only is taken, and how wide denials of names are. */
interface Reading {
  readonly unseen: "least" | "most";
  readonly denials: "narrow" | "wide";
}

/** What a change opens and closes on one interface; nothing where both sides say the same. */
export function diffOfPlace(
  before: SideOfPlace | undefined,
  after: SideOfPlace | undefined,
  direction: Rule["direction"],
): DiffOfPlace | undefined {
  const digest = (one: SideOfPlace | undefined): string =>
    one === undefined
      ? ""
      : one.place.members
          .map((on) => one.side.digestOf(on, direction))
          .sort()
          .join("\n\n");
  if (before !== undefined && after !== undefined && digest(before) === digest(after)) return undefined;
  return Traffic.inOneRun(() => {
    const known = between(readBoth(before, after, direction), direction);
    const ipv6 = between(readIpv6(before, after, direction), direction);
    return { opened: perhapsToo(known.opened, ipv6.opened), closed: perhapsToo(known.closed, ipv6.closed) };
  });
}

function between([old, next]: ReturnType<typeof readBoth>, direction: Rule["direction"]): DiffOfPlace {
  const pair = { old: reduced(old, next), next: reduced(next, old), common: commonKeys(old, next) };
  return {
    opened: gained(pair.old, pair.next, pair.common, direction),
    closed: gained(pair.next, pair.old, pair.common, direction),
  };
}

/** What is known, and what may be at an address that a subnet may give. */
function perhapsToo(known: Gained, ipv6: Gained): Gained {
  const more = Traffic.union([ipv6.surely, ipv6.perhaps]);
  if (more.isEmpty) return known;
  return {
    surely: known.surely,
    perhaps: Traffic.union([known.perhaps, more]),
    unseen: [
      ...new Set([
        ...known.unseen,
        ...ipv6.unseen,
        "the stack gives it no IPv6 address, and its subnet may give it one",
      ]),
    ],
  };
}

/** Keys of rules that both sides have. */
function commonKeys(old: readonly Read[], next: readonly Read[]): ReadonlySet<string> {
  const keys = (all: readonly Read[]): Set<string> =>
    new Set(all.flatMap(({ on, layers }) => layers.flatMap(({ rules }) => rules.map((one) => commonKey(one, on)))));
  const [mine, theirs] = [keys(old), keys(next)];
  return new Set([...mine].filter((key) => theirs.has(key)));
}

function gained(
  from: readonly Read[],
  to: readonly Read[],
  common: ReadonlySet<string>,
  direction: Rule["direction"],
): Gained {
  const all = [...from, ...to].flatMap(({ layers }) => layers.flatMap(({ rules }) => rules));
  const hidden = all.filter((one) => one.isUnseen);
  const hasDenials = all.some(({ rule, isUnseen }) => rule.access === "deny" && (isUnseen || !isPlainDenial(rule)));
  const foreign = [...from, ...to].flatMap(({ layers }) => layers.flatMap((layer) => layer.foreign));
  const shared = sharedForeign(from, to);
  const amongOthers = [...newAmongOthers(to, from, "allow"), ...newAmongOthers(from, to, "deny")];
  const around: Around = { common, shared, amongOthers, direction };
  const of = (reads: readonly Read[], reading: Reading): Traffic =>
    Traffic.union(reads.map((read) => permitted(read, reading, around)));
  const difference = (unseen: "least" | "most", denials: Reading["denials"]): Traffic =>
    of(to, { unseen, denials }).subtract(of(from, { unseen: unseen === "least" ? "most" : "least", denials }));
  const surely = difference("least", "narrow");
  const isHidden = hidden.length > 0 || amongOthers.length > 0 || foreign.some((name) => !shared.has(name));
  const perhaps = [
    ...(hasDenials ? [difference("least", "wide")] : []),
    ...(isHidden ? [difference("most", "narrow")] : []),
    ...(hasDenials && isHidden ? [difference("most", "wide")] : []),
  ];
  return {
    surely,
    perhaps: Traffic.union(perhaps).subtract(surely),
    unseen: [
      ...new Set([
        ...hidden.map(({ rule }) => `${rule.address} has values that are known only when Terraform runs`),
        ...foreign.map((name) => `${name} is not in this stack, so its rules cannot be seen`),
      ]),
    ],
  };
}

/** Groups that are elsewhere and around the interface on both sides: whatever they do, they do it on both. */
function sharedForeign(from: readonly Read[], to: readonly Read[]): ReadonlySet<string> {
  const names = (all: readonly Read[]): Set<string> =>
    new Set(all.flatMap(({ layers }) => layers.flatMap(({ foreign }) => foreign)));
  const [mine, theirs] = [names(from), names(to)];
  return new Set([...mine].filter((name) => theirs.has(name)));
}

/**
 * Rules that a stack adds to groups of Azure that are elsewhere, or puts at another place there: what they decide depends on
 * rules that nobody sees.
 */
function newAmongOthers(here: readonly Read[], there: readonly Read[], access: Rule["access"]): SideRule[] {
  const placed = ({ on, layers }: Read): (readonly [string, SideRule])[] =>
    layers
      .filter(({ foreign }) => on.isAzure && foreign.length > 0)
      .flatMap(({ rules }) => rules.map((one) => [`${on.own.join()} ${placedKey(one, on)}`, one] as const));
  const known = new Set(there.flatMap(placed).map(([key]) => key));
  return here
    .flatMap(placed)
    .filter(([key, { rule }]) => !known.has(key) && (rule.access === access || rule.unknown.includes("access")))
    .map(([, one]) => one);
}

/** What stands around the reading of an interface. */
interface Around {
  /** Keys of rules that both sides have. */
  readonly common: ReadonlySet<string>;
  /** Groups that are elsewhere, around the interface on both sides. */
  readonly shared: ReadonlySet<string>;
  /** Rules in these that may make a difference. */
  readonly amongOthers: readonly SideRule[];
  readonly direction: Rule["direction"];
}

function permitted({ on, layers }: Read, reading: Reading, around: Around): Traffic {
  const { common, shared, amongOthers, direction } = around;
  const everything = (): Traffic => Traffic.of(direction, on.own, EVERYWHERE, {});
  // Without any group, Azure filters nothing.
  if (layers.length === 0) return everything();
  const all = layers.map((layer): Traffic => {
    const alone = layer.foreign.filter((name) => !shared.has(name));
    if (alone.length > 0 && reading.unseen === "most") return everything();
    if (on.isAzure && alone.length > 0) return Traffic.nothing();
    // A group of Azure that is elsewhere on both sides lets the same through on both, but for what the stack changes there.
    if (on.isAzure && layer.foreign.length > 0) {
      const isWhole = reading.unseen === "most" || amongOthers.length === 0;
      return isWhole ? everything() : everything().subtract(Traffic.union(amongOthers.map((one) => widest(one, on))));
    }
    return permittedBy(on, layer.rules, reading, common);
  });
  return all.reduce((one, two) => one.intersect(two));
}

function permittedBy(
  on: NetInterface,
  rules: readonly SideRule[],
  reading: Reading,
  common: ReadonlySet<string>,
): Traffic {
  const read = rules.flatMap((one) => trafficAs(one, on, reading, common.has(commonKey(one, on))));
  return on.isAzure ? firstMatches(read) : Traffic.union(read.map(({ traffic }) => traffic));
}

interface ReadRule {
  readonly access: Rule["access"];
  readonly traffic: Traffic;
}

/** What a rule does, as it is read; nothing where it is read as not there. */
function trafficAs(one: SideRule, on: NetInterface, reading: Reading, isCommon: boolean): ReadRule[] {
  const { rule } = one;
  const isHidden = one.isUnseen || !isOwnEndKnown(rule.local, on);
  const mayDeny = rule.access === "deny" || rule.unknown.includes("access");
  if (isHidden && isCommon) {
    return mayDeny && reading.denials === "wide" ? [{ access: "deny", traffic: widest(one, on) }] : [];
  }
  if (isHidden) {
    if (reading.unseen === "most") return rule.access === "deny" ? [] : [{ access: "allow", traffic: widest(one, on) }];
    return mayDeny ? [{ access: "deny", traffic: widest(one, on) }] : [];
  }
  const isWide = rule.access === "deny" && reading.denials === "wide";
  const far = isWide ? widened(one) : one.far;
  return [{ access: rule.access, traffic: trafficWith(rule, on, far) }];
}

/** An end of which only the name is known may be among the addresses that a denial names, and the other way round. */
function widened({ far }: SideRule): SideRule["far"] {
  const hasNames = far.opaque.some((name) => name !== ANY_END);
  return hasNames ? EVERYWHERE : { prefixes: far.prefixes, opaque: [...far.opaque, ANY_END] };
}

const EVERYWHERE: SideRule["far"] = {
  prefixes: [IpPrefix.of("ipv4", 0n, 0), IpPrefix.of("ipv6", 0n, 0)],
  opaque: [ANY_END],
};

function widest(one: SideRule, on: NetInterface): Traffic {
  const isNamed = one.far.prefixes.length > 0 || !one.far.opaque.some((name) => name.includes("known only when"));
  return trafficWith(one.rule, on, isNamed ? one.far : EVERYWHERE);
}
