/** The subject of signing requests, as options say it. */
import { UcEdgeError } from "../../net/uc-edge-error";
import type { SubjectFields } from "../report/certificate-openssl";

/** The options, as they are typed. */
export interface SubjectOptions {
  readonly country?: string;
  readonly state?: string;
  readonly locality?: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
}

/** The longest values that a certificate can hold: the upper bounds of X.520, and of RFC 5280, appendix A. */
const LONGEST: readonly (readonly [keyof SubjectOptions, string, number])[] = [
  ["state", "--state", 128],
  ["locality", "--locality", 128],
  ["organization", "--organization", 64],
  ["organizationalUnit", "--organizational-unit", 64],
];
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Checks the options.
 *
 * @throws {@link UcEdgeError} `tools-subject-invalid`
 */
export function readSubjectFields(options: SubjectOptions): SubjectFields {
  const { country, state, locality, organization, organizationalUnit } = options;
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) {
    throw fault("--country", country, "two capital letters, as ISO 3166 has them: DE");
  }
  for (const [field, option, longest] of LONGEST) {
    const value = options[field];
    if (value === undefined) continue;
    const isText = value.trim() !== "" && value === value.trim() && !UNPRINTABLE.test(value);
    if (isText && Array.from(value).length <= longest) continue;
    throw fault(option, value, `a text of 1 to ${String(longest)} characters on one line, without spaces around it`);
  }
  return {
    ...(country === undefined ? {} : { country }),
    ...(state === undefined ? {} : { state }),
    ...(locality === undefined ? {} : { locality }),
    ...(organization === undefined ? {} : { organization }),
    ...(organizationalUnit === undefined ? {} : { organizationalUnit }),
  };
}

function fault(option: string, value: string, expected: string): UcEdgeError {
  return new UcEdgeError({
    code: "tools-subject-invalid",
    what: "cannot write the subject of signing requests",
    prop: option,
    value,
    expected,
    todo: "correct it, or leave it out",
  });
}
