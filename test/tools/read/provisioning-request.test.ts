/** What is wrong with a provisioning request: every fault in one line, with the line of the file, the field, and what to do. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readProvisioningRequest } from "../../../lib/tools/read/provisioning-request";
import { printProblems } from "../../../lib/tools/report/provisioning-sheet";
import { Folder } from "../stack-files";

const EXAMPLE = readFileSync(join(__dirname, "../../../examples/lcs-public-im/provisioning.json"), "utf8");
const folder = new Folder();
afterAll(() => {
  folder.remove();
});

/** The example with lines replaced. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, EXAMPLE);
}

function problemsOf(content: string): string[] {
  const { problems } = readProvisioningRequest(folder.write("problems.json", content));
  return printProblems(problems, "problems.json").trimEnd().split("\n");
}

it("is nothing in the example", () => {
  expect(problemsOf(EXAMPLE)).toEqual([""]);
});

describe("what is wrong with a request is listed with line and field", () => {
  it.each<[string, string, RegExp | string]>([
    ["licenses", "0", /^problems\.json:2: licenses is 0, expected a whole number above 0.*number-invalid\]$/],
    ["licenses", '"250"', /without quotes.*number-invalid\]$/],
    ["language", '" "', /:3: language is " ", expected text on one line.*text-invalid\]$/],
    ["agreementConfirmed", "false", /:4: agreementConfirmed is false, expected true.*not-confirmed\]$/],
    ["licensesConfirmed", '"true"', /:5: licensesConfirmed is "true".*not-confirmed\]$/],
    ["name", '"two\\nlines"', /:7: organization\.name is "two\\nlines".*text-invalid\]$/],
    ["agreementNumber", "112345", /:8: .* is 112345, expected letters and digits between quotes.*number-invalid\]$/],
    ["enrollmentNumber", '"n/a"', /:9: .*number-invalid\]$/],
    ["agreementType", '"enterprise"', /:10: .*did you mean "enterprise-agreement".*agreement-unknown\]$/],
    ["agreementType", '"constructor"', /agreement-unknown\]$/],
    ["primarySipDomain", '"exämple.com"', /:13: .*"xn--exmple-cua\.com" \[tools-provisioning-domain-invalid\]$/],
    ["primarySipDomain", '"example"', /domain-invalid\]$/],
    ["accessProxy", '"192.0.2.7"', /:15: connection\.accessProxy is "192\.0\.2\.7".*domain-invalid\]$/],
    ["lastName", "{}", /:19: contact\.lastName is \{\}.*text-invalid\]$/],
    ["email", '"jo.doe"', /:21: contact\.email is "jo\.doe", expected an e-mail address.*email-invalid\]$/],
    ["email", '"jo@doe@"', /email-invalid\]$/],
    ["email", '"jo doe@example.com"', /email-invalid\]$/],
    ["email", '"jo..doe@example.com"', /email-invalid\]$/],
    ["telephone", '"call me"', /:22: contact\.telephone is "call me".*telephone-invalid\]$/],
    ["telephone", "442079460000", /between quotes.*telephone-invalid\]$/],
  ])("%s: %s", (field, value, expected) => {
    expect(problemsOf(EXAMPLE.replace(new RegExp(`"${field}": (true|\\d+|"[^"]*")`), `"${field}": ${value}`))).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  it("a name that is misspelled, with what is then missing", () => {
    expect(
      problemsOf(changed(['"licenses"', '"licences"'], ['"lastName"', '"surname"'], ['"email"', '"e-mail"'])),
    ).toEqual([
      expect.stringMatching(
        /^problems\.json:1: licenses is missing, .*fill it in: number of licenses .*field-missing\]$/,
      ),
      expect.stringMatching(/:2: licences is 250, expected a field.*did you mean "licenses"\?.*field-unknown\]$/),
      expect.stringMatching(/:18: contact\.lastName is missing.*field-missing\]$/),
      expect.stringMatching(/:18: contact\.email is missing.*field-missing\]$/),
      expect.stringMatching(
        /:19: contact\.surname is "Doe", expected a field of the request: one of "lastName", "firstName", "email", "telephone"; .*field-unknown\]$/,
      ),
      expect.stringMatching(/:21: contact\["e-mail"\] is .*did you mean "email"\?.*field-unknown\]$/),
    ]);
  });

  it("what is there twice: a domain, a provider, a field", () => {
    const providers: [string, string] = ['["aol", "msn"]', '["aol", "msn", "aol"]'];
    const domain: [string, string] = ['"sipDomain": "example.org"', '"sipDomain": "EXAMPLE.com."'];
    const field: [string, string] = ['"firstName"', '"lastName"'];
    expect(problemsOf(changed(providers, domain, field))).toEqual([
      expect.stringMatching(
        /:17: otherSipDomains\[0\]\.sipDomain is "EXAMPLE\.com\."; expected|:17: otherSipDomains\[0\]\.sipDomain is "EXAMPLE\.com\.", expected each SIP domain once; remove it; connection\.primarySipDomain names it too \[tools-provisioning-domain-twice\]$/,
      ),
      expect.stringMatching(/:18: contact\.firstName is missing/),
      expect.stringMatching(/:20: contact\.lastName is there again, .*field-twice\]$/),
      expect.stringMatching(
        /:24: providers\[2\] is "aol", .*providers\[0\] names it too \[tools-provisioning-provider-twice\]$/,
      ),
    ]);
  });

  it("providers that are unknown, and none at all", () => {
    expect(problemsOf(changed(['["aol", "msn"]', '["AOL", "icq", null]']))).toEqual([
      expect.stringMatching(/providers\[0\] is "AOL", .*did you mean "aol"\?.*provider-unknown\]$/),
      expect.stringMatching(/providers\[1\] is "icq", expected one of "aol", "msn", "yahoo"; .*provider-unknown\]$/),
      expect.stringMatching(/providers\[2\] is null, .*provider-unknown\]$/),
    ]);
    expect(problemsOf(changed(['["aol", "msn"]', "[]"]))).toEqual([
      expect.stringMatching(
        /:24: providers\[0\] is missing, expected one of "aol", "msn", "yahoo"; .*field-missing\]$/,
      ),
    ]);
  });

  it("another shape than the request has", () => {
    const wrong = changed(
      ['["aol", "msn"]', '"aol"'],
      ['[{ "sipDomain": "example.org", "administratorEmail": "sip-admin@example.org" }]', '["example.org"]'],
    );
    expect(problemsOf(wrong)).toEqual([
      expect.stringMatching(/:17: otherSipDomains\[0\] is "example\.org", expected an object; .*shape\]$/),
      expect.stringMatching(/:24: providers is "aol", expected a list; .*shape\]$/),
    ]);
  });

  it("in time that grows with the file only", () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => `"x${String(index)}"`).join();
    const lines = problemsOf(
      changed(
        ['["aol", "msn"]', `[${entries}]`],
        ['"language"', `"o": {}, "otherSipDomains": [${entries}], "language"`],
      ),
    );
    expect(lines.length).toBeGreaterThan(20_000);
  }, 30_000);
});
