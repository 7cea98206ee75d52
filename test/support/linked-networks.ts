/** Networks with a partner (192.0.2.0/24, 203.0.113.0/24) and with forwarding, on both clouds. */
import type { TerraformStack } from "cdktf";
import { AwsLink } from "../../lib/aws/aws-link";
import { AwsNetwork, type AwsNetworkProps } from "../../lib/aws/aws-network";
import { AzureLink } from "../../lib/azure/azure-link";
import { AzureNetwork, type AzureNetworkProps } from "../../lib/azure/azure-network";
import type { Network } from "../../lib/stack/network";
import { resourcesOf } from "./rules";
import { type Cloud, stackOn } from "./stacks";

/** A subnet on AWS. */
export function awsSubnet(name: string, zone = "a"): { subnetId: string; availabilityZone: string } {
  return { subnetId: `subnet-${name}`, availabilityZone: `eu-central-1${zone}` };
}

const PERIMETER = ["10.20.0.0/24"];
const INTERNAL = { prefixes: ["10.30.0.0/16"] };
/** The partner's prefixes. */
export const PARTNER = ["192.0.2.0/24", "203.0.113.0/24"];

/** A network on AWS with what a test gives it. */
export function awsNetwork(stack: TerraformStack, more: Partial<AwsNetworkProps> = {}, id = "Network"): AwsNetwork {
  return new AwsNetwork(stack, id, {
    vpcId: "vpc-1",
    perimeter: { externalSubnet: awsSubnet("external"), internalSubnet: awsSubnet("internal"), prefixes: PERIMETER },
    internal: INTERNAL,
    ...more,
  });
}

/** A network on Azure with what a test gives it. */
export function azureNetwork(
  stack: TerraformStack,
  more: Partial<AzureNetworkProps> = {},
  id = "Network",
): AzureNetwork {
  return new AzureNetwork(stack, id, {
    resourceGroupName: "uc",
    location: "westeurope",
    perimeter: {
      externalSubnet: { subnetId: "external" },
      internalSubnet: { subnetId: "internal" },
      prefixes: PERIMETER,
    },
    internal: INTERNAL,
    ...more,
  });
}

/** What a test says of a network with links, where it matters. */
export interface LinkedPlan {
  readonly partner?: readonly string[];
  /** Whether a link to the partner is declared. */
  readonly linked?: boolean;
  readonly forwarding?: boolean;
  readonly internalZones?: readonly string[];
  readonly resolverRules?: number;
}

/** The same network on either cloud: one route table to the partner, and the endpoint of forwarders. */
function linkedNetwork(cloud: Cloud, stack: TerraformStack, plan: LinkedPlan = {}): Network {
  const { partner = PARTNER, linked = true, forwarding = true } = plan;
  const internalZones = Object.fromEntries((plan.internalZones ?? []).map((domain) => [domain, "zone"]));
  if (cloud === "aws") {
    const link = { link: AwsLink.transitGateway("tgw-1"), routeTableIds: ["rtb-1"] };
    const subnets = [awsSubnet("dns-a"), awsSubnet("dns-b", "b")];
    return awsNetwork(stack, {
      partner: { prefixes: partner, ...(linked ? link : {}) },
      dns: { internalZones, ...(forwarding ? { forwarding: { subnets } } : {}) },
      ...(plan.resolverRules === undefined ? {} : { quotas: { resolverRules: plan.resolverRules } }),
    });
  }
  const link = AzureLink.vpn({ routeTable: { name: "to-partners", resourceGroupName: "hub" } });
  return azureNetwork(stack, {
    partner: { prefixes: partner, ...(linked ? { link } : {}) },
    dns: {
      internalZones,
      ...(forwarding ? { forwarding: { virtualNetworkId: "vnet", outboundSubnet: { subnetId: "dns" } } } : {}),
    },
  });
}

/** A stack with such a network. */
export function linked(cloud: Cloud, plan: LinkedPlan = {}): { stack: TerraformStack; network: Network } {
  const stack = stackOn(cloud);
  return { stack, network: linkedNetwork(cloud, stack, plan) };
}

/** The routes to partners, sorted, as `rtb-1 192.0.2.0/24 tgw-1`. */
export function routesOf(source: TerraformStack | string): string[] {
  const aws = Object.values(resourcesOf(source, "aws_route")).map((route) => [
    route["route_table_id"],
    route["destination_cidr_block"] ?? route["destination_ipv6_cidr_block"],
    route["transit_gateway_id"] ?? route["gateway_id"],
  ]);
  const azure = Object.values(resourcesOf(source, "azurerm_route")).map((route) => [
    route["route_table_name"],
    route["address_prefix"],
    route["next_hop_type"],
  ]);
  return [...aws, ...azure].map((parts) => parts.map(String).join(" ")).sort();
}

/** The forwarders, sorted, as `corp.example.com: 192.0.2.10, 192.0.2.20`. */
export function forwardersOf(source: TerraformStack | string): string[] {
  type Server = Readonly<Record<string, unknown>>;
  const line = (domain: unknown, servers: unknown, address: string): string =>
    `${String(domain)}: ${(servers as Server[]).map((server) => `${String(server[address])}:${String(server["port"])}`).join(", ")}`;
  return [
    ...Object.values(resourcesOf(source, "aws_route53_resolver_rule")).map((rule) =>
      line(rule["domain_name"], rule["target_ip"], "ip"),
    ),
    ...Object.values(resourcesOf(source, "azurerm_private_dns_resolver_forwarding_rule")).map((rule) =>
      line(rule["domain_name"], rule["target_dns_servers"], "ip_address"),
    ),
  ].sort();
}

/** A resource without cdktf's own notes. */
export function plain(resource: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(resource ?? {}).filter(([name]) => name !== "//"));
}
