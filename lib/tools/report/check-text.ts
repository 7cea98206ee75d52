/** A check as text for people: the counts, what counts, what was accepted, the proof per interface, notes, what is outside. */
import type { CheckedInterface, CheckResult } from "../analyze/check";
import { type CheckFinding, counts } from "../analyze/finding";
import type { CheckSummary, CountByKind } from "../analyze/summary";
import { withPlainText } from "./plain-text";
import type { TextLayout } from "./rule-table";
import { type Cell, columnWidth, COLUMN_GAP, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const INDENT = "  ";
const NARROWEST = 60;
/** With less room beside the numbers, the path of an interface has a line of its own. */
const LEAST_PATH = 20;

/** The checks of several stacks. */
export function printCheck(results: readonly CheckResult[], layout: TextLayout): string {
  const wide = { ...layout, width: Math.max(layout.width, NARROWEST) };
  const plain = withPlainText(results);
  const outside = [...new Set(plain.flatMap((result) => result.outside))];
  const parts = [
    ...(plain.length > 1 ? [printTotal(plain, wide)] : []),
    ...plain.map((result) => printResult(result, wide)),
    ...(outside.length === 0 ? [] : [printOutside(outside, wide)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What several stacks come to, and which of them have findings: the first thing to know. */
function printTotal(results: readonly CheckResult[], { colors, width }: TextLayout): string {
  const all = results.flatMap(({ findings }) => findings);
  const open = results.filter(({ findings }) => findings.some(counts));
  const accepted = all.filter((finding) => finding.accepted !== null).length;
  const number = all.filter(counts).length;
  const found = number === 0 ? "no findings" : counted(number, "finding");
  const where = open.length === 0 ? "" : `: ${open.map(({ stack }) => stack).join(", ")}`;
  const line = `${counted(results.length, "stack")}, ${found}, ${String(accepted)} accepted${where}`;
  return colored(wrapText(line, width, ""), number === 0 ? colors.green : colors.red);
}

function printResult(result: CheckResult, layout: TextLayout): string {
  const { colors, width } = layout;
  const open = result.findings.filter(counts);
  const accepted = result.findings.filter((finding) => finding.accepted !== null);
  const notes = result.findings.filter((finding) => finding.accepted === null && finding.severity === "note");
  const parts = [
    `${colors.bold(result.stack)}\n${"=".repeat(width)}`,
    printSummary(result.summary, layout),
    ...[...open, ...accepted].map((finding) => printFinding(finding, layout)),
    printInterfaces(result.interfaces, layout),
    ...notes.map((finding) => printFinding(finding, layout)),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Exactness for itself, and the rest apart from it. */
function printSummary(summary: CheckSummary, { colors, width }: TextLayout): string {
  const { exact, seesAll, sides, exactSides, flows, missing, surplus, unseen, open, accepted, notes } = summary;
  const all = open.exactness + open.reach + open.deployment + open.lint;
  const isExact = exact === null ? "nothing is declared" : exact ? "yes" : "NO";
  const ofSides = exact === null ? "" : `; ${String(exactSides)} of ${counted(sides, "side")}`;
  const shown = exact === true && !seesAll ? ", as far as this stack shows" : "";
  const differences = `missing ${printMissing(missing)}, surplus ${String(surplus)}, unseen ${String(unseen)}`;
  const lines = [
    [`${all === 0 ? "no findings" : counted(all, "finding")}, ${String(accepted)} accepted, ${counted(notes, "note")}`],
    [
      `exact: ${isExact}, ${differences}${ofSides}${shown}`,
      exact === null ? undefined : exact ? colors.green : colors.red,
    ],
    [`reach: ${String(open.reach)}; lint: ${String(open.lint)}; deployment: ${String(open.deployment)}`],
    [`flows: ${printKinds(flows)}`],
  ] as const;
  return lines.map(([line, color]) => colored(wrapText(line, width, ""), color)).join("\n");
}

function printMissing(missing: CountByKind): string {
  const all = missing.documented + missing.platform + missing.own;
  const kinds = (["documented", "platform", "own"] as const).filter((kind) => missing[kind] > 0);
  return `${String(all)}${all === 0 ? "" : ` (${kinds.map((kind) => `${String(missing[kind])} ${kind}`).join(", ")})`}`;
}

function printKinds({ documented, platform, own }: CountByKind): string {
  return `${String(documented)} documented, ${String(platform)} platform, ${String(own)} own`;
}

function printOutside(outside: readonly string[], { colors, width }: TextLayout): string {
  return [colors.bold("not looked at"), ...outside.map((text) => wrapText(text, width, INDENT))].join("\n");
}

function printFinding(finding: CheckFinding, { colors, width }: TextLayout): string {
  const mark = { error: colors.red, warning: colors.yellow, note: colors.cyan }[finding.severity];
  const [word, color] = finding.accepted === null ? [finding.severity.toUpperCase(), mark] : ["ACCEPTED", colors.dim];
  const line = (name: string, text: string): string[] =>
    text === "" ? [] : [wrapText(`${name}${text}`, width, INDENT)];
  return [
    wrapText(`${word} ${finding.code} (${finding.where})`, width, "").replace(word, color),
    ...line("", finding.what),
    ...line("packet: ", finding.witness ?? ""),
    ...line("accepted: ", finding.accepted ?? ""),
    ...line("why: ", finding.why),
    ...line("do: ", finding.accepted === null ? finding.todo : ""),
    ...line("source: ", finding.facts.join(", ")),
    ...line("rules: ", finding.rules.join(", ")),
  ].join("\n");
}

const COLUMNS = ["documented", "platform", "own", "rules"] as const;

function printInterfaces(interfaces: readonly CheckedInterface[], { colors, width }: TextLayout): string {
  if (interfaces.length === 0) return "";
  const numbers = COLUMNS.map((name) => Math.max(name.length, 5));
  const rest = INDENT.length + 3 + numbers.reduce((sum, one) => sum + one, 0) + 6 + (COLUMNS.length + 2) * COLUMN_GAP;
  const heading = ["interface", "", ...COLUMNS, "exact"].map((text): Cell => ({ text, color: colors.dim }));
  const side = (one: CheckedInterface): Cell[] => [
    { text: one.direction === "ingress" ? "in" : "out" },
    ...COLUMNS.map((column) => ({ text: String(one[column]) })),
    one.exact ? { text: "yes", color: colors.green } : { text: "NO", color: colors.red },
  ];
  const paths = interfaces.map((one) => one.path);
  const longest = columnWidth(paths, 9, width);
  const room = width - rest;
  if (longest <= room || room >= LEAST_PATH) {
    const rows = interfaces.map((one): Cell[] => [{ text: one.path }, ...side(one)]);
    return printTable([heading, ...rows], [Math.min(longest, room), 3, ...numbers, 6], INDENT);
  }
  const widths = [9, 3, ...numbers, 6];
  const lines = interfaces.flatMap((one, index) => [
    ...(paths[index - 1] === one.path ? [] : [wrapText(one.path, width, INDENT)]),
    printTable([[{ text: "" }, ...side(one)]], widths, INDENT),
  ]);
  return [printTable([heading], widths, INDENT), ...lines].join("\n");
}

/** Colors each line, so that none is colored across the end of another. */
function colored(text: string, color: (line: string) => string = (line) => line): string {
  return text
    .split("\n")
    .map((line) => color(line))
    .join("\n");
}

function counted(number: number, thing: string): string {
  return `${String(number)} ${thing}${number === 1 ? "" : "s"}`;
}
