import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../ocs-internal/networks";
import { composeDirectorVoice } from "./deployment";

/** Enterprise Voice and external users behind Directors, on AWS. */
export class OcsDirectorVoiceAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Three virtual addresses, one for each host of the Access Edge and the A/V Edge, and the proxy's.
    composeDirectorVoice(this, awsNetwork(this, 8));
  }
}
