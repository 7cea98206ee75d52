/** What is asked of a network for an interface: by users, and by systems on their behalf. */

/** Which way an interface looks: to the internet and partners, or inside. */
export type Side = "external" | "internal";

/**
 * How the internet reaches an external interface. `static-nat`: by a public address of its own, all ports kept.
 * `port-forward`: only by the ports that a `VirtualAddress` forwards to it.
 */
export type Translation = "static-nat" | "port-forward";

/** An interface, as a user asks for it. */
export interface InterfaceProps {
  /**
   * The private address of the interface, in the zone's prefixes.
   *
   * @default - the cloud picks one
   */
  readonly privateAddress?: string;
  /**
   * An IPv6 address of the zone's IPv6 prefixes. With it, `Peer.internet()` means IPv6 too, and IPv6 prefixes are
   * permitted on this interface; without it nothing is open over IPv6.
   *
   * @default - no IPv6
   */
  readonly ipv6Address?: string;
  /**
   * The public address that the interface already has. It is used in DNS records and reports; no address is made.
   *
   * @default - on an external interface a static public address is made (static NAT, all ports kept)
   */
  readonly publicAddress?: string;
  /**
   * How the internet reaches an external interface. With `port-forward` no public address is made: what starts here and
   * goes to the internet needs the network's own way out.
   *
   * @default "static-nat"
   */
  readonly translation?: Translation;
  /**
   * An interface that exists already: `eni-...` on AWS, the resource id of a network interface on Azure. The group is
   * attached to it. On AWS the interface's other groups stay; on Azure it must have no group yet, and the public address
   * that it has must be stated.
   *
   * @default - an interface is made in the zone's subnet
   */
  readonly existingInterfaceId?: string;
  /**
   * A name for the host's interface, where several services of an `EdgeServer` are on one interface with an address each:
   * those that give the same name are on the same interface, and each states its `privateAddress`. Everything else refuses
   * it. Azure's rules then name the address; on AWS
   * every address of an interface is open for the flows of all, and a finding says so.
   *
   * @default - an interface for each address
   */
  readonly sharedInterface?: string;
  /**
   * Host names of this interface, each inside one of the network's DNS zones: public zones for an external interface,
   * internal zones for an internal one.
   *
   * @default - no address record
   */
  readonly names?: readonly string[];
}

/** An address of a network interface, as a system asks for it. */
export interface AddressRequest {
  readonly privateAddress: string | undefined;
  readonly ipv6Address: string | undefined;
  /** The public address that there is already. */
  readonly publicAddress: string | undefined;
  /** Whether a public address is to be made. */
  readonly makesPublicAddress: boolean;
}

/** A network interface with one or several addresses, as a system asks for it. */
export interface NicRequest {
  readonly existingInterfaceId: string | undefined;
  /** At least one; the first is the primary one. */
  readonly addresses: readonly AddressRequest[];
}

/** Network interfaces with one firewall group around them, as a system asks a network for them. */
export interface InterfaceRequest {
  readonly zone: "perimeter" | "internal";
  readonly side: Side;
  /** What lives there, for descriptions: `Access Edge Server, external`. */
  readonly title: string;
  /** One for a host; several for the members of a pool, which have as many addresses each. */
  readonly nics: readonly NicRequest[];
}

/** What a user's props ask for, as one network interface with one address. */
export function nicOf(props: InterfaceProps, side: Side): NicRequest {
  return { existingInterfaceId: props.existingInterfaceId, addresses: [addressOf(props, side)] };
}

/** What a user's props ask for, as one address. */
export function addressOf(props: InterfaceProps, side: Side): AddressRequest {
  const { privateAddress, ipv6Address, publicAddress, translation = "static-nat" } = props;
  const makesPublicAddress = side === "external" && translation === "static-nat" && publicAddress === undefined;
  return { privateAddress, ipv6Address, publicAddress, makesPublicAddress };
}
