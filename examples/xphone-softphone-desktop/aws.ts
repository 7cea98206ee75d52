import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeSoftphoneDesktop } from "./softphone-desktop";

/** Softphone Desktop on AWS. */
export class XPhoneSoftphoneDesktopAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSoftphoneDesktop(this, awsNetwork(this));
  }
}
