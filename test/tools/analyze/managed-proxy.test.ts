/** A proxy that the cloud runs: what it needs for itself, and what it opens to the hosts behind it. */
import { Folder } from "../stack-files";
import { checked, lines } from "./hand-made";

type Json = Record<string, unknown>;

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

/** An edge's proxy at `Front`, from the internet on 443 to a Web Components Server at 10.30.2.10 on 443. */
function declaration(cloud: "aws" | "azure", prefixes: string[]): string[] {
  const own = (id: string, direction: string, peer: Json): Json => ({
    item: "own-flow",
    id,
    role: "Proxy",
    direction,
    peer,
    transport: "tcp",
    ports: [[443, 443]],
    sourcePorts: null,
    icmp: null,
    purpose: "web",
  });
  return [
    { item: "stack", format: 1, cloud },
    { item: "network", path: "Network", zones: { perimeter: ["10.20.0.0/24"], internal: ["10.30.0.0/16"] } },
    {
      item: "interface",
      path: "Front",
      network: "Network",
      zone: "perimeter",
      side: "external",
      title: "Front",
      kind: "proxy",
      group: cloud === "aws" ? "aws_security_group.front" : "azurerm_network_security_group.front",
      groupAliases: [],
      nics: [],
      prefixes,
      wayOut: [],
    },
    { item: "role", path: "Proxy", role: "ocs-2007/access-edge", external: "Front", internal: "Front" },
    {
      item: "balancer",
      path: "Front",
      network: "Network",
      zone: "perimeter",
      side: "external",
      title: "Front",
      resource: cloud === "aws" ? "aws_lb.front" : "azurerm_application_gateway.front",
      interface: "Front",
      virtualAddress: null,
      publicAddress: cloud === "aws" ? null : { ref: "azurerm_public_ip.front.ip_address" },
      publicAddressMade: cloud === "azure",
      listeners: [
        { transport: "tcp", port: 443, memberPort: 443, healthPort: 443, target: null, members: ["10.30.2.10"] },
      ],
    },
    own("own/in-123456", "ingress", { kind: "internet" }),
    own("own/out-123456", "egress", { kind: "prefixes", prefixes: ["10.30.2.10/32"] }),
  ].map((item) => JSON.stringify(item));
}

function found(cloud: "aws" | "azure", resource: unknown): string[] {
  const prefixes = cloud === "azure" ? ["10.20.0.128/26"] : [];
  const result = checked(folder, resource, declaration(cloud, prefixes));
  return lines(result).filter((line) => !line.startsWith("note"));
}

describe("an Application Gateway", () => {
  const rule = (
    priority: number,
    direction: string,
    protocol: string,
    port: string,
    peer: string,
    flow: string,
  ): Json => ({
    name: `r${String(priority)}`,
    priority,
    direction,
    access: flow === "" ? "Deny" : "Allow",
    protocol,
    source_port_range: "*",
    source_address_prefix: direction === "Inbound" ? peer : "*",
    destination_address_prefix: direction === "Inbound" ? "*" : peer,
    destination_port_range: port,
    description: flow,
  });
  const service = "azure-application-gateway";
  const rules = [
    rule(100, "Inbound", "Tcp", "443", "Internet", "own/in-123456"),
    rule(110, "Inbound", "Tcp", "65200-65535", "GatewayManager", `${service}/manager`),
    rule(120, "Inbound", "Tcp", "*", "AzureLoadBalancer", `${service}/probe`),
    rule(121, "Inbound", "Udp", "*", "AzureLoadBalancer", `${service}/probe`),
    rule(4096, "Inbound", "*", "*", "*", ""),
    rule(100, "Outbound", "Tcp", "443", "10.30.2.10", "own/out-123456"),
    rule(110, "Outbound", "Tcp", "*", "Internet", `${service}/outbound`),
    rule(111, "Outbound", "Udp", "*", "Internet", `${service}/outbound`),
    rule(4096, "Outbound", "*", "*", "*", ""),
  ];
  const resources = (all: Json[], gateway: Json = {}): Json => ({
    azurerm_network_security_group: { front: { security_rule: all } },
    azurerm_subnet_network_security_group_association: {
      front: { subnet_id: "subnet", network_security_group_id: "${azurerm_network_security_group.front.id}" },
    },
    azurerm_public_ip: { front: {} },
    azurerm_application_gateway: {
      front: {
        gateway_ip_configuration: [{ name: "subnet", subnet_id: "subnet" }],
        frontend_ip_configuration: [{ name: "f", public_ip_address_id: "${azurerm_public_ip.front.id}" }],
        frontend_port: [{ name: "https", port: 443 }],
        http_listener: [
          { name: "https", frontend_ip_configuration_name: "f", frontend_port_name: "https", protocol: "Https" },
        ],
        backend_address_pool: [{ name: "hosts", ip_addresses: ["10.30.2.10"] }],
        backend_http_settings: [{ name: "hosts", port: 443, protocol: "Https" }],
        request_routing_rule: [
          {
            name: "https",
            http_listener_name: "https",
            backend_address_pool_name: "hosts",
            backend_http_settings_name: "hosts",
          },
        ],
        ...gateway,
      },
    },
  });

  it("is exact with the rules that Azure asks for around its subnet", () => {
    expect(found("azure", resources(rules))).toEqual([]);
  });

  it.each([
    ["its management", 1],
    ["the probes of its instances", 2],
    ["its way out", 6],
  ])("misses %s", (_, index) => {
    expect(found("azure", resources(rules.filter((_rule, at) => at !== index)))).toEqual([
      "error check-flow-missing Front",
    ]);
  });

  it.each([
    [
      "leads to another host",
      { backend_address_pool: [{ name: "hosts", ip_addresses: ["10.30.2.11"] }] },
      ["error check-forward-target Front", "error check-forward-target Front"],
    ],
    [
      "leads to another port",
      { backend_http_settings: [{ name: "hosts", port: 8443, protocol: "Https" }] },
      ["error check-forward-target Front", "error check-health-check-unseen Front"],
    ],
    ["has no rule for its listener", { request_routing_rule: [] }, ["error check-forward-missing Front"]],
    [
      "listens elsewhere",
      { frontend_port: [{ name: "https", port: 8443 }] },
      ["error check-forward-missing Front", "error check-forward-surplus Front"],
    ],
    [
      "is reached by another address",
      { frontend_ip_configuration: [{ name: "f", public_ip_address_id: "${azurerm_public_ip.other.id}" }] },
      ["error check-translation-missing Front", "error check-translation-surplus Front"],
    ],
  ])("that %s is found", (_, gateway, expected) => {
    expect(found("azure", resources(rules, gateway))).toEqual(expected);
  });
});

describe("an Application Load Balancer", () => {
  const rule = (peer: string, flow: string): Json => ({
    security_group_id: "${aws_security_group.front.id}",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    cidr_ipv4: peer,
    description: flow,
  });
  const resources = (balancer: Json = {}): Json => ({
    aws_security_group: { front: {} },
    aws_lb: {
      front: { load_balancer_type: "application", security_groups: ["${aws_security_group.front.id}"], ...balancer },
    },
    aws_lb_listener: {
      https: {
        load_balancer_arn: "${aws_lb.front.arn}",
        port: 443,
        protocol: "HTTPS",
        default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.hosts.arn}" }],
      },
    },
    aws_lb_target_group: { hosts: { target_type: "ip", port: 443, protocol: "HTTPS" } },
    aws_lb_target_group_attachment: {
      host: { target_group_arn: "${aws_lb_target_group.hosts.arn}", target_id: "10.30.2.10" },
    },
    aws_vpc_security_group_ingress_rule: { in: rule("0.0.0.0/0", "own/in-123456") },
    aws_vpc_security_group_egress_rule: { out: rule("10.30.2.10/32", "own/out-123456 aws-alb/health-check") },
  });

  it("is exact, and reached by its name", () => {
    expect(found("aws", resources())).toEqual([]);
  });

  it("that is internal is not reached", () => {
    expect(found("aws", resources({ internal: true }))).toEqual(["error check-translation-missing Front"]);
  });
});
