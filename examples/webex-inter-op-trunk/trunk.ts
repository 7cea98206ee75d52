/**
 * Media of the inter-op trunk with Webex Calling multi-tenant, and of mobile and remote access, both over the internet,
 * described once for both clouds.
 */
import type { Construct } from "constructs";
import { DedicatedInstancePeering, type Network, Peer } from "../../lib/index";

const INSTANCE = "192.0.2.0/24";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  partner: [INSTANCE],
} as const;

/** Opens the media in whichever network it is given. */
export function composeTrunk(scope: Construct, network: Network): DedicatedInstancePeering {
  return new DedicatedInstancePeering(scope, "Trunk", {
    network,
    instance: { prefixes: [INSTANCE] },
    interopTrunk: { mediaFrom: Peer.prefixes(["203.0.113.0/25"]) },
    mobileAndRemoteAccess: { expressway: Peer.prefixes(["203.0.113.128/28"]) },
    hosts: {
      MediaClients: {
        roles: ["interop-client"],
        zone: "perimeter",
        interfaces: [{ privateAddress: "10.20.0.10" }],
      },
      RemoteAccessClients: {
        roles: ["mra-client"],
        zone: "perimeter",
        interfaces: [{ privateAddress: "10.20.0.11" }],
      },
    },
  });
}
