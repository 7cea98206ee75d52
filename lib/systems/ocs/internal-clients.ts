/** The clients inside, as servers name them. */
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import type { OcsInternalProps } from "./internal-props";
import { checkInside, type ToldAt } from "./ocs-faults";

/** The clients by their roles, checked. */
export interface InternalClients {
  readonly "office-communicator": readonly (Peer | undefined)[];
  readonly "live-meeting-client": readonly (Peer | undefined)[];
}

/**
 * The clients inside.
 *
 * @throws {@link UcEdgeError} `stack-peer-zone` and those of peers.
 */
export function clientsOf(
  { internalClients, liveMeetingClients }: OcsInternalProps,
  network: Network,
  at: ToldAt,
): InternalClients {
  checkInside(internalClients, { prop: "internalClients", whose: "internal clients" }, network, at);
  checkInside(liveMeetingClients, { prop: "liveMeetingClients", whose: "Live Meeting clients inside" }, network, at);
  return {
    "office-communicator": [internalClients],
    "live-meeting-client": [liveMeetingClients ?? internalClients],
  };
}
