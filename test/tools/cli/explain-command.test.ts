/** `uc-edge explain` as a process of its own: exit codes, both forms, and what it refuses. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { awsRule, declared, edgeOnAws } from "../analyze/hand-made";
import { Folder } from "../stack-files";

const ROOT = path.resolve(__dirname, "../../..");
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const stack = (resource: unknown, declaration = declared()): unknown => ({
  resource,
  variable: { uc_edge_deployment: { default: declaration } },
});
const edge = folder.write("edge/cdk.tf.json", stack(edgeOnAws()));
const unknown = folder.write(
  "unknown/cdk.tf.json",
  stack(
    edgeOnAws({ aws_vpc_security_group_ingress_rule: { more: awsRule("Internal", 22, { cidr_ipv4: "${var.x}" }) } }),
  ),
);
/** The manifest and the stacks of a `cdktf.out`. */
function app(name: string, stacks: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(stacks).map(([id, content]) => {
    folder.write(`${name}/stacks/${id}/cdk.tf.json`, content);
    return [id, { name: id, synthesizedStackPath: `stacks/${id}/cdk.tf.json` }];
  });
  folder.write(`${name}/manifest.json`, { version: "0.21.0", stacks: Object.fromEntries(entries) as object });
  return path.join(folder.path, name);
}

const role = (id: string): string[] => [
  `{"item":"interface","path":"${id}/Internal","title":"${id}","zone":"internal","side":"internal","group":"aws_security_group.${id}","groupAliases":[],"privateAddress":"10.30.1.9"}`,
  `{"item":"role","path":"${id}","role":"own/${id.toLowerCase()}","external":null,"internal":"${id}/Internal"}`,
];
const cloud = (name: string, ...ids: string[]): unknown =>
  stack({}, [
    `{"item":"stack","format":1,"cloud":"${name}"}`,
    '{"item":"network","path":"Network","zones":{"internal":["10.30.0.0/16"]},"internalDomains":[]}',
    ...ids.flatMap(role),
  ]);
const both = app("both", { one: cloud("aws", "Alpha"), two: cloud("azure", "Beta") });
const twins = app("twins", { one: cloud("aws", "Alpha"), two: cloud("aws", "Beta"), three: cloud("aws", "Beta") });
const alike = folder.write("alike/cdk.tf.json", cloud("aws", "A/Same", "B/Same"));
const foreign = folder.write("foreign/cdk.tf.json", { resource: edgeOnAws() });

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Ran {
  const script = ["--import", "tsx", path.join(ROOT, "lib/tools/cli/main.ts"), "explain", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd: ROOT, encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

/** What is asked, in the order of a sentence. */
function ask(input: string, from: string, to: string, ...more: readonly string[]): Ran {
  return run(input, "--from", from, "--to", to, ...more);
}

test("what passes exits with 0, the verdict first", () => {
  const { status, out, err } = ask(edge, "front-end", "Edge/AccessEdge", "--port", "5061");
  expect([status, err]).toEqual([0, ""]);
  expect(out).toMatch(/^edge on AWS\n=+\n\nPASSES: tcp 5061 from Front End Server to Edge\/AccessEdge\n\n1\. passes: /);
  expect(out).toContain("rule   aws_vpc_security_group_ingress_rule.pool\n");
});

test.each([
  ["what is stopped", edge, ["--port", "22"], "STOPPED: tcp 22"],
  ["what passes only in part", edge, ["--port", "5060-5061"], "PASSES ONLY IN PART: tcp 5060-5061"],
  ["what is not known", unknown, ["--port", "22"], "PERHAPS: tcp 22"],
  ["a transport without ports that is stopped", edge, ["--transport", "icmp"], "STOPPED: icmp"],
])("%s exits with 1", (_, input, more, text) => {
  const { status, out, err } = ask(input, "10.30.1.4", "AccessEdge", ...more);
  expect([status, err]).toEqual([1, ""]);
  expect(out).toContain(text);
});

test("a listing exits with 0, also where nothing passes one way", () => {
  const { status, out } = ask(edge, "198.51.100.7", "Edge/AccessEdge");
  expect(status).toBe(0);
  expect(out).toContain("from 198.51.100.7 to Edge/AccessEdge\n  nothing passes: no public address");
  expect(out).toMatch(/from Edge\/AccessEdge to 198\.51\.100\.7\n {2}tcp 5061 {2}SIP over MTLS to federated partners/);
});

test("the JSON form holds the same", () => {
  const { status, out } = ask(edge, "10.30.1.4", "Edge/AccessEdge", "--port", "5061", "--format", "json");
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    format: 1,
    answers: [
      {
        kind: "answer",
        stacks: ["edge"],
        cloud: "aws",
        from: "10.30.1.4",
        to: "Edge/AccessEdge",
        traffic: "tcp 5061",
        verdict: "passes",
        ways: [
          {
            through: "direct",
            steps: [
              { kind: "beyond", verdict: "passes" },
              {
                kind: "group",
                verdict: "passes",
                interface: "Edge/AccessEdge/Internal",
                direction: "ingress",
                resources: ["aws_security_group.Internal"],
                rules: [
                  { address: "aws_vpc_security_group_ingress_rule.pool", peers: ["10.30.1.0/28"], certain: true },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
});

test.each([
  ["no file", ["nowhere.json", "internet", "AccessEdge"], "tools-input-missing", "a file or folder that exists"],
  [
    "a stack that declares nothing",
    [foreign, "internet", "AccessEdge"],
    "tools-declaration-missing",
    "uc_edge_deployment",
  ],
  ["another stack", [edge, "internet", "AccessEdge", "--stack", "edgy"], "tools-stack-unknown", 'did you mean "edge"'],
  [
    "an unknown role",
    [edge, "internet", "Edge/AccesEdge"],
    "tools-explain-end-unknown",
    'did you mean "Edge/AccessEdge"',
  ],
  ["an unknown title", [edge, "Acces Edge Server", "internet"], "tools-explain-end-unknown", '"Access Edge Server"'],
  ["a role that may be two", [alike, "internet", "Same"], "tools-explain-end-ambiguous", "A/Same or B/Same"],
  [
    "an address in no zone",
    [edge, "10.99.0.1", "AccessEdge"],
    "tools-explain-address-nowhere",
    "perimeter 10.20.0.0/24",
  ],
  ["an address that is none", [edge, "10.30.1.400", "AccessEdge"], "net-prefix-invalid", "10.30.1.400"],
  [
    "a prefix with bits behind its length",
    [edge, "10.30.1.4/24", "AccessEdge"],
    "net-prefix-host-bits",
    "10.30.1.4/24",
  ],
  ["stacks of different clouds", [both, "Alpha", "Beta"], "tools-explain-clouds-differ", "an end on aws"],
  ["a role in two other stacks", [twins, "Alpha", "Beta"], "tools-explain-end-ambiguous", "two/Beta or three/Beta"],
  ["ends that no stack has", [edge, "10.30.1.4", "10.30.1.5"], "tools-explain-ends-outside", "a role or an interface"],
  [
    "a transport that is none",
    [edge, "internet", "AccessEdge", "--transport", "sctp"],
    "tools-query-transport-unknown",
    "sctp",
  ],
  ["a port that is none", [edge, "internet", "AccessEdge", "--port", "70000"], "net-port-invalid", "70000"],
  [
    "a range the wrong way round",
    [edge, "internet", "AccessEdge", "--port", "20-10"],
    "net-port-range-reversed",
    "20-10",
  ],
  [
    "ports of ICMP",
    [edge, "internet", "AccessEdge", "--transport", "icmp", "--port", "1"],
    "tools-explain-port-unexpected",
    "icmp",
  ],
  [
    "a source port alone",
    [edge, "internet", "AccessEdge", "--source-port", "53"],
    "tools-explain-source-port-alone",
    "--port",
  ],
])("%s exits with 2 and one line", (_, [input = "", from = "", to = "", ...more], code, text) => {
  const { status, out, err } = ask(input, from, to, ...more);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(/^uc-edge: [^\n]+\[[a-z-]+\]\n$/);
  expect(err).toContain(`[${code}]`);
  expect(err).toContain(text);
});

test("an end that is left out is told by the command line itself", () => {
  const { status, out, err } = run(edge, "--from", "internet");
  expect([status, out]).toEqual([2, ""]);
  expect(err).toContain("required option '--to <end>' not specified");
});
