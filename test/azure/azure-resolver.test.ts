/** The Private Resolver on Azure, resource by resource: forwarders, questions from on premises, and what is refused. */
import { TerraformOutput } from "cdktf";
import { expectFault } from "../support/faults";
import { azureNetwork, plain } from "../support/linked-networks";
import { countsOf, declared, resourcesOf, synthesized } from "../support/rules";
import { stackOn } from "../support/stacks";

const FORWARDING = { virtualNetworkId: "vnet", outboundSubnet: { subnetId: "outbound" } };
const INBOUND = { virtualNetworkId: "vnet", subnet: { subnetId: "inbound" } };

function placed(dns: object, stack = stackOn("azure")): ReturnType<typeof azureNetwork> {
  return azureNetwork(stack, { partner: { prefixes: ["192.0.2.0/24"] }, dns: dns });
}

/** The one resource of a type, and a reference to its id. */
function only(source: string, type: string): { id: string; values: Record<string, unknown> } {
  const [[name, values] = ["", {}], ...others] = Object.entries(
    resourcesOf(source, `azurerm_private_dns_resolver${type}`),
  );
  expect(others).toEqual([]);
  return { id: `\${azurerm_private_dns_resolver${type}.${name}.id}`, values: plain(values) };
}

it("a forwarder is a resolver, an outbound endpoint, a ruleset, its link, and a rule", () => {
  const stack = stackOn("azure");
  placed({ forwarding: FORWARDING }, stack).forwardDomain({
    domain: "corp.example.com",
    servers: ["192.0.2.20", "192.0.2.3"],
  });
  const text = synthesized(stack);
  const place = { location: "westeurope" };
  expect(only(text, "").values).toEqual({
    ...place,
    name: "stack-Network-Resolver",
    resource_group_name: "uc",
    virtual_network_id: "vnet",
  });
  const name = "stack-Network-Resolver-Outbound";
  expect(only(text, "_outbound_endpoint").values).toEqual({
    ...place,
    name,
    private_dns_resolver_id: only(text, "").id,
    subnet_id: "outbound",
  });
  expect(only(text, "_dns_forwarding_ruleset").values).toEqual({
    ...place,
    name,
    resource_group_name: "uc",
    private_dns_resolver_outbound_endpoint_ids: [only(text, "_outbound_endpoint").id],
  });
  const ruleset = only(text, "_dns_forwarding_ruleset").id;
  expect(only(text, "_virtual_network_link").values).toEqual({
    name,
    dns_forwarding_ruleset_id: ruleset,
    virtual_network_id: "vnet",
  });
  expect(only(text, "_forwarding_rule").values).toEqual({
    name: expect.stringMatching(/^to-corp-example-com-[0-9a-f]{8}$/) as string,
    dns_forwarding_ruleset_id: ruleset,
    domain_name: "corp.example.com.",
    enabled: true,
    target_dns_servers: [
      { ip_address: "192.0.2.3", port: 53 },
      { ip_address: "192.0.2.20", port: 53 },
    ],
  });
  expect(countsOf(text)["azurerm_network_security_group"]).toBeUndefined();
  expect(declared(text, "finding")).toMatchObject([
    { code: "azure-resolver-unfiltered", severity: "note", where: "Network" },
    { code: "stack-forwarder-route-not-seen", severity: "note", where: "Network" },
  ]);
});

it("the names of rules begin with a letter, differ, and fit", () => {
  const stack = stackOn("azure");
  const network = placed({ forwarding: FORWARDING }, stack);
  const long = `${"a".repeat(63)}.${"b".repeat(63)}.example.com`;
  for (const domain of ["a-b.example.com", "a.b.example.com", "2.0.192.in-addr.arpa", long]) {
    network.forwardDomain({ domain, servers: ["192.0.2.3"] });
  }
  const names = Object.values(resourcesOf(stack, "azurerm_private_dns_resolver_forwarding_rule")).map(({ name }) =>
    String(name),
  );
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,79}$/);
});

describe("the inbound endpoint", () => {
  it("shares the resolver with the forwarders", () => {
    const stack = stackOn("azure");
    const network = placed({ forwarding: FORWARDING, inboundEndpoint: INBOUND }, stack);
    network.forwardDomain({ domain: "corp.example.com", servers: ["192.0.2.3"] });
    const text = synthesized(stack);
    expect(countsOf(text)).toMatchObject({
      azurerm_private_dns_resolver: 1,
      azurerm_private_dns_resolver_inbound_endpoint: 1,
      azurerm_private_dns_resolver_outbound_endpoint: 1,
    });
    expect(only(text, "_inbound_endpoint").values).toEqual({
      location: "westeurope",
      name: "stack-Network-Resolver-Inbound",
      private_dns_resolver_id: only(text, "").id,
      ip_configurations: { subnet_id: "inbound", private_ip_allocation_method: "Dynamic" },
    });
  });

  it("has the address that is given", () => {
    const stack = stackOn("azure");
    const network = placed({ inboundEndpoint: { ...INBOUND, privateAddress: "10.20.0.53" } }, stack);
    expect(network.inboundDnsAddresses).toEqual(["10.20.0.53"]);
    expect(only(synthesized(stack), "_inbound_endpoint").values).toMatchObject({
      ip_configurations: {
        subnet_id: "inbound",
        private_ip_allocation_method: "Static",
        private_ip_address: "10.20.0.53",
      },
    });
    expect(countsOf(stack)).toEqual({
      azurerm_private_dns_resolver: 1,
      azurerm_private_dns_resolver_inbound_endpoint: 1,
    });
  });

  it("refers to the address where Azure picks it", () => {
    const stack = stackOn("azure");
    const network = placed({ inboundEndpoint: INBOUND }, stack);
    new TerraformOutput(stack, "dns", { value: network.inboundDnsAddresses });
    const { output } = JSON.parse(synthesized(stack)) as { output: { dns: { value: string[] } } };
    expect(output.dns.value).toEqual([
      expect.stringMatching(
        /^\$\{azurerm_private_dns_resolver_inbound_endpoint\.\w+\.ip_configurations(\[0\])?\.private_ip_address\}$/,
      ),
    ]);
  });
});

describe("the resolver", () => {
  const sized = (prefix: string): object => ({
    forwarding: { ...FORWARDING, outboundSubnet: { subnetId: "outbound", prefix } },
  });

  it.each(["10.20.0.0/24", "10.20.0.64/28", "10.30.4.0/26", "${var.prefix}"])("takes %s as its subnet", (prefix) => {
    const stack = stackOn("azure");
    placed(sized(prefix), stack).forwardDomain({ domain: "corp.example.com", servers: ["10.30.0.53"] });
    expect(countsOf(stack)).toMatchObject({ azurerm_private_dns_resolver_outbound_endpoint: 1 });
  });

  it.each<[string, object, string, (string | RegExp)[]]>([
    [
      "a subnet that is too wide",
      sized("10.30.0.0/23"),
      "azure-resolver-subnet-size",
      ['"10.30.0.0/23"', "/28 to /24"],
    ],
    ["a subnet that is too narrow", sized("10.20.0.64/29"), "azure-resolver-subnet-size", ["/28 to /24"]],
    ["a subnet over IPv6", sized("2001:db8::/32"), "azure-resolver-subnet-size", []],
    ["a subnet of nobody", sized("198.51.100.0/24"), "azure-resolver-subnet-foreign", ['"perimeter" or "internal"']],
    ["a subnet of the partner", sized("192.0.2.0/24"), "azure-resolver-subnet-foreign", []],
    [
      "a subnet with host bits",
      sized("10.20.0.65/28"),
      "net-prefix-host-bits",
      ["dns.forwarding.outboundSubnet.prefix"],
    ],
    [
      "an inbound subnet that is too wide",
      { inboundEndpoint: { ...INBOUND, subnet: { subnetId: "inbound", prefix: "10.30.0.0/16" } } },
      "azure-resolver-subnet-size",
      ["dns.inboundEndpoint.subnet.prefix"],
    ],
    [
      "two virtual networks",
      { forwarding: FORWARDING, inboundEndpoint: { ...INBOUND, virtualNetworkId: "other" } },
      "azure-virtual-networks-differ",
      ['"other"'],
    ],
    [
      "one subnet for both endpoints",
      { forwarding: FORWARDING, inboundEndpoint: { ...INBOUND, subnet: { subnetId: "Outbound" } } },
      "azure-resolver-subnet-shared",
      ["a subnet of its own"],
    ],
    [
      "an address outside",
      { inboundEndpoint: { ...INBOUND, privateAddress: "198.51.100.53" } },
      "stack-address-outside-zone",
      ['"198.51.100.53"'],
    ],
    [
      "an address that is a name",
      { inboundEndpoint: { ...INBOUND, privateAddress: "dns.example.com" } },
      "net-address-invalid",
      [],
    ],
  ])("refuses %s", (_, dns, code, says) => {
    const stack = stackOn("azure");
    expectFault(() => placed(dns, stack), code, ...says);
    expect(countsOf(stack)).toEqual({});
  });
});
