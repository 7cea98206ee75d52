import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { peeringNetworkOnAzure } from "../webex-networks";
import { composePeering, PLAN } from "./peering";

/** The peering on Azure. */
export class WebexDedicatedInstanceAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "Azure", { features: [{}] });
    composePeering(this, peeringNetworkOnAzure(this, PLAN));
  }
}
