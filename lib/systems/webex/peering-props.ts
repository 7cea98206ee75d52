/** What a `DedicatedInstancePeering` is told. */
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { CustomerHostsProps } from "./customer-hosts-props";

/** How endpoints register and call: rows 9, 13, 21, 23 and 25 of table 2. */
export type EndpointProtocol = "secure-sip" | "sip-oauth" | "secure-sccp" | "sip" | "sccp";

/** How gateways and clusters of the customer's own signal calls: rows 7, 8, 10 to 12, 14, 22 and 24 of table 2. */
export type TrunkProtocol = "secure-sip" | "secure-sccp" | "sip" | "sccp" | "h323" | "mgcp";

/** How the directory is synchronized: rows 3, 6, 18 and 19 of table 2. */
export type DirectoryProtocol = "secure-ldap" | "secure-global-catalog" | "ldap" | "global-catalog";

/** What else is used, each by the rows of table 2 that are its own. */
export type DedicatedInstanceFeature =
  | "capf"
  | "secure-cti"
  | "im-and-presence"
  | "secure-voicemail-notification"
  | "voicemail-imap"
  | "contact-search"
  | "headset-management"
  | "ils-certificate"
  | "ils-password"
  | "cti"
  | "voicemail-notification"
  | "legacy-endpoints";

/** A region of the Dedicated Instance, as table 6 prints it. */
export type DedicatedInstanceRegion = "AMER" | "EMEA" | "EU" | "APJC" | "AUS";

/** Where the Dedicated Instance is: all of its addresses, and those of single applications where they are known. */
export interface InstanceProps {
  /** All prefixes of the instance, in the network's zone `partner`. They are routed over the network's link. */
  readonly prefixes: readonly string[];
  /**
   * Unified CM, inside `prefixes`.
   *
   * @default - all of `prefixes`
   */
  readonly unifiedCm?: readonly string[];
  /**
   * Unity Connection, inside `prefixes`.
   *
   * @default - all of `prefixes`
   */
  readonly unityConnection?: readonly string[];
  /**
   * IM and Presence, inside `prefixes`.
   *
   * @default - all of `prefixes`
   */
  readonly imAndPresence?: readonly string[];
  /**
   * Expressway, inside `prefixes`, which never takes SSH; an empty list where it is in none of them.
   *
   * @default - not known: the role `administrator`, which opens SSH, is then an error
   */
  readonly expressway?: readonly string[];
}

/** Names of the instance, `<customer>.<region>.wxc-di.webex.com`, which devices inside must be able to look up. */
export interface NameResolutionProps {
  /** The customer's label, which the administrator set in the First Time Setup Wizard: `xyz`. */
  readonly customer: string;
  /** The regions, each once. Their name servers must be in the zone `partner`: see `nameServersOf`. */
  readonly regions: readonly DedicatedInstanceRegion[];
  /**
   * Who forwards the names. `network`: the resolver of the network, by its `dns.forwarding`. `own-forwarders`: name servers
   * of your own, among the hosts with the role `dns-forwarder`.
   *
   * @default "network"
   */
  readonly forwardedBy?: "network" | "own-forwarders";
}

/** Media of mobile and remote access, from clients inside. */
export interface MobileAndRemoteAccessProps {
  /** Expressway as the clients reach it: its prefixes, or `Peer.internet()` as an explicit choice. */
  readonly expressway: Peer;
}

/** The inter-op SIP trunk with multi-tenant, registration-based. */
export interface InteropTrunkProps {
  /** Where Webex Calling multi-tenant sends media from: its prefixes, or `Peer.internet()` as an explicit choice. */
  readonly mediaFrom: Peer;
}

/** Contact Center Express. */
export interface ContactCenterProps {
  /**
   * The UCCX servers, inside the instance's prefixes and apart from `instance.expressway`. At least one: the rows of UCCX
   * open SSH and wide ranges of ports, which no other application asks for.
   */
  readonly prefixes: readonly string[];
}

/** Cisco Emergency Responder: the one application that asks over SNMP. The document gives no port. */
export interface EmergencyResponderProps {
  /** Emergency Responder, inside the instance's prefixes. */
  readonly prefixes: readonly string[];
  /** The UDP ports of SNMP at the hosts with the role `snmp-device`. */
  readonly snmpPorts: readonly (number | string)[];
}

/** Secure SRST gateways. */
export interface SecureSrstProps {
  /** The TCP ports of the gateways' certificate provider service, which the document does not give. */
  readonly certificatePorts: readonly (number | string)[];
}

/** What {@link DedicatedInstancePeering} joins, and what it opens. Each choice opens only its own rows. */
export interface DedicatedInstancePeeringProps {
  /** The network: `AwsNetwork` or `AzureNetwork`, with the instance and its name servers in the zone `partner`. */
  readonly network: Network;
  /** Where the instance is. */
  readonly instance: InstanceProps;
  /**
   * The hosts on the customer's side, by a name of yours: `Phones`, `Gateways`. Each kind has a firewall group of its own.
   *
   * @default - none; the network is joined with the instance, and nothing is opened
   */
  readonly hosts?: Readonly<Record<string, CustomerHostsProps>>;
  /**
   * Conditional forwarding of the instance's names. Mobile and remote access does not need it.
   *
   * @default - none; a finding says so where endpoints register over the peering
   */
  readonly nameResolution?: NameResolutionProps;
  /**
   * Whether protocols that are not secure may be chosen: `secure-only` refuses them. HTTP 6970 stays open in either case, as
   * phones fetch their configuration from it at first start.
   *
   * @default "secure-only"
   */
  readonly security?: "secure-only" | "mixed";
  /**
   * How endpoints signal.
   *
   * @default ["secure-sip"]
   */
  readonly endpointProtocols?: readonly EndpointProtocol[];
  /**
   * How gateways, and Unified CM clusters of your own, signal.
   *
   * @default ["secure-sip"]
   */
  readonly trunkProtocols?: readonly TrunkProtocol[];
  /**
   * How the directory is synchronized.
   *
   * @default ["secure-ldap"]
   */
  readonly directoryProtocols?: readonly DirectoryProtocol[];
  /**
   * What else is used.
   *
   * @default - nothing else
   */
  readonly features?: readonly DedicatedInstanceFeature[];
  /**
   * The UDP ports of media between phones and Unified CM, where the instance uses more than the documented ones: one range
   * that holds them.
   *
   * @default - as documented
   */
  readonly mediaPorts?: string;
  /**
   * The UDP ports at legacy endpoints that TFTP's data comes to. The document gives none; connection state does not follow
   * the server's new port.
   *
   * @default - none; a finding says so with `legacy-endpoints`
   */
  readonly tftpDataPorts?: readonly (number | string)[];
  /**
   * SNMP from Emergency Responder, and from no other application.
   *
   * @default - not open
   */
  readonly emergencyResponder?: EmergencyResponderProps;
  /**
   * Certificates of secure SRST gateways.
   *
   * @default - not open
   */
  readonly secureSrst?: SecureSrstProps;
  /**
   * Media of mobile and remote access, for hosts with the role `mra-client`.
   *
   * @default - not open
   */
  readonly mobileAndRemoteAccess?: MobileAndRemoteAccessProps;
  /**
   * Media of the inter-op trunk, for hosts with the role `interop-client`.
   *
   * @default - not open
   */
  readonly interopTrunk?: InteropTrunkProps;
  /**
   * Contact Center Express.
   *
   * @default - not open
   */
  readonly contactCenter?: ContactCenterProps;
}
