/** Facts as JSON: the keys that every flow has, and rows whose values the documents give. */
import { entriesOf } from "../../../lib/tools/report/catalog-entries";
import { entryJson } from "../../../lib/tools/report/catalog-json";
import { CATALOG_KINDS } from "../../../lib/tools/report/catalog-kinds";

type Json = Readonly<Record<string, unknown>>;

function jsonOf(id: string): Json {
  const entry = CATALOG_KINDS.flatMap((kind) => entriesOf(kind)).find((one) => one.id === id);
  if (entry === undefined) throw new Error(`no fact ${id}`);
  // As a reader has it: what JSON cannot say is gone.
  return JSON.parse(JSON.stringify(entryJson(entry))) as Json;
}

const FLOWS = entriesOf("flows").map((entry) => jsonOf(entry.id));

test("a row without a reading is printed whole", () => {
  expect(jsonOf("ocs-2007/ports/13")).toEqual({
    id: "ocs-2007/ports/13",
    system: "ocs-2007",
    document: "ocs-2007",
    section: "ports used",
    table: "ports",
    row: 13,
    from: ["external-office-communicator", "external-live-meeting-client"],
    to: ["access-edge"],
    transports: ["tcp"],
    ports: [[443, 443]],
    sourcePorts: null,
    protocol: "SIP/TLS",
    purpose: "SIP over TLS from remote users",
    configurable: false,
    dependsOn: null,
    urls: [],
    prefixes: [],
    version: null,
    printed: { component: "Access Edge Server", port: "443", protocol: "TCP" },
    reading: null,
    directions: [
      {
        id: "ocs-2007/ports/13a",
        from: ["external-office-communicator", "external-live-meeting-client"],
        to: ["access-edge"],
        transports: ["tcp"],
        ports: [[443, 443]],
        sourcePorts: null,
        when: { choice: "remote-access" },
        purpose: "SIP over TLS from remote users",
      },
    ],
    unenforced: null,
  });
});

test("a reading that turns a row round is inside the row's one entry", () => {
  expect(jsonOf("webex-di/table-3/1")).toMatchObject({
    table: "table-3",
    row: 1,
    from: ["expressway-c"],
    to: ["mra-client"],
    transports: ["udp"],
    ports: [[36000, 59999]],
    sourcePorts: [[1024, 65535]],
    reading: {
      directions: [{ id: "webex-di/table-3/1a", from: ["mra-client"], to: ["expressway-c"], ports: [[36000, 59999]] }],
    },
  });
});

test("a reading that adds the other direction has both", () => {
  const { reading, from, to } = jsonOf("webex-di/table-2/7") as { reading: Json; from: unknown; to: unknown };
  expect([from, to]).toEqual([["gateway"], ["unified-cm"]]);
  expect(reading["directions"]).toMatchObject([
    { id: "webex-di/table-2/7a", from: ["gateway"], to: ["unified-cm"], ports: [[1720, 1720]] },
    { id: "webex-di/table-2/7b", from: ["unified-cm"], to: ["gateway"], ports: [[1720, 1720]] },
  ]);
});

test.each([
  // ANY: by the reading, every port.
  ["xphone/connection-overview/14", "any", ["every", "every"]],
  ["xphone/connection-overview/17", "any", ["supplied"]],
  ["xphone/connection-overview/21", "any", ["supplied"]],
  ["lcs-2005-pic/1.1/3", null, [[[5061, 5061]], [[5061, 5061]]]],
  ["webex-di/table-2/42", null, [null]],
  [
    "xphone/connection-overview/7",
    [
      [443, 443],
      [2197, 2197],
    ],
    [
      [
        [443, 443],
        [2197, 2197],
      ],
    ],
  ],
])("%s: ports are printed as %j, and opened as %j", (id, printed, opened) => {
  const { ports, directions } = jsonOf(id) as { ports: unknown; directions: readonly Json[] };
  expect(ports).toEqual(printed);
  expect(directions.map((direction) => direction["ports"])).toEqual(opened);
});

test("where no transport is printed, the deployer supplies it, and the direction says so", () => {
  expect(jsonOf("xphone/connection-overview/31")).toMatchObject({
    transports: [],
    ports: "any",
    directions: [{ transports: "supplied", ports: "supplied" }],
  });
});

const PAIRS = expect.arrayContaining([[expect.any(Number), expect.any(Number)]]) as unknown;

test("every flow has one entry, with the same keys", () => {
  const ids = FLOWS.map((flow) => flow["id"]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const flow of FLOWS) expect(Object.keys(flow)).toEqual(Object.keys(FLOWS[0] ?? {}));
});

test("every flow has values of the same kinds", () => {
  for (const flow of FLOWS) {
    expect(flow["transports"]).toEqual(String(flow["transports"]).toLowerCase().split(",").filter(Boolean));
    for (const key of ["ports", "sourcePorts"]) {
      const value = flow[key];
      expect(value).toEqual(value === "any" || value === null ? value : PAIRS);
    }
    expect(typeof flow["protocol"]).toBe("string");
    expect(typeof flow["configurable"]).toBe("boolean");
  }
});

test("every reading says what is read, because of what, and with which directions", () => {
  const readings = FLOWS.filter((flow) => flow["reading"] !== null);
  expect(readings.map((flow) => Object.keys(flow["reading"] as Json))).toEqual(
    readings.map(() => ["says", "because", "directions"]),
  );
  expect(readings.map((flow) => (flow["reading"] as Json)["directions"])).toEqual(
    readings.map((flow) => flow["directions"]),
  );
});

test.each(CATALOG_KINDS.filter((kind) => kind !== "flows" && kind !== "dns"))(
  "facts of kind %s have the same keys",
  (kind) => {
    const all = entriesOf(kind).map((entry) => jsonOf(entry.id));
    for (const fact of all) {
      expect(Object.keys(fact).sort()).toEqual(Object.keys(all[0] ?? {}).sort());
      expect(Object.keys(fact).slice(0, 8)).toEqual([
        "id",
        "system",
        "document",
        "section",
        "table",
        "row",
        "printed",
        "reading",
      ]);
    }
  },
);

test("DNS facts are records, or forwarders with the address to forward to", () => {
  expect(jsonOf("cups-xmpp/configuration/1-srv")).toMatchObject({
    type: "SRV",
    name: "_xmpp-server._tcp.{domain}",
    port: 5269,
    priority: 0,
    weight: 0,
    view: "public",
    role: "cups",
  });
  expect(jsonOf("webex-di/table-6/14")).toMatchObject({
    type: "forwarder",
    name: "{customer}.aus.wxc-di.webex.com",
    region: "AUS",
    dataCenter: null,
    address: "178.215.128.100",
    role: "dedicated-instance-dns",
  });
});

test("a role and a choice of one name are told apart", () => {
  expect(jsonOf("webex-di/roles/im-and-presence")).toMatchObject({ role: "im-and-presence", zone: "partner" });
  expect(jsonOf("webex-di/choices/im-and-presence")).toMatchObject({ choice: "im-and-presence" });
});
