/** The DNS records of public IM: an SRV record for each SIP domain, and the address records that they lead to. */
import { LCS_2005_PIC_RECORDS } from "../../catalog/lcs-2005-pic/records";
import { applies } from "../../model/when";
import type { RecordRequest } from "../../stack/dns-records";
import { nameInside, serviceRecord } from "../service-records";

/** The names of an access proxy, and the domains that it stands for. */
export interface AccessProxyNames {
  /** The SIP domains that are provisioned. */
  readonly sipDomains: readonly string[];
  /** All SIP domains of the host, which the names are told apart by. */
  readonly allDomains: readonly string[];
  /** The names of the external interface. */
  readonly names: readonly string[];
  /** The property that holds them. */
  readonly prop: string;
  /** The path of the construct that asks. */
  readonly path: string;
}

/**
 * The SRV records.
 *
 * @throws {@link UcEdgeError} `lcs-srv-target-missing`
 */
export function publicImRecords(given: AccessProxyNames, chosen: ReadonlySet<string>): RecordRequest[] {
  return LCS_2005_PIC_RECORDS.filter(({ type, when }) => type === "SRV" && applies(when, chosen)).flatMap((fact) =>
    given.sipDomains.map((domain) =>
      serviceRecord({
        fact,
        domain,
        domains: given.allDomains,
        names: given.names,
        prop: given.prop,
        withoutTarget: "lcs-srv-target-missing",
        path: given.path,
      }),
    ),
  );
}

/** The name that each domain's record leads to, that of the primary domain first. */
export function publicImTargets({ sipDomains, allDomains, names }: AccessProxyNames): string[] {
  return sipDomains.flatMap((domain) => nameInside(domain, allDomains, names) ?? []);
}

/** Ids of the documented address records that a name of the access proxy is for. */
export function addressFacts(chosen: ReadonlySet<string>): string[] {
  return LCS_2005_PIC_RECORDS.filter(({ type, when }) => type === "A" && applies(when, chosen)).map(({ id }) => id);
}
