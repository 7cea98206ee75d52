/** The lines that a stack says of itself, and the checks of a whole stack. */
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Testing } from "cdktf";
import { Construct } from "constructs";
import type { Finding } from "../../lib/model/finding";
import { acceptFinding } from "../../lib/stack/accept-finding";
import { Declaration } from "../../lib/stack/declaration";
import { expectFault } from "../support/faults";
import { declared } from "../support/rules";
import { networkOn, stackOn } from "../support/stacks";

const FINDING: Finding = {
  code: "ocs-edge-service-idle",
  severity: "warning",
  what: "something is idle",
  where: "Edge",
  why: "nothing uses it",
  todo: "use it",
  facts: ["fact/b"],
};

describe("a declaration", () => {
  it("holds a finding once per place, with all the facts that it rests on", () => {
    const stack = stackOn("aws");
    const declaration = Declaration.of(stack);
    declaration.addFinding(FINDING);
    declaration.addFinding({ ...FINDING, facts: ["fact/a", "fact/b"] });
    declaration.addFinding({ ...FINDING, where: "Other" });
    expect(declared(stack, "finding")).toEqual([
      { item: "finding", ...FINDING, facts: ["fact/a", "fact/b"] },
      { item: "finding", ...FINDING, where: "Other" },
    ]);
  });

  it("is one for the whole stack, and another one for another stack", () => {
    const app = Testing.app();
    const [one, two] = [stackOn("aws", "one", app), stackOn("aws", "two", app)];
    expect(Declaration.of(new Construct(one, "Inside"))).toBe(Declaration.of(one));
    expect(Declaration.of(two)).not.toBe(Declaration.of(one));
  });

  it("holds nothing that Terraform would take for a template", () => {
    const stack = stackOn("aws");
    Declaration.of(stack).addFinding({ ...FINDING, what: "${var.x} and %{ if y }" });
    expect(Testing.synth(stack)).not.toMatch(/\$\{var\.x\}|%\{ if/);
    expect(declared(stack, "finding").map(({ what }) => what)).toEqual(["$ {var.x} and % { if y }"]);
  });
});

describe("accepting a finding", () => {
  it("stands in the declaration with its reason and its place", () => {
    const stack = stackOn("aws");
    acceptFinding(new Construct(stack, "Edge"), { code: FINDING.code, reason: "  planned for May " });
    expect(declared(stack, "acceptance")).toEqual([
      { item: "acceptance", code: FINDING.code, where: "Edge", reason: "planned for May" },
    ]);
  });

  it.each<[string, { code: unknown; reason: unknown }, string, string]>([
    ["a code", { code: undefined, reason: "because" }, "stack-acceptance-code-invalid", "code is missing"],
    [
      "a code that is one",
      { code: "Some Finding", reason: "because" },
      "stack-acceptance-code-invalid",
      '"Some Finding"',
    ],
    ["a reason", { code: FINDING.code, reason: undefined }, "stack-acceptance-reason-missing", "reason is missing"],
    ["a reason in words", { code: FINDING.code, reason: "  " }, "stack-acceptance-reason-missing", "say why"],
  ])("needs %s", (_, acceptance, code, says) => {
    const stack = stackOn("aws");
    expectFault(
      () => {
        acceptFinding(stack, acceptance as { code: string; reason: string });
      },
      code,
      says,
    );
    expect(declared(stack, "acceptance")).toEqual([]);
  });
});

describe("the logical ids of a stack", () => {
  it("must be unique, or one resource would silently stand for two", () => {
    const stack = stackOn("aws");
    networkOn("aws", stack);
    for (const id of ["One", "Two"]) new SecurityGroup(stack, id, { vpcId: "vpc-1" }).overrideLogicalId("same");
    expect(() => Testing.synth(stack, true)).toThrow(
      /aws_security_group\.same is the logical id of stack\/One and of stack\/Two, expected one each; .* \[stack-logical-id-duplicate\]/,
    );
  });
});
