/** Roles placed without a system around them, to test what the network does with them. */
import type { Construct } from "constructs";
import { OCS_2007_ROLES } from "../../lib/catalog/ocs-2007/roles";
import { type InterfaceProps, nicOf, type Side } from "../../lib/stack/interface-request";
import type { Network } from "../../lib/stack/network";
import { Role } from "../../lib/stack/role";

/** A role on one interface, with a network interface for each of `nics`: inside a Front End, else an edge server. */
export function roleOn(
  scope: Construct,
  network: Network,
  id: string,
  nics: readonly InterfaceProps[],
  place: { readonly side?: Side; readonly zone?: "perimeter" | "internal" } = {},
): Role {
  const { side = "external", zone = "perimeter" } = place;
  const fact = OCS_2007_ROLES.find(({ id: role }) => role === (zone === "internal" ? "front-end" : "access-edge"));
  if (fact === undefined) throw new TypeError("the catalog has no such role");
  const role = new Role(scope, id, fact);
  const name = side === "external" ? "External" : "Internal";
  const request = { zone, side, title: `${id}, ${side}`, nics: nics.map((nic) => nicOf(nic, side)) };
  role.placeOn(side, network.place(role, name, request));
  return role;
}
