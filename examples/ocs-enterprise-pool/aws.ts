import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../ocs-internal/networks";
import { composePool } from "./pool";

/** The expanded Enterprise pool on AWS. */
export class OcsEnterprisePoolAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composePool(this, awsNetwork(this));
  }
}
