/** From the paths of declared interfaces to what stands for them in Terraform. */
import type { IpPrefix } from "../../net/ip-prefix";
import type { DeclaredInterface } from "../read/declared-interface";
import { literalAddressesOf, type NetInterface, type Topology, unattached } from "./topology";

/**
 * The interfaces that a declared one stands for. Those with the same groups are taken as one with the addresses of all;
 * where the group is attached to nothing, it is taken as around one.
 */
export function interfacesOf(one: DeclaredInterface, topology: Topology, isAzure: boolean): readonly NetInterface[] {
  const members = topology.members(one.group);
  // The group of a subnet, such as that of a gateway, has no members of its own.
  const around = members.length > 0 ? members : topology.filteredBy(one.group);
  if (around.length === 0) return [unattached(one.group, one.groupAliases, literalAddressesOf(one.nics), isAzure)];
  const byGroups = new Map<string, NetInterface>();
  for (const next of around) {
    const key = groupsOf(next);
    const known = byGroups.get(key);
    byGroups.set(key, known === undefined ? next : merged(known, next));
  }
  return [...byGroups.values()];
}

/**
 * The own addresses of a role that has one of several on an interface: of each network interface, the one at an index.
 * Nothing where one of them is not known, or where the role has them all.
 */
export function addressesAt(one: DeclaredInterface | undefined, index: number | null): readonly IpPrefix[] | undefined {
  if (one === undefined || index === null || one.nics.every(({ addresses }) => addresses.length < 2)) return undefined;
  const at = one.nics.map((nic) => ({ ...nic, addresses: nic.addresses.slice(index, index + 1) }));
  return literalAddressesOf(at);
}

function groupsOf({ groups, names, subnetGroups, existing, addresses }: NetInterface): string {
  const lists = [groups, names, subnetGroups].map((list) => [...list].sort().join());
  return [...lists, existing, addresses === undefined].join(" ");
}

function merged(one: NetInterface, other: NetInterface): NetInterface {
  if (one.addresses === undefined || other.addresses === undefined) return one;
  const addresses = [...one.addresses, ...other.addresses];
  return { ...one, addresses, own: addresses };
}
