/**
 * Changes of the rules of a port forward on AWS, where the packet oracle has no address to look at: both legs, the
 * balancer's and the server's. What each change does is written by hand.
 */
import { checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { synthesizeExamples } from "../support/examples";
import type { StackJson } from "./mutations";

const TEXT = synthesizeExamples().get("cups-xmpp-port-forward-aws") ?? "";
const TYPES = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] as const;

type Values = Record<string, unknown>;

/** The codes about traffic that a check has for the stack, each with its interface. */
function found(json: StackJson): string[] {
  return [
    ...new Set(
      checkStack(readStack("cdk.tf.json", json), "2027-01-01")
        .findings.filter(({ severity }) => severity !== "note")
        .map(({ code, where }) => `${code} ${where}`),
    ),
  ].sort();
}

const RULES = TYPES.flatMap((type) =>
  Object.keys((JSON.parse(TEXT) as StackJson).resource[type] ?? {}).map((id) => ({ type, id })),
);

/** The stack with one rule changed, or without it. */
function changed(type: string, id: string, change: ((rule: Values) => void) | undefined): StackJson {
  const json = JSON.parse(TEXT) as StackJson;
  const rules = json.resource[type] ?? {};
  if (change === undefined)
    json.resource[type] = Object.fromEntries(Object.entries(rules).filter(([one]) => one !== id));
  else change(rules[id] ?? {});
  return json;
}

/** Where a rule is, by its name. */
function placeOf(id: string): string {
  return id.includes("_Front_Rules_") ? "Xmpp/Server/PublicAddress/Balancer/Front" : "Xmpp/Server/External";
}

/** The finding about a rule that is gone. The PC's port is open for the balancer too, of whose address nothing is known. */
function lackOf(id: string): string {
  return `check-flow-${id.includes("1030647_32") ? "unseen" : "missing"} ${placeOf(id)}`;
}

describe("a port forward on AWS", () => {
  it("is exact before any change", () => {
    expect(found(JSON.parse(TEXT) as StackJson)).toEqual([]);
  });

  it("has the rules of both legs: 5 of the balancer, 8 of the server", () => {
    expect(RULES.map(({ id }) => placeOf(id)).filter((place) => place.endsWith("Front"))).toHaveLength(5);
    expect(RULES).toHaveLength(13);
  });

  it.each(RULES)("lacks $id", ({ type, id }) => {
    expect(found(changed(type, id, undefined))).toContain(lackOf(id));
  });

  it.each(RULES)("opens one port more by $id", ({ type, id }) => {
    const wider = changed(type, id, (rule) => {
      rule["to_port"] = Number(rule["to_port"]) + 1;
    });
    expect(found(wider)).toEqual([`check-traffic-surplus ${placeOf(id)}`]);
  });

  it.each(RULES)("opens the misprinted port by $id", ({ type, id }) => {
    const misprinted = changed(type, id, (rule) => {
      Object.assign(rule, { from_port: 5369, to_port: 5369 });
    });
    expect(found(misprinted)).toEqual(expect.arrayContaining([lackOf(id), `check-traffic-surplus ${placeOf(id)}`]));
  });

  it.each(RULES)("opens everybody by $id", ({ type, id }) => {
    const wider = changed(type, id, (rule) => {
      for (const name of ["cidr_ipv4", "referenced_security_group_id"]) Reflect.deleteProperty(rule, name);
      rule["cidr_ipv4"] = "0.0.0.0/0";
    });
    expect(found(wider)).toEqual(
      expect.arrayContaining([expect.stringMatching(`^check-(traffic-surplus|peer-wider) ${placeOf(id)}$`)]),
    );
  });
});
