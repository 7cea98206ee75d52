/**
 * Sorted, disjoint spans of numbers that grow: destination ports, or ICMP messages as `type * 256 + code`.
 *
 * Spans that overlap are joined; those that only touch are joined where the traffic forms one range (ports), and kept
 * apart where no cloud has a word for the joined span (ICMP messages).
 */
import { LAST_PORT, type PortRange } from "../net/port-range";
import type { IcmpMessage } from "./permit";

/** One span with what the compiler knows of it. */
export interface Span {
  first: number;
  last: number;
  /** Sorted ids of the flows that the span serves. */
  flows: string[];
  /** Whether wider rules of the group permit all of it already. */
  covered: boolean;
}

/** What an insertion did. */
export interface Insertion {
  /** The span that now holds the inserted numbers. */
  readonly span: Span;
  /** Spans that it took in and that are gone. */
  readonly gone: readonly Span[];
  /** Whether the span is new or wider than before. */
  readonly grown: boolean;
}

/** Puts `first`-`last` into sorted spans, in place. */
export function insertSpan(spans: Span[], first: number, last: number, joinTouching: boolean): Insertion {
  const reach = joinTouching ? 1 : 0;
  const start = firstEndingAtOrAfter(spans, first - reach);
  let end = start;
  for (let next = spans[end]; next !== undefined && next.first <= last + reach; next = spans[end]) end++;
  const met = spans.slice(start, end);
  const kept = met[0];
  if (kept === undefined) {
    const span: Span = { first, last, flows: [], covered: false };
    spans.splice(start, 0, span);
    return { span, gone: [], grown: true };
  }
  if (met.length === 1 && kept.first <= first && kept.last >= last) return { span: kept, gone: [], grown: false };
  const span: Span = {
    first: Math.min(first, kept.first),
    last: Math.max(last, met.at(-1)?.last ?? last),
    flows: [...new Set(met.flatMap((one) => one.flows))].sort(),
    covered: false,
  };
  spans.splice(start, met.length, span);
  return { span, gone: met, grown: true };
}

/** The ranges, of sorted and disjoint ones, that share a number with `first`-`last`. */
export function overlapping<T extends PortRange>(spans: readonly T[], first: number, last: number): T[] {
  const found: T[] = [];
  for (let index = firstEndingAtOrAfter(spans, first); ; index++) {
    const span = spans[index];
    if (span === undefined || span.first > last) return found;
    found.push(span);
  }
}

/** Puts ranges, all within `first`-`last`, in the place of those that share a number with it; returns the latter. */
export function replaceRanges<T extends PortRange>(ranges: T[], first: number, last: number, by: readonly T[]): T[] {
  const found = overlapping(ranges, first, last);
  ranges.splice(firstEndingAtOrAfter(ranges, first), found.length, ...by);
  return found;
}

/** Whether the ranges together hold all of `first`-`last`. */
export function holdAll(ranges: readonly PortRange[], first: number, last: number): boolean {
  let next = first;
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    if (range.first > next) return false;
    next = Math.max(next, range.last + 1);
  }
  return next > last;
}

/** Adds an id to a sorted list of ids; says whether it was new. */
export function addSorted(ids: string[], id: string): boolean {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? "") < id) low = middle + 1;
    else high = middle;
  }
  if (ids[low] === id) return false;
  ids.splice(low, 0, id);
  return true;
}

/** An ICMP message as a span: every message, every code of a type, or one message. */
export function icmpSpan(message: IcmpMessage | undefined): PortRange {
  if (message?.type === undefined) return { first: 0, last: LAST_PORT };
  if (message.code === undefined) return { first: message.type * 256, last: message.type * 256 + 255 };
  return { first: message.type * 256 + message.code, last: message.type * 256 + message.code };
}

/** The ICMP message that a span stands for; the inverse of {@link icmpSpan}. */
export function icmpMessage(span: PortRange): IcmpMessage {
  if (span.first === 0 && span.last === LAST_PORT) return {};
  const type = Math.floor(span.first / 256);
  return span.first === span.last ? { type, code: span.first % 256 } : { type };
}

function firstEndingAtOrAfter(spans: readonly PortRange[], number: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.last ?? Infinity) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
