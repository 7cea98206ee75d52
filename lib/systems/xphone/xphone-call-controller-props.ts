/** What an `XPhoneCallController` is told. */
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { XPhoneMediaRangeProps } from "./media-range";
import type { XPhoneSmartphonesProps } from "./smartphones";
import type { XPhoneSatelliteSipProps } from "./sip-ports";
import type { XPhoneHostProps } from "./xphone-host";
import type { XPhoneServer } from "./xphone-server";

/** A satellite: a Linux host of its own with the call controller. */
export interface XPhoneSatelliteProps extends XPhoneHostProps, XPhoneSatelliteSipProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** Where it stands: the document does not say it, so the deployment must. */
  readonly zone: "perimeter" | "internal";
  /** The XPhone Connect Server: `Peer.of(server.role)`, or its address, inside or in the perimeter. */
  readonly server: Peer;
}

/** Softphone Desktop. At least one of the two. */
export interface XPhoneSoftphoneDesktopProps {
  /**
   * Clients outside, whose media go beside the VPN (Payload Separation); their signaling goes through it, as that of the
   * server's `clients`. Often `Peer.internet()`.
   *
   * @default - none
   */
  readonly outside?: Peer;
  /**
   * Clients inside.
   *
   * @default - none
   */
  readonly inside?: Peer;
}

/** A TURN server, for media to clients behind restrictive NAT. The vendor provides none, and its costs are extra. */
export interface XPhoneTurnProps {
  /** The provider's servers, outside. */
  readonly servers: Peer;
  /** The UDP ports on which they take media, which the document does not know: numbers, or ranges as `"49152-65535"`. */
  readonly mediaPorts: readonly (number | string)[];
  /**
   * The TCP ports on which relays are asked for.
   *
   * @default - 443 and 3478, as documented
   */
  readonly controlPorts?: readonly (number | string)[];
  /**
   * Who provides them. Of all others than `"xirsys"` a finding says that the vendor has not released them.
   *
   * @default - not known; a finding says which provider is released
   */
  readonly provider?: string;
}

/** A PBX or SBC on the SIP gateway. */
export interface XPhoneSipGatewayProps {
  /** The PBX or SBC, inside or outside. */
  readonly pbx: Peer;
  /** Its UDP ports for media, which the document does not know: numbers, or ranges as `"20000-29999"`. */
  readonly mediaPorts: readonly (number | string)[];
  /**
   * The transport of SIP, both ways. The document prints TCP and UDP, and that it depends on the setting of the PBX or SBC.
   *
   * @default - both
   */
  readonly transport?: "tcp" | "udp";
  /**
   * The port on which it takes SIP.
   *
   * @default 5060
   */
  readonly sipPort?: number;
  /**
   * The port on which the call controller takes SIP from it.
   *
   * @default 5060
   */
  readonly localSipPort?: number;
}

/** What {@link XPhoneCallController} deploys: exactly one of `integratedIn` and `satellite`. */
export interface XPhoneCallControllerProps extends XPhoneMediaRangeProps {
  /**
   * The server in which the call controller is integrated; it has one, with one media range.
   *
   * @default - it is on a satellite
   */
  readonly integratedIn?: XPhoneServer;
  /**
   * The satellite with the call controller.
   *
   * @default - it is integrated in the server
   */
  readonly satellite?: XPhoneSatelliteProps;
  /**
   * Softphone Mobile: `{}` for smartphones outside, anywhere. Those outside need a public address, those inside none.
   *
   * @default - not used
   */
  readonly softphoneMobile?: XPhoneSmartphonesProps;
  /**
   * Softphone Desktop.
   *
   * @default - not used
   */
  readonly softphoneDesktop?: XPhoneSoftphoneDesktopProps;
  /**
   * The STUN servers by which the call controller learns its public address, outside. They are reached for Softphone Mobile,
   * for desktop clients outside, and for a SIP gateway.
   *
   * @default - none; needed with softphones outside
   */
  readonly stunServers?: Peer;
  /**
   * A TURN server.
   *
   * @default - none
   */
  readonly turn?: XPhoneTurnProps;
  /**
   * Hole punching towards softphones outside and smartphones in a WLAN, for restrictive kinds of NAT: opens egress from the
   * media range, and no ingress. To every UDP port of mobile clients, whose NAT picks the port; with a TURN server to the
   * documented ports of desktop clients outside, which without one are open anyway.
   *
   * @default - media to mobile clients go by connection state alone, and over a TURN server where there is one
   */
  readonly holePunching?: object;
  /**
   * SIP and media with a PBX or SBC.
   *
   * @default - none
   */
  readonly sipGateway?: XPhoneSipGatewayProps;
  /**
   * Servers for time by NTP, inside or outside.
   *
   * @default - none
   */
  readonly timeServers?: Peer;
}
