/** Domain names as zones, hosts and SIP domains use them. */
import { domainToASCII } from "node:url";
import type { AskedBy } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";

const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;
const HOST_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * Reads a domain or host name: lower case, without the final dot.
 *
 * @throws {@link UcEdgeError} `model-domain-invalid` for anything that is no host name of at least two labels,
 *   `model-domain-label-long` for a label over 63 octets.
 */
export function parseDomain(text: string, by: AskedBy): string {
  const fail = (code: string, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ ...by, code, value: text, expected, todo });
  const name = typeof text === "string" ? text.replace(/\.$/, "").toLowerCase() : "";
  const labels = name.split(".");
  const long = labels.find((label) => label.length > LONGEST_LABEL);
  if (long !== undefined) {
    throw fail("model-domain-label-long", `labels of at most ${String(LONGEST_LABEL)} octets`, "shorten the label");
  }
  const isAddress = /^\d+$/.test(labels.at(-1) ?? "");
  if (
    labels.length < 2 ||
    name.length > LONGEST_NAME ||
    isAddress ||
    !labels.every((label) => HOST_LABEL.test(label))
  ) {
    const ascii = /[^\x20-\x7e]/.test(name) ? domainToASCII(name) : "";
    throw fail(
      "model-domain-invalid",
      'a domain name such as "example.com": letters, digits and dashes in at least two labels',
      ascii === "" ? "correct the name" : `write it in its ASCII form: "${ascii}"`,
    );
  }
  return name;
}

/** Whether `name` is `domain` or lies below it. */
function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** The domain of `domains` that holds `name` most closely. */
export function closestDomain(name: string, domains: readonly string[]): string | undefined {
  return domains.filter((domain) => isWithin(name, domain)).sort((a, b) => b.length - a.length)[0];
}
