import {
  type Interval,
  intersectIntervals,
  intervalsContain,
  normalizeIntervals,
  subtractIntervals,
  unionIntervals,
} from "../../lib/net/interval";
import { faultOf } from "./faults";

/** `list(1, 3, 7, 7)` is 1-3 and 7-7. */
function list(...bounds: number[]): Interval<number>[] {
  return bounds.flatMap((first, index) => (index % 2 === 0 ? [{ first, last: bounds[index + 1] ?? NaN }] : []));
}

function big(intervals: readonly Interval<number>[]): Interval<bigint>[] {
  return intervals.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) }));
}

describe("normalizeIntervals", () => {
  test("makes nothing of nothing", () => {
    expect(normalizeIntervals([])).toEqual([]);
  });

  test.each([
    ["sorts", list(80, 80, 22, 22), list(22, 22, 80, 80)],
    ["joins intervals that overlap", list(1, 5, 3, 9), list(1, 9)],
    ["joins intervals that touch", list(1, 5, 6, 9), list(1, 9)],
    ["keeps intervals apart that leave one number out", list(1, 5, 7, 9), list(1, 5, 7, 9)],
    ["drops an interval inside another", list(1, 9, 3, 4), list(1, 9)],
    ["drops repetitions", list(0, 65535, 0, 65535), list(0, 65535)],
    ["joins through a third", list(1, 2, 5, 6, 2, 5), list(1, 6)],
    ["keeps the longer of two with one start", list(1, 9, 1, 3), list(1, 9)],
  ])("%s, in numbers and in bigints", (_, given, expected) => {
    expect(normalizeIntervals(given)).toEqual(expected);
    expect(normalizeIntervals(big(given))).toEqual(big(expected));
  });

  test("keeps numbers exact that no double can hold", () => {
    const last = 2n ** 128n - 1n;
    expect(
      normalizeIntervals([
        { first: last, last },
        { first: last - 2n, last: last - 2n },
      ]),
    ).toEqual([
      { first: last - 2n, last: last - 2n },
      { first: last, last },
    ]);
    expect(
      normalizeIntervals([
        { first: last, last },
        { first: last - 2n, last: last - 1n },
      ]),
    ).toEqual([{ first: last - 2n, last }]);
  });

  test.each([
    ["swapped bounds", [{ first: 2, last: 1 }], "2-1"],
    ["a bound that is not a number", [{ first: NaN, last: 1 }], "NaN-1"],
    ["a fraction", [{ first: 0.5, last: 1 }], "0.5-1"],
    ["infinity", [{ first: 0, last: Infinity }], "0-Infinity"],
  ])("refuses %s", (_, given, shown) => {
    expect(faultOf(() => normalizeIntervals(given))).toEqual({
      code: "net-interval-invalid",
      message: `cannot read an interval: interval is "${shown}", expected whole numbers, the first at or below the last; correct the bounds [net-interval-invalid]`,
    });
  });

  test("leaves the given list as it was", () => {
    const given = list(80, 80, 22, 22);
    normalizeIntervals(given);
    expect(given).toEqual(list(80, 80, 22, 22));
  });
});

describe("the set operations on intervals", () => {
  const all = list(0, 65535);

  test.each([
    ["nothing and nothing", [], [], [], [], []],
    ["something and nothing", list(1, 5), [], list(1, 5), [], list(1, 5)],
    ["nothing and something", [], list(1, 5), list(1, 5), [], []],
    ["equals", list(1, 5, 8, 9), list(1, 5, 8, 9), list(1, 5, 8, 9), list(1, 5, 8, 9), []],
    ["neighbors", list(1, 5), list(6, 9), list(1, 9), [], list(1, 5)],
    ["one shared number", list(1, 5), list(5, 9), list(1, 9), list(5, 5), list(1, 4)],
    ["an inner interval", list(1, 9), list(4, 5), list(1, 9), list(4, 5), list(1, 3, 6, 9)],
    ["an outer interval", list(4, 5), list(1, 9), list(1, 9), list(4, 5), []],
    ["several holes in one", list(0, 9), list(0, 0, 3, 4, 9, 9), list(0, 9), list(0, 0, 3, 4, 9, 9), list(1, 2, 5, 8)],
    [
      "one hole over several",
      list(0, 2, 4, 6, 8, 10),
      list(1, 9),
      list(0, 10),
      list(1, 2, 4, 6, 8, 9),
      list(0, 0, 10, 10),
    ],
    ["the bounds of the ports", all, list(0, 0, 65535, 65535), all, list(0, 0, 65535, 65535), list(1, 65534)],
  ])("agree on %s, in numbers and in bigints", (_, a, b, union, intersection, difference) => {
    expect(unionIntervals(a, b)).toEqual(union);
    expect(intersectIntervals(a, b)).toEqual(intersection);
    expect(subtractIntervals(a, b)).toEqual(difference);
    expect(unionIntervals(big(a), big(b))).toEqual(big(union));
    expect(intersectIntervals(big(a), big(b))).toEqual(big(intersection));
    expect(subtractIntervals(big(a), big(b))).toEqual(big(difference));
  });

  test("agree with sets of single numbers on every pair of sets of 0 to 5", () => {
    const sets = Array.from({ length: 64 }, (_, mask) =>
      [0, 1, 2, 3, 4, 5].filter((number) => (mask & (1 << number)) !== 0),
    );
    const normal = (set: number[]): Interval<number>[] =>
      normalizeIntervals(set.map((number) => ({ first: number, last: number })));
    const numbers = (intervals: readonly Interval<number>[]): number[] =>
      intervals.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
    for (const a of sets) {
      for (const b of sets) {
        expect(numbers(unionIntervals(normal(a), normal(b)))).toEqual([...new Set([...a, ...b])].sort((x, y) => x - y));
        expect(numbers(intersectIntervals(normal(a), normal(b)))).toEqual(a.filter((number) => b.includes(number)));
        expect(numbers(subtractIntervals(normal(a), normal(b)))).toEqual(a.filter((number) => !b.includes(number)));
      }
    }
  });
});

describe("intervalsContain", () => {
  const ports = list(0, 0, 443, 443, 50000, 59999, 65535, 65535);

  test.each([0, 443, 50000, 55000, 59999, 65535])("finds %i", (port) => {
    expect(intervalsContain(ports, port)).toBe(true);
    expect(intervalsContain(big(ports), BigInt(port))).toBe(true);
  });

  test.each([1, 442, 444, 49999, 60000, 65534])("does not find %i", (port) => {
    expect(intervalsContain(ports, port)).toBe(false);
    expect(intervalsContain(big(ports), BigInt(port))).toBe(false);
  });

  test("finds nothing in an empty list", () => {
    expect(intervalsContain([], 0)).toBe(false);
  });
});
