import { readDeclaration } from "../../../lib/tools/read/declaration";
import { faultOf } from "../faults";

const FILE = "stacks/edge/cdk.tf.json";
const STACK = { item: "stack", format: 1, cloud: "azure" };

function lines(...items: unknown[]): string[] {
  return [STACK, ...items].map((item) => JSON.stringify(item));
}

it("is nothing for a stack that declares nothing", () => {
  expect(readDeclaration([], FILE)).toBeUndefined();
});

it("reads every kind of item, whatever their order, and leaves out those of later versions", () => {
  const read = readDeclaration(
    lines(
      { item: "someday", anything: true },
      { item: "acceptance", code: "ocs-av-edge-translated", where: "Edge", reason: "tested" },
      {
        item: "network",
        path: "Network",
        zones: { internal: ["10.30.0.0/16"], perimeter: ["10.20.0.0/24"] },
        internalDomains: ["example.com"],
      },
      { item: "network", path: "Other", zones: { internal: ["10.40.0.0/16"] } },
      { item: "system", path: "Edge", system: "ocs-2007", choices: ["federation"] },
      { item: "role", path: "Edge/A", role: "ocs-2007/access-edge", external: "Edge/A/External", internal: null },
      {
        item: "interface",
        path: "Edge/A/External",
        title: "Access Edge Server, external",
        zone: "perimeter",
        side: "external",
        group: "azurerm_network_security_group.A",
        groupAliases: ["azurerm_application_security_group.A"],
        privateAddress: "10.20.0.10",
        publicAddress: { ref: "azurerm_public_ip.A.ip_address" },
      },
      {
        item: "peer",
        of: "Edge",
        role: "ocs-2007/front-end",
        choice: null,
        peers: [{ kind: "prefixes", prefixes: ["10.30.1.0/28", { ref: "var.pool" }] }],
      },
      {
        item: "peer",
        of: "Edge",
        role: "ocs-2007/federated-partner",
        choice: "federation",
        peers: [{ kind: "internet" }, { kind: "role", role: "B" }, { kind: "service-tag", value: "AzureCloud" }],
      },
      {
        item: "own-flow",
        id: "own/probe-123456",
        role: "Edge/A",
        direction: "egress",
        peer: { kind: "prefix-list", value: "pl-1" },
        transport: "udp",
        ports: [
          [53, 53],
          [5000, 5010],
        ],
        sourcePorts: [1024, 65535],
        icmp: null,
        purpose: 'ünï ✓ "q" $ {x} % {y}',
        owner: "voice",
        expires: "2027-03-31",
      },
      {
        item: "own-flow",
        id: "own/ping-1",
        role: "Edge/A",
        direction: "ingress",
        peer: { kind: "internet" },
        transport: "icmp",
        ports: [],
        sourcePorts: null,
        icmp: { type: 8, code: 0 },
        purpose: "ping",
        owner: null,
        expires: null,
      },
      {
        item: "record",
        network: "Network",
        view: "public",
        type: "A",
        name: "sip.example.com",
        values: [{ ref: "azurerm_public_ip.A.ip_address" }, "192.0.2.1"],
        made: true,
        facts: [],
      },
      { item: "finding", code: "x-y", severity: "note", what: "a", where: "b", why: "c", todo: "d", facts: ["e"] },
    ),
    FILE,
  );
  expect(read).toMatchObject({
    cloud: "azure",
    internalDomains: ["example.com"],
    acceptances: [{ code: "ocs-av-edge-translated", where: "Edge", reason: "tested" }],
    systems: [{ path: "Edge", system: "ocs-2007", choices: ["federation"] }],
    roles: [
      {
        path: "Edge/A",
        role: "ocs-2007/access-edge",
        external: "Edge/A/External",
        internal: null,
        interfaces: ["Edge/A/External"],
      },
    ],
    interfaces: [
      {
        path: "Edge/A/External",
        groupAliases: ["azurerm_application_security_group.A"],
        privateAddress: { text: "10.20.0.10", isReference: false },
        publicAddress: { text: "azurerm_public_ip.A.ip_address", isReference: true },
      },
    ],
    peers: [
      { of: "Edge", role: "ocs-2007/front-end", choice: null, peers: [{ kind: "prefixes", references: ["var.pool"] }] },
      {
        choice: "federation",
        peers: [{ kind: "internet" }, { kind: "role", role: "B" }, { kind: "service-tag", value: "AzureCloud" }],
      },
    ],
    ownFlows: [
      {
        id: "own/probe-123456",
        direction: "egress",
        peer: { kind: "prefix-list", value: "pl-1" },
        ports: [
          [53, 53],
          [5000, 5010],
        ],
        sourcePorts: [[1024, 65535]],
        icmp: undefined,
        purpose: 'ünï ✓ "q" $ {x} % {y}',
        owner: "voice",
        expires: "2027-03-31",
      },
      {
        id: "own/ping-1",
        ports: [],
        sourcePorts: null,
        icmp: { type: 8, code: 0 },
        owner: undefined,
        expires: undefined,
      },
    ],
    records: [
      {
        network: "Network",
        name: "sip.example.com",
        values: [
          { text: "azurerm_public_ip.A.ip_address", isReference: true },
          { text: "192.0.2.1", isReference: false },
        ],
        made: true,
      },
    ],
    findings: [{ code: "x-y", severity: "note", facts: ["e"] }],
  });
  expect(Object.entries(read?.zones ?? {}).map(([zone, prefixes]) => [zone, prefixes.map(String)])).toEqual([
    ["internal", ["10.30.0.0/16", "10.40.0.0/16"]],
    ["perimeter", ["10.20.0.0/24"]],
  ]);
});

it.each([
  ["is not JSON", ["{"]],
  ["is JSON of another kind", ["42"]],
  ["is a list", ["[]"]],
  ["does not say what it is", ['{"path":"Edge"}']],
  ["is empty", [""]],
  ["says what it is in another way", ['{"item":1}']],
  [
    "is an interface without its group",
    [JSON.stringify({ item: "interface", path: "a", title: "b", zone: "c", side: "d" })],
  ],
  ["is an own flow without its peer", [JSON.stringify({ item: "own-flow", id: "own/a", peer: { kind: "moon" } })]],
  ["has no cloud", []],
])("refuses a line that %s", (_, damaged) => {
  const text = damaged.length === 0 ? ['{"item":"stack","format":1}'] : [...lines(), ...damaged];
  const fault = faultOf(() => readDeclaration(text, FILE));
  expect(fault.code).toBe("tools-declaration-damaged");
  expect(fault.message).toContain(FILE);
});

it.each([
  ["a later format", [JSON.stringify({ ...STACK, format: 2 })], "2"],
  ["no format", [JSON.stringify({ item: "stack", cloud: "aws" })], "missing"],
  ["no stack", [JSON.stringify({ item: "role", path: "a", role: "b" })], "missing"],
])("refuses %s", (_, text, value) => {
  const fault = faultOf(() => readDeclaration(text, FILE));
  expect(fault.code).toBe("tools-declaration-format");
  expect(fault.message).toContain(`format is ${value}, expected 1;`);
});

it("keeps the message of a long line short", () => {
  expect(faultOf(() => readDeclaration([...lines(), "x".repeat(100_000)], FILE)).message.length).toBeLessThan(500);
});
