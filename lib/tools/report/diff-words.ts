/** What the text and the Markdown of a diff share: its counts, its headings, lists that do not end. */
import { opens, type StackDiff, type TrafficChange } from "../analyze/diff";
import type { DeclaredChange } from "../analyze/diff-declared";
import type { RowReason } from "../analyze/diff-reasons";
import type { WayChange } from "../analyze/diff-ways";

const MOST = 8;

/** The first of many, and how many more there are: the JSON form has them all. */
export function firstOf(all: readonly string[], most = MOST): string[] {
  // One more takes no more room than to say so.
  if (all.length <= most + 1) return [...all];
  return [...all.slice(0, most), `and ${String(all.length - most)} more`];
}

/** The counts of a stack: `opens 2 (1 to the internet), may open 1, closes 3`. */
export function summaryOf(diff: StackDiff): string {
  const { traffic, ways, state } = diff;
  if (state === "same") return "opens and closes nothing, and nothing else that it shows is different";
  const opened = traffic.filter(({ change }) => change === "opens");
  const surely = opened.filter(({ isCertain }) => isCertain);
  const closed = traffic.filter(({ change }) => change === "closes");
  const surelyClosed = closed.filter(({ isCertain }) => isCertain);
  const to = (["internet", "public"] as const).flatMap((exposure) =>
    counted(opened.filter((row) => row.exposure === exposure).length, (number) => `${number} ${TO[exposure]}`),
  );
  const routes = (change: WayChange["change"], isRoute: boolean): string[] => {
    const some = ways.filter(
      (way) => way.change === change && way.isOpen !== "no" && (way.through === "route") === isRoute,
    );
    const things = isRoute ? ["route", "routes"] : ["way in", "ways in"];
    return counted(some.length, (number) => `${change} ${number} ${things[Number(some.length !== 1)] ?? ""}`);
  };
  const parts = [
    ...counted(surely.length, (number) => `opens ${number}`),
    ...counted(opened.length - surely.length, (number) => `may open ${number}`),
    ...(to.length === 0 ? [] : [`of these ${to.join(" and ")}`]),
    ...routes("opens", false),
    ...routes("opens", true),
    ...counted(surelyClosed.length, (number) => `closes ${number}`),
    ...counted(closed.length - surelyClosed.length, (number) => `may close ${number}`),
    ...routes("closes", false),
    ...routes("closes", true),
  ];
  const whole = { added: "new stack: ", removed: "the stack goes: ", changed: "" }[state];
  const nothing = opens(diff) ? "" : "opens nothing";
  return `${whole}${[nothing, ...parts].filter((part) => part !== "").join(", ")}`;
}

function counted(number: number, words: (number: string) => string): string[] {
  return number === 0 ? [] : [words(String(number))];
}

/** What several stacks come to. */
export function totalOf(diffs: readonly StackDiff[]): string {
  const opening = diffs.filter(opens).map(({ stack }) => stack);
  const same = diffs.filter(({ state }) => state === "same").length;
  const all = `${String(diffs.length)} ${diffs.length === 1 ? "stack" : "stacks"}, ${String(same)} unchanged`;
  return opening.length === 0 ? `${all}; nothing opens` : `${all}; opens something: ${opening.join(", ")}`;
}

const TO: Readonly<Record<TrafficChange["exposure"], string>> = {
  internet: "to the internet",
  public: "to public addresses",
  unknown: "to ends whose addresses are not known",
  inside: "inside",
};

/** The heading that a row stands under: `OPENS to the internet`. */
export function headingOf({ change, isCertain, exposure }: TrafficChange): string {
  const word = { opens: ["MAY OPEN", "OPENS"], closes: ["MAY CLOSE", "CLOSES"] }[change][Number(isCertain)] ?? "";
  return change === "opens" ? `${word} ${TO[exposure]}` : word;
}

/** Rows that differ only in their interface, as one: those of a group around several. */
export function joined(rows: readonly TrafficChange[]): (TrafficChange & { readonly interfaces: readonly string[] })[] {
  const groups = new Map<string, TrafficChange[]>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, interface: null, witness: null });
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, interfaces: same.map((one) => one.interface) }];
  });
}

/** Why, and on whose word: `SIP over TLS from remote users (ocs-2007 ports 13)`. */
export function reasonTexts({ reasons, change }: TrafficChange): string[] {
  if (reasons.length === 0) return change === "opens" ? ["ASKED FOR BY NOBODY"] : [];
  const texts = reasons.map((reason) => reasonText(reason, change));
  return [...new Set(texts)];
}

function reasonText({ purpose, askedBy }: RowReason, change: TrafficChange["change"]): string {
  if (askedBy !== null) return `${purpose} (${askedBy})`;
  return change === "opens" ? `ASKED FOR BY NOBODY: ${purpose}` : purpose;
}

/** A way in words, and whether it is open. */
export interface WayText {
  readonly change: WayChange["change"];
  readonly isOpening: boolean;
  readonly what: string;
  readonly state: string;
}

/** Ways in words; routes over one gateway stand together. */
export function wayTexts(ways: readonly WayChange[]): WayText[] {
  const groups = new Map<string, WayChange[]>();
  for (const way of ways) {
    const { change, through, to, isOpen, address } = way;
    const key = JSON.stringify([change, through, to, isOpen, through === "route" ? "" : [address, way.traffic]]);
    groups.set(key, [...(groups.get(key) ?? []), way]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { change, isOpen } = first;
    const addresses = firstOf(same.map(({ address }) => address)).join(", ");
    return [
      {
        change,
        isOpening: change === "opens" && isOpen !== "no",
        what: wayText(first, addresses),
        state: stateOf(first),
      },
    ];
  });
}

function wayText({ through, traffic, to, isPublic }: WayChange, addresses: string): string {
  if (through === "route") return `route to ${addresses} over ${to}`;
  const from = isPublic === null ? ", perhaps from the internet" : isPublic ? ", from the internet" : ", from inside";
  const by = through === "static-nat" ? "static NAT" : through.replaceAll("-", " ");
  return `${addresses}, ${traffic}, to ${to}, by ${by}${from}`;
}

function stateOf({ isOpen, change }: WayChange): string {
  const isNew = change === "opens";
  if (isOpen === "no") return isNew ? "closed by the rules" : "was closed by the rules";
  return `${isNew ? "" : "was "}${isOpen === "yes" ? "open" : "perhaps open"}`;
}

/** One line for each thing that the declarations differ in. */
export function declaredText({ change, what, where, name, before, after }: DeclaredChange): string {
  const thing = name === "" ? what : `${what} ${name}`;
  if (change === "changed") return `${where}: ${thing}: ${before ?? ""} -> ${after ?? ""}`;
  const value = (change === "added" ? after : before) ?? "";
  return `${where}: ${thing} ${change}${value === "" ? "" : `: ${value}`}`;
}
