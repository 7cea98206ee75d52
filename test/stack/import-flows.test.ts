/** Own flows from a table: what rows become, how spreadsheet programs save them, and how faults are told. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import { importFlows } from "../../lib/stack/import-flows";
import type { Role } from "../../lib/stack/role";
import { OwnServer } from "../../lib/systems/own/own-server";
import { expectNothingOpened } from "../support/faults";
import { declared, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, stackOn } from "../support/stacks";

const HEADER = "role,direction,peer,transport,ports,source ports,purpose,owner,expires";

function wrongly(value: unknown): never {
  return value as never;
}

interface Deployed {
  readonly stack: TerraformStack;
  readonly roles: { readonly sbc: Role; readonly pbx: Role };
}

/** A server with two interfaces, and one inside of it. */
function deployed(cloud: Cloud): Deployed {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack);
  const sbc = new OwnServer(stack, "Sbc", {
    network,
    title: "Session border controller",
    external: { privateAddress: "10.20.0.20" },
    internal: { privateAddress: "10.20.0.148" },
  });
  const pbx = new OwnServer(stack, "Pbx", { network, title: "PBX", internal: { privateAddress: "10.20.0.150" } });
  return { stack, roles: { sbc: sbc.role, pbx: pbx.role } };
}

function rulesAfter(cloud: Cloud, csv: string): string[] {
  const { stack, roles } = deployed(cloud);
  importFlows(csv, { roles });
  return rulesOf(stack);
}

describe.each(CLOUDS)("a table of flows on %s", (cloud) => {
  it("opens each row where its peer is", () => {
    const rows = [
      HEADER,
      "sbc,from,198.51.100.0/24,tcp,5061,,SIP,telephony,2099-12-31",
      "sbc,out,203.0.113.0/25 203.0.113.128/26,udp,40000-40999;5004,,media,,",
      "sbc,in,internet,udp,50000-50009,,media,,",
      "sbc,to,role:pbx,tcp,5060,,SIP,,",
      "pbx,from,10.30.1.0/28,icmp,,,ping,,",
    ];
    const [internet, two] =
      cloud === "aws"
        ? ["0.0.0.0/0", ["egress udp 40000-40999", "egress udp 5004"]]
        : ["Internet", ["egress udp 5004,40000-40999"]];
    const far = cloud === "aws" ? ["203.0.113.0/25", "203.0.113.128/26"] : ["203.0.113.0/25,203.0.113.128/26"];
    expect(rulesAfter(cloud, rows.join("\n"))).toEqual(
      [
        ...two.flatMap((traffic) => far.map((prefix) => `Sbc_External ${traffic} to ${prefix}`)),
        `Sbc_External ingress udp 50000-50009 from ${internet}`,
        "Sbc_External ingress tcp 5061 from 198.51.100.0/24",
        "Sbc_Internal egress tcp 5060 to Pbx_Internal",
        "Pbx_Internal ingress tcp 5060 from Sbc_Internal",
        cloud === "aws"
          ? "Pbx_Internal ingress icmp type -1 code -1 from 10.30.1.0/28"
          : "Pbx_Internal ingress icmp from 10.30.1.0/28",
      ].sort(),
    );
  });

  it("says of each flow what the row says", () => {
    const { stack, roles } = deployed(cloud);
    importFlows(`${HEADER}\nsbc,from,198.51.100.7,UDP,5060 - 5062,1024-65535,"SIP,\n  old phones",NOC,2099-12-31\n`, {
      roles,
    });
    expect(declared(stack, "own-flow")).toEqual([
      {
        item: "own-flow",
        id: expect.stringMatching(/^own\/sip-old-phones-[0-9a-f]{6}$/) as string,
        role: "Sbc/Role",
        direction: "ingress",
        peer: { kind: "prefixes", prefixes: ["198.51.100.7"] },
        transport: "udp",
        ports: [[5060, 5062]],
        sourcePorts: [1024, 65535],
        icmp: null,
        purpose: "SIP, old phones",
        owner: "NOC",
        expires: "2099-12-31",
        need: null,
      },
    ]);
  });

  const ONE = ["Sbc_External ingress tcp 5061 from 198.51.100.0/24"];

  it.each<[string, string]>([
    ["in another order", "ports,purpose,peer,transport,direction,role\n5061,SIP,198.51.100.0/24,tcp,from,sbc"],
    ["in upper case", "ROLE,Direction,PEER,Transport,Ports,Purpose\nsbc,FROM,198.51.100.0/24,TCP,5061,SIP"],
    [
      "with a byte order mark",
      "\ufeffrole,direction,peer,transport,ports,purpose\nsbc,from,198.51.100.0/24,tcp,5061,SIP",
    ],
    [
      "with lines of Windows",
      "role,direction,peer,transport,ports,purpose\r\nsbc,from,198.51.100.0/24,tcp,5061,SIP\r\n",
    ],
    ["with lines of old Macs", "role,direction,peer,transport,ports,purpose\rsbc,from,198.51.100.0/24,tcp,5061,SIP\r"],
    [
      "by Excel in German",
      "role;direction;peer;transport;ports;purpose\r\nsbc;from;198.51.100.0/24;tcp;5061;SIP, old\r\n",
    ],
    ["with tabulators", "role\tdirection\tpeer\ttransport\tports\tpurpose\nsbc\tfrom\t198.51.100.0/24\ttcp\t5061\tSIP"],
    [
      "with every cell quoted",
      '"role","direction","peer","transport","ports","purpose"\n"sbc","from","198.51.100.0/24","tcp","5061","SIP ""old"""',
    ],
    [
      "with white space around",
      ' role , direction,peer,transport,ports, purpose \n sbc, from ,198.51.100.0/24 , tcp, 5061 ,"SIP" ',
    ],
    [
      "with empty lines at its end",
      "role,direction,peer,transport,ports,purpose\nsbc,from,198.51.100.0/24,tcp,5061,SIP\n\n\n",
    ],
    [
      "with empty rows in between",
      ",,,,,\n\nrole,direction,peer,transport,ports,purpose\n,,,,,\nsbc,from,198.51.100.0/24,tcp,5061,SIP\n,,,,,",
    ],
    [
      "with empty columns at its end",
      "role,direction,peer,transport,ports,purpose,,\nsbc,from,198.51.100.0/24,tcp,5061,SIP,,",
    ],
  ])("is read as it is saved %s", (_, csv) => {
    expect(rulesAfter(cloud, csv)).toEqual(ONE);
  });

  it("takes semicolons between the members of a cell, quoted where they separate cells too", () => {
    const csv =
      'role;direction;peer;transport;ports;purpose\nsbc;from;"198.51.100.0/25;198.51.100.128/25";tcp;5061;SIP';
    expect(rulesAfter(cloud, csv)).toEqual(ONE);
  });

  it("takes two rows that differ in their purpose, which share a rule", () => {
    const row = "sbc,from,198.51.100.0/24,tcp,5061,,";
    const { stack, roles } = deployed(cloud);
    importFlows(`${HEADER}\n${row}SIP,,\n${row}monitoring,,`, { roles });
    expect(rulesOf(stack)).toEqual(ONE);
    expect(
      declared(stack, "own-flow")
        .map(({ purpose }) => purpose)
        .sort(),
    ).toEqual(["SIP", "monitoring"]);
  });

  const GOOD = "sbc,from,198.51.100.0/24,tcp,5061,,SIP,,";

  it.each<[string, string, string, (string | RegExp)[]]>([
    [
      "an unknown role",
      "sbd,from,internet,tcp,1,,x,,",
      "model-csv-role-unknown",
      ['column "role": role is "sbd"', 'did you mean "sbc"'],
    ],
    ["no role", ",from,internet,tcp,1,,x,,", "model-csv-role-unknown", ['column "role"', '"sbc", "pbx"']],
    [
      "an unknown direction",
      "sbc,both,internet,tcp,1,,x,,",
      "model-csv-direction-unknown",
      ['column "direction"', '"both"', '"from", "in", "to", "out"'],
    ],
    [
      "a direction that every object has",
      "sbc,constructor,internet,tcp,1,,x,,",
      "model-csv-direction-unknown",
      ['"constructor"'],
    ],
    ["no peer", "sbc,from,,tcp,1,,x,,", "model-csv-peer-invalid", ['column "peer"', "empty never means any"]],
    [
      "two kinds of peers",
      "sbc,from,internet 10.30.1.1,tcp,1,,x,,",
      "model-csv-peer-invalid",
      ['"internet 10.30.1.1"', "a row for each"],
    ],
    [
      "an unknown role as peer",
      "sbc,to,role:pbz,tcp,1,,x,,",
      "model-csv-role-unknown",
      ['column "peer"', '"pbz"', 'did you mean "pbx"'],
    ],
    ["a name as peer", "sbc,from,sip.example.com,tcp,1,,x,,", "net-prefix-invalid", ['column "peer"', "not names"]],
    ["host bits", "sbc,from,198.51.100.1/24,tcp,1,,x,,", "net-prefix-host-bits", ['column "peer"', "198.51.100.0/24"]],
    ["every address", "sbc,from,0.0.0.0/0,tcp,1,,x,,", "stack-peer-any", ['column "peer"']],
    ["a prefix that is partly inside", "sbc,from,10.20.0.0/16,tcp,1,,x,,", "stack-peer-straddles", ['column "peer"']],
    ["IPv6 where there is none", "sbc,from,2001:db8:f::/48,tcp,1,,x,,", "stack-ipv6-absent", ['column "peer"']],
    ["no way out", "pbx,to,203.0.113.7,tcp,1,,x,,", "stack-way-out-missing", ['column "peer"', "203.0.113.7"]],
    [
      "an unknown transport",
      "sbc,from,internet,sctp,1,,x,,",
      "model-flow-transport-unknown",
      ['column "transport"', '"sctp"'],
    ],
    ["no ports", "sbc,from,internet,tcp,,,x,,", "model-flow-ports-missing", ['column "ports"', "none never means all"]],
    ["ports of ICMP", "sbc,from,internet,icmp,8,,x,,", "model-flow-ports-unexpected", ['column "ports"']],
    [
      "a reversed range",
      "sbc,from,internet,tcp,2-1,,x,,",
      "net-port-range-reversed",
      ['column "ports" (stack/Sbc/Role): ports is "2-1"', '"1-2"'],
    ],
    ["a port that is none", "sbc,from,internet,tcp,1 70000,,x,,", "net-port-invalid", ['column "ports"', '"70000"']],
    ["source ports that are none", "sbc,from,internet,tcp,1,x,x,,", "net-port-invalid", ['column "source ports"']],
    ["no purpose", "sbc,from,internet,tcp,1,,,,", "model-flow-purpose-missing", ['column "purpose"']],
    [
      "a day in another notation",
      "sbc,from,internet,tcp,1,,x,,31.12.2099",
      "model-flow-expires-invalid",
      ['column "expires"', '"31.12.2099"'],
    ],
    [
      "an expression of Terraform",
      "sbc,from,${var.peer},tcp,1,,x,,",
      "model-csv-cell-unresolved",
      ['column "peer"', "only when Terraform runs"],
    ],
    ["too few cells", "sbc,from,internet,tcp,1", "model-csv-row-length", ['column "source ports"', "is 5, expected 9"]],
    ["too many cells", "sbc,from,internet,tcp,1,,x,,,x", "model-csv-row-length", ['column "10"', "is 10, expected 9"]],
    [
      "a quote in a cell",
      'sbc,from,internet,tcp,1,,a "b" c,,',
      "model-csv-invalid",
      ['column "purpose"', "around a whole cell"],
    ],
    [
      "a quote that is not closed",
      'sbc,from,internet,tcp,1,,"a b,,\nsbc,from',
      "model-csv-invalid",
      ['column "purpose"', "closing"],
    ],
    ["the row of another line", GOOD, "model-csv-row-twice", ["line 2 is the same"]],
    [
      "the same row in other words",
      "sbc,IN,198.51.100.0/24 ,TCP,5061,,SIP,,",
      "model-csv-row-twice",
      ["line 2 is the same"],
    ],
  ])("refuses a row with %s, says where, and opens nothing", (_, row, code, says) => {
    const { stack, roles } = deployed(cloud);
    const call = (): void => {
      importFlows(`${HEADER}\n${GOOD}\n\n${row}\n`, { roles, file: "flows.csv" });
    };
    expectNothingOpened(stack, call, code, /^cannot import flows\.csv line 4, column "/, ...says);
    expect(declared(stack, "own-flow")).toEqual([]);
  });

  it("tells the lines of the other faults with the first one", () => {
    const { stack, roles } = deployed(cloud);
    const bad = "sbc,from,internet,tcp,0-70000,,x,,";
    const call = (rows: string[]) => () => {
      importFlows([HEADER, ...rows].join("\n"), { roles });
    };
    expectNothingOpened(
      stack,
      call([GOOD, bad, bad, bad]),
      "net-port-invalid",
      "flow table line 3",
      "(lines 4, 5 have faults too)",
    );
    expectNothingOpened(stack, call([bad, GOOD, `${bad}9`]), "net-port-invalid", "line 2", "(line 4 has a fault too)");
  });

  it("counts the lines inside of quoted cells, whatever they end with", () => {
    const { stack, roles } = deployed(cloud);
    for (const end of ["\n", "\r\n", "\r"]) {
      const rows = [HEADER, `sbc,from,internet,udp,1,,"a${end}b${end}c",,`, `sbc,from,internet,udp,2-1,,"d${end}e",,`];
      const call = (): void => {
        importFlows(rows.join(end), { roles });
      };
      expectNothingOpened(stack, call, "net-port-range-reversed", 'flow table line 5, column "ports"');
    }
  });

  it.each<[string, unknown, string, (string | RegExp)[]]>([
    ["nothing", "", "model-csv-empty", ["flow table line 1", "a header and at least one row"]],
    ["only white space", " \n\r\n", "model-csv-empty", ["line 1"]],
    ["only a header", `\n${HEADER}\n,,,,,,,,\n`, "model-csv-empty", ["line 2", "below the header"]],
    [
      "an unknown column",
      "role,direction,peer,transport,port,purpose\nx",
      "model-csv-column-unknown",
      ['line 1, column "port"', 'did you mean "ports"'],
    ],
    [
      "a column without a name",
      "role,,direction,peer,transport,ports,purpose\nx",
      "model-csv-column-unknown",
      ['column "2"'],
    ],
    [
      "a missing column",
      "role,direction,peer,transport,ports\nx",
      "model-csv-column-missing",
      ['line 1, column "purpose"'],
    ],
    [
      "a column twice",
      "role,Role,direction,peer,transport,ports,purpose\nx",
      "model-csv-column-twice",
      ['line 1, column "role"'],
    ],
    ["the name of the file", "rules/flows.csv", "model-csv-column-unknown", ["not the name of the file"]],
    ["what is no text", wrongly({}), "model-csv-invalid", ["readFileSync"]],
    ["missing text", wrongly(undefined), "model-csv-invalid", ["csv is missing"]],
    [
      "text in another encoding",
      `${HEADER}\nsbc,from,internet,tcp,1,,f\ufffdr SIP,,`,
      "model-csv-encoding",
      ["line 2, character 27", "CSV UTF-8"],
    ],
    ["text of two bytes a character", "r\0o\0l\0e\0", "model-csv-encoding", ["line 1, character 2"]],
  ])("refuses %s", (_, csv, code, says) => {
    const { stack, roles } = deployed(cloud);
    const call = (): void => {
      importFlows(wrongly(csv), { roles });
    };
    expectNothingOpened(stack, call, code, ...says);
  });

  it("refuses a table that is known only when Terraform runs", () => {
    const { stack, roles } = deployed(cloud);
    const later = new TerraformVariable(stack, "later", { type: "string" }).stringValue;
    const call = (): void => {
      importFlows(later, { roles });
    };
    expectNothingOpened(stack, call, "stack-prop-unresolved", "known only when Terraform runs");
  });

  it.each<[string, unknown, string]>([
    ["none", {}, "roles is {}"],
    ["missing ones", undefined, "roles is missing"],
    ["one that is none", { sbc: {} }, "roles.sbc is"],
  ])("refuses roles where there are %s", (_, roles, says) => {
    const { stack } = deployed(cloud);
    const call = (): void => {
      importFlows(`${HEADER}\n${GOOD}`, { roles: wrongly(roles) });
    };
    expectNothingOpened(stack, call, "stack-import-roles-invalid", says);
  });
});
