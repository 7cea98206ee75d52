/** In which line each value of a JSON text stands. */
import { placesOf } from "../../../lib/tools/read/json-places";

function lines(text: string): Record<string, number> {
  return Object.fromEntries(placesOf(text).lines);
}

describe("the places in a JSON text", () => {
  it("are those of the whole, of members and of entries", () => {
    const text = `{
  "a": 1,
  "b": { "c": "x, y: {[",
    "d": [
      true,
      { "e": null }
    ]
  }, "f": [[2],
[3]]
}`;
    expect(lines(text)).toEqual({
      "": 1,
      a: 2,
      b: 3,
      "b.c": 3,
      "b.d": 4,
      "b.d[0]": 5,
      "b.d[1]": 6,
      "b.d[1].e": 6,
      f: 8,
      "f[0]": 8,
      "f[0][0]": 8,
      "f[1]": 9,
      "f[1][0]": 9,
    });
  });

  it("quote a key that would be taken for another path, and read escapes", () => {
    expect(lines('{"a.b": 1,\n"a": {"b": 2},\n"\\u0061\\"\\n": 3}')).toEqual({
      "": 1,
      '["a.b"]': 1,
      a: 2,
      "a.b": 2,
      '["a\\"\\n"]': 3,
    });
  });

  it("name members that are there twice, at the second place", () => {
    const { lines: places, twice } = placesOf('{"a": 1,\n"b": {"a": 2},\n"a": 3,\n"\\u0061": 4}');
    expect(twice).toEqual([
      { path: "a", line: 3 },
      { path: "a", line: 4 },
    ]);
    expect(places.get("a")).toBe(1);
  });

  it("are counted with every kind of line end, and in a single value", () => {
    expect(lines('{\r\n"a":\r\n1}')).toEqual({ "": 1, a: 2 });
    expect(lines("\n\n7")).toEqual({ "": 3 });
  });

  it("are found however deep a text is nested", () => {
    const depth = 100_000;
    expect(placesOf("[".repeat(depth) + "]".repeat(depth)).lines.size).toBe(depth);
  });
});
