/** The features that a deployment is checked for: what each needs, who has a part in it, and which clients use it. */
import { FEATURES, ROLES } from "../../catalog/all";
import { DOCUMENTS } from "../../catalog/documents";
import type { FeatureFact } from "../../catalog/schema";
import type { DeclaredFeatures } from "../read/declared-features";
import type { Declaration } from "../read/declaration";
import { printCitation } from "./cited-flows";
import type { TextLayout } from "./rule-table";
import { COLUMN_GAP, columnWidth, printTable } from "./text-table";
import { wrapText } from "./wrap-text";

const INDENT = "  ";
const EDITIONS: Readonly<Record<string, string>> = {
  standard: "Standard Edition",
  enterprise: "Enterprise Edition",
};

/** A role that a feature needs. */
interface PreviewFeatureRole {
  readonly role: string;
  readonly title: string;
  /** Where it stands; empty where it is not deployed here. */
  readonly at: readonly string[];
  /** Whether it is there outside of what is deployed. */
  readonly existing: boolean;
}

/** A feature in a preview. */
interface PreviewFeature {
  readonly feature: string;
  /** The fact's id. */
  readonly fact: string;
  /** The roles that it needs: of several sets, those of the first one that is whole. */
  readonly roles: readonly PreviewFeatureRole[];
  readonly clients: readonly string[];
}

/** The features of one deployment in a preview. */
export interface PreviewFeatures {
  readonly path: string;
  readonly system: string;
  readonly edition: string;
  readonly features: readonly PreviewFeature[];
}

/** The features that a stack declares. */
export function previewFeatures(declaration: Declaration | undefined): PreviewFeatures[] {
  return (declaration?.features ?? []).map((declared) => ({
    path: declared.path,
    system: declared.system,
    edition: declared.edition,
    features: declared.features.flatMap((id) => {
      const fact = FEATURES.find((one) => one.id === id);
      return fact === undefined ? [] : [featureOf(fact, declared)];
    }),
  }));
}

function featureOf(fact: FeatureFact, declared: DeclaredFeatures): PreviewFeature {
  const { edition, roles, existing } = declared;
  const isThere = (role: string): boolean => (roles[role] ?? []).length > 0 || existing.includes(role);
  const sets = fact.alternatives.filter((one) => one.edition === "any" || one.edition === edition);
  const chosen = sets.find((one) => one.roles.every(isThere)) ?? sets[0];
  const titleOf = (id: string): string =>
    ROLES.find((role) => role.id === id && role.system === fact.system)?.title ?? id;
  return {
    feature: fact.feature,
    fact: fact.id,
    roles: (chosen?.roles ?? []).map((role) => ({
      role,
      title: titleOf(role),
      at: roles[role] ?? [],
      existing: existing.includes(role),
    })),
    clients: fact.clients.map(titleOf),
  };
}

/** The features of a stack. Empty where it declares none. */
export function printFeatures(all: readonly PreviewFeatures[], layout: TextLayout): string {
  return all.map((one) => printDeployment(one, layout)).join("\n\n");
}

function printDeployment({ path, system, edition, features }: PreviewFeatures, { colors, width }: TextLayout): string {
  const product = DOCUMENTS.find(({ key }) => key === system)?.product ?? system;
  const heading = `Features of ${product}, ${EDITIONS[edition] ?? edition} (${path})`;
  const name = columnWidth(
    features.map(({ feature }) => feature),
    10,
    Math.floor(width / 3),
  );
  const rest = width - INDENT.length - name - COLUMN_GAP;
  const lines = features.map((feature) =>
    printTable([[{ text: feature.feature }, { text: linesOf(feature).join("\n") }]], [name, rest], INDENT),
  );
  return [
    ...wrapText(heading, width, "")
      .split("\n")
      .map((line) => colors.bold(line)),
    ...lines,
  ].join("\n");
}

function linesOf({ fact, roles, clients }: PreviewFeature): string[] {
  const source = FEATURES.find(({ id }) => id === fact)?.source;
  const citation = source === undefined ? fact : printCitation(source);
  return [
    ...(roles.length === 0 ? ["no role beyond the servers of the edition"] : roles.map(roleWords)),
    ...(clients.length === 0 ? [] : [`used by ${clients.join(", ")}`]),
    `asked for by ${citation}`,
  ];
}

function roleWords({ title, at, existing }: PreviewFeatureRole): string {
  if (at.length > 0) return `${title}: ${at.join(", ")}`;
  return `${title}: ${existing ? "there already" : "missing"}`;
}
