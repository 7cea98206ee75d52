import { awsRules } from "../../../lib/tools/read/aws-rules";
import { readRules } from "../../../lib/tools/read/stack-rules";
import type { TerraformResource } from "../../../lib/tools/read/terraform-resource";
import { ruleLine } from "../stack-files";

const GROUP = "aws_security_group.web";
/** What stands for a value of which nothing is known before Terraform runs. */
const UNKNOWN = "${known only when Terraform runs}";

function resource(type: string, values: TerraformResource["values"], repeated = false): TerraformResource {
  return { address: `${type}.web`, type, values, repeated };
}

function lines(type: string, values: TerraformResource["values"], repeated = false): string[] {
  return awsRules(resource(type, values, repeated)).map(ruleLine);
}

/** An inline block as cdktf writes it: every attribute is there, null where it is not set. */
function block(values: TerraformResource["values"]): TerraformResource["values"] {
  return {
    cidr_blocks: null,
    description: null,
    from_port: 0,
    ipv6_cidr_blocks: null,
    prefix_list_ids: null,
    protocol: "-1",
    security_groups: null,
    self: null,
    to_port: 0,
    ...values,
  };
}

describe("rule resources, one rule each", () => {
  const rule = "aws_vpc_security_group_ingress_rule";
  const base = { security_group_id: `\${${GROUP}.id}`, ip_protocol: "tcp", from_port: 443, to_port: 443 };

  it.each([
    [{ cidr_ipv4: "198.51.100.0/24" }, `${GROUP} ingress allow tcp 443 < 198.51.100.0/24`],
    [{ cidr_ipv6: "2001:db8::/32" }, `${GROUP} ingress allow tcp 443 < 2001:db8::/32`],
    [{ cidr_ipv4: "0.0.0.0/0" }, `${GROUP} ingress allow tcp 443 < internet(0.0.0.0/0)`],
    [{ cidr_ipv6: "::/0" }, `${GROUP} ingress allow tcp 443 < internet(::/0)`],
    [{ prefix_list_id: "pl-0a1b2c" }, `${GROUP} ingress allow tcp 443 < prefix-list(pl-0a1b2c)`],
    [
      { referenced_security_group_id: "${aws_security_group.pool.id}" },
      `${GROUP} ingress allow tcp 443 < groups(aws_security_group.pool)`,
    ],
    [
      { referenced_security_group_id: "123456789012/sg-0other" },
      `${GROUP} ingress allow tcp 443 < groups(123456789012/sg-0other)`,
    ],
    [{ cidr_ipv4: "${var.partner}" }, `${GROUP} ingress allow tcp 443 < ?\${var.partner}`],
    [{}, `${GROUP} ingress allow tcp 443 < unresolved(${UNKNOWN})`],
  ])("reads the peer %j", (peer, line) => {
    expect(lines(rule, { ...base, ...peer })).toEqual([line]);
  });

  it("reads the direction from the type", () => {
    expect(lines("aws_vpc_security_group_egress_rule", { ...base, cidr_ipv4: "10.0.0.0/8" })).toEqual([
      `${GROUP} egress allow tcp 443 > 10.0.0.0/8`,
    ]);
  });

  // https://www.iana.org/assignments/protocol-numbers: 1 ICMP, 6 TCP, 17 UDP, 47 GRE, 50 ESP, 51 AH, 58 ICMPv6.
  it.each([
    ["-1", undefined, undefined, "all -"],
    ["all", undefined, undefined, "all -"],
    ["TCP", 5061, 5061, "tcp 5061"],
    ["6", 5061, 5061, "tcp 5061"],
    [6, 5061, 5061, "tcp 5061"],
    ["17", 50000, 59999, "udp 50000-59999"],
    ["udp", "50000", "59999", "udp 50000-59999"],
    ["tcp", 0, 65535, "tcp 0-65535"],
    ["tcp", -1, -1, "tcp 0-65535"],
    ["icmp", 8, 0, "icmp - type 8 code 0"],
    ["icmp", 3, -1, "icmp - type 3 code *"],
    ["icmp", -1, -1, "icmp - type * code *"],
    ["1", 8, -1, "icmp - type 8 code *"],
    ["icmpv6", -1, -1, "icmpv6 - type * code *"],
    ["58", 128, 0, "icmpv6 - type 128 code 0"],
    ["50", undefined, undefined, "esp -"],
    ["51", undefined, undefined, "ah -"],
    ["47", undefined, undefined, "47 -"],
  ])("reads the protocol %j with %j to %j", (protocol, from, to, expected) => {
    const values = { ...base, ip_protocol: protocol, from_port: from, to_port: to, cidr_ipv4: "10.0.0.0/8" };
    expect(lines(rule, values)).toEqual([`${GROUP} ingress allow ${expected} < 10.0.0.0/8`]);
  });

  // Nothing is guessed about these: no range, which reports show as unknown ports.
  it.each([
    ["${var.port}", "${var.port}"],
    [undefined, undefined],
    [443, undefined],
    [443, 99999],
    [444, 443],
    [1e308, 1e308],
    [443.5, 443.5],
    [null, null],
  ])("does not know the ports %j to %j", (from, to) => {
    const values = { ...base, from_port: from, to_port: to, cidr_ipv4: "10.0.0.0/8" };
    expect(lines(rule, values)).toEqual([`${GROUP} ingress allow tcp - < 10.0.0.0/8`]);
  });

  it.each([["${var.protocol}"], [undefined], [null], [{ a: 1 }]])("does not know the protocol %j", (protocol) => {
    const values = { ...base, ip_protocol: protocol, cidr_ipv4: "10.0.0.0/8" };
    expect(lines(rule, values)).toEqual([`${GROUP} ingress allow unknown 443 < 10.0.0.0/8`]);
  });

  it("takes a prefix with bits behind its length for its block, as the cloud does", () => {
    expect(lines(rule, { ...base, cidr_ipv4: "198.51.100.7/24" })).toEqual([
      `${GROUP} ingress allow tcp 443 < 198.51.100.0/24`,
    ]);
  });

  it("keeps a group that is not in the stack as its id, and one that is not known as unknown", () => {
    const group = (id: unknown): string | undefined =>
      awsRules(resource(rule, { ...base, security_group_id: id, cidr_ipv4: "10.0.0.0/8" }))[0]?.group;
    expect([group("sg-0existing"), group("${data.aws_security_group.x.id}"), group(null), group("${var.sg}")]).toEqual([
      "sg-0existing",
      "data.aws_security_group.x",
      UNKNOWN,
      "var.sg",
    ]);
  });

  it("says that count or for_each makes several", () => {
    expect(lines(rule, { ...base, cidr_ipv4: "${each.value}", for_each: "${toset(var.partners)}" }, true)).toEqual([
      `${GROUP} ingress allow tcp 443 < ?\${each.value} repeated`,
    ]);
  });
});

describe("the older rule resource", () => {
  const base = { security_group_id: `\${${GROUP}.id}`, protocol: "tcp", from_port: 22, to_port: 22 };

  it("makes one rule per kind of peer", () => {
    expect(
      lines("aws_security_group_rule", {
        ...base,
        type: "ingress",
        cidr_blocks: ["10.0.0.0/8", "192.0.2.0/24"],
        ipv6_cidr_blocks: ["2001:db8::/32"],
        prefix_list_ids: ["pl-1", "pl-2"],
        self: false,
      }),
    ).toEqual([
      `${GROUP} ingress allow tcp 22 < 10.0.0.0/8,192.0.2.0/24,2001:db8::/32`,
      `${GROUP} ingress allow tcp 22 < prefix-list(pl-1)`,
      `${GROUP} ingress allow tcp 22 < prefix-list(pl-2)`,
    ]);
  });

  it("reads self and another group", () => {
    expect([
      ...lines("aws_security_group_rule", { ...base, type: "egress", self: true }),
      ...lines("aws_security_group_rule", { ...base, type: "ingress", source_security_group_id: "${module.m.sg}" }),
    ]).toEqual([
      `${GROUP} egress allow tcp 22 > groups(${GROUP})`,
      `${GROUP} ingress allow tcp 22 < groups(module.m.sg)`,
    ]);
  });

  it("shows both directions where the direction is not known", () => {
    const values = { ...base, type: "${each.value.type}", cidr_blocks: ["0.0.0.0/0"] };
    expect(lines("aws_security_group_rule", values, true)).toEqual([
      `${GROUP} ingress allow tcp 22 < internet(0.0.0.0/0) repeated unknown direction`,
      `${GROUP} egress allow tcp 22 > internet(0.0.0.0/0) repeated unknown direction`,
    ]);
  });

  it("does not take self for known where an expression says whether it is", () => {
    const values = { ...base, type: "ingress", self: "${var.self}" };
    expect([
      ...lines("aws_security_group_rule", values),
      ...lines("aws_security_group_rule", { ...values, cidr_blocks: ["10.0.0.0/8"] }),
      ...lines("aws_security_group_rule", { ...values, self: "true" }),
      ...lines("aws_security_group_rule", { ...values, self: "false", cidr_blocks: ["10.0.0.0/8"] }),
    ]).toEqual([
      `${GROUP} ingress allow tcp 22 < groups(${GROUP}) unknown self`,
      `${GROUP} ingress allow tcp 22 < 10.0.0.0/8`,
      `${GROUP} ingress allow tcp 22 < groups(${GROUP}) unknown self`,
      `${GROUP} ingress allow tcp 22 < groups(${GROUP})`,
      `${GROUP} ingress allow tcp 22 < 10.0.0.0/8`,
    ]);
  });
});

describe("ICMP messages that are not known", () => {
  const read = (from_port: unknown, to_port: unknown): string[] =>
    lines("aws_vpc_security_group_ingress_rule", {
      security_group_id: "${aws_security_group.web.id}",
      ip_protocol: "icmp",
      cidr_ipv4: "10.0.0.0/8",
      from_port,
      to_port,
    });

  it.each([
    ["${var.type}", "${var.code}", "type * code * < 10.0.0.0/8 unknown ICMP type"],
    [UNKNOWN, -1, "type * code * < 10.0.0.0/8 unknown ICMP type"],
    [256, -1, "type * code * < 10.0.0.0/8 unknown ICMP type"],
    [8, 256, "type 8 code * < 10.0.0.0/8 unknown ICMP code"],
    [8, "${var.code}", "type 8 code * < 10.0.0.0/8 unknown ICMP code"],
    ["8", UNKNOWN, "type 8 code * < 10.0.0.0/8 unknown ICMP code"],
    [-1, "${var.code}", "type * code * < 10.0.0.0/8"],
    [8, "-1", "type 8 code * < 10.0.0.0/8"],
    [null, undefined, "type * code * < 10.0.0.0/8"],
  ])("type %j and code %j are %s", (type, code, expected) => {
    expect(read(type, code)).toEqual([`${GROUP} ingress allow icmp - ${expected}`]);
  });
});

describe("inline blocks", () => {
  it("reads explicit nulls, several peers in one block, and self", () => {
    const values = {
      name: "web",
      vpc_id: "vpc-0example",
      ingress: [
        block({
          protocol: "tcp",
          from_port: 443,
          to_port: 443,
          cidr_blocks: ["0.0.0.0/0"],
          ipv6_cidr_blocks: ["::/0"],
        }),
        block({ self: true }),
        block({
          protocol: "udp",
          from_port: 3478,
          to_port: 3478,
          cidr_blocks: ["10.0.0.0/8"],
          security_groups: ["${aws_security_group.pool.id}", "sg-0other"],
          prefix_list_ids: ["${aws_ec2_managed_prefix_list.partners.id}"],
          self: true,
        }),
      ],
      egress: [block({ cidr_blocks: ["0.0.0.0/0"] })],
    };
    expect(lines("aws_security_group", values)).toEqual([
      `${GROUP} ingress allow tcp 443 < internet(0.0.0.0/0,::/0)`,
      `${GROUP} ingress allow all - < groups(${GROUP})`,
      `${GROUP} ingress allow udp 3478 < 10.0.0.0/8`,
      `${GROUP} ingress allow udp 3478 < groups(aws_security_group.pool,sg-0other,${GROUP})`,
      `${GROUP} ingress allow udp 3478 < prefix-list(aws_ec2_managed_prefix_list.partners)`,
      `${GROUP} egress allow all - > internet(0.0.0.0/0)`,
    ]);
    expect(awsRules(resource("aws_security_group", values)).map(({ address }) => address)).toEqual([
      `${GROUP}.ingress[0]`,
      `${GROUP}.ingress[1]`,
      `${GROUP}.ingress[2]`,
      `${GROUP}.ingress[2]`,
      `${GROUP}.ingress[2]`,
      `${GROUP}.egress[0]`,
    ]);
  });

  it("reads one block that is not in a list, and none", () => {
    expect(lines("aws_security_group", { ingress: block({ cidr_blocks: ["10.0.0.0/8"] }), egress: [] })).toEqual([
      `${GROUP} ingress allow all - < 10.0.0.0/8`,
    ]);
    expect(lines("aws_security_group", { ingress: null })).toEqual([]);
    expect(lines("aws_security_group", { name: "empty" })).toEqual([]);
  });

  it("does not call the whole internet a list of prefixes that holds it, and keeps the list", () => {
    expect(lines("aws_security_group", { ingress: [block({ cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"] })] })).toEqual([
      `${GROUP} ingress allow all - < 10.0.0.0/8,0.0.0.0/0`,
    ]);
  });

  it("reads the default group of a VPC", () => {
    expect(
      lines("aws_default_security_group", { vpc_id: "vpc-0example", ingress: [block({ self: true })], egress: [] }),
    ).toEqual(["aws_default_security_group.web ingress allow all - < groups(aws_default_security_group.web)"]);
  });

  // The AWS provider takes an expression for the whole of an inline block.
  it.each([
    ["an expression instead of blocks", { ingress: "${local.rules}" }],
    ["an unknown entry of a plan", { ingress: [null] }],
    ["an expression among blocks", { ingress: ["${local.rule}"] }],
    ["a dynamic block without content", { dynamic: { ingress: { for_each: "${var.rules}" } } }],
  ])("shows one rule of which nothing is known for %s", (_, values) => {
    expect(lines("aws_security_group", values)).toEqual([
      `${GROUP} ingress allow unknown - < unresolved(${UNKNOWN}) repeated`,
    ]);
  });

  it("reads what a dynamic block says of its rules, and that there may be several", () => {
    const content = {
      from_port: "${ingress.value}",
      to_port: "${ingress.value}",
      protocol: "tcp",
      cidr_blocks: ["10.0.0.0/8"],
    };
    const expected = [`${GROUP} ingress allow tcp - < 10.0.0.0/8 repeated`];
    const dynamic = { for_each: [443, 5061], content };
    expect(lines("aws_security_group", { dynamic: { ingress: dynamic } })).toEqual(expected);
    // JSON may write each of them as a list as well.
    expect(lines("aws_security_group", { dynamic: [{ ingress: [{ ...dynamic, content: [content] }] }] })).toEqual(
      expected,
    );
    expect(awsRules(resource("aws_security_group", { dynamic: { ingress: dynamic } }))[0]?.address).toBe(
      `${GROUP}.dynamic.ingress`,
    );
  });

  it.each([
    ["no peer at all", block({ protocol: "tcp", from_port: 22, to_port: 22 })],
    ["empty lists", block({ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: [], security_groups: [] })],
  ])("never leaves out a block with %s", (_, one) => {
    expect(lines("aws_security_group", { ingress: [one] })).toEqual([
      `${GROUP} ingress allow tcp 22 < unresolved(${UNKNOWN})`,
    ]);
  });

  it("keeps what is not known in lists of peers", () => {
    expect(
      lines("aws_security_group", {
        ingress: [block({ cidr_blocks: ["${aws_eip.nat.public_ip}/32", null], security_groups: [null] })],
        egress: [block({ cidr_blocks: "${var.partners}" })],
      }),
    ).toEqual([
      `${GROUP} ingress allow all - < ?\${aws_eip.nat.public_ip}/32,?${UNKNOWN}`,
      `${GROUP} ingress allow all - < groups(${UNKNOWN})`,
      `${GROUP} egress allow all - > ?\${var.partners}`,
    ]);
  });
});

describe("groups", () => {
  it("joins rules to their group by reference, and by the id that a group has once it exists", () => {
    const rule = { ip_protocol: "tcp", from_port: 443, to_port: 443 };
    const group = (name: string, values: TerraformResource["values"]): TerraformResource => ({
      ...resource("aws_security_group", values),
      address: `aws_security_group.${name}`,
    });
    const rules = readRules([
      group("web", { id: "sg-0web", arn: "arn:aws:ec2:eu-central-1:1:security-group/sg-0web" }),
      group("pool", { id: UNKNOWN }),
      resource("aws_vpc_security_group_ingress_rule", {
        ...rule,
        security_group_id: "sg-0web",
        referenced_security_group_id: "${aws_security_group.pool.id}",
      }),
      resource("aws_vpc_security_group_egress_rule", {
        ...rule,
        security_group_id: "${aws_security_group.pool.id}",
        referenced_security_group_id: "sg-0web",
      }),
      resource("aws_vpc_security_group_ingress_rule", { ...rule, security_group_id: UNKNOWN, cidr_ipv4: "10.0.0.0/8" }),
    ]);
    expect(rules.map(ruleLine)).toEqual([
      "aws_security_group.web ingress allow tcp 443 < groups(aws_security_group.pool)",
      "aws_security_group.pool egress allow tcp 443 > groups(aws_security_group.web)",
      // Which group it is, is not known, so it is none of those above.
      `${UNKNOWN} ingress allow tcp 443 < 10.0.0.0/8`,
    ]);
  });

  it("knows no rules of other resources", () => {
    expect(lines("aws_network_interface", { security_groups: ["sg-1"] })).toEqual([]);
  });
});
