/** Resolver endpoints on AWS, resource by resource: forwarders, questions from on premises, and what is refused. */
import { TerraformOutput, TerraformVariable } from "cdktf";
import { checkStack } from "../../lib/tools/analyze/check";
import { expectFault } from "../support/faults";
import { awsNetwork, awsSubnet, plain } from "../support/linked-networks";
import { countsOf, declared, describedRulesOf, resourcesOf, rulesOf, synthesized } from "../support/rules";
import { stackOn } from "../support/stacks";
import { Folder } from "../tools/stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const SUBNETS = [awsSubnet("dns-a"), awsSubnet("dns-b", "b")];
const FIXED = SUBNETS.map((subnet, index) => ({ ...subnet, privateAddress: `10.20.0.${String(index + 53)}` }));
const PARTNER = { prefixes: ["192.0.2.0/24"] };

function placed(dns: object, stack = stackOn("aws")): ReturnType<typeof awsNetwork> {
  return awsNetwork(stack, { partner: PARTNER, dns: dns });
}

function checked(text: string): ReturnType<typeof checkStack> {
  return checkStack(folder.read(text), "2026-11-22");
}

describe("the outbound endpoint", () => {
  it("asks from one address in each subnet, over UDP and TCP 53 and nothing else", () => {
    const stack = stackOn("aws");
    const network = placed({ forwarding: { subnets: SUBNETS } }, stack);
    network.forwardDomain({ domain: "corp.example.com", servers: ["192.0.2.3", "192.0.2.20"] });
    const id = (type: string): string => `\${${type}.${String(Object.keys(resourcesOf(stack, type))[0])}.id}`;
    expect(Object.values(resourcesOf(stack, "aws_route53_resolver_endpoint")).map(plain)).toEqual([
      {
        direction: "OUTBOUND",
        name: "stack-Network-Resolver-Outbound",
        resolver_endpoint_type: "IPV4",
        security_group_ids: [id("aws_security_group")],
        ip_address: [{ subnet_id: "subnet-dns-a" }, { subnet_id: "subnet-dns-b" }],
      },
    ]);
    expect(Object.values(resourcesOf(stack, "aws_route53_resolver_rule")).map(plain)).toEqual([
      {
        domain_name: "corp.example.com",
        name: "stack-Network-Resolver-Forward-corp-example-com",
        rule_type: "FORWARD",
        resolver_endpoint_id: id("aws_route53_resolver_endpoint"),
        target_ip: [
          { ip: "192.0.2.3", port: 53 },
          { ip: "192.0.2.20", port: 53 },
        ],
      },
    ]);
    expect(Object.values(resourcesOf(stack, "aws_route53_resolver_rule_association")).map(plain)).toEqual([
      { resolver_rule_id: id("aws_route53_resolver_rule"), vpc_id: "vpc-1" },
    ]);
    expect(rulesOf(stack)).toEqual([
      "Network_Resolver_Outbound egress tcp 53 to 192.0.2.20/32",
      "Network_Resolver_Outbound egress tcp 53 to 192.0.2.3/32",
      "Network_Resolver_Outbound egress udp 53 to 192.0.2.20/32",
      "Network_Resolver_Outbound egress udp 53 to 192.0.2.3/32",
    ]);
    expect(Object.values(resourcesOf(stack, "aws_security_group")).map(plain)).toEqual([
      {
        vpc_id: "vpc-1",
        name_prefix: "uc-stack-Network-Resolver-Outbound-",
        description: "Resolver endpoint, outbound (stack-Network-Resolver-Outbound)",
        tags: { Name: "stack-Network-Resolver-Outbound" },
      },
    ]);
  });

  it("is declared as an interface with a role, and each flow with its purpose", () => {
    const stack = stackOn("aws");
    placed({ forwarding: { subnets: FIXED } }, stack).forwardDomain({
      domain: "corp.example.com",
      servers: ["192.0.2.3"],
    });
    const [group] = Object.keys(resourcesOf(stack, "aws_security_group"));
    const nic = (privateAddress: string): object => ({
      existing: false,
      addresses: [{ privateAddress, ipv6Address: null, publicAddress: null, publicAddressMade: false }],
    });
    expect(declared(stack, "interface")).toEqual([
      {
        item: "interface",
        path: "Network/Resolver/Outbound",
        network: "Network",
        zone: "perimeter",
        side: "internal",
        title: "Resolver endpoint, outbound",
        kind: "forwarder",
        group: `aws_security_group.${String(group)}`,
        groupAliases: [],
        nics: [nic("10.20.0.53"), nic("10.20.0.54")],
        wayOut: [],
        existing: false,
        privateAddress: "10.20.0.53",
        ipv6Address: null,
        publicAddress: null,
        publicAddressMade: false,
      },
    ]);
    expect(declared(stack, "role")).toEqual([
      {
        item: "role",
        path: "Network/Resolver/Outbound",
        role: "own/dns-forwarder",
        external: null,
        externalAddress: null,
        internal: "Network/Resolver/Outbound",
        internalAddress: null,
      },
    ]);
    expect(
      declared(stack, "own-flow").map((flow) => [flow["direction"], flow["transport"], flow["ports"], flow["purpose"]]),
    ).toEqual(
      expect.arrayContaining([
        ["egress", "udp", [[53, 53]], "conditional forwarding of corp.example.com"],
        ["egress", "tcp", [[53, 53]], "conditional forwarding of corp.example.com"],
      ]),
    );
    const ids = declared(stack, "own-flow").map(({ id }) => String(id));
    expect(ids).toHaveLength(2);
    expect(
      describedRulesOf(stack)
        .map((line) => line.split(" # ")[1])
        .sort(),
    ).toEqual([...ids].sort());
  });

  it("is found exact by the check, and a rule taken away is missed", () => {
    const stack = stackOn("aws");
    const network = placed({ forwarding: { subnets: FIXED } }, stack);
    network.forwardDomain({ domain: "corp.example.com", servers: ["192.0.2.3", "10.30.0.53"] });
    const text = synthesized(stack);
    const { findings, interfaces } = checked(text);
    expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(interfaces).toEqual([
      {
        path: "Network/Resolver/Outbound",
        direction: "ingress",
        documented: 0,
        platform: 0,
        own: 0,
        rules: 0,
        exact: true,
      },
      {
        path: "Network/Resolver/Outbound",
        direction: "egress",
        documented: 0,
        platform: 1,
        own: 2,
        rules: 4,
        exact: true,
      },
    ]);
    const content = JSON.parse(text) as { resource: Record<string, Record<string, Record<string, unknown>>> };
    const rules = content.resource["aws_vpc_security_group_egress_rule"] ?? {};
    const [[taken] = [""]] = Object.entries(rules).filter(([, rule]) => rule["cidr_ipv4"] === "10.30.0.53/32");
    content.resource["aws_vpc_security_group_egress_rule"] = Object.fromEntries(
      Object.entries(rules).filter(([name]) => name !== taken),
    );
    const missing = checked(JSON.stringify(content)).findings.filter(({ severity }) => severity === "error");
    expect(missing.map(({ code, flow, where, witness }) => [code, flow, where, witness])).toEqual(
      ["own", "platform"].map((flow) => [
        "check-flow-missing",
        flow,
        "Network/Resolver/Outbound",
        "tcp 10.20.0.53:1 -> 10.30.0.53:53",
      ]),
    );
  });

  it("grows by the servers of other domains, whose common servers share a rule", () => {
    const stack = stackOn("aws");
    const network = placed({ forwarding: { subnets: SUBNETS } }, stack);
    network.forwardDomain({ domain: "a.example.com", servers: ["192.0.2.3"] });
    const rule = (): unknown =>
      Object.values(resourcesOf(stack, "aws_vpc_security_group_egress_rule")).find(
        (one) => one["cidr_ipv4"] === "192.0.2.3/32",
      );
    const before = rule();
    network.forwardDomain({ domain: "b.example.com", servers: ["192.0.2.20"] });
    expect(rule()).toEqual(before);
    network.forwardDomain({ domain: "c.example.com", servers: ["192.0.2.3"] });
    expect(countsOf(stack)).toMatchObject({ aws_vpc_security_group_egress_rule: 4, aws_route53_resolver_rule: 3 });
    expect(checked(synthesized(stack)).interfaces.every(({ exact }) => exact)).toBe(true);
  });
});

describe("the inbound endpoint", () => {
  it("is asked over UDP and TCP 53 by those who are named, and shows its addresses", () => {
    const stack = stackOn("aws");
    const network = placed({ inboundEndpoint: { subnets: FIXED, from: ["10.30.0.0/16", "192.0.2.0/25"] } }, stack);
    expect(network.inboundDnsAddresses).toEqual(["10.20.0.53", "10.20.0.54"]);
    expect(countsOf(stack)).toEqual({
      aws_route53_resolver_endpoint: 1,
      aws_security_group: 1,
      aws_vpc_security_group_ingress_rule: 4,
    });
    expect(Object.values(resourcesOf(stack, "aws_route53_resolver_endpoint"))).toMatchObject([
      {
        direction: "INBOUND",
        ip_address: [
          { subnet_id: "subnet-dns-a", ip: "10.20.0.53" },
          { subnet_id: "subnet-dns-b", ip: "10.20.0.54" },
        ],
      },
    ]);
    expect(rulesOf(stack)).toEqual([
      "Network_Resolver_Inbound ingress tcp 53 from 10.30.0.0/16",
      "Network_Resolver_Inbound ingress tcp 53 from 192.0.2.0/25",
      "Network_Resolver_Inbound ingress udp 53 from 10.30.0.0/16",
      "Network_Resolver_Inbound ingress udp 53 from 192.0.2.0/25",
    ]);
    const { findings, interfaces } = checked(synthesized(stack));
    expect(findings).toEqual([]);
    expect(interfaces.map(({ direction, own, exact }) => [direction, own, exact])).toEqual([
      ["ingress", 2, true],
      ["egress", 0, true],
    ]);
  });

  it("refers to its addresses where AWS picks them", () => {
    const stack = stackOn("aws");
    const network = placed({ inboundEndpoint: { subnets: SUBNETS, from: ["10.30.0.0/16"] } }, stack);
    new TerraformOutput(stack, "dns", { value: network.inboundDnsAddresses });
    const [id] = Object.keys(resourcesOf(stack, "aws_route53_resolver_endpoint"));
    const { output } = JSON.parse(synthesized(stack)) as { output: { dns: { value: unknown } } };
    expect(output.dns.value).toEqual(
      [0, 1].map((index) => `\${tolist(aws_route53_resolver_endpoint.${String(id)}.ip_address).${String(index)}.ip}`),
    );
    expect(checked(synthesized(stack)).interfaces.every(({ exact }) => exact)).toBe(true);
  });

  it("stands beside the outbound one, each with its own group", () => {
    const stack = stackOn("aws");
    const network = placed(
      { forwarding: { subnets: SUBNETS }, inboundEndpoint: { subnets: FIXED, from: ["10.30.0.0/16"] } },
      stack,
    );
    network.forwardDomain({ domain: "corp.example.com", servers: ["192.0.2.3"] });
    expect(countsOf(stack)).toMatchObject({ aws_route53_resolver_endpoint: 2, aws_security_group: 2 });
    expect(rulesOf(stack)).toHaveLength(4);
  });

  it("is absent without the prop", () => {
    expect(placed({}).inboundDnsAddresses).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["nobody", [], "aws-inbound-endpoint-peer"],
    ["the internet", ["198.51.100.0/24"], "aws-inbound-endpoint-peer"],
    ["every address", ["0.0.0.0/0"], "aws-inbound-endpoint-peer"],
    ["IPv6", ["2001:db8::/32"], "aws-inbound-endpoint-peer"],
    ["a prefix that is partly outside", ["10.30.0.0/15"], "aws-inbound-endpoint-peer"],
    ["host bits", ["10.30.0.1/16"], "net-prefix-host-bits"],
    ["what is known later", ["${var.phones}"], "stack-prop-unresolved"],
    ["no list", "10.30.0.0/16", "stack-list-invalid"],
    ["nothing", undefined, "stack-list-invalid"],
  ])("is refused for %s as who may ask", (_, from, code) => {
    const stack = stackOn("aws");
    expectFault(() => placed({ inboundEndpoint: { subnets: FIXED, from } }, stack), code, "dns.inboundEndpoint.from");
    expect(countsOf(stack)).toEqual({});
  });
});

describe("the subnets of an endpoint", () => {
  const many = (count: number): object[] =>
    Array.from({ length: count }, (_, index) => awsSubnet(`dns-${String(index)}`, index % 2 === 0 ? "a" : "b"));

  it.each([2, 6])("are as many as %i", (count) => {
    const stack = stackOn("aws");
    placed({ forwarding: { subnets: many(count) } }, stack).forwardDomain({
      domain: "a.example.com",
      servers: ["192.0.2.3"],
    });
    expect(Object.values(resourcesOf(stack, "aws_route53_resolver_endpoint"))).toMatchObject([
      { ip_address: many(count).map((subnet) => ({ subnet_id: (subnet as { subnetId: string }).subnetId })) },
    ]);
    expect(declared(stack, "finding").map(({ code }) => code)).toEqual(["stack-forwarder-route-not-seen"]);
  });

  it.each([0, 1, 7])("are not as many as %i", (count) => {
    for (const dns of [
      { forwarding: { subnets: many(count) } },
      { inboundEndpoint: { subnets: many(count), from: ["10.30.0.0/16"] } },
    ]) {
      const stack = stackOn("aws");
      expectFault(() => placed(dns, stack), "aws-endpoint-addresses", `is ${String(count)}`, "2 to 6 subnets");
      expect(countsOf(stack)).toEqual({});
    }
  });

  it("in one availability zone are a finding", () => {
    const stack = stackOn("aws");
    placed({ forwarding: { subnets: [awsSubnet("dns-a"), awsSubnet("dns-c")] } }, stack);
    expect(declared(stack, "finding")).toMatchObject([
      {
        code: "aws-endpoint-zone-single",
        severity: "warning",
        what: "all addresses of dns.forwarding are in eu-central-1a",
      },
    ]);
  });

  it("in availability zones that are known later are none", () => {
    const stack = stackOn("aws");
    const zone = new TerraformVariable(stack, "zone", { type: "string" });
    const subnets = ["a", "b"].map((name) => ({ subnetId: name, availabilityZone: zone.stringValue }));
    placed({ forwarding: { subnets } }, stack);
    expect(declared(stack, "finding")).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["outside the network", "198.51.100.53", "stack-address-outside-zone"],
    ["of the partner", "192.0.2.53", "stack-address-outside-zone"],
    ["over IPv6", "2001:db8::53", "stack-address-outside-zone"],
    ["that is a name", "dns.example.com", "net-address-invalid"],
  ])("take no address %s", (_, privateAddress, code) => {
    const stack = stackOn("aws");
    const subnets = [{ ...awsSubnet("dns-a"), privateAddress }, awsSubnet("dns-b", "b")];
    expectFault(() => placed({ forwarding: { subnets } }, stack), code, "privateAddress");
  });

  it("take an address inside, and take each once", () => {
    const inside = ["10.30.0.53", "10.30.0.54"].map((privateAddress, index) => ({
      ...awsSubnet("dns", index === 0 ? "a" : "b"),
      privateAddress,
    }));
    const stack = stackOn("aws");
    placed({ forwarding: { subnets: inside } }, stack);
    expectFault(
      () =>
        placed(
          { forwarding: { subnets: FIXED }, inboundEndpoint: { subnets: FIXED, from: ["10.30.0.0/16"] } },
          stackOn("aws"),
        ),
      "stack-address-taken",
      "10.20.0.53",
    );
  });
});

it("a raised quota of rules is a whole number above 0", () => {
  expectFault(
    () => awsNetwork(stackOn("aws"), { quotas: { resolverRules: 0 } }),
    "aws-quota-invalid",
    "quotas.resolverRules is 0",
  );
});
