/** The configuration with which `openssl req` makes the signing request of a certificate. */
import type { ListedCertificate } from "./certificates";
import { plainText } from "./plain-text";

/** What a subject says besides the common name, where the authority asks for it; nothing of it is made up. */
export interface SubjectFields {
  readonly country?: string;
  readonly state?: string;
  readonly locality?: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
}

/** The names of the fields in a subject, in the order that is usual. */
const FIELDS: readonly (readonly [keyof SubjectFields, string])[] = [
  ["country", "C"],
  ["state", "ST"],
  ["locality", "L"],
  ["organization", "O"],
  ["organizationalUnit", "OU"],
];
const USES = { server: "serverAuth", client: "clientAuth" } as const;
const BITS = 2048;

/** Whether a signing request can be made: without any name there is nothing to sign. */
export function hasNames({ alternativeNames }: ListedCertificate): boolean {
  return alternativeNames.length > 0;
}

/** The configuration of one certificate, whole. */
export function opensslConfiguration(certificate: ListedCertificate, fields: SubjectFields): string {
  const { subject, alternativeNames, uses, fileName } = certificate;
  const stated = FIELDS.flatMap(([field, name]) => {
    const value = fields[field];
    return value === undefined ? [] : [`${name} = ${escaped(value)}`];
  });
  const subjectLines = [...stated, ...(subject === null ? [] : [`CN = ${escaped(subject)}`])];
  const isEmpty = subjectLines.length === 0;
  const command = `openssl req -new -newkey rsa:${String(BITS)} -nodes${isEmpty ? " -subj /" : ""} -config ${fileName}.cnf -keyout ${fileName}.key -out ${fileName}.csr`;
  return [
    ...remarksOf(certificate).map((text) => `# ${plainText(text)}`),
    "#",
    `# ${command}`,
    "",
    "[ req ]",
    "prompt = no",
    `default_bits = ${String(BITS)}`,
    "default_md = sha256",
    "utf8 = yes",
    "string_mask = utf8only",
    "distinguished_name = subject",
    "req_extensions = extensions",
    "",
    "[ subject ]",
    ...subjectLines,
    "",
    "[ extensions ]",
    "keyUsage = critical, digitalSignature, keyEncipherment",
    `extendedKeyUsage = ${uses.map((use) => USES[use]).join(", ")}`,
    // Without a subject the alternative names are all that there is to identify (RFC 5280, section 4.2.1.6).
    `subjectAltName = ${isEmpty ? "critical, " : ""}@names`,
    "",
    "[ names ]",
    ...alternativeNames.map((name, index) => `DNS.${String(index + 1)} = ${escaped(name)}`),
    "",
  ].join("\n");
}

function remarksOf({
  title,
  of,
  installedOn,
  assignedTo,
  ca,
  requirement,
  derived,
  facts,
}: ListedCertificate): string[] {
  return [
    `${title} (${of})`,
    `install on: ${installedOn.join("; ")}`,
    ...(assignedTo.length === 0 ? [] : [`assign to: ${assignedTo.join("; ")}`]),
    `CA: ${ca}${requirement === "unstated" ? "" : `, ${requirement}`}`,
    ...(derived === null ? [] : [derived]),
    `source: ${facts.join(", ")}`,
  ];
}

/** A value as openssl reads it back: `$` would begin a variable, `#` a comment, and quotes and backslashes escape. */
function escaped(value: string): string {
  return value.replace(/[\\"'#$]/g, "\\$&");
}
