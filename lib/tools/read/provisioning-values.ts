/** Whether the values of a provisioning request are what their fields take. */
import { LCS_2005_PIC_ROLES } from "../../catalog/lcs-2005-pic/roles";
import { hostNameFault, hostNameText } from "../../net/host-name";
import { oneOf } from "../../net/uc-edge-error";
import { AGREEMENT_TYPES, type FieldKind, PROVIDER_IDS } from "./provisioning-fields";

/** A value as the work sheet shows it, or what is wrong with it. */
export type FieldValue =
  { readonly text: string } | { readonly code: string; readonly expected: string; readonly todo: string };

const LONGEST_TEXT = 200;
const LONGEST_LOCAL_PART = 64;

/** Reads the value of a field. */
export function readField(kind: FieldKind, value: unknown): FieldValue {
  return READERS[kind](value);
}

const READERS: Readonly<Record<FieldKind, (value: unknown) => FieldValue>> = {
  text: (value) => {
    const text = lineOf(value);
    return text === undefined
      ? {
          code: "tools-provisioning-text-invalid",
          expected: `text on one line, of at most ${String(LONGEST_TEXT)} characters`,
          todo: "write what the request asks for",
        }
      : { text };
  },
  count: (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value > 0
      ? { text: String(value) }
      : {
          code: "tools-provisioning-number-invalid",
          expected: "a whole number above 0, without quotes",
          todo: "say how many users need a license",
        },
  number: (value) => {
    const text = lineOf(value);
    // Agreement and enrollment numbers have letters too, such as a V in front; the document prints no form.
    return text !== undefined && /^[A-Za-z0-9]+([ ./-][A-Za-z0-9]+)*$/.test(text) && /\d/.test(text)
      ? { text }
      : {
          code: "tools-provisioning-number-invalid",
          expected: 'letters and digits between quotes, such as "01E12345"',
          todo: "copy the number from the agreement; without quotes, zeros in front would be lost",
        };
  },
  domain: (value) => {
    const name = typeof value === "string" ? hostNameText(value) : "";
    const fault = hostNameFault(name);
    if (fault === undefined) return { text: name };
    return { code: "tools-provisioning-domain-invalid", expected: fault.expected, todo: fault.todo };
  },
  email: (value) => (isEmail(value) ? { text: value } : EMAIL_FAULT),
  telephone: (value) => {
    const text = lineOf(value);
    const digits = text?.replace(/\D/g, "").length ?? 0;
    return text !== undefined && /^\+?[\d ()./-]+( ?(x|ext\.?) ?\d+)?$/i.test(text) && digits >= 5 && digits <= 20
      ? { text }
      : {
          code: "tools-provisioning-telephone-invalid",
          expected: 'a telephone number between quotes, such as "+49 30 123456"',
          todo: "write it with its country code",
        };
  },
  confirmation: (value) =>
    value === true
      ? { text: "yes" }
      : {
          code: "tools-provisioning-not-confirmed",
          expected: "true, as the request cannot be made otherwise",
          todo: "read what the step asks for, and confirm it",
        },
  "agreement-type": (value) => {
    const title =
      typeof value === "string" && Object.hasOwn(AGREEMENT_TYPES, value) ? AGREEMENT_TYPES[value] : undefined;
    return title === undefined
      ? {
          code: "tools-provisioning-agreement-unknown",
          expected: oneOf(Object.keys(AGREEMENT_TYPES), value),
          todo: "choose one of them",
        }
      : { text: title };
  },
  provider: (value) =>
    typeof value === "string" && PROVIDER_IDS.includes(value)
      ? { text: LCS_2005_PIC_ROLES.find(({ id }) => id === value)?.title ?? value }
      : {
          code: "tools-provisioning-provider-unknown",
          expected: oneOf(PROVIDER_IDS, value),
          todo: "choose at least one; the document knows no other",
        },
};

const EMAIL_FAULT = {
  code: "tools-provisioning-email-invalid",
  expected: 'an e-mail address such as "sip-admin@example.com"',
  todo: "correct the address",
};

function isEmail(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const at = value.lastIndexOf("@");
  const [name, domain] = [value.slice(0, Math.max(at, 0)), value.slice(at + 1)];
  const isName = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(name);
  return isName && name.length <= LONGEST_LOCAL_PART && hostNameFault(domain.toLowerCase()) === undefined;
}

/** Text on one line, with something in it. */
function lineOf(value: unknown): string | undefined {
  if (typeof value !== "string" || /[\p{Cc}\u2028\u2029]/u.test(value)) return undefined;
  const text = value.trim();
  return text === "" || text.length > LONGEST_TEXT ? undefined : text;
}
