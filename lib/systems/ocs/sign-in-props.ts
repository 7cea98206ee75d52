/** What the certificates of servers inside are told of automatic sign-in. */
import type { OcsCertificateProps } from "./internal-certificate-props";

/** SIP domains, and where their clients are led. */
export interface CertificateSignIn {
  readonly sipDomains: readonly string[];
  /** The names that the records of automatic sign-in may lead to; undefined where there are no such records. */
  readonly names: readonly string[] | undefined;
}

/** The same, as certificates are told it. */
export function signInProps({
  sipDomains,
  names,
}: CertificateSignIn): Pick<OcsCertificateProps, "sipDomains" | "automaticSignIn" | "signInNames"> {
  return { sipDomains, automaticSignIn: names !== undefined, signInNames: names ?? [] };
}
