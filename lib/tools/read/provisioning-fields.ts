/** The fields of the provisioning request of `lcs-2005-pic` 1.2.1, step by step in the document's order. */
import { LCS_2005_PIC_FLOWS } from "../../catalog/lcs-2005-pic/flows";

/** What a field takes. */
export type FieldKind =
  "text" | "count" | "number" | "domain" | "email" | "telephone" | "confirmation" | "agreement-type" | "provider";

/** A field of the request. */
export interface Field {
  /** Where it stands in the file: `organization.name`, `providers[0]`. */
  readonly path: string;
  /** What the work sheet calls it. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Whether the request is not complete without it. */
  readonly isNeeded: boolean;
}

/** How many entries the lists of a request have. */
export interface Counts {
  readonly otherSipDomains: number;
  readonly providers: number;
}

/** A step of the request. */
export interface Step {
  /** Its fact in the catalog. */
  readonly fact: string;
  readonly fields: (counts: Counts) => readonly Field[];
}

/** The lists of a request, which have as many entries as there are. */
export const LISTS: readonly (keyof Counts)[] = ["otherSipDomains", "providers"];

/** The types of license agreements that the document lists, as the file spells them, and as the work sheet does. */
export const AGREEMENT_TYPES: Readonly<Record<string, string>> = {
  "select-license": "Select License",
  "enterprise-agreement": "Enterprise Agreement",
  "open-value-license": "Open Value License",
  other: "other",
};

/** The providers that the document knows. */
export const PROVIDER_IDS: readonly string[] =
  LCS_2005_PIC_FLOWS.find(({ id }) => id === "lcs-2005-pic/1.1/1")?.to ?? [];

const ADMINISTRATOR = "Administrator's e-mail address";

function needed(path: string, label: string, kind: FieldKind): Field {
  return { path, label, kind, isNeeded: true };
}

function fixed(fact: string, ...fields: readonly Field[]): Step {
  return { fact, fields: () => fields };
}

/** An entry of the further SIP domains; the document asks for an e-mail address with the secondary domain. */
function otherDomain(index: number): Field[] {
  const entry = `otherSipDomains[${String(index)}]`;
  return [
    needed(`${entry}.sipDomain`, index === 0 ? "Secondary SIP domain" : "Further SIP domain", "domain"),
    { path: `${entry}.administratorEmail`, label: ADMINISTRATOR, kind: "email", isNeeded: index === 0 },
  ];
}

function indices(first: number, count: number): number[] {
  return Array.from({ length: Math.max(count - first, 0) }, (_, index) => first + index);
}

/** What comes before the request, and its steps up to the choice of providers. */
export const STEPS: readonly Step[] = [
  fixed("lcs-2005-pic/1.2.1/1", needed("licenses", "Number of licenses", "count")),
  fixed("lcs-2005-pic/1.2.1/2", needed("language", "Language", "text")),
  fixed("lcs-2005-pic/1.2.1/3", needed("agreementConfirmed", "Agree", "confirmation")),
  fixed("lcs-2005-pic/1.2.1/4", needed("licensesConfirmed", "Agree", "confirmation")),
  fixed(
    "lcs-2005-pic/1.2.1/5",
    needed("organization.name", "Name of the organization", "text"),
    needed("organization.agreementNumber", "Primary business agreement number", "number"),
    needed("organization.enrollmentNumber", "Agreement enrollment number", "number"),
    needed("organization.agreementType", "Type of license agreement", "agreement-type"),
  ),
  fixed(
    "lcs-2005-pic/1.2.1/6",
    needed("connection.primarySipDomain", "Primary SIP domain", "domain"),
    needed("connection.administratorEmail", ADMINISTRATOR, "email"),
    needed("connection.accessProxy", "Fully qualified domain name of the access proxy", "domain"),
  ),
  {
    fact: "lcs-2005-pic/1.2.1/7",
    fields: ({ otherSipDomains }) => indices(0, Math.min(otherSipDomains, 1)).flatMap(otherDomain),
  },
  {
    fact: "lcs-2005-pic/1.2.1/8",
    fields: ({ otherSipDomains }) => indices(1, otherSipDomains).flatMap(otherDomain),
  },
  fixed(
    "lcs-2005-pic/1.2.1/9",
    needed("contact.lastName", "Last name", "text"),
    needed("contact.firstName", "First name", "text"),
    needed("contact.email", "E-mail address", "email"),
    needed("contact.telephone", "Telephone number", "telephone"),
  ),
  {
    fact: "lcs-2005-pic/1.2.1/10",
    // Without one the first is what is missing.
    fields: ({ providers }) =>
      indices(0, Math.max(providers, 1)).map((index) => needed(`providers[${String(index)}]`, "Provider", "provider")),
  },
];

/** The step that submits the request. */
export const SUBMISSION = "lcs-2005-pic/1.2.1/11";

/** What follows the request. */
export const AFTERWARDS: readonly string[] = [
  "lcs-2005-pic/1.2.1/12",
  "lcs-2005-pic/1.2.1/13",
  "lcs-2005-pic/1.2.1/15",
];
