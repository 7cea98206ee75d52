/** What to measure before voice is used, as data. */
import { XPHONE_VOIP_READY_LIMITS } from "../../catalog/xphone/limits-voip-ready";

/** One value to measure, with its documented bound. */
export interface XPhoneMeasure {
  /** What is measured: `one-way delay`. */
  readonly subject: string;
  /** Whether the value is the highest that is allowed, or the lowest. */
  readonly bound: "at-most" | "at-least";
  readonly value: number;
  readonly unit: string;
  /** The fact that says so. */
  readonly fact: string;
}

/** What the document's VoIP-ready network keeps, and can be measured. */
export function toMeasure(): XPhoneMeasure[] {
  return XPHONE_VOIP_READY_LIMITS.flatMap(({ id, subject, quantity, source }): XPhoneMeasure[] => {
    if (quantity === null || quantity.bound === "exactly" || source.section !== "VoIP-ready") return [];
    return [{ subject, bound: quantity.bound, value: quantity.value, unit: quantity.unit, fact: id }];
  });
}
