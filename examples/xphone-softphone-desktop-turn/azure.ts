import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../xphone/networks";
import { composeSoftphoneDesktopTurn } from "./softphone-desktop-turn";

/** Softphone Desktop with a TURN server on Azure. */
export class XPhoneSoftphoneDesktopTurnAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSoftphoneDesktopTurn(this, azureNetwork(this));
  }
}
