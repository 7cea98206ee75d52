import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../ocs-internal/networks";
import { composeStandardEdition } from "./deployment";

/** The deployment on one Standard Edition Server on AWS. */
export class OcsStandardEditionAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeStandardEdition(this, awsNetwork(this));
  }
}
