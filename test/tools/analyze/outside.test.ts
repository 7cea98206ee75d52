/** What stands outside a stack and may still decide: subnets' groups, modules, parts of a plan, and what nobody looks at. */
import { checkStack, type CheckResult } from "../../../lib/tools/analyze/check";
import { Folder } from "../stack-files";
import { checked, declared, edgeOnAws, TODAY } from "./hand-made";

type Json = Record<string, unknown>;

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

/** An Access Edge on Azure that nothing is asked of: one interface in each subnet, and a group that denies everything. */
function edgeOnAzure(more: Json = {}, subnets: readonly unknown[] = ["/subnets/b", "${azurerm_subnet.a.id}"]): Json {
  const deny = (direction: string): Json => ({
    name: `deny-${direction}`,
    priority: 4096,
    direction,
    access: "Deny",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "*",
    destination_address_prefix: "*",
  });
  const named = (make: (index: number) => unknown): Json =>
    Object.fromEntries(subnets.map((_, index) => [`n${String(index)}`, make(index)]));
  return {
    azurerm_network_security_group: named(() => ({ security_rule: [deny("Inbound"), deny("Outbound")] })),
    azurerm_network_interface: named((index) => ({
      ip_configuration: [{ private_ip_address: `10.20.0.${String(index + 10)}`, subnet_id: subnets[index] }],
    })),
    azurerm_network_interface_security_group_association: named((index) => ({
      network_interface_id: `\${azurerm_network_interface.n${String(index)}.id}`,
      network_security_group_id: `\${azurerm_network_security_group.n${String(index)}.id}`,
    })),
    ...more,
  };
}

function checkedOnAzure(resource: Json, interfaces = 2): CheckResult {
  const one = (index: number): string =>
    JSON.stringify({
      item: "interface",
      path: `Edge/N${String(index)}`,
      title: "an interface",
      zone: "perimeter",
      side: "external",
      group: `azurerm_network_security_group.n${String(index)}`,
      groupAliases: [],
      privateAddress: `10.20.0.${String(index + 10)}`,
      publicAddress: null,
    });
  return checked(folder, resource, [
    '{"item":"stack","format":1,"cloud":"azure"}',
    '{"item":"network","zones":{"perimeter":["10.20.0.0/24"]},"internalDomains":[]}',
    ...Array.from({ length: interfaces }, (_, index) => one(index)),
  ]);
}

const association = (subnet: string): Json => ({
  azurerm_subnet_network_security_group_association: {
    link: { subnet_id: subnet, network_security_group_id: "${azurerm_network_security_group.n0.id}" },
  },
});

describe("the group of a subnet on Azure", () => {
  it("is noted once, with every subnet that has none in the stack", () => {
    const { findings, summary } = checkedOnAzure(edgeOnAzure());
    expect(findings).toMatchObject([
      {
        code: "check-subnet-group-unseen",
        area: "exactness",
        severity: "note",
        what: "no network security group of these subnets is in this stack: /subnets/b, azurerm_subnet.a",
      },
    ]);
    expect(summary).toMatchObject({ exact: true, seesAll: false, unseen: 0, notes: 1 });
  });

  it("is not noted for a subnet whose group is here", () => {
    const [only] = checkedOnAzure(edgeOnAzure(association("/subnets/b"))).findings;
    expect(only?.what).toBe("no network security group of these subnets is in this stack: azurerm_subnet.a");
    const all = checkedOnAzure(edgeOnAzure(association("/subnets/b"), ["/subnets/b", "/subnets/b"]));
    expect([all.findings, all.summary.seesAll]).toEqual([[], true]);
  });

  it.each([
    ["that exists already", { azurerm_network_interface: {} }, "the subnet of azurerm_network_interface.n0"],
    ["whose subnet is not known", {}, "the subnet of azurerm_network_interface.n0"],
  ])("is noted for an interface %s", (_, more, subnet) => {
    const { findings } = checkedOnAzure(edgeOnAzure(more, [null]), 1);
    expect(findings.find(({ code }) => code === "check-subnet-group-unseen")?.what).toBe(
      `no network security group of these subnets is in this stack: ${subnet}`,
    );
  });

  it("is no matter of AWS", () => {
    const { findings, summary } = checked(folder, edgeOnAws(), declared());
    expect([findings, summary.seesAll]).toEqual([[], true]);
  });
});

it("a stack says what no check looks at, by its cloud", () => {
  expect(checked(folder, edgeOnAws(), declared()).outside).toEqual([
    "AWS: network ACLs of the subnets: they can only close more",
    "AWS: what security groups never filter: Amazon's DNS, DHCP, instance metadata, time and license activation",
  ]);
  expect(checkedOnAzure(edgeOnAzure()).outside).toEqual([
    "Azure: what security groups filter only where a rule names its platform tag: Azure's DNS, DHCP, health probes of the host, instance metadata and license activation",
  ]);
  expect(checked(folder, edgeOnAws()).outside).toEqual([]);
});

describe("parts that the file does not show", () => {
  const variable = { uc_edge_deployment: { default: declared() } };

  it("are noted where modules are called", () => {
    const file = folder.read({ resource: edgeOnAws(), variable, module: { vpc: { source: "./vpc" } } });
    const { findings, summary } = checkStack(file, TODAY);
    expect(findings).toMatchObject([
      { code: "tools-modules-unread", severity: "note", what: "what modules open is not shown: vpc" },
    ]);
    expect(summary).toMatchObject({ exact: true, seesAll: false, unseen: 0 });
  });

  it("keep a plan that is not complete from being proven", () => {
    const resources = Object.entries(edgeOnAws()).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, values]) => ({
        address: `${type}.${name}`,
        mode: "managed",
        type,
        name,
        values,
      })),
    );
    const plan = {
      format_version: "1.2",
      errored: true,
      planned_values: { root_module: { resources } },
      variables: { uc_edge_deployment: { value: declared() } },
    };
    const { findings, summary } = checkStack(folder.read(plan, "plan.json"), TODAY);
    expect(findings.filter(({ code }) => code.startsWith("tools-"))).toMatchObject([
      { code: "tools-plan-incomplete", area: "exactness", severity: "warning" },
    ]);
    expect(summary).toMatchObject({ exact: false, unseen: 1 });
  });
});
