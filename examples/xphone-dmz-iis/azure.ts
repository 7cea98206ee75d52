import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../xphone/networks";
import { composeDmzIis } from "./dmz-iis";

/** IIS in the DMZ on Azure. */
export class XPhoneDmzIisAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeDmzIis(this, azureNetwork(this));
  }
}
