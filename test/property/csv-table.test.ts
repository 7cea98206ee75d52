/** Whatever a table holds and however it is saved, its cells come back, each row with the line that it starts in. */
import fc from "fast-check";
import { readTable } from "../../lib/model/csv-table";

const COLUMNS = ["one", "two", "three"].map((name) => ({ name, isRequired: true }));

/** Cells with everything that CSV gives a meaning to, none of them empty, and without white space at their ends. */
const cell = fc
  .array(fc.constantFrom("a", "Z", "7", "ö", '"', ",", ";", "\t", " ", "\n", "-", "'", "漢"), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(""))
  .filter((text) => text.trim() === text && text !== "");

const table = fc.array(fc.record({ cells: fc.tuple(cell, cell, cell), emptyBefore: fc.nat(2) }), {
  minLength: 1,
  maxLength: 6,
});

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

test("cells and lines survive every delimiter and line ending", () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(",", ";", "\t"),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.boolean(),
      (rows, delimiter, end, hasMark) => {
        const lines: string[] = [["One", "TWO", "three"].join(delimiter)];
        const expected: { line: number; cells: string[] }[] = [];
        let line = 2;
        for (const { cells, emptyBefore } of rows) {
          for (let count = 0; count < emptyBefore; count++) lines.push("");
          line += emptyBefore;
          expected.push({ line, cells });
          lines.push(cells.map(quoted).join(delimiter));
          line += 1 + cells.join("").split("\n").length - 1;
        }
        const text = `${hasMark ? "\ufeff" : ""}${lines.join("\n")}\n`.replaceAll("\n", end);
        const found = readTable(text, COLUMNS, { file: "x" });
        expect(found.map((row) => ({ line: row.line, cells: [...row.cells.values()] }))).toEqual(expected);
        expect(found.map((row) => [...row.cells.keys()])).toEqual(found.map(() => ["one", "two", "three"]));
      },
    ),
  );
});
