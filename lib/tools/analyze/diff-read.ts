/** What decides on an interface of one side of a diff: its addresses, and the rules in the layers that a packet passes. */
import { IpPrefix } from "../../net/ip-prefix";
import { numberOf } from "../read/json-values";
import type { Rule } from "../read/rule";
import { type DiffSide, keyOn, type SidePlace, type SideRule } from "./diff-side";
import type { NetInterface } from "./topology";

/** A place of one side, and the side. */
export interface SideOfPlace {
  readonly side: DiffSide;
  readonly place: SidePlace;
}

/** The groups around an interface that a packet has to pass, each with its rules; AWS has one layer. */
export interface Layer {
  readonly rules: readonly SideRule[];
  readonly foreign: readonly string[];
}

/** One network interface as it is read: all that decides there. */
export interface Read {
  readonly on: NetInterface;
  readonly layers: readonly Layer[];
}

/** The interfaces of a place on both sides; addresses that one side only knows are taken as known to neither. */
export function readBoth(
  before: SideOfPlace | undefined,
  after: SideOfPlace | undefined,
  direction: Rule["direction"],
): readonly [readonly Read[], readonly Read[]] {
  const sides = [before, after];
  const isUnknown = sides.some((one) => one?.place.members.some(({ addresses }) => addresses === undefined));
  const families = isUnknown ? familiesIn(sides, direction) : undefined;
  const read = (one: SideOfPlace | undefined): Read[] =>
    (one?.place.members ?? []).map((on) =>
      readOf(one?.side, families === undefined ? on : unaddressed(on, families), direction),
    );
  return [read(before), read(after)];
}

/**
 * The interfaces of a place at the IPv6 address that they may have although the stack gives them none: on AWS a subnet may
 * give each of its interfaces one.
 */
export function readIpv6(
  before: SideOfPlace | undefined,
  after: SideOfPlace | undefined,
  direction: Rule["direction"],
): readonly [readonly Read[], readonly Read[]] {
  const all = [before, after].flatMap((one) => one?.place.members.map((on) => ({ side: one.side, on })) ?? []);
  if (!all.every(({ side, on }) => mayGetIpv6(side, on))) return [[], []];
  const own = familiesIn([before, after], direction).filter(isIpv6);
  const read = (one: SideOfPlace | undefined): Read[] =>
    own.length === 0
      ? []
      : (one?.place.members ?? []).map((on) => readOf(one?.side, { ...on, addresses: own, own }, direction));
  return [read(before), read(after)];
}

function mayGetIpv6({ context }: DiffSide, { name, addresses, isAzure }: NetInterface): boolean {
  if (isAzure || addresses === undefined || addresses.some(isIpv6)) return false;
  const { type, values = {} } = context.reach.references.at(name) ?? {};
  // A plan lists those of what exists, and none is none.
  const isSaid = numberOf(values["ipv6_address_count"]) === 0 || Array.isArray(values["ipv6_addresses"]);
  return type === "aws_network_interface" && !isSaid;
}

/** Reads an interface of a place. */
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
        on.addresses?.some(isIpv6) === true ||
        [...on.groups, ...on.subnetGroups].some((group) =>
          one.side.rulesOf(group).some(({ rule }) => rule.direction === direction && speaksOfIpv6(rule)),
        ),
    ),
  );
  return [IpPrefix.of("ipv4", 0n, 0), ...(isDual ? [IpPrefix.of("ipv6", 0n, 0)] : [])];
}

function isIpv6({ family }: IpPrefix): boolean {
  return family === "ipv6";
}

function speaksOfIpv6({ peer }: Rule): boolean {
  if (peer.kind === "prefixes") return peer.prefixes.some(isIpv6);
  return (peer.kind === "internet" || peer.kind === "any") && (peer.spelled ?? []).some((text) => text.includes(":"));
}

/** A denial of everything; what stands behind it never decides, and in front of it only permissions may stand. */
export function isLastDenial({ rule, isUnseen }: SideRule): boolean {
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
export function isPlainDenial({ peer, local }: Rule): boolean {
  return [peer, local].every((end) => end.kind === "any" && (end.spelled ?? []).every((text) => !text.includes("/")));
}

/** A rule on an interface with its addresses, in whatever words. */
export function commonKey(one: SideRule, on: NetInterface): string {
  return `${on.own.join()} ${keyOn(one, on)}`;
}
