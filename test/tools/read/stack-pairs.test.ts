/** Which stacks stand against each other, and what a plan starts from. */
import { diffStack } from "../../../lib/tools/analyze/diff";
import { readPairs } from "../../../lib/tools/read/stack-pairs";
import { awsRule, declared, edgeOnAws, TODAY } from "../analyze/hand-made";
import { faultOf } from "../faults";
import { planOf, planOfChange } from "../plan-of";
import { Folder } from "../stack-files";

type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** The edge of the other tests, as its resources. */
function edge(more: Resources = {}): Resources {
  return edgeOnAws(more) as Resources;
}

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const INGRESS = "aws_vpc_security_group_ingress_rule";

function synthesis(name: string, stacks: Record<string, unknown>): string {
  for (const [stack, resource] of Object.entries(stacks)) {
    folder.write(`${name}/stacks/${stack}/cdk.tf.json`, { resource, "//": { metadata: { stackName: stack } } });
  }
  return `${folder.path}/${name}`;
}

const group = { aws_security_group: { one: {} } };
const old = synthesis("old", { edge: group, proxy: group });
const next = synthesis("new", { edge: group, media: group });
const azure = synthesis("azure", { edge: { azurerm_network_security_group: { one: {} } } });
const others = synthesis("others", { media: group });
const plan = folder.write("plan.json", planOf(edge(), declared()));

describe("two syntheses", () => {
  it("are paired by the names of their stacks; one that is on one side only appears or goes", () => {
    expect(
      readPairs(old, next, undefined).map(({ stack, before, after }) => [
        stack,
        before !== undefined,
        after !== undefined,
      ]),
    ).toEqual([
      ["edge", true, true],
      ["media", false, true],
      ["proxy", true, false],
    ]);
    expect(readPairs(old, next, "proxy")).toHaveLength(1);
  });

  it("that are two files are a pair, also where the stack was renamed", () => {
    const [pair, ...more] = readPairs(`${old}/stacks/proxy/cdk.tf.json`, `${next}/stacks/media/cdk.tf.json`, undefined);
    expect([pair?.stack, pair?.before?.stack, more]).toEqual(["media", "proxy", []]);
  });
});

describe("a plan", () => {
  const before = edge({
    aws_eip: { one: { public_ip: "192.0.2.7" } },
    [INGRESS]: { own: awsRule("External", 443, { cidr_ipv4: "${aws_eip.one.public_ip}/32" }) },
  });
  const after = edge({
    aws_eip: { one: { public_ip: "192.0.2.7" } },
    [INGRESS]: {
      own: awsRule("External", 443, { cidr_ipv4: "${aws_eip.one.public_ip}/32" }),
      partner: awsRule("External", 5061, { cidr_ipv4: "198.51.100.0/25" }),
      shell: awsRule("Internal", 22, { cidr_ipv4: "10.30.9.0/24" }),
    },
  });
  const diffOf = (content: unknown): string[] => {
    const [pair] = readPairs(folder.write("change.json", content), undefined, undefined);
    if (pair === undefined) throw new Error("no pair");
    return diffStack(pair, TODAY).traffic.map(
      ({ change, interface: at, peers, services }) => `${change} ${at} ${peers.join()} ${services.join()}`,
    );
  };

  it("has what was there in its prior state and beside its changes", () => {
    expect(diffOf(planOfChange(before, after, declared()))).toEqual([
      "opens Edge/AccessEdge/Internal 10.30.9.0/24 tcp 22",
      "closes Edge/AccessEdge/External 198.51.100.128/25 tcp 5061",
    ]);
    expect(diffOf(planOfChange(before, before, declared()))).toEqual([]);
  });

  it("opens all where nothing was there before", () => {
    expect(diffOf(planOf(edge(), declared()))).toHaveLength(4);
  });

  it("calls what it removes by the path in its Terraform address, as the declaration before is not in the state", () => {
    const name = "Edge_AvEdge_External";
    const gone = edge({
      aws_security_group: { [`${name}_SecurityGroup_0A1B2C3D`]: {} },
      aws_network_interface: {
        [`${name}_Interface_0A1B2C3D`]: {
          private_ips: ["10.20.0.12"],
          security_groups: [`\${aws_security_group.${name}_SecurityGroup_0A1B2C3D.id}`],
        },
      },
      [INGRESS]: { media: awsRule(`${name}_SecurityGroup_0A1B2C3D`, 3478, { cidr_ipv4: "0.0.0.0/0" }) },
    });
    expect(diffOf(planOfChange(gone, edge(), declared()))).toEqual([
      "closes Edge/AvEdge/External internet (0.0.0.0/0) tcp 3478",
    ]);
  });

  it("keeps what it only forgets, as nobody takes that away", () => {
    const forgotten = JSON.parse(
      JSON.stringify(planOfChange(before, edge(), declared())).replaceAll('["delete"]', '["forget"]'),
    ) as unknown;
    expect(diffOf(planOfChange(before, edge(), declared()))).not.toEqual([]);
    expect(diffOf(forgotten)).toEqual([]);
  });

  it("follows what was moved to another address", () => {
    const moved = JSON.parse(
      JSON.stringify(planOfChange(before, before, declared())).replaceAll(`"${INGRESS}.own"`, `"${INGRESS}.other"`),
    ) as {
      resource_changes: Record<string, unknown>[];
      prior_state: { values: { root_module: { resources: Record<string, unknown>[] } } };
    };
    for (const one of moved.resource_changes) {
      if (one["address"] === `${INGRESS}.other`) one["previous_address"] = `${INGRESS}.own`;
    }
    for (const one of moved.prior_state.values.root_module.resources) {
      if (one["address"] === `${INGRESS}.other`) one["address"] = `${INGRESS}.own`;
    }
    expect(diffOf(moved)).toEqual([]);
  });
});

const bare = { ...planOf(edge(), declared()), resource_changes: [] };
const torn = planOfChange(edge(), edge(), declared()) as {
  resource_changes: { change: { before?: unknown } }[];
};
for (const { change } of torn.resource_changes) delete change.before;

test.each([
  ["a synthesis alone", [old], "tools-diff-one-input"],
  ["two plans", [plan, plan], "tools-diff-two-plans"],
  ["a plan and a synthesis", [old, plan], "tools-diff-kinds-differ"],
  ["a synthesis and a plan", [plan, old], "tools-diff-kinds-differ"],
  ["stacks of two clouds", [old, azure], "tools-diff-clouds-differ"],
  ["no stack in common", [synthesis("first", { edge: group }), others], "tools-diff-no-common-stack"],
  ["a plan that does not say what changes", [folder.write("bare.json", bare)], "tools-input-no-prior"],
  ["a plan of changes without what was there", [folder.write("torn.json", torn)], "tools-input-no-prior"],
  ["no older input", [`${folder.path}/none`, next], "tools-input-missing"],
  ["no newer input", [old, `${folder.path}/none`], "tools-input-missing"],
])("%s: %#", (__, [one = "", two], code) => {
  expect(faultOf(() => readPairs(one, two, undefined)).code).toBe(code);
});

test("a stack that neither side has is unknown", () => {
  const fault = faultOf(() => readPairs(old, next, "edgy"));
  expect([fault.code, fault.message.includes('did you mean "edge"?')]).toEqual(["tools-stack-unknown", true]);
});
