/** The judge against deployments that are right, and its evaluation against a packet-by-packet look at the JSON. */
import fc from "fast-check";
import { checkContext, checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { permittedOn } from "../../lib/tools/analyze/permitted";
import { asPacket, isNamed } from "../support/oracle-packets";
import { type OraclePacket, PacketOracle } from "../support/packet-oracle";
import { synthesized } from "../support/rules";
import { CLOUDS } from "../support/stacks";
import { deployed, deployments, ownFlows } from "./random-deployments";
import { PARTS, randomAwsStack, randomAzureStack } from "./random-stacks";

describe.each(CLOUDS)("random deployments on %s", (cloud) => {
  it("are exact on every side of every interface", () => {
    fc.assert(
      fc.property(deployments, ownFlows, (props, flows) => {
        const stack = deployed(cloud, props, flows);
        const result = checkStack(readStack("cdk.tf.json", JSON.parse(synthesized(stack))), "2027-01-01");
        const wrong = result.findings.filter((one) => one.code.startsWith("check-") && one.severity === "error");
        expect(wrong).toEqual([]);
        expect(result.interfaces.filter((side) => !side.exact)).toEqual([]);
        expect(result.interfaces.length).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 100 },
    );
  });
});

describe.each([
  ["aws", randomAwsStack],
  ["azure", randomAzureStack],
] as const)("random rules on %s", (_, stacks) => {
  it("are evaluated as a look at every rule says", () => {
    fc.assert(
      fc.property(stacks, (json) => {
        const oracle = new PacketOracle(json);
        const context = checkContext(readStack("cdk.tf.json", json));
        const hasNames = /"(pl-\d|Sql|AzureLoadBalancer)"/.test(JSON.stringify(json));
        for (const on of context.topology.interfaces) {
          for (const direction of ["ingress", "egress"] as const) {
            const permitted = permittedOn(on, direction, (group) => context.rules.get(group) ?? [], context.ends);
            for (const own of oracle.addressesOf(on.name)) {
              const isOfFamily = ({ far }: OraclePacket): boolean =>
                isNamed(far) ? own.includes(".") : far.includes(":") === own.includes(":");
              const wrong = oracle
                .samples(on.name, direction)
                .filter(isOfFamily)
                .filter((packet) => {
                  const one = asPacket(direction, own, packet);
                  const name = isNamed(packet.far) ? packet.far : undefined;
                  const least = permitted.atLeast.contains(one, name);
                  const most = permitted.atMost.contains(one, name);
                  const is = oracle.permits(on.name, direction, packet, own);
                  // Where a rule has a peer that only a name is known of, these are bounds; else they are the same.
                  const isBound = hasNames || name !== undefined;
                  return isBound ? (least && !is) || (is && !most) : least !== is || most !== is;
                });
              expect(wrong.slice(0, 3)).toEqual([]);
            }
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});

/** A rule of a random stack, as it is in the JSON. */
type RuleJson = Record<string, unknown>;

describe.each([
  ["aws", randomAwsStack.map((json) => [json, Object.values(json.resource.aws_vpc_security_group_ingress_rule)])],
  ["azure", randomAzureStack.map((json) => [json, json.resource.azurerm_network_security_group.nic.security_rule])],
] as const)("random rules on %s of which a part is not known", (cloud, stacks) => {
  it("are between bounds that hold for every value", () => {
    fc.assert(
      fc.property(
        stacks as fc.Arbitrary<[json: unknown, rules: RuleJson[]]>,
        fc.nat(),
        fc.constantFrom(...(PARTS[cloud] ?? [])),
        ([json, rules], index, [part, ...values]) => {
          const rule = rules[index % Math.max(rules.length, 1)];
          fc.pre(rule !== undefined && (part !== "source_port_range" || /tcp|udp|\*/i.test(String(rule["protocol"]))));
          if (cloud === "aws") Object.assign(rule, { ip_protocol: "icmp", from_port: 8, to_port: 0 });
          const oracles = values.map((value) => {
            Object.assign(rule, { [part]: value });
            return new PacketOracle(structuredClone(json));
          });
          Object.assign(rule, { [part]: "${var.x}" });
          expect(outsideBounds(json, oracles)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Packets that one of the oracles permits beyond the upper bound, or does not permit within the lower one. */
function outsideBounds(json: unknown, oracles: readonly PacketOracle[]): unknown[] {
  const context = checkContext(readStack("cdk.tf.json", json));
  return context.topology.interfaces.flatMap((on) =>
    (["ingress", "egress"] as const).flatMap((direction) => {
      const permitted = permittedOn(on, direction, (group) => context.rules.get(group) ?? [], context.ends);
      return oracles.flatMap((oracle) => {
        const [own = ""] = oracle.addressesOf(on.name);
        return oracle
          .samples(on.name, direction, oracles)
          .filter(({ far }) => !isNamed(far) && !far.includes(":"))
          .filter((packet) => {
            const one = asPacket(direction, own, packet);
            const is = oracle.permits(on.name, direction, packet, own);
            return is ? !permitted.atMost.contains(one) : permitted.atLeast.contains(one);
          })
          .slice(0, 2);
      });
    }),
  );
}
