/** The whole catalog in one value, so that a test can check it, or a copy of it with a planted defect. */
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
} from "../../lib/catalog/all";
import { DOCUMENTS } from "../../lib/catalog/documents";

/** Every fact, by kind. */
export const CATALOG = {
  documents: DOCUMENTS,
  roles: ROLES,
  choices: CHOICES,
  flows: FLOWS,
  records: RECORDS,
  forwarders: FORWARDERS,
  translations: TRANSLATIONS,
  certificates: CERTIFICATES,
  edgeServers: EDGE_SERVERS,
  limits: LIMITS,
  checks: CHECKS,
  features: FEATURES,
};

/** Facts by kind. */
export type CatalogFacts = typeof CATALOG;
