import { PrefixIndex } from "../../lib/compiler/prefix-index";
import { prefix } from "../support/permits";

function indexOf(...texts: string[]): PrefixIndex<string> {
  const index = new PrefixIndex<string>();
  for (const text of texts) index.add(prefix(text), text);
  return index;
}

const MIXED = [
  "10.0.0.0/29",
  "2001:db8::/32",
  "10.0.0.4/30",
  "10.0.0.0/8",
  "10.0.0.4/32",
  "10.0.0.8/29",
  "2001:db8::4/128",
  "10.0.0.7/32",
  "0.0.0.0/0",
];

describe("an index of prefixes", () => {
  it.each([
    ["10.0.0.4/32", ["0.0.0.0/0", "10.0.0.0/29", "10.0.0.0/8", "10.0.0.4/30", "10.0.0.4/32"]],
    ["10.0.0.0/29", ["0.0.0.0/0", "10.0.0.0/29", "10.0.0.0/8"]],
    ["10.0.0.12/30", ["0.0.0.0/0", "10.0.0.0/8", "10.0.0.8/29"]],
    ["192.0.2.1/32", ["0.0.0.0/0"]],
    ["2001:db8::4/127", ["2001:db8::/32"]],
    ["2001:db9::/32", []],
  ])("finds what contains %s, itself included", (wanted, found) => {
    expect(
      indexOf(...MIXED)
        .containing(prefix(wanted))
        .sort(),
    ).toEqual([...found].sort());
  });

  it.each([
    ["10.0.0.0/29", ["10.0.0.0/29", "10.0.0.4/30", "10.0.0.4/32", "10.0.0.7/32"]],
    ["10.0.0.4/30", ["10.0.0.4/30", "10.0.0.4/32", "10.0.0.7/32"]],
    ["10.0.0.0/30", []],
    ["10.0.0.7/32", ["10.0.0.7/32"]],
    ["2001:db8::/32", ["2001:db8::/32", "2001:db8::4/128"]],
    ["::/0", ["2001:db8::/32", "2001:db8::4/128"]],
  ])("finds what lies within %s, itself included", (wanted, found) => {
    expect(
      indexOf(...MIXED)
        .within(prefix(wanted))
        .sort(),
    ).toEqual([...found].sort());
  });

  it("keeps several values under one prefix, and values under several prefixes", () => {
    const index = new PrefixIndex<string>();
    index.add(prefix("10.0.0.0/30"), "a");
    index.add(prefix("10.0.0.0/30"), "b");
    index.add(prefix("10.0.0.4/30"), "a");
    expect(index.containing(prefix("10.0.0.1/32"))).toEqual(["a", "b"]);
    expect(index.within(prefix("10.0.0.0/29"))).toEqual(["a", "b", "a"]);
    expect(index.all()).toEqual(["a", "b", "a"]);
  });

  it("lists everything in the order of the addresses, IPv4 first and wider blocks first", () => {
    expect(indexOf(...MIXED).all()).toEqual([
      "0.0.0.0/0",
      "10.0.0.0/8",
      "10.0.0.0/29",
      "10.0.0.4/30",
      "10.0.0.4/32",
      "10.0.0.7/32",
      "10.0.0.8/29",
      "2001:db8::/32",
      "2001:db8::4/128",
    ]);
  });

  it("is empty at first", () => {
    const index = new PrefixIndex<string>();
    expect(index.all()).toEqual([]);
    expect(index.containing(prefix("10.0.0.0/8"))).toEqual([]);
    expect(index.within(prefix("0.0.0.0/0"))).toEqual([]);
  });
});
