/**
 * CUPS inside, as its document has it, with TCP 5269 of a public address forwarded to it, described once for both clouds:
 * federation with IBM Sametime and with a standards-based server, and the documented telnet checks.
 */
import type { Construct } from "constructs";
import { type Network, Peer, XmppFederation } from "../../lib/index";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  /** The network's own translation of what starts inside: a NAT gateway, or a firewall. */
  wayOut: ["192.0.2.10"],
  sametime: ["198.51.100.32/28", "203.0.113.64/27"],
  standardsBased: ["198.51.100.200"],
  resolvers: ["10.30.0.53"],
  clients: ["10.30.128.0/17"],
  pcOutside: ["192.0.2.99"],
  pcInside: ["10.30.64.7"],
} as const;

/** Composes the federation in whichever network it is given. */
export function composeFederation(scope: Construct, network: Network): XmppFederation {
  return new XmppFederation(scope, "Xmpp", {
    network,
    domains: ["example.com", "example.org"],
    server: {
      zone: "internal",
      external: {
        privateAddress: "10.30.4.30",
        names: ["cup1.example.com", "cup1.example.org"],
        translation: "port-forward",
      },
    },
    peers: [
      { kind: "sametime", version: "8.5", servers: Peer.prefixes(PLAN.sametime), domains: ["example.net"] },
      { kind: "standards-based-xmpp", servers: Peer.prefixes(PLAN.standardsBased), domains: ["chat.example.net"] },
    ],
    resolvers: Peer.prefixes(PLAN.resolvers),
    clients: Peer.prefixes(PLAN.clients),
    serviceRecord: { priority: 10, weight: 5 },
    checks: { outside: Peer.prefixes(PLAN.pcOutside), inside: Peer.prefixes(PLAN.pcInside) },
  });
}
