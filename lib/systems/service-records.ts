/** Documented SRV records: one per domain, each leading to a name inside that domain. */
import type { RecordFact } from "../catalog/schema";
import { closestDomain } from "../model/domain-name";
import { UcEdgeError } from "../net/uc-edge-error";
import type { RecordRequest } from "../stack/dns-records";

/** What the record of a domain is made of. */
export interface ServiceRecordRequest {
  readonly fact: RecordFact;
  /** The domain that the record is for. */
  readonly domain: string;
  /** All domains of the deployment: a name belongs to the one that holds it most closely. */
  readonly domains: readonly string[];
  /** The names that a record may lead to. */
  readonly names: readonly string[];
  /** The property that holds the names. */
  readonly prop: string;
  /** The code where no name is inside the domain. */
  readonly withoutTarget: string;
  /** The path of the construct that asks. */
  readonly path: string;
}

/**
 * The SRV record of a domain.
 *
 * @throws {@link UcEdgeError} the system's own code where no name is inside the domain.
 */
export function serviceRecord(request: ServiceRecordRequest): RecordRequest {
  const { fact, domain, domains, names, path } = request;
  const name = fact.name.replace("{domain}", domain);
  const target = nameInside(domain, domains, names);
  if (target === undefined) {
    throw new UcEdgeError({
      code: request.withoutTarget,
      what: `cannot make the SRV record ${name}`,
      prop: request.prop,
      value: names,
      expected: `a name inside ${domain}, which the record can lead to`,
      todo: `add a name such as "sip.${domain}"`,
      path,
    });
  }
  const value = `${String(fact.priority ?? 0)} ${String(fact.weight ?? 0)} ${String(fact.port)} ${target}`;
  return { view: fact.view, type: "SRV", name, value, facts: [fact.id], path };
}

/** The first name inside a domain that is inside no closer one. */
export function nameInside(domain: string, domains: readonly string[], names: readonly string[]): string | undefined {
  return names.find((one) => closestDomain(one, domains) === domain);
}
