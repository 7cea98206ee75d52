import type { PermitPeer } from "../../lib/compiler/permit";
import { checksum, keyText, peerKey, ruleKey } from "../../lib/compiler/rule-key";
import { addresses, DUAL_INTERNET, group, INTERNET } from "../support/permits";

describe("the key of a peer", () => {
  it.each<[PermitPeer, string]>([
    [INTERNET, "internet"],
    [DUAL_INTERNET, "internet"],
    [{ kind: "internet", families: ["ipv6"] }, "internet-ipv6"],
    [addresses("198.51.100.0/24"), "198.51.100.0_24"],
    [addresses("2001:db8::/32"), "2001-db8--_32"],
    [group("Edge/AccessEdge/External"), "group-Edge_AccessEdge_External"],
    [{ kind: "prefix-list", key: "pl-0123abcd", value: "pl-0123abcd" }, "prefix-list-pl-0123abcd"],
    [{ kind: "service-tag", key: "Storage.WestEurope", value: "Storage.WestEurope" }, "service-tag-Storage.WestEurope"],
    [{ kind: "unresolved", key: "aws_eip.x.public_ip", value: "token" }, "unresolved-aws_eip.x.public_ip"],
  ])("of %j is %s", (peer, key) => {
    expect(peerKey(peer)).toBe(key);
  });

  it("names several prefixes by the first, their number and a checksum of all", () => {
    const one = peerKey(addresses("198.51.100.0/24", "203.0.113.0/25"));
    const other = peerKey(addresses("198.51.100.0/24", "203.0.113.0/26"));
    expect(one).toMatch(/^198\.51\.100\.0_24-and-1-[0-9a-f]{8}$/);
    expect(other).toMatch(/^198\.51\.100\.0_24-and-1-[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
    expect(peerKey(addresses("203.0.113.0/25", "198.51.100.0/24"))).toBe(one);
  });

  it.each([
    ["group", "Edge/A/External", "Edge_A/External"],
    ["group", "Edge/A:1", "Edge/A-1"],
    ["group", "Münster/Edge", "Mnster/Edge"],
    ["unresolved", "var.list[0]", "var.list0"],
    ["unresolved", "var.peer/32", "var.peer_32"],
    ["unresolved", 'local.a["x"]', "local.ax"],
    ["unresolved", "element(var.a, 0)", "element(var.a,0)"],
  ] as const)("of a %s tells %j and %j apart, and stays in letters that every cloud takes", (kind, one, other) => {
    const keys = [one, other].map((key) => peerKey({ kind, key, value: "the value is not looked at" }));
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^[\w.-]+$/);
  });
});

describe("the key of a rule", () => {
  it("has direction, transport, peer, source ports where stated, and the first port where there is one", () => {
    expect(ruleKey("ingress", "tcp", "internet", undefined, 443)).toBe("ingress-tcp-internet-443");
    expect(ruleKey("egress", "udp", "internet", { first: 50000, last: 59999 }, undefined)).toBe(
      "egress-udp-internet-from-50000-59999",
    );
    expect(ruleKey("egress", "tcp", "internet", { first: 5061, last: 5061 }, 1024)).toBe(
      "egress-tcp-internet-from-5061-1024",
    );
    expect(ruleKey("ingress", "icmp", "group-A", undefined, undefined)).toBe("ingress-icmp-group-A");
    expect(ruleKey("ingress", "tcp", "internet", undefined, 0)).toBe("ingress-tcp-internet-0");
  });
});

describe("text for keys", () => {
  it.each([
    ["Edge/AccessEdge", "Edge_AccessEdge"],
    ["2001:db8::/32", "2001-db8--_32"],
    ["_sip._tls.example.com", "_sip._tls.example.com"],
    ['a b"c(d)é', "abcd"],
  ])("turns %j into %j", (text, key) => {
    expect(keyText(text)).toBe(key);
  });

  it("has a checksum of eight hexadecimal digits that stays the same", () => {
    // The first four bytes of the SHA-256 of "abc", from FIPS 180-2, appendix B.1.
    expect(checksum("abc")).toBe("ba7816bf");
  });
});
