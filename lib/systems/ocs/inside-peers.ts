/** Peers inside: in which zone they are, and as what they are named. */
import { UcEdgeError } from "../../net/uc-edge-error";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { roleFact } from "./edge-services";

/** As what a peer is named. */
export interface NamedAs {
  /** The property: `accessEdge.internalServer`. */
  readonly prop: string;
  /** Who they are: `the Front Ends behind the Director`. */
  readonly whose: string;
  /** The role that a peer must have in the catalog, where it is a role of this product. */
  readonly role?: string | undefined;
  readonly path: string;
}

/**
 * Makes sure that a peer is in the zone inside, also where it is a role, and that a role of this product is the one that the
 * rows name there: any other would be opened for flows that no row has for it.
 *
 * @throws {@link UcEdgeError} `stack-peer-zone`, `ocs-peer-role`, and those of peers.
 */
export function requirePeerInside(peer: Peer, network: Network, { prop, whose, role, path }: NamedAs): void {
  requireZone(peer, "internal", network, whose, path);
  const { spec } = peer;
  if (spec.kind !== "role") return;
  const what = `cannot connect ${whose}`;
  const { zone } = spec.role.interfaceOn("internal", what).request;
  if (zone !== "internal") {
    throw new UcEdgeError({
      code: "stack-peer-zone",
      what,
      prop: "peer",
      value: `the role ${spec.role.node.path}`,
      expected: `a role in the zone "internal"; this one is in "${zone}"`,
      todo: "name the server inside, or place it there",
      path,
    });
  }
  const given = documentedRole(peer);
  if (role === undefined || given === undefined || given.id === role) return;
  throw new UcEdgeError({
    code: "ocs-peer-role",
    what,
    prop,
    value: `the ${given.title} ${given.path}`,
    expected: `the ${roleFact(role).title}, which is the role that the document names there`,
    todo: "name that role of the server or pool, also where it is on the same host",
    path,
  });
}

/** What a peer is, where it is a role of this product. */
export function documentedRole({ spec }: Peer): { id: string; title: string; path: string } | undefined {
  if (spec.kind !== "role" || spec.role.fact.system !== "ocs-2007") return undefined;
  const { id, title } = spec.role.fact;
  return { id, title, path: spec.role.node.path };
}
