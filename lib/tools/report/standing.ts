/**
 * Whether the flows that a rule names ask for all that it opens. A rule is called wider only where the declaration and the
 * catalog prove it; what they cannot tell (unresolved values, groups, prefix lists) is left to the exact check.
 */
import type { DirectionFact, FlowFact } from "../../catalog/schema";
import { type IpPrefix, mergePrefixes } from "../../net/ip-prefix";
import type { PortRange } from "../../net/port-range";
import { withStatedPorts } from "../analyze/stated-ports";
import type { Declaration, DeclaredPeer } from "../read/declaration";
import type { Rule } from "../read/rule";
import { type CitedFlow, type CitedFlows, documentedDirections, ownFlowById } from "./cited-flows";

/**
 * `documented`: the flows named, a document's or the cloud's, ask for all of it; `own`: only flows of the user's own do; `wider`: they ask for less;
 * `undocumented`: nothing asks for it; `denial`: it closes.
 */
export type Standing = "documented" | "own" | "wider" | "undocumented" | "denial";

/** A flow, reduced to what it asks for at one interface. */
interface Ask {
  readonly transports: readonly string[];
  /** Null: any, or none. */
  readonly ports: readonly PortRange[] | null;
  /** Undefined: nothing can be said of its peers. */
  readonly peers: AskedPeers | undefined;
}

interface AskedPeers {
  readonly internet: boolean;
  /** Merged. */
  readonly prefixes: readonly IpPrefix[];
}

/** Azure has one name for ICMP of both families. */
function isOf(rule: Rule, transport: string): boolean {
  return (
    rule.transport === transport || (rule.priority !== null && rule.transport === "icmp" && transport === "icmpv6")
  );
}

function coversPorts(rule: Rule, asked: readonly Ask[]): boolean {
  if (asked.some(({ ports }) => ports === null)) return true;
  if (rule.ports === null) return rule.transport !== "tcp" && rule.transport !== "udp";
  const ranges = asked.flatMap(({ ports }) => ports ?? []).sort((a, b) => a.first - b.first);
  return rule.ports.every((range) => {
    let next = range.first;
    for (const { first, last } of ranges) if (first <= next && last >= next) next = last + 1;
    return next > range.last;
  });
}

function coversPeer({ peer }: Rule, asked: readonly Ask[]): boolean {
  if (asked.some(({ peers }) => peers === undefined)) return true;
  const fromInternet = asked.some(({ peers }) => peers?.internet === true);
  if (peer.kind === "any") return false;
  if (peer.kind === "internet") return fromInternet;
  if (peer.kind !== "prefixes" || fromInternet) return true;
  const named = [...new Set(asked.flatMap(({ peers }) => peers ?? []))].map(({ prefixes }) => prefixes);
  // Those of one role are merged already.
  const prefixes = named.length === 1 ? (named[0] ?? []) : mergePrefixes(named.flat());
  return peer.prefixes.every((one) => prefixes.some((prefix) => prefix.contains(one)));
}

/** What is asked for at an interface of a declaration, by the roles on it. */
export class AskedFlows {
  /** Paths of the roles on the interface. */
  private readonly roles: ReadonlySet<string>;
  /** The documented roles that these are, or stand for as peers of another construct. */
  private readonly facts: ReadonlySet<string>;
  /** The documented roles that stand anywhere in the stack. */
  private readonly placed: ReadonlySet<string>;
  /** Whether it is around a balancer or proxy. */
  private readonly isFront: boolean;
  /** The peers of the constructs that the roles belong to, or stand for others in. */
  private readonly peers: Declaration["peers"];
  private readonly peersByRoles = new Map<string, AskedPeers | undefined>();

  /** `path` is the interface. */
  constructor(
    private readonly declaration: Declaration,
    path: string,
  ) {
    const { roles, peers, balancers } = declaration;
    this.isFront = balancers.some((balancer) => balancer.interface === path);
    const on = roles.filter(({ interfaces }) => interfaces.includes(path));
    this.roles = new Set(on.map((role) => role.path));
    const standsFor = peers.filter((item) =>
      item.peers.some((peer) => peer.kind === "role" && this.roles.has(peer.role)),
    );
    const near = peers.filter(({ of }) => on.some((role) => role.path === of || role.path.startsWith(`${of}/`)));
    this.peers = [...new Set([...near, ...standsFor])];
    this.facts = new Set([...on, ...standsFor].map(({ role }) => role));
    this.placed = new Set(roles.map(({ role }) => role));
  }

  /** What a rule of the interface's group is, by the flows that its description names. */
  standingOf(rule: Rule, cited: CitedFlows): Standing {
    if (rule.access === "deny") return "denial";
    if (cited.flows.length === 0) return "undocumented";
    // The flows that a description had no room for are among those of the stack.
    const hidden = cited.more === 0 ? [] : this.every(rule);
    const asked = [...cited.flows.flatMap((flow) => this.askedBy(flow, rule) ?? []), ...hidden]
      .map(({ ports, ...ask }) => ({ ...ask, ports: this.withListeners(ports) }))
      .filter((ask) => ask.transports.some((transport) => isOf(rule, transport)));
    if (asked.length === 0 || !coversPorts(rule, asked) || !coversPeer(rule, asked)) return "wider";
    return cited.flows.some(({ kind }) => kind !== "own") ? "documented" : "own";
  }

  private askedBy({ id, kind, transports, ports }: CitedFlow, rule: Rule): Ask | undefined {
    // Where a balancer stands for roles, and for what the cloud asks for, only the exact check knows all ends.
    if (kind === "platform" || this.isFront)
      return { transports, ports: this.isFront ? null : ports, peers: undefined };
    return this.documented(id, rule) ?? this.own(id, rule);
  }

  /** Callers of a balancer use its port instead of the hosts'. */
  private withListeners(ports: Ask["ports"]): Ask["ports"] {
    const used = this.declaration.balancers
      .flatMap(({ listeners }) => listeners)
      .filter(({ memberPort }) => ports?.some(({ first, last }) => first <= memberPort && memberPort <= last) === true);
    return ports === null ? null : [...ports, ...used.map(({ port }) => ({ first: port, last: port }))];
  }

  private every(rule: Rule): Ask[] {
    const systems = new Set(this.declaration.systems.map(({ system }) => system));
    const documented = [...documentedDirections()]
      .filter(([, { flow, direction }]) => systems.has(flow.system) && this.isHere(flow, direction, rule))
      .map(([id]) => this.documented(id, rule));
    const own = this.declaration.ownFlows.map(({ id }) => this.own(id, rule));
    return [...documented, ...own].filter((ask) => ask !== undefined);
  }

  private isHere({ system }: FlowFact, { from, to }: DirectionFact, { direction }: Rule): boolean {
    return (direction === "ingress" ? to : from).some((role) => this.facts.has(`${system}/${role}`));
  }

  /** Nothing where the flow is asked for at another interface, or the other way round. */
  private documented(id: string, rule: Rule): Ask | undefined {
    const { direction } = rule;
    const found = documentedDirections().get(id);
    if (found === undefined) return undefined;
    const { system } = found.flow;
    // Ports that the document leaves to the deployment are those that the deployment states.
    const stated = this.declaration.systems.flatMap((one) => (one.system === system ? one.ports : []));
    const { from, to, transports, ports } = withStatedPorts(found.flow, found.direction, stated);
    const named = (roles: readonly string[]): string[] => roles.map((role) => `${system}/${role}`);
    const ours = named(direction === "ingress" ? to : from);
    const theirs = named(direction === "ingress" ? from : to);
    const isHere = this.isHere(found.flow, found.direction, rule);
    if (!isHere && (ours.some((role) => this.placed.has(role)) || !mayStandFor(rule))) return undefined;
    return {
      transports,
      ports: Array.isArray(ports) ? ports.map(([first, last]: readonly [number, number]) => ({ first, last })) : null,
      peers: this.peersOf(theirs),
    };
  }

  private peersOf(roles: readonly string[]): AskedPeers | undefined {
    const key = roles.join(" ");
    if (this.peersByRoles.has(key)) return this.peersByRoles.get(key);
    const items = this.peers.filter(({ role }) => roles.includes(role));
    const isUnknown = items.length === 0 || roles.some((role) => this.placed.has(role));
    const found = isUnknown ? undefined : askedPeers(items.flatMap(({ peers }) => peers));
    this.peersByRoles.set(key, found);
    return found;
  }

  private own(id: string, { direction }: Rule): Ask | undefined {
    const flow = ownFlowById(this.declaration, id);
    if (flow === undefined) return undefined;
    const isHere = this.roles.has(flow.role) && flow.direction === direction;
    const isThere = flow.peer.kind === "role" && this.roles.has(flow.peer.role) && flow.direction !== direction;
    if (this.roles.size > 0 && !isHere && !isThere) return undefined;
    return {
      transports: [flow.transport],
      ports: flow.ports.length === 0 ? null : flow.ports.map(([first, last]) => ({ first, last })),
      peers: isHere ? askedPeers([flow.peer]) : undefined,
    };
  }
}

/**
 * Whether the interface may belong to a role that stands for another one in a deployment of another stack. Its group was
 * opened from there, towards the addresses of a role.
 */
function mayStandFor({ peer }: Rule): boolean {
  if (peer.kind === "prefixes") return peer.prefixes.every(({ isAddress }) => isAddress);
  return peer.kind !== "internet" && peer.kind !== "any";
}

function askedPeers(peers: readonly DeclaredPeer[]): AskedPeers | undefined {
  const prefixes: IpPrefix[] = [];
  for (const peer of peers) {
    if (peer.kind === "internet") continue;
    if (peer.kind !== "prefixes" || peer.references.length > 0) return undefined;
    prefixes.push(...peer.prefixes);
  }
  return { internet: peers.some(({ kind }) => kind === "internet"), prefixes: mergePrefixes(prefixes) };
}
