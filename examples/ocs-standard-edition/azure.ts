import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../ocs-internal/networks";
import { composeStandardEdition } from "./deployment";

/** The deployment on one Standard Edition Server on Azure. */
export class OcsStandardEditionAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeStandardEdition(this, azureNetwork(this));
  }
}
