/** Conditional forwarders, as both clouds have them: second writers, order, limits on both sides, and what is refused. */
import { AwsNetwork } from "../../lib/aws/aws-network";
import { checkStack } from "../../lib/tools/analyze/check";
import { expectFault } from "../support/faults";
import { forwardersOf, linked } from "../support/linked-networks";
import { countsOf, declared, rulesOf, synthesized } from "../support/rules";
import { CLOUDS, networkOn, stackOn } from "../support/stacks";
import { Folder } from "../tools/stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const TODAY = "2026-11-22";
const six = (count: number, first = 1): string[] =>
  Array.from({ length: count }, (_, index) => `192.0.2.${String(2 * (index + first))}`);

function sorted(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

describe.each(CLOUDS)("a forwarder on %s", (cloud) => {
  const dot = cloud === "aws" ? "" : ".";

  it("is made for a domain, with its servers in the order of addresses", () => {
    const { stack, network } = linked(cloud);
    network.forwardDomain({ domain: "Corp.Example.com.", servers: ["192.0.2.20", "192.0.2.3", "10.30.0.53"] });
    expect(forwardersOf(stack)).toEqual([`corp.example.com${dot}: 10.30.0.53:53, 192.0.2.3:53, 192.0.2.20:53`]);
    expect(declared(stack, "forwarder")).toMatchObject([
      {
        path: "Network/Resolver/Forward-corp.example.com",
        network: "Network",
        domain: "corp.example.com",
        servers: ["10.30.0.53", "192.0.2.3", "192.0.2.20"],
        endpoint: cloud === "aws" ? "Network/Resolver/Outbound" : null,
        facts: [],
      },
    ]);
  });

  it("makes its endpoint with the first forwarder, and none without", () => {
    const { stack, network } = linked(cloud);
    const links = countsOf(stack);
    network.forwardDomain({ domain: "corp.example.com", servers: ["192.0.2.3"] });
    network.forwardDomain({ domain: "corp.example.net", servers: ["192.0.2.3"] });
    expect(links).toEqual({ [cloud === "aws" ? "aws_route" : "azurerm_route"]: 2 });
    expect(countsOf(stack)).toEqual({
      ...links,
      ...(cloud === "aws"
        ? {
            aws_route53_resolver_endpoint: 1,
            aws_route53_resolver_rule: 2,
            aws_route53_resolver_rule_association: 2,
            aws_security_group: 1,
            aws_vpc_security_group_egress_rule: 2,
          }
        : {
            azurerm_private_dns_resolver: 1,
            azurerm_private_dns_resolver_dns_forwarding_ruleset: 1,
            azurerm_private_dns_resolver_forwarding_rule: 2,
            azurerm_private_dns_resolver_outbound_endpoint: 1,
            azurerm_private_dns_resolver_virtual_network_link: 1,
          }),
    });
  });

  it("is extended by a second writer, and names of both facts stay", () => {
    const { stack, network } = linked(cloud);
    network.addForwarder({ domain: "a.example.com", servers: ["192.0.2.20"], facts: ["b/2"], path: "One" });
    network.addForwarder({
      domain: "a.example.com",
      servers: ["192.0.2.3", "192.0.2.20"],
      facts: ["a/1"],
      path: "Two",
    });
    expect(forwardersOf(stack)).toEqual([`a.example.com${dot}: 192.0.2.3:53, 192.0.2.20:53`]);
    expect(declared(stack, "forwarder")).toMatchObject([
      { servers: ["192.0.2.3", "192.0.2.20"], facts: ["a/1", "b/2"] },
    ]);
  });

  it("does not depend on the order in which it is asked for", () => {
    const asks = [
      { domain: "a.example.com", servers: ["192.0.2.2"] },
      { domain: "b.example.com", servers: ["192.0.2.3", "10.30.0.53"] },
      { domain: "a.example.com", servers: ["203.0.113.3", "192.0.2.3"] },
    ];
    const made = [asks, [...asks].reverse()].map((order) => {
      const { stack, network } = linked(cloud);
      for (const ask of order) network.forwardDomain(ask);
      return JSON.stringify(sorted(synthesized(stack)));
    });
    expect(made[0]).toBe(made[1]);
  });

  it("leaves other forwarders as they are", () => {
    const { stack, network } = linked(cloud);
    network.forwardDomain({ domain: "a.example.com", servers: ["192.0.2.3"] });
    const before = declared(stack, "forwarder");
    network.forwardDomain({ domain: "b.example.com", servers: ["192.0.2.20"] });
    expect(declared(stack, "forwarder")).toEqual([...before, expect.objectContaining({ domain: "b.example.com" })]);
  });

  it("passes the check, with notes on what was not seen only", () => {
    const { stack, network } = linked(cloud);
    network.forwardDomain({ domain: "a.example.com", servers: ["192.0.2.3", "10.30.0.53"] });
    const { findings, interfaces } = checkStack(folder.read(synthesized(stack)), TODAY);
    expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(interfaces.every(({ exact }) => exact)).toBe(true);
    expect(findings.map(({ code }) => code).sort()).toEqual(
      cloud === "aws"
        ? ["stack-forwarder-route-not-seen"]
        : ["azure-resolver-unfiltered", "stack-forwarder-route-not-seen"],
    );
  });

  it.each<[string, object, string, (string | RegExp)[]]>([
    ["no server", { servers: [] }, "stack-forwarder-servers-empty", ["servers is []"]],
    ["servers that are no list", { servers: "192.0.2.3" }, "stack-list-invalid", ["servers"]],
    ["a server that is a name", { servers: ["ns.example.com"] }, "net-address-invalid", ["addresses, not names"]],
    [
      "a server that is a prefix",
      { servers: ["192.0.2.0/24"] },
      "net-address-invalid",
      ["leave the prefix length out"],
    ],
    ["a server known later", { servers: ["${var.dns}"] }, "stack-prop-unresolved", ["the zone that it is in"]],
    ["a server over IPv6", { servers: ["2001:db8::53"] }, "stack-forwarder-server-ipv6", ["over IPv4"]],
    ["a server on the internet", { servers: ["198.51.100.53"] }, "stack-forwarder-server-unreachable", ["no way out"]],
    ["a domain with one label", { domain: "corp" }, "model-domain-invalid", []],
    ["a label over 63 octets", { domain: `${"a".repeat(64)}.example.com` }, "model-domain-label-long", []],
    ["a domain with a wrong label", { domain: "-a.example.com" }, "model-domain-invalid", []],
    ["a domain known later", { domain: "${var.domain}" }, "stack-prop-unresolved", []],
    [
      "the domain of an internal zone",
      { domain: "own.example.com" },
      "stack-forwarder-domain-taken",
      ["own.example.com"],
    ],
    ["seven servers", { servers: six(7) }, "stack-forwarder-servers-over-limit", ["at most 6 servers"]],
  ])("is refused for %s, and nothing is changed", (_, more, code, says) => {
    const { stack, network } = linked(cloud, { internalZones: ["own.example.com"] });
    const before = synthesized(stack);
    expectFault(
      () => {
        network.forwardDomain({ domain: "a.example.com", servers: ["192.0.2.3"], ...more });
      },
      code,
      "cannot forward a domain",
      ...says,
    );
    expect(synthesized(stack)).toBe(before);
  });

  it("takes a label of 63 octets", () => {
    const { stack, network } = linked(cloud);
    network.forwardDomain({ domain: `${"a".repeat(63)}.example.com`, servers: ["192.0.2.3"] });
    expect(forwardersOf(stack)).toEqual([`${"a".repeat(63)}.example.com${dot}: 192.0.2.3:53`]);
  });

  it("takes six servers, and refuses a second writer's seventh", () => {
    const { stack, network } = linked(cloud);
    network.forwardDomain({ domain: "a.example.com", servers: six(6) });
    const before = synthesized(stack);
    expectFault(
      () => {
        network.forwardDomain({ domain: "a.example.com", servers: ["192.0.2.100"] });
      },
      "stack-forwarder-servers-over-limit",
      "together with those that others have named",
    );
    expect(synthesized(stack)).toBe(before);
    network.forwardDomain({ domain: "a.example.com", servers: six(6) });
    expect(synthesized(stack)).toBe(before);
  });

  it("takes a thousand domains, and refuses one more", () => {
    const { network } = linked(cloud);
    for (let index = 0; index < 1000; index++) {
      const server = `10.30.${String(index >> 7)}.${String((index & 127) * 2 + 1)}`;
      network.forwardDomain({ domain: `d${String(index)}.example.com`, servers: [server] });
    }
    network.forwardDomain({ domain: "d7.example.com", servers: ["192.0.2.4"] });
    expectFault(
      () => {
        network.forwardDomain({ domain: "one-more.example.com", servers: ["192.0.2.3"] });
      },
      "stack-forwarders-over-limit",
      "at most 1000 domains",
    );
  });

  it("needs the network's endpoint", () => {
    const stack = stackOn(cloud);
    expectFault(
      () => {
        networkOn(cloud, stack).forwardDomain({ domain: "a.example.com", servers: ["10.30.0.53"] });
      },
      "stack-forwarding-missing",
      "dns.forwarding",
    );
    expect(countsOf(stack)).toEqual({});
  });

  it("may hold a zone of the network's own below its domain", () => {
    const { stack, network } = linked(cloud, { internalZones: ["own.example.com"] });
    network.forwardDomain({ domain: "example.com", servers: ["10.30.0.53"] });
    expect(forwardersOf(stack)).toEqual([`example.com${dot}: 10.30.0.53:53`]);
    expect(declared(stack, "finding").map(({ code }) => code)).toEqual(
      cloud === "aws" ? [] : ["azure-resolver-unfiltered"],
    );
  });
});

it("a forwarder below an internal zone hides the zone's names on AWS, and is hidden by the zone on Azure", () => {
  const forward = { domain: "a.own.example.com", servers: ["10.30.0.53"] };
  const aws = linked("aws", { internalZones: ["own.example.com"] });
  aws.network.forwardDomain(forward);
  expect(declared(aws.stack, "finding")).toMatchObject([
    {
      code: "stack-forwarder-below-zone",
      severity: "note",
      what: expect.stringContaining("own.example.com") as string,
    },
  ]);
  const azure = linked("azure", { internalZones: ["own.example.com"] });
  expectFault(
    () => {
      azure.network.forwardDomain(forward);
    },
    "stack-forwarder-domain-taken",
    "answered from the zone",
  );
});

it("a domain on Azure has at most 34 labels, and on AWS as many as a name holds", () => {
  const deep = (labels: number): string => `${"a.".repeat(labels - 2)}example.com`;
  const azure = linked("azure").network;
  azure.forwardDomain({ domain: deep(34), servers: ["192.0.2.3"] });
  expectFault(
    () => {
      azure.forwardDomain({ domain: deep(35), servers: ["192.0.2.3"] });
    },
    "azure-forwarder-domain-deep",
    "at most 34 labels",
  );
  const { stack, network } = linked("aws");
  network.forwardDomain({ domain: deep(35), servers: ["192.0.2.3"] });
  expect(declared(stack, "forwarder")).toHaveLength(1);
});

it("the number of domains on AWS follows a raised quota", () => {
  const { network } = linked("aws", { resolverRules: 1 });
  expect(network).toBeInstanceOf(AwsNetwork);
  network.forwardDomain({ domain: "a.example.com", servers: ["192.0.2.3"] });
  expectFault(
    () => {
      network.forwardDomain({ domain: "b.example.com", servers: ["192.0.2.3"] });
    },
    "stack-forwarders-over-limit",
    "at most 1 domains",
  );
});

it("a system that names its facts opens the endpoint itself", () => {
  const { stack, network } = linked("aws");
  expect(network.forwarderEndpoint).toBeUndefined();
  network.addForwarder({ domain: "a.example.com", servers: ["192.0.2.3"], facts: ["webex-di/table-2/44"], path: "DI" });
  expect(rulesOf(stack)).toEqual([]);
  expect(declared(stack, "own-flow")).toEqual([]);
  expect(network.forwarderEndpoint?.node.path).toBe("stack/Network/Resolver/Outbound");
});
