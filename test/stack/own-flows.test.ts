/** Flows that a user adds: which interface they open, in which direction, and which of them are refused. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import { AwsPeer } from "../../lib/aws/aws-peer";
import { AzurePeer } from "../../lib/azure/azure-peer";
import type { OwnFlow } from "../../lib/model/own-flow";
import { Peer } from "../../lib/stack/peer";
import type { Role } from "../../lib/stack/role";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { expectFault, expectNothingOpened } from "../support/faults";
import { declared, describedRulesOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, type NetworkPlan, POOL, service, stackOn } from "../support/stacks";

function wrongly(value: unknown): never {
  return value as never;
}

/** An edge that opens nothing by itself. */
function silentEdge(cloud: Cloud, plan: NetworkPlan = {}): { stack: TerraformStack; role: Role; edge: EdgeServer } {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, plan);
  const edge = new EdgeServer(stack, "Edge", { network, sipDomains: ["example.com"], accessEdge: service(10) });
  return { stack, edge, role: edge.accessEdge };
}

const PROBE: OwnFlow = { transport: "tcp", ports: [443], purpose: "probe" };

describe.each(CLOUDS)("an own flow on %s", (cloud) => {
  it("opens nothing before it is added", () => {
    expect(rulesOf(silentEdge(cloud).stack)).toEqual([]);
  });

  it("is at the interface of the zone that the peer is in", () => {
    const { stack, role } = silentEdge(cloud, { partner: ["172.16.0.0/24"] });
    role.allowFrom(Peer.prefixes(["198.51.100.0/24"]), PROBE);
    role.allowFrom(Peer.prefixes(["172.16.0.0/28"]), PROBE);
    role.allowFrom(Peer.prefixes(["10.30.9.0/24"]), PROBE);
    role.allowFrom(Peer.prefixes(["10.20.0.77"]), PROBE);
    role.allowTo(Peer.prefixes(["203.0.113.53"]), { transport: "udp", ports: [53], purpose: "names" });
    role.allowTo(Peer.prefixes(["10.30.0.53"]), { transport: "udp", ports: [53], purpose: "names" });
    expect(rulesOf(stack)).toEqual([
      "Edge_AccessEdge_External egress udp 53 to 203.0.113.53/32",
      "Edge_AccessEdge_External ingress tcp 443 from 172.16.0.0/28",
      "Edge_AccessEdge_External ingress tcp 443 from 198.51.100.0/24",
      "Edge_AccessEdge_Internal egress udp 53 to 10.30.0.53/32",
      "Edge_AccessEdge_Internal ingress tcp 443 from 10.20.0.77/32",
      "Edge_AccessEdge_Internal ingress tcp 443 from 10.30.9.0/24",
    ]);
  });

  it("is split where its peer lies in several zones", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowFrom(Peer.prefixes(["198.51.100.0/24", "10.30.9.0/24"]), PROBE);
    expect(rulesOf(stack)).toEqual([
      "Edge_AccessEdge_External ingress tcp 443 from 198.51.100.0/24",
      "Edge_AccessEdge_Internal ingress tcp 443 from 10.30.9.0/24",
    ]);
  });

  it("is one flow, with one id, in the rules and in the declaration", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowFrom(Peer.prefixes(["198.51.100.0/24"]), {
      transport: "tcp",
      ports: [443, "8080-8081"],
      sourcePorts: "1024-65535",
      purpose: "  Monitoring probe, of the NOC ",
      owner: "NOC",
      expires: "2027-03-31",
    });
    const [flow] = declared(stack, "own-flow");
    expect(flow).toEqual({
      item: "own-flow",
      id: expect.stringMatching(/^own\/monitoring-probe-of-the-[0-9a-f]{6}$/) as string,
      role: "Edge/AccessEdge",
      direction: "ingress",
      peer: { kind: "prefixes", prefixes: ["198.51.100.0/24"] },
      transport: "tcp",
      ports: [
        [443, 443],
        [8080, 8081],
      ],
      sourcePorts: [1024, 65535],
      icmp: null,
      purpose: "Monitoring probe, of the NOC",
      owner: "NOC",
      expires: "2027-03-31",
      need: null,
    });
    const id = String(flow?.["id"]);
    expect(describedRulesOf(stack)).toEqual(
      cloud === "aws"
        ? [
            `Edge_AccessEdge_External ingress tcp 443 from 198.51.100.0/24 # ${id}`,
            `Edge_AccessEdge_External ingress tcp 8080-8081 from 198.51.100.0/24 # ${id}`,
          ]
        : [`Edge_AccessEdge_External ingress tcp 443,8080-8081 from 198.51.100.0/24 source 1024-65535 # ${id}`],
    );
  });

  it("is the same flow when it is added twice, and another one for another purpose", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowFrom(Peer.internet(), PROBE);
    role.allowFrom(Peer.internet(), PROBE);
    expect(declared(stack, "own-flow")).toHaveLength(1);
    role.allowFrom(Peer.internet(), { ...PROBE, purpose: "another probe" });
    expect(declared(stack, "own-flow")).toHaveLength(2);
    expect(rulesOf(stack)).toHaveLength(1);
  });

  it("keeps its id, whatever the stack around it is called", () => {
    const ids = ["one", "two"].map((name) => {
      const stack = stackOn(cloud, name);
      const network = networkOn(cloud, stack);
      new EdgeServer(stack, "Edge", {
        network,
        sipDomains: ["example.com"],
        accessEdge: service(10),
      }).accessEdge.allowFrom(Peer.internet(), PROBE);
      return declared(stack, "own-flow").map(({ id }) => id);
    });
    expect(ids[0]).toHaveLength(1);
    expect(ids[1]).toEqual(ids[0]);
  });

  it("says what the cloud's rules cannot", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowTo(Peer.internet(), { transport: "udp", ports: [3478], sourcePorts: "50000-59999", purpose: "media" });
    role.allowFrom(Peer.prefixes(["198.51.100.0/24"]), {
      transport: "icmp",
      icmpType: 8,
      icmpCode: 0,
      purpose: "ping",
    });
    const findings = declared(stack, "finding").filter(({ code }) => code === "stack-not-expressible");
    const expected = {
      aws: {
        rules: [
          "Edge_AccessEdge_External egress udp 3478 to 0.0.0.0/0",
          "Edge_AccessEdge_External ingress icmp type 8 code 0 from 198.51.100.0/24",
        ],
        what: ["the flow asks for source ports 50000-59999, the rule permits every source port"],
      },
      azure: {
        rules: [
          "Edge_AccessEdge_External egress udp 3478 to Internet source 50000-59999",
          "Edge_AccessEdge_External ingress icmp from 198.51.100.0/24",
        ],
        what: ["the flow asks for ICMP type 8, the rule permits every ICMP message"],
      },
    }[cloud];
    expect(rulesOf(stack)).toEqual(expected.rules);
    expect(findings.map(({ what }) => what)).toEqual(expected.what);
    expect(findings.map(({ severity, where }) => [severity, where])).toEqual([["note", "Edge/AccessEdge/External"]]);
    const asking = declared(stack, "own-flow").filter(
      ({ purpose }) => purpose === (cloud === "aws" ? "media" : "ping"),
    );
    expect(findings.map(({ facts }) => facts)).toEqual([asking.map(({ id }) => id)]);
  });

  it("takes every transport", () => {
    const { stack, role } = silentEdge(cloud);
    const from = Peer.prefixes(["198.51.100.0/24"]);
    role.allowFrom(from, { transport: "esp", purpose: "tunnel" });
    role.allowFrom(from, { transport: "ah", purpose: "tunnel" });
    role.allowFrom(from, { transport: "icmp", purpose: "all messages" });
    role.allowFrom(from, { transport: "udp", ports: [500, 4500], purpose: "tunnel" });
    const start = "Edge_AccessEdge_External ingress";
    expect(rulesOf(stack)).toEqual(
      cloud === "aws"
        ? [
            `${start} 50 from 198.51.100.0/24`,
            `${start} 51 from 198.51.100.0/24`,
            `${start} icmp type -1 code -1 from 198.51.100.0/24`,
            `${start} udp 4500 from 198.51.100.0/24`,
            `${start} udp 500 from 198.51.100.0/24`,
          ]
        : [
            `${start} ah from 198.51.100.0/24`,
            `${start} esp from 198.51.100.0/24`,
            `${start} icmp from 198.51.100.0/24`,
            `${start} udp 500,4500 from 198.51.100.0/24`,
          ],
    );
  });

  it.each<[string, Partial<OwnFlow>, string, (string | RegExp)[]]>([
    ["no ports", { ports: [] }, "model-flow-ports-missing", ["ports is []", "none never means all"]],
    ["missing ports", { ports: wrongly(undefined) }, "model-flow-ports-missing", ["ports is missing"]],
    [
      "missing ports for UDP",
      { transport: "udp", ports: wrongly(undefined) },
      "model-flow-ports-missing",
      ["ports is missing"],
    ],
    ["one port that is no list", { ports: wrongly(443) }, "stack-list-invalid", ["ports is 443", "expected a list"]],
    ["ports in one text that is no list", { ports: wrongly("443") }, "stack-list-invalid", ['ports is "443"']],
    [
      "a reversed range",
      { ports: ["59999-50000"] },
      "net-port-range-reversed",
      ['"59999-50000"', 'swap them: "50000-59999"'],
    ],
    ["an empty range", { ports: [""] }, "net-port-invalid", ['ports is ""']],
    ["half a range", { ports: ["50000-"] }, "net-port-invalid", ['"50000-"']],
    ["two ports in one text", { ports: ["443,444"] }, "net-port-invalid", ['"443,444"']],
    ["a port above 65535", { ports: [65536] }, "net-port-invalid", ["ports is 65536", "from 0 to 65535"]],
    ["a range that ends above 65535", { ports: ["1024-65536"] }, "net-port-invalid", ['"1024-65536"']],
    ["a port below 0", { ports: [-1] }, "net-port-invalid", ["ports is -1"]],
    ["half a port", { ports: [443.5] }, "net-port-invalid", ["ports is 443.5"]],
    ["the name of a port", { ports: ["https"] }, "net-port-invalid", ['"https"']],
    ["a wrong port behind a right one", { ports: [443, 70000] }, "net-port-invalid", ["ports is 70000"]],
    ["source ports above 65535", { sourcePorts: "1024-70000" }, "net-port-invalid", ["sourcePorts", '"1024-70000"']],
    ["reversed source ports", { sourcePorts: "2-1" }, "net-port-range-reversed", ["sourcePorts"]],
    ["no purpose", { purpose: "" }, "model-flow-purpose-missing", ['purpose is ""']],
    ["white space for a purpose", { purpose: " \n" }, "model-flow-purpose-missing", ["say what the flow is for"]],
    ["a missing purpose", { purpose: wrongly(undefined) }, "model-flow-purpose-missing", ["purpose is missing"]],
    [
      "an unknown transport",
      { transport: wrongly("sctp") },
      "model-flow-transport-unknown",
      ['transport is "sctp"', '"tcp", "udp", "icmp", "icmpv6", "esp", "ah"'],
    ],
    [
      "a transport in upper case",
      { transport: wrongly("TCP") },
      "model-flow-transport-unknown",
      ['did you mean "tcp"?'],
    ],
    [
      "two transports in one",
      { transport: wrongly("tcp/udp") },
      "model-flow-transport-unknown",
      ["write two flows for two"],
    ],
    [
      "a missing transport",
      { transport: wrongly(undefined) },
      "model-flow-transport-unknown",
      ["transport is missing"],
    ],
    [
      "ICMP with ports",
      { transport: "icmp", ports: [8] },
      "model-flow-ports-unexpected",
      ["ports is [8]", "use icmpType and icmpCode"],
    ],
    [
      "ICMP with source ports",
      { transport: "icmp", ports: wrongly(undefined), sourcePorts: 8 },
      "model-flow-ports-unexpected",
      ["no ports with icmp"],
    ],
    ["ESP with ports", { transport: "esp", ports: [50] }, "model-flow-ports-unexpected", ["leave ports out"]],
    ["an ICMP type with TCP", { icmpType: 8 }, "model-flow-icmp-invalid", ['{"icmpType":8}']],
    [
      "an ICMP type above 255",
      { transport: "icmp", ports: wrongly(undefined), icmpType: 256 },
      "model-flow-icmp-invalid",
      ["256"],
    ],
    [
      "an ICMP type below 0",
      { transport: "icmp", ports: wrongly(undefined), icmpType: -1 },
      "model-flow-icmp-invalid",
      ["-1"],
    ],
    [
      "an ICMP code above 255",
      { transport: "icmp", ports: wrongly(undefined), icmpType: 3, icmpCode: 300 },
      "model-flow-icmp-invalid",
      ["300"],
    ],
    [
      "an ICMP code without a type",
      { transport: "icmp", ports: wrongly(undefined), icmpCode: 0 },
      "model-flow-icmp-invalid",
      ["only with a type"],
    ],
    [
      "an expiry in words",
      { expires: "next week" },
      "model-flow-expires-invalid",
      ['expires is "next week"', '"2027-03-31"'],
    ],
    ["an expiry in another notation", { expires: "31.03.2027" }, "model-flow-expires-invalid", ['"31.03.2027"']],
    [
      "an expiry on a day that does not exist",
      { expires: "2027-02-30" },
      "model-flow-expires-invalid",
      ['"2027-02-30"'],
    ],
    [
      "an expiry in a month that does not exist",
      { expires: "2027-13-01" },
      "model-flow-expires-invalid",
      ['"2027-13-01"'],
    ],
    ["an expiry with a time", { expires: "2027-03-31T12:00" }, "model-flow-expires-invalid", ["T12:00"]],
  ])("is refused with %s", (_, wrong, code, says) => {
    const { stack, role } = silentEdge(cloud);
    const flow: OwnFlow = { ...PROBE, ...wrong };
    expectNothingOpened(
      stack,
      () => {
        role.allowFrom(Peer.internet(), flow);
      },
      code,
      ...says,
    );
    expectNothingOpened(
      stack,
      () => {
        role.allowTo(Peer.internet(), flow);
      },
      code,
      ...says,
    );
    expect(declared(stack, "own-flow")).toEqual([]);
  });

  it.each([0, 1, 65535])("takes port %d", (port) => {
    const { stack, role } = silentEdge(cloud);
    role.allowFrom(Peer.internet(), { ...PROBE, ports: [port, String(port)] });
    const peer = cloud === "aws" ? "0.0.0.0/0" : "Internet";
    expect(rulesOf(stack)).toEqual([`Edge_AccessEdge_External ingress tcp ${String(port)} from ${peer}`]);
  });

  it.each(["2028-02-29", "2027-12-31"])("takes %s as its last day", (expires) => {
    const { stack, role } = silentEdge(cloud);
    role.allowFrom(Peer.internet(), { ...PROBE, expires });
    expect(declared(stack, "own-flow").map((flow) => flow["expires"])).toEqual([expires]);
  });

  it.each<[string, (edge: EdgeServer) => Peer, string, (string | RegExp)[]]>([
    ["a missing peer", () => wrongly(undefined), "stack-peer-invalid", ["peer is missing"]],
    [
      "a plain text",
      () => wrongly("198.51.100.0/24"),
      "stack-peer-invalid",
      ['peer is "198.51.100.0/24"', "Peer.prefixes("],
    ],
    [
      "a role that is no peer",
      (edge) => wrongly(edge.accessEdge),
      "stack-peer-invalid",
      ["an object that is no Peer", "Peer.of(role)"],
    ],
    ["a prefix with host bits", () => Peer.prefixes(["198.51.100.1/24"]), "net-prefix-host-bits", ["198.51.100.0/24"]],
    ["a name", () => Peer.prefixes(["monitor.example.com"]), "net-prefix-invalid", ["not names"]],
    [
      "a wrong prefix behind a right one",
      () => Peer.prefixes(["198.51.100.0/24", "203.0.113.0/24/8"]),
      "net-prefix-invalid",
      ["203.0.113.0/24/8"],
    ],
    ["a member that is no text", () => Peer.prefixes([wrongly(42)]), "net-prefix-invalid", ["prefixes is 42"]],
    ["every address", () => Peer.prefixes(["0.0.0.0/0"]), "stack-peer-any", ["write Peer.internet()"]],
    [
      "a prefix that is partly inside",
      () => Peer.prefixes(["10.20.0.0/16"]),
      "stack-peer-straddles",
      ['"10.20.0.0/16"', "10.20.0.0/24"],
    ],
    [
      "an IPv6 prefix",
      () => Peer.prefixes(["2001:db8:f::/48"]),
      "stack-ipv6-absent",
      ['"2001:db8:f::/48"', "ipv6Address"],
    ],
    [
      "an IPv6 prefix behind an IPv4 one",
      () => Peer.prefixes(["198.51.100.0/24", "2001:db8:f::/48"]),
      "stack-ipv6-absent",
      ["2001:db8:f::/48"],
    ],
    [
      "a peer of the other cloud",
      () => (cloud === "aws" ? AzurePeer.serviceTag("AzureMonitor") : AwsPeer.prefixList("pl-1")),
      "stack-peer-cloud",
      [`a peer that ${cloud} knows`],
    ],
    [
      "an address that is known later, whose zone nobody knows",
      () => Peer.prefixes(["${var.monitor}"]),
      "stack-peer-zone-unresolved",
      ["the interface follows from the zone"],
    ],
  ])("is refused with %s", (_, peer, code, says) => {
    const { stack, role, edge } = silentEdge(cloud);
    expectNothingOpened(
      stack,
      () => {
        role.allowFrom(peer(edge), PROBE);
      },
      code,
      ...says,
    );
    expectNothingOpened(
      stack,
      () => {
        role.allowTo(peer(edge), PROBE);
      },
      code,
      ...says,
    );
    expect(declared(stack, "own-flow")).toEqual([]);
    expect(declared(stack, "finding").map(({ code: found }) => found)).not.toContain("stack-value-unresolved");
  });

  it("is refused with values that are known only when Terraform runs", () => {
    const { stack, role } = silentEdge(cloud);
    const later = new TerraformVariable(stack, "given-later", { type: "any" });
    const refuse = (flow: Partial<OwnFlow>, code: string, prop: string): void => {
      const all: OwnFlow = { ...PROBE, ...flow };
      const call = (): void => {
        role.allowFrom(Peer.internet(), all);
      };
      expectNothingOpened(
        stack,
        call,
        code,
        `${prop} is a`.slice(0, prop.length + 3),
        "known only when Terraform runs",
      );
    };
    refuse({ ports: [later.numberValue] }, "stack-prop-unresolved", "ports");
    refuse({ ports: [443, later.numberValue] }, "stack-prop-unresolved", "ports");
    refuse({ ports: [later.stringValue] }, "stack-prop-unresolved", "ports");
    refuse({ ports: [`${later.stringValue}-65535`] }, "stack-prop-unresolved", "ports");
    refuse({ ports: ["${var.port}"] }, "stack-prop-unresolved", "ports");
    refuse({ ports: later.listValue }, "stack-list-unresolved", "ports");
    refuse({ ports: [443, ...later.listValue] }, "stack-list-unresolved", "ports");
    refuse({ sourcePorts: later.numberValue }, "stack-prop-unresolved", "sourcePorts");
    refuse({ sourcePorts: "${var.port}" }, "stack-prop-unresolved", "sourcePorts");
    refuse({ transport: wrongly(later.stringValue) }, "stack-prop-unresolved", "transport");
    refuse({ purpose: later.stringValue }, "stack-prop-unresolved", "purpose");
    refuse({ owner: later.stringValue }, "stack-prop-unresolved", "owner");
    refuse({ expires: later.stringValue }, "stack-prop-unresolved", "expires");
    refuse(
      { transport: "icmp", ports: wrongly(undefined), icmpType: later.numberValue },
      "stack-prop-unresolved",
      "icmpType",
    );
    expect(declared(stack, "own-flow")).toEqual([]);
    const call = (): void => {
      role.allowFrom(Peer.prefixes(later.listValue), PROBE);
    };
    expectNothingOpened(stack, call, "stack-list-unresolved", "prefixes is", "known only when Terraform runs");
  });

  it("keeps text that Terraform would take for a template out of the declaration", () => {
    const { stack, role } = silentEdge(cloud);
    role.allowFrom(Peer.internet(), { ...PROBE, purpose: "100 %{ of it" });
    expect(declared(stack, "own-flow").map(({ purpose }) => purpose)).toEqual(["100 % { of it"]);
  });
});

describe("peers that only one cloud knows", () => {
  it("are references in the rules of their cloud, and outside the network", () => {
    const aws = silentEdge("aws");
    aws.role.allowTo(AwsPeer.prefixList("pl-0123abcd"), PROBE);
    expect(rulesOf(aws.stack)).toEqual(["Edge_AccessEdge_External egress tcp 443 to pl-0123abcd"]);
    const azure = silentEdge("azure");
    azure.role.allowTo(AzurePeer.serviceTag("Storage.WestEurope"), PROBE);
    expect(rulesOf(azure.stack)).toEqual(["Edge_AccessEdge_External egress tcp 443 to Storage.WestEurope"]);
    expect(declared(azure.stack, "own-flow").map(({ peer }) => peer)).toEqual([
      { kind: "service-tag", value: "Storage.WestEurope" },
    ]);
  });

  it.each(["", "my-list", "pl-", "pl-1 2", "com.amazonaws.global.cloudfront.origin-facing", "0.0.0.0/0"])(
    "refuses %j as a prefix list",
    (id) => {
      expectFault(
        () => AwsPeer.prefixList(id),
        "aws-prefix-list-invalid",
        JSON.stringify(id),
        "copy the id, not the name",
      );
    },
  );

  it.each(["", "*", "Internet", "internet", "0.0.0.0/0", "198.51.100.0/24", "Azure Monitor", "Storage."])(
    "refuses %j as a service tag, because any is never meant by one",
    (name) => {
      expectFault(
        () => AzurePeer.serviceTag(name),
        "azure-service-tag-invalid",
        JSON.stringify(name),
        "Peer.internet()",
      );
    },
  );

  it("keeps an id that is known later, and says so of a tag, which may turn out to be any", () => {
    const aws = silentEdge("aws");
    const list = new TerraformVariable(aws.stack, "list", { type: "string" });
    aws.role.allowTo(AwsPeer.prefixList(list.stringValue), PROBE);
    expect(rulesOf(aws.stack)).toEqual(["Edge_AccessEdge_External egress tcp 443 to ${var.list}"]);
    const azure = silentEdge("azure");
    const tag = new TerraformVariable(azure.stack, "tag", { type: "string" });
    azure.role.allowTo(AzurePeer.serviceTag(tag.stringValue), PROBE);
    expect(rulesOf(azure.stack)).toEqual(["Edge_AccessEdge_External egress tcp 443 to ${var.tag}"]);
    expect(declared(azure.stack, "finding").map(({ code }) => code)).toContain("stack-value-unresolved");
  });
});

describe("a flow towards the internet", () => {
  it.each(CLOUDS)("needs a way out on %s", (cloud) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const edge = new EdgeServer(stack, "Edge", { network, sipDomains: ["example.com"], accessEdge: service(10) });
    // A documented flow that a system would put on the inner side: the interface there has no public address.
    const flow = "own/a-flow";
    const traffic = [{ transport: "tcp", ports: { first: 443, last: 443 } }] as const;
    const attempt = (peer: Peer) => () =>
      edge.accessEdge.prepare("egress", "internal", peer, traffic, flow, "cannot open it");
    const outside = Peer.prefixes(["198.51.100.7"]);
    expectNothingOpened(stack, attempt(Peer.internet()), "stack-way-out-missing", "goes to the internet");
    expectNothingOpened(stack, attempt(outside), "stack-way-out-missing", "goes to 198.51.100.7");
    attempt(Peer.prefixes([POOL]))()();
    expect(rulesOf(stack)).toEqual(["Edge_AccessEdge_Internal egress tcp 443 to 10.30.1.0/28"]);
  });
});
