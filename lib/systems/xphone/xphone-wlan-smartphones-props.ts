/** What an `XPhoneWlanSmartphones` is told. */
import type { InterfaceProps } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { XPhoneAndroidPushProps, XPhoneIosPushProps } from "./push";
import type { XPhoneTurnProps } from "./xphone-call-controller-props";
import type { XPhoneCallControllerEnd } from "./xphone-clients";

/** The web applications that smartphones connect to. */
export interface XPhoneWlanWebProps {
  /**
   * The web server, or the reverse proxy in its place: `Peer.of(web.role)` or its addresses, where the name in the
   * smartphones' URL leads inside; else its public address. A web server that is a role is opened for the gateway too; the
   * smartphones' own addresses are `mobile.wlan` of the construct that publishes it.
   */
  readonly at: Peer;
  /**
   * The port in the smartphones' URL.
   *
   * @default 443
   */
  readonly port?: number;
}

/** Softphone Mobile of smartphones in the WLAN. */
export interface XPhoneWlanSoftphoneProps extends XPhoneCallControllerEnd {
  /**
   * Hole punching: opens every UDP port of the smartphones to the call controller's media range. The call controller has it
   * too, or nothing comes; a finding says where one end only has it.
   *
   * @default - media to them come by connection state alone
   */
  readonly holePunching?: object;
  /**
   * The STUN servers by which they learn their public addresses, outside.
   *
   * @default - not reached; a finding says so
   */
  readonly stunServers?: Peer;
  /**
   * A TURN server, outside: as the call controller is told it.
   *
   * @default - none
   */
  readonly turn?: XPhoneTurnProps;
}

/** What {@link XPhoneWlanSmartphones} deploys: at least one of `web`, `android`, `ios` and `softphone`. */
export interface XPhoneWlanSmartphonesProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The interface through which the WLAN reaches the network, in the zone inside. */
  readonly gateway: InterfaceProps;
  /**
   * The web applications of the mobile app. The signaling of Softphone Mobile goes this way too.
   *
   * @default - not reached; with a softphone, a finding says so
   */
  readonly web?: XPhoneWlanWebProps;
  /**
   * Push notifications to Android smartphones: `services` are Google's.
   *
   * @default - not received
   */
  readonly android?: XPhoneAndroidPushProps;
  /**
   * Push notifications to iOS smartphones: `services` are Apple's, by default the documented block.
   *
   * @default - not received
   */
  readonly ios?: XPhoneIosPushProps;
  /**
   * Softphone Mobile in the WLAN.
   *
   * @default - not used
   */
  readonly softphone?: XPhoneWlanSoftphoneProps;
}
