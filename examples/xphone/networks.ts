/** The network of all examples of XPhone Connect, on each cloud. */
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import type { Construct } from "constructs";
import { AwsNetwork } from "../../lib/aws/index";
import { AzureNetwork } from "../../lib/azure/index";
import { addAwsProvider } from "../aws-provider";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/23"],
  internal: ["10.30.0.0/16"],
  /** Desktop clients, and those that come through the VPN. */
  clients: "10.30.128.0/17",
  vpn: "10.30.64.0/22",
  wlan: "10.30.72.0/22",
  pbx: "10.30.2.10",
  timeServer: "10.30.0.123",
  /** What starts inside and goes to the internet is translated to this address. */
  wayOut: "203.0.113.5",
  stunServers: ["198.51.100.10", "198.51.100.11"],
  /** The servers that the provider, Xirsys, names for the account. */
  turnServers: ["198.51.100.128/27"],
  c4bPushService: ["192.0.2.16/29"],
  googlePushService: ["192.0.2.64/26"],
} as const;

/** What a network has beside its four subnets. */
export interface NetworkOptions {
  /** Whether it has the subnets of a proxy that the cloud runs. */
  readonly hasManagedProxy?: boolean;
}

/** The network on AWS, with its provider. */
export function awsNetwork(scope: Construct, { hasManagedProxy = false }: NetworkOptions = {}): AwsNetwork {
  addAwsProvider(scope);
  return new AwsNetwork(scope, "Network", {
    vpcId: "vpc-0example",
    perimeter: {
      externalSubnet: { subnetId: "subnet-0external", availabilityZone: "eu-central-1a" },
      internalSubnet: { subnetId: "subnet-0internal", availabilityZone: "eu-central-1a" },
      ...(hasManagedProxy
        ? {
            balancerSubnets: [
              { subnetId: "subnet-0external", availabilityZone: "eu-central-1a" },
              { subnetId: "subnet-0second", availabilityZone: "eu-central-1b" },
            ],
          }
        : {}),
      prefixes: PLAN.perimeter,
    },
    internal: {
      prefixes: PLAN.internal,
      subnet: { subnetId: "subnet-0inside", availabilityZone: "eu-central-1a" },
      wayOut: { publicAddresses: [PLAN.wayOut] },
    },
    dns: { publicZones: { "example.com": "Z0EXAMPLE" } },
  });
}

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const SUBNETS = `${SUBSCRIPTION}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/uc/subnets`;

/** The network on Azure, with its provider. */
export function azureNetwork(scope: Construct, { hasManagedProxy = false }: NetworkOptions = {}): AzureNetwork {
  new AzurermProvider(scope, "Azure", { features: [{}] });
  return new AzureNetwork(scope, "Network", {
    resourceGroupName: "xphone",
    location: "westeurope",
    perimeter: {
      externalSubnet: { subnetId: `${SUBNETS}/external` },
      internalSubnet: { subnetId: `${SUBNETS}/internal` },
      ...(hasManagedProxy ? { gatewaySubnet: { subnetId: `${SUBNETS}/gateway`, prefix: "10.20.1.0/24" } } : {}),
      prefixes: PLAN.perimeter,
    },
    internal: {
      prefixes: PLAN.internal,
      subnet: { subnetId: `${SUBNETS}/inside` },
      wayOut: { publicAddresses: [PLAN.wayOut] },
    },
    dns: { publicZones: { "example.com": "dns" } },
  });
}
