import pc from "picocolors";
import type { PreviewRule, PreviewStack } from "../../../lib/tools/report/preview";
import { previewStack } from "../../../lib/tools/report/preview";
import { printPreview } from "../../../lib/tools/report/preview-text";
import { columnsOf } from "../../../lib/tools/report/wrap-text";
import { awsRule, azureGroup, declaration, DENY_ALL, INTERNAL, ownFlow, preview, stackFile, TODAY } from "./edge-stack";

type Json = Record<string, unknown>;

const COLORS = pc.createColors(false);
const PORT = (first: number, last = first): Json => ({ from_port: first, to_port: last });
const INTERNET = { cidr_ipv4: "0.0.0.0/0" };

function print(stack: PreviewStack, width = 80): string {
  return printPreview([stack], { width, colors: COLORS });
}

/** The part of a text that begins with a line, up to the next empty one. */
function part(text: string, start: string): string {
  return text.split("\n\n").find((one) => one.startsWith(start)) ?? "";
}

/** The cells of the tables in a text, row by row, put together again from the lines that they were wrapped to. */
function tableRows(text: string): string[][] {
  const rows: string[][] = [];
  let columns: number[] = [];
  for (const line of text.split("\n")) {
    const heading = /^ +peer +traffic +what for( +asked for by)?/.exec(line);
    if (heading !== null) {
      const titles = ["peer", "traffic", "what for", ...(heading[1] === undefined ? [] : ["asked for by"])];
      columns = [2, ...titles.map((title) => line.indexOf(title))];
    } else if (!/^ {2}( |in |out )/.test(line)) columns = [];
    else if (columns.length > 0) {
      const cells = columns.map((start, index) => cut(line, start, columns[index + 1] ?? Infinity));
      if (/^(in|out)$/.test(cells[0] ?? "")) rows.push(cells);
      else rows.at(-1)?.forEach((cell, index, row) => (row[index] = `${cell} ${cells[index] ?? ""}`.trim()));
    }
  }
  return rows;
}

/** What stands between two columns of a terminal. */
function cut(line: string, start: number, end: number): string {
  let column = 0;
  let found = "";
  for (const character of line) {
    if (column >= start && column < end) found += character;
    column += columnsOf(character);
  }
  return found.trim();
}

function squeeze(text: string): string {
  return text.replace(/\s/g, "");
}

/** The words of a rule that its row must hold, one list per range of its ports. */
function wordsOf(rule: PreviewRule): string[][] {
  return (rule.ports ?? [undefined]).map((range) => [
    ...rule.peers,
    ...(range === undefined ? [rule.transport] : [`${rule.transport} ${[...new Set(range)].join("-")}`]),
    ...(rule.standing === "undocumented" ? [rule.description, "UNDOCUMENTED"] : []),
    ...(rule.standing === "wider" ? ["WIDER THAN ASKED"] : []),
    ...rule.flows
      .filter(
        ({ ports }) =>
          ports?.some((one) => range === undefined || (one.first <= range[1] && one.last >= range[0])) ?? true,
      )
      .flatMap((flow) =>
        flow.citation === null
          ? [flow.purpose, `own${flow.owner === null ? "" : `: ${flow.owner}`}`, flow.expires ?? ""]
          : [flow.purpose, `${flow.citation.document} ${flow.citation.table ?? ""}`, String(flow.citation.row)],
      ),
    ...rule.unknownFlows,
  ]);
}

function expectEverythingIn(text: string, stack: PreviewStack): void {
  const rows = tableRows(text).map((cells) => [cells[0], squeeze(cells.join(""))] as const);
  const missing = stack.groups
    .flatMap(({ rules }) => rules)
    .flatMap((rule) =>
      wordsOf(rule).map((words) => ({ direction: rule.direction === "ingress" ? "in" : "out", words })),
    )
    .filter(
      ({ direction, words }) =>
        !rows.some(([way, row]) => way === direction && words.every((word) => row.includes(squeeze(word)))),
    );
  expect(missing).toEqual([]);
}

function expectWithin(text: string, width: number): void {
  expect(text.split("\n").filter((line) => columnsOf(line) > width)).toEqual([]);
  expect(text).not.toMatch(/ $/m);
}

const OWN = [
  ownFlow("own/probe-1f3a2b", { owner: "voice team", expires: "2027-03-31" }),
  ownFlow("own/old-aaaaaa", { purpose: "migration", owner: "Bob", expires: "2026-01-31", ports: [[9443, 9443]] }),
  ownFlow("own/mine-bbbbbb", { purpose: "ünï ✓ 漢字", ports: [[7000, 7100]] }),
];
const FROM_PROBE = { cidr_ipv4: "192.0.2.7/32" };

/** A stack with everything that a preview can hold. */
const BUSY = preview(
  [
    awsRule("ocs-2007/ports/13a", { ...PORT(443), ...INTERNET }),
    awsRule("ocs-2007/ports/12a"),
    awsRule("ocs-2007/ports/12a", { cidr_ipv6: "2001:db8:5:ffff:aaaa:bbbb:cccc:dddd/128" }),
    awsRule("ocs-2007/ports/12b,99z", {}, "egress"),
    awsRule("ocs-2007/ports/12a", { ...PORT(5060, 5062), ...INTERNET }),
    awsRule("added by hand for the migration, see ticket 4711", { ...PORT(22), ...INTERNET }),
    awsRule("", { ip_protocol: "-1", cidr_ipv4: "${module.partner.with_a_very_long_name.nat_gateway_public_ip}/32" }),
    awsRule("own/probe-1f3a2b", { ...PORT(8443), ...FROM_PROBE }),
    awsRule("own/old-aaaaaa", { ...PORT(9443), ...FROM_PROBE }),
    awsRule("own/mine-bbbbbb +1", { ...PORT(7000, 7100), ...FROM_PROBE }),
    awsRule("ping", { ip_protocol: "icmp", from_port: 8, to_port: -1 }),
    awsRule("12e", {
      security_group_id: `\${${INTERNAL}.id}`,
      referenced_security_group_id: "${aws_security_group.External.id}",
    }),
    awsRule("foreign", {
      security_group_id:
        '${module.legacy.module.security_groups["a very long key"].aws_security_group.partners_and_everybody_else.id}',
    }),
  ],
  declaration(
    "aws",
    ...OWN,
    {
      item: "finding",
      code: "ocs-av-edge-translated",
      severity: "error",
      what: "the public address is translated",
      where: "Edge/".repeat(30),
      why: "because",
      todo: "test it",
      facts: ["ocs-2007/translation/av-edge"],
    },
    { item: "finding", code: "a-note", severity: "note", what: "x", where: "Edge", why: "y", todo: "z", facts: [] },
    {
      item: "record",
      network: "Network",
      view: "public",
      type: "SRV",
      name: `_sipfederationtls._tcp.${"subdomain.".repeat(12)}example.com`,
      values: ["0 0 5061 sip.example.com"],
      made: false,
      facts: ["lcs-2005-pic/1.2.2/1", "ocs-2007/sign-in-srv/3", "someday/records/1"],
    },
    {
      item: "record",
      network: "Network",
      view: "public",
      type: "A",
      name: "sip.example.com",
      values: [{ ref: "aws_eip.External.public_ip" }, { ref: "aws_eip.Other.public_ip" }],
      made: true,
      facts: [],
    },
  ),
);

describe.each([60, 72, 80, 100, 200])("in %i columns", (width) => {
  it("keeps within them, and cuts nothing off", () => {
    const text = print(BUSY, width);
    expectWithin(text, width);
    expectEverythingIn(text, BUSY);
    const whole = squeeze(text);
    for (const { where, what, why, todo, facts } of BUSY.findings) {
      for (const word of [where, what, why, todo, ...facts]) expect(whole).toContain(squeeze(word));
    }
    for (const { group, path, title } of BUSY.groups) {
      expect(whole).toContain(squeeze(title));
      expect(whole).toContain(squeeze(path ?? group));
    }
  });
});

it("takes 60 columns where there are fewer, or where their number is not known", () => {
  for (const width of [0, 20, 59, NaN]) expect(print(BUSY, width)).toBe(print(BUSY, 60));
});

it("has color only where it is wanted, and the same text without it", () => {
  const colored = printPreview([BUSY], { width: 80, colors: pc.createColors(true) });
  expect(print(BUSY)).not.toContain("\u001b");
  expect(colored).toContain("\u001b[31m");
  expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(print(BUSY));
});

describe("the top", () => {
  it("says which stack, how much is open, and how much of it nobody asked for", () => {
    const [heading, counts] = print(BUSY).split("\n\n");
    expect(heading).toBe(`edge on AWS\n${"=".repeat(80)}`);
    // From the internet: row 13 on 443, the wider one on 5060-5062, and port 22 by hand.
    expect(counts).toBe(
      [
        "13 rules open, 3 from the internet, 0 to the internet",
        // By hand: 22, all protocols, ICMP, the internal one, and the one on the foreign group.
        "5 undocumented, 1 wider than asked for, 3 of your own, 1 with an expired flow",
        "Edge (ocs-2007) opens: federation, remote-access",
      ].join("\n"),
    );
  });

  it("has errors before the rules, and notes behind them", () => {
    const text = print(BUSY);
    const order = [
      "ERROR ocs-av-edge-translated",
      "Access Edge Server, external",
      "DNS records",
      "NOTE a-note",
      "How to read",
    ];
    expect(order.map((word) => text.indexOf(word))).toEqual(
      order.map((word) => text.indexOf(word)).sort((a, b) => a - b),
    );
    expect(order.every((word) => text.includes(word))).toBe(true);
  });

  it("says it of a stack that declares nothing, and of one that has nothing", () => {
    expect(print(preview([awsRule("x")], []))).toContain(
      "the stack has no declaration: nothing in it was made by cdktf-uc-edge",
    );
    const empty = print(previewStack(stackFile({ stack: "empty" }), TODAY));
    expect(empty).toContain("0 rules open, 0 from the internet, 0 to the internet\n0 undocumented");
    expectWithin(empty, 80);
    expect(printPreview([], { width: 80, colors: COLORS })).toMatch(/^How to read this\n/);
  });
});

describe("a table", () => {
  const [rows] = [tableRows(print(BUSY, 100))];
  const row = (word: string): string[] => rows.find((cells) => cells.join(" ").includes(word)) ?? [];

  it("shows each rule with who asks for it", () => {
    expect(row("tcp 443")).toEqual([
      "in",
      "internet (0.0.0.0/0)",
      "tcp 443",
      "SIP over TLS from remote users",
      "ocs-2007 ports 13",
    ]);
    expect(row("tcp 22")).toEqual([
      "in",
      "internet (0.0.0.0/0)",
      "tcp 22",
      "added by hand for the migration, see ticket 4711",
      "UNDOCUMENTED",
    ]);
    expect(row("all protocols").slice(2)).toEqual(["all protocols", "no reason given", "UNDOCUMENTED"]);
    expect(row("icmp").slice(2)).toEqual(["icmp type 8", "ping", "UNDOCUMENTED"]);
  });

  it("puts peers of the same rule together, IPv6 too", () => {
    expect(squeeze(row("198.51.100.0/24 2001")[1] ?? "")).toBe("198.51.100.0/242001:db8:5:ffff:aaaa:bbbb:cccc:dddd");
  });

  it("marks what is wider than its flows, and flows that nobody knows", () => {
    expect(row("tcp 5060-5062").slice(3)).toEqual([
      "SIP over MTLS from federated partners the flows named ask for less: other ports, peers or direction",
      "ocs-2007 ports 12* WIDER THAN ASKED",
    ]);
    expect(row("99z").slice(3)).toEqual([
      "SIP over MTLS to federated partners names ocs-2007/ports/99z",
      "ocs-2007 ports 12* UNKNOWN FLOW",
    ]);
  });

  it("names the owner and the last day of own flows, and those that are over", () => {
    expect(row("monitoring probe")[4]).toBe("own: voice team until 2027-03-31");
    expect(row("EXPIRED").slice(3)).toEqual(["migration", "own: Bob, EXPIRED 2026-01-31"]);
    expect(row("tcp 7000-7100")[3]).toBe("ünï ✓ 漢字 and 1 more flow that the rule's description has no room for");
  });

  it("explains the rows that are marked as read in some way, and names the documents", () => {
    const text = print(BUSY);
    expect(part(text, "* Where a document is unclear")).toMatch(/ocs-2007 ports 12: both ways with the partners/);
    expect(part(text, "* Where a document is unclear")).not.toMatch(/ports 13/);
    expect(part(text, "How to read this")).toMatch(/ocs-2007: Office Communications Server 2007/);
  });

  it("says what unknown traffic is", () => {
    const unknown = preview(
      [
        awsRule("a", { from_port: "${var.p}", to_port: "${var.p}" }),
        awsRule("b", { ip_protocol: "${var.p}" }),
        awsRule("c", { ip_protocol: "47", ...PORT(-1) }),
        awsRule("d", { ip_protocol: "tcp", ...PORT(0, 65535) }),
        awsRule("e", { ip_protocol: "icmp", ...PORT(-1) }),
        { ...awsRule("f", PORT(80)), repeated: true },
        awsRule("g", { ip_protocol: "icmp", from_port: 8, to_port: "${var.p}" }),
      ],
      declaration("aws"),
    );
    const found = tableRows(print(unknown, 120)).map(([, , traffic, what]) => `${traffic ?? ""}: ${what ?? ""}`);
    expect(found.sort()).toEqual([
      "icmp all types: e",
      "icmp type 8: g not known yet: ICMP code",
      "protocol 47: c",
      "tcp 80: f count, for_each or a dynamic block: several rules, or none",
      "tcp all ports: d",
      "tcp unknown ports: a",
      "unknown protocol port 5061: b",
    ]);
  });
});

describe("Azure", () => {
  const flows = { description: "ocs-2007/ports/12a" };
  const OUTBOUND = { ...DENY_ALL, name: "deny-all-egress", direction: "Outbound" };

  it("ends with what is denied last, and shows source ports below", () => {
    const text = print(
      preview(
        [azureGroup("External", [{ ...flows, source_port_range: "1024-65535" }, DENY_ALL, OUTBOUND])],
        declaration("azure"),
      ),
    );
    expect(text).toContain("edge on Azure");
    expect(part(text, "Access Edge Server, external")).toMatch(
      /tcp 5061 .*\n.* source ports .*\n.* 1024-65535.*\n {2}denied last: everything else \(in, out\)$/,
    );
    expect(squeeze(part(text, "Access Edge Server, internal"))).toContain(
      squeeze("the stack does not have its group, azurerm_network_security_group.Internal"),
    );
  });

  it("says in red where nothing closes the default rules", () => {
    const stack = preview([azureGroup("External", [flows])], declaration("azure"));
    const external = squeeze(part(print(stack), "Access Edge Server, external"));
    expect(external).toContain(
      squeeze("in: open to the whole virtual network and to Azure's load balancers, by Azure's default rules"),
    );
    expect(external).toContain(
      squeeze("out: open to the whole virtual network and to the internet, by Azure's default rules"),
    );
    expect(external).not.toContain("denied");
    expectWithin(print(stack, 60), 60);
  });

  it("shows other denials in a table of their own, and the priorities that decide", () => {
    const stack = preview(
      [
        azureGroup("External", [
          {
            name: "no-telnet",
            access: "Deny",
            destination_port_range: "23",
            source_address_prefix: "*",
            priority: 100,
            description: "no telnet",
          },
          { ...flows, priority: 200 },
          DENY_ALL,
          OUTBOUND,
        ]),
      ],
      declaration("azure"),
    );
    const external = part(print(stack, 120), "Access Edge Server, external");
    expect(tableRows(external)).toEqual([
      ["in", "198.51.100.0/24", "tcp 5061", "SIP over MTLS from federated partners priority 200", "ocs-2007 ports 12*"],
      ["in", "any", "tcp 23", "no telnet priority 100", "denied"],
    ]);
    expect(external).toMatch(/the one with the lowest priority number decides:/);
    expect(print(stack)).toMatch(/^1 rule open, 0 from the internet/m);
  });

  it("says where a rule is about some of the group's own addresses only", () => {
    const stack = preview(
      [
        azureGroup("External", [
          { ...flows, destination_address_prefix: "10.20.0.10" },
          { ...flows, destination_address_prefix: "10.20.0.99", source_address_prefix: "198.51.100.9" },
          DENY_ALL,
          OUTBOUND,
        ]),
      ],
      declaration("azure"),
    );
    expect(tableRows(print(stack, 120)).map((cells) => [cells[1], cells[3]])).toEqual([
      ["198.51.100.0/24", "SIP over MTLS from federated partners"],
      ["198.51.100.9", "SIP over MTLS from federated partners only for 10.20.0.99"],
    ]);
  });
});

describe("records", () => {
  it("say where they lead, who asks for them, in which order, and which are to be made elsewhere", () => {
    const records = squeeze(part(print(BUSY, 200), "DNS records"));
    expect(records).toContain(squeeze("0 0 5061 sip.example.com"));
    expect(records).toContain(squeeze("to be made elsewhere"));
    expect(records).toContain(squeeze("clients look it up as number 3"));
    expect(records).toContain(squeeze("asked for by lcs-2005-pic 1.2.2"));
    expect(records).toContain(squeeze("asked for by someday/records/1"));
    expect(records).toContain(squeeze("public address of Edge/AccessEdge/External"));
    expect(records).toContain(squeeze("made at deployment: aws_eip.Other.public_ip"));
  });

  it("lead somewhere in whole words at a narrow terminal too", () => {
    const lines = part(print(BUSY, 60), "DNS records").split("\n");
    expect(lines.map((line) => line.trim())).toContain("0 0 5061 sip.example.com");
    expect(lines.map((line) => line.trim())).toContain("public address of Edge/AccessEdge/External");
  });
});

it("puts the prefixes of a line in the order of their numbers", () => {
  const ordered = preview(
    ["10.30.128.0/17", "10.30.2.0/28"].map((cidr) => awsRule("same words", { cidr_ipv4: cidr })),
    declaration("aws"),
  );
  expect(tableRows(print(ordered, 80)).map((cells) => cells[1])).toEqual(["10.30.2.0/28 10.30.128.0/17"]);
});

describe("text from files", () => {
  it("cannot write to the terminal, nor add lines of its own", () => {
    const forged = "ok\n  in   10.0.0.0/8  tcp 443  forged  ocs-2007 ports 13\u001b[2K\u001b[1A\u202e";
    const stack = preview([awsRule(forged, { cidr_ipv4: "x\u0007\n" })], declaration("aws"));
    const text = print({ ...stack, stack: "a\nb\u001b[31m" });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(tableRows(text)).toHaveLength(1);
    expectWithin(text, 80);
  });
});

it("prints 1,000 rules without a wait", () => {
  const rules = Array.from({ length: 1000 }, (_, index) =>
    awsRule("ocs-2007/ports/12a", {
      cidr_ipv4: `198.51.${String(index >> 8)}.${String(index & 255)}/32`,
      ...PORT(5000 + index),
    }),
  );
  const start = performance.now();
  const stack = preview(rules, declaration("aws"));
  const text = print(stack);
  // A third of a second on a machine that does nothing else.
  expect(performance.now() - start).toBeLessThan(5000);
  expect(tableRows(text)).toHaveLength(1000);
});
