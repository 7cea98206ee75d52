import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { acceptFinding } from "../../lib/index";
import { azureNetwork } from "../ocs-internal/networks";
import { composePool } from "./pool";

/** The expanded Enterprise pool on Azure. */
export class OcsEnterprisePoolAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const pool = composePool(this, azureNetwork(this));
    acceptFinding(pool, {
      code: "azure-hairpin-unsupported",
      reason: "known: Front Ends name each other by their own names, not by the name of the pool",
    });
  }
}
