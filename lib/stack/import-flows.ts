/** Own flows from a table, as firewall teams keep them. */
import { readTable, type TableRow } from "../model/csv-table";
import {
  faultInRow,
  FLOW_COLUMNS,
  type FlowRow,
  readFlowRow,
  type RowPeer,
  rowKey,
  rowTwice,
  withOtherLines,
} from "../model/flow-table";
import { UcEdgeError } from "../net/uc-edge-error";
import { Peer } from "./peer";
import { requireObject } from "./require-object";
import { Role } from "./role";
import { requireKnown } from "./unresolved";

/** What a table of flows is read with. */
export interface ImportFlowsProps {
  /** The roles that the table speaks of, by the names that it uses. */
  readonly roles: Readonly<Record<string, Role>>;
  /**
   * The name of the table's file, for messages.
   *
   * @default "flow table"
   */
  readonly file?: string;
}

/**
 * Opens the flows of a table: `importFlows(readFileSync("flows.csv", "utf8"), { roles: { edge: edge.accessEdge } })`. Each
 * row is one call of {@link Role.allowFrom} or {@link Role.allowTo}.
 *
 * The first line names the columns, in any order: `role`; `direction`, which is `from` (or `in`) where the peer opens the
 * connection and `to` (or `out`) where the role does; `peer`, which is one or several prefixes, `internet`, or
 * `role:<name>`; `transport`; `ports`, one or several, empty where the transport has none; `purpose`; and where wanted
 * `source ports`, `owner` and `expires`. Several prefixes or ports stand in one cell with spaces or semicolons between
 * them. Cells are separated by commas, semicolons or tabulators; empty lines are passed over.
 *
 * All rows are checked before the first is opened, and each fault names its line and column.
 *
 * @throws {@link UcEdgeError} `model-csv-*`, `stack-import-roles-invalid`, and those of {@link Role.allowFrom} and
 *   {@link Role.allowTo}. Nothing is open after an error.
 */
export function importFlows(csv: string, props: ImportFlowsProps): void {
  const given = { what: "cannot import a flow table", prop: "props" };
  requireObject(props, given, "name the roles that the table speaks of: { roles: { edge: edge.accessEdge } }");
  const origin = { file: props.file ?? "flow table" };
  const roles = rolesOf(props.roles, `cannot import ${origin.file}`);
  // A text with lines is read; what stands in single cells is then refused with its place.
  if (typeof csv === "string" && !/[\r\n]/.test(csv)) {
    requireKnown(csv, { what: `cannot import ${origin.file}`, prop: "csv" }, "the rules are made from it");
  }
  const lineOf = new Map<string, number>();
  const openings: (() => void)[] = [];
  const faults: { readonly line: number; readonly fault: UcEdgeError }[] = [];
  const prepare = (row: TableRow): (() => void) => {
    const said = readFlowRow(row, [...roles.keys()], origin);
    const key = rowKey(said);
    const first = lineOf.get(key);
    if (first !== undefined) throw rowTwice(row, first, origin);
    lineOf.set(key, row.line);
    try {
      return prepareRow(said, roles);
    } catch (error) {
      throw UcEdgeError.isUcEdgeError(error) ? faultInRow(error, row, origin) : error;
    }
  };
  for (const row of readTable(csv, FLOW_COLUMNS, origin)) {
    try {
      openings.push(prepare(row));
    } catch (error) {
      if (!UcEdgeError.isUcEdgeError(error)) throw error;
      faults.push({ line: row.line, fault: error });
    }
  }
  const [first, ...others] = faults;
  if (first !== undefined) {
    throw withOtherLines(
      first.fault,
      others.map(({ line }) => line),
    );
  }
  for (const open of openings) open();
}

function prepareRow({ role, direction, peer, flow }: FlowRow, roles: ReadonlyMap<string, Role>): () => void {
  return roleNamed(role, roles).prepareOwnFlow(direction, peerOf(peer, roles), flow);
}

function peerOf(peer: RowPeer, roles: ReadonlyMap<string, Role>): Peer {
  if (peer.kind === "internet") return Peer.internet();
  return peer.kind === "role" ? Peer.of(roleNamed(peer.role, roles)) : Peer.prefixes(peer.prefixes);
}

function roleNamed(name: string, roles: ReadonlyMap<string, Role>): Role {
  const role = roles.get(name);
  if (role === undefined) throw new TypeError(`the table was read with no role ${name}`);
  return role;
}

function rolesOf(given: unknown, what: string): ReadonlyMap<string, Role> {
  const entries: [string, unknown][] = typeof given === "object" && given !== null ? Object.entries(given) : [];
  const wrong = entries.find(([, role]) => !Role.isRole(role));
  if (entries.length > 0 && wrong === undefined) return new Map(entries as [string, Role][]);
  const value = wrong === undefined ? given : wrong[1];
  throw new UcEdgeError({
    code: "stack-import-roles-invalid",
    what,
    prop: wrong === undefined ? "roles" : `roles.${wrong[0]}`,
    value: typeof value === "object" && entries.length > 0 ? "an object that is no role" : value,
    expected: "at least one role of a deployment, by the name that the table uses",
    todo: "give them as { edge: edge.accessEdge }",
  });
}
