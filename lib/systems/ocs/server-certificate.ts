/**
 * The certificate of a server that the certificate table has no row for. It is derived, and says so: from the SIP over MTLS
 * that the port table has between all servers, and from the names that lead to the server.
 */
import { type CertificateRequest, derivedNames } from "../../model/certificate-request";
import { roleFact } from "./edge-services";

/** The certificate of a role, for the names of its server. */
export function serverCertificate(role: string, names: readonly string[]): CertificateRequest {
  const { title } = roleFact(role);
  return {
    title,
    roles: [`ocs-2007/${role}`],
    installedOn: [names[0] ?? title],
    assignedTo: [],
    ca: "enterprise",
    requirement: "recommended",
    ...derivedNames(names),
    uses: ["server", "client"],
    comments: ["the authority is the one that the table recommends for internal servers, which are the other ends"],
    derived:
      "not documented: that it is needed is derived from SIP over MTLS between servers, both ways (ocs-2007/ports/1), its names from those of the server, its authority from who must trust it",
    facts: ["ocs-2007/undocumented/certificates", "ocs-2007/ports/1"],
  };
}
