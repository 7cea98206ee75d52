/** Which servers an Enterprise pool has, and what must go together. */
import type { Network } from "../../stack/network";
import type { EnterprisePoolProps, OcsExpandedPoolProps } from "./enterprise-pool-props";
import { requireNamesFree, requireNamesOnce } from "./internal-names";
import { faultAt, readName, readSubject, requireOneOf, shownObject, type ToldAt } from "./ocs-faults";
import {
  checkTier,
  ownNames,
  recordedNames,
  requireAddress,
  requireMembers,
  type Tier,
  type TierProps,
} from "./pool-tier";

/** The roles of a pool, by the getter of each. */
export const POOL_ROLES = {
  frontEnd: "front-end",
  webConferencingServer: "web-conferencing-server",
  avConferencingServer: "av-conferencing-server",
  webComponents: "web-components",
} as const;

/** A role of a pool, by its getter. */
export type PoolRole = keyof typeof POOL_ROLES;

/** Servers that have the same roles. */
export interface PlannedTier {
  readonly tier: Tier;
  /** Their roles. */
  readonly roles: readonly PoolRole[];
  /** What people call them. */
  readonly title: string;
  /** The construct id of their virtual address, and the roles whose ports lead through it. */
  readonly address: string;
  readonly balanced: readonly PoolRole[];
  /** The names of the whole pool that lead to them, and those of them that get address records. */
  readonly names: readonly string[];
  readonly recorded: readonly string[];
}

/** A pool, as it was checked. */
export interface PoolPlan {
  readonly kind: "consolidated-pool" | "expanded-pool";
  readonly poolName: string;
  readonly webFarmName: string;
  /** The servers with the Front End come first. */
  readonly tiers: readonly [PlannedTier, ...PlannedTier[]];
}

/**
 * A pool, checked.
 *
 * @throws {@link UcEdgeError} `ocs-pool-kind`, `ocs-web-farm-name`, `ocs-name-twice`, and those of hosts and of virtual
 *   addresses.
 */
export function planPool(props: EnterprisePoolProps, network: Network, at: ToldAt): PoolPlan {
  const { consolidated, expanded } = props;
  const todo = "say whether all roles are on each server, or each role on servers of its own";
  requireOneOf({ consolidated, expanded }, { code: "ocs-pool-kind", todo }, at);
  const poolName = readSubject(props.poolName, "poolName", "the pool", at);
  requireNamesFree(network, [poolName], "poolName", at);
  const webFarmName =
    props.webFarmName === undefined ? poolName : readName(props.webFarmName, "webFarmName", "the web farm", at);
  requireNamesFree(network, [webFarmName], "webFarmName", at);
  const tiers =
    consolidated === undefined
      ? expandedTiers(props, poolName, webFarmName, network, at)
      : consolidatedTiers(consolidated, poolName, webFarmName, network, at);
  const all = tiers.flatMap(({ names, tier }) => [...names, ...ownNames(tier)]);
  requireNamesOnce(all, consolidated === undefined ? "expanded" : "consolidated", at);
  return { kind: consolidated === undefined ? "expanded-pool" : "consolidated-pool", poolName, webFarmName, tiers };
}

function consolidatedTiers(
  given: TierProps,
  poolName: string,
  webFarmName: string,
  network: Network,
  at: ToldAt,
): [PlannedTier] {
  const title = "Enterprise pool";
  const request = { network, prop: "consolidated", whose: "the servers of the pool", isBalanced: true };
  const tier = checkTier(given, request, at);
  const names = [...new Set([poolName, webFarmName])];
  const roles: readonly PoolRole[] = ["frontEnd", "webConferencingServer", "avConferencingServer", "webComponents"];
  const recorded = recordedNames(names, tier, network);
  return [{ tier, roles, title, address: "Address", balanced: ["frontEnd", "webComponents"], names, recorded }];
}

function expandedTiers(
  { expanded }: EnterprisePoolProps,
  poolName: string,
  webFarmName: string,
  network: Network,
  at: ToldAt,
): [PlannedTier, ...PlannedTier[]] {
  const of = (prop: keyof OcsExpandedPoolProps, whose: string, isBalanced: boolean): Tier =>
    checkTier(
      describedTier(expanded?.[prop], prop, whose, at),
      { network, prop: `expanded.${prop}`, whose, isBalanced },
      at,
    );
  const frontEnds = of("frontEnds", "the Front End Servers", true);
  const webConferencing = of("webConferencingServers", "the Web Conferencing Servers", false);
  const avConferencing = of("avConferencingServers", "the A/V Conferencing Servers", false);
  const webComponents = of("webComponents", "the Web Components Servers", false);
  const isShared = webFarmName === poolName;
  if (isShared) {
    requireSharedAddress(frontEnds, webComponents, at);
    requireMembers(webComponents, network, at);
  } else requireAddress(webComponents, "the Web Components Servers", at);
  const plan = (tier: Tier, role: PoolRole, title: string, balanced: PoolRole[], names: string[]): PlannedTier => ({
    tier,
    roles: [role],
    title,
    address: role === "frontEnd" ? "Address" : "WebFarmAddress",
    balanced,
    names,
    recorded: recordedNames(names, tier, network),
  });
  const through: PoolRole[] = isShared ? ["frontEnd", "webComponents"] : ["frontEnd"];
  return [
    plan(frontEnds, "frontEnd", "Front End Servers", through, [poolName]),
    plan(webConferencing, "webConferencingServer", "Web Conferencing Servers", [], []),
    plan(avConferencing, "avConferencingServer", "A/V Conferencing Servers", [], []),
    plan(webComponents, "webComponents", "Web Components Servers", ["webComponents"], isShared ? [] : [webFarmName]),
  ];
}

/** Servers that no virtual address is in front of: a list of them. */
const LISTED: readonly string[] = ["webConferencingServers", "avConferencingServers"];

/** Servers with their virtual address, or a list of servers that have none. */
function describedTier(given: unknown, prop: string, whose: string, at: ToldAt): TierProps {
  if (Array.isArray(given) || given === undefined) return { servers: given };
  if (typeof given === "object" && given !== null && !LISTED.includes(prop)) return given as TierProps;
  const expected = `at least one server: ${whose}${LISTED.includes(prop) ? ", in a list" : ""}`;
  const todo = "describe the interface of each server";
  throw faultAt(at, "ocs-pool-empty", `expanded.${prop}`, shownObject(given), expected, todo);
}

/** A web farm under the name of the pool is reached through the pool's virtual address. */
function requireSharedAddress(frontEnds: Tier, webComponents: Tier, at: ToldAt): void {
  if (frontEnds.address !== undefined && webComponents.address === undefined) return;
  const expected =
    "a name other than the pool's: the Web Components Servers have an address of their own, and one name leads to one address";
  const todo = "name the web farm, or leave its virtual address out and give the Front End Servers one";
  throw faultAt(at, "ocs-web-farm-name", "webFarmName", undefined, expected, todo);
}
