/** What an `XmppFederation` is told. */
import type { InterfaceProps } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";

/** What federated servers are: IBM Sametime, WebEx Connect, GoogleTalk, another CUPS, or any that keeps to the standard. */
export type XmppPeerKind = "sametime" | "webex-connect" | "google-talk" | "federated-cups" | "standards-based-xmpp";

/** Servers to federate with. */
export interface XmppPeerProps {
  /** What they are: `sametime`, `webex-connect`, `google-talk`, `federated-cups` or `standards-based-xmpp`. */
  readonly kind: XmppPeerKind;
  /**
   * Their version: 8.2 or 8.5 of IBM Sametime, 6 of WebEx Connect, 8.x of CUPS; the document states none for others.
   *
   * @default - not stated; it must be one of those
   */
  readonly version?: string;
  /**
   * Their addresses; both sides open connections. Prefixes, a role of another network, or `Peer.internet()` as an explicit
   * choice for servers that are found by DNS and whose addresses nobody states.
   */
  readonly servers: Peer;
  /**
   * The domains of their users, the part behind the @ of IM addresses. They open nothing.
   *
   * @default - not listed
   */
  readonly domains?: readonly string[];
  /**
   * Further domains that are registered with their service, such as Google Apps or WebEx. Your own must not be among them:
   * dialback then answers from there.
   *
   * @default - none are known; a note reminds of it
   */
  readonly registeredDomains?: readonly string[];
}

/** The server, and how the internet reaches it. */
export interface XmppServerProps {
  /**
   * Where the server stands. `internal`: in the network's internal subnet with one interface, behind a port forward.
   *
   * @default "perimeter"
   */
  readonly zone?: "perimeter" | "internal";
  /**
   * The interface that federated servers reach. Its `names` hold one host name below each of the domains:
   * `cup1.example.com`; the domain's SRV record leads to it. `translation`: `static-nat` gives it a public address of its
   * own, `port-forward` forwards TCP 5269 of another one; what the server opens itself then needs the network's way out.
   */
  readonly external: InterfaceProps;
  /**
   * The interface towards clients and resolvers.
   *
   * @default - none; the external interface is then used for every flow
   */
  readonly internal?: InterfaceProps;
  /**
   * The public port of a port forward. The document forwards 5269 to 5269; every other port is refused.
   *
   * @default 5269
   */
  readonly publicPort?: number;
}

/** Numbers of the SRV records. */
export interface XmppServiceRecordProps {
  /**
   * 0-65535; the lowest is tried first.
   *
   * @default 0
   */
  readonly priority?: number;
  /**
   * 0-65535; the share among records of one priority.
   *
   * @default 0
   */
  readonly weight?: number;
}

/** PCs from which the documented telnet checks are made. Each opens TCP 5269 for its addresses only. */
export interface XmppChecksProps {
  /**
   * PCs outside, which connect to the server's public address.
   *
   * @default - none
   */
  readonly outside?: Peer;
  /**
   * PCs inside, which connect to the server's private address.
   *
   * @default - none
   */
  readonly inside?: Peer;
}

/** What {@link XmppFederation} deploys, and what it opens. */
export interface XmppFederationProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The IM domains of CUPS, the part behind the @; at least one, each once, in the network's public DNS zones. */
  readonly domains: readonly string[];
  /** The Cisco Unified Presence Server. */
  readonly server: XmppServerProps;
  /** Who it federates with; at least one entry. Each opens TCP 5269 both ways with its own servers. */
  readonly peers: readonly XmppPeerProps[];
  /** The DNS servers that CUPS asks for the SRV records of federated domains, usually local ones. In the zone `internal`. */
  readonly resolvers: Peer;
  /**
   * Jabber and other XMPP clients inside. In the zone `internal`.
   *
   * @default - none; a finding says so
   */
  readonly clients?: Peer;
  /**
   * Priority and weight of the SRV records.
   *
   * @default - as documented, 0 and 0
   */
  readonly serviceRecord?: XmppServiceRecordProps;
  /**
   * The documented telnet checks, which need flows that federation itself does not.
   *
   * @default - not open
   */
  readonly checks?: XmppChecksProps;
}
