/** Where the applications of a Dedicated Instance are: prefixes of the zone of partners. */
import { IpPrefix } from "../../net/ip-prefix";
import { subtractPrefixes } from "../../net/prefix-difference";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { isUnresolved, requireKnown, requireKnownList } from "../../stack/unresolved";
import { faultAt, type Place, WHAT } from "./peering-fault";
import type { ContactCenterProps, DedicatedInstancePeeringProps } from "./peering-props";

/** The instance's addresses by documented role. */
export interface InstanceAddresses {
  /** All of the instance's prefixes. */
  readonly prefixes: readonly IpPrefix[];
  /** Those of Contact Center Express. */
  readonly contactCenter: readonly IpPrefix[];
  /** The peers of each role. */
  readonly peers: ReadonlyMap<string, Peer>;
}

/**
 * Reads where the instance is.
 *
 * @param opensSsh - Whether somebody administers applications over SSH, so that Expressway must be told apart.
 * @throws {@link UcEdgeError} `webex-instance-*`, `webex-application-*`, `webex-expressway-*`, `stack-list-*`,
 *   `stack-prop-unresolved`, `net-prefix-*`.
 */
export function readInstance(props: DedicatedInstancePeeringProps, opensSsh: boolean, path: string): InstanceAddresses {
  const { instance, network, contactCenter, emergencyResponder } = props;
  const given = { ...(instance as Partial<typeof instance> | undefined) };
  const prefixes = readAll(given.prefixes, network, { prop: "instance.prefixes", path });
  const part = (texts: readonly string[] | undefined, prop: string): readonly IpPrefix[] =>
    texts === undefined ? prefixes : readPart(texts, prefixes, { prop, path });
  const uccx = contactCenter === undefined ? [] : readContactCenter(contactCenter, given.expressway, prefixes, path);
  const byRole: [string, readonly IpPrefix[]][] = [
    ["unified-cm", part(given.unifiedCm, "instance.unifiedCm")],
    ["unity-connection", part(given.unityConnection, "instance.unityConnection")],
    ["im-and-presence", part(given.imAndPresence, "instance.imAndPresence")],
    ["uc-application", prefixes],
    ["ssh-application", opensSsh ? withoutExpressway(props, prefixes, path) : []],
    ["uccx", uccx],
  ];
  if (emergencyResponder !== undefined) {
    const place = { prop: "emergencyResponder.prefixes", path };
    byRole.push(["emergency-responder", readPart(emergencyResponder.prefixes, prefixes, place)]);
  }
  return {
    prefixes,
    contactCenter: uccx,
    peers: new Map(byRole.flatMap(([role, all]) => (all.length === 0 ? [] : [[role, peerOf(all)] as const]))),
  };
}

function peerOf(prefixes: readonly IpPrefix[]): Peer {
  return Peer.prefixes(prefixes.map(String));
}

function readAll(texts: readonly string[] | undefined, network: Network, place: Place): IpPrefix[] {
  const prefixes = readList(texts, place);
  requireSome(prefixes, place);
  for (const prefix of prefixes) requirePartner(prefix, network, place);
  return prefixes;
}

function readPart(texts: readonly string[], all: readonly IpPrefix[], place: Place): IpPrefix[] {
  const prefixes = readList(texts, place);
  requireSome(prefixes, place);
  for (const prefix of prefixes) requireInside(prefix, all, place);
  return prefixes;
}

function readList(texts: readonly string[] | undefined, place: Place): IpPrefix[] {
  requireKnownList(texts, WHAT, place.prop, place.path);
  return (texts ?? []).map((text) => {
    const by = { what: WHAT, ...place };
    requireKnown(text, by, "the zone that it lies in decides whether the instance is reached over the peering");
    return IpPrefix.parse(text, by);
  });
}

function requireSome(prefixes: readonly IpPrefix[], place: Place): void {
  if (prefixes.length > 0) return;
  throw faultAt(
    place,
    "webex-instance-empty",
    [],
    "at least one prefix",
    "give the prefixes that Cisco assigned; empty never means any",
  );
}

function requirePartner(prefix: IpPrefix, network: Network, place: Place): void {
  const zone = network.zones.zoneOf(prefix);
  if (zone === "partner") return;
  if (zone === "internet") {
    throw faultAt(
      place,
      "webex-instance-outside-partner",
      prefix.toString(),
      'a prefix in the zone "partner", as the instance is reached over the peering',
      "add it to the network's partner.prefixes",
    );
  }
  throw faultAt(
    place,
    "webex-instance-overlaps",
    prefix.toString(),
    `a prefix that lies in the zone "partner" whole; it ${zone === undefined ? "is partly in another zone or in none" : `is in the zone "${zone}"`}, where addresses are the network's own`,
    "correct the prefix, or give the instance's block to partner.prefixes and to no other zone",
  );
}

function requireInside(prefix: IpPrefix, all: readonly IpPrefix[], place: Place): void {
  if (all.some((one) => one.contains(prefix))) return;
  throw faultAt(
    place,
    "webex-application-outside-instance",
    prefix.toString(),
    `a prefix inside instance.prefixes (${all.join(", ")})`,
    "correct the prefix, or add it to instance.prefixes",
  );
}

/** The rows of Contact Center Express open SSH, so that it must not be where Expressway is. */
function readContactCenter(
  contactCenter: Partial<ContactCenterProps>,
  expressway: readonly string[] | undefined,
  all: readonly IpPrefix[],
  path: string,
): readonly IpPrefix[] {
  const place = { prop: "contactCenter.prefixes", path };
  const uccx = readPart(contactCenter.prefixes ?? [], all, place);
  const others = readList(expressway ?? [], { prop: "instance.expressway", path });
  const shared = uccx.find((prefix) => others.some((other) => other.overlaps(prefix)));
  if (shared === undefined) return uccx;
  throw faultAt(
    place,
    "webex-contact-center-expressway",
    shared.toString(),
    `prefixes apart from Expressway (${others.join(", ")}), which never takes SSH`,
    "name the addresses of the UCCX servers only",
  );
}

/** Expressway never takes SSH: what is left of the instance takes it. */
function withoutExpressway(
  { instance, mobileAndRemoteAccess }: DedicatedInstancePeeringProps,
  all: readonly IpPrefix[],
  path: string,
): readonly IpPrefix[] {
  const place = { prop: "instance.expressway", path };
  const texts = instance.expressway;
  if (texts === undefined) {
    throw faultAt(
      place,
      "webex-expressway-unknown",
      undefined,
      "the prefixes of Expressway, as administrators open SSH to every application but Expressway",
      "name them; write [] where Expressway is in none of instance.prefixes",
    );
  }
  const expressway = readList(texts, place);
  for (const prefix of expressway) requireInside(prefix, all, place);
  const left = subtractPrefixes(all, [...expressway, ...knownPrefixes(mobileAndRemoteAccess?.expressway)]);
  if (left.length > 0) return left;
  throw faultAt(
    place,
    "webex-expressway-everything",
    texts,
    "prefixes that leave an application for administrators to reach by SSH",
    "name the addresses of Expressway only, or take the role administrator away",
  );
}

/** The addresses of a peer, as far as they are written out; what is wrong with them is said where the peer is used. */
function knownPrefixes(peer: Peer | undefined): IpPrefix[] {
  if (!Peer.isPeer(peer) || peer.spec.kind !== "prefixes") return [];
  return peer.spec.prefixes
    .filter((text) => !isUnresolved(text))
    .map((text) => IpPrefix.parse(text, { what: WHAT, prop: "mobileAndRemoteAccess.expressway" }));
}
