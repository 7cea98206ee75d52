/** Aligned columns without borders. Cells wrap within their column; nothing is cut off. */
import { columnsOf, wrapText } from "./wrap-text";

/** A cell: its text, and the color that it is shown in. */
export interface Cell {
  readonly text: string;
  readonly color?: (text: string) => string;
}

/** The space between two columns. */
export const COLUMN_GAP = 2;

/** Rows as text; `widths` are those of the columns, without the gap between them. */
export function printTable(rows: readonly (readonly Cell[])[], widths: readonly number[], indent: string): string {
  return rows.flatMap((row) => printRow(row, widths).map((line) => `${indent}${line}`.trimEnd())).join("\n");
}

/** The width of a column: its longest line, within bounds. */
export function columnWidth(texts: readonly string[], least: number, most: number): number {
  let width = least;
  for (const text of texts) for (const line of text.split("\n")) width = Math.max(width, columnsOf(line));
  return Math.min(width, most);
}

/** The lines of a cell in a column. */
export function cellLines(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapText(line, width, "").split("\n"));
}

function printRow(row: readonly Cell[], widths: readonly number[]): string[] {
  const cells = row.map(({ text, color }, column) => {
    const width = widths[column] ?? columnsOf(text);
    return { lines: cellLines(text, width), width, color };
  });
  const height = Math.max(...cells.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    cells
      .map(({ lines, width, color }) => {
        const line = lines[index] ?? "";
        const space = " ".repeat(Math.max(width - columnsOf(line), 0));
        return `${color === undefined || line === "" ? line : color(line)}${space}`;
      })
      .join(" ".repeat(COLUMN_GAP))
      .trimEnd(),
  );
}
