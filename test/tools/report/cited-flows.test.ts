import { readDeclaration } from "../../../lib/tools/read/declaration";
import { citedFlows, flowsOfPorts, printCitation } from "../../../lib/tools/report/cited-flows";
import { declaration, ownFlow, TODAY } from "./edge-stack";

const PROBE = ownFlow("own/probe-1f3a2b", { owner: "voice team", expires: "2027-03-31" });
const DECLARED = readDeclaration(declaration("aws", PROBE, ownFlow("own/old-aaaaaa", { expires: "2026-11-21" })), "x");

function ids(description: string): unknown {
  const { flows, unknown, more } = citedFlows(description, DECLARED, TODAY);
  return [flows.map(({ id }) => id), unknown, more];
}

describe("ids in a description", () => {
  it.each([
    ["one", "ocs-2007/ports/12a", ["ocs-2007/ports/12a"]],
    [
      "several of one table",
      "ocs-2007/ports/13a,22a,25a",
      ["ocs-2007/ports/13a", "ocs-2007/ports/22a", "ocs-2007/ports/25a"],
    ],
    ["of documents and own", "ocs-2007/ports/12a own/probe-1f3a2b", ["ocs-2007/ports/12a", "own/probe-1f3a2b"]],
  ])("are found: %s", (_, description, expected) => {
    expect(ids(description)).toEqual([expected, [], 0]);
  });

  it("are found with how many more there are", () => {
    expect(ids("ocs-2007/ports/12a,12b +3")).toEqual([["ocs-2007/ports/12a", "ocs-2007/ports/12b"], [], 3]);
    expect(ids("+14")).toEqual([[], [], 14]);
  });

  it("that nothing is known of are told apart from words", () => {
    expect(ids("ocs-2007/ports/12a,99z own/gone-000000 webex-di/x/1a")).toEqual([
      ["ocs-2007/ports/12a"],
      ["ocs-2007/ports/99z", "own/gone-000000", "webex-di/x/1a"],
      0,
    ]);
  });

  it.each([
    "",
    "https://wiki.example.com/page",
    "temporary, see ticket 4711 / ask Bob",
    "a/b",
    "/",
    "ocs-2007",
    "allow 443 +",
    "OCS-2007/PORTS/12A",
    "constructor/ports/1a",
  ])("are not found in %j", (description) => {
    expect(ids(description)).toEqual([[], [], 0]);
  });
});

describe("a flow", () => {
  it("of a document has its purpose, its row, and what is read there", () => {
    const { flows } = citedFlows("ocs-2007/ports/12a ocs-2007/ports/13a", DECLARED, TODAY);
    expect(flows).toMatchObject([
      {
        kind: "documented",
        purpose: "SIP over MTLS from federated partners",
        citation: { document: "ocs-2007", table: "ports", row: 12 },
        owner: null,
        expires: null,
        expired: false,
        transports: ["tcp"],
        ports: [{ first: 5061, last: 5061 }],
      },
      { purpose: "SIP over TLS from remote users", reading: null, ports: [{ first: 443, last: 443 }] },
    ]);
    expect(flows[0]?.reading).toMatch(/^both ways with the partners/);
  });

  it("of one's own has an owner and a last day, which is over only the day after", () => {
    const [probe, old] = citedFlows("own/probe-1f3a2b,old-aaaaaa", DECLARED, TODAY).flows;
    expect(probe).toMatchObject({
      kind: "own",
      purpose: "monitoring probe",
      citation: null,
      owner: "voice team",
      expires: "2027-03-31",
      expired: false,
      ports: [{ first: 8443, last: 8443 }],
    });
    expect(old).toMatchObject({ expires: "2026-11-21", expired: true });
    expect(citedFlows("own/old-aaaaaa", DECLARED, "2026-11-21").flows[0]?.expired).toBe(false);
  });

  it("is cited by document, table and row, or by its section", () => {
    expect(printCitation({ document: "ocs-2007", section: "Ports", table: "ports", row: 12 })).toBe(
      "ocs-2007 ports 12",
    );
    expect(printCitation({ document: "webex-di", section: "3.2 Security", table: "table-2" })).toBe("webex-di table-2");
    expect(printCitation({ document: "cups-xmpp", section: "Before you begin" })).toBe("cups-xmpp Before you begin");
  });
});

it("shows for a range of ports the flows that ask for a part of it", () => {
  const { flows } = citedFlows("ocs-2007/ports/12a,13a own/probe-1f3a2b", DECLARED, TODAY);
  const of = (first: number, last: number): string[] => flowsOfPorts(flows, { first, last }).map(({ id }) => id);
  expect(of(443, 443)).toEqual(["ocs-2007/ports/13a"]);
  expect(of(5000, 8443)).toEqual(["ocs-2007/ports/12a", "own/probe-1f3a2b"]);
  expect(of(22, 22)).toEqual([]);
  expect(flowsOfPorts(flows, undefined)).toHaveLength(3);
});

it("shows for ports that a deployment states the flows that it states them for, and for documented ones those too", () => {
  const of = (direction: string, ports: [number, number][]): object => ({
    direction: `xphone/connection-overview/${direction}`,
    transports: [],
    ports,
    sourcePorts: null,
  });
  const ports = [of("21a", [[20000, 20999]]), of("23a", [[40000, 40399]])];
  const system = {
    item: "system",
    path: "Media",
    system: "xphone",
    network: "Network",
    choices: ["sip-gateway"],
    ports,
  };
  const declared = readDeclaration(declaration("aws", system), "x");
  const { flows } = citedFlows("xphone/connection-overview/20a,21a,23a", declared, TODAY);
  const shown = (port: number): string[] =>
    flowsOfPorts(flows, { first: port, last: port }).map(({ id }) => id.replace("xphone/connection-overview/", ""));
  expect(shown(5060)).toEqual(["20a"]);
  expect(shown(20999)).toEqual(["21a"]);
  expect(shown(40399)).toEqual(["23a"]);
  // The documented range, to which another call controller of the stack may keep.
  expect(shown(30000)).toEqual(["23a"]);
  expect(shown(21000)).toEqual([]);
});
