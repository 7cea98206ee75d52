/**
 * What a change opens and closes: per interface and direction, as sets of traffic with a packet as witness; then the ways to
 * interfaces that it makes or takes away. A rule that moved, or is called otherwise, changes nothing.
 */
import type { Rule } from "../read/rule";
import type { StackPair } from "../read/stack-pairs";
import { type CheckContext, checkContext } from "./check";
import { Definitions } from "./diff-definitions";
import { type DeclaredChange, declaredChanges } from "./diff-declared";
import { diffReasons, type RowReason } from "./diff-reasons";
import { type Exposure, rowsOf, type TrafficRow } from "./diff-rows";
import { DiffSide, type SidePlace } from "./diff-side";
import type { SideOfPlace } from "./diff-read";
import { diffOfPlace } from "./diff-traffic";
import { diffOfWays, type WayChange } from "./diff-ways";
import { Traffic } from "./traffic";

/** Traffic that a change opens or closes. */
export interface TrafficChange extends Omit<TrafficRow, "parts" | "ports"> {
  readonly change: "opens" | "closes";
  /** Whether that depends on values that are known only when Terraform runs. */
  readonly isCertain: boolean;
  /** The path of the declared interface, or what else names it. */
  readonly interface: string;
  readonly direction: "ingress" | "egress";
  /** What it is for, as the side that permits it says; none where nobody asks for it. */
  readonly reasons: readonly RowReason[];
  /** Terraform addresses of the rules that permit it, on the side that does. */
  readonly permittedBy: readonly string[];
  /** Terraform addresses of rules that deny it on the other side, where one that is not the last does. */
  readonly deniedBy: readonly string[];
  /** What cannot be seen, in words. */
  readonly unseen: readonly string[];
}

/** What a change does to one stack. */
export interface StackDiff {
  readonly stack: string;
  readonly state: "changed" | "same" | "added" | "removed";
  readonly before: string | null;
  readonly after: string | null;
  readonly traffic: readonly TrafficChange[];
  readonly ways: readonly WayChange[];
  /** What the declarations say of the change: choices, own flows, peers. */
  readonly reasons: readonly DeclaredChange[];
  /** What else changed, and opens nothing by itself: addresses, records, forwarders. */
  readonly also: readonly DeclaredChange[];
  /** What the input does not show, in words. */
  readonly notes: readonly string[];
}

/** Whether a change opens something, or may. */
export function opens({ traffic, ways }: StackDiff): boolean {
  return (
    traffic.some(({ change }) => change === "opens") ||
    ways.some((way) => way.change === "opens" && way.isOpen !== "no")
  );
}

/** What a change does to a stack. `today`, as `2027-03-31`, decides which own flows have expired. */
export function diffStack({ stack, before, after }: StackPair, today: string): StackDiff {
  const sideOf = (here: StackPair["after"], there: StackPair["after"], word: string): DiffSide | undefined =>
    here === undefined ? undefined : new DiffSide(checkContext(here), new Definitions(here, there, word));
  const [old, next] = [sideOf(before, after, "as it was"), sideOf(after, before, "as it is now")];
  const traffic = pairsOf(old, next).flatMap(([one, two]) => changesOf(one, two, today));
  const { reasons, also } = declaredChanges(old, next);
  const ways = diffOfWays(old, next);
  const notes = notesOf([old?.context, next?.context]);
  const isSame = [traffic, ways, reasons, also].every(({ length }) => length === 0);
  return {
    stack,
    state: before === undefined ? "added" : after === undefined ? "removed" : isSame ? "same" : "changed",
    before: before?.file ?? null,
    after: after?.file ?? null,
    traffic: traffic.sort(byImportance),
    ways: ways.sort((a, b) => wayRank(a) - wayRank(b)),
    reasons,
    also,
    notes,
  };
}

function pairsOf(
  old: DiffSide | undefined,
  next: DiffSide | undefined,
): (readonly [SideOfPlace | undefined, SideOfPlace | undefined])[] {
  const [before, after] = [old, next].map((side) => placesOf(side));
  const names = new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])]);
  return (
    [...names]
      .map((name) => {
        const [one, two] = [before?.get(name), after?.get(name)];
        return [one ?? elsewhere(two, old), two ?? elsewhere(one, next)] as const;
      })
      // What comes or goes with a group that has no rules and is around nothing, nobody can tell.
      .filter(([one, two]) => !((one ?? two)?.place.isBare === true && (one === undefined || two === undefined)))
  );
}

/** A group that is elsewhere is there as well where the stack has no rules for it. */
function elsewhere(other: SideOfPlace | undefined, side: DiffSide | undefined): SideOfPlace | undefined {
  if (side === undefined || other?.place.isElsewhere !== true) return undefined;
  return { side, place: other.place };
}

/** Places by their names; where two have one name, the second is another. */
function placesOf(side: DiffSide | undefined): Map<string, SideOfPlace> {
  const found = new Map<string, SideOfPlace>();
  for (const place of side?.places() ?? []) {
    let name = place.name;
    for (let number = 2; found.has(name); number++) name = `${place.name} (${String(number)})`;
    if (side !== undefined) found.set(name, { side, place: { ...place, name } });
  }
  return found;
}

function changesOf(before: SideOfPlace | undefined, after: SideOfPlace | undefined, today: string): TrafficChange[] {
  return (["ingress", "egress"] as const).flatMap((direction) => {
    const found = diffOfPlace(before, after, direction);
    if (found === undefined) return [];
    return Traffic.inOneRun(() => [
      ...rowsAt("opens", after, before, direction, today, found.opened),
      ...rowsAt("closes", before, after, direction, today, found.closed),
    ]);
  });
}

type GainedTraffic = NonNullable<ReturnType<typeof diffOfPlace>>["opened"];

function rowsAt(
  change: TrafficChange["change"],
  here: SideOfPlace | undefined,
  there: SideOfPlace | undefined,
  direction: Rule["direction"],
  today: string,
  { surely, perhaps, unseen }: GainedTraffic,
): TrafficChange[] {
  if (here === undefined) return [];
  const { side, place } = here;
  const { context } = side;
  const around = {
    direction,
    addresses: addressesOf(place),
    network: context.ends.own.prefixes,
    isAzure: place.members.some(({ isAzure }) => isAzure),
    isReaddressed: there !== undefined && String(addressesOf(there.place)) !== String(addressesOf(place)),
    name: place.name,
    isInside: (name: string) => side.names.isOwn(name),
  };
  return [true, false].flatMap((isCertain) =>
    rowsOf(isCertain ? surely : perhaps, around).map(({ parts, ports, ...row }): TrafficChange => ({
      change,
      isCertain,
      interface: place.name,
      direction,
      ...row,
      ...diffReasons(here, there, direction, { parts, ports, isClosing: change === "closes", today }),
      unseen: isCertain ? [] : unseen,
    })),
  );
}

function addressesOf({ members }: SidePlace): TrafficAddresses {
  const all = members.map(({ addresses }) => addresses);
  return all.every((one) => one !== undefined) ? all.flat() : undefined;
}

type TrafficAddresses = SidePlace["members"][number]["addresses"];

const EXPOSURE: readonly Exposure[] = ["internet", "public", "unknown", "inside"];

/** What opens before what closes, and of both what is open to the internet first, then what comes in. */
function byImportance(a: TrafficChange, b: TrafficChange): number {
  return (
    Number(a.change === "closes") - Number(b.change === "closes") ||
    EXPOSURE.indexOf(a.exposure) - EXPOSURE.indexOf(b.exposure) ||
    Number(a.direction === "egress") - Number(b.direction === "egress") ||
    Number(b.isCertain) - Number(a.isCertain) ||
    (a.interface === b.interface ? 0 : a.interface < b.interface ? -1 : 1) ||
    (a.services.join() < b.services.join() ? -1 : 1)
  );
}

function wayRank({ change, isPublic, isOpen }: WayChange): number {
  return (change === "closes" ? 4 : 0) + (isOpen === "no" ? 2 : 0) + (isPublic === false ? 1 : 0);
}

function notesOf(contexts: readonly (CheckContext | undefined)[]): string[] {
  const files = contexts.flatMap((one) => one?.file ?? []);
  return [
    ...new Set([
      ...files.flatMap(({ isComplete }) =>
        isComplete ? [] : ["the plan is not complete: rules that it does not hold are missing here, too"],
      ),
      ...files.flatMap(({ modules }) =>
        modules.length === 0 ? [] : [`what modules open is not shown: ${modules.join(", ")}`],
      ),
      ...contexts.flatMap((one) => existingOf(one)),
    ]),
  ];
}

/** Interfaces that were there before the stack may have other groups; what these permit is the same before and after. */
function existingOf(context: CheckContext | undefined): string[] {
  const names = (context?.topology.interfaces ?? []).filter(({ existing }) => existing).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `${names.length === 1 ? "an interface that exists" : "interfaces that exist"} already may have groups that are not in this stack: ${names.join(", ")}`,
  ];
}
