import { columnWidth, printTable } from "../../../lib/tools/report/text-table";

it("aligns columns and leaves no blanks at the end of a line", () => {
  const rows = [
    [{ text: "in" }, { text: "peer" }, { text: "" }],
    [{ text: "out" }, { text: "a" }, { text: "why" }],
  ];
  expect(printTable(rows, [3, 6, 4], "> ").split("\n")).toEqual(["> in   peer", "> out  a       why"]);
});

it("wraps cells in their columns, beside each other, and cuts nothing off", () => {
  const rows = [[{ text: "one two three" }, { text: "x\ny" }, { text: "abcdefghij" }]];
  expect(printTable(rows, [5, 2, 4], "").split("\n")).toEqual(["one    x   abcd", "two    y   efgh", "three      ij"]);
});

it("colors what is shown, not the blanks", () => {
  const rows = [[{ text: "a b", color: (text: string) => `<${text}>` }, { text: "c" }]];
  expect(printTable(rows, [1, 1], "")).toBe("<a>  c\n<b>");
});

it("counts columns of wide characters as the terminal does", () => {
  const rows = [
    [{ text: "漢字漢字" }, { text: "x" }],
    [{ text: "ab" }, { text: "x" }],
    [{ text: "e\u0301" }, { text: "x" }],
  ];
  expect(printTable(rows, [6, 1], "").split("\n")).toEqual(["漢字漢  x", "字", "ab      x", "e\u0301       x"]);
});

it("has columns as wide as their longest line, within bounds", () => {
  expect(columnWidth(["a", "abc\nabcde"], 2, 10)).toBe(5);
  expect(columnWidth(["a"], 2, 10)).toBe(2);
  expect(columnWidth(["a".repeat(50)], 2, 10)).toBe(10);
  expect(columnWidth([], 2, 10)).toBe(2);
  expect(
    columnWidth(
      Array.from({ length: 500_000 }, () => "ab"),
      1,
      10,
    ),
  ).toBe(2);
});
