/** The two ends of a question, as a stack has them. */
import type { IpPrefix } from "../../net/ip-prefix";
import { subtractPrefixes } from "../../net/prefix-difference";
import type { BalancerEntry, ReadBalancer } from "../read/balancer";
import type { DeclaredRole } from "../read/declaration";
import { prefixPeer } from "../read/rule";
import { addressesAt } from "./declared-interfaces";
import type { ExplainStack } from "./explain-stack";
import type { FarEnd } from "./traffic";
import { literalAddressesOf, type NetInterface } from "./topology";

/** Of more prefixes than these, none is named. */
const MOST_NAMED = 4;

/** Addresses that no interface of the stack has, or a name for some. */
export interface Outside {
  readonly kind: "outside";
  readonly label: string;
  /** Prefixes, or one name. */
  readonly far: FarEnd;
  /** Inside the network, at a partner, in the cloud itself, which reaches private addresses, or beyond. */
  readonly where: "inside" | "partner" | "platform" | "beyond";
}

/** An interface, or one address of it. */
export interface Place {
  readonly kind: "place";
  readonly stack: ExplainStack;
  /** The path of the declared interface; null where the stack does not declare it. */
  readonly path: string | null;
  readonly label: string;
  /** With the addresses that are meant. */
  readonly on: NetInterface;
  /** Whether the addresses are all that it has. */
  readonly isWhole: boolean;
  /** Whether its public address is meant. */
  readonly isPublic?: boolean;
}

/** A balancer or proxy at its own addresses. */
export interface Balanced {
  readonly kind: "balancer";
  readonly stack: ExplainStack;
  readonly label: string;
  readonly balancer: ReadBalancer;
  /** The address that is meant; nothing for all. */
  readonly entry: BalancerEntry | undefined;
}

/** What traffic starts or ends at. */
export type Part = Outside | Place | Balanced;

/** An end by what a question calls it. */
export type NamedEnd =
  | {
      readonly kind: "outside";
      readonly label: string;
      readonly parts: readonly Outside[];
      /** The side of a role that has to do with it, where a document says so. */
      readonly side: "external" | "internal" | undefined;
    }
  | { readonly kind: "role"; readonly label: string; readonly stack: ExplainStack; readonly role: DeclaredRole }
  | {
      readonly kind: "place";
      readonly label: string;
      readonly stack: ExplainStack;
      readonly parts: readonly (Place | Balanced)[];
      /** Whether it was named by a public address, and so is reached from outside. */
      readonly isPublic: boolean;
    };

/** The parts of an end, as the other one has to do with it. */
export function partsOf(end: NamedEnd, other: NamedEnd): readonly Part[] {
  if (end.kind !== "role") return end.parts;
  const { stack, role, label } = end;
  return sidesTowards(end.role, end.stack, other).flatMap((side) => {
    const path = role[side];
    return path === null ? [] : placesAt(stack, path, label, role[`${side}Address`]);
  });
}

/** The side of a role that has to do with an end: the external one with what is outside or at a partner. */
function sidesTowards(role: DeclaredRole, stack: ExplainStack, other: NamedEnd): ("external" | "internal")[] {
  const { external, internal } = role;
  if (external === null) return ["internal"];
  if (internal === null || internal === external) return ["external"];
  if (other.kind === "role") return [isSameNetwork(stack, internal, other) ? "internal" : "external"];
  if (other.kind === "place") return [other.isPublic ? "external" : "internal"];
  if (other.side !== undefined) return [other.side];
  const routes = (stack.context.declaration?.hostRoutes ?? []).filter((route) => route.role === role.path);
  const sides = other.parts.map((part): "external" | "internal" => {
    if (part.where === "inside" || part.where === "platform") return "internal";
    // What the host is told to send out inside is inside, whatever the zones say.
    const isRouted = part.far.prefixes.every((one) => routes.some(({ prefix }) => holds(prefix, one)));
    return part.far.prefixes.length > 0 && isRouted ? "internal" : "external";
  });
  const isBeyond = other.parts.some(({ where }) => where === "beyond");
  return [...new Set([...sides, ...(isBeyond && isPublished(stack, internal) ? ["internal" as const] : [])])];
}

/** Whether a public address leads to an interface, although its role is meant to have another one outside. */
function isPublished(stack: ExplainStack, path: string): boolean {
  return interfacesOf(stack, path).some((on) => stack.translationsOf(on).length > 0);
}

function holds(text: string, one: IpPrefix): boolean {
  return prefixOf(text)?.contains(one) === true;
}

function prefixOf(text: string): IpPrefix | undefined {
  return prefixPeer([text]).prefixes[0];
}

function isSameNetwork(stack: ExplainStack, path: string, other: { stack: ExplainStack; role: DeclaredRole }): boolean {
  const there = other.role.internal ?? other.role.external;
  return inOneNetwork(stack, path, other.stack, there);
}

/** Whether two declared interfaces are in one network, so that they reach each other at their private addresses. */
export function inOneNetwork(
  stack: ExplainStack,
  path: string | null,
  otherStack: ExplainStack,
  otherPath: string | null,
): boolean {
  const [one, other] = [stack.declaredAt(path), otherStack.declaredAt(otherPath)];
  if (one === undefined || other === undefined) return stack === otherStack;
  if (one.network !== other.network) return false;
  if (stack === otherStack) return true;
  const addresses = otherStack.context.interfacesAt(other.path).flatMap(({ addresses: all }) => all ?? []);
  return addresses.every((address) => stack.zoneOf(address) !== undefined);
}

/** The interfaces that a declared path stands for, with one address of several where one is meant. */
export function placesAt(stack: ExplainStack, path: string, label: string, index: number | null): (Place | Balanced)[] {
  const declared = stack.declaredAt(path);
  const named = addressesAt(declared, index);
  return interfacesOf(stack, path).flatMap((on): (Place | Balanced)[] => {
    const balancer = stack.context.reach.balancers.find(({ address }) => address === on.name);
    if (balancer !== undefined) return [{ kind: "balancer", stack, label, balancer, entry: undefined }];
    const own = named === undefined ? on.own : on.own.filter((one) => named.some((prefix) => prefix.contains(one)));
    const isWhole = own.length === on.own.length;
    const meant = isWhole ? on : { ...on, own, addresses: own };
    return own.length === 0 ? [] : [{ kind: "place", stack, path, label, on: meant, isWhole }];
  });
}

/** Where the group of a declared interface is around nothing, what has its addresses is it, whatever is around that. */
function interfacesOf(stack: ExplainStack, path: string): readonly NetInterface[] {
  const own = stack.members.hasUnseen(path) ? literalAddressesOf(stack.declaredAt(path)?.nics ?? []) : undefined;
  const there = stack.context.topology.interfaces.filter(
    ({ addresses }) => addresses?.some((one) => own?.some((address) => address.contains(one)) === true) === true,
  );
  return there.length > 0 ? there : stack.context.interfacesAt(path);
}

/** An interface with one of its addresses. */
export function placeWith(place: Place, own: readonly IpPrefix[]): Place {
  if (own.length === place.on.own.length) return place;
  return { ...place, on: { ...place.on, own, addresses: own }, isWhole: false };
}

/** The internet: every address outside of the network. */
export function internetIn({ context }: ExplainStack): NamedEnd {
  const far = { prefixes: context.ends.internet.prefixes, opaque: [] };
  const part: Outside = { kind: "outside", label: "internet", far, where: "beyond" };
  return { kind: "outside", label: "internet", parts: [part], side: undefined };
}

/** Addresses, apart by where they are: those inside, those of partners, and those beyond. */
export function outsideOf(stack: ExplainStack, label: string, prefixes: readonly IpPrefix[]): Outside[] {
  const { partner = [], ...inside } = stack.context.declaration?.zones ?? {};
  const own = Object.values(inside).flat();
  const within = (zone: readonly IpPrefix[]): IpPrefix[] =>
    prefixes.flatMap((one) => subtractPrefixes([one], subtractPrefixes([one], zone)));
  const part = (where: Outside["where"], all: readonly IpPrefix[]): Outside[] =>
    all.length === 0 ? [] : [{ kind: "outside", label, far: { prefixes: all, opaque: [] }, where }];
  const parts = [
    ...part("inside", within(own)),
    ...part("partner", within(subtractPrefixes(partner, own))),
    ...part("beyond", subtractPrefixes(prefixes, [...own, ...partner])),
  ];
  if (parts.length < 2) return parts;
  return parts.map((one) => ({
    ...one,
    label: one.far.prefixes.length > MOST_NAMED ? `a part of ${label}` : one.far.prefixes.join(", "),
  }));
}

/** An end of which only a name is known, such as a service tag or a value that Terraform knows later. */
export function namedOutside(label: string, name: string): Outside {
  return { kind: "outside", label, far: { prefixes: [], opaque: [name] }, where: "beyond" };
}
