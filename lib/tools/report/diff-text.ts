/** A diff as text for people: what opens, to the internet first, then what closes, ways, reasons, and what else changed. */
import { opens, type StackDiff, type TrafficChange } from "../analyze/diff";
import { declaredText, firstOf, headingOf, joined, reasonTexts, summaryOf, totalOf, wayTexts } from "./diff-words";
import { withPlainText } from "./plain-text";
import type { TextLayout } from "./rule-table";
import { type Cell, COLUMN_GAP, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const INDENT = "  ";
const NARROWEST = 40;
const NAME_WIDTH = 7;

/** The diffs of several stacks. */
export function printDiff(diffs: readonly StackDiff[], layout: TextLayout): string {
  const wide = { ...layout, width: Math.max(layout.width, NARROWEST) };
  const plain = withPlainText(diffs);
  const total = diffs.length > 1 ? [colored(wrapText(totalOf(plain), wide.width, ""), markOf(plain, wide))] : [];
  const changed = plain.filter(({ state }) => state !== "same");
  const shown = changed.length === 0 && plain.length === 1 ? plain : changed;
  return `${[...total, ...shown.map((diff) => printStack(diff, wide))].join("\n\n")}\n`;
}

function markOf(diffs: readonly StackDiff[], { colors }: TextLayout): (text: string) => string {
  return diffs.some(opens) ? colors.red : colors.green;
}

function printStack(diff: StackDiff, layout: TextLayout): string {
  const { colors, width } = layout;
  const { stack, traffic, ways, reasons, also, notes } = diff;
  const sections = new Map<string, string[]>();
  for (const row of joined(traffic)) {
    const heading = headingOf(row);
    sections.set(heading, [...(sections.get(heading) ?? []), printRow(row, layout)]);
  }
  const list = (title: string, texts: readonly string[]): string[] =>
    texts.length === 0 ? [] : [[colors.bold(title), ...texts.map((text) => hanging(text, width))].join("\n")];
  const wayList = (change: "opens" | "closes"): string[] =>
    list(
      `${change.toUpperCase()} ways`,
      wayTexts(ways).flatMap((way) => (way.change === change ? `${way.what}: ${way.state}` : [])),
    );
  return [
    `${colors.bold(stack)}\n${"=".repeat(width)}`,
    colored(wrapText(summaryOf(diff), width, ""), markOf([diff], layout)),
    ...list("Why", reasons.map(declaredText)),
    ...[...sections].map(([heading, rows]) => [colorOf(heading, layout)(heading), ...rows].join("\n")),
    ...wayList("opens"),
    ...wayList("closes"),
    ...list("Also changed", also.map(declaredText)),
    ...list("Not seen", notes),
  ].join("\n\n");
}

function colorOf(heading: string, { colors }: TextLayout): (text: string) => string {
  if (heading.includes("CLOSE")) return colors.green;
  return heading.includes("internet") || heading.includes("public") ? colors.red : colors.yellow;
}

function printRow(
  row: TrafficChange & { readonly interfaces: readonly string[] },
  { width, colors }: TextLayout,
): string {
  const { interfaces, direction, peers, own, services, witness, permittedBy, deniedBy, unseen } = row;
  const word = direction === "ingress" ? "in" : "out";
  const list = (name: string, texts: readonly string[], color?: (text: string) => string): Cell[][] =>
    texts.length === 0
      ? []
      : [
          [
            { text: name, color: colors.dim },
            { text: texts.join("\n"), ...(color === undefined ? {} : { color }) },
          ],
        ];
  const reasons = reasonTexts(row);
  const isAlarming = reasons.some((text) => text.includes("NOBODY") || text.includes("EXPIRED"));
  const cells = [
    ...list(direction === "ingress" ? "from" : "to", firstOf(peers)),
    ...list("traffic", services),
    ...list("at", own === null ? [] : [own.join(", ")]),
    ...list("for", reasons, isAlarming ? colors.red : undefined),
    ...list("packet", [witness]),
    ...list("rules", firstOf(permittedBy, 4)),
    ...list("denied", deniedBy.length === 0 ? [] : firstOf(deniedBy, 4)),
    ...list("unsure", firstOf(unseen, 3)),
  ];
  const indent = INDENT.repeat(2);
  const rest = width - indent.length - NAME_WIDTH - COLUMN_GAP;
  return [
    wrapText(`${firstOf(interfaces).join(", ")}, ${word}`, width, INDENT),
    printTable(cells, [NAME_WIDTH, rest], indent),
  ].join("\n");
}

/** A line whose continuation is set in. */
function hanging(text: string, width: number): string {
  const [first = "", ...rest] = wrapText(text, width - INDENT.length, INDENT).split("\n");
  return [first, ...rest.map((line) => `${INDENT}${line}`)].join("\n");
}

/** Colors each line, so that none is colored across the end of another. */
function colored(text: string, color: (line: string) => string): string {
  return text
    .split("\n")
    .map((line) => color(line))
    .join("\n");
}
