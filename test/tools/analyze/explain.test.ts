/** Answers, hop by hop, with what the documents and the clouds ask for written down by hand. */
import { Testing } from "cdktf";
import { Peer } from "../../../lib/stack/peer";
import { EdgeServer } from "../../../lib/systems/ocs/edge-server";
import { OwnServer } from "../../../lib/systems/own/own-server";
import { VirtualAddress } from "../../../lib/systems/virtual-address";
import { type Answer, explain, type Listing } from "../../../lib/tools/analyze/explain";
import type { ExplainQuestion } from "../../../lib/tools/analyze/explain-question";
import type { Step } from "../../../lib/tools/analyze/explain-steps";
import { readStack } from "../../../lib/tools/read/terraform-json";
import type { TerraformStackFile } from "../../../lib/tools/read/terraform-resource";
import { synthesizeExamples } from "../../support/examples";
import { roleOn } from "../../support/roles";
import { synthesized } from "../../support/rules";
import { CLOUDS, federatingEdge, networkOn, service, stackOn } from "../../support/stacks";
import { planOf } from "../plan-of";
import { awsRule, declared, edgeOnAws, ownFlow } from "./hand-made";

function fileOf(json: unknown, stack = "edge"): TerraformStackFile {
  return { ...readStack("cdk.tf.json", typeof json === "string" ? JSON.parse(json) : json), stack };
}

function asked(json: unknown, question: ExplainQuestion): Answer {
  const [only, ...others] = explain([fileOf(json)], question);
  if (only?.kind !== "answer" || others.length > 0) throw new Error("not one answer");
  return only;
}

function listed(json: unknown, question: ExplainQuestion): Listing {
  const [only] = explain([fileOf(json)], question);
  if (only?.kind !== "listing") throw new Error("no listing");
  return only;
}

/** A step in one line: what it is, what becomes of the traffic, where, and which flows ask for it. */
function line(step: Step): string {
  if (step.kind !== "group")
    return `${step.kind} ${step.open}${step.kind === "platform" ? ` ${step.flows.join()}` : ""}`;
  const flows = new Set(step.flows.map(({ flow, isExact }) => `${flow.id}${isExact ? "" : "~"}`).sort());
  return `${step.direction} ${step.open} ${step.path ?? step.on.name}: ${[...flows].join() || "nobody"}`;
}

/** The verdict, and the steps of the best way. */
function lines({ verdict, ways: [best] }: Answer): string[] {
  return [verdict, ...(best?.steps ?? []).map(line)];
}

describe.each(CLOUDS)("a federating edge with an own public address on %s", (cloud) => {
  const stack = stackOn(cloud, "edge");
  const network = networkOn(cloud, stack);
  new EdgeServer(stack, "Edge", { ...federatingEdge(network), remoteAccess: {} });
  const text = synthesized(stack);

  it("lets a partner in over static NAT, by row 12 of the port table", () => {
    const answer = asked(text, { from: "198.51.100.7", to: "Edge/AccessEdge", port: "5061" });
    expect(lines(answer)).toEqual([
      "yes",
      "public-address yes",
      "ingress yes Edge/AccessEdge/External: ocs-2007/ports/12a",
    ]);
    expect(answer.ways.map(({ through }) => through)).toEqual(["static-nat"]);
  });

  it("lets nobody else in there, and says whom it would", () => {
    const answer = asked(text, { from: "203.0.113.7", to: "Access Edge Server", port: "5061" });
    expect(lines(answer)).toEqual(["no", "public-address yes", "ingress no Edge/AccessEdge/External: nobody"]);
    const near = answer.ways[0]?.steps.flatMap((step) => (step.kind === "group" ? step.near : []));
    expect(near?.map(({ rule, other }) => [other, rule.ports?.[0]?.first])).toEqual([
      ["peer", 5061],
      ["traffic", 443],
    ]);
  });

  it("lets remote users in, by rows 13 and 22", () => {
    const answer = asked(text, { from: "internet", to: "AccessEdge", port: "443" });
    expect(lines(answer)).toEqual([
      "yes",
      "public-address yes",
      "ingress yes Edge/AccessEdge/External: ocs-2007/ports/13a,ocs-2007/ports/22a",
    ]);
  });

  it("goes out to a partner by its own public address", () => {
    const answer = asked(text, { from: "access-edge", to: "198.51.100.0/24", port: "5061" });
    expect(lines(answer)).toEqual(["yes", "egress yes Edge/AccessEdge/External: ocs-2007/ports/12b", "way-out yes"]);
  });

  it("talks to the pool on its internal interface, which the host has to route", () => {
    expect(lines(asked(text, { from: "Edge/AccessEdge", to: "10.30.1.4", port: "5061" }))).toEqual([
      "yes",
      "egress yes Edge/AccessEdge/Internal: ocs-2007/ports/1a",
      "host-route yes",
      "beyond yes",
    ]);
    expect(lines(asked(text, { from: "front-end", to: "Edge/AccessEdge", port: "5061" })).slice(0, 2)).toEqual([
      "yes",
      "beyond yes",
    ]);
  });

  it("is not reached from inside where only the internet is let in, but for what AWS cannot say", () => {
    const answer = asked(text, { from: "10.30.9.9", to: "Edge/AccessEdge/External", port: "443" });
    const asking = "ocs-2007/ports/13a~,ocs-2007/ports/22a~";
    expect(lines(answer)).toEqual(
      cloud === "aws"
        ? ["yes", "beyond yes", `ingress yes Edge/AccessEdge/External: ${asking}`]
        : ["no", "beyond yes", "ingress no Edge/AccessEdge/External: nobody"],
    );
  });

  it("is what has its addresses, where its group is around nothing", () => {
    const json = JSON.parse(text) as { resource: Record<string, Record<string, Record<string, unknown>>> };
    const isMeant = ([name]: [string, unknown]): boolean => name.includes("AccessEdge_External");
    const links = json.resource["azurerm_network_interface_security_group_association"] ?? {};
    json.resource["azurerm_network_interface_security_group_association"] = Object.fromEntries(
      Object.entries(links).filter((link) => !isMeant(link)),
    );
    for (const [, nic] of Object.entries(json.resource["aws_network_interface"] ?? {}).filter(isMeant)) {
      nic["security_groups"] = [];
    }
    // Without a group, AWS takes the default one of the network, and Azure filters nothing.
    const { verdict } = asked(json, { from: "198.51.100.7", to: "Edge/AccessEdge", port: "22" });
    expect(verdict).toBe(cloud === "aws" ? "perhaps" : "yes");
  });

  it("is reached from outside on its internal interface as well, where a public address leads there", () => {
    const json = JSON.parse(text) as { resource: Record<string, Record<string, Record<string, unknown>>> };
    const { resource } = json;
    const named = (type: string): [string, Record<string, unknown>] =>
      Object.entries(resource[type] ?? {}).find(([name]) => name.includes("AccessEdge_Internal")) ?? ["", {}];
    if (cloud === "aws") {
      const network_interface_id = `\${aws_network_interface.${named("aws_network_interface")[0]}.id}`;
      Object.assign(resource["aws_eip_association"] ?? {}, {
        more: { allocation_id: "${aws_eip.more.id}", network_interface_id },
      });
      Object.assign(resource["aws_eip"] ?? {}, { more: {} });
      const security_group_id = `\${aws_security_group.${named("aws_security_group")[0]}.id}`;
      const ports = { ip_protocol: "tcp", from_port: 22, to_port: 22 };
      Object.assign(resource["aws_vpc_security_group_ingress_rule"] ?? {}, {
        more: {
          security_group_id,
          cidr_ipv4: "0.0.0.0/0",
          ...ports,
        },
      });
    } else {
      const [, nic] = named("azurerm_network_interface");
      Object.assign((nic["ip_configuration"] as object[])[0] ?? {}, {
        public_ip_address_id: "${azurerm_public_ip.x.id}",
      });
      (named("azurerm_network_security_group")[1]["security_rule"] as unknown[]).push({
        name: "more",
        priority: 101,
        access: "Allow",
        direction: "Inbound",
        protocol: "Tcp",
        source_address_prefix: "*",
        source_port_range: "*",
        destination_address_prefix: "*",
        destination_port_range: "22",
      });
    }
    expect(asked(text, { from: "internet", to: "Edge/AccessEdge", port: "22" }).verdict).toBe("no");
    expect(asked(json, { from: "internet", to: "Edge/AccessEdge", port: "22" }).verdict).toBe("yes");
  });

  it("passes part of the internet on 5061, and says which", () => {
    const { verdict, asked: all, outcome } = asked(text, { from: "internet", to: "Edge/AccessEdge", port: "5061" });
    expect(verdict).toBe("part");
    expect(outcome.always.boxes().flatMap(({ sources }) => sources.map(String))).toEqual(["198.51.100.0/24"]);
    expect(all.subtract(outcome.may).witness()).toMatchObject({ destinationPort: 5061 });
  });

  it("takes each part of a prefix to the side that it comes to", () => {
    const answer = asked(text, { from: "0.0.0.0/0", to: "Edge/AccessEdge", port: "5061" });
    const at = answer.ways.map(({ steps }) =>
      steps.flatMap((step) => (step.kind === "group" ? (step.path ?? "") : [])).join(),
    );
    expect(at.sort()).toEqual(["Edge/AccessEdge/External", "Edge/AccessEdge/Internal"]);
    const sources = answer.outcome.always.boxes().flatMap((box) => box.sources.map(String));
    expect(sources.sort()).toEqual(["10.30.1.0/28", "198.51.100.0/24"]);
  });

  it("lists what passes with a partner, both ways", () => {
    const { there, back } = listed(text, { from: "198.51.100.7", to: "Edge/AccessEdge" });
    const shown = (all: Listing["there"]): string[] =>
      all
        .flatMap(({ passages }) => passages)
        .map(({ packets, flows }) => {
          const ports = packets
            .boxes()
            .flatMap(({ destinationPorts }) => destinationPorts?.map(({ first }) => first) ?? []);
          return `${ports.join()} ${[...new Set(flows.map(({ flow }) => flow.id))].sort().join()}`;
        })
        .sort();
    expect(shown(there)).toEqual(["443 ocs-2007/ports/13a,ocs-2007/ports/22a", "5061 ocs-2007/ports/12a"]);
    expect(shown(back)).toEqual(["5061 ocs-2007/ports/12b"]);
  });
});

describe.each(CLOUDS)("a server behind a port forward to another port on %s", (cloud) => {
  const stack = stackOn(cloud, "edge");
  const network = networkOn(cloud, stack, { internalSubnet: "inside" });
  const outside = (privateAddress: string): object => ({ privateAddress, translation: "port-forward" });
  const server = new OwnServer(stack, "Server", {
    network,
    title: "web server",
    zone: "perimeter",
    external: { privateAddress: "10.20.0.20", translation: "port-forward" },
    furtherHosts: [{ external: outside("10.20.0.21") }],
  });
  const address = new VirtualAddress(stack, "Virtual", { network, title: "address", side: "external" });
  address.forward({ transport: "tcp", port: 443, toPort: 8443, to: server.role });
  server.role.allowFrom(Peer.internet(), { transport: "tcp", ports: [8443], purpose: "web", owner: "web team" });
  const text = synthesized(stack);
  const own = /"id":"(own\/[^"]+)"/.exec(text.replaceAll("\\", ""))?.[1] ?? "";

  it("is reached at the public port, over every hop, with the cloud's health checks", () => {
    const answer = asked(text, { from: "internet", to: "Server/Role", port: "443" });
    expect(lines(answer)).toEqual(
      cloud === "aws"
        ? [
            "yes",
            "public-address yes",
            `ingress yes Virtual/Balancer/Front: ${own}`,
            "balancer yes",
            `egress yes Virtual/Balancer/Front: ${own}`,
            `ingress yes Server/External: ${own}`,
            "platform yes aws-nlb/health-check",
          ]
        : [
            "yes",
            "public-address yes",
            "balancer yes",
            `ingress yes Server/External: ${own}`,
            "platform yes azure-lb/probe",
          ],
    );
    const turned = answer.ways[0]?.steps.find(({ kind }) => kind === "balancer");
    expect(turned).toMatchObject({ ports: { reached: { first: 443 }, member: { first: 8443 } } });
  });

  it("is not reached at the hosts' port from outside, and says which port leads there", () => {
    const answer = asked(text, { from: "internet", to: "Server/Role", port: "8443" });
    expect(answer.verdict).toBe("no");
    expect(answer.ways[0]?.steps[0]).toMatchObject({
      open: "no",
      what: "no public address, and no balancer leads to tcp 8443; they lead from 443",
    });
  });

  it("is probed by who the cloud says, at the port of the health check only", () => {
    const prober = cloud === "aws" ? "Virtual/Balancer" : "AzureLoadBalancer";
    const group = (port: string): string | undefined =>
      lines(asked(text, { from: prober, to: "Server/Role", port })).at(-1);
    const probe = cloud === "aws" ? `aws-nlb/health-check,${own}` : "azure-lb/probe";
    expect(group("8443")).toBe(`ingress yes Server/External: ${probe}`);
    expect(group("443")).toBe("ingress no Server/External: nobody");
  });

  it("passes one port of a range that is asked about at the balancer", () => {
    const { verdict, outcome } = asked(text, { from: "internet", to: "Virtual/Balancer", port: "440-450" });
    expect(verdict).toBe("part");
    const ports = outcome.always.boxes().flatMap(({ destinationPorts }) => destinationPorts ?? []);
    expect(ports).toEqual([{ first: 443, last: 443 }]);
  });

  it("is stopped where the cloud's health check is", () => {
    const json = JSON.parse(text) as { resource: Record<string, Record<string, Record<string, unknown>>> };
    for (const group of Object.values(json.resource["azurerm_network_security_group"] ?? {})) {
      const rules = group["security_rule"] as { source_address_prefix?: string }[];
      group["security_rule"] = rules.filter((rule) => rule.source_address_prefix !== "AzureLoadBalancer");
    }
    // On AWS the health check of this balancer goes the way of its traffic.
    const answer = asked(json, { from: "internet", to: "Server/Role", port: "443" });
    expect(lines(answer).at(-1)).toBe(
      cloud === "aws" ? "platform yes aws-nlb/health-check" : "platform no azure-lb/probe",
    );
    expect(answer.verdict).toBe(cloud === "aws" ? "yes" : "no");
  });

  it.each([
    ["at a port that no rule lets it to", "9000", "no", "no"],
    ["at a port that is known only later", "${var.port}", "perhaps", "perhaps"],
  ])("is checked where the balancer checks it: %s", (_, port, verdict, open) => {
    const json = JSON.parse(text) as { resource: Record<string, Record<string, Record<string, unknown>>> };
    for (const group of Object.values(json.resource["aws_lb_target_group"] ?? {})) {
      group["health_check"] = { port, protocol: "TCP" };
    }
    for (const probe of Object.values(json.resource["azurerm_lb_probe"] ?? {})) probe["port"] = port;
    const answer = asked(json, { from: "internet", to: "Server/Role", port: "443" });
    expect(lines(answer).at(-1)).toBe(
      `platform ${open} ${cloud === "aws" ? "aws-nlb/health-check" : "azure-lb/probe"}`,
    );
    expect(answer.verdict).toBe(verdict);
    const told = answer.ways[0]?.steps.at(-1);
    expect(told?.kind === "platform" && told.what.includes(" at port 9000")).toBe(open === "no");
  });

  it("needs no rule for a health check that is turned off", () => {
    const json = JSON.parse(text) as { resource: Record<string, Record<string, Record<string, unknown>>> };
    for (const group of Object.values(json.resource["aws_lb_target_group"] ?? {})) {
      group["health_check"] = { enabled: false };
    }
    const answer = asked(json, { from: "internet", to: "Server/Role", port: "443" });
    expect(lines(answer).filter((one) => one.startsWith("platform"))).toHaveLength(cloud === "aws" ? 0 : 1);
    expect(answer.verdict).toBe("yes");
  });
});

describe.each(CLOUDS)("a pool inside behind a virtual address on %s", (cloud) => {
  const stack = stackOn(cloud, "edge");
  const network = networkOn(cloud, stack, { internalSubnet: "inside" });
  const inside = (last: number): { privateAddress: string } => ({ privateAddress: `10.30.1.${String(last)}` });
  const server = new OwnServer(stack, "Server", {
    network,
    title: "pool",
    zone: "internal",
    internal: inside(10),
    furtherHosts: [{ internal: inside(11) }],
  });
  const caller = new OwnServer(stack, "Caller", {
    network,
    title: "caller",
    internal: { privateAddress: "10.20.0.200" },
  });
  const address = new VirtualAddress(stack, "Virtual", {
    network,
    title: "address",
    side: "internal",
    privateAddress: "10.30.1.1",
  });
  address.forward({ transport: "tcp", port: 5061, to: server.role });
  server.role.allowFrom(Peer.of(caller.role), { transport: "tcp", ports: [5061], purpose: "calls" });
  const text = synthesized(stack);

  it("is reached by a role of the stack through the virtual address", () => {
    const answer = asked(text, { from: "Caller", to: "Server/Role", port: "5061" });
    expect(answer.verdict).toBe("yes");
    expect(answer.ways[0]?.through).toBe(cloud === "aws" ? "network-load-balancer" : "load-balancer");
    const groups = answer.ways[0]?.steps.flatMap((step) =>
      step.kind === "group"
        ? `${step.direction} ${step.path ?? ""} ${step.on.own.map((one) => one.addressText()).join()}`
        : [],
    );
    expect(groups?.at(0)).toBe("egress Caller/Internal 10.20.0.200");
    expect(groups?.at(-1)).toBe("ingress Server/Internal 10.30.1.10,10.30.1.11");
  });

  it("is what the virtual address stands for", () => {
    expect(asked(text, { from: "Caller", to: "10.30.1.1", port: "5061" }).verdict).toBe("yes");
    expect(asked(text, { from: "Caller", to: "10.30.1.1", port: "5060" }).verdict).toBe("no");
  });

  it("needs no rule between roles on one host", () => {
    expect(lines(asked(text, { from: "Caller/Role", to: "Caller/Internal", port: "22" }))).toEqual([
      "yes",
      "same-host yes",
    ]);
  });
});

describe.each(CLOUDS)("ends in two stacks on %s", (cloud) => {
  const app = Testing.app();
  const [servers, edges] = [stackOn(cloud, "servers", app), stackOn(cloud, "edges", app)];
  const network = networkOn(cloud, servers, { internalSubnet: "inside" });
  const pool = roleOn(servers, network, "Pool", [{ privateAddress: "10.30.1.10" }], {
    side: "internal",
    zone: "internal",
  });
  new EdgeServer(edges, "Edge", {
    ...federatingEdge(network),
    accessEdge: service(10, {
      external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
      internalServer: Peer.of(pool),
    }),
  });
  const files = [fileOf(synthesized(servers), "servers"), fileOf(synthesized(edges), "edges")];

  it("are answered with the groups of both, by what each stack says of it", () => {
    const [answer] = explain(files, { from: "Edge/AccessEdge", to: "Pool", port: "5061" });
    expect(answer?.kind === "answer" ? lines(answer) : []).toEqual([
      "yes",
      "egress yes Edge/AccessEdge/Internal: ocs-2007/ports/1a",
      "host-route yes",
      "ingress yes Pool/Internal: ocs-2007/ports/1a",
    ]);
    const [stopped] = explain(files, { from: "servers/Pool", to: "edges/Edge/AccessEdge", port: "443" });
    expect(stopped?.kind === "answer" ? stopped.verdict : "").toBe("no");
  });
});

describe("a proxy that the cloud runs", () => {
  const examples = synthesizeExamples();
  const proxy = (cloud: string): string => examples.get(`ocs-managed-proxy-${cloud}`) ?? "";
  const question = { from: "internet", to: "Reverse Proxy", port: "443" };
  // Rows 11 and 5 of the port table: external users to the proxy, and the proxy to Web Components.
  const ways = {
    aws: [
      "public-address yes",
      "ingress yes Proxy/ReverseProxy/Front: ocs-2007/ports/11a",
      "balancer yes",
      "egress yes Proxy/ReverseProxy/Front: ocs-2007/ports/5b",
      "beyond yes",
      "platform yes aws-alb/health-check",
    ],
    azure: [
      "public-address yes",
      "ingress yes Proxy/ReverseProxy/Front: ocs-2007/ports/11a",
      "balancer yes",
      "egress yes Proxy/ReverseProxy/Front: ocs-2007/ports/5b",
      "beyond yes",
      "platform yes azure-application-gateway/manager",
      "platform yes azure-application-gateway/probe",
      "platform yes azure-application-gateway/outbound",
      "platform yes azure-application-gateway/health-check",
    ],
  };

  it.each(CLOUDS)("is followed to the servers behind it, with all that the cloud needs, on %s", (cloud) => {
    expect(lines(asked(proxy(cloud), question))).toEqual(["yes", ...ways[cloud]]);
    expect(asked(proxy(cloud), { ...question, to: "10.30.1.5" }).verdict).toBe("yes");
    expect(asked(proxy(cloud), { ...question, port: "80" }).verdict).toBe("no");
  });

  it.each(CLOUDS)("is listed by what its clients ask for, not by what it asks for itself, on %s", (cloud) => {
    const { there } = listed(proxy(cloud), { from: "internet", to: "Proxy/ReverseProxy" });
    const flows = there.flatMap(({ passages }) => passages.flatMap((one) => one.flows.map(({ flow }) => flow.id)));
    expect([...new Set(flows)]).toEqual(["ocs-2007/ports/11a"]);
  });

  it.each(CLOUDS)("is stopped where it cannot reach them on %s", (cloud) => {
    const json = JSON.parse(proxy(cloud)) as { resource: Record<string, Record<string, Record<string, unknown>>> };
    json.resource["aws_vpc_security_group_egress_rule"] = {};
    for (const group of Object.values(json.resource["azurerm_network_security_group"] ?? {})) {
      const rules = group["security_rule"] as { name: string }[];
      group["security_rule"] = rules.filter(({ name }) => !name.startsWith("egress-tcp-10."));
    }
    const answer = asked(json, question);
    expect([answer.verdict, ...(answer.ways[0]?.steps ?? []).filter(({ open }) => open === "no").map(line)]).toEqual([
      "no",
      "egress no Proxy/ReverseProxy/Front: ocs-2007/ports/5b",
      `platform no ${cloud === "aws" ? "aws-alb/health-check" : "azure-application-gateway/health-check"}`,
    ]);
  });
});

describe.each(CLOUDS)("roles of two networks on %s", (cloud) => {
  const stack = stackOn(cloud, "edge");
  const near = networkOn(cloud, stack, {}, "Near");
  const far = networkOn(cloud, stack, { perimeter: ["10.40.0.0/24"], internal: ["10.50.0.0/16"] }, "Far");
  const server = (id: string, network: typeof near, privateAddress: string, publicAddress: string): OwnServer =>
    new OwnServer(stack, id, { network, title: id, external: { privateAddress, publicAddress } });
  const one = server("One", near, "10.20.0.30", "203.0.113.60");
  const two = server("Two", far, "10.40.0.30", "203.0.113.50");
  two.role.allowFrom(Peer.of(one.role), { transport: "tcp", ports: [5061], purpose: "calls" });
  const text = synthesized(stack);
  const own = /"id":"(own\/[^"]+)"/.exec(text.replaceAll("\\", ""))?.[1] ?? "";
  const steps = [
    "yes",
    `egress yes One/External: ${own}`,
    "way-out yes",
    "public-address yes",
    `ingress yes Two/External: ${own}`,
  ];

  it("see each other at their public addresses", () => {
    expect(lines(asked(text, { from: "One", to: "Two", port: "5061" }))).toEqual(steps);
    expect(asked(text, { from: "Two", to: "One", port: "5061" }).verdict).toBe("no");
  });

  it("are found behind these addresses", () => {
    expect(lines(asked(text, { from: "One", to: "203.0.113.50", port: "5061" }))).toEqual(steps);
    expect(lines(asked(text, { from: "203.0.113.60", to: "Two", port: "5061" }))).toEqual(steps);
  });
});

describe("a plan", () => {
  it("is answered like the stack that it is of", () => {
    const resources = edgeOnAws() as Record<string, Record<string, Record<string, unknown>>>;
    const answer = asked(planOf(resources, declared()), { from: "10.30.1.4", to: "Edge/AccessEdge", port: "5061" });
    expect(lines(answer)).toEqual(["yes", "beyond yes", "ingress yes Edge/AccessEdge/Internal: ocs-2007/ports/12e"]);
  });
});

describe("what is not known", () => {
  const lone = (rule: Record<string, unknown>): unknown => ({
    resource: edgeOnAws({ aws_vpc_security_group_ingress_rule: { more: rule } }),
    variable: { uc_edge_deployment: { default: declared() } },
  });
  const question = { from: "10.30.1.4", to: "Edge/AccessEdge", port: "8443" };

  it("is neither taken as open nor as closed", () => {
    const unknownPeer = asked(lone(awsRule("Internal", 8443, { cidr_ipv4: "${var.peer}" })), question);
    expect(lines(unknownPeer)).toEqual(["perhaps", "beyond yes", "ingress perhaps Edge/AccessEdge/Internal: nobody"]);
    const unknownPort = asked(
      lone(awsRule("Internal", 1, { cidr_ipv4: "10.30.1.0/28", from_port: "${var.port}" })),
      question,
    );
    expect(unknownPort.verdict).toBe("perhaps");
    const several = { ...awsRule("Internal", 8443, { cidr_ipv4: "10.30.1.0/28" }), count: "${var.count}" };
    expect(asked(lone(several), question).verdict).toBe("perhaps");
  });

  it("includes other groups of an interface that exists already on AWS", () => {
    const attached = {
      resource: {
        aws_security_group: { External: {}, Internal: {} },
        aws_network_interface_sg_attachment: {
          one: { network_interface_id: "eni-1", security_group_id: "${aws_security_group.Internal.id}" },
        },
        aws_vpc_security_group_ingress_rule: { pool: awsRule("Internal", 5061, { cidr_ipv4: "10.30.1.0/28" }) },
      },
      variable: { uc_edge_deployment: { default: declared() } },
    };
    expect(asked(attached, { ...question, port: "5061" }).verdict).toBe("yes");
    const answer = asked(attached, question);
    expect(answer.verdict).toBe("perhaps");
    const [step] = answer.ways[0]?.steps.slice(-1) ?? [];
    expect(step?.kind === "group" ? step.unseen : []).toEqual([
      "the interface exists already, and other groups of it may let more pass",
    ]);
  });

  it("includes a way out that nobody states", () => {
    const answer = asked(lone(awsRule("Internal", 8443, { cidr_ipv4: "10.30.1.0/28" })), {
      from: "Edge/AccessEdge",
      to: "198.51.100.7",
      port: "5061",
    });
    expect(lines(answer)).toEqual([
      "perhaps",
      "egress yes Edge/AccessEdge/External: ocs-2007/ports/12b",
      "way-out perhaps",
    ]);
  });
});

describe("a range", () => {
  it("is apart where only a part of it passes, with what asks for each", () => {
    const json = {
      resource: edgeOnAws({
        aws_vpc_security_group_ingress_rule: {
          more: awsRule("Internal", 5062, { cidr_ipv4: "10.30.1.0/28", to_port: 5064 }),
        },
      }),
      variable: {
        uc_edge_deployment: {
          default: declared(ownFlow({ peer: { kind: "prefixes", prefixes: ["10.30.1.0/28"] }, ports: [[5064, 5064]] })),
        },
      },
    };
    const answer = asked(json, { from: "10.30.1.4", to: "Edge/AccessEdge", port: "5060-5070" });
    expect(lines(answer)).toEqual([
      "part",
      "beyond yes",
      "ingress part Edge/AccessEdge/Internal: ocs-2007/ports/12e,own/probe-123456",
    ]);
    const ports = (of: typeof answer.asked): string[] =>
      of
        .boxes()
        .flatMap(
          ({ destinationPorts }) =>
            destinationPorts?.map(({ first, last }) => `${String(first)}-${String(last)}`) ?? [],
        );
    expect(ports(answer.outcome.always)).toEqual(["5061-5064"]);
    expect(ports(answer.asked.subtract(answer.outcome.may))).toEqual(["5060-5060", "5065-5070"]);
  });

  it("is told by whom nothing was asked for", () => {
    const json = {
      resource: edgeOnAws({
        aws_vpc_security_group_ingress_rule: { more: awsRule("Internal", 22, { cidr_ipv4: "10.30.1.0/28" }) },
      }),
      variable: { uc_edge_deployment: { default: declared() } },
    };
    const answer = asked(json, { from: "10.30.1.4", to: "Edge/AccessEdge", port: "22" });
    expect(lines(answer)).toEqual(["yes", "beyond yes", "ingress yes Edge/AccessEdge/Internal: nobody"]);
  });
});
