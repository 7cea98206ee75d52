/** What a diff says against a packet-by-packet look at the JSON of both sides, and that other words change nothing. */
import fc from "fast-check";
import { checkContext } from "../../lib/tools/analyze/check";
import { diffStack } from "../../lib/tools/analyze/diff";
import { rowsOf } from "../../lib/tools/analyze/diff-rows";
import { Definitions } from "../../lib/tools/analyze/diff-definitions";
import { DiffSide } from "../../lib/tools/analyze/diff-side";
import type { SideOfPlace } from "../../lib/tools/analyze/diff-read";
import { type DiffOfPlace, diffOfPlace } from "../../lib/tools/analyze/diff-traffic";
import { ANY_END, type Traffic } from "../../lib/tools/analyze/traffic";
import { readStack } from "../../lib/tools/read/terraform-json";
import { PacketSet } from "../../lib/net/packet-set";
import { asPacket, isNamed } from "../support/oracle-packets";
import { type Direction, type OraclePacket, PacketOracle } from "../support/packet-oracle";
import { synthesized } from "../support/rules";
import { CLOUDS } from "../support/stacks";
import { otherWords } from "./other-words";
import { deployed, deployments, ownFlows } from "./random-deployments";
import { PARTS, randomAwsStack, randomAzureStack } from "./random-stacks";

const DIRECTIONS = ["ingress", "egress"] as const;

/** One interface of both stacks, and what the diff says of it; nothing where the sides are the same. */
interface Compared {
  /** The Terraform addresses of the interface on both sides. */
  readonly names: readonly [string | undefined, string | undefined];
  readonly direction: Direction;
  readonly found: DiffOfPlace | undefined;
}

function compared(one: unknown, two: unknown): Compared[] {
  const [old, next] = [one, two].map((json) => {
    const file = readStack("cdk.tf.json", json);
    const side = new DiffSide(checkContext(file), new Definitions(file, undefined, ""));
    return new Map(side.places().map((place): [string, SideOfPlace] => [place.name, { side, place }]));
  });
  const names = new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])]);
  return [...names].flatMap((name) =>
    DIRECTIONS.map((direction): Compared => {
      const [before, after] = [old?.get(name), next?.get(name)];
      const at = (of: SideOfPlace | undefined): string | undefined => of?.place.members[0]?.name;
      return { names: [at(before), at(after)], direction, found: diffOfPlace(before, after, direction) };
    }),
  );
}

/** Packets of which the diff says something else than the two oracles. */
function wrongPackets(one: unknown, two: unknown): unknown[] {
  const [old, next] = [new PacketOracle(one), new PacketOracle(two)];
  return compared(one, two).flatMap(({ names: [before, after], direction, found }) => {
    const addresses = (oracle: PacketOracle, name: string | undefined): string[] =>
      name === undefined ? [] : oracle.addressesOf(name);
    const [oldOwn, newOwn] = [addresses(old, before), addresses(next, after)];
    return [...new Set([...oldOwn, ...newOwn])].flatMap((own) => {
      const packets = [
        ...(before === undefined ? [] : old.samples(before, direction, after === before ? [next] : [])),
        ...(after === undefined ? [] : next.samples(after, direction, after === before ? [old] : [])),
      ];
      return packets
        .filter(({ far }) => (isNamed(far) ? own.includes(".") : far.includes(":") === own.includes(":")))
        .filter((packet) => {
          const was = oldOwn.includes(own) && before !== undefined && old.permits(before, direction, packet, own);
          const is = newOwn.includes(own) && after !== undefined && next.permits(after, direction, packet, own);
          return (
            says(found?.opened.surely, direction, own, packet) !== (is && !was) ||
            says(found?.closed.surely, direction, own, packet) !== (was && !is)
          );
        })
        .slice(0, 2);
    });
  });
}

function says(traffic: Traffic | undefined, direction: Direction, own: string, packet: OraclePacket): boolean {
  return traffic?.contains(asPacket(direction, own, packet), isNamed(packet.far) ? packet.far : undefined) ?? false;
}

/** Traffic of which the rows for people do not say all, or more. */
function wrongRows(one: unknown, two: unknown): string[] {
  return compared(one, two).flatMap(({ direction, found }) =>
    [found?.opened.surely, found?.closed.surely].flatMap((traffic) => {
      if (traffic === undefined) return [];
      const around = {
        direction,
        addresses: undefined,
        network: [],
        isAzure: false,
        isReaddressed: false,
        name: "x",
        isInside: () => false,
      };
      const mine = traffic.parts;
      const rows = new Map<string | null, PacketSet>();
      for (const { name, box } of rowsOf(traffic, around).flatMap(({ parts }) => parts)) {
        rows.set(name, PacketSet.union([rows.get(name) ?? PacketSet.empty(), PacketSet.of(box)]));
      }
      const missing = [...mine].filter(([name, packets]) => {
        if (name === ANY_END) return false;
        const any = name === null ? undefined : mine.get(ANY_END);
        const named = rows.get(name);
        return named === undefined
          ? !packets.isEmpty && any !== undefined && !packets.isSubsetOf(any)
          : !named.equals(packets);
      });
      return missing.map(([name]) => `${direction} ${String(name)}`);
    }),
  );
}

describe.each([
  ["aws", randomAwsStack],
  ["azure", randomAzureStack],
] as const)("the diff of random rules on %s", (_, stacks) => {
  it("is what the two sides permit, one packet after the other, in both directions", () => {
    fc.assert(
      fc.property(stacks, stacks, (one, two) => {
        expect(wrongPackets(one, two)).toEqual([]);
        expect(wrongRows(one, two)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("is that of one rule, where one rule is taken out", () => {
    fc.assert(
      fc.property(stacks, fc.nat(), (one, index) => {
        const two = structuredClone(one) as { resource: Record<string, unknown> };
        removeRule(two.resource, index);
        expect(wrongPackets(one, two)).toEqual([]);
        expect(wrongPackets(two, one)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it("is empty between a stack and itself in other words", () => {
    fc.assert(
      fc.property(stacks, fc.nat(), (one, seed) => {
        const diff = diffStack(pair(one, otherWords(one, seed)), "2027-01-01");
        expect([diff.traffic, diff.ways]).toEqual([[], []]);
      }),
      { numRuns: 60 },
    );
  });
});

/** A random stack with its rules, as they are in the JSON. */
type WithRules = [json: unknown, rules: Record<string, unknown>[]];

describe.each([
  ["aws", randomAwsStack.map((json) => [json, Object.values(json.resource.aws_vpc_security_group_ingress_rule)])],
  ["azure", randomAzureStack.map((json) => [json, json.resource.azurerm_network_security_group.nic.security_rule])],
] as const)("the diff of random rules on %s of which a part is not known on one side", (cloud, stacks) => {
  it("is within what it says for every value, and what it is sure of holds for each", () => {
    fc.assert(
      fc.property(
        stacks as fc.Arbitrary<WithRules>,
        stacks as fc.Arbitrary<WithRules>,
        fc.nat(),
        fc.constantFrom(...(PARTS[cloud] ?? [])),
        ([one], [json, rules], index, [part, ...values]) => {
          const rule = rules[index % Math.max(rules.length, 1)];
          fc.pre(rule !== undefined && (part !== "source_port_range" || /tcp|udp|\*/i.test(String(rule["protocol"]))));
          if (cloud === "aws") Object.assign(rule, { ip_protocol: "icmp", from_port: 8, to_port: 0 });
          const oracles = values.map((value) => {
            Object.assign(rule, { [part]: value });
            return new PacketOracle(structuredClone(json));
          });
          Object.assign(rule, { [part]: "${var.x}" });
          expect(outsideBounds(one, json, oracles)).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });
});

/** Packets that open or close for a value although the diff does not say so, or not for all although it is sure of them. */
function outsideBounds(one: unknown, hidden: unknown, oracles: readonly PacketOracle[]): unknown[] {
  const known = new PacketOracle(one);
  const [opening, closing] = [compared(one, hidden), compared(hidden, one)];
  return opening.flatMap(({ names: [name = ""], direction, found }, index) => {
    const [own = ""] = known.addressesOf(name);
    const packets = known.samples(name, direction, oracles).filter(({ far }) => !isNamed(far) && !far.includes(":"));
    return packets
      .filter((packet) => {
        const was = known.permits(name, direction, packet, own);
        const are = oracles.map((oracle) => oracle.permits(name, direction, packet, own));
        const back = closing[index]?.found;
        const cases = [
          [found?.opened, are.map((is) => is && !was)],
          [found?.closed, are.map((is) => was && !is)],
          [back?.opened, are.map((is) => was && !is)],
          [back?.closed, are.map((is) => is && !was)],
        ] as const;
        return cases.some(([gained, changes]) => {
          const isSure = says(gained?.surely, direction, own, packet);
          const isSaid = isSure || says(gained?.perhaps, direction, own, packet);
          return (isSure && changes.includes(false)) || (!isSaid && changes.includes(true));
        });
      })
      .slice(0, 2);
  });
}

/** Takes one rule out, whichever: a resource on AWS, a block on Azure. */
function removeRule(resource: Record<string, unknown>, index: number): void {
  const ofAws = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"].flatMap((type) =>
    Object.keys(resource[type] ?? {}).map((name) => () => {
      Reflect.deleteProperty(resource[type] as object, name);
    }),
  );
  const groups = Object.values((resource["azurerm_network_security_group"] ?? {}) as Record<string, unknown>);
  const ofAzure = (groups as { security_rule: unknown[] }[]).flatMap(({ security_rule: rules }) =>
    rules.map((__, at) => () => {
      rules.splice(at, 1);
    }),
  );
  const all = [...ofAws, ...ofAzure];
  all[index % Math.max(all.length, 1)]?.();
}

function pair(one: unknown, two: unknown): Parameters<typeof diffStack>[0] {
  return { stack: "x", before: readStack("old/cdk.tf.json", one), after: readStack("new/cdk.tf.json", two) };
}

describe.each(CLOUDS)("the diff of random deployments on %s", (cloud) => {
  const json = (...[props, flows]: [Parameters<typeof deployed>[1], Parameters<typeof deployed>[2]]): unknown =>
    JSON.parse(synthesized(deployed(cloud, props, flows)));

  it("is what the two sides permit, one packet after the other, in both directions", () => {
    fc.assert(
      fc.property(deployments, ownFlows, deployments, ownFlows, (props, flows, others, more) => {
        const [one, two] = [json(props, flows), json(others, more)];
        expect(wrongPackets(one, two)).toEqual([]);
        expect(wrongRows(one, two)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it("is empty between a stack and itself in other words", () => {
    fc.assert(
      fc.property(deployments, ownFlows, fc.nat(), (props, flows, seed) => {
        const one = json(props, flows);
        expect(diffStack(pair(one, otherWords(one, seed)), "2027-01-01").state).toBe("same");
      }),
      { numRuns: 25 },
    );
  });
});
