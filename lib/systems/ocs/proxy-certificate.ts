/** The certificate of the reverse proxy, which the certificate table of `ocs-2007` leaves out: derived from its names. */
import { PROXY_TLS } from "../../catalog/proxy-tls";
import { type CertificateRequest, derivedNames, parseCertificateName } from "../../model/certificate-request";
import type { ManagedProxyProps } from "../proxy/proxy-props";
import { roleFact } from "./edge-services";

const ROLE = "reverse-proxy";

/** The certificate that users see; of a proxy that the cloud runs, with the names that are stated of it. */
export function proxyCertificate(
  names: readonly string[],
  managed: ManagedProxyProps | undefined,
  cloud: "aws" | "azure",
  path: string,
): CertificateRequest {
  const { title } = roleFact(ROLE);
  const by = { what: "cannot deploy the reverse proxy", prop: "managed.certificate.names", path };
  const stated = managed?.certificate.names?.map((name) => parseCertificateName(name, by));
  const service = PROXY_TLS[cloud].title;
  const store = { aws: "AWS Certificate Manager", azure: "Key Vault" }[cloud];
  return {
    title,
    roles: [`ocs-2007/${ROLE}`],
    installedOn: [managed === undefined ? `the host of the ${title}` : `the ${service}, from ${store}`],
    assignedTo: managed === undefined ? ["its external interface"] : [],
    ca: "any",
    requirement: "unstated",
    ...derivedNames(stated ?? names),
    uses: ["server"],
    comments: ["users outside must trust the authority: a public one needs no root installed on their computers"],
    derived: `not documented: that it is needed is derived from HTTPS from users outside (ocs-2007/ports/11), its names from ${stated === undefined ? "the published ones" : "those that are stated of it"}, its authority from who must trust it`,
    facts: ["ocs-2007/undocumented/certificates", "ocs-2007/ports/11", "ocs-2007/edge-servers/4"],
  };
}
