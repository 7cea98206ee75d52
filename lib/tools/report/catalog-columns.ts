/** What a table of facts shows of each kind: three columns beside the fact's name, and remarks. */
import { FLOWS } from "../../catalog/all";
import type {
  CertificateFact,
  CheckFact,
  ChoiceFact,
  FeatureFact,
  FlowFact,
  LimitFact,
  Reading,
  RoleFact,
} from "../../catalog/schema";
import { type CatalogEntry, endsOf } from "./catalog-entries";
import type { CatalogKind } from "./catalog-kinds";
import { choicesIn, printedTraffic, shortPlaceWords, whenWords } from "./catalog-words";

/** A fact in a table. */
export interface CatalogRow {
  readonly cells: readonly [string, string, string];
  /** Below the cells: what is read instead of what is printed, what is not opened, a certificate's names and remarks. */
  readonly remarks: readonly string[];
}

/** The headings of the columns. */
export const HEADINGS: Readonly<Record<CatalogKind, readonly [string, string, string]>> = {
  flows: ["who", "traffic", "what for"],
  dns: ["name", "leads to", "when"],
  certificates: ["topology", "roles", "CA and subject"],
  translations: ["role", "rule", "what it says"],
  limits: ["subject", "when", "what it says"],
  checks: ["from", "what is done", "what follows"],
  features: ["feature", "clients", "roles that it needs"],
  "edge-servers": ["role", "internal server", "what for"],
  roles: ["name", "zone", "flows"],
  choices: ["what is chosen", "flows", "where it stands"],
};

/** A fact's cells and remarks. */
export function rowOf(entry: CatalogEntry): CatalogRow {
  const reading = ("reading" in entry.fact ? entry.fact.reading : null) ?? null;
  return { cells: cellsOf(entry), remarks: remarksOf(reading, entry) };
}

function remarksOf(reading: Reading | null, entry: CatalogEntry): string[] {
  const own = entry.kind === "certificates" ? certificateRemarks(entry.fact) : [];
  const read = reading === null ? [] : [`read as: ${reading.says}`];
  const unenforced = entry.kind === "flows" ? entry.fact.unenforced : null;
  return [...own, ...read, ...(unenforced === null ? [] : [`opens nothing of its own: ${unenforced}`])];
}

function cellsOf(entry: CatalogEntry): CatalogRow["cells"] {
  switch (entry.kind) {
    case "flows":
      return flowCells(entry.fact);
    case "dns":
      return dnsCells(entry);
    case "certificates":
      return certificateCells(entry.fact);
    case "translations":
      return [entry.fact.role, entry.fact.rule, entry.fact.says];
    case "limits":
      return [entry.fact.subject, whenWords(entry.fact.when), limitWords(entry.fact)];
    case "checks":
      return checkCells(entry.fact);
    case "features":
      return [entry.fact.feature, entry.fact.clients.join(", "), alternativesOf(entry.fact).join("\nor ")];
    case "edge-servers":
      return [entry.fact.role, entry.fact.internalRoles.join(", "), `${entry.fact.protocol}: ${entry.fact.supports}`];
    case "roles":
      return [entry.fact.title, entry.fact.zone, String(flowsOfRole(entry.fact).length)];
    case "choices":
      return [entry.fact.title, String(flowsOfChoice(entry.fact).length), shortPlaceWords(entry.fact.source)];
  }
}

function flowCells(flow: FlowFact): CatalogRow["cells"] {
  const traffic = printedTraffic(flow);
  return [
    `${flow.from.join(", ")}\n> ${flow.to.join(", ")}`,
    flow.protocol === "" ? traffic : `${traffic}\n${flow.protocol}`,
    `${flow.purpose}${flow.configurable ? " (configurable)" : ""}`,
  ];
}

function dnsCells({ fact }: CatalogEntry & { kind: "dns" }): CatalogRow["cells"] {
  if ("address" in fact) {
    const place = fact.dataCenter === null ? fact.region : `${fact.region} ${fact.dataCenter}`;
    return [fact.name, `forwarder ${fact.address}`, place];
  }
  const port = fact.port === null ? "" : ` port ${String(fact.port)}`;
  const order = fact.order === null ? "" : `\nlooked up ${ordinal(fact.order)}`;
  return [
    fact.name,
    `${fact.view} ${fact.type}${port} ${fact.role}${fact.target === undefined ? "" : `\n${fact.target}`}`,
    `${whenWords(fact.when)}${order}`,
  ];
}

function ordinal(order: number): string {
  return ["first", "second", "third", "fourth"][order - 1] ?? `as number ${String(order)}`;
}

function certificateCells(fact: CertificateFact): CatalogRow["cells"] {
  const ca = `${fact.ca} CA${fact.requirement === undefined ? "" : `, ${fact.requirement}`}`;
  return [fact.topology, fact.roles.join(", "), fact.subject === null ? ca : `${ca}\n${fact.subject}`];
}

function certificateRemarks(fact: CertificateFact): string[] {
  return [
    ...(fact.when === undefined ? [] : [`when: ${whenWords(fact.when)}`]),
    ...fact.alternativeNames.map((name) => `name: ${name}`),
    ...fact.comments.map((comment) => `- ${comment}`),
  ];
}

/** The rule of a limit, with its number and ports where they are not in the words. */
export function limitWords(fact: LimitFact): string {
  return fact.version === undefined ? fact.says : `${fact.says} (${fact.version})`;
}

function checkCells(fact: CheckFact): CatalogRow["cells"] {
  const { probe } = fact;
  const step = `${fact.procedure} ${String(fact.step)}: ${fact.says}`;
  return [
    fact.from,
    probe.kind === "inspect" ? step : `${step}\n${probeWords(probe)}`,
    `good: ${fact.success}\nelse: ${fact.failure}`,
  ];
}

/** What a probe does. */
export function probeWords(probe: CheckFact["probe"]): string {
  switch (probe.kind) {
    case "tcp-connect":
      return `connect to ${probe.target}, TCP ${String(probe.port)}`;
    case "dns-query":
      return `look up ${probe.type} ${probe.name}`;
    case "inspect":
      return `look at ${probe.subject}`;
  }
}

/** The sets of roles of which a feature needs one. */
export function alternativesOf(fact: FeatureFact): string[] {
  return fact.alternatives.map(({ edition, roles }) => {
    const needed = roles.length === 0 ? "no further server" : roles.join(" and ");
    return edition === "any" ? needed : `${edition} edition: ${needed}`;
  });
}

/** The flows that name a role, as printed or as read. */
function flowsOfRole(role: RoleFact): FlowFact[] {
  return FLOWS.filter((flow) => flow.system === role.system && endsOf(flow).includes(role.id));
}

/** The flows that open something where a choice is made, or is not made. */
export function flowsOfChoice(choice: ChoiceFact): FlowFact[] {
  return FLOWS.filter(
    (flow) => flow.system === choice.system && flow.directions.some((one) => choicesIn(one.when).includes(choice.id)),
  );
}
