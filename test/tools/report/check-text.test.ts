/** A check as text: what counts, what was accepted, notes, and the proof per side of an interface. */
import pc from "picocolors";
import type { CheckResult } from "../../../lib/tools/analyze/check";
import type { CheckSummary } from "../../../lib/tools/analyze/summary";
import { finding as makeFinding } from "../../../lib/tools/analyze/finding";
import { printCheck } from "../../../lib/tools/report/check-text";

const colors = pc.createColors(false);
const finding = makeFinding("exactness", {
  code: "check-traffic-surplus",
  severity: "error",
  what: "aws_vpc_security_group_ingress_rule.more permits more than anything asks for",
  where: "Edge/AccessEdge/External",
  why: "nothing undocumented is to be open",
  todo: "remove it",
  rules: ["aws_vpc_security_group_ingress_rule.more"],
  witness: "tcp 192.0.2.7:1 -> 10.20.0.10:22",
});
const result: CheckResult = {
  stack: "edge",
  file: "cdk.tf.json",
  summary: {
    exact: false,
    seesAll: true,
    sides: 2,
    exactSides: 1,
    flows: { documented: 12, platform: 2, own: 1 },
    missing: { documented: 1, platform: 0, own: 2 },
    surplus: 4,
    unseen: 5,
    open: { exactness: 6, reach: 9, deployment: 7, lint: 8 },
    accepted: 9,
    notes: 1,
  },
  interfaces: [
    {
      path: "Edge/AccessEdge/External",
      direction: "ingress",
      documented: 3,
      platform: 2,
      own: 1,
      rules: 4,
      exact: false,
    },
    {
      path: "Edge/AccessEdge/External",
      direction: "egress",
      documented: 1,
      platform: 0,
      own: 0,
      rules: 1,
      exact: true,
    },
  ],
  findings: [
    finding,
    { ...finding, severity: "note", code: "check-not-expressible", what: "source ports", rules: [], witness: null },
    {
      ...finding,
      area: "lint",
      severity: "warning",
      code: "check-rule-implied",
      what: "no use",
      accepted: "kept for a while",
    },
  ],
  outside: ["AWS: network ACLs"],
};

/** The lines behind the stack's name, up to the first empty one. */
function counted(more: Partial<CheckSummary>): string[] {
  const one = { ...result, summary: { ...result.summary, ...more } };
  return printCheck([one], { width: 100, colors }).split("\n\n")[1]?.split("\n") ?? [];
}

test("exactness and lint are counted apart, and flows by their kind", () => {
  expect(counted({})).toEqual([
    "30 findings, 9 accepted, 1 note",
    "exact: NO, missing 3 (1 documented, 2 own), surplus 4, unseen 5; 1 of 2 sides",
    "reach: 9; lint: 8; deployment: 7",
    "flows: 12 documented, 2 platform, 1 own",
  ]);
});

const none = { documented: 0, platform: 0, own: 0 };

test.each([
  [{ exact: true, missing: none }, "exact: yes, missing 0, surplus 4, unseen 5; 1 of 2 sides"],
  [
    { exact: true, seesAll: false, missing: { ...none, platform: 1 } },
    "exact: yes, missing 1 (1 platform), surplus 4, unseen 5; 1 of 2 sides, as far as this stack shows",
  ],
  [{ exact: null, missing: none }, "exact: nothing is declared, missing 0, surplus 4, unseen 5"],
])("says how exact a stack is: %j", (summary, line) => {
  expect(counted(summary)[1]).toBe(line);
});

test("what nobody looks at stands at the end, once for all stacks", () => {
  const text = printCheck([result, { ...result, outside: ["AWS: network ACLs", "Azure: probes"] }], {
    width: 80,
    colors,
  });
  expect(text.split("\n\n").at(-1)).toBe("not looked at\n  AWS: network ACLs\n  Azure: probes\n");
});

test("nothing in a file reaches the terminal as a command to it", () => {
  const hostile = { ...result, stack: "edge\u001B[2J", outside: [] };
  expect(printCheck([hostile], { width: 80, colors })).toContain("edge\ufffd[2J\n");
});

test("what counts comes first, then what was accepted, the sides, and notes", () => {
  const text = printCheck([result], { width: 80, colors });
  expect(text.split("\n").filter((line) => /^[A-Z0-9]|yes|NO$/.test(line.trim()))).toEqual([
    "30 findings, 9 accepted, 1 note",
    "ERROR check-traffic-surplus (Edge/AccessEdge/External)",
    "ACCEPTED check-rule-implied (Edge/AccessEdge/External)",
    expect.stringMatching(/Edge\/AccessEdge\/External +in +3 +2 +1 +4 +NO/),
    expect.stringMatching(/Edge\/AccessEdge\/External +out +1 +0 +0 +1 +yes/),
    "NOTE check-not-expressible (Edge/AccessEdge/External)",
    "  AWS: network ACLs",
  ]);
  expect(text).toContain("  packet: tcp 192.0.2.7:1 -> 10.20.0.10:22\n");
  expect(text).toContain("  accepted: kept for a while\n");
});

test("a finding that was accepted no longer says what to do", () => {
  const accepted = { ...result, findings: result.findings.slice(2), interfaces: [] };
  const text = printCheck([accepted], { width: 80, colors });
  expect(text).toContain("ACCEPTED check-rule-implied");
  expect(text).not.toContain("do: ");
});

test.each([60, 80, 132])("no line is wider than %d columns", (width) => {
  const lines = printCheck([result, result], { width, colors }).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
});

test("colors change nothing else", () => {
  const colored = printCheck([result], { width: 80, colors: pc.createColors(true) });
  expect(colored.replace(/\u001B\[\d+m/g, "")).toBe(printCheck([result], { width: 80, colors }));
  expect(colored).not.toBe(printCheck([result], { width: 80, colors }));
});

describe("several stacks", () => {
  const clean: CheckResult = { ...result, stack: "clean", findings: result.findings.slice(1) };

  it("begin with what they come to, and with the names of those that have findings", () => {
    expect(printCheck([clean, result], { width: 80, colors }).split("\n\n")[0]).toBe(
      "2 stacks, 1 finding, 2 accepted: edge",
    );
    expect(printCheck([clean, clean], { width: 80, colors }).split("\n\n")[0]).toBe(
      "2 stacks, no findings, 2 accepted",
    );
  });

  it("are not counted where there is one", () => {
    expect(printCheck([result], { width: 80, colors })).toMatch(/^edge\n=/);
  });
});

it("gives the path of an interface a line of its own where the numbers leave it no room", () => {
  const lines = printCheck([result], { width: 60, colors }).split("\n");
  const from = lines.findIndex((line) => line.startsWith("  interface"));
  expect(lines.slice(from, from + 4)).toEqual([
    "  interface       documented  platform  own    rules  exact",
    "  Edge/AccessEdge/External",
    "             in   3           2         1      4      NO",
    "             out  1           0         0      1      yes",
  ]);
});
