/** Documented directions with the ports that a deployment states for them. */
import type { DirectionFact, FlowFact } from "../../catalog/schema";
import { isTransport } from "../../net/transport";
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
    transports: direction.transports.length === 0 ? stated.transports.filter(isTransport) : direction.transports,
    ports: isOpen && stated.ports !== null ? stated.ports : direction.ports,
    sourcePorts: direction.sourcePorts === null ? null : (stated.sourcePorts ?? direction.sourcePorts),
  };
}
