import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeManagedProxy } from "./managed-proxy";

/** The managed reverse proxy on AWS: an Application Load Balancer in two availability zones. */
export class XPhoneManagedProxyAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeManagedProxy(this, awsNetwork(this, { hasManagedProxy: true }));
  }
}
