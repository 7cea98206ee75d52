import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AwsNetwork } from "../../lib/aws/index";
import { addAwsProvider } from "../aws-provider";
import { composeFederation, PLAN } from "./federation";

/** CUPS with a public address of its own, on AWS. */
export class CupsXmppStaticNatAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addAwsProvider(this);
    const network = new AwsNetwork(this, "Network", {
      vpcId: "vpc-0example",
      perimeter: {
        externalSubnet: { subnetId: "subnet-0external", availabilityZone: "eu-central-1a" },
        internalSubnet: { subnetId: "subnet-0internal", availabilityZone: "eu-central-1a" },
        prefixes: PLAN.perimeter,
      },
      internal: { prefixes: PLAN.internal },
      dns: { publicZones: { "example.com": "Z0EXAMPLE" } },
    });
    composeFederation(this, network);
  }
}
