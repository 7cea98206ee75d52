/** An expanded Enterprise pool, described once for both clouds. */
import type { Construct } from "constructs";
import { acceptFinding, EnterprisePool, type Network, OcsFeatures, Peer } from "../../lib/index";
import { PLAN } from "../ocs-internal/networks";

/** Composes the pool in whichever network it is given. */
export function composePool(scope: Construct, network: Network): EnterprisePool {
  const pool = new EnterprisePool(scope, "Pool", {
    network,
    poolName: "pool.example.com",
    webFarmName: "webfarm.example.com",
    sipDomains: PLAN.sipDomains,
    expanded: {
      frontEnds: {
        servers: [{ privateAddress: "10.30.1.11" }, { privateAddress: "10.30.1.12" }],
        virtualAddress: { privateAddress: "10.30.1.10", names: ["sip.example.com", "sip.example.org"] },
      },
      webConferencingServers: [{ privateAddress: "10.30.1.21" }, { privateAddress: "10.30.1.22" }],
      avConferencingServers: [{ privateAddress: "10.30.1.31" }],
      webComponents: {
        servers: [{ privateAddress: "10.30.1.41" }, { privateAddress: "10.30.1.42" }],
        virtualAddress: { privateAddress: "10.30.1.40" },
      },
    },
    internalClients: Peer.prefixes([PLAN.clients]),
    automaticSignIn: {},
  });
  pool.frontEnd.allowTo(Peer.prefixes([PLAN.database]), {
    transport: "tcp",
    ports: [1433],
    purpose: "back-end database of the pool",
    owner: "voice team",
  });
  new OcsFeatures(scope, "Features", {
    edition: "enterprise",
    features: ["im-and-presence", "on-premise-web-conferencing", "address-book"],
  });
  acceptFinding(pool, {
    code: "ocs-pool-database-undocumented",
    reason: "known: the database instance listens on the port that is open as a flow of our own",
  });
  return pool;
}
