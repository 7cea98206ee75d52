/** Checks as SARIF: valid, the same findings, at their lines, and nothing in a finding that is more than text. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { checkStack } from "../../../lib/tools/analyze/check";
import type { CheckFinding } from "../../../lib/tools/analyze/finding";
import { readStack } from "../../../lib/tools/read/terraform-json";
import type { TerraformStackFile } from "../../../lib/tools/read/terraform-resource";
import { sarifLog, type SarifLog, type SarifResult } from "../../../lib/tools/report/sarif";
import { synthesizeExamples } from "../../support/examples";
import { sarifFaults } from "../../support/sarif-schema";
import { declared, edgeOnAws, TODAY } from "../analyze/hand-made";
import { Folder } from "../stack-files";

const TOOL = { version: "1.2.3" };
const SRCROOT = { uriBaseId: "%SRCROOT%" };
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const FINDING: CheckFinding = {
  code: "check-traffic-surplus",
  area: "exactness",
  severity: "error",
  what: "aws_x.more permits what nothing asks for",
  where: "Edge/AccessEdge/External",
  why: "it is open",
  todo: "remove the rule",
  facts: ["ocs-2007/ports/12a"],
  flow: null,
  rules: ["aws_security_group.External"],
  witness: "tcp 198.51.100.0:1 -> 10.20.0.10:22",
  accepted: null,
};

/** A stack as cdktf writes it, one value a line. */
function stackFile(name: string, more: Record<string, unknown>[] = []): TerraformStackFile {
  const content = { resource: edgeOnAws(), variable: { uc_edge_deployment: { default: declared(...more) } } };
  return folder.read(JSON.stringify(content, null, 2), `${name}/cdk.tf.json`);
}

const source = (of: string, at: string): Record<string, unknown> => ({ item: "source", path: of, at });

function logOf(file: TerraformStackFile, ...findings: CheckFinding[]): SarifLog {
  return sarifLog([{ file, findings }], TOOL, folder.path);
}

function resultsOf(file: TerraformStackFile, ...findings: CheckFinding[]): readonly SarifResult[] {
  return logOf(file, ...findings).runs[0]?.results ?? [];
}

function placesOf(file: TerraformStackFile, ...findings: CheckFinding[]): unknown[] {
  return resultsOf(file, ...findings).map(({ locations }) => locations[0]?.physicalLocation);
}

/** In which line of a file a text first stands. */
function lineWith(file: TerraformStackFile, text: string): number {
  const lines = readFileSync(file.file, "utf8").split("\n");
  const index = lines.findIndex((line) => line.includes(text));
  expect(index).toBeGreaterThan(0);
  return index + 1;
}

describe("the checks of the examples as SARIF", () => {
  const examples = [...synthesizeExamples()];

  it.each(examples)("are valid, and hold every finding: %s", (stack, text) => {
    const file = folder.read(text, `${stack}/cdk.tf.json`);
    const { findings } = checkStack(file, TODAY);
    const log = sarifLog([{ file, findings }], TOOL, folder.path);
    expect(sarifFaults(log)).toEqual([]);
    const results = log.runs[0]?.results ?? [];
    expect(results.map(({ ruleId, level, suppressions }) => [ruleId, level, suppressions?.[0]?.justification])).toEqual(
      findings.map(({ code, severity, accepted }) => [code, severity, accepted ?? undefined]),
    );
    expect(new Set(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri))).toEqual(
      new Set(findings.length === 0 ? [] : [`${stack}/cdk.tf.json`]),
    );
  });
});

describe("a log", () => {
  const file = stackFile("edge", [source("Edge", "app/edge.ts:12:5")]);

  it("holds all of a finding", () => {
    const log = logOf(file, FINDING, { ...FINDING, accepted: "tested by hand" });
    expect(sarifFaults(log)).toEqual([]);
    const print = expect.stringMatching(/^[0-9a-f]{32}:1$/) as unknown;
    const again = expect.stringMatching(/^[0-9a-f]{32}:2$/) as unknown;
    const result = {
      ruleId: "check-traffic-surplus",
      ruleIndex: 0,
      level: "error",
      message: {
        text: [
          "aws_x.more permits what nothing asks for.",
          "Where: edge, Edge/AccessEdge/External",
          "Packet: tcp 198.51.100.0:1 -> 10.20.0.10:22",
          "Why: It is open.",
          "What to do: Remove the rule.",
          "Source: ocs-2007/ports/12a",
          "Rules: aws_security_group.External",
        ].join("\n"),
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "app/edge.ts", ...SRCROOT },
            region: { startLine: 12, startColumn: 5 },
          },
          logicalLocations: [
            { name: "External", fullyQualifiedName: "edge/Edge/AccessEdge/External", kind: "resource" },
          ],
        },
      ],
    };
    expect(log).toEqual({
      $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "uc-edge",
              version: "1.2.3",
              rules: [
                {
                  id: "check-traffic-surplus",
                  shortDescription: { text: "More is permitted than anything asks for." },
                  fullDescription: {
                    text: "More is permitted than anything asks for. It is found by comparing what the rules of an interface permit with what is asked for there.",
                  },
                  help: {
                    text: [
                      "More is permitted than anything asks for. It is found by comparing what the rules of an interface permit with what is asked for there.",
                      "What to do: Remove the rule.",
                      "To live with it: Accept it in the code of the stack by acceptFinding, with its code check-traffic-surplus and a reason.",
                    ].join("\n"),
                    markdown: [
                      "**What it means.** More is permitted than anything asks for. It is found by comparing what the rules of an interface permit with what is asked for there.",
                      "**What to do.** Remove the rule.",
                      "**To live with it.** Accept it in the code of the stack by `acceptFinding`, with its code `check-traffic-surplus` and a reason.",
                    ].join("\n\n"),
                  },
                  defaultConfiguration: { level: "error" },
                  properties: { tags: ["exactness"] },
                },
              ],
            },
          },
          invocations: [{ executionSuccessful: true }],
          originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that uc-edge check was run in." } } },
          columnKind: "utf16CodeUnits",
          results: [
            { ...result, partialFingerprints: { "ucEdgeFinding/v1": print, primaryLocationLineHash: print } },
            {
              ...result,
              partialFingerprints: { "ucEdgeFinding/v1": again, primaryLocationLineHash: again },
              suppressions: [{ kind: "inSource", status: "accepted", justification: "tested by hand" }],
            },
          ],
        },
      ],
    });
  });

  it("is valid without any finding, and without any stack", () => {
    expect(sarifFaults(logOf(file))).toEqual([]);
    const empty = sarifLog([], { ...TOOL, informationUri: "https://example.com" }, folder.path);
    expect(sarifFaults(empty)).toEqual([]);
    expect(empty.runs[0]?.results).toEqual([]);
    expect(empty.runs[0]?.tool.driver).toEqual({
      name: "uc-edge",
      version: "1.2.3",
      informationUri: "https://example.com",
      rules: [],
    });
  });

  it("has the severities as levels, and the worst of a code as the level of its rule", () => {
    const log = logOf(
      file,
      { ...FINDING, code: "check-b-code", severity: "note" },
      { ...FINDING, code: "check-a-code", severity: "warning" },
      { ...FINDING, code: "check-b-code", severity: "warning", area: "lint" },
      { ...FINDING, code: "check-c-code", severity: "note" },
    );
    expect(sarifFaults(log)).toEqual([]);
    const [run] = log.runs;
    expect(run?.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ["check-b-code", 1, "note"],
      ["check-a-code", 0, "warning"],
      ["check-b-code", 1, "warning"],
      ["check-c-code", 2, "note"],
    ]);
    expect(
      run?.tool.driver.rules.map(({ id, defaultConfiguration, properties }) => [id, defaultConfiguration, properties]),
    ).toEqual([
      ["check-a-code", { level: "warning" }, { tags: ["exactness"] }],
      ["check-b-code", { level: "warning" }, { tags: ["exactness", "lint"] }],
      ["check-c-code", { level: "note" }, { tags: ["exactness"] }],
    ]);
    // What does not count needs no acceptance.
    expect(run?.tool.driver.rules.map(({ help }) => help.text.includes("acceptFinding"))).toEqual([true, true, false]);
  });

  it("says what every listed finding means, and admits what it does not know", () => {
    const page = readFileSync(path.resolve(__dirname, "../../../docs/errors.md"), "utf8");
    const codes = [...page.matchAll(/^\| `([a-z0-9-]+)` *\| finding: /gm)].map(([, code = ""]) => code);
    expect(codes.length).toBeGreaterThan(80);
    const log = logOf(file, ...[...codes, "check-nobody-knows"].map((code) => ({ ...FINDING, code })));
    expect(sarifFaults(log)).toEqual([]);
    const texts = log.runs[0]?.tool.driver.rules.map((rule) => [rule.id, rule.shortDescription.text]) ?? [];
    expect(texts).toHaveLength(codes.length + 1);
    expect(texts.filter(([, text]) => text?.includes("is said with each finding"))).toEqual([
      ["check-nobody-knows", "What the code check-nobody-knows stands for is said with each finding."],
    ]);
    expect(texts.filter(([, text]) => !/^[A-Z][^`|]+\.$/.test(text ?? ""))).toEqual([]);
  });
});

describe("the place of a finding", () => {
  it("is where the construct is made, or the nearest one above it", () => {
    const file = stackFile("sources", [
      source("Edge", "app/edge.ts:12:5"),
      source("Edge/AccessEdge/Internal", "app/inner.ts:3:1"),
    ]);
    const at = (where: string): CheckFinding => ({ ...FINDING, where });
    const inEdge = {
      artifactLocation: { uri: "app/edge.ts", ...SRCROOT },
      region: { startLine: 12, startColumn: 5 },
    };
    expect(
      placesOf(file, at("Edge"), at("Edge/AccessEdge/External/Group"), at("Edge/AccessEdge/Internal/Group")),
    ).toEqual([
      inEdge,
      inEdge,
      { artifactLocation: { uri: "app/inner.ts", ...SRCROOT }, region: { startLine: 3, startColumn: 1 } },
    ]);
  });

  it("is that of the first construct below, where only those are known", () => {
    const file = stackFile("below", [source("Sbc/External", "app/sbc.ts:7:3")]);
    expect(placesOf(file, { ...FINDING, where: "Sbc" })).toEqual([
      { artifactLocation: { uri: "app/sbc.ts", ...SRCROOT }, region: { startLine: 7, startColumn: 3 } },
    ]);
  });

  it("is that of the construct that made a resource", () => {
    const content = {
      resource: {
        aws_security_group: { x: { "//": { metadata: { path: "made/Edge/AccessEdge/External/Group" } } } },
      },
      variable: { uc_edge_deployment: { default: declared(source("Edge", "app/edge.ts:12:5")) } },
    };
    const file = folder.read(content, "made/cdk.tf.json");
    expect(placesOf(file, { ...FINDING, where: "aws_security_group.x" })).toEqual([
      { artifactLocation: { uri: "app/edge.ts", ...SRCROOT }, region: { startLine: 12, startColumn: 5 } },
    ]);
  });

  it("is in the stack's file where no source is known: the rule, the resource, or what the construct made", () => {
    const content = {
      resource: {
        aws_security_group: {
          "a-b": { name: "one" },
          two: { name: "two", "//": { metadata: { path: "unknown/Edge/Group" } } },
        },
      },
      variable: { uc_edge_deployment: { default: declared() } },
    };
    const file = folder.read(JSON.stringify(content, null, 2), "unknown/cdk.tf.json");
    const places = placesOf(
      file,
      { ...FINDING, where: "Edge", rules: ["aws_security_group.a-b"] },
      { ...FINDING, where: "aws_security_group.a-b", rules: [] },
      { ...FINDING, where: "Edge", rules: [] },
      { ...FINDING, where: "unknown", rules: [] },
    );
    const at = (startLine: number): unknown => ({
      artifactLocation: { uri: "unknown/cdk.tf.json", ...SRCROOT },
      region: { startLine },
    });
    expect([lineWith(file, '"a-b"'), lineWith(file, '"two": {')]).toEqual([4, 7]);
    expect(places).toEqual([at(4), at(4), at(7), at(1)]);
  });

  it("is at a rule that is written into its group", () => {
    const content = {
      resource: {
        aws_security_group: { one: { ingress: [{ description: "first" }, { description: "second" }] } },
        azurerm_network_security_group: {
          two: { security_rule: [{ name: "a.b" }, { name: "c d" }], dynamic: { security_rule: { for_each: [] } } },
        },
      },
      variable: { uc_edge_deployment: { default: declared() } },
    };
    const file = folder.read(JSON.stringify(content, null, 2), "inline/cdk.tf.json");
    const rules = [
      ["aws_security_group.one.ingress[1]", '"second"', 1],
      ["azurerm_network_security_group.two[a.b]", '"a.b"', 1],
      ["azurerm_network_security_group.two[c d]", '"c d"', 1],
      ["azurerm_network_security_group.two.dynamic.security_rule", '"for_each"', 1],
      ["azurerm_network_security_group.two[gone]", '"two"', 0],
    ] as const;
    for (const [rule, text, above] of rules) {
      const [place] = placesOf(file, { ...FINDING, where: "Edge", rules: [rule] });
      expect([rule, place]).toMatchObject([rule, { region: { startLine: lineWith(file, text) - above } }]);
    }
  });

  it("is the one line of a plan", () => {
    const plan = { format_version: "1.2", planned_values: { root_module: { resources: [] } } };
    const file = folder.read(plan, "plan.json");
    expect(placesOf(file, FINDING)).toEqual([
      { artifactLocation: { uri: "plan.json", ...SRCROOT }, region: { startLine: 1 } },
    ]);
  });

  it("names a stack once", () => {
    const [result] = resultsOf(stackFile("whole"), { ...FINDING, where: "whole", rules: [] });
    expect(result?.locations[0]?.logicalLocations).toEqual([
      { name: "whole", fullyQualifiedName: "whole", kind: "resource" },
    ]);
    expect(result?.message.text).toContain("\nWhere: whole\n");
  });

  it.each([
    ["a folder above", "../secret.ts:1:1"],
    ["a folder above, on the way", "app/../../secret.ts:1:1"],
    ["an absolute file", "/etc/passwd:1:1"],
    ["a file of Windows", "C:\\secret.ts:1:1"],
    ["an address", "https://example.com/x.ts:1:1"],
    ["no line", "app/edge.ts"],
    ["line 0", "app/edge.ts:0:1"],
    ["no file", ":1:1"],
  ])("is refused if it is %s", (_, at) => {
    expect(() => logOf(stackFile("refused", [source("Edge", at)]), FINDING)).toThrow(
      /an item that has its at.*\[tools-declaration-damaged\]/,
    );
  });

  it("has an address that any name survives", () => {
    const file = stackFile("odd", [source("Edge", "Müller & Söhne/#1 %20?/電話\ud800.ts:4:2")]);
    const log = logOf(file, FINDING);
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: "M%C3%BCller%20%26%20S%C3%B6hne/%231%20%2520%3F/%E9%9B%BB%E8%A9%B1%EF%BF%BD.ts",
      ...SRCROOT,
    });
  });
});

describe("the fingerprint of a finding", () => {
  const printOf = (file: TerraformStackFile, finding: CheckFinding): string | undefined =>
    resultsOf(file, finding)[0]?.partialFingerprints["primaryLocationLineHash"];
  const print = printOf(stackFile("prints", [source("Edge", "app/edge.ts:12:5")]), FINDING);

  it("stays when the line, the file and the wording change, and when it is accepted", () => {
    const moved = stackFile("prints", [source("Edge", "other/edge.ts:99:1")]);
    const reworded = { ...FINDING, what: "a", why: "b", todo: "c", witness: "d", accepted: "e" };
    expect([printOf(moved, reworded), printOf(stackFile("prints"), FINDING)]).toEqual([print, print]);
  });

  it.each([
    ["code", { code: "check-peer-wider" }],
    ["construct", { where: "Edge" }],
    ["flow", { facts: ["ocs-2007/ports/12b"] }],
    ["rule", { rules: ["aws_security_group.Internal"] }],
  ])("is another one for another %s", (_, change) => {
    expect(printOf(stackFile("prints"), { ...FINDING, ...change })).not.toBe(print);
  });

  it("is another one for another stack", () => {
    expect(printOf(stackFile("prints2"), FINDING)).not.toBe(print);
  });
});

describe("the schema", () => {
  it("is held against logs", () => {
    const log = logOf(stackFile("schema"), FINDING);
    const [run] = log.runs;
    const [result] = run?.results ?? [];
    expect(sarifFaults({ ...log, version: "2.0.0" })).not.toEqual([]);
    expect(sarifFaults({ ...log, runs: [{ ...run, results: [{ ...result, level: "bad" }] }] })).not.toEqual([]);
    expect(sarifFaults({ ...log, runs: [{ ...run, results: [{ ...result, more: 1 }] }] })).not.toEqual([]);
    const artifactLocation = { uri: "a b.json" };
    const locations = [{ physicalLocation: { artifactLocation } }];
    expect(sarifFaults({ ...log, runs: [{ ...run, results: [{ ...result, locations }] }] })).not.toEqual([]);
  });
});

describe("what a finding holds", () => {
  const EVIL = "[click](https://evil.example) {0} <b>x</b> `y` \u001b[31m\u202e\ud800\n# www.evil.example a|b";
  const PLAIN = "[click] (https://evil.example) {{0}} <b>x</b> `y` \ufffd[31m\ufffd\ufffd # www.evil.example a|b";

  it("is text and nothing else", () => {
    const evil: CheckFinding = {
      ...FINDING,
      code: `evil${EVIL}`,
      what: EVIL,
      where: EVIL,
      why: EVIL,
      todo: EVIL,
      facts: [EVIL],
      rules: [EVIL],
      witness: EVIL,
      accepted: EVIL,
    };
    const log = logOf(stackFile("evil"), evil);
    expect(sarifFaults(log)).toEqual([]);
    const [run] = log.runs;
    const [result] = run?.results ?? [];
    expect(result?.message.text.split("\n")).toEqual([
      `${PLAIN}.`,
      `Where: evil, ${PLAIN}`,
      `Packet: ${PLAIN}`,
      `Why: ${PLAIN}.`,
      `What to do: ${PLAIN}.`,
      `Source: ${PLAIN}`,
      `Rules: ${PLAIN}`,
    ]);
    expect(result?.suppressions?.[0]?.justification).toBe(PLAIN);
    expect(run?.tool.driver.rules[0]?.help.markdown).toContain(
      "**What to do.** \\[click\\](https\\://evil.example) {{0}} \\<b\\>x\\</b\\> \\`y\\` \ufffd\\[31m\ufffd\ufffd \\# www\\.evil.example a\\|b.",
    );
    expect(run?.tool.driver.rules[0]?.help.markdown).not.toMatch(/`[^`]*evil[^`]*`[^`]*`[^`]*`y`/);
  });
});

describe("a stack that was read from elsewhere", () => {
  it("has an absolute address", () => {
    const file = readStack("/elsewhere/my stack.json", { resource: {} });
    const log = sarifLog([{ file: { ...file, kind: "plan" }, findings: [FINDING] }], TOOL, "/work");
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: "file:///elsewhere/my%20stack.json",
    });
  });
});
