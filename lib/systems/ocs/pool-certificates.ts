/** The certificates of an Enterprise pool: one, or one for each role where they are on servers of their own. */
import { certificateNames, type CertificateRequest, derivedNames } from "../../model/certificate-request";
import type { OcsCertificateProps } from "./internal-certificate-props";
import { internalCertificates, tellOtherNames } from "./internal-certificates";
import type { ToldAt } from "./ocs-faults";
import type { PoolPlan } from "./pool-plan";
import { ownNames } from "./pool-tier";
import { type CertificateSignIn, signInProps } from "./sign-in-props";

/**
 * The certificates, in the order of the servers.
 *
 * @throws {@link UcEdgeError} `model-certificate-subject-long`, and those of {@link internalCertificates}.
 * @source ocs-2007 certificates rows 2-6
 */
export function poolCertificates(plan: PoolPlan, signIn: CertificateSignIn, at: ToldAt): CertificateRequest[] {
  const { kind: topology, poolName, webFarmName, tiers } = plan;
  const virtual = topology === "expanded-pool" ? webAddressNames(plan, at) : {};
  const given = { ...signInProps(signIn), topology, poolName, webFarmName, ...virtual };
  return internalCertificates(given, at.path).map((request, index) => {
    const planned = tiers[index];
    return planned === undefined ? request : tellOtherNames(request, ownNames(planned.tier));
  });
}

/**
 * The names of the virtual address of the Web Components Servers. The first of its own is the subject: the name of the web
 * farm, which leads to it as well, has a place of its own in the row. A web farm with the name of the pool is behind the
 * pool's virtual address.
 */
function webAddressNames(
  { poolName, webFarmName, tiers }: PoolPlan,
  at: ToldAt,
): Pick<OcsCertificateProps, "virtualName" | "otherVirtualNames"> {
  if (webFarmName === poolName) return { virtualName: poolName };
  const own = tiers.at(-1)?.tier.address?.names ?? [];
  const names = [...own, webFarmName];
  const { subject } = derivedNames(names);
  // None is short enough: the error is about the first.
  const prop = own.length === 0 ? "webFarmName" : "expanded.webComponents.virtualAddress.names";
  const virtualName = subject ?? certificateNames(names[0] ?? webFarmName, [], { ...at, prop }).subject ?? webFarmName;
  return { virtualName, otherVirtualNames: own };
}
