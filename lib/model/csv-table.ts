/** Tables as spreadsheet programs save them: text with a header and rows, and for each fault the line and the column. */
import { type CsvError, parse } from "csv-parse/sync";
import { nearMisses, UcEdgeError } from "../net/uc-edge-error";

/** A column that a table may have. */
export interface TableColumn {
  /** Its name in the header, in lower case. */
  readonly name: string;
  readonly isRequired: boolean;
}

/** A row of a table. */
export interface TableRow {
  /** The line that it starts in, from 1. */
  readonly line: number;
  /** What stands in the columns of the header, without white space around it; empty text in cells that are empty. */
  readonly cells: ReadonlyMap<string, string>;
}

/** Where a table comes from, for messages. */
export interface TableOrigin {
  /** The name of the file, or other words for the table. */
  readonly file: string;
  /** The path of the construct that asks for it. */
  readonly path?: string;
}

/** What separates cells: a comma, or a semicolon where the comma is the decimal sign, or a tabulator. */
const DELIMITERS = [",", ";", "\t"];

/** What csv-parse tells of a record. */
interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** A place in a table: `flows.csv line 3, column "ports"`. */
export function tablePlace({ file }: TableOrigin, line: number, column?: string): string {
  return `${file} line ${String(line)}${column === undefined ? "" : `, column "${column}"`}`;
}

/**
 * Reads a table. The columns may stand in any order, and upper and lower case are the same; empty rows are passed over.
 *
 * @throws {@link UcEdgeError} `model-csv-invalid` for what is no text or breaks the rules of CSV, `model-csv-encoding`,
 *   `model-csv-empty`, `model-csv-column-unknown`, `model-csv-column-missing`, `model-csv-column-twice`,
 *   `model-csv-row-length`.
 */
export function readTable(csv: string, columns: readonly TableColumn[], origin: TableOrigin): TableRow[] {
  const text = plainLines(csv, origin);
  const delimiter = delimiterOf(text, columns);
  const [header, ...rows] = recordsOf(text, delimiter, columns, origin).filter(({ cells }) =>
    cells.some((cell) => cell !== ""),
  );
  if (header === undefined) throw empty(1, "a header and at least one row", csv, origin);
  const names = readHeader(header, columns, origin);
  if (rows.length === 0) throw empty(header.line, "at least one row below the header", header.cells.join(), origin);
  return rows.map((row) => {
    requireLength(row, names, origin);
    return { line: row.line, cells: new Map(names.map((name, index) => [name, row.cells[index] ?? ""])) };
  });
}

/** A record before the header says what its cells are. */
interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The text with one kind of line ending, and without the mark that Excel puts in front. */
function plainLines(csv: unknown, origin: TableOrigin): string {
  if (typeof csv !== "string") {
    throw fault(origin, "model-csv-invalid", {
      where: tablePlace(origin, 1),
      prop: "csv",
      value: typeof csv === "object" && csv !== null ? "an object that is no text" : csv,
      expected: "the text of a CSV file",
      todo: 'read the file first: readFileSync("flows.csv", "utf8")',
    });
  }
  const text = csv.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const wrong = text.search(/[\u0000\ufffd]/);
  if (wrong < 0) return text.trimEnd();
  const before = text.slice(0, wrong).split("\n");
  throw fault(origin, "model-csv-encoding", {
    where: `${tablePlace(origin, before.length)}, character ${String((before.at(-1)?.length ?? 0) + 1)}`,
    prop: "csv",
    value: text.slice(wrong, wrong + 1) === "\0" ? "a character 0" : "a character that cannot be read",
    expected: "text in UTF-8",
    todo: 'save the table as "CSV UTF-8"',
  });
}

/** The one that finds the most columns in the header. */
function delimiterOf(text: string, columns: readonly TableColumn[]): string {
  const names = new Set(columns.map(({ name }) => name));
  const header = text.split("\n").find((line) => line.trim() !== "") ?? "";
  const found = DELIMITERS.map((delimiter) => ({
    delimiter,
    number: header.split(delimiter).filter((cell) => names.has(columnName(cell.replace(/"/g, "")))).length,
  }));
  return found.sort((a, b) => b.number - a.number)[0]?.delimiter ?? ",";
}

function columnName(cell: string): string {
  return cell.trim().toLowerCase().replace(/\s+/g, " ");
}

function recordsOf(text: string, delimiter: string, columns: readonly TableColumn[], origin: TableOrigin): Cells[] {
  try {
    const options = { delimiter, record_delimiter: "\n", info: true, raw: true, relax_column_count: true, trim: true };
    const records = parse(text, options) as unknown as readonly ParsedRecord[];
    return records.map(({ record, raw, info }) => ({ line: info.lines - linesAfterFirst(raw), cells: record }));
  } catch (error) {
    throw syntaxFault(error as CsvError, text, delimiter, columns, origin);
  }
}

/** csv-parse counts a record by its last line. */
function linesAfterFirst(raw: string): number {
  return raw.replace(/\n$/, "").split("\n").length - 1;
}

/** What csv-parse found: a quote that is not closed, or one in the middle of a cell. */
function syntaxFault(
  error: CsvError,
  text: string,
  delimiter: string,
  columns: readonly TableColumn[],
  origin: TableOrigin,
): UcEdgeError {
  const { lines, raw, index } = error as unknown as { lines: number; raw: string; index: number };
  const [header = ""] = text.split("\n").filter((line) => line.trim() !== "");
  const cell = columnName(header.split(delimiter)[index]?.replace(/"/g, "") ?? "");
  const column = columns.some(({ name }) => name === cell) ? cell : String(index + 1);
  const isOpen = error.code === "CSV_QUOTE_NOT_CLOSED";
  return fault(origin, "model-csv-invalid", {
    where: tablePlace(origin, lines - linesAfterFirst(raw), column),
    prop: "the cell",
    value: raw.trimEnd(),
    expected: isOpen ? 'a closing " for every opening one' : 'a " only around a whole cell',
    todo: 'put the cell between two ", and write "" for each " in it',
  });
}

function readHeader({ line, cells }: Cells, columns: readonly TableColumn[], origin: TableOrigin): string[] {
  const names = cells.map(columnName);
  // Spreadsheet programs fill up rows with empty cells, and the header with them.
  while (names.at(-1) === "") names.pop();
  const known = columns.map(({ name }) => name);
  const list = known.map((name) => `"${name}"`).join(", ");
  const wrong = (code: string, column: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    fault(origin, code, { where: tablePlace(origin, line, column), prop: "the header", value, expected, todo });
  for (const [index, name] of names.entries()) {
    if (!known.includes(name)) {
      const near = nearMisses(name, known);
      const hint = near.length === 0 ? "" : ` (did you mean ${near.map((one) => `"${one}"`).join(" or ")}?)`;
      const column = name === "" ? String(index + 1) : name;
      const todo = name.endsWith(".csv")
        ? 'give the text, not the name of the file: readFileSync("flows.csv", "utf8")'
        : "correct the name of the column, or leave it out";
      throw wrong("model-csv-column-unknown", column, cells[index], `columns of ${list}${hint}`, todo);
    }
    if (names.indexOf(name) !== index) {
      throw wrong("model-csv-column-twice", name, cells[index], "each column once", "leave one of the two out");
    }
  }
  const missing = columns.find(({ name, isRequired }) => isRequired && !names.includes(name));
  if (missing === undefined) return names;
  const required = columns.filter(({ isRequired }) => isRequired).map(({ name }) => `"${name}"`);
  const expected = `the columns ${required.join(", ")}`;
  throw wrong("model-csv-column-missing", missing.name, cells.join(), expected, "add the column");
}

function requireLength({ line, cells }: Cells, names: readonly string[], origin: TableOrigin): void {
  if (cells.length === names.length) return;
  if (cells.length > names.length && cells.slice(names.length).every((cell) => cell === "")) return;
  const column = names[cells.length] ?? String(names.length + 1);
  throw fault(origin, "model-csv-row-length", {
    where: tablePlace(origin, line, column),
    prop: "the number of cells",
    value: cells.length,
    expected: `${String(names.length)}, as the header has`,
    todo: "add the cells that are missing, or put cells that hold a delimiter between quotes",
  });
}

function empty(line: number, expected: string, value: string, origin: TableOrigin): UcEdgeError {
  return fault(origin, "model-csv-empty", {
    where: tablePlace(origin, line),
    prop: "csv",
    value: value.trim(),
    expected,
    todo: "list the flows, or leave the import out",
  });
}

function fault(
  { path }: TableOrigin,
  code: string,
  at: {
    readonly where: string;
    readonly prop: string;
    readonly value: unknown;
    readonly expected: string;
    readonly todo: string;
  },
): UcEdgeError {
  const { where, ...said } = at;
  return new UcEdgeError({ ...said, code, what: `cannot import ${where}`, path });
}
