/**
 * Changes of the rules of an Enterprise pool on AWS, whose balancers the packet oracle has no address for: every rule is
 * needed, and no rule may be wider.
 */
import { checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { synthesizeExamples } from "../support/examples";
import type { StackJson } from "./mutations";

const TEXT = synthesizeExamples().get("ocs-enterprise-pool-aws") ?? "";
const TYPES = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] as const;

type Values = Record<string, unknown>;

/** The codes about traffic that a check has for the stack, each with its interface. */
function found(json: StackJson): string[] {
  const { findings } = checkStack(readStack("cdk.tf.json", json), "2027-01-01");
  const counted = findings.filter(({ severity, accepted }) => severity !== "note" && accepted === null);
  return [...new Set(counted.map(({ code, where }) => `${code} ${where}`))].sort();
}

const RULES = TYPES.flatMap((type) =>
  Object.keys((JSON.parse(TEXT) as StackJson).resource[type] ?? {}).map((id) => ({ type, id })),
);

/** The stack without one rule, or with it changed. */
function changed(type: string, id: string, change?: (rule: Values) => void): StackJson {
  const json = JSON.parse(TEXT) as StackJson;
  const rules = json.resource[type] ?? {};
  if (change === undefined) {
    json.resource[type] = Object.fromEntries(Object.entries(rules).filter(([one]) => one !== id));
  } else change(rules[id] ?? {});
  return json;
}

/** Where a rule is, by its name. */
function placeOf(id: string): string {
  return (/^(\w+?)_Rules_/.exec(id)?.[1] ?? "").replace(/_/g, "/");
}

it("is exact before any change", () => {
  expect(found(JSON.parse(TEXT) as StackJson)).toEqual([]);
  expect(RULES).toHaveLength(29);
});

it.each(RULES)("lacks $id", ({ type, id }) => {
  expect(found(changed(type, id))).toEqual([`check-flow-missing ${placeOf(id)}`]);
});

it.each(RULES)("opens one port more by $id", ({ type, id }) => {
  const wider = changed(type, id, (rule) => {
    rule["from_port"] = Number(rule["from_port"]) - 1;
  });
  expect(found(wider)).toEqual([`check-traffic-surplus ${placeOf(id)}`]);
});
