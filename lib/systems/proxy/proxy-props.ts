/** What a reverse proxy is told of its hosts, or of the cloud that runs it. */
import type { InterfaceProps } from "../../stack/interface-request";
import type { ProxyCertificateProps, RootCertificateProps } from "../../stack/proxy-request";

/** Hosts of your own that run the proxy's software. */
export interface ProxyHostProps {
  /**
   * The interface towards the internet, on an external address of its own. A static public address is made for it unless it
   * states the one it has, or takes `translation: "port-forward"`.
   */
  readonly external: InterfaceProps;
  /** The interface towards the servers behind it. */
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
   * Azure: the name that the servers behind it are asked for and whose certificate they must show, such as that of an internal
   * Web farm. AWS passes on the name that the user asked for.
   *
   * @default - the name that the user asked for, which their certificate must then hold
   */
  readonly hostName?: string;
  /**
   * Azure: the root of the private authority that signed the certificates of the servers behind it. AWS does not verify those certificates, and a finding says so.
   *
   * @default - none; then `publicAuthority` must be true on Azure
   */
  readonly rootCertificate?: RootCertificateProps;
  /**
   * Azure: whether a public authority signed the certificates of the servers behind it.
   *
   * @default false
   */
  readonly publicAuthority?: boolean;
  /**
   * AWS: whether the servers behind it are outside the VPC, on premises say. AWS must be told.
   *
   * @default false
   */
  readonly outsideVpc?: boolean;
}
