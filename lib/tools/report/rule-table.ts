/** The rules of a group as a table: who, what traffic, what for, and who asks for it. */
import type { Colors } from "picocolors/types";
import { ALL_PORTS, printPorts } from "../../net/port-range";
import { type CitedFlow, flowsOfPorts, printCitation } from "./cited-flows";
import type { PreviewGroup, PreviewRule } from "./preview";
import { type Cell, cellLines, COLUMN_GAP, columnWidth, printTable } from "./text-table";

/** How text is laid out. */
export interface TextLayout {
  /** The width in columns; 60 at least. */
  readonly width: number;
  /** Colors, or functions that leave text as it is. */
  readonly colors: Colors;
}

/** Why a rule is there, and on whose word. */
interface Reason {
  readonly purpose: string;
  readonly by: string;
}

/** A line of the table: one range of ports, and all peers that have it for the same reasons. */
interface RuleLine {
  readonly rule: PreviewRule;
  readonly peers: string[];
  readonly traffic: string;
  readonly reasons: readonly Reason[];
}

const INDENT = "  ";
const DIRECTION_WIDTH = 3;
/** With less room for it, what a rule is for shares its column with who asks for it. */
const LEAST_PURPOSE = 16;
/** Who asks for it gets this much, and half of what a terminal is wider than that. */
const MOST_BY = 18;
const USUAL_WIDTH = 80;

/** Rules that differ only in their peer are shown together. */
export function printRules(rules: readonly PreviewRule[], group: PreviewGroup, layout: TextLayout): string {
  const { colors } = layout;
  // Where a rule denies before others allow, the order says what is open.
  const hasOrder = group.rules.some((rule) => rule.access === "deny" && !rule.isLastDenial);
  const lines = linesOf(rules, group, hasOrder);
  const peer = columnWidth(
    lines.flatMap((line) => line.peers.flatMap((one) => one.split(" "))),
    10,
    18,
  );
  const traffic = columnWidth(
    lines.map((line) => line.traffic),
    8,
    16,
  );
  const by = columnWidth(
    lines.flatMap((line) => line.reasons.map((reason) => reason.by)),
    12,
    MOST_BY + Math.max(0, Math.floor((layout.width - USUAL_WIDTH) / 2)),
  );
  const rest = layout.width - INDENT.length - DIRECTION_WIDTH - peer - traffic - 3 * COLUMN_GAP;
  const purpose = rest - by - COLUMN_GAP;
  const isNarrow = purpose < LEAST_PURPOSE;
  const titles = ["", "peer", "traffic", ...(isNarrow ? ["what for [by whom]"] : ["what for", "asked for by"])];
  const heading = titles.map((text): Cell => ({ text, color: colors.dim }));
  const rows = lines.map((line): Cell[] => {
    const { rule } = line;
    const alarm = isAlarming(rule) ? { color: colors.red } : {};
    return [
      { text: rule.direction === "ingress" ? "in" : "out" },
      { text: line.peers.join("\n"), ...(rule.isInternet ? { color: colors.yellow } : {}) },
      { text: line.traffic },
      ...(isNarrow
        ? [{ text: stacked(line.reasons), ...alarm }]
        : besides(line.reasons, purpose, by).map((text, column) => ({ text, ...(column === 1 ? alarm : {}) }))),
    ];
  });
  const widths = [DIRECTION_WIDTH, peer, traffic, ...(isNarrow ? [rest] : [purpose, by])];
  return printTable([heading, ...rows], widths, INDENT);
}

function isAlarming(rule: PreviewRule): boolean {
  return rule.standing === "undocumented" || rule.standing === "wider" || rule.flows.some(({ expired }) => expired);
}

/** Reasons as two cells in which each purpose stands beside who asks for it. */
function besides(reasons: readonly Reason[], purposeWidth: number, byWidth: number): [string, string] {
  const pairs = reasons.map(({ purpose, by }) => {
    const left = cellLines(purpose, purposeWidth);
    const right = cellLines(by, byWidth);
    const height = Math.max(left.length, right.length);
    const filled = (lines: string[]): string[] => Array.from({ length: height }, (_, index) => lines[index] ?? "");
    return [filled(left), filled(right)] as const;
  });
  return [pairs.flatMap(([left]) => left).join("\n"), pairs.flatMap(([, right]) => right).join("\n")];
}

function stacked(reasons: readonly Reason[]): string {
  return reasons.map(({ purpose, by }) => (by === "" ? purpose : `${purpose}\n[${by}]`)).join("\n");
}

function linesOf(rules: readonly PreviewRule[], group: PreviewGroup, hasOrder: boolean): RuleLine[] {
  const lines = new Map<string, RuleLine>();
  for (const rule of rules) {
    for (const range of rule.ports === null || rule.ports.length === 0 ? [undefined] : rule.ports) {
      const traffic = trafficLines(rule, range).join("\n");
      const reasons = reasonsOf(rule, range, group, hasOrder);
      const key = JSON.stringify([rule.direction, traffic, rule.isInternet, rule.standing, reasons]);
      const line = lines.get(key);
      if (line === undefined) lines.set(key, { rule, peers: [...rule.peers], traffic, reasons });
      else for (const peer of rule.peers) line.peers.push(peer);
    }
  }
  for (const { peers } of lines.values()) peers.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return [...lines.values()];
}

function reasonsOf(
  rule: PreviewRule,
  range: readonly [number, number] | undefined,
  group: PreviewGroup,
  hasOrder: boolean,
): Reason[] {
  const reasons = reasonsOfStanding(rule, range);
  const { local } = rule;
  const ours = [group.path, group.privateAddress];
  if (local?.some((one) => !ours.includes(one)) === true) {
    reasons.push({ purpose: `only for ${local.join(", ")}`, by: "" });
  }
  if (rule.repeated) reasons.push({ purpose: "count, for_each or a dynamic block: several rules, or none", by: "" });
  if (rule.unknown.length > 0) reasons.push({ purpose: `not known yet: ${rule.unknown.join(", ")}`, by: "" });
  if (hasOrder) reasons.push({ purpose: `priority ${String(rule.priority ?? "unknown")}`, by: "" });
  return reasons;
}

function reasonsOfStanding(rule: PreviewRule, range: readonly [number, number] | undefined): Reason[] {
  const described = rule.description === "" ? "no reason given" : rule.description;
  if (rule.standing === "undocumented") return [{ purpose: described, by: "UNDOCUMENTED" }];
  if (rule.standing === "denial") return [{ purpose: described, by: "denied" }];
  const flows = flowsOfPorts(rule.flows, range === undefined ? undefined : { first: range[0], last: range[1] });
  const byPurpose = new Map<string, string[]>();
  for (const flow of flows) byPurpose.set(flow.purpose, [...(byPurpose.get(flow.purpose) ?? []), askedBy(flow)]);
  const reasons = [...byPurpose].map(([purpose, by]) => ({ purpose, by: shortened(by) }));
  for (const id of rule.unknownFlows) reasons.push({ purpose: `names ${id}`, by: "UNKNOWN FLOW" });
  if (rule.moreFlows > 0) {
    const flowsMore = rule.moreFlows === 1 ? "1 more flow" : `${String(rule.moreFlows)} more flows`;
    reasons.push({ purpose: `and ${flowsMore} that the rule's description has no room for`, by: "" });
  }
  if (rule.standing === "wider") {
    reasons.push({ purpose: "the flows named ask for less: other ports, peers or direction", by: "WIDER THAN ASKED" });
  }
  return reasons;
}

/** Who asks for a flow: the document's row, or whoever added it. */
export function askedBy(flow: CitedFlow): string {
  if (flow.citation !== null) return `${printCitation(flow.citation)}${flow.reading === null ? "" : "*"}`;
  const need = flow.need === null ? "" : `, need ${flow.need.id}`;
  const owner = `${flow.owner === null ? "own" : `own: ${flow.owner}`}${need}`;
  if (flow.expires === null) return owner;
  return flow.expired ? `${owner}, EXPIRED ${flow.expires}` : `${owner} until ${flow.expires}`;
}

/** `ocs-2007 ports 21, 27` for two citations of one table. */
export function shortened(citations: readonly string[]): string {
  const byTable = new Map<string, string[]>();
  for (const citation of citations) {
    const row = /^(.*) (\d+\*?)$/.exec(citation);
    const table = row?.[1] ?? citation;
    byTable.set(table, [...(byTable.get(table) ?? []), ...(row?.[2] === undefined ? [] : [row[2]])]);
  }
  return [...byTable]
    .map(([table, rows]) => (rows.length === 0 ? table : `${table} ${[...new Set(rows)].join(", ")}`))
    .join("; ");
}

/** `tcp 443`, `udp 50000-59999`, `icmp type 8`, or `all protocols`, with source ports behind it. */
export function printTraffic(rule: PreviewRule, range: readonly [number, number] | undefined): string {
  return trafficLines(rule, range).join(" ");
}

/** The traffic of a rule in one range of its ports: what is reached, and below it the source ports. */
function trafficLines(rule: PreviewRule, range: readonly [number, number] | undefined): string[] {
  const sources = (rule.sourcePorts ?? []).map(([first, last]) => printPorts({ first, last }));
  return [reachedText(rule, range), ...(sources.length === 0 ? [] : ["source ports", ...sources])];
}

function reachedText({ transport, icmp }: PreviewRule, range: readonly [number, number] | undefined): string {
  const isAll = range?.[0] === ALL_PORTS.first && range[1] === ALL_PORTS.last;
  const ports = range === undefined ? "unknown ports" : printPorts({ first: range[0], last: range[1] });
  if (transport === "tcp" || transport === "udp") return `${transport} ${isAll ? "all ports" : ports}`;
  if (transport === "all" || transport === "unknown") {
    const name = transport === "all" ? "all protocols" : "unknown protocol";
    return range === undefined || isAll ? name : `${name} port ${ports}`;
  }
  if (icmp?.type !== undefined) {
    return `${transport} type ${String(icmp.type)}${icmp.code === undefined ? "" : ` code ${String(icmp.code)}`}`;
  }
  if (icmp !== null) return `${transport} all types`;
  return /^\d+$/.test(transport) ? `protocol ${transport}` : transport;
}
