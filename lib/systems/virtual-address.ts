/** One address in front of one host or several: port forwards from the internet, or a pool's address inside. */
import { Construct } from "constructs";
import { oneOf, UcEdgeError } from "../net/uc-edge-error";
import type { Balancer } from "../stack/balancer";
import { Declaration } from "../stack/declaration";
import type { Network } from "../stack/network";
import type { Side } from "../stack/interface-request";
import { requireObject } from "../stack/require-object";
import { Role } from "../stack/role";
import { parseKnownDomain, requireKnown, requireKnownList } from "../stack/unresolved";
import { requireNetwork } from "./require-network";

const WHAT = "cannot place a virtual address";
const SIDES: readonly string[] = ["external", "internal"];
const MARK = Symbol.for("cdktf-uc-edge/virtual-address");

/** Where a virtual address is. */
export interface VirtualAddressProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** What it stands for, for descriptions and reports. */
  readonly title: string;
  /**
   * `external`: a public address for peers on the internet. `internal`: an address for everybody else, in front of a pool.
   *
   * @default "external"
   */
  readonly side?: Side;
  /**
   * The zone of an internal address; an external one is always in the perimeter.
   *
   * @default "internal"
   */
  readonly zone?: "perimeter" | "internal";
  /**
   * The address itself, in the zone's prefixes, of an internal one, which must state it: callers' rules and records name it.
   *
   * @default - none for an external one, which is known by its public address and takes no other
   */
  readonly privateAddress?: string;
  /**
   * Host names of the address, in the network's public DNS zones or, for an internal one, in its internal zones.
   *
   * @default - no address record
   */
  readonly names?: readonly string[];
  /**
   * Another address of the same side, network and stack, for hosts that are to be behind both. Azure: both are frontends of
   * one load balancer, as a network interface is behind one of a kind only. AWS: a load balancer of its own all the same.
   *
   * @default - none
   */
  readonly beside?: VirtualAddress;
}

/** One port, and where it leads. */
export interface PortForwardProps {
  /** `tcp` or `udp`. */
  readonly transport: "tcp" | "udp";
  /** The port of this address, 1-65535. One port: no cloud's balancer forwards a range. */
  readonly port: number;
  /** The role that listens. Its hosts must be in the same stack and network. */
  readonly to: Role;
  /**
   * The port that the role listens on, 1-65535.
   *
   * @default - the same port
   */
  readonly toPort?: number;
  /**
   * The TCP port by which the cloud tells whether a host is up, 1-65535. It is opened for the cloud's health checks.
   *
   * @default - the port that the role listens on; with `udp` it must be given
   */
  readonly healthPort?: number;
}

/**
 * One address in front of the hosts of one or several roles. Each port that is forwarded leads to one port of one role's
 * hosts: of one host, it is a port forward; of several, connections are spread over them. TLS passes through untouched.
 *
 * It opens nothing by itself but the cloud's health checks. A flow of a role to a port that is forwarded opens the way
 * through the address, on both clouds, and only that one; hosts of the pool itself reach each other directly as well. So
 * forward the ports first, and add flows, or the systems that have them, then.
 *
 * AWS: a Network Load Balancer with a security group; an Elastic IP address outside. Clients reach the hosts through the
 * balancer's group only, and the hosts see the clients' addresses, but not where members call their own pool's address. TCP
 * connections may idle for 30 minutes, or for 350 s where TCP and UDP of one port are forwarded. At most 50 ports. Azure: a
 * Standard load balancer, or a frontend of the one that the address is `beside`; the hosts' groups see the clients. A member
 * that calls its own pool's address fails there; a finding says so. At most 1,500 ports.
 *
 * @throws {@link UcEdgeError} `systems-network-missing`, `systems-title-missing`, `systems-virtual-address-missing` for an
 *   internal address that is not stated, `systems-virtual-address-outside` for an external one that is,
 *   `systems-virtual-address-beside`, `systems-virtual-address-side`, `systems-virtual-address-zone`,
 *   `stack-dns-zone-unknown`, `model-domain-*`, and those of addresses. A validation says `stack-balancer-empty` when nothing
 *   is forwarded.
 */
export class VirtualAddress extends Construct {
  private readonly balancer: Balancer;
  private readonly side: Side;

  constructor(scope: Construct, id: string, props: VirtualAddressProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    const by = { what: WHAT, prop: "props", path: this.node.path };
    requireObject(props, by, "say where the address is and what it stands for");
    this.check(props);
    const { network, side = "external", privateAddress, beside } = props;
    if (beside !== undefined) this.checkBeside(beside, network, side);
    this.side = side;
    const view = side === "external" ? "public" : "internal";
    const names = this.namesOf(props, view);
    this.balancer = network.balance(this, "Balancer", {
      zone: side === "external" ? "perimeter" : (props.zone ?? "internal"),
      side,
      title: props.title.trim(),
      privateAddress,
      ...(beside === undefined ? {} : { beside: beside.balancer }),
    });
    const value = this.balancer.publicAddress ?? privateAddress;
    for (const name of names) {
      if (value !== undefined) network.addRecord({ view, type: "A", name, value, facts: [], path: this.node.path });
    }
  }

  /** Whether a value is a virtual address, of whichever copy of this library. */
  static isVirtualAddress(value: unknown): value is VirtualAddress {
    return typeof value === "object" && value !== null && MARK in value;
  }

  /** The address inside, of an internal one. */
  get privateAddress(): string | undefined {
    return this.balancer.request.privateAddress;
  }

  /** The public address, of an external one. */
  get publicAddress(): string | undefined {
    return this.balancer.publicAddress;
  }

  /**
   * Forwards a port of this address.
   *
   * @throws {@link UcEdgeError} `stack-forward-range` for more than one port, `stack-forward-port-taken` for a port that is
   *   forwarded already, `stack-forward-transport`, `stack-health-check-missing` over UDP, `stack-forward-target-invalid`
   *   for hosts of another stack or network, `stack-forward-late` where a flow to the port is open already,
   *   `systems-forward-role-invalid`, `stack-interface-missing`, `net-port-*`, `stack-prop-unresolved`,
   *   `aws-member-address-missing`, `azure-member-address-missing`, `azure-existing-interface-member`,
   *   `azure-member-of-two-balancers`, `azure-member-port-taken`.
   */
  forward(props: PortForwardProps): void {
    const what = "cannot forward a port";
    requireObject(props, { what, prop: "props", path: this.node.path }, "say the port, and the role that it leads to");
    const to: unknown = props.to;
    if (!Role.isRole(to)) {
      throw new UcEdgeError({
        code: "systems-forward-role-invalid",
        what,
        prop: "to",
        value: typeof to === "object" && to !== null ? "an object that is no role" : to,
        expected: "a role of a deployment, such as edge.accessEdge",
        todo: "name the role whose hosts listen",
        path: this.node.path,
      });
    }
    const { placed, address } = to.placementOn(this.side, what);
    this.balancer.forward({
      transport: props.transport,
      port: props.port,
      memberPort: props.toPort ?? props.port,
      healthPort: props.healthPort,
      target: placed,
      address,
    });
  }

  private checkBeside(beside: unknown, network: Network, side: Side): void {
    const other = VirtualAddress.isVirtualAddress(beside) ? beside : undefined;
    const isHere =
      other?.side === side && other.balancer.network === network && Declaration.of(other) === Declaration.of(this);
    if (isHere) return;
    throw new UcEdgeError({
      code: "systems-virtual-address-beside",
      what: WHAT,
      prop: "beside",
      value: other?.node.path ?? (typeof beside === "object" && beside !== null ? "an object that is none" : beside),
      expected: `a VirtualAddress on the ${side} side of the same network and stack`,
      todo: "name the address that the hosts are behind already, or leave it out",
      path: this.node.path,
    });
  }

  private check({ network, title, privateAddress, side = "external", zone }: VirtualAddressProps): void {
    const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
      new UcEdgeError({
        code,
        what: WHAT,
        prop,
        value,
        expected,
        todo,
        path: this.node.path,
      });
    requireNetwork(network, {
      code: "systems-network-missing",
      what: WHAT,
      todo: "say where the address is placed",
      path: this.node.path,
    });
    for (const [prop, value] of Object.entries({ title, side, zone })) {
      requireKnown(value, { what: WHAT, prop, path: this.node.path }, "what is made depends on it, or is named by it");
    }
    if (typeof title !== "string" || title.trim() === "") {
      throw fault("systems-title-missing", "title", title, "a few words", "say what the address stands for");
    }
    if (!SIDES.includes(side)) {
      const todo = "say whether peers on the internet call it, or everybody else";
      throw fault("systems-virtual-address-side", "side", side, oneOf(SIDES, side), todo);
    }
    const zones = side === "external" ? ["perimeter"] : ["perimeter", "internal"];
    if (zone !== undefined && !zones.includes(zone)) {
      const todo = "leave it out, or correct it";
      throw fault("systems-virtual-address-zone", "zone", zone, oneOf(zones, zone), todo);
    }
    if (side === "external" && privateAddress !== undefined) {
      throw fault(
        "systems-virtual-address-outside",
        "privateAddress",
        privateAddress,
        "nothing for an external address: AWS lets no public load balancer choose its private address, and on Azure it has none",
        "leave it out; peers know the address by publicAddress",
      );
    }
    if (side === "internal" && privateAddress === undefined) {
      throw fault(
        "systems-virtual-address-missing",
        "privateAddress",
        undefined,
        "the address that callers use",
        "state a free address of the zone: callers' rules and records name it",
      );
    }
  }

  private namesOf({ network, names = [] }: VirtualAddressProps, view: "public" | "internal"): string[] {
    const by = { what: "cannot make the A record", prop: "names", path: this.node.path };
    requireKnownList(names, by.what, by.prop, by.path);
    return names.map((given) => {
      const name = parseKnownDomain(given, by);
      network.dnsZoneOf({ view, type: "A", name, path: by.path });
      return name;
    });
  }
}
