/**
 * Every change of every rule of the examples: the check notices those that change what is permitted, and no others. Of
 * stacks with very many rules, every second or third change is made, unless `EVERY_CHANGE` is set.
 */
import { readRules } from "../../lib/tools/read/stack-rules";
import { readStack } from "../../lib/tools/read/terraform-json";
import { checkStack, type CheckResult } from "../../lib/tools/analyze/check";
import type { CheckFinding } from "../../lib/tools/analyze/finding";
import { synthesizeExamples } from "../support/examples";
import { type Direction, type OraclePacket, PacketOracle } from "../support/packet-oracle";
import { type Mutation, mutationsOf, type StackJson } from "./mutations";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];
const TODAY = "2027-01-01";
/** Of stacks with more changes than these, some are passed over. */
const MANY = 700;
/** How many changes there are at the least: fewer would mean that rules or kinds of changes went missing. */
const LEAST: Readonly<Record<string, number>> = {
  "cups-xmpp-port-forward-azure": 320,
  "cups-xmpp-static-nat-aws": 105,
  "cups-xmpp-static-nat-azure": 220,
  "lcs-public-im-aws": 190,
  "lcs-public-im-azure": 325,
  "ocs-director-voice-azure": 2140,
  "ocs-edge-aws": 350,
  "ocs-edge-azure": 720,
  "ocs-edge-with-proxy-aws": 380,
  "ocs-edge-with-proxy-azure": 860,
  "ocs-enterprise-pool-azure": 780,
  "ocs-standard-edition-aws": 455,
  "ocs-standard-edition-azure": 1040,
  "own-product-aws": 285,
  "own-product-azure": 450,
  "webex-contact-center-aws": 570,
  "webex-contact-center-azure": 610,
  "webex-dedicated-instance-aws": 830,
  "webex-dedicated-instance-azure": 680,
  "webex-inter-op-trunk-aws": 40,
  "webex-inter-op-trunk-azure": 155,
  "xphone-dmz-iis-aws": 60,
  "xphone-dmz-iis-azure": 240,
  "xphone-dmz-reverse-proxy-aws": 58,
  "xphone-dmz-reverse-proxy-azure": 235,
  "xphone-satellite-turn-aws": 785,
  "xphone-satellite-turn-azure": 1385,
  "xphone-server-iis-azure": 118,
  "xphone-softphone-desktop-aws": 105,
  "xphone-softphone-desktop-azure": 235,
  "xphone-softphone-desktop-turn-aws": 138,
  "xphone-softphone-desktop-turn-azure": 264,
  "xphone-softphone-mobile-aws": 80,
  "xphone-softphone-mobile-azure": 255,
  "xphone-softphone-mobile-turn-aws": 135,
  "xphone-softphone-mobile-turn-azure": 285,
};

/** The oracle knows network interfaces; the balancers and proxies that a cloud runs have none. */
const WITHOUT_INTERFACES = [
  "cups-xmpp-port-forward-aws",
  "ocs-director-voice-aws",
  "ocs-enterprise-pool-aws",
  "ocs-managed-proxy-aws",
  "ocs-managed-proxy-azure",
  "xphone-managed-proxy-aws",
  "xphone-managed-proxy-azure",
  "xphone-server-iis-aws",
];
const examples = synthesizeExamples();
const stacks = [...examples.keys()].filter((stack) => !WITHOUT_INTERFACES.includes(stack));

describe.each(stacks)("changed rules of %s", (stack) => {
  const text = examples.get(stack) ?? "";
  const original = new PacketOracle(JSON.parse(text));
  const mutations = mutationsOf(JSON.parse(text) as StackJson);

  function check(json: unknown): CheckResult {
    return checkStack(readStack("cdk.tf.json", json), TODAY);
  }

  function mutated(mutation: Mutation): StackJson {
    const json = JSON.parse(text) as StackJson;
    mutation.apply(json);
    return json;
  }

  /** The sides of interfaces on which the permitted packets differ. */
  function changedSides(changed: PacketOracle): string[] {
    return original.declaredInterfaces().flatMap((one) =>
      DIRECTIONS.filter((direction) => {
        if (original.fingerprint(one, direction) === changed.fingerprint(one, direction)) return false;
        return original
          .samples(one, direction, [changed])
          .some((packet) => original.permits(one, direction, packet) !== changed.permits(one, direction, packet));
      }).map((direction) => `${one} ${direction}`),
    );
  }

  it("finds nothing missing and nothing extra before any change", () => {
    const { findings, interfaces } = check(JSON.parse(text));
    expect(findings.filter(isAboutTraffic)).toEqual([]);
    expect(interfaces.every((side) => side.exact)).toBe(true);
  });

  it(`makes at least ${String(LEAST[stack])} changes, of every kind`, () => {
    const kinds = new Set(mutations.map((mutation) => mutation.kind));
    const azure = stack.endsWith("azure") ? ["re-prioritize"] : [];
    expect([...kinds].sort()).toEqual(
      [
        ...azure,
        "drop",
        "duplicate",
        "narrow peer",
        "narrow ports",
        "re-protocol",
        "reorder",
        "retarget",
        "widen peer",
        "widen ports",
      ].sort(),
    );
    expect(mutations.length).toBeGreaterThanOrEqual(LEAST[stack] ?? 0);
  });

  it("notices a change if and only if other packets are permitted, and shows one of them", () => {
    const wrong: string[] = [];
    const count = { same: 0, changed: 0 };
    const step = process.env["EVERY_CHANGE"] === undefined ? Math.ceil(mutations.length / MANY) : 1;
    for (const mutation of mutations.filter((_, index) => index % step === 0)) {
      const json = mutated(mutation);
      const changed = new PacketOracle(json);
      const sides = changedSides(changed);
      count[sides.length > 0 ? "changed" : "same"]++;
      const result = check(json);
      const found = result.findings.filter(isAboutTraffic);
      const fault = (what: string): void => void wrong.push(`${mutation.kind}, ${mutation.name}: ${what}`);
      const noticed = new Set(found.flatMap((finding) => sideOf(finding)));
      for (const side of sides) if (!noticed.has(side)) fault(`nothing is said about ${side}`);
      for (const side of noticed) if (!sides.includes(side)) fault(`wrongly says something about ${side}`);
      for (const side of result.interfaces) {
        const key = `${original.interfaceAt(side.path)} ${side.direction}`;
        if (side.exact === sides.includes(key)) fault(`${key} is said to be ${side.exact ? "" : "not "}exact`);
      }
      for (const finding of found) if (!isWitnessed(finding, changed)) fault(`no witness: ${String(finding.witness)}`);
    }
    expect(wrong).toEqual([]);
    expect(count.changed).toBeGreaterThan(2 * count.same);
  }, 600_000);

  it("names a rule that is there twice on AWS", () => {
    const duplicates = mutations.filter((mutation) => mutation.kind === "duplicate" && stack.endsWith("aws"));
    expect(duplicates).toHaveLength(
      stack.endsWith("aws") ? readRules(readStack("cdk.tf.json", JSON.parse(text)).resources).length : 0,
    );
    for (const mutation of duplicates) {
      const found = check(mutated(mutation)).findings.filter((finding) => finding.code === "check-rule-duplicate");
      expect(found.map((finding) => finding.rules.map((rule) => rule.replace(/_again$/, "")))).toEqual([
        [
          expect.stringContaining(mutation.name.split(":")[0] ?? ""),
          expect.stringContaining(mutation.name.split(":")[0] ?? ""),
        ],
      ]);
    }
  });

  /** The side that a finding is about. */
  function sideOf(finding: CheckFinding): string[] {
    const { far, direction } = witnessOf(finding);
    return far === "" ? [] : [`${original.interfaceAt(finding.where)} ${direction}`];
  }

  /** Missing: it was permitted and no longer is. Surplus: the other way round. */
  function isWitnessed(finding: CheckFinding, changed: PacketOracle): boolean {
    const { direction, ...packet } = witnessOf(finding);
    const one = original.interfaceAt(finding.where);
    const was = original.permits(one, direction, packet);
    const is = changed.permits(one, direction, packet);
    return finding.code === "check-flow-missing" ? was && !is : !was && is;
  }

  function witnessOf(finding: CheckFinding): OraclePacket & { direction: Direction } {
    const own = original.addressesAt(finding.where);
    return readWitness(finding.witness ?? "", own, [finding.what, ...finding.rules]);
  }
});

function isAboutTraffic(finding: CheckFinding): boolean {
  return ["check-flow-missing", "check-traffic-surplus", "check-peer-wider"].includes(finding.code);
}

const NUMBERS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58, esp: 50, ah: 51 };

/** Reads `tcp 198.51.100.7:49152 -> 10.0.0.10:443`, and what follows it. */
function readWitness(
  text: string,
  own: readonly string[],
  words: readonly string[],
): OraclePacket & { direction: Direction } {
  const form =
    /^(?:protocol )?(\w+) ([\d.]+)(?::(\d+))? -> ([\d.]+)(?::(\d+))?(?: type (\d+) code (\d+))?(?:, where the far end is (.+))?$/;
  const [, protocol = "", source = "", from, destination = "", to, type, code, name] = form.exec(text) ?? [];
  // Of a packet from an interface to itself, or between hosts of a pool, only the words tell which way it is meant.
  const isWithin = own.includes(source) && own.includes(destination);
  const isEgress = isWithin ? words.some((word) => /\begress\b|_egress_rule\./.test(word)) : !own.includes(destination);
  const direction = isEgress ? "egress" : "ingress";
  const number = (digits: string | undefined): number | undefined =>
    digits === undefined ? undefined : Number(digits);
  return {
    direction,
    protocol: NUMBERS[protocol] ?? Number(protocol),
    far: name ?? (direction === "ingress" ? source : destination),
    sourcePort: number(from),
    destinationPort: number(to),
    icmpType: number(type),
    icmpCode: number(code),
  };
}
