import { join } from "node:path";
import { readStacks } from "../../../lib/tools/read/terraform-json";
import { faultOf } from "../faults";
import { Folder } from "../stack-files";

const folder = new Folder();
const GROUP = { aws_security_group: { web: { name: "web" } } };
const LINE = '{"cloud":"aws","format":1,"item":"stack"}';

afterAll(() => {
  folder.remove();
});

/** A stack as cdktf writes it. */
function stack(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    "//": { metadata: { backend: "local", stackName: name, version: "0.21.0" }, outputs: {} },
    terraform: {},
    ...more,
  };
}

describe("one synthesized stack", () => {
  it("has its resources, its name and its declaration", () => {
    const variable = { uc_edge_deployment: { default: [LINE], type: "list(string)" }, other: { default: ["x"] } };
    const content = stack("edge", { resource: { ...GROUP, aws_eip: { a: {}, b: { count: 2 } } }, variable });
    const file = folder.write("one/cdk.tf.json", content);
    expect(readStacks(file)).toEqual([
      {
        stack: "edge",
        file,
        kind: "synthesized",
        isComplete: true,
        modules: [],
        definitions: new Map([["var.other", { default: ["x"] }]]),
        declaration: [LINE],
        resources: [
          { address: "aws_security_group.web", type: "aws_security_group", values: { name: "web" }, repeated: false },
          { address: "aws_eip.a", type: "aws_eip", values: {}, repeated: false },
          { address: "aws_eip.b", type: "aws_eip", values: { count: 2 }, repeated: true },
        ],
      },
    ]);
  });

  // https://developer.hashicorp.com/terraform/language/syntax/json: a block may be an object or a list of them, at any level.
  it.each([
    ["objects", { resource: GROUP }],
    ["a list of types", { resource: [GROUP] }],
    ["a list of names", { resource: { aws_security_group: [{ web: { name: "web" } }] } }],
    ["a list of bodies", { resource: { aws_security_group: { web: [{ name: "web" }] } } }],
  ])("is read where it is written with %s", (_, content) => {
    expect(folder.read(content).resources).toEqual([
      { address: "aws_security_group.web", type: "aws_security_group", values: { name: "web" }, repeated: false },
    ]);
  });

  it.each([
    ["a list of variables", { variable: [{ uc_edge_deployment: [{ default: [LINE] }] }] }],
    ["one line", { variable: { uc_edge_deployment: { default: LINE } } }],
  ])("has its declaration in %s", (_, more) => {
    expect(folder.read(stack("edge", more)).declaration).toEqual([LINE]);
  });

  it("does not lose a line that is no text", () => {
    const more = { variable: { uc_edge_deployment: { default: [LINE, { item: "stack" }, null] } } };
    expect(folder.read(stack("edge", more)).declaration).toEqual([LINE, "object", "object"]);
  });

  it("does not have what Terraform makes none of, data, or modules that it only calls", () => {
    const read = folder.read(
      stack("edge", {
        resource: { aws_security_group: { none: { count: 0 }, some: { for_each: "${toset([])}" } } },
        data: { aws_security_group: { other: {} } },
        module: { sg: { source: "terraform-aws-modules/security-group/aws" } },
      }),
    );
    expect(read.resources.map(({ address, repeated }) => [address, repeated])).toEqual([
      ["aws_security_group.some", true],
    ]);
    expect(read.modules).toEqual(["sg"]);
  });

  it("is named after its folder or its file where it does not say its name", () => {
    expect(folder.read({ resource: GROUP }, "stacks/my-stack/cdk.tf.json").stack).toBe("my-stack");
    expect(folder.read({ resource: GROUP }, "network.tf.json").stack).toBe("network.tf.json");
  });

  // What PowerShell 5 writes for `terraform show -json plan > plan.json`.
  it("is read in UTF-16, and with a byte order mark", () => {
    const text = JSON.stringify(stack("überall", { resource: GROUP }));
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect(folder.read(utf16).stack).toBe("überall");
    expect(folder.read(`\uFEFF${text}`).stack).toBe("überall");
  });
});

describe("a folder", () => {
  it("has the stacks of its manifest, in that order, and not those that were there before", () => {
    const out = join(folder.path, "out");
    for (const name of ["b", "a", "old"]) folder.write(`out/stacks/${name}/cdk.tf.json`, stack(name));
    const entry = (name: string): Record<string, unknown> => ({
      name,
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
    });
    folder.write("out/manifest.json", { version: "0.21.0", stacks: { b: entry("b"), a: entry("a") } });
    expect(readStacks(out).map((one) => one.stack)).toEqual(["b", "a"]);
  });

  // cdktf 0.21 does so for an app with `hclOutput`, where SYNTH_HCL_OUTPUT is not set as well.
  it("may have JSON in a file that is named as HCL", () => {
    folder.write("named/manifest.json", { stacks: { a: { synthesizedStackPath: "stacks/a/cdk.tf" } } });
    folder.write("named/stacks/a/cdk.tf", stack("a", { resource: GROUP }));
    expect(readStacks(join(folder.path, "named")).map((one) => one.resources.length)).toEqual([1]);
  });

  it("has every stack where there is no manifest", () => {
    for (const name of ["b", "a"]) folder.write(`plain/stacks/${name}/cdk.tf.json`, stack(name));
    folder.write("plain/stacks/empty/readme.txt", "nothing");
    expect(readStacks(join(folder.path, "plain")).map((one) => one.stack)).toEqual(["a", "b"]);
    expect(readStacks(join(folder.path, "plain/stacks")).map((one) => one.stack)).toEqual(["a", "b"]);
    expect(readStacks(join(folder.path, "plain/stacks/a")).map((one) => one.stack)).toEqual(["a"]);
  });

  it("is refused where a stack of the manifest is gone, or HCL", () => {
    folder.write("gone/manifest.json", { stacks: { a: { synthesizedStackPath: "stacks/a/cdk.tf.json" } } });
    expect(faultOf(() => readStacks(join(folder.path, "gone"))).message).toMatch(
      /manifest\.json names.*tools-input-missing/,
    );
    folder.write("hcl/manifest.json", { stacks: { a: { synthesizedStackPath: "stacks/a/cdk.tf" } } });
    folder.write("hcl/stacks/a/cdk.tf", 'resource "aws_eip" "a" {\n}\n');
    expect(faultOf(() => readStacks(join(folder.path, "hcl"))).message).toMatch(
      /this is HCL: synthesize without --hcl/,
    );
  });

  it("is refused where it holds no stack", () => {
    folder.write("nothing/readme.txt", "nothing");
    expect(faultOf(() => readStacks(join(folder.path, "nothing"))).code).toBe("tools-input-empty");
    expect(faultOf(() => readStacks(join(folder.path, "not-there"))).code).toBe("tools-input-missing");
  });
});

describe("other files", () => {
  it.each([
    ["an empty file", "", "not-json", "the file is empty"],
    ["blanks", " \n", "not-json", "the file is empty"],
    ["cut off JSON", '{"resource": {"aws_', "not-json", "the file may be cut off"],
    [
      "a plan that is not shown as JSON",
      "PK\u0003\u0004\u0000binary",
      "not-json",
      "run terraform show -json on it first",
    ],
    [
      "the log of terraform plan -json",
      '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}\n',
      "not-json",
      "save a plan with -out and run terraform show -json on it",
    ],
    ["text", "hello", "not-json", "synthesize again, or name another file"],
    ["a list", [1, 2], "unknown", "name another file"],
    ["a text", '"hello"', "unknown", "name another file"],
    ["a number", "42", "unknown", "name another file"],
    ["null", "null", "unknown", "name another file"],
    ["other JSON", { name: "x", version: "1.0.0" }, "unknown", "name another file"],
    ["other JSON with the same words", { resource: "x", terraform: "y" }, "unknown", "name another file"],
    [
      "a state",
      { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "9f…", outputs: {}, resources: [] },
      "unknown",
      "this is a state file; show a plan instead",
    ],
    [
      "a state that is shown as JSON",
      { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: {} } },
      "unknown",
      "this shows a state; show a saved plan instead",
    ],
    [
      "the schemas of providers",
      { format_version: "1.0", provider_schemas: {} },
      "unknown",
      "it has a format_version, but no planned_values",
    ],
  ])("are refused: %s", (_, content, kind, todo) => {
    const file = folder.write("other.json", content);
    const fault = faultOf(() => readStacks(file));
    expect(fault.code).toBe(`tools-input-${kind}`);
    expect(fault.message).toContain(JSON.stringify(file));
    expect(fault.message).toContain(todo);
    expect(fault.message).not.toMatch(/[\n\0]/);
  });

  it("are refused where they cannot be read", () => {
    const file = join(folder.path, "out", "stacks");
    folder.write("dir/stacks/a/cdk.tf.json/nothing.txt", "");
    expect(faultOf(() => readStacks(join(folder.path, "dir"))).message).toMatch(/can be read \(EISDIR\)/);
    expect(readStacks(file)).toHaveLength(3);
  });
});

it("tells of each file before it is read", () => {
  folder.write("told/stacks/a/cdk.tf.json", { resource: {} });
  folder.write("told/stacks/b/cdk.tf.json", "{");
  const told: unknown[] = [];
  const root = join(folder.path, "told");
  expect(() => readStacks(root, (...one) => told.push(one))).toThrow("[tools-input-not-json]");
  expect(told).toEqual([
    [join(root, "stacks/a/cdk.tf.json"), 1, 2],
    [join(root, "stacks/b/cdk.tf.json"), 2, 2],
  ]);
});
