import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../xphone/networks";
import { composeSoftphoneDesktop } from "./softphone-desktop";

/** Softphone Desktop on Azure. */
export class XPhoneSoftphoneDesktopAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSoftphoneDesktop(this, azureNetwork(this));
  }
}
