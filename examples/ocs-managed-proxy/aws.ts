import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AwsNetwork } from "../../lib/aws/index";
import { addAwsProvider } from "../aws-provider";
import { composeProxy, PLAN } from "./proxy";

/** The managed reverse proxy on AWS: an Application Load Balancer in two availability zones. */
export class OcsManagedProxyAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addAwsProvider(this);
    const network = new AwsNetwork(this, "Network", {
      vpcId: "vpc-0example",
      perimeter: {
        externalSubnet: { subnetId: "subnet-0external", availabilityZone: "eu-central-1a" },
        internalSubnet: { subnetId: "subnet-0internal", availabilityZone: "eu-central-1a" },
        balancerSubnets: [
          { subnetId: "subnet-0external", availabilityZone: "eu-central-1a" },
          { subnetId: "subnet-0second", availabilityZone: "eu-central-1b" },
        ],
        prefixes: PLAN.perimeter,
      },
      internal: { prefixes: PLAN.internal },
      dns: { publicZones: { "example.com": "Z0EXAMPLE" } },
    });
    composeProxy(this, network);
  }
}
