import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeServerIis } from "./server-iis";

/** IIS on the XPhone Server, published by a forwarded port on AWS. */
export class XPhoneServerIisAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeServerIis(this, awsNetwork(this));
  }
}
