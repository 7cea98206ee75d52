import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeSoftphoneMobileTurn } from "./softphone-mobile-turn";

/** Softphone Mobile with a TURN server on AWS. */
export class XPhoneSoftphoneMobileTurnAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSoftphoneMobileTurn(this, awsNetwork(this));
  }
}
