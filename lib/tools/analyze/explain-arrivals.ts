/** How traffic can arrive at an interface: at its own address, at a public one, through a balancer, or not at all. */
import type { IpPrefix } from "../../net/ip-prefix";
import { prefixPeer } from "../read/rule";
import type { BalancerEntry } from "../read/balancer";
import { type Place, placeWith } from "./explain-ends";
import { addressOf, isMeant, type Reached } from "./explain-stack";
import { type PlainStep, plainStep, translationStep } from "./explain-steps";
import type { FarEnd } from "./traffic";

/** One address that traffic can be sent to. */
export interface Arrival {
  readonly through: "direct" | "static-nat" | "none";
  /** What the client sends to. */
  readonly dialed: readonly FarEnd[];
  /** The interface, with the addresses that are reached in this way. */
  readonly place: Place;
  readonly steps: readonly PlainStep[];
}

/** A listener that traffic can be sent to, at one of its balancer's addresses. */
export interface ListenerArrival {
  readonly reached: Reached;
  readonly entry: BalancerEntry;
}

/** An interface as others see it: its addresses, or its name where they are not known. */
export function farOfPlace({ stack, on, path }: Place, from: Place["stack"]): readonly FarEnd[] {
  if (on.addresses !== undefined) return [{ prefixes: on.own, opaque: [] }];
  if (stack === from) return [stack.context.ends.ofInterfaceOf(on)];
  return [{ prefixes: [], opaque: [`${stack.file.stack}/${path ?? on.name}`] }];
}

/** At the interface's own addresses. */
export function directArrival(place: Place, from: Place["stack"]): Arrival {
  return { through: "direct", dialed: farOfPlace(place, from), place, steps: [] };
}

/** From outside the network, without balancers. */
export function publicArrivals(place: Place): Arrival[] {
  const { stack, on } = place;
  const all = [...translated(place), ...stated(place)];
  // What is reached over IPv6 on AWS is the interface's own address.
  const ipv6 = on.isAzure ? [] : (on.addresses ?? []).filter(({ family }) => family === "ipv6");
  if (ipv6.length > 0) {
    const own = placeWith(place, ipv6);
    const what = `reached at its own address, ${ipv6.map((one) => one.addressText()).join(", ")}`;
    all.push({ ...directArrival(own, stack), steps: [plainStep("public-address", what, "yes")] });
  }
  return all;
}

/** That nothing leads there. */
export function noArrival(place: Place, port: string): Arrival {
  const declared = place.stack.declaredAt(place.path);
  const made = declared?.nics.some((nic) => nic.addresses.some((one) => one.publicAddressMade)) === true;
  const what = made
    ? "its public address is declared, and nothing leads from there to it"
    : `no public address, and no balancer leads to ${port}`;
  return { through: "none", dialed: [], place, steps: [plainStep("public-address", what, "no")] };
}

function translated(place: Place): Arrival[] {
  const { stack, on } = place;
  return stack.translationsOf(on).flatMap((one): Arrival[] => {
    const { privateAddress, publicAddress } = one;
    // Without an address of its own, a translation is to the first one of its interface.
    const nic = stack.members.find(one.interface, privateAddress) ?? on;
    const literal = privateAddress?.literal;
    const meant = literal === undefined ? nic.own.slice(0, 1) : [addressOf(literal)];
    const isKnown = on.addresses !== undefined && (literal !== undefined || privateAddress === undefined);
    const own = isKnown ? on.own.filter((address) => meant.some((other) => other.contains(address))) : on.own;
    if (own.length === 0) return [];
    const at = placeWith(place, own);
    return [
      {
        through: "static-nat",
        dialed: [farOfText(publicAddress.literal ?? `\${${publicAddress.text}}`)],
        place: at,
        steps: [translationStep(one, at)],
      },
    ];
  });
}

/** A public address that is stated, because it is made elsewhere. */
function stated(place: Place): Arrival[] {
  const nics = place.stack.declaredAt(place.path)?.nics ?? [];
  return nics
    .flatMap(({ addresses }) => addresses)
    .filter(({ publicAddress, publicAddressMade }) => publicAddress !== undefined && !publicAddressMade)
    .flatMap(({ publicAddress, privateAddress }): Arrival[] => {
      const own = privateAddress?.isReference === false ? ownOf(place, privateAddress.text) : place.on.own;
      if (publicAddress === undefined || own.length === 0) return [];
      const { text, isReference } = publicAddress;
      const shown = isReference ? "a public address that is known at deployment" : text;
      const what = `${shown} is stated to be translated to it; this stack does not make it`;
      return [
        {
          through: "static-nat",
          dialed: [farOfText(isReference ? `\${${text}}` : text)],
          place: placeWith(place, own),
          steps: [plainStep("public-address", what, "yes", { addresses: [text] })],
        },
      ];
    });
}

function ownOf({ on }: Place, text: string): readonly IpPrefix[] {
  const one = addressOf(text);
  return on.addresses === undefined ? on.own : on.own.filter((own) => own.contains(one));
}

/** An address, or a reference that gives it. */
export function farOfText(text: string): FarEnd {
  const { prefixes, unresolved } = prefixPeer([text]);
  return { prefixes, opaque: unresolved };
}

/** The listeners that lead to an interface or an address, at the balancers' public addresses or the inside ones. */
export function listenersTo(
  all: readonly Reached[],
  own: readonly IpPrefix[] | undefined,
  isPublic: boolean,
): ListenerArrival[] {
  return all
    .filter(({ member }) => own === undefined || isMeant(member.address, own, true))
    .flatMap((reached) =>
      entriesOf(reached)
        .filter((entry) => entry.isPublic === undefined || entry.isPublic === isPublic)
        .map((entry) => ({ reached, entry })),
    );
}

/** The addresses that a listener listens at; of a balancer that is not in the stack, one that nobody sees. */
export function entriesOf({ balancer, listener }: Pick<Reached, "balancer" | "listener">): readonly BalancerEntry[] {
  const own = balancer.entries.filter(({ name }) => listener.entries === null || listener.entries.includes(name ?? ""));
  return own.length > 0 ? own : [{ name: undefined, isPublic: undefined, address: undefined, hops: [] }];
}
