/** Parts of rules that Terraform does not know yet: what they may open is neither open nor closed. */
import { checkContext } from "../../../lib/tools/analyze/check";
import { permittedOn } from "../../../lib/tools/analyze/permitted";
import { Folder } from "../stack-files";
import { awsRule, checked, declared, edgeOnAws, lines } from "./hand-made";

type Json = Record<string, unknown>;

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const UNKNOWN = "${known only when Terraform runs}";
const PEER = "198.51.100.7";
const OWN = "10.0.0.4";

/** A packet from the peer, in words: `tcp 1024 443`, `icmp 8 0`. */
function packet(text: string): Parameters<ReturnType<typeof permittedOn>["atLeast"]["contains"]>[0] {
  const [protocol, first, second] = text.split(" ");
  const ends = { source: PEER, destination: OWN };
  if (protocol === "icmp") return { ...ends, protocol: 1, icmpType: Number(first), icmpCode: Number(second) };
  return { ...ends, protocol: protocol === "tcp" ? 6 : 17, sourcePort: Number(first), destinationPort: Number(second) };
}

/** Each packet with what is known of it: `open`, `closed`, or `either`. */
function seen(resource: Json, packets: readonly string[]): Record<string, string> {
  const context = checkContext(folder.read({ resource }));
  const [on] = context.topology.interfaces;
  if (on === undefined) throw new Error("there is no interface");
  const permitted = permittedOn(on, "ingress", (group) => context.rules.get(group) ?? [], context.ends);
  return Object.fromEntries(
    packets.map((text) => {
      const [least, most] = [permitted.atLeast, permitted.atMost].map((bound) => bound.contains(packet(text)));
      return [text, least === true ? "open" : most === true ? "either" : "closed"];
    }),
  );
}

function onAzure(...rules: Json[]): Json {
  const base = {
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    destination_port_range: "443",
    source_address_prefix: "198.51.100.0/24",
    destination_address_prefix: "*",
  };
  return {
    azurerm_network_security_group: {
      g: {
        security_rule: rules.map((rule, index) => ({
          ...base,
          name: `r${String(index)}`,
          priority: 100 + index,
          ...rule,
        })),
      },
    },
    azurerm_network_interface: { n: { ip_configuration: [{ private_ip_address: OWN, subnet_id: "/subnets/a" }] } },
    azurerm_network_interface_security_group_association: {
      link: {
        network_interface_id: "${azurerm_network_interface.n.id}",
        network_security_group_id: "${azurerm_network_security_group.g.id}",
      },
    },
  };
}

function onAws(rule: Json, type = "aws_vpc_security_group_ingress_rule"): Json {
  return {
    aws_security_group: { g: {} },
    aws_network_interface: { n: { private_ips: [OWN], security_groups: ["${aws_security_group.g.id}"] } },
    [type]: { r: { security_group_id: "${aws_security_group.g.id}", cidr_ipv4: "198.51.100.0/24", ...rule } },
  };
}

describe.each(["${var.x}", UNKNOWN])("on Azure, %s", (unknown) => {
  it("as access may allow", () => {
    expect(seen(onAzure({ access: unknown }), ["tcp 1024 443", "tcp 1024 444"])).toEqual({
      "tcp 1024 443": "either",
      "tcp 1024 444": "closed",
    });
  });

  it("as access may deny what comes behind", () => {
    const behind = { source_address_prefix: "*", destination_port_range: "443-444" };
    expect(seen(onAzure({ access: unknown }, behind), ["tcp 1024 443", "tcp 1024 444"])).toEqual({
      "tcp 1024 443": "either",
      "tcp 1024 444": "open",
    });
  });

  it("as access changes nothing of what is decided before", () => {
    const rules = [
      {},
      { access: "Deny", destination_port_range: "445" },
      { access: unknown, destination_port_range: "*" },
    ];
    expect(seen(onAzure(...rules), ["tcp 1024 443", "tcp 1024 444", "tcp 1024 445"])).toEqual({
      "tcp 1024 443": "open",
      "tcp 1024 444": "either",
      "tcp 1024 445": "closed",
    });
  });

  it("as source ports may be all or none", () => {
    expect(seen(onAzure({ source_port_range: unknown }), ["tcp 1024 443", "tcp 1 443", "tcp 1024 444"])).toEqual({
      "tcp 1024 443": "either",
      "tcp 1 443": "either",
      "tcp 1024 444": "closed",
    });
  });

  it("as source ports of a denial may be all or none", () => {
    const denial = { access: "Deny", source_port_range: unknown };
    expect(seen(onAzure(denial, { destination_port_range: "443-444" }), ["tcp 1 443", "tcp 1 444"])).toEqual({
      "tcp 1 443": "either",
      "tcp 1 444": "open",
    });
  });

  it("as source ports of every protocol may be all or none", () => {
    const every = { protocol: "*", source_port_range: unknown, destination_port_range: "*" };
    expect(seen(onAzure(every), ["tcp 1 2", "icmp 8 0"])).toEqual({ "tcp 1 2": "either", "icmp 8 0": "either" });
  });

  it("as direction may be the other one", () => {
    expect(seen(onAzure({ direction: unknown }), ["tcp 1 443", "tcp 1 444"])).toEqual({
      "tcp 1 443": "either",
      "tcp 1 444": "closed",
    });
  });
});

describe.each(["${var.x}", UNKNOWN])("on AWS, %s", (unknown) => {
  const icmp = { ip_protocol: "icmp", from_port: 8, to_port: 0 };

  it("as ICMP type may be every one", () => {
    expect(seen(onAws({ ...icmp, from_port: unknown }), ["icmp 8 0", "icmp 3 4", "tcp 1 443"])).toEqual({
      "icmp 8 0": "either",
      "icmp 3 4": "either",
      "tcp 1 443": "closed",
    });
  });

  it("as ICMP code is of the type that is known", () => {
    expect(seen(onAws({ ...icmp, to_port: unknown }), ["icmp 8 0", "icmp 8 1", "icmp 3 0"])).toEqual({
      "icmp 8 0": "either",
      "icmp 8 1": "either",
      "icmp 3 0": "closed",
    });
  });

  it("as direction may be the other one", () => {
    const rule = { type: unknown, protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["198.51.100.0/24"] };
    expect(seen(onAws(rule, "aws_security_group_rule"), ["tcp 1 443", "tcp 1 444"])).toEqual({
      "tcp 1 443": "either",
      "tcp 1 444": "closed",
    });
  });
});

it("known parts are known", () => {
  expect(seen(onAzure({ source_port_range: "1024-65535" }), ["tcp 1024 443", "tcp 1 443"])).toEqual({
    "tcp 1024 443": "open",
    "tcp 1 443": "closed",
  });
  expect(seen(onAws({ ip_protocol: "icmp", from_port: 8, to_port: -1 }), ["icmp 8 1", "icmp 3 0"])).toEqual({
    "icmp 8 1": "open",
    "icmp 3 0": "closed",
  });
});

it("a check says that a part is not known, and that a flow may be missing because of it", () => {
  const probe = {
    item: "own-flow",
    id: "own/ping-123456",
    role: "Edge/AccessEdge",
    direction: "ingress",
    peer: { kind: "prefixes", prefixes: ["198.51.100.0/24"] },
    transport: "icmp",
    ports: [],
    sourcePorts: null,
    icmp: { type: 8 },
    purpose: "ping",
    owner: null,
    expires: null,
  };
  const ping = { ip_protocol: "icmp", from_port: "${var.type}", to_port: -1, description: "own/ping-123456" };
  const rule = { ping: awsRule("External", 0, { ...ping, cidr_ipv4: "198.51.100.0/24" }) };
  const resource = edgeOnAws({ aws_vpc_security_group_ingress_rule: rule });
  const result = checked(folder, resource, declared(probe));
  expect(lines(result)).toEqual([
    "warning check-flow-unseen Edge/AccessEdge/External",
    "warning check-not-seen Edge/AccessEdge/External",
  ]);
  expect(result.summary).toMatchObject({ exact: false, seesAll: false, unseen: 2, surplus: 0 });
});
