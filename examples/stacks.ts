/** All example stacks: one per concept and cloud, named `<concept>-aws` and `<concept>-azure`. */
import type { App } from "cdktf";
import { OcsEdgeAws } from "./ocs-edge/aws";
import { OcsEdgeAzure } from "./ocs-edge/azure";
import { OcsEdgeWithProxyAws } from "./ocs-edge-with-proxy/aws";
import { OcsEdgeWithProxyAzure } from "./ocs-edge-with-proxy/azure";
import { OcsManagedProxyAws } from "./ocs-managed-proxy/aws";
import { OcsManagedProxyAzure } from "./ocs-managed-proxy/azure";
import { OwnProductAws } from "./own-product/aws";
import { OwnProductAzure } from "./own-product/azure";
import { XPhoneServerIisAws } from "./xphone-server-iis/aws";
import { XPhoneServerIisAzure } from "./xphone-server-iis/azure";
import { XPhoneDmzIisAws } from "./xphone-dmz-iis/aws";
import { XPhoneDmzIisAzure } from "./xphone-dmz-iis/azure";
import { XPhoneDmzReverseProxyAws } from "./xphone-dmz-reverse-proxy/aws";
import { XPhoneDmzReverseProxyAzure } from "./xphone-dmz-reverse-proxy/azure";
import { XPhoneSoftphoneMobileAws } from "./xphone-softphone-mobile/aws";
import { XPhoneSoftphoneMobileAzure } from "./xphone-softphone-mobile/azure";
import { XPhoneSoftphoneMobileTurnAws } from "./xphone-softphone-mobile-turn/aws";
import { XPhoneSoftphoneMobileTurnAzure } from "./xphone-softphone-mobile-turn/azure";
import { XPhoneSoftphoneDesktopAws } from "./xphone-softphone-desktop/aws";
import { XPhoneSoftphoneDesktopAzure } from "./xphone-softphone-desktop/azure";
import { XPhoneSoftphoneDesktopTurnAws } from "./xphone-softphone-desktop-turn/aws";
import { XPhoneSoftphoneDesktopTurnAzure } from "./xphone-softphone-desktop-turn/azure";
import { XPhoneSatelliteTurnAws } from "./xphone-satellite-turn/aws";
import { XPhoneSatelliteTurnAzure } from "./xphone-satellite-turn/azure";

/** Adds every example to an app. */
export function addExamples(app: App): void {
  new OcsEdgeAws(app, "ocs-edge-aws");
  new OcsEdgeAzure(app, "ocs-edge-azure");
  new OcsEdgeWithProxyAws(app, "ocs-edge-with-proxy-aws");
  new OcsEdgeWithProxyAzure(app, "ocs-edge-with-proxy-azure");
  new OcsManagedProxyAws(app, "ocs-managed-proxy-aws");
  new OcsManagedProxyAzure(app, "ocs-managed-proxy-azure");
  new OwnProductAws(app, "own-product-aws");
  new OwnProductAzure(app, "own-product-azure");
  new XPhoneServerIisAws(app, "xphone-server-iis-aws");
  new XPhoneServerIisAzure(app, "xphone-server-iis-azure");
  new XPhoneDmzIisAws(app, "xphone-dmz-iis-aws");
  new XPhoneDmzIisAzure(app, "xphone-dmz-iis-azure");
  new XPhoneDmzReverseProxyAws(app, "xphone-dmz-reverse-proxy-aws");
  new XPhoneDmzReverseProxyAzure(app, "xphone-dmz-reverse-proxy-azure");
  new XPhoneSoftphoneMobileAws(app, "xphone-softphone-mobile-aws");
  new XPhoneSoftphoneMobileAzure(app, "xphone-softphone-mobile-azure");
  new XPhoneSoftphoneMobileTurnAws(app, "xphone-softphone-mobile-turn-aws");
  new XPhoneSoftphoneMobileTurnAzure(app, "xphone-softphone-mobile-turn-azure");
  new XPhoneSoftphoneDesktopAws(app, "xphone-softphone-desktop-aws");
  new XPhoneSoftphoneDesktopAzure(app, "xphone-softphone-desktop-azure");
  new XPhoneSoftphoneDesktopTurnAws(app, "xphone-softphone-desktop-turn-aws");
  new XPhoneSoftphoneDesktopTurnAzure(app, "xphone-softphone-desktop-turn-azure");
  new XPhoneSatelliteTurnAws(app, "xphone-satellite-turn-aws");
  new XPhoneSatelliteTurnAzure(app, "xphone-satellite-turn-azure");
}
