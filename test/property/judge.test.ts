/** The judge against deployments that are right, and its evaluation against a packet-by-packet look at the JSON. */
import type { Packet } from "../../lib/net/packet";
import fc from "fast-check";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { checkContext, checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { permittedOn } from "../../lib/tools/analyze/permitted";
import { type Direction, type OraclePacket, PacketOracle } from "../support/packet-oracle";
import { synthesized } from "../support/rules";
import { CLOUDS, networkOn, service, stackOn } from "../support/stacks";
import { randomAwsStack, randomAzureStack } from "./random-stacks";

const partners = fc.oneof(
  fc.constant(Peer.internet()),
  fc
    .uniqueArray(
      fc.constantFrom("198.51.100.0/24", "198.51.100.0/25", "203.0.113.7/32", "203.0.113.6/32", "192.0.2.128/26"),
      { minLength: 1, maxLength: 4 },
    )
    .map((prefixes) => Peer.prefixes(prefixes)),
);
const users = fc.option(
  partners.map((from) => ({ from })),
  { nil: undefined },
);

const deployments = fc
  .record({
    avEdge: fc.boolean(),
    webConferencingEdge: fc.boolean(),
    clients: fc.boolean(),
    director: fc.boolean(),
    remoteAccess: users,
    federation: fc.option(partners, { nil: undefined }),
    publicIm: fc.option(partners, { nil: undefined }),
    externalWebConferencing: users,
    externalAv: users,
  })
  .map((chosen): Omit<EdgeServerProps, "network"> => ({
    sipDomains: ["example.com"],
    accessEdge: service(10, { external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] } }),
    ...(chosen.webConferencingEdge ? { webConferencingEdge: service(11) } : {}),
    ...(chosen.avEdge ? { avEdge: service(12) } : {}),
    ...(chosen.director ? { director: Peer.prefixes(["10.30.2.4"]) } : {}),
    ...(chosen.clients ? { internalClients: Peer.prefixes(["10.30.128.0/17"]) } : {}),
    ...(chosen.remoteAccess === undefined ? {} : { remoteAccess: chosen.remoteAccess }),
    ...(chosen.federation === undefined ? {} : { federation: { partners: chosen.federation } }),
    ...(chosen.publicIm === undefined ? {} : { publicIm: { providers: chosen.publicIm } }),
    ...(chosen.webConferencingEdge && chosen.externalWebConferencing !== undefined
      ? { externalWebConferencing: chosen.externalWebConferencing }
      : {}),
    ...(chosen.avEdge && chosen.externalAv !== undefined ? { externalAv: chosen.externalAv } : {}),
  }));

const ownFlows = fc.array(
  fc.record({
    inward: fc.boolean(),
    peer: fc.oneof(
      partners,
      fc.constantFrom(Peer.prefixes(["10.30.1.0/28", "198.51.100.9"]), Peer.prefixes(["10.20.0.64/27"])),
      fc.constant("role" as const),
    ),
    traffic: fc.oneof(
      fc.record({
        transport: fc.constantFrom("tcp" as const, "udp" as const),
        ports: fc.uniqueArray(fc.constantFrom<number | string>(53, 443, 5061, "3000-3010", "1024-65535"), {
          minLength: 1,
          maxLength: 3,
        }),
        sourcePorts: fc.constantFrom<number | string>("0-65535", 123, "1024-65535"),
      }),
      fc.constantFrom(
        { transport: "icmp" as const },
        { transport: "icmp" as const, icmpType: 8 },
        { transport: "icmp" as const, icmpType: 3, icmpCode: 4 },
        { transport: "esp" as const },
      ),
    ),
  }),
  { maxLength: 4 },
);

describe.each(CLOUDS)("random deployments on %s", (cloud) => {
  it("are exact on every side of every interface", () => {
    fc.assert(
      fc.property(deployments, ownFlows, (props, flows) => {
        const stack = stackOn(cloud);
        const network = networkOn(cloud, stack);
        const edge = new EdgeServer(stack, "Edge", { network, ...props });
        const { accessEdge } = edge;
        flows.forEach(({ inward, peer, traffic }, index) => {
          const other = peer === "role" ? (props.avEdge === undefined ? Peer.internet() : Peer.of(edge.avEdge)) : peer;
          const flow = { ...traffic, purpose: `flow ${String(index)}` };
          if (inward) accessEdge.allowFrom(other, flow);
          else accessEdge.allowTo(other, flow);
        });
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

/** Parts of rules, and values that they may turn out to have. */
const PARTS: Readonly<Record<string, readonly (readonly [part: string, ...values: unknown[]])[]>> = {
  aws: [
    ["from_port", -1, 3, 8],
    ["to_port", -1, 0, 1],
  ],
  azure: [
    ["access", "Allow", "Deny"],
    ["direction", "Inbound", "Outbound"],
    ["source_port_range", "*", "53", "1024-65535"],
  ],
};

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

function isNamed(far: string): boolean {
  return far.startsWith("the ");
}

function asPacket(direction: Direction, own: string, { far, ...packet }: OraclePacket): Packet {
  const other = isNamed(far) ? "100.64.0.9" : far;
  return direction === "ingress"
    ? { ...packet, source: other, destination: own }
    : { ...packet, source: own, destination: other };
}
