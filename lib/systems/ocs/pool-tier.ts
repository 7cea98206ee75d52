/** Hosts that do the same behind one virtual address, or one host by itself: where they are, and what names lead there. */
import type { Network } from "../../stack/network";
import type { PlacedInterface } from "../../stack/placed-interface";
import { addHostRecords, checkHosts, hasAddresses, type InternalHosts } from "./internal-hosts";
import { namesHere } from "./internal-names";
import { faultAt, type ToldAt } from "./ocs-faults";
import { checkPoolAddress, type PoolAddress } from "./pool-address";

/** Hosts as they are described. */
export interface TierProps {
  readonly servers: unknown;
  readonly virtualAddress?: unknown;
}

/** How hosts are checked. */
export interface TierRequest {
  readonly network: Network;
  /** Where they are described: `expanded.frontEnds`. */
  readonly prop: string;
  /** Who they are: `the Front End Servers`. */
  readonly whose: string;
  /** Whether connections are spread over them, so that several need a virtual address. */
  readonly isBalanced: boolean;
}

/** Hosts, as they were checked. */
export interface Tier {
  readonly hosts: InternalHosts;
  readonly address: PoolAddress | undefined;
  readonly prop: string;
}

/**
 * Hosts that do the same, checked.
 *
 * @throws {@link UcEdgeError} `ocs-virtual-address-missing` for several servers without one, those of hosts and of virtual
 *   addresses, and those of {@link requireMembers}.
 */
export function checkTier({ servers, virtualAddress }: TierProps, request: TierRequest, at: ToldAt): Tier {
  const { network, prop, whose, isBalanced } = request;
  const hosts = checkHosts(servers, `${prop}.servers`, whose, network, at);
  const address = checkPoolAddress(virtualAddress, `${prop}.virtualAddress`, network, at);
  const tier = { hosts, address, prop };
  if (isBalanced) requireAddress(tier, whose, at);
  if (address !== undefined) requireMembers(tier, network, at);
  return tier;
}

/**
 * Refuses several hosts without a virtual address.
 *
 * @throws {@link UcEdgeError} `ocs-virtual-address-missing`
 */
export function requireAddress({ hosts, address, prop }: Tier, whose: string, at: ToldAt): void {
  if (address !== undefined || hosts.nics.length === 1) return;
  const expected = `a virtual address in front of ${String(hosts.nics.length)} servers: ${whose} are reached under one name`;
  const todo = "state a free address of the zone inside, or deploy one server";
  throw faultAt(at, "ocs-virtual-address-missing", `${prop}.virtualAddress`, undefined, expected, todo);
}

/**
 * Refuses hosts that the virtual address in front of them cannot lead to.
 *
 * @throws {@link UcEdgeError} `aws-member-address-missing`, `azure-existing-interface-member`
 */
export function requireMembers({ hosts, prop }: Tier, network: Network, { what, path }: ToldAt): void {
  const propOf = (host: number, name: string): string => `${prop}.servers[${String(host)}].${name}`;
  network.checkMembers({ nics: hosts.nics, address: 0, what, path, propOf });
}

/** Whether hosts of a tier call each other, or the virtual address in front of them. */
export function callsItself({ hosts, address }: Tier): boolean {
  return address !== undefined || hosts.nics.length > 1;
}

/** Every name that is given for a tier, beside those of the whole pool. */
export function ownNames({ hosts, address }: Tier): string[] {
  return [...(address?.names ?? []), ...hosts.names.flat()];
}

/** Those of the names of a whole pool that get address records. */
export function recordedNames(names: readonly string[], { hosts, address }: Tier, network: Network): string[] {
  return address !== undefined || hasAddresses(hosts) ? namesHere(network, names) : [];
}

/** Names by which clients may reach a tier: those of the whole pool, and those of its address or of its only host. */
export function namesToReach(recorded: readonly string[], { hosts, address }: Tier): string[] {
  return [...recorded, ...(address === undefined ? (hosts.names[0] ?? []) : address.names)];
}

/** The property that holds the names by which clients may reach a tier. */
export function namesProp({ address, prop }: Tier): string {
  return address === undefined ? `${prop}.servers[0].names` : `${prop}.virtualAddress.names`;
}

/** Makes the address records of a tier. `recorded` are those of the whole pool. */
export function addTierRecords(tier: Tier, placed: PlacedInterface, recorded: readonly string[], path: string): void {
  const { hosts, address } = tier;
  const all = [...recorded, ...(address?.names ?? [])];
  for (const name of all) {
    if (address === undefined) addHostRecords(placed, name, path);
    else {
      const value = address.privateAddress;
      placed.network.addRecord({ view: "internal", type: "A", name, value, facts: [], path });
    }
  }
  hosts.names.forEach((names, host) => {
    for (const name of names) addHostRecords(placed, name, path, (index) => index === host);
  });
}
