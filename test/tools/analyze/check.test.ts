/** What a check says of stacks written by hand: missing, surplus, unseen, accepted. */
import { Folder } from "../stack-files";
import { awsRule, checked, declared, edgeOnAws, lines, ownFlow } from "./hand-made";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const INGRESS = "aws_vpc_security_group_ingress_rule";
const OUTSIDE = "Edge/AccessEdge/External";
const INSIDE = "Edge/AccessEdge/Internal";
const acceptance = (code: string, where: string): Record<string, unknown> => ({
  item: "acceptance",
  code,
  where,
  reason: "seen and agreed",
});

function rules(added: Record<string, unknown>): string[] {
  return lines(checked(folder, edgeOnAws({ [INGRESS]: added }), declared()));
}

test("a stack that permits what it should has no findings", () => {
  const result = checked(folder, edgeOnAws(), declared());
  expect(lines(result)).toEqual([]);
  expect(result.interfaces.map(({ path, direction, exact }) => `${path} ${direction} ${String(exact)}`)).toEqual([
    `${OUTSIDE} ingress true`,
    `${OUTSIDE} egress true`,
    `${INSIDE} ingress true`,
    `${INSIDE} egress true`,
  ]);
});

test("a stack without a declaration is looked at for rules that nothing asks for", () => {
  const result = checked(folder, edgeOnAws());
  expect(result.interfaces).toEqual([]);
  expect(new Set(result.findings.map(({ code }) => code))).toEqual(new Set(["check-rule-undocumented"]));
});

describe("surplus and missing traffic", () => {
  it("names the rule, the flow, and a packet", () => {
    const added = { partner: awsRule("External", 5062, { cidr_ipv4: "198.51.100.0/24" }) };
    const { findings } = checked(folder, edgeOnAws({ [INGRESS]: added }), declared());
    expect(findings).toMatchObject([
      {
        code: "check-flow-missing",
        where: OUTSIDE,
        facts: ["ocs-2007/ports/12a"],
        witness: "tcp 198.51.100.0:1 -> 10.20.0.10:5061",
      },
      {
        code: "check-traffic-surplus",
        where: OUTSIDE,
        rules: [`${INGRESS}.partner`],
        witness: "tcp 198.51.100.0:1 -> 10.20.0.10:5062",
      },
    ]);
  });

  it("finds the addresses of a group's members", () => {
    const added = {
      more: awsRule("External", 5061, { referenced_security_group_id: "${aws_security_group.Internal.id}" }),
    };
    const [surplus] = checked(folder, edgeOnAws({ [INGRESS]: added }), declared()).findings;
    expect(surplus).toMatchObject({ code: "check-traffic-surplus", witness: "tcp 10.20.0.138:1 -> 10.20.0.10:5061" });
  });

  it("adds up the rules of all groups on an interface", () => {
    const resource = edgeOnAws({
      aws_security_group: { Extra: {} },
      aws_network_interface: {
        External: {
          private_ips: ["10.20.0.10"],
          security_groups: ["${aws_security_group.External.id}", "${aws_security_group.Extra.id}"],
        },
      },
      [INGRESS]: { extra: awsRule("Extra", 22, { cidr_ipv4: "192.0.2.0/24" }) },
    });
    expect(lines(checked(folder, resource, declared()))).toEqual([
      `error check-traffic-surplus ${OUTSIDE}`,
      "warning check-rule-undocumented aws_security_group.Extra",
    ]);
  });

  it.each([
    [
      "every protocol",
      { ip_protocol: "-1", from_port: undefined, to_port: undefined },
      "tcp 198.51.100.0:1 -> 10.20.0.10:1",
    ],
    ["ICMP", { ip_protocol: "icmp", from_port: 8, to_port: -1 }, "icmp 198.51.100.0 -> 10.20.0.10 type 8 code 0"],
    ["another protocol", { ip_protocol: "47", from_port: undefined }, "protocol 47 198.51.100.0 -> 10.20.0.10"],
  ])("knows %s", (_, more, witness) => {
    const added = { more: awsRule("External", 0, { cidr_ipv4: "198.51.100.0/24", ...more }) };
    const { findings } = checked(folder, edgeOnAws({ [INGRESS]: added }), declared());
    expect(findings.find(({ code }) => code === "check-traffic-surplus")).toMatchObject({
      rules: [`${INGRESS}.more`],
      witness,
    });
  });

  it("keeps the families apart", () => {
    const dual = {
      External: {
        private_ips: ["10.20.0.10"],
        ipv6_addresses: ["2001:db8::10"],
        security_groups: ["${aws_security_group.External.id}"],
      },
    };
    const rule = { more: awsRule("External", 5061, { cidr_ipv6: "2001:db8:5::/48" }) };
    expect(lines(checked(folder, edgeOnAws({ [INGRESS]: rule }), declared()))).toEqual([]);
    const { findings } = checked(folder, edgeOnAws({ [INGRESS]: rule, aws_network_interface: dual }), declared());
    expect(findings).toMatchObject([{ witness: "tcp [2001:db8:5::]:1 -> [2001:db8::10]:5061" }]);
  });
});

describe("what cannot be seen", () => {
  it.each([
    ["a prefix list", { prefix_list_id: "pl-0example" }, "the prefix list pl-0example"],
    ["a value of another resource", { cidr_ipv4: "${data.x.y.cidr}" }, "${data.x.y.cidr}"],
    ["a group elsewhere", { referenced_security_group_id: "sg-0example" }, "sg-0example"],
  ])("%s as a peer is more than asked for, under its name, and may be what is missing", (_, peer, name) => {
    const rule = { partner: awsRule("External", 5061, { ...peer }) };
    const { findings } = checked(folder, edgeOnAws({ [INGRESS]: rule }), declared());
    expect(findings.map(({ code }) => code)).toEqual(["check-flow-unseen", "check-traffic-surplus"]);
    expect(findings[1]?.witness).toContain(`where the far end is ${name}`);
  });

  it("an own flow with a prefix list is the rule with that list", () => {
    const flow = ownFlow({ peer: { kind: "prefix-list", value: "aws_ec2_managed_prefix_list.all.id" } });
    const rule = awsRule("External", 8443, {
      prefix_list_id: "${aws_ec2_managed_prefix_list.all.id}",
      description: "own/probe-123456",
    });
    expect(lines(checked(folder, edgeOnAws({ [INGRESS]: { probe: rule } }), declared(flow)))).toEqual([]);
  });

  it.each([
    ["a rule that may be there several times or not at all", { count: "${var.n}", cidr_ipv4: "198.51.100.0/24" }],
    ["a rule for each of something", { for_each: "${var.all}", cidr_ipv4: "${each.value}" }],
    ["a protocol", { ip_protocol: "${var.protocol}", cidr_ipv4: "198.51.100.0/24" }],
    ["ports", { from_port: "${var.port}", cidr_ipv4: "198.51.100.0/24" }],
  ])("%s is neither there nor gone", (_, more) => {
    const result = checked(folder, edgeOnAws({ [INGRESS]: { partner: awsRule("External", 5061, more) } }), declared());
    expect(lines(result).slice(0, 2)).toEqual([
      `warning check-flow-unseen ${OUTSIDE}`,
      `warning check-not-seen ${OUTSIDE}`,
    ]);
    expect(result.interfaces[0]?.exact).toBe(false);
  });

  it("a rule that may be there does not answer for other traffic", () => {
    const added = {
      partner: awsRule("External", 443, { count: "${var.n}", cidr_ipv4: "198.51.100.0/24" }),
    };
    expect(rules(added)[0]).toBe(`error check-flow-missing ${OUTSIDE}`);
  });

  it("a group on the interface that is not in the stack may permit anything", () => {
    const resource = edgeOnAws({
      aws_network_interface: {
        External: {
          private_ips: ["10.20.0.10"],
          security_groups: ["${aws_security_group.External.id}", "sg-0elsewhere"],
        },
      },
      [INGRESS]: { partner: awsRule("External", 443, { cidr_ipv4: "198.51.100.0/24" }) },
    });
    const { findings, interfaces } = checked(folder, resource, declared());
    expect(findings.map(({ code }) => code)).toEqual([
      "check-flow-unseen",
      "check-traffic-surplus",
      "check-not-seen",
      "check-not-seen",
    ]);
    expect(findings[2]?.what).toBe("sg-0elsewhere is not in this stack, so its ingress rules cannot be seen");
    expect(interfaces[1]).toMatchObject({ direction: "egress", exact: false });
  });

  it("an interface that exists already is noted, and its rules are checked all the same", () => {
    const resource: Record<string, unknown> = {
      ...edgeOnAws(),
      aws_network_interface: { Internal: edgeOnAws()["aws_network_interface"]?.["Internal"] },
      aws_network_interface_sg_attachment: {
        External: { network_interface_id: "eni-0example", security_group_id: "${aws_security_group.External.id}" },
      },
    };
    const result = checked(folder, resource, declared());
    expect(lines(result)).toEqual([`note check-not-seen ${OUTSIDE}`, `note check-not-seen ${OUTSIDE}`]);
    expect(result.interfaces.every((side) => side.exact)).toBe(true);
  });

  it("a group that is attached to nothing is checked and named", () => {
    const resource = { ...edgeOnAws(), aws_network_interface: {} };
    expect(lines(checked(folder, resource, declared()))).toEqual([
      `warning check-group-unattached ${OUTSIDE}`,
      `warning check-group-unattached ${INSIDE}`,
    ]);
  });

  it("two groups of one interface are one end, although its address is not known", () => {
    const resource = edgeOnAws({
      aws_security_group: { Extra: {} },
      aws_network_interface: {
        Internal: {
          private_ips: ["${var.ip}"],
          security_groups: ["${aws_security_group.Internal.id}", "${aws_security_group.Extra.id}"],
        },
      },
      [INGRESS]: {
        twin: awsRule("External", 5061, { referenced_security_group_id: "${aws_security_group.Internal.id}" }),
        more: awsRule("External", 5061, { referenced_security_group_id: "${aws_security_group.Extra.id}" }),
      },
    });
    const hidden = declared().map((line) =>
      line.replace('"privateAddress":"10.20.0.138"', '"privateAddress":{"ref":"var.ip"}'),
    );
    const { findings } = checked(folder, resource, hidden);
    expect(findings.filter(({ code }) => code === "check-traffic-surplus").map(({ witness }) => witness)).toEqual([
      `tcp 0.0.0.1:1 -> 10.20.0.10:5061, where the far end is ${INSIDE}`,
      `tcp 0.0.0.1:1 -> 10.20.0.10:5061, where the far end is ${INSIDE}`,
    ]);
  });
});

describe("acceptance", () => {
  const surplus = { more: awsRule("External", 22, { cidr_ipv4: "198.51.100.0/24" }) };
  const withAcceptance = (code: string, where: string): string[] =>
    lines(checked(folder, edgeOnAws({ [INGRESS]: surplus }), declared(acceptance(code, where))));

  it.each(["", "Edge", "Edge/AccessEdge", OUTSIDE])("at '%s' holds for what is below", (where) => {
    expect(withAcceptance("check-traffic-surplus", where)).toEqual([`error check-traffic-surplus ${OUTSIDE} accepted`]);
  });

  it.each([
    ["check-traffic-surplus", `${OUTSIDE}/Rules`],
    ["check-traffic-surplus", "Edge/AccessEdge/Ext"],
    ["check-traffic-surplus", INSIDE],
    ["check-flow-missing", "Edge"],
  ])("%s at %s matches nothing, which is a finding", (code, where) => {
    expect(withAcceptance(code, where)).toEqual([
      `error check-traffic-surplus ${OUTSIDE}`,
      `warning check-acceptance-unmatched ${where}`,
    ]);
  });

  it("holds for what a rule's own group is about", () => {
    const twice = { again: awsRule("External", 5061, { cidr_ipv4: "198.51.100.0/24" }) };
    const accepted = declared(acceptance("check-rule-duplicate", OUTSIDE), acceptance("check-rule-implied", OUTSIDE));
    expect(lines(checked(folder, edgeOnAws({ [INGRESS]: twice }), accepted))).toEqual([
      `error check-rule-duplicate ${OUTSIDE} accepted`,
      `warning check-rule-implied ${OUTSIDE} accepted`,
    ]);
  });

  it("holds for findings of the constructs", () => {
    const finding = {
      item: "finding",
      code: "ocs-some-finding",
      severity: "error",
      what: "something",
      where: "Edge",
      why: "because",
      todo: "look",
      facts: [],
    };
    const made = declared(finding, acceptance("ocs-some-finding", "Edge"));
    expect(lines(checked(folder, edgeOnAws(), made))).toEqual(["error ocs-some-finding Edge accepted"]);
  });
});
