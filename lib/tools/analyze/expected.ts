/**
 * What the documents ask for: the flows that apply to what a stack declares, per interface. It reads the declaration and
 * the catalog, and shares no code with what wrote the rules.
 */
import { FLOWS, ROLES } from "../../catalog/all";
import type { DirectionFact, FlowFact, OpenedPorts, PortList, When } from "../../catalog/schema";
import type { IpPrefix } from "../../net/ip-prefix";
import type { PortRange } from "../../net/port-range";
import { ALL_PORTS } from "../../net/port-range";
import { hasIcmpType, hasPorts, isTransport, type Transport } from "../../net/transport";
import type { Declaration, DeclaredPeer } from "../read/declaration";
import type { FarEnds } from "./far-ends";
import { type FarEnd, type Service, Traffic } from "./traffic";
import type { NetInterface } from "./topology";

/** On whose word a flow is there: a document's, the cloud's (what it needs to run what we make), or the user's. */
export type FlowKind = "documented" | "platform" | "own";

/** A flow that applies, at one of its ends. */
export interface ExpectedFlow {
  readonly id: string;
  readonly kind: FlowKind;
  /** The path of the declared interface. */
  readonly interface: string;
  readonly direction: "ingress" | "egress";
  /** Exactly what is asked for. */
  readonly traffic: Traffic;
  /** What the cloud permits when it permits just that: wider where its rules cannot say it. */
  readonly expressible: Traffic;
  /** What it is beside its addresses, as the cloud can express it. */
  readonly services: readonly Service[];
}

/** What the rules of a cloud can tell apart. */
export interface Expressible {
  readonly sourcePorts: boolean;
  readonly icmpMessages: boolean;
  /** Whether the internet is a word of its own; where not, it is every address. */
  readonly internet: boolean;
}

/** What each cloud can tell apart. */
export const CLOUDS: Readonly<Record<string, Expressible>> = {
  aws: { sourcePorts: false, icmpMessages: true, internet: false },
  azure: { sourcePorts: true, icmpMessages: false, internet: true },
};

/** Every flow that applies to a declaration. */
export function expectedFlows(
  declaration: Declaration,
  ends: FarEnds,
  interfaceAt: (path: string) => NetInterface | undefined,
): ExpectedFlow[] {
  const cloud = CLOUDS[declaration.cloud] ?? { sourcePorts: true, icmpMessages: true, internet: true };
  const build = (flow: Asked): ExpectedFlow[] => {
    const on = interfaceAt(flow.interface);
    if (on === undefined) return [];
    const { id, kind, direction, services } = flow;
    const of = (far: FarEnd, all: readonly Service[]): Traffic =>
      Traffic.union(all.map((service) => Traffic.of(direction, on.own, far, service)));
    const far = ends.ofDeclared(flow.peer);
    const wideFar = flow.peer.kind === "internet" && !cloud.internet ? ends.everywhere : far;
    const wide = services.map((service) => widened(service, cloud));
    const isSame = wideFar === far && wide.every((service, index) => isEqual(service, services[index]));
    const traffic = of(far, services);
    const expressible = isSame ? traffic : of(wideFar, wide);
    return [{ id, kind, interface: flow.interface, direction, traffic, expressible, services: wide }];
  };
  return [...documentedFlows(declaration), ...ownFlows(declaration)].flatMap(build);
}

interface Asked {
  readonly id: string;
  readonly kind: FlowKind;
  readonly interface: string;
  readonly direction: "ingress" | "egress";
  readonly peer: DeclaredPeer;
  readonly services: readonly Service[];
}

function documentedFlows(declaration: Declaration): Asked[] {
  const rolesBelow = new Map<string, Declaration["roles"][number][]>();
  for (const role of declaration.roles) {
    if (role.of !== null) {
      push(rolesBelow, `${role.role} ${role.of}`, role);
      continue;
    }
    const steps = role.path.split("/");
    steps.forEach((_, depth) => {
      push(rolesBelow, `${role.role} ${steps.slice(0, depth).join("/")}`, role);
    });
  }
  const peersOf = new Map<string, Declaration["peers"][number][]>();
  for (const peer of declaration.peers) push(peersOf, `${peer.role} ${peer.of}`, peer);
  return declaration.systems.flatMap(({ system, path, choices }) => {
    const chosen = new Set(choices);
    const placed = (role: string): Declaration["roles"] => rolesBelow.get(`${system}/${role} ${path}`) ?? [];
    const peers = (role: string, named: readonly string[]): DeclaredPeer[] =>
      (peersOf.get(`${system}/${role} ${path}`) ?? [])
        .filter((one) => one.choice === null || named.includes(one.choice))
        .flatMap((one) => one.peers);
    return FLOWS.filter((flow) => flow.system === system).flatMap((flow) =>
      flow.directions
        .filter((direction) => applies(direction.when, chosen))
        .flatMap((direction) => {
          const named = choicesIn(direction.when).filter((choice) => chosen.has(choice));
          return endsOf(flow, direction, placed, (role) => peers(role, named));
        }),
    );
  });
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [one]);
  else known.push(one);
}

/** One flow at each placed end, with each peer at the other. */
function endsOf(
  flow: FlowFact,
  direction: DirectionFact,
  placed: (role: string) => Declaration["roles"],
  peers: (role: string) => readonly DeclaredPeer[],
): Asked[] {
  const id = `${flow.id}${direction.key}`;
  const asked = (place: Declaration["roles"][number], other: string, way: Asked["direction"]): Asked[] =>
    peers(other).map((peer) => ({
      id,
      kind: "documented",
      interface: sideTowards(place, flow.system, other),
      direction: way,
      peer,
      services: servicesOf(direction.transports, direction.ports, direction.sourcePorts),
    }));
  return direction.from.flatMap((from) =>
    direction.to.flatMap((to) => [
      ...placed(to).flatMap((place) => asked(place, from, "ingress")),
      ...placed(from).flatMap((place) => asked(place, to, "egress")),
    ]),
  );
}

/** The internet and partners are on the external side; everybody else is inside. */
function sideTowards(place: Declaration["roles"][number], system: string, other: string): string {
  const zone = ROLES.find((role) => role.system === system && role.id === other)?.zone;
  const outside = zone === "internet" || zone === "partner";
  return (outside ? (place.external ?? place.internal) : (place.internal ?? place.external)) ?? place.path;
}

function ownFlows(declaration: Declaration): Asked[] {
  const byPath = new Map(declaration.roles.map((role) => [role.path, role]));
  return declaration.ownFlows.flatMap((flow) => {
    const place = byPath.get(flow.role);
    if (place === undefined) return [];
    return partsOf(flow.peer, declaration, byPath).flatMap(({ peer, side }) => {
      const at = (side === "external" ? (place.external ?? place.internal) : (place.internal ?? place.external)) ?? "";
      const transports = isTransport(flow.transport) ? [flow.transport] : [];
      const services = servicesOf(transports, flow.ports.length === 0 ? null : flow.ports, flow.sourcePorts, flow.icmp);
      const here: Asked = { id: flow.id, kind: "own", interface: at, direction: flow.direction, peer, services };
      return [here, ...atTheOtherEnd(byPath, flow.id, here, place.path)];
    });
  });
}

/** An own flow is on the external side where its peer is outside the network or in the zone of partners. */
function partsOf(
  peer: DeclaredPeer,
  { zones }: Declaration,
  byPath: ReadonlyMap<string, unknown>,
): { peer: DeclaredPeer; side: "external" | "internal" }[] {
  if (peer.kind === "role") return [{ peer, side: byPath.has(peer.role) ? "internal" : "external" }];
  if (peer.kind !== "prefixes") return [{ peer, side: "external" }];
  const inside = [...(zones["perimeter"] ?? []), ...(zones["internal"] ?? [])];
  const isInside = (prefix: IpPrefix): boolean => inside.some((own) => own.contains(prefix));
  const part = (
    prefixes: readonly IpPrefix[],
    side: "external" | "internal",
  ): { peer: DeclaredPeer; side: typeof side }[] =>
    prefixes.length === 0 ? [] : [{ peer: { kind: "prefixes", prefixes, references: [] }, side }];
  return [
    ...part(peer.prefixes.filter(isInside), "internal"),
    ...part(
      peer.prefixes.filter((prefix) => !isInside(prefix)),
      "external",
    ),
  ];
}

/** A peer that is a role is opened as well. */
function atTheOtherEnd(
  byPath: ReadonlyMap<string, Declaration["roles"][number]>,
  id: string,
  here: Asked,
  asker: string,
): Asked[] {
  if (here.peer.kind !== "role") return [];
  const other = byPath.get(here.peer.role);
  const at = other?.internal ?? other?.external;
  if (at === undefined || at === null) return [];
  const direction = here.direction === "ingress" ? "egress" : "ingress";
  return [{ ...here, id, interface: at, direction, peer: { kind: "role", role: asker } }];
}

function servicesOf(
  transports: readonly Transport[],
  ports: OpenedPorts,
  sourcePorts: PortList | null,
  icmp?: Service["icmp"],
): Service[] {
  const ranges = (list: PortList | null): PortRange[] | undefined => list?.map(([first, last]) => ({ first, last }));
  return transports.map((transport) => {
    if (hasIcmpType(transport)) return { protocols: [transport], icmp };
    if (!hasPorts(transport)) return { protocols: [transport] };
    const opened = ports === "every" ? [ALL_PORTS] : ports === "supplied" ? [] : (ranges(ports) ?? []);
    return { protocols: [transport], destinationPorts: opened, sourcePorts: ranges(sourcePorts) };
  });
}

/** A service as a cloud permits it at the least. */
export function widened(service: Service, cloud: Expressible): Service {
  return {
    ...service,
    sourcePorts: cloud.sourcePorts ? service.sourcePorts : undefined,
    icmp: cloud.icmpMessages ? service.icmp : undefined,
  };
}

function isEqual(one: Service, two: Service | undefined): boolean {
  return one.sourcePorts === two?.sourcePorts && one.icmp === two?.icmp;
}

/** Whether a fact applies when exactly these choices are made. */
function applies(when: When, chosen: ReadonlySet<string>): boolean {
  if (when === "always") return true;
  if ("choice" in when) return chosen.has(when.choice);
  if ("not" in when) return !applies(when.not, chosen);
  return "any" in when ? when.any.some((one) => applies(one, chosen)) : when.all.every((one) => applies(one, chosen));
}

function choicesIn(when: When): string[] {
  if (when === "always" || "not" in when) return [];
  if ("choice" in when) return [when.choice];
  return ("any" in when ? when.any : when.all).flatMap(choicesIn);
}
