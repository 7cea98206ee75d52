import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeSoftphoneMobile } from "./softphone-mobile";

/** Softphone Mobile on AWS. */
export class XPhoneSoftphoneMobileAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeSoftphoneMobile(this, awsNetwork(this));
  }
}
