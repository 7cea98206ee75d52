import { TRANSPORTS, hasIcmpType, hasPorts, isTransport, protocolNumber } from "../../lib/net/transport";

describe("transports", () => {
  // https://www.iana.org/assignments/protocol-numbers
  test.each([
    ["tcp", 6],
    ["udp", 17],
    ["icmp", 1],
    ["icmpv6", 58],
    ["esp", 50],
    ["ah", 51],
  ] as const)("have the numbers that IANA assigns: %s is %i", (transport, number) => {
    expect(protocolNumber(transport)).toBe(number);
  });

  test("are these six", () => {
    expect([...TRANSPORTS].sort()).toEqual(["ah", "esp", "icmp", "icmpv6", "tcp", "udp"]);
    expect(TRANSPORTS.every(isTransport)).toBe(true);
  });

  test("have ports when they are TCP or UDP", () => {
    expect(TRANSPORTS.filter(hasPorts)).toEqual(["tcp", "udp"]);
  });

  test("have a type and a code when they are ICMP or ICMPv6", () => {
    expect(TRANSPORTS.filter(hasIcmpType)).toEqual(["icmp", "icmpv6"]);
  });

  test.each([
    "TCP",
    "tcp ",
    "",
    "tls",
    "any",
    "-1",
    "6",
    6,
    null,
    undefined,
    {},
    ["tcp"],
    "constructor",
    "__proto__",
    "toString",
  ])("are not %p", (text) => {
    expect(isTransport(text)).toBe(false);
  });
});
