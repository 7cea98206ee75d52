/** One fact whole, as text for people. */
import { CHOICES, ROLES } from "../../catalog/all";
import type { DirectionFact, FlowFact, LimitFact, SystemId, When } from "../../catalog/schema";
import { UcEdgeError } from "../../net/uc-edge-error";
import { alternativesOf, flowsOfChoice, limitWords, probeWords } from "./catalog-columns";
import { allEntries, type CatalogEntry, directionIds, directionOf } from "./catalog-entries";
import { didYouMean } from "./catalog-filter";
import {
  choicesIn,
  documentWords,
  openedTraffic,
  placeWords,
  portListWords,
  printedTraffic,
  whenWords,
} from "./catalog-words";
import type { TextLayout } from "./rule-table";
import { type Cell, COLUMN_GAP, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const NARROWEST = 60;
const LABELS = 12;

/** A labeled part of a fact, in lines. */
type Field = readonly [label: string, ...lines: string[]];

/**
 * The fact with an id; the flow, for the id of one of its directions.
 *
 * @throws {@link UcEdgeError} `tools-catalog-id-unknown`
 */
export function findEntry(id: string): CatalogEntry {
  const entries = allEntries();
  const flow = directionOf(id)?.flow.id;
  const found = entries.find((entry) => entry.id === id || entry.id === flow);
  if (found !== undefined) return found;
  const known = [...entries.map((entry) => entry.id), ...directionIds()];
  throw new UcEdgeError({
    code: "tools-catalog-id-unknown",
    what: "cannot explain",
    prop: "id",
    value: id,
    expected: `the id of a fact, such as "${known[0] ?? ""}"${didYouMean(id, known)}`,
    todo: "list them with uc-edge catalog, and the other kinds with --kind",
  });
}

/** A fact whole. */
export function printEntry(entry: CatalogEntry, layout: TextLayout): string {
  const { colors } = layout;
  const width = Math.max(layout.width, NARROWEST);
  const fields = [
    ...fieldsOf(entry),
    ...printedFields(entry),
    ...(entry.kind === "flows" ? openedFields(entry.fact) : []),
    ["source", placeWords(entry.fact.source), documentWords(entry.fact.source)] satisfies Field,
  ].filter(([, ...lines]) => lines.length > 0);
  const rows = fields.map(([label, ...lines]): Cell[] => [
    { text: label, color: colors.dim },
    { text: lines.join("\n") },
  ]);
  return [
    wrapText(`${entry.id} (${entry.kind})`, width, "")
      .split("\n")
      .map((line) => colors.bold(line))
      .join("\n"),
    "=".repeat(width),
    printTable(rows, [LABELS, width - LABELS - COLUMN_GAP], ""),
    "",
  ].join("\n");
}

function printedFields({ fact }: CatalogEntry): Field[] {
  const printed = "printed" in fact ? Object.entries(fact.printed) : [];
  const reading = ("reading" in fact ? fact.reading : null) ?? null;
  return [
    ["printed", ...printed.map(([cell, text]) => `${cell}: ${text === "" ? "(empty)" : text}`)],
    ...(reading === null
      ? []
      : ([
          ["read as", reading.says],
          ["because", reading.because],
        ] satisfies Field[])),
  ];
}

function fieldsOf(entry: CatalogEntry): Field[] {
  const { fact } = entry;
  const { system } = fact;
  switch (entry.kind) {
    case "flows":
      return flowFields(entry.fact);
    case "dns":
      return dnsFields(entry);
    case "certificates":
      return [
        ["topology", entry.fact.topology],
        ["roles", ...roleLines(system, entry.fact.roles)],
        ["CA", `${entry.fact.ca}${entry.fact.requirement === undefined ? "" : ` (${entry.fact.requirement})`}`],
        ["subject", entry.fact.subject ?? "not stated"],
        ["names", ...entry.fact.alternativeNames.map((name) => `- ${name}`)],
        ["remarks", ...entry.fact.comments.map((comment) => `- ${comment}`)],
        ...whenFields(system, entry.fact.when ?? "always"),
      ];
    case "translations":
      return [
        ["says", entry.fact.says],
        ["rule", entry.fact.rule],
        ["role", ...roleLines(system, [entry.fact.role])],
      ];
    case "limits":
      return limitFields(entry.fact);
    case "checks":
      return checkFields(entry);
    case "features":
      return [
        ["feature", entry.fact.feature],
        ["needs", alternativesOf(entry.fact).join("\nor ")],
        ["clients", ...roleLines(system, entry.fact.clients)],
      ];
    case "edge-servers":
      return [
        ["what for", entry.fact.supports],
        ["role", ...roleLines(system, [entry.fact.role])],
        ["internal", ...roleLines(system, entry.fact.internalRoles)],
        ["protocol", entry.fact.protocol],
      ];
    case "roles":
      return [
        ["role", `${entry.fact.id}: ${entry.fact.title}`],
        ["zone", entry.fact.zone],
        ["flows", `uc-edge catalog --system ${system} --role ${entry.fact.id}`],
      ];
    case "choices":
      return [
        ["choice", `${entry.fact.id}: ${entry.fact.title}`],
        ["flows", ...flowsOfChoice(entry.fact).map((flow) => `${flow.id}: ${flow.purpose}`)],
      ];
  }
}

function flowFields(flow: FlowFact): Field[] {
  return [
    ["what for", flow.purpose],
    ["from", ...roleLines(flow.system, flow.from)],
    ["to", ...roleLines(flow.system, flow.to)],
    ["traffic", printedTraffic(flow)],
    ["protocol", flow.protocol === "" ? "none printed" : flow.protocol],
    ["configurable", flow.configurable ? "yes" : "no"],
    ["depends on", ...(flow.dependsOn === undefined ? [] : [flow.dependsOn])],
    ["URLs", ...(flow.urls ?? [])],
    ["addresses", ...(flow.prefixes ?? [])],
    ["version", ...(flow.version === undefined ? [] : [flow.version])],
  ];
}

function openedFields(flow: FlowFact): Field[] {
  const whens = flow.directions.map((direction) => direction.when);
  return [
    ["opens", ...flow.directions.flatMap((direction) => directionLines(flow, direction))],
    ["opens", ...(flow.unenforced === null ? [] : [`nothing of its own: ${flow.unenforced}`])],
    ["choices", ...choiceLines(flow.system, whens)],
  ];
}

function directionLines(flow: FlowFact, direction: DirectionFact): string[] {
  const when = direction.when === "always" ? "always" : `when chosen: ${whenWords(direction.when)}`;
  return [
    `${flow.id}${direction.key}, ${when}`,
    `- ${direction.from.join(", ")} > ${direction.to.join(", ")}`,
    `- ${openedTraffic(direction)}`,
    ...(direction.purpose === undefined ? [] : [`- ${direction.purpose}`]),
  ];
}

function dnsFields({ fact }: CatalogEntry & { kind: "dns" }): Field[] {
  if ("address" in fact) {
    return [
      ["name", fact.name],
      ["forwarded to", fact.address],
      ["region", fact.region],
      ["data center", fact.dataCenter ?? "not labeled"],
      ["role", ...roleLines(fact.system, [fact.role])],
    ];
  }
  const number = (value: number | null | undefined): string[] => (value == null ? [] : [String(value)]);
  return [
    ["name", fact.name],
    ["type", fact.type],
    ["view", fact.view],
    ["role", ...roleLines(fact.system, [fact.role])],
    ["target", ...(fact.target === undefined ? [] : [fact.target])],
    ["port", ...number(fact.port)],
    ["priority", ...number(fact.priority)],
    ["weight", ...number(fact.weight)],
    ["look-up", ...number(fact.order)],
    ...whenFields(fact.system, fact.when),
  ];
}

function limitFields(fact: LimitFact): Field[] {
  const { quantity } = fact;
  return [
    ["subject", fact.subject],
    ["says", limitWords(fact)],
    ["number", ...(quantity === null ? [] : [`${quantity.bound} ${String(quantity.value)} ${quantity.unit}`])],
    ["ports", ...(fact.ports === undefined ? [] : [portListWords(fact.ports)])],
    ["roles", ...roleLines(fact.system, fact.roles)],
    ...whenFields(fact.system, fact.when),
  ];
}

function checkFields({ fact }: CatalogEntry & { kind: "checks" }): Field[] {
  const needs = fact.needs.flatMap((id) => {
    const found = directionOf(id);
    return found === undefined ? [id] : directionLines(found.flow, found.direction);
  });
  return [
    ["step", `${String(fact.step)}, to ${fact.procedure}`],
    ["says", fact.says],
    ["from", ...roleLines(fact.system, [fact.from])],
    ["what is done", probeWords(fact.probe)],
    ["good", fact.success],
    ["else", fact.failure],
    ["needs", ...needs],
  ];
}

function whenFields(system: SystemId, when: When): Field[] {
  return [
    ["applies", when === "always" ? "always" : `when chosen: ${whenWords(when)}`],
    ["choices", ...choiceLines(system, [when])],
  ];
}

function choiceLines(system: SystemId, whens: readonly When[]): string[] {
  return [...new Set(whens.flatMap(choicesIn))].map((id) => {
    const choice = CHOICES.find((one) => one.system === system && one.id === id);
    return `${id}: ${choice?.title ?? "not in the catalog"}`;
  });
}

/** Roles with the vendor's name and where they lie; a zone, from which a check can be run too, by its name. */
function roleLines(system: SystemId, ids: readonly string[]): string[] {
  return ids.map((id) => {
    const role = ROLES.find((one) => one.system === system && one.id === id);
    return role === undefined ? id : `${id}: ${role.title} (${role.zone})`;
  });
}
