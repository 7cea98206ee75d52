import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { peeringNetworkOnAzure } from "../webex-networks";
import { composeContactCenter, PLAN } from "./contact-center";

/** The contact center on Azure. */
export class WebexContactCenterAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "Azure", { features: [{}] });
    composeContactCenter(this, peeringNetworkOnAzure(this, PLAN));
  }
}
