/**
 * Lists of inclusive intervals of whole numbers, and the set algebra on them.
 *
 * A list is _normal_ when it is sorted, and no two of its intervals overlap or touch: then equal sets are equal lists.
 * Every function here returns a normal list.
 */
import { UcEdgeError } from "./uc-edge-error";

/** A whole number. Ports and IPv4 addresses fit `number`, IPv6 addresses need `bigint`; one list never mixes the two. */
export type Bound = number | bigint;

/** The whole numbers from `first` to `last`, both included. */
export interface Interval<T extends Bound> {
  /** The first number. */
  readonly first: T;
  /** The last number, at or above `first`. */
  readonly last: T;
}

/**
 * The normal list of the numbers that any of the intervals holds, given in any order and overlapping at will.
 * Takes O(n log n).
 *
 * @throws {@link UcEdgeError} `net-interval-invalid` for an interval whose first number is above its last, or that has a
 *   bound that is no whole number.
 */
export function normalizeIntervals<T extends Bound>(intervals: readonly Interval<T>[]): Interval<T>[] {
  const normal: Interval<T>[] = [];
  for (const next of intervals.map(checked).sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const last = normal.at(-1);
    if (last === undefined || next.first > after(last.last)) normal.push(next);
    else if (next.last > last.last) normal[normal.length - 1] = { first: last.first, last: next.last };
  }
  return normal;
}

/** The numbers that are in `a`, in `b` or in both; the lists need not be normal. Takes O(n log n). */
export function unionIntervals<T extends Bound>(a: readonly Interval<T>[], b: readonly Interval<T>[]): Interval<T>[] {
  return normalizeIntervals([...a, ...b]);
}

/** The numbers that are both in `a` and in `b`, which are normal lists. Takes O(n). */
export function intersectIntervals<T extends Bound>(
  a: readonly Interval<T>[],
  b: readonly Interval<T>[],
): Interval<T>[] {
  const common: Interval<T>[] = [];
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left !== undefined && right !== undefined; left = a[i], right = b[j]) {
    const first = left.first > right.first ? left.first : right.first;
    const last = left.last < right.last ? left.last : right.last;
    if (first <= last) common.push({ first, last });
    if (left.last < right.last) i++;
    else j++;
  }
  return common;
}

/** The numbers that are in `a` and not in `b`, which are normal lists. Takes O(n). */
export function subtractIntervals<T extends Bound>(
  a: readonly Interval<T>[],
  b: readonly Interval<T>[],
): Interval<T>[] {
  const rest: Interval<T>[] = [];
  let j = 0;
  for (const { first, last } of a) {
    let start = first;
    for (let hole = b[j]; hole !== undefined && hole.first <= last; hole = b[++j]) {
      if (hole.first > start) rest.push({ first: start, last: before(hole.first) });
      if (hole.last >= start) start = after(hole.last);
      // A hole that ends behind this interval may reach into the next one, so it is not passed yet.
      if (hole.last > last) break;
    }
    if (start <= last) rest.push({ first: start, last });
  }
  return rest;
}

/** Whether a normal list holds a number. Takes O(log n). */
export function intervalsContain<T extends Bound>(intervals: readonly Interval<T>[], value: T): boolean {
  let low = 0;
  let high = intervals.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const interval = intervals[middle];
    if (interval === undefined) return false;
    if (value < interval.first) high = middle - 1;
    else if (value > interval.last) low = middle + 1;
    else return true;
  }
  return false;
}

function checked<T extends Bound>(interval: Interval<T>): Interval<T> {
  const { first, last } = interval;
  if (isWhole(first) && isWhole(last) && first <= last) return interval;
  throw new UcEdgeError({
    code: "net-interval-invalid",
    what: "cannot read an interval",
    prop: "interval",
    value: `${String(first)}-${String(last)}`,
    expected: "whole numbers, the first at or below the last",
    todo: "correct the bounds",
  });
}

function isWhole(value: Bound): boolean {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}

/** The number after a number. */
function after<T extends Bound>(value: T): T;
function after(value: Bound): Bound {
  return typeof value === "bigint" ? value + 1n : value + 1;
}

/** The number before a number. */
function before<T extends Bound>(value: T): T;
function before(value: Bound): Bound {
  return typeof value === "bigint" ? value - 1n : value - 1;
}
