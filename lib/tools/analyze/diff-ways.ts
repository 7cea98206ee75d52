/** Ways to interfaces that a change makes or takes away: public addresses, listeners, routes. */
import type { IpPrefix } from "../../net/ip-prefix";
import { type PortRange, printPorts } from "../../net/port-range";
import type { ReadRoute } from "../read/routes";
import type { DiffNames } from "./diff-names";
import type { DiffSide } from "./diff-side";
import { type WayEnd, wayShapes, type WayShape } from "./reach";

/** A way that was made or taken away. */
export interface WayChange {
  readonly change: "opens" | "closes";
  /** `no`: the firewall groups let nothing through, so that nothing opens. */
  readonly isOpen: "yes" | "perhaps" | "no";
  readonly through: WayShape["through"] | "route";
  /** The address that is reached, or the prefix that is routed to. */
  readonly address: string;
  /** Whether the internet reaches it; null where that is not known. */
  readonly isPublic: boolean | null;
  /** `tcp 443`, `every port`. */
  readonly traffic: string;
  /** Where it leads: `Edge/AccessEdge/External`, `Pool port 8443`. */
  readonly to: string;
  /** Terraform addresses that make it. */
  readonly hops: readonly string[];
}

interface NamedWay {
  readonly key: string;
  readonly change: () => Omit<WayChange, "change">;
}

/** The ways that one side has and the other has not. */
export function diffOfWays(before: DiffSide | undefined, after: DiffSide | undefined): WayChange[] {
  const [old, next] = [before, after].map((side) =>
    side === undefined ? [] : [...waysOf(side), ...routesOf(side)],
  ) as [NamedWay[], NamedWay[]];
  const [oldKeys, newKeys] = [new Set(old.map(({ key }) => key)), new Set(next.map(({ key }) => key))];
  return [
    ...next.filter(({ key }) => !oldKeys.has(key)).map(({ change }): WayChange => ({ change: "opens", ...change() })),
    ...old.filter(({ key }) => !newKeys.has(key)).map(({ change }): WayChange => ({ change: "closes", ...change() })),
  ];
}

/** Each way in, one for each of its ends. */
function waysOf(side: DiffSide): NamedWay[] {
  const { context, names } = side;
  return wayShapes(context, []).flatMap((way): NamedWay[] => {
    const { through, isPublic, hops, repeated } = way;
    const address = addressOf(way, names);
    const traffic = trafficOf(way);
    const hidden = isHidden(way) ? wordsOf(side, hops) : "";
    return (way.ends.length === 0 ? [undefined] : way.ends).map((end): NamedWay => {
      const leadsTo = end === undefined ? `nothing: ${way.action ?? "forward"}` : endText(end, through, names);
      const to = `${leadsTo}${isUnfiltered(way, side) ? ", with no group around the balancer" : ""}`;
      const key = JSON.stringify([through, address, isPublic, traffic, to, repeated, hidden]);
      const change = (): Omit<WayChange, "change"> => {
        const open = end === undefined ? "no" : way.passage().open;
        const isOpen = repeated && open === "yes" ? "perhaps" : open;
        return { isOpen, through, address, isPublic, traffic, to, hops };
      };
      return { key, change };
    });
  });
}

/** Whether a balancer that may have a group has none: what its group would stop, it lets through. */
function isUnfiltered({ through, hops }: WayShape, { context }: DiffSide): boolean {
  return through === "network-load-balancer" && !context.topology.interfaces.some(({ name }) => hops.includes(name));
}

/** Whether something of a way is only words. */
function isHidden({ through, transports, ports, ends, isPublic, repeated }: WayShape): boolean {
  const isUnknown = through !== "static-nat" && (transports === null || ports === null || isPublic === null);
  return isUnknown || repeated || ends.some((end) => end.ports === null);
}

function wordsOf(side: DiffSide, addresses: readonly string[]): string {
  const { references } = side.context.reach;
  return addresses.map((address) => side.wordsOf(references.at(address)?.values ?? {})).join("\n");
}

/** The address by a name that does not change: itself, or that of what gives it. */
function addressOf({ address, addressKnown, declared, isPublic }: WayShape, names: DiffNames): string {
  if (addressKnown) return address;
  const named = names.ofReference(address);
  if (named !== address || declared === null) return named;
  return isPublic === false ? `the address of ${declared}` : `the public address of ${declared}`;
}

function trafficOf({ transports, ports, through }: WayShape): string {
  if (through === "static-nat") return "every port";
  return `${transports?.join(", ") ?? "unknown"} ${portsText(ports)}`;
}

function portsText(ports: PortRange | null): string {
  return ports === null ? "unknown ports" : printPorts(ports);
}

function endText({ interface: at, address, ports }: WayEnd, through: WayShape["through"], names: DiffNames): string {
  const host = at === null ? "an unknown host" : names.ofAddress(at);
  const which = address === null ? "" : ` (${names.ofEnd(address)})`;
  return through === "static-nat" ? `${host}${which}` : `${host}${which} port ${portsText(ports)}`;
}

/** Routes, and what announces them. */
function routesOf(side: DiffSide): NamedWay[] {
  const { context, names } = side;
  const { routes, announcements } = context.reach;
  const named = (text: string | undefined): string => (text === undefined ? "unknown" : names.ofEnd(text));
  const made = routes.map((one): NamedWay => {
    const { address, table, prefix, over, target, repeated } = one;
    const to = `${over}${target === undefined ? "" : ` ${named(target)}`}, in ${named(table)}`;
    const shown = prefix?.toString() ?? "a prefix that is not known";
    // What is written into its table stands there.
    const hidden = isPlain(one) ? "" : wordsOf(side, [address.replace(/\.(?:dynamic\.)?route(?:\[\d+\])?$/, "")]);
    return {
      key: JSON.stringify([shown, to, repeated, hidden]),
      change: () => ({
        isOpen: prefix !== undefined && !isReached(side, prefix) ? "no" : isPlain(one) ? "yes" : "perhaps",
        through: "route",
        address: shown,
        isPublic: over === "internet" ? true : false,
        traffic: "what the rules let through",
        to,
        hops: [address],
      }),
    };
  });
  const announced = announcements.map(({ address, kind, gateway, table }): NamedWay => {
    const to = `${kind} at ${named(gateway)}${table === undefined ? "" : `, in ${named(table)}`}`;
    return {
      key: to,
      change: () => ({
        isOpen: "perhaps",
        through: "route",
        address: "prefixes that the other side announces",
        isPublic: false,
        traffic: "what the rules let through",
        to,
        hops: [address],
      }),
    };
  });
  return [...made, ...announced];
}

/** Whether it is known that a route is there, and what it leads to. */
function isPlain({ prefix, over, repeated }: ReadRoute): boolean {
  return !repeated && prefix !== undefined && over !== "unknown";
}

/** Whether any rule lets traffic of a prefix through: where none does, a route to it makes nothing reachable. */
function isReached(side: DiffSide, prefix: IpPrefix): boolean {
  return [...side.context.rules.keys()].some((group) =>
    side
      .rulesOf(group)
      .some(
        ({ rule, far }) =>
          rule.access === "allow" && (far.opaque.length > 0 || far.prefixes.some((one) => one.overlaps(prefix))),
      ),
  );
}
