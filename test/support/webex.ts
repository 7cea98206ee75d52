/** Peerings with a Dedicated Instance to test with, on both clouds: the instance is 192.0.2.0/24. */
import type { TerraformStack } from "cdktf";
import { AwsLink } from "../../lib/aws/aws-link";
import { AzureLink } from "../../lib/azure/azure-link";
import type { Network } from "../../lib/stack/network";
import type { CustomerHostsProps, CustomerRole } from "../../lib/systems/webex/customer-hosts-props";
import { DedicatedInstancePeering } from "../../lib/systems/webex/dedicated-instance-peering";
import type { DedicatedInstancePeeringProps } from "../../lib/systems/webex/peering-props";
import { awsNetwork, awsSubnet, azureNetwork } from "./linked-networks";
import { type Cloud, stackOn } from "./stacks";

/** The instance. */
export const INSTANCE = "192.0.2.0/24";

/** What a test says of the network. */
export interface WebexPlan {
  readonly partner?: readonly string[];
  readonly linked?: boolean;
  readonly forwarding?: boolean;
  readonly inbound?: boolean;
}

/** A network with a subnet inside, a link to the instance, and forwarding. */
function webexNetwork(cloud: Cloud, stack: TerraformStack, plan: WebexPlan): Network {
  const { linked = true, forwarding = true, inbound = false } = plan;
  const prefixes = plan.partner ?? [INSTANCE, ...DedicatedInstancePeering.nameServersOf(["AMER"])];
  const wayOut = { publicAddresses: ["203.0.113.250"] };
  if (cloud === "aws") {
    const subnets = [awsSubnet("dns-a"), awsSubnet("dns-b", "b")];
    return awsNetwork(stack, {
      internal: { prefixes: ["10.30.0.0/16"], subnet: awsSubnet("voice"), wayOut },
      partner: {
        prefixes,
        ...(linked ? { link: AwsLink.transitGateway("tgw-1"), routeTableIds: ["rtb-1"] } : {}),
      },
      dns: {
        ...(forwarding ? { forwarding: { subnets } } : {}),
        ...(inbound ? { inboundEndpoint: { subnets, from: ["10.30.0.0/16"] } } : {}),
      },
    });
  }
  const link = AzureLink.vpn({ routeTable: { name: "to-partners", resourceGroupName: "hub" } });
  const virtualNetworkId = "vnet";
  return azureNetwork(stack, {
    internal: { prefixes: ["10.30.0.0/16"], subnet: { subnetId: "voice" }, wayOut },
    partner: { prefixes, ...(linked ? { link } : {}) },
    dns: {
      ...(forwarding ? { forwarding: { virtualNetworkId, outboundSubnet: { subnetId: "dns" } } } : {}),
      ...(inbound ? { inboundEndpoint: { virtualNetworkId, subnet: { subnetId: "dns-in" } } } : {}),
    },
  });
}

/** A stack with such a network. */
export function joined(cloud: Cloud, plan: WebexPlan = {}): { stack: TerraformStack; network: Network } {
  const stack = stackOn(cloud);
  return { stack, network: webexNetwork(cloud, stack, plan) };
}

/** Hosts with one interface inside. */
export function hostsWith(...roles: CustomerRole[]): { Hosts: CustomerHostsProps } {
  return { Hosts: { roles, interfaces: [{ privateAddress: "10.30.1.10" }] } };
}

/** A peering with what a test gives it. */
export function peer(
  { stack, network }: { stack: TerraformStack; network: Network },
  more: Partial<DedicatedInstancePeeringProps> = {},
): DedicatedInstancePeering {
  return new DedicatedInstancePeering(stack, "Peering", { network, instance: { prefixes: [INSTANCE] }, ...more });
}
