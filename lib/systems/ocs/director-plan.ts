/** Which servers a Director is on. */
import type { Network } from "../../stack/network";
import type { DirectorArrayProps, DirectorProps, EnterprisePoolDirectorProps } from "./director-props";
import { checkOneHost } from "./internal-hosts";
import { requireNamesFree, requireNamesOnce } from "./internal-names";
import { faultAt, readName, readSubject, requireOneOf, type ToldAt } from "./ocs-faults";
import { checkTier, ownNames, recordedNames, type Tier } from "./pool-tier";

/** A Director, as it was checked. */
export interface DirectorPlan {
  readonly kind: "director-standard-edition" | "director-pool" | "director-array";
  readonly tier: Tier;
  /** The fully qualified name of the server, the pool, or the virtual address of the array. */
  readonly name: string;
  /** The fully qualified names of the servers of an array. */
  readonly serverNames: readonly string[];
  /** Those of all these names that get address records: of the whole, and of each server. */
  readonly recorded: readonly string[];
  readonly recordedServers: readonly string[];
}

/**
 * A Director, checked.
 *
 * @throws {@link UcEdgeError} `ocs-director-kind`, `ocs-name-twice`, and those of names, hosts and virtual addresses.
 */
export function planDirector(props: DirectorProps, network: Network, at: ToldAt): DirectorPlan {
  const { standardEdition, enterprisePool, array } = props;
  const todo = "say on what the Director runs";
  requireOneOf({ standardEdition, enterprisePool, array }, { code: "ocs-director-kind", todo }, at);
  const plan =
    standardEdition !== undefined
      ? onOneServer(standardEdition, network, at)
      : enterprisePool !== undefined
        ? onPool(enterprisePool, network, at)
        : onArray(array, network, at);
  requireNamesFree(network, [plan.name, ...plan.serverNames], plan.tier.prop, at);
  requireNamesOnce([plan.name, ...plan.serverNames, ...ownNames(plan.tier)], plan.tier.prop, at);
  return {
    ...plan,
    recorded: recordedNames([plan.name], plan.tier, network),
    recordedServers: recordedNames(plan.serverNames, { ...plan.tier, address: undefined }, network),
  };
}

type Planned = Omit<DirectorPlan, "recorded" | "recordedServers">;

function onOneServer(given: NonNullable<DirectorProps["standardEdition"]>, network: Network, at: ToldAt): Planned {
  const prop = "standardEdition";
  const name = readSubject(given.name, `${prop}.name`, "the server", at);
  const hosts = checkOneHost(given.internal, `${prop}.internal`, "the Director", network, at);
  return { kind: "director-standard-edition", tier: { hosts, address: undefined, prop }, name, serverNames: [] };
}

function onPool(given: EnterprisePoolDirectorProps, network: Network, at: ToldAt): Planned {
  const prop = "enterprisePool";
  const name = readSubject(given.poolName, `${prop}.poolName`, "the pool", at);
  const tier = checkTier(given, { network, prop, whose: "the servers of the pool", isBalanced: true }, at);
  return { kind: "director-pool", tier, name, serverNames: [] };
}

function onArray(given: DirectorArrayProps | undefined, network: Network, at: ToldAt): Planned {
  const prop = "array";
  const { arrayName, servers, virtualAddress } = (given ?? {}) as Partial<DirectorArrayProps>;
  const name = readName(arrayName, `${prop}.arrayName`, "the virtual address of the array", at);
  if (virtualAddress === undefined) {
    const expected =
      "the virtual address of the array: its servers are reached under one name (ocs-2007 certificates row 9)";
    const todo = "state a free address of the zone inside, or deploy the Director on one server";
    throw faultAt(at, "ocs-virtual-address-missing", `${prop}.virtualAddress`, undefined, expected, todo);
  }
  // Names of the servers are for certificates, and not among what describes an interface.
  const described: unknown = Array.isArray(servers) ? servers.map((server) => withoutName(server)) : servers;
  const whose = "the servers of the array";
  const tier = checkTier({ servers: described, virtualAddress }, { network, prop, whose, isBalanced: true }, at);
  const serverNames = (servers ?? []).map((server, index) =>
    readSubject(server.name, `${prop}.servers[${String(index)}].name`, "the server", at),
  );
  return { kind: "director-array", tier, name, serverNames };
}

function withoutName(server: unknown): unknown {
  if (typeof server !== "object" || server === null || Array.isArray(server)) return server;
  return Object.fromEntries(Object.entries(server).filter(([key]) => key !== "name"));
}
