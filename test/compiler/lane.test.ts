/** What merges and what does not, rule by rule; every expected rule follows from the permits by hand. */
import { AWS_CAPABILITIES } from "../../lib/aws/capabilities";
import { AZURE_CAPABILITIES } from "../../lib/azure/capabilities";
import type { Permit, RuleCapabilities } from "../../lib/compiler/permit";
import { Lane, type RuleChanges } from "../../lib/compiler/lane";
import { GroupCompiler } from "../../lib/compiler/group-compiler";
import { addresses, DUAL_INTERNET, group, INTERNET, line, prefix, tcp } from "../support/permits";

const OWN = ["10.0.0.0/8", "2001:db8::/32"].map(prefix);

/** The rules of permits, in the order given and in every rotation of it, which must not matter. */
function rules(capabilities: RuleCapabilities, permits: readonly Permit[], own = OWN): string[] {
  const results = permits.map((_, start) => {
    const compiler = new GroupCompiler(capabilities, own);
    for (const permit of [...permits.slice(start), ...permits.slice(0, start)]) compiler.add(permit);
    return compiler.rules().map(line).sort();
  });
  for (const result of results) expect(result).toEqual(results[0]);
  return results[0] ?? [];
}

const aws = (...permits: Permit[]): string[] => rules(AWS_CAPABILITIES, permits);
const azure = (...permits: Permit[]): string[] => rules(AZURE_CAPABILITIES, permits);
const A = addresses("198.51.100.0/24");

describe("ports of one peer", () => {
  it("merge where they are adjacent, overlap or lie within each other", () => {
    const permits = [
      tcp(A, 80, 80, { flow: "own/a" }),
      tcp(A, 81, 90, { flow: "own/b" }),
      tcp(A, 85, 95, { flow: "own/c" }),
      tcp(A, 82, 83, { flow: "own/d" }),
      tcp(A, 97, 97, { flow: "own/e" }),
    ];
    expect(aws(...permits)).toEqual([
      "ingress tcp 80-95 with 198.51.100.0/24 for own/a own/b own/c own/d",
      "ingress tcp 97 with 198.51.100.0/24 for own/e",
    ]);
    expect(azure(...permits)).toEqual(["ingress tcp 80-95,97 with 198.51.100.0/24 for own/a own/b own/c own/d own/e"]);
  });

  it("merge over the whole range of ports", () => {
    const permits = [tcp(A, 0, 0), tcp(A, 65535, 65535), tcp(A, 1, 65534)];
    expect(aws(...permits)).toEqual(["ingress tcp 0-65535 with 198.51.100.0/24 for own/one"]);
  });

  it("never merge across directions or transports", () => {
    const permits = [
      tcp(A, 80, 80),
      tcp(A, 80, 80, { transport: "udp" }),
      tcp(A, 80, 80, { direction: "egress" }),
      tcp(A, 81, 81, { transport: "udp", direction: "egress" }),
    ];
    const expected = [
      "egress tcp 80 with 198.51.100.0/24 for own/one",
      "egress udp 81 with 198.51.100.0/24 for own/one",
      "ingress tcp 80 with 198.51.100.0/24 for own/one",
      "ingress udp 80 with 198.51.100.0/24 for own/one",
    ];
    expect(aws(...permits)).toEqual(expected);
    expect(azure(...permits)).toEqual(expected);
  });

  it.each(["tcp", "udp"] as const)("must be there for %s: none never means all", (transport) => {
    const compiler = new GroupCompiler(AWS_CAPABILITIES, OWN);
    const permit: Permit = { direction: "ingress", transport, peer: A, flow: "own/x" };
    expect(() => compiler.add(permit)).toThrow(new TypeError(`own/x: ${transport} without ports`));
    expect(compiler.rules()).toEqual([]);
  });
});

describe("prefixes", () => {
  it("within another one need no rule where it permits the same ports, and their flows stand in its rule", () => {
    const permits = [
      tcp(addresses("198.51.100.0/24"), 80, 90, { flow: "own/wide" }),
      tcp(addresses("198.51.100.64/26"), 85, 90, { flow: "own/narrow" }),
      tcp(addresses("198.51.100.7/32"), 88, 91, { flow: "own/host" }),
    ];
    const expected = [
      "ingress tcp 80-90 with 198.51.100.0/24 for own/host own/narrow own/wide",
      "ingress tcp 88-91 with 198.51.100.7/32 for own/host",
    ];
    expect(aws(...permits)).toEqual(expected);
    expect(azure(...permits)).toEqual(expected);
  });

  it("are covered by several wider ones together", () => {
    const permits = [
      tcp(addresses("198.51.100.0/24"), 80, 85, { flow: "own/a" }),
      tcp(addresses("198.51.100.0/25"), 87, 90, { flow: "own/b" }),
      tcp(addresses("198.51.100.0/26"), 86, 86, { flow: "own/c" }),
      tcp(addresses("198.51.100.1/32"), 82, 88, { flow: "own/d" }),
    ];
    expect(aws(...permits)).toEqual([
      "ingress tcp 80-85 with 198.51.100.0/24 for own/a own/d",
      "ingress tcp 86 with 198.51.100.0/26 for own/c own/d",
      "ingress tcp 87-90 with 198.51.100.0/25 for own/b own/d",
    ]);
  });

  it("outside the network lie within the internet; those inside it, or partly inside, do not", () => {
    const permits = [
      tcp(INTERNET, 443, 443, { flow: "own/all" }),
      tcp(addresses("203.0.113.0/24"), 443, 443, { flow: "own/outside" }),
      tcp(addresses("10.0.0.0/24"), 443, 443, { flow: "own/inside" }),
    ];
    const expected = [
      "ingress tcp 443 with 10.0.0.0/24 for own/inside",
      "ingress tcp 443 with internet ipv4 for own/all own/outside",
    ];
    expect(aws(...permits)).toEqual(expected);
    expect(azure(...permits)).toEqual(expected);
    const own = [prefix("203.0.113.64/26")];
    expect(rules(AWS_CAPABILITIES, permits.slice(0, 2), own)).toEqual([
      "ingress tcp 443 with 203.0.113.0/24 for own/outside",
      "ingress tcp 443 with internet ipv4 for own/all",
    ]);
  });

  it("lie within the internet of their family only", () => {
    const own = [prefix("10.0.0.0/8")];
    const permits = [
      tcp(INTERNET, 443, 443),
      tcp(addresses("2001:db8:f::/48"), 443, 443, { flow: "own/six" }),
      tcp(addresses("203.0.113.0/24"), 443, 443, { flow: "own/four" }),
    ];
    expect(rules(AZURE_CAPABILITIES, permits, own)).toEqual([
      "ingress tcp 443 with 2001:db8:f::/48 for own/six",
      "ingress tcp 443 with internet ipv4 for own/four own/one",
    ]);
    expect(rules(AWS_CAPABILITIES, [...permits.slice(1), tcp(DUAL_INTERNET, 443, 443)], own)).toEqual([
      "ingress tcp 443 with internet ipv4 for own/four own/one",
      "ingress tcp 443 with internet ipv6 for own/one own/six",
    ]);
  });

  it("that are the two halves of a block become the block on AWS, level by level", () => {
    const permits = [0, 64, 128, 192].map((last) =>
      tcp(addresses(`198.51.100.${String(last)}/26`), 80, 80, { flow: `own/from-${String(last)}` }),
    );
    expect(aws(...permits)).toEqual([
      "ingress tcp 80 with 198.51.100.0/24 for own/from-0 own/from-128 own/from-192 own/from-64",
    ]);
    expect(aws(...permits.slice(0, 3))).toEqual([
      "ingress tcp 80 with 198.51.100.0/25 for own/from-0 own/from-64",
      "ingress tcp 80 with 198.51.100.128/26 for own/from-128",
    ]);
    expect(azure(...permits)).toHaveLength(4);
  });

  it("that are adjacent, but not the halves of a block, stay apart", () => {
    expect(aws(tcp(addresses("198.51.100.1/32"), 80, 80), tcp(addresses("198.51.100.2/32"), 80, 80))).toEqual([
      "ingress tcp 80 with 198.51.100.1/32 for own/one",
      "ingress tcp 80 with 198.51.100.2/32 for own/one",
    ]);
  });

  it("share the ports of the half that has fewer, where the other half has those too", () => {
    const permits = [
      tcp(addresses("198.51.100.0/25"), 80, 90, { flow: "own/low" }),
      tcp(addresses("198.51.100.128/25"), 85, 86, { flow: "own/high" }),
    ];
    expect(aws(...permits)).toEqual([
      "ingress tcp 80-90 with 198.51.100.0/25 for own/low",
      "ingress tcp 85-86 with 198.51.100.0/24 for own/high own/low",
    ]);
  });

  it("share nothing where each half has ports that the other has not", () => {
    const permits = [tcp(addresses("198.51.100.0/25"), 80, 82), tcp(addresses("198.51.100.128/25"), 79, 81)];
    expect(aws(...permits)).toEqual([
      "ingress tcp 79-81 with 198.51.100.128/25 for own/one",
      "ingress tcp 80-82 with 198.51.100.0/25 for own/one",
    ]);
  });

  it("lose what they shared when one half grows, and what that hid comes back", () => {
    const permits = [
      tcp(addresses("198.51.100.0/24"), 82, 83, { flow: "own/block" }),
      tcp(addresses("198.51.100.0/25"), 80, 83, { flow: "own/low" }),
      tcp(addresses("198.51.100.128/25"), 80, 81, { flow: "own/high" }),
    ];
    expect(aws(...permits)).toEqual(["ingress tcp 80-83 with 198.51.100.0/24 for own/block own/high own/low"]);
    expect(aws(...permits, tcp(addresses("198.51.100.128/25"), 79, 79, { flow: "own/more" }))).toEqual([
      "ingress tcp 79-81 with 198.51.100.128/25 for own/high own/more",
      "ingress tcp 80-83 with 198.51.100.0/25 for own/low",
      "ingress tcp 82-83 with 198.51.100.0/24 for own/block own/low",
    ]);
  });

  it("lose no more than that, and keep what else they share", () => {
    const [low, high] = [addresses("198.51.100.0/25"), addresses("198.51.100.128/25")];
    const permits = [
      tcp(addresses("198.51.100.0/24"), 82, 84, { flow: "own/block" }),
      tcp(low, 80, 82, { flow: "own/low-1" }),
      tcp(low, 85, 86, { flow: "own/low-2" }),
      tcp(high, 80, 81, { flow: "own/high-1" }),
      tcp(high, 85, 86, { flow: "own/high-2" }),
    ];
    expect(aws(...permits)).toEqual([
      "ingress tcp 80-86 with 198.51.100.0/24 for own/block own/high-1 own/high-2 own/low-1 own/low-2",
    ]);
    expect(aws(...permits, tcp(high, 79, 79, { flow: "own/more" }))).toEqual([
      "ingress tcp 79-81 with 198.51.100.128/25 for own/high-1 own/more",
      "ingress tcp 80-82 with 198.51.100.0/25 for own/low-1",
      "ingress tcp 82-86 with 198.51.100.0/24 for own/block own/high-2 own/low-1 own/low-2",
    ]);
  });

  it("lose it on every level above, too", () => {
    const permits = [
      tcp(addresses("198.51.100.0/26"), 80, 82, { flow: "own/a" }),
      tcp(addresses("198.51.100.64/26"), 80, 81, { flow: "own/b" }),
      tcp(addresses("198.51.100.128/25"), 80, 81, { flow: "own/c" }),
    ];
    expect(aws(...permits)).toEqual([
      "ingress tcp 80-81 with 198.51.100.0/24 for own/a own/b own/c",
      "ingress tcp 80-82 with 198.51.100.0/26 for own/a",
    ]);
    expect(aws(...permits, tcp(addresses("198.51.100.64/26"), 79, 79, { flow: "own/d" }))).toEqual([
      "ingress tcp 79-81 with 198.51.100.64/26 for own/b own/d",
      "ingress tcp 80-81 with 198.51.100.128/25 for own/c",
      "ingress tcp 80-82 with 198.51.100.0/26 for own/a",
    ]);
  });

  it("never become every address", () => {
    const permits = [tcp(addresses("0.0.0.0/1"), 80, 80), tcp(addresses("128.0.0.0/1"), 80, 80)];
    expect(aws(...permits)).toEqual([
      "ingress tcp 80 with 0.0.0.0/1 for own/one",
      "ingress tcp 80 with 128.0.0.0/1 for own/one",
    ]);
  });

  it("of one permit stand in one rule on Azure, and in one each on AWS", () => {
    const both = addresses("198.51.100.0/24", "203.0.113.0/25");
    const permits = [tcp(both, 5061, 5061), tcp(addresses("203.0.113.0/25"), 5061, 5061, { flow: "own/two" })];
    expect(azure(...permits)).toEqual(["ingress tcp 5061 with 198.51.100.0/24,203.0.113.0/25 for own/one own/two"]);
    expect(aws(...permits)).toEqual([
      "ingress tcp 5061 with 198.51.100.0/24 for own/one",
      "ingress tcp 5061 with 203.0.113.0/25 for own/one own/two",
    ]);
  });

  it("cover a list only where they hold every member of it", () => {
    const both = addresses("198.51.100.0/26", "203.0.113.0/25");
    const permits = [
      tcp(both, 80, 80, { flow: "own/both" }),
      tcp(addresses("198.51.100.0/24"), 80, 80, { flow: "own/wide" }),
    ];
    expect(azure(...permits)).toEqual([
      "ingress tcp 80 with 198.51.100.0/24 for own/wide",
      "ingress tcp 80 with 198.51.100.0/26,203.0.113.0/25 for own/both",
    ]);
  });
});

describe("source ports", () => {
  const media = { transport: "udp", direction: "egress", sourcePorts: { first: 50000, last: 59999 } } as const;

  it("are kept where the cloud filters them, and left out where it does not", () => {
    const permit = tcp(INTERNET, 1024, 65535, media);
    expect(azure(permit)).toEqual(["egress udp 1024-65535 with internet ipv4 source 50000-59999 for own/one"]);
    expect(aws(permit)).toEqual(["egress udp 1024-65535 with internet ipv4 for own/one"]);
  });

  it("are covered by a rule for any source port", () => {
    const permits = [
      tcp(INTERNET, 1024, 65535, { ...media, flow: "own/media" }),
      tcp(INTERNET, 1000, 65535, { transport: "udp", direction: "egress", flow: "own/any" }),
    ];
    expect(azure(...permits)).toEqual(["egress udp 1000-65535 with internet ipv4 for own/any own/media"]);
  });

  it("never cover any source port, and a narrower range never covers a wider one", () => {
    const permits = [
      tcp(INTERNET, 1024, 65535, { ...media, flow: "own/media" }),
      tcp(INTERNET, 5000, 5001, { transport: "udp", direction: "egress", flow: "own/any" }),
      tcp(INTERNET, 6000, 6000, { ...media, sourcePorts: { first: 49999, last: 60000 }, flow: "own/wider" }),
      tcp(INTERNET, 7000, 7000, { ...media, sourcePorts: { first: 50001, last: 50002 }, flow: "own/narrower" }),
    ];
    expect(azure(...permits)).toEqual([
      "egress udp 1024-65535 with internet ipv4 source 50000-59999 for own/media own/narrower",
      "egress udp 5000-5001 with internet ipv4 for own/any own/media",
      "egress udp 6000 with internet ipv4 source 49999-60000 for own/media own/wider",
    ]);
  });

  it("that are all of them are the same as none stated", () => {
    const all = { first: 0, last: 65535 };
    const permits = [
      tcp(INTERNET, 443, 443, { sourcePorts: all, flow: "own/all" }),
      tcp(addresses("198.51.100.0/24"), 443, 443, { flow: "own/any" }),
      tcp(INTERNET, 444, 444, { flow: "own/next" }),
    ];
    expect(azure(...permits)).toEqual(["ingress tcp 443-444 with internet ipv4 for own/all own/any own/next"]);
  });
});

describe("ICMP messages", () => {
  const ping = (icmp: Permit["icmp"], flow: string): Permit => ({
    direction: "ingress",
    transport: "icmp",
    peer: A,
    icmp,
    flow,
  });

  it("of a type hold those of its codes, and every message holds all types", () => {
    const permits = [ping({ type: 3, code: 4 }, "own/code"), ping({ type: 3 }, "own/type")];
    expect(aws(...permits)).toEqual(["ingress icmp type 3 with 198.51.100.0/24 for own/code own/type"]);
    expect(aws(...permits, ping(undefined, "own/every"))).toEqual([
      "ingress icmp with 198.51.100.0/24 for own/code own/every own/type",
    ]);
  });

  it("of neighboring types and codes stay apart, as no cloud has a word for two of them", () => {
    const permits = [
      ping({ type: 8 }, "own/a"),
      ping({ type: 9 }, "own/b"),
      ping({ type: 3, code: 3 }, "own/c"),
      ping({ type: 3, code: 4 }, "own/d"),
      ping({ type: 2, code: 255 }, "own/e"),
    ];
    expect(aws(...permits)).toEqual([
      "ingress icmp type 2 code 255 with 198.51.100.0/24 for own/e",
      "ingress icmp type 3 code 3 with 198.51.100.0/24 for own/c",
      "ingress icmp type 3 code 4 with 198.51.100.0/24 for own/d",
      "ingress icmp type 8 with 198.51.100.0/24 for own/a",
      "ingress icmp type 9 with 198.51.100.0/24 for own/b",
    ]);
  });

  it("are all permitted where a rule cannot name them", () => {
    expect(azure(ping({ type: 8 }, "own/a"), ping({ type: 3, code: 4 }, "own/b"))).toEqual([
      "ingress icmp with 198.51.100.0/24 for own/a own/b",
    ]);
  });

  it("of IPv4 and IPv6 are different transports", () => {
    const six: Permit = { ...ping({ type: 128 }, "own/six"), transport: "icmpv6" };
    expect(aws(ping({ type: 8 }, "own/four"), six)).toEqual([
      "ingress icmp type 8 with 198.51.100.0/24 for own/four",
      "ingress icmpv6 type 128 with 198.51.100.0/24 for own/six",
    ]);
  });

  it("change key when a type that begins at 0 takes in its codes", () => {
    expect(aws(ping({ type: 0, code: 0 }, "own/a"), ping({ type: 0 }, "own/b"))).toEqual([
      "ingress icmp type 0 with 198.51.100.0/24 for own/a own/b",
    ]);
  });
});

describe("transports without ports", () => {
  it.each(["esp", "ah"] as const)("have one rule per peer for %s", (transport) => {
    const permits = ["own/a", "own/b"].map((flow): Permit => ({ direction: "egress", transport, peer: A, flow }));
    const expected = [`egress ${transport} with 198.51.100.0/24 for own/a own/b`];
    expect(aws(...permits)).toEqual(expected);
    expect(azure(...permits)).toEqual(expected);
  });
});

describe("peers whose addresses are not known", () => {
  it.each(["group", "prefix-list", "service-tag", "unresolved"] as const)(
    "merge with nothing but themselves: %s",
    (kind) => {
      const one = { kind, key: "one", value: "one" };
      const other = { kind, key: "other", value: "other" };
      const permits = [
        tcp(one, 80, 80, { flow: "own/a" }),
        tcp(one, 81, 81, { flow: "own/b" }),
        tcp(other, 80, 81, { flow: "own/c" }),
        tcp(INTERNET, 80, 81, { flow: "own/d" }),
        tcp(addresses("10.0.0.0/8"), 80, 81, { flow: "own/e" }),
      ];
      const expected = [
        `ingress tcp 80-81 with 10.0.0.0/8 for own/e`,
        `ingress tcp 80-81 with ${kind} one for own/a own/b`,
        `ingress tcp 80-81 with ${kind} other for own/c`,
        `ingress tcp 80-81 with internet ipv4 for own/d`,
      ].sort();
      expect(aws(...permits)).toEqual(expected);
      expect(azure(...permits)).toEqual(expected);
    },
  );

  it("are different where a group and an unresolved value happen to be written alike", () => {
    const permits = [tcp(group("x"), 80, 80), tcp({ kind: "unresolved", key: "x", value: "id-of-x" }, 80, 80)];
    expect(aws(...permits)).toHaveLength(2);
  });
});

describe("a lane by itself", () => {
  it("writes what a permit changes and nothing else", () => {
    const lane = new Lane("ingress", "tcp", AWS_CAPABILITIES, OWN);
    const add = (permit: Permit): string[] => {
      const changes: RuleChanges = new Map();
      lane.add(permit.peer, permit, changes);
      return [...changes].map(([key, rule]) => (rule === undefined ? `${key} is gone` : line(rule))).sort();
    };
    expect(add(tcp(addresses("198.51.100.0/26"), 80, 80))).toEqual(["ingress tcp 80 with 198.51.100.0/26 for own/one"]);
    expect(add(tcp(addresses("203.0.113.0/25"), 80, 80))).toEqual(["ingress tcp 80 with 203.0.113.0/25 for own/one"]);
    expect(add(tcp(addresses("198.51.100.0/24"), 80, 80, { flow: "own/two" }))).toEqual([
      "ingress tcp 80 with 198.51.100.0/24 for own/one own/two",
      "ingress-tcp-198.51.100.0_26-80 is gone",
    ]);
  });
});
