/** From a peer as users name it to what a group's rules can say. */
import { TerraformStack } from "cdktf";
import type { Direction, PermitPeer } from "../compiler/permit";
import { IpPrefix, mergePrefixes } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Peer } from "./peer";
import { refuseEveryAddress } from "./peer-zones";
import type { PlacedInterface } from "./placed-interface";
import type { Placement, Role } from "./role";
import { isUnresolved, referenceText, requireKnownList } from "./unresolved";

/**
 * The peers of permits on an interface's group.
 *
 * @param isForwarded - Whether a balancer forwards the traffic, so that the interface needs no way in of its own.
 * @throws {@link UcEdgeError} `stack-way-out-missing` for egress to the internet from an interface without a public address
 *   and a zone without a way out, `stack-way-in-missing` for the other way, `stack-ipv6-absent`, `stack-peer-cloud`,
 *   `stack-peer-address-unknown`, `stack-peer-any`, `net-prefix-*`.
 */
export function resolvePeer(
  peer: Peer,
  at: Placement,
  direction: Direction,
  what: string,
  isForwarded = false,
): PermitPeer[] {
  const { spec } = peer;
  const { placed } = at;
  const path = placed.node.path;
  if (spec.kind === "internet") {
    if (!isForwarded) requireWay(at, direction, "the internet", what);
    return [{ kind: "internet", families: placed.hasIpv6 && !isForwarded ? ["ipv4", "ipv6"] : ["ipv4"] }];
  }
  if (spec.kind === "role") return [peerOfPlacement(farPlacement(spec.role, placed, what), placed, what)];
  if (spec.kind === "prefixes") {
    requireKnownList(spec.prefixes, what, "prefixes", path);
    return peersOfPrefixes(spec.prefixes, at, isForwarded ? undefined : direction, what);
  }
  if (spec.cloud !== placed.network.cloud) {
    throw new UcEdgeError({
      code: "stack-peer-cloud",
      what,
      prop: "peer",
      value: spec.value,
      expected: `a peer that ${placed.network.cloud} knows; this one is for ${spec.cloud}`,
      todo: "use prefixes for a deployment that serves both clouds",
      path,
    });
  }
  return [{ kind: spec.kind, key: referenceText(placed, spec.value), value: spec.value, entries: spec.entries }];
}

/** Where a role is that traffic with `at` goes to: its internal side, or from another network the external one. */
export function farPlacement(role: Role, at: PlacedInterface, what: string): Placement {
  const internal = role.placementOn("internal", what);
  return internal.placed.network === at.network ? internal : role.placementOn("external", what);
}

function peersOfPrefixes(
  texts: readonly string[],
  at: Placement,
  direction: Direction | undefined,
  what: string,
): PermitPeer[] {
  const { placed } = at;
  const path = placed.node.path;
  const known: IpPrefix[] = [];
  const unknown: PermitPeer[] = [];
  for (const text of texts) {
    if (isUnresolved(text)) {
      unknown.push({ kind: "unresolved", key: referenceText(placed, text), value: text });
      continue;
    }
    const prefix = IpPrefix.parse(text, { what, prop: "prefixes", path });
    checkPrefix(prefix, placed, what, direction === undefined);
    const isOutside = placed.network.zones.zoneOf(prefix) === "internet";
    if (isOutside && direction !== undefined) requireWay(at, direction, text, what);
    known.push(prefix);
  }
  const merged = mergePrefixes(known);
  for (const prefix of merged) checkPrefix(prefix, placed, what);
  return [...(merged.length === 0 ? [] : [{ kind: "addresses" as const, prefixes: merged }]), ...unknown];
}

function checkPrefix(prefix: IpPrefix, at: PlacedInterface, what: string, isForwarded = false): void {
  const path = at.node.path;
  refuseEveryAddress(prefix, what, path);
  if (prefix.family === "ipv6" && (isForwarded || !at.hasIpv6)) {
    throw new UcEdgeError({
      code: "stack-ipv6-absent",
      what,
      prop: "prefixes",
      value: prefix.toString(),
      expected: isForwarded
        ? "IPv4 prefixes, as the port is forwarded from an address of IPv4"
        : "IPv4 prefixes, as the interface has no IPv6 address",
      todo: isForwarded
        ? "leave the IPv6 prefix out"
        : "give the interface its ipv6Address, or leave the IPv6 prefix out",
      path,
    });
  }
}

/**
 * A role where it is placed, as a peer: its group in the same stack and network, or its address where it has one of
 * several; from elsewhere the addresses that it was given.
 */
export function peerOfPlacement({ placed, address }: Placement, at: PlacedInterface, what: string): PermitPeer {
  const sameNetwork = placed.network === at.network;
  const sameStack = TerraformStack.of(placed) === TerraformStack.of(at);
  if (sameNetwork && sameStack && (address === undefined || !placed.hasSeveralAddresses)) {
    return placed.group.asPeer;
  }
  const prefixes = placed.addresses(address).map(({ request }) => {
    const given = sameNetwork ? request.privateAddress : request.publicAddress;
    if (given !== undefined && !isUnresolved(given)) {
      return IpPrefix.parseAddress(given, { what, prop: "peer", path: at.node.path });
    }
    throw new UcEdgeError({
      code: "stack-peer-address-unknown",
      what,
      prop: sameNetwork ? "privateAddress" : "publicAddress",
      value: undefined,
      expected:
        sameStack && sameNetwork
          ? `a literal address of ${placed.node.path}, as it is one of several there`
          : `a literal address of ${placed.node.path}, as it is in another ${sameNetwork ? "stack" : "network"}`,
      todo: "state the address where the role is placed, or use Peer.prefixes",
      path: at.node.path,
    });
  });
  return { kind: "addresses", prefixes: mergePrefixes(prefixes) };
}

/** Refuses a flow with the internet that has no translation: an address of its own, or the network's way out. */
function requireWay({ placed, address }: Placement, direction: Direction, peer: string, what: string): void {
  if (direction === "ingress" ? placed.isReachable(address) : placed.waysOut(address).length > 0) return;
  const isOut = direction === "egress";
  throw new UcEdgeError({
    code: isOut ? "stack-way-out-missing" : "stack-way-in-missing",
    what,
    prop: "publicAddress",
    value: undefined,
    expected: isOut
      ? `an interface with a public address, or a way out of its zone, as the flow starts here and goes to ${peer}`
      : `an interface with a public address, or a port that is forwarded to it, as the flow comes from ${peer}`,
    todo: isOut
      ? "state the public address that the interface has, place the role on an external interface, or give the network's zone its wayOut"
      : "state the public address that the interface has, place the role on an external interface, or forward the port by a VirtualAddress first",
    path: placed.node.path,
  });
}
