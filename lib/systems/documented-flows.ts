/** From documented flows and the choices of a deployment to permits on its roles. */
import type { DirectionFact, FlowFact, PortList } from "../catalog/schema";
import { applies, choicesNamed } from "../model/when";
import { ALL_PORTS, type PortRange } from "../net/port-range";
import { hasPorts, type Transport } from "../net/transport";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Peer } from "../stack/peer";
import type { Traffic } from "../stack/flow-ends";
import type { Side } from "../stack/interface-request";
import type { Role } from "../stack/role";

/** The ends that a deployment has for documented roles. */
export interface DocumentedEnds {
  /** Roles that the deployment places, by role id. */
  readonly placed: ReadonlyMap<string, Role>;
  /** Peers for a role that it does not place, for the choices that make the flow apply. */
  peersFor(role: string, choices: readonly string[]): readonly Peer[];
  /** On which side of the placed role a peer role is. */
  sideOf(role: string): Side;
  /**
   * Ports that the deployer supplied for a direction: whose document gives none, calls them configurable, or says that they
   * depend on something else. Nothing where none were supplied.
   */
  suppliedPorts(direction: string): readonly PortRange[] | undefined;
  /** Source ports in place of the documented ones, where those follow what is configurable. */
  suppliedSourcePorts?(direction: string): readonly PortRange[] | undefined;
  /**
   * Transports that the deployer supplied for a direction: whose document names none, or says that they depend on something
   * else; of those that it names, some are then left.
   */
  suppliedTransports?(direction: string): readonly Transport[] | undefined;
  /**
   * What listens on a role's interface, where several roles are one host's, and so may listen on the same ports.
   *
   * @default - each role by itself
   */
  listenerOf?(role: Role): string;
}

/**
 * Permits every direction of `flows` that applies to the choices made and has a placed role at one end. All are checked
 * before the first is opened.
 */
export function permitDocumented(flows: readonly FlowFact[], chosen: ReadonlySet<string>, ends: DocumentedEnds): void {
  for (const open of prepareDocumented(flows, chosen, ends)) open();
}

/** Checks what {@link permitDocumented} permits, and returns what opens it. */
export function prepareDocumented(
  flows: readonly FlowFact[],
  chosen: ReadonlySet<string>,
  ends: DocumentedEnds,
): (() => void)[] {
  return flows.flatMap((flow) =>
    flow.directions
      .filter((direction) => applies(direction.when, chosen))
      .flatMap((direction) => prepareDirection(flow, direction, chosen, ends)),
  );
}

function prepareDirection(
  flow: FlowFact,
  direction: DirectionFact,
  chosen: ReadonlySet<string>,
  ends: DocumentedEnds,
): (() => void)[] {
  const openings: (() => void)[] = [];
  const id = `${flow.id}${direction.key}`;
  const choices = choicesNamed(direction.when, chosen);
  for (const from of direction.from) {
    for (const to of direction.to) {
      const listener = ends.placed.get(to);
      const initiator = ends.placed.get(from);
      // What neither end of a deployment is placed for is for another construct to open, and to know the ports of.
      if (listener === undefined && initiator === undefined) continue;
      const what = `cannot open ${id}`;
      const traffic = trafficOf(flow, direction, ends);
      if (listener !== undefined) {
        const side = ends.sideOf(from);
        const peers = ends.peersFor(from, choices);
        for (const peer of peers) openings.push(listener.prepare("ingress", side, peer, traffic, id, what));
        if (peers.length > 0) listenOn(listener, side, traffic, what, ends);
      }
      if (initiator !== undefined) {
        // Between hosts of one role, the listener's side has opened both ends.
        const isSelf = ({ spec }: Peer): boolean => from === to && spec.kind === "role" && spec.role === initiator;
        for (const peer of ends.peersFor(to, choices)) {
          if (isSelf(peer)) continue;
          openings.push(initiator.prepare("egress", ends.sideOf(to), peer, traffic, id, what));
        }
      }
    }
  }
  return openings;
}

function listenOn(role: Role, side: Side, traffic: readonly Traffic[], what: string, ends: DocumentedEnds): void {
  const { placed, address } = role.placementOn(side, what);
  const listener = ends.listenerOf?.(role) ?? role.fact.title;
  for (const { transport, ports } of traffic) {
    if (ports !== undefined) placed.listen(listener, address, transport, ports);
  }
}

/** One traffic per transport, port range and source port range. */
function trafficOf(flow: FlowFact, direction: DirectionFact, ends: DocumentedEnds): Traffic[] {
  const id = `${flow.id}${direction.key}`;
  const transports = transportsOf(flow, direction, ends.suppliedTransports?.(id) ?? []);
  const ports = portsOf(flow, direction, transports, ends);
  const sources = direction.sourcePorts === null ? undefined : ends.suppliedSourcePorts?.(id);
  return transports.flatMap((transport): Traffic[] => {
    if (!hasPorts(transport)) return [{ transport }];
    return ports.flatMap((range) =>
      (sources ?? sourcesOf(direction.sourcePorts)).map((sourcePorts) => ({ transport, ports: range, sourcePorts })),
    );
  });
}

function transportsOf(
  { dependsOn }: FlowFact,
  { transports: named }: DirectionFact,
  supplied: readonly Transport[],
): readonly Transport[] {
  if (named.length === 0) return supplied;
  const left = dependsOn === undefined ? [] : named.filter((one) => supplied.includes(one));
  return left.length === 0 ? named : left;
}

function portsOf(
  flow: FlowFact,
  { key, ports }: DirectionFact,
  transports: readonly Transport[],
  ends: DocumentedEnds,
): readonly PortRange[] {
  const id = `${flow.id}${key}`;
  if (ports === "every") return [ALL_PORTS];
  const isFree = ports === "supplied" || flow.configurable || flow.dependsOn !== undefined;
  const supplied = isFree ? ends.suppliedPorts(id) : undefined;
  if (supplied !== undefined && supplied.length > 0 && transports.length > 0) return supplied;
  if (ports === null || (ports !== "supplied" && !transports.some(hasPorts))) return [];
  if (ports !== "supplied") return ports.map(([first, last]) => ({ first, last }));
  throw new UcEdgeError({
    code: "systems-ports-not-supplied",
    what: `cannot open ${id}`,
    prop: "ports",
    value: undefined,
    expected: "the ports, which the document leaves to the deployment",
    todo: "supply them; none never means all",
  });
}

function sourcesOf(list: PortList | null): (PortRange | undefined)[] {
  return list === null ? [undefined] : list.map(([first, last]) => ({ first, last }));
}
