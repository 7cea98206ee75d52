/** Addresses in few words, and whose they are. */
import { IpPrefix } from "../../../lib/net/ip-prefix";
import { subtractPrefixes } from "../../../lib/net/prefix-difference";
import { wordsOf } from "../../../lib/tools/analyze/diff-peers";
import { publicityOf } from "../../../lib/tools/analyze/public-addresses";

function prefixes(...texts: string[]): IpPrefix[] {
  return texts.map((text) => IpPrefix.parse(text, { what: "cannot read a test", prop: "prefix" }));
}

const OWN = prefixes("10.20.0.0/24", "10.30.0.0/16");

test.each([
  [prefixes("198.51.100.7/32", "192.0.2.0/24"), ["192.0.2.0/24", "198.51.100.7"]],
  // Two halves are their whole.
  [prefixes("192.0.2.0/25", "192.0.2.128/25"), ["192.0.2.0/24"]],
  [prefixes("0.0.0.0/0", "::/0"), ["internet (0.0.0.0/0)", "internet (::/0)"]],
  [subtractPrefixes(prefixes("0.0.0.0/0"), OWN), ["internet"]],
  [subtractPrefixes(prefixes("0.0.0.0/0"), prefixes("192.0.2.0/24")), ["internet (0.0.0.0/0) except 192.0.2.0/24"]],
  [subtractPrefixes(prefixes("0.0.0.0/0"), [...OWN, ...prefixes("198.51.100.9/32")]), ["internet except 198.51.100.9"]],
  [subtractPrefixes(prefixes("198.51.100.0/24"), prefixes("198.51.100.9/32")), ["198.51.100.0/24 except 198.51.100.9"]],
  // As many words either way: what is in it reads better than what is not.
  [
    subtractPrefixes(prefixes("198.51.100.0/24"), prefixes("198.51.100.0/26")),
    ["198.51.100.64/26", "198.51.100.128/25"],
  ],
  [[], []],
])("%j are %j", (addresses, expected) => {
  expect(wordsOf(addresses, OWN, false)).toEqual(expected);
});

test("Azure has a word for the internet, so that everything is more", () => {
  expect(wordsOf(prefixes("0.0.0.0/0"), OWN, true)).toEqual(["any (0.0.0.0/0)"]);
});

test("thousands of addresses are told in no more time than it takes to write them", () => {
  const many = Array.from({ length: 20_000 }, (_, index) => IpPrefix.of("ipv4", 0x64400000n + BigInt(index * 2), 32));
  expect(wordsOf(many, OWN, false)).toHaveLength(20_000);
});

test.each([
  ["0.0.0.0/0", "internet"],
  ["64.0.0.0/3", "internet"],
  ["2000::/3", "internet"],
  ["198.51.100.0/24", "public"],
  ["8.0.0.0/8", "public"],
  ["2001:db8::1/128", "public"],
  ["10.0.0.0/8", "inside"],
  ["172.16.0.0/12", "inside"],
  ["192.168.7.0/24", "inside"],
  ["100.64.0.0/10", "inside"],
  ["fd00::/8", "inside"],
] as const)("%s is %s", (text, expected) => {
  expect(publicityOf(prefixes(text), OWN)).toBe(expected);
});

test("a network's own public addresses are inside", () => {
  expect(publicityOf(prefixes("203.0.113.0/28"), prefixes("203.0.113.0/24"))).toBe("inside");
});
