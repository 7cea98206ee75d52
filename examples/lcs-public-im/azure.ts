import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AzureNetwork } from "../../lib/azure/index";
import { composePublicIm, PLAN } from "./access-proxy";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const SUBNETS = `${SUBSCRIPTION}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/uc/subnets`;

/** Public IM on Azure. */
export class LcsPublicImAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "Azure", { features: [{}] });
    const network = new AzureNetwork(this, "Network", {
      resourceGroupName: "uc-edge",
      location: "westeurope",
      perimeter: {
        externalSubnet: { subnetId: `${SUBNETS}/external` },
        internalSubnet: { subnetId: `${SUBNETS}/internal` },
        prefixes: PLAN.perimeter,
      },
      internal: { prefixes: PLAN.internal },
      dns: { publicZones: { "example.com": "dns", "example.org": "dns" } },
    });
    composePublicIm(this, network);
  }
}
