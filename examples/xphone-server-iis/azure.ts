import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../xphone/networks";
import { composeServerIis } from "./server-iis";

/** IIS on the XPhone Server, published by a forwarded port on Azure. */
export class XPhoneServerIisAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeServerIis(this, azureNetwork(this));
  }
}
