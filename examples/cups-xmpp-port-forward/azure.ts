import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AzureNetwork } from "../../lib/azure/index";
import { composeFederation, PLAN } from "./federation";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const SUBNETS = `${SUBSCRIPTION}/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/uc/subnets`;

/** CUPS behind a forwarded port, on Azure. */
export class CupsXmppPortForwardAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "Azure", { features: [{}] });
    const network = new AzureNetwork(this, "Network", {
      resourceGroupName: "cups",
      location: "westeurope",
      perimeter: {
        externalSubnet: { subnetId: `${SUBNETS}/external` },
        internalSubnet: { subnetId: `${SUBNETS}/internal` },
        prefixes: PLAN.perimeter,
      },
      internal: {
        subnet: { subnetId: `${SUBNETS}/inside` },
        prefixes: PLAN.internal,
        wayOut: { publicAddresses: PLAN.wayOut },
      },
      dns: { publicZones: { "example.com": "dns", "example.org": "dns" } },
    });
    composeFederation(this, network);
  }
}
