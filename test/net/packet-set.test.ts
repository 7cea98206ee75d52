import { IpPrefix } from "../../lib/net/ip-prefix";
import { type Packet, printPacket } from "../../lib/net/packet";
import type { PacketBox, PacketMatch } from "../../lib/net/packet-match";
import { PacketSet } from "../../lib/net/packet-set";
import type { PortRange } from "../../lib/net/port-range";
import { faultOf } from "./faults";

const prefixes = (...texts: string[]): IpPrefix[] =>
  texts.map((text) => IpPrefix.parse(text, { what: "cannot test", prop: "prefixes" }));
const ports = (...texts: string[]): PortRange[] =>
  texts.map((text) => {
    const [first = NaN, last = first] = text.split("-").map(Number);
    return { first, last };
  });

/** A packet from `tcp 192.0.2.1:5061 > 198.51.100.1:443`-like parts, short enough for tables. */
const tcp = (source: string, sourcePort: number, destination: string, destinationPort: number): Packet => ({
  protocol: 6,
  source,
  sourcePort,
  destination,
  destinationPort,
});
const https = (source: string, destination = "198.51.100.10"): Packet => tcp(source, 49152, destination, 443);

/** What a box says, as text; `any` where a list is everything. */
function show(box: PacketBox): string {
  const ranges = (list: readonly PortRange[] | undefined, last: number): string | undefined =>
    list
      ?.map((each) =>
        each.first === 0 && each.last === last
          ? "any"
          : each.first === each.last
            ? String(each.first)
            : `${String(each.first)}-${String(each.last)}`,
      )
      .join(",");
  return [
    box.family,
    `protocol ${ranges(box.protocols, 255) ?? ""}`,
    `from ${box.sources.join(",")}`,
    ...(box.sourcePorts === undefined ? [] : [`port ${ranges(box.sourcePorts, 65535) ?? ""}`]),
    `to ${box.destinations.join(",")}`,
    ...(box.destinationPorts === undefined ? [] : [`port ${ranges(box.destinationPorts, 65535) ?? ""}`]),
    ...(box.icmpTypes === undefined ? [] : [`type ${ranges(box.icmpTypes, 255) ?? ""}`]),
    ...(box.icmpCodes === undefined ? [] : [`code ${ranges(box.icmpCodes, 255) ?? ""}`]),
  ].join(" ");
}
const boxes = (set: PacketSet): string[] => set.boxes().map(show);
const witness = (set: PacketSet): string | undefined => {
  const packet = set.witness();
  return packet === undefined ? undefined : printPacket(packet);
};

const SERVER = prefixes("198.51.100.10/32");
const toServer = (match: PacketMatch): PacketSet =>
  PacketSet.of({ destinations: SERVER, protocols: ["tcp"], ...match });

describe("PacketSet.of", () => {
  test("is everything when every list is left out", () => {
    expect(PacketSet.of({}).equals(PacketSet.everything())).toBe(true);
    expect(PacketSet.of({ sources: undefined, protocols: undefined }).equals(PacketSet.everything())).toBe(true);
  });

  test.each<[string, PacketMatch]>([
    ["sources", { sources: [] }],
    ["destinations", { destinations: [] }],
    ["protocols", { protocols: [] }],
    ["source ports", { protocols: ["tcp"], sourcePorts: [] }],
    ["destination ports", { protocols: ["udp"], destinationPorts: [] }],
    ["ICMP types", { protocols: ["icmp"], icmpTypes: [] }],
    ["ICMP codes", { protocols: ["icmpv6"], icmpCodes: [] }],
    ["sources, with another list", { sources: [], destinations: prefixes("0.0.0.0/0"), protocols: ["tcp"] }],
  ])("is empty, not everything, for an empty list of %s", (_, match) => {
    const set = PacketSet.of(match);
    expect(set.isEmpty).toBe(true);
    expect(set.equals(PacketSet.empty())).toBe(true);
    expect(set.witness()).toBeUndefined();
    expect(set.boxes()).toEqual([]);
  });

  test.each<[string, Packet, boolean]>([
    ["the first source", https("192.0.2.0"), true],
    ["the last source", https("192.0.2.255"), true],
    ["the address before", https("192.0.1.255"), false],
    ["the address behind", https("192.0.3.0"), false],
    ["another destination", https("192.0.2.1", "198.51.100.11"), false],
    ["the other direction", https("198.51.100.10", "192.0.2.1"), false],
    ["the port before", tcp("192.0.2.1", 49152, "198.51.100.10", 442), false],
    ["the port behind", tcp("192.0.2.1", 49152, "198.51.100.10", 444), false],
    ["the first source port", tcp("192.0.2.1", 1024, "198.51.100.10", 443), true],
    ["the last source port", tcp("192.0.2.1", 65535, "198.51.100.10", 443), true],
    ["the source port before", tcp("192.0.2.1", 1023, "198.51.100.10", 443), false],
    ["source port 0", tcp("192.0.2.1", 0, "198.51.100.10", 443), false],
    ["another transport", { ...https("192.0.2.1"), protocol: 17 }, false],
    ["a protocol without ports", { protocol: 50, source: "192.0.2.1", destination: "198.51.100.10" }, false],
    ["IPv6", https("2001:db8::1", "2001:db8::10"), false],
  ])("decides on %s", (_, packet, expected) => {
    const set = toServer({
      sources: prefixes("192.0.2.0/24"),
      sourcePorts: ports("1024-65535"),
      destinationPorts: ports("443"),
    });
    expect(set.contains(packet)).toBe(expected);
    expect(set.complement().contains(packet)).toBe(!expected);
  });

  test.each<[string, Packet, boolean]>([
    ["type and code", { protocol: 1, source: "192.0.2.1", destination: "192.0.2.2", icmpType: 3, icmpCode: 4 }, true],
    ["another type", { protocol: 1, source: "192.0.2.1", destination: "192.0.2.2", icmpType: 4, icmpCode: 4 }, false],
    ["another code", { protocol: 1, source: "192.0.2.1", destination: "192.0.2.2", icmpType: 3, icmpCode: 3 }, false],
    ["ICMPv6", { protocol: 58, source: "2001:db8::1", destination: "2001:db8::2", icmpType: 3, icmpCode: 4 }, false],
  ])("decides on ICMP by %s", (_, packet, expected) => {
    const set = PacketSet.of({ protocols: ["icmp"], icmpTypes: ports("3"), icmpCodes: ports("4") });
    expect(set.contains(packet)).toBe(expected);
  });

  test("takes protocols by name, by number and by range", () => {
    const esp = PacketSet.of({ protocols: ["esp"] });
    expect(esp.equals(PacketSet.of({ protocols: [50] }))).toBe(true);
    expect(
      esp.union(PacketSet.of({ protocols: ["ah"] })).equals(PacketSet.of({ protocols: [{ first: 50, last: 51 }] })),
    ).toBe(true);
    expect(PacketSet.of({ protocols: [{ first: 0, last: 255 }] }).equals(PacketSet.everything())).toBe(true);
  });

  test("takes several values as any of them", () => {
    const set = toServer({
      sources: prefixes("192.0.2.1/32", "203.0.113.0/24"),
      destinationPorts: ports("443", "5061"),
    });
    expect(set.contains(https("192.0.2.1"))).toBe(true);
    expect(set.contains(tcp("203.0.113.255", 1, "198.51.100.10", 5061))).toBe(true);
    expect(set.contains(https("192.0.2.2"))).toBe(false);
  });

  test("forms no packet between the families", () => {
    expect(PacketSet.of({ sources: prefixes("192.0.2.1/32"), destinations: prefixes("2001:db8::1/128") }).isEmpty).toBe(
      true,
    );
    const mixed = PacketSet.of({
      sources: prefixes("0.0.0.0/0", "::/0"),
      destinations: prefixes("192.0.2.1/32", "2001:db8::1/128"),
      protocols: ["esp"],
    });
    expect(boxes(mixed)).toEqual([
      "ipv4 protocol 50 from 0.0.0.0/0 to 192.0.2.1/32",
      "ipv6 protocol 50 from ::/0 to 2001:db8::1/128",
    ]);
  });

  test("leaves the other family out when addresses of one are given", () => {
    const set = PacketSet.of({ sources: prefixes("0.0.0.0/0") });
    expect(set.equals(PacketSet.everything("ipv4"))).toBe(true);
    expect(set.contains(https("2001:db8::1", "2001:db8::2"))).toBe(false);
  });

  test.each<[string, PacketMatch, string, string]>([
    [
      "ports without a protocol, which means every protocol",
      { destinationPorts: ports("443") },
      "missing",
      "destinationPorts",
    ],
    [
      "ports beside ICMP",
      { protocols: ["tcp", "icmp"], destinationPorts: ports("443") },
      '["tcp","icmp"]',
      "destinationPorts",
    ],
    ["source ports beside ESP", { protocols: ["esp"], sourcePorts: ports("500") }, '["esp"]', "sourcePorts"],
    ["ports beside a number", { protocols: [47], sourcePorts: [] }, "[47]", "sourcePorts"],
    [
      "ports beside a range from TCP to UDP",
      { protocols: [{ first: 6, last: 17 }], sourcePorts: ports("1") },
      '[{"first":6,"last":17}]',
      "sourcePorts",
    ],
  ])("refuses %s", (_, match, shown, prop) => {
    expect(faultOf(() => PacketSet.of(match))).toEqual({
      code: "net-packet-set-ports-unexpected",
      message: `cannot build a packet set: protocols is ${shown}, expected "tcp" and "udp" alone beside ${prop}, because no other protocol has ports; name the protocols that are meant, or leave ${prop} out [net-packet-set-ports-unexpected]`,
    });
  });

  test.each<[string, PacketMatch, string, string]>([
    ["a type without a protocol", { icmpTypes: ports("8") }, "missing", "icmpTypes"],
    ["a type beside TCP", { protocols: ["tcp"], icmpTypes: ports("8") }, '["tcp"]', "icmpTypes"],
    ["a code beside UDP", { protocols: ["icmp", "udp"], icmpCodes: ports("0") }, '["icmp","udp"]', "icmpCodes"],
  ])("refuses %s", (_, match, shown, prop) => {
    expect(faultOf(() => PacketSet.of(match))).toEqual({
      code: "net-packet-set-icmp-unexpected",
      message: `cannot build a packet set: protocols is ${shown}, expected "icmp" and "icmpv6" alone beside ${prop}, because no other protocol has types and codes; name the protocols that are meant, or leave ${prop} out [net-packet-set-icmp-unexpected]`,
    });
  });

  test.each<[unknown, string, string]>([
    [256, "256", ""],
    [-1, "-1", ""],
    [6.5, "6.5", ""],
    [NaN, "NaN", ""],
    ["all", '"all"', ""],
    ["TCP", '"TCP"', ' (did you mean "tcp"?)'],
    ["ipsec-esp", '"ipsec-esp"', ""],
  ])("refuses the protocol %p", (protocol, shown, hint) => {
    expect(faultOf(() => PacketSet.of({ protocols: [protocol as number] }))).toEqual({
      code: "net-packet-set-protocol-invalid",
      message: `cannot build a packet set: protocols is ${shown}, expected one of "tcp", "udp", "icmp", "icmpv6", "esp", "ah"${hint}, or a whole number from 0 to 255; correct the protocol [net-packet-set-protocol-invalid]`,
    });
  });

  test.each<[string, PacketMatch, string, string, string]>([
    [
      "swapped protocols",
      { protocols: [{ first: 51, last: 50 }] },
      "protocols",
      '{"first":51,"last":50}',
      "swap the two",
    ],
    [
      "a type above 255",
      { protocols: ["icmp"], icmpTypes: ports("0-256") },
      "icmpTypes",
      '{"first":0,"last":256}',
      "correct the range",
    ],
    [
      "AWS's mark for every code",
      { protocols: ["icmp"], icmpCodes: [{ first: -1, last: -1 }] },
      "icmpCodes",
      '{"first":-1,"last":-1}',
      "correct the range",
    ],
  ])("refuses %s", (_, match, prop, shown, todo) => {
    expect(faultOf(() => PacketSet.of(match))).toEqual({
      code: "net-packet-set-range-invalid",
      message: `cannot build a packet set: ${prop} is ${shown}, expected ranges within 0-255, their first number at or below the last; ${todo} [net-packet-set-range-invalid]`,
    });
  });

  test("refuses ports as parsePorts does", () => {
    expect(faultOf(() => PacketSet.of({ protocols: ["tcp"], sourcePorts: ports("65535-65536") }))).toEqual({
      code: "net-port-invalid",
      message:
        'cannot build a packet set: sourcePorts is {"first":65535,"last":65536}, expected whole numbers from 0 to 65535: a port (443) or a range ("50000-59999"); correct the port [net-port-invalid]',
    });
    expect(faultOf(() => PacketSet.of({ protocols: ["udp"], destinationPorts: ports("59999-50000") }))).toEqual({
      code: "net-port-range-reversed",
      message:
        'cannot build a packet set: destinationPorts is {"first":59999,"last":50000}, expected a first port at or below the last; swap them: "50000-59999" [net-port-range-reversed]',
    });
  });
});

describe("the set of everything", () => {
  test.each<Packet>([
    https("0.0.0.0", "255.255.255.255"),
    https("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    tcp("192.0.2.1", 0, "192.0.2.1", 65535),
    { protocol: 0, source: "192.0.2.1", destination: "192.0.2.2" },
    { protocol: 255, source: "2001:db8::1", destination: "2001:db8::2" },
    { protocol: 58, source: "192.0.2.1", destination: "192.0.2.2", icmpType: 255, icmpCode: 255 },
  ])("has %p", (packet) => {
    expect(PacketSet.everything().contains(packet)).toBe(true);
    expect(PacketSet.empty().contains(packet)).toBe(false);
  });

  test("is the two families, which are apart", () => {
    const [ipv4, ipv6] = [PacketSet.everything("ipv4"), PacketSet.everything("ipv6")];
    expect(ipv4.union(ipv6).equals(PacketSet.everything())).toBe(true);
    expect(ipv4.intersect(ipv6).isEmpty).toBe(true);
    expect(ipv4.complement().equals(ipv6)).toBe(true);
  });

  test("and the empty set complete each other", () => {
    expect(PacketSet.everything().complement().isEmpty).toBe(true);
    expect(PacketSet.empty().complement().equals(PacketSet.everything())).toBe(true);
  });
});

describe("the operations", () => {
  const web = toServer({ destinationPorts: ports("80", "443") });
  const fromPartner = toServer({ sources: prefixes("203.0.113.0/24"), destinationPorts: ports("443", "5061") });

  test("unite", () => {
    const both = web.union(fromPartner);
    expect(both.contains(tcp("192.0.2.1", 1, "198.51.100.10", 80))).toBe(true);
    expect(both.contains(tcp("203.0.113.1", 1, "198.51.100.10", 5061))).toBe(true);
    expect(both.contains(tcp("192.0.2.1", 1, "198.51.100.10", 5061))).toBe(false);
  });

  test("intersect", () => {
    expect(
      web
        .intersect(fromPartner)
        .equals(toServer({ sources: prefixes("203.0.113.0/24"), destinationPorts: ports("443") })),
    ).toBe(true);
  });

  test("subtract", () => {
    expect(
      fromPartner
        .subtract(web)
        .equals(toServer({ sources: prefixes("203.0.113.0/24"), destinationPorts: ports("5061") })),
    ).toBe(true);
  });

  test("leave their operands as they were", () => {
    const before = [boxes(web), boxes(fromPartner)];
    web.union(fromPartner);
    web.subtract(fromPartner);
    PacketSet.union([web, fromPartner]);
    expect([boxes(web), boxes(fromPartner)]).toEqual(before);
  });

  test("unite many, and none", () => {
    expect(PacketSet.union([]).isEmpty).toBe(true);
    expect(PacketSet.union([web]).equals(web)).toBe(true);
    expect(PacketSet.union([web, PacketSet.empty(), fromPartner]).equals(web.union(fromPartner))).toBe(true);
  });

  test("tell a subset from one that only overlaps", () => {
    expect(web.intersect(fromPartner).isSubsetOf(web)).toBe(true);
    expect(web.isSubsetOf(web)).toBe(true);
    expect(PacketSet.empty().isSubsetOf(web)).toBe(true);
    expect(fromPartner.isSubsetOf(web)).toBe(false);
    expect(web.isSubsetOf(PacketSet.everything("ipv4"))).toBe(true);
    expect(web.isSubsetOf(PacketSet.everything("ipv6"))).toBe(false);
  });

  test("find 0.0.0.0/1 and 128.0.0.0/1 to be the internet, as 0.0.0.0/0 is", () => {
    expect(
      PacketSet.of({ sources: prefixes("0.0.0.0/1", "128.0.0.0/1") }).equals(
        PacketSet.of({ sources: prefixes("0.0.0.0/0") }),
      ),
    ).toBe(true);
  });

  test("find one port too few", () => {
    const nearly = toServer({ destinationPorts: ports("0-65534") });
    expect(nearly.equals(toServer({}))).toBe(false);
    expect(nearly.union(toServer({ destinationPorts: ports("65535") })).equals(toServer({}))).toBe(true);
  });
});

describe("contains", () => {
  test("refuses a packet that cannot exist", () => {
    const fault = faultOf(() => PacketSet.everything().contains({ ...https("192.0.2.1"), destination: "2001:db8::1" }));
    expect(fault.code).toBe("net-packet-families-differ");
    expect(fault.message).toMatch(/^cannot look a packet up: destination is "2001:db8::1", /);
  });
});

describe("witness", () => {
  test.each<[string, PacketSet, string]>([
    [
      "the lowest address and port but zero",
      toServer({ destinationPorts: ports("443") }),
      "tcp 0.0.0.1:1 -> 198.51.100.10:443",
    ],
    [
      "the lowest of several",
      toServer({
        sources: prefixes("203.0.113.0/24", "192.0.2.128/25"),
        sourcePorts: ports("1024-65535"),
        destinationPorts: ports("5061", "443"),
      }),
      "tcp 192.0.2.128:1024 -> 198.51.100.10:443",
    ],
    [
      "no port 0 where there is another",
      PacketSet.of({
        sources: prefixes("192.0.2.1/32"),
        destinations: SERVER,
        protocols: ["udp"],
        sourcePorts: ports("0", "5000-5001"),
        destinationPorts: ports("0-3"),
      }),
      "udp 192.0.2.1:5000 -> 198.51.100.10:1",
    ],
    [
      "port 0 where there is no other",
      toServer({ sources: prefixes("192.0.2.1/32"), sourcePorts: ports("0"), destinationPorts: ports("0") }),
      "tcp 192.0.2.1:0 -> 198.51.100.10:0",
    ],
    [
      "0.0.0.0 where there is no other",
      toServer({ sources: prefixes("0.0.0.0/32"), destinationPorts: ports("443") }),
      "tcp 0.0.0.0:1 -> 198.51.100.10:443",
    ],
    [
      "a type and code of 0",
      PacketSet.of({ sources: prefixes("192.0.2.1/32"), destinations: SERVER, protocols: ["icmp"] }),
      "icmp 192.0.2.1 -> 198.51.100.10 type 0 code 0",
    ],
    [
      "a protocol without fields",
      PacketSet.of({ sources: prefixes("2001:db8::/64"), protocols: ["ah", "esp"] }),
      "esp [2001:db8::] -> [::1]",
    ],
    ["TCP before UDP and ICMP", PacketSet.everything(), "tcp 0.0.0.1:1 -> 0.0.0.1:1"],
    [
      "UDP when there is no TCP",
      PacketSet.everything().subtract(PacketSet.of({ protocols: ["tcp"] })),
      "udp 0.0.0.1:1 -> 0.0.0.1:1",
    ],
    ["IPv6 when there is no IPv4", PacketSet.everything("ipv6"), "tcp [::1]:1 -> [::1]:1"],
    [
      "the unspecified IPv6 address where there is no other",
      PacketSet.of({ sources: prefixes("::/128"), destinations: prefixes("2001:db8::1/128"), protocols: ["esp"] }),
      "esp [::] -> [2001:db8::1]",
    ],
  ])("gives %s", (_, set, line) => {
    expect(witness(set)).toBe(line);
  });

  test("gives a packet of another protocol rather than one from 0.0.0.0", () => {
    const set = toServer({ sources: prefixes("0.0.0.0/32") }).union(
      PacketSet.of({ sources: prefixes("192.0.2.1/32"), destinations: SERVER, protocols: [47] }),
    );
    expect(witness(set)).toBe("protocol 47 192.0.2.1 -> 198.51.100.10");
  });

  test("gives a packet of the other family rather than one from 0.0.0.0", () => {
    const set = toServer({ sources: prefixes("0.0.0.0/32") }).union(
      PacketSet.of({
        sources: prefixes("2001:db8::1/128"),
        destinations: prefixes("2001:db8::2/128"),
        protocols: ["ah"],
      }),
    );
    expect(witness(set)).toBe("ah [2001:db8::1] -> [2001:db8::2]");
  });

  test("gives a higher source rather than one that reaches 0.0.0.0 only", () => {
    const low = PacketSet.of({
      sources: prefixes("192.0.2.1/32"),
      destinations: prefixes("0.0.0.0/32"),
      protocols: ["esp"],
    });
    const high = PacketSet.of({ sources: prefixes("203.0.113.1/32"), destinations: SERVER, protocols: ["esp"] });
    expect(witness(low.union(high))).toBe("esp 203.0.113.1 -> 198.51.100.10");
    expect(witness(low)).toBe("esp 192.0.2.1 -> 0.0.0.0");
  });

  test("does not depend on how the set came about", () => {
    const halves = [
      toServer({ sources: prefixes("203.0.113.128/25") }),
      toServer({ sources: prefixes("203.0.113.0/25") }),
    ];
    expect(PacketSet.union(halves).witness()).toEqual(toServer({ sources: prefixes("203.0.113.0/24") }).witness());
  });
});

describe("boxes", () => {
  const any = "from 0.0.0.0/0 port any to 198.51.100.10/32 port";

  test("join halves of a block, and ports that touch", () => {
    const set = PacketSet.union([
      toServer({ sources: prefixes("192.0.2.0/25"), destinationPorts: ports("443") }),
      toServer({ sources: prefixes("192.0.2.128/25"), destinationPorts: ports("443") }),
      toServer({ sources: prefixes("192.0.2.0/24"), destinationPorts: ports("444-500") }),
    ]);
    expect(boxes(set)).toEqual(["ipv4 protocol 6 from 192.0.2.0/24 port any to 198.51.100.10/32 port 443-500"]);
  });

  test("join what differs in one list only, whichever it is", () => {
    const set = PacketSet.of({
      sources: prefixes("192.0.2.1/32", "203.0.113.1/32"),
      destinations: prefixes("198.51.100.1/32", "198.51.100.7/32"),
      protocols: ["tcp", "udp"],
      sourcePorts: ports("5000", "6000-6010"),
      destinationPorts: ports("443", "3478"),
    });
    const line =
      "ipv4 protocol 6,17 from 192.0.2.1/32,203.0.113.1/32 port 5000,6000-6010 to 198.51.100.1/32,198.51.100.7/32 port 443,3478";
    expect(boxes(set)).toEqual([line]);
    const pieces = set.boxes().flatMap((box) =>
      box.sources.flatMap((source) =>
        box.destinations.flatMap((destination) =>
          ["tcp", "udp"].flatMap((protocol) =>
            [5000, 6000, 6001].flatMap((port) =>
              [443, 3478].map((listener) =>
                PacketSet.of({
                  sources: [source],
                  destinations: [destination],
                  protocols: [protocol as "tcp"],
                  sourcePorts: ports(port === 6001 ? "6001-6010" : String(port)),
                  destinationPorts: ports(String(listener)),
                }),
              ),
            ),
          ),
        ),
      ),
    );
    expect(pieces).toHaveLength(48);
    expect(boxes(PacketSet.union(pieces))).toEqual([line]);
  });

  test("say for a block what the whole block permits, and for a smaller one what it permits beyond", () => {
    const set = PacketSet.union([
      toServer({ sources: prefixes("10.0.1.0/24"), destinationPorts: ports("443", "8057") }),
      toServer({ sources: prefixes("0.0.0.0/0"), destinationPorts: ports("443") }),
      toServer({ sources: prefixes("10.0.0.0/16"), destinationPorts: ports("443", "5061") }),
    ]);
    expect(boxes(set)).toEqual([
      `ipv4 protocol 6 ${any} 443`,
      "ipv4 protocol 6 from 10.0.0.0/16 port any to 198.51.100.10/32 port 5061",
      "ipv4 protocol 6 from 10.0.1.0/24 port any to 198.51.100.10/32 port 8057",
    ]);
  });

  test("keep two boxes that differ in two lists", () => {
    const set = toServer({ sources: prefixes("192.0.2.0/24"), destinationPorts: ports("80", "443") }).union(
      toServer({ sources: prefixes("203.0.113.0/24"), destinationPorts: ports("443") }),
    );
    expect(boxes(set)).toEqual([
      "ipv4 protocol 6 from 192.0.2.0/24 port any to 198.51.100.10/32 port 80,443",
      "ipv4 protocol 6 from 203.0.113.0/24 port any to 198.51.100.10/32 port 443",
    ]);
  });

  test("join what two sources share, though each has more that the other has not", () => {
    const [one, other] = [prefixes("192.0.2.1/32"), prefixes("203.0.113.1/32")];
    const set = PacketSet.union([
      toServer({ sources: one, destinationPorts: ports("80") }),
      toServer({ sources: one, destinations: prefixes("198.51.100.20/32"), destinationPorts: ports("443") }),
      toServer({ sources: other, destinationPorts: ports("80") }),
      toServer({ sources: other, destinations: prefixes("198.51.100.30/32"), destinationPorts: ports("5061") }),
    ]);
    expect(boxes(set)).toEqual([
      "ipv4 protocol 6 from 192.0.2.1/32,203.0.113.1/32 port any to 198.51.100.10/32 port 80",
      "ipv4 protocol 6 from 192.0.2.1/32 port any to 198.51.100.20/32 port 443",
      "ipv4 protocol 6 from 203.0.113.1/32 port any to 198.51.100.30/32 port 5061",
    ]);
  });

  test("join again what became alike by being joined", () => {
    const flow = (source: string, destinations: string[], sourcePort: string, port: string): PacketSet =>
      PacketSet.of({
        sources: prefixes(source),
        destinations: prefixes(...destinations),
        protocols: ["udp"],
        sourcePorts: ports(sourcePort),
        destinationPorts: ports(port),
      });
    const set = PacketSet.union([
      flow("192.0.2.1", ["198.51.100.10", "198.51.100.20"], "1000", "80"),
      flow("192.0.2.1", ["198.51.100.10"], "2000", "443"),
      flow("192.0.2.1", ["198.51.100.20"], "3000", "5061"),
      flow("203.0.113.1", ["198.51.100.10", "198.51.100.20"], "1000", "80"),
    ]);
    expect(boxes(set)).toEqual([
      "ipv4 protocol 17 from 192.0.2.1/32,203.0.113.1/32 port 1000 to 198.51.100.10/32,198.51.100.20/32 port 80",
      "ipv4 protocol 17 from 192.0.2.1/32 port 2000 to 198.51.100.10/32 port 443",
      "ipv4 protocol 17 from 192.0.2.1/32 port 3000 to 198.51.100.20/32 port 5061",
    ]);
  });

  test("show a hole in the fewest prefixes", () => {
    const set = toServer({ destinationPorts: ports("443") }).subtract(
      PacketSet.of({ sources: prefixes("10.0.0.0/8") }),
    );
    expect(boxes(set)).toEqual([
      "ipv4 protocol 6 from 0.0.0.0/5,8.0.0.0/7,11.0.0.0/8,12.0.0.0/6,16.0.0.0/4,32.0.0.0/3,64.0.0.0/2,128.0.0.0/1 port any to 198.51.100.10/32 port 443",
    ]);
  });

  test("show a hole in the ports as two ranges", () => {
    const set = toServer({ destinationPorts: ports("0-65535") }).subtract(toServer({ destinationPorts: ports("443") }));
    expect(boxes(set)).toEqual([`ipv4 protocol 6 ${any} 0-442,444-65535`]);
  });

  test("show everything by the fields that its packets have", () => {
    const others = "protocol 0,2-5,7-16,18-57,59-255";
    expect(boxes(PacketSet.everything())).toEqual([
      "ipv4 protocol 6,17 from 0.0.0.0/0 port any to 0.0.0.0/0 port any",
      "ipv4 protocol 1,58 from 0.0.0.0/0 to 0.0.0.0/0 type any code any",
      `ipv4 ${others} from 0.0.0.0/0 to 0.0.0.0/0`,
      "ipv6 protocol 6,17 from ::/0 port any to ::/0 port any",
      "ipv6 protocol 1,58 from ::/0 to ::/0 type any code any",
      `ipv6 ${others} from ::/0 to ::/0`,
    ]);
  });

  test("have ports or types only where the protocol has them", () => {
    const [web, ping, esp] = PacketSet.union([
      toServer({}),
      PacketSet.of({ destinations: SERVER, protocols: ["icmp"], icmpTypes: ports("8") }),
      PacketSet.of({ destinations: SERVER, protocols: ["esp"] }),
    ]).boxes();
    expect(Object.keys(web ?? {}).sort()).toEqual([
      "destinationPorts",
      "destinations",
      "family",
      "protocols",
      "sourcePorts",
      "sources",
    ]);
    expect(Object.keys(ping ?? {}).sort()).toEqual([
      "destinations",
      "family",
      "icmpCodes",
      "icmpTypes",
      "protocols",
      "sources",
    ]);
    expect(Object.keys(esp ?? {}).sort()).toEqual(["destinations", "family", "protocols", "sources"]);
  });
});

describe("a packet set as text", () => {
  test("has a line for each box, without the lists that are everything", () => {
    const set = PacketSet.union([
      toServer({ sources: prefixes("192.0.2.0/24"), destinationPorts: ports("443", "5061-5062") }),
      PacketSet.of({ destinations: SERVER, protocols: ["udp"], sourcePorts: ports("1024-65535") }),
      PacketSet.of({ destinations: SERVER, protocols: ["icmp"], icmpTypes: ports("8"), icmpCodes: ports("0") }),
      PacketSet.of({ sources: prefixes("2001:db8::/32"), protocols: ["icmpv6"], icmpTypes: ports("128-129") }),
      PacketSet.of({ destinations: SERVER, protocols: ["esp", 47, { first: 60, last: 62 }] }),
    ]);
    const lines = [
      "tcp 192.0.2.0/24 -> 198.51.100.10/32 port 443,5061-5062",
      "udp 0.0.0.0/0 port 1024-65535 -> 198.51.100.10/32",
      "icmp 0.0.0.0/0 -> 198.51.100.10/32 type 8 code 0",
      "protocol 47,esp,protocol 60-62 0.0.0.0/0 -> 198.51.100.10/32",
      "icmpv6 2001:db8::/32 -> ::/0 type 128-129",
    ];
    expect(set.toString()).toBe(lines.join("\n"));
    expect(JSON.parse(JSON.stringify(set))).toEqual(lines);
  });

  test("says that the empty set has no packets", () => {
    expect(PacketSet.empty().toString()).toBe("no packets");
    expect(JSON.stringify(PacketSet.empty())).toBe("[]");
  });
});

describe("a set of many rules", () => {
  const host = (index: number): IpPrefix => IpPrefix.of("ipv4", (100n << 24n) + (64n << 16n) + BigInt(index), 32);

  test("becomes one box when the rules differ in the source only", () => {
    const set = PacketSet.union(
      Array.from({ length: 2_500 }, (_, index) => toServer({ sources: [host(index)], destinationPorts: ports("443") })),
    );
    // 2,500 = 2,048 + 256 + 128 + 64 + 4
    expect(boxes(set)).toEqual([
      "ipv4 protocol 6 from 100.64.0.0/21,100.64.8.0/24,100.64.9.0/25,100.64.9.128/26,100.64.9.192/30 port any to 198.51.100.10/32 port 443",
    ]);
  });

  test("takes seconds when each of 10,000 rules has a source, a destination and a port of its own", () => {
    const start = process.cpuUsage();
    const set = PacketSet.union(
      Array.from({ length: 10_000 }, (_, index) =>
        PacketSet.of({
          sources: [host(2 * index)],
          destinations: [host(65_536 + 2 * index)],
          protocols: ["tcp"],
          destinationPorts: ports(String(2 * index)),
        }),
      ),
    );
    expect(set.boxes()).toHaveLength(10_000);
    expect(set.contains(tcp("100.64.78.30", 1, "100.65.78.30", 19_998))).toBe(true);
    expect(set.contains(tcp("100.64.78.30", 1, "100.65.78.30", 19_996))).toBe(false);
    // Processor time, so that a busy machine makes no difference; united one by one, the rules would take an hour.
    const microseconds = process.cpuUsage(start).user;
    expect(microseconds / 1_000_000).toBeLessThan(20);
  });
});
