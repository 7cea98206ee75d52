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
  if (state === "same") return "opens and closes nothing, and nothing else changed";
  const opened = traffic.filter(({ change }) => change === "opens");
  const surely = opened.filter(({ isCertain }) => isCertain);
  const closed = traffic.filter(({ change }) => change === "closes");
  const to = (["internet", "public"] as const).flatMap((exposure) =>
    counted(opened.filter((row) => row.exposure === exposure).length, (number) => `${number} ${TO[exposure]}`),
  );
  const newWays = ways.filter((way) => way.change === "opens" && way.isOpen !== "no").length;
  const oldWays = ways.filter((way) => way.change === "closes" && way.isOpen !== "no").length;
  const parts = [
    ...counted(surely.length, (number) => `opens ${number}`),
    ...counted(opened.length - surely.length, (number) => `may open ${number}`),
    ...(to.length === 0 ? [] : [`of these ${to.join(" and ")}`]),
    ...counted(newWays, (number) => `opens ${number} ${newWays === 1 ? "way" : "ways"} in`),
    ...counted(closed.length, (number) => `closes ${number}`),
    ...counted(oldWays, (number) => `closes ${number} ${oldWays === 1 ? "way" : "ways"} in`),
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

/** Where a way leads, and what that comes to. */
export function wayTexts({ through, address, traffic, to, isOpen, isPublic, change }: WayChange): {
  readonly what: string;
  readonly state: string;
} {
  const at =
    through === "route"
      ? ""
      : isPublic === false
        ? ", from inside"
        : isPublic === null
          ? ", perhaps public"
          : ", from the internet";
  const state = {
    yes: change === "opens" ? "open" : "was open",
    perhaps: change === "opens" ? "may be open" : "may have been open",
    no: "closed by the rules",
  }[isOpen];
  if (through === "route") return { what: `route to ${address} over ${to}`, state };
  return { what: `${address} ${traffic} to ${to}, ${through.replaceAll("-", " ").replace("nat", "NAT")}${at}`, state };
}

/** One line for each thing that the declarations differ in. */
export function declaredText({ change, what, where, name, before, after }: DeclaredChange): string {
  const thing = name === "" ? what : `${what} ${name}`;
  if (change === "changed") return `${where}: ${thing}: ${before ?? ""} -> ${after ?? ""}`;
  const value = (change === "added" ? after : before) ?? "";
  return `${where}: ${thing} ${change}${value === "" ? "" : `: ${value}`}`;
}
