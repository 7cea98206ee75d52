/**
 * Enterprise Voice and external users, described once for both clouds: an array of Directors where everybody signs in, a
 * consolidated pool behind it, a consolidated array of edge servers in front, a Mediation Server with its gateway, and web
 * access.
 */
import type { Construct } from "constructs";
import {
  acceptFinding,
  CommunicatorWebAccess,
  Director,
  type EdgeArrayHostProps,
  EdgeServer,
  EnterprisePool,
  MediationServer,
  type Network,
  OcsFeatures,
  Peer,
  ReverseProxy,
} from "../../lib/index";
import { PLAN } from "../ocs-internal/networks";

/** The array leads to both hosts by these addresses: 10.20.0.10 and .11 of the Access Edge, and so on. */
const EDGE_HOSTS = [0, 1];
const SIGN_IN_NAMES = ["sip.example.com", "sip.example.org"];

/** Composes the whole; servers inside come first, as the others name their roles. */
export function composeDirectorVoice(scope: Construct, network: Network): EdgeServer {
  const clients = Peer.prefixes([PLAN.clients]);
  const pool = composePool(scope, network, clients);
  const director = composeDirector(scope, network, pool, clients);
  composeVoice(scope, network, pool, director);
  const edge = composeEdge(scope, network, { pool, director, clients });
  new ReverseProxy(scope, "Proxy", {
    network,
    names: ["abs.example.com"],
    webComponents: Peer.of(pool.webComponents),
    hosts: { external: { privateAddress: "10.20.0.20" }, internal: { privateAddress: "10.20.0.141" } },
  });
  new OcsFeatures(scope, "Features", {
    edition: "enterprise",
    features: [
      "im-and-presence",
      "on-premise-web-conferencing",
      "address-book",
      "remote-access",
      "federation",
      "external-web-conferencing",
      "external-av",
      "web-access",
      "enterprise-voice",
    ],
  });
  acceptFinding(scope, {
    code: "check-name-hidden",
    reason:
      "known: partners and clients outside look these names up; inside, servers and Directors are found by their own",
  });
  return edge;
}

function composePool(scope: Construct, network: Network, internalClients: Peer): EnterprisePool {
  const pool = new EnterprisePool(scope, "Pool", {
    network,
    poolName: "pool.example.com",
    sipDomains: PLAN.sipDomains,
    consolidated: {
      servers: [{ privateAddress: "10.30.1.11" }, { privateAddress: "10.30.1.12" }],
      virtualAddress: { privateAddress: "10.30.1.10", names: ["abs.example.com"] },
    },
    internalClients,
  });
  acceptFinding(pool, {
    code: "ocs-pool-database-undocumented",
    reason: "known: the database team opens what its instance needs with the instance",
  });
  return pool;
}

function composeDirector(scope: Construct, network: Network, pool: EnterprisePool, internalClients: Peer): Director {
  return new Director(scope, "Director", {
    network,
    sipDomains: PLAN.sipDomains,
    array: {
      arrayName: "directors.example.com",
      servers: [
        { name: "director1.example.com", privateAddress: "10.30.1.21" },
        { name: "director2.example.com", privateAddress: "10.30.1.22" },
      ],
      virtualAddress: { privateAddress: "10.30.1.20", names: SIGN_IN_NAMES },
    },
    frontEnds: Peer.of(pool.frontEnd),
    internalClients,
    automaticSignIn: {},
  });
}

/** Servers whose ports the document does not have: what other documents of the vendor add is added here. */
function composeVoice(scope: Construct, network: Network, pool: EnterprisePool, director: Director): void {
  const servers = { network, frontEnd: Peer.of(pool.frontEnd), director: Peer.of(director.director) };
  const voice = new MediationServer(scope, "Voice", {
    ...servers,
    name: "mediation.example.com",
    basicGateway: { server: { privateAddress: "10.30.1.30" }, gatewayHost: { privateAddress: "10.30.1.31" } },
  });
  const web = new CommunicatorWebAccess(scope, "WebAccess", {
    ...servers,
    name: "cwa.example.com",
    internal: { privateAddress: "10.30.1.40" },
  });
  web.communicatorWebAccessServer.allowFrom(Peer.prefixes([PLAN.clients]), {
    transport: "tcp",
    ports: [443],
    purpose: "browsers of Communicator Web Access",
    owner: "voice team",
  });
  const reason = "known: what the voice team has found to be needed is open as flows of our own";
  for (const code of ["ocs-mediation-undocumented", "ocs-basic-gateway-undocumented"]) {
    acceptFinding(voice, { code, reason });
  }
  acceptFinding(web, { code: "ocs-web-access-undocumented", reason });
}

interface Inside {
  readonly pool: EnterprisePool;
  readonly director: Director;
  readonly clients: Peer;
}

function composeEdge(scope: Construct, network: Network, { pool, director, clients }: Inside): EdgeServer {
  // Each host has an interface outside for each service, and one inside for all of them.
  const hostsFrom = (first: number): EdgeArrayHostProps[] =>
    EDGE_HOSTS.map((host) => ({
      external: { privateAddress: `10.20.0.${String(first + host)}` },
      internal: {
        privateAddress: `10.20.0.${String(138 + host)}`,
        names: [`edge${String(1 + host)}.example.com`],
      },
    }));
  const internal = { privateAddress: "10.20.0.150", names: ["edge.example.com", "av.example.com"] };
  const edge = new EdgeServer(scope, "Edge", {
    network,
    sipDomains: PLAN.sipDomains,
    director: Peer.of(director.director),
    internalClients: clients,
    accessEdge: {
      array: { hosts: hostsFrom(10), external: { names: SIGN_IN_NAMES }, internal },
      internalServer: Peer.of(pool.frontEnd),
    },
    webConferencingEdge: {
      array: { hosts: hostsFrom(12), external: { names: ["webconf.example.com"] } },
      internalServer: Peer.of(pool.webConferencingServer),
    },
    avEdge: {
      array: { hosts: hostsFrom(14), external: { names: ["av.example.com"] }, internal },
      internalServer: Peer.of(pool.avConferencingServer),
    },
    remoteAccess: {},
    federation: { partners: Peer.prefixes(["198.51.100.0/24"]) },
    externalWebConferencing: {},
    externalAv: {},
  });
  acceptFinding(edge, {
    code: "ocs-av-edge-translated",
    reason: "known: media behind static NAT is tested before calls with external users are announced",
  });
  return edge;
}
