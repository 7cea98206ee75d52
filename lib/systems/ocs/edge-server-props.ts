/** What an `EdgeServer` is told. */
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { InterfaceProps } from "../../stack/interface-request";

/** One edge service: its two interfaces and the internal server that it goes with. */
export interface EdgeServiceProps {
  /**
   * The interface towards the internet. Each service needs an external address of its own, as they all listen on 443; a
   * static public address is made for it unless it states the one it has.
   */
  readonly external: InterfaceProps;
  /**
   * The interface towards the inside. Services on one host may share it: give them the same `privateAddress`, or the same
   * `existingInterfaceId`.
   */
  readonly internal: InterfaceProps;
  /**
   * The corresponding internal server that the document requires: for the Access Edge an Office Communications Server 2007
   * server or pool, or the Director in front of it; for the Web Conferencing Edge the Web Conferencing Server; for the A/V
   * Edge the A/V Conferencing Server. In the zone `internal`.
   */
  readonly internalServer: Peer;
}

/** Who may come from outside. */
export interface ExternalUsersProps {
  /**
   * Where the users connect from.
   *
   * @default - `Peer.internet()`: remote and anonymous users have no known addresses
   */
  readonly from?: Peer;
}

/** Federation with other companies. */
export interface FederationProps {
  /**
   * The Access Edge Servers of the federated partners: prefixes, or `Peer.internet()` as an explicit choice for partners
   * that find each other by DNS.
   */
  readonly partners: Peer;
}

/** Public IM Connectivity. */
export interface PublicImProps {
  /** The access proxies of the public IM providers that are provisioned. */
  readonly providers: Peer;
}

/** What {@link EdgeServer} deploys, and what it opens. Each choice opens only its own flows. */
export interface EdgeServerProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The SIP domains, the part behind the @ of SIP addresses; at least one, each once. */
  readonly sipDomains: readonly string[];
  /**
   * The Access Edge Server: SIP for remote users, federation and public IM. `external.names` holds one name inside each
   * SIP domain: the SRV records of the domain lead to it.
   *
   * @default - not deployed
   */
  readonly accessEdge?: EdgeServiceProps;
  /**
   * The Web Conferencing Edge Server: PSOM for Live Meeting.
   *
   * @default - not deployed
   */
  readonly webConferencingEdge?: EdgeServiceProps;
  /**
   * The A/V Edge Server: STUN and media. OCS 2007 asks for a public address that is not translated, which neither cloud
   * gives: a finding says so.
   *
   * @default - not deployed
   */
  readonly avEdge?: EdgeServiceProps;
  /**
   * Office Communicator and Live Meeting inside. They use the A/V Edge and the Access Edge for calls with external users.
   *
   * @default - none; with `externalAv` a finding says what is then missing
   */
  readonly internalClients?: Peer;
  /**
   * Sign-in and SIP of the company's users from outside.
   *
   * @default - not open
   */
  readonly remoteAccess?: ExternalUsersProps;
  /**
   * Federation.
   *
   * @default - not open
   */
  readonly federation?: FederationProps;
  /**
   * Public IM Connectivity, all providers as one peer. `PublicImConnectivity` tells them apart, and holds them to what
   * `lcs-2005-pic` says as well; the edge then has none of its own.
   *
   * @default - not open
   */
  readonly publicIm?: PublicImProps;
  /**
   * Web conferences with remote, anonymous and federated users.
   *
   * @default - not open
   */
  readonly externalWebConferencing?: ExternalUsersProps;
  /**
   * A/V conferences and point-to-point calls with external users.
   *
   * @default - not open
   */
  readonly externalAv?: ExternalUsersProps;
}
