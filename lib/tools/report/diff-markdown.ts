/** A diff as Markdown for a comment on a pull request: the verdict first, tables, and what is long folded away. */
import { opens, type StackDiff, type TrafficChange } from "../analyze/diff";
import { declaredText, firstOf, headingOf, joined, reasonTexts, summaryOf, totalOf, wayTexts } from "./diff-words";
import { plainText } from "./plain-text";

type Row = ReturnType<typeof joined>[number];

/** More rows than these are folded. */
const MOST_ROWS = 10;

/** The diffs of several stacks. */
export function markdownOf(diffs: readonly StackDiff[]): string {
  const verdict = diffs.some(opens) ? "this change opens something" : "this change opens nothing";
  const changed = diffs.filter(({ state }) => state !== "same");
  // Of one stack, its own counts say it all.
  const total = diffs.length === 1 && changed.length === 1 ? [] : [`${escaped(totalOf(diffs))}.`];
  const parts = [`### uc-edge diff: ${verdict}`, ...total, ...changed.map(stackOf)];
  return `${parts.join("\n\n")}\n`;
}

function stackOf(diff: StackDiff): string {
  const { stack, traffic, ways, reasons, also, notes } = diff;
  const rows = joined(traffic);
  const opened = rows.filter(({ change }) => change === "opens");
  const closed = rows.filter(({ change }) => change === "closes");
  return [
    `#### ${escaped(stack)}`,
    `**${escaped(summaryOf(diff))}**`,
    ...listed("Why", reasons.map(declaredText)),
    ...trafficTable("opens", opened),
    ...wayTable(ways),
    ...trafficTable("closes", closed),
    ...evidence(rows),
    ...listed("Also changed", also.map(declaredText)),
    ...listed("Not seen", notes),
  ].join("\n\n");
}

/** A table of rows; what closes is folded where there is much of it, what opens never is. */
function trafficTable(change: TrafficChange["change"], rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const made = table(
    ["", "interface", change === "opens" ? "open" : "closed", "peer", "traffic", "what for"],
    rows.map((row) => [
      row.change === "opens" ? `**${escaped(headingOf(row).toLowerCase())}**` : escaped(headingOf(row).toLowerCase()),
      lines(firstOf(row.interfaces)),
      row.direction === "ingress" ? "in" : "out",
      lines(firstOf(row.peers)),
      lines([...row.services, ...(row.own === null ? [] : [`at ${row.own.join(", ")}`])]),
      lines(reasonTexts(row)),
    ]),
  );
  return [
    change === "closes" && rows.length > MOST_ROWS ? folded(`${String(rows.length)} rows of what closes`, made) : made,
  ];
}

function wayTable(ways: StackDiff["ways"]): string[] {
  if (ways.length === 0) return [];
  return [
    table(
      ["", "way", "state"],
      wayTexts(ways).map(({ change, isOpening, what, state }) => [
        isOpening ? "**opens**" : change,
        escaped(what),
        escaped(state),
      ]),
    ),
  ];
}

/** Packets and rules: whoever doubts a row looks here. */
function evidence(rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const made = table(
    ["", "interface", "a packet", "rules"],
    rows.map((row) => [
      row.change,
      lines(firstOf(row.interfaces)),
      code(row.witness),
      [...firstOf(row.permittedBy), ...row.deniedBy.map((rule) => `denied by ${rule}`), ...firstOf(row.unseen, 3)]
        .map(code)
        .join("<br>"),
    ]),
  );
  return [folded("Packets and rules", made)];
}

function listed(title: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  const list = texts.map((text) => `- ${escaped(text)}`).join("\n");
  return [texts.length > MOST_ROWS ? folded(`${title} (${String(texts.length)})`, list) : `${title}:\n\n${list}`];
}

function folded(summary: string, content: string): string {
  return `<details><summary>${escaped(summary)}</summary>\n\n${content}\n\n</details>`;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

function lines(texts: readonly string[]): string {
  return texts.map(escaped).join("<br>");
}

/** A text as code: nothing in it means anything, but for the end of the code and of the cell. */
function code(text: string): string {
  return `\`${plainText(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

const MARKS = /(?<!\w)[@#]\w[\w/.-]*|[\\`*_[\]|~&<>]/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A text without anything that GitHub would take for its own: marks, cells, tags; people and issues it links, but for code. */
function escaped(text: string): string {
  return plainText(text).replace(MARKS, (mark) => (mark.length > 1 ? code(mark) : (ENTITIES[mark] ?? `\\${mark}`)));
}
