import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { addAwsProvider } from "../aws-provider";
import { peeringNetworkOnAws } from "../webex-networks";
import { composePeering, PLAN } from "./peering";

/** The peering on AWS. */
export class WebexDedicatedInstanceAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addAwsProvider(this);
    composePeering(this, peeringNetworkOnAws(this, PLAN));
  }
}
