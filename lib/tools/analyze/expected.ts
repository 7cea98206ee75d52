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
import type { BalancerKind } from "../read/balancer";
import type { Declaration, DeclaredPeer, DeclaredRole } from "../read/declaration";
import type { Asked, FlowKind } from "./asked";
import { addressesAt } from "./declared-interfaces";
import { platformFlows } from "./expected-platform";
import { throughBalancers } from "./expected-through-balancers";
import type { FarEnds } from "./far-ends";
import { withStatedPorts } from "./stated-ports";
import { type FarEnd, type Service, Traffic } from "./traffic";
import type { NetInterface } from "./topology";

/** A flow that applies, at one of its ends. */
export interface ExpectedFlow {
  readonly id: string;
  readonly kind: FlowKind;
  /** The path of the declared interface. */
  readonly interface: string;
  /** What stands for the interface in Terraform. */
  readonly on: NetInterface;
  readonly direction: "ingress" | "egress";
  /** Exactly what is asked for. */
  readonly traffic: Traffic;
  /** What the cloud permits when it permits just that: wider where its rules cannot say it. */
  readonly expressible: Traffic;
  /** What it is beside its addresses, as the cloud can express it. */
  readonly services: readonly Service[];
  /** The addresses of the interface that it is about, as the cloud can express it. */
  readonly own: readonly IpPrefix[];
}

/** What the rules of a cloud can tell apart. */
export interface Expressible {
  readonly sourcePorts: boolean;
  readonly icmpMessages: boolean;
  /** Whether the internet is a word of its own; where not, it is every address. */
  readonly internet: boolean;
  /** Whether a rule can be about one address of an interface that has several. */
  readonly ownAddresses: boolean;
}

/** Everything: what a cloud that is not known is held to. */
export const ALL_TOLD_APART: Expressible = {
  sourcePorts: true,
  icmpMessages: true,
  internet: true,
  ownAddresses: true,
};

/** What each cloud can tell apart. */
export const CLOUDS: Readonly<Record<string, Expressible>> = {
  aws: { sourcePorts: false, icmpMessages: true, internet: false, ownAddresses: false },
  azure: { sourcePorts: true, icmpMessages: false, internet: true, ownAddresses: true },
};

/** Every documented direction, by its flow's id and its letter. */
const DIRECTIONS: ReadonlySet<string> = new Set(
  FLOWS.flatMap((flow) => flow.directions.map((direction) => `${flow.id}${direction.key}`)),
);

/** What flows are held against. */
export interface ExpectedContext {
  readonly declaration: Declaration;
  readonly ends: FarEnds;
  readonly balancerKind: (resource: string) => BalancerKind;
  readonly interfacesAt: (path: string) => readonly NetInterface[];
}

/** Every flow that applies to a declaration. */
export function expectedFlows(context: ExpectedContext): ExpectedFlow[] {
  const { declaration, ends } = context;
  const byPath = new Map(declaration.roles.map((role) => [role.path, role]));
  const documented = documentedFlows(declaration).flatMap((flow) => [flow, ...atTheOtherEnd(byPath, flow)]);
  const here = [...documented, ...foreignFlows(declaration), ...ownFlows(declaration, byPath)];
  const all = [...throughBalancers(here, declaration, ends), ...platformFlows(declaration, context.balancerKind)];
  return all.flatMap((flow) => context.interfacesAt(flow.interface).map((on) => expectedOn(flow, on, context)));
}

function expectedOn(flow: Asked, on: NetInterface, { declaration, ends }: ExpectedContext): ExpectedFlow {
  const cloud = CLOUDS[declaration.cloud] ?? ALL_TOLD_APART;
  const { id, kind, direction, services } = flow;
  const of = (own: readonly IpPrefix[], far: FarEnd, all: readonly Service[]): Traffic =>
    Traffic.union(all.map((service) => Traffic.of(direction, own, far, service)));
  const named = addressesAt(ends.declaredAt(flow.interface), flow.address);
  const ofFamily = flow.family === undefined ? on.own : on.own.filter(({ family }) => family === flow.family);
  const own = named === undefined ? ofFamily : ofFamily.filter((one) => named.some((prefix) => prefix.contains(one)));
  const wideOwn = cloud.ownAddresses ? own : ofFamily;
  const far = ends.ofDeclared(flow.peer, flow.interface);
  const wideFar = flow.peer.kind === "internet" && !cloud.internet ? ends.everywhere : far;
  const wide = services.map((service) => widened(service, cloud));
  const isSame =
    wideOwn === own && wideFar === far && wide.every((service, index) => isEqual(service, services[index]));
  const traffic = of(own, far, services);
  const expressible = isSame ? traffic : of(wideOwn, wideFar, wide);
  return { id, kind, interface: flow.interface, on, direction, traffic, expressible, services: wide, own: wideOwn };
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
  return declaration.systems.flatMap(({ system, path, choices, ports }) => {
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
          const stated = withStatedPorts(flow, direction, ports);
          return endsOf(flow, stated, placed, (role) => peers(role, named));
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
      ...sideTowards(place, flow.system, other),
      role: place.path,
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
function sideTowards(place: DeclaredRole, system: string, other: string): Pick<Asked, "interface" | "address"> {
  const zone = ROLES.find((role) => role.system === system && role.id === other)?.zone;
  return sideOf(place, zone === "internet" || zone === "partner" ? "external" : "internal") ?? nowhere(place);
}

/** Where a role is on a side; a role with one interface is there on both. */
function sideOf(role: DeclaredRole, side: "external" | "internal"): Pick<Asked, "interface" | "address"> | undefined {
  const isOutside = side === "external" ? role.external !== null : role.internal === null;
  const path = isOutside ? role.external : role.internal;
  if (path === null) return undefined;
  return { interface: path, address: isOutside ? role.externalAddress : role.internalAddress };
}

function nowhere({ path }: DeclaredRole): Pick<Asked, "interface" | "address"> {
  return { interface: path, address: null };
}

/** What a deployment in another stack asks of an interface here; only documented flows may be asked for in this way. */
function foreignFlows({ foreignFlows: all }: Declaration): Asked[] {
  return all
    .filter(({ id }) => DIRECTIONS.has(id))
    .map(({ id, interface: at, direction, peer, transport, ports, sourcePorts }) => ({
      id,
      kind: "documented",
      interface: at,
      address: null,
      role: null,
      direction,
      peer,
      services: servicesOf(isTransport(transport) ? [transport] : [], ports, sourcePorts),
    }));
}

function ownFlows(declaration: Declaration, byPath: ReadonlyMap<string, DeclaredRole>): Asked[] {
  return declaration.ownFlows.flatMap((flow) => {
    const place = byPath.get(flow.role);
    if (place === undefined) return [];
    return partsOf(flow.peer, declaration, byPath).flatMap(({ peer, side }) => {
      const at = sideOf(place, side) ?? nowhere(place);
      const transports = isTransport(flow.transport) ? [flow.transport] : [];
      const services = servicesOf(transports, flow.ports.length === 0 ? null : flow.ports, flow.sourcePorts, flow.icmp);
      const here: Asked = {
        id: flow.id,
        kind: "own",
        ...at,
        role: place.path,
        direction: flow.direction,
        peer,
        services,
      };
      return [here, ...atTheOtherEnd(byPath, here)];
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
function atTheOtherEnd(byPath: ReadonlyMap<string, DeclaredRole>, here: Asked): Asked[] {
  if (here.peer.kind !== "role" || here.role === null) return [];
  const other = byPath.get(here.peer.role);
  const at = other === undefined ? undefined : sideOf(other, "internal");
  if (other === undefined || at === undefined) return [];
  const direction = here.direction === "ingress" ? "egress" : "ingress";
  return [{ ...here, ...at, role: other.path, direction, peer: { kind: "role", role: here.role } }];
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
