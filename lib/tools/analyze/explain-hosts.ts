/** The hosts behind a listener. Those that are the same to every rule are taken as one with the addresses of all. */
import type { IpPrefix } from "../../net/ip-prefix";
import { farOfPlace, farOfText, type ListenerArrival } from "./explain-arrivals";
import type { Place } from "./explain-ends";
import { addressOf, type ExplainStack, grouped } from "./explain-stack";
import type { FarEnd } from "./traffic";

/** A host, or several that are the same. */
export interface Host {
  readonly arrival: ListenerArrival;
  /** Nothing where no interface of the stack stands for it. */
  readonly place: Place | undefined;
  /** What the balancer sends to. */
  readonly far: FarEnd;
}

/** The hosts of some listeners. */
export function hostsOf(arrivals: readonly ListenerArrival[], stack: ExplainStack): Host[] {
  const single = arrivals.map((arrival) => hostOf(arrival, stack));
  const alike = grouped(single, ({ arrival: { reached, entry }, place, far }) => {
    const { listener, pool, member } = reached;
    // Hosts that the stack does not show differ in their addresses only; a name may be anybody's.
    const groups = place === undefined ? far.opaque.join() : [...place.on.groups, ...place.on.names].sort().join();
    const port = String(member.port ?? "");
    return [entry.address?.text, listener.address, pool.address, place?.path, groups, port, member.repeated].join(" ");
  });
  return [...alike.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [all.length === 1 ? first : together(first, all, stack)];
  });
}

function hostOf(arrival: ListenerArrival, stack: ExplainStack): Host {
  const { member } = arrival.reached;
  const on = stack.members.of(member);
  const literal = member.address?.literal;
  if (on === undefined) {
    const name = member.address?.text ?? member.interface ?? member.by;
    return { arrival, place: undefined, far: farOfText(literal ?? `\${${name}}`) };
  }
  const path = stack.members.pathOf(on) ?? null;
  const own = literal === undefined || on.addresses === undefined ? on.own : [addressOf(literal)];
  const isWhole = own.length === on.own.length;
  const meant = isWhole ? on : { ...on, own, addresses: own };
  const place: Place = { kind: "place", stack, path, label: path ?? on.name, on: meant, isWhole };
  const [far = farOfText(`\${${on.name}}`)] = farOfPlace(place, stack);
  return { arrival, place, far };
}

function together(first: Host, all: readonly Host[], stack: ExplainStack): Host {
  const { place } = first;
  if (place === undefined)
    return { ...first, far: { ...first.far, prefixes: all.flatMap((host) => host.far.prefixes) } };
  if (place.on.addresses === undefined) return first;
  const own: IpPrefix[] = all.flatMap((host) => host.place?.on.own ?? []);
  const merged: Place = { ...place, on: { ...place.on, own, addresses: own } };
  const [far = first.far] = farOfPlace(merged, stack);
  return { ...first, place: merged, far };
}
