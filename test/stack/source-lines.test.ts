/** Lines of the user's code in the declaration: where asked for, and nothing of the machine. */
import path from "node:path";
import { type TerraformStack, Testing } from "cdktf";
import { AwsNetwork } from "../../lib/aws/aws-network";
import { Peer } from "../../lib/stack/peer";
import { sourceLine, type SourceScope } from "../../lib/stack/source-lines";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { expectFault } from "../support/faults";
import { declared } from "../support/rules";
import { stackOn } from "../support/stacks";

const POSIX: SourceScope = {
  root: "/srv/app",
  library: "/srv/app/node_modules/cdktf-uc-edge/dist",
  paths: path.posix,
};
const WINDOWS: SourceScope = { root: "C:\\work\\app", library: "C:\\lib", paths: path.win32 };

describe("the line of a trace", () => {
  it.each([
    ["a constructor", "    at new EdgeServer (/srv/app/src/edge.ts:12:5)", "src/edge.ts:12:5"],
    ["a module", "    at Object.<anonymous> (/srv/app/main.ts:3:1)", "main.ts:3:1"],
    ["a renamed method", "    at Edge.add [as make] (/srv/app/main.ts:3:1)", "main.ts:3:1"],
    ["a place alone", "    at /srv/app/main.ts:3:1", "main.ts:3:1"],
    ["an awaited place", "    at async /srv/app/main.ts:3:1", "main.ts:3:1"],
    ["an awaited call", "    at async main (/srv/app/main.ts:3:1)", "main.ts:3:1"],
    ["a module by its URL", "    at file:///srv/app/m%C3%BCller.mts:3:1", "müller.mts:3:1"],
    ["a folder with parentheses", "    at new Edge (/srv/app/a (b)/c.ts:3:1)", "a (b)/c.ts:3:1"],
    ["a place alone in one", "    at /srv/app/a (b)/c.ts:3:1", "a (b)/c.ts:3:1"],
    ["a folder that begins with dots", "    at /srv/app/..b/c.ts:3:1", "..b/c.ts:3:1"],
  ])("is that of %s", (_, trace, line) => {
    expect(sourceLine(`Error: at the start\n${trace}`, POSIX)).toBe(line);
  });

  it("has forward slashes on Windows", () => {
    expect(sourceLine("Error\n    at new Edge (C:\\work\\app\\src\\edge.ts:12:5)", WINDOWS)).toBe("src/edge.ts:12:5");
    expect(sourceLine("Error\n    at new Edge (D:\\work\\app\\edge.ts:12:5)", WINDOWS)).toBeUndefined();
  });

  it.each([
    ["this library", "    at /srv/app/node_modules/cdktf-uc-edge/dist/stack/role.js:1:1"],
    ["a package", "    at /srv/app/node_modules/@acme/edge/index.js:1:1"],
    ["a package of a package", "    at /srv/app/packages/x/node_modules/y/index.js:1:1"],
    ["a folder elsewhere", "    at /srv/application/main.ts:1:1"],
    ["a folder above", "    at /work/main.ts:1:1"],
    ["Node.js", "    at Module._compile (node:internal/modules/cjs/loader:1554:14)"],
    ["evaluated code", "    at eval (eval at run (/srv/app/main.ts:1:1), <anonymous>:1:1)"],
    ["no file", "    at async Promise.all (index 0)"],
    ["a URL that is no file's", "    at file://%/main.ts:1:1"],
  ])("is not that of %s", (_, trace) => {
    expect(sourceLine(`Error\n${trace}`, POSIX)).toBeUndefined();
    expect(sourceLine(`Error\n${trace}\n    at /srv/app/main.ts:3:1\n    at /srv/app/later.ts:4:1`, POSIX)).toBe(
      "main.ts:3:1",
    );
  });

  it("passes over a library that is developed in the folder itself", () => {
    const scope = { ...POSIX, library: "/srv/app/lib" };
    expect(sourceLine("Error\n    at /srv/app/lib/role.ts:1:1\n    at /srv/app/library.ts:2:2", scope)).toBe(
      "library.ts:2:2",
    );
  });
});

/** An edge server, in a stack of an app whose context is given; each call is on the line that it is expected on. */
function edgeIn(context: Record<string, unknown>): TerraformStack {
  const stack = stackOn("aws", "stack", Testing.app({ context }));
  const zone = (id: string): { subnetId: string; availabilityZone: string } => ({
    subnetId: id,
    availabilityZone: "z",
  });
  const network = new AwsNetwork(stack, "Network", {
    vpcId: "vpc",
    perimeter: { externalSubnet: zone("e"), internalSubnet: zone("i"), prefixes: ["10.20.0.0/24"] },
    internal: { prefixes: ["10.30.0.0/16"] },
    dns: { publicZones: { "example.com": "Z" } },
  });
  const edge = new EdgeServer(stack, "Edge", {
    network,
    sipDomains: ["example.com"],
    accessEdge: {
      external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
      internal: { privateAddress: "10.20.0.138" },
      internalServer: Peer.prefixes(["10.30.1.0/28"]),
    },
    remoteAccess: {},
  });
  edge.accessEdge.allowFrom(Peer.internet(), { transport: "tcp", ports: [8080], purpose: "probe" });
  return stack;
}

describe("a declaration", () => {
  const places = (context: Record<string, unknown>): unknown[] =>
    declared(edgeIn(context), "source")
      .map(({ path: of, at }) => [of, at])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

  it("has no line unless the context asks for it, and is then the same but for its lines", () => {
    const without = Testing.synth(edgeIn({}));
    expect(without).not.toContain("source-lines.test.ts");
    expect(Testing.synth(edgeIn({ ucEdgeSourceLines: false }))).toBe(without);
    expect(Testing.synth(edgeIn({ ucEdgeSourceLines: "false" }))).toBe(without);
    const lines = (text: string): string[] =>
      (JSON.parse(text) as { variable: { uc_edge_deployment: { default: string[] } } }).variable.uc_edge_deployment
        .default;
    const more = lines(Testing.synth(edgeIn({ ucEdgeSourceLines: true })));
    expect(more.filter((line) => !line.includes('"item":"source"'))).toEqual(lines(without));
  });

  it("has the line of each construct that the user makes, from the working folder", () => {
    const line = expect.stringMatching(/^test\/stack\/source-lines\.test\.ts:\d+:\d+$/) as unknown;
    const found = places({ ucEdgeSourceLines: true });
    expect(found).toEqual([
      ["Edge", line],
      ["Network", line],
    ]);
    const [[, edge], [, network]] = found as [[string, string], [string, string]];
    const row = (at: string): number => Number(at.split(":")[1]);
    // `new AwsNetwork` and `new EdgeServer` above are six lines apart.
    expect(row(edge) - row(network)).toBe(6);
    expect(places({ ucEdgeSourceLines: "true" })).toEqual(found);
  });

  it("has files from another folder where the context names one", () => {
    const line = expect.stringMatching(/^[^/]+\/test\/stack\/source-lines\.test\.ts:\d+:\d+$/) as unknown;
    expect(places({ ucEdgeSourceLines: ".." })).toEqual([
      ["Edge", line],
      ["Network", line],
    ]);
    expect(places({ ucEdgeSourceLines: "lib" })).toEqual([]);
  });

  it.each([7, "", {}, []])("refuses %j in the context", (value) => {
    expectFault(() => edgeIn({ ucEdgeSourceLines: value }), "stack-source-lines-invalid", '".." where the app lies');
  });

  it("leaves the depth of the user's traces as it is", () => {
    const { stackTraceLimit } = Error;
    edgeIn({ ucEdgeSourceLines: true });
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });
});
