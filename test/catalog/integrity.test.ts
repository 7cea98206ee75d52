/** The catalog is sound; and each kind of defect, planted in a copy, is reported with the fact's id and place. */
import type { DirectionFact, Fact, FlowFact } from "../../lib/catalog/schema";
import { CATALOG, type CatalogFacts } from "./catalog-facts";
import { checkCatalog, TABLES } from "./check-catalog";

test("every fact is cited, named, numbered and connected as it must be", () => {
  expect(checkCatalog(CATALOG)).toEqual([]);
});

test("the tables have as many rows as their documents print", () => {
  expect(TABLES.map(([system, table, rows]) => `${system} ${table} ${String(rows)}`)).toEqual([
    "ocs-2007 sign-in-srv 4",
    "ocs-2007 features 11",
    "ocs-2007 edge-servers 4",
    "ocs-2007 certificates 9",
    "ocs-2007 ports 29",
    "webex-di table-1 4",
    "webex-di table-2 44",
    "webex-di table-3 1",
    "webex-di table-4 1",
    "webex-di table-5 20",
    "webex-di table-6 15",
    "xphone connection-overview 32",
    "xphone port-list 10",
  ]);
});

const ROW_12 = "ocs-2007/ports/12 (ocs-2007, ports used, ports, 12)";
const ROW_13 = "ocs-2007/ports/13 (ocs-2007, ports used, ports, 13)";

function changed<T extends { readonly id: string }>(list: readonly T[], id: string, change: (fact: T) => T): T[] {
  if (!list.some((fact) => fact.id === id)) throw new Error(`no fact ${id}`);
  return list.map((fact) => (fact.id === id ? change(fact) : fact));
}

function flow(id: string, change: (fact: FlowFact) => FlowFact): CatalogFacts {
  return { ...CATALOG, flows: changed(CATALOG.flows, id, change) };
}

function row12(change: Partial<FlowFact>): CatalogFacts {
  return flow("ocs-2007/ports/12", (fact) => ({ ...fact, ...change }));
}

/** Row 13 with its one direction changed. */
function direction(change: Partial<DirectionFact>): CatalogFacts {
  return flow("ocs-2007/ports/13", (fact) => ({
    ...fact,
    directions: fact.directions.map((one) => ({ ...one, ...change })),
  }));
}

function source(change: Partial<Fact["source"]>): CatalogFacts {
  return flow("ocs-2007/ports/12", (fact) => ({ ...fact, source: { ...fact.source, ...change } }));
}

/** A value that the types do not allow, as a careless edit of data has it. */
function untyped(value: unknown): never {
  return value as never;
}

const DEFECTS: readonly (readonly [what: string, facts: CatalogFacts, messages: readonly string[]])[] = [
  [
    "a citation of no document",
    source({ document: untyped("ocs-2008") }),
    ["ocs-2007/ports/12 (ocs-2008, ports used, ports, 12): cites ocs-2008, which is no document"],
  ],
  [
    "a citation of another system's document",
    source({ document: "xphone" }),
    ["ocs-2007/ports/12 (xphone, ports used, ports, 12): cites the document of another system"],
  ],
  [
    "a citation without a section",
    source({ section: " " }),
    ["ocs-2007/ports/12 (ocs-2007,  , ports, 12): cites no section"],
  ],
  [
    "a row that is no row",
    source({ row: 0 }),
    [
      "ocs-2007/ports/12 (ocs-2007, ports used, ports, 0): cites a row without a table, or a row that is no number from 1",
      "ocs-2007/ports/12 (ocs-2007, ports used, ports, 0): has an id that is not its table's and row's, ocs-2007/ports/0",
      "ocs-2007/ports/12: the row has no fact",
      "ocs-2007/ports/12 (ocs-2007, ports used, ports, 0): is out of order",
    ],
  ],
  ["nothing printed", row12({ printed: {} }), [`${ROW_12}: prints nothing`]],
  [
    "a sentence in a cell",
    row12({ printed: { notes: "Used by remote users and partners." } }),
    [`${ROW_12}: prints a sentence, not key words`],
  ],
  [
    "a reading without its reason",
    row12({ reading: { says: "both ways", because: "" } }),
    [`${ROW_12}: has a reading without what it says, or without its reason`],
  ],
  ["a rewritten address", row12({ urls: ["https://x.workers.dev"] }), [`${ROW_12}: cites a rewritten address`]],
  [
    "an id that another fact has, of another kind",
    {
      ...CATALOG,
      limits: changed(CATALOG.limits, "ocs-2007/undocumented/ports", (fact) => ({ ...fact, id: "ocs-2007/ports/12" })),
    },
    ["ocs-2007/ports/12 (ocs-2007, ports used, ports): has the id of another fact (ocs-2007, ports used, ports, 12)"],
  ],
  [
    "an id that is a direction's",
    {
      ...CATALOG,
      limits: changed(CATALOG.limits, "ocs-2007/undocumented/ports", (fact) => ({ ...fact, id: "ocs-2007/ports/12b" })),
    },
    ["ocs-2007/ports/12b (ocs-2007, ports used, ports, 12): has the id of another fact (ocs-2007, ports used, ports)"],
  ],
  [
    "an id of another form",
    {
      ...CATALOG,
      limits: changed(CATALOG.limits, "ocs-2007/undocumented/ports", (fact) => ({ ...fact, id: "ocs-2007/Ports" })),
    },
    ["ocs-2007/Ports (ocs-2007, ports used, ports): has an id not of the form <system>/<section>/<name>"],
  ],
  [
    "the id of another row",
    row12({ id: "ocs-2007/ports/30" }),
    [
      "ocs-2007/ports/30 (ocs-2007, ports used, ports, 12): has an id that is not its table's and row's, ocs-2007/ports/12",
    ],
  ],
  [
    "a role of the same name twice",
    { ...CATALOG, roles: [...CATALOG.roles, ...CATALOG.roles.slice(0, 1)] },
    ['ocs-2007: role "access-edge" is there twice'],
  ],
  [
    "a choice whose name has spaces",
    { ...CATALOG, choices: changed(CATALOG.choices, "address-book", (choice) => ({ ...choice, id: "address book" })) },
    ['ocs-2007: choice "address book" is not in lower case with hyphens'],
  ],
  [
    "an unknown role as printed",
    row12({ to: ["edge"] }),
    [`${ROW_12}: names the role "edge", which ocs-2007 does not have`],
  ],
  [
    "an unknown role in a direction",
    direction({ to: ["access-proxy"] }),
    [`${ROW_13}: names the role "access-proxy", which ocs-2007 does not have`],
  ],
  [
    "an unknown choice, deep in a condition",
    direction({ when: { all: [{ not: { choice: "remote" } }, { any: [{ choice: "federation" }] }] } }),
    [`${ROW_13}: names the choice "remote", which ocs-2007 does not have`],
  ],
  ["a reversed range", row12({ ports: [[5062, 5061]] }), [`${ROW_12}: ports: the range 5062-5061 is reversed`]],
  [
    "a range beyond the last port",
    direction({ ports: [[443, 65536]] }),
    [`${ROW_13}: ports of direction a: the range 443-65536 is not within 0-65535`],
  ],
  [
    "a source port that is no number",
    direction({ sourcePorts: [[1024, 1024.5]] }),
    [`${ROW_13}: source ports of direction a: the range 1024-1024.5 is not within 0-65535`],
  ],
  ["an empty list of ports", direction({ ports: [] }), [`${ROW_13}: ports of direction a: an empty list`]],
  ["TCP without ports", direction({ ports: null }), [`${ROW_13}: direction a has no ports`]],
  ["ports of ICMP", direction({ transports: ["icmp"] }), [`${ROW_13}: direction a has ports without TCP or UDP`]],
  [
    "a transport in capitals",
    direction({ transports: untyped(["TCP"]) }),
    [`${ROW_13}: direction a has ports without TCP or UDP`, `${ROW_13}: names the transport "TCP", which is none`],
  ],
  ["a direction from no one", direction({ from: [] }), [`${ROW_13}: direction a names no one at one end`]],
  ["a flow to no one", row12({ to: [] }), [`${ROW_12}: names no one at one end`]],
  [
    "a direction without a letter",
    direction({ key: "ab" }),
    [`${ROW_13}: has a direction whose key is no single letter`],
  ],
  [
    "two directions with one letter",
    flow("ocs-2007/ports/13", (fact) => ({ ...fact, directions: [...fact.directions, ...fact.directions] })),
    [
      `ocs-2007/ports/13a (ocs-2007, ports used, ports, 13): has the id of another fact (ocs-2007, ports used, ports, 13)`,
      `${ROW_13}: has two directions with one letter`,
    ],
  ],
  ["nothing opened, and no reason", row12({ directions: [] }), [`${ROW_12}: opens nothing and says no reason`]],
  [
    "something opened, and a reason why not",
    row12({ unenforced: "it never leaves the LAN" }),
    [`${ROW_12}: opens something, and says why it does not`],
  ],
  [
    "a step that needs a direction that is none",
    {
      ...CATALOG,
      checks: changed(CATALOG.checks, "cups-xmpp/verification/2", (fact) => ({
        ...fact,
        needs: ["cups-xmpp/telnet-checks/1b"],
      })),
    },
    [
      'cups-xmpp/verification/2 (cups-xmpp, verification): needs the direction "cups-xmpp/telnet-checks/1b", which is none',
    ],
  ],
  [
    "an SRV record without a port",
    {
      ...CATALOG,
      records: changed(CATALOG.records, "ocs-2007/sign-in-srv/3", (fact) => ({ ...fact, port: null })),
    },
    [
      "ocs-2007/sign-in-srv/3 (ocs-2007, automatic sign-in, sign-in-srv, 3): is an SRV record without a port, or another record with one",
    ],
  ],
  [
    "a name server at no address",
    {
      ...CATALOG,
      forwarders: changed(CATALOG.forwarders, "webex-di/table-6/2", (fact) => ({ ...fact, address: "69.168.17.300" })),
    },
    ['webex-di/table-6/2 (webex-di, DNS requirements, table-6, 2): has the address "69.168.17.300", which is none'],
  ],
  [
    "a row left out",
    { ...CATALOG, flows: CATALOG.flows.filter((fact) => fact.id !== "xphone/port-list/7") },
    ["xphone/port-list/7: the row has no fact"],
  ],
  [
    "a row that is there twice",
    source({ row: 11 }),
    [
      "ocs-2007/ports/12 (ocs-2007, ports used, ports, 11): has an id that is not its table's and row's, ocs-2007/ports/11",
      "ocs-2007/ports/12: the row has no fact",
      "ocs-2007/ports/12 (ocs-2007, ports used, ports, 11): cites a row that another fact has",
      "ocs-2007/ports/12 (ocs-2007, ports used, ports, 11): is out of order",
    ],
  ],
  [
    "a role cited from no document",
    {
      ...CATALOG,
      roles: changed(CATALOG.roles, "av-edge", (role) => ({
        ...role,
        source: { ...role.source, document: untyped("?") },
      })),
    },
    ["ocs-2007/roles/av-edge (?, edge servers, edge-servers, 3): cites ?, which is no document"],
  ],
  [
    "a row too many",
    {
      ...CATALOG,
      edgeServers: [
        ...CATALOG.edgeServers,
        ...CATALOG.edgeServers.slice(3).map((fact) => ({
          ...fact,
          id: "ocs-2007/edge-servers/5",
          source: { ...fact.source, row: 5 },
        })),
      ],
    },
    ["ocs-2007/edge-servers/5 (ocs-2007, edge servers, edge-servers, 5): cites a row beyond the 4 of its table"],
  ],
  [
    "rows out of order",
    {
      ...CATALOG,
      features: [...CATALOG.features]
        .reverse()
        .sort((a, b) => (a.system < b.system ? -1 : a.system > b.system ? 1 : 0)),
    },
    Array.from(
      { length: 10 },
      (_, index) =>
        `ocs-2007/features/${String(10 - index)} (ocs-2007, servers needed for additional features, features, ${String(10 - index)}): is out of order`,
    ),
  ],
];

test.each(DEFECTS)("%s is reported", (_, facts, messages) => {
  expect(checkCatalog(facts)).toEqual(messages);
});
