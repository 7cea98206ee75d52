/** What is to be said of a reverse proxy that the cloud runs. */
import { PROXY_TLS } from "../../catalog/proxy-tls";
import type { Finding } from "../../model/finding";
import type { Network } from "../../stack/network";
import type { XPhoneWebApplicationsProps } from "./xphone-dmz-reverse-proxy";

/** The certificates that nobody has verified, or compared with the published name. */
export function managedFindings(
  network: Network,
  webApplications: XPhoneWebApplicationsProps,
  hasNamesCompared: boolean,
): Omit<Finding, "where">[] {
  const { title, verifiesMembers, sources } = PROXY_TLS[network.cloud];
  const said: Omit<Finding, "where">[] = [];
  if (webApplications.encrypted === true && !verifiesMembers) {
    said.push({
      code: "xphone-proxy-web-server-unverified",
      severity: "note",
      what: "the leg to the web server is encrypted, but nobody verifies its certificate",
      why: `an ${title} does not validate the certificates of its targets`,
      todo: "keep the path between them private, or publish by hosts of your own that verify it",
      facts: [sources.members],
    });
  }
  if (!hasNamesCompared) {
    said.push({
      code: "xphone-certificate-names-unknown",
      severity: "note",
      what: "whether the certificate holds the published name is not known",
      why: "clients are warned, or turned away, where the name is not in the certificate",
      todo: "state the names in it as managed.certificate.names",
      facts: [],
    });
  }
  return said;
}
