/** A check as text: what counts, what was accepted, notes, and the proof per side of an interface. */
import pc from "picocolors";
import type { CheckResult } from "../../../lib/tools/analyze/check";
import { lint } from "../../../lib/tools/analyze/finding";
import { printCheck } from "../../../lib/tools/report/check-text";

const colors = pc.createColors(false);
const finding = lint({
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
  interfaces: [
    { path: "Edge/AccessEdge/External", direction: "ingress", documented: 3, own: 1, rules: 2, exact: false },
    { path: "Edge/AccessEdge/External", direction: "egress", documented: 1, own: 0, rules: 1, exact: true },
  ],
  findings: [
    finding,
    { ...finding, severity: "note", code: "check-not-expressible", what: "source ports", rules: [], witness: null },
    { ...finding, severity: "warning", code: "check-rule-implied", what: "no use", accepted: "kept for a while" },
  ],
};

test("what counts comes first, then what was accepted, the sides, and notes", () => {
  const text = printCheck([result], { width: 80, colors });
  expect(text.split("\n").filter((line) => /^[A-Z0-9]|yes|NO$/.test(line.trim()))).toEqual([
    "1 finding, 1 accepted, 1 note; 1 of 2 sides exact",
    "ERROR check-traffic-surplus (Edge/AccessEdge/External)",
    "ACCEPTED check-rule-implied (Edge/AccessEdge/External)",
    expect.stringMatching(/Edge\/AccessEdge\/External +in +3 +1 +2 +NO/),
    expect.stringMatching(/Edge\/AccessEdge\/External +out +1 +0 +1 +yes/),
    "NOTE check-not-expressible (Edge/AccessEdge/External)",
  ]);
  expect(text).toContain("  packet: tcp 192.0.2.7:1 -> 10.20.0.10:22\n");
  expect(text).toContain("  accepted: kept for a while\n");
});

test("a finding that was accepted no longer says what to do", () => {
  const accepted = { ...result, findings: result.findings.slice(2), interfaces: [] };
  const text = printCheck([accepted], { width: 80, colors });
  expect(text).toContain("no findings, 1 accepted, 0 notes; 0 of 0 sides exact");
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
