import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureNetwork } from "../xphone/networks";
import { composeDmzReverseProxy } from "./dmz-reverse-proxy";

/** A reverse proxy in the DMZ on Azure. */
export class XPhoneDmzReverseProxyAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    composeDmzReverseProxy(this, azureNetwork(this));
  }
}
