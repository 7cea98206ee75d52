/** A whole deployment on one Standard Edition Server, described once for both clouds, with two SIP domains in split view. */
import type { Construct } from "constructs";
import {
  acceptFinding,
  EdgeServer,
  type Network,
  OcsFeatures,
  Peer,
  ReverseProxy,
  StandardEditionServer,
} from "../../lib/index";
import { PLAN } from "../ocs-internal/networks";

/** Names that lead to the edge and the proxy outside, and to the server or the edge's inside from there. */
const WEB_NAMES = ["abs.example.com", "content.example.com"];
const SIGN_IN_NAMES = ["sip.example.com", "sip.example.org"];

/** Composes the server, and then what names its roles. */
export function composeStandardEdition(scope: Construct, network: Network): StandardEditionServer {
  const clients = Peer.prefixes([PLAN.clients]);
  const server = new StandardEditionServer(scope, "Server", {
    network,
    name: "ocs.example.com",
    sipDomains: PLAN.sipDomains,
    internal: { privateAddress: "10.30.1.10", names: [...SIGN_IN_NAMES, ...WEB_NAMES] },
    internalClients: clients,
    automaticSignIn: {},
  });
  composeEdge(scope, network, server, clients);
  new ReverseProxy(scope, "Proxy", {
    network,
    names: WEB_NAMES,
    webComponents: Peer.of(server.webComponents),
    hosts: { external: { privateAddress: "10.20.0.13" }, internal: { privateAddress: "10.20.0.141" } },
  });
  new OcsFeatures(scope, "Features", {
    edition: "standard",
    features: [
      "im-and-presence",
      "on-premise-web-conferencing",
      "address-book",
      "remote-access",
      "external-web-conferencing",
      "external-av",
    ],
  });
  return server;
}

function composeEdge(scope: Construct, network: Network, server: StandardEditionServer, clients: Peer): void {
  const edge = new EdgeServer(scope, "Edge", {
    network,
    sipDomains: PLAN.sipDomains,
    internalClients: clients,
    accessEdge: {
      external: { privateAddress: "10.20.0.10", names: SIGN_IN_NAMES },
      internal: { privateAddress: "10.20.0.138" },
      internalServer: Peer.of(server.frontEnd),
    },
    webConferencingEdge: {
      external: { privateAddress: "10.20.0.11", names: ["webconf.example.com"] },
      internal: { privateAddress: "10.20.0.139", names: ["webconf.example.com"] },
      internalServer: Peer.of(server.webConferencingServer),
    },
    avEdge: {
      external: { privateAddress: "10.20.0.12", names: ["av.example.com"] },
      internal: { privateAddress: "10.20.0.140", names: ["av.example.com"] },
      internalServer: Peer.of(server.avConferencingServer),
    },
    remoteAccess: {},
    externalWebConferencing: {},
    externalAv: {},
  });
  acceptFinding(edge, {
    code: "ocs-av-edge-translated",
    reason: "known: media behind static NAT is tested before calls with external users are announced",
  });
}
