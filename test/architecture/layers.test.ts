/** The rules of the layers, proven: in a copy of the library, one violation of each kind is planted and must be reported. */
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../..");

const PATHS = "import-x/no-restricted-paths";
const CYCLE = "import-x/no-cycle";
const PACKAGES = "@typescript-eslint/no-restricted-imports";
const SYNTAX = "no-restricted-syntax";

const RULES = [
  PATHS,
  CYCLE,
  PACKAGES,
  SYNTAX,
  "@typescript-eslint/consistent-type-imports",
  "@typescript-eslint/no-require-imports",
  "import-x/no-default-export",
  "import-x/no-extraneous-dependencies",
  "jsdoc/no-restricted-syntax",
  "jsdoc/require-jsdoc",
  "jsdoc-of-members/require-jsdoc",
  "max-lines",
  "max-lines-per-function",
];

/** Violations, and what is just no violation: what it is, the folder or file that it is planted in, its text, and the rules that must report it. */
const PLANTS: readonly (readonly [what: string, where: string, text: string, rules: readonly string[]])[] = [
  ["net imports catalog", "net", imports("DOCUMENTS", "../catalog/documents"), [PATHS]],
  ["net imports a type of catalog", "net", importsType("Zone", "../catalog/schema"), [PATHS]],
  ["catalog imports model", "catalog", importsType("Finding", "../model/finding"), [PATHS]],
  ["model imports compiler", "model", imports("peerKey", "../compiler/rule-key"), [PATHS]],
  ["compiler imports stack", "compiler", imports("Peer", "../stack/peer"), [PATHS]],
  ["stack imports aws", "stack", imports("AwsPeer", "../aws/aws-peer"), [PATHS]],
  ["stack imports systems", "stack", imports("EdgeServer", "../systems/ocs/edge-server"), [PATHS]],
  ["aws imports azure", "aws", imports("AzurePeer", "../azure/azure-peer"), [PATHS]],
  ["azure imports aws", "azure", imports("AwsPeer", "../aws/aws-peer"), [PATHS]],
  ["aws imports systems", "aws", imports("EdgeServer", "../systems/ocs/edge-server"), [PATHS]],
  ["systems imports aws", "systems", imports("AwsNetwork", "../aws/aws-network"), [PATHS]],
  ["systems imports azure", "systems/ocs", imports("AzureNetwork", "../../azure/azure-network"), [PATHS]],
  ["systems imports tools", "systems", imports("main", "../tools/cli/main"), [PATHS]],
  ["tools imports model", "tools", importsType("Finding", "../model/finding"), [PATHS]],
  ["tools imports compiler", "tools", imports("peerKey", "../compiler/rule-key"), [PATHS]],
  ["tools imports stack", "tools", imports("DECLARATION_VARIABLE", "../stack/declaration"), [PATHS]],
  ["tools re-exports aws", "tools", 'export { AwsPeer } from "../aws/aws-peer";\n', [PATHS]],
  ["tools imports model when it runs", "tools", '/** P. */\nexport const P = import("../model/finding");\n', [PATHS]],
  ["tools imports systems", "tools", imports("EdgeServer", "../systems/ocs/edge-server"), [PATHS]],
  ["the main entry point exports a back end", "lib/index.ts", 'export { AwsPeer } from "./aws/aws-peer";\n', [PATHS]],
  ["an entry point is imported inside its layer", "azure", imports("AzurePeer", "./index"), [PATHS]],
  ["an entry point is imported by another layer", "systems", imports("DOCUMENTS", "../catalog/index"), [PATHS]],
  ["an entry point is imported as a folder", "stack", imports("DOCUMENTS", "../catalog"), [PATHS]],
  ["lib imports an example", "systems", imports("PLAN", "../../examples/ocs-edge/edge"), [PATHS]],
  ["an example imports from inside lib", "examples", imports("Peer", "../lib/stack/peer"), [PATHS]],

  ["model imports cdktf", "model", imports("Token", "cdktf"), [PACKAGES]],
  ["compiler imports a file of cdktf", "compiler", imports("Token", "cdktf/lib/tokens"), [PACKAGES]],
  ["compiler imports constructs", "compiler", importsType("Construct", "constructs"), [PACKAGES]],
  ["tools imports cdktf", "tools", imports("App", "cdktf"), [PACKAGES]],
  ["tools imports a type of cdktf", "tools", importsType("App", "cdktf"), [PACKAGES]],
  ["tools imports constructs", "tools", imports("Construct", "constructs"), [PACKAGES]],
  ["tools imports a provider", "tools", imports("Eip", "@cdktf/provider-aws/lib/eip"), [PACKAGES]],
  ["tools imports cdktf when it runs", "tools", '/** P. */\nexport const P = import("cdktf");\n', [SYNTAX]],
  [
    "tools names a type of cdktf",
    "tools",
    '/** P. */\nexport type P = import("cdktf").App;\n',
    ["@typescript-eslint/consistent-type-imports"],
  ],
  [
    "tools requires cdktf",
    "tools",
    '/** P. */\nexport const P: unknown = require("cdktf");\n',
    ["@typescript-eslint/no-require-imports"],
  ],
  ["stack imports a provider", "stack", imports("Eip", "@cdktf/provider-aws/lib/eip"), [PACKAGES]],
  ["systems imports a provider", "systems", imports("Eip", "@cdktf/provider-aws/lib/eip"), [PACKAGES]],
  ["aws imports all of its provider", "aws", imports("eip", "@cdktf/provider-aws"), [PACKAGES]],
  ["aws imports the index of its provider", "aws", imports("eip", "@cdktf/provider-aws/lib"), [PACKAGES]],
  ["aws imports the index file of its provider", "aws", imports("eip", "@cdktf/provider-aws/lib/index"), [PACKAGES]],
  ["azure imports all of its provider", "azure", imports("publicIp", "@cdktf/provider-azurerm"), [PACKAGES]],
  ["aws imports the other provider", "aws", imports("PublicIp", "@cdktf/provider-azurerm/lib/public-ip"), [PACKAGES]],
  ["azure imports the other provider", "azure", imports("Eip", "@cdktf/provider-aws/lib/eip"), [PACKAGES]],
  [
    "lib imports a package that users do not get",
    "net",
    imports("check", "fast-check"),
    ["import-x/no-extraneous-dependencies"],
  ],

  ["a class is asked for with instanceof", "net", "/** P. */\nexport const P = {} instanceof Array;\n", [SYNTAX]],
  ["a file is named utils", "lib/net/utils.ts", "/** P. */\nexport const P = 1;\n", [SYNTAX]],
  ["a folder is named helpers", "lib/net/helpers/planted.ts", "/** P. */\nexport const P = 1;\n", [SYNTAX]],
  ["a default export", "net", "/** P. */\nexport default 1;\n", ["import-x/no-default-export"]],
  ["an export without a docstring", "net", "export const P = 1;\n", ["jsdoc/require-jsdoc"]],
  [
    "a method without a docstring",
    "net",
    "/** P. */\nexport class P {\n  m(): void {}\n}\n",
    ["jsdoc-of-members/require-jsdoc"],
  ],
  ["an optional prop that does not say its default", "net", optionalProp(""), ["jsdoc/no-restricted-syntax"]],
  ["an optional prop that says its default, which is no violation", "net", optionalProp("@default - none"), []],
  [
    "a file of 300 lines, which is no violation",
    "net",
    `/** P. */\nexport const P = [\n${"  1,\n".repeat(298)}];\n`,
    [],
  ],
  ["a file of 301 lines", "net", `/** P. */\nexport const P = [\n${"  1,\n".repeat(299)}];\n`, ["max-lines"]],
  [
    "a function of 60 lines, which is no violation",
    "net",
    `/** P. */\nexport function p(): void {\n${"  p();\n".repeat(58)}}\n`,
    [],
  ],
  [
    "a function of 61 lines",
    "net",
    `/** P. */\nexport function p(): void {\n${"  p();\n".repeat(59)}}\n`,
    ["max-lines-per-function"],
  ],
];

interface Report {
  readonly file: string;
  readonly rule: string;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test("reports nothing in the library as it is", () => {
  expect(lint(copyOfLibrary())).toEqual([]);
});

test("refuses a folder of lib that has no place in the layers", () => {
  const folder = copyOfLibrary();
  plant(folder, "lib/extras/planted.ts", "/** P. */\nexport const P = 1;\n");
  expect(() => lint(folder)).toThrow("lib/extras has no place in the layers");
});

describe("with a violation of each kind", () => {
  let reports: readonly Report[];

  beforeAll(() => {
    const folder = copyOfLibrary();
    for (const [index, [, where, text]] of PLANTS.entries()) plant(folder, fileOf(where, index), text);
    plant(folder, "lib/model/cycle-a.ts", imports("B", "./cycle-b", "A"));
    plant(folder, "lib/model/cycle-b.ts", imports("C", "./cycle-c", "B"));
    plant(folder, "lib/model/cycle-c.ts", 'export { A } from "./cycle-a";\n\n/** C. */\nexport const C = 1;\n');
    reports = lint(folder);
  });

  test.each(PLANTS.map(([what, where, , rules], index) => ({ what, file: fileOf(where, index), rules })))(
    "$what: $rules",
    ({ file, rules }) => {
      expect(reports.filter((report) => report.file === file).map(({ rule }) => rule)).toEqual(rules);
    },
  );

  test("reports a cycle in each of its files", () => {
    expect(reports.filter(({ file }) => file.includes("/cycle-"))).toEqual(
      ["a", "b", "c"].map((name) => ({ file: `lib/model/cycle-${name}.ts`, rule: CYCLE })),
    );
  });

  test("reports nothing else", () => {
    const planted = new Set(PLANTS.map(([, where], index) => fileOf(where, index)));
    expect(reports.filter(({ file }) => !planted.has(file) && !file.includes("/cycle-"))).toEqual([]);
  });
});

function imports(name: string, from: string, as = "P"): string {
  return `import { ${name} } from "${from}";\n\n/** P. */\nexport const ${as} = [${name}];\n`;
}

function importsType(name: string, from: string): string {
  return `import type { ${name} } from "${from}";\n\n/** P. */\nexport type P = ${name};\n`;
}

function optionalProp(tag: string): string {
  return `/** P. */\nexport interface PlantedProps {\n  /**\n   * Q.\n   *\n   * ${tag}\n   */\n  readonly q?: string;\n}\n`;
}

/** Where a violation stands: a folder of lib or the examples gets a file of its own. */
function fileOf(where: string, index: number): string {
  if (where.endsWith(".ts")) return where;
  return `${where === "examples" ? where : `lib/${where}`}/planted-${String(index)}.ts`;
}

function plant(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  appendFileSync(path.join(folder, file), text);
}

function copyOfLibrary(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "uc-edge-layers-")));
  folders.push(folder);
  for (const name of ["lib", "examples", "eslint.config.mjs", "package.json", "tsconfig.json"]) {
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"), "dir");
  return folder;
}

function lint(folder: string): Report[] {
  // Copied, so that it finds the copy's ESLint and configuration.
  cpSync(path.join(__dirname, "run-eslint.mjs"), path.join(folder, "run-eslint.mjs"));
  const run = spawnSync(process.execPath, ["run-eslint.mjs", ...RULES], { cwd: folder, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`ESLint failed: ${run.stderr}`);
  const found = JSON.parse(run.stdout) as readonly (Report & { readonly message: string })[];
  return found.map(({ file, rule }) => ({ file: path.relative(folder, file).replaceAll(path.sep, "/"), rule }));
}
