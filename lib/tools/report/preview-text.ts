/** A preview as text for people: the important part first, aligned, readable at 80 columns and without color. */
import { RECORDS } from "../../catalog/all";
import { DOCUMENTS } from "../../catalog/documents";
import type { NeedFact } from "../../catalog/schema";
import { type CitedFlow, printCitation } from "./cited-flows";
import { printFeatures } from "./features";
import { printForwarders, printPartnerRoutes } from "./links-text";
import { withPlainText } from "./plain-text";
import type { PreviewGroup, PreviewRule, PreviewStack } from "./preview";
import { printOrder } from "./preview-records";
import { printHostRoutes, printWays, type PreviewAddress } from "./preview-ways";
import { printRules, type TextLayout } from "./rule-table";
import { COLUMN_GAP, columnWidth, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const NARROWEST = 60;
/** With less room for it, what a record leads to stands below its name. */
const LEAST_VALUE = 20;
const INDENT = "  ";

/** The preview of several stacks. */
export function printPreview(stacks: readonly PreviewStack[], layout: TextLayout): string {
  const wide = { ...layout, width: layout.width >= NARROWEST ? layout.width : NARROWEST };
  const plain = withPlainText(stacks);
  const parts = [
    ...plain.map((stack) => printStack(stack, wide)),
    printReadings(plain, wide),
    printLegend(plain, wide),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function printStack(stack: PreviewStack, layout: TextLayout): string {
  const { colors, width } = layout;
  const cloud = { aws: "AWS", azure: "Azure" }[stack.cloud ?? ""];
  const heading = `${stack.stack}${cloud === undefined ? "" : ` on ${cloud}`}`;
  const notes = stack.findings.filter((finding) => finding.severity === "note");
  const urgent = stack.findings.filter((finding) => finding.severity !== "note");
  const parts = [
    `${colored(wrapText(heading, width, ""), colors.bold)}\n${"=".repeat(width)}`,
    printSummary(stack, layout),
    ...urgent.map((finding) => printFinding(finding, layout)),
    printWays(stack.waysIn, layout),
    ...stack.groups.map((group) => printGroup(group, layout)),
    printHostRoutes(stack.hostRoutes, layout),
    printRecords(stack, layout),
    printForwarders(stack, layout),
    printPartnerRoutes(stack, layout),
    printFeatures(stack.features, layout),
    ...notes.map((finding) => printFinding(finding, layout)),
    printAbsentNeeds(stack, layout),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function printSummary(stack: PreviewStack, { colors, width }: TextLayout): string {
  const rules = stack.groups.flatMap((group) => group.rules).filter((rule) => rule.access === "allow");
  const number = (test: (rule: PreviewRule) => boolean): number => rules.filter(test).length;
  const count = (what: string, test: (rule: PreviewRule) => boolean): string => `${String(number(test))} ${what}`;
  const expired = number((rule) => rule.flows.some((flow) => flow.expired));
  const open = [
    `${counted(rules.length, "rule")} open`,
    count("from the internet", (rule) => rule.isInternet && rule.direction === "ingress"),
    count("to the internet", (rule) => rule.isInternet && rule.direction === "egress"),
  ].join(", ");
  const asked = [
    count("undocumented", (rule) => rule.standing === "undocumented"),
    count("wider than asked for", (rule) => rule.standing === "wider"),
    count("of your own", (rule) => rule.standing === "own"),
    ...(expired === 0 ? [] : [`${String(expired)} with an expired flow`]),
  ].join(", ");
  const isSound = number((rule) => rule.standing === "undocumented" || rule.standing === "wider") + expired === 0;
  const lines = [
    wrapText(open, width, ""),
    colored(wrapText(asked, width, ""), isSound ? undefined : colors.red),
    ...stack.choices.map(({ path, system, choices }) => {
      const opens = choices.length === 0 ? "no choice" : choices.join(", ");
      return wrapText(`${path} (${system}) opens: ${opens}`, width, "");
    }),
  ];
  if (stack.cloud === null) {
    lines.push(wrapText("the stack has no declaration: nothing in it was made by cdktf-uc-edge", width, ""));
  }
  return lines.join("\n");
}

function printFinding(finding: PreviewStack["findings"][number], { colors, width }: TextLayout): string {
  const loud = finding.accepted === undefined ? finding.severity : "accepted";
  const mark = { error: colors.red, warning: colors.yellow, accepted: colors.dim }[loud] ?? colors.cyan;
  const severity = finding.accepted === undefined ? finding.severity.toUpperCase() : "ACCEPTED";
  const heading = wrapText(`${severity} ${finding.code} (${finding.where})`, width, "");
  const lines = [
    heading.startsWith(severity) ? `${mark(severity)}${heading.slice(severity.length)}` : heading,
    wrapText(finding.what, width, INDENT),
    ...(finding.accepted === undefined ? [] : [wrapText(`accepted: ${finding.accepted}`, width, INDENT)]),
    wrapText(`why: ${finding.why}`, width, INDENT),
    wrapText(`do: ${finding.todo}`, width, INDENT),
  ];
  if (finding.facts.length > 0) lines.push(wrapText(`source: ${finding.facts.join(", ")}`, width, INDENT));
  return lines.join("\n");
}

function printGroup(group: PreviewGroup, layout: TextLayout): string {
  const { colors, width } = layout;
  const lines = [
    colored(wrapText(group.title, width, ""), colors.bold),
    ...placeOf(group).map((line) => wrapText(line, width, "")),
  ];
  const allowed = group.rules.filter((rule) => rule.access === "allow");
  const denied = group.rules.filter((rule) => rule.access === "deny" && !rule.isLastDenial);
  const last = group.rules.filter((rule) => rule.isLastDenial).map((rule) => side(rule.direction));
  if (allowed.length > 0) lines.push(printRules(allowed, group, layout));
  else if (group.missing) lines.push(wrapText(`the stack does not have its group, ${group.group}`, width, INDENT));
  else if (group.openByDefault.length === 0) lines.push(`${INDENT}nothing is open`);
  if (denied.length > 0) {
    const order = "denied; of the rules here that match, the one with the lowest priority number decides:";
    lines.push(wrapText(order, width, INDENT), printRules(denied, group, layout));
  }
  if (last.length > 0) lines.push(`${INDENT}denied last: everything else (${[...new Set(last)].join(", ")})`);
  for (const direction of group.openByDefault) {
    const open = {
      ingress: "in: open to the whole virtual network and to Azure's load balancers",
      egress: "out: open to the whole virtual network and to the internet",
    }[direction];
    const why = "by Azure's default rules, as no rule here denies the rest";
    lines.push(colored(wrapText(`${open}, ${why}`, width, INDENT), colors.red));
  }
  return lines.join("\n");
}

function side(direction: PreviewRule["direction"]): string {
  return direction === "ingress" ? "in" : "out";
}

/** Where it is: one line, or one for each of several addresses, and what peers see for connections that start there. */
function placeOf(group: PreviewGroup): string[] {
  const place = group.path ?? group.group;
  const all = group.nics.flat();
  const wayOut = group.wayOut.map((text) => (isReference(text) ? "an address made at deployment" : text));
  const isOwn = group.wayOut.every((text) => all.some(({ publicAddress }) => publicAddress === text));
  const seen = wayOut.length === 0 || isOwn ? [] : [`seen by peers as ${[...new Set(wayOut)].join(", ")}`];
  if (all.length > 1) return [place, ...all.map((address) => `${INDENT}${addressText(address)}`), ...seen];
  const own = addressText(all[0] ?? group);
  return [own === "" ? place : `${place}, ${own}`, ...seen];
}

function addressText({
  privateAddress,
  publicAddress,
  publicAddressKnown,
  ...more
}: Omit<PreviewAddress, "ipv6Address"> & { readonly ipv6Address?: string | null }): string {
  const shown = publicAddressKnown ? (publicAddress ?? "") : "address made at deployment";
  return [privateAddress, more.ipv6Address, publicAddress === null ? null : `public ${shown}`]
    .filter((one) => one !== null && one !== undefined)
    .join(", ");
}

function isReference(text: string): boolean {
  return !/^[0-9a-f.:]+$/i.test(text);
}

function printRecords(stack: PreviewStack, { colors, width }: TextLayout): string {
  if (stack.records.length === 0) return "";
  const addresses = new Map(stack.groups.map((group) => [group.publicAddress, group.path]));
  const name = columnWidth(
    stack.records.map((record) => record.name),
    10,
    Math.floor(width / 2),
  );
  const before = [8, 4];
  const rest = width - INDENT.length - 8 - 4 - 2 * COLUMN_GAP;
  const beside = rest - name - COLUMN_GAP;
  const isNarrow = beside < LEAST_VALUE;
  const lines = stack.records.flatMap((record) => {
    const values = record.values.map(({ text, isReference }) => {
      const path = addresses.get(text);
      if (!isReference) return text;
      return path == null ? `made at deployment: ${text}` : `public address of ${path}`;
    });
    const notes = [record.made ? "" : "to be made elsewhere", printOrder(record), ...record.facts.map(recordSource)];
    const below = (text: string, color = (line: string): string => line): string =>
      printTable([[{ text: "" }, { text: "" }, { text, color }]], [...before, rest], INDENT);
    const first = [{ text: record.view }, { text: record.type }, { text: record.name }];
    return [
      ...(isNarrow
        ? [printTable([first], [...before, rest], INDENT), ...values.map((value) => below(value))]
        : [printTable([[...first, { text: values.join("\n") }]], [...before, name, beside], INDENT)]),
      ...notes.filter((note) => note !== "").map((note) => below(note, colors.dim)),
    ];
  });
  return [colors.bold("DNS records"), ...lines].join("\n");
}

function recordSource(id: string): string {
  const fact = RECORDS.find((record) => record.id === id);
  return `asked for by ${fact === undefined ? id : printCitation(fact.source)}`;
}

/** Every server needs some of them; which, and from whom, no document of a product says. */
function printAbsentNeeds(stack: PreviewStack, { colors, width }: TextLayout): string {
  const all = new Set(stack.groups.flatMap((group) => group.roles));
  const lines = stack.absentNeeds.map(({ areas, roles }) => {
    const where = roles.length === all.size ? "" : ` (${roles.join(", ")})`;
    return colored(wrapText(`common needs without a flow: ${areas.join(", ")}${where}`, width, ""), colors.dim);
  });
  return lines.join("\n");
}

/** Where a document is unclear, what was read there: a reviewer must be able to disagree. */
function printReadings(stacks: readonly PreviewStack[], { colors, width }: TextLayout): string {
  const readings = new Map(
    flowsOf(stacks).flatMap(({ citation, reading }) =>
      citation === null || reading === null ? [] : [[printCitation(citation), reading] as const],
    ),
  );
  if (readings.size === 0) return "";
  const lines = [...readings].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  return [
    colors.bold("* Where a document is unclear, it is read like this"),
    ...lines.map(([citation, reading]) => wrapText(`${citation}: ${reading}`, width, INDENT)),
  ].join("\n");
}

function printLegend(stacks: readonly PreviewStack[], { colors, width }: TextLayout): string {
  const cited = new Set<string | undefined>(flowsOf(stacks).map(({ citation }) => citation?.document));
  const documents = DOCUMENTS.filter(({ key }) => cited.has(key));
  const needs = new Map(flowsOf(stacks).flatMap(({ need }) => (need === null ? [] : [[need.id, need] as const])));
  return [
    colors.bold("How to read this"),
    wrapText("in: the peer opens the connection; out: the interface does. Replies pass by themselves.", width, INDENT),
    ...(stacks.some(({ waysIn }) => waysIn.some(({ through }) => through === "static-nat"))
      ? [wrapText("every port: static NAT keeps all ports; what passes is what the rules permit.", width, INDENT)]
      : []),
    wrapText("asked for by: the document, its table, and the row in it; own: a flow that you added.", width, INDENT),
    ...documents.map(({ key, title, publisher }) => wrapText(`${key}: ${title} (${publisher})`, width, INDENT)),
    ...[...needs.values()].map(({ id, title, sources }) =>
      wrapText(`need ${id}: ${title} (${sources.map(needSource).join("; ")})`, width, INDENT),
    ),
  ].join("\n");
}

function needSource({ document, section }: NeedFact["sources"][number]): string {
  return `${document}, section ${section}`;
}

function flowsOf(stacks: readonly PreviewStack[]): CitedFlow[] {
  return stacks.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.flatMap(({ flows }) => flows)));
}

/** Colors each line, so that none is colored across the end of another. */
function colored(text: string, color?: (text: string) => string): string {
  if (color === undefined) return text;
  return text
    .split("\n")
    .map((line) => color(line))
    .join("\n");
}

function counted(number: number, thing: string): string {
  return `${String(number)} ${thing}${number === 1 ? "" : "s"}`;
}
