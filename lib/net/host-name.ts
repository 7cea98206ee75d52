/** The text of domain and host names: what DNS takes. */
import { domainToASCII } from "node:url";

const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;
const HOST_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** What is wrong with a name: what is allowed, and what to do. */
export interface HostNameFault {
  readonly kind: "invalid" | "label-long";
  readonly expected: string;
  readonly todo: string;
}

/** A name in lower case, without the final dot. */
export function hostNameText(text: string): string {
  return text.replace(/\.$/, "").toLowerCase();
}

/** What is wrong with a name of {@link hostNameText}; nothing with a host name of at least two labels. */
export function hostNameFault(name: string): HostNameFault | undefined {
  const labels = name.split(".");
  if (labels.some((label) => label.length > LONGEST_LABEL)) {
    return {
      kind: "label-long",
      expected: `labels of at most ${String(LONGEST_LABEL)} octets`,
      todo: "shorten the label",
    };
  }
  const isAddress = /^\d+$/.test(labels.at(-1) ?? "");
  const isName = labels.length >= 2 && name.length <= LONGEST_NAME && !isAddress;
  if (isName && labels.every((label) => HOST_LABEL.test(label))) return undefined;
  const ascii = /[^\x20-\x7e]/.test(name) ? domainToASCII(name) : "";
  return {
    kind: "invalid",
    expected: 'a domain name such as "example.com": letters, digits and dashes in at least two labels',
    todo: ascii === "" ? "correct the name" : `write it in its ASCII form: "${ascii}"`,
  };
}
