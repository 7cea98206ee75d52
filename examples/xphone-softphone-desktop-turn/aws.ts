import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeSoftphoneDesktopTurn } from "./softphone-desktop-turn";

/** Softphone Desktop with a TURN server on AWS. */
export class XPhoneSoftphoneDesktopTurnAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSoftphoneDesktopTurn(this, awsNetwork(this));
  }
}
