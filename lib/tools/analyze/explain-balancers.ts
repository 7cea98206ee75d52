/** Ways through balancers and proxies: to a listener, out of it, and to each of the hosts behind. */
import { intersectIntervals, normalizeIntervals } from "../../net/interval";
import { ALL_PORTS, printPorts, type PortRange } from "../../net/port-range";
import type { BalancerEntry } from "../read/balancer";
import { entriesOf, farOfText, type ListenerArrival } from "./explain-arrivals";
import { askedPackets, type Client, printService, type Way } from "./explain-asked";
import type { Balanced, Outside, Part, Place } from "./explain-ends";
import { groupSteps } from "./explain-group";
import type { Turned } from "./explain-outcome";
import { type Host, hostsOf } from "./explain-hosts";
import type { ExplainStack, Reached } from "./explain-stack";
import { balancerStep, platformSteps, plainStep, printKind } from "./explain-steps";
import { Trail } from "./explain-trail";
import { declaredAtEntry } from "./frontends";
import { portsAt } from "./reach";
import type { FarEnd, Service } from "./traffic";
import type { NetInterface } from "./topology";

/** Ways through balancers, of one question. */
export class BalancerWays {
  constructor(
    private readonly service: Service,
    private readonly stack: ExplainStack,
  ) {}

  /** Through listeners to the hosts that are meant. */
  ways(from: Outside | Place, to: Part, client: Client, arrivals: readonly ListenerArrival[]): Way[] {
    return hostsOf(arrivals, this.stack).flatMap((host) => this.through(from, to, client, host) ?? []);
  }

  /** To a balancer itself: through every listener of the port, and why not where there is none. */
  waysTo(from: Outside | Place, to: Balanced, client: Client, entries: readonly BalancerEntry[]): Way[] {
    const { balancer, stack } = to;
    const names = new Set(entries);
    const ways = balancer.listeners.flatMap((listener) => {
      const here = entriesOf({ balancer, listener }).filter(
        (entry) => names.has(entry) || balancer.entries.length === 0,
      );
      return here.flatMap((entry) => {
        const reached = listener.pools.flatMap((pool) =>
          pool.members.map((member) => ({ balancer, listener, pool, member })),
        );
        const arrivals = reached.map((one) => ({ reached: one, entry }));
        const found = hostsOf(arrivals, stack).flatMap((host) => this.through(from, to, client, host) ?? []);
        if (found.length > 0 || reached.length > 0) return found;
        const service = this.serviceAt(listener.transports, listener.ports);
        if (service === undefined) return [];
        const isAnswered =
          listener.pools.length === 0 && listener.action !== "forward" && listener.action !== "nothing";
        const what = isAnswered ? `its listener answers itself: ${listener.action}` : "its listener leads to no host";
        return [
          this.endingAt(
            from,
            to,
            client,
            entry,
            service,
            plainStep("balancer", what, isAnswered ? "yes" : "no", { resources: [balancer.address, listener.address] }),
          ),
        ];
      });
    });
    if (ways.length > 0) return ways;
    const ports = balancer.listeners.map(
      ({ ports: one, transports }) => `${transports?.join("/") ?? "?"} ${one === undefined ? "?" : printPorts(one)}`,
    );
    const listens = ports.length === 0 ? "it listens on nothing" : `it listens on ${[...new Set(ports)].join(", ")}`;
    const step = plainStep("balancer", `no listener takes ${printService(this.service)}; ${listens}`, "no", {
      resources: [balancer.address],
    });
    return [this.endingAt(from, to, client, entries[0], this.service, step)];
  }

  private endingAt(
    from: Outside | Place,
    to: Balanced,
    client: Client,
    entry: BalancerEntry | undefined,
    service: Service,
    last: ReturnType<typeof plainStep>,
  ): Way {
    const asked = askedPackets(from, to, service);
    const trail = new Trail(asked);
    this.arrive(trail, from, client, { stack: to.stack, balancer: to.balancer, entry }, service);
    trail.add(last);
    return { through: to.balancer.kind, choice: last.what, asked, ...trail.passed() };
  }

  private through(from: Outside | Place, to: Part, client: Client, host: Host): Way | undefined {
    const { reached, entry } = host.arrival;
    const { balancer, listener, pool, member } = reached;
    const service = this.serviceAt(listener.transports, listener.ports);
    if (service === undefined) return undefined;
    const { stack } = this;
    const asked = askedPackets(from, to, service);
    const trail = new Trail(asked);
    const front = this.arrive(trail, from, client, { stack, balancer, entry }, service);
    const port = pool.keepsPort && member.port === undefined ? undefined : portsAt(pool, member.port, listener);
    const memberPorts =
      pool.keepsPort && member.port === undefined ? service.destinationPorts : port === undefined ? undefined : [port];
    trail.add(
      balancerStep(reached, {
        reached: listener.ports ?? null,
        member: port ?? (pool.keepsPort ? (listener.ports ?? null) : null),
      }),
    );
    const leg: Service = { protocols: service.protocols ?? [], destinationPorts: memberPorts ?? [ALL_PORTS] };
    const turned: Turned = {
      client: { sources: client.sources },
      isToTarget: true,
      ...(port === undefined ? {} : { port: listener.ports }),
    };
    if (front !== undefined) {
      trail.groups(
        groupSteps({ stack, path: front.path, on: front.on, direction: "egress", far: host.far, service: leg }, turned),
      );
    }
    this.atHost(trail, client, host, { stack, front: front?.on, service, leg, turned });
    const health = pool.health === "traffic-port" ? (memberPorts?.[0]?.first ?? "unknown") : pool.health;
    const places = [
      { path: front?.path ?? null, on: front?.on, far: host.far },
      {
        path: host.place?.path ?? null,
        on: host.place?.on,
        far: front === undefined ? undefined : stack.context.ends.ofInterfaceOf(front.on),
      },
    ];
    for (const step of platformSteps(stack, places, health)) trail.add(step);
    const choice = `${entry.address?.text ?? ""} ${listener.address}`;
    trail.sameFlows();
    return { through: balancer.kind, choice, asked, ...trail.passed() };
  }

  /** To the balancer's address, and into its group where it has one. */
  private arrive(
    trail: Trail,
    from: Outside | Place,
    client: Client,
    {
      stack,
      balancer,
      entry,
    }: { stack: ExplainStack; balancer: Reached["balancer"]; entry: BalancerEntry | undefined },
    service: Service,
  ): { readonly path: string | null; readonly on: NetInterface } | undefined {
    const on = stack.members.named(balancer.address);
    trail.start(from, dialedOf(stack, balancer.address, entry, on, client.isPublic), client, service);
    if (entry !== undefined && entry.isPublic !== false) {
      const text = entry.address?.literal ?? "an address made at deployment";
      const open = entry.isPublic === undefined ? "perhaps" : "yes";
      trail.add(
        plainStep("public-address", `${text} is the ${printKind(balancer.kind)}'s`, open, {
          addresses: entry.address === undefined ? [] : [entry.address.literal ?? entry.address.text],
          resources: entry.hops,
        }),
      );
    }
    if (on === undefined) return undefined;
    const path = stack.members.pathOf(on) ?? null;
    for (const far of client.fars) {
      const turned: Turned = { isToTarget: true, ...(client.isTurned ? { client: { sources: client.sources } } : {}) };
      trail.groups(groupSteps({ stack, path, on, direction: "ingress", far, service }, turned));
    }
    return { path, on };
  }

  private atHost(
    trail: Trail,
    client: Client,
    { place, far, arrival: { reached } }: Host,
    {
      stack,
      front,
      service,
      leg,
      turned,
    }: { stack: ExplainStack; front: NetInterface | undefined; service: Service; leg: Service; turned: Turned },
  ): void {
    const { balancer, pool, member } = reached;
    if (place === undefined) {
      const known = far.prefixes.map((one) => one.addressText());
      const name = known.length > 0 ? known.join(", ") : (member.address?.text ?? member.interface ?? "a host");
      const are = known.length > 1 ? "are behind it, and no interfaces" : "is behind it, and no interface";
      const what = `${name} ${are} of this stack: what is around ${known.length > 1 ? "them" : "it"} is not seen`;
      trail.add(plainStep("beyond", what, known.length > 0 ? "yes" : "perhaps"));
      return;
    }
    const { path, on } = place;
    const seen = (far: FarEnd, from: Turned): ReturnType<typeof groupSteps> =>
      groupSteps(
        {
          stack,
          path,
          on,
          direction: "ingress",
          far,
          service: from === turned ? leg : { ...leg, sourcePorts: service.sourcePorts },
        },
        from,
      );
    const asClient = (): ReturnType<typeof groupSteps> => {
      const kept: Turned = {
        ...turned,
        client: undefined,
        ...(client.isTurned ? { client: { sources: client.sources } } : {}),
      };
      return client.fars.flatMap((far) => seen(far, kept));
    };
    if (front !== undefined) {
      const asBalancer = seen(stack.context.ends.ofInterfaceOf(front), turned);
      if (pool.preservesClient) trail.either(asBalancer, asClient());
      else trail.groups(asBalancer);
      return;
    }
    if (balancer.kind === "load-balancer" || pool.preservesClient) trail.groups(asClient());
    else trail.groups(virtualEnds(stack, balancer.address).flatMap((far) => seen(far, turned)));
  }

  /** What of the question a listener takes; nothing where it takes none of it. */
  private serviceAt(
    transports: readonly ("tcp" | "udp")[] | undefined,
    ports: PortRange | undefined,
  ): Service | undefined {
    const { protocols, destinationPorts, sourcePorts } = this.service;
    const taken = (transports ?? ["tcp", "udp"]).filter((one) => protocols?.includes(one) !== false);
    const asked = normalizeIntervals(destinationPorts ?? [ALL_PORTS]);
    const range = intersectIntervals(asked, normalizeIntervals([ports ?? ALL_PORTS]));
    return taken.length === 0 || range.length === 0
      ? undefined
      : { protocols: taken, destinationPorts: range, sourcePorts };
  }
}

function dialedOf(
  stack: ExplainStack,
  resource: string,
  entry: BalancerEntry | undefined,
  front: NetInterface | undefined,
  isPublic: boolean,
): FarEnd[] {
  if (!isPublic && front !== undefined) return [stack.context.ends.ofInterfaceOf(front)];
  const { address } = entry ?? {};
  if (address?.literal !== undefined) return [farOfText(address.literal)];
  const declared = declaredAtEntry(stack.context.declaration?.balancers ?? [], resource, entry);
  const values = isPublic ? declared?.publicAddresses : declared?.virtualAddresses;
  const ends = (values ?? []).map(({ text, isReference }) => farOfText(isReference ? `\${${text}}` : text));
  return ends.length > 0 ? ends : [farOfText(`\${${address?.text ?? resource}}`)];
}

/** The addresses inside of a balancer without a group; of one whose addresses nobody knows, its name. */
function virtualEnds(stack: ExplainStack, resource: string): FarEnd[] {
  const declared = stack.context.declaration?.balancers.find((one) => one.resource === resource);
  const values = declared?.virtualAddresses ?? [];
  if (values.length === 0) return [{ prefixes: [], opaque: [declared?.path ?? resource] }];
  return values.map(({ text, isReference }) => farOfText(isReference ? `\${${text}}` : text));
}
