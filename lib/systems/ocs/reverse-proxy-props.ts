/** What a `ReverseProxy` is told. */
import type { InterfaceProps } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { ProxyCertificateProps, RootCertificateProps } from "../../stack/proxy-request";

/** Hosts of your own that run the proxy's software. */
export interface ProxyHostProps {
  /**
   * The interface towards the internet, on an external address of its own: the edge services listen on 443 as well. A
   * static public address is made for it unless it states the one it has, or takes `translation: "port-forward"`.
   */
  readonly external: InterfaceProps;
  /** The interface towards Web Components. */
  readonly internal: InterfaceProps;
}

/**
 * A proxy that the cloud runs. AWS: an Application Load Balancer in the network's `perimeter.balancerSubnets`. Azure: an
 * Application Gateway v2 with 2 to 10 instances in `perimeter.gatewaySubnet`, which must have no group yet.
 */
export interface ManagedProxyProps {
  /** The certificate that users see. */
  readonly certificate: ProxyCertificateProps;
  /**
   * Which TLS versions and ciphers users may have, by the cloud's name of the policy: `ELBSecurityPolicy-...` on AWS,
   * `AppGwSslPolicy...` on Azure.
   *
   * @default - TLS 1.2 and 1.3
   */
  readonly tlsPolicy?: string;
  /**
   * The path by which the cloud tells whether a server is up.
   *
   * @default "/"
   */
  readonly healthPath?: string;
  /**
   * The HTTP status codes, 200-499, that say it is up: `200-399`, or `200,401` where the path asks users to sign in.
   *
   * @default "200-399"
   */
  readonly healthStatusCodes?: string;
  /**
   * Azure: the name that Web Components are asked for and whose certificate they must show, such as that of the internal
   * Web farm. AWS passes on the name that the user asked for.
   *
   * @default - the name that the user asked for, which the certificate of Web Components must then hold
   */
  readonly hostName?: string;
  /**
   * Azure: the root of the authority that signed the certificates of Web Components; the document recommends an
   * enterprise CA. AWS does not verify those certificates, and a finding says so.
   *
   * @default - none; then `publicAuthority` must be true on Azure
   */
  readonly rootCertificate?: RootCertificateProps;
  /**
   * Azure: whether a public authority signed the certificates of Web Components.
   *
   * @default false
   */
  readonly publicAuthority?: boolean;
  /**
   * AWS: whether Web Components are outside the VPC, on premises say. AWS must be told.
   *
   * @default false
   */
  readonly outsideVpc?: boolean;
}

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
   * Hosts of your own.
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
