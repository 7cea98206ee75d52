/** The documented facts of the Dedicated Instance that its construct uses. */
import { FLOWS } from "../../catalog/all";
import type { FlowFact, PortList, RoleFact } from "../../catalog/schema";
import { WEBEX_DI_LIMITS } from "../../catalog/webex-di/limits";
import { WEBEX_DI_ROLES } from "../../catalog/webex-di/roles";
import type { PortRange } from "../../net/port-range";

/** All flows. */
export const WEBEX_FLOWS: readonly FlowFact[] = FLOWS.filter(({ system }) => system === "webex-di");

/** The roles of the customer's side. */
export const CUSTOMER_ROLES: readonly string[] = WEBEX_DI_ROLES.filter(({ zone }) => zone === "internal").map(
  ({ id }) => id,
);

/** The roles that are peers: Cisco's. */
export const PEER_ROLES: readonly string[] = WEBEX_DI_ROLES.filter(({ zone }) => zone !== "internal").map(
  ({ id }) => id,
);

/** Roles that register with Unified CM, and so look up the instance's names. */
export const REGISTERING_ROLES: readonly string[] = ["endpoint", "phone", "jabber-client", "webex-client"];

/** A role of the catalog. */
export function webexRole(id: string): RoleFact {
  const fact = WEBEX_DI_ROLES.find((role) => role.id === id);
  if (fact === undefined) throw new TypeError(`webex-di has no role ${id}`);
  return fact;
}

/** The ports that Cisco reserves. */
export function reservedPorts(): readonly PortRange[] {
  return rangesOf(WEBEX_DI_LIMITS.find(({ id }) => id === "webex-di/customer-ports/4")?.ports ?? []);
}

/** The documented media ports between phones and Unified CM. */
export function documentedMedia(): readonly PortRange[] {
  return rangesOf(WEBEX_DI_LIMITS.find(({ id }) => id === "webex-di/customer-ports/6")?.ports ?? []);
}

function rangesOf(list: PortList): PortRange[] {
  return list.map(([first, last]) => ({ first, last }));
}
