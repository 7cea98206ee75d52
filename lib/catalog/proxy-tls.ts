/**
 * Which TLS the clouds' own reverse proxies speak to the machines behind them, and which those machines know. Neither is for
 * a deployment to choose: what users may have is set apart from it.
 */
import type { DocumentKey } from "./schema";

/** A reverse proxy of a cloud, towards the machines behind it. */
export interface ProxyTlsFact {
  readonly title: string;
  /** The versions that it speaks to them. */
  readonly versions: { readonly oldest: number; readonly newest: number };
  /** Whether it speaks to them only with ciphers that AES is part of. */
  readonly isAesOnly: boolean;
  /** Whether it verifies their certificates. */
  readonly verifiesMembers: boolean;
  readonly sources: { readonly versions: DocumentKey; readonly members: DocumentKey };
  /** What must be done before it runs in a subnet that denies anything outbound, where that is not taken for granted. */
  readonly isolation: { readonly feature: string; readonly delegation: string; readonly source: DocumentKey } | null;
}

/** The proxies by their clouds. */
export const PROXY_TLS: Readonly<Record<"aws" | "azure", ProxyTlsFact>> = {
  aws: {
    title: "Application Load Balancer",
    versions: { oldest: 1.0, newest: 1.3 },
    isAesOnly: true,
    verifiesMembers: false,
    sources: { versions: "aws-alb-tls", members: "aws-alb-target-groups" },
    isolation: null,
  },
  azure: {
    title: "Application Gateway",
    versions: { oldest: 1.2, newest: 1.3 },
    isAesOnly: true,
    verifiesMembers: true,
    sources: { versions: "azure-application-gateway-tls", members: "azure-application-gateway-probes" },
    isolation: {
      feature: "EnableApplicationGatewayNetworkIsolation",
      delegation: "Microsoft.Network/applicationGateways",
      source: "azure-application-gateway-private",
    },
  },
};

/** The web server under Web Components of OCS 2007, which is that of its operating system. */
export const OCS_2007_WEB_SERVER_TLS: {
  readonly title: string;
  readonly newest: number;
  readonly hasAes: boolean;
  readonly sources: readonly DocumentKey[];
} = {
  title: "Windows Server 2003",
  newest: 1.0,
  hasAes: false,
  sources: ["ms-windows-tls", "ms-windows-aes"],
};
