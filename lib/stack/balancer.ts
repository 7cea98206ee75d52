/** One address in front of one or several hosts: a port forward has one target, a pool's balancer several members. */
import { Construct } from "constructs";
import { parsePorts, printPorts } from "../net/port-range";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "./declaration";
import type { Side } from "./interface-request";
import type { MemberHosts } from "./member-hosts";
import type { Network } from "./network";
import { stackPath } from "./paths";
import type { PlacedInterface } from "./placed-interface";
import { requireKnown } from "./unresolved";

/** A balancer, as a system asks a network for it. */
export interface BalancerRequest {
  readonly zone: "perimeter" | "internal";
  /** `external`: with a public address, for peers on the internet. `internal`: for everybody else. */
  readonly side: Side;
  /** What it stands for, for descriptions: `SIP trunks, public address`. */
  readonly title: string;
  /** The virtual address; an internal balancer must state it. */
  readonly privateAddress: string | undefined;
  /** A balancer of the same side whose hosts may be this one's too: where the cloud asks for it, both are one resource. */
  readonly beside?: Balancer;
}

/** One port of a balancer, as it is asked for. */
export interface ForwardRequest {
  readonly transport: "tcp" | "udp";
  /** The port of the balancer's address: one, 1-65535. */
  readonly port: number | string;
  /** The port that the hosts listen on: one, 1-65535. */
  readonly memberPort: number | string;
  /** The TCP port that tells whether a host is up. Without one, the port itself, if it is one of TCP. */
  readonly healthPort: number | undefined;
  /** The hosts' interfaces. */
  readonly target: PlacedInterface;
  /** The hosts' address on them, where they have several. */
  readonly address: number | undefined;
}

/** One port of a balancer. */
export interface Listener {
  readonly balancer: Balancer;
  readonly transport: "tcp" | "udp";
  readonly port: number;
  readonly memberPort: number;
  readonly healthPort: number;
  readonly target: PlacedInterface;
  readonly address: number | undefined;
}

/** A balancer. */
export abstract class Balancer extends Construct {
  /** Its public address; on the external side only. */
  abstract readonly publicAddress: string | undefined;
  /** Where the cloud puts a firewall group around balancers (AWS): that group, as an interface of its own. */
  abstract readonly front: PlacedInterface | undefined;
  /** Its Terraform address. */
  abstract readonly terraformAddress: string;
  private readonly listeners: Listener[] = [];
  /** Those through which a flow leads. */
  private readonly used = new Set<Listener>();

  constructor(
    scope: Construct,
    id: string,
    /** The network that it lies in. */
    readonly network: Network,
    /** What was asked for. */
    readonly request: BalancerRequest,
  ) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.faults() });
  }

  /** Which frontend of the resource it is, where several balancers are one resource. @internal */
  get frontend(): string | undefined {
    return undefined;
  }

  /**
   * Forwards one port to hosts.
   *
   * @throws {@link UcEdgeError} `stack-forward-range` for more than one port, `stack-forward-port-taken`,
   *   `stack-forward-transport`, `stack-health-check-missing`, `stack-forward-target-invalid`, `stack-forward-late`,
   *   `stack-prop-unresolved`, `net-port-*`, and those of the cloud.
   */
  forward(request: ForwardRequest): Listener {
    const { transport, target, address } = request;
    const what = `cannot forward a port of ${this.request.title}`;
    this.requireTransport(transport, what);
    this.requireTarget(target, what);
    const port = this.onePort(request.port, "port", what);
    const memberPort = this.onePort(request.memberPort, "toPort", what);
    const healthPort = this.healthPortOf(request, memberPort, what);
    const taken = this.listeners.find((one) => one.port === port && one.transport === transport);
    if (taken !== undefined) {
      throw new UcEdgeError({
        code: "stack-forward-port-taken",
        what,
        prop: "port",
        value: port,
        expected: `a port that this address does not forward yet; ${transport} ${String(port)} goes to ${taken.target.node.path}`,
        todo: "two forwards of one port need two addresses: make a second VirtualAddress",
        path: this.node.path,
      });
    }
    const listener: Listener = { balancer: this, transport, port, memberPort, healthPort, target, address };
    this.requireEarly(listener, what);
    this.checkListener(listener, what);
    this.listeners.push(listener);
    target.addForward(listener);
    this.makeListener(listener);
    return listener;
  }

  /**
   * Notes that a flow leads through a listener, and permits what the cloud needs for it; with the first flow only, so that
   * a deployment that fails opens nothing. @internal
   */
  use(listener: Listener, isHairpin: boolean): void {
    if (!this.used.has(listener)) {
      this.used.add(listener);
      this.permitHealthCheck(listener);
    }
    if (isHairpin) this.hairpin(listener);
  }

  /** Puts the balancer into the declaration, when all of it is made. @internal */
  declare(): void {
    const declaration = Declaration.of(this);
    const { network, request } = this;
    declaration.set(`balancer ${stackPath(this)}`, () => ({
      item: "balancer",
      path: stackPath(this),
      network: stackPath(network),
      zone: request.zone,
      side: request.side,
      title: request.title,
      resource: this.terraformAddress,
      ...(this.frontend === undefined ? {} : { frontend: this.frontend }),
      interface: this.front === undefined ? null : stackPath(this.front),
      virtualAddress: declaration.value(request.privateAddress),
      publicAddress: declaration.value(this.publicAddress),
      publicAddressMade: this.publicAddress !== undefined,
      listeners: this.listeners.map(({ transport, port, memberPort, healthPort, target, address }) => ({
        transport,
        port,
        memberPort,
        healthPort,
        target: stackPath(target),
        address: address ?? null,
      })),
    }));
  }

  /** What the cloud has against a listener, before it is made. @internal */
  protected abstract checkListener(listener: Listener, what: string): void;
  /** Makes a listener. @internal */
  protected abstract makeListener(listener: Listener): void;
  /** Permits what tells the cloud whether a listener's hosts are up. @internal */
  protected abstract permitHealthCheck(listener: Listener): void;
  /** Notes that members of a pool call the pool's own address. @internal */
  protected abstract hairpin(listener: Listener): void;
  /** How many listeners a balancer of this cloud takes, and the code of the fault where there are more. @internal */
  protected abstract readonly quota: { readonly listeners: number; readonly code: string };

  /** The hosts of a listener, to be checked. @internal */
  protected membersOf({ target, address }: Listener): Omit<MemberHosts, "what"> {
    const { node, request } = target;
    return { nics: request.nics, address: address ?? 0, path: node.path, propOf: (_, name) => name };
  }

  /** How many listeners of the cloud these are. @internal */
  protected countOf(listeners: readonly Listener[]): number {
    return listeners.length;
  }

  private faults(): string[] {
    const number = this.listeners.length;
    if (number === 0) {
      return [
        `cannot balance ${this.request.title} (${this.node.path}): forwards is 0, expected at least one port with its hosts; forward a port, or leave the address out [stack-balancer-empty]`,
      ];
    }
    const idle = this.listeners
      .filter((listener) => !this.used.has(listener))
      .map(
        ({ transport, port, memberPort }) =>
          `cannot balance ${this.request.title} (${this.node.path}): ${transport} ${String(port)} is forwarded to port ${String(memberPort)}, expected a flow of the role to that port; add it by allowFrom, or do not forward the port [stack-forward-idle]`,
      );
    const made = this.countOf(this.listeners);
    if (made <= this.quota.listeners) return idle;
    return [
      ...idle,
      `cannot balance ${this.request.title} (${this.node.path}): forwards is ${String(made)}, expected at most ${String(this.quota.listeners)}; spread the ports over several addresses [${this.quota.code}]`,
    ];
  }

  private onePort(given: number | string, prop: string, what: string): number {
    const by = { what, prop, path: this.node.path };
    requireKnown(given, by, "the firewall rules are made from it");
    const range = parsePorts(given, by);
    if (range.first === range.last && range.first > 0) return range.first;
    const isRange = range.first < range.last;
    throw new UcEdgeError({
      ...by,
      code: isRange ? "stack-forward-range" : "net-port-invalid",
      value: isRange ? printPorts(range) : given,
      expected: isRange
        ? "one port: load balancers of both clouds forward one port each, and a media range would need a listener for every port of it"
        : "a port from 1 to 65535",
      todo: isRange ? "give the host a public address of its own (static NAT) for a range" : "correct the port",
    });
  }

  private healthPortOf({ transport, healthPort }: ForwardRequest, memberPort: number, what: string): number {
    if (healthPort !== undefined) return this.onePort(healthPort, "healthPort", what);
    if (transport === "tcp") return memberPort;
    throw new UcEdgeError({
      code: "stack-health-check-missing",
      what,
      prop: "healthPort",
      value: undefined,
      expected: "a TCP port of the hosts, as no cloud checks health over UDP",
      todo: "name a TCP port that is open while the service is up",
      path: this.node.path,
    });
  }

  private requireTransport(transport: unknown, what: string): void {
    if (transport === "tcp" || transport === "udp") return;
    throw new UcEdgeError({
      code: "stack-forward-transport",
      what,
      prop: "transport",
      value: transport,
      expected: '"tcp" or "udp"',
      todo: "give the host a public address of its own (static NAT) for other protocols",
      path: this.node.path,
    });
  }

  /** A flow that is open already does not lead through this address, and would be asked to. */
  private requireEarly({ transport, memberPort, target, address }: Listener, what: string): void {
    if (!target.hasFlow({ side: this.request.side, address, transport, port: memberPort })) return;
    throw new UcEdgeError({
      code: "stack-forward-late",
      what,
      prop: "toPort",
      value: memberPort,
      expected: `a port to which nothing is open yet; a flow to ${transport} ${String(memberPort)} of ${target.node.path} is, and does not lead through this address`,
      todo: "forward the port first, and add its flows, or the system that has them, then",
      path: this.node.path,
    });
  }

  private requireTarget(target: PlacedInterface, what: string): void {
    const isHere = target.network === this.network && Declaration.of(target) === Declaration.of(this);
    if (isHere && target.kind === "host") return;
    throw new UcEdgeError({
      code: "stack-forward-target-invalid",
      what,
      prop: "to",
      value: target.node.path,
      expected: "hosts of the same stack and network",
      todo: "place the address in the stack and network of its hosts",
      path: this.node.path,
    });
  }
}
