/**
 * A stack written by hand, the same on both clouds: two hosts behind a public balancer, whose port 443 leads to their 5061
 * and whose health is checked at 8080, and a host with a public address of its own.
 */
import type { Folder } from "../stack-files";
import type { CheckResult } from "../../../lib/tools/analyze/check";
import { checked } from "./hand-made";

type Json = Record<string, unknown>;

/** Resources by type and name. */
export type Resources = Record<string, Record<string, Json>>;

/** A cloud. */
export type Cloud = "aws" | "azure";

const GROUP = { aws: "aws_security_group", azure: "azurerm_network_security_group" } as const;
const PUBLIC_IP = { aws: ["aws_eip", "public_ip"], azure: ["azurerm_public_ip", "ip_address"] } as const;

/** The lines of its declaration; `more` is added. */
export function declaredOn(cloud: Cloud, ...more: Json[]): string[] {
  const made = (name: string): Json => ({ ref: `${PUBLIC_IP[cloud][0]}.${name}.${PUBLIC_IP[cloud][1]}` });
  const address = (privateAddress: string | null, publicAddress: unknown = null): Json => ({
    privateAddress,
    ipv6Address: null,
    publicAddress,
    publicAddressMade: publicAddress !== null,
  });
  const placed = (path: string, kind: string, group: string, addresses: Json[]): Json => ({
    item: "interface",
    path,
    network: "Network",
    zone: "perimeter",
    side: "external",
    title: path,
    kind,
    group: `${GROUP[cloud]}.${group}`,
    groupAliases: cloud === "azure" ? [`azurerm_application_security_group.${group}`] : [],
    ...addresses[0],
    existing: false,
    nics: addresses.map((one) => ({ existing: false, addresses: [one] })),
    wayOut: [],
  });
  const role = (path: string): Json => ({
    item: "role",
    path,
    role: "ocs-2007/access-edge",
    external: `${path}/External`,
    internal: null,
    externalAddress: null,
    internalAddress: null,
  });
  const own = (id: string, ofRole: string, port: number, peer: Json): Json => ({
    item: "own-flow",
    id,
    role: ofRole,
    direction: "ingress",
    peer,
    transport: "tcp",
    ports: [[port, port]],
    sourcePorts: null,
    icmp: null,
    purpose: "own",
    owner: null,
    expires: null,
  });
  const items: Json[] = [
    { item: "stack", format: 1, cloud },
    { item: "network", path: "Network", zones: { perimeter: ["10.20.0.0/24"], internal: ["10.30.0.0/16"] } },
    placed("Sbc/External", "host", "Hosts", [address("10.20.0.10"), address("10.20.0.11")]),
    placed("Web/External", "host", "Web", [address("10.20.0.20", made("Web"))]),
    ...(cloud === "aws" ? [placed("Public/Front", "balancer", "Front", [address(null, made("Public"))])] : []),
    role("Sbc"),
    role("Web"),
    {
      item: "balancer",
      path: "Public",
      network: "Network",
      zone: "perimeter",
      side: "external",
      title: "trunks",
      resource: cloud === "aws" ? "aws_lb.Public" : "azurerm_lb.Public",
      interface: cloud === "aws" ? "Public/Front" : null,
      virtualAddress: null,
      publicAddress: made("Public"),
      publicAddressMade: true,
      listeners: [
        { transport: "tcp", port: 443, memberPort: 5061, healthPort: 8080, target: "Sbc/External", address: null },
      ],
    },
    own("own/sip-123456", "Sbc", 5061, { kind: "internet" }),
    own("own/web-123456", "Web", 8443, { kind: "prefixes", prefixes: ["198.51.100.0/24"] }),
    ...more,
  ];
  return items.map((item) => JSON.stringify(item));
}

/** Its resources, exact. */
export function publishedOn(cloud: Cloud): Resources {
  return cloud === "aws" ? publishedOnAws() : publishedOnAzure();
}

function publishedOnAws(): Resources {
  const eni = (group: string, address: string): Json => ({
    private_ips: [address],
    security_groups: [`\${aws_security_group.${group}.id}`],
  });
  const rule = (group: string, port: number, peer: Json, flow: string): Json => ({
    security_group_id: `\${aws_security_group.${group}.id}`,
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
    description: flow,
    ...peer,
  });
  const group = (name: string): Json => ({ referenced_security_group_id: `\${aws_security_group.${name}.id}` });
  const sip = "own/sip-123456";
  const health = "aws-nlb/health-check";
  return {
    aws_security_group: { Hosts: {}, Web: {}, Front: {} },
    aws_network_interface: {
      A: eni("Hosts", "10.20.0.10"),
      B: eni("Hosts", "10.20.0.11"),
      Web: eni("Web", "10.20.0.20"),
    },
    aws_eip: { Web: { domain: "vpc" }, Public: { domain: "vpc" } },
    aws_eip_association: {
      Web: {
        allocation_id: "${aws_eip.Web.id}",
        network_interface_id: "${aws_network_interface.Web.id}",
        private_ip_address: "10.20.0.20",
      },
    },
    aws_lb: {
      Public: {
        load_balancer_type: "network",
        internal: false,
        security_groups: ["${aws_security_group.Front.id}"],
        subnet_mapping: [{ subnet_id: "subnet-0example", allocation_id: "${aws_eip.Public.id}" }],
      },
    },
    aws_lb_listener: {
      sip: {
        load_balancer_arn: "${aws_lb.Public.arn}",
        port: 443,
        protocol: "TCP",
        default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.sip.arn}" }],
      },
    },
    aws_lb_target_group: {
      sip: {
        target_type: "ip",
        port: 5061,
        protocol: "TCP",
        preserve_client_ip: "true",
        health_check: { protocol: "TCP", port: "8080" },
      },
    },
    aws_lb_target_group_attachment: {
      A: { target_group_arn: "${aws_lb_target_group.sip.arn}", target_id: "10.20.0.10", port: 5061 },
      B: { target_group_arn: "${aws_lb_target_group.sip.arn}", target_id: "10.20.0.11", port: 5061 },
    },
    aws_vpc_security_group_ingress_rule: {
      front: rule("Front", 443, { cidr_ipv4: "0.0.0.0/0" }, sip),
      hosts: rule("Hosts", 5061, group("Front"), sip),
      health: rule("Hosts", 8080, group("Front"), health),
      web: rule("Web", 8443, { cidr_ipv4: "198.51.100.0/24" }, "own/web-123456"),
    },
    aws_vpc_security_group_egress_rule: {
      front: rule("Front", 5061, group("Hosts"), sip),
      health: rule("Front", 8080, group("Hosts"), health),
    },
  };
}

function publishedOnAzure(): Resources {
  const nic = (address: string, publicAddress: Json = {}): Json => ({
    ip_configuration: [
      { name: "ipv4", private_ip_address: address, subnet_id: "subnet", primary: true, ...publicAddress },
    ],
  });
  const rule = (priority: number, port: string, source: string, flow: string): Json => ({
    name: `r${String(priority)}`,
    priority,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    source_address_prefix: source,
    destination_address_prefix: "*",
    destination_port_range: port,
    description: flow,
  });
  const closed = ["Inbound", "Outbound"].map((direction) => ({
    ...rule(4096, "*", "*", ""),
    name: `deny-${direction}`,
    direction,
    access: "Deny",
    protocol: "*",
  }));
  const attached = (name: string, group: string): Json => ({
    network_interface_id: `\${azurerm_network_interface.${name}.id}`,
    network_security_group_id: `\${azurerm_network_security_group.${group}.id}`,
  });
  const member = (name: string): Json => ({
    network_interface_id: `\${azurerm_network_interface.${name}.id}`,
    ip_configuration_name: "ipv4",
    backend_address_pool_id: "${azurerm_lb_backend_address_pool.hosts.id}",
  });
  return {
    azurerm_network_security_group: {
      Hosts: {
        security_rule: [
          rule(100, "5061", "Internet", "own/sip-123456"),
          rule(110, "8080", "AzureLoadBalancer", "azure-lb/probe"),
          ...closed,
        ],
      },
      Web: { security_rule: [rule(100, "8443", "198.51.100.0/24", "own/web-123456"), ...closed] },
    },
    azurerm_network_interface: {
      A: nic("10.20.0.10"),
      B: nic("10.20.0.11"),
      Web: nic("10.20.0.20", { public_ip_address_id: "${azurerm_public_ip.Web.id}" }),
    },
    azurerm_network_interface_security_group_association: {
      A: attached("A", "Hosts"),
      B: attached("B", "Hosts"),
      Web: attached("Web", "Web"),
    },
    azurerm_public_ip: { Web: { sku: "Standard" }, Public: { sku: "Standard" } },
    azurerm_lb: {
      Public: {
        sku: "Standard",
        frontend_ip_configuration: [{ name: "frontend", public_ip_address_id: "${azurerm_public_ip.Public.id}" }],
      },
    },
    azurerm_lb_rule: {
      sip: {
        loadbalancer_id: "${azurerm_lb.Public.id}",
        frontend_ip_configuration_name: "frontend",
        protocol: "Tcp",
        frontend_port: 443,
        backend_port: 5061,
        backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.hosts.id}"],
        probe_id: "${azurerm_lb_probe.up.id}",
      },
    },
    azurerm_lb_probe: { up: { loadbalancer_id: "${azurerm_lb.Public.id}", protocol: "Tcp", port: 8080 } },
    azurerm_lb_backend_address_pool: { hosts: { loadbalancer_id: "${azurerm_lb.Public.id}" } },
    azurerm_network_interface_backend_address_pool_association: { A: member("A"), B: member("B") },
  };
}

/** The result for resources after a change; notes are left out. */
export function changed(
  folder: Folder,
  cloud: Cloud,
  change: (resources: Resources) => void = () => undefined,
  ...more: Json[]
): CheckResult {
  const resources = structuredClone(publishedOn(cloud));
  change(resources);
  const result = checked(folder, resources, declaredOn(cloud, ...more));
  return { ...result, findings: result.findings.filter(({ severity }) => severity !== "note") };
}

/** Sets a value inside a resource: `set(resources, "aws_lb.Public.internal", true)`. */
export function set(resources: Resources, path: string, value: unknown): void {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let at: unknown = resources;
  for (const step of steps) at = (at as Record<string, unknown>)[step];
  if (typeof at !== "object" || at === null) throw new Error(`there is no ${path}`);
  if (value === undefined) Reflect.deleteProperty(at, last);
  else (at as Record<string, unknown>)[last] = value;
}
