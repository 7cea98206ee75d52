import fc from "fast-check";
import { columnsOf, wrapText } from "../../../lib/tools/report/wrap-text";

it.each([
  ["short", 10, "", ["short"]],
  ["one two three", 7, "", ["one two", "three"]],
  ["one two three", 9, "  ", ["  one two", "  three"]],
  ["abcdefghij", 4, "", ["abcd", "efgh", "ij"]],
  ["a abcdef", 4, "", ["a", "abcd", "ef"]],
  ["", 5, "  ", ["  "]],
  // Paths break behind a separator, where one is not too far back.
  ["Edge/AccessEdge/External", 18, "", ["Edge/AccessEdge/", "External"]],
  ["aws_security_group.x", 18, "", ["aws_security_", "group.x"]],
  ["a/bcdefghijklm", 8, "", ["a/bcdefg", "hijklm"]],
  ["日本語テキスト", 6, "", ["日本語", "テキス", "ト"]],
])("wraps %j in %i columns", (text, width, indent, lines) => {
  expect(wrapText(text, width, indent).split("\n")).toEqual(lines);
});

it("never cuts anything off, and keeps within the width", () => {
  const words = fc.array(fc.string({ unit: "grapheme", maxLength: 30 }), { maxLength: 12 });
  fc.assert(
    fc.property(words, fc.integer({ min: 4, max: 40 }), (parts, width) => {
      const text = parts.join(" ").replace(/[\n\r\u2028\u2029]/g, "");
      const lines = wrapText(text, width, "  ").split("\n");
      expect(lines.join("").replace(/ /g, "")).toBe(text.replace(/ /g, ""));
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});

it.each([
  ["abc", 3],
  ["ü", 1],
  ["u\u0308", 1],
  ["漢字", 4],
  ["ｆｕｌｌ", 8],
  ["한글", 4],
  ["✓", 1],
  ["→", 1],
  ["😀", 2],
])("counts the columns of %s", (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});
