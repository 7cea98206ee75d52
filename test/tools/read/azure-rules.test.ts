import { azureRules } from "../../../lib/tools/read/azure-rules";
import { readGroups, readRules } from "../../../lib/tools/read/stack-rules";
import type { TerraformResource } from "../../../lib/tools/read/terraform-resource";
import { ruleLine } from "../stack-files";

const GROUP = "azurerm_network_security_group.edge";
const UNKNOWN = "${known only when Terraform runs}";

type Values = TerraformResource["values"];

/** A rule as cdktf writes it: every attribute is there, null where it is not set. */
function rule(values: Values): Values {
  return {
    access: "Allow",
    description: null,
    destination_address_prefix: "*",
    destination_address_prefixes: null,
    destination_application_security_group_ids: null,
    destination_port_range: "443",
    destination_port_ranges: null,
    direction: "Inbound",
    name: "https",
    priority: 100,
    protocol: "Tcp",
    source_address_prefix: "198.51.100.0/24",
    source_address_prefixes: null,
    source_application_security_group_ids: null,
    source_port_range: "*",
    source_port_ranges: null,
    ...values,
  };
}

function group(values: Values, name = "edge"): TerraformResource {
  return {
    address: `azurerm_network_security_group.${name}`,
    type: "azurerm_network_security_group",
    values,
    repeated: false,
  };
}

function lines(...rules: Values[]): string[] {
  return azureRules(group({ name: "edge", security_rule: rules })).map(ruleLine);
}

const ANY_SOURCE = { source_address_prefix: null };

describe("inline rules", () => {
  it("reads one, with its address by its name", () => {
    const [read, ...others] = azureRules(group({ security_rule: [rule({ description: "ocs-2007/ports/13a" })] }));
    expect(others).toEqual([]);
    expect(read === undefined ? "" : ruleLine(read)).toBe(`${GROUP} ingress allow tcp 443 < 198.51.100.0/24 #100`);
    expect([read?.address, read?.description]).toEqual([`${GROUP}[https]`, "ocs-2007/ports/13a"]);
  });

  it.each([
    [{ source_address_prefix: "*" }, "any(*)"],
    [{ source_address_prefix: "Any" }, "any(Any)"],
    [{ source_address_prefix: "0.0.0.0/0" }, "any(0.0.0.0/0)"],
    [{ source_address_prefix: "::/0" }, "any(::/0)"],
    [{ source_address_prefix: "Internet" }, "internet(Internet)"],
    [{ source_address_prefix: "internet" }, "internet(internet)"],
    [{ source_address_prefix: "VirtualNetwork" }, "service-tag(VirtualNetwork)"],
    [{ source_address_prefix: "AzureLoadBalancer" }, "service-tag(AzureLoadBalancer)"],
    [{ source_address_prefix: "Storage.WestEurope" }, "service-tag(Storage.WestEurope)"],
    [{ source_address_prefix: "10.0.0.4" }, "10.0.0.4/32"],
    [{ source_address_prefix: "10.0.0.5/24" }, "10.0.0.0/24"],
    [{ source_address_prefix: "2001:DB8::/32" }, "2001:db8::/32"],
    [{ source_address_prefix: "${var.partner}" }, "unresolved(${var.partner})"],
    [ANY_SOURCE, `unresolved(${UNKNOWN})`],
    [{ ...ANY_SOURCE, source_address_prefixes: ["10.0.0.0/8", "192.0.2.1"] }, "10.0.0.0/8,192.0.2.1/32"],
    [{ ...ANY_SOURCE, source_address_prefixes: ["10.0.0.0/8", "${var.x}"] }, "10.0.0.0/8,?${var.x}"],
    [{ ...ANY_SOURCE, source_address_prefixes: ["10.0.0.0/8", "*"] }, "any(*)"],
    [{ ...ANY_SOURCE, source_address_prefixes: ["10.0.0.0/8", "0.0.0.0/0"] }, "any(0.0.0.0/0)"],
    [{ ...ANY_SOURCE, source_address_prefixes: ["10.0.0.0/8", "Internet"] }, "10.0.0.0/8,?Internet"],
    [
      { ...ANY_SOURCE, source_application_security_group_ids: ["${azurerm_application_security_group.pool.id}"] },
      "groups(azurerm_application_security_group.pool)",
    ],
    [{ ...ANY_SOURCE, source_application_security_group_ids: [null] }, `groups(${UNKNOWN})`],
  ])("reads the source %j", (source, peer) => {
    expect(lines(rule(source))).toEqual([`${GROUP} ingress allow tcp 443 < ${peer} #100`]);
  });

  it("takes the empty texts and lists of a plan for what is not set", () => {
    const planned = rule({
      description: "",
      destination_address_prefixes: [],
      destination_application_security_group_ids: [],
      destination_port_ranges: [],
      source_address_prefix: "",
      source_address_prefixes: ["192.0.2.0/24"],
      source_application_security_group_ids: [],
      source_port_ranges: [],
    });
    expect(lines(planned)).toEqual([`${GROUP} ingress allow tcp 443 < 192.0.2.0/24 #100`]);
  });

  it("reads the destination as the peer of an outbound rule, and the source as the group's own end", () => {
    const outbound = rule({
      direction: "Outbound",
      destination_address_prefix: "Internet",
      source_address_prefix: null,
      source_application_security_group_ids: ["${azurerm_application_security_group.edge.id}"],
    });
    expect(lines(outbound, rule({ destination_address_prefix: "10.20.0.10" }))).toEqual([
      `${GROUP} egress allow tcp 443 > internet(Internet) at groups(azurerm_application_security_group.edge) #100`,
      `${GROUP} ingress allow tcp 443 < 198.51.100.0/24 at 10.20.0.10/32 #100`,
    ]);
  });

  it.each([
    [{ destination_port_range: "*" }, "tcp 0-65535"],
    [{ destination_port_range: "50000-59999" }, "tcp 50000-59999"],
    [{ destination_port_range: null, destination_port_ranges: ["443", "5061-5063"] }, "tcp 443,5061-5063"],
    [{ destination_port_range: null, destination_port_ranges: ["443", "*"] }, "tcp 0-65535"],
    [{ destination_port_range: null, destination_port_ranges: [443, 5061] }, "tcp 443,5061"],
    [{ destination_port_range: "${var.port}" }, "tcp -"],
    [{ destination_port_range: null, destination_port_ranges: ["443", "${var.port}"] }, "tcp -"],
    [{ destination_port_range: null, destination_port_ranges: [null] }, "tcp -"],
    [{ destination_port_range: null }, "tcp -"],
    [{ destination_port_range: "99999" }, "tcp -"],
    [{ destination_port_range: "9-1" }, "tcp -"],
    [{ destination_port_range: "443-99999999999999999999" }, "tcp -"],
    [{ source_port_range: "50000-59999" }, "tcp 443 from 50000-59999"],
    [{ source_port_range: null, source_port_ranges: ["1024-65535", "500"] }, "tcp 443 from 1024-65535,500"],
    [{ protocol: "*" }, "all 443"],
    [{ protocol: "*", destination_port_range: "*" }, "all 0-65535"],
    [{ protocol: "TCP" }, "tcp 443"],
    [{ protocol: "udp" }, "udp 443"],
    [{ protocol: "Icmp", destination_port_range: "*" }, "icmp - type * code *"],
    [{ protocol: "Esp", destination_port_range: "*" }, "esp -"],
    [{ protocol: "Ah", destination_port_range: "*" }, "ah -"],
    [{ protocol: "${each.value.protocol}" }, "unknown 443"],
  ])("reads the traffic %j", (traffic, expected) => {
    expect(lines(rule(traffic))).toEqual([`${GROUP} ingress allow ${expected} < 198.51.100.0/24 #100`]);
  });

  it("reads denials, in any case, and numbers as text", () => {
    const denial = {
      name: "deny-all",
      access: "Deny",
      protocol: "*",
      source_address_prefix: "*",
      destination_port_range: "*",
      priority: 4096,
    };
    expect(lines(rule(denial), rule({ ...denial, access: "deny", direction: "outbound", priority: "4095" }))).toEqual([
      `${GROUP} ingress deny all 0-65535 < any(*) #4096`,
      `${GROUP} egress deny all 0-65535 > any(*) #4095`,
    ]);
  });

  it("shows what is not known as open, and says that it is not known: an access as allow, a direction as both", () => {
    const written = rule({
      access: "${each.value.access}",
      direction: "${each.value.direction}",
      priority: "${each.key}",
    });
    expect(lines(written)).toEqual([
      `${GROUP} ingress allow tcp 443 < 198.51.100.0/24 unknown direction, access`,
      `${GROUP} egress allow tcp 443 > any(*) at 198.51.100.0/24 unknown direction, access`,
    ]);
  });

  it.each([
    { source_port_range: "${var.port}" },
    { source_port_range: UNKNOWN },
    { source_port_range: "443,444" },
    { source_port_range: null },
    { source_port_range: null, source_port_ranges: ["443", "${var.port}"] },
    { source_port_range: null, source_port_ranges: [null] },
    { source_port_range: null, source_port_ranges: "${var.ports}" },
  ])("does not take the source ports %j for all of them", (ports) => {
    expect(lines(rule(ports))).toEqual([`${GROUP} ingress allow tcp 443 < 198.51.100.0/24 #100 unknown source ports`]);
  });

  it.each([
    ["one of them is all", { source_port_range: null, source_port_ranges: ["${var.port}", "*"] }, "tcp 443"],
    ["the protocol has none", { protocol: "Icmp", source_port_range: "${var.port}" }, "icmp - type * code *"],
  ])("knows source ports where %s", (_, values, traffic) => {
    expect(lines(rule(values))).toEqual([`${GROUP} ingress allow ${traffic} < 198.51.100.0/24 #100`]);
  });

  it.each(["${var.access}", UNKNOWN, null, "perhaps"])("does not take the access %j for known", (access) => {
    expect(lines(rule({ access }))).toEqual([`${GROUP} ingress allow tcp 443 < 198.51.100.0/24 #100 unknown access`]);
  });

  it("never leaves out rules that an expression or a dynamic block makes", () => {
    const unknown = (direction: string, sign: string): string =>
      `${GROUP} ${direction} allow unknown - ${sign} unresolved(${UNKNOWN}) at unresolved(${UNKNOWN}) repeated` +
      " unknown direction, access, source ports";
    const both = [unknown("ingress", "<"), unknown("egress", ">")];
    const read = (values: Values): string[] => azureRules(group(values)).map(ruleLine);
    expect(read({ security_rule: "${local.rules}" })).toEqual(both);
    expect(read({ security_rule: [null] })).toEqual(both);
    expect(read({ dynamic: { security_rule: { for_each: "${var.rules}", content: {} } } })).toEqual(both);
    expect(
      read({
        security_rule: [rule({})],
        dynamic: {
          security_rule: {
            for_each: "${var.rules}",
            content: rule({ name: "${security_rule.key}", source_address_prefix: "${security_rule.value}" }),
          },
        },
      }),
    ).toEqual([
      `${GROUP} ingress allow tcp 443 < 198.51.100.0/24 #100`,
      `${GROUP} ingress allow tcp 443 < unresolved(\${security_rule.value}) #100 repeated`,
    ]);
  });
});

describe("rule resources", () => {
  const resource = (values: Values, type = "azurerm_network_security_rule"): TerraformResource => ({
    address: `${type}.one`,
    type,
    values,
    repeated: false,
  });
  const edge = group({ name: "edge-nsg", resource_group_name: "uc-edge" });
  const groupsOf = (named: Values, ...others: TerraformResource[]): string[] =>
    readRules([edge, ...others, resource(rule({ resource_group_name: "uc-edge", ...named }))]).map((one) => one.group);

  it.each([
    ["by reference", { network_security_group_name: "${azurerm_network_security_group.edge.name}" }, GROUP],
    ["by name", { network_security_group_name: "edge-nsg" }, GROUP],
    ["by name in another case", { network_security_group_name: "Edge-NSG", resource_group_name: "UC-Edge" }, GROUP],
    ["by name, when it has none here", { network_security_group_name: "other-nsg" }, "other-nsg"],
    [
      "by name in another resource group",
      { network_security_group_name: "edge-nsg", resource_group_name: "shared" },
      "edge-nsg",
    ],
    [
      "by name in a resource group of the stack",
      { network_security_group_name: "edge-nsg", resource_group_name: "${azurerm_resource_group.uc.name}" },
      GROUP,
    ],
    [
      "by name in a resource group that may be the same",
      { network_security_group_name: "edge-nsg", resource_group_name: "${var.group}" },
      GROUP,
    ],
    ["by nothing", { network_security_group_name: null }, UNKNOWN],
  ])("finds the group %s", (_, named, expected) => {
    const place = resource({ name: "uc-edge" }, "azurerm_resource_group");
    expect(groupsOf(named, { ...place, address: "azurerm_resource_group.uc" })).toEqual([expected]);
  });

  it("does not choose between two groups of one name", () => {
    const other = group({ name: "edge-nsg", resource_group_name: "${var.a}" }, "other");
    const unsure = { network_security_group_name: "edge-nsg", resource_group_name: "${var.b}" };
    expect(groupsOf(unsure, other)).toEqual(["edge-nsg"]);
    expect(groupsOf({ network_security_group_name: "edge-nsg" }, other)).toEqual([GROUP]);
  });

  it("names application groups that exist by their address, whatever the case of the id", () => {
    const id = "/subscriptions/0/resourceGroups/uc/providers/Microsoft.Network/applicationSecurityGroups/pool";
    const pool = {
      ...resource({ id }, "azurerm_application_security_group"),
      address: "azurerm_application_security_group.pool",
    };
    const one = resource(
      rule({
        network_security_group_name: "edge-nsg",
        resource_group_name: "uc-edge",
        source_address_prefix: null,
        source_application_security_group_ids: [id.toLowerCase()],
      }),
    );
    expect(readRules([edge, pool, one]).map(ruleLine)).toEqual([
      `${GROUP} ingress allow tcp 443 < groups(azurerm_application_security_group.pool) #100`,
    ]);
  });

  it("lists the groups that have rules, and no other resources", () => {
    const types = [
      "aws_security_group",
      "aws_default_security_group",
      "azurerm_network_security_group",
      "azurerm_application_security_group",
      "azurerm_network_security_rule",
      "aws_vpc",
    ];
    expect(readGroups(types.map((type) => resource({}, type))).map(({ type }) => type)).toEqual(types.slice(0, 3));
  });
});
