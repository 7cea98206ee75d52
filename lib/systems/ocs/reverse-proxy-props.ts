/** What a `ReverseProxy` is told. */
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { ManagedProxyProps, ProxyHostProps } from "../proxy/proxy-props";

/** What {@link ReverseProxy} publishes, and by what: exactly one of `hosts` and `managed`. */
export interface ReverseProxyProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The host names that users ask for, each once, in the network's public DNS zones; at least one. */
  readonly names: readonly string[];
  /**
   * The Web Components Servers, in the zone `internal`. A managed proxy must name each server: single addresses, or roles.
   */
  readonly webComponents: Peer;
  /**
   * Where users come from.
   *
   * @default - `Peer.internet()`: external users have no known addresses
   */
  readonly from?: Peer;
  /**
   * Hosts of your own. Their external address is one of their own: the edge services listen on 443 as well.
   *
   * @default - the proxy is managed
   */
  readonly hosts?: ProxyHostProps;
  /**
   * A proxy that the cloud runs.
   *
   * @default - the proxy is hosts of your own
   */
  readonly managed?: ManagedProxyProps;
}
