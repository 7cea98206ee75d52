import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../xphone/networks";
import { composeSoftphoneMobile } from "./softphone-mobile";

/** Softphone Mobile on Azure. */
export class XPhoneSoftphoneMobileAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSoftphoneMobile(this, azureNetwork(this));
  }
}
