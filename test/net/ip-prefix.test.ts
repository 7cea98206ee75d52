import { IpPrefix, mergePrefixes, printAddress } from "../../lib/net/ip-prefix";
import { quote } from "../../lib/net/uc-edge-error";
import { faultOf } from "./faults";

const BY = { what: "cannot add a peer", prop: "prefixes" };
const prefix = (text: string): IpPrefix => IpPrefix.parse(text, BY);
const merged = (...texts: string[]): string[] => mergePrefixes(texts.map(prefix)).map(String);

describe("IpPrefix.parse", () => {
  test.each([
    ["192.0.2.0/24", "192.0.2.0/24"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["0.0.0.0/32", "0.0.0.0/32"],
    ["128.0.0.0/1", "128.0.0.0/1"],
    ["255.255.255.255/32", "255.255.255.255/32"],
    ["255.255.255.254/31", "255.255.255.254/31"],
    ["::/0", "::/0"],
    ["8000::/1", "8000::/1"],
    ["2001:db8::/32", "2001:db8::/32"],
    ["2001:db8::1/128", "2001:db8::1/128"],
    ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"],
  ])("reads %s", (text, printed) => {
    expect(prefix(text).toString()).toBe(printed);
  });

  test("takes a bare address for the prefix of that one address", () => {
    expect(prefix("192.0.2.10").toString()).toBe("192.0.2.10/32");
    expect(prefix("2001:db8::10").toString()).toBe("2001:db8::10/128");
  });

  // RFC 5952, section 4
  test.each([
    ["in upper case", "2001:DB8::A", "2001:db8::a/128"],
    ["with leading zeros", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1/128"],
    ["with the shorter of two runs of zeros left out", "2001:db8::1:0:0:0:1", "2001:db8:0:1::1/128"],
    ["with one single group of zeros left out", "2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1/128"],
    ["with two equal runs of zeros", "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1/128"],
  ])("prints IPv6 %s in the canonical form", (_, text, printed) => {
    expect(prefix(text).toString()).toBe(printed);
  });

  test.each([
    ["an octet with a leading zero, which some programs read as octal", "010.0.0.1"],
    ["three octets", "1.2.3"],
    ["five octets", "1.2.3.4.5"],
    ["an octet above 255", "192.0.2.256"],
    ["a whole number", "3221225985"],
    ["digits that are not ASCII", "١٩٢.0.2.1"],
    ["full-width digits", "１９２.0.2.1"],
    ["a space before", " 192.0.2.1"],
    ["a space behind", "192.0.2.1 "],
    ["a line break behind", "192.0.2.1\n"],
    ["a space before the length", "192.0.2.0 /24"],
    ["nothing", ""],
    ["a length alone", "/24"],
    ["a range of addresses", "192.0.2.1-192.0.2.9"],
    ["a port behind an address", "192.0.2.1:443"],
    ["brackets", "[2001:db8::1]"],
    ["IPv4 in IPv6", "::ffff:1.2.3.4"],
    ["IPv4 in IPv6, in hex", "::ffff:102:304"],
    ["a prefix of IPv4 in IPv6", "::ffff:0:0/96"],
    ["IPv4 at the end of IPv6", "2001:db8::192.0.2.1"],
    ["IPv4 with a leading zero at the end of IPv6", "2001:db8::010.0.0.1"],
    ["two gaps in IPv6", "2001::db8::1"],
    ["a gap that stands for nothing", "1:2:3:4:5:6:7:8::"],
    ["seven groups", "1:2:3:4:5:6:7"],
    ["nine groups", "1:2:3:4:5:6:7:8:9"],
    ["a group of five digits", "2001:db8::12345"],
    ["three colons", "2001:db8:::1"],
    ["the asterisk of Azure", "*"],
  ])("refuses %s", (_, text) => {
    expect(faultOf(() => prefix(text))).toEqual({
      code: "net-prefix-invalid",
      message: `cannot add a peer: prefixes is ${JSON.stringify(text)}, expected an IPv4 or IPv6 prefix such as "192.0.2.0/24" or "2001:db8::/32"; correct the address [net-prefix-invalid]`,
    });
  });

  test.each(["sip.example.com", "localhost", "Internet", "sip.example.com/32", "sip.example.com:443"])(
    "refuses the name %s and says that rules filter addresses",
    (text) => {
      expect(faultOf(() => prefix(text))).toEqual({
        code: "net-prefix-invalid",
        message: `cannot add a peer: prefixes is "${text}", expected an IPv4 or IPv6 prefix such as "192.0.2.0/24" or "2001:db8::/32"; firewall rules filter addresses, not names; look the name up and give its addresses [net-prefix-invalid]`,
      });
    },
  );

  test.each(["fe80::1%eth0", "fe80::1%1", "fe80::%eth0/64"])("refuses the zone id of %s and says so", (text) => {
    expect(faultOf(() => prefix(text))).toEqual({
      code: "net-prefix-invalid",
      message: `cannot add a peer: prefixes is "${text}", expected an IPv4 or IPv6 prefix such as "192.0.2.0/24" or "2001:db8::/32"; leave the zone id out, from the % on [net-prefix-invalid]`,
    });
  });

  test.each([
    ["192.0.2.0/33", "use a length from 0 to 32"],
    ["0.0.0.0/128", "use a length from 0 to 32"],
    ["192.0.2.0/999", "use a length from 0 to 32"],
    ["2001:db8::/129", "use a length from 0 to 128"],
    ["192.0.2.0/", "correct the prefix length"],
    ["192.0.2.0/-1", "correct the prefix length"],
    ["192.0.2.0/+24", "correct the prefix length"],
    ["192.0.2.0/024", "correct the prefix length"],
    ["192.0.2.0/24.0", "correct the prefix length"],
    ["192.0.2.0/ 24", "correct the prefix length"],
    ["192.0.2.0/24 ", "correct the prefix length"],
    ["192.0.2.0/٢٤", "correct the prefix length"],
    ["192.0.2.0/1000", "correct the prefix length"],
    ["192.0.2.0/255.255.255.0", "correct the prefix length"],
    ["192.0.2.0/24/24", "write one address, a slash and a length"],
  ])("refuses the length of %s", (text, todo) => {
    expect(faultOf(() => prefix(text))).toEqual({
      code: "net-prefix-invalid",
      message: `cannot add a peer: prefixes is "${text}", expected an IPv4 or IPv6 prefix such as "192.0.2.0/24" or "2001:db8::/32"; ${todo} [net-prefix-invalid]`,
    });
  });

  test.each([
    ["192.0.2.10/24", "192.0.2.0/24", "192.0.2.10/32"],
    ["192.0.2.1/31", "192.0.2.0/31", "192.0.2.1/32"],
    ["192.0.2.0/0", "0.0.0.0/0", "192.0.2.0/32"],
    ["2001:db8::1/64", "2001:db8::/64", "2001:db8::1/128"],
    ["2001:db8::1/127", "2001:db8::/127", "2001:db8::1/128"],
  ])("refuses the host bits of %s and offers %s and %s", (text, block, address) => {
    expect(faultOf(() => prefix(text))).toEqual({
      code: "net-prefix-host-bits",
      message: `cannot add a peer: prefixes is "${text}", expected a prefix whose bits behind the length are zero; write "${block}" for the block, or "${address}" for the one address [net-prefix-host-bits]`,
    });
  });

  test.each<[unknown, string]>([
    [undefined, "missing"],
    [null, "null"],
    [24, "24"],
    [["192.0.2.0/24"], '["192.0.2.0/24"]'],
  ])("refuses %p, which is no text", (value, shown) => {
    const fault = faultOf(() => IpPrefix.parse(value as string, { ...BY, path: "Stack/Edge" }));
    expect(fault.code).toBe("net-prefix-invalid");
    expect(fault.message).toContain(
      `cannot add a peer (Stack/Edge): prefixes is ${shown}, expected an IPv4 or IPv6 prefix`,
    );
  });
});

describe("IpPrefix.parseAddress", () => {
  const by = { what: "cannot place a role", prop: "privateAddress" };

  test("reads an address of either family", () => {
    expect(IpPrefix.parseAddress("192.0.2.10", by).toString()).toBe("192.0.2.10/32");
    expect(IpPrefix.parseAddress("2001:DB8::10", by).addressText()).toBe("2001:db8::10");
  });

  test.each(["192.0.2.10/32", "192.0.2.0/24"])("refuses %s, a prefix", (text) => {
    expect(faultOf(() => IpPrefix.parseAddress(text, by))).toEqual({
      code: "net-address-invalid",
      message: `cannot place a role: privateAddress is "${text}", expected one IPv4 or IPv6 address such as "192.0.2.10"; leave the prefix length out [net-address-invalid]`,
    });
  });

  test.each<[unknown, string]>([
    ["edge.example.com", '"edge.example.com"'],
    ["010.0.0.1", '"010.0.0.1"'],
    ["1.2.3", '"1.2.3"'],
    ["::ffff:1.2.3.4", '"::ffff:1.2.3.4"'],
    ["fe80::1%eth0", '"fe80::1%eth0"'],
    ["192.0.2.1 ", '"192.0.2.1 "'],
    ["", '""'],
    [undefined, "missing"],
  ])("refuses %p", (text, shown) => {
    expect(faultOf(() => IpPrefix.parseAddress(text as string, by))).toEqual({
      code: "net-address-invalid",
      message: `cannot place a role: privateAddress is ${shown}, expected one IPv4 or IPv6 address such as "192.0.2.10"; firewall rules and interfaces take addresses, not names; correct it [net-address-invalid]`,
    });
  });
});

describe("an IpPrefix", () => {
  test("knows its first and last address, family, length and bits", () => {
    expect(prefix("192.0.2.0/24")).toMatchObject({
      family: "ipv4",
      first: 0xc0000200n,
      last: 0xc00002ffn,
      length: 24,
      bits: 32,
    });
    expect(prefix("0.0.0.0/0")).toMatchObject({ first: 0n, last: 2n ** 32n - 1n, length: 0 });
    expect(prefix("2001:db8::/127")).toMatchObject({
      family: "ipv6",
      first: 0x20010db8n << 96n,
      last: (0x20010db8n << 96n) + 1n,
      length: 127,
      bits: 128,
    });
    expect(prefix("::/0").last).toBe(2n ** 128n - 1n);
  });

  test("is an address when it has the full length", () => {
    expect(prefix("192.0.2.1/32").isAddress).toBe(true);
    expect(prefix("192.0.2.0/31").isAddress).toBe(false);
    expect(prefix("2001:db8::/128").isAddress).toBe(true);
    expect(prefix("2001:db8::/32").isAddress).toBe(false);
  });

  test.each([
    ["192.0.2.0/24", "192.0.2.0/24"],
    ["192.0.2.0/24", "192.0.2.255/32"],
    ["192.0.2.0/24", "192.0.2.128/25"],
    ["0.0.0.0/0", "255.255.255.255/32"],
    ["::/0", "2001:db8::/32"],
  ])("%s contains %s, and so overlaps it in either direction", (outer, inner) => {
    expect(prefix(outer).contains(prefix(inner))).toBe(true);
    expect(prefix(outer).overlaps(prefix(inner))).toBe(true);
    expect(prefix(inner).overlaps(prefix(outer))).toBe(true);
  });

  test("does not contain a wider block that it overlaps", () => {
    expect(prefix("192.0.2.0/25").contains(prefix("192.0.2.0/24"))).toBe(false);
    expect(prefix("192.0.2.0/25").overlaps(prefix("192.0.2.0/24"))).toBe(true);
  });

  test.each([
    ["the neighbor behind", "192.0.2.0/24", "192.0.3.0/32"],
    ["the neighbor before", "192.0.2.0/24", "192.0.1.255/32"],
    ["its other half", "192.0.2.0/25", "192.0.2.128/25"],
    ["the other family, even where the numbers are equal", "0.0.0.0/0", "::/0"],
    ["an address of the other family", "::/0", "192.0.2.1/32"],
  ])("is apart from %s", (_, one, other) => {
    expect(prefix(one).contains(prefix(other))).toBe(false);
    expect(prefix(one).overlaps(prefix(other))).toBe(false);
    expect(prefix(other).overlaps(prefix(one))).toBe(false);
  });

  test("has a sibling, the other half of the block around both, unless it is everything", () => {
    expect(String(prefix("192.0.2.0/25").sibling())).toBe("192.0.2.128/25");
    expect(String(prefix("192.0.2.128/25").sibling())).toBe("192.0.2.0/25");
    expect(String(prefix("192.0.2.1/32").sibling())).toBe("192.0.2.0/32");
    expect(String(prefix("8000::/1").sibling())).toBe("::/1");
    expect(prefix("0.0.0.0/0").sibling()).toBeUndefined();
    expect(prefix("::/0").sibling()).toBeUndefined();
  });

  test("shortens to the block around it", () => {
    expect(String(prefix("192.0.2.255/32").shortened(24))).toBe("192.0.2.0/24");
    expect(String(prefix("192.0.2.255/32").shortened(32))).toBe("192.0.2.255/32");
    expect(String(prefix("192.0.2.255/32").shortened(0))).toBe("0.0.0.0/0");
    expect(String(prefix("2001:db8:ffff::1").shortened(33))).toBe("2001:db8:8000::/33");
  });

  test("is its text in JSON, and so in the message of an error", () => {
    expect(JSON.stringify({ sources: [prefix("192.0.2.0/24")] })).toBe('{"sources":["192.0.2.0/24"]}');
    expect(quote(prefix("2001:db8::/32"))).toBe('"2001:db8::/32"');
  });

  test("prints its address alone", () => {
    expect(prefix("192.0.2.0/24").addressText()).toBe("192.0.2.0");
    expect(prefix("2001:db8::/32").addressText()).toBe("2001:db8::");
  });

  test("sorts IPv4 first, then by address as a number, then the wider block first", () => {
    const sorted = ["::/0", "192.0.2.0/25", "100.64.0.0/10", "2001:db8::/32", "192.0.2.0/24", "9.0.0.0/8"]
      .map(prefix)
      .sort((a, b) => IpPrefix.compare(a, b))
      .map(String);
    expect(sorted).toEqual(["9.0.0.0/8", "100.64.0.0/10", "192.0.2.0/24", "192.0.2.0/25", "::/0", "2001:db8::/32"]);
    expect(IpPrefix.compare(prefix("192.0.2.0/24"), prefix("192.0.2.0/24"))).toBe(0);
  });
});

describe("IpPrefix.of", () => {
  test("is the block that holds the address", () => {
    expect(String(IpPrefix.of("ipv4", 0xc00002ffn, 24))).toBe("192.0.2.0/24");
    expect(String(IpPrefix.of("ipv4", 0xffffffffn, 0))).toBe("0.0.0.0/0");
    expect(String(IpPrefix.of("ipv6", 2n ** 128n - 1n, 128))).toBe("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128");
  });
});

describe("printAddress", () => {
  test.each([
    ["ipv4", 0n, "0.0.0.0"],
    ["ipv4", 0xc0000201n, "192.0.2.1"],
    ["ipv4", 0xffffffffn, "255.255.255.255"],
    ["ipv6", 0n, "::"],
    ["ipv6", 1n, "::1"],
    ["ipv6", (0x20010db8n << 96n) + 0x10n, "2001:db8::10"],
    ["ipv6", 2n ** 128n - 1n, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ] as const)("prints the %s number %p as %s", (family, value, text) => {
    expect(printAddress(family, value)).toBe(text);
  });
});

describe("mergePrefixes", () => {
  test("makes nothing of nothing", () => {
    expect(merged()).toEqual([]);
  });

  test("makes one block of two halves", () => {
    expect(merged("192.0.2.128/25", "192.0.2.0/25")).toEqual(["192.0.2.0/24"]);
    expect(merged("0.0.0.0/1", "128.0.0.0/1")).toEqual(["0.0.0.0/0"]);
    expect(merged("::/1", "8000::/1")).toEqual(["::/0"]);
  });

  test("goes on until no two halves are left", () => {
    expect(merged("192.0.2.0/26", "192.0.2.64/26", "192.0.2.128/26", "192.0.2.192/27", "192.0.2.224/27")).toEqual([
      "192.0.2.0/24",
    ]);
  });

  test("does not merge neighbors that are no halves of one block", () => {
    expect(merged("192.0.2.64/26", "192.0.2.128/26")).toEqual(["192.0.2.64/26", "192.0.2.128/26"]);
    expect(merged("192.0.1.0/24", "192.0.2.0/24")).toEqual(["192.0.1.0/24", "192.0.2.0/24"]);
    expect(merged("192.0.2.0/25", "192.0.2.128/26")).toEqual(["192.0.2.0/25", "192.0.2.128/26"]);
  });

  test("drops repetitions and blocks inside others, on either side of a merge", () => {
    expect(merged("192.0.2.10/32", "192.0.2.0/24", "192.0.2.10/32", "192.0.2.0/24")).toEqual(["192.0.2.0/24"]);
    expect(merged("192.0.2.0/25", "192.0.2.1/32", "192.0.2.128/25", "192.0.2.129/32")).toEqual(["192.0.2.0/24"]);
  });

  test("keeps the families apart and puts IPv4 first", () => {
    expect(merged("::/0", "0.0.0.0/0")).toEqual(["0.0.0.0/0", "::/0"]);
    expect(merged("::/1", "128.0.0.0/1")).toEqual(["128.0.0.0/1", "::/1"]);
  });

  test("leaves the given list as it was", () => {
    const given = [prefix("192.0.2.128/25"), prefix("192.0.2.0/25")];
    mergePrefixes(given);
    expect(given.map(String)).toEqual(["192.0.2.128/25", "192.0.2.0/25"]);
  });
});
