import { AWS_CAPABILITIES } from "../../lib/aws/capabilities";
import { AZURE_CAPABILITIES } from "../../lib/azure/capabilities";
import { GroupCompiler } from "../../lib/compiler/group-compiler";
import type { Permit } from "../../lib/compiler/permit";
import { IpPrefix } from "../../lib/net/ip-prefix";
import { addresses, DUAL_INTERNET, INTERNET, line, prefix, tcp } from "../support/permits";

const OWN = [prefix("10.0.0.0/8")];
const PARTNER = addresses("198.51.100.0/24");

function compilerWith(...permits: Permit[]): GroupCompiler {
  const compiler = new GroupCompiler(AWS_CAPABILITIES, OWN);
  for (const permit of permits) compiler.add(permit);
  return compiler;
}

/** What an addition changed, as keys: `+` new or changed, `-` gone. */
function changed(compiler: GroupCompiler, permit: Permit): string[] {
  return [...compiler.add(permit)].map(([key, rule]) => `${rule === undefined ? "-" : "+"} ${key}`).sort();
}

describe("a group's compiler", () => {
  it("has no rules at first", () => {
    const compiler = compilerWith();
    expect(compiler.rules()).toEqual([]);
    expect(compiler.size).toBe(0);
  });

  it("lists its rules by key", () => {
    const compiler = compilerWith(
      tcp(PARTNER, 5061, 5061),
      tcp(INTERNET, 443, 443, { direction: "egress" }),
      tcp(INTERNET, 443, 443),
    );
    expect(compiler.rules().map(({ key }) => key)).toEqual([
      "egress-tcp-internet-443",
      "ingress-tcp-198.51.100.0_24-5061",
      "ingress-tcp-internet-443",
    ]);
    expect(compiler.size).toBe(3);
  });

  it("lets flows that differ in purpose only share a rule", () => {
    const compiler = compilerWith(
      tcp(INTERNET, 443, 443, { flow: "ocs-2007/ports/22a" }),
      tcp(INTERNET, 443, 443, { flow: "ocs-2007/ports/13a" }),
      tcp(INTERNET, 443, 443, { flow: "ocs-2007/ports/22a" }),
    );
    expect(compiler.rules().map(line)).toEqual([
      "ingress tcp 443 with internet ipv4 for ocs-2007/ports/13a ocs-2007/ports/22a",
    ]);
  });

  it("splits a permit by prefix and by family where a rule takes one", () => {
    const compiler = compilerWith(
      tcp(addresses("198.51.100.0/24", "203.0.113.0/25", "2001:db8:f::/48"), 5061, 5061),
      tcp(DUAL_INTERNET, 443, 443),
    );
    expect(compiler.rules().map(line)).toEqual([
      "ingress tcp 5061 with 198.51.100.0/24 for own/one",
      "ingress tcp 5061 with 2001:db8:f::/48 for own/one",
      "ingress tcp 5061 with 203.0.113.0/25 for own/one",
      "ingress tcp 443 with internet ipv4 for own/one",
      "ingress tcp 443 with internet ipv6 for own/one",
    ]);
  });
});

describe("the changes of an addition", () => {
  it("are the new rule alone where it touches no other", () => {
    const compiler = compilerWith(tcp(PARTNER, 5061, 5061));
    expect(changed(compiler, tcp(PARTNER, 5063, 5063))).toEqual(["+ ingress-tcp-198.51.100.0_24-5063"]);
  });

  it("are the rule that is widened in place, under the same key", () => {
    const compiler = compilerWith(tcp(PARTNER, 5061, 5061));
    expect(changed(compiler, tcp(PARTNER, 5062, 5062))).toEqual(["+ ingress-tcp-198.51.100.0_24-5061"]);
  });

  it("are a new key and the old one gone where the first port changes", () => {
    const compiler = compilerWith(tcp(PARTNER, 5061, 5061));
    expect(changed(compiler, tcp(PARTNER, 5060, 5060))).toEqual([
      "+ ingress-tcp-198.51.100.0_24-5060",
      "- ingress-tcp-198.51.100.0_24-5061",
    ]);
  });

  it("are the rules that a wider one absorbs", () => {
    const compiler = compilerWith(tcp(PARTNER, 443, 443), tcp(addresses("203.0.113.7/32"), 443, 443));
    expect(changed(compiler, tcp(INTERNET, 443, 443))).toEqual([
      "+ ingress-tcp-internet-443",
      "- ingress-tcp-198.51.100.0_24-443",
      "- ingress-tcp-203.0.113.7_32-443",
    ]);
  });

  it("are nothing where the same is asked again", () => {
    const compiler = compilerWith(tcp(PARTNER, 5061, 5061));
    expect(changed(compiler, tcp(PARTNER, 5061, 5061))).toEqual([]);
  });

  it("are nothing where a wider rule serves the same flow already", () => {
    const compiler = compilerWith(tcp(INTERNET, 443, 443), tcp(PARTNER, 443, 443));
    expect(changed(compiler, tcp(addresses("198.51.100.7/32"), 443, 443))).toEqual([]);
  });

  it("are the flows alone where a rule comes to serve another one", () => {
    const compiler = compilerWith(tcp(PARTNER, 5061, 5061, { flow: "own/b" }));
    const changes = compiler.add(tcp(PARTNER, 5061, 5061, { flow: "own/a" }));
    expect([...changes.values()].map((rule) => rule?.flows)).toEqual([["own/a", "own/b"]]);
  });

  it("are all of a peer's ranges in one rule where a rule takes several", () => {
    const compiler = new GroupCompiler(AZURE_CAPABILITIES, OWN);
    compiler.add(tcp(PARTNER, 443, 443));
    expect(changed(compiler, tcp(PARTNER, 5061, 5061))).toEqual(["+ ingress-tcp-198.51.100.0_24"]);
    expect(compiler.rules().map(line)).toEqual(["ingress tcp 443,5061 with 198.51.100.0/24 for own/one"]);
  });
});

describe("the cost of an addition", () => {
  /** How many prefixes are compared while permits are added that touch nothing. */
  function comparisons(permits: number): number {
    const spies = [
      jest.spyOn(IpPrefix, "compare"),
      jest.spyOn(IpPrefix.prototype, "contains"),
      jest.spyOn(IpPrefix.prototype, "overlaps"),
    ];
    const compiler = new GroupCompiler(AWS_CAPABILITIES, OWN);
    for (let index = 0; index < permits; index++) {
      const host = `198.18.${String(index >> 7)}.${String((index & 127) * 2)}/32`;
      compiler.add(tcp(addresses(host), 443, 443, { flow: `own/flow-${String(index)}` }));
      compiler.add(tcp(INTERNET, 1000 + index * 2, 1000 + index * 2));
    }
    const calls = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    for (const spy of spies) spy.mockRestore();
    expect(compiler.size).toBe(2 * permits);
    return calls;
  }

  it("does not grow with the number of rules that it does not touch", () => {
    // Four times the permits: four times the comparisons and a little for longer searches; a walk over all, sixteen times.
    expect(comparisons(4000) / comparisons(1000)).toBeLessThan(6);
  });
});
