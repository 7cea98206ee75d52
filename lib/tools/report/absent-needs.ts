/** Common needs that no document of a product lists, and that nobody has thought of in a stack so far. */
import { NEEDS } from "../../catalog/needs";
import type { NeedFact } from "../../catalog/schema";
import type { ExpectedFlow } from "../analyze/expected";
import type { Declaration, DeclaredRole } from "../read/declaration";
import { documentedDirections } from "./cited-flows";

/** Kinds of needs that the same roles have no flow for. */
export interface AbsentNeeds {
  readonly areas: readonly NeedFact["area"][];
  /** Paths of the roles. */
  readonly roles: readonly string[];
}

/**
 * The kinds of needs without a flow, with the roles: neither one of the user's own, nor a documented one of those that
 * apply. What one role has, those on the same interface have too. What a cloud runs itself has no needs.
 */
export function absentNeeds(
  declaration: Declaration | undefined,
  expected: readonly Pick<ExpectedFlow, "id" | "interface" | "direction">[] = [],
): AbsentNeeds[] {
  const present = areasByInterface(declaration);
  for (const flow of expected) {
    const area = documentedArea(flow);
    if (area !== undefined) present.set(flow.interface, (present.get(flow.interface) ?? new Set()).add(area));
  }
  const rolesByAreas = new Map<string, { areas: NeedFact["area"][]; roles: string[] }>();
  const managed = new Set(
    (declaration?.interfaces ?? []).filter(({ kind }) => kind !== "host").map(({ path }) => path),
  );
  for (const { path, of, interfaces } of declaration?.roles ?? []) {
    // A part in a second system is no second server.
    if (of !== null || interfaces.some((one) => managed.has(one))) continue;
    const has = new Set(interfaces.flatMap((one) => [...(present.get(one) ?? [])]));
    const areas = [...new Set(NEEDS.map(({ area }) => area))].filter((area) => !has.has(area));
    if (areas.length === 0) continue;
    const known = rolesByAreas.get(areas.join());
    if (known === undefined) rolesByAreas.set(areas.join(), { areas, roles: [path] });
    else known.roles.push(path);
  }
  return [...rolesByAreas.values()];
}

/** The kind of need that a documented flow meets: one whose protocol is the need's, in the need's direction. */
function documentedArea({ id, direction }: Pick<ExpectedFlow, "id" | "direction">): NeedFact["area"] | undefined {
  const protocol = documentedDirections().get(id)?.flow.protocol.toLowerCase();
  return NEEDS.find((need) => need.id === protocol && (need.initiator === "role") === (direction === "egress"))?.area;
}

function areasByInterface(declaration: Declaration | undefined): Map<string, Set<string>> {
  const roles = new Map((declaration?.roles ?? []).map((role): [string, DeclaredRole] => [role.path, role]));
  const areas = new Map<string, Set<string>>();
  for (const flow of declaration?.ownFlows ?? []) {
    const area = NEEDS.find(({ id }) => id === flow.need)?.area;
    if (area === undefined) continue;
    for (const one of roles.get(flow.role)?.interfaces ?? []) {
      areas.set(one, (areas.get(one) ?? new Set()).add(area));
    }
  }
  return areas;
}
