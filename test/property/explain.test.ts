/**
 * Answers against a packet-by-packet look at the JSON: what passes is what the groups at both ends permit, and the rules that
 * an answer names are those without which it would not pass.
 */
import fc from "fast-check";
import { explain } from "../../lib/tools/analyze/explain";
import type { Answer } from "../../lib/tools/analyze/explain";
import type { GroupStep } from "../../lib/tools/analyze/explain-group";
import type { Packet } from "../../lib/net/packet";
import { protocolNumber, type Transport } from "../../lib/net/transport";
import { readStack } from "../../lib/tools/read/terraform-json";
import type { TerraformStackFile } from "../../lib/tools/read/terraform-resource";
import { type OraclePacket, PacketOracle } from "../support/packet-oracle";
import { randomAwsStack, randomAzureStack } from "./random-stacks";

const TRANSPORTS = ["tcp", "udp", "icmp", "esp"] as const;

/** An end of a question: an interface of the stack with one of its addresses, or an address that nothing there has. */
interface End {
  readonly on: string | undefined;
  readonly address: string;
}

/** On AWS the zones stand in no resource. */
function withZones(json: { readonly resource: unknown }): unknown {
  const zones = '{"item":"network","path":"Network","zones":{"internal":["10.0.0.0/8","192.0.2.0/24"]}}';
  return {
    variable: { uc_edge_deployment: { default: ['{"item":"stack","format":1,"cloud":"aws"}', zones] } },
    ...json,
  };
}

function endsOf(oracle: PacketOracle): End[] {
  const own = oracle.interfaces().flatMap((on) => oracle.addressesOf(on).map((address): End => ({ on, address })));
  return [...own, { on: undefined, address: "10.0.0.6" }, { on: undefined, address: "2001:db8::6" }];
}

function pairsOf(ends: readonly End[]): [End, End][] {
  const isOf = (end: End, family: string): boolean => end.address.includes(family);
  return ends.flatMap((from) =>
    ends
      .filter((to) => from.on !== to.on && isOf(from, ":") === isOf(to, ":"))
      // What goes out over IPv6 has no way out that the stack would say.
      .filter((to) => to.on !== undefined || !isOf(to, ":"))
      .map((to): [End, End] => [from, to]),
  );
}

function answerOf(file: TerraformStackFile, from: End, to: End, transport: Transport, more: object): Answer {
  const [answer] = explain([file], { from: from.address, to: to.address, transport, ...more });
  if (answer?.kind !== "answer") throw new Error("no answer");
  return answer;
}

/** Packets at both sides of every edge of the rules at both ends. */
function samplesOf(oracle: PacketOracle, from: End, to: End, transport: Transport): OraclePacket[] {
  const all = [
    ...(from.on === undefined ? [] : oracle.samples(from.on, "egress")),
    ...(to.on === undefined ? [] : oracle.samples(to.on, "ingress")),
  ].filter(({ protocol }) => protocol === protocolNumber(transport));
  const bare = all.map((packet) => JSON.stringify({ ...packet, far: undefined }));
  const lone = JSON.stringify({ protocol: protocolNumber(transport) });
  return [...new Set(transport === "esp" ? [lone] : bare)].map((text) => JSON.parse(text) as OraclePacket);
}

function passes(oracle: PacketOracle, from: End, to: End, packet: OraclePacket): boolean {
  const out = from.on === undefined || oracle.permits(from.on, "egress", { ...packet, far: to.address }, from.address);
  return out && (to.on === undefined || oracle.permits(to.on, "ingress", { ...packet, far: from.address }, to.address));
}

function asPacket(from: End, to: End, packet: OraclePacket): Packet {
  return { ...packet, source: from.address, destination: to.address };
}

describe.each([
  ["aws", randomAwsStack.map(withZones)],
  ["azure", randomAzureStack],
] as const)("answers about random rules on %s", (cloud, stacks) => {
  it("are what a look at every rule says, for every packet", () => {
    let definite = 0;
    fc.assert(
      fc.property(stacks as fc.Arbitrary<unknown>, fc.constantFrom(...TRANSPORTS), (json, transport) => {
        const oracle = new PacketOracle(json);
        const file = readStack("cdk.tf.json", json);
        // What a prefix list or a tag holds is not known.
        const mayHold = /"(pl-\d|Sql)"/.test(JSON.stringify(json));
        for (const [from, to] of pairsOf(endsOf(oracle))) {
          const ports = transport === "tcp" || transport === "udp" ? { port: "0-65535" } : {};
          const { asked, outcome, verdict } = answerOf(file, from, to, transport, ports);
          const samples = samplesOf(oracle, from, to, transport);
          const wrong = samples.filter((packet) => {
            const one = asPacket(from, to, packet);
            const is = passes(oracle, from, to, packet);
            const [least, most] = [outcome.always.contains(one), outcome.may.contains(one)];
            return !asked.contains(one) || (mayHold ? (least && !is) || (is && !most) : least !== is || most !== is);
          });
          expect(wrong.slice(0, 2)).toEqual([]);
          const all = samples.map((packet) => passes(oracle, from, to, packet));
          if (mayHold && verdict === "perhaps") continue;
          definite++;
          if (verdict === "yes") expect(all).not.toContain(false);
          if (verdict === "no") expect(all).not.toContain(true);
          if (verdict === "part") expect(mayHold || (all.includes(true) && all.includes(false))).toBe(true);
          expect(verdict).not.toBe("perhaps");
        }
      }),
      { numRuns: 60 },
    );
    expect(definite).toBeGreaterThan(200);
  });

  it("name the rules that decide", () => {
    let tried = 0;
    fc.assert(
      fc.property(stacks as fc.Arbitrary<unknown>, fc.constantFrom("tcp", "udp"), fc.nat(), (json, transport, pick) => {
        const oracle = new PacketOracle(json);
        const pairs = pairsOf(endsOf(oracle));
        const [from, to] = pairs[pick % pairs.length] ?? [];
        if (from === undefined || to === undefined) return;
        const samples = samplesOf(oracle, from, to, transport);
        const packet = samples.find((one) => passes(oracle, from, to, one));
        fc.pre(packet !== undefined);
        const { ways } = answerOf(readStack("cdk.tf.json", json), from, to, transport, {
          port: String(packet.destinationPort),
          sourcePort: String(packet.sourcePort),
        });
        const groups = ways.flatMap(({ steps }) => steps).filter((step): step is GroupStep => step.kind === "group");
        for (const step of groups) {
          const named = step.decisions.filter(({ isCertain, rule }) => isCertain && rule.access === "allow");
          if (named.length === 0 || named.some(({ rule }) => rule.address.startsWith("the default"))) continue;
          tried++;
          const changed = named.reduce((one, { rule }) => without(one, cloud, rule.address), json);
          expect(passes(new PacketOracle(changed), from, to, packet)).toBe(false);
        }
      }),
      { numRuns: cloud === "aws" ? 80 : 250 },
    );
    expect(tried).toBeGreaterThan(cloud === "aws" ? 20 : 5);
  });
});

type Json = Record<string, Record<string, Record<string, unknown>>>;

/** A stack in which a rule does not permit: gone on AWS, a denial on Azure. */
function without(json: unknown, cloud: string, address: string): unknown {
  const copy = structuredClone(json) as { resource: Json };
  const [, type = "", name = "", rule = ""] = /^(\w+)\.(\w+)(?:\[(\w+)\])?$/.exec(address) ?? [];
  if (cloud === "aws") copy.resource[type] = omit(copy.resource[type] ?? {}, name);
  else {
    const rules = copy.resource[type]?.[name]?.["security_rule"] as { name: string; access: string }[];
    for (const one of rules) if (one.name === rule) one.access = "Deny";
  }
  return copy;
}

function omit<T>(all: Record<string, T>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}
