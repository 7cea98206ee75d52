/**
 * CUPS in the perimeter with a public address of its own, described once for both clouds: federation with GoogleTalk, which
 * is open to the internet, with WebEx Connect and with a partner's CUPS.
 */
import type { Construct } from "constructs";
import { acceptFinding, type Network, Peer, XmppFederation } from "../../lib/index";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  webex: ["198.51.100.0/25"],
  partner: ["203.0.113.16"],
  resolvers: ["10.30.0.53", "10.30.1.53"],
  clients: "10.30.128.0/17",
} as const;

/** Composes the federation in whichever network it is given. */
export function composeFederation(scope: Construct, network: Network): XmppFederation {
  const federation = new XmppFederation(scope, "Xmpp", {
    network,
    domains: ["example.com"],
    server: {
      external: { privateAddress: "10.20.0.30", names: ["cup1.example.com"] },
      internal: { privateAddress: "10.20.0.158" },
    },
    peers: [
      { kind: "google-talk", servers: Peer.internet() },
      { kind: "webex-connect", version: "6", servers: Peer.prefixes(PLAN.webex), domains: ["example.net"] },
      { kind: "federated-cups", version: "8.6", servers: Peer.prefixes(PLAN.partner), domains: ["example.org"] },
    ],
    resolvers: Peer.prefixes(PLAN.resolvers),
    clients: Peer.prefixes([PLAN.clients]),
  });
  acceptFinding(federation, {
    code: "cups-peer-unencrypted",
    reason: "known: users are told not to write confidential messages to contacts at Google",
  });
  return federation;
}
