/** The command line as a process of its own: what it prints where, its exit codes, and what it loads. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { awsRule, declaration } from "../report/edge-stack";
import { Folder } from "../stack-files";
import { type Ran, ucEdge } from "./uc-edge-process";

const ROOT = resolve(__dirname, "../../..");
const MAIN = join(ROOT, "lib/tools/cli/main.ts");
const TSX = createRequire(join(ROOT, "package.json")).resolve("tsx/cjs");
const folder = new Folder();

afterAll(() => {
  folder.remove();
});

function run(args: readonly string[], options: { node?: string[]; env?: NodeJS.ProcessEnv } = {}): Ran {
  return ucEdge(folder.path, args, options);
}

/** Every file below the folder with its size and the time of its last change. */
function inventory(): string[] {
  return (readdirSync(folder.path, { recursive: true }) as string[])
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder.path, name));
      return `${name} ${String(size)} ${String(mtimeMs)}`;
    })
    .sort();
}

function stack(name: string, values: Record<string, unknown> = {}): Record<string, unknown> {
  const { address, type, values: rule } = awsRule("ocs-2007/ports/12a");
  return {
    "//": { metadata: { stackName: name } },
    terraform: {},
    resource: { [type]: { [address.slice(type.length + 1)]: rule } },
    variable: { uc_edge_deployment: { type: "list(string)", default: declaration("aws") } },
    ...values,
  };
}

/** Content nested beyond what any reader would follow. */
function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

describe("uc-edge preview", () => {
  folder.write("cdktf.out/stacks/ocs-edge-aws/cdk.tf.json", stack("ocs-edge-aws"));
  folder.write("cdktf.out/stacks/ocs-edge-azure/cdk.tf.json", stack("ocs-edge-azure"));

  it("prints every stack of cdktf.out on stdout, without color where it is no terminal", () => {
    const { status, stdout, stderr } = run(["preview"], { env: { CI: "true", FORCE_COLOR: "1" } });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^ocs-edge-aws on AWS\n={80}\n/);
    expect(stdout).toContain("\nocs-edge-azure on AWS\n");
    expect(stdout).toMatch(/in {3}198\.51\.100\.0\/24 {2}tcp 5061 .* ocs-2007 ports 12/);
    expect(stdout).not.toContain("\u001b");
  });

  it("prints one stack as JSON, with a format", () => {
    const { status, stdout, stderr } = run(["preview", "cdktf.out", "--stack", "ocs-edge-aws", "--format", "json"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      stacks: [{ stack: "ocs-edge-aws", cloud: "aws", groups: [{ rules: [{ standing: "documented" }] }, {}] }],
    });
  });

  it("says its version", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(run(["--version"])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("explains itself", () => {
    const { status, stdout, stderr } = run(["preview", "--help"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: uc-edge preview/);
  });
});

describe("bad input", () => {
  const good = JSON.stringify(stack("good"));
  const damaged = stack("x", { variable: { uc_edge_deployment: { default: [...declaration("aws"), "{oops"] } } });
  const later = stack("x", {
    variable: { uc_edge_deployment: { default: ['{"item":"stack","format":99,"cloud":"aws"}'] } },
  });
  const marks = `{"address":"aws_security_group.x","change":{"after_unknown":{"ingress":${nested(100_000)}}}}`;
  const files: Record<string, string | Buffer> = {
    "empty.json": "",
    "cut.json": good.slice(0, -20),
    "binary.json": Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 256)),
    "zip.plan": Buffer.from("PK\u0003\u0004\u0014\u0000"),
    "package.json": '{"name":"x","version":"1.0.0"}',
    "terraform.tfstate":
      '{"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"a-b","outputs":{},"resources":[]}',
    "no-planned-values.json": '{"format_version":"1.2","terraform_version":"1.11.4","configuration":{}}',
    "hcl.tf": 'resource "aws_eip" "a" {\n  domain = "vpc"\n}\n',
    "escape.json": '\u001b[2J\u001b[31m{"resource"',
    "damaged.json": JSON.stringify(damaged),
    "later.json": JSON.stringify(later),
    "deep-list.json": nested(1_000_000),
    "deep-module.json": `{"format_version":"1.2","planned_values":{"root_module":${'{"child_modules":['.repeat(5000)}${"]}".repeat(5000)}}}`,
  };
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  folder.write("no-stacks/readme.txt", "nothing");
  folder.write("hcl/manifest.json", { stacks: { a: { synthesizedStackPath: "stacks/a/cdk.tf" } } });
  folder.write("hcl/stacks/a/cdk.tf", files["hcl.tf"]);

  it.each([
    [
      "a path that is not there",
      ["nowhere"],
      /"nowhere", expected a file or folder that exists; .*\[tools-input-missing\]/,
    ],
    ["a folder without stacks", ["no-stacks"], /"no-stacks", expected a folder with stacks.*\[tools-input-empty\]/],
    ["a folder of HCL", ["hcl"], /this is HCL.*\[tools-input-not-json\]/],
    ["an empty file", ["empty.json"], /the file is empty.*\[tools-input-not-json\]/],
    ["a truncated file", ["cut.json"], /the file may be cut off.*\[tools-input-not-json\]/],
    ["a binary file", ["binary.json"], /expected JSON.*\[tools-input-not-json\]/],
    ["a saved plan", ["zip.plan"], /run terraform show -json on it first \[tools-input-not-json\]/],
    ["JSON of something else", ["package.json"], /expected a synthesized stack.*\[tools-input-unknown\]/],
    ["a state", ["terraform.tfstate"], /this is a state file; show a plan instead \[tools-input-unknown\]/],
    ["a plan without its values", ["no-planned-values.json"], /no planned_values.*\[tools-input-unknown\]/],
    ["HCL", ["hcl.tf"], /this is HCL.*\[tools-input-not-json\]/],
    ["escape sequences", ["escape.json"], /\[tools-input-not-json\]/],
    [
      "a damaged declaration",
      ["damaged.json"],
      /damaged\.json: .* is "\{oops", expected JSON.*\[tools-declaration-damaged\]/,
    ],
    ["a declaration of a later format", ["later.json"], /format is 99, expected 1;.*\[tools-declaration-format\]/],
    ["lists in lists in lists", ["deep-list.json"], /\[tools-input-(unknown|not-json)\]/],
    ["modules in modules in modules", ["deep-module.json"], /modules at most 100 deep.*\[tools-input-unknown\]/],
    [
      "a stack that is not there",
      ["cdktf.out", "--stack", "ocs-egde-aws"],
      /"ocs-egde-aws", expected one of "ocs-edge-aws", "ocs-edge-azure" \(did you mean "ocs-edge-aws".*\[tools-stack-unknown\]/,
    ],
  ])("is said in one line, with exit code 2: %s", (_, args, expected) => {
    const before = inventory();
    const { status, stdout, stderr } = run(["preview", ...args]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^uc-edge: [^\n]+\n$/);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\n\s+at /);
    expect(stderr.length).toBeLessThan(600);
    expect(inventory()).toEqual(before);
  });

  it.each([
    ["an option that does not exist", ["preview", "--stak", "x"], /unknown option '--stak'/],
    ["a command that does not exist", ["previw"], /unknown command 'previw'/],
    ["a format that does not exist", ["preview", "--format", "xml"], /Allowed choices are text, json/],
    ["too many arguments", ["preview", "a", "b"], /too many arguments/],
    ["no command", [], /Usage: uc-edge/],
  ])("is explained on stderr, with exit code 2: %s", (_, args, expected) => {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("may be hostile inside of what is read, and is read all the same", () => {
    folder.write(
      "hostile.json",
      `{"terraform":{},"resource":{"__proto__":{"__proto__":{"ingress":{}}},
        "aws_vpc_security_group_ingress_rule":{"a":{"from_port":1e999,"to_port":99999999999999999999,"ip_protocol":"tcp",
        "cidr_ipv4":${nested(100_000)},"description":"\\u001b[2J"},"b":null,"c":[[[]]],"constructor":{}},
        "azurerm_network_security_group":{"d":{"security_rule":[{"priority":1e30,"destination_port_range":"${"9".repeat(10_000)}"}]}},
        "aws_security_group":{"e":{"ingress":${nested(100_000)},"egress":"x"}}}}`,
    );
    folder.write(
      "hostile-plan.json",
      `{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"address":"aws_security_group.x",
        "type":"aws_security_group","name":"x","values":{"ingress":${nested(100_000)}}}]}},"resource_changes":[${marks}],
        "configuration":{"root_module":{"resources":[{"type":"aws_security_group","name":"x","expressions":
        {"ingress":{"constant_value":${nested(100_000)}}}}]}}}`,
    );
    for (const file of ["hostile.json", "hostile-plan.json"]) {
      const { status, stdout, stderr } = run(["preview", file]);
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toMatch(/UNDOCUMENTED/);
      expect(stdout).not.toContain("\u001b");
    }
  });
});

it("ends quietly when nobody reads on", () => {
  const rules = Array.from({ length: 3000 }, () => awsRule("ocs-2007/ports/12a"));
  const resource = Object.fromEntries(
    rules.map(({ address, type, values }) => [address.slice(type.length + 1), values]),
  );
  folder.write("long.json", stack("long", { resource: { aws_vpc_security_group_ingress_rule: resource } }));
  const command = `"${process.execPath}" -r "${TSX}" "${MAIN}" preview long.json --format json | head -n 1`;
  const { stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: folder.path, encoding: "utf8" });
  expect([stdout, stderr]).toEqual(["{\n", ""]);
});

describe("what a preview loads", () => {
  const list = folder.write(
    "list-modules.cjs",
    `
    process.on("exit", () => require("node:fs").writeFileSync(process.env.LOADED, Object.keys(require.cache).join("\\n")));
  `,
  );

  /** The packages of which a run has loaded a file. */
  function packages(node: readonly string[]): string[] {
    const loaded = join(folder.path, "loaded.txt");
    const { status } = run(["preview", "cdktf.out"], { node: ["-r", list, ...node], env: { LOADED: loaded } });
    expect(status).toBe(0);
    const files = readFileSync(loaded, "utf8").split("\n");
    expect(files).toContain(MAIN);
    return [...new Set(files.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []))];
  }

  it("is neither cdktf, nor constructs, nor a provider", () => {
    const found = packages([]);
    expect(found.filter((name) => /^(cdktf|constructs|@cdktf\/)/.test(name))).toEqual([]);
    // What it does need is there, so the list is not empty by mistake.
    expect(found).toContain("commander");
  });

  it("would be noticed if it were", () => {
    const cdktf = createRequire(join(ROOT, "package.json")).resolve("cdktf");
    expect(packages(["-r", cdktf])).toEqual(expect.arrayContaining(["cdktf", "constructs"]));
  });
});
