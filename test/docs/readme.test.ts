/**
 * The code of the README and of the pages under `docs` compiles and synthesizes as it stands, the output that they show is
 * real, and their links lead somewhere. A block marked `fixture=<name>` is a part: it is put into the program of that name
 * below, where its imports come first.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { sarifFaults } from "../support/sarif-schema";

const ROOT = join(__dirname, "..", "..");
/** What people read, but for what is written from the catalog. */
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
].map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
const ENTRIES: Readonly<Record<string, string>> = {
  "cdktf-uc-edge": "lib/index",
  "cdktf-uc-edge/aws": "lib/aws/index",
  "cdktf-uc-edge/azure": "lib/azure/index",
  "cdktf-uc-edge/testing": "lib/testing/index",
};

interface Block {
  readonly page: string;
  readonly fixture: string;
  readonly code: string;
}

const blocks: Block[] = PAGES.flatMap(({ path, text }) =>
  [...text.matchAll(/```ts(?: fixture=(\w+))?\n([\s\S]*?)```/g)].map((match) => ({
    page: path,
    fixture: match[1] ?? "whole",
    code: match[2] ?? "",
  })),
);
const whole = blocks.find((block) => block.fixture === "whole")?.code ?? "";
/** The server of XPhone Connect with its call controller, to which the page's other parts belong. */
const xphone = blocks.find(({ page, fixture }) => page.endsWith("xphone.md") && fixture === "edge")?.code ?? "";

/** Programs around the parts, made from the whole first stack. */
const FIXTURES: Readonly<Record<string, (code: string) => string>> = {
  whole: (code) => code,
  network: (code) =>
    inFront(
      code,
      `import { App, TerraformStack } from "cdktf";\nimport { EdgeServer, Peer } from "cdktf-uc-edge";`,
      `const app = new App();\nconst stack = new TerraformStack(app, "edge");\nconst [externalSubnetId, internalSubnetId, resolverSubnetId] = ["external", "internal", "resolver"] as const;
const virtualNetworkId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v";
void [resolverSubnetId, virtualNetworkId];`,
    ) + whole.slice(whole.indexOf("new EdgeServer(")),
  edge: (code) => inWhole(code, "app.synth();"),
  xphone: (code) =>
    inWhole(`${xphone}${code}`, "app.synth();").replace(
      `internal: { prefixes: ["10.30.0.0/16"] }`,
      `internal: { prefixes: ["10.30.0.0/16"], subnet: { subnetId: "subnet-0cccccccccccccccc", availabilityZone: "eu-central-1a" }, wayOut: { publicAddresses: ["203.0.113.5"] } }`,
    ),
  links: (code) =>
    inFront(
      code,
      `import { AwsProvider } from "@cdktf/provider-aws/lib/provider";\nimport { App, TerraformStack } from "cdktf";\nimport { EdgeServer, Peer } from "cdktf-uc-edge";`,
      `const app = new App();\nconst stack = new TerraformStack(app, "edge");\nnew AwsProvider(stack, "Aws", { region: "eu-central-1" });
const subnet = (id: string, zone: string) => ({ subnetId: id, availabilityZone: \`eu-central-1\${zone}\` });
const perimeter = { externalSubnet: subnet("e", "a"), internalSubnet: subnet("i", "a"), prefixes: ["10.20.0.0/24"] };
const subnetOfAnotherZone = subnet("o", "b");
void subnetOfAnotherZone;`,
    ) + whole.slice(whole.indexOf("new EdgeServer(")),
  inside: (code) =>
    inFront(
      code,
      `import { AwsProvider } from "@cdktf/provider-aws/lib/provider";\nimport { App, TerraformStack } from "cdktf";\nimport { Peer } from "cdktf-uc-edge";\nimport { AwsNetwork } from "cdktf-uc-edge/aws";`,
      `const app = new App();\nconst stack = new TerraformStack(app, "edge");\nnew AwsProvider(stack, "Aws", { region: "eu-central-1" });
const subnet = (subnetId: string) => ({ subnetId, availabilityZone: "eu-central-1a" });
const network = new AwsNetwork(stack, "Network", {
  vpcId: "vpc-0example",
  perimeter: { externalSubnet: subnet("e"), internalSubnet: subnet("i"), prefixes: ["10.20.0.0/24"] },
  internal: { subnet: subnet("inside"), prefixes: ["10.30.0.0/16"] },
  dns: {
    publicZones: { "example.com": "Z0PUBLIC" },
    internalZones: { "example.com": "Z0COM", "example.org": "Z0ORG" },
  },
});`,
    ) + "app.synth();\n",
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

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replace(/ /g, "-"),
  );
}

describe("the README and the pages under docs", () => {
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
    // Whatever is fenced as TypeScript was found.
    const fenced = PAGES.flatMap(({ text }) => text.match(/^```(?:ts|typescript)\b/gm) ?? []);
    expect(blocks).toHaveLength(fenced.length);
    expect(blocks.map((block) => block.fixture).filter((fixture) => fixture === "whole")).toEqual(["whole"]);
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

  const programs = blocks.map((block, index) => ({ ...block, index })).filter(({ fixture }) => fixture !== "test");

  it.each(programs)("synthesizes the program $index, $fixture, of $page", ({ index, fixture }) => {
    const outdir = join(folder, `out${String(index)}`);
    mkdirSync(outdir);
    execFileSync(process.execPath, ["-r", "tsx/cjs", join(folder, `block${String(index)}.ts`)], {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: outdir },
    });
    const text = readFileSync(join(outdir, "stacks", "edge", "cdk.tf.json"), "utf8");
    expect(text).toContain(fixture === "inside" ? "ocs-2007/ports/1" : "ocs-2007/ports/13a");
  });

  it.each(PAGES)("has links that lead somewhere, in $path", ({ path, text }) => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const dead = links
      .filter((link) => !link.startsWith("https://"))
      .filter((link) => {
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? join(ROOT, path) : join(ROOT, dirname(path), file);
        if (!existsSync(target)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(target, "utf8")).includes(anchor);
      });
    expect(dead).toEqual([]);
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
    const all = PAGES.map(({ text }) => text).join("\n");
    const [, stack, path, shown] = /<!-- preview: (\S+) (\S+) -->\s+```text\n([\s\S]*?)```/.exec(all) ?? [];
    const [, checked, counts] = /<!-- check: (\S+) -->\s+```text\n([\s\S]*?)```/.exec(all) ?? [];
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

  it("shows a job that checks, and a result as it is printed", () => {
    const page = PAGES.find((one) => one.path === join("docs", "sarif.md"))?.text ?? "";
    const [, ...command] = /npx (uc-edge) (check) (cdktf\.out) (--format) (sarif) > (\S+)/.exec(page) ?? [];
    // What the job prints is what it uploads.
    expect(page).toContain(`sarif_file: ${command.pop() ?? "nothing"}\n`);
    const [, stack, code, shown = ""] = /<!-- sarif: (\S+) (\S+) -->\s+```json\n([\s\S]*?)```/.exec(page) ?? [];
    const [, context = ""] = /In `cdktf.json`:\s+```json\n([\s\S]*?)```/.exec(page) ?? [];
    const asked = (JSON.parse(context) as { readonly context: object }).context;
    const outdir = join(folder, "sarif");
    mkdirSync(outdir);
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, ["-r", "tsx/cjs", ...args], {
        cwd: ROOT,
        env: { ...process.env, CDKTF_OUTDIR: outdir, CDKTF_CONTEXT_JSON: JSON.stringify(asked) },
        encoding: "utf8",
      });
    run("examples/main.ts");
    const [, ...options] = command.map((one) => (one === "cdktf.out" ? outdir : one));
    const log = JSON.parse(run("lib/tools/cli/main.ts", ...options, "--stack", stack ?? "")) as {
      readonly runs: readonly { readonly results: readonly { readonly ruleId: string }[] }[];
    };
    expect(sarifFaults(log)).toEqual([]);
    const result = log.runs[0]?.results.find(({ ruleId }) => ruleId === code);
    expect(result).toMatchObject(JSON.parse(shown) as object);
  });

  it("shows a diff as it is printed", () => {
    const page = PAGES.find(({ path }) => path === join("docs", "diff.md"))?.text ?? "";
    const [old, next] = ["README.md", join("docs", "diff.md")].map((name) => {
      const index = blocks.findIndex(({ page: of, fixture }) => of === name && /^(whole|edge)$/.test(fixture));
      const outdir = join(folder, `diff${String(index)}`);
      mkdirSync(outdir);
      const program = join(folder, `block${String(index)}.ts`);
      execFileSync(process.execPath, ["-r", "tsx/cjs", program], {
        cwd: ROOT,
        env: { ...process.env, CDKTF_OUTDIR: outdir },
      });
      return outdir;
    });
    const shown = [...page.matchAll(/<!-- diff: (\w+) -->\s+```\w+\n([\s\S]*?)```/g)].map(
      ([, format = "", text = ""]) => [format, text] as const,
    );
    const printed = shown.map(([format]) => {
      const args = ["lib/tools/cli/main.ts", "diff", old ?? "", next ?? "", "--format", format];
      const { stdout, status } = spawnSync(process.execPath, ["-r", "tsx/cjs", ...args], {
        cwd: ROOT,
        env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
        encoding: "utf8",
      });
      expect(status).toBe(1);
      return [format, stdout];
    });
    expect(shown.map(([format]) => format)).toEqual(["text", "markdown"]);
    expect(shown).toEqual(printed);
  });
});
