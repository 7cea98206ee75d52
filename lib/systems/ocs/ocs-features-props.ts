/** What an `OcsFeatures` is told, and what can be wrong with it. */
import type { IConstruct } from "constructs";
import { OCS_2007_FEATURES } from "../../catalog/ocs-2007/features";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import type { FeatureFact } from "../../catalog/schema";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { requireObject } from "../../stack/require-object";
import { requireKnown, requireKnownList } from "../../stack/unresolved";

/** The edition of Office Communications Server 2007. */
export type OcsEdition = "standard" | "enterprise";

/** A feature of the document's feature table, in its order; those that an `EdgeServer` opens are called as its choices. */
export type OcsFeature =
  | "im-and-presence"
  | "on-premise-web-conferencing"
  | "address-book"
  | "archiving-and-cdr"
  | "remote-access"
  | "federation"
  | "public-im"
  | "external-web-conferencing"
  | "external-av"
  | "web-access"
  | "enterprise-voice";

/** What {@link OcsFeatures} checks a deployment for. */
export interface OcsFeaturesProps {
  /** The edition that the deployment has. */
  readonly edition: OcsEdition;
  /** The features that it is to provide, each once; at least one. */
  readonly features: readonly OcsFeature[];
  /**
   * Roles that are there already, outside of what is deployed here, by their ids in the catalog: `"reverse-proxy"`.
   *
   * @default - none
   */
  readonly existing?: readonly string[];
  /**
   * Constructs whose roles belong to the deployment as well, such as another stack of the same app.
   *
   * @default - the stack that this stands in, alone
   */
  readonly alsoIn?: readonly IConstruct[];
}

/** The props, checked. */
export interface CheckedFeatures {
  readonly edition: OcsEdition;
  readonly features: readonly FeatureFact[];
  readonly existing: readonly string[];
}

const EDITIONS: readonly OcsEdition[] = ["standard", "enterprise"];
/** The rows of the feature table, from the first on. */
const ROWS: readonly OcsFeature[] = [
  "im-and-presence",
  "on-premise-web-conferencing",
  "address-book",
  "archiving-and-cdr",
  "remote-access",
  "federation",
  "public-im",
  "external-web-conferencing",
  "external-av",
  "web-access",
  "enterprise-voice",
];
const WHAT = "cannot check the features";

/** The ids of all documented roles. */
const ROLES: readonly string[] = OCS_2007_ROLES.map(({ id }) => id);

/**
 * Checks the props.
 *
 * @throws {@link UcEdgeError} `ocs-edition-unknown`, `ocs-features-empty`, `ocs-feature-unknown`, `ocs-feature-twice`,
 *   `ocs-existing-role-unknown`, `stack-list-*`, `stack-prop-unresolved`.
 */
export function readFeatures(props: OcsFeaturesProps, path: string): CheckedFeatures {
  const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what: WHAT, prop, value, expected, todo, path });
  requireObject(props, { what: WHAT, prop: "props", path }, "name the edition and the features");
  const { edition, features, existing = [] } = props;
  requireKnown(edition, { what: WHAT, prop: "edition", path }, "it decides which roles are needed");
  if (!EDITIONS.includes(edition)) {
    throw fault("ocs-edition-unknown", "edition", edition, oneOf(EDITIONS, edition), "name the edition");
  }
  requireKnownList(features, WHAT, "features", path);
  if (features.length === 0) {
    throw fault("ocs-features-empty", "features", features, "at least one feature", "name what is to be provided");
  }
  for (const [index, feature] of features.entries()) {
    const prop = `features[${String(index)}]`;
    if (!ROWS.includes(feature)) {
      throw fault("ocs-feature-unknown", prop, feature, oneOf(ROWS, feature), "name a feature of the feature table");
    }
    if (features.indexOf(feature) === index) continue;
    throw fault("ocs-feature-twice", prop, feature, "each feature once", "leave one of the two out");
  }
  requireKnownList(existing, WHAT, "existing", path);
  const unknown = existing.findIndex((role) => !ROLES.includes(role));
  if (unknown >= 0) {
    const value = existing[unknown];
    const todo = "name the role by its id in the catalog: uc-edge catalog --kind roles --system ocs-2007";
    throw fault("ocs-existing-role-unknown", `existing[${String(unknown)}]`, value, oneOf(ROLES, value), todo);
  }
  return { edition, features: [...features].sort((a, b) => rowOf(a) - rowOf(b)).map(factOf), existing };
}

function rowOf(feature: OcsFeature): number {
  return ROWS.indexOf(feature) + 1;
}

function factOf(feature: OcsFeature): FeatureFact {
  const fact = OCS_2007_FEATURES.find(({ source }) => source.row === rowOf(feature));
  if (fact === undefined) throw new TypeError(`ocs-2007 has no row of ${feature}`);
  return fact;
}
