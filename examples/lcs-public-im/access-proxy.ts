/** Public IM with AOL and MSN, described once for both clouds: an Access Proxy of LCS 2005 for two SIP domains. */
import type { Construct } from "constructs";
import { type Network, Peer, PublicImConnectivity } from "../../lib/index";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  pool: "10.30.1.0/28",
  nameServers: ["10.30.0.53", "10.30.1.53"],
  // Addresses for documentation: take those that the providers tell.
  aol: ["198.51.100.0/27"],
  msn: ["203.0.113.0/26", "203.0.113.128/27"],
} as const;

/** The data of the provisioning request stands in `provisioning.json`, for `uc-edge provisioning`, and never here. */
export function composePublicIm(scope: Construct, network: Network): PublicImConnectivity {
  const pic = new PublicImConnectivity(scope, "Pic", {
    network,
    sipDomains: ["example.com", "example.org"],
    accessProxy: {
      external: { privateAddress: "10.20.0.30", names: ["sip.example.com", "sip.example.org"] },
      internal: { privateAddress: "10.20.0.158" },
      internalServer: Peer.prefixes([PLAN.pool]),
    },
    providers: [
      { provider: "aol", accessProxies: Peer.prefixes(PLAN.aol) },
      { provider: "msn", accessProxies: Peer.prefixes(PLAN.msn) },
    ],
    certificate: { ca: "public" },
    defaultRouteToClearinghouse: false,
  });
  pic.accessProxy.allowNeed("dns", Peer.prefixes(PLAN.nameServers));
  return pic;
}
