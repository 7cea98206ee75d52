/** A list of facts as text for people: grouped by table or section, aligned, nothing cut off. */
import { HEADINGS, rowOf } from "./catalog-columns";
import { type CatalogEntry, entriesOf } from "./catalog-entries";
import type { CatalogKind } from "./catalog-kinds";
import type { TextLayout } from "./rule-table";
import { type Cell, COLUMN_GAP, columnWidth, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const NARROWEST = 60;
const INDENT = "  ";
/** The largest part of the width that the columns before the last may take: the fact's name, and the two after it. */
const SHARES: Readonly<Record<CatalogKind, readonly [number, number, number]>> = {
  flows: [0.2, 0.38, 0.2],
  dns: [0.18, 0.42, 0.26],
  certificates: [0.18, 0.26, 0.26],
  translations: [0.18, 0.2, 0.2],
  limits: [0.18, 0.26, 0.2],
  checks: [0.18, 0.18, 0.36],
  features: [0.18, 0.3, 0.26],
  "edge-servers": [0.18, 0.28, 0.28],
  roles: [0.38, 0.38, 0.12],
  choices: [0.36, 0.28, 0.08],
};

/** What the last column has at least, if it has so much to say; the widest of the others gives way. */
const LAST_SHARE = 0.28;

/** A kind in words: of one, and of several. */
const WORDS: Readonly<Record<CatalogKind, readonly [string, string]>> = {
  flows: ["flow", "flows"],
  dns: ["DNS fact", "DNS facts"],
  certificates: ["certificate", "certificates"],
  translations: ["translation", "translations"],
  limits: ["limit", "limits"],
  checks: ["check", "checks"],
  features: ["feature", "features"],
  "edge-servers": ["edge server", "edge servers"],
  roles: ["role", "roles"],
  choices: ["choice", "choices"],
};

/** A list of facts; they are all of one kind. */
export function printEntries(entries: readonly CatalogEntry[], layout: TextLayout): string {
  const [first] = entries;
  if (first === undefined) return "";
  const wide = { ...layout, width: Math.max(layout.width, NARROWEST) };
  const groups = groupsOf(entries).map((group) => printGroup(group, first.kind, wide));
  return `${[summary(entries, first, wide.width), ...groups].join("\n\n")}\n`;
}

/** What to say where nothing answers. */
export function nothingFound(kind: CatalogKind): string {
  const [, words] = WORDS[kind];
  return `none of the ${String(entriesOf(kind).length)} ${words} in the catalog answers; leave a filter out, or see uc-edge catalog --help`;
}

function summary(entries: readonly CatalogEntry[], first: CatalogEntry, width: number): string {
  const number = entries.length;
  const kind = WORDS[first.kind][number === 1 ? 0 : 1];
  return wrapText(`${String(number)} ${kind}; to see one whole: uc-edge catalog explain ${first.id}`, width, "");
}

interface Group {
  /** The ids of its facts, up to and with the last slash. */
  readonly prefix: string;
  readonly title: string;
  readonly entries: CatalogEntry[];
}

function groupsOf(entries: readonly CatalogEntry[]): Group[] {
  const groups: Group[] = [];
  for (const entry of entries) {
    const prefix = entry.id.slice(0, entry.id.lastIndexOf("/") + 1);
    const last = groups.at(-1);
    if (last?.prefix === prefix) last.entries.push(entry);
    else groups.push({ prefix, title: titleOf(entry), entries: [entry] });
  }
  return groups;
}

function titleOf(entry: CatalogEntry): string {
  return entry.kind === "roles" || entry.kind === "choices" ? entry.kind : entry.fact.source.section;
}

function widthsOf(rows: readonly (readonly string[])[], kind: CatalogKind, width: number): number[] {
  const longest = (column: number, most: number): number =>
    columnWidth(
      rows.map((row) => row[column] ?? ""),
      0,
      Math.floor(width * most),
    );
  const taken = SHARES[kind].map((share, column) => longest(column, share));
  const room = width - INDENT.length - taken.length * COLUMN_GAP;
  const least = longest(taken.length, LAST_SHARE);
  const rest = (): number => room - taken.reduce((sum, one) => sum + one, 0);
  while (rest() < least) {
    const widest = Math.max(...taken);
    taken[taken.indexOf(widest)] = widest - 1;
  }
  return [...taken, rest()];
}

function nameOf(entry: CatalogEntry): string {
  return entry.id.slice(entry.id.lastIndexOf("/") + 1);
}

function printGroup({ prefix, title, entries }: Group, kind: CatalogKind, layout: TextLayout): string {
  const { colors, width } = layout;
  const heading = ["", ...HEADINGS[kind]];
  const rows = entries.map((entry) => ({ ...rowOf(entry), name: nameOf(entry) }));
  const widths = widthsOf([heading, ...rows.map(({ name, cells }) => [name, ...cells])], kind, width);
  const indent = INDENT + " ".repeat((widths[0] ?? 0) + COLUMN_GAP);
  const lines = rows.flatMap(({ name, cells, remarks }) => [
    printTable([[name, ...cells].map((text): Cell => ({ text }))], widths, INDENT),
    ...remarks.map((remark) => colored(wrapText(remark, width, indent), colors.cyan)),
  ]);
  return [
    colored(wrapText(`${prefix} ${title}`, width, ""), colors.bold),
    printTable([heading.map((text): Cell => ({ text, color: colors.dim }))], widths, INDENT),
    ...lines,
  ].join("\n");
}

/** Each line by itself, so that no color runs over a line's end. */
function colored(text: string, color: (line: string) => string): string {
  return text.split("\n").map(color).join("\n");
}
