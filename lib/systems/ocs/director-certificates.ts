/** The certificates of a Director: one, or one for each server of an array. */
import type { CertificateRequest } from "../../model/certificate-request";
import type { DirectorPlan } from "./director-plan";
import type { OcsCertificateProps } from "./internal-certificate-props";
import { internalCertificates, tellOtherNames } from "./internal-certificates";
import { ownNames } from "./pool-tier";
import { type CertificateSignIn, signInProps } from "./sign-in-props";

/**
 * The certificates, in the order of the servers. With automatic sign-in the records of each SIP domain lead to the Director,
 * and to no other server of the network: all clients that find their server by themselves use it for logon, which is what the
 * table asks. Without it none are led here.
 *
 * @throws {@link UcEdgeError} those of {@link internalCertificates}.
 * @source ocs-2007 certificates rows 7-9
 */
export function directorCertificates(
  plan: DirectorPlan,
  signIn: CertificateSignIn,
  path: string,
): CertificateRequest[] {
  const { kind, tier } = plan;
  const everyClientSignsInHere = signIn.names !== undefined;
  const requests = internalCertificates({ ...signInProps(signIn), everyClientSignsInHere, ...subjectOf(plan) }, path);
  return requests.map((request, index) =>
    tellOtherNames(request, kind === "director-array" ? (tier.hosts.names[index] ?? []) : ownNames(tier)),
  );
}

/** The names that the row of each kind asks for. */
function subjectOf({ kind, name, serverNames, tier }: DirectorPlan): Omit<OcsCertificateProps, "sipDomains"> {
  switch (kind) {
    case "director-standard-edition":
      return { topology: kind, name };
    case "director-pool":
      return { topology: kind, poolName: name };
    case "director-array":
      return { topology: kind, names: serverNames, virtualName: name, otherVirtualNames: tier.address?.names ?? [] };
  }
}
