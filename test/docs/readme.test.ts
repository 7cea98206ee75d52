/**
 * The README's code compiles and synthesizes as it stands, and the output that it shows is real. A block marked
 * `fixture=<name>` is a part: it is put into the program of that name below, where its imports come first.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const ENTRIES: Readonly<Record<string, string>> = {
  "cdktf-uc-edge": "lib/index",
  "cdktf-uc-edge/aws": "lib/aws/index",
  "cdktf-uc-edge/azure": "lib/azure/index",
  "cdktf-uc-edge/testing": "lib/testing/index",
};

interface Block {
  readonly fixture: string;
  readonly code: string;
}

const blocks: Block[] = [...README.matchAll(/```ts(?: fixture=(\w+))?\n([\s\S]*?)```/g)].map((match) => ({
  fixture: match[1] ?? "whole",
  code: match[2] ?? "",
}));
const whole = blocks.find((block) => block.fixture === "whole")?.code ?? "";

/** Programs around the parts, made from the whole first stack. */
const FIXTURES: Readonly<Record<string, (code: string) => string>> = {
  whole: (code) => code,
  network: (code) =>
    inFront(
      code,
      `import { App, TerraformStack } from "cdktf";\nimport { EdgeServer, Peer } from "cdktf-uc-edge";`,
      `const app = new App();\nconst stack = new TerraformStack(app, "edge");\nconst [externalSubnetId, internalSubnetId] = ["external", "internal"] as const;`,
    ) + whole.slice(whole.indexOf("new EdgeServer(")),
  edge: (code) => inWhole(code, "app.synth();"),
  links: (code) =>
    inFront(
      code,
      `import { AwsProvider } from "@cdktf/provider-aws/lib/provider";\nimport { App, TerraformStack } from "cdktf";\nimport { EdgeServer, Peer } from "cdktf-uc-edge";`,
      `const app = new App();\nconst stack = new TerraformStack(app, "edge");\nnew AwsProvider(stack, "Aws", { region: "eu-central-1" });
const subnet = (id: string, zone: string) => ({ subnetId: id, availabilityZone: \`eu-central-1\${zone}\` });
const perimeter = { externalSubnet: subnet("e", "a"), internalSubnet: subnet("i", "a"), prefixes: ["10.20.0.0/24"] };
const subnetOfAnotherZone = subnet("o", "b");`,
    ) + whole.slice(whole.indexOf("new EdgeServer(")),
  test: (code) => inWhole(code, ""),
};

/** The first stack with a part of a program at its end. */
function inWhole(code: string, end: string): string {
  const program = whole
    .replace("new EdgeServer(", "const edge = new EdgeServer(")
    .replace("app.synth();", "void edge;\n");
  return inFront(`${program}${code}${end}`, "", "");
}

function inFront(code: string, imports: string, before: string): string {
  const lines = code.split("\n");
  const isImport = (line: string): boolean => line.startsWith("import ");
  return [imports, ...lines.filter(isImport), before, ...lines.filter((line) => !isImport(line)), ""].join("\n");
}

describe("the README", () => {
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(ROOT, "test", "docs", "readme-"));
    blocks.forEach(({ fixture, code }, index) => {
      const program = FIXTURES[fixture]?.(code);
      if (program === undefined) throw new Error(`no fixture named ${fixture}`);
      const local = program.replace(/(from|import) "(cdktf-uc-edge[^"]*)"/g, (_, word: string, name: string) => {
        const entry = ENTRIES[name];
        if (entry === undefined) throw new Error(`${name} is no entry point`);
        return `${word} "../../../${entry}"`;
      });
      writeFileSync(join(folder, `block${String(index)}.ts`), local);
    });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("has a first stack of under 30 lines", () => {
    expect(whole).toContain("app.synth();");
    expect(whole.trim().split("\n").length).toBeLessThan(30);
  });

  it("shows programs that all compile", () => {
    expect(blocks.map((block) => block.fixture)).toEqual([
      "whole",
      "network",
      ...Array<string>(4).fill("edge"),
      "links",
      ...Array<string>(5).fill("edge"),
      "links",
      "edge",
      "test",
    ]);
    const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => readFileSync(path, "utf8")) as {
      config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
    const program = ts.createProgram(
      blocks.map((_, index) => join(folder, `block${String(index)}.ts`)),
      options,
    );
    const messages = ts
      .getPreEmitDiagnostics(program)
      .map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n"));
    expect(messages).toEqual([]);
  });

  const programs = blocks.map(({ fixture }, index) => ({ fixture, index })).filter(({ fixture }) => fixture !== "test");

  it.each(programs)("synthesizes the program $index, $fixture", ({ index }) => {
    const outdir = join(folder, `out${String(index)}`);
    mkdirSync(outdir);
    execFileSync(process.execPath, ["-r", "tsx/cjs", join(folder, `block${String(index)}.ts`)], {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: outdir },
    });
    const text = readFileSync(join(outdir, "stacks", "edge", "cdk.tf.json"), "utf8");
    expect(text).toContain("ocs-2007/ports/13a");
  });

  it("shows a test that passes", () => {
    const index = blocks.findIndex(({ fixture }) => fixture === "test");
    const config = {
      rootDir: ROOT,
      testMatch: [join(folder, `block${String(index)}.ts`)],
      transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: { isolatedModules: true } }] },
    };
    const jest = join(ROOT, "node_modules", "jest", "bin", "jest.js");
    const { status, stderr } = spawnSync(process.execPath, [jest, "--ci=false", "--config", JSON.stringify(config)], {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: join(folder, "test-out") },
      encoding: "utf8",
    });
    expect(stderr).toContain("1 passed");
    expect(status).toBe(0);
  });

  it("shows parts of the preview and of a check as they are printed", () => {
    const [, stack, path, shown] = /<!-- preview: (\S+) (\S+) -->\s+```text\n([\s\S]*?)```/.exec(README) ?? [];
    const [, checked, counts] = /<!-- check: (\S+) -->\s+```text\n([\s\S]*?)```/.exec(README) ?? [];
    const outdir = join(folder, "preview");
    mkdirSync(outdir);
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, ["-r", "tsx/cjs", ...args], {
        cwd: ROOT,
        env: { ...process.env, CDKTF_OUTDIR: outdir, NO_COLOR: "1", FORCE_COLOR: "0" },
        encoding: "utf8",
      });
    run("examples/main.ts");
    const printed = run("lib/tools/cli/main.ts", "preview", outdir, "--stack", stack ?? "");
    const part = printed.split("\n\n").find((one) => one.includes(`${path ?? ""},`));
    expect(shown?.trimEnd()).toBe(part?.trimEnd());
    expect(run("lib/tools/cli/main.ts", "check", outdir, "--stack", checked ?? "").split("\n\n")[1]).toBe(
      counts?.trimEnd(),
    );
  });
});
