/**
 * What one side of a diff permits and the other does not, on one interface in one direction.
 *
 * An end of which only the name is known is the same end on both sides, and nothing else is known of it. What cannot be
 * seen, and stands in the same words on both sides, is the same on both; what cannot be seen and is on one side only may
 * open or close all that it may be about.
 */
import { IpPrefix } from "../../net/ip-prefix";
import type { Rule } from "../read/rule";
import { type DiffSide, keyOn, type SidePlace, type SideRule } from "./diff-side";
import { firstMatches, isOwnEndKnown, trafficWith } from "./permitted";
import { ANY_END, Traffic } from "./traffic";
import type { NetInterface } from "./topology";

/** A place of one side, and the side. */
export interface SideOfPlace {
  readonly side: DiffSide;
  readonly place: SidePlace;
}

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

/** The groups around an interface that a packet has to pass, each with its rules; AWS has one layer. */
interface Layer {
  readonly rules: readonly SideRule[];
  readonly foreign: readonly string[];
}

/** One network interface as it is read: all that decides there. */
interface Read {
  readonly on: NetInterface;
  readonly layers: readonly Layer[];
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
    const isUnknown = [before, after].some((one) =>
      one?.place.members.some(({ addresses }) => addresses === undefined),
    );
    const families = isUnknown ? familiesIn([before, after], direction) : undefined;
    const [old, next] = [before, after].map((one) =>
      (one?.place.members ?? []).map((on) =>
        readOf(one?.side, families === undefined ? on : unaddressed(on, families), direction),
      ),
    ) as [Read[], Read[]];
    const pair = { old: reduced(old, next), next: reduced(next, old), common: commonKeys(old, next) };
    return {
      opened: gained(pair.old, pair.next, pair.common, direction),
      closed: gained(pair.next, pair.old, pair.common, direction),
    };
  });
}

function readOf(side: DiffSide | undefined, on: NetInterface, direction: Rule["direction"]): Read {
  const of = (groups: ReadonlySet<string>): readonly SideRule[] => {
    const all = [...groups].flatMap((group) => side?.rulesOf(group) ?? []);
    const rules = all.filter(({ rule }) => rule.direction === direction);
    return on.isAzure ? deciding([...rules, ...(side?.defaults(direction) ?? [])]) : rules;
  };
  const foreign = side?.foreignOf(on) ?? [];
  const layers = (on.isAzure ? [on.groups, on.subnetGroups].filter(({ size }) => size > 0) : [on.groups]).map(
    (groups): Layer => ({
      rules: of(groups),
      foreign: on.isAzure
        ? foreign.filter((name) => [...groups].some((group) => side?.names.ofAddress(group) === name))
        : foreign,
    }),
  );
  return { on, layers };
}

/** Rules of Azure in their order, up to the one behind which none decides. */
function deciding(rules: readonly SideRule[]): readonly SideRule[] {
  const ordered = [...rules].sort((a, b) => (a.rule.priority ?? 0) - (b.rule.priority ?? 0));
  const last = ordered.findIndex(isLastDenial);
  return last < 0 ? ordered : ordered.slice(0, last + 1);
}

/** As if nothing were known of an interface's addresses: where only one side knows them, they cannot be held together. */
function unaddressed(on: NetInterface, families: readonly IpPrefix[]): NetInterface {
  return { ...on, addresses: undefined, own: families };
}

/** Every address of the families that an interface may have: IPv6 only where a rule speaks of it. */
function familiesIn(sides: readonly (SideOfPlace | undefined)[], direction: Rule["direction"]): readonly IpPrefix[] {
  const isDual = sides.some((one) =>
    one?.place.members.some(
      (on) =>
        on.addresses?.some(({ family }) => family === "ipv6") === true ||
        [...on.groups, ...on.subnetGroups].some((group) =>
          one.side
            .rulesOf(group)
            .some(
              ({ rule, far }) =>
                rule.direction === direction &&
                rule.access === "allow" &&
                rule.peer.kind !== "groups" &&
                far.prefixes.some(({ family }) => family === "ipv6") &&
                far.prefixes.some(({ family, length }) => family !== "ipv6" || length > 0),
            ),
        ),
    ),
  );
  return [IpPrefix.of("ipv4", 0n, 0), ...(isDual ? [IpPrefix.of("ipv6", 0n, 0)] : [])];
}

/** Keys of rules that both sides have, where one interface stands against one. */
function commonKeys(old: readonly Read[], next: readonly Read[]): ReadonlySet<string> {
  const keys = (all: readonly Read[]): Set<string> =>
    new Set(all.flatMap(({ on, layers }) => layers.flatMap(({ rules }) => rules.map((one) => commonKey(one, on)))));
  const [mine, theirs] = [keys(old), keys(next)];
  return new Set([...mine].filter((key) => theirs.has(key)));
}

function commonKey(one: SideRule, on: NetInterface): string {
  return `${on.own.join()} ${keyOn(one, on)}`;
}

/** Where the order of rules does not matter, only rules that may have to do with a changed one. */
function reduced(all: readonly Read[], others: readonly Read[]): readonly Read[] {
  const [one, other] = [all[0], others[0]];
  if (one === undefined || other === undefined || all.length > 1 || others.length > 1) return all;
  const [layer, theirs] = [one.layers[0], other.layers[0]];
  if (layer === undefined || theirs === undefined || one.layers.length > 1 || other.layers.length > 1) return all;
  if (!isAdditive(layer.rules) || !isAdditive(theirs.rules)) return all;
  const keys = (read: Read, { rules }: Layer): Set<string> => new Set(rules.map((rule) => commonKey(rule, read.on)));
  const [here, there] = [keys(one, layer), keys(other, theirs)];
  const changed = [
    ...layer.rules.filter((rule) => !there.has(commonKey(rule, one.on))),
    ...theirs.rules.filter((rule) => !here.has(commonKey(rule, other.on))),
  ];
  if (changed.length > MOST_CHANGED) return all;
  const rules = layer.rules.filter(
    (rule) => isLastDenial(rule) || !there.has(commonKey(rule, one.on)) || changed.some((two) => mayOverlap(rule, two)),
  );
  return [{ on: one.on, layers: [{ ...layer, rules }] }];
}

/** With more changed rules, it costs more to look at each pair than to take all rules. */
const MOST_CHANGED = 200;

/** Whether no denial stands in front of a permission. */
function isAdditive(rules: readonly SideRule[]): boolean {
  return rules.every((one) => one.rule.access === "allow" || isLastDenial(one));
}

/** A denial of everything; what stands behind it never decides, and in front of it only permissions may stand. */
function isLastDenial({ rule, isUnseen }: SideRule): boolean {
  return (
    rule.access === "deny" &&
    !isUnseen &&
    isPlainDenial(rule) &&
    rule.transport === "all" &&
    rule.sourcePorts === null &&
    isAllPorts(rule)
  );
}

function isAllPorts({ ports }: Rule): boolean {
  return ports?.some(({ first, last }) => first === 0 && last === 65535) === true;
}

/** A denial whose ends are everything, so that it is about every end of which only the name is known. */
function isPlainDenial({ peer, local }: Rule): boolean {
  return [peer, local].every((end) => end.kind === "any" && (end.spelled ?? []).every((text) => !text.includes("/")));
}

function mayOverlap(one: SideRule, two: SideRule): boolean {
  const [a, b] = [one.rule, two.rule];
  const isEvery = ({ transport }: Rule): boolean => /^(all|unknown|\d+)$/.test(transport);
  if (a.transport !== b.transport && !isEvery(a) && !isEvery(b)) return false;
  const isPorts =
    a.ports === null ||
    b.ports === null ||
    a.ports.some((x) => b.ports?.some((y) => x.first <= y.last && y.first <= x.last) === true);
  if (!isPorts) return false;
  if (one.isUnseen || two.isUnseen) return true;
  return (
    one.far.prefixes.some((x) => two.far.prefixes.some((y) => x.overlaps(y))) ||
    one.far.opaque.some((name) => name === ANY_END || two.far.opaque.includes(name)) ||
    (two.far.opaque.includes(ANY_END) && one.far.opaque.length > 0)
  );
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
  const of = (reads: readonly Read[], reading: Reading): Traffic =>
    Traffic.union(reads.map((read) => permitted(read, reading, common, shared, direction)));
  const difference = (unseen: "least" | "most", denials: Reading["denials"]): Traffic =>
    of(to, { unseen, denials }).subtract(of(from, { unseen: unseen === "least" ? "most" : "least", denials }));
  const surely = difference("least", "narrow");
  const isHidden = hidden.length > 0 || foreign.some((name) => !shared.has(name));
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

function permitted(
  { on, layers }: Read,
  reading: Reading,
  common: ReadonlySet<string>,
  shared: ReadonlySet<string>,
  direction: Rule["direction"],
): Traffic {
  const everything = (): Traffic => Traffic.of(direction, on.own, EVERYWHERE, {});
  // Without any group, Azure filters nothing.
  if (layers.length === 0) return everything();
  const all = layers.map((layer): Traffic => {
    const alone = layer.foreign.filter((name) => !shared.has(name));
    if (alone.length > 0 && reading.unseen === "most") return everything();
    if (on.isAzure && alone.length > 0) return Traffic.nothing();
    // A group of Azure that is elsewhere on both sides lets the same through on both.
    if (on.isAzure && layer.foreign.length > 0) return everything();
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
