/** The certificate that the access proxy needs for public IM. */
import { LCS_2005_PIC_CERTIFICATES } from "../../catalog/lcs-2005-pic/certificates";
import { type CertificateRequest, derivedNames } from "../../model/certificate-request";
import { UcEdgeError } from "../../net/uc-edge-error";
import { requireKnown } from "../../stack/unresolved";
import { lcsRole, lcsRule } from "./documented-rules";

/** What to ask the certification authority for, and what the document says of it. */
export interface AccessProxyCertificate {
  /** The certification authority that the document asks for. */
  readonly ca: "public";
  /**
   * The common name: the fully qualified domain name of the access proxy. The document states none; it is derived from what
   * the records lead to.
   */
  readonly subject: string;
  /** The names that the records of all SIP domains lead to; derived likewise. */
  readonly alternativeNames: readonly string[];
  /** Which of the above the document does not state. */
  readonly derived: readonly string[];
  /** What else the document says. */
  readonly remarks: readonly string[];
  /** Ids of the facts, for `uc-edge catalog explain`. */
  readonly facts: readonly string[];
}

const RULE = "lcs-2005-pic/1.2.3/3";

/**
 * Refuses every certification authority but a public one.
 *
 * @throws {@link UcEdgeError} `lcs-certificate-ca`, `stack-prop-unresolved`
 */
export function requirePublicCa(certificate: unknown, path: string): void {
  const given: unknown = typeof certificate === "object" && certificate !== null ? { ...certificate } : {};
  const { ca } = given as { readonly ca?: unknown };
  const by = { what: "cannot connect public IM providers", prop: "certificate.ca", path };
  requireKnown(ca, by, "a private certification authority is refused");
  if (ca === "public") return;
  throw new UcEdgeError({
    ...by,
    code: "lcs-certificate-ca",
    value: ca,
    expected: `"public", because ${lcsRule(RULE)}`,
    todo: "get a certificate from a public certification authority that Windows trusts, for the access proxy",
  });
}

/** The certificate for the names that the records lead to, that of the primary domain first. */
export function certificateFor(primary: string, names: readonly string[]): AccessProxyCertificate {
  return {
    ca: "public",
    subject: primary,
    alternativeNames: [...new Set([primary, ...names])],
    derived: ["subject", "alternativeNames"],
    remarks: LCS_2005_PIC_CERTIFICATES.flatMap(({ comments }) => comments),
    facts: [...LCS_2005_PIC_CERTIFICATES.map(({ id }) => id), RULE],
  };
}

/** The certificate as reports list it, next to those of other systems. */
export function accessProxyRequest({ alternativeNames, remarks, facts }: AccessProxyCertificate): CertificateRequest {
  const { title, id } = lcsRole("access-proxy");
  return {
    title: `${title}, external`,
    roles: [`lcs-2005-pic/${id}`],
    installedOn: [`the host of the ${title}, or each host of an array of them`],
    assignedTo: [],
    ca: "public",
    requirement: "required",
    ...derivedNames(alternativeNames),
    uses: ["server", "client"],
    comments: remarks,
    derived: "not documented: the names, from those that the records of the SIP domains lead to",
    facts,
  };
}
