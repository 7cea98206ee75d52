/** A security group and its rules, property by property, as EC2 takes them. */
import { Construct } from "constructs";
import { Testing, type TerraformStack } from "cdktf";
import { AwsFirewallGroup } from "../../lib/aws/aws-firewall-group";
import type { Permit, PermitPeer } from "../../lib/compiler/permit";
import { resourcesOf, rulesOf } from "../support/rules";
import { stackOn } from "../support/stacks";
import { addresses, DUAL_INTERNET, group as groupPeer, INTERNET, prefix, tcp } from "../support/permits";

interface Made {
  readonly stack: TerraformStack;
  readonly group: AwsFirewallGroup;
}

function made(permits: readonly Permit[] = [], options: { limit?: number; id?: string; stackId?: string } = {}): Made {
  const stack = stackOn("aws", options.stackId ?? "stack");
  const group = new AwsFirewallGroup(new Construct(stack, options.id ?? "Interface"), "Rules", {
    vpcId: "vpc-1",
    title: "Access Edge Server, external",
    ownPrefixes: [prefix("10.0.0.0/8")],
    rulesPerDirectionAndFamily: options.limit ?? 60,
  });
  for (const permit of permits) group.permit(permit);
  return { stack, group };
}

/** The ingress and egress rule resources, without the group's reference. */
function resources({ stack }: Made): Record<string, unknown>[] {
  return ["ingress", "egress"].flatMap((direction) =>
    Object.values(resourcesOf(stack, `aws_vpc_security_group_${direction}_rule`)).map((rule) => {
      expect(rule["security_group_id"]).toMatch(/^\$\{aws_security_group\.Interface_SecurityGroup_[0-9A-F]{8}\.id\}$/);
      return Object.fromEntries(Object.entries(rule).filter(([name]) => name !== "security_group_id"));
    }),
  );
}

/** Rules that can never be merged: odd hosts, of which no two are the halves of a block. */
function hosts(count: number, more: Partial<Permit> = {}): Permit[] {
  return Array.from({ length: count }, (_, index) =>
    tcp(addresses(`198.51.${String(index >> 7)}.${String((index & 127) * 2 + 1)}/32`), 443, 443, more),
  );
}

function hosts6(count: number): Permit[] {
  return Array.from({ length: count }, (_, index) =>
    tcp(addresses(`2001:db8::${(index * 2 + 1).toString(16)}/128`), 443, 443),
  );
}

/** What the validation says of the quotas, line by line. */
function complaints({ stack }: Made): string[] {
  try {
    Testing.synth(stack, true);
  } catch (error) {
    return String(error)
      .split("\n")
      .filter((line) => line.includes("over-quota"))
      .map((line) => line.replace(/^.*?cannot/, "cannot"));
  }
  return [];
}

describe("a rule", () => {
  it.each<[string, Permit, Record<string, unknown>]>([
    [
      "for a port",
      tcp(INTERNET, 443, 443),
      { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ],
    [
      "for a range",
      tcp(addresses("198.51.100.0/24"), 50000, 59999, { transport: "udp" }),
      { cidr_ipv4: "198.51.100.0/24", ip_protocol: "udp", from_port: 50000, to_port: 59999 },
    ],
    ["for port 0", tcp(INTERNET, 0, 0), { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 0, to_port: 0 }],
    [
      "for every port",
      tcp(INTERNET, 0, 65535),
      { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 0, to_port: 65535 },
    ],
    [
      "for an IPv6 prefix",
      tcp(addresses("2001:db8::/32"), 443, 443),
      { cidr_ipv6: "2001:db8::/32", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ],
    [
      "for the IPv6 internet",
      tcp({ kind: "internet", families: ["ipv6"] }, 443, 443),
      { cidr_ipv6: "::/0", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ],
    [
      "for a group",
      tcp(groupPeer("Pool"), 443, 443),
      { referenced_security_group_id: "id-of-Pool", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ],
    [
      "for a prefix list",
      tcp({ kind: "prefix-list", key: "pl-1", value: "pl-1" }, 443, 443),
      { prefix_list_id: "pl-1", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ],
    [
      "for an address that is known later",
      tcp({ kind: "unresolved", key: "var.x", value: "${var.x}" }, 443, 443),
      { cidr_ipv4: "${var.x}", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    ],
    [
      "for every ICMP message",
      { ...tcp(INTERNET, 0, 0), transport: "icmp" },
      { cidr_ipv4: "0.0.0.0/0", ip_protocol: "icmp", from_port: -1, to_port: -1 },
    ],
    [
      "for an ICMP type",
      { ...tcp(INTERNET, 0, 0), transport: "icmp", icmp: { type: 8 } },
      { cidr_ipv4: "0.0.0.0/0", ip_protocol: "icmp", from_port: 8, to_port: -1 },
    ],
    [
      "for ICMP type 0",
      { ...tcp(INTERNET, 0, 0), transport: "icmp", icmp: { type: 0 } },
      { cidr_ipv4: "0.0.0.0/0", ip_protocol: "icmp", from_port: 0, to_port: -1 },
    ],
    [
      "for an ICMP code",
      { ...tcp(INTERNET, 0, 0), transport: "icmp", icmp: { type: 3, code: 4 } },
      { cidr_ipv4: "0.0.0.0/0", ip_protocol: "icmp", from_port: 3, to_port: 4 },
    ],
    [
      "for ICMP code 0",
      { ...tcp(INTERNET, 0, 0), transport: "icmp", icmp: { type: 0, code: 0 } },
      { cidr_ipv4: "0.0.0.0/0", ip_protocol: "icmp", from_port: 0, to_port: 0 },
    ],
    [
      "for an ICMPv6 type",
      { ...tcp(addresses("2001:db8::/32"), 0, 0), transport: "icmpv6", icmp: { type: 128 } },
      { cidr_ipv6: "2001:db8::/32", ip_protocol: "icmpv6", from_port: 128, to_port: -1 },
    ],
    // EC2 takes no ports with a protocol number.
    ["for ESP", { ...tcp(INTERNET, 0, 0), transport: "esp" }, { cidr_ipv4: "0.0.0.0/0", ip_protocol: "50" }],
    ["for AH", { ...tcp(INTERNET, 0, 0), transport: "ah" }, { cidr_ipv4: "0.0.0.0/0", ip_protocol: "51" }],
  ])("%s says exactly this", (_, permit, values) => {
    expect(resources(made([permit]))).toEqual([{ ...values, description: "own/one" }]);
    expect(resources(made([{ ...permit, direction: "egress" }]))).toEqual([{ ...values, description: "own/one" }]);
  });

  it("is an ingress or an egress rule by its direction", () => {
    const { stack } = made([tcp(INTERNET, 443, 443), tcp(INTERNET, 5061, 5061, { direction: "egress" })]);
    expect(rulesOf(stack)).toEqual([
      "Interface egress tcp 5061 to 0.0.0.0/0",
      "Interface ingress tcp 443 from 0.0.0.0/0",
    ]);
  });

  it("stands twice for the internet of both families", () => {
    const { stack } = made([tcp(DUAL_INTERNET, 443, 443)]);
    expect(rulesOf(stack)).toEqual(["Interface ingress tcp 443 from 0.0.0.0/0", "Interface ingress tcp 443 from ::/0"]);
  });

  it("has no source ports, which EC2 cannot filter", () => {
    const { stack } = made([tcp(INTERNET, 1024, 65535, { sourcePorts: { first: 50000, last: 59999 } })]);
    expect(rulesOf(stack)).toEqual(["Interface ingress tcp 1024-65535 from 0.0.0.0/0"]);
  });

  it("is described in the characters that EC2 takes, and in at most 255 of them, however many flows it serves", () => {
    const flows = Array.from(
      { length: 100 },
      (_, index) => `own/a-flow-of-some-length-${String(index).padStart(3, "0")}`,
    );
    const { stack } = made(flows.map((flow) => tcp(INTERNET, 443, 443, { flow })));
    const [rule] = Object.values(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"));
    const description = String(rule?.["description"]);
    expect(description).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    expect(description).toMatch(/^own\/a-flow-of-some-length-000,a-flow-of-some-length-001,.* \+\d+$/);
  });

  it("is widened in place, and gone when a wider one takes its place", () => {
    const { stack, group } = made([tcp(addresses("198.51.100.0/25"), 5061, 5061)]);
    const [id] = Object.keys(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"));
    group.permit(tcp(addresses("198.51.100.0/25"), 5062, 5063, { flow: "own/two" }));
    expect(resourcesOf(stack, "aws_vpc_security_group_ingress_rule")).toEqual({
      [String(id)]: expect.objectContaining({ from_port: 5061, to_port: 5063, description: "own/one,two" }) as object,
    });
    group.permit(tcp(addresses("198.51.100.0/24"), 5061, 5063, { flow: "own/three" }));
    expect(rulesOf(stack)).toEqual(["Interface ingress tcp 5061-5063 from 198.51.100.0/24"]);
    group.permit(tcp(addresses("198.51.100.0/25"), 5061, 5064, { flow: "own/four" }));
    expect(rulesOf(stack)).toEqual([
      "Interface ingress tcp 5061-5063 from 198.51.100.0/24",
      "Interface ingress tcp 5061-5064 from 198.51.100.0/25",
    ]);
  });

  it("turns from a code into its type in place", () => {
    const ping = (icmp: Permit["icmp"]): Permit => ({ ...tcp(INTERNET, 0, 0), transport: "icmp", icmp });
    const { stack, group } = made([ping({ type: 0, code: 0 })]);
    group.permit(ping({ type: 0 }));
    expect(rulesOf(stack)).toEqual(["Interface ingress icmp type 0 code -1 from 0.0.0.0/0"]);
    group.permit(ping(undefined));
    expect(rulesOf(stack)).toEqual(["Interface ingress icmp type -1 code -1 from 0.0.0.0/0"]);
  });

  it("stays byte for byte as it is while others are added that it has nothing to do with", () => {
    const { stack, group } = made(hosts(20));
    const before = resourcesOf(stack, "aws_vpc_security_group_ingress_rule");
    for (const permit of [...hosts6(20), ...hosts(20, { direction: "egress" }), tcp(INTERNET, 80, 80)])
      group.permit(permit);
    const after = resourcesOf(stack, "aws_vpc_security_group_ingress_rule");
    expect(Object.keys(after)).toHaveLength(41);
    expect(after).toMatchObject(before);
  });
});

describe("a security group", () => {
  it("has no rules inline and none by itself", () => {
    const { stack } = made();
    expect(Object.values(resourcesOf(stack, "aws_security_group"))).toEqual([
      {
        description: "Access Edge Server, external (stack-Interface)",
        name_prefix: "uc-stack-Interface-",
        tags: { Name: "stack-Interface" },
        vpc_id: "vpc-1",
      },
    ]);
    expect(rulesOf(stack)).toEqual([]);
  });

  it("is named as EC2 takes it, under a path of any length and a stack of any name", () => {
    const { stack, group } = made([], { id: `Interface-${"x".repeat(200)}`, stackId: "sg-edge" });
    const [resource] = Object.values(resourcesOf(stack, "aws_security_group"));
    const name = String(resource?.["name_prefix"]);
    expect(name).toMatch(/^uc-sg-edge-Interface-x+-[0-9a-f]{8}-$/);
    // Terraform appends 26 characters, and EC2 takes 255.
    expect(name.length).toBeLessThanOrEqual(255 - 26);
    expect(String(resource?.["description"])).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    expect(group.terraformAddress).toMatch(/^aws_security_group\.Interface-x+.*_SecurityGroup_[0-9A-F]{8}$/);
  });
});

describe("the quota of rules", () => {
  const [limit, over] = [60, 61];

  it("takes 60 rules per direction and family", () => {
    expect(complaints(made([...hosts(limit), ...hosts6(limit), ...hosts(limit, { direction: "egress" })]))).toEqual([]);
  });

  it("refuses 61 in one direction and family, and says how many there are and what to do", () => {
    expect(complaints(made(hosts(over)))).toEqual([
      "cannot open Access Edge Server, external (stack/Interface/Rules): ingress IPv4 rules is 61, expected at most 60; name wider prefixes, use a prefix list, or ask AWS for a higher quota and state it as quotas.rulesPerDirectionAndFamily [aws-rules-over-quota]",
    ]);
    expect(complaints(made(hosts(over, { direction: "egress" })))).toEqual([
      expect.stringContaining("egress IPv4 rules is 61"),
    ]);
    expect(complaints(made(hosts6(over)))).toEqual([expect.stringContaining("ingress IPv6 rules is 61")]);
  });

  it("says all that is over it at once", () => {
    expect(complaints(made([...hosts(70), ...hosts6(80)]))).toEqual([
      expect.stringContaining("ingress IPv4 rules is 70"),
      expect.stringContaining("ingress IPv6 rules is 80"),
    ]);
  });

  it.each<[string, PermitPeer]>([
    ["a group", groupPeer("Pool")],
    ["a prefix list", { kind: "prefix-list", key: "pl-1", value: "pl-1" }],
  ])("counts %s in both families", (_, peer) => {
    expect(complaints(made([...hosts(59), ...hosts6(59), tcp(peer, 443, 443)]))).toEqual([]);
    expect(complaints(made([...hosts(60), ...hosts6(59), tcp(peer, 443, 443)]))).toEqual([
      expect.stringContaining("ingress IPv4 rules is 61"),
    ]);
    expect(complaints(made([...hosts(60), ...hosts6(60), tcp(peer, 443, 443)]))).toEqual([
      expect.stringContaining("ingress IPv4 rules is 61"),
      expect.stringContaining("ingress IPv6 rules is 61"),
    ]);
  });

  it("counts an address that is known later as IPv4", () => {
    const later = tcp({ kind: "unresolved", key: "var.x", value: "${var.x}" }, 443, 443);
    expect(complaints(made([...hosts(59), ...hosts6(60), later]))).toEqual([]);
    expect(complaints(made([...hosts(60), later]))).toEqual([expect.stringContaining("ingress IPv4 rules is 61")]);
  });

  it("counts rules, not flows", () => {
    const permits = Array.from({ length: 200 }, (_, index) =>
      tcp(INTERNET, 443, 443, { flow: `own/${String(index)}` }),
    );
    expect(complaints(made(permits))).toEqual([]);
  });

  it("is what AWS has granted where that is stated", () => {
    expect(complaints(made(hosts(100), { limit: 100 }))).toEqual([]);
    expect(complaints(made(hosts(101), { limit: 100 }))).toEqual([
      expect.stringContaining("is 101, expected at most 100"),
    ]);
  });

  it("counts a prefix list as often as it may have entries, where that is stated", () => {
    const list = tcp({ kind: "prefix-list", key: "pl-1", value: "pl-1", entries: 20 }, 443, 443);
    expect(complaints(made([...hosts(40), list]))).toEqual([]);
    expect(complaints(made([...hosts(41), list]))).toEqual([expect.stringContaining("ingress IPv4 rules is 61")]);
  });
});
