/** Domain names as zones, hosts and SIP domains use them. */
import { hostNameFault, hostNameText } from "../net/host-name";
import type { AskedBy } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";

/**
 * Reads a domain or host name: lower case, without the final dot.
 *
 * @throws {@link UcEdgeError} `model-domain-invalid` for anything that is no host name of at least two labels,
 *   `model-domain-label-long` for a label over 63 octets.
 */
export function parseDomain(text: string, by: AskedBy): string {
  const name = typeof text === "string" ? hostNameText(text) : "";
  const fault = hostNameFault(name);
  if (fault === undefined) return name;
  const { kind, expected, todo } = fault;
  const code = kind === "invalid" ? "model-domain-invalid" : "model-domain-label-long";
  throw new UcEdgeError({ ...by, code, value: text, expected, todo });
}

/** Whether `name` is `domain` or lies below it. */
function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** The domain of `domains` that holds `name` most closely. */
export function closestDomain(name: string, domains: readonly string[]): string | undefined {
  return domains.filter((domain) => isWithin(name, domain)).sort((a, b) => b.length - a.length)[0];
}
