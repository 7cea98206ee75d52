/** `uc-edge provisioning` as a process of its own: the work sheet, what is wrong with a request, exit codes, files. */
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { Folder } from "../stack-files";
import { type Ran, ucEdge } from "./uc-edge-process";

const ROOT = resolve(__dirname, "../../..");
const EXAMPLE = readFileSync(join(ROOT, "examples/lcs-public-im/provisioning.json"), "utf8");
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

function run(...args: readonly string[]): Ran {
  return ucEdge(folder.path, ["provisioning", ...args]);
}

/** The example with lines replaced. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, EXAMPLE);
}

folder.write("request.json", EXAMPLE);

describe("the work sheet", () => {
  it("has the fields in the document's order, each step with its citation, within 80 columns", () => {
    const { status, stdout, stderr } = run("request.json");
    expect([status, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.filter((line) => /^(Before|Step|After)/.test(line))).toEqual([
      "Before the request: licenses before provisioning (lcs-2005-pic/1.2.1/1)",
      "Step 1: language (lcs-2005-pic/1.2.1/2)",
      "Step 2: agreement (lcs-2005-pic/1.2.1/3)",
      "Step 3: licenses (lcs-2005-pic/1.2.1/4)",
      "Step 4: profile and product (lcs-2005-pic/1.2.1/5)",
      "Step 5: connection (lcs-2005-pic/1.2.1/6)",
      "Step 6: secondary SIP domain (lcs-2005-pic/1.2.1/7)",
      "Step 7: further SIP domains (lcs-2005-pic/1.2.1/8)",
      "Step 8: contact (lcs-2005-pic/1.2.1/9)",
      "Step 9: providers (lcs-2005-pic/1.2.1/10)",
      "Step 10: submission (lcs-2005-pic/1.2.1/11)",
      "After the request",
    ]);
    expect(lines.filter((line) => line.includes("[ ]")).map((line) => line.trim().replace(/ {2,}/g, " | "))).toEqual([
      "[ ] | Number of licenses | 250",
      "[ ] | Language | English",
      "[ ] | Agree | yes",
      "[ ] | Agree | yes",
      "[ ] | Name of the organization | Example Ltd.",
      "[ ] | Primary business agreement number | 01E12345",
      "[ ] | Agreement enrollment number | 0012345",
      "[ ] | Type of license agreement | Enterprise Agreement",
      "[ ] | Primary SIP domain | example.com",
      "[ ] | Administrator's e-mail address | sip-admin@example.com",
      "[ ] | Fully qualified domain name of the | sip.example.com",
      "[ ] | Secondary SIP domain | example.org",
      "[ ] | Administrator's e-mail address | sip-admin@example.org",
      "[ ] | none",
      "[ ] | Last name | Doe",
      "[ ] | First name | Jo",
      "[ ] | E-mail address | jo.doe@example.com",
      "[ ] | Telephone number | +44 20 7946 0000",
      "[ ] | Provider | AOL",
      "[ ] | Provider | MSN",
      "[ ] | all data are checked, then submitted",
      "[ ] | an e-mail confirms the request, which is then verified",
      "[ ] | after verification an e-mail says that the details went to the providers,",
      "[ ] | a last e-mail says that it is done; only then can users communicate with",
    ]);
  });

  it("cites no address on the web", () => {
    expect(run("request.json").stdout).not.toMatch(/https?:|workers\.dev/);
  });

  it("has further domains without an e-mail address, which the document does not ask for there", () => {
    const domains =
      '[{ "sipDomain": "example.org", "administratorEmail": "a@example.org" }, { "sipDomain": "Example.NET." }]';
    folder.write("further.json", EXAMPLE.replace(/\[\{ "sipDomain".*\]/, domains));
    const { status, stdout } = run("further.json");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /Step 7: .*\n {2}all further SIP domains are added\n {2}\[ \] {2}Further SIP domain {2}example\.net\n/,
    );
  });

  it("is data for machines too", () => {
    const { status, stdout, stderr } = run("request.json", "--format", "json");
    expect([status, stderr]).toEqual([0, ""]);
    const sheet = JSON.parse(stdout) as { sheet: { steps: { step: number | null; fields: unknown[] }[] } };
    expect(sheet).toMatchObject({ format: 1, file: "request.json", problems: [] });
    expect(sheet.sheet.steps.map(({ step, fields }) => [step, fields.length])).toEqual([
      [null, 1],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 4],
      [5, 3],
      [6, 2],
      [7, 0],
      [8, 4],
      [9, 2],
      [10, 0],
    ]);
    expect(sheet.sheet.steps[5]).toMatchObject({
      source: "lcs-2005-pic/1.2.1/6",
      fields: [{ path: "connection.primarySipDomain", label: "Primary SIP domain", value: "example.com" }, {}, {}],
    });
  });

  it("goes into a file, which is overwritten only by request", () => {
    const written = run("request.json", "--out", "sheet.txt");
    expect(written).toMatchObject({ status: 0, stdout: "", stderr: "uc-edge: the work sheet is in sheet.txt\n" });
    const sheet = join(folder.path, "sheet.txt");
    expect(readFileSync(sheet, "utf8")).toBe(run("request.json").stdout);
    folder.write("sheet.txt", "mine");
    const refused = run("request.json", "--out", "sheet.txt");
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^uc-edge: [^\n]*give --force to replace it \[tools-output-exists\]\n$/);
    expect(readFileSync(sheet, "utf8")).toBe("mine");
    expect(run("request.json", "--out", "sheet.txt", "--force").status).toBe(0);
    expect(readFileSync(sheet, "utf8")).toMatch(/^Provisioning request/);
  });

  it("never replaces the request, and needs a folder that is there", () => {
    symlinkSync(join(folder.path, "request.json"), join(folder.path, "link.json"));
    for (const out of ["request.json", "./request.json", "link.json"]) {
      const { status, stderr } = run("request.json", "--out", out, "--force");
      expect([status, stderr]).toEqual([2, expect.stringMatching(/\[tools-output-input\]\n$/)]);
    }
    expect(readFileSync(join(folder.path, "request.json"), "utf8")).toBe(EXAMPLE);
    const { status, stderr } = run("request.json", "--out", "nowhere/sheet.txt");
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^uc-edge: [^\n]*\(ENOENT\)[^\n]*\[tools-output-failed\]\n$/),
    ]);
  });

  it("shows nothing that rules a terminal", () => {
    folder.write("escape.json", changed(["Example Ltd.", "Example\\u202eLtd"]));
    expect(run("escape.json").stdout).toContain("Example\ufffdLtd");
  });
});

describe("a request with something wrong", () => {
  it("has a line for each fault on stderr, with exit code 1", () => {
    folder.write("wrong.json", changed(["250", "0"], ['"Doe"', '""']));
    const { status, stdout, stderr } = run("wrong.json");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^wrong\.json:2: licenses is 0, .*\]\nwrong\.json:19: contact\.lastName is "", .*\]\n$/);
  });

  it("and writes no work sheet", () => {
    folder.write("wrong.json", changed(["250", "0"]));
    expect(run("wrong.json", "--out", "none.txt")).toMatchObject({ status: 1, stdout: "" });
    expect(existsSync(join(folder.path, "none.txt"))).toBe(false);
    const { status, stdout, stderr } = run("wrong.json", "--format", "json", "--out", "none.json");
    expect([status, stderr, existsSync(join(folder.path, "none.json"))]).toEqual([1, "", false]);
    expect(JSON.parse(stdout)).toMatchObject({
      sheet: null,
      problems: [{ line: 2, field: "licenses", code: "tools-provisioning-number-invalid", value: "0" }],
    });
  });
});

describe("an input that is no request", () => {
  it.each([
    ["a file that is not there", "nowhere.json", undefined, /\(ENOENT\).*\[tools-input-not-json\]/],
    ["an empty file", "empty.json", "", /the file is empty; fill it in \[tools-input-not-json\]/],
    [
      "a comma too much",
      "comma.json",
      '{\n  "licenses": 1,\n}',
      /in line 3; look for a comma.*\[tools-input-not-json\]/,
    ],
    ["no JSON", "text.json", "licenses: 250", /\[tools-input-not-json\]/],
    ["a list", "list.json", "[]", /an object with the fields of a request.*\[tools-input-no-request\]/],
    ["other JSON", "other.json", '{"terraform": {}}', /\[tools-input-no-request\]/],
    ["lists in lists", "deep.json", "[".repeat(50_000) + "]".repeat(50_000), /\[tools-input-(no-request|not-json)\]/],
  ])("is one line, with exit code 2: %s", (_, file, content, expected) => {
    if (content !== undefined) folder.write(file, content);
    const { status, stdout, stderr } = run(file);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^uc-edge: [^\n]+\n$/);
    expect(stderr).toMatch(expected);
  });
});
