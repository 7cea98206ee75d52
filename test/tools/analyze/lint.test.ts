/** What the lint says of rules that permit what they should. */
import { Folder } from "../stack-files";
import { awsRule, checked, declared, edgeOnAws, lines, ownFlow, TODAY } from "./hand-made";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const INGRESS = "aws_vpc_security_group_ingress_rule";
const OUTSIDE = "Edge/AccessEdge/External";

/** What is found in one group of its own, which nothing is attached to. */
function linted(rules: Record<string, unknown>, group: unknown = {}): string[] {
  const resource = { aws_security_group: { g: group }, [INGRESS]: rules };
  return checked(folder, resource)
    .findings.filter(({ code }) => !/undocumented|unattached/.test(code))
    .map(({ code, rules: named }) => [code, ...named.map((one) => one.replace(/^aws_\w+\./, ""))].join(" "));
}

const rule = (ports: number, more: Record<string, unknown>): Record<string, unknown> => awsRule("g", ports, more);

describe("duplicates", () => {
  it("are the same rule, whatever they are called and however they are written", () => {
    expect(
      linted({ a: rule(443, { cidr_ipv4: "192.0.2.0/24" }), b: rule(443, { cidr_ipv4: "192.0.2.9/24" }) }),
    ).toEqual(["check-rule-duplicate b a", "check-rule-implied a"]);
    const inline = {
      ingress: [{ protocol: "6", from_port: 443, to_port: 443, cidr_blocks: ["10.0.0.0/8", "192.0.2.0/24"] }],
    };
    expect(linted({ a: rule(443, { cidr_ipv4: "192.0.2.0/24" }) }, inline)).toContain(
      "check-rule-duplicate a g.ingress[0]",
    );
  });

  it("are none where protocol, port, peer, direction or group differ, or nothing is known", () => {
    const unknown = { ip_protocol: "${var.p}", cidr_ipv4: "192.0.2.0/24" };
    const different = {
      a: rule(443, { cidr_ipv4: "192.0.2.0/25" }),
      b: rule(444, { cidr_ipv4: "192.0.2.0/25" }),
      c: rule(443, { cidr_ipv4: "192.0.2.0/25", ip_protocol: "udp" }),
      d: rule(443, { cidr_ipv4: "192.0.2.128/25" }),
      e: rule(443, { cidr_ipv4: "192.0.2.128/25", security_group_id: "${aws_security_group.h.id}" }),
      f: rule(1, unknown),
      g: rule(1, unknown),
    };
    expect(linted(different)).toEqual([]);
  });
});

describe("implied rules", () => {
  it("are permitted by the others together, and only as many are named as can go", () => {
    expect(
      linted({
        a: rule(443, { cidr_ipv4: "192.0.2.0/25" }),
        b: rule(443, { cidr_ipv4: "192.0.2.128/25" }),
        c: rule(443, { cidr_ipv4: "192.0.2.64/26", to_port: 443 }),
        d: rule(443, { cidr_ipv4: "192.0.2.64/26", to_port: 444 }),
      }),
    ).toEqual(["check-rule-implied c"]);
  });

  it("are not implied by one that may not be there", () => {
    const perhaps = rule(443, { cidr_ipv4: "192.0.2.0/24", count: "${var.n}" });
    expect(linted({ a: perhaps, b: rule(443, { cidr_ipv4: "192.0.2.0/25" }) })).toEqual([]);
  });

  const azure = (rules: Record<string, unknown>[]): string[] => {
    const base = {
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      source_port_range: "*",
      destination_port_range: "443",
      source_address_prefix: "192.0.2.0/24",
      destination_address_prefix: "*",
    };
    const security_rule = rules.map((one, index) => ({
      ...base,
      name: `r${String(index)}`,
      priority: 100 + index,
      ...one,
    }));
    return checked(folder, { azurerm_network_security_group: { g: { security_rule } } })
      .findings.filter(({ code }) => code === "check-rule-implied")
      .flatMap((one) => one.rules);
  };

  it("on Azure are those behind rules that decide the same, whichever way", () => {
    const shadowed = ["azurerm_network_security_group.g[r1]"];
    expect(azure([{}, { source_address_prefix: "192.0.2.7" }])).toEqual(shadowed);
    expect(azure([{ access: "Deny", protocol: "*", destination_port_range: "*" }, {}])).toEqual(shadowed);
    expect(azure([{}, { destination_port_range: "443-444" }])).toEqual([]);
    expect(azure([{ priority: 200 }, {}])).toEqual(["azurerm_network_security_group.g[r0]"]);
  });

  it("on Azure are not named where another interface may need them", () => {
    const first = { destination_address_prefix: "10.0.0.4" };
    expect(azure([{ ...first, access: "Deny" }, { destination_address_prefix: "10.0.0.5" }])).toEqual([]);
  });
});

test("rules that nothing asks for, the public ones as errors", () => {
  const added = {
    a: awsRule("External", 22, { cidr_ipv4: "0.0.0.0/0", description: "remote help" }),
    b: awsRule("External", 23, { cidr_ipv4: "192.0.2.0/24", description: "own/unknown-000000" }),
  };
  const found = lines(checked(folder, edgeOnAws({ [INGRESS]: added }), declared()));
  expect(found.filter((line) => line.includes("undocumented"))).toEqual([
    `error check-rule-public-undocumented ${OUTSIDE}`,
    `warning check-rule-undocumented ${OUTSIDE}`,
  ]);
});

describe("quotas", () => {
  const rules = (number: number, make: (index: number) => Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Array.from({ length: number }, (_, index) => [`r${String(index)}`, rule(index * 2 + 1, make(index))]),
    );
  const quota = (all: Record<string, unknown>): (string | undefined)[] =>
    checked(folder, { aws_security_group: { g: {} }, [INGRESS]: all })
      .findings.filter(({ code }) => code === "check-quota-near")
      .map(({ what }) => what);

  it("are near from nine tenths on, each family for itself", () => {
    expect(quota(rules(53, () => ({ cidr_ipv4: "192.0.2.0/24" })))).toEqual([]);
    expect(quota(rules(54, () => ({ cidr_ipv4: "192.0.2.0/24" })))).toEqual([
      "54 ingress rules over IPv4, of 60 by default",
    ]);
    expect(quota(rules(54, () => ({ cidr_ipv6: "::/0" })))).toEqual(["54 ingress rules over IPv6, of 60 by default"]);
  });

  it("count a group in both families", () => {
    expect(quota(rules(54, () => ({ referenced_security_group_id: "sg-1" })))).toEqual([
      "54 ingress rules over IPv4, of 60 by default",
      "54 ingress rules over IPv6, of 60 by default",
    ]);
  });

  it.each([53, 54])("of Azure are near from nine hundred rules on: %d in each direction and more", (number) => {
    const security_rule = Array.from({ length: number + 846 }, (_, index) => ({
      name: `r${String(index)}`,
      priority: 100 + index,
      direction: index % 2 === 0 ? "Inbound" : "Outbound",
      access: "Allow",
      protocol: "Tcp",
      source_port_range: "*",
      destination_port_range: String(index + 1),
      source_address_prefix: "192.0.2.0/24",
      destination_address_prefix: "*",
    }));
    const { findings } = checked(folder, { azurerm_network_security_group: { g: { security_rule } } });
    expect(findings.filter(({ code }) => code === "check-quota-near").map(({ what }) => what)).toEqual(
      number === 54 ? ["900 rules, of 1000 by default"] : [],
    );
  });

  describe("count a prefix list", () => {
    const listed = (values: Record<string, unknown>): (string | undefined)[] => {
      const list = "${aws_ec2_managed_prefix_list.all.id}";
      const all = {
        ...rules(30, () => ({ cidr_ipv4: "192.0.2.0/24" })),
        list: rule(5061, { prefix_list_id: list }),
      };
      const resource = {
        aws_security_group: { g: {} },
        aws_ec2_managed_prefix_list: { all: values },
        [INGRESS]: all,
      };
      return checked(folder, resource)
        .findings.filter(({ code }) => code === "check-quota-near")
        .map(({ what }) => what);
    };

    it("as its maximum of entries, in its own family", () => {
      expect(listed({ max_entries: 23, address_family: "IPv4" })).toEqual([]);
      expect(listed({ max_entries: 24, address_family: "IPv4" })).toEqual([
        "54 ingress rules over IPv4, of 60 by default",
      ]);
      expect(listed({ max_entries: "54", address_family: "IPv6" })).toEqual([
        "54 ingress rules over IPv6, of 60 by default",
      ]);
      expect(listed({ max_entries: 60, address_family: "${var.family}" })).toEqual([
        "90 ingress rules over IPv4, of 60 by default",
        "60 ingress rules over IPv6, of 60 by default",
      ]);
    });

    it.each([
      ["by an id of which the stack has no list", { prefix_list_id: "pl-0example" }],
      ["whose size is not known yet", { prefix_list_id: "${aws_ec2_managed_prefix_list.all.id}" }],
    ])("as one entry %s, and say so", (_, peer) => {
      const lists = { all: { max_entries: "${var.n}", address_family: "IPv4" } };
      const all = { ...rules(53, () => ({ cidr_ipv4: "192.0.2.0/24" })), list: rule(5061, peer) };
      const resource = { aws_security_group: { g: {} }, aws_ec2_managed_prefix_list: lists, [INGRESS]: all };
      const { findings } = checked(folder, resource);
      expect(findings.filter(({ code }) => code === "check-quota-near").map(({ what }) => what)).toEqual([
        "54 ingress rules over IPv4, of 60 by default; a prefix list of unknown size counts as 1 here, and as the maximum of entries on AWS",
      ]);
    });

    it("once for each rule that names it, also by the id that it has once it exists", () => {
      const lists = { all: { id: "pl-0example", max_entries: 27, address_family: "IPv4" } };
      const all = { a: rule(1, { prefix_list_id: "pl-0example" }), b: rule(3, { prefix_list_id: "pl-0example" }) };
      const resource = { aws_security_group: { g: {} }, aws_ec2_managed_prefix_list: lists, [INGRESS]: all };
      const { findings } = checked(folder, resource);
      expect(findings.filter(({ code }) => code === "check-quota-near").map(({ what }) => what)).toEqual([
        "54 ingress rules over IPv4, of 60 by default",
      ]);
    });
  });
});

describe("own flows", () => {
  const rules = {
    [INGRESS]: { probe: awsRule("External", 8443, { cidr_ipv4: "0.0.0.0/0", description: "own/probe-123456" }) },
  };

  it.each([
    ["2027-03-31", ["warning check-own-flow-expired Edge/AccessEdge"]],
    [TODAY, []],
    ["2027-04-02", []],
  ])("that end on %s", (expires, expected) => {
    const found = checked(folder, edgeOnAws(rules), declared(ownFlow({ expires, owner: "voice team" })));
    expect(lines(found).filter((line) => !line.startsWith("note"))).toEqual(expected);
  });
});

test("roles that share an interface are told what that means", () => {
  const other = {
    item: "role",
    path: "Edge/AvEdge",
    role: "ocs-2007/av-edge",
    external: null,
    internal: "Edge/AccessEdge/Internal",
  };
  const found = lines(checked(folder, edgeOnAws(), declared(other)));
  expect(found).toContain("note check-interface-shared Edge/AccessEdge/Internal");
});

test("a public name that a private zone hides", () => {
  const record = (view: string, name: string): Record<string, unknown> => ({
    item: "record",
    network: "Network",
    view,
    type: "A",
    name,
    values: ["192.0.2.10"],
    made: true,
    facts: [],
  });
  const found = checked(
    folder,
    edgeOnAws(),
    declared(
      record("public", "sip.corp.example.com"),
      record("public", "both.corp.example.com"),
      record("internal", "both.corp.example.com"),
      record("public", "sip.example.com"),
    ),
  );
  expect(lines(found)).toEqual(["warning check-name-hidden sip.corp.example.com"]);
});
