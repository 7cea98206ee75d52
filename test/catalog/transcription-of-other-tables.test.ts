/** The catalog against a second, independent transcription of the tables that hold no flows, field by field. */
import { CERTIFICATES, EDGE_SERVERS, FEATURES, FORWARDERS, LIMITS, RECORDS } from "../../lib/catalog/all";
import { OCS_2007_NAMES } from "./printed-names";
import {
  candidates,
  cellOf,
  meet,
  normalized,
  paired,
  printedDifferences,
  printedOf,
  transcribed,
} from "./transcription";

describe("ocs-2007 sign-in-srv", () => {
  const pairs = () => paired("ocs-2007", "sign-in-srv", RECORDS);

  test("prints the same cells", () => {
    expect(printedOf(pairs(), { order: null })).toEqual([]);
  });

  test("has the names, ports and order that the cells say; inside is 내부, outside 외부", () => {
    for (const [row, fact] of pairs()) {
      expect(fact).toMatchObject({
        type: "SRV",
        name: cellOf(row, "record").replace("<domain>", "{domain}"),
        port: Number(cellOf(row, "port")),
        order: Number(cellOf(row, "order")),
        view: cellOf(row, "connection").startsWith("내부") ? "internal" : "public",
      });
    }
  });
});

describe("ocs-2007 edge-servers", () => {
  const pairs = () => paired("ocs-2007", "edge-servers", EDGE_SERVERS);

  test("prints the same cells", () => {
    expect(printedOf(pairs(), { correspondingInternalServerRequired: "internalServer" })).toEqual([]);
  });

  test("has the roles that the cells name", () => {
    for (const [row, fact] of pairs()) {
      const internal = cellOf(row, "correspondingInternalServerRequired");
      expect([fact.role]).toEqual(OCS_2007_NAMES[cellOf(row, "server")]);
      // A server or a pool of OCS 2007 is reached at its Front End.
      expect(fact.internalRoles).toEqual(
        internal.startsWith("Office Communications Server 2007 server or pool")
          ? ["front-end", ...(internal.includes("optionally, a Director") ? ["director"] : [])]
          : OCS_2007_NAMES[internal],
      );
    }
  });
});

describe("ocs-2007 certificates", () => {
  const pairs = () => paired("ocs-2007", "certificates", CERTIFICATES);

  test("prints the same cells", () => {
    expect(printedOf(pairs())).toEqual([]);
  });

  test("has the roles, CA, subject, names and remarks that the cells say", () => {
    for (const [row, fact] of pairs()) {
      const role = cellOf(row, "serverRole");
      const collocated = ["front-end", "web-conferencing-server", "av-conferencing-server", "web-components"];
      expect([fact.id, fact.roles]).toEqual([
        fact.id,
        role.startsWith("All server roles") ? collocated : OCS_2007_NAMES[role],
      ]);
      expect(fact).toMatchObject({ requirement: "recommended" });
      expect(normalized(cellOf(row, "recommendedCa")).toLowerCase()).toMatch(new RegExp(`^${fact.ca} ca\\.?$`));
      expect([fact.id, fact.alternativeNames.length > 0]).toEqual([fact.id, cellOf(row, "sanSummary") !== ""]);
      const remarks = cellOf(row, "commentsSummary") + cellOf(row, "serverRoleNoteSummary");
      expect([fact.id, fact.comments.length > 0]).toEqual([fact.id, remarks !== ""]);
    }
  });

  test.each([
    ["SIP domain", "SIP domain"],
    ["web farm", "Web farm"],
    ["Director", "Director"],
  ])("names %s where the transcription does", (ours, theirs) => {
    const found = pairs().filter(([, fact]) => fact.alternativeNames.some((name) => name.includes(ours)));
    const said = pairs().filter(([row]) => cellOf(row, "sanSummary").includes(theirs));
    expect(found.map(([row]) => row.row)).toEqual(said.map(([row]) => row.row));
  });

  test("has the subjects that are printed", () => {
    expect(pairs().map(([row, fact]) => [cellOf(row, "subjectNameCommonName"), fact.subject])).toEqual([
      ["FQDN of the Standard Edition Server", "fqdn of the Standard Edition Server"],
      ...Array.from({ length: 4 }, () => ["FQDN of the pool", "fqdn of the pool"]),
      [
        "FQDN of the VIP (virtual IP) of the load balancer used by the Web Components Server",
        "fqdn of the virtual address of the Web Components Servers' load balancer",
      ],
      ["FQDN of Standard Edition Server", "fqdn of the Standard Edition Server"],
      ["FQDN of the pool", "fqdn of the pool"],
      ["FQDN of the Director Server", "fqdn of the Director server"],
    ]);
  });
});

describe("ocs-2007 features", () => {
  const pairs = () => paired("ocs-2007", "features", FEATURES);

  test("prints the same cells", () => {
    expect(printedOf(pairs())).toEqual([]);
  });

  test("needs the servers that the cells name, by edition and alternative", () => {
    for (const [row, fact] of pairs()) {
      expect([fact.id, fact.alternatives]).toEqual([fact.id, alternativesIn(cellOf(row, "serverRolesToAdd"))]);
    }
  });

  test("has the clients that the cells name", () => {
    for (const [row, fact] of pairs()) {
      const cell = cellOf(row, "clientsUsed");
      const isMet =
        cell === "" ? fact.clients.length === 0 : meet(fact.clients, candidates(cell, OCS_2007_NAMES, / \| OR \| /));
      expect([fact.id, isMet]).toEqual([fact.id, true]);
    }
  });

  /** `추가 서버 없음`: no further server. A line in parentheses says what the one before it consists of. */
  function alternativesIn(cell: string): { edition: string; roles: string[] }[] {
    const rolesIn = (lines: readonly string[]): string[] =>
      lines
        .filter((line) => line !== "추가 서버 없음" && !line.startsWith("("))
        .flatMap((line) => (line in OCS_2007_NAMES ? [line] : line.split(" and ")))
        .flatMap((name) => OCS_2007_NAMES[name] ?? [`nobody called ${name}`]);
    const editions = /^Standard Edition: \| (.*) \| Enterprise Edition: \| (.*)$/.exec(cell);
    if (editions !== null) {
      return [
        { edition: "standard", roles: rolesIn((editions[1] ?? "").split(" | ")) },
        { edition: "enterprise", roles: rolesIn((editions[2] ?? "").split(" | ")) },
      ];
    }
    return cell.split(" | OR | ").map((part) => ({ edition: "any", roles: rolesIn(part.split(" | ")) }));
  }
});

test("webex-di table-1: the rows print the same cells", () => {
  expect(printedOf(paired("webex-di", "table-1", LIMITS))).toEqual([]);
});

describe("webex-di table-6", () => {
  const { rows } = transcribed("webex-di.table-6");

  test("has the addresses, regions, data centers and names of the cells", () => {
    expect(FORWARDERS).toHaveLength(rows.length);
    const columns = { dnsServiceIpAddress: "address", conditionalForwardingExample: "example" };
    for (const [index, row] of rows.entries()) {
      const fact = FORWARDERS[index];
      expect(fact && printedDifferences(row, fact, columns)).toEqual([]);
      expect(fact).toMatchObject({
        region: cellOf(row, "region"),
        dataCenter: cellOf(row, "dataCenter") === "" ? null : cellOf(row, "dataCenter"),
        address: cellOf(row, "dnsServiceIpAddress"),
        name: cellOf(row, "conditionalForwardingExample").replace("<customer>", "{customer}"),
      });
    }
  });

  test("has a rule for the row of each region", () => {
    const regions = LIMITS.filter((fact) => fact.source.table === "table-6").map((fact) => fact.printed);
    const names = new Map(rows.map((row) => [cellOf(row, "region"), cellOf(row, "conditionalForwardingExample")]));
    expect(regions).toEqual(
      [...names].map(([regionOrDataCenter, example]) => ({ regionOrDataCenter, address: "", example })),
    );
  });
});
