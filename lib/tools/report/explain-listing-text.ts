/** Everything that may pass between two ends, as a table for each direction. */
import { flowsOfPorts } from "./cited-flows";
import type { ExplainedFlow, ExplainedListing, ExplainedPassage } from "./explain-answer";
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
  const lines = passages.flatMap(linesOf);
  const first = columnWidth(
    lines.map(({ traffic }) => traffic),
    7,
    Math.min(20, Math.floor(width / 3)),
  );
  const rest = width - INDENT.length - first - COLUMN_GAP;
  const rows = lines.map(({ traffic, text, flows }): Cell[] => {
    const isAlarming = flows?.length === 0;
    const reasons = flows === null ? [] : isAlarming ? ["NOBODY ASKED FOR IT"] : printReasons(flows, rest);
    return [
      { text: traffic },
      { text: [...reasons, ...text].join("\n"), ...(isAlarming ? { color: colors.red } : {}) },
    ];
  });
  return [...title, printTable(rows, [first, rest], INDENT)].join("\n");
}

/** A line of the table; `flows` is null where it only says by what the lines above pass. */
interface Line {
  readonly traffic: string;
  readonly flows: readonly ExplainedFlow[] | null;
  readonly text: readonly string[];
}

/** One line for each range of ports, with the flows that ask for it, and then the rules of all. */
function linesOf({ traffic, flows, verdict, from, to, by, rules }: ExplainedPassage): Line[] {
  const ranges = traffic.flatMap((one) => one.ports?.map((range) => ({ ...one, ports: [range] })) ?? [one]);
  const lines = ranges.map((one): Line => {
    const [range] = one.ports ?? [];
    const here = flowsOfPorts(flows, range === undefined ? undefined : { first: range[0], last: range[1] });
    const ids = new Set(here.filter((flow) => isOfTransport(flow, one.transport)).map(({ id }) => id));
    return { traffic: printShown(one), flows: flows.filter(({ id }) => ids.has(id)), text: [] };
  });
  const text = [
    ...(verdict === "perhaps" ? ["perhaps: not all of it is known before Terraform runs"] : []),
    ...(from === null ? [] : [`from ${few(from)}`]),
    ...(to === null ? [] : [`to ${few(to)}`]),
    ...by,
    ...(rules.length === 0 ? ["no rule is seen on the way"] : rules.map((rule) => `rule ${rule}`)),
  ];
  return [...lines, { traffic: "", flows: null, text }];
}

function isOfTransport({ transports }: ExplainedFlow, transport: string): boolean {
  return transports.length === 0 || transport === "all protocols" || transports.includes(transport);
}

function few(texts: readonly string[]): string {
  if (texts.length <= MOST_SOURCES) return texts.join(", ");
  return `${texts.slice(0, MOST_SOURCES - 1).join(", ")} and ${String(texts.length - MOST_SOURCES + 1)} more prefixes`;
}
