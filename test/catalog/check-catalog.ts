/** What every fact must be like. Each message names the fact's id and its place in the document. */
import type { Citation, Fact, OpenedPorts, PrintedPorts, When } from "../../lib/catalog/schema";
import { isTransport, hasPorts } from "../../lib/net/transport";
import type { CatalogFacts } from "./catalog-facts";

/** The tables of the documents: how many rows each prints, and which kinds of facts hold them. */
export const TABLES: readonly (readonly [system: string, table: string, rows: number, kinds: readonly Kind[]])[] = [
  ["ocs-2007", "sign-in-srv", 4, ["records"]],
  ["ocs-2007", "features", 11, ["features"]],
  ["ocs-2007", "edge-servers", 4, ["edgeServers"]],
  ["ocs-2007", "certificates", 9, ["certificates"]],
  ["ocs-2007", "ports", 29, ["flows"]],
  ["webex-di", "table-1", 4, ["limits"]],
  ["webex-di", "table-2", 44, ["flows"]],
  ["webex-di", "table-3", 1, ["flows"]],
  ["webex-di", "table-4", 1, ["flows"]],
  ["webex-di", "table-5", 20, ["flows"]],
  ["webex-di", "table-6", 15, ["limits", "forwarders"]],
  ["xphone", "connection-overview", 32, ["flows"]],
  ["xphone", "port-list", 10, ["flows"]],
];

type Kind = Exclude<keyof CatalogFacts, "documents" | "roles" | "choices">;

const KINDS: readonly Kind[] = [
  "flows",
  "records",
  "forwarders",
  "translations",
  "certificates",
  "edgeServers",
  "limits",
  "checks",
  "features",
];
const ZONES = ["internet", "perimeter", "internal", "partner"];
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LAST_PORT = 65535;
/** Facts carry over from the documents, sentences do not: five words and a full stop, or a Korean or Chinese ending. */
const SENTENCE = /(\S+\s+){4,}\S+\.$|니다|。/;

/** What is wrong with a catalog; nothing where it is sound. */
export function checkCatalog(facts: CatalogFacts): string[] {
  const all = KINDS.flatMap((kind): readonly Fact[] => facts[kind]);
  return [
    ...facts.roles.flatMap((role) => citationFaults(`${role.system}/roles/${role.id}`, role.source, facts)),
    ...facts.choices.flatMap((choice) => citationFaults(`${choice.system}/choices/${choice.id}`, choice.source, facts)),
    ...nameFaults("role", facts.roles),
    ...nameFaults("choice", facts.choices),
    ...all.flatMap((fact) => [...citationFaults(fact.id, fact.source, facts), ...wordFaults(fact)]),
    ...idFaults(facts, all),
    ...flowFaults(facts),
    ...referenceFaults(facts),
    ...numberFaults(facts),
    ...TABLES.flatMap(([system, table, rows, kinds]) => tableFaults(facts, system, table, rows, kinds)),
  ];
}

function placeOf({ document, section, table, row }: Citation): string {
  return [document, section, ...(table === undefined ? [] : [table]), ...(row === undefined ? [] : [String(row)])].join(
    ", ",
  );
}

function at(id: string, source: Citation, what: string): string {
  return `${id} (${placeOf(source)}): ${what}`;
}

function of(fact: { readonly id: string; readonly source: Citation }, what: string): string {
  return at(fact.id, fact.source, what);
}

function citationFaults(id: string, source: Citation, { documents, roles }: CatalogFacts): string[] {
  const systems = new Set<string>(roles.map((role) => role.system));
  const system = id.slice(0, id.indexOf("/"));
  const faults: string[] = [];
  if (!documents.some((document) => document.key === source.document)) {
    faults.push(`cites ${source.document}, which is no document`);
  } else if (systems.has(source.document) && source.document !== system) {
    faults.push(`cites the document of another system`);
  }
  if (source.section.trim() === "") faults.push("cites no section");
  if (source.row !== undefined && (source.table === undefined || !Number.isInteger(source.row) || source.row < 1)) {
    faults.push("cites a row without a table, or a row that is no number from 1");
  }
  return faults.map((fault) => at(id, source, fault));
}

function nameFaults(what: string, list: readonly { readonly system: string; readonly id: string }[]): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { system, id } of list) {
    if (!NAME.test(id)) faults.push(`${system}: ${what} "${id}" is not in lower case with hyphens`);
    if (seen.has(`${system}/${id}`)) faults.push(`${system}: ${what} "${id}" is there twice`);
    seen.add(`${system}/${id}`);
  }
  return faults;
}

function wordFaults(fact: Fact): string[] {
  const faults: string[] = [];
  if (Object.keys(fact.printed).length === 0) faults.push("prints nothing");
  if (fact.reading !== null && (fact.reading.says === "" || fact.reading.because === "")) {
    faults.push("has a reading without what it says, or without its reason");
  }
  if (Object.values(fact.printed).some((text) => SENTENCE.test(text))) faults.push("prints a sentence, not key words");
  if (JSON.stringify(fact).includes("workers.dev")) faults.push("cites a rewritten address");
  return faults.map((fault) => of(fact, fault));
}

function idFaults(facts: CatalogFacts, all: readonly Fact[]): string[] {
  const faults: string[] = [];
  const seen = new Map<string, string>();
  const add = (id: string, source: Citation): void => {
    const other = seen.get(id);
    if (other !== undefined) faults.push(at(id, source, `has the id of another fact (${other})`));
    seen.set(id, placeOf(source));
  };
  for (const fact of all) {
    add(fact.id, fact.source);
    const [system, section, name, ...rest] = fact.id.split("/");
    const isForm = /^[a-z0-9.-]+$/.test(section ?? "") && NAME.test(name ?? "") && rest.length === 0;
    if (system !== fact.system || !isForm) faults.push(of(fact, "has an id not of the form <system>/<section>/<name>"));
  }
  for (const flow of facts.flows) for (const { key } of flow.directions) add(flow.id + key, flow.source);
  for (const [system, table, , kinds] of TABLES) {
    for (const fact of rowsOf(facts, system, table, kinds)) {
      const id = `${system}/${table}/${String(fact.source.row)}`;
      if (fact.id !== id) faults.push(of(fact, `has an id that is not its table's and row's, ${id}`));
    }
  }
  return faults;
}

function flowFaults({ flows }: CatalogFacts): string[] {
  return flows.flatMap((flow) => {
    const faults: string[] = [];
    if (flow.directions.length === 0 && flow.unenforced === null) faults.push("opens nothing and says no reason");
    if (flow.directions.length > 0 && flow.unenforced !== null)
      faults.push("opens something, and says why it does not");
    const keys = flow.directions.map((one) => one.key);
    if (new Set(keys).size < keys.length) faults.push("has two directions with one letter");
    if (keys.some((key) => !/^[a-z]$/.test(key))) faults.push("has a direction whose key is no single letter");
    if (flow.from.length === 0 || flow.to.length === 0) faults.push("names no one at one end");
    for (const { key, from, to, transports, ports } of flow.directions) {
      if (from.length === 0 || to.length === 0) faults.push(`direction ${key} names no one at one end`);
      const needsPorts = transports.some((transport) => hasPorts(transport));
      if (needsPorts && ports === null) faults.push(`direction ${key} has no ports`);
      if (!needsPorts && transports.length > 0 && ports !== null)
        faults.push(`direction ${key} has ports without TCP or UDP`);
    }
    for (const transport of [...flow.transports, ...flow.directions.flatMap((one) => one.transports)]) {
      if (!isTransport(transport)) faults.push(`names the transport "${String(transport)}", which is none`);
    }
    return faults.map((fault) => of(flow, fault));
  });
}

/** Roles, choices and directions that a fact names and its system does not have. */
function referenceFaults(facts: CatalogFacts): string[] {
  const missing = (
    fact: Fact,
    what: string,
    names: readonly string[],
    known: readonly { readonly system: string; readonly id: string }[],
  ): string[] =>
    names
      .filter((name) => !known.some((one) => one.system === fact.system && one.id === name))
      .map((name) => of(fact, `names the ${what} "${name}", which ${fact.system} does not have`));
  const roles = (fact: Fact, names: readonly string[]): string[] => missing(fact, "role", names, facts.roles);
  const choices = (fact: Fact, when: When): string[] => missing(fact, "choice", choicesIn(when), facts.choices);
  const directions = new Set(facts.flows.flatMap((flow) => flow.directions.map(({ key }) => flow.id + key)));
  return [
    ...facts.flows.flatMap((fact) => [
      ...roles(fact, [...fact.from, ...fact.to]),
      ...fact.directions.flatMap((one) => [...roles(fact, [...one.from, ...one.to]), ...choices(fact, one.when)]),
    ]),
    ...facts.records.flatMap((fact) => [...roles(fact, [fact.role]), ...choices(fact, fact.when)]),
    ...[...facts.forwarders, ...facts.translations].flatMap((fact) => roles(fact, [fact.role])),
    ...facts.certificates.flatMap((fact) => [...roles(fact, fact.roles), ...choices(fact, fact.when ?? "always")]),
    ...facts.edgeServers.flatMap((fact) => roles(fact, [fact.role, ...fact.internalRoles])),
    ...facts.limits.flatMap((fact) => [...roles(fact, fact.roles), ...choices(fact, fact.when)]),
    ...facts.features.flatMap((fact) => [
      ...roles(fact, fact.clients),
      ...fact.alternatives.flatMap((one) => roles(fact, one.roles)),
    ]),
    ...facts.checks.flatMap((fact) => [
      ...(ZONES.includes(fact.from) ? [] : roles(fact, [fact.from])),
      ...fact.needs
        .filter((id) => !directions.has(id))
        .map((id) => of(fact, `needs the direction "${id}", which is none`)),
    ]),
  ];
}

function numberFaults(facts: CatalogFacts): string[] {
  const lists: (readonly [Fact, string, PrintedPorts | OpenedPorts])[] = [
    ...facts.flows.flatMap((flow) => [
      [flow, "ports", flow.ports] as const,
      [flow, "source ports", flow.sourcePorts] as const,
      ...flow.directions.flatMap((one) => [
        [flow, `ports of direction ${one.key}`, one.ports] as const,
        [flow, `source ports of direction ${one.key}`, one.sourcePorts] as const,
      ]),
    ]),
    ...facts.limits.map((limit) => [limit, "ports", limit.ports ?? null] as const),
    ...facts.records.map((record) => [record, "port", onePort(record.port)] as const),
    ...facts.checks.map((check) => [check, "port", "port" in check.probe ? onePort(check.probe.port) : null] as const),
  ];
  return [
    ...lists.flatMap(([fact, what, ports]) => rangeFaults(ports).map((fault) => of(fact, `${what}: ${fault}`))),
    ...facts.records
      .filter((record) => (record.type === "SRV") !== (record.port !== null))
      .map((record) => of(record, "is an SRV record without a port, or another record with one")),
    ...facts.forwarders
      .filter(
        ({ address }) =>
          !/^(\d{1,3}\.){3}\d{1,3}$/.test(address) || address.split(".").some((one) => Number(one) > 255),
      )
      .map((forwarder) => of(forwarder, `has the address "${forwarder.address}", which is none`)),
  ];
}

function onePort(port: number | null): PrintedPorts {
  return port === null ? null : [[port, port]];
}

function rangeFaults(ports: PrintedPorts | OpenedPorts): string[] {
  if (ports === null || typeof ports === "string") return [];
  if (ports.length === 0) return ["an empty list"];
  return ports.flatMap(([first, last]) => {
    const range = `${String(first)}-${String(last)}`;
    if (first > last) return [`the range ${range} is reversed`];
    return [first, last].every((port) => Number.isInteger(port) && port >= 0 && port <= LAST_PORT)
      ? []
      : [`the range ${range} is not within 0-65535`];
  });
}

/** Each row of a table stands in one fact, in printed order. */
function tableFaults(
  facts: CatalogFacts,
  system: string,
  table: string,
  rows: number,
  kinds: readonly Kind[],
): string[] {
  const found = rowsOf(facts, system, table, kinds);
  const numbers = found.map((fact) => fact.source.row ?? 0);
  const faults = Array.from({ length: rows }, (_, index) => index + 1)
    .filter((row) => !numbers.includes(row))
    .map((row) => `${system}/${table}/${String(row)}: the row has no fact`);
  for (const [index, fact] of found.entries()) {
    const row = numbers[index] ?? 0;
    if (row > rows) faults.push(of(fact, `cites a row beyond the ${String(rows)} of its table`));
    if (numbers.indexOf(row) !== index) faults.push(of(fact, "cites a row that another fact has"));
    const before = found[index - 1];
    const isNext = before === undefined || (before.source.row ?? 0) < row;
    // A table in two kinds is in order within each.
    if (!isNext && kinds.length === 1) faults.push(of(fact, "is out of order"));
  }
  return faults;
}

/** Facts that are rows of a table: their ids are the table's. Others may cite a row too, for what its note says. */
function rowsOf(facts: CatalogFacts, system: string, table: string, kinds: readonly Kind[]): Fact[] {
  return kinds
    .flatMap((kind): readonly Fact[] => facts[kind])
    .filter((fact) => fact.system === system && fact.source.table === table && fact.source.row !== undefined)
    .filter((fact) => kinds[0] !== "limits" || fact.id.startsWith(`${system}/${table}/`));
}

function choicesIn(when: When): string[] {
  if (when === "always") return [];
  if ("choice" in when) return [when.choice];
  if ("not" in when) return choicesIn(when.not);
  return ("any" in when ? when.any : when.all).flatMap(choicesIn);
}
