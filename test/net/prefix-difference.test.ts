import { IpPrefix } from "../../lib/net/ip-prefix";
import { subtractPrefixes } from "../../lib/net/prefix-difference";

function left(prefixes: readonly string[], holes: readonly string[]): string[] {
  const read = (texts: readonly string[]): IpPrefix[] =>
    texts.map((text) => IpPrefix.parse(text, { what: "cannot subtract", prop: "prefixes" }));
  return subtractPrefixes(read(prefixes), read(holes)).map(String);
}

describe("what remains of prefixes", () => {
  it.each([
    ["everything, without holes", ["192.0.2.0/24"], [], ["192.0.2.0/24"]],
    ["everything, where a hole is elsewhere", ["192.0.2.0/24"], ["198.51.100.0/24"], ["192.0.2.0/24"]],
    ["the other half", ["192.0.2.0/24"], ["192.0.2.128/25"], ["192.0.2.0/25"]],
    ["nothing, where the hole is the prefix", ["192.0.2.0/24"], ["192.0.2.0/24"], []],
    ["nothing, where the hole holds the prefix", ["192.0.2.0/24"], ["192.0.0.0/16"], []],
    ["all addresses but one", ["192.0.2.0/30"], ["192.0.2.1/32"], ["192.0.2.0/32", "192.0.2.2/31"]],
    ["what two holes leave", ["192.0.2.0/29"], ["192.0.2.0/31", "192.0.2.6/31"], ["192.0.2.2/31", "192.0.2.4/31"]],
    ["several prefixes, merged", ["192.0.2.0/25", "192.0.2.128/25"], ["203.0.113.0/24"], ["192.0.2.0/24"]],
    [
      "IPv6 apart from IPv4",
      ["2001:db8::/126", "192.0.2.0/31"],
      ["2001:db8::2/127"],
      ["192.0.2.0/31", "2001:db8::/127"],
    ],
  ])("is %s", (_, prefixes, holes, expected) => {
    expect(left(prefixes, holes)).toEqual(expected);
  });
});
