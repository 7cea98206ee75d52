/** In which zone a peer is, and how reports name it. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Zone } from "../catalog/schema";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { ItemValue } from "./declaration";
import type { Network } from "./network";
import { stackPath } from "./paths";
import { Peer } from "./peer";
import type { Role } from "./role";
import { isUnresolved, referenceText, requireKnownList } from "./unresolved";

/** The part of a peer that lies in one zone. */
export interface PeerPart {
  readonly zone: Zone;
  readonly part: Peer;
}

/**
 * Splits a peer by zones.
 *
 * @throws {@link UcEdgeError} `stack-peer-straddles` for a prefix that is partly in the network and partly not,
 *   `stack-peer-any` for a prefix of length 0, `stack-peer-invalid` for what is no peer,
 *   `stack-peer-zone-unresolved` for an address that is not known yet, `stack-list-unresolved`, `net-prefix-*`.
 */
export function zonesOfPeer(peer: Peer, network: Network, what: string, path: string): PeerPart[] {
  requirePeer(peer, what, path);
  const { spec } = peer;
  if (spec.kind === "internet") return [{ zone: "internet", part: peer }];
  if (spec.kind === "role") {
    return [
      { zone: spec.role.interfaceOn("internal", what).network === network ? "internal" : "internet", part: peer },
    ];
  }
  if (spec.kind !== "prefixes") return [{ zone: "internet", part: peer }];
  requireKnownList(spec.prefixes, what, "prefixes", path);
  const byZone = new Map<Zone, string[]>();
  for (const text of spec.prefixes) {
    if (isUnresolved(text)) {
      throw new UcEdgeError({
        code: "stack-peer-zone-unresolved",
        what,
        prop: "prefixes",
        value: "an address that is known only when Terraform runs",
        expected: "addresses written here, since the interface follows from the zone that they are in",
        todo: "write the address, or give it to the prop of a system, where the zone is known",
        path,
      });
    }
    const zone = zoneOfText(text, network, what, path);
    byZone.set(zone, [...(byZone.get(zone) ?? []), text]);
  }
  return [...byZone].map(([zone, prefixes]) => ({ zone, part: Peer.prefixes(prefixes) }));
}

/** Where a documented role belongs, by the zones that its addresses may be in; `network` is inside or in the perimeter. */
const ALLOWED_ZONES: Readonly<Record<"internet" | "internal" | "network", readonly Zone[]>> = {
  internet: ["internet", "partner"],
  internal: ["internal"],
  network: ["internal", "perimeter"],
};
const TO_CORRECT_ZONE: Readonly<Record<keyof typeof ALLOWED_ZONES, string>> = {
  internet: "correct the address, or take its block out of the network's prefixes",
  internal: "correct the address, or add its block to the network's internal prefixes",
  network: "correct the address, or add its block to the network's prefixes",
};

/**
 * Makes sure that the addresses of a documented role are where the role belongs: outside, or inside the network.
 *
 * @throws {@link UcEdgeError} `stack-peer-zone` and those of {@link zonesOfPeer}.
 */
export function requireZone(
  peer: Peer,
  expected: keyof typeof ALLOWED_ZONES,
  network: Network,
  title: string,
  path: string,
): void {
  const what = `cannot connect ${title}`;
  requirePeer(peer, what, path);
  const { spec } = peer;
  const allowed = ALLOWED_ZONES[expected];
  const wrong = (value: unknown, zone: Zone): UcEdgeError =>
    new UcEdgeError({
      code: "stack-peer-zone",
      what,
      prop: "peer",
      value,
      expected: `addresses in the zone ${allowed.map((one) => `"${one}"`).join(" or ")}; these are in "${zone}"`,
      todo: TO_CORRECT_ZONE[expected],
      path,
    });
  if (spec.kind === "internet" && expected !== "internet") throw wrong("the internet", "internet");
  if (spec.kind === "role") {
    const placed = spec.role.interfaceOn("internal", what);
    const isInside = placed.network === network;
    if (isInside === (expected === "internet")) {
      throw wrong(`the role ${spec.role.node.path}`, isInside ? placed.request.zone : "internet");
    }
  }
  if (spec.kind !== "prefixes") return;
  requireKnownList(spec.prefixes, what, "prefixes", path);
  for (const text of spec.prefixes) {
    if (isUnresolved(text)) continue;
    const zone = zoneOfText(text, network, what, path);
    if (!allowed.includes(zone)) throw wrong(text, zone);
  }
}

/**
 * A peer as items of the declaration hold it.
 *
 * @param network - The network of whoever has the peer: a role of another stack or network is then its addresses.
 */
export function describePeer(peer: Peer, scope: IConstruct, network?: Network): ItemValue {
  const { spec } = peer;
  if (spec.kind === "internet") return { kind: "internet" };
  if (spec.kind === "role") {
    const isHere = TerraformStack.of(spec.role) === TerraformStack.of(scope);
    if (network === undefined) return { kind: "role", role: stackPath(spec.role) };
    const { placed } = spec.role.placementOn("internal", "cannot describe the peer");
    if (isHere && placed.network === network) return { kind: "role", role: stackPath(spec.role) };
    return { kind: "prefixes", prefixes: addressesFromElsewhere(spec.role, placed.network === network) };
  }
  if (spec.kind !== "prefixes") return { kind: spec.kind, value: referenceText(scope, spec.value) };
  const prefixes = spec.prefixes.map((text) => (isUnresolved(text) ? { ref: referenceText(scope, text) } : text));
  return { kind: "prefixes", prefixes };
}

/** The literal addresses of a role as another stack sees them: private in the same network, public from another one. */
function addressesFromElsewhere(role: Role, isSameNetwork: boolean): string[] {
  const { placed, address } = role.placementOn(isSameNetwork ? "internal" : "external", "cannot describe the peer");
  return placed
    .addresses(address)
    .flatMap(({ request }) => (isSameNetwork ? request.privateAddress : request.publicAddress) ?? []);
}

/**
 * Refuses a prefix of length 0.
 *
 * @throws {@link UcEdgeError} `stack-peer-any`
 */
export function refuseEveryAddress(prefix: IpPrefix, what: string, path: string): void {
  if (prefix.length > 0) return;
  throw new UcEdgeError({
    code: "stack-peer-any",
    what,
    prop: "prefixes",
    value: prefix.toString(),
    expected: "prefixes that do not make up every address",
    todo: "write Peer.internet() if everybody outside the network is meant",
    path,
  });
}

/**
 * Refuses what is no peer.
 *
 * @throws {@link UcEdgeError} `stack-peer-invalid`
 */
export function requirePeer(peer: unknown, what: string, path: string): void {
  if (Peer.isPeer(peer)) return;
  throw new UcEdgeError({
    code: "stack-peer-invalid",
    what,
    prop: "peer",
    value: typeof peer === "object" && peer !== null ? "an object that is no Peer" : peer,
    expected: "a Peer",
    todo: 'write Peer.prefixes(["203.0.113.0/24"]), Peer.internet() or Peer.of(role)',
    path,
  });
}

function zoneOfText(text: string, network: Network, what: string, path: string): Zone {
  const prefix = IpPrefix.parse(text, { what, prop: "prefixes", path });
  refuseEveryAddress(prefix, what, path);
  const zone = network.zones.zoneOf(prefix);
  if (zone !== undefined) return zone;
  throw new UcEdgeError({
    code: "stack-peer-straddles",
    what,
    prop: "prefixes",
    value: text,
    expected: "a prefix that lies in one zone of the network, or outside all of them",
    todo: `split it at the network's own prefixes: ${network.zones.all().join(", ")}`,
    path,
  });
}
