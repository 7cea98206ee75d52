import { awsRule, azureGroup, declaration, externalRules, INTERNAL, ownFlow, preview } from "./edge-stack";

type Json = Record<string, unknown>;

function standing(description: string, values: Json = {}, direction = "ingress", ...items: Json[]): unknown {
  return externalRules([awsRule(description, values, direction)], ...items).map((rule) => rule.standing);
}

const PORT = (first: number, last = first): Json => ({ from_port: first, to_port: last });
const INTERNET = { cidr_ipv4: "0.0.0.0/0" };

describe("a rule that a document asks for", () => {
  it.each([
    ["from a partner", "ocs-2007/ports/12a", {}, "ingress"],
    ["from a part of a partner's block", "ocs-2007/ports/12a", { cidr_ipv4: "198.51.100.7/32" }, "ingress"],
    ["over IPv6", "ocs-2007/ports/12a", { cidr_ipv6: "2001:db8:5::/48" }, "ingress"],
    ["to a partner", "ocs-2007/ports/12b", {}, "egress"],
    ["from everybody outside", "ocs-2007/ports/13a", { ...PORT(443), ...INTERNET }, "ingress"],
    ["from somebody outside", "ocs-2007/ports/13a", { ...PORT(443), cidr_ipv4: "192.0.2.0/24" }, "ingress"],
    // What nobody can know here is left to the exact check.
    ["from an address that is known later", "ocs-2007/ports/12a", { cidr_ipv4: "${var.partner}" }, "ingress"],
    ["from a prefix list", "ocs-2007/ports/12a", { prefix_list_id: "pl-1" }, "ingress"],
    ["from a group", "ocs-2007/ports/12a", { referenced_security_group_id: "sg-1" }, "ingress"],
  ])("is documented: %s", (_, description, values, direction) => {
    expect(standing(description, values, direction)).toEqual(["documented"]);
  });
});

describe("a rule that opens more than the flows that it names", () => {
  it.each([
    ["another port", "ocs-2007/ports/12a", PORT(22), "ingress"],
    ["more ports", "ocs-2007/ports/12a", PORT(5060, 5061), "ingress"],
    ["every port", "ocs-2007/ports/12a", PORT(0, 65535), "ingress"],
    ["a gap between two flows", "ocs-2007/ports/12a,13a", PORT(443, 5061), "ingress"],
    ["ports that are not known", "ocs-2007/ports/12a", { from_port: "${var.a}", to_port: "${var.a}" }, "ingress"],
    ["another protocol", "ocs-2007/ports/12a", { ip_protocol: "udp" }, "ingress"],
    ["every protocol", "ocs-2007/ports/12a", { ip_protocol: "-1", from_port: null, to_port: null }, "ingress"],
    ["a protocol that is not known", "ocs-2007/ports/12a", { ip_protocol: "${var.p}" }, "ingress"],
    ["a wider block", "ocs-2007/ports/12a", { cidr_ipv4: "198.51.0.0/16" }, "ingress"],
    ["another partner", "ocs-2007/ports/12a", { cidr_ipv4: "203.0.113.0/24" }, "ingress"],
    ["the other family", "ocs-2007/ports/12a", { cidr_ipv6: "2001:db8::/32" }, "ingress"],
    ["the internet", "ocs-2007/ports/12a", INTERNET, "ingress"],
    ["the other direction, to everybody", "ocs-2007/ports/13a", { ...PORT(443), ...INTERNET }, "egress"],
  ])("is wider: %s", (_, description, values, direction) => {
    expect(standing(description, values, direction)).toEqual(["wider"]);
  });

  it("is wider where another interface's role is the one that listens", () => {
    const avEdge = {
      item: "role",
      path: "Edge/AvEdge",
      role: "ocs-2007/av-edge",
      external: "Edge/AvEdge/External",
      internal: null,
    };
    const stun = { ip_protocol: "udp", ...PORT(3478), ...INTERNET };
    expect(standing("ocs-2007/ports/18a", stun, "ingress", avEdge)).toEqual(["wider"]);
  });

  it("is wider on Azure where it says any, which holds the network itself", () => {
    const rule = { description: "ocs-2007/ports/13a", destination_port_range: "443" };
    const groups = [
      azureGroup("External", [
        { ...rule, source_address_prefix: "Internet" },
        { ...rule, source_address_prefix: "*" },
      ]),
    ];
    const [external] = preview(groups, declaration("azure")).groups;
    expect(external?.rules.map((one) => [one.peers, one.standing])).toEqual([
      [["any"], "wider"],
      [["internet"], "documented"],
    ]);
  });
});

describe("a rule of one's own", () => {
  const PROBE = ownFlow("own/probe-1f3a2b");
  const FROM_PROBE = { cidr_ipv4: "192.0.2.7/32" };

  it.each([
    ["own", "own/probe-1f3a2b", { ...PORT(8443), ...FROM_PROBE }, "ingress"],
    ["wider", "own/probe-1f3a2b", { ...PORT(8443), cidr_ipv4: "192.0.2.0/24" }, "ingress"],
    ["wider", "own/probe-1f3a2b", { ...PORT(8444), ...FROM_PROBE }, "ingress"],
    ["wider", "own/probe-1f3a2b", { ...PORT(8443), ...FROM_PROBE }, "egress"],
    ["documented", "ocs-2007/ports/12a own/probe-1f3a2b", {}, "ingress"],
  ])("is %s: %s %j %s", (expected, description, values, direction) => {
    expect(standing(description, values, direction, PROBE)).toEqual([expected]);
  });

  it("may be towards a role, whose own group it opens the other way", () => {
    const gateway = {
      item: "role",
      path: "Gateway",
      role: "ocs-2007/front-end",
      external: null,
      internal: "Gateway/Internal",
    };
    const toGateway = ownFlow("own/to-gateway-1", { direction: "egress", peer: { kind: "role", role: "Gateway" } });
    const fromGateway = {
      ...toGateway,
      id: "own/from-gateway-1",
      role: "Gateway",
      peer: { kind: "role", role: "Edge/AccessEdge" },
    };
    const rule = { ...PORT(8443), referenced_security_group_id: "${aws_security_group.Gateway.id}" };
    expect(standing("own/to-gateway-1", rule, "egress", toGateway, gateway)).toEqual(["own"]);
    expect(standing("own/from-gateway-1", rule, "ingress", fromGateway, gateway)).toEqual(["own"]);
    expect(standing("own/from-gateway-1", rule, "egress", fromGateway, gateway)).toEqual(["wider"]);
  });

  it("may be ICMP, of which Azure has one for both families", () => {
    const ping = ownFlow("own/ping-1", {
      transport: "icmpv6",
      ports: [],
      icmp: { type: 128 },
      peer: { kind: "internet" },
    });
    const icmp = {
      protocol: "Icmp",
      destination_port_range: "*",
      source_address_prefix: "Internet",
      description: "own/ping-1",
    };
    const [external] = preview([azureGroup("External", [icmp])], declaration("azure", ping)).groups;
    expect(external?.rules.map((one) => one.standing)).toEqual(["own"]);
    const onAws = { ip_protocol: "icmp", ...PORT(128, -1), ...INTERNET };
    expect(standing("own/ping-1", onAws, "ingress", ping)).toEqual(["wider"]);
  });
});

describe("a rule that nothing asks for", () => {
  it.each(["", "added by hand", "https://wiki.example.com", "ocs-2007/ports/99z", "own/gone-000000", "+3"])(
    "is undocumented: %j",
    (description) => {
      expect(standing(description)).toEqual(["undocumented"]);
    },
  );

  it("is undocumented on a group of somebody else, whatever its description says", () => {
    const foreign = awsRule("ocs-2007/ports/12a", { security_group_id: "sg-0foreign" });
    const { groups } = preview([foreign], declaration("aws"));
    expect(groups.find(({ group }) => group === "sg-0foreign")?.rules).toMatchObject([
      { standing: "undocumented", flows: [], description: "ocs-2007/ports/12a" },
    ]);
  });
});

describe("a description that had no room for all flows", () => {
  const OWN = Array.from({ length: 3 }, (_, index) =>
    ownFlow(`own/flow-${String(index)}`, { ports: [[9000 + index, 9000 + index]] }),
  );

  it("is taken for what all flows of the stack ask for at the interface, and no more", () => {
    const probe = { cidr_ipv4: "192.0.2.7/32" };
    expect(standing("own/flow-0 +2", { ...PORT(9000, 9002), ...probe }, "ingress", ...OWN)).toEqual(["own"]);
    expect(standing("own/flow-0 +2", { ...PORT(9000, 9003), ...probe }, "ingress", ...OWN)).toEqual(["wider"]);
    expect(standing("ocs-2007/ports/12a +9", PORT(22), "ingress", ...OWN)).toEqual(["wider"]);
    expect(standing("ocs-2007/ports/12a +1", { ...PORT(443), ...INTERNET })).toEqual(["documented"]);
  });
});

it("reads the internal interface in the same way", () => {
  const rule = awsRule("ocs-2007/ports/12e", { security_group_id: `\${${INTERNAL}.id}`, cidr_ipv4: "10.30.1.0/28" });
  const wide = awsRule("ocs-2007/ports/12e", { security_group_id: `\${${INTERNAL}.id}`, cidr_ipv4: "10.30.0.0/16" });
  const internal = preview([rule, wide], declaration("aws")).groups.find(({ group }) => group === INTERNAL);
  expect(internal?.rules.map((one) => [one.peers, one.standing])).toEqual([
    [["10.30.0.0/16"], "wider"],
    [["10.30.1.0/28"], "documented"],
  ]);
});
