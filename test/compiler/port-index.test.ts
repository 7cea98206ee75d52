import fc from "fast-check";
import { PortIndex } from "../../lib/compiler/port-index";
import type { PortRange } from "../../lib/net/port-range";

function indexOf(ranges: readonly PortRange[]): PortIndex<number> {
  const index = new PortIndex<number>();
  ranges.forEach((range, position) => {
    index.add(range, position);
  });
  return index;
}

const meets = (a: PortRange, b: PortRange): boolean => a.first <= b.last && b.first <= a.last;

describe("an index of ports", () => {
  it("finds what meets a range, and not what is far from it", () => {
    const index = indexOf([
      { first: 443, last: 443 },
      { first: 5060, last: 5061 },
      { first: 60_000, last: 60_000 },
    ]);
    expect(index.near({ first: 443, last: 443 })).toEqual([0]);
    expect(index.near({ first: 5061, last: 5061 })).toEqual([1]);
    expect(index.near({ first: 20_000, last: 20_000 })).toEqual([]);
    expect([...index.near({ first: 0, last: 65_535 })].sort()).toEqual([0, 1, 2]);
  });

  it("finds a broad range whatever is asked, instead of storing it many times", () => {
    const index = indexOf([
      { first: 1024, last: 65_535 },
      { first: 443, last: 443 },
    ]);
    expect(index.near({ first: 50_000, last: 59_999 })).toEqual([0]);
    expect(index.near({ first: 80, last: 80 })).toEqual([0]);
    expect(index.countNear({ first: 0, last: 65_535 })).toBe(2);
  });

  it("keeps a value once that is stored under the same range again", () => {
    const index = new PortIndex<string>();
    for (const last of [443, 444, 443]) index.add({ first: 443, last }, "a");
    index.add({ first: 444, last: 444 }, "b");
    expect(index.near({ first: 443, last: 443 })).toEqual(["a", "b"]);
    expect(index.countNear({ first: 443, last: 443 })).toBe(2);
  });

  it("never misses what meets a range, and counts what it finds", () => {
    const port = fc.oneof(fc.constantFrom(0, 255, 256, 257, 511, 512, 1279, 1280, 65_535), fc.nat({ max: 65_535 }));
    const range = fc.tuple(port, port).map(([a, b]): PortRange => ({ first: Math.min(a, b), last: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), range, (ranges, asked) => {
        const index = indexOf(ranges);
        const found = index.near(asked);
        expect(found).toEqual(expect.arrayContaining(ranges.flatMap((one, at) => (meets(one, asked) ? [at] : []))));
        expect(index.countNear(asked)).toBe(found.length);
      }),
      { numRuns: 500 },
    );
  });
});
