/** The steps of a way that are no firewall groups: addresses, balancers, what a cloud needs, routes. */
import type { IpPrefix } from "../../net/ip-prefix";
import { PacketSet } from "../../net/packet-set";
import { printPorts, type PortRange } from "../../net/port-range";
import type { DeclaredValue } from "../read/declared-item";
import type { DeclaredPartnerRoute } from "../read/declared-reach";
import type { ReadTranslation } from "../read/translations";
import type { Outside, Place } from "./explain-ends";
import type { GroupStep } from "./explain-group";
import type { Openness } from "./explain-outcome";
import type { ExpectedFlow } from "./expected";
import type { ExplainStack, Reached } from "./explain-stack";
import { prefixPeer } from "../read/rule";
import { routeFindings } from "./route-findings";
import { type FarEnd, Traffic } from "./traffic";
import type { NetInterface } from "./topology";

/** What a step is. */
export type PlainKind =
  "public-address" | "way-out" | "balancer" | "platform" | "route" | "host-route" | "beyond" | "same-host";

/** A step that is no firewall group. */
export interface PlainStep {
  readonly kind: PlainKind;
  /** What happens there, in words. */
  readonly what: string;
  readonly open: Openness;
  /** Addresses that it is about, or the references that give them. */
  readonly addresses: readonly string[];
  /** The ports before and behind it, where it turns them or could; null elsewhere. */
  readonly ports: { readonly reached: PortRange | null; readonly member: PortRange | null } | null;
  /** Terraform addresses, in order. */
  readonly resources: readonly string[];
  /** Ids of the flows that ask for it. */
  readonly flows: readonly string[];
}

/** A step of a way. */
export type Step = GroupStep | PlainStep;

/** A step in words. */
export function plainStep(kind: PlainKind, what: string, open: Openness, more: Partial<PlainStep> = {}): PlainStep {
  return { kind, what, open, addresses: [], ports: null, resources: [], flows: [], ...more };
}

/** A public address that stands for one of an interface. */
export function translationStep(
  { publicAddress, privateAddress, hops, repeated }: ReadTranslation,
  { on }: Place,
): PlainStep {
  const text = publicAddress.literal ?? "a public address made at deployment";
  const own = on.addresses?.[0]?.addressText() ?? "the interface";
  const to = privateAddress?.literal ?? own;
  return plainStep(
    "public-address",
    `static NAT from ${text} to ${to}, every port kept`,
    repeated ? "perhaps" : "yes",
    {
      addresses: [publicAddress.literal ?? publicAddress.text],
      resources: hops,
    },
  );
}

/** The address that peers see for what starts at an interface. */
export function wayOutStep(place: Place): PlainStep {
  const seen = waysOutOf(place);
  if (seen.length === 0) {
    return plainStep("way-out", "no way out is known: no public address, and none of the network", "perhaps");
  }
  const shown = seen.map(({ text, isReference }) => (isReference ? "a public address made at deployment" : text));
  const own = place.stack.translationsOf(place.on);
  return plainStep("way-out", `seen by peers as ${[...new Set(shown)].join(", ")}`, "yes", {
    addresses: seen.map(({ text }) => text),
    resources: own.flatMap(({ hops }) => hops).filter((one, index, all) => all.indexOf(one) === index),
  });
}

/** The addresses that peers see for what starts at an interface; none where they are not known. */
export function waysOutOf({ stack, path, on, isWhole }: Place): readonly DeclaredValue[] {
  const declared = stack.declaredAt(path);
  const translated = stack
    .translationsOf(on)
    .filter(({ privateAddress }) => isWhole || on.own.some((own) => own.addressText() === privateAddress?.literal))
    .map(({ publicAddress }) => ({ text: publicAddress.text, isReference: publicAddress.literal === undefined }));
  return translated.length > 0 ? translated : (declared?.wayOut ?? []);
}

/** A listener, and the port that its hosts are reached at. */
export function balancerStep({ balancer, listener, pool, member }: Reached, ports: PlainStep["ports"]): PlainStep {
  const isKnown = listener.transports !== undefined && ports?.reached !== null && ports?.member !== null;
  const mayBeSeveral = balancer.repeated || listener.repeated || member.repeated;
  const shown = (range: PortRange | null | undefined): string =>
    range == null ? "a port not known yet" : printPorts(range);
  const what = `${printKind(balancer.kind)}: ${listener.transports?.join(" and ") ?? "traffic"} ${shown(ports?.reached)} to ${shown(ports?.member)} of its hosts`;
  return plainStep("balancer", what, !isKnown || mayBeSeveral || balancer.kind === "unknown" ? "perhaps" : "yes", {
    ports,
    resources: [balancer.address, listener.address, pool.address, ...pool.hops, member.by].filter(
      (one, index, all) => all.indexOf(one) === index,
    ),
  });
}

const KINDS: Readonly<Record<Reached["balancer"]["kind"], string>> = {
  "network-load-balancer": "network load balancer",
  "application-load-balancer": "application load balancer",
  "gateway-load-balancer": "gateway load balancer",
  "load-balancer": "load balancer",
  "application-gateway": "application gateway",
  unknown: "balancer that is not in this stack",
};

/** A kind of balancer in words. */
export function printKind(kind: Reached["balancer"]["kind"]): string {
  return KINDS[kind];
}

/** A balancer or a member of one, and whom it has to do with there; left out where that is the cloud itself. */
interface PlatformPlace {
  readonly path: string | null;
  readonly on: NetInterface | undefined;
  readonly far: FarEnd | undefined;
}

/** What the cloud needs at a balancer or a member, held against the groups there: without it, nothing passes. */
export function platformSteps(
  stack: ExplainStack,
  places: readonly PlatformPlace[],
  health: number | "none" | "unknown",
): PlainStep[] {
  const found = new Map<string, { open: Openness; at: string[] }>();
  for (const { path, on, far } of places) {
    if (on === undefined) continue;
    for (const direction of ["ingress", "egress"] as const) {
      const flows = stack.flowsAt(path, on, direction).filter(({ kind }) => kind === "platform");
      const checks = flows.filter(({ id }) => HEALTH_CHECK.test(id));
      const needed = [
        ...flows.filter((flow) => !checks.includes(flow)).map((flow) => ({ flow, traffic: flow.traffic })),
        ...checksAt(checks, health, far === undefined ? undefined : Traffic.of(direction, on.own, far, {})),
      ];
      for (const { flow, traffic } of needed) {
        const { atLeast, atMost } = stack.permittedOn(flow.on, direction, false);
        const isOpen = traffic.isWithin(atLeast) && !(checks.includes(flow) && health === "unknown");
        const open = isOpen ? "yes" : traffic.intersect(atMost).isEmpty ? "no" : "perhaps";
        const known = found.get(flow.id) ?? { open: "yes", at: [] };
        found.set(flow.id, {
          ...known,
          open: worse(known.open, open),
          at: [
            ...known.at,
            `${path ?? on.name} ${direction}${traffic === flow.traffic ? "" : ` at port ${String(health)}`}`,
          ],
        });
      }
    }
  }
  return [...found].map(([id, { open, at }]) => plainStep("platform", at.join(", "), open, { flows: [id] }));
}

const HEALTH_CHECK = /\/(health-check|probe)$/;

/** The health checks as they are made: where none is declared at that port, those that are, at that port. */
function checksAt(
  checks: readonly ExpectedFlow[],
  health: number | "none" | "unknown",
  between: Traffic | undefined,
): { readonly flow: ExpectedFlow; readonly traffic: Traffic }[] {
  if (health === "none") return [];
  const isMeant = ({ services }: ExpectedFlow): boolean =>
    health === "unknown" ||
    services.some(({ destinationPorts }) =>
      destinationPorts?.some(({ first, last }) => first <= health && health <= last),
    );
  const declared = checks.filter(isMeant);
  if (health === "unknown" || declared.length > 0) return declared.map((flow) => ({ flow, traffic: flow.traffic }));
  return checks
    .map((flow) => ({ flow, traffic: atPort(flow.traffic, health) }))
    .map(({ flow, traffic }) => ({ flow, traffic: between === undefined ? traffic : traffic.intersect(between) }))
    .filter(({ traffic }) => !traffic.isEmpty);
}

/** The same traffic at another port. */
function atPort({ parts }: Traffic, port: number): Traffic {
  const destinationPorts = [{ first: port, last: port }];
  const moved = (packets: PacketSet): PacketSet =>
    PacketSet.union(packets.boxes().map((box) => PacketSet.of({ ...box, destinationPorts })));
  return Traffic.ofParts(new Map([...parts].map(([name, packets]) => [name, moved(packets)])));
}

const ORDER: readonly Openness[] = ["no", "part", "perhaps", "yes"];

/** The one that lets less pass. */
function worse(one: Openness, other: Openness): Openness {
  return ORDER.indexOf(one) < ORDER.indexOf(other) ? one : other;
}

/** The routes to a partner that the network declares. */
export function routeSteps(stack: ExplainStack, { far, where }: Outside): PlainStep[] {
  if (where !== "partner") return [];
  const { declaration } = stack.context;
  const meant = (declaration?.partnerRoutes ?? []).filter(({ prefix }) => {
    const one = prefixPeer([prefix]).prefixes[0];
    return one !== undefined && far.prefixes.some((own) => own.overlaps(one));
  });
  if (declaration === undefined || meant.length === 0) {
    return [plainStep("route", "no route to the partner is declared here: it is made elsewhere", "yes")];
  }
  return meant.map((route) => {
    const faults = routeFindings({ ...stack.context, declaration: { ...declaration, partnerRoutes: [route] } });
    const isMissing = faults.some(({ code }) => code === "check-route-missing");
    const fault = faults.map(({ what }) => `; ${what}`).join("");
    const over = route.over.replaceAll("-", " ");
    const gateway = route.gateway === undefined ? "" : ` ${route.gateway.text}`;
    const table = route.routeTable === undefined ? "" : `, in ${route.routeTable.text}`;
    const what = `${route.prefix} over ${over}${gateway}${table}${fault}`;
    return plainStep("route", what, isMissing ? "no" : faults.length > 0 ? "perhaps" : "yes", {
      addresses: [route.prefix],
      resources: resourcesOfRoute(stack, route),
    });
  });
}

function resourcesOfRoute({ context }: ExplainStack, { prefix, routeTable }: DeclaredPartnerRoute): string[] {
  const { references, routes } = context.reach;
  const text = routeTable?.isReference === true ? `\${${routeTable.text}}` : routeTable?.text;
  const table = references.addressOf(text);
  return routes
    .filter((one) => one.prefix?.toString() === prefix && (table === undefined || one.table === table))
    .map(({ address }) => address);
}

/** What a host with two interfaces has to be told, so that it sends this out of the one that is meant. */
export function hostRouteSteps(place: Place, far: FarEnd): PlainStep[] {
  const routes = (place.stack.context.declaration?.hostRoutes ?? []).filter(
    (route) => route.interface === place.path && isRouted(route.prefix, far.prefixes),
  );
  return routes.map(({ prefix, gateway }) => {
    const by = gateway === undefined ? "" : ` by ${gateway.text}`;
    return plainStep("host-route", `on the host: ${prefix} out of this interface${by}`, "yes", { addresses: [prefix] });
  });
}

function isRouted(text: string, prefixes: readonly IpPrefix[]): boolean {
  const one = prefixPeer([text]).prefixes[0];
  return one !== undefined && prefixes.some((own) => one.contains(own));
}

/** An end whose own surroundings are not seen. */
export function elsewhereStep({ label, where }: Outside): PlainStep {
  const place = where === "partner" ? "at the partner" : "in the network";
  return plainStep(
    "beyond",
    `${label} is ${place}, and no interface of this stack: what is around it is not seen`,
    "yes",
  );
}
