/** SIP domains, the part behind the @ of SIP addresses, as systems are given them. */
import { UcEdgeError } from "../net/uc-edge-error";
import { parseKnownDomain, requireKnownList } from "../stack/unresolved";

/** What a system says of domains that are missing or named twice. */
export interface DomainFaults {
  /** What fails: `cannot deploy the edge`. */
  readonly what: string;
  readonly path: string;
  /** The code where there are none. */
  readonly none: string;
  /** The code where one is there twice. */
  readonly twice: string;
}

/**
 * The SIP domains, each once.
 *
 * @throws {@link UcEdgeError} `model-domain-*`, `stack-prop-unresolved`, `stack-list-*`, and the system's own codes.
 */
export function readSipDomains(given: readonly string[], { what, path, none, twice }: DomainFaults): string[] {
  const by = { what, prop: "sipDomains", path };
  requireKnownList(given, by.what, by.prop, path);
  const domains = given.map((domain) => parseKnownDomain(domain, by));
  const repeated = domains.find((domain, index) => domains.indexOf(domain) !== index);
  if (domains.length > 0 && repeated === undefined) return domains;
  throw new UcEdgeError({
    ...by,
    code: domains.length === 0 ? none : twice,
    value: repeated ?? given,
    expected: "at least one SIP domain, each once",
    todo: repeated === undefined ? 'name the part behind the @ of SIP addresses: "example.com"' : "name it once",
  });
}
