/** What an `XPhoneServer` is told. */
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { XPhonePushProps } from "./push";
import type { XPhoneSatelliteSipProps } from "./sip-ports";
import type { XPhoneHostProps } from "./xphone-host";

/** XPhone Connect Directory. */
export interface XPhoneDirectoryProps {
  /** The LDAP clients that ask it, inside. */
  readonly clients: Peer;
}

/** Mail servers. */
export interface XPhoneMailProps {
  /** The e-mail servers, inside or outside. */
  readonly servers: Peer;
}

/** IMAP with an e-mail server that is not the server's own. */
export interface XPhoneExternalImapProps extends XPhoneMailProps {
  /**
   * The TCP port.
   *
   * @default - 389 as the document prints it, almost certainly a misprint for 143; a finding says so
   */
  readonly port?: number;
}

/** The connector for Active Directory. */
export interface XPhoneActiveDirectoryProps {
  /** Domain controllers, inside. */
  readonly domainControllers: Peer;
  /**
   * Global Catalog servers, inside.
   *
   * @default - not asked
   */
  readonly globalCatalogServers?: Peer;
}

/** Federation, for example with Skype for Business. */
export interface XPhoneFederationProps {
  /** The federated systems, inside or outside. */
  readonly systems: Peer;
}

/** Telephony control of a PBX by CSTA or TAPI, of which the document prints neither transport nor ports. */
export interface XPhoneCtiProps {
  /** The PBX, inside or outside. */
  readonly pbx: Peer;
  /** The transport of its interface. */
  readonly transport: "tcp" | "udp";
  /** The ports on which the PBX listens: numbers, or ranges as `"7001-7004"`. */
  readonly ports: readonly (number | string)[];
}

/** Satellites, as a server is told them. All of them have the same ports. */
export interface XPhoneSatellitesEnd extends XPhoneSatelliteSipProps {
  /** The satellites' addresses. */
  readonly at: Peer;
}

/** What {@link XPhoneServer} deploys. Each choice opens its own flows and nothing else. */
export interface XPhoneServerProps extends XPhoneHostProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** XPhone Connect Clients, inside or through the VPN: with the addresses that the VPN gives them. */
  readonly clients: Peer;
  /**
   * Satellites that no `XPhoneCallController` of this app deploys, inside or in the perimeter.
   *
   * @default - none
   */
  readonly satellites?: XPhoneSatellitesEnd;
  /**
   * Web servers that no construct of this app deploys, inside or in the perimeter.
   *
   * @default - none
   */
  readonly webServers?: Peer;
  /**
   * XPhone Connect Directory for LDAP clients.
   *
   * @default - not offered
   */
  readonly directory?: XPhoneDirectoryProps;
  /**
   * The voicemail player of the clients.
   *
   * @default - not used
   */
  readonly voicemailPlayer?: object;
  /**
   * IMAP with the server's internal e-mail server, for the clients.
   *
   * @default - not used
   */
  readonly internalImap?: object;
  /**
   * SMTP to e-mail servers.
   *
   * @default - not used
   */
  readonly smtp?: XPhoneMailProps;
  /**
   * IMAP with an external e-mail server.
   *
   * @default - not used
   */
  readonly externalImap?: XPhoneExternalImapProps;
  /**
   * The connector for Active Directory.
   *
   * @default - not used
   */
  readonly activeDirectory?: XPhoneActiveDirectoryProps;
  /**
   * Federation.
   *
   * @default - none
   */
  readonly federation?: XPhoneFederationProps;
  /**
   * CSTA or TAPI with the PBX.
   *
   * @default - none
   */
  readonly cti?: XPhoneCtiProps;
  /**
   * Push notifications to smartphones.
   *
   * @default - none
   */
  readonly push?: XPhonePushProps;
  /**
   * Refused: clients find their server by UDP multicast, which neither cloud's network carries.
   *
   * @default - clients are told their server
   */
  readonly serverDiscovery?: object;
}
