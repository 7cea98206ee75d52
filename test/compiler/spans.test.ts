import {
  addSorted,
  holdAll,
  icmpMessage,
  icmpSpan,
  insertSpan,
  overlapping,
  type Span,
} from "../../lib/compiler/spans";

function span(first: number, last: number, flows: string[] = [], covered = false): Span {
  return { first, last, flows, covered };
}

function ranges(spans: readonly Span[]): number[][] {
  return spans.map(({ first, last }) => [first, last]);
}

describe("inserting a span", () => {
  it.each([
    ["into nothing", [], [443, 443], [[443, 443]], []],
    [
      "before the others",
      [[100, 200]],
      [1, 2],
      [
        [1, 2],
        [100, 200],
      ],
      [],
    ],
    [
      "behind the others",
      [[100, 200]],
      [202, 300],
      [
        [100, 200],
        [202, 300],
      ],
      [],
    ],
    ["that touches one from below", [[100, 200]], [90, 99], [[90, 200]], [[100, 200]]],
    ["that touches one from above", [[100, 200]], [201, 201], [[100, 201]], [[100, 200]]],
    ["that overlaps one", [[100, 200]], [150, 250], [[100, 250]], [[100, 200]]],
    ["that holds one", [[100, 200]], [0, 65535], [[0, 65535]], [[100, 200]]],
    [
      "that fills the gap between two",
      [
        [0, 79],
        [81, 65535],
      ],
      [80, 80],
      [[0, 65535]],
      [
        [0, 79],
        [81, 65535],
      ],
    ],
    [
      "that takes in several and leaves the rest",
      [
        [1, 1],
        [5, 6],
        [8, 8],
        [20, 20],
      ],
      [4, 9],
      [
        [1, 1],
        [4, 9],
        [20, 20],
      ],
      [
        [5, 6],
        [8, 8],
      ],
    ],
  ])("joins ports %s", (_, before, [first = 0, last = 0], after, gone) => {
    const spans = before.map(([from = 0, to = 0]) => span(from, to));
    const insertion = insertSpan(spans, first, last, true);
    expect(ranges(spans)).toEqual(after);
    expect(ranges(insertion.gone)).toEqual(gone);
    expect(insertion.grown).toBe(true);
    expect(spans).toContain(insertion.span);
  });

  it.each([
    [100, 200],
    [100, 100],
    [200, 200],
    [150, 160],
  ])("changes nothing when a span holds %d-%d already", (first, last) => {
    const spans = [span(1, 2), span(100, 200, ["own/one"], true)];
    const insertion = insertSpan(spans, first, last, true);
    expect(insertion).toEqual({ span: span(100, 200, ["own/one"], true), gone: [], grown: false });
    expect(ranges(spans)).toEqual([
      [1, 2],
      [100, 200],
    ]);
  });

  it("keeps spans apart that only touch, where numbers in a row are no range", () => {
    const spans = [span(8 * 256, 8 * 256 + 255)];
    insertSpan(spans, 9 * 256, 9 * 256 + 255, false);
    insertSpan(spans, 7 * 256, 7 * 256 + 255, false);
    expect(ranges(spans)).toEqual([
      [1792, 2047],
      [2048, 2303],
      [2304, 2559],
    ]);
  });

  it("gives the joined span the flows of all that it took in, sorted and each once", () => {
    const spans = [span(1, 5, ["own/b", "own/c"]), span(7, 9, ["own/a", "own/b"], true)];
    const insertion = insertSpan(spans, 6, 6, true);
    expect(insertion.span).toEqual(span(1, 9, ["own/a", "own/b", "own/c"]));
  });
});

describe("finding spans that overlap a range", () => {
  const spans = [span(10, 19), span(30, 39), span(50, 59)];

  it.each([
    [0, 9, []],
    [0, 10, [10]],
    [19, 29, [10]],
    [20, 29, []],
    [19, 30, [10, 30]],
    [35, 36, [30]],
    [0, 65535, [10, 30, 50]],
    [60, 65535, []],
  ])("finds for %d-%d those that begin at %j", (first, last, firsts) => {
    expect(overlapping(spans, first, last).map((one) => one.first)).toEqual(firsts);
  });
});

describe("holding all of a range", () => {
  it.each([
    [[[80, 90]], 80, 90, true],
    [[[80, 90]], 80, 91, false],
    [[[80, 90]], 79, 90, false],
    [
      [
        [86, 90],
        [80, 85],
      ],
      80,
      90,
      true,
    ],
    [
      [
        [80, 84],
        [86, 90],
      ],
      80,
      90,
      false,
    ],
    [
      [
        [0, 65535],
        [3, 4],
      ],
      10,
      20,
      true,
    ],
    [[], 0, 0, false],
  ])("says of %j and %d-%d: %s", (given, first, last, held) => {
    expect(
      holdAll(
        given.map(([from = 0, to = 0]) => ({ first: from, last: to })),
        first,
        last,
      ),
    ).toBe(held);
  });
});

describe("adding to sorted ids", () => {
  it("puts an id in its place once, and says whether it was new", () => {
    const ids: string[] = [];
    expect(["b", "a", "c", "b", "a"].map((id) => addSorted(ids, id))).toEqual([true, true, true, false, false]);
    expect(ids).toEqual(["a", "b", "c"]);
  });
});

describe("ICMP messages as spans", () => {
  it.each([
    [undefined, 0, 65535],
    [{}, 0, 65535],
    [{ type: 0 }, 0, 255],
    [{ type: 8 }, 2048, 2303],
    [{ type: 255 }, 65280, 65535],
    [{ type: 0, code: 0 }, 0, 0],
    [{ type: 3, code: 4 }, 772, 772],
    [{ type: 255, code: 255 }, 65535, 65535],
  ])("reads %j as %d-%d and back", (message, first, last) => {
    expect(icmpSpan(message)).toEqual({ first, last });
    expect(icmpMessage(span(first, last))).toEqual(message ?? {});
  });
});
