/** DNS records in a preview: with their place in the documented order of look-ups. */
import { RECORDS } from "../../catalog/all";
import type { DeclaredRecord } from "../read/declaration";

/** A record in a preview. */
export interface PreviewRecord extends DeclaredRecord {
  /** The place in which clients look it up, from 1, where its document has an order; null otherwise. */
  readonly order: number | null;
}

/** Records, each with the first place that one of its facts has. */
export function previewRecords(records: readonly DeclaredRecord[]): PreviewRecord[] {
  return records.map((record) => {
    const orders = RECORDS.filter(({ id }) => record.facts.includes(id)).flatMap(({ order }) => order ?? []);
    return { ...record, order: orders.length === 0 ? null : Math.min(...orders) };
  });
}

/** The place of a record in words; empty where it has none. */
export function printOrder({ order }: PreviewRecord): string {
  return order === null ? "" : `clients look it up as number ${String(order)}`;
}
