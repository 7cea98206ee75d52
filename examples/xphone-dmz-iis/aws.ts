import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeDmzIis } from "./dmz-iis";

/** IIS in the DMZ on AWS. */
export class XPhoneDmzIisAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeDmzIis(this, awsNetwork(this));
  }
}
