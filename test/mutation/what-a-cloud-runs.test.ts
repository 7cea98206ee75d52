/**
 * Changes of rules around balancers and proxies that a cloud runs, which have no address for the packet oracle to look at:
 * each rule that is gone is missed, and each port more is noticed.
 */
import { checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { synthesizeExamples } from "../support/examples";
import type { StackJson } from "./mutations";

type Values = Record<string, unknown>;

const AWS_TYPES = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"];
const AZURE_GROUP = "azurerm_network_security_group";
const examples = synthesizeExamples();
/** The stacks, each with the number of rules that allow something. */
const STACKS = [
  ["ocs-managed-proxy-aws", 2],
  ["ocs-managed-proxy-azure", 7],
  ["xphone-managed-proxy-aws", 6],
  ["xphone-managed-proxy-azure", 11],
  ["xphone-server-iis-aws", 4],
] as const;

/** The codes of what a check says about traffic. */
function found(json: StackJson): string[] {
  const { findings } = checkStack(readStack("cdk.tf.json", json), "2027-01-01");
  return [...new Set(findings.filter(({ area }) => area === "exactness").map(({ code }) => code))];
}

interface Place {
  readonly name: string;
  /** Takes the rule out, or changes it. */
  readonly change: (json: StackJson, edit: ((rule: Values) => void) | undefined) => void;
  readonly rule: Values;
}

function placesIn(json: StackJson): Place[] {
  const separate = AWS_TYPES.flatMap((type) =>
    Object.entries(json.resource[type] ?? {}).map(([id, rule]): Place => ({
      name: id,
      rule,
      change: ({ resource }, edit) => {
        const rules = resource[type] ?? {};
        if (edit !== undefined) edit(rules[id] ?? {});
        else resource[type] = Object.fromEntries(Object.entries(rules).filter(([one]) => one !== id));
      },
    })),
  );
  const inline = Object.entries(json.resource[AZURE_GROUP] ?? {}).flatMap(([id, group]) =>
    (group["security_rule"] as Values[])
      .filter((rule) => rule["access"] === "Allow")
      .map((rule): Place => {
        const isSame = (one: Values): boolean => one["name"] === rule["name"];
        return {
          name: String(rule["name"]),
          rule,
          change: ({ resource }, edit) => {
            const here = resource[AZURE_GROUP]?.[id] ?? {};
            const rules = here["security_rule"] as Values[];
            if (edit === undefined) here["security_rule"] = rules.filter((one) => !isSame(one));
            else rules.filter(isSame).forEach(edit);
          },
        };
      }),
  );
  return [...separate, ...inline];
}

/** One port more; nothing for a rule that is open on every port. */
function widen(rule: Values): boolean {
  if (typeof rule["to_port"] === "number") {
    rule["to_port"] += 1;
    return true;
  }
  const [first, last = first] = String(rule["destination_port_range"]).split("-").map(Number);
  if (first === undefined || Number.isNaN(first) || first < 2) return false;
  rule["destination_port_range"] = `${String(first - 1)}-${String(last)}`;
  return true;
}

describe.each(STACKS)("changed rules of %s", (stack, count) => {
  const text = examples.get(stack) ?? "";
  const read = (): StackJson => JSON.parse(text) as StackJson;
  const places = placesIn(read());

  it("are right before any change, and all there to be changed", () => {
    expect(found(read()).filter((code) => /missing|surplus|wider/.test(code))).toEqual([]);
    expect(places).toHaveLength(count);
  });

  it.each(places)("are missed: $name", ({ change }) => {
    const json = read();
    change(json, undefined);
    expect(found(json).some((code) => /^check-flow-(missing|unseen)$/.test(code))).toBe(true);
  });

  it.each(places.filter(({ rule }) => widen({ ...rule })))(
    "are noticed where one port more is open: $name",
    ({ change }) => {
      const json = read();
      change(json, (rule) => void widen(rule));
      expect(found(json).some((code) => /^check-(traffic-surplus|peer-wider)$/.test(code))).toBe(true);
    },
  );
});
