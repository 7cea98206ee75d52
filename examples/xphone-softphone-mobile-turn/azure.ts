import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../xphone/networks";
import { composeSoftphoneMobileTurn } from "./softphone-mobile-turn";

/** Softphone Mobile with a TURN server on Azure. */
export class XPhoneSoftphoneMobileTurnAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSoftphoneMobileTurn(this, azureNetwork(this));
  }
}
