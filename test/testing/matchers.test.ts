/** The matchers as a user's suite has them, on the example stacks; what is permitted is written by hand from the document. */
import { App, Testing } from "cdktf";
import { CupsXmppPortForwardAws } from "../../examples/cups-xmpp-port-forward/aws";
import { CupsXmppPortForwardAzure } from "../../examples/cups-xmpp-port-forward/azure";
import { OcsEdgeAws } from "../../examples/ocs-edge/aws";
import { OcsEdgeAzure } from "../../examples/ocs-edge/azure";
import { serializer, synthesize, type InterfaceExpectation, type SynthesizedStack } from "../../lib/testing/index";

const POOL = "10.30.1.0/28";
const CLIENTS = "10.30.128.0/17";
const PARTNERS = ["198.51.100.0/24", "203.0.113.0/25"];

const internet = { peer: "internet" } as const;
const sip = (peer: string): { peer: string; transport: "tcp"; ports: number } => ({
  peer,
  transport: "tcp",
  ports: 5061,
});
/** AWS has no source ports; Azure holds the media to the A/V Edge's own. */
const media = { peer: "internet", ports: "1024-65535", sourcePorts: "50000-59999" } as const;

/** The edge of the example, from the port table of the document. */
const EDGE: Readonly<Record<string, InterfaceExpectation>> = {
  "Edge/AccessEdge/External": {
    ingress: [{ ...internet, transport: "tcp", ports: 443 }, ...PARTNERS.map(sip)],
    egress: PARTNERS.map(sip),
  },
  "Edge/AccessEdge/Internal": { ingress: [sip(POOL), sip(CLIENTS)], egress: [sip(POOL)] },
  "Edge/WebConferencingEdge/External": { ingress: [{ ...internet, transport: "tcp", ports: 443 }] },
  "Edge/WebConferencingEdge/Internal": { ingress: [{ peer: POOL, transport: "tcp", ports: 8057 }] },
  "Edge/AvEdge/External": {
    ingress: [
      { ...internet, transport: "tcp", ports: 443 },
      { ...internet, transport: "udp", ports: 3478 },
      { ...internet, transport: "tcp", ports: "50000-59999" },
      { ...internet, transport: "udp", ports: "50000-59999" },
    ],
    egress: [
      { ...media, transport: "tcp" },
      { ...media, transport: "udp" },
    ],
  },
  "Edge/AvEdge/Internal": {
    ingress: [
      ...[POOL, CLIENTS].flatMap((peer) => [
        { peer, transport: "tcp" as const, ports: 443 },
        { peer, transport: "udp" as const, ports: 3478 },
      ]),
      { peer: POOL, transport: "tcp", ports: 5062 },
    ],
  },
};

function messageOf(failing: () => void): string {
  try {
    failing();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the expectation held");
}

describe.each([
  ["aws", OcsEdgeAws],
  ["azure", OcsEdgeAzure],
] as const)("on %s, the matchers", (cloud, Stack) => {
  const app = new App();
  new Stack(app, `ocs-edge-${cloud}`);
  const [stack] = synthesize(app);
  if (stack === undefined) throw new Error("the app has no stack");
  const without = (path: string): Record<string, InterfaceExpectation> =>
    Object.fromEntries(Object.entries(EDGE).filter(([one]) => one !== path));

  it("say that the edge permits exactly what its document asks for", () => {
    expect(stack).toPermitExactly(EDGE);
  });

  it("fail with the packet and the rule when more is permitted than listed", () => {
    const message = messageOf(() => {
      expect(stack).toPermitExactly(without("Edge/WebConferencingEdge/Internal"));
    });
    expect(message).toMatch(
      /Edge\/WebConferencingEdge\/Internal ingress, surplus: tcp 10\.30\.1\.\d+:\d+ -> 10\.20\.0\.139:8057, by \S*(Web)\S*/,
    );
  });

  it("fail with the packet when less is permitted than listed", () => {
    const more = {
      ...EDGE,
      "Edge/WebConferencingEdge/Internal": { ingress: [{ peer: POOL, transport: "tcp" as const, ports: "8057-8058" }] },
    };
    expect(
      messageOf(() => {
        expect(stack).toPermitExactly(more);
      }),
    ).toMatch(/Edge\/WebConferencingEdge\/Internal ingress, missing: tcp 10\.30\.1\.\d+:\d+ -> 10\.20\.0\.139:8058/);
  });

  it("say of one packet whether it passes, both ways", () => {
    const partner = { at: "Edge/AccessEdge/External", peer: "198.51.100.7", transport: "tcp", ports: 5061 } as const;
    const stranger = { ...partner, peer: "192.0.2.1" };
    expect(stack).toPermit(partner);
    expect(stack).not.toDeny(partner);
    expect(stack).toDeny(stranger);
    expect(stack).not.toPermit(stranger);
    expect(stack).toPermit({ ...partner, direction: "egress" });
    expect(stack).toDeny({ ...partner, ports: 5060 });
  });

  it("name the rule in the message of a failing expectation", () => {
    const message = messageOf(() => {
      expect(stack).toDeny({ at: "Edge/AccessEdge/External", peer: "internet", transport: "tcp", ports: 443 });
    });
    expect(message).toContain("expected to deny the traffic");
    expect(message).toMatch(/permitted: tcp \S+ -> 10\.20\.0\.10:443/);
    expect(message).toMatch(/by \S*AccessEdge_External/);
  });

  it("find that traffic is permitted in part only, which is neither", () => {
    const both = { at: "Edge/AccessEdge/External", peer: "198.51.100.0/23", transport: "tcp", ports: 5061 } as const;
    expect(stack).not.toPermit(both);
    expect(stack).not.toDeny(both);
  });

  it("have no findings, as the one of the A/V Edge is accepted", () => {
    expect(stack).toHaveNoFindings();
  });

  it("take an app, a stack of it, and its JSON", () => {
    const other = new App();
    const inApp = new Stack(other, `ocs-edge-${cloud}`);
    expect(other).toHaveNoFindings();
    expect(inApp).toPermitExactly(EDGE);
    expect(Testing.synth(inApp)).toPermitExactly(EDGE);
  });

  it("print a stack as its rules, sorted", () => {
    const lines = serializer.print(stack).split("\n");
    expect(lines[0]).toBe(`ocs-edge-${cloud}:`);
    expect(lines.slice(1)).toEqual([...lines.slice(1)].sort());
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^ {2}Edge\/WebConferencingEdge\/Internal {2}in {3}tcp 8057 {2}10\.30\.1\.0\/28 {2}ocs-2007\/ports\/14a$/,
      ),
    );
  });
});

/** CUPS behind a port forward: on AWS its group admits the balancer's, whose address nobody knows before. */
describe("peers that are known by name only", () => {
  const app = new App();
  new CupsXmppPortForwardAws(app, "cups-aws");
  new CupsXmppPortForwardAzure(app, "cups-azure");
  const [aws, azure] = synthesize(app) as [SynthesizedStack, SynthesizedStack];
  const at = "Xmpp/Server/External";
  const front = "Xmpp/Server/PublicAddress/Balancer/Front";
  const xmpp = (peer: string): { peer: string; transport: "tcp"; ports: number } => ({
    peer,
    transport: "tcp",
    ports: 5269,
  });
  const OUTSIDE = ["192.0.2.99", "198.51.100.200", "198.51.100.32/28", "203.0.113.64/27"].map(xmpp);
  const DNS = (["tcp", "udp"] as const).map((transport) => ({ peer: "10.30.0.53", transport, ports: 53 }));
  const SERVER = {
    ingress: [xmpp(front), xmpp("10.30.64.7"), { peer: "10.30.128.0/17", transport: "tcp", ports: 5222 }],
    egress: [...OUTSIDE.slice(1), ...DNS],
  } as const;
  const EXPECTED = { [front]: { ingress: OUTSIDE, egress: [xmpp(at)] }, [at]: SERVER };

  it("are compared by their names", () => {
    expect(aws).toPermitExactly(EXPECTED);
    expect(aws).toPermit({ at, ...xmpp(front) });
  });

  it.each([
    ["is not listed", { [front]: EXPECTED[front] as object, [at]: { ...SERVER, ingress: SERVER.ingress.slice(1) } }],
    [
      "has another port",
      { ...EXPECTED, [at]: { ...SERVER, ingress: [{ ...xmpp(front), ports: 5270 }, ...SERVER.ingress] } },
    ],
    ["is listed for nothing", { ...EXPECTED, [front]: { ingress: OUTSIDE } }],
  ])("fail when such a peer %s", (_, expected) => {
    expect(aws).not.toPermitExactly(expected);
  });

  it.each([
    ["everybody", { cidr_ipv4: "0.0.0.0/0" }],
    ["a group that is not in the stack", { referenced_security_group_id: "sg-0foreign" }],
    ["an address that is known only later", { cidr_ipv4: "${var.later}" }],
    ["a prefix list", { prefix_list_id: "pl-0123456789abcdef0" }],
  ])("fail when %s may come too", (_, peer) => {
    const other = new App();
    const json = JSON.parse(Testing.synth(new CupsXmppPortForwardAws(other, "cups-aws"))) as {
      resource: { aws_vpc_security_group_ingress_rule: Record<string, { security_group_id: string }> };
    };
    const rules = json.resource.aws_vpc_security_group_ingress_rule;
    const [server] = Object.values(rules).filter((rule) => rule.security_group_id.includes("External"));
    expect(JSON.stringify(json)).toPermitExactly(EXPECTED);
    rules["More"] = {
      security_group_id: server?.security_group_id ?? "",
      ...{ ip_protocol: "tcp", from_port: 5269, to_port: 5269, description: "more", ...peer },
    };
    expect(JSON.stringify(json)).not.toPermitExactly(EXPECTED);
  });

  it("are the probes of Azure too, and only tags that the stack may name", () => {
    const probes = { at, ...xmpp("AzureLoadBalancer") };
    expect(azure).toPermit(probes);
    expect(azure).toDeny({ ...probes, ports: 5222 });
    const ingress = [...OUTSIDE, ...SERVER.ingress.slice(1)];
    expect(azure).toPermitExactly({ [at]: { ...SERVER, ingress: [...ingress, xmpp("AzureLoadBalancer")] } });
    expect(azure).not.toPermitExactly({ [at]: { ...SERVER, ingress } });
    const misspelled = messageOf(() => {
      expect(azure).toDeny({ at, ...xmpp("AzureLoadBalancers") });
    });
    expect(misspelled).toMatch(/did you mean "AzureLoadBalancer"\?.*\[tools-query-peer-unknown\]/);
    expect(() => {
      expect(aws).toDeny(probes);
    }).toThrow("[tools-query-peer-unknown]");
  });
});

describe("bad questions", () => {
  const app = new App();
  new OcsEdgeAws(app, "ocs-edge-aws");
  const [stack] = synthesize(app) as [SynthesizedStack];
  const ask = (query: object): string =>
    messageOf(() => {
      expect(stack).toPermit({
        at: "Edge/AccessEdge/External",
        peer: "internet",
        transport: "tcp",
        ports: 443,
        ...query,
      });
    });

  it.each([
    [{ at: "Edge/AccessEdge/Externl" }, "testing-interface-unknown", "did you mean"],
    [{ peer: "sip.example.com" }, "tools-query-peer-unknown", "an address, a prefix"],
    [{ peer: "10.0.0.1/8" }, "net-prefix-host-bits", "10.0.0.0/8"],
    [{ transport: "sctp" }, "tools-query-transport-unknown", "one of"],
    [{ ports: undefined }, "tools-query-ports-missing", "none never means all"],
    [{ ports: "59999-50000" }, "net-port-range-reversed", "50000-59999"],
  ])("say what is wrong with %j", (query, code, text) => {
    const message = ask(query);
    expect(message).toContain(`[${code}]`);
    expect(message).toContain(text);
  });

  it("refuse what is no stack", () => {
    expect(() => {
      expect(42).toHaveNoFindings();
    }).toThrow("[testing-subject-invalid]");
  });

  it("refuse text that is no synthesized stack", () => {
    expect(() => {
      expect("{}").toHaveNoFindings();
    }).toThrow("[tools-input-unknown]");
  });
});
