import { previewStack } from "../../../lib/tools/report/preview";
import {
  awsRule,
  azureGroup,
  declaration,
  DENY_ALL,
  EXTERNAL,
  externalRules,
  INTERNAL,
  ownFlow,
  preview,
  stackFile,
  TODAY,
} from "./edge-stack";

describe("groups", () => {
  it("are those of the declaration by path, then all others", () => {
    const foreign = { address: "aws_security_group.other", type: "aws_security_group", values: {}, repeated: false };
    const { groups } = preview([awsRule("", { security_group_id: "sg-1" }), foreign], declaration("aws"));
    expect(groups.map(({ group, path, rules }) => [group, path, rules.length])).toEqual([
      [EXTERNAL, "Edge/AccessEdge/External", 0],
      [INTERNAL, "Edge/AccessEdge/Internal", 0],
      ["sg-1", null, 1],
      ["aws_security_group.other", null, 0],
    ]);
    expect(groups[0]).toMatchObject({
      title: "Access Edge Server, external",
      roles: ["Edge/AccessEdge"],
      side: "external",
      privateAddress: "10.20.0.10",
      publicAddress: "aws_eip.External.public_ip",
      publicAddressKnown: false,
    });
    expect(groups.map(({ missing }) => missing)).toEqual([true, true, false, false]);
    expect(groups[2]).toMatchObject({ title: "not made by cdktf-uc-edge", roles: [], privateAddress: null });
  });

  it("of a stack without a declaration are all somebody else's", () => {
    const read = preview([awsRule("ocs-2007/ports/12a")], []);
    expect([read.cloud, read.choices, read.findings, read.records]).toEqual([null, [], [], []]);
    expect(read.groups).toMatchObject([{ group: EXTERNAL, path: null, rules: [{ standing: "undocumented" }] }]);
  });

  it("of an empty stack are none", () => {
    expect(previewStack(stackFile({})).groups).toEqual([]);
  });
});

describe("peers", () => {
  it.each([
    [{ cidr_ipv4: "0.0.0.0/0" }, "internet (0.0.0.0/0)", true],
    [{ cidr_ipv6: "::/0" }, "internet (::/0)", true],
    [{ cidr_ipv4: "198.51.100.7/32" }, "198.51.100.7", false],
    [{ cidr_ipv4: "198.51.100.0/24" }, "198.51.100.0/24", false],
    [{ cidr_ipv4: "10.0.0.0/8" }, "10.0.0.0/8", false],
    [{ cidr_ipv4: "8.0.0.0/5" }, "8.0.0.0/5", true],
    [{ cidr_ipv4: "128.0.0.0/1" }, "128.0.0.0/1", true],
    [{ cidr_ipv6: "2001:db8::/32" }, "2001:db8::/32", false],
    [{ cidr_ipv6: "2000::/3" }, "2000::/3", true],
    // Unique local addresses are nobody's on the internet, however many they are.
    [{ cidr_ipv6: "fc00::/7" }, "fc00::/7", false],
    [{ prefix_list_id: "pl-1" }, "pl-1", false],
    [{ referenced_security_group_id: `\${${INTERNAL}.id}` }, "Edge/AccessEdge/Internal", false],
    [{ referenced_security_group_id: "${aws_security_group.other.id}" }, "aws_security_group.other", false],
    [{ cidr_ipv4: "${aws_eip.x.public_ip}" }, "aws_eip.x.public_ip", false],
    [{ cidr_ipv4: "${aws_eip.x.public_ip}/32" }, "${aws_eip.x.public_ip}/32", false],
    [{ cidr_ipv4: null }, "known only when Terraform runs", false],
  ])("are named: %j", (peer, label, isInternet) => {
    expect(externalRules([awsRule("", peer)])).toMatchObject([{ peers: [label], isInternet }]);
  });

  it.each([
    ["0.0.0.0/0 among others", ["10.0.0.0/8", "0.0.0.0/0"]],
    ["two halves of it", ["0.0.0.0/1", "128.0.0.0/1"]],
    ["both families", ["0.0.0.0/0", "::/0"]],
  ])("are the internet in a list with %s", (_, cidr_blocks) => {
    const group = {
      address: EXTERNAL,
      type: "aws_security_group",
      repeated: false,
      values: { ingress: [{ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks }] },
    };
    expect(externalRules([group])).toMatchObject([{ isInternet: true }]);
  });

  it.each([
    [{ source_address_prefix: "*" }, ["any"], true],
    [{ source_address_prefix: "0.0.0.0/0" }, ["any (0.0.0.0/0)"], true],
    [{ source_address_prefix: "Internet" }, ["internet"], true],
    [{ source_address_prefix: "VirtualNetwork" }, ["VirtualNetwork"], false],
    [
      { source_address_prefix: null, source_address_prefixes: ["Internet", "10.0.0.0/8"] },
      ["10.0.0.0/8", "Internet"],
      true,
    ],
    [
      {
        source_address_prefix: null,
        source_application_security_group_ids: ["${azurerm_application_security_group.Internal.id}"],
      },
      ["Edge/AccessEdge/Internal"],
      false,
    ],
  ])("are named on Azure: %j", (peer, peers, isInternet) => {
    const [external] = preview([azureGroup("External", [peer])], declaration("azure")).groups;
    expect(external?.rules).toMatchObject([{ peers, isInternet }]);
  });
});

describe("rules", () => {
  it("stand in the order of their importance", () => {
    const port = (number: number): Record<string, unknown> => ({ from_port: number, to_port: number });
    const internet = { cidr_ipv4: "0.0.0.0/0" };
    const rules = externalRules([
      awsRule("ocs-2007/ports/12b", {}, "egress"),
      awsRule("ocs-2007/ports/12a"),
      awsRule("by hand", port(22)),
      awsRule("ocs-2007/ports/12a", port(5062)),
      awsRule("ocs-2007/ports/13a", { ...port(443), ...internet }),
      awsRule("by hand", { ...port(3389), ...internet }),
    ]);
    expect(
      rules.map(({ direction, isInternet, ports, standing }) => [direction, isInternet, ports?.[0]?.[0], standing]),
    ).toEqual([
      ["ingress", true, 3389, "undocumented"],
      ["ingress", true, 443, "documented"],
      ["ingress", false, 22, "undocumented"],
      ["ingress", false, 5062, "wider"],
      ["ingress", false, 5061, "documented"],
      ["egress", false, 5061, "documented"],
    ]);
  });

  it("keep everything that was read, as JSON shows it", () => {
    const [rule] = externalRules(
      [awsRule("ocs-2007/ports/12a,99z +2", { from_port: 5061, to_port: 5062 })],
      ownFlow("own/a"),
    );
    expect(JSON.parse(JSON.stringify(rule))).toMatchObject({
      direction: "ingress",
      access: "allow",
      priority: null,
      transport: "tcp",
      ports: [[5061, 5062]],
      sourcePorts: null,
      icmp: null,
      local: null,
      flows: [{ id: "ocs-2007/ports/12a", citation: { document: "ocs-2007", table: "ports", row: 12 } }],
      unknownFlows: ["ocs-2007/ports/99z"],
      moreFlows: 2,
      isLastDenial: false,
      repeated: false,
      unknown: [],
      description: "ocs-2007/ports/12a,99z +2",
    });
  });

  it("tell on Azure which of the group's own addresses they are about", () => {
    const [external] = preview(
      [
        azureGroup("External", [
          { destination_address_prefix: "10.20.0.10" },
          {
            destination_address_prefix: null,
            destination_application_security_group_ids: ["${azurerm_application_security_group.External.id}"],
          },
          {},
        ]),
      ],
      declaration("azure"),
    ).groups;
    expect(external?.rules.map(({ local }) => local)).toEqual([["10.20.0.10"], ["Edge/AccessEdge/External"], null]);
  });
});

describe("what closes a group of Azure", () => {
  function external(...rules: Record<string, unknown>[]): unknown {
    const [group] = preview([azureGroup("External", rules)], declaration("azure")).groups;
    return [group?.openByDefault, group?.rules.map(({ isLastDenial }) => isLastDenial)];
  }
  const OUTBOUND = { ...DENY_ALL, name: "deny-all-egress", direction: "Outbound" };

  it("is a denial of everything, behind all others, in each direction", () => {
    expect(external({}, DENY_ALL, OUTBOUND)).toEqual([[], [false, true, true]]);
    expect(external({}, DENY_ALL)).toEqual([["egress"], [false, true]]);
    expect(external()).toEqual([["ingress", "egress"], []]);
  });

  it.each([
    ["of one protocol", { protocol: "Tcp" }],
    ["of some ports", { destination_port_range: "0-1023" }],
    ["of some source ports", { source_port_range: "0-1023" }],
    ["of source ports that are not known", { source_port_range: "${var.ports}" }],
    ["of some addresses", { source_address_prefix: "Internet" }],
    ["of one family", { source_address_prefix: "0.0.0.0/0" }],
    ["for some addresses of its own", { destination_address_prefix: "10.20.0.10" }],
    ["in front of another rule", { priority: 50 }],
  ])("is no denial %s", (_, values) => {
    expect(external({ ...DENY_ALL, ...values }, {}, OUTBOUND)).toEqual([["ingress"], [false, false, true]]);
  });

  it("is no denial of which there may be none", () => {
    const group = azureGroup("External", [{}, OUTBOUND]);
    const dynamic = { security_rule: { for_each: "${var.denials}", content: { ...DENY_ALL, direction: "Inbound" } } };
    const read = preview([{ ...group, values: { ...group.values, dynamic } }], declaration("azure"));
    expect(read.groups[0]?.openByDefault).toEqual(["ingress"]);
  });

  it("is not needed on AWS, and not looked for in a group that is elsewhere", () => {
    expect(preview([awsRule("")], declaration("aws")).groups.map((group) => group.openByDefault)).toEqual([[], []]);
  });
});

describe("findings", () => {
  it("are those of the declaration, and what the file does not show", () => {
    const finding = { code: "a-b", severity: "note", what: "w", where: "Edge", why: "y", todo: "t", facts: [] };
    const read = previewStack(
      stackFile({
        isComplete: false,
        modules: ["sg", "other"],
        declaration: declaration("aws", { item: "finding", ...finding }),
      }),
      TODAY,
    );
    expect(read.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ["tools-plan-incomplete", "warning"],
      ["tools-modules-unread", "warning"],
      ["a-b", "note"],
    ]);
    expect(read.findings[1]?.what).toContain("sg, other");
    expect(read.findings[2]).toEqual(finding);
  });
});
