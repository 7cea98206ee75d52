/** Tables of own flows: which columns they have, and what a row says. */
import { oneOf, UcEdgeError } from "../net/uc-edge-error";
import type { Transport } from "../net/transport";
import { type TableColumn, type TableOrigin, tablePlace, type TableRow } from "./csv-table";
import type { OwnFlow } from "./own-flow";

/** The columns of a table of flows. */
export const FLOW_COLUMNS: readonly TableColumn[] = [
  { name: "role", isRequired: true },
  { name: "direction", isRequired: true },
  { name: "peer", isRequired: true },
  { name: "transport", isRequired: true },
  { name: "ports", isRequired: true },
  { name: "source ports", isRequired: false },
  { name: "purpose", isRequired: true },
  { name: "owner", isRequired: false },
  { name: "expires", isRequired: false },
];

/** As the role of the row sees it. */
const DIRECTIONS: Readonly<Record<string, "ingress" | "egress">> = {
  from: "ingress",
  in: "ingress",
  to: "egress",
  out: "egress",
};

/** The column that a property of a flow stands in; what is wrong with the other end is said of the peer. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  transport: "transport",
  ports: "ports",
  sourcePorts: "source ports",
  purpose: "purpose",
  owner: "owner",
  expires: "expires",
  external: "role",
  internal: "role",
};

/** The other end of a row's flow. */
export type RowPeer =
  | { readonly kind: "internet" }
  | { readonly kind: "prefixes"; readonly prefixes: readonly string[] }
  /** A role by its name in the table. */
  | { readonly kind: "role"; readonly role: string };

/** What a row says. What is wrong with the flow itself is found where it is opened. */
export interface FlowRow {
  readonly role: string;
  readonly direction: "ingress" | "egress";
  readonly peer: RowPeer;
  readonly flow: OwnFlow;
}

/**
 * Reads a row.
 *
 * @param roles - The names that rows may use.
 * @throws {@link UcEdgeError} `model-csv-cell-unresolved`, `model-csv-role-unknown`, `model-csv-direction-unknown`,
 *   `model-csv-peer-invalid`.
 */
export function readFlowRow(row: TableRow, roles: readonly string[], origin: TableOrigin): FlowRow {
  requireText(row, origin);
  const cell = (column: string): string => row.cells.get(column) ?? "";
  const wrong = (code: string, column: string, expected: string, todo: string): UcEdgeError =>
    cellFault(row, column, origin, { code, value: cell(column), expected, todo });
  const role = cell("role");
  if (!roles.includes(role)) {
    throw wrong("model-csv-role-unknown", "role", oneOf(roles, role), "name one of the roles that the import is given");
  }
  const word = cell("direction").toLowerCase();
  const direction = Object.hasOwn(DIRECTIONS, word) ? DIRECTIONS[word] : undefined;
  if (direction === undefined) {
    const expected = oneOf(Object.keys(DIRECTIONS), word);
    throw wrong(
      "model-csv-direction-unknown",
      "direction",
      expected,
      "say whether the flow comes from the peer or goes to it",
    );
  }
  return { role, direction, peer: readPeer(row, roles, origin), flow: readFlow(cell) };
}

/** A row in one text, the same for rows that say the same. */
export function rowKey({ role, direction, peer, flow }: FlowRow): string {
  const sorted = peer.kind === "prefixes" ? [...peer.prefixes].sort() : peer;
  const ports = flow.ports === undefined ? [] : flow.ports.map(String).sort();
  return JSON.stringify([role, direction, sorted, { ...flow, ports }]);
}

/** The fault of a row that another one says already. */
export function rowTwice(row: TableRow, first: number, origin: TableOrigin): UcEdgeError {
  return new UcEdgeError({
    code: "model-csv-row-twice",
    what: `cannot import ${tablePlace(origin, row.line, "role")}`,
    prop: "the row",
    value: [...row.cells.values()].join(),
    expected: `each flow once; line ${String(first)} is the same`,
    todo: "remove one of the two",
    path: origin.path,
  });
}

/** A fault of a flow, said of the cell that it is about. */
export function faultInRow({ fault }: UcEdgeError, row: TableRow, origin: TableOrigin): UcEdgeError {
  const column = (Object.hasOwn(COLUMN_OF, fault.prop) ? COLUMN_OF[fault.prop] : undefined) ?? "peer";
  return new UcEdgeError({ ...fault, what: `cannot import ${tablePlace(origin, row.line, column)}` });
}

/** The fault of the first row at fault, with the lines of the others. */
export function withOtherLines(first: UcEdgeError, lines: readonly number[]): UcEdgeError {
  if (lines.length === 0) return first;
  const others = lines.length === 1 ? `line ${String(lines[0])} has a fault` : `lines ${lines.join(", ")} have faults`;
  return new UcEdgeError({ ...first.fault, todo: `${first.fault.todo} (${others} too)` });
}

function readPeer(row: TableRow, roles: readonly string[], origin: TableOrigin): RowPeer {
  const text = row.cells.get("peer") ?? "";
  const wrong = (code: string, value: string, expected: string, todo: string): UcEdgeError =>
    cellFault(row, "peer", origin, { code, value, expected, todo });
  const named = /^role\s*:\s*(.*)$/is.exec(text)?.[1];
  if (named !== undefined) {
    if (roles.includes(named)) return { kind: "role", role: named };
    throw wrong("model-csv-role-unknown", named, oneOf(roles, named), "name one of the roles that the import is given");
  }
  if (text.toLowerCase() === "internet") return { kind: "internet" };
  const prefixes = listIn(text);
  if (prefixes.length > 0 && !prefixes.some((one) => /^(internet|role:.*)$/i.test(one))) {
    return { kind: "prefixes", prefixes };
  }
  throw wrong(
    "model-csv-peer-invalid",
    text,
    "prefixes, or internet, or role:<name>, one of the three",
    prefixes.length === 0 ? "say who is at the other end; empty never means any" : "write a row for each",
  );
}

function readFlow(cell: (column: string) => string): OwnFlow {
  const ports = listIn(cell("ports").replace(/\s*-\s*/g, "-"));
  const optional = { sourcePorts: cell("source ports"), owner: cell("owner"), expires: cell("expires") };
  return {
    // What is no transport is refused with the flow.
    transport: cell("transport").toLowerCase() as Transport,
    ...(ports.length === 0 ? {} : { ports }),
    purpose: cell("purpose").replace(/\s+/g, " "),
    ...Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== "")),
  };
}

function listIn(text: string): string[] {
  return text.split(/[\s;]+/).filter((one) => one !== "");
}

/** Every value of a flow decides rules, or names it in reports. */
function requireText(row: TableRow, origin: TableOrigin): void {
  const found = [...row.cells].find(([, text]) => text.includes("${") || text.includes("TfToken["));
  if (found === undefined) return;
  throw cellFault(row, found[0], origin, {
    code: "model-csv-cell-unresolved",
    value: "a value that is known only when Terraform runs",
    expected: "values that are written here, because the rules are made from them",
    todo: "write the value out",
  });
}

function cellFault(
  row: TableRow,
  column: string,
  origin: TableOrigin,
  said: { readonly code: string; readonly value: string; readonly expected: string; readonly todo: string },
): UcEdgeError {
  const what = `cannot import ${tablePlace(origin, row.line, column)}`;
  return new UcEdgeError({ ...said, what, prop: column, path: origin.path });
}
