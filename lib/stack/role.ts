/** A role that has been placed on interfaces. */
import { Construct } from "constructs";
import type { NeedId, SystemId } from "../catalog/schema";
import type { Direction, Permit, PermitPeer } from "../compiler/permit";
import { checksum, keyText } from "../compiler/rule-key";
import { checkNeed, type NeedFlowProps } from "../model/need-flows";
import { checkOwnFlow, type CheckedOwnFlow, type OwnFlow } from "../model/own-flow";
import { printPorts } from "../net/port-range";
import type { Transport } from "../net/transport";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration, type ItemValue } from "./declaration";
import { stackPath } from "./paths";
import type { Peer } from "./peer";
import { describePeer, zonesOfPeer } from "./peer-zones";
import { farInterface, resolvePeer } from "./resolve-peer";
import type { PlacedInterface, Side } from "./placed-interface";
import { isUnresolved, requireKnown, requireKnownList } from "./unresolved";

/** Traffic of a flow: a transport, with ports or an ICMP message where it has them. */
export type Traffic = Pick<Permit, "transport" | "ports" | "sourcePorts" | "icmp">;

/** What a role is: one that a document names, or one of the user's own, in the system `own`. */
export interface RoleIdentity {
  /** The system, or `own` for a product that no document here covers. */
  readonly system: SystemId | "own";
  /** Its name within the system. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
}

/** One end of a flow that is ready to be opened: who it is with, as the group there says it. */
interface End {
  readonly at: PlacedInterface;
  readonly peers: readonly PermitPeer[];
  readonly direction: Direction;
}

const MARK = Symbol.for("cdktf-uc-edge/role");

/** A role: what a user connects, and where a user adds flows of their own. */
export class Role extends Construct {
  private readonly interfaces = new Map<Side, PlacedInterface>();

  constructor(
    scope: Construct,
    id: string,
    /** What it is. */
    readonly fact: RoleIdentity,
  ) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    Declaration.of(this).set(`role ${stackPath(this)}`, () => ({
      item: "role",
      path: stackPath(this),
      role: `${fact.system}/${fact.id}`,
      external: this.external === undefined ? null : stackPath(this.external),
      internal: this.internal === undefined ? null : stackPath(this.internal),
    }));
  }

  /** Whether a value is a role, of whichever copy of this library. */
  static isRole(value: unknown): value is Role {
    return typeof value === "object" && value !== null && MARK in value;
  }

  /** The interface towards the internet and partners, where the role has one. */
  get external(): PlacedInterface | undefined {
    return this.interfaces.get("external");
  }

  /** The interface towards the inside, where the role has one. */
  get internal(): PlacedInterface | undefined {
    return this.interfaces.get("internal");
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

  /** Says where the role lives. @internal */
  placeOn(side: Side, placed: PlacedInterface): void {
    this.interfaces.set(side, placed);
  }

  /** The interface on a side; of a role with one interface, that one. @internal */
  interfaceOn(side: Side, what: string): PlacedInterface {
    const placed = this.interfaces.get(side) ?? this.internal ?? this.external;
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
    const ends = this.ends(direction, side, peer, what);
    return () => {
      for (const end of ends) open(end, traffic, flow);
    };
  }

  private ends(direction: Direction, side: Side, peer: Peer, what: string): End[] {
    const at = this.interfaceOn(side, what);
    const here = { at, peers: resolvePeer(peer, at, direction, what), direction };
    if (peer.spec.kind !== "role") return [here];
    const there = farInterface(peer.spec.role, at, what);
    const opposite = direction === "ingress" ? "egress" : "ingress";
    return [here, { at: there, peers: resolvePeer(at, there, opposite, what), direction: opposite }];
  }

  private addOwnFlow(direction: Direction, peer: Peer, given: OwnFlow): void {
    this.prepareOwnFlow(direction, peer, given)();
  }

  /** Checks a flow of the user's own, and returns what opens it; as {@link Role.prepare}. @internal */
  prepareOwnFlow(direction: Direction, peer: Peer, given: OwnFlow): () => void {
    const path = this.node.path;
    const what = `cannot permit a flow ${direction === "ingress" ? "to" : "from"} ${this.fact.title}`;
    requireKnownFlow(given, what, path);
    return this.prepareChecked(direction, peer, checkOwnFlow(given, what, path), what);
  }

  private prepareChecked(direction: Direction, peer: Peer, flow: CheckedOwnFlow, what: string): () => void {
    const path = this.node.path;
    const { network } = this.interfaceOn("internal", what);
    const ends = zonesOfPeer(peer, network, what, path).flatMap(({ zone, part }) =>
      this.ends(direction, zone === "internet" || zone === "partner" ? "external" : "internal", part, what),
    );
    for (const { at } of ends) requireTransport(at, flow.transport, what);
    return () => {
      const id = this.ownFlowId(direction, peer, flow);
      for (const end of ends) open(end, trafficOf(flow), id);
      const [here, there] = ends;
      const isElsewhere = peer.spec.kind === "role" && here?.peers.some((one) => one.kind === "addresses") === true;
      this.declareOwnFlow(id, direction, isElsewhere ? describeAddresses(here.peers) : describePeer(peer, this), flow);
      // The other stack's groups are opened too, so its own declaration must say why.
      if (isElsewhere && there !== undefined) {
        peer.spec.role.declareOwnFlow(id, there.direction, describeAddresses(there.peers), flow);
      }
    };
  }

  private ownFlowId(direction: Direction, peer: Peer, flow: CheckedOwnFlow): string {
    const words = keyText((flow.need ?? flow.purpose).toLowerCase().replace(/\s+/g, "-"))
      .slice(0, 24)
      .replace(/[-.]+$/, "");
    const whole = JSON.stringify([stackPath(this), direction, describePeer(peer, this), flow]);
    return `own/${words === "" ? "flow" : words}-${checksum(whole).slice(0, 6)}`;
  }

  private declareOwnFlow(id: string, direction: Direction, peer: ItemValue, flow: CheckedOwnFlow): void {
    // One flow is declared at both its ends where they are in different networks of one stack.
    Declaration.of(this).set(`own-flow ${id} ${stackPath(this)}`, () => ({
      item: "own-flow",
      id,
      role: stackPath(this),
      direction,
      peer,
      transport: flow.transport,
      ports: flow.ports.map(({ first, last }) => [first, last]),
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
    for (const [prop, value] of Object.entries({ need, ...props })) {
      requireKnown(value, { what, prop, path }, "the flow's rules and its name in reports are made from it");
    }
    const { direction, flows } = checkNeed(need, props, what, path);
    // All are checked before the first is opened.
    for (const openFlow of flows.map((flow) => this.prepareChecked(direction, peer, flow, what))) openFlow();
  }
}

/** A role of another stack or network, as its addresses. */
function describeAddresses(peers: readonly PermitPeer[]): ItemValue {
  const prefixes = peers.flatMap((peer) => (peer.kind === "addresses" ? peer.prefixes.map(String) : []));
  return { kind: "prefixes", prefixes };
}

function trafficOf(flow: CheckedOwnFlow): Traffic[] {
  const { transport, sourcePorts, icmp } = flow;
  if (flow.ports.length === 0) return [{ transport, icmp }];
  return flow.ports.map((ports) => ({ transport, ports, sourcePorts }));
}

/** Puts a prepared flow into its group, and says what the cloud's rules cannot. */
function open({ at, peers, direction }: End, traffic: readonly Traffic[], flow: string): void {
  for (const peer of peers) {
    const isUnknown = peer.kind === "unresolved" || (peer.kind === "service-tag" && isUnresolved(peer.value));
    if (isUnknown) noteUnresolved(at, peer.key);
  }
  for (const one of traffic) {
    for (const peer of peers) at.group.permit({ ...one, direction, peer, flow });
    const { sourcePorts, icmpMessages } = at.group.capabilities;
    if (one.sourcePorts !== undefined && !sourcePorts) {
      addResidual(at, flow, `source ports ${printPorts(one.sourcePorts)}`, "every source port");
    }
    if (one.icmp?.type !== undefined && !icmpMessages) {
      addResidual(at, flow, `ICMP type ${String(one.icmp.type)}`, "every ICMP message");
    }
  }
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

function noteUnresolved(at: PlacedInterface, reference: string): void {
  Declaration.of(at).addFinding({
    code: "stack-value-unresolved",
    severity: "note",
    what: `a peer's address is ${reference}, known only when Terraform runs`,
    where: stackPath(at),
    why: "the rule is kept as it stands; what it permits cannot be checked before",
    todo: "write the address if it is known",
    facts: [],
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

function addResidual(at: PlacedInterface, flow: string, asked: string, permitted: string): void {
  Declaration.of(at).addFinding({
    code: "stack-not-expressible",
    severity: "note",
    what: `the flow asks for ${asked}, the rule permits ${permitted}`,
    where: stackPath(at),
    why: `rules on ${at.network.cloud} cannot name them`,
    todo: "filter on the host if it matters; peer, protocol and destination ports are exact",
    facts: [flow],
  });
}
