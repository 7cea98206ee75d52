/** One interface with an address for each of two roles: whose flows are open at which address. */
import { Folder } from "../stack-files";
import { checked } from "./hand-made";

type Json = Record<string, unknown>;

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const ADDRESSES = ["10.20.0.10", "10.20.0.11"];

/** `Sip` has the first address and listens on 5061, `Web` the second and 443; a third role on another host calls Sip. */
function declaration(cloud: "aws" | "azure"): string[] {
  const group = cloud === "aws" ? "aws_security_group" : "azurerm_network_security_group";
  const address = (privateAddress: string): Json => ({ privateAddress, publicAddress: null, publicAddressMade: false });
  const placed = (path: string, addresses: readonly string[]): Json => ({
    item: "interface",
    path,
    network: "Network",
    zone: "perimeter",
    side: "internal",
    title: path,
    kind: "host",
    group: `${group}.${path}`,
    groupAliases: cloud === "azure" ? [`azurerm_application_security_group.${path}`] : [],
    nics: [{ existing: false, addresses: addresses.map(address) }],
    wayOut: [],
  });
  const role = (path: string, at: string, index: number | null): Json => ({
    item: "role",
    path,
    role: "ocs-2007/access-edge",
    external: null,
    internal: at,
    internalAddress: index,
  });
  const flow = (name: string, peer: Json, port: number): Json => ({
    item: "own-flow",
    id: `own/${name}-123456`,
    role: name,
    direction: "ingress",
    peer,
    transport: "tcp",
    ports: [[port, port]],
    sourcePorts: null,
    icmp: null,
    purpose: "own",
  });
  return [
    { item: "stack", format: 1, cloud },
    { item: "network", path: "Network", zones: { perimeter: ["10.20.0.0/24"], internal: ["10.30.0.0/16"] } },
    placed("Shared", ADDRESSES),
    placed("Other", ["10.20.0.20"]),
    role("Sip", "Shared", 0),
    role("Web", "Shared", 1),
    role("Caller", "Other", null),
    flow("Sip", { kind: "role", role: "Caller" }, 5061),
    flow("Web", { kind: "prefixes", prefixes: ["10.30.0.0/24"] }, 443),
  ].map((item) => JSON.stringify(item));
}

function found(cloud: "aws" | "azure", resource: unknown): string[] {
  const { findings } = checked(folder, resource, declaration(cloud));
  return findings.map(({ severity, code, where, witness }) => [severity, code, where, witness ?? ""].join(" ").trim());
}

describe("on AWS", () => {
  const rule = (group: string, port: number, peer: Json): Json => ({
    security_group_id: `\${aws_security_group.${group}.id}`,
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
    description: `own/${port === 443 ? "Web" : "Sip"}-123456`,
    ...peer,
  });
  const resources = (egress: Json): Json => ({
    aws_security_group: { Shared: {}, Other: {} },
    aws_network_interface: {
      Shared: {
        private_ip_list_enabled: true,
        private_ip_list: ADDRESSES,
        security_groups: ["${aws_security_group.Shared.id}"],
      },
      Other: { private_ips: ["10.20.0.20"], security_groups: ["${aws_security_group.Other.id}"] },
    },
    aws_vpc_security_group_ingress_rule: {
      sip: rule("Shared", 5061, { referenced_security_group_id: "${aws_security_group.Other.id}" }),
      web: rule("Shared", 443, { cidr_ipv4: "10.30.0.0/24" }),
    },
    aws_vpc_security_group_egress_rule: { sip: rule("Other", 5061, egress) },
  });

  it("a rule is about every address, which is noted as what the cloud cannot say", () => {
    expect(found("aws", resources({ cidr_ipv4: "10.20.0.10/32" }))).toEqual([
      "note check-not-expressible Shared tcp 10.20.0.20:1 -> 10.20.0.11:5061",
      "note check-interface-shared Shared",
    ]);
  });

  it("a caller that reaches the other address too is open wider than asked for", () => {
    const group = { referenced_security_group_id: "${aws_security_group.Shared.id}" };
    expect(found("aws", resources(group))).toContain(
      "error check-peer-wider Other tcp 10.20.0.20:1 -> 10.20.0.11:5061",
    );
  });
});

describe("on Azure", () => {
  const rule = (priority: number, direction: string, port: string, source: string, destination: string): Json => ({
    name: `r${String(priority)}`,
    priority,
    direction,
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    source_address_prefix: source,
    destination_address_prefix: destination,
    destination_port_range: port,
    description: `own/${port === "443" ? "Web" : "Sip"}-123456`,
  });
  const closed = ["Inbound", "Outbound"].map((direction) => ({
    ...rule(4096, direction, "*", "*", "*"),
    name: `deny-${direction}`,
    access: "Deny",
    protocol: "*",
  }));
  const resources = (sip: string, web: string): Json => ({
    azurerm_network_security_group: {
      Shared: {
        security_rule: [
          rule(100, "Inbound", "5061", "10.20.0.20", sip),
          rule(110, "Inbound", "443", "10.30.0.0/24", web),
          ...closed,
        ],
      },
      Other: { security_rule: [rule(100, "Outbound", "5061", "*", "10.20.0.10"), ...closed] },
    },
    azurerm_network_interface: {
      Shared: {
        ip_configuration: ADDRESSES.map((address) => ({ private_ip_address: address, subnet_id: "subnet" })),
      },
      Other: { ip_configuration: [{ private_ip_address: "10.20.0.20", subnet_id: "subnet" }] },
    },
    azurerm_network_interface_security_group_association: Object.fromEntries(
      ["Shared", "Other"].map((name) => [
        name,
        {
          network_interface_id: `\${azurerm_network_interface.${name}.id}`,
          network_security_group_id: `\${azurerm_network_security_group.${name}.id}`,
        },
      ]),
    ),
  });
  const exact = (sip: string, web: string): string[] =>
    found("azure", resources(sip, web)).filter((line) => !line.includes("check-subnet-group-unseen"));

  it("each rule names the address that it is about", () => {
    expect(exact("10.20.0.10", "10.20.0.11")).toEqual([]);
  });

  it("a rule for both addresses is more than asked for", () => {
    expect(exact("*", "10.20.0.11")).toEqual([
      "error check-traffic-surplus Shared tcp 10.20.0.20:1 -> 10.20.0.11:5061",
    ]);
  });

  it("a rule for the other address is missing and surplus", () => {
    expect(exact("10.20.0.11", "10.20.0.11")).toEqual([
      "error check-flow-missing Shared tcp 10.20.0.20:1 -> 10.20.0.10:5061",
      "error check-traffic-surplus Shared tcp 10.20.0.20:1 -> 10.20.0.11:5061",
    ]);
  });
});
