import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { acceptFinding } from "../../lib/index";
import { azureNetwork } from "../ocs-internal/networks";
import { composeDirectorVoice } from "./deployment";

/** Enterprise Voice and external users behind Directors, on Azure. */
export class OcsDirectorVoiceAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeDirectorVoice(this, azureNetwork(this));
    acceptFinding(this, {
      code: "azure-hairpin-unsupported",
      reason: "known: servers of the pool and of the array name each other by their own names",
    });
  }
}
