/** `uc-edge check` as a process of its own: exit codes, the forms for machines, and text that fits. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { sarifFaults } from "../../support/sarif-schema";
import { awsRule, declared, edgeOnAws } from "../analyze/hand-made";
import { Folder } from "../stack-files";

const ROOT = path.resolve(__dirname, "../../..");
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const INGRESS = "aws_vpc_security_group_ingress_rule";
const stack = (resource: unknown): unknown => ({
  resource,
  variable: { uc_edge_deployment: { default: declared() } },
});
const exact = folder.write("exact/cdk.tf.json", stack(edgeOnAws()));
const surplus = folder.write(
  "surplus/cdk.tf.json",
  stack(edgeOnAws({ [INGRESS]: { more: awsRule("External", 22, { cidr_ipv4: "198.51.100.0/24" }) } })),
);

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Ran {
  const script = ["--import", "tsx", path.join(ROOT, "lib/tools/cli/main.ts"), "check", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, out: stdout, err: stderr };
}

test("a stack that is exact exits with 0", () => {
  const { status, out, err } = run(exact);
  expect([status, err]).toEqual([0, ""]);
  expect(out).toContain(
    "no findings, 0 accepted, 0 notes\nexact: yes, missing 0, surplus 0, unseen 0; 4 of 4 sides\n" +
      "reach: 0; lint: 0; deployment: 0\nflows: 4 documented, 0 platform, 0 own\n",
  );
  expect(widest(out)).toBeLessThanOrEqual(80);
});

test("a finding exits with 1, and fits into 80 columns", () => {
  const { status, out, err } = run(surplus, "--no-color");
  expect([status, err]).toEqual([1, ""]);
  expect(out).toContain("ERROR check-traffic-surplus (Edge/AccessEdge/External)");
  expect(out).toContain("packet: tcp 198.51.100.0:1 -> 10.20.0.10:22");
  expect(widest(out)).toBeLessThanOrEqual(80);
});

test("the JSON form holds the same", () => {
  const { status, out } = run(surplus, "--format", "json");
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    format: 1,
    stacks: [
      {
        stack: "surplus",
        summary: {
          exact: false,
          seesAll: true,
          sides: 4,
          exactSides: 3,
          flows: { documented: 4, platform: 0, own: 0 },
          missing: { documented: 0, platform: 0, own: 0 },
          surplus: 1,
          unseen: 0,
          open: { exactness: 1, reach: 0, deployment: 0, lint: 0 },
          accepted: 0,
          notes: 0,
        },
        interfaces: [{ path: "Edge/AccessEdge/External", direction: "ingress", exact: false }, {}, {}, {}],
        findings: [
          {
            code: "check-traffic-surplus",
            area: "exactness",
            flow: null,
            severity: "error",
            where: "Edge/AccessEdge/External",
            rules: [`${INGRESS}.more`],
            witness: "tcp 198.51.100.0:1 -> 10.20.0.10:22",
            accepted: null,
          },
        ],
      },
    ],
  });
});

test("the SARIF form holds the same, with the folder of the command as its root", () => {
  const tsx = pathToFileURL(require.resolve("tsx")).href;
  const script = ["--import", tsx, path.join(ROOT, "lib/tools/cli/main.ts"), "check", "surplus", "--format", "sarif"];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd: folder.path, encoding: "utf8" });
  expect([status, stderr]).toEqual([1, ""]);
  const log: unknown = JSON.parse(stdout);
  expect(sarifFaults(log)).toEqual([]);
  const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(log).toMatchObject({
    runs: [
      {
        tool: { driver: { name: "uc-edge", version, rules: [{ id: "check-traffic-surplus" }] } },
        results: [
          {
            ruleId: "check-traffic-surplus",
            level: "error",
            locations: [
              {
                physicalLocation: { artifactLocation: { uri: "surplus/cdk.tf.json", uriBaseId: "%SRCROOT%" } },
                logicalLocations: [{ fullyQualifiedName: "surplus/Edge/AccessEdge/External" }],
              },
            ],
          },
        ],
      },
    ],
  });
});

test("a stack without findings is a valid log without results", () => {
  const { status, out, err } = run(exact, "--format", "sarif");
  expect([status, err]).toEqual([0, ""]);
  const log = JSON.parse(out) as { runs: { results: unknown[] }[] };
  expect(sarifFaults(log)).toEqual([]);
  expect(log.runs.map(({ results }) => results)).toEqual([[]]);
});

const withDeclaration = (...lines: string[]): unknown => ({
  resource: {},
  variable: { uc_edge_deployment: { default: lines } },
});
const modules = '{"child_modules":['.repeat(200) + "]}".repeat(200);
const content: Readonly<Record<string, unknown>> = {
  half: '{"resource":',
  damaged: withDeclaration("{"),
  incomplete: withDeclaration(...declared(), '{"item":"interface","path":"Edge/AccessEdge/External"}'),
  later: withDeclaration('{"item":"stack","format":2,"cloud":"aws"}'),
  unnumbered: withDeclaration('{"item":"stack","cloud":"aws"}'),
  state: { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "a-b", outputs: {}, resources: [] },
  format2: { format_version: "2.0", planned_values: { root_module: {} } },
  modules: `{"format_version":"1.2","planned_values":{"root_module":${modules}}}`,
  inside: "[".repeat(1_000_000),
};
const files = Object.fromEntries(
  Object.entries(content).map(([name, one]) => [name, folder.write(`${name}/cdk.tf.json`, one)]),
);
folder.write("folder/cdk.tf.json/readme.txt", "a folder with the name of a file");

test.each([
  ["no file", path.join(folder.path, "none.json"), "tools-input-missing", "a file or folder that exists"],
  ["half a file", files["half"], "tools-input-not-json", "the file may be cut off"],
  ["a folder in the place of a file", path.join(folder.path, "folder"), "tools-input-not-json", "EISDIR"],
  [
    "a folder that is given as a file",
    path.join(folder.path, "folder/cdk.tf.json"),
    "tools-input-empty",
    "a folder with stacks",
  ],
  ["a damaged declaration", files["damaged"], "tools-declaration-damaged", "JSON, as the library writes it"],
  ["a line that lacks a value", files["incomplete"], "tools-declaration-damaged", "an item that has its title"],
  ["a declaration of a later format", files["later"], "tools-declaration-format", "format is 2, expected 1"],
  ["a declaration without a format", files["unnumbered"], "tools-declaration-format", "expected 1"],
  ["a state", files["state"], "tools-input-unknown", "this is a state file; show a plan instead"],
  ["a plan of format 2", files["format2"], "tools-input-unknown", 'a plan of format 1, not "2.0"'],
  ["modules in modules", files["modules"], "tools-input-unknown", "modules at most 100 deep"],
  ["nothing but brackets", files["inside"], "tools-input-not-json", "the file may be cut off"],
])("%s exits with 2 and one line", (_, file, code, text) => {
  const { status, out, err } = run(file ?? "");
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(/^uc-edge: [^\n]+\[tools-[a-z-]+\]\n$/);
  expect(err).toContain(`[${code}]`);
  expect(err).toContain(text);
  expect(err).not.toMatch(/\sat .*:\d+:\d+/);
});

function widest(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.replace(/\u001B\[\d+m/g, "").length));
}

test("a stack that declares nothing exits with 2, as there is nothing to prove", () => {
  const foreign = folder.write("foreign/cdk.tf.json", { resource: edgeOnAws() });
  const { status, out, err } = run(foreign);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(
    /^[^\n]*expected a stack that says what it deploys[^\n]*uc-edge preview[^\n]*\[tools-declaration-missing\]\n$/,
  );
});
