/** `uc-edge diff` as a process of its own: each format as a whole, exit codes, and what is loaded. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { awsRule, declared, edgeOnAws, ownFlow } from "../analyze/hand-made";
import { planOf } from "../plan-of";
import { Folder } from "../stack-files";

const ROOT = path.resolve(__dirname, "../../..");
const MAIN = path.join(ROOT, "lib/tools/cli/main.ts");
/** Runs the command line, and writes the modules that it has loaded to a third output. */
const SCRIPT = `
  require("tsx/cjs");
  const { writeSync } = require("node:fs");
  process.on("exit", () => writeSync(3, Object.keys(require.cache).join("\\n")));
  require(${JSON.stringify(MAIN)});
`;
const INGRESS = "aws_vpc_security_group_ingress_rule";
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  readonly loaded: string;
}

function run(...args: readonly string[]): Ran {
  const { status, stdout, stderr, output } = spawnSync(process.execPath, ["-e", SCRIPT, "--", "diff", ...args], {
    cwd: folder.path,
    encoding: "utf8",
    env: { ...process.env, NODE_PATH: path.join(ROOT, "node_modules") },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  return { status, out: stdout, err: stderr, loaded: output[3] ?? "" };
}

/** A stack named `edge`. */
function write(name: string, resource: unknown, lines: readonly string[] = declared()): string {
  return folder.write(`${name}/stacks/edge/cdk.tf.json`, {
    resource,
    variable: { uc_edge_deployment: { default: lines } },
  });
}

const record = {
  item: "record",
  network: "Network",
  view: "public",
  type: "A",
  name: "sip.example.com",
  values: ["192.0.2.5"],
  facts: [],
};
write("old", edgeOnAws());
write(
  "new",
  edgeOnAws({
    [INGRESS]: {
      partner: awsRule("External", 5061, { cidr_ipv4: "198.51.100.0/25" }),
      probe: awsRule("External", 8443, { cidr_ipv4: "0.0.0.0/0", description: "own/probe-123456" }),
      shell: awsRule("Internal", 22, { cidr_ipv4: "10.30.9.0/24", description: "for @ops | #1" }),
    },
  }),
  declared(ownFlow({ owner: "@ops", expires: "2999-12-31" }), { ...record, made: true }),
);
write("narrow", edgeOnAws({ [INGRESS]: { partner: awsRule("External", 5061, { cidr_ipv4: "198.51.100.0/25" }) } }));
write(
  "unknown",
  edgeOnAws({ [INGRESS]: { later: awsRule("External", 443, { cidr_ipv4: "192.0.2.0/24", to_port: "${var.x}" }) } }),
);

const TEXT = `edge
================================================================================

opens 2, of these 1 to the internet, closes 1

Why
  Edge/AccessEdge: own flow own/probe-123456 added: probe (tcp 8443 from
    internet, @ops, until 2999-12-31)

OPENS to the internet
  Edge/AccessEdge/External, in
    from     internet (0.0.0.0/0)
    traffic  tcp 8443
    for      probe (own: @ops until 2999-12-31)
    packet   tcp 1.0.0.0:49152 -> 10.20.0.10:8443
    rules    aws_vpc_security_group_ingress_rule.probe

OPENS inside
  Edge/AccessEdge/Internal, in
    from     10.30.9.0/24
    traffic  tcp 22
    for      ASKED FOR BY NOBODY: for @ops | #1
    packet   tcp 10.30.9.0:49152 -> 10.20.0.138:22
    rules    aws_vpc_security_group_ingress_rule.shell

CLOSES
  Edge/AccessEdge/External, in
    from     198.51.100.128/25
    traffic  tcp 5061
    for      SIP over MTLS from federated partners (ocs-2007 ports 12)
    packet   tcp 198.51.100.128:49152 -> 10.20.0.10:5061
    rules    aws_vpc_security_group_ingress_rule.partner

Also changed
  sip.example.com: record public A added: 192.0.2.5
`;

const MARKDOWN = `### uc-edge diff: this change opens something

#### edge

**opens 2, of these 1 to the internet, closes 1**

Why:

- Edge/AccessEdge: own flow own/probe-123456 added: probe (tcp 8443 from internet, \`@ops\`, until 2999-12-31)

|  | interface | open | peer | traffic | what for |
| --- | --- | --- | --- | --- | --- |
| **opens to the internet** | Edge/AccessEdge/External | in | internet (0.0.0.0/0) | tcp 8443 | probe (own: \`@ops\` until 2999-12-31) |
| **opens inside** | Edge/AccessEdge/Internal | in | 10.30.9.0/24 | tcp 22 | ASKED FOR BY NOBODY: for \`@ops\` \\| \`#1\` |

|  | interface | closed | peer | traffic | what for |
| --- | --- | --- | --- | --- | --- |
| closes | Edge/AccessEdge/External | in | 198.51.100.128/25 | tcp 5061 | SIP over MTLS from federated partners (ocs-2007 ports 12) |

<details><summary>Packets and rules</summary>

|  | interface | a packet | rules |
| --- | --- | --- | --- |
| opens | Edge/AccessEdge/External | \`tcp 1.0.0.0:49152 -> 10.20.0.10:8443\` | \`aws_vpc_security_group_ingress_rule.probe\` |
| opens | Edge/AccessEdge/Internal | \`tcp 10.30.9.0:49152 -> 10.20.0.138:22\` | \`aws_vpc_security_group_ingress_rule.shell\` |
| closes | Edge/AccessEdge/External | \`tcp 198.51.100.128:49152 -> 10.20.0.10:5061\` | \`aws_vpc_security_group_ingress_rule.partner\` |

</details>

Also changed:

- sip.example.com: record public A added: 192.0.2.5
`;

test("text says what opens, to the internet first, and exits with 1", () => {
  const { status, out, err, loaded } = run("old", "new");
  expect([status, err]).toEqual([1, ""]);
  expect(out).toBe(TEXT);
  expect(loaded).not.toMatch(/lib\/tools\/report\/(diff-markdown|preview-text|check-text|catalog-text)/);
});

test("markdown fits a comment on a pull request, and nobody is called by it", () => {
  const { status, out } = run("old", "new", "--format", "markdown");
  expect(status).toBe(1);
  expect(out).toBe(MARKDOWN);
});

test("json has the same, and whole lists", () => {
  const { status, out } = run("old", "new", "--format", "json");
  expect(status).toBe(1);
  const traffic = (change: string, of: Record<string, unknown>): Record<string, unknown> => ({
    change,
    isCertain: true,
    direction: "ingress",
    own: null,
    deniedBy: [],
    unseen: [],
    ...of,
  });
  expect(JSON.parse(out)).toEqual({
    format: 1,
    opens: true,
    stacks: [
      {
        stack: "edge",
        state: "changed",
        before: "old/stacks/edge/cdk.tf.json",
        after: "new/stacks/edge/cdk.tf.json",
        traffic: [
          traffic("opens", {
            interface: "Edge/AccessEdge/External",
            peers: ["internet (0.0.0.0/0)"],
            exposure: "internet",
            services: ["tcp 8443"],
            witness: "tcp 1.0.0.0:49152 -> 10.20.0.10:8443",
            reasons: [
              {
                flow: "own/probe-123456",
                kind: "own",
                purpose: "probe",
                askedBy: "own: @ops until 2999-12-31",
                expired: false,
              },
            ],
            permittedBy: [`${INGRESS}.probe`],
          }),
          traffic("opens", {
            interface: "Edge/AccessEdge/Internal",
            peers: ["10.30.9.0/24"],
            exposure: "inside",
            services: ["tcp 22"],
            witness: "tcp 10.30.9.0:49152 -> 10.20.0.138:22",
            reasons: [{ flow: null, kind: null, purpose: "for @ops | #1", askedBy: null, expired: false }],
            permittedBy: [`${INGRESS}.shell`],
          }),
          traffic("closes", {
            interface: "Edge/AccessEdge/External",
            peers: ["198.51.100.128/25"],
            exposure: "public",
            services: ["tcp 5061"],
            witness: "tcp 198.51.100.128:49152 -> 10.20.0.10:5061",
            reasons: [
              {
                flow: "ocs-2007/ports/12a",
                kind: "documented",
                purpose: "SIP over MTLS from federated partners",
                askedBy: "ocs-2007 ports 12",
                expired: false,
              },
            ],
            permittedBy: [`${INGRESS}.partner`],
          }),
        ],
        ways: [],
        reasons: [
          {
            change: "added",
            what: "own flow",
            where: "Edge/AccessEdge",
            name: "own/probe-123456",
            before: null,
            after: "probe (tcp 8443 from internet, @ops, until 2999-12-31)",
          },
        ],
        also: [
          {
            change: "added",
            what: "record",
            where: "sip.example.com",
            name: "public A",
            before: null,
            after: "192.0.2.5",
          },
        ],
        notes: [],
      },
    ],
  });
});

test.each([
  [
    "nothing changed",
    ["old", "old"],
    0,
    /^edge\n=+\n\nopens and closes nothing, and nothing else that it shows is different\n$/,
  ],
  ["something closes only", ["old", "narrow"], 0, /opens nothing, closes 1\n/],
  ["it is not known whether something opens", ["old", "unknown"], 1, /MAY OPEN to public addresses\n/],
])("where %s, the exit code says so", (_, args, code, text) => {
  const { status, out, err } = run(...args);
  expect([status, err]).toEqual([code, ""]);
  expect(out).toMatch(text);
});

test("a plan alone is a diff", () => {
  folder.write("plan.json", planOf(edgeOnAws() as Parameters<typeof planOf>[0], declared()));
  const { status, out } = run("plan.json");
  expect(status).toBe(1);
  expect(out).toContain("OPENS to public addresses\n  Edge/AccessEdge/External, in\n");
});

test("--out writes a new file, and never over an input or an older file", () => {
  expect(run("old", "new", "--format", "markdown", "--out", "diff.md")).toMatchObject({ status: 1, out: "", err: "" });
  expect(readFileSync(path.join(folder.path, "diff.md"), "utf8")).toBe(MARKDOWN);
  expect(run("old", "new", "--out", "diff.md").err).toContain("[tools-output-exists]");
  expect(run("old", "new", "--out", "diff.md", "--force").status).toBe(1);
  expect(run("old", "new", "--out", "old/stacks/edge/cdk.tf.json", "--force")).toMatchObject({ status: 2, out: "" });
  expect(existsSync(path.join(folder.path, "old/stacks/edge/cdk.tf.json"))).toBe(true);
});

folder.write("azure/stacks/edge/cdk.tf.json", { resource: { azurerm_network_security_group: { one: {} } } });
folder.write("others/stacks/media/cdk.tf.json", { resource: { aws_security_group: { one: {} } } });
folder.write("half.json", '{"resource":');
folder.write("damaged/stacks/edge/cdk.tf.json", { resource: {}, variable: { uc_edge_deployment: { default: ["{"] } } });

test.each([
  [["old"], "tools-diff-one-input"],
  [["plan.json", "plan.json"], "tools-diff-two-plans"],
  [["old", "plan.json"], "tools-diff-kinds-differ"],
  [["old", "azure"], "tools-diff-clouds-differ"],
  [["old", "others"], "tools-diff-no-common-stack"],
  [["old", "none"], "tools-input-missing"],
  [["old", "half.json"], "tools-input-not-json"],
  [["old", "damaged"], "tools-declaration-damaged"],
  [["old", "new", "--stack", "edges"], "tools-stack-unknown"],
])("%j exits with 2 and one line", (args, code) => {
  const { status, out, err } = run(...args);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(/^uc-edge: [^\n]+\[tools-[a-z-]+\]\n$/);
  expect(err).toContain(`[${code}]`);
});
