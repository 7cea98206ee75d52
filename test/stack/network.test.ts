/** What a network is told about its zones and domains, right and wrong. */
import { nicOf } from "../../lib/stack/interface-request";
import { TerraformVariable } from "cdktf";
import { AwsNetwork } from "../../lib/aws/aws-network";
import { AzureNetwork, type AzureNetworkProps } from "../../lib/azure/azure-network";
import { Network } from "../../lib/stack/network";
import { expectFault, expectNothingOpened } from "../support/faults";
import { declared, recordsOf, resourcesOf } from "../support/rules";
import { CLOUDS, networkOn, stackOn } from "../support/stacks";

function wrongly(value: unknown): never {
  return value as never;
}

const AWS_PERIMETER = {
  externalSubnet: { subnetId: "subnet-external", availabilityZone: "eu-central-1a" },
  internalSubnet: { subnetId: "subnet-internal", availabilityZone: "eu-central-1a" },
  prefixes: ["10.20.0.0/24"],
};
const AZURE_PERIMETER = {
  externalSubnet: { subnetId: "external" },
  internalSubnet: { subnetId: "internal" },
  prefixes: ["10.20.0.0/24"],
};

/** A network with whatever a test gives it beside, or instead of, its perimeter. */
function place(cloud: "aws" | "azure", more: object, stack = stackOn(cloud)): Network {
  return cloud === "aws"
    ? new AwsNetwork(stack, "Network", wrongly({ vpcId: "vpc-1", perimeter: AWS_PERIMETER, ...more }))
    : new AzureNetwork(stack, "Network", {
        resourceGroupName: "uc",
        location: "westeurope",
        perimeter: AZURE_PERIMETER,
        ...(more as Partial<AzureNetworkProps>),
      });
}

const LONG_LABEL = "a".repeat(64);

describe.each(CLOUDS)("a network on %s", (cloud) => {
  it.each<[string, object, string, (string | RegExp)[]]>([
    [
      "a prefix with host bits",
      { internal: { prefixes: ["10.30.0.1/16"] } },
      "net-prefix-host-bits",
      ["internal.prefixes", "10.30.0.0/16"],
    ],
    [
      "a name where a prefix belongs",
      { internal: { prefixes: ["corp.example.com"] } },
      "net-prefix-invalid",
      ["addresses, not names"],
    ],
    [
      "a prefix length that is too long",
      { internal: { prefixes: ["10.30.0.0/33"] } },
      "net-prefix-invalid",
      ["a length from 0 to 32"],
    ],
    [
      "a zone without prefixes",
      { internal: { prefixes: [] } },
      "model-zone-empty",
      ["internal.prefixes is []", "at least one prefix"],
    ],
    ["a zone whose prefixes are missing", { internal: {} }, "stack-list-invalid", ["internal.prefixes is missing"]],
    [
      "a zone with only a subnet",
      { partner: { subnet: { subnetId: "s" } } },
      "stack-list-invalid",
      ["partner.prefixes is missing"],
    ],
    [
      "prefixes that are no list",
      { internal: { prefixes: "10.30.0.0/16" } },
      "stack-list-invalid",
      ['internal.prefixes is "10.30.0.0/16"'],
    ],
    [
      "an unknown zone",
      { dmz: { prefixes: ["10.40.0.0/24"] } },
      "model-zone-unknown",
      ['zone is "dmz"', 'one of "perimeter", "internal", "partner"'],
    ],
    [
      "a misspelled zone",
      { intern: { prefixes: ["10.40.0.0/24"] } },
      "model-zone-unknown",
      ['did you mean "internal"?'],
    ],
    [
      "the internet as a zone",
      { internet: { prefixes: ["192.0.2.0/24"] } },
      "model-zone-unknown",
      ["the internet needs no declaration"],
    ],
    ["no perimeter", { perimeter: undefined }, "stack-perimeter-missing", ["perimeter is missing"]],
    [
      "every address as a zone",
      { internal: { prefixes: ["0.0.0.0/0"] } },
      "model-zone-any",
      ['"0.0.0.0/0"', "what lies outside them"],
    ],
    [
      "both halves of every address as a zone",
      { internal: { prefixes: ["0.0.0.0/1", "128.0.0.0/1"] } },
      "model-zone-any",
      ["internal.prefixes"],
    ],
    [
      "every IPv6 address as a zone",
      { internal: { prefixes: ["10.30.0.0/16", "::/0"] } },
      "model-zone-any",
      ['"::/0"'],
    ],
    [
      "a zone that is in another",
      { internal: { prefixes: ["10.20.0.128/25"] } },
      "model-zones-overlap",
      ['internal.prefixes is "10.20.0.128/25"', 'the zone "perimeter", which holds 10.20.0.0/24'],
    ],
    ["a zone that holds another", { internal: { prefixes: ["10.0.0.0/8"] } }, "model-zones-overlap", ['"10.0.0.0/8"']],
    [
      "the same prefix in two zones",
      { internal: { prefixes: ["10.30.0.0/16"] }, partner: { prefixes: ["10.30.0.0/16"] } },
      "model-zones-overlap",
      ['partner.prefixes is "10.30.0.0/16"', 'the zone "internal"'],
    ],
    [
      "an invalid domain",
      { dns: { publicZones: { "exa_mple.com": "zone" } } },
      "model-domain-invalid",
      ["dns.publicZones", '"exa_mple.com"'],
    ],
    [
      "a domain with one label",
      { dns: { internalZones: { corp: "zone" } } },
      "model-domain-invalid",
      ["dns.internalZones", '"corp"'],
    ],
    [
      "a domain in Unicode",
      { dns: { publicZones: { "bücher.example.com": "zone" } } },
      "model-domain-invalid",
      ['"xn--bcher-kva.example.com"'],
    ],
    [
      "a label over 63 octets",
      { dns: { publicZones: { [`${LONG_LABEL}.example.com`]: "zone" } } },
      "model-domain-label-long",
      ["at most 63 octets"],
    ],
    [
      "a domain elsewhere that is invalid",
      { dns: { domainsElsewhere: ["-example.com"] } },
      "model-domain-invalid",
      ["dns.domainsElsewhere"],
    ],
    [
      "domains elsewhere that are no list",
      { dns: { domainsElsewhere: "example.com" } },
      "stack-list-invalid",
      ["dns.domainsElsewhere"],
    ],
    [
      "a DNS zone that is named only",
      { dns: { publicZones: { "example.com": "" } } },
      "stack-dns-zone-invalid",
      ['dns.publicZones is {"example.com":""}', "domainsElsewhere"],
    ],
    [
      "a DNS zone whose id is missing",
      { dns: { internalZones: { "example.com": undefined } } },
      "stack-dns-zone-invalid",
      ["dns.internalZones"],
    ],
    [
      "a prefix with an interpolation",
      { internal: { prefixes: ["${var.inside}"] } },
      "stack-prop-unresolved",
      ["internal.prefixes is", "the internet is what lies outside"],
    ],
    [
      "a domain with an interpolation",
      { dns: { publicZones: { "${var.name}.example.com": "zone" } } },
      "stack-prop-unresolved",
      ["dns.publicZones"],
    ],
  ])("refuses %s", (_, more, code, says) => {
    expectFault(() => place(cloud, more), code, ...says);
  });

  it("refuses prefixes and domains that are known only when Terraform runs", () => {
    const stack = stackOn(cloud);
    const later = new TerraformVariable(stack, "given-later", { type: "string" });
    const attempt = (id: string, more: object, code: string, prop: string): void => {
      const scope = stackOn(cloud, id, stack.node.scope as never);
      expectFault(() => place(cloud, more, scope), code, prop, "known only when Terraform runs");
    };
    attempt("a", { internal: { prefixes: later.listValue } }, "stack-list-unresolved", "internal.prefixes");
    attempt("b", { internal: { prefixes: [later.stringValue] } }, "stack-prop-unresolved", "internal.prefixes");
    attempt(
      "c",
      { internal: { prefixes: ["10.30.0.0/16", ...later.listValue] } },
      "stack-list-unresolved",
      "internal.prefixes",
    );
    attempt("d", { dns: { domainsElsewhere: later.listValue } }, "stack-list-unresolved", "dns.domainsElsewhere");
    attempt("e", { dns: { domainsElsewhere: [later.stringValue] } }, "stack-prop-unresolved", "dns.domainsElsewhere");
    attempt("f", { dns: { publicZones: { [later.stringValue]: "zone" } } }, "stack-prop-unresolved", "dns.publicZones");
    const map = { publicZones: later.value as unknown };
    attempt("g", { dns: map }, "stack-prop-unresolved", "dns.publicZones");
  });

  it("has as its zones what it is told, merged, and the internet outside", () => {
    const stack = stackOn(cloud);
    networkOn(cloud, stack, {
      perimeter: ["10.20.0.0/25", "10.20.0.128/25", "2001:db8:20::/64"],
      internal: ["10.31.0.0/16", "10.30.0.0/16", "10.30.7.0/24"],
      partner: ["172.16.0.0/24"],
    });
    expect(declared(stack, "network")).toEqual([
      {
        item: "network",
        path: "Network",
        cloud,
        zones: {
          perimeter: ["10.20.0.0/24", "2001:db8:20::/64"],
          internal: ["10.30.0.0/15"],
          partner: ["172.16.0.0/24"],
        },
        internalDomains: [],
      },
    ]);
    expect(declared(stack, "stack")).toEqual([{ item: "stack", format: 1, cloud }]);
  });

  it("makes a record in the closest zone, in the right view, and extends a record set", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, {
      publicDomains: ["example.com", "eu.example.com", "Example.NET."],
      internalDomains: ["example.com"],
    });
    const add = (view: "public" | "internal", type: "A" | "AAAA" | "SRV", name: string, value: string): void => {
      network.addRecord({ view, type, name, value, facts: [], path: "a test" });
    };
    add("public", "A", "sip.eu.example.com", "203.0.113.11");
    add("public", "A", "sip.eu.example.com", "203.0.113.10");
    add("public", "A", "sip.eu.example.com", "203.0.113.11");
    add("public", "A", "example.com", "203.0.113.12");
    add("public", "AAAA", "sip.example.net", "2001:db8::1");
    add("internal", "A", "sip.eu.example.com", "10.20.0.10");
    add("internal", "SRV", "_sipinternaltls._tcp.example.com", "0 0 5061 sip.eu.example.com");
    add("public", "SRV", "_sip._tls.eu.example.com", "0 0 443 sip.eu.example.com");
    const expected = {
      aws: [
        "A example.com in Z-example.com: 203.0.113.12",
        "A sip.eu.example.com in Z-eu.example.com: 203.0.113.10, 203.0.113.11",
        "A sip.eu.example.com in Z-example.com: 10.20.0.10",
        "AAAA sip.example.net in Z-Example.NET.: 2001:db8::1",
        "SRV _sip._tls.eu.example.com in Z-eu.example.com: 0 0 443 sip.eu.example.com",
        "SRV _sipinternaltls._tcp.example.com in Z-example.com: 0 0 5061 sip.eu.example.com",
      ],
      azure: [
        "internal A sip.eu in example.com: 10.20.0.10",
        "internal SRV _sipinternaltls._tcp in example.com: 0 0 5061 sip.eu.example.com",
        "public A @ in example.com: 203.0.113.12",
        "public A sip in eu.example.com: 203.0.113.10, 203.0.113.11",
        "public AAAA sip in example.net: 2001:db8::1",
        "public SRV _sip._tls in eu.example.com: 0 0 443 sip.eu.example.com",
      ],
    };
    expect(recordsOf(stack)).toEqual(expected[cloud]);
  });

  it("lists the records of a domain whose zone is elsewhere, and makes none", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { publicDomains: ["example.com"], domainsElsewhere: ["example.org"] });
    const record = { view: "public", type: "A", name: "sip.example.org", path: "a test" } as const;
    network.addRecord({ ...record, value: "203.0.113.10", facts: ["fact/b"] });
    network.addRecord({ ...record, value: "203.0.113.9", facts: ["fact/a", "fact/b"] });
    expect(recordsOf(stack)).toEqual([]);
    expect(declared(stack, "record")).toEqual([
      {
        item: "record",
        network: "Network",
        view: "public",
        type: "A",
        name: "sip.example.org",
        made: false,
        values: ["203.0.113.10", "203.0.113.9"],
        facts: ["fact/a", "fact/b"],
      },
    ]);
  });

  it("refuses a record in no zone, and an internal one in a domain that is only public", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { publicDomains: ["example.com"], domainsElsewhere: ["example.org"] });
    const add = (view: "public" | "internal", name: string) => (): void => {
      network.addRecord({ view, type: "A", name, value: "10.20.0.10", facts: [], path: "a test" });
    };
    expectFault(add("public", "sip.example.net"), "stack-dns-zone-unknown", "a name in example.com, example.org");
    expectFault(add("public", "sipexample.com"), "stack-dns-zone-unknown", '"sipexample.com"');
    expectFault(
      add("internal", "sip.example.com"),
      "stack-dns-zone-unknown",
      "an internal DNS zone in the network's dns",
    );
    expect(recordsOf(stack)).toEqual([]);
  });

  it("refuses to make an interface inside where it has no subnet there", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const request = {
      zone: "internal",
      side: "internal",
      title: "Front End Server",
      nics: [nicOf({ privateAddress: "10.30.1.5" }, "internal")],
    } as const;
    expectNothingOpened(
      stack,
      () => network.place(stack, "FrontEnd", request),
      `${cloud}-subnet-missing`,
      "cannot place Front End Server",
      "give the network its internal subnet",
    );
    expect(declared(stack, "interface")).toEqual([]);
  });

  it("places an interface inside where it has a subnet there", () => {
    const stack = stackOn(cloud);
    const subnet = { subnetId: "inside", availabilityZone: "eu-central-1b" };
    const network = place(cloud, { internal: { prefixes: ["10.30.0.0/16"], subnet } }, stack);
    network.place(stack, "FrontEnd", {
      zone: "internal",
      side: "internal",
      title: "Front End Server",
      nics: [nicOf({ privateAddress: "10.30.1.5" }, "internal")],
    });
    const type = cloud === "aws" ? "aws_network_interface" : "azurerm_network_interface";
    expect(JSON.stringify(resourcesOf(stack, type))).toMatch(/"subnet_id":"inside"/);
    expect(declared(stack, "interface").map(({ zone, side }) => [zone, side])).toEqual([["internal", "internal"]]);
  });

  it("says of two roles on one address and port that one has to move", () => {
    const stack = stackOn(cloud);
    const placed = networkOn(cloud, stack).place(stack, "Shared", {
      zone: "perimeter",
      side: "internal",
      title: "shared",
      nics: [nicOf({ privateAddress: "10.20.0.138" }, "internal")],
    });
    placed.listen("Access Edge Server", undefined, "tcp", { first: 5061, last: 5062 });
    placed.listen("Access Edge Server", undefined, "tcp", { first: 5062, last: 5063 });
    placed.listen("A/V Edge Server", undefined, "udp", { first: 5061, last: 5061 });
    placed.listen("A/V Edge Server", undefined, "tcp", { first: 5064, last: 5064 });
    expectFault(
      () => {
        placed.listen("A/V Edge Server", undefined, "tcp", { first: 5063, last: 5065 });
      },
      "stack-listener-taken",
      "cannot place A/V Edge Server",
      '"10.20.0.138"',
      "tcp 5063-5065 is free; Access Edge Server listens there on tcp 5062-5063",
    );
  });

  it("is known as a network, and nothing else is", () => {
    expect(Network.isNetwork(networkOn(cloud, stackOn(cloud)))).toBe(true);
    expect([undefined, null, "Network", {}, stackOn(cloud)].map((value) => Network.isNetwork(value))).toEqual(
      Array(5).fill(false),
    );
  });
});

describe("an AWS network", () => {
  const zones = (external: string, internal: string): object => ({
    perimeter: {
      ...AWS_PERIMETER,
      externalSubnet: { subnetId: "subnet-external", availabilityZone: external },
      internalSubnet: { subnetId: "subnet-internal", availabilityZone: internal },
    },
  });

  it("refuses a perimeter in two availability zones", () => {
    expectFault(
      () => place("aws", zones("eu-central-1a", "eu-central-1b")),
      "aws-availability-zones-differ",
      '"eu-central-1b"',
      'expected "eu-central-1a"',
    );
  });

  it("takes one availability zone that is known later for both subnets, and says what it cannot check", () => {
    const stack = stackOn("aws");
    const later = new TerraformVariable(stack, "zone", { type: "string" });
    place("aws", zones(later.stringValue, later.stringValue), stack);
    expect(declared(stack, "finding")).toEqual([]);
    const other = stackOn("aws");
    const zone = new TerraformVariable(other, "zone", { type: "string" });
    place("aws", zones(zone.stringValue, "eu-central-1a"), other);
    expect(declared(other, "finding").map(({ code, severity, where }) => [code, severity, where])).toEqual([
      ["aws-availability-zone-unresolved", "note", "Network"],
    ]);
  });

  it.each([0, -1, 60.5, Number.NaN])("refuses %d as a quota of rules", (rulesPerDirectionAndFamily) => {
    const call = (): Network => place("aws", { quotas: { rulesPerDirectionAndFamily } });
    expect(call).toThrow(
      /quotas\.rulesPerDirectionAndFamily is .*expected a whole number from 1 to 1000, as rules times groups.*\[aws-quota-invalid\]/,
    );
  });

  it("takes a quota of 1,000 rules, as many as AWS grants an interface with one group", () => {
    expect(() => place("aws", { quotas: { rulesPerDirectionAndFamily: 1000 } })).not.toThrow();
  });

  it("refuses a quota that is known later", () => {
    const stack = stackOn("aws");
    const later = new TerraformVariable(stack, "quota", { type: "number" });
    expectFault(
      () => place("aws", { quotas: { rulesPerDirectionAndFamily: later.numberValue } }, stack),
      "stack-prop-unresolved",
      "quotas.rulesPerDirectionAndFamily",
    );
  });

  it("gives records the time to live that is asked for, or 300 seconds", () => {
    const ttl = (dns: object): unknown[] => {
      const stack = stackOn("aws");
      const network = place("aws", { dns: { publicZones: { "example.com": "Z1" }, ...dns } }, stack);
      network.addRecord({
        view: "public",
        type: "A",
        name: "sip.example.com",
        value: "203.0.113.1",
        facts: [],
        path: "",
      });
      return Object.values(resourcesOf(stack, "aws_route53_record")).map((record) => record["ttl"]);
    };
    expect(ttl({})).toEqual([300]);
    expect(ttl({ ttlSeconds: 60 })).toEqual([60]);
  });
});
