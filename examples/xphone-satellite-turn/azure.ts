import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../xphone/networks";
import { composeSatelliteTurn } from "./satellite-turn";

/** A complete deployment with a satellite on Azure. */
export class XPhoneSatelliteTurnAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSatelliteTurn(this, azureNetwork(this));
  }
}
