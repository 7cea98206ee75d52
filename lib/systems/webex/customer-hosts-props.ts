/** Hosts on the customer's side of a Dedicated Instance, as a user describes them. */

/**
 * What a host is to the Dedicated Instance: the documented roles of the customer's side. Most hosts are several: a desk phone
 * is `endpoint` and `phone`, a Jabber softphone `endpoint`, `phone` and `jabber-client`, an administrator's machine
 * `administrator` and `browser`.
 */
export type CustomerRole =
  | "endpoint"
  | "phone"
  | "jabber-client"
  | "webex-client"
  | "browser"
  | "administrator"
  | "backup-client"
  | "cti-application"
  | "gateway"
  | "srst-gateway"
  | "cube"
  | "customer-unified-cm"
  | "external-directory"
  | "dns-forwarder"
  | "snmp-device"
  | "mra-client"
  | "interop-client"
  | "uccx-client"
  | "customer-server"
  | "mcrp-server"
  | "rest-client";

/** An interface of a host: one that is made, or one that exists. */
export interface CustomerInterfaceProps {
  /**
   * Its private address.
   *
   * @default - the cloud picks one
   */
  readonly privateAddress?: string;
  /**
   * Its IPv6 address, without which nothing is open over IPv6.
   *
   * @default - no IPv6
   */
  readonly ipv6Address?: string;
  /**
   * The public address that it already has. Nothing between endpoints and Unified CM may be translated; it is for media over
   * the internet only.
   *
   * @default - in the perimeter a static public address is made; inside there is none
   */
  readonly publicAddress?: string;
  /**
   * An interface that exists already: `eni-...` on AWS, a resource id on Azure.
   *
   * @default - an interface is made in the zone's subnet
   */
  readonly existingInterfaceId?: string;
}

/** Hosts of one kind. At least one of `interfaces` and `prefixes` is given. */
export interface CustomerHostsProps {
  /** What the hosts are, each role once. They get the union of the rows of their roles. */
  readonly roles: readonly CustomerRole[];
  /**
   * The hosts' interfaces, with one firewall group around them; `{}` is one whose address the cloud picks.
   *
   * @default - none are in this network
   */
  readonly interfaces?: readonly CustomerInterfaceProps[];
  /**
   * Where such hosts are whose traffic is not filtered here: prefixes of the zone `internal`, on premises say. Nothing is
   * opened for them; a finding names the flows that the firewalls before them must let pass.
   *
   * @default - none
   */
  readonly prefixes?: readonly string[];
  /**
   * Where the interfaces are: `internal`, or the external subnet of the `perimeter`, for media over the internet.
   *
   * @default "internal"
   */
  readonly zone?: "internal" | "perimeter";
}
