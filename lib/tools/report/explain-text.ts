/** Answers as text for people: the verdict first, then each step with its rules and on whose word they are there. */
import type { ExplainedAnswer, ExplainedListing, ExplainedStep, ExplainedWay, Verdict } from "./explain-answer";
import { printListing } from "./explain-listing-text";
import { colored, printReadings, printReasons } from "./explain-reasons";
import { printShown, type ShownPackets, type ShownTraffic } from "./explain-traffic";
import { withPlainText } from "./plain-text";
import { askedBy, type TextLayout } from "./rule-table";
import { type Cell, columnWidth, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const NARROWEST = 40;
const INDENT = "   ";
const LABEL_WIDTH = 5;
/** Of more prefixes than these, the rest is counted. */
const MOST_PREFIXES = 4;
const CLOUDS: Readonly<Record<string, string>> = { aws: "AWS", azure: "Azure" };
const VERDICTS: Readonly<Record<Verdict, string>> = {
  passes: "PASSES",
  "in-part": "PASSES ONLY IN PART",
  perhaps: "PERHAPS",
  stopped: "STOPPED",
};

/** The answers to one question. */
export function printExplanations(all: readonly (ExplainedAnswer | ExplainedListing)[], layout: TextLayout): string {
  const wide = { ...layout, width: Math.max(layout.width, NARROWEST) };
  const plain = withPlainText(all);
  const outside = [...new Set(plain.flatMap((one) => one.outside))];
  const parts = [
    ...plain.map((one) => printOne(one, wide)),
    printReadings(plain, wide),
    wrapText(
      "Replies pass by themselves, as groups keep state: only who opens a connection is asked about.",
      wide.width,
      "",
    ),
    ...(outside.length === 0 ? [] : [printOutside(outside, wide)]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function printOne(one: ExplainedAnswer | ExplainedListing, layout: TextLayout): string {
  const { colors, width } = layout;
  const cloud = CLOUDS[one.cloud ?? ""];
  const heading = `${one.stacks.join(" and ")}${cloud === undefined ? "" : ` on ${cloud}`}`;
  const title = `${colored(wrapText(heading, width, ""), colors.bold)}\n${"=".repeat(width)}`;
  return [title, one.kind === "answer" ? printAnswer(one, layout) : printListing(one, layout)].join("\n\n");
}

function printAnswer(answer: ExplainedAnswer, layout: TextLayout): string {
  const { colors, width } = layout;
  const { verdict, traffic, from, to, ways, parts } = answer;
  const color = colorOf(verdict, layout);
  const line = `${VERDICTS[verdict]}: ${traffic} from ${from} to ${to}`;
  const shown = ways.filter(
    (way, index) =>
      index === 0 || way.verdict === "in-part" || (verdict !== "passes" && way.verdict === ways[0]?.verdict),
  );
  const others = ways.filter((way) => !shown.includes(way));
  return [
    [colored(wrapText(line, width, ""), (text) => colors.bold(color(text))), ...printParts(parts, layout)].join("\n"),
    ...shown.map((way) => printWay(way, shown.length > 1, layout)),
    ...(others.length === 0 ? [] : [others.map((way) => printOther(way, layout)).join("\n")]),
  ].join("\n\n");
}

function printParts(parts: ExplainedAnswer["parts"], layout: TextLayout): string[] {
  const words = { passes: "passes", perhaps: "perhaps", stopped: "stopped", "in-part": "in part" } as const;
  const groups = (["passes", "perhaps", "stopped"] as const).flatMap((verdict) => {
    const here = parts.filter((part) => part.verdict === verdict);
    return here.length === 0 ? [] : [{ verdict, here }];
  });
  const rows = groups.map(({ verdict, here }): Cell[] => [
    { text: words[verdict], color: colorOf(verdict, layout) },
    {
      text: partTexts(
        here,
        groups.map((group) => group.here),
      ).join("\n"),
    },
  ]);
  if (rows.length === 0) return [];
  const first = columnWidth(
    rows.map(([cell]) => cell?.text ?? ""),
    7,
    8,
  );
  return [printTable(rows, [first, layout.width - INDENT.length - first - 2], INDENT)];
}

/** What differs between the parts: addresses are only told where they do. */
function partTexts(here: readonly ShownPackets[], all: readonly (readonly ShownPackets[])[]): string[] {
  const ends = (of: (one: ShownPackets) => readonly string[]): Set<string> =>
    new Set(all.flat().map((one) => of(one).join()));
  const [sources, targets] = [ends((one) => one.from), ends((one) => one.to)];
  const isMany = ({ from }: ShownPackets): boolean => from.length > MOST_PREFIXES;
  // What is left of the internet is more than anybody reads.
  const isRest = all.flat().some((one) => !isMany(one));
  const lines = here.map((one) => {
    const from = sources.size > 1 ? ` from ${isMany(one) && isRest ? "every other address" : fewOf(one.from)}` : "";
    const to = targets.size > 1 ? ` to ${fewOf(one.to)}` : "";
    return `${printTraffics(one.traffic)}${from}${to}`;
  });
  return [...new Set(lines)];
}

function fewOf(prefixes: readonly string[]): string {
  if (prefixes.length <= MOST_PREFIXES) return prefixes.join(", ");
  return `${prefixes.slice(0, MOST_PREFIXES - 1).join(", ")} and ${String(prefixes.length - MOST_PREFIXES + 1)} more prefixes`;
}

/** Traffic of several protocols in words. */
function printTraffics(all: readonly ShownTraffic[]): string {
  return all.map(printShown).join("; ");
}

function printWay({ through, verdict, steps }: ExplainedWay, isOneOfSeveral: boolean, layout: TextLayout): string {
  const { colors, width } = layout;
  const word = { passes: "passes", "in-part": "passes in part", perhaps: "perhaps", stopped: "stopped" }[verdict];
  const heading = isOneOfSeveral
    ? [colored(wrapText(`way through ${printThrough(through)}: ${word}`, width, ""), colors.bold)]
    : [];
  return [...heading, ...steps.map((step, index) => printStep(step, index + 1, layout))].join("\n");
}

function printOther({ through, verdict, steps }: ExplainedWay, { width }: TextLayout): string {
  const stop = steps.findIndex((step) => step.verdict !== "passes");
  const step = steps[stop];
  const where = step === undefined ? "" : ` at ${step.what ?? placeOf(step)}`;
  const word = {
    passes: "passes as well",
    "in-part": "passes in part",
    perhaps: "perhaps",
    stopped: `stopped${where}`,
  };
  return wrapText(`another way, through ${printThrough(through)}: ${word[verdict]}`, width, "");
}

function printThrough(through: string): string {
  const named = {
    direct: "its own address",
    "static-nat": "static NAT",
    "same-host": "the host itself",
    none: "nothing",
  };
  return Object.hasOwn(named, through) ? named[through as keyof typeof named] : `the ${through.replaceAll("-", " ")}`;
}

function printStep(step: ExplainedStep, number: number, layout: TextLayout): string {
  const { width } = layout;
  const word = { passes: "passes", "in-part": "in part", perhaps: "perhaps", stopped: "STOPPED" }[step.verdict];
  const heading = `${String(number)}. ${word}: ${headingOf(step)}`;
  const [first = "", ...rest] = wrapText(heading, width - INDENT.length, "").split("\n");
  const color = colorOf(step.verdict, layout);
  const colorOfWord = first.replace(word, (text) => color(text));
  const rows = rowsOf(step, layout);
  const rule = width - INDENT.length - LABEL_WIDTH - 2;
  return [
    colorOfWord,
    ...rest.map((line) => `${INDENT}${line}`),
    ...(rows.length === 0 ? [] : [printTable(rows, [LABEL_WIDTH, rule], INDENT)]),
  ].join("\n");
}

function headingOf(step: ExplainedStep): string {
  if (step.kind !== "group") {
    const titles: Partial<Record<ExplainedStep["kind"], string>> = {
      platform: `${step.flows.map(({ purpose }) => purpose).join(", ")}: `,
      route: "route to a partner: ",
      "host-route": "",
    };
    return `${titles[step.kind] ?? ""}${step.what ?? ""}`;
  }
  const way = step.direction === "ingress" ? "into" : "out of";
  return `${way} ${step.around === "subnet" ? "the subnet of " : ""}${placeOf(step)}`;
}

function placeOf({ interface: path, title, addresses, kind, what }: ExplainedStep): string {
  if (kind !== "group") return what ?? "";
  const place = [path ?? "", ...(addresses.length > 0 && addresses.length <= MOST_PREFIXES ? addresses : [])].join(
    ", ",
  );
  return title === null ? place : `${title} (${place})`;
}

function rowsOf(step: ExplainedStep, { colors, width }: TextLayout): Cell[][] {
  const row = (label: string, text: string, color?: (line: string) => string): Cell[] => [
    { text: label, color: colors.dim },
    { text, ...(color === undefined ? {} : { color }) },
  ];
  const towards = step.direction === "ingress" ? "from" : "to";
  const near = step.near.map(({ address, other, peers, traffic }) =>
    row("near", `other ${other}: ${printTraffics(traffic)} ${towards} ${fewOf(peers)}\n${address}`),
  );
  const rules = step.rules.map(({ access, certain, address, traffic, peers, priority, isDefault }) => {
    const order = priority === null ? "" : `, priority ${String(priority)}`;
    const label = certain ? (access === "deny" ? "deny" : "rule") : "maybe";
    const note = certain ? "" : "\nnot all of it is known before Terraform runs";
    const text = `${address}\n${printTraffics(traffic)} ${towards} ${fewOf(peers)}${isDefault ? "" : order}${note}`;
    return row(label, text, access === "deny" && certain ? colors.red : undefined);
  });
  const isGroup = step.kind === "group";
  const none = step.undecided
    ? [row("rule", step.rules.length === 0 ? "none lets it pass" : "none lets the rest pass", colors.red)]
    : [];
  const reasons = printReasons(step.flows, width - INDENT.length - LABEL_WIDTH - 2).join("\n");
  const isAlarm = isGroup && (step.flows.length === 0) !== (step.verdict === "stopped");
  const nobody = step.verdict === "stopped" ? "nobody asks for it" : "NOBODY ASKED FOR IT";
  const asked = step.verdict === "stopped" ? `ASKED FOR, AND NOT OPEN\n${reasons}` : reasons;
  const word = row("for", reasons === "" ? nobody : asked, isAlarm ? colors.red : undefined);
  return [
    ...rules,
    ...none,
    ...near,
    ...(isGroup ? [word] : []),
    ...(isGroup
      ? []
      : [...step.flows.map((flow) => row("by", askedBy(flow))), ...step.resources.map((one) => row("by", one))]),
    ...step.unseen.map((one) => row("note", one)),
  ];
}

function printOutside(outside: readonly string[], { colors, width }: TextLayout): string {
  return [colors.bold("not looked at"), ...outside.map((text) => wrapText(text, width, "  "))].join("\n");
}

function colorOf(verdict: Verdict, { colors }: TextLayout): (text: string) => string {
  return { passes: colors.green, "in-part": colors.yellow, perhaps: colors.yellow, stopped: colors.red }[verdict];
}
