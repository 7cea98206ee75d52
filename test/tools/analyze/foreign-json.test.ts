/** JSON that other libraries and people write: read without a crash, with honest findings; and the plan of what exists. */
import { checkContext } from "../../../lib/tools/analyze/check";
import { permittedOn } from "../../../lib/tools/analyze/permitted";
import { Folder } from "../stack-files";
import { checked, declared, edgeOnAws, lines } from "./hand-made";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const inline = {
  protocol: "tcp",
  from_port: 5061,
  to_port: 5061,
  cidr_blocks: ["198.51.100.0/24"],
  ipv6_cidr_blocks: null,
  prefix_list_ids: [],
  security_groups: null,
  self: false,
  description: "ocs-2007/ports/12a",
};

test.each<[string, unknown, string[]]>([
  ["inline rules", { ingress: [inline] }, []],
  ["a dynamic block", { dynamic: { ingress: { for_each: "${var.all}", content: inline } } }, ["check-not-seen"]],
  ["an expression in place of rules", { ingress: "${var.rules}" }, ["check-flow-unseen", "check-not-seen"]],
  ["nulls", { ingress: null, egress: null, dynamic: null, tags: null }, ["check-flow-missing"]],
  [
    "nonsense",
    { ingress: [7, "text", [], {}, { protocol: {}, from_port: [] }] },
    ["check-flow-unseen", "check-not-seen"],
  ],
])("%s around an interface", (_, group, codes) => {
  const base = edgeOnAws({ aws_security_group: { External: group } });
  const { pool } = base["aws_vpc_security_group_ingress_rule"] ?? {};
  const resource = { ...base, aws_vpc_security_group_ingress_rule: { pool } };
  const { findings } = checked(folder, resource, declared());
  const found = [...new Set(findings.map(({ code }) => code))];
  for (const code of codes) expect(found).toContain(code);
  expect(found.includes("check-flow-missing")).toBe(codes.includes("check-flow-missing"));
});

test("values of no meaning anywhere do no harm", () => {
  const odd = [null, 7, "", "${", [], {}, [[null]], true, { a: { b: null } }];
  const types = [
    "aws_security_group",
    "aws_network_interface",
    "aws_vpc_security_group_ingress_rule",
    "aws_security_group_rule",
    "azurerm_network_security_group",
    "azurerm_network_interface",
    "azurerm_network_interface_security_group_association",
    "azurerm_subnet_network_security_group_association",
    "azurerm_network_security_rule",
  ];
  const keys = [
    "security_groups",
    "private_ips",
    "ip_configuration",
    "security_rule",
    "subnet_id",
    "priority",
    "direction",
  ];
  for (const value of odd) {
    const values = Object.fromEntries(keys.map((key) => [key, value]));
    const resource = Object.fromEntries(types.map((type) => [type, { one: values, two: value }]));
    expect(() => checked(folder, resource, declared())).not.toThrow();
  }
});

test("a group that permits everything out is more than asked for", () => {
  const everything = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };
  const resource = edgeOnAws({ aws_security_group: { External: { egress: [everything] } } });
  const result = checked(folder, resource, declared());
  expect(lines(result).filter((line) => line.startsWith("error"))).toEqual([
    "error check-traffic-surplus Edge/AccessEdge/External",
    "error check-rule-public-undocumented Edge/AccessEdge/External",
  ]);
  expect(result.findings[0]).toMatchObject({ rules: ["aws_security_group.External.egress[0]"] });
});

test("resources that exist are named by their ids", () => {
  const base = JSON.stringify(edgeOnAws());
  const text = base
    .replaceAll("${aws_security_group.External.id}", "sg-0external")
    .replace('"External":{}', '"External":{"id":"sg-0external"}');
  const result = checked(folder, JSON.parse(text), declared());
  expect(lines(result)).toEqual([]);
  expect(result.interfaces).toHaveLength(4);
});

describe("groups on Azure", () => {
  const allow = (priority: number, ports: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    name: `r${String(priority)}`,
    priority,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    source_address_prefix: "192.0.2.0/24",
    destination_address_prefix: "*",
    destination_port_range: ports,
    ...more,
  });
  const azure = (nic: unknown[] | undefined, subnet?: unknown[]): Record<string, unknown> => ({
    azurerm_network_interface: {
      one: { ip_configuration: [{ private_ip_address: "10.0.0.4", subnet_id: "${azurerm_subnet.one.id}" }] },
    },
    azurerm_network_security_group: { nic: { security_rule: nic }, subnet: { security_rule: subnet } },
    azurerm_network_interface_security_group_association:
      nic === undefined
        ? {}
        : {
            one: {
              network_interface_id: "${azurerm_network_interface.one.id}",
              network_security_group_id: "${azurerm_network_security_group.nic.id}",
            },
          },
    azurerm_subnet_network_security_group_association:
      subnet === undefined
        ? {}
        : {
            one: {
              subnet_id: "${azurerm_subnet.one.id}",
              network_security_group_id: "${azurerm_network_security_group.subnet.id}",
            },
          },
  });
  const passes = (resource: unknown, port: number): string => {
    const context = checkContext(folder.read({ resource }));
    const [on] = context.topology.interfaces;
    if (on === undefined) throw new Error("no interface");
    const permitted = permittedOn(on, "ingress", (group) => context.rules.get(group) ?? [], context.ends);
    const packet = {
      protocol: 6,
      source: "192.0.2.7",
      sourcePort: 5000,
      destination: "10.0.0.4",
      destinationPort: port,
    };
    if (permitted.atLeast.contains(packet)) return "yes";
    return permitted.atMost.contains(packet) ? "perhaps" : "no";
  };

  it("around an interface and around its subnet both have to permit", () => {
    const both = azure([allow(100, "443"), allow(110, "22")], [allow(100, "443"), allow(110, "80")]);
    expect([443, 22, 80].map((port) => passes(both, port))).toEqual(["yes", "no", "no"]);
    expect(passes(azure(undefined, [allow(100, "80")]), 80)).toBe("yes");
    expect(passes(azure(undefined, [allow(100, "80")]), 81)).toBe("no");
  });

  it("are nowhere: nothing is filtered", () => {
    expect(passes(azure(undefined), 1)).toBe("yes");
  });

  it.each([
    ["a denial of an unknown tag", { access: "Deny", source_address_prefix: "Sql" }],
    ["a denial of an unknown address", { access: "Deny", source_address_prefix: "${var.x}" }],
    ["a denial to an unknown address", { access: "Deny", destination_address_prefix: "${var.x}" }],
    ["a denial of an unknown protocol", { access: "Deny", protocol: "${var.x}" }],
    ["a denial of unknown ports", { access: "Deny", protocol: "*", destination_port_range: "${var.x}" }],
  ])("with %s in front perhaps permit what comes behind", (_, more) => {
    expect(passes(azure([allow(100, "443", more), allow(200, "443")]), 443)).toBe("perhaps");
  });

  it("with a rule of unknown order permit it perhaps", () => {
    const rules = [allow(100, "443", { access: "Deny" }), { ...allow(1, "443"), priority: "${var.x}" }];
    expect(passes(azure(rules), 443)).toBe("perhaps");
  });

  it("permit what an unknown tag may hold, perhaps", () => {
    expect(passes(azure([allow(100, "443", { source_address_prefix: "Sql" })]), 443)).toBe("perhaps");
    expect(passes(azure([allow(100, "443", { source_address_prefix: "Sql" })]), 444)).toBe("no");
  });

  it("take a rule for every protocol with ports as one for TCP and UDP", () => {
    expect(passes(azure([allow(100, "443", { protocol: "*" })]), 443)).toBe("yes");
    expect(passes(azure([allow(100, "443", { protocol: "Icmp" })]), 443)).toBe("no");
  });

  it("are about the address that a rule names, of several", () => {
    const resource = azure([allow(100, "443", { destination_address_prefix: "10.0.0.5" })]);
    expect(passes(resource, 443)).toBe("no");
  });
});
