/** One edge, described once for both clouds: all three services, remote access, federation, conferences and calls. */
import type { Construct } from "constructs";
import { acceptFinding, EdgeServer, type Network, Peer } from "../../lib/index";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  pool: "10.30.1.0/28",
  clients: "10.30.128.0/17",
  partners: ["198.51.100.0/24", "203.0.113.0/25"],
} as const;

/** Composes the edge in whichever network it is given. */
export function composeEdge(scope: Construct, network: Network): EdgeServer {
  const pool = Peer.prefixes([PLAN.pool]);
  const edge = new EdgeServer(scope, "Edge", {
    network,
    sipDomains: ["example.com"],
    internalClients: Peer.prefixes([PLAN.clients]),
    accessEdge: {
      external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
      internal: { privateAddress: "10.20.0.138" },
      internalServer: pool,
    },
    webConferencingEdge: {
      external: { privateAddress: "10.20.0.11", names: ["webconf.example.com"] },
      internal: { privateAddress: "10.20.0.139" },
      internalServer: pool,
    },
    avEdge: {
      external: { privateAddress: "10.20.0.12", names: ["av.example.com"] },
      internal: { privateAddress: "10.20.0.140" },
      internalServer: pool,
    },
    remoteAccess: {},
    federation: { partners: Peer.prefixes(PLAN.partners) },
    externalWebConferencing: {},
    externalAv: {},
  });
  acceptFinding(edge, {
    code: "ocs-av-edge-translated",
    reason: "known: media behind static NAT is tested before calls with external users are announced",
  });
  return edge;
}
