import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { addAwsProvider } from "../aws-provider";
import { peeringNetworkOnAws } from "../webex-networks";
import { composeContactCenter, PLAN } from "./contact-center";

/** The contact center on AWS. */
export class WebexContactCenterAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addAwsProvider(this);
    composeContactCenter(this, peeringNetworkOnAws(this, PLAN));
  }
}
