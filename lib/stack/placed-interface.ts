/** Where roles live: network interfaces with addresses in a zone, and the firewall group around them. */
import { Construct } from "constructs";
import type { PortRange } from "../net/port-range";
import { printPorts } from "../net/port-range";
import type { Transport } from "../net/transport";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Listener } from "./balancer";
import { Declaration, type ItemValue } from "./declaration";
import type { FirewallGroup } from "./firewall-group";
import type { Traffic } from "./flow-ends";
import type { AddressRequest, InterfaceRequest, Side } from "./interface-request";
import type { Network } from "./network";
import { stackPath } from "./paths";

/** What the group is around: hosts of the user's, or something that the cloud runs. */
export type InterfaceKind = "host" | "balancer" | "proxy" | "forwarder";

/** An address of a network interface. */
export interface PlacedAddress {
  /** As given, or what the cloud picks; nothing where an existing interface does not state it. */
  readonly privateAddress: string | undefined;
  /** As given. */
  readonly ipv6Address: string | undefined;
  /** The public address that is translated to it, where there is one. */
  readonly publicAddress: string | undefined;
  /** The address at which the internet reaches it over IPv6, where it does. */
  readonly publicIpv6Address: string | undefined;
  /** What was asked for. */
  readonly request: AddressRequest;
}

/** A network interface. */
export interface PlacedNic {
  /** Its id, to attach a machine to. */
  readonly interfaceId: string;
  /** Whether it was there before. */
  readonly existing: boolean;
  /** Its addresses, the primary one first. */
  readonly addresses: readonly PlacedAddress[];
}

interface Claim {
  readonly role: string;
  readonly address: number | undefined;
  readonly transport: Transport;
  readonly ports: PortRange;
}

/** A flow to an address that is open. */
interface OpenFlow {
  readonly side: Side;
  readonly address: number | undefined;
  readonly transport: Transport;
  readonly ports: PortRange;
}

/** Network interfaces with one firewall group around them: one for a host, several for the members of a pool. */
export abstract class PlacedInterface extends Construct {
  /** The firewall group. */
  abstract readonly group: FirewallGroup;
  /** The network interfaces. */
  abstract readonly nics: readonly PlacedNic[];
  /** What balancers forward here. */
  private readonly forwards: Listener[] = [];
  private readonly claims: Claim[] = [];
  private readonly flows: OpenFlow[] = [];

  constructor(
    scope: Construct,
    id: string,
    /** The network that it lies in. */
    readonly network: Network,
    /** What was asked for. */
    readonly request: InterfaceRequest,
    /** What the group is around. */
    readonly kind: InterfaceKind = "host",
  ) {
    super(scope, id);
  }

  /** The id of the first network interface, to attach a machine to. */
  get interfaceId(): string {
    return this.nics[0]?.interfaceId ?? "";
  }

  /** The private address: as given, or what the cloud picks. Of several, the first. */
  get privateAddress(): string | undefined {
    return this.addresses()[0]?.privateAddress;
  }

  /** The public address, where there is one. Of several, the first. */
  get publicAddress(): string | undefined {
    return this.addresses()[0]?.publicAddress;
  }

  /** The address at which the internet reaches the interface over IPv6, where it does. Of several, the first. */
  get publicIpv6Address(): string | undefined {
    return this.addresses()[0]?.publicIpv6Address;
  }

  /** Addresses of what the cloud makes behind the group, such as those of a gateway's subnet, where they are known. */
  readonly prefixes: readonly string[] = [];

  /** The address of each network interface at an index; without an index, all addresses. @internal */
  addresses(index?: number): readonly PlacedAddress[] {
    if (index === undefined) return this.nics.flatMap((nic) => nic.addresses);
    return this.nics.flatMap((nic) => nic.addresses[index] ?? []);
  }

  /** Whether anything may be open over IPv6 here. */
  get hasIpv6(): boolean {
    return this.addresses().some(({ ipv6Address }) => ipv6Address !== undefined);
  }

  /** Whether a role may have one address of several here. */
  get hasSeveralAddresses(): boolean {
    return this.nics.some((nic) => nic.addresses.length > 1);
  }

  /**
   * The public addresses that peers on the internet see when a connection starts here: those of its own, or else those of
   * the network's way out. Empty where there is no way out.
   *
   * @param index - The address, where the interface has several; left out: all of them.
   */
  waysOut(index?: number): readonly string[] {
    const own = this.addresses(index).map(({ publicAddress }) => publicAddress);
    const known = own.filter((address) => address !== undefined);
    return known.length === own.length && own.length > 0 ? known : this.network.wayOutOf(this.request.zone);
  }

  /** Whether the internet reaches the interface, or one address of it. @internal */
  isReachable(index?: number): boolean {
    return this.addresses(index).every(
      ({ publicAddress, publicIpv6Address }) => publicAddress !== undefined || publicIpv6Address !== undefined,
    );
  }

  /** Puts the interface into the declaration, when all of it is made. @internal */
  declare(): void {
    const { network, request } = this;
    const declaration = Declaration.of(this);
    const known = (address: PlacedAddress | undefined): Record<string, ItemValue> => ({
      privateAddress: declaration.value(address?.privateAddress),
      ipv6Address: declaration.value(address?.ipv6Address),
      publicAddress: declaration.value(address?.publicAddress),
      publicAddressMade: address?.request.publicAddress === undefined && address?.publicAddress !== undefined,
    });
    declaration.set(`interface ${stackPath(this)}`, () => ({
      item: "interface",
      path: stackPath(this),
      network: stackPath(network),
      kind: this.kind,
      zone: request.zone,
      side: request.side,
      title: request.title,
      group: this.group.terraformAddress,
      groupAliases: this.group.aliases,
      existing: this.nics[0]?.existing ?? false,
      ...known(this.addresses()[0]),
      nics: this.nics.map(({ existing, addresses }) => ({ existing, addresses: addresses.map(known) })),
      ...(this.prefixes.length === 0 ? {} : { prefixes: [...this.prefixes] }),
      wayOut: this.waysOut().map((address) => declaration.value(address)),
    }));
  }

  /** Notes flows to an address here, from the peers that balancers of one side would stand before. @internal */
  noteFlows(side: Side, address: number | undefined, traffic: readonly Traffic[]): void {
    for (const { transport, ports } of traffic)
      if (ports !== undefined) this.flows.push({ side, address, transport, ports });
  }

  /** Whether a flow is open to a port here that a balancer of one side would stand before. @internal */
  hasFlow({ side, address, transport, port }: Omit<OpenFlow, "ports"> & { readonly port: number }): boolean {
    return this.flows.some(
      (one) =>
        one.side === side &&
        one.address === address &&
        one.transport === transport &&
        one.ports.first <= port &&
        port <= one.ports.last,
    );
  }

  /** Notes that a balancer forwards to this interface. @internal */
  addForward(listener: Listener): void {
    this.forwards.push(listener);
  }

  /** What forwards traffic here for peers on one side: a public balancer for the internet, an internal one inside. @internal */
  forwardsFor(side: Side): readonly Listener[] {
    return this.forwards.filter(({ balancer }) => balancer.request.side === side);
  }

  /**
   * Notes that a role listens here.
   *
   * @throws {@link UcEdgeError} `stack-listener-taken` when another role listens on one of the ports.
   * @internal
   */
  listen(role: string, address: number | undefined, transport: Transport, ports: PortRange): void {
    const other = this.claims.find(
      (one) =>
        one.role !== role &&
        (one.address === undefined || address === undefined || one.address === address) &&
        one.transport === transport &&
        one.ports.first <= ports.last &&
        one.ports.last >= ports.first,
    );
    if (other !== undefined) {
      throw new UcEdgeError({
        code: "stack-listener-taken",
        what: `cannot place ${role}`,
        prop: "privateAddress",
        value: this.addresses(address ?? 0)[0]?.request.privateAddress,
        expected: `an address where ${transport} ${printPorts(ports)} is free; ${other.role} listens there on ${transport} ${printPorts(other.ports)}`,
        todo: "give each of the two roles an address of its own",
        path: this.node.path,
      });
    }
    this.claims.push({ role, address, transport, ports });
  }
}
