/**
 * Media: Softphone Desktop and a TURN server (Payload Separation), with the call controller integrated in the server. Signaling goes
 * through the VPN, media do not.
 */
import type { Construct } from "constructs";
import { type Network, Peer, XPhoneCallController, XPhoneServer } from "../../lib/index";
import { PLAN } from "../xphone/networks";

/** Composes the server in the perimeter with its call controller, in whichever network it is given. */
export function composeSoftphoneDesktopTurn(scope: Construct, network: Network): XPhoneCallController {
  const server = new XPhoneServer(scope, "Server", {
    network,
    zone: "perimeter",
    external: { privateAddress: "10.20.0.10" },
    internal: { privateAddress: "10.20.0.138" },
    clients: Peer.prefixes([PLAN.clients, PLAN.vpn]),
  });
  return new XPhoneCallController(scope, "Media", {
    integratedIn: server,
    concurrentCalls: 250,
    softphoneDesktop: { outside: Peer.internet() },
    stunServers: Peer.prefixes(PLAN.stunServers),
    turn: { servers: Peer.prefixes(PLAN.turnServers), mediaPorts: ["49152-65535"], provider: "xirsys" },
    timeServers: Peer.prefixes([PLAN.timeServer]),
  });
}
