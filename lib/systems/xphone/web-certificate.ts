/** The certificate that clients of published web applications see. */
import { XPHONE_CERTIFICATES } from "../../catalog/xphone/certificates";
import { type CertificateRequest, derivedNames } from "../../model/certificate-request";
import { applies } from "../../model/when";
import { xphoneRole } from "./xphone-system";

/** The certificate of what is published by a name, in a hosting concept. */
export function webCertificate(domain: string, chosen: ReadonlySet<string>): CertificateRequest {
  const fact = XPHONE_CERTIFICATES.find(({ when }) => when !== undefined && applies(when, chosen));
  if (fact === undefined) throw new TypeError(`xphone has no certificate for ${[...chosen].join(", ")}`);
  const titles = fact.roles.map((role) => xphoneRole(role).title).join(", ");
  const isInIis = fact.comments.some((comment) => comment.includes("IIS"));
  return {
    title: fact.topology,
    roles: fact.roles.map((role) => `xphone/${role}`),
    installedOn: [`the ${titles}`],
    assignedTo: isInIis ? ["IIS, for HTTPS"] : [],
    ca: "public",
    requirement: fact.requirement === "mandatory" ? "required" : "recommended",
    ...derivedNames([domain]),
    uses: ["server"],
    comments: fact.comments,
    derived: "not documented: the names, from that of the URL with which clients connect",
    facts: [fact.id],
  };
}
