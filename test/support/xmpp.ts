/** The smallest federation, for tests of what is changed about it. */
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import type { XmppFederationProps } from "../../lib/systems/cups/xmpp-federation-props";

/** One peer of IBM Sametime at 198.51.100.0/24, by static NAT. */
export function federating(network: Network, more: Partial<XmppFederationProps> = {}): XmppFederationProps {
  return {
    network,
    domains: ["example.com"],
    server: {
      external: { privateAddress: "10.20.0.30", names: ["cup1.example.com"] },
      internal: { privateAddress: "10.20.0.158" },
    },
    peers: [{ kind: "sametime", version: "8.5", servers: Peer.prefixes(["198.51.100.0/24"]) }],
    resolvers: Peer.prefixes(["10.30.0.53"]),
    clients: Peer.prefixes(["10.30.128.0/17"]),
    ...more,
  };
}
