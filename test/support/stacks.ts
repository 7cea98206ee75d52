/** Stacks and networks to place deployments in, the same on both clouds. Documentation addresses and domains only. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { type App, TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import { AwsNetwork } from "../../lib/aws/aws-network";
import { AzureNetwork } from "../../lib/azure/azure-network";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import type { EdgeServerProps, EdgeServiceProps } from "../../lib/systems/ocs/edge-server-props";

/** Both clouds. */
export const CLOUDS = ["aws", "azure"] as const;

/** A cloud. */
export type Cloud = (typeof CLOUDS)[number];

/** A stack with its cloud's provider. */
export function stackOn(cloud: Cloud, id = "stack", app: App = Testing.app()): TerraformStack {
  const stack = new TerraformStack(app, id);
  if (cloud === "aws") new AwsProvider(stack, "Aws", { region: "eu-central-1" });
  else new AzurermProvider(stack, "Azure", { features: [{}] });
  return stack;
}

/** What a test says of a network, where it matters. */
export interface NetworkPlan {
  readonly perimeter?: readonly string[];
  readonly internal?: readonly string[];
  readonly partner?: readonly string[];
  readonly publicDomains?: readonly string[];
  readonly internalDomains?: readonly string[];
  readonly domainsElsewhere?: readonly string[];
  /** Addresses of the way out of both zones. */
  readonly wayOut?: readonly string[];
  /** The subnet inside. */
  readonly internalSubnet?: string;
  /** AWS: the availability zones of the subnets of a managed proxy. */
  readonly balancerZones?: readonly string[];
  /** Azure: the prefix of the subnet of a managed proxy. */
  readonly gateway?: string;
  readonly gatewaySubnetId?: string;
}

/** The perimeter 10.20.0.0/24, the inside 10.30.0.0/16, and the public zone of example.com. */
export function networkOn(cloud: Cloud, scope: Construct, plan: NetworkPlan = {}, id = "Network"): Network {
  const zone = (name: string): string => (cloud === "aws" ? `Z-${name}` : "dns");
  const zones = (domains: readonly string[]): Record<string, string> =>
    Object.fromEntries(domains.map((domain) => [domain, zone(domain)]));
  const wayOut = plan.wayOut === undefined ? {} : { wayOut: { publicAddresses: plan.wayOut } };
  const inside = plan.internalSubnet;
  const subnetInside = inside === undefined ? {} : { subnet: { subnetId: inside, availabilityZone: "eu-central-1a" } };
  const shared = {
    internal: { prefixes: plan.internal ?? ["10.30.0.0/16"], ...wayOut, ...subnetInside },
    ...(plan.partner === undefined ? {} : { partner: { prefixes: plan.partner } }),
    dns: {
      publicZones: zones(plan.publicDomains ?? ["example.com"]),
      internalZones: zones(plan.internalDomains ?? []),
      domainsElsewhere: plan.domainsElsewhere ?? [],
    },
  };
  const prefixes = plan.perimeter ?? ["10.20.0.0/24"];
  if (cloud === "aws") {
    const subnet = (name: string): { subnetId: string; availabilityZone: string } => ({
      subnetId: `subnet-${name}`,
      availabilityZone: "eu-central-1a",
    });
    const balancerSubnets = plan.balancerZones?.map((zone) => ({ subnetId: `subnet-${zone}`, availabilityZone: zone }));
    const perimeter = {
      externalSubnet: subnet("external"),
      internalSubnet: subnet("internal"),
      prefixes,
      ...wayOut,
      ...(balancerSubnets === undefined ? {} : { balancerSubnets }),
    };
    // Two edges with three services each have more public addresses than a new account.
    return new AwsNetwork(scope, id, { vpcId: "vpc-1", perimeter, ...shared, quotas: { elasticIpAddresses: 50 } });
  }
  const perimeter = {
    externalSubnet: { subnetId: "external" },
    internalSubnet: { subnetId: "internal" },
    prefixes,
    ...wayOut,
    ...(plan.gateway === undefined
      ? {}
      : { gatewaySubnet: { subnetId: plan.gatewaySubnetId ?? "gateway", prefix: plan.gateway } }),
  };
  return new AzureNetwork(scope, id, { resourceGroupName: "uc", location: "westeurope", perimeter, ...shared });
}

/** The pool inside, as most tests name it. */
export const POOL = "10.30.1.0/28";

/** One edge service on its own two addresses. */
export function service(last: number, more: Partial<EdgeServiceProps> = {}): EdgeServiceProps {
  return {
    external: { privateAddress: `10.20.0.${String(last)}` },
    internal: { privateAddress: `10.20.0.${String(last + 128)}` },
    internalServer: Peer.prefixes([POOL]),
    ...more,
  };
}

/** An edge that federates and does nothing else: the smallest one that opens both ways. */
export function federatingEdge(network: Network, more: Partial<EdgeServerProps> = {}): EdgeServerProps {
  return {
    network,
    sipDomains: ["example.com"],
    accessEdge: service(10, { external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] } }),
    federation: { partners: Peer.prefixes(["198.51.100.0/24"]) },
    ...more,
  };
}
