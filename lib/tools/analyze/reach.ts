/**
 * The ways in: which address and port reach which listener, and through what. Each hop is held against the firewall groups
 * on the way, so that a way that is closed somewhere is not called open.
 */
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import type { BalancerEntry, BalancerKind, BalancerListener, BalancerPool, ReadBalancer } from "../read/balancer";
import { UNKNOWN } from "../read/json-values";
import type { SeenAddress } from "../read/references";
import type { ReadTranslation } from "../read/translations";
import type { CheckContext } from "./check";
import { declaredAtEntry } from "./frontends";
import { type Door, type Passage, PassageReader, weakest } from "./passage";
import { Members } from "./members";
import type { ExpectedFlow } from "./expected";

/** Where a way in ends. */
export interface WayEnd {
  /** The path of the declared interface, or the Terraform address or id; null where it is not known. */
  readonly interface: string | null;
  /** Its address there; null where the first one is meant, or where it is not known. */
  readonly address: string | null;
  /** Its ports; null where they are not known. */
  readonly ports: PortRange | null;
}

/** One way in. */
export interface WayIn {
  /** The address that is reached, or what gives it at deployment. */
  readonly address: string;
  readonly addressKnown: boolean;
  /** Whether it is reached from the internet; null where that is not known. */
  readonly isPublic: boolean | null;
  /** Null: every protocol, or not known. */
  readonly transports: readonly ("tcp" | "udp")[] | null;
  /** Null: not known. */
  readonly ports: PortRange | null;
  readonly through: "static-nat" | BalancerKind;
  /** The path of the declared balancer or interface; null where the stack does not declare it. */
  readonly declared: string | null;
  /** Terraform addresses on the way, in order. */
  readonly hops: readonly string[];
  readonly ends: readonly WayEnd[];
  /** What a listener does that passes nothing on; null where it passes traffic on. */
  readonly action: string | null;
  /** Whether anything can pass, and how much of what is asked for. */
  readonly open: Passage["open"];
  readonly asked: Passage["asked"];
  /** Whether there may be several of it, or none. */
  readonly repeated: boolean;
}

/** A way in, before it is held against the firewall groups on it. */
export interface WayShape extends Omit<WayIn, keyof Passage> {
  /** Holds it against them. */
  readonly passage: () => Passage;
}

/** Every way in of a stack, in the order of the file; none is held against the firewall groups yet. */
export function wayShapes(context: CheckContext, flows: readonly ExpectedFlow[]): WayShape[] {
  const reader = new WayReader(context, new PassageReader(context, flows));
  const { translations, balancers } = context.reach;
  return [
    ...translations.map((one) => reader.ofTranslation(one)),
    ...balancers.flatMap((balancer) => reader.ofBalancer(balancer)),
  ];
}

/** Every way in of a stack, public ones first. */
export function waysIn(context: CheckContext, flows: readonly ExpectedFlow[]): WayIn[] {
  const ways = wayShapes(context, flows).map(({ passage, ...shape }): WayIn => ({ ...shape, ...passage() }));
  const rank = ({ isPublic }: WayIn): number => (isPublic === false ? 1 : 0);
  const key = (way: WayIn): string => [way.declared ?? "~", way.address, way.hops.join()].join(" ");
  return ways.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) ||
      (a.ports?.first ?? 0) - (b.ports?.first ?? 0),
  );
}

class WayReader {
  private readonly members: Members;

  constructor(
    private readonly context: CheckContext,
    private readonly passages: PassageReader,
  ) {
    this.members = new Members(context);
  }

  ofTranslation(one: ReadTranslation): WayShape {
    const on = this.members.find(one.interface, one.privateAddress);
    const path = this.members.pathOf(on) ?? null;
    const address = one.privateAddress?.text ?? null;
    const door: Door = { path, on, address: one.privateAddress?.literal, transports: null, ports: ALL_PORTS };
    return {
      ...shown(one.publicAddress),
      isPublic: true,
      transports: null,
      ports: ALL_PORTS,
      through: "static-nat",
      declared: path,
      hops: [...one.hops, ...(one.interface === undefined ? [] : [one.interface])].filter(unique),
      ends: [{ interface: path ?? one.interface ?? null, address, ports: ALL_PORTS }],
      action: null,
      passage: () => this.passages.fromOutside(door),
      repeated: one.repeated,
    };
  }

  ofBalancer(balancer: ReadBalancer): WayShape[] {
    const { address, listeners } = balancer;
    const declared = this.context.declaration?.balancers ?? [];
    return listeners.flatMap((listener) =>
      entriesOf(balancer, listener).map((entry): WayShape => ({
        ...shown(entry.address ?? { text: UNKNOWN, literal: undefined, resource: undefined }),
        isPublic: entry.isPublic ?? null,
        transports: listener.transports ?? null,
        ports: listener.ports ?? null,
        through: balancer.kind,
        declared: declaredAtEntry(declared, address, entry)?.path ?? null,
        hops: [
          ...entry.hops,
          address,
          listener.address,
          ...listener.pools.flatMap((pool) => [pool.address, ...pool.hops, ...pool.members.map(({ by }) => by)]),
        ].filter(unique),
        ends: listener.pools.flatMap((pool) => this.endsOf(pool, listener)),
        action: listener.pools.length === 0 ? listener.action : null,
        passage: () => this.passage(balancer, listener, entry),
        repeated: balancer.repeated || listener.repeated,
      })),
    );
  }

  private endsOf(pool: BalancerPool, listener: BalancerListener): WayEnd[] {
    return pool.members.map((member) => {
      const on = this.members.of(member);
      return {
        interface: this.members.pathOf(on) ?? on?.name ?? member.interface ?? null,
        address: member.address?.text ?? null,
        ports: portsAt(pool, member.port, listener) ?? null,
      };
    });
  }

  /** Through the balancer's own group, where it has one, and then through those of the hosts. */
  private passage(balancer: ReadBalancer, listener: BalancerListener, entry: BalancerEntry): Passage {
    const front = this.members.named(balancer.address);
    const own = { transports: listener.transports ?? undefined, ports: listener.ports };
    const from = entry.isPublic === false ? "anywhere" : "outside";
    const path = this.members.pathOf(front) ?? null;
    const atFront = front === undefined ? undefined : this.passages.from(from, { path, on: front, ...own });
    const behind = listener.pools.flatMap((pool) =>
      pool.members.map((member): Passage => {
        const on = this.members.of(member);
        const door: Door = {
          path: this.members.pathOf(on) ?? null,
          on,
          address: member.address?.literal,
          transports: own.transports,
          ports: portsAt(pool, member.port, listener),
        };
        if (front !== undefined) return this.passages.between(front, door, pool.preservesClient ? from : undefined);
        // A load balancer of Azure passes the packets of clients on; one of AWS without a group does not always.
        const isSeen = balancer.kind === "load-balancer" || pool.preservesClient;
        return isSeen ? this.passages.from(from, door) : this.passages.unknown();
      }),
    );
    return weakest(atFront, listener.pools.length === 0 ? undefined : behind);
  }
}

/** The entries that a listener listens on; a balancer that is not in the stack has one that nobody sees. */
function entriesOf(balancer: ReadBalancer, listener: BalancerListener): BalancerEntry[] {
  const { entries, address } = balancer;
  const own = entries.filter(({ name }) => listener.entries === null || listener.entries.includes(name ?? ""));
  if (own.length > 0) return own;
  const text = balancer.kind === "unknown" ? address : UNKNOWN;
  return [
    { name: undefined, isPublic: undefined, address: { text, literal: undefined, resource: undefined }, hops: [] },
  ];
}

/** The ports at a member; nothing where they are not known. */
export function portsAt(
  pool: BalancerPool,
  own: number | null | undefined,
  listener: BalancerListener,
): PortRange | undefined {
  if (own === null) return undefined;
  if (own !== undefined) return { first: own, last: own };
  if (pool.keepsPort) return listener.ports;
  return pool.port === undefined ? undefined : { first: pool.port, last: pool.port };
}

function shown(address: SeenAddress): Pick<WayIn, "address" | "addressKnown"> {
  return { address: address.text.replace(/^\$\{([^{}]+)\}$/, "$1"), addressKnown: address.literal !== undefined };
}

function unique(one: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(one) === index;
}
