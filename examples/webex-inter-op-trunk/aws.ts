import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { addAwsProvider } from "../aws-provider";
import { peeringNetworkOnAws } from "../webex-networks";
import { composeTrunk, PLAN } from "./trunk";

/** The trunk's media on AWS. */
export class WebexInterOpTrunkAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addAwsProvider(this);
    composeTrunk(this, peeringNetworkOnAws(this, PLAN));
  }
}
