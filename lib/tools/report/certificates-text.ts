/** The certificates that stacks need, as text for people. */
import type { StackCertificates, ListedCertificate } from "./certificates";
import { withPlainText } from "./plain-text";
import type { TextLayout } from "./rule-table";
import { COLUMN_GAP, columnWidth, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const NARROWEST = 40;
const INDENT = "  ";
const AUTHORITIES = {
  enterprise: "Enterprise CA",
  public: "public CA",
  any: "any that the other ends trust",
} as const;
const REQUIREMENTS = { required: ", required", recommended: ", recommended", unstated: "" } as const;
const USES = { server: "server", client: "client" } as const;

/** The certificates of several stacks; those without any are named, so that none is overlooked. */
export function printCertificates(stacks: readonly StackCertificates[], layout: TextLayout): string {
  const wide = { ...layout, width: Math.max(layout.width, NARROWEST) };
  return `${withPlainText(stacks)
    .map((stack) => printStack(stack, wide))
    .join("\n\n")}\n`;
}

function printStack({ stack, certificates }: StackCertificates, layout: TextLayout): string {
  const { colors, width } = layout;
  const count = certificates.length;
  const summary = count === 0 ? "no certificate is asked for" : `${String(count)} certificate${count === 1 ? "" : "s"}`;
  const head = [colors.bold(wrapText(stack, width, "")), "=".repeat(width), wrapText(summary, width, "")].join("\n");
  return [head, ...certificates.map((one) => printCertificate(one, layout))].join("\n\n");
}

function printCertificate(certificate: ListedCertificate, { colors, width }: TextLayout): string {
  const rows = linesOf(certificate);
  const label = columnWidth(
    rows.map(([name]) => name),
    0,
    Math.floor(width / 3),
  );
  const room = width - INDENT.length - label - COLUMN_GAP;
  const table = printTable(
    rows.map(([name, text]) => [{ text: name, color: colors.dim }, { text }]),
    [label, room],
    INDENT,
  );
  return [colors.bold(wrapText(certificate.title, width, "")), wrapText(certificate.of, width, INDENT), table].join(
    "\n",
  );
}

function linesOf(certificate: ListedCertificate): [string, string][] {
  const { installedOn, assignedTo, ca, requirement, uses, comments, derived, facts } = certificate;
  return [
    ["install on", installedOn.join("\n")],
    ...(assignedTo.length === 0 ? [] : [["assign to", assignedTo.join("\n")] as [string, string]]),
    ["CA", `${AUTHORITIES[ca]}${REQUIREMENTS[requirement]}`],
    ["subject", subjectOf(certificate)],
    ["names (SAN)", namesOf(certificate)],
    ["used as", uses.map((use) => USES[use]).join(" and ")],
    ...comments.map((comment, index): [string, string] => [index === 0 ? "comments" : "", comment]),
    ...(derived === null ? [] : [["derived", derived] as [string, string]]),
    ["source", facts.join("\n")],
  ];
}

function subjectOf({ subject, alternativeNames }: ListedCertificate): string {
  if (subject !== null) return `CN = ${subject}`;
  return alternativeNames.length === 0 ? "not known" : "none: each name is longer than a common name can be";
}

function namesOf({ alternativeNames }: ListedCertificate): string {
  return alternativeNames.length === 0 ? "not known: give the interface its names" : alternativeNames.join("\n");
}
