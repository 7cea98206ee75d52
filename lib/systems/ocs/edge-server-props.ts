/** What an `EdgeServer` is told. */
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { InterfaceProps } from "../../stack/interface-request";

/** One edge service: its host or its array of hosts, and the internal server that it goes with. */
export interface EdgeServiceProps {
  /**
   * The interface towards the internet. Each service needs an external address of its own, as they all listen on 443; a
   * static public address is made for it unless it states the one it has.
   *
   * @default - none; a service without an `array` needs it
   */
  readonly external?: InterfaceProps;
  /**
   * The interface towards the inside. Services on one host may share it: give them the same `privateAddress`, or the same
   * `existingInterfaceId`.
   *
   * @default - none; a service without an `array` needs it
   */
  readonly internal?: InterfaceProps;
  /**
   * Several hosts that do the same, behind virtual addresses, instead of `external` and `internal`.
   *
   * @default - one host
   */
  readonly array?: EdgeArrayProps;
  /**
   * The corresponding internal server that the document requires: for the Access Edge an Office Communications Server 2007
   * server or pool, also behind a `director`; for the Web Conferencing Edge the Web Conferencing Server; for the A/V Edge the
   * A/V Conferencing Server. In the zone `internal`.
   */
  readonly internalServer: Peer;
}

/** An array of an edge service: at least two hosts behind one virtual address outside and, but for web conferencing, one inside. */
export interface EdgeArrayProps {
  /** The hosts; at least two, described alike. */
  readonly hosts: readonly EdgeArrayHostProps[];
  /**
   * The virtual address outside, which is public and made here. The service's documented ports for the internet lead from it
   * to the hosts; but the media of the A/V Edge go to each host's own public address, since no load balancer forwards a range.
   *
   * @default - made without a name
   */
  readonly external?: EdgeArrayExternalProps;
  /**
   * The virtual address inside, for the Access Edge and the A/V Edge, which need one. Services on the same hosts may have one
   * in common: give both the same `privateAddress`. The Web Conferencing Edge has none, because the Web Conferencing Servers
   * connect to each host.
   *
   * @default - none, for the Web Conferencing Edge only
   */
  readonly internal?: EdgeArrayInternalProps;
}

/** One host of an array. */
export interface EdgeArrayHostProps {
  /**
   * The host's interface towards the internet, for one service, as in {@link EdgeServiceProps.external}. A host of the Access
   * Edge and of the A/V Edge gets a static public address of its own unless it states one: what it starts leaves by it. With
   * `translation: "port-forward"` there is none, and the perimeter needs its `wayOut`; the A/V Edge refuses that. A host of the
   * Web Conferencing Edge, where nothing starts, gets one only if `translation` is `"static-nat"`. Its `names` lead to the
   * host's own address.
   */
  readonly external: InterfaceProps;
  /**
   * The host's interface towards the inside, as in {@link EdgeServiceProps.internal}: arrays on the same hosts, in the same
   * order, may share it. Its `names` lead to this host alone.
   */
  readonly internal: InterfaceProps;
}

/** The virtual address of an array outside. */
export interface EdgeArrayExternalProps {
  /**
   * Its host names, in the network's public DNS zones; those of the Access Edge are what SRV records lead to.
   *
   * @default - no address record
   */
  readonly names?: readonly string[];
}

/** The virtual address of an array inside. */
export interface EdgeArrayInternalProps {
  /** The address: a free one of the zone `perimeter`. */
  readonly privateAddress: string;
  /**
   * Its host names, in the network's internal DNS zones.
   *
   * @default - no address record
   */
  readonly names?: readonly string[];
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
   * The Access Edge Server: SIP for remote users, federation and public IM. `external.names`, of an array
   * `array.external.names`, holds one name inside each SIP domain: the SRV records of the domain lead to it.
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
   * The Director between the Access Edge and the servers and pools inside, in the zone `internal`. The Access Edge then talks
   * to it alone; those that `accessEdge.internalServer` names stand behind it, and authenticate A/V users at the A/V Edge as
   * the Director does.
   *
   * @default - none: the Access Edge talks to its internal server
   */
  readonly director?: Peer;
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
