/** Public IM as most tests deploy it: an Access Proxy for example.com, with AOL. */
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import type { AccessProxyProps, PublicImConnectivityProps } from "../../lib/systems/lcs/public-im-props";
import { POOL } from "./stacks";

/** Documentation addresses in the place of each provider's access proxies. */
export const PROVIDERS = { aol: "198.51.100.0/27", msn: "203.0.113.0/26", yahoo: "192.0.2.128/25" } as const;

/** A provider at its documentation addresses. */
export function provider(name: keyof typeof PROVIDERS): PublicImConnectivityProps["providers"][number] {
  return { provider: name, accessProxies: Peer.prefixes([PROVIDERS[name]]) };
}

/** An Access Proxy on its two addresses. */
export function accessProxy(more: Partial<AccessProxyProps> = {}): AccessProxyProps {
  return {
    external: { privateAddress: "10.20.0.30", names: ["sip.example.com"] },
    internal: { privateAddress: "10.20.0.158" },
    internalServer: Peer.prefixes([POOL]),
    ...more,
  };
}

/** What public IM needs beside its access proxy. */
export function withAol(network: Network): Omit<PublicImConnectivityProps, "accessProxy" | "edge"> {
  return {
    network,
    sipDomains: ["example.com"],
    providers: [provider("aol")],
    certificate: { ca: "public" },
    defaultRouteToClearinghouse: false,
  };
}

/** The smallest deployment. */
export function publicIm(network: Network, more: Partial<PublicImConnectivityProps> = {}): PublicImConnectivityProps {
  return { ...withAol(network), accessProxy: accessProxy(), ...more };
}
