/** The networks of the examples that are joined with a Dedicated Instance, on either cloud. */
import type { Construct } from "constructs";
import { AwsLink, AwsNetwork, type AwsResolverSubnet } from "../lib/aws/index";
import { AzureLink, AzureNetwork } from "../lib/azure/index";
import type { Network } from "../lib/index";

/** What of an address plan the networks need. */
export interface PeeringPlan {
  readonly perimeter: readonly string[];
  readonly internal: readonly string[];
  /** The instance, and its name servers. */
  readonly partner: readonly string[];
  /** Who asks for names from on premises; without it no endpoint answers there. */
  readonly onPremises?: readonly string[];
}

/** A VPC with a transit gateway to the instance. */
export function peeringNetworkOnAws(scope: Construct, plan: PeeringPlan): Network {
  const subnet = (name: string, zone: string): { subnetId: string; availabilityZone: string } => ({
    subnetId: `subnet-0${name}`,
    availabilityZone: `eu-central-1${zone}`,
  });
  const [resolverA, resolverB] = [subnet("resolver-a", "a"), subnet("resolver-b", "b")];
  const endpoint = (first: string, second: string): { subnets: AwsResolverSubnet[] } => ({
    subnets: [
      { ...resolverA, privateAddress: first },
      { ...resolverB, privateAddress: second },
    ],
  });
  return new AwsNetwork(scope, "Network", {
    vpcId: "vpc-0example",
    perimeter: {
      externalSubnet: subnet("external", "a"),
      internalSubnet: subnet("internal", "a"),
      prefixes: plan.perimeter,
    },
    internal: { prefixes: plan.internal, subnet: subnet("voice", "a") },
    partner: {
      prefixes: plan.partner,
      link: AwsLink.transitGateway("tgw-0example"),
      routeTableIds: ["rtb-0voice", "rtb-0resolver"],
    },
    dns: {
      forwarding: endpoint("10.20.0.68", "10.20.0.84"),
      ...(plan.onPremises === undefined
        ? {}
        : { inboundEndpoint: { ...endpoint("10.20.0.69", "10.20.0.85"), from: plan.onPremises } }),
    },
  });
}

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const VIRTUAL_NETWORK = `${SUBSCRIPTION}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/uc`;

/** A virtual network with a VPN to the instance. */
export function peeringNetworkOnAzure(scope: Construct, plan: PeeringPlan): Network {
  const subnet = (name: string): { subnetId: string } => ({ subnetId: `${VIRTUAL_NETWORK}/subnets/${name}` });
  return new AzureNetwork(scope, "Network", {
    resourceGroupName: "uc",
    location: "westeurope",
    perimeter: { externalSubnet: subnet("external"), internalSubnet: subnet("internal"), prefixes: plan.perimeter },
    internal: { prefixes: plan.internal, subnet: subnet("voice") },
    partner: {
      prefixes: plan.partner,
      link: AzureLink.vpn({ subnets: [subnet("voice"), subnet("resolver-out")] }),
    },
    dns: {
      forwarding: { virtualNetworkId: VIRTUAL_NETWORK, outboundSubnet: subnet("resolver-out") },
      ...(plan.onPremises === undefined
        ? {}
        : { inboundEndpoint: { virtualNetworkId: VIRTUAL_NETWORK, subnet: subnet("resolver-in") } }),
    },
  });
}
