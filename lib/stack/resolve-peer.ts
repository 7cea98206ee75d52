/** From a peer as users name it to what a group's rules can say. */
import { TerraformStack } from "cdktf";
import type { Direction, PermitPeer } from "../compiler/permit";
import { IpPrefix, mergePrefixes } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Peer } from "./peer";
import { refuseEveryAddress } from "./peer-zones";
import type { PlacedInterface } from "./placed-interface";
import type { Role } from "./role";
import { isUnresolved, referenceText, requireKnownList } from "./unresolved";

/**
 * The peers of permits on an interface's group.
 *
 * @throws {@link UcEdgeError} `stack-way-out-missing` for egress to the internet from an interface without a public address,
 *   `stack-ipv6-absent`, `stack-peer-cloud`, `stack-peer-address-unknown`, `stack-peer-any`, `net-prefix-*`.
 */
export function resolvePeer(
  peer: Peer | PlacedInterface,
  at: PlacedInterface,
  direction: Direction,
  what: string,
): PermitPeer[] {
  if (!("spec" in peer)) return [peerOfInterface(peer, at, what)];
  const { spec } = peer;
  const path = at.node.path;
  if (spec.kind === "internet") {
    requireWayOut(at, direction, "the internet", what);
    return [{ kind: "internet", families: at.hasIpv6 ? ["ipv4", "ipv6"] : ["ipv4"] }];
  }
  if (spec.kind === "role") return [peerOfInterface(farInterface(spec.role, at, what), at, what)];
  if (spec.kind === "prefixes") {
    requireKnownList(spec.prefixes, what, "prefixes", path);
    return peersOfPrefixes(spec.prefixes, at, direction, what);
  }
  if (spec.cloud !== at.network.cloud) {
    throw new UcEdgeError({
      code: "stack-peer-cloud",
      what,
      prop: "peer",
      value: spec.value,
      expected: `a peer that ${at.network.cloud} knows; this one is for ${spec.cloud}`,
      todo: "use prefixes for a deployment that serves both clouds",
      path,
    });
  }
  return [{ kind: spec.kind, key: referenceText(at, spec.value), value: spec.value }];
}

/** The interface of a role that traffic with `at` goes to: the internal one, or from another network the external one. */
export function farInterface(role: Role, at: PlacedInterface, what: string): PlacedInterface {
  const internal = role.interfaceOn("internal", what);
  return internal.network === at.network ? internal : role.interfaceOn("external", what);
}

function peersOfPrefixes(
  texts: readonly string[],
  at: PlacedInterface,
  direction: Direction,
  what: string,
): PermitPeer[] {
  const path = at.node.path;
  const known: IpPrefix[] = [];
  const unknown: PermitPeer[] = [];
  for (const text of texts) {
    if (isUnresolved(text)) {
      unknown.push({ kind: "unresolved", key: referenceText(at, text), value: text });
      continue;
    }
    const prefix = IpPrefix.parse(text, { what, prop: "prefixes", path });
    checkPrefix(prefix, at, what);
    if (at.network.zones.zoneOf(prefix) === "internet") requireWayOut(at, direction, text, what);
    known.push(prefix);
  }
  const merged = mergePrefixes(known);
  for (const prefix of merged) checkPrefix(prefix, at, what);
  return [...(merged.length === 0 ? [] : [{ kind: "addresses" as const, prefixes: merged }]), ...unknown];
}

function checkPrefix(prefix: IpPrefix, at: PlacedInterface, what: string): void {
  const path = at.node.path;
  refuseEveryAddress(prefix, what, path);
  if (prefix.family === "ipv6" && !at.hasIpv6) {
    throw new UcEdgeError({
      code: "stack-ipv6-absent",
      what,
      prop: "prefixes",
      value: prefix.toString(),
      expected: "IPv4 prefixes, as the interface has no IPv6 address",
      todo: "give the interface its ipv6Address, or leave the IPv6 prefix out",
      path,
    });
  }
}

/** A role's interface as a peer: its group in the same stack and network, else the addresses that it was given. */
function peerOfInterface(other: PlacedInterface, at: PlacedInterface, what: string): PermitPeer {
  const sameNetwork = other.network === at.network;
  if (sameNetwork && TerraformStack.of(other) === TerraformStack.of(at)) {
    return { kind: "group", key: other.group.key, value: other.group.groupId };
  }
  const { privateAddress, publicAddress } = other.request;
  const address = sameNetwork ? privateAddress : publicAddress;
  if (address === undefined || isUnresolved(address)) {
    throw new UcEdgeError({
      code: "stack-peer-address-unknown",
      what,
      prop: sameNetwork ? "privateAddress" : "publicAddress",
      value: undefined,
      expected: `a literal address of ${other.node.path}, as it is in another ${sameNetwork ? "stack" : "network"}`,
      todo: "state the address where the role is placed, or use Peer.prefixes",
      path: at.node.path,
    });
  }
  const prefix = IpPrefix.parseAddress(address, { what, prop: "peer", path: at.node.path });
  return { kind: "addresses", prefixes: [prefix] };
}

function requireWayOut(at: PlacedInterface, direction: Direction, peer: string, what: string): void {
  if (direction === "ingress" || at.publicAddress !== undefined) return;
  throw new UcEdgeError({
    code: "stack-way-out-missing",
    what,
    prop: "publicAddress",
    value: undefined,
    expected: `an interface with a public address, as the flow starts here and goes to ${peer}`,
    todo: "state the public address that the interface has, or place the role on an external interface",
    path: at.node.path,
  });
}
