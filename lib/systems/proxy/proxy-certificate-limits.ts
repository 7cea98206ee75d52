/** How much the certificate of a proxy that a cloud runs can hold. */
import { PROXY_CERTIFICATES } from "../../catalog/proxy-certificates";
import { PROXY_TLS } from "../../catalog/proxy-tls";
import type { Finding } from "../../model/finding";
import { UcEdgeError } from "../../net/uc-edge-error";
import type { ManagedProxyProps } from "./proxy-props";

/** What is asked, and of which cloud. */
export interface ManagedCertificate {
  readonly managed: ManagedProxyProps;
  /** The published names. */
  readonly names: readonly string[];
  readonly cloud: "aws" | "azure";
  /** The code where the certificate cannot hold the names, and that of the finding where a quota must be raised for it. */
  readonly codes: { readonly certificateNamesOver: string; readonly certificateNamesQuota: string };
  /** The path of the construct. */
  readonly path: string;
}

/**
 * Refuses a certificate that cannot be: with more names than the cloud issues in one, or larger than the proxy takes by its
 * names alone. The names are those that are stated of it, and else the published ones.
 *
 * @returns What is to be said where the names need a higher quota than an account begins with.
 * @throws {@link UcEdgeError} the system's code.
 */
export function checkCertificateSize(asked: ManagedCertificate): Omit<Finding, "where">[] {
  const { managed, cloud, codes } = asked;
  const held = [...new Set(managed.certificate.names ?? asked.names)];
  const { names, octets, source } = PROXY_CERTIFICATES[cloud];
  const fault = (value: string, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({
      code: codes.certificateNamesOver,
      what: "cannot deploy the reverse proxy",
      prop: managed.certificate.names === undefined ? "names" : "managed.certificate.names",
      value,
      expected,
      todo,
      path: asked.path,
    });
  const count = `${String(held.length)} names`;
  const wildcard = "cover names by a wildcard, or publish by hosts of your own";
  if (octets !== null && sizeOf(held) > octets) {
    const expected = `a certificate of at most ${String(octets)} octets in all, which is what an ${PROXY_TLS[cloud].title} takes (${source})`;
    throw fault(`${count}, ${String(sizeOf(held))} octets by themselves`, expected, wildcard);
  }
  if (names === null || managed.certificate.imported === true) return [];
  if (held.length > names.most) {
    const expected = `at most ${String(names.most)}, as many as AWS issues in one certificate (${source})`;
    throw fault(count, expected, `${wildcard}; set managed.certificate.imported for one that was imported`);
  }
  if (held.length <= names.unasked) return [];
  return [
    {
      code: codes.certificateNamesQuota,
      severity: "note",
      what: `the certificate holds ${count}, more than an account may have in one without asking`,
      why: `AWS issues certificates with ${String(names.unasked)} names, and with up to ${String(names.most)} where the quota was raised`,
      todo: "have the quota raised, cover names by a wildcard, or set managed.certificate.imported for one that was imported",
      facts: [source],
    },
  ];
}

/** What the names take in a certificate at the least: each has a tag and a length. */
function sizeOf(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + 2 + name.length, 0);
}
