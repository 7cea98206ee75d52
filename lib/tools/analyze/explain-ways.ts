/** The ways from one end to another, each with its steps in order and with what passes all of them. */
import type { PacketSet } from "../../net/packet-set";
import { printPorts } from "../../net/port-range";
import {
  type Arrival,
  directArrival,
  farOfPlace,
  farOfText,
  listenersTo,
  noArrival,
  publicArrivals,
} from "./explain-arrivals";
import { askedPackets, type Client, printService, sourcesOf, type Way } from "./explain-asked";
import { BalancerWays } from "./explain-balancers";
import { type Balanced, inOneNetwork, type Outside, type Part, type Place } from "./explain-ends";
import { groupSteps } from "./explain-group";
import type { ExplainStack } from "./explain-stack";
import {
  elsewhereStep,
  hostRouteSteps,
  plainStep,
  routeSteps,
  type Step,
  waysOutOf,
  wayOutStep,
} from "./explain-steps";
import { Trail } from "./explain-trail";
import type { FarEnd, Service } from "./traffic";

/** The ways of one question. */
export class WayReader {
  constructor(private readonly service: Service) {}

  /** The packets that a question is about, without the destination where that is an interface or a balancer. */
  askedOf(from: Part, to: Part): PacketSet {
    return askedPackets(from, to, this.service);
  }

  /** Every way; at least one, which may end before it begins. */
  between(from: Part, to: Part, stack: ExplainStack): Way[] {
    if (from.kind === "balancer") {
      const front = from.stack.members.named(from.balancer.address);
      if (front === undefined) return [this.none(from, to, `${from.balancer.address} opens no connections of its own`)];
      const path = from.stack.members.pathOf(front) ?? null;
      return this.between(
        { kind: "place", stack: from.stack, path, label: from.label, on: front, isWhole: true },
        to,
        stack,
      );
    }
    if (to.kind === "outside") {
      if (from.kind === "place") return [this.leaving(from, to)];
      return this.acrossBalancers(from, to, stack);
    }
    if (to.kind === "balancer") return this.toBalancer(from, to);
    return this.toPlace(from, to);
  }

  private toPlace(from: Outside | Place, to: Place): Way[] {
    if (isSameHost(from, to)) {
      const step = plainStep("same-host", "both are on one host: it leaves no interface, and no rule is asked", "yes");
      return [this.plainWay("same-host", from, to, step)];
    }
    const isPublic = goesPublic(from, to);
    const client = clientOf(from, to.stack, isPublic);
    const balancers = new BalancerWays(this.service, to.stack);
    const listeners = listenersTo(
      to.stack.reaching(to.stack.keyOf(to.on)),
      to.isWhole ? undefined : to.on.own,
      isPublic,
    );
    const through = listeners.length === 0 ? [] : balancers.ways(from, to, client, listeners);
    const arrivals = isPublic ? publicArrivals(to) : [directArrival(to, stackOf(from, to))];
    if (arrivals.length === 0 && through.length === 0) {
      const others = [
        ...new Set(listeners.map(({ reached: { listener } }) => printPorts(listener.ports ?? { first: 0, last: 0 }))),
      ];
      const port = `${printService(this.service)}${others.length === 0 ? "" : `; they lead from ${others.join(", ")}`}`;
      return [this.arrive(from, noArrival(to, port), client)];
    }
    return [...arrivals.map((arrival) => this.arrive(from, arrival, client)), ...through];
  }

  private toBalancer(from: Outside | Place, to: Balanced): Way[] {
    const balancers = new BalancerWays(this.service, to.stack);
    const isOutside = from.kind === "outside" && from.where === "beyond";
    const all = to.entry === undefined ? to.balancer.entries : [to.entry];
    const inside = all.filter((entry) => entry.isPublic !== true);
    const entries = isOutside ? all.filter((entry) => entry.isPublic !== false) : inside.length > 0 ? inside : all;
    const isPublic = isOutside || inside.length === 0;
    const client = clientOf(from, to.stack, isPublic);
    return balancers.waysTo(from, to, client, entries);
  }

  /** From outside to an address that only a balancer leads to. */
  private acrossBalancers(from: Outside, to: Outside, stack: ExplainStack): Way[] {
    const balancers = new BalancerWays(this.service, stack);
    const isPublic = from.where === "beyond";
    return to.far.prefixes.flatMap((one) => {
      const listeners = listenersTo(stack.reaching(one.addressText()), undefined, isPublic);
      return balancers.ways(from, to, clientOf(from, stack, isPublic), listeners);
    });
  }

  /** From an interface to addresses that no interface of the stack has. */
  private leaving(from: Place, to: Outside): Way {
    const asked = this.askedOf(from, to);
    const trail = new Trail(asked);
    const { stack, path, on } = from;
    const at = { stack, path, on, direction: "egress" as const, far: to.far, service: this.service };
    trail.groups(groupSteps(at, { isToTarget: false }));
    for (const step of hostRouteSteps(from, to.far)) trail.add(step);
    if (to.where === "beyond") trail.add(wayOutStep(from));
    for (const step of routeSteps(stack, to)) trail.add(step);
    if (to.where === "inside" || to.where === "partner") trail.add(elsewhereStep(to));
    return { through: "direct", choice: "", asked, ...trail.passed() };
  }

  private arrive(from: Outside | Place, arrival: Arrival, client: Client): Way {
    const { place, through, dialed, steps } = arrival;
    const asked = this.askedOf(from, place);
    const trail = new Trail(asked);
    trail.start(from, dialed, client, this.service);
    for (const step of steps) trail.add(step);
    const { stack, path, on } = place;
    for (const far of client.fars) {
      const at = { stack, path, on, direction: "ingress" as const, far, service: this.service };
      trail.groups(
        groupSteps(at, { isToTarget: true, ...(client.isTurned ? { client: { sources: client.sources } } : {}) }),
      );
    }
    if (from.kind === "outside") for (const step of routeSteps(stack, from)) trail.add(step);
    const choice = `${through} ${on.own.join()} ${steps.map(({ what }) => what).join()}`;
    return { through, choice, asked, ...trail.passed() };
  }

  private none(from: Part, to: Part, what: string): Way {
    return this.plainWay("none", from, to, plainStep("balancer", what, "no"));
  }

  private plainWay(through: string, from: Part, to: Part, step: Step): Way {
    const asked = this.askedOf(from, to);
    const trail = new Trail(asked);
    trail.add(step);
    return { through, choice: through, asked, ...trail.passed() };
  }
}

function isSameHost(from: Part, to: Place): boolean {
  if (from.kind !== "place" || from.stack !== to.stack || from.on.name !== to.on.name || to.isPublic === true)
    return false;
  const nics = to.stack.declaredAt(to.path)?.nics;
  return nics === undefined ? true : nics.length === 1;
}

/** Whether traffic goes by public addresses. */
function goesPublic(from: Outside | Place, to: Place): boolean {
  if (to.isPublic === true) return true;
  if (from.kind === "outside") return from.where === "beyond";
  return !inOneNetwork(from.stack, from.path, to.stack, to.path);
}

function stackOf(from: Outside | Place, to: Place): ExplainStack {
  return from.kind === "place" ? from.stack : to.stack;
}

/** Who the other side sees. */
function clientOf(from: Outside | Place, seenIn: ExplainStack, isPublic: boolean): Client {
  const sources = sourcesOf(from);
  if (from.kind === "outside") {
    const isTurned = isPublic && from.where !== "beyond";
    const fars: readonly FarEnd[] = isTurned
      ? [{ prefixes: [], opaque: [`the way out of ${from.label}`] }]
      : [from.far];
    return { fars, sources, isTurned, isPublic };
  }
  if (!isPublic) return { fars: farOfPlace(from, seenIn), sources, isTurned: false, isPublic };
  const seen = waysOutOf(from).map(({ text, isReference }) => farOfText(isReference ? `\${${text}}` : text));
  const fars = seen.length > 0 ? seen : [{ prefixes: [], opaque: [`the way out of ${from.label}`] }];
  return { fars, sources, isTurned: true, isPublic };
}
