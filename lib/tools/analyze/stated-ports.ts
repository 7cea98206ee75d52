/** Documented directions with the ports and transports that a deployment states for them. */
import type { DirectionFact, FlowFact } from "../../catalog/schema";
import { isTransport, type Transport } from "../../net/transport";
import type { StatedPorts } from "../read/stated-ports";

/**
 * A direction with what the deployment states of it, as far as the document leaves that to the deployment: what it calls
 * configurable, what depends on something else, and what it gives no number for. Everything else stays as documented.
 */
export function withStatedPorts(
  { id, configurable, dependsOn }: FlowFact,
  direction: DirectionFact,
  all: readonly StatedPorts[],
): DirectionFact {
  const stated = all.find((one) => one.direction === `${id}${direction.key}`);
  if (stated === undefined) return direction;
  const isOpen = configurable || dependsOn !== undefined || direction.ports === "supplied";
  return {
    ...direction,
    transports: transportsOf(direction.transports, dependsOn !== undefined, stated.transports.filter(isTransport)),
    ports: isOpen && stated.ports !== null ? stated.ports : direction.ports,
    sourcePorts: direction.sourcePorts === null ? null : (stated.sourcePorts ?? direction.sourcePorts),
  };
}

/** Of the documented transports those that are stated, where they depend on something else; all that are stated where the document has none. */
function transportsOf(
  documented: readonly Transport[],
  isDependent: boolean,
  stated: readonly Transport[],
): readonly Transport[] {
  if (documented.length === 0) return stated;
  const narrowed = isDependent ? documented.filter((one) => stated.includes(one)) : [];
  return narrowed.length === 0 ? documented : narrowed;
}
