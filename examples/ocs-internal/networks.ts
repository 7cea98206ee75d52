/** The network of the examples with servers inside, on each cloud: two SIP domains, each with a public and an internal zone. */
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import type { Construct } from "constructs";
import { AwsNetwork } from "../../lib/aws/index";
import { AzureNetwork } from "../../lib/azure/index";
import { addAwsProvider } from "../aws-provider";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  clients: "10.30.128.0/17",
  database: "10.30.4.10",
  sipDomains: ["example.com", "example.org"],
} as const;

/** The network on AWS, with its provider; more Elastic IP addresses than a new account has must have been granted. */
export function awsNetwork(scope: Construct, elasticIpAddresses?: number): AwsNetwork {
  addAwsProvider(scope);
  return new AwsNetwork(scope, "Network", {
    vpcId: "vpc-0example",
    perimeter: {
      externalSubnet: { subnetId: "subnet-0external", availabilityZone: "eu-central-1a" },
      internalSubnet: { subnetId: "subnet-0internal", availabilityZone: "eu-central-1a" },
      prefixes: PLAN.perimeter,
    },
    internal: {
      prefixes: PLAN.internal,
      subnet: { subnetId: "subnet-0inside", availabilityZone: "eu-central-1a" },
    },
    dns: {
      publicZones: { "example.com": "Z0PUBLICCOM", "example.org": "Z0PUBLICORG" },
      internalZones: { "example.com": "Z0INSIDECOM", "example.org": "Z0INSIDEORG" },
    },
    ...(elasticIpAddresses === undefined ? {} : { quotas: { elasticIpAddresses } }),
  });
}

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const SUBNETS = `${SUBSCRIPTION}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/uc/subnets`;

/** The network on Azure, with its provider. */
export function azureNetwork(scope: Construct): AzureNetwork {
  new AzurermProvider(scope, "Azure", { features: [{}] });
  return new AzureNetwork(scope, "Network", {
    resourceGroupName: "uc-edge",
    location: "westeurope",
    perimeter: {
      externalSubnet: { subnetId: `${SUBNETS}/external` },
      internalSubnet: { subnetId: `${SUBNETS}/internal` },
      prefixes: PLAN.perimeter,
    },
    internal: { prefixes: PLAN.internal, subnet: { subnetId: `${SUBNETS}/inside` } },
    dns: {
      publicZones: { "example.com": "dns", "example.org": "dns" },
      internalZones: { "example.com": "dns", "example.org": "dns" },
    },
  });
}
