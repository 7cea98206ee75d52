/** All example stacks: one per concept and cloud, named `<concept>-aws` and `<concept>-azure`. */
import type { App } from "cdktf";
import { CupsXmppPortForwardAws } from "./cups-xmpp-port-forward/aws";
import { CupsXmppPortForwardAzure } from "./cups-xmpp-port-forward/azure";
import { CupsXmppStaticNatAws } from "./cups-xmpp-static-nat/aws";
import { CupsXmppStaticNatAzure } from "./cups-xmpp-static-nat/azure";
import { LcsPublicImAws } from "./lcs-public-im/aws";
import { LcsPublicImAzure } from "./lcs-public-im/azure";
import { OcsEdgeAws } from "./ocs-edge/aws";
import { OcsEdgeAzure } from "./ocs-edge/azure";
import { OcsEdgeWithProxyAws } from "./ocs-edge-with-proxy/aws";
import { OcsEdgeWithProxyAzure } from "./ocs-edge-with-proxy/azure";
import { OcsManagedProxyAws } from "./ocs-managed-proxy/aws";
import { OcsManagedProxyAzure } from "./ocs-managed-proxy/azure";
import { OwnProductAws } from "./own-product/aws";
import { OwnProductAzure } from "./own-product/azure";
import { WebexContactCenterAws } from "./webex-contact-center/aws";
import { WebexContactCenterAzure } from "./webex-contact-center/azure";
import { WebexDedicatedInstanceAws } from "./webex-dedicated-instance/aws";
import { WebexDedicatedInstanceAzure } from "./webex-dedicated-instance/azure";
import { WebexInterOpTrunkAws } from "./webex-inter-op-trunk/aws";
import { WebexInterOpTrunkAzure } from "./webex-inter-op-trunk/azure";

/** Adds every example to an app. */
export function addExamples(app: App): void {
  new CupsXmppPortForwardAws(app, "cups-xmpp-port-forward-aws");
  new CupsXmppPortForwardAzure(app, "cups-xmpp-port-forward-azure");
  new CupsXmppStaticNatAws(app, "cups-xmpp-static-nat-aws");
  new CupsXmppStaticNatAzure(app, "cups-xmpp-static-nat-azure");
  new LcsPublicImAws(app, "lcs-public-im-aws");
  new LcsPublicImAzure(app, "lcs-public-im-azure");
  new OcsEdgeAws(app, "ocs-edge-aws");
  new OcsEdgeAzure(app, "ocs-edge-azure");
  new OcsEdgeWithProxyAws(app, "ocs-edge-with-proxy-aws");
  new OcsEdgeWithProxyAzure(app, "ocs-edge-with-proxy-azure");
  new OcsManagedProxyAws(app, "ocs-managed-proxy-aws");
  new OcsManagedProxyAzure(app, "ocs-managed-proxy-azure");
  new OwnProductAws(app, "own-product-aws");
  new OwnProductAzure(app, "own-product-azure");
  new WebexContactCenterAws(app, "webex-contact-center-aws");
  new WebexContactCenterAzure(app, "webex-contact-center-azure");
  new WebexDedicatedInstanceAws(app, "webex-dedicated-instance-aws");
  new WebexDedicatedInstanceAzure(app, "webex-dedicated-instance-azure");
  new WebexInterOpTrunkAws(app, "webex-inter-op-trunk-aws");
  new WebexInterOpTrunkAzure(app, "webex-inter-op-trunk-azure");
}
