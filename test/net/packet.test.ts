import { type Packet, printPacket, readPacket, transportOf } from "../../lib/net/packet";
import { faultOf } from "./faults";

const TCP: Packet = {
  protocol: 6,
  source: "198.51.100.7",
  sourcePort: 49152,
  destination: "10.0.0.10",
  destinationPort: 443,
};
const ECHO: Packet = { protocol: 1, source: "192.0.2.1", destination: "10.0.0.10", icmpType: 8, icmpCode: 0 };
const ESP: Packet = { protocol: 50, source: "192.0.2.1", destination: "10.0.0.10" };

describe("printPacket", () => {
  test.each<[string, Packet]>([
    ["tcp 198.51.100.7:49152 -> 10.0.0.10:443", TCP],
    ["udp 198.51.100.7:0 -> 10.0.0.10:65535", { ...TCP, protocol: 17, sourcePort: 0, destinationPort: 65535 }],
    ["icmp 192.0.2.1 -> 10.0.0.10 type 8 code 0", ECHO],
    ["icmp 192.0.2.1 -> 10.0.0.10 type 0 code 255", { ...ECHO, icmpType: 0, icmpCode: 255 }],
    ["esp 192.0.2.1 -> 10.0.0.10", ESP],
    ["ah 192.0.2.1 -> 10.0.0.10", { ...ESP, protocol: 51 }],
    ["protocol 0 192.0.2.1 -> 10.0.0.10", { ...ESP, protocol: 0 }],
    ["protocol 47 192.0.2.1 -> 10.0.0.10", { ...ESP, protocol: 47 }],
    ["protocol 255 192.0.2.1 -> 10.0.0.10", { ...ESP, protocol: 255 }],
    [
      "tcp [2001:db8::7]:49152 -> [2001:db8::10]:443",
      { ...TCP, source: "2001:DB8:0:0::7", destination: "2001:db8::0010" },
    ],
    [
      "icmpv6 [2001:db8::7] -> [2001:db8::10] type 128 code 0",
      { protocol: 58, source: "2001:db8::7", destination: "2001:db8::10", icmpType: 128, icmpCode: 0 },
    ],
    ["esp [2001:db8::7] -> [::]", { protocol: 50, source: "2001:db8::7", destination: "::" }],
  ])("prints %s", (line, packet) => {
    expect(printPacket(packet)).toBe(line);
  });

  test("says that it cannot print what is no packet", () => {
    expect(faultOf(() => printPacket({ ...TCP, sourcePort: undefined }))).toEqual({
      code: "net-packet-field-invalid",
      message:
        "cannot print a packet: sourcePort is missing, expected a whole number from 0 to 65535, because the packet is tcp; give the sourcePort of the packet [net-packet-field-invalid]",
    });
  });
});

describe("readPacket", () => {
  test("turns a packet into numbers", () => {
    expect(readPacket(TCP)).toEqual({
      family: "ipv4",
      protocol: 6,
      source: 0xc6336407n,
      destination: 0x0a00000an,
      fields: [49152, 443],
    });
    expect(readPacket(ECHO).fields).toEqual([8, 0]);
    expect(readPacket({ protocol: 50, source: "::1", destination: "::2" })).toEqual({
      family: "ipv6",
      protocol: 50,
      source: 1n,
      destination: 2n,
      fields: [],
    });
  });

  test.each([
    [-1, "-1"],
    [256, "256"],
    [6.5, "6.5"],
    [NaN, "NaN"],
    ["tcp", '"tcp"'],
    [undefined, "missing"],
  ])("refuses the protocol %p", (protocol, shown) => {
    expect(faultOf(() => readPacket({ ...ESP, protocol: protocol as number }))).toEqual({
      code: "net-packet-protocol-invalid",
      message: `cannot read a packet: protocol is ${shown}, expected a whole number from 0 to 255; give the number of the protocol in the IP header; protocolNumber("tcp") is 6 [net-packet-protocol-invalid]`,
    });
  });

  test.each<[string, Partial<Packet>, string]>([
    ["a source that is a name", { source: "edge.example.com" }, 'source is "edge.example.com"'],
    ["a source that is a prefix", { source: "192.0.2.0/24" }, 'source is "192.0.2.0/24"'],
    ["a destination with a leading zero", { destination: "010.0.0.1" }, 'destination is "010.0.0.1"'],
  ])("refuses %s", (_, change, place) => {
    const fault = faultOf(() => readPacket({ ...TCP, ...change }, "cannot explain a packet"));
    expect(fault.code).toBe("net-address-invalid");
    expect(fault.message).toContain(
      `cannot explain a packet: ${place}, expected one IPv4 or IPv6 address such as "192.0.2.10"; `,
    );
  });

  test("refuses ends of different families", () => {
    expect(faultOf(() => readPacket({ ...TCP, destination: "2001:db8::10" }))).toEqual({
      code: "net-packet-families-differ",
      message:
        'cannot read a packet: destination is "2001:db8::10", expected an address of the source\'s family, like 198.51.100.7; give two IPv4 or two IPv6 addresses [net-packet-families-differ]',
    });
  });

  test.each<[string, Packet, string, string, string, string]>([
    [
      "a missing destination port",
      { ...TCP, destinationPort: undefined },
      "destinationPort",
      "missing",
      "65535",
      "tcp",
    ],
    ["the number after the last port", { ...TCP, sourcePort: 65536 }, "sourcePort", "65536", "65535", "tcp"],
    ["a negative port", { ...TCP, protocol: 17, sourcePort: -1 }, "sourcePort", "-1", "65535", "udp"],
    ["a fraction of a port", { ...TCP, sourcePort: 1.5 }, "sourcePort", "1.5", "65535", "tcp"],
    ["a missing type", { ...ECHO, icmpType: undefined }, "icmpType", "missing", "255", "icmp"],
    ["a type above 255", { ...ECHO, icmpType: 256 }, "icmpType", "256", "255", "icmp"],
    ["AWS's mark for every code", { ...ECHO, icmpCode: -1 }, "icmpCode", "-1", "255", "icmp"],
  ])("refuses %s", (_, packet, prop, shown, last, name) => {
    expect(faultOf(() => readPacket(packet))).toEqual({
      code: "net-packet-field-invalid",
      message: `cannot read a packet: ${prop} is ${shown}, expected a whole number from 0 to ${last}, because the packet is ${name}; give the ${prop} of the packet [net-packet-field-invalid]`,
    });
  });

  test.each<[string, Packet, string, string, string]>([
    ["a port on ICMP", { ...ECHO, destinationPort: 443 }, "destinationPort", "443", "icmp"],
    ["port 0 on ESP", { ...ESP, sourcePort: 0 }, "sourcePort", "0", "esp"],
    ["a type on TCP", { ...TCP, icmpType: 8 }, "icmpType", "8", "tcp"],
    ["a code on GRE", { ...ESP, protocol: 47, icmpCode: 0 }, "icmpCode", "0", "protocol 47"],
  ])("refuses %s", (_, packet, prop, shown, name) => {
    expect(faultOf(() => readPacket(packet))).toEqual({
      code: "net-packet-field-unexpected",
      message: `cannot read a packet: ${prop} is ${shown}, expected nothing, because ${name} has no such field; leave ${prop} out, or correct the protocol [net-packet-field-unexpected]`,
    });
  });
});

describe("transportOf", () => {
  test("names the transport of a protocol number, and none for a number without one", () => {
    expect([1, 6, 17, 50, 51, 58].map(transportOf)).toEqual(["icmp", "tcp", "udp", "esp", "ah", "icmpv6"]);
    expect([0, 2, 47, 132, 255, 256].map(transportOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
