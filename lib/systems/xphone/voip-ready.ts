/** What to measure before voice is used, as data, and how many calls a media range carries. */
import { XPHONE_MEDIA_LIMITS } from "../../catalog/xphone/limits-media";
import { XPHONE_VOIP_READY_LIMITS } from "../../catalog/xphone/limits-voip-ready";
import type { Finding } from "../../model/finding";
import { type PortRange, printPorts } from "../../net/port-range";

const PER_CALL = "xphone/media-conditions/ports-per-call";
const PER_PARTY = "xphone/media-conditions/ports-per-party";

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

/** How many inbound ports a call needs. */
export function portsPerCall(): number {
  return portsOf(PER_CALL);
}

/** How many calls a range carries at once. */
export function callsOf({ first, last }: PortRange): number {
  return Math.floor((last - first + 1) / portsPerCall());
}

/**
 * How many calls the media range carries, and why.
 *
 * @param asked - How many there may be at once, where that is stated.
 */
export function capacityFinding(range: PortRange, asked: number | undefined): Omit<Finding, "where"> {
  const calls = callsOf(range);
  return {
    code: "xphone-call-capacity",
    severity: "note",
    what: `the media range ${printPorts(range)} carries ${String(calls)} ${calls === 1 ? "call" : "calls"} at once`,
    why: `each active call needs ${String(portsPerCall())} inbound ports of it, ${String(portsOf(PER_PARTY))} for each party`,
    todo:
      asked === undefined
        ? "hold it against the calls that are made; state them as concurrentCalls to have the range checked or computed"
        : `widen it, here and in the product, before more than the stated ${String(asked)} are made`,
    facts: [PER_CALL, PER_PARTY],
  };
}

function portsOf(limit: string): number {
  const fact = XPHONE_MEDIA_LIMITS.find(({ id }) => id === limit);
  if (fact?.quantity == null) throw new TypeError(`xphone does not say how many ports ${limit} has`);
  return fact.quantity.value;
}
