/** A role that has been placed on interfaces. */
import { Construct, type IConstruct } from "constructs";
import type { NeedId, SystemId } from "../catalog/schema";
import type { Direction } from "../compiler/permit";
import { checksum, keyText } from "../compiler/rule-key";
import { checkNeed, type NeedFlowProps } from "../model/need-flows";
import { checkOwnFlow, type CheckedOwnFlow, type OwnFlow } from "../model/own-flow";
import type { Transport } from "../net/transport";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration, type DeclaredItem, type ItemValue } from "./declaration";
import { endsOf, openEnd, type Traffic } from "./flow-ends";
import type { HostRoute } from "./host-routes";
import type { Side } from "./interface-request";
import { stackPath } from "./paths";
import type { Peer } from "./peer";
import { describePeer, zonesOfPeer } from "./peer-zones";
import type { PlacedAddress, PlacedInterface } from "./placed-interface";
import { requireObject } from "./require-object";
import { describeFarEnd, type StatedEnd, requireNoBalancerBetween, statedEnds } from "./stated-ends";
import { requireKnown, requireKnownList } from "./unresolved";

/** What a role is: one that a document names, or one of the user's own, in the system `own`. */
export interface RoleIdentity {
  /** The system, or `own` for a product that no document here covers. */
  readonly system: SystemId | "own";
  /** Its name within the system. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
}

/** Where a role is on one side. */
export interface Placement {
  readonly placed: PlacedInterface;
  /** The index of its address on each network interface, where they have several. */
  readonly address: number | undefined;
}

const MARK = Symbol.for("cdktf-uc-edge/role");

/** A role: what a user connects, and where a user adds flows of their own. */
export class Role extends Construct {
  private readonly placements = new Map<Side, Placement>();

  constructor(
    scope: Construct,
    id: string,
    /** What it is. */
    readonly fact: RoleIdentity,
  ) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    Declaration.of(this).set(`role ${stackPath(this)}`, () => this.declared(fact));
  }

  /** Whether a value is a role, of whichever copy of this library. */
  static isRole(value: unknown): value is Role {
    return typeof value === "object" && value !== null && MARK in value;
  }

  /** The interface towards the internet and partners, where the role has one. */
  get external(): PlacedInterface | undefined {
    return this.placements.get("external")?.placed;
  }

  /** The interface towards the inside, where the role has one. */
  get internal(): PlacedInterface | undefined {
    return this.placements.get("internal")?.placed;
  }

  /** The public addresses of the role, one for each of its hosts; none where the internet reaches it by forwarded ports. */
  get publicAddresses(): readonly string[] {
    return this.addressesOn("external").flatMap(({ publicAddress }) => publicAddress ?? []);
  }

  /**
   * The public addresses that peers on the internet see when the role opens a connection: its own, or those of the
   * network's way out. Empty where it has no way out.
   */
  get seenByPeersAs(): readonly string[] {
    const placement = this.placements.get("external") ?? this.placements.get("internal");
    return placement?.placed.waysOut(placement.address) ?? [];
  }

  /**
   * The routes to set on the role's hosts, where they have two interfaces: the default route leads outside, and these lead
   * inside by the internal interface. Empty for a host with one interface.
   */
  get hostRoutes(): readonly HostRoute[] {
    const [outside, inside] = [this.external, this.internal];
    const isTwo = outside !== undefined && inside !== undefined && outside !== inside;
    return isTwo && inside.request.zone === "perimeter" ? inside.network.routesInside : [];
  }

  /**
   * Permits a flow of your own from a peer to this role, beside the documented ones. If the peer is a role, its group is
   * opened as well.
   *
   * The interface follows from where the peer is: outside the network's prefixes, or in the zone `partner`, the external
   * one; else the internal one.
   *
   * A prefix list and a service tag count as outside. Azure's rules do not know ICMPv6.
   *
   * @throws {@link UcEdgeError} `model-flow-*`, `net-*`, `stack-peer-*`, `stack-interface-missing`,
   *   `stack-transport-unsupported`.
   */
  allowFrom(peer: Peer, flow: OwnFlow): void {
    this.addOwnFlow("ingress", peer, flow);
  }

  /**
   * Permits a flow of your own from this role to a peer; the counterpart of {@link Role.allowFrom}.
   *
   * @throws {@link UcEdgeError} as {@link Role.allowFrom}; `stack-way-out-missing` when the peer is on the internet and the
   *   interface has no public address.
   */
  allowTo(peer: Peer, flow: OwnFlow): void {
    this.addOwnFlow("egress", peer, flow);
  }

  /** Says that the role has a part in another system too, under the name that its document has. @internal */
  playIn(system: IConstruct, fact: RoleIdentity): void {
    const of = stackPath(system);
    Declaration.of(this).set(`role ${stackPath(this)} in ${of}`, () => ({ ...this.declared(fact), of }));
  }

  private declared({ system, id }: RoleIdentity): DeclaredItem {
    return {
      item: "role",
      path: stackPath(this),
      role: `${system}/${id}`,
      external: this.external === undefined ? null : stackPath(this.external),
      externalAddress: this.placements.get("external")?.address ?? null,
      internal: this.internal === undefined ? null : stackPath(this.internal),
      internalAddress: this.placements.get("internal")?.address ?? null,
    };
  }

  /** Says where the role lives: an interface, and its address there where it has several. @internal */
  placeOn(side: Side, placed: PlacedInterface, address?: number): void {
    this.placements.set(side, { placed, address });
    const [inside] = this.hostRoutes.length === 0 ? [] : [this.placements.get("internal")?.placed];
    if (inside === undefined) return;
    for (const { prefix, gateway } of this.hostRoutes) {
      Declaration.of(this).set(`host-route ${stackPath(this)} ${prefix}`, () => ({
        item: "host-route",
        role: stackPath(this),
        prefix,
        interface: stackPath(inside),
        gateway: gateway ?? null,
      }));
    }
  }

  /** The addresses of the role on a side, one for each of its hosts. @internal */
  addressesOn(side: Side): readonly PlacedAddress[] {
    const placement = this.placements.get(side);
    return placement?.placed.addresses(placement.address ?? 0) ?? [];
  }

  /** The interface on a side; of a role with one interface, that one. @internal */
  interfaceOn(side: Side, what: string): PlacedInterface {
    return this.placementOn(side, what).placed;
  }

  /** Where the role is on a side; a role with one interface is there on both. @internal */
  placementOn(side: Side, what: string): Placement {
    const placed = this.placements.get(side) ?? this.placements.get("internal") ?? this.placements.get("external");
    if (placed !== undefined) return placed;
    throw new UcEdgeError({
      code: "stack-interface-missing",
      what,
      prop: side,
      value: undefined,
      expected: `an interface of ${this.fact.title}`,
      todo: "place the role on an interface",
      path: this.node.path,
    });
  }

  /**
   * Checks a flow on one side of this role, and returns what opens it; a peer that is a role is opened as well. Opening
   * cannot fail, so that whoever prepares everything first opens nothing by mistake. @internal
   */
  prepare(
    direction: Direction,
    side: Side,
    peer: Peer,
    traffic: readonly Traffic[],
    flow: string,
    what: string,
  ): () => void {
    const asked = { at: this.placementOn(side, what), direction, peer, traffic, what };
    const ends = endsOf(asked);
    const stated = statedEnds(asked, ends);
    if (stated !== undefined) requireNoBalancerBetween(asked, stated);
    return () => {
      for (const end of ends) openEnd(end, flow);
      // The other stack's groups are opened too, so its own declaration must say why.
      for (const there of stated?.there ?? []) declareForeignFlow(there, flow);
    };
  }

  private addOwnFlow(direction: Direction, peer: Peer, given: OwnFlow): void {
    this.prepareOwnFlow(direction, peer, given)();
  }

  /** Checks a flow of the user's own, and returns what opens it; as {@link Role.prepare}. @internal */
  prepareOwnFlow(direction: Direction, peer: Peer, given: OwnFlow): () => void {
    const path = this.node.path;
    const what = `cannot permit a flow ${direction === "ingress" ? "to" : "from"} ${this.fact.title}`;
    requireObject(given, { what, prop: "flow", path }, "say its transport, its ports and its purpose");
    requireKnownFlow(given, what, path);
    return this.prepareChecked(direction, peer, checkOwnFlow(given, what, path), what);
  }

  private prepareChecked(direction: Direction, peer: Peer, flow: CheckedOwnFlow, what: string): () => void {
    const path = this.node.path;
    const { network } = this.interfaceOn("internal", what);
    const traffic = trafficOf(flow);
    const prepared = zonesOfPeer(peer, network, what, path).map(({ zone, part }) => {
      const side = zone === "internet" || zone === "partner" ? "external" : "internal";
      const asked = { at: this.placementOn(side, what), direction, peer: part, traffic, what };
      const ends = endsOf(asked);
      return { ends, stated: statedEnds(asked, ends) };
    });
    const ends = prepared.flatMap((one) => one.ends);
    for (const { at } of ends) requireTransport(at.placed, flow.transport, what);
    return () => {
      const id = this.ownFlowId(direction, peer, flow);
      for (const end of ends) openEnd(end, id);
      const [stated] = prepared.flatMap((one) => one.stated ?? []);
      if (stated === undefined || peer.spec.kind !== "role") {
        this.declareOwnFlow(id, direction, describePeer(peer, this), flow);
        return;
      }
      this.stateOwnFlow(id, stated.here, flow);
      // The other stack's groups are opened too, so its own declaration must say why.
      peer.spec.role.stateOwnFlow(id, stated.there, flow);
    };
  }

  /** Declares a flow with a role of another stack or network at this end of it. */
  private stateOwnFlow(id: string, ends: readonly StatedEnd[], flow: CheckedOwnFlow): void {
    for (const end of ends) {
      const ports = end.traffic.flatMap((one) => one.ports ?? []);
      this.declareOwnFlow(id, end.direction, describeFarEnd(end), { ...flow, ports });
    }
  }

  private ownFlowId(direction: Direction, peer: Peer, flow: CheckedOwnFlow): string {
    const words = keyText((flow.need ?? flow.purpose).toLowerCase().replace(/\s+/g, "-"))
      .slice(0, 24)
      .replace(/[-.]+$/, "");
    const whole = JSON.stringify([stackPath(this), direction, describePeer(peer, this), flow]);
    return `own/${words === "" ? "flow" : words}-${checksum(whole).slice(0, 6)}`;
  }

  private declareOwnFlow(id: string, direction: Direction, peer: ItemValue, flow: CheckedOwnFlow): void {
    // One flow is declared at both its ends where they are in different networks of one stack, and by each way that it takes.
    const ports = flow.ports.map(({ first, last }) => [first, last]);
    Declaration.of(this).set(`own-flow ${id} ${stackPath(this)} ${JSON.stringify([peer, ports])}`, () => ({
      item: "own-flow",
      id,
      role: stackPath(this),
      direction,
      peer,
      transport: flow.transport,
      ports,
      sourcePorts: flow.sourcePorts === undefined ? null : [flow.sourcePorts.first, flow.sourcePorts.last],
      icmp: flow.icmp === undefined ? null : { ...flow.icmp },
      purpose: flow.purpose,
      owner: flow.owner ?? null,
      expires: flow.expires ?? null,
      need: flow.need ?? null,
    }));
  }

  /**
   * Permits what a common need asks for, which no document of a product lists: name resolution, time, a directory,
   * certificate revocation, management, activation. Its ports and its direction are those of the need: management comes
   * from the peer, everything else goes to it. `NEEDS` of `cdktf-uc-edge/catalog` are all of them, with their sources.
   *
   * `edge.accessEdge.allowNeed("dns", Peer.prefixes(["10.30.0.53"]))`
   *
   * @throws {@link UcEdgeError} `model-need-unknown`, and those of {@link Role.allowTo}.
   */
  allowNeed(need: NeedId, peer: Peer, props: NeedFlowProps = {}): void {
    const path = this.node.path;
    const what = `cannot permit a common need of ${this.fact.title}`;
    requireObject(props, { what, prop: "props", path }, "write { owner, expires }, or leave it out");
    for (const [prop, value] of Object.entries({ need, ...props })) {
      requireKnown(value, { what, prop, path }, "the flow's rules and its name in reports are made from it");
    }
    const { direction, flows } = checkNeed(need, props, what, path);
    // All are checked before the first is opened.
    for (const openFlow of flows.map((flow) => this.prepareChecked(direction, peer, flow, what))) openFlow();
  }
}

/** Declares a documented flow at its end in another stack or network, whose own declaration does not ask for it. */
function declareForeignFlow(end: StatedEnd, flow: string): void {
  const { at, direction, traffic } = end;
  const path = stackPath(at.placed);
  const peer = describeFarEnd(end);
  for (const { transport, ports, sourcePorts } of traffic) {
    const key = `foreign-flow ${path} ${direction} ${flow} ${JSON.stringify([transport, ports, sourcePorts, peer])}`;
    Declaration.of(at.placed).set(key, () => ({
      item: "foreign-flow",
      id: flow,
      interface: path,
      direction,
      peer,
      transport,
      ports: ports === undefined ? null : [[ports.first, ports.last]],
      sourcePorts: sourcePorts === undefined ? null : [[sourcePorts.first, sourcePorts.last]],
    }));
  }
}

function trafficOf(flow: CheckedOwnFlow): Traffic[] {
  const { transport, sourcePorts, icmp } = flow;
  if (flow.ports.length === 0) return [{ transport, icmp }];
  return flow.ports.map((ports) => ({ transport, ports, sourcePorts }));
}

/** Refuses a transport that the cloud's rules have no word for: a rule for something wider would not be what was asked. */
function requireTransport(at: PlacedInterface, transport: Transport, what: string): void {
  const { transports } = at.group.capabilities;
  if (transports.includes(transport)) return;
  throw new UcEdgeError({
    code: "stack-transport-unsupported",
    what,
    prop: "transport",
    value: transport,
    expected: `one of ${transports.join(", ")}, which rules on ${at.network.cloud} know`,
    todo: "leave the flow out on this cloud, or use another transport",
    path: at.node.path,
  });
}

/** Refuses a flow with values that are not known yet: its ports decide the rules, its words name it in reports. */
function requireKnownFlow(flow: OwnFlow, what: string, path: string): void {
  for (const [prop, value] of Object.entries(flow)) {
    if (prop === "ports" && value !== undefined) requireKnownList(value, what, prop, path);
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      requireKnown(one, { what, prop, path }, "the flow's rules and its name in reports are made from it");
    }
  }
}
