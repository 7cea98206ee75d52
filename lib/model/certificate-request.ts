/** What to ask a certification authority for, and where the certificate goes. */
import type { AskedBy } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import { parseDomain } from "./domain-name";

/** The longest common name that a certificate can hold: `ub-common-name` of X.520, and of RFC 5280, appendix A. */
const LONGEST_COMMON_NAME = 64;

/** What a certificate is presented as: by the end that listens, by the end that connects with mutual TLS, or by both. */
export type CertificateUse = "server" | "client";

/** One certificate of a deployment. */
export interface CertificateRequest {
  /** What it is for: `Access Edge Server, external`. */
  readonly title: string;
  /** The documented roles that it is for: `ocs-2007/access-edge`. */
  readonly roles: readonly string[];
  /** Where it is installed, one statement each. */
  readonly installedOn: readonly string[];
  /** Where else it is assigned, one statement each; empty where installing it is enough. */
  readonly assignedTo: readonly string[];
  /** The certification authority: the enterprise's own, a public one, or any that the other ends trust. */
  readonly ca: "enterprise" | "public" | "any";
  /** Whether that authority is required or recommended; `unstated` where no document says so. */
  readonly requirement: "required" | "recommended" | "unstated";
  /**
   * The common name of the subject. Null where no name is known, and where each is longer than a certificate's common name
   * can be: then the alternative names alone count.
   */
  readonly subject: string | null;
  /**
   * The alternative names of type DNS. The common name is the first of them: whoever finds any alternative name ignores the
   * common name (RFC 2818, section 3.1), and newer clients never look at it.
   */
  readonly alternativeNames: readonly string[];
  /** What it is presented as. */
  readonly uses: readonly CertificateUse[];
  /** Other remarks, one statement each. */
  readonly comments: readonly string[];
  /** What of it no document states, and what that is derived from; null where the document states all of it. */
  readonly derived: string | null;
  /** Ids of the facts that it rests on, for `uc-edge catalog explain`. */
  readonly facts: readonly string[];
}

/** The names of a certificate. */
export type CertificateNames = Pick<CertificateRequest, "subject" | "alternativeNames">;

/**
 * The names of a certificate whose subject is documented.
 *
 * @throws {@link UcEdgeError} `model-certificate-subject-long`
 */
export function certificateNames(subject: string, more: readonly string[], by: AskedBy): CertificateNames {
  if (subject.length > LONGEST_COMMON_NAME) {
    throw new UcEdgeError({
      ...by,
      code: "model-certificate-subject-long",
      value: subject,
      expected: `a name of at most ${String(LONGEST_COMMON_NAME)} characters: it is the certificate's common name, which can hold no more`,
      todo: "give the server or the pool a shorter name; only alternative names may be longer",
    });
  }
  return { subject, alternativeNames: [...new Set([subject, ...more])] };
}

/** The names of a certificate whose subject is free to choose: the first that is short enough. */
export function derivedNames(names: readonly string[]): CertificateNames {
  const subject = names.find((name) => name.length <= LONGEST_COMMON_NAME) ?? null;
  return { subject, alternativeNames: [...new Set([...(subject === null ? [] : [subject]), ...names])] };
}

/**
 * Reads a name of a certificate: a host name, or `*.example.com`, which stands for names with one label more than
 * `example.com`.
 *
 * @throws {@link UcEdgeError} those of {@link parseDomain}.
 */
export function parseCertificateName(text: string, by: AskedBy): string {
  const isWildcard = typeof text === "string" && text.startsWith("*.");
  return `${isWildcard ? "*." : ""}${parseDomain(isWildcard ? text.slice(2) : text, by)}`;
}
