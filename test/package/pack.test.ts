/** What users install: the packed package in two projects of theirs, each with the bindings of one cloud only. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../..");
const TEMPLATE = path.join(ROOT, "node_modules/cdktf-cli/bundle/templates/typescript");

const MANIFEST = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  readonly exports: Record<string, string | { readonly types: string; readonly default: string }>;
  readonly bin: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
};

/** A user's project. */
interface Project {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** What is installed beside the package, cdktf and constructs. */
  readonly packages: readonly string[];
  readonly provider: string;
  readonly compile: readonly string[];
  readonly synthesize: readonly string[];
  /** The file in which a finding is: where TypeScript runs by itself, its own. */
  readonly source: string;
  /** A program that loads the entry point whose provider is absent, and what it must say. */
  readonly loadOther: readonly string[];
  readonly missing: string;
  /** The type of the resources that firewall groups become. */
  readonly group: string;
}

const AWS_PROJECT: Project = {
  title: "a default cdktf project on AWS",
  files: {
    "package.json": readTemplate("package.json").replace("{{ $base }}", "user-aws"),
    "tsconfig.json": readTemplate("tsconfig.json"),
    "main.ts": program({
      provider: 'import { AwsProvider } from "@cdktf/provider-aws/lib/provider";',
      network: 'import { AwsNetwork } from "cdktf-uc-edge/aws";',
      body: `
    new AwsProvider(this, "Aws", { region: "eu-central-1" });
    const network = new AwsNetwork(this, "Network", {
      vpcId: "vpc-0example",
      perimeter: {
        externalSubnet: { subnetId: "subnet-0external", availabilityZone: "eu-central-1a" },
        internalSubnet: { subnetId: "subnet-0internal", availabilityZone: "eu-central-1a" },
        prefixes: ["10.20.0.0/24"],
      },
      internal: { prefixes: ["10.30.0.0/16"] },
      dns: { publicZones: { "example.com": "Z0EXAMPLE" } },
    });`,
    }),
  },
  // The template takes whatever TypeScript is newest; ts-node, which it runs the program with, needs one below 6.
  packages: ["typescript@~5.9.3", "ts-node@^10.9.2", "@types/node@^20"],
  provider: "@cdktf/provider-aws",
  compile: ["node_modules/.bin/tsc", "--noEmit"],
  synthesize: ["node_modules/.bin/ts-node", "main.ts"],
  source: "main.ts",
  loadOther: ["--eval", 'require("cdktf-uc-edge/azure")'],
  missing: "[azure-provider-missing]",
  group: "aws_security_group",
};

const AZURE_PROJECT: Project = {
  title: "an ESM project on Azure",
  files: {
    "package.json": JSON.stringify({ name: "user-azure", version: "1.0.0", private: true, type: "module" }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { target: "es2022", module: "nodenext", strict: true, outDir: "out", types: ["node"] },
      include: ["main.ts"],
    }),
    "main.ts": program({
      provider: 'import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";',
      network: 'import { AzureNetwork } from "cdktf-uc-edge/azure";',
      body: `
    new AzurermProvider(this, "Azure", { features: [{}] });
    const network = new AzureNetwork(this, "Network", {
      resourceGroupName: "uc-edge",
      location: "westeurope",
      perimeter: {
        externalSubnet: { subnetId: "/subscriptions/0/subnets/external" },
        internalSubnet: { subnetId: "/subscriptions/0/subnets/internal" },
        prefixes: ["10.20.0.0/24"],
      },
      internal: { prefixes: ["10.30.0.0/16"] },
      dns: { publicZones: { "example.com": "dns" } },
    });`,
    }),
  },
  packages: ["typescript@~6.0.3", "@types/node@^20"],
  provider: "@cdktf/provider-azurerm",
  compile: ["node_modules/.bin/tsc"],
  synthesize: [process.execPath, "out/main.js"],
  source: "out/main.js",
  loadOther: ["--input-type=module", "--eval", 'await import("cdktf-uc-edge/aws")'],
  missing: "[aws-provider-missing]",
  group: "azurerm_network_security_group",
};

const PROJECTS = [AWS_PROJECT, AZURE_PROJECT];

const INSTALL = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];

// Installing and compiling: longer than other tests may take.
jest.setTimeout(300_000);

let work: string;
let tarball: { readonly filename: string; readonly files: readonly { readonly path: string }[] };

beforeAll(async () => {
  work = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), "uc-edge-pack-")));
  const source = copyOfRepository();
  // .npmrc turns scripts off, for those of dependencies; packing needs ours, which builds.
  const pack = ["pack", "--ignore-scripts=false", "--json", "--silent", "--pack-destination", work];
  const packed = await run("npm", pack, source);
  if (packed.status !== 0) throw new Error(`npm pack failed:\n${packed.stdout}${packed.stderr}`);
  [tarball] = JSON.parse(packed.stdout) as [typeof tarball];
  await Promise.all(PROJECTS.map(install));
});

afterAll(() => {
  fs.rmSync(work, { recursive: true, force: true });
});

describe("the packed package", () => {
  test("holds the compiled code and what describes it, and nothing else", () => {
    const others = tarball.files.map((file) => file.path).filter((file) => !/^dist\/.+\.(js|d\.ts)$/.test(file));
    // The pages that the README leads to.
    const pages = others.filter((file) => /^docs\/([\w-]+\/)?[\w-]+\.md$/.test(file));
    expect(pages).toContain("docs/networks.md");
    expect(others.filter((file) => !pages.includes(file)).sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "package.json",
    ]);
  });

  test("holds the files that its entry points and its command name", () => {
    const files = new Set(tarball.files.map((file) => file.path));
    const named = [
      ...Object.values(MANIFEST.exports).flatMap((target) =>
        typeof target === "string" ? [target] : [target.types, target.default],
      ),
      ...Object.values(MANIFEST.bin),
    ].map((file) => path.posix.normalize(file));
    expect(named.filter((file) => !files.has(file))).toEqual([]);
  });

  test("holds no tests and refers to no source maps", () => {
    const source = path.join(work, "source");
    const wrong = tarball.files
      .map((file) => file.path)
      .filter(
        (file) =>
          /\.test\.|(^|\/)test\//.test(file) ||
          fs.readFileSync(path.join(source, file), "utf8").includes("sourceMapping"),
      );
    expect(wrong).toEqual([]);
  });
});

describe.each(PROJECTS)("in $title", (project) => {
  let folder: string;

  beforeAll(() => {
    folder = folderOf(project);
  });

  test("the other cloud's provider is not installed", () => {
    expect(fs.readdirSync(path.join(folder, "node_modules/@cdktf"))).toEqual([path.basename(project.provider)]);
  });

  test("a program type-checks and synthesizes an edge", async () => {
    const [compiler = "", ...compilerArguments] = project.compile;
    expect(await run(compiler, compilerArguments, folder)).toEqual({ status: 0, stdout: "", stderr: "" });
    const [interpreter = "", ...program] = project.synthesize;
    expect(await run(interpreter, program, folder)).toMatchObject({ status: 0, stderr: "" });
    const stack = JSON.parse(fs.readFileSync(path.join(folder, "cdktf.out/stacks/edge/cdk.tf.json"), "utf8")) as {
      readonly resource: Readonly<Record<string, object>>;
      readonly variable: object;
    };
    // One group for each of the two interfaces.
    expect(Object.keys(stack.resource[project.group] ?? {})).toHaveLength(2);
    expect(Object.keys(stack.variable)).toEqual(["uc_edge_deployment"]);
  });

  test("the entry point of the other cloud says which package is missing", async () => {
    const { status, stderr } = await run(process.execPath, project.loadOther, folder);
    expect(status).not.toBe(0);
    expect(stderr).toContain(project.missing);
  });

  test("the command is there", async () => {
    const { status, stdout } = await run("npx", ["--no-install", "uc-edge", "--help"], folder);
    expect(status).toBe(0);
    expect(stdout).toContain("uc-edge");
  });

  test("a check says where the program makes what a finding is about, and what it means", async () => {
    const { stdout } = await run("npx", ["--no-install", "uc-edge", "check", "--format", "sarif"], folder);
    const log = JSON.parse(stdout) as {
      readonly runs: readonly { readonly tool: { readonly driver: object }; readonly results: readonly object[] }[];
    };
    const lines = fs.readFileSync(path.join(folder, project.source), "utf8").split("\n");
    const startLine = lines.findIndex((line) => /new .*EdgeServer\(/.test(line)) + 1;
    expect(log.runs[0]?.results).toContainEqual(
      expect.objectContaining({
        ruleId: "ocs-reverse-proxy-separate",
        locations: [
          expect.objectContaining({
            physicalLocation: {
              artifactLocation: { uri: project.source, uriBaseId: "%SRCROOT%" },
              region: { startLine, startColumn: expect.any(Number) as number },
            },
          }),
        ],
      }),
    );
    // The package brings the page that says it.
    expect(JSON.stringify(log.runs[0]?.tool.driver)).toContain(
      "The document asks for an HTTP reverse proxy beside the edge.",
    );
  });
});

function readTemplate(file: string): string {
  return fs.readFileSync(path.join(TEMPLATE, file), "utf8");
}

/** A program of a user: an Access Edge Server with remote access, and a look into the catalog. */
function program(cloud: { readonly provider: string; readonly network: string; readonly body: string }): string {
  return `${cloud.provider}
import { App, TerraformStack } from "cdktf";
import { EdgeServer, Peer, UcEdgeError } from "cdktf-uc-edge";
${cloud.network}
import { DOCUMENTS, FLOWS, type FlowFact } from "cdktf-uc-edge/catalog";
import { Construct } from "constructs";

class Edge extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);${cloud.body}
    const edge = new EdgeServer(this, "Edge", {
      network,
      sipDomains: ["example.com"],
      accessEdge: {
        external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
        internal: { privateAddress: "10.20.0.138" },
        internalServer: Peer.prefixes(["10.30.1.0/28"]),
      },
      remoteAccess: {},
    });
    edge.accessEdge.allowFrom(Peer.prefixes(["198.51.100.0/24"]), {
      transport: "tcp",
      ports: [443],
      purpose: "monitoring probe",
    });
  }
}

const first: FlowFact | undefined = FLOWS[0];
if (first === undefined || DOCUMENTS.length === 0) throw new Error("the catalog is empty");
try {
  Peer.prefixes([]);
  throw new Error("an empty peer was taken");
} catch (error) {
  if (!UcEdgeError.isUcEdgeError(error)) throw error;
}

const app = new App({ context: { ucEdgeSourceLines: true } });
new Edge(app, "edge");
app.synth();
`;
}

function folderOf(project: Project): string {
  return path.join(work, path.basename(project.provider));
}

async function install(project: Project): Promise<void> {
  const folder = folderOf(project);
  fs.mkdirSync(folder);
  for (const [name, text] of Object.entries(project.files)) fs.writeFileSync(path.join(folder, name), text);
  const { cdktf = "", [project.provider]: provider = "" } = MANIFEST.peerDependencies;
  const packages = [
    path.join(work, tarball.filename),
    `cdktf@${cdktf}`,
    "constructs@10",
    `${project.provider}@${provider}`,
    ...project.packages,
  ];
  const { status, stderr } = await run("npm", [...INSTALL, ...packages], folder);
  if (status !== 0) throw new Error(`npm install failed in ${project.title}:\n${stderr}`);
}

/** A copy, because packing builds, and a build in the working copy would disturb whoever uses it. */
function copyOfRepository(): string {
  const left = new Set(["node_modules", ".git", "dist", "cdktf.out", "coverage"]);
  const copy = path.join(work, "source");
  fs.cpSync(ROOT, copy, { recursive: true, filter: (file) => !left.has(path.relative(ROOT, file)) });
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"), "dir");
  return copy;
}

function run(
  command: string,
  args: readonly string[],
  folder: string,
): Promise<{ status: number; stdout: string; stderr: string }> {
  const file = fs.existsSync(path.join(folder, command)) ? path.join(folder, command) : command;
  // Jest asks its workers for colors where it prints to a terminal; what is compared here has none.
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  return new Promise((resolve) => {
    execFile(file, args, { cwd: folder, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ status, stdout, stderr });
    });
  });
}
