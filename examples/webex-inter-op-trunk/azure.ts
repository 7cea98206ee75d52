import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { peeringNetworkOnAzure } from "../webex-networks";
import { composeTrunk, PLAN } from "./trunk";

/** The trunk's media on Azure. */
export class WebexInterOpTrunkAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "Azure", { features: [{}] });
    composeTrunk(this, peeringNetworkOnAzure(this, PLAN));
  }
}
