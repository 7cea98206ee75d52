/** Media: Softphone Mobile and a TURN server, with the call controller integrated in the server. Its signaling goes over HTTPS to IIS. */
import type { Construct } from "constructs";
import { type Network, Peer, XPhoneCallController, XPhoneServer, XPhoneServerIis } from "../../lib/index";
import { PLAN } from "../xphone/networks";

/** Composes the server in the perimeter with its call controller, in whichever network it is given. */
export function composeSoftphoneMobileTurn(scope: Construct, network: Network): XPhoneCallController {
  const server = new XPhoneServer(scope, "Server", {
    network,
    zone: "perimeter",
    external: { privateAddress: "10.20.0.10" },
    internal: { privateAddress: "10.20.0.138" },
    clients: Peer.prefixes([PLAN.clients]),
  });
  new XPhoneServerIis(scope, "Web", {
    server,
    domain: "uc.example.com",
    certificateAuthority: "public",
    mobile: { users: 120 },
  });
  return new XPhoneCallController(scope, "Media", {
    integratedIn: server,
    concurrentCalls: 250,
    softphoneMobile: {},
    stunServers: Peer.prefixes(PLAN.stunServers),
    turn: { servers: Peer.prefixes(PLAN.turnServers), mediaPorts: ["49152-65535"], provider: "xirsys" },
    timeServers: Peer.prefixes([PLAN.timeServer]),
  });
}
