/** What a `PublicImConnectivity` is told. */
import type { InterfaceProps } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { EdgeServer } from "../ocs/edge-server";

/** A public IM provider that the document knows. */
export type PublicImProviderId = "aol" | "msn" | "yahoo";

/** A provider that is wanted, and where it is. */
export interface PublicImProviderProps {
  /** Which one. */
  readonly provider: PublicImProviderId;
  /**
   * The provider's own access proxies, by `Peer.prefixes`. The document prints no address of any provider: they stand on
   * the tab "IM Provider" of the access proxy, and the providers tell them.
   */
  readonly accessProxies: Peer;
}

/** Federation with other companies through the same access proxy. */
export interface AccessProxyFederationProps {
  /** The access proxies of the federated partners: prefixes, or `Peer.internet()` as an explicit choice. */
  readonly partners: Peer;
}

/** The Access Proxy of Live Communications Server 2005 SP1: a host with two interfaces. */
export interface AccessProxyProps {
  /**
   * The interface towards the internet. `names` holds one name inside each SIP domain: the domain's SRV record leads to it.
   * A static public address is made for it unless it states the one it has; with `translation: "port-forward"` only the
   * documented port is forwarded to it, and the perimeter needs its `wayOut`.
   */
  readonly external: InterfaceProps;
  /** The interface towards the inside. */
  readonly internal: InterfaceProps;
  /** The Live Communications Server 2005 server or pool behind the access proxy, in the zone `internal`. */
  readonly internalServer: Peer;
  /**
   * Federation, for an access proxy that was set up for it.
   *
   * @default - not open
   */
  readonly federation?: AccessProxyFederationProps;
}

/** The certificate of the access proxy, as it will be got. */
export interface AccessProxyCertificateProps {
  /**
   * Where it is from. Public IM needs a public certification authority that Windows trusts; no private one will do, a
   * Windows Server CA included.
   */
  readonly ca: "public";
}

/** What {@link PublicImConnectivity} deploys, and whom it connects. */
export interface PublicImConnectivityProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. Of an `edge`, the edge's. */
  readonly network: Network;
  /**
   * The SIP domains that are provisioned, each once. The first is the primary one. Of an `edge`, some or all of the edge's.
   */
  readonly sipDomains: readonly string[];
  /**
   * The Access Proxy of Live Communications Server 2005 SP1, which is placed.
   *
   * @default - none; give `edge` instead
   */
  readonly accessProxy?: AccessProxyProps;
  /**
   * The edge of Office Communications Server 2007 whose Access Edge is the access proxy. It must not have `publicIm` of its
   * own: what it opens for public IM then comes from here, provider by provider.
   *
   * @default - none; give `accessProxy` instead
   */
  readonly edge?: EdgeServer;
  /** The providers that are wanted, each once; at least one. No other is connected. */
  readonly providers: readonly PublicImProviderProps[];
  /** The certificate of the access proxy. */
  readonly certificate: AccessProxyCertificateProps;
  /**
   * Whether the access proxy has its default route to a clearinghouse. One that has cannot be used for public IM: the
   * document asks for another access proxy then. It is asked because nothing here can see it.
   */
  readonly defaultRouteToClearinghouse: boolean;
}
