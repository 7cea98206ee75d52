/** The features that a stack says it is checked for. */
import type { DeclaredItem } from "./declared-item";
import { listOf, objectOf, textOf } from "./json-values";

/** The features of a deployment, and the roles that it has for them. */
export interface DeclaredFeatures {
  /** The path of the construct. */
  readonly path: string;
  readonly system: string;
  readonly edition: string;
  /** Ids of the rows of the feature table. */
  readonly features: readonly string[];
  /** Where each role that they need stands, by its id. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Roles that are there outside of what is deployed. */
  readonly existing: readonly string[];
}

/** Reads a `features` item. */
export function readFeatures(item: DeclaredItem): DeclaredFeatures {
  const roles = Object.entries(objectOf(item.value("roles")));
  return {
    path: item.text("path"),
    system: item.text("system"),
    edition: item.text("edition"),
    features: item.texts("features"),
    roles: Object.fromEntries(roles.map(([role, at]) => [role, listOf(at).flatMap((one) => textOf(one) ?? [])])),
    existing: item.texts("existing"),
  };
}
