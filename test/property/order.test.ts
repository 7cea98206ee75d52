/**
 * The order of construction never shows: neither of own flows, nor of two deployments in one stack; and every way of
 * synthesizing shows the same rules.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type App, type TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import type { OwnFlow } from "../../lib/model/own-flow";
import { Peer } from "../../lib/stack/peer";
import type { Role } from "../../lib/stack/role";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, service, stackOn } from "../support/stacks";

const RUNS = 25;

// ---- deployments as plain data, so that they can be shuffled and built again ----

type ServiceName = "accessEdge" | "webConferencingEdge" | "avEdge";

const OUTSIDE = [
  "internet",
  "198.51.100.0/24",
  "198.51.100.0/25",
  "198.51.100.128/25",
  "203.0.113.7",
  "${var.partner}",
];
const INSIDE = ["10.30.1.0/28", "10.30.1.0/29", "10.30.1.8/29", "10.20.0.77", "10.30.0.0/17", "10.30.128.0/17"];
const PORTS = ["443", "5060", "5061", "5062", "5060-5065", "50000-59999", "1024-65535"];

interface EdgePlan {
  readonly id: "First" | "Second";
  readonly services: readonly ServiceName[];
  readonly isShared: boolean;
  readonly hasClients: boolean;
  /** The peers of each choice made, by its prop. */
  readonly choices: Readonly<Record<string, string>>;
}

interface FlowPlan {
  readonly edge: number;
  readonly role: number;
  readonly direction: "allowFrom" | "allowTo";
  /** A prefix, `internet`, or a role of either edge. */
  readonly peer: string | { readonly edge: number; readonly role: number };
  readonly flow: OwnFlow;
}

interface Plan {
  readonly edges: readonly EdgePlan[];
  readonly flows: readonly FlowPlan[];
}

const NEEDS: Readonly<Record<string, ServiceName>> = {
  remoteAccess: "accessEdge",
  federation: "accessEdge",
  publicIm: "accessEdge",
  externalWebConferencing: "webConferencingEdge",
  externalAv: "avEdge",
};

const SERVICES: readonly ServiceName[] = ["accessEdge", "webConferencingEdge", "avEdge"];

const edgePlan = (id: EdgePlan["id"]): fc.Arbitrary<EdgePlan> =>
  fc.record({
    id: fc.constant(id),
    services: fc.subarray([...SERVICES], { minLength: 1 }),
    isShared: fc.boolean(),
    hasClients: fc.boolean(),
    choices: fc.dictionary(fc.constantFrom(...Object.keys(NEEDS)), fc.constantFrom(...OUTSIDE), { maxKeys: 5 }),
  });

const ownFlow: fc.Arbitrary<OwnFlow> = fc
  .record({
    transport: fc.constantFrom<OwnFlow["transport"]>("tcp", "tcp", "udp", "icmp", "esp"),
    ports: fc.uniqueArray(fc.constantFrom(...PORTS), { minLength: 1, maxLength: 2 }),
    sourcePorts: fc.option(fc.constantFrom("1024-65535", "50000-59999"), { nil: undefined }),
    icmpType: fc.option(fc.constantFrom(0, 8), { nil: undefined }),
    purpose: fc.constantFrom("probe", "backup", "management"),
  })
  .map(({ transport, ports, sourcePorts, icmpType, purpose }): OwnFlow => {
    if (transport === "esp") return { transport, purpose };
    if (transport === "icmp") return { transport, purpose, ...(icmpType === undefined ? {} : { icmpType }) };
    return {
      transport,
      ports,
      purpose,
      ...(sourcePorts === undefined ? {} : { sourcePorts }),
    };
  });

const place = fc.record({ edge: fc.nat({ max: 1 }), role: fc.nat({ max: 2 }) });

const flowPlan: fc.Arbitrary<FlowPlan> = fc
  .record({
    at: place,
    direction: fc.constantFrom<FlowPlan["direction"]>("allowFrom", "allowTo"),
    peer: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...OUTSIDE.slice(0, -1), ...INSIDE) },
      { weight: 1, arbitrary: place },
    ),
    flow: ownFlow,
  })
  .map(({ at, ...rest }) => ({ ...at, ...rest }));

interface Shuffled {
  readonly plan: Plan;
  readonly other: Plan;
}

const plans: fc.Arbitrary<Shuffled> = fc
  .record({ edges: fc.tuple(edgePlan("First"), edgePlan("Second")), flows: fc.array(flowPlan, { maxLength: 8 }) })
  .chain((plan) =>
    fc
      .record({
        edges: fc.shuffledSubarray([...plan.edges], { minLength: 2 }),
        flows: fc.shuffledSubarray([...plan.flows], { minLength: plan.flows.length }),
      })
      .map((other) => ({ plan, other })),
  );

// ---- building them ----

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the plan names something that it does not have");
  return value;
}

function peerOf(text: string): Peer {
  return text === "internet" ? Peer.internet() : Peer.prefixes([text]);
}

function propsOf({ id, services, isShared, hasClients, choices }: EdgePlan): Omit<EdgeServerProps, "network"> {
  const start = id === "First" ? 10 : 20;
  const deployed = services.map((name, index) => {
    const names = [`${name.toLowerCase()}.example.com`];
    const external = { privateAddress: `10.20.0.${String(start + index)}`, names };
    const internal = { privateAddress: `10.20.0.${String(128 + start + (isShared ? 0 : index))}` };
    return [name, service(0, { external, internal })] as const;
  });
  const chosen = Object.entries(choices)
    .filter(([choice]) => services.includes(NEEDS[choice] ?? "accessEdge"))
    .map(([choice, peer]) => {
      const prop = { federation: "partners", publicIm: "providers" }[choice] ?? "from";
      return [choice, { [prop]: peerOf(peer) }] as const;
    });
  return {
    sipDomains: ["example.com"],
    ...(hasClients ? { internalClients: Peer.prefixes(["10.30.128.0/17"]) } : {}),
    ...(Object.fromEntries([...deployed, ...chosen]) as Partial<EdgeServerProps>),
  };
}

/** Edges and flows are taken from `plan` by number, and built in the order of `order`. */
function build(cloud: Cloud, plan: Plan, order: Plan): { app: App; stack: TerraformStack } {
  const app = Testing.app();
  const stack = stackOn(cloud, "stack", app);
  const network = networkOn(cloud, stack);
  const edges = new Map(
    order.edges.map((edge) => [edge.id, new EdgeServer(stack, edge.id, { network, ...propsOf(edge) })]),
  );
  const roleAt = ({ edge, role }: { readonly edge: number; readonly role: number }): Role => {
    const { id, services } = present(plan.edges[edge]);
    return present(edges.get(id))[present(services[role % services.length])];
  };
  for (const { direction, peer, flow, ...at } of order.flows) {
    roleAt(at)[direction](typeof peer === "string" ? peerOf(peer) : Peer.of(roleAt(peer)), flow);
  }
  return { app, stack };
}

function synthesizedBy(app: App): string {
  app.synth();
  return readFileSync(join(app.outdir, "stacks", "stack", "cdk.tf.json"), "utf8");
}

describe.each(CLOUDS)("synthesis on %s", (cloud) => {
  it("gives the same text, byte for byte, in whatever order edges and flows are made", () => {
    fc.assert(
      fc.property(plans, ({ plan, other }) => {
        const expected = build(cloud, plan, plan);
        const actual = build(cloud, plan, other);
        expect(Testing.synth(actual.stack, true)).toBe(Testing.synth(expected.stack, true));
        expect(synthesizedBy(actual.app)).toBe(synthesizedBy(expected.app));
      }),
      { numRuns: RUNS },
    );
  });

  it("shows the same rules in every way, and again", () => {
    fc.assert(
      fc.property(plans, ({ plan }) => {
        const { app, stack } = build(cloud, plan, plan);
        const rules = rulesOf(Testing.synth(stack));
        const full = join(Testing.fullSynth(stack), "stacks", "stack", "cdk.tf.json");
        expect(rulesOf(readFileSync(full, "utf8"))).toEqual(rules);
        expect(rulesOf(synthesizedBy(app))).toEqual(rules);
        expect(rulesOf(synthesizedBy(app))).toEqual(rules);
        expect(rulesOf(Testing.synth(stack, true))).toEqual(rules);
        const scoped = Testing.synthScope((scope) => {
          const network = networkOn(cloud, scope);
          new EdgeServer(scope, "First", { network, ...propsOf(present(plan.edges[0])) });
        });
        const alone = build(
          cloud,
          { edges: plan.edges.slice(0, 1), flows: [] },
          { edges: plan.edges.slice(0, 1), flows: [] },
        );
        expect(rulesOf(scoped)).toEqual(rulesOf(Testing.synth(alone.stack)));
      }),
      { numRuns: RUNS },
    );
  });

  it("shows a flow that is added after a first synthesis in the second, and leaves the other rules as they were", () => {
    const { app, stack } = build(cloud, ONE, ONE);
    const before = rulesOf(synthesizedBy(app));
    const [edge] = stack.node.children.filter((child) => child.node.id === "First");
    (edge as EdgeServer).accessEdge.allowFrom(Peer.prefixes(["203.0.113.9"]), {
      transport: "tcp",
      ports: [8443],
      purpose: "late",
    });
    const after = rulesOf(synthesizedBy(app));
    const added = "First_AccessEdge_External ingress tcp 8443 from 203.0.113.9/32";
    expect(before.length).toBeGreaterThan(0);
    expect(after).toEqual([...before, added].sort());
  });
});

const ONE: Plan = {
  edges: [
    {
      id: "First",
      services: ["accessEdge"],
      isShared: false,
      hasClients: false,
      choices: { federation: "198.51.100.0/24" },
    },
  ],
  flows: [],
};
