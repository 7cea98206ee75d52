/** Where roles live: an interface with an address in a zone, and the firewall group around it. */
import { Construct } from "constructs";
import type { PortRange } from "../net/port-range";
import { printPorts } from "../net/port-range";
import type { Transport } from "../net/transport";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "./declaration";
import type { FirewallGroup } from "./firewall-group";
import type { Network } from "./network";
import { stackPath } from "./paths";

/** Which way an interface looks: to the internet and partners, or inside. */
export type Side = "external" | "internal";

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
   * An interface that exists already: `eni-...` on AWS, the resource id of a network interface on Azure. The group is
   * attached to it. On AWS the interface's other groups stay; on Azure it must have no group yet, and the public address
   * that it has must be stated.
   *
   * @default - an interface is made in the zone's subnet
   */
  readonly existingInterfaceId?: string;
  /**
   * Host names of this interface, each inside one of the network's DNS zones: public zones for an external interface,
   * internal zones for an internal one.
   *
   * @default - no address record
   */
  readonly names?: readonly string[];
}

/** An interface, as a system asks a network for it. */
export interface InterfaceRequest extends InterfaceProps {
  readonly zone: "perimeter" | "internal";
  readonly side: Side;
  /** What lives there, for descriptions: `Access Edge Server, external`. */
  readonly title: string;
}

interface Listener {
  readonly role: string;
  readonly transport: Transport;
  readonly ports: PortRange;
}

/** An interface with its firewall group. */
export abstract class PlacedInterface extends Construct {
  /** The firewall group of this interface. */
  abstract readonly group: FirewallGroup;
  /** The interface's id, to attach a machine to. */
  abstract readonly interfaceId: string;
  /** The private address: as given, or what the cloud picks. */
  abstract readonly privateAddress: string | undefined;
  /** The public address, where the interface has one. */
  abstract readonly publicAddress: string | undefined;
  /** The address at which the internet reaches the interface over IPv6, where it does. */
  abstract readonly publicIpv6Address: string | undefined;
  private readonly listeners: Listener[] = [];

  constructor(
    scope: Construct,
    id: string,
    /** The network that it lies in. */
    readonly network: Network,
    /** What was asked for. */
    readonly request: InterfaceRequest,
  ) {
    super(scope, id);
  }

  /** Puts the interface into the declaration, when all of it is made. @internal */
  declare(): void {
    const { network, request } = this;
    const declaration = Declaration.of(this);
    declaration.set(`interface ${stackPath(this)}`, () => ({
      item: "interface",
      path: stackPath(this),
      network: stackPath(network),
      zone: request.zone,
      side: request.side,
      title: request.title,
      existing: request.existingInterfaceId !== undefined,
      group: this.group.terraformAddress,
      groupAliases: this.group.aliases,
      privateAddress: declaration.value(this.privateAddress),
      ipv6Address: declaration.value(request.ipv6Address),
      publicAddress: declaration.value(this.publicAddress),
      publicAddressMade: request.publicAddress === undefined && this.publicAddress !== undefined,
    }));
  }

  /** Whether anything may be open over IPv6 here. */
  get hasIpv6(): boolean {
    return this.request.ipv6Address !== undefined;
  }

  /**
   * Notes that a role listens here.
   *
   * @throws {@link UcEdgeError} `stack-listener-taken` when another role listens on one of the ports.
   * @internal
   */
  listen(role: string, transport: Transport, ports: PortRange): void {
    const other = this.listeners.find(
      (one) =>
        one.role !== role &&
        one.transport === transport &&
        one.ports.first <= ports.last &&
        one.ports.last >= ports.first,
    );
    if (other !== undefined) {
      throw new UcEdgeError({
        code: "stack-listener-taken",
        what: `cannot place ${role}`,
        prop: "privateAddress",
        value: this.request.privateAddress,
        expected: `an address where ${transport} ${printPorts(ports)} is free; ${other.role} listens there on ${transport} ${printPorts(other.ports)}`,
        todo: "give each of the two roles an address of its own",
        path: this.node.path,
      });
    }
    this.listeners.push({ role, transport, ports });
  }
}
