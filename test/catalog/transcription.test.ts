/** The flows of the catalog against a second, independent transcription of every port table, field by field. */
import { FLOWS } from "../../lib/catalog/all";
import type { FlowFact } from "../../lib/catalog/schema";
import { TABLES } from "./check-catalog";
import {
  OCS_2007_NAMES,
  OCS_2007_NAMES_IN_NOTES,
  WEBEX_DI_NAMES,
  WEBEX_DI_PARTING,
  WEBEX_DI_PROTOCOLS,
  XPHONE_NAMES,
} from "./printed-names";
import { EXCEPTIONS, valuesOf } from "./printed-values";
import {
  candidates,
  cellOf,
  meet,
  type Pair,
  paired,
  printedDifferences,
  printedOf,
  transcribed,
  type TranscribedRow,
} from "./transcription";

describe.each(TABLES)("%s %s", (system, table, rows) => {
  const { columns, rows: read } = transcribed(`${system}.${table}`);

  test("is transcribed whole, and in order", () => {
    // The second transcription has one row for each address of table 6; the document prints each region's name on a row
    // of its own.
    const number = table === "table-6" ? 10 : rows;
    expect(read.map(({ row }) => row)).toEqual(Array.from({ length: number }, (_, index) => index + 1));
    for (const { cells } of read) expect(Object.keys(cells)).toEqual(columns);
    const lines = read.map(({ firstLine }) => firstLine);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });
});

const PORT_TABLES: readonly (readonly [system: string, table: string, columns: PortColumns])[] = [
  ["ocs-2007", "ports", { transports: ["protocol"], ports: "port" }],
  ["webex-di", "table-2", webexColumns()],
  ["webex-di", "table-3", webexColumns()],
  ["webex-di", "table-4", webexColumns()],
  ["webex-di", "table-5", webexColumns()],
  ["xphone", "connection-overview", { transports: ["transport"], ports: "listenerPorts" }],
  ["xphone", "port-list", { transports: ["port"], ports: "port" }],
];

interface PortColumns {
  readonly transports: readonly string[];
  readonly ports: string;
  readonly sourcePorts?: string;
}

/** Row 44 of table 2 prints its transports in the cell of the protocol; the other rows name none there that they do not have. */
function webexColumns(): PortColumns {
  return { transports: ["transport"], ports: "destinationPort", sourcePorts: "sourcePort" };
}

describe.each(PORT_TABLES)("flows of %s %s", (system, table, columns) => {
  const pairs = (): Pair<FlowFact>[] => paired(system, table, FLOWS);

  test("print the same cells", () => {
    expect(printedOf(pairs())).toEqual([]);
  });

  test("have the transports and ports that the cells say", () => {
    const found = pairs().map(([, { id, transports, ports, sourcePorts }]) => ({
      id,
      transports: [...transports].sort(),
      ports,
      sourcePorts,
    }));
    const said = pairs().map(([row, { id }]) => {
      const transport = columns.transports.map((column) => cellOf(row, column));
      const cells =
        transport.every((cell) => cell === "") && table === "table-2" ? [cellOf(row, "protocol")] : transport;
      const sourcePorts = columns.sourcePorts === undefined ? undefined : cellOf(row, columns.sourcePorts);
      return { id, ...valuesOf(id, cells, cellOf(row, columns.ports), sourcePorts) };
    });
    expect(found).toEqual(said);
  });
});

test("every exception quotes a row as it is printed", () => {
  for (const { row, printed } of EXCEPTIONS) {
    expect(Object.values(FLOWS.find((flow) => flow.id === row)?.printed ?? {})).toContain(printed);
  }
});

describe("ends of flows", () => {
  test.each([["table-2"], ["table-3"], ["table-4"], ["table-5"]])("webex-di %s", (table) => {
    const wrong = paired("webex-di", table, FLOWS).filter(([row, fact]) => {
      const source = candidates(cellOf(row, "source"), WEBEX_DI_NAMES, WEBEX_DI_PARTING);
      const destination = candidates(cellOf(row, "destination"), WEBEX_DI_NAMES, WEBEX_DI_PARTING);
      return !meet(fact.from, source) || !meet(fact.to, destination);
    });
    expect(wrong.map(([, { id, from, to }]) => ({ id, from, to }))).toEqual([]);
  });

  test("xphone connection-overview", () => {
    const wrong = paired("xphone", "connection-overview", FLOWS).filter(
      ([row, fact]) =>
        !meet(fact.from, candidates(cellOf(row, "source"), XPHONE_NAMES)) ||
        !meet(fact.to, candidates(cellOf(row, "destination"), XPHONE_NAMES)),
    );
    expect(wrong.map(([, { id, from, to }]) => ({ id, from, to }))).toEqual([]);
  });

  test("xphone: a satellite is an integrated call controller too from the printed number 11 on, and not before", () => {
    for (const [row, { from, to }] of paired("xphone", "connection-overview", FLOWS)) {
      if (!Object.values(row.cells).includes("Satellit mit XPhone Call Controller")) continue;
      const isBoth = [...from, ...to].includes("call-controller");
      expect({ row: row.row, isBoth }).toEqual({ row: row.row, isBoth: Number(cellOf(row, "printedNumber")) >= 11 });
    }
  });

  test("ocs-2007 ports: each row has its component at one end, and everyone whom its note names", () => {
    for (const [row, { id, from, to, directions }] of paired("ocs-2007", "ports", FLOWS)) {
      const ends = [...from, ...to, ...directions.flatMap((one) => [...one.from, ...one.to])];
      const note = cellOf(row, "notesSummary");
      const named = OCS_2007_NAMES_IN_NOTES.filter(([name]) => note.includes(name)).map(([, roles]) => roles);
      const component = OCS_2007_NAMES[cellOf(row, "component")] ?? [];
      const missing = [component, ...named].filter((roles) => !roles.some((role) => ends.includes(role)));
      expect({ id, missing }).toEqual({ id, missing: [] });
    }
  });
});

describe("protocols", () => {
  test.each([["table-2"], ["table-3"], ["table-4"], ["table-5"]])("webex-di %s: as printed, in English", (table) => {
    for (const [row, { id, protocol }] of paired("webex-di", table, FLOWS)) {
      const cell = cellOf(row, "protocol");
      expect([id, protocol]).toEqual([id, WEBEX_DI_PROTOCOLS[cell] ?? cell]);
    }
  });

  test("xphone connection-overview: as printed", () => {
    for (const [row, { id, protocol }] of paired("xphone", "connection-overview", FLOWS)) {
      // Two protocols, for the two ports of the row.
      expect([id, protocol]).toEqual([id, cellOf(row, "protocol").replace("gRPC SSH", "gRPC, SSH")]);
    }
  });

  test("ocs-2007 ports: of each row, nothing but what its protocol cell and its note name", () => {
    for (const [row, { id, protocol }] of paired("ocs-2007", "ports", FLOWS)) {
      const printed = `${cellOf(row, "protocol")} ${cellOf(row, "notesSummary")}`;
      const unnamed = protocol.split(/ over |[ ,/()]+/).filter((word) => !printed.includes(word));
      expect({ id, unnamed }).toEqual({ id, unnamed: [] });
    }
  });
});

describe("remarks of xphone connection-overview", () => {
  const pairs = (): Pair<FlowFact>[] => paired("xphone", "connection-overview", FLOWS);
  const wrong = (test: (row: TranscribedRow, fact: FlowFact) => boolean): string[] =>
    pairs()
      .filter(([row, fact]) => !test(row, fact))
      .map(([, fact]) => fact.id);

  test("a row is configurable where it is marked so", () => {
    // Row 26 by its reading: the hosting concepts let the port that is forwarded to the web server be chosen.
    expect(wrong((row, fact) => fact.configurable === cellOf(row, "remarks").includes("Änderbar"))).toEqual([
      "xphone/connection-overview/26",
    ]);
  });

  test("ports depend on something where the row says so", () => {
    const says = (row: TranscribedRow): boolean =>
      /abhängig/i.test(`${cellOf(row, "listenerPorts")} ${cellOf(row, "remarks")}`);
    expect(wrong((row, fact) => (fact.dependsOn !== undefined) === says(row))).toEqual([]);
  });

  test("targets and address blocks are kept", () => {
    const urls = (row: TranscribedRow): string[] =>
      [...cellOf(row, "remarks").matchAll(/Ziel: (\S+)/g)].map(([, url]) =>
        (url ?? "").replace("<domain>", "{domain}"),
      );
    const blocks = (row: TranscribedRow): string[] =>
      [...cellOf(row, "remarks").matchAll(/IP-Adressbereich: (\S+)/g)].map(([, block]) => block ?? "");
    for (const [row, fact] of pairs()) {
      expect([fact.id, fact.urls ?? [], fact.prefixes ?? []]).toEqual([fact.id, urls(row), blocks(row)]);
    }
  });

  test("smartphones in the WLAN are meant where the row says so", () => {
    const inside = (fact: FlowFact): boolean =>
      fact.directions.some((one) => JSON.stringify(one.when).includes("wlan"));
    // Row 15 is row 14 the other way: a reading has it hold in the WLAN too, where it is not printed again. So do those of
    // the web server, TURN and STUN, whose client is the mobile client wherever it is.
    expect(wrong((row, fact) => inside(fact) === (cellOf(row, "remarksNoteSummary") !== ""))).toEqual(
      [15, 26, 27, 28, 30].map((number) => `xphone/connection-overview/${String(number)}`),
    );
  });
});

test("xphone port-list: configurable where 389 is printed for IMAP, by its reading, and nowhere else", () => {
  const found = paired("xphone", "port-list", FLOWS).filter(([, fact]) => fact.configurable);
  expect(found.map(([row]) => [row.row, cellOf(row, "port")])).toEqual([[6, "389 TCP"]]);
});

test("webex-di: configurable where a range is marked with *, and nowhere else", () => {
  for (const table of ["table-2", "table-3", "table-4", "table-5"]) {
    for (const [row, fact] of paired("webex-di", table, FLOWS)) {
      expect([fact.id, fact.configurable]).toEqual([fact.id, cellOf(row, "destinationPort").endsWith("*")]);
    }
  }
});

describe("the comparison can fail", () => {
  const [row, fact] = rowNine();

  function rowNine(): Pair<FlowFact> {
    const found = FLOWS.find((flow) => flow.id === "webex-di/table-2/9");
    const read = transcribed("webex-di.table-2").rows[8];
    if (found === undefined || read === undefined) throw new Error("no row 9");
    return [read, found];
  }

  test.each([
    [{ destinationPort: "2000" }, ['webex-di/table-2/9: destinationPort is "2000년", in the transcription "2000"']],
    [{ source: "게이트웨이" }, ['webex-di/table-2/9: source is "엔드포인트", in the transcription "게이트웨이"']],
    [{ destinationNoteSummary: "Not for CUCxn" }, ["webex-di/table-2/9: destinationNote is not there"]],
    [
      { mark: "*" },
      ['webex-di/table-2/9: mark is undefined, in the transcription "*"', "webex-di/table-2/9: mark is not there"],
    ],
  ])("a cell changed to %j is a difference", (cells, differences) => {
    expect(printedDifferences({ ...row, cells: { ...row.cells, ...cells } }, fact)).toEqual(differences);
  });

  test("so is a cell that only the catalog has", () => {
    expect(printedDifferences(row, { ...fact, printed: { ...fact.printed, note: "x" } })).toEqual([
      "webex-di/table-2/9: note is not transcribed",
    ]);
  });

  test.each([
    [
      "5060/5061",
      [
        [5060, 5060],
        [5061, 5061],
      ],
    ],
    ["49152 – 65535 media port range", [[49152, 65535]]],
    ["50,000-59,999", [[50000, 59999]]],
    [
      "443 (2197)",
      [
        [443, 443],
        [2197, 2197],
      ],
    ],
    [
      "443, 3478 Abhängig vom TURN-Server",
      [
        [443, 443],
        [3478, 3478],
      ],
    ],
    [
      "abhängig vom TURN-Server Default: 443,3478",
      [
        [443, 443],
        [3478, 3478],
      ],
    ],
    ["8000-48198년", [[8000, 48198]]],
    ["16384 ~ 32767 *", [[16384, 32767]]],
    ["*", "any"],
    ["Abhängig von PBX", "any"],
    ["1023보다 큼", [[1024, 65535]]],
    ["해당 안 됨", null],
  ])("%s means %j", (cell, ports) => {
    expect(valuesOf("", [], cell, undefined).ports).toEqual(ports);
  });

  test("ends must be those that are named", () => {
    const named = [["unified-cm"], ["gateway"]];
    expect(meet(["unified-cm", "gateway"], named)).toBe(true);
    expect(meet(["unified-cm"], named)).toBe(false);
    expect(meet(["unified-cm", "gateway", "phone"], named)).toBe(false);
  });
});
