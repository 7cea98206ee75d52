/** The reference pages of the catalog, one per document, made from the facts. `npm run docs` writes them to `docs/catalog`. */
import { NEEDS } from "../../lib/catalog/needs";
import { PLATFORM_FLOWS } from "../../lib/catalog/platform";
import type { DocumentFact, Reading } from "../../lib/catalog/schema";
import { alternativesOf, limitWords, probeWords } from "../../lib/tools/report/catalog-columns";
import { portListWords, printedTraffic, openedTraffic, whenWords } from "../../lib/tools/report/catalog-words";
import { CATALOG } from "../catalog/catalog-facts";
import { code, escaped, joined, lines, table } from "./markdown";

/** The folder of the pages, from the root of the repository. */
export const PAGES_FOLDER = "docs/catalog";
/** The command that writes them. */
export const PAGES_COMMAND = "npm run docs";

const HEAD = `<!-- Written by \`${PAGES_COMMAND}\` from lib/catalog: change the facts, not this page. -->`;

/** The pages by file name: one for each document that facts are cited from, one of common needs, and an index. */
export function catalogPages(): Map<string, string> {
  const cited = CATALOG.documents.filter((document) => factsOf(document).length > 0);
  const pages = cited.map((document): [string, string] => [`${document.key}.md`, pageOf(document)]);
  return new Map([["README.md", indexPage(cited)], ...pages, ["common-needs.md", needsPage()]]);
}

function indexPage(cited: readonly DocumentFact[]): string {
  const rows = CATALOG.documents.map((document) => {
    const facts = factsOf(document).length;
    const name = escaped(document.title);
    return [
      cited.includes(document) ? `[${name}](${document.key}.md)` : name,
      escaped(`${document.publisher}, ${document.product}`),
      escaped(document.language),
      facts === 0 ? `cited by ${isOfPlatform(document) ? "platform flows" : "findings"}` : String(facts),
    ];
  });
  return joined([
    HEAD,
    "# The documents",
    "What the library knows of each vendor's product, with the place where it stands. `uc-edge catalog` looks the same facts up.",
    table(["document", "of", "language", "facts"], rows),
    "No document of a product lists what every server needs: see the [common needs](common-needs.md).",
  ]);
}

function needsPage(): string {
  const rows = NEEDS.map(({ id, area, title, initiator, services, sources }) => [
    code(id),
    escaped(area),
    escaped(title),
    initiator === "role" ? "from the role to the peer" : "from the peer to the role",
    lines(services.map(({ transport, ports }) => `${transport} ${portListWords(ports)}`)),
    sources
      .map(({ document, section, url }) => `[${escaped(document)}](${url}), section ${escaped(section)}`)
      .join("<br>"),
  ]);
  return joined([
    HEAD,
    "# Common needs",
    "What servers need beside what their product's document lists. Nothing of it is open by itself: `role.allowNeed(name, peer)` opens one, and the preview names the kinds that have no flow.",
    table(["name", "kind", "what it is", "direction", "traffic", "where the ports stand"], rows),
  ]);
}

function isOfPlatform({ key }: DocumentFact): boolean {
  return PLATFORM_FLOWS.some(({ source }) => source.document === key);
}

function pageOf(document: DocumentFact): string {
  const where = document.url === undefined ? "" : ` It can be read at <${document.url}>.`;
  return joined([
    HEAD,
    `# ${escaped(document.title)}`,
    `Key \`${document.key}\`; ${escaped(document.product)}; ${escaped(document.publisher)}; ${escaped(document.language)}.${where}`,
    "Printed values are kept as they stand, misprints too; where they are unclear, the reading says what the library does, and why.",
    ...flowSections(document),
    ...SECTIONS.flatMap(({ title, headings, rows }) => section(title, headings, rows(document))),
  ]);
}

function section(title: string, headings: readonly string[], rows: readonly string[][]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, table(headings, rows)];
}

function flowSections(document: DocumentFact): string[] {
  const flows = ofDocument(document, CATALOG.flows);
  if (flows.length === 0) return [];
  const groups = new Map<string, typeof flows>();
  for (const flow of flows) {
    const prefix = flow.id.slice(0, flow.id.lastIndexOf("/"));
    groups.set(prefix, [...(groups.get(prefix) ?? []), flow]);
  }
  const printed = [...groups].flatMap(([prefix, group]) => [
    `### \`${prefix}\`: ${escaped(group[0]?.source.section ?? "")}`,
    table(
      ["flow", "from", "to", "traffic", "protocol", "what for", "printed", "reading"],
      group.map((flow) => [
        code(flow.id),
        names(flow.from),
        names(flow.to),
        escaped(`${printedTraffic(flow)}${flow.configurable ? ", configurable" : ""}`),
        escaped(flow.protocol),
        lines([
          flow.purpose,
          ...(flow.dependsOn === undefined ? [] : [`depends on ${flow.dependsOn}`]),
          ...(flow.urls ?? []),
          ...(flow.prefixes ?? []),
          ...(flow.version === undefined ? [] : [flow.version]),
        ]),
        printedCells(flow.printed),
        readingCell(flow.reading),
      ]),
    ),
  ]);
  const opened = flows.flatMap((flow) =>
    flow.directions.map((direction) => [
      code(flow.id + direction.key),
      names(direction.from),
      names(direction.to),
      escaped(openedTraffic(direction)),
      escaped(whenWords(direction.when)),
      escaped(direction.purpose ?? flow.purpose),
    ]),
  );
  const unenforced = flows.flatMap((flow) =>
    flow.unenforced === null ? [] : [[code(flow.id), escaped(flow.unenforced)]],
  );
  return [
    "## Flows, as printed",
    ...printed,
    ...section("What is opened", ["direction", "from", "to", "traffic", "when", "what for"], opened),
    ...section("What opens nothing of its own", ["flow", "why"], unenforced),
  ];
}

interface Section {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: (document: DocumentFact) => string[][];
}

const SECTIONS: readonly Section[] = [
  {
    title: "DNS records",
    headings: ["record", "name", "type", "view", "leads to", "when", "printed", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.records).map((fact) => [
        code(fact.id),
        escaped(fact.name),
        `${fact.type}${fact.port === null ? "" : `, port ${String(fact.port)}`}${fact.order === null ? "" : `, look-up ${String(fact.order)}`}`,
        fact.view,
        lines([fact.role, ...(fact.target === undefined ? [] : [fact.target])]),
        escaped(whenWords(fact.when)),
        printedCells(fact.printed),
        readingCell(fact.reading),
      ]),
  },
  {
    title: "Conditional forwarders",
    headings: ["forwarder", "name", "region", "data center", "address", "role", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.forwarders).map((fact) => [
        code(fact.id),
        escaped(fact.name),
        escaped(fact.region),
        escaped(fact.dataCenter ?? "not labeled"),
        escaped(fact.address),
        escaped(fact.role),
        readingCell(fact.reading),
      ]),
  },
  {
    title: "Certificates",
    headings: ["certificate", "topology", "roles", "CA", "subject", "names", "remarks", "when", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.certificates).map((fact) => [
        code(fact.id),
        escaped(fact.topology),
        names(fact.roles),
        escaped(`${fact.ca}${fact.requirement === undefined ? "" : `, ${fact.requirement}`}`),
        escaped(fact.subject ?? "not stated"),
        lines(fact.alternativeNames),
        lines(fact.comments),
        escaped(whenWords(fact.when ?? "always")),
        readingCell(fact.reading),
      ]),
  },
  {
    title: "Address translation",
    headings: ["statement", "role", "rule", "what it says", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.translations).map((fact) => [
        code(fact.id),
        escaped(fact.role),
        fact.rule,
        escaped(fact.says),
        readingCell(fact.reading),
      ]),
  },
  {
    title: "Limits and rules",
    headings: ["rule", "subject", "what it says", "number", "ports", "roles", "when", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.limits).map((fact) => [
        code(fact.id),
        escaped(fact.subject),
        escaped(limitWords(fact)),
        fact.quantity === null
          ? ""
          : escaped(`${fact.quantity.bound} ${String(fact.quantity.value)} ${fact.quantity.unit}`),
        fact.ports === undefined ? "" : portListWords(fact.ports),
        names(fact.roles),
        escaped(whenWords(fact.when)),
        readingCell(fact.reading),
      ]),
  },
  {
    title: "Checks",
    headings: ["step", "of", "from", "what is done", "success", "failure points to", "needs", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.checks).map((fact) => [
        code(fact.id),
        `${fact.procedure} ${String(fact.step)}`,
        escaped(fact.from),
        lines([fact.says, probeWords(fact.probe)]),
        escaped(fact.success),
        escaped(fact.failure),
        fact.needs.map(code).join("<br>"),
        readingCell(fact.reading),
      ]),
  },
  {
    title: "Edge servers",
    headings: ["row", "role", "internal server", "protocol", "what for", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.edgeServers).map((fact) => [
        code(fact.id),
        escaped(fact.role),
        names(fact.internalRoles),
        escaped(fact.protocol),
        escaped(fact.supports),
        readingCell(fact.reading),
      ]),
  },
  {
    title: "Features",
    headings: ["feature", "what it is", "roles that it needs", "clients", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.features).map((fact) => [
        code(fact.id),
        escaped(fact.feature),
        alternativesOf(fact).map(escaped).join("<br>or "),
        names(fact.clients),
        readingCell(fact.reading),
      ]),
  },
  {
    title: "Roles",
    headings: ["role", "name", "zone", "where", "reading"],
    rows: (document) =>
      ofDocument(document, CATALOG.roles).map((role) => [
        code(role.id),
        escaped(role.title),
        role.zone,
        escaped(place(role)),
        readingCell(role.reading ?? null),
      ]),
  },
  {
    title: "Choices",
    headings: ["choice", "what is chosen", "where"],
    rows: (document) =>
      ofDocument(document, CATALOG.choices).map((choice) => [
        code(choice.id),
        escaped(choice.title),
        escaped(place(choice)),
      ]),
  },
];

interface Cited {
  readonly source: {
    readonly document: string;
    readonly section: string;
    readonly table?: string;
    readonly row?: number;
  };
}

function place({ source }: Cited): string {
  if (source.table === undefined) return source.section;
  return `${source.table}${source.row === undefined ? "" : `, row ${String(source.row)}`}`;
}

function ofDocument<F extends Cited>(document: DocumentFact, facts: readonly F[]): F[] {
  return facts.filter((fact) => fact.source.document === document.key);
}

function factsOf(document: DocumentFact): Cited[] {
  const kinds: readonly (readonly Cited[])[] = Object.values({ ...CATALOG, documents: [] });
  return kinds.flatMap((facts) => ofDocument(document, facts));
}

function names(roles: readonly string[]): string {
  return roles.map(escaped).join(", ");
}

function printedCells(printed: Readonly<Record<string, string>>): string {
  return lines(Object.entries(printed).map(([cell, text]) => `${cell}: ${text === "" ? "(empty)" : text}`));
}

function readingCell(reading: Reading | null): string {
  return reading === null ? "" : `${escaped(reading.says)}<br>Because ${escaped(reading.because)}.`;
}
