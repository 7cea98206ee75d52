/** What the certificate of a reverse proxy that a cloud runs can hold. */
import type { DocumentKey } from "./schema";

/** The bounds of one cloud. */
export interface ProxyCertificateFact {
  /**
   * How many names a certificate can hold that the cloud issues: without asking, and at most. What was imported holds as
   * many as it does. Null where the cloud documents no such number.
   */
  readonly names: { readonly unasked: number; readonly most: number } | null;
  /** The largest certificate in octets, its key included, that the proxy takes; null where none is documented. */
  readonly octets: number | null;
  readonly source: DocumentKey;
  /** What is printed, in key words. */
  readonly printed: Readonly<Record<string, string>>;
}

/** The bounds by cloud. */
export const PROXY_CERTIFICATES: Readonly<Record<"aws" | "azure", ProxyCertificateFact>> = {
  aws: {
    names: { unasked: 10, most: 100 },
    octets: null,
    source: "aws-acm-quotas",
    printed: {
      names: "The default quota is 10 domain names for each ACM certificate. You can request up to 100 domain names.",
      imported: "The quota for the number of domain names applies only to certificates that are provided by ACM",
    },
  },
  azure: {
    names: null,
    octets: 16 * 1024,
    source: "azure-application-gateway-limits",
    printed: { size: "Maximum SSL certificate size: V2 SKU - 16 KB" },
  },
};
