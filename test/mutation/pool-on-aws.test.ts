/**
 * Changes of the rules of pools and arrays on AWS, whose balancers the packet oracle has no address for: every rule is
 * needed, and no rule may be wider.
 */
import { checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { synthesizeExamples } from "../support/examples";
import type { StackJson } from "./mutations";

const examples = synthesizeExamples();
const TYPES = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] as const;
/** The stacks, each with the number of its rules. */
const STACKS = [
  ["ocs-director-voice-aws", 92],
  ["ocs-enterprise-pool-aws", 29],
] as const;

type Values = Record<string, unknown>;

/** The codes about traffic that a check has for the stack, each with its interface. */
function found(json: StackJson): string[] {
  const { findings } = checkStack(readStack("cdk.tf.json", json), "2027-01-01");
  const counted = findings.filter(({ severity, accepted }) => severity !== "note" && accepted === null);
  return [...new Set(counted.map(({ code, where }) => `${code} ${where}`))].sort();
}

/** Where a rule is: the path below the stack that its own begins with. */
function placeOf(rule: Values): string {
  const { metadata } = rule["//"] as { metadata: { path: string } };
  return metadata.path.replace(/^[^/]+\//, "").replace(/\/Rules\/.*$/, "");
}

describe.each(STACKS)("%s", (stack, count) => {
  const text = examples.get(stack) ?? "";
  const read = (): StackJson => JSON.parse(text) as StackJson;
  const rules = TYPES.flatMap((type) =>
    Object.entries(read().resource[type] ?? {}).map(([id, rule]) => ({ type, id, place: placeOf(rule) })),
  );

  /** The stack without one rule, or with it changed. */
  function changed(type: string, id: string, change?: (rule: Values) => void): StackJson {
    const json = read();
    const all = json.resource[type] ?? {};
    if (change === undefined) {
      json.resource[type] = Object.fromEntries(Object.entries(all).filter(([one]) => one !== id));
    } else change(all[id] ?? {});
    return json;
  }

  it("is exact before any change", () => {
    expect(found(read())).toEqual([]);
    expect(rules).toHaveLength(count);
  });

  it.each(rules)("lacks $id", ({ type, id, place }) => {
    expect(found(changed(type, id))).toEqual([`check-flow-missing ${place}`]);
  });

  it.each(rules)("opens one port more by $id", ({ type, id, place }) => {
    const wider = changed(type, id, (rule) => {
      rule["from_port"] = Number(rule["from_port"]) - 1;
    });
    expect(found(wider)).toEqual([`check-traffic-surplus ${place}`]);
  });

  const narrow = rules.filter(({ type, id }) => read().resource[type]?.[id]?.["cidr_ipv4"] !== "0.0.0.0/0");

  it.each(narrow)("opens everybody by $id", ({ type, id, place }) => {
    const wider = changed(type, id, (rule) => {
      Reflect.deleteProperty(rule, "referenced_security_group_id");
      rule["cidr_ipv4"] = "0.0.0.0/0";
    });
    // Beside it, rules for single peers may no longer be needed.
    const about = found(wider).filter((line) => !line.startsWith("check-rule-implied "));
    expect(about).toEqual([`check-peer-wider ${place}`]);
  });
});
