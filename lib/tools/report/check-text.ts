/** A check as text for people: what counts first, then what was accepted, then notes, then the proof per interface. */
import type { CheckedInterface, CheckResult } from "../analyze/check";
import { type CheckFinding, counts } from "../analyze/finding";
import type { TextLayout } from "./rule-table";
import { type Cell, columnWidth, COLUMN_GAP, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const INDENT = "  ";
const NARROWEST = 60;

/** The checks of several stacks. */
export function printCheck(results: readonly CheckResult[], layout: TextLayout): string {
  const wide = { ...layout, width: Math.max(layout.width, NARROWEST) };
  return `${results.map((result) => printResult(result, wide)).join("\n\n")}\n`;
}

function printResult(result: CheckResult, layout: TextLayout): string {
  const { colors, width } = layout;
  const open = result.findings.filter(counts);
  const accepted = result.findings.filter((finding) => finding.accepted !== null);
  const notes = result.findings.filter((finding) => finding.accepted === null && finding.severity === "note");
  const exact = result.interfaces.filter((one) => one.exact).length;
  const verdict = open.length === 0 ? colors.green("no findings") : colors.red(counted(open.length, "finding"));
  const summary = `${verdict}, ${String(accepted.length)} accepted, ${counted(notes.length, "note")}; ${String(exact)} of ${counted(
    result.interfaces.length,
    "side",
  )} exact`;
  const parts = [
    `${colors.bold(result.stack)}\n${"=".repeat(width)}`,
    summary,
    ...[...open, ...accepted].map((finding) => printFinding(finding, layout)),
    printInterfaces(result.interfaces, layout),
    ...notes.map((finding) => printFinding(finding, layout)),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function printFinding(finding: CheckFinding, { colors, width }: TextLayout): string {
  const mark = { error: colors.red, warning: colors.yellow, note: colors.cyan }[finding.severity];
  const heading = finding.accepted === null ? mark(finding.severity.toUpperCase()) : colors.dim("ACCEPTED");
  const line = (name: string, text: string): string[] =>
    text === "" ? [] : [wrapText(`${name}${text}`, width, INDENT)];
  return [
    wrapText(`${heading} ${finding.code} (${finding.where})`, width + heading.length, ""),
    ...line("", finding.what),
    ...line("packet: ", finding.witness ?? ""),
    ...line("accepted: ", finding.accepted ?? ""),
    ...line("why: ", finding.why),
    ...line("do: ", finding.accepted === null ? finding.todo : ""),
    ...line("source: ", finding.facts.join(", ")),
    ...line("rules: ", finding.rules.join(", ")),
  ].join("\n");
}

function printInterfaces(interfaces: readonly CheckedInterface[], { colors, width }: TextLayout): string {
  if (interfaces.length === 0) return "";
  const numbers = 10;
  const path = columnWidth(
    interfaces.map((one) => one.path),
    9,
    width - INDENT.length - 3 - 3 * numbers - 6 - 5 * COLUMN_GAP,
  );
  const heading = ["interface", "", "documented", "own", "rules", "exact"].map((text): Cell => ({
    text,
    color: colors.dim,
  }));
  const rows = interfaces.map((one): Cell[] => [
    { text: one.path },
    { text: one.direction === "ingress" ? "in" : "out" },
    { text: String(one.documented) },
    { text: String(one.own) },
    { text: String(one.rules) },
    one.exact ? { text: "yes", color: colors.green } : { text: "NO", color: colors.red },
  ]);
  return printTable([heading, ...rows], [path, 3, numbers, numbers, numbers, 6], INDENT);
}

function counted(number: number, thing: string): string {
  return `${String(number)} ${thing}${number === 1 ? "" : "s"}`;
}
