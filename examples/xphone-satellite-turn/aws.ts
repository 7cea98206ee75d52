import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeSatelliteTurn } from "./satellite-turn";

/** A complete deployment with a satellite on AWS. */
export class XPhoneSatelliteTurnAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSatelliteTurn(this, awsNetwork(this));
  }
}
