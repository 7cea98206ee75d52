/** Facts of every kind in one shape, so that they are filtered, listed and explained alike. */
import {
  CERTIFICATES,
  CHECKS,
  CHOICES,
  EDGE_SERVERS,
  FEATURES,
  FLOWS,
  FORWARDERS,
  LIMITS,
  RECORDS,
  ROLES,
  TRANSLATIONS,
} from "../../catalog/all";
import type {
  CertificateFact,
  CheckFact,
  ChoiceFact,
  DirectionFact,
  EdgeServerFact,
  FeatureFact,
  FlowFact,
  ForwarderFact,
  LimitFact,
  RecordFact,
  RoleFact,
  TranslationFact,
} from "../../catalog/schema";
import { CATALOG_KINDS, type CatalogKind } from "./catalog-kinds";

interface FactOfKind {
  readonly flows: FlowFact;
  readonly dns: RecordFact | ForwarderFact;
  readonly certificates: CertificateFact;
  readonly translations: TranslationFact;
  readonly limits: LimitFact;
  readonly checks: CheckFact;
  readonly features: FeatureFact;
  readonly "edge-servers": EdgeServerFact;
  readonly roles: RoleFact;
  readonly choices: ChoiceFact;
}

/** A fact with its kind. The id is one that `explain` takes: `<system>/roles/<role>` for a role, likewise for a choice. */
export type CatalogEntry = {
  [K in CatalogKind]: { readonly kind: K; readonly id: string; readonly fact: FactOfKind[K] };
}[CatalogKind];

const ENTRIES: Readonly<Record<CatalogKind, () => readonly CatalogEntry[]>> = {
  flows: () => FLOWS.map((fact) => ({ kind: "flows", id: fact.id, fact })),
  dns: () =>
    systemsOf().flatMap((system) =>
      [...RECORDS, ...FORWARDERS]
        .filter((fact) => fact.system === system)
        .map((fact) => ({ kind: "dns", id: fact.id, fact })),
    ),
  certificates: () => CERTIFICATES.map((fact) => ({ kind: "certificates", id: fact.id, fact })),
  translations: () => TRANSLATIONS.map((fact) => ({ kind: "translations", id: fact.id, fact })),
  limits: () => LIMITS.map((fact) => ({ kind: "limits", id: fact.id, fact })),
  checks: () => CHECKS.map((fact) => ({ kind: "checks", id: fact.id, fact })),
  features: () => FEATURES.map((fact) => ({ kind: "features", id: fact.id, fact })),
  "edge-servers": () => EDGE_SERVERS.map((fact) => ({ kind: "edge-servers", id: fact.id, fact })),
  roles: () => ROLES.map((fact) => ({ kind: "roles", id: `${fact.system}/roles/${fact.id}`, fact })),
  choices: () => CHOICES.map((fact) => ({ kind: "choices", id: `${fact.system}/choices/${fact.id}`, fact })),
};

/** The facts of one kind, in the order of their documents. */
export function entriesOf(kind: CatalogKind): readonly CatalogEntry[] {
  return ENTRIES[kind]();
}

/** The facts of every kind. */
export function allEntries(): CatalogEntry[] {
  return CATALOG_KINDS.flatMap((kind) => entriesOf(kind));
}

/** The systems that have facts, in the catalog's order. */
export function systemsOf(): string[] {
  return [...new Set(ROLES.map((role) => role.system))];
}

/** The direction of a flow with an id such as `ocs-2007/ports/12b`. */
export function directionOf(id: string): { flow: FlowFact; direction: DirectionFact } | undefined {
  for (const flow of FLOWS) {
    const direction = flow.directions.find((one) => flow.id + one.key === id);
    if (direction !== undefined) return { flow, direction };
  }
  return undefined;
}

/** The ids of the directions of every flow. */
export function directionIds(): string[] {
  return FLOWS.flatMap((flow) => flow.directions.map((direction) => flow.id + direction.key));
}

/** The roles that a fact is about: those printed, and those that a reading's directions name. */
export function rolesOf(entry: CatalogEntry): readonly string[] {
  switch (entry.kind) {
    case "flows":
      return endsOf(entry.fact);
    case "dns":
    case "translations":
      return [entry.fact.role];
    case "certificates":
    case "limits":
      return entry.fact.roles;
    case "checks":
      return [entry.fact.from, ...entry.fact.needs.flatMap(endsOfDirection)];
    case "features":
      return [...entry.fact.alternatives.flatMap((one) => one.roles), ...entry.fact.clients];
    case "edge-servers":
      return [entry.fact.role, ...entry.fact.internalRoles];
    case "roles":
      return [entry.fact.id];
    case "choices":
      return [];
  }
}

/** The roles at the ends of a flow: those printed, and those of the directions that it opens. */
export function endsOf(flow: FlowFact): string[] {
  return [...flow.from, ...flow.to, ...flow.directions.flatMap((one) => [...one.from, ...one.to])];
}

function endsOfDirection(id: string): string[] {
  const found = directionOf(id);
  return found === undefined ? [] : [...found.direction.from, ...found.direction.to];
}
