/** Everything that may pass between two ends, as a table for each direction. */
import type { ExplainedListing, ExplainedPassage } from "./explain-answer";
import { printReasons } from "./explain-reasons";
import { printShown } from "./explain-traffic";
import type { TextLayout } from "./rule-table";
import { type Cell, COLUMN_GAP, columnWidth, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const INDENT = "  ";
const MOST_SOURCES = 4;

/** Both directions, one below the other. */
export function printListing({ from, to, there, back, closed }: ExplainedListing, layout: TextLayout): string {
  return [
    printDirection(`from ${from} to ${to}`, there, closed.there, layout),
    printDirection(`from ${to} to ${from}`, back, closed.back, layout),
  ].join("\n\n");
}

function printDirection(
  heading: string,
  passages: readonly ExplainedPassage[],
  closed: readonly string[],
  { colors, width }: TextLayout,
): string {
  const title = wrapText(heading, width, "")
    .split("\n")
    .map((line) => colors.bold(line));
  if (passages.length === 0) {
    const why = closed.length === 0 ? "" : `: ${closed.join("; ")}`;
    return [...title, wrapText(`nothing passes${why}`, width, INDENT)].join("\n");
  }
  const traffics = passages.map(({ traffic }) => traffic.map(printShown).join("\n"));
  const first = columnWidth(traffics, 7, Math.min(20, Math.floor(width / 3)));
  const rest = width - INDENT.length - first - COLUMN_GAP;
  const rows = passages.map((passage, index): Cell[] => {
    const isAlarming = passage.flows.length === 0;
    const reasons = isAlarming ? ["NOBODY ASKED FOR IT"] : printReasons(passage.flows, rest);
    const lines = [
      ...(passage.verdict === "perhaps" ? ["perhaps: not all of it is known before Terraform runs"] : []),
      ...reasons,
      ...(passage.from === null ? [] : [`from ${few(passage.from)}`]),
      ...passage.by,
      ...(passage.rules.length === 0 ? ["no rule is seen on the way"] : passage.rules.map((rule) => `rule ${rule}`)),
    ];
    return [{ text: traffics[index] ?? "" }, { text: lines.join("\n"), ...(isAlarming ? { color: colors.red } : {}) }];
  });
  return [...title, printTable(rows, [first, rest], INDENT)].join("\n");
}

function few(texts: readonly string[]): string {
  if (texts.length <= MOST_SOURCES) return texts.join(", ");
  return `${texts.slice(0, MOST_SOURCES - 1).join(", ")} and ${String(texts.length - MOST_SOURCES + 1)} more prefixes`;
}
