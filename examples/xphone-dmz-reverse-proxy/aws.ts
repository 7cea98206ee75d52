import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsNetwork } from "../xphone/networks";
import { composeDmzReverseProxy } from "./dmz-reverse-proxy";

/** A reverse proxy in the DMZ on AWS. */
export class XPhoneDmzReverseProxyAws extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeDmzReverseProxy(this, awsNetwork(this));
  }
}
