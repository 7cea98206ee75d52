/** The second transcription of the documents' tables, made by a fresh reading, and how its cells compare with facts. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Fact } from "../../lib/catalog/schema";

/** A row of a table, cell by cell. */
export interface TranscribedRow {
  readonly row: number;
  /** The line of the document where it begins. */
  readonly firstLine: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Columns whose cell is one with that of a row above. */
  readonly merged?: readonly string[];
}

/** A table. */
export interface TranscribedTable {
  readonly columns: readonly string[];
  readonly rows: readonly TranscribedRow[];
}

/** A transcribed table; `name` is `<document>.<table>`. */
export function transcribed(name: string): TranscribedTable {
  const file = path.join(__dirname, "transcription", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as TranscribedTable;
}

/** A cell of a row; a column that is not there is a mistake in the test. */
export function cellOf({ row, cells }: TranscribedRow, column: string): string {
  const cell = cells[column];
  if (cell === undefined) throw new Error(`row ${String(row)} has no column ${column}`);
  return cell;
}

/** White space is not compared: the documents' pages were flattened to lines, some with two blanks between words. */
export function normalized(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Which keys of `printed` hold which columns, where the names differ; columns that are no cells of `printed` are null. */
export type ColumnNames = Readonly<Record<string, string | null>>;

/**
 * What differs between a transcribed row and a fact's printed cells, verbatim. A summary column stands for a sentence, of
 * which a fact keeps key words or nothing; where the sentence is part of a cell, both sides must have a note, or neither.
 */
export function printedDifferences(row: TranscribedRow, fact: Fact, names: ColumnNames = {}): string[] {
  const differences: string[] = [];
  const expected = new Set<string>();
  for (const [column, cell] of Object.entries(row.cells)) {
    const note = /^(.*Note)Summary$/.exec(column)?.[1];
    if (note !== undefined) {
      if (cell !== "") expected.add(note);
      continue;
    }
    const key = column.endsWith("Summary") || names[column] === null ? undefined : (names[column] ?? column);
    if (key === undefined) continue;
    expected.add(key);
    const printed = fact.printed[key];
    const read = row.merged?.includes(column) === true && printed === "" ? "" : normalized(cell);
    if (printed === undefined || normalized(printed) !== read) {
      differences.push(
        `${fact.id}: ${key} is ${JSON.stringify(printed)}, in the transcription ${JSON.stringify(cell)}`,
      );
    }
  }
  const keys = Object.keys(fact.printed);
  for (const key of keys.filter((one) => !expected.has(one))) differences.push(`${fact.id}: ${key} is not transcribed`);
  for (const key of expected) if (!keys.includes(key)) differences.push(`${fact.id}: ${key} is not there`);
  return differences;
}

/** A transcribed row beside the fact of the same row. */
export type Pair<F extends Fact> = readonly [row: TranscribedRow, fact: F];

/** The rows of a table beside the facts of the same rows. */
export function paired<F extends Fact>(system: string, table: string, facts: readonly F[]): Pair<F>[] {
  const { rows } = transcribed(`${system}.${table}`);
  const found = facts.filter((fact) => fact.system === system && fact.source.table === table);
  expect(found.map((fact) => fact.source.row)).toEqual(rows.map(({ row }) => row));
  return rows.flatMap((row, index) => {
    const fact = found[index];
    return fact === undefined ? [] : [[row, fact] as const];
  });
}

/** What differs in the printed cells of pairs. */
export function printedOf<F extends Fact>(pairs: readonly Pair<F>[], names?: ColumnNames): string[] {
  return pairs.flatMap(([row, fact]) => printedDifferences(row, fact, names));
}

/** The roles that a cell names, one list of candidates for each name; a name that is not known stands for nobody. */
export function candidates(
  cell: string,
  names: Readonly<Record<string, readonly string[]>>,
  parting?: RegExp,
): string[][] {
  const parts = parting === undefined ? [cell] : cell.split(parting);
  return parts.map((part) => [...(names[part] ?? [`nobody called ${part}`])]);
}

/** Whether roles are what a cell's names stand for: none without a name, no name without a role. */
export function meet(roles: readonly string[], named: readonly (readonly string[])[]): boolean {
  return (
    roles.every((role) => named.some((one) => one.includes(role))) &&
    named.every((one) => one.some((role) => roles.includes(role)))
  );
}
