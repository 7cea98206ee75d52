/** The kinds of facts, by the name that `--kind` takes; flows first. */
export const CATALOG_KINDS = [
  "flows",
  "dns",
  "certificates",
  "translations",
  "limits",
  "checks",
  "features",
  "edge-servers",
  "roles",
  "choices",
] as const;

/** A kind of facts. */
export type CatalogKind = (typeof CATALOG_KINDS)[number];
