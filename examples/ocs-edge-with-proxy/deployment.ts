/** The edge, and the reverse proxy that its remote users need for web content, on hosts of one's own. */
import type { Construct } from "constructs";
import { type Network, OcsFeatures, Peer, ReverseProxy } from "../../lib/index";
import { composeEdge, PLAN } from "../ocs-edge/edge";

/** Composes both in whichever network it is given. The proxy has an external address of its own: all listen on 443. */
export function composeEdgeWithProxy(scope: Construct, network: Network): ReverseProxy {
  composeEdge(scope, network);
  // The pool is there already; synthesis stops where a feature lacks a role.
  new OcsFeatures(scope, "Features", {
    edition: "enterprise",
    features: [
      "im-and-presence",
      "on-premise-web-conferencing",
      "remote-access",
      "federation",
      "external-web-conferencing",
      "external-av",
    ],
    existing: ["web-conferencing-server", "web-components"],
  });
  return new ReverseProxy(scope, "Proxy", {
    network,
    names: ["abs.example.com", "content.example.com"],
    webComponents: Peer.prefixes([PLAN.pool]),
    hosts: { external: { privateAddress: "10.20.0.13" }, internal: { privateAddress: "10.20.0.141" } },
  });
}
