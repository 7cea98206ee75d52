/** A server of a product that no document covers: what it makes, what it is as a peer, and what is refused. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import { AwsNetwork, type AwsSubnet } from "../../lib/aws/aws-network";
import { AzureNetwork } from "../../lib/azure/azure-network";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { OwnServer } from "../../lib/systems/own/own-server";
import type { OwnHostProps, OwnServerProps, OwnServiceRecord } from "../../lib/systems/own/own-server-props";
import { expectFault, expectNothingOpened } from "../support/faults";
import { countsOf, declared, recordsOf, resourcesOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, stackOn } from "../support/stacks";

function wrongly(value: unknown): never {
  return value as never;
}

const PLAN = { publicDomains: ["example.com"], internalDomains: ["corp.example.com"] };
const EXTERNAL = { privateAddress: "10.20.0.20", names: ["sbc.example.com"] };
const INTERNAL = { privateAddress: "10.20.0.148", names: ["sbc.corp.example.com"] };

function placed(cloud: Cloud): { stack: TerraformStack; network: Network } {
  const stack = stackOn(cloud);
  return { stack, network: networkOn(cloud, stack, PLAN) };
}

describe.each(CLOUDS)("an own server on %s", (cloud) => {
  const zone = cloud === "aws" ? "Z-" : "";

  function server(props: Partial<OwnServerProps>): { stack: TerraformStack; server: OwnServer } {
    const { stack, network } = placed(cloud);
    const given = { network, title: "Session border controller", ...props };
    return { stack, server: new OwnServer(stack, "Sbc", given) };
  }

  it("has two interfaces with a group each, one public address, and opens nothing", () => {
    const { stack } = server({ external: EXTERNAL, internal: INTERNAL });
    const counts = countsOf(stack);
    const made =
      cloud === "aws"
        ? ["network_interface", "security_group", "eip"]
        : ["network_interface", "network_security_group", "public_ip"];
    const prefix = cloud === "aws" ? "aws_" : "azurerm_";
    expect(made.map((type) => counts[`${prefix}${type}`])).toEqual([2, 2, 1]);
    expect(rulesOf(stack)).toEqual([]);
  });

  it("is declared as an own role with its interfaces, and as no system", () => {
    const { stack } = server({ external: EXTERNAL, internal: INTERNAL });
    expect(declared(stack, "role")).toEqual([
      expect.objectContaining({
        path: "Sbc/Role",
        role: "own/session-border-controller",
        external: "Sbc/External",
        internal: "Sbc/Internal",
      }),
    ]);
    expect(declared(stack, "system")).toEqual([]);
    expect(
      declared(stack, "interface").map(({ path, title, zone: where, side }) => ({ path, title, where, side })),
    ).toEqual([
      { path: "Sbc/External", title: "Session border controller, external", where: "perimeter", side: "external" },
      { path: "Sbc/Internal", title: "Session border controller, internal", where: "perimeter", side: "internal" },
    ]);
  });

  it("uses its one interface for every flow", () => {
    const outside = server({ external: { privateAddress: "10.20.0.20" } });
    outside.server.role.allowFrom(Peer.prefixes(["10.30.1.0/28"]), { transport: "tcp", ports: [5060], purpose: "SIP" });
    outside.server.role.allowTo(Peer.prefixes(["198.51.100.7"]), { transport: "tcp", ports: [5061], purpose: "SIP" });
    expect(rulesOf(outside.stack)).toEqual([
      "Sbc_External egress tcp 5061 to 198.51.100.7/32",
      "Sbc_External ingress tcp 5060 from 10.30.1.0/28",
    ]);
    // A public address that somebody else translates to it makes it reachable.
    const inside = server({ internal: { privateAddress: "10.20.0.148", publicAddress: "203.0.113.9" } });
    inside.server.role.allowFrom(Peer.prefixes(["198.51.100.7"]), { transport: "tcp", ports: [5061], purpose: "SIP" });
    expect(rulesOf(inside.stack)).toEqual(["Sbc_Internal ingress tcp 5061 from 198.51.100.7/32"]);
  });

  it("may be a pool of hosts, which share groups and names", () => {
    const { stack, server: pool } = server({
      external: { privateAddress: "10.20.0.20", names: ["sbc.example.com"] },
      furtherHosts: [{ external: { privateAddress: "10.20.0.21" } }],
    });
    pool.role.allowFrom(Peer.of(pool.role), { transport: "tcp", ports: [7000], purpose: "state" });
    expect(rulesOf(stack)).toEqual([
      "Sbc_External egress tcp 7000 to Sbc_External",
      "Sbc_External ingress tcp 7000 from Sbc_External",
    ]);
    expect(pool.role.publicAddresses).toHaveLength(2);
    expect(recordsOf(stack)).toEqual([expect.stringMatching(/sbc.*External_Address.*, .*Member2_Address/)]);
    const nic = cloud === "aws" ? "aws_network_interface" : "azurerm_network_interface";
    expect(Object.keys(resourcesOf(stack, nic))).toHaveLength(2);
  });

  it.each([
    ["other interfaces", [{ internal: {} }], "own-host-interfaces-differ"],
    ["no interface", [{}], "own-host-interfaces-differ"],
    ["names of its own", [{ external: { names: ["b.example.com"] } }], "own-host-names"],
    ["nothing that describes it", [null], "own-host-interfaces-differ"],
    ["an interface with a shared name", [{ external: { sharedInterface: "host" } }], "own-interface-shared"],
  ])("refuses a further host with %s", (_, furtherHosts, code) => {
    expectFault(
      () => server({ external: {}, furtherHosts: furtherHosts as OwnHostProps[] }),
      code,
      /furtherHosts\[0\]/,
    );
  });

  it("has no names on an interface whose ports are forwarded from another address", () => {
    const external = { translation: "port-forward", names: ["sbc.example.com"] } as const;
    expectFault(() => server({ external }), "own-name-without-address", "give the names to the VirtualAddress");
  });

  it("is a peer of other servers by its groups", () => {
    const { stack, network } = placed(cloud);
    const one = new OwnServer(stack, "One", { network, title: "One", internal: { privateAddress: "10.20.0.60" } });
    const two = new OwnServer(stack, "Two", { network, title: "Two", internal: { privateAddress: "10.20.0.61" } });
    one.role.allowFrom(Peer.of(two.role), { transport: "tcp", ports: [5060], purpose: "SIP" });
    expect(rulesOf(stack)).toEqual([
      "One_Internal ingress tcp 5060 from Two_Internal",
      "Two_Internal egress tcp 5060 to One_Internal",
    ]);
  });

  it("has its names in both views, and SRV records that lead to them", () => {
    const { stack } = server({
      external: { ...EXTERNAL, names: ["media.example.com", "sbc.example.com"] },
      internal: INTERNAL,
      serviceRecords: [
        { service: "_SIP._tls", domain: "example.com", port: 443 },
        {
          service: "_sips._tcp",
          domain: "example.com",
          port: 5061,
          priority: 10,
          weight: 20,
          target: "SBC.example.com",
        },
        { service: "_sip._tcp", domain: "corp.example.com", port: 5060, view: "internal" },
      ],
    });
    const records = recordsOf(stack);
    const srv = records.filter((line) => line.includes("SRV"));
    const name = (view: string, host: string, domain: string): string =>
      cloud === "aws" ? `SRV ${host}.${domain} in ${zone}${domain}` : `${view} SRV ${host} in ${domain}`;
    expect(srv).toEqual(
      [
        `${name("public", "_sip._tls", "example.com")}: 0 0 443 media.example.com`,
        `${name("public", "_sips._tcp", "example.com")}: 10 20 5061 sbc.example.com`,
        `${name("internal", "_sip._tcp", "corp.example.com")}: 0 0 5060 sbc.corp.example.com`,
      ].sort(),
    );
    expect(records.filter((line) => !line.includes("SRV"))).toHaveLength(3);
    expect(
      declared(stack, "record")
        .map(({ view, type, name: full }) => `${String(view)} ${String(type)} ${String(full)}`)
        .sort(),
    ).toEqual([
      "internal A sbc.corp.example.com",
      "internal SRV _sip._tcp.corp.example.com",
      "public A media.example.com",
      "public A sbc.example.com",
      "public SRV _sip._tls.example.com",
      "public SRV _sips._tcp.example.com",
    ]);
  });

  it("keeps a title of any letters, and gives the cloud what it takes", () => {
    const { stack } = server({ title: "  Übergang zu Köln (漢) ", external: { privateAddress: "10.20.0.20" } });
    expect(declared(stack, "interface").map(({ title }) => title)).toEqual(["Übergang zu Köln (漢), external"]);
    const groups = Object.values(resourcesOf(stack, "aws_security_group")).map(({ description }) => description);
    expect(groups).toEqual(cloud === "aws" ? ["Ubergang zu Koln (_), external (stack-Sbc-External)"] : []);
  });

  it("names a role by words even where its title has no Latin letter", () => {
    const { stack } = server({ title: "漢字", internal: INTERNAL });
    expect(declared(stack, "role").map(({ role }) => role)).toEqual(["own/server"]);
  });

  it.each<[string, object, string, (string | RegExp)[]]>([
    ["no network", { network: undefined }, "own-network-missing", ["network is missing"]],
    ["an object for a network", { network: {} }, "own-network-missing", ["no network"]],
    ["no title", { title: undefined }, "own-title-missing", ["title is missing"]],
    ["an empty title", { title: " " }, "own-title-missing", ["a few words"]],
    ["no interface", { external: undefined }, "own-interface-missing", ["at least one interface"]],
    ["an interface that is none", { external: true }, "own-interface-invalid", ["external is true"]],
    ["a null interface", { internal: null }, "own-interface-invalid", ["internal is null"]],
    ["an unknown zone", { zone: "dmz" }, "own-zone-unknown", ['zone is "dmz"', '"perimeter", "internal"']],
    [
      "an interface with a shared name",
      { internal: { sharedInterface: "host" } },
      "own-interface-shared",
      ['internal.sharedInterface is "host"', "leave it out"],
    ],
    ["an external interface inside", { zone: "internal" }, "own-interface-outside", ['the zone "internal"']],
    ["a name without a zone", { external: { names: ["sbc.example.org"] } }, "stack-dns-zone-unknown", ["example.com"]],
    [
      "a name for an interface whose address nobody knows",
      { internal: { existingInterfaceId: "eni-1", names: ["sbc.corp.example.com"] } },
      "own-name-without-address",
      ["privateAddress beside existingInterfaceId"],
    ],
    [
      "an address outside of its zone",
      { external: { privateAddress: "10.30.0.1" } },
      "stack-address-outside-zone",
      ["10.20.0.0/24"],
    ],
  ])("is refused with %s", (_, wrong, code, says) => {
    const { stack, network } = placed(cloud);
    const props = { network, title: "Server", external: { privateAddress: "10.20.0.20" }, ...wrong };
    expectNothingOpened(stack, () => new OwnServer(stack, "Sbc", wrongly(props)), code, ...says);
    expect(declared(stack, "interface")).toEqual([]);
  });

  it("is refused in the zone internal without a subnet there", () => {
    const { stack, network } = placed(cloud);
    const props = { network, title: "Server", zone: "internal", internal: { privateAddress: "10.30.0.9" } } as const;
    expectNothingOpened(stack, () => new OwnServer(stack, "Sbc", props), `${cloud}-subnet-missing`);
  });

  const RECORD: OwnServiceRecord = { service: "_sip._tls", domain: "example.com", port: 5061 };

  it.each<[string, unknown, string, (string | RegExp)[]]>([
    ["that are no list", RECORD, "stack-list-invalid", ["serviceRecords is"]],
    [
      "without underscores",
      [{ ...RECORD, service: "sip.tls" }],
      "own-service-invalid",
      ['serviceRecords[0].service is "sip.tls"'],
    ],
    [
      "with the domain in the service",
      [{ ...RECORD, service: "_sip._tls.example.com" }],
      "own-service-invalid",
      ["a property of its own"],
    ],
    ["without a service", [{ ...RECORD, service: undefined }], "own-service-invalid", ["is missing"]],
    ["whose service is too long", [{ ...RECORD, service: `_${"a".repeat(63)}._tcp` }], "own-service-invalid", []],
    [
      "of port 0",
      [RECORD, { ...RECORD, port: 0 }],
      "own-service-number-invalid",
      ["serviceRecords[1].port is 0", "from 1 to 65535"],
    ],
    ["of a port above 65535", [{ ...RECORD, port: 65536 }], "own-service-number-invalid", ["is 65536"]],
    ["of a port in quotes", [{ ...RECORD, port: "5061" }], "own-service-number-invalid", ['is "5061"']],
    [
      "of a priority below 0",
      [{ ...RECORD, priority: -1 }],
      "own-service-number-invalid",
      ["priority is -1", "from 0"],
    ],
    ["of half a weight", [{ ...RECORD, weight: 0.5 }], "own-service-number-invalid", ["weight is 0.5"]],
    ["in an unknown view", [{ ...RECORD, view: "external" }], "own-view-unknown", ['"public", "internal"']],
    [
      "of a domain that is none",
      [{ ...RECORD, domain: "example" }],
      "model-domain-invalid",
      ["serviceRecords[0].domain"],
    ],
    [
      "of a domain without a zone",
      [{ ...RECORD, domain: "example.org", target: "sbc.example.com" }],
      "stack-dns-zone-unknown",
      ["_sip._tls.example.org"],
    ],
    [
      "without a name to lead to",
      [{ ...RECORD, domain: "voice.example.com" }],
      "own-srv-target-missing",
      ["external.names", "a name inside voice.example.com"],
    ],
    ["without a name inside", [{ ...RECORD, view: "internal" }], "own-srv-target-missing", ["internal.names"]],
    [
      "that lead to another's name",
      [{ ...RECORD, target: "other.example.com" }],
      "own-srv-target-missing",
      ['serviceRecords[0].target is "other.example.com"'],
    ],
    ["that are there twice", [RECORD, { ...RECORD, priority: 0 }], "own-service-record-twice", ["serviceRecords[1]"]],
  ])("is refused with SRV records %s", (_, serviceRecords, code, says) => {
    const { stack, network } = placed(cloud);
    const props = { network, title: "Server", external: EXTERNAL, serviceRecords: wrongly(serviceRecords) };
    expectNothingOpened(stack, () => new OwnServer(stack, "Sbc", props), code, ...says);
    expect(declared(stack, "interface")).toEqual([]);
  });

  it("is refused with a title or a record that is known only when Terraform runs", () => {
    const { stack, network } = placed(cloud);
    const later = new TerraformVariable(stack, "later", { type: "any" });
    const server = { network, title: "Server", external: EXTERNAL };
    const wrongs = [
      { title: later.stringValue },
      { serviceRecords: [{ ...RECORD, port: later.numberValue }] },
      { serviceRecords: [{ ...RECORD, service: later.stringValue }] },
      { serviceRecords: [{ ...RECORD, domain: later.stringValue }] },
    ];
    wrongs.forEach((wrong, index) => {
      const call = (): OwnServer => new OwnServer(stack, `Sbc${String(index)}`, { ...server, ...wrong });
      expectNothingOpened(stack, call, "stack-prop-unresolved", "known only when Terraform runs");
    });
  });
});

describe("an own server in the zone internal", () => {
  const props = { title: "Proxy", zone: "internal", internal: { privateAddress: "10.30.0.9" } } as const;
  const flow = { transport: "tcp", ports: [5060], purpose: "SIP" } as const;
  const rules = [
    "Proxy_Internal egress tcp 5060 to 10.30.1.0/28",
    "Proxy_Internal ingress tcp 5060 from 10.20.0.148/32",
  ];

  function compose(stack: TerraformStack, network: Network): void {
    const { role } = new OwnServer(stack, "Proxy", { network, ...props });
    role.allowFrom(Peer.prefixes(["10.20.0.148"]), flow);
    role.allowTo(Peer.prefixes(["10.30.1.0/28"]), flow);
  }

  it("has its interface in the network's internal subnet on AWS", () => {
    const stack = stackOn("aws");
    const subnet = (subnetId: string): AwsSubnet => ({ subnetId, availabilityZone: "eu-central-1a" });
    compose(
      stack,
      new AwsNetwork(stack, "Network", {
        vpcId: "vpc-1",
        perimeter: { externalSubnet: subnet("out"), internalSubnet: subnet("in"), prefixes: ["10.20.0.0/24"] },
        internal: { subnet: subnet("inside"), prefixes: ["10.30.0.0/16"] },
      }),
    );
    const made = Object.values(resourcesOf(stack, "aws_network_interface"));
    expect(made.map(({ subnet_id: id, private_ips: ips }) => ({ id, ips }))).toEqual([
      { id: "inside", ips: ["10.30.0.9"] },
    ]);
    expect(countsOf(stack)["aws_eip"]).toBeUndefined();
    expect(rulesOf(stack)).toEqual(rules);
  });

  it("has its interface in the network's internal subnet on Azure", () => {
    const stack = stackOn("azure");
    compose(
      stack,
      new AzureNetwork(stack, "Network", {
        resourceGroupName: "uc",
        location: "westeurope",
        perimeter: {
          externalSubnet: { subnetId: "out" },
          internalSubnet: { subnetId: "in" },
          prefixes: ["10.20.0.0/24"],
        },
        internal: { subnet: { subnetId: "inside" }, prefixes: ["10.30.0.0/16"] },
      }),
    );
    const made = Object.values(resourcesOf(stack, "azurerm_network_interface"));
    expect(made.map((one) => one["ip_configuration"])).toEqual([
      [expect.objectContaining({ subnet_id: "inside", private_ip_address: "10.30.0.9" })],
    ]);
    expect(countsOf(stack)["azurerm_public_ip"]).toBeUndefined();
    expect(rulesOf(stack)).toEqual(rules);
  });
});
