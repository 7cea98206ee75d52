import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { acceptFinding } from "../../lib/index";
import { azureNetwork } from "../xphone/networks";
import { composeManagedProxy } from "./managed-proxy";

/** The managed reverse proxy on Azure: an Application Gateway in a subnet of its own. */
export class XPhoneManagedProxyAzure extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const proxy = composeManagedProxy(this, azureNetwork(this, { hasManagedProxy: true }));
    acceptFinding(proxy, {
      code: "azure-gateway-isolation",
      reason: "known: the subscription has the feature, and the subnet is delegated",
    });
  }
}
