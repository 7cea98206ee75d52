import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AzureNetwork } from "../../lib/azure/index";
import { acceptFinding } from "../../lib/index";
import { composeProxy, PLAN } from "./proxy";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const SUBNETS = `${SUBSCRIPTION}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/uc/subnets`;

/** The managed reverse proxy on Azure: an Application Gateway in a subnet of its own. */
export class OcsManagedProxyAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "Azure", { features: [{}] });
    const network = new AzureNetwork(this, "Network", {
      resourceGroupName: "uc-edge",
      location: "westeurope",
      perimeter: {
        externalSubnet: { subnetId: `${SUBNETS}/external` },
        internalSubnet: { subnetId: `${SUBNETS}/internal` },
        gatewaySubnet: { subnetId: `${SUBNETS}/gateway`, prefix: "10.20.1.0/24" },
        prefixes: PLAN.perimeter,
      },
      internal: { prefixes: PLAN.internal },
      dns: { publicZones: { "example.com": "dns" } },
    });
    const proxy = composeProxy(this, network);
    acceptFinding(proxy, {
      code: "azure-gateway-isolation",
      reason: "known: the subscription has the feature, and the subnet is delegated",
    });
  }
}
