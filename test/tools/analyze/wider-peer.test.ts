/** A rule whose traffic is asked for, but from fewer addresses: told apart from other surplus, and still surplus. */
import type { CheckFinding } from "../../../lib/tools/analyze/finding";
import { Folder } from "../stack-files";
import { awsRule, checked, declared, edgeOnAws, ownFlow } from "./hand-made";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const OUTSIDE = "Edge/AccessEdge/External";

/** What is said of one rule instead of the partner's in the example, where 198.51.100.0/24 has TCP 5061. */
function said(rule: Record<string, unknown>, type = INGRESS, ...more: Record<string, unknown>[]): CheckFinding[] {
  const resource = edgeOnAws({ [type]: { partner: awsRule("External", 5061, rule) } });
  return checked(folder, resource, declared(...more)).findings.filter(({ severity }) => severity !== "note");
}

it("names the rule, the flow that it serves, and a packet of nobody who is asked for", () => {
  expect(said({ cidr_ipv4: "198.51.100.0/23" })).toEqual([
    {
      code: "check-peer-wider",
      area: "exactness",
      severity: "error",
      what: `${INGRESS}.partner is open from more addresses than the flows that it serves ask for`,
      where: OUTSIDE,
      why: "nothing undocumented is to be open",
      todo: "narrow its peer to what the flows name, or name the wider peer where the stack asks for them",
      facts: ["ocs-2007/ports/12a"],
      flow: null,
      rules: [`${INGRESS}.partner`],
      witness: "tcp 198.51.101.0:1 -> 10.20.0.10:5061",
      accepted: null,
    },
  ]);
});

it("counts as surplus, and the side is not exact", () => {
  const resource = edgeOnAws({ [INGRESS]: { partner: awsRule("External", 5061, { cidr_ipv4: "0.0.0.0/0" }) } });
  const { summary, interfaces } = checked(folder, resource, declared());
  expect(summary).toMatchObject({ exact: false, surplus: 1, open: { exactness: 1, lint: 0 } });
  expect(interfaces.filter(({ exact }) => !exact)).toMatchObject([{ path: OUTSIDE, direction: "ingress" }]);
});

it("is said of both directions", () => {
  expect(said({ cidr_ipv4: "198.51.100.0/23", description: "ocs-2007/ports/12b" }, EGRESS)).toMatchObject([
    {
      code: "check-peer-wider",
      what: `${EGRESS}.partner is open to more addresses than the flows that it serves ask for`,
      facts: ["ocs-2007/ports/12b"],
      witness: "tcp 10.20.0.10:1 -> 198.51.101.0:5061",
    },
  ]);
});

it("names every flow whose peers are too few, and no other one", () => {
  const narrow = ownFlow({ id: "own/narrow-111111", ports: [[5062, 5062]], peer: prefixes("198.51.100.0/25") });
  const wide = ownFlow({ id: "own/wide-222222", ports: [[5063, 5063]], peer: prefixes("198.51.100.0/23") });
  expect(said({ cidr_ipv4: "198.51.100.0/23", to_port: 5063 }, INGRESS, narrow, wide)).toMatchObject([
    { code: "check-peer-wider", facts: ["ocs-2007/ports/12a", "own/narrow-111111"] },
  ]);
});

describe("is not said, but surplus is", () => {
  it.each([
    ["of other ports", { cidr_ipv4: "198.51.100.0/23", to_port: 5062 }],
    ["of another protocol", { cidr_ipv4: "198.51.100.0/24", ip_protocol: "-1" }],
  ])("%s", (_, rule) => {
    expect(said(rule).map(({ code, facts }) => [code, facts])).toEqual([["check-traffic-surplus", []]]);
  });

  it("of other addresses only, which serve no flow", () => {
    expect(said({ cidr_ipv4: "192.0.2.0/24" }).map(({ code }) => code)).toEqual([
      "check-flow-missing",
      "check-traffic-surplus",
    ]);
  });

  it("of a port that is asked for from elsewhere, where the rule serves another flow", () => {
    const elsewhere = ownFlow({ ports: [[5062, 5062]], peer: prefixes("192.0.2.0/24") });
    const found = said({ cidr_ipv4: "198.51.100.0/23", to_port: 5062 }, INGRESS, elsewhere);
    expect(found.map(({ code }) => code)).toEqual(["check-flow-missing", "check-traffic-surplus"]);
  });

  it("of the other direction", () => {
    const inside = ownFlow({ direction: "egress", ports: [[5070, 5070]], peer: prefixes("198.51.100.0/25") });
    const resource = edgeOnAws({ [INGRESS]: { more: awsRule("External", 5070, { cidr_ipv4: "198.51.100.0/24" }) } });
    const codes = checked(folder, resource, declared(inside)).findings.map(({ code }) => code);
    expect(codes).toEqual(["check-traffic-surplus", "check-flow-missing"]);
  });
});

it("a rule that may not be there is not named for what another one opens", () => {
  const resource = edgeOnAws({
    [INGRESS]: {
      partner: awsRule("External", 5061, { cidr_ipv4: "198.51.100.0/23" }),
      perhaps: awsRule("External", 5061, { cidr_ipv4: "198.51.100.0/22", count: "${var.n}" }),
    },
  });
  const { findings } = checked(folder, resource, declared());
  expect(findings.map(({ code, rules }) => [code, ...rules])).toEqual([
    ["check-peer-wider", `${INGRESS}.partner`],
    ["check-not-seen"],
  ]);
});

function prefixes(...texts: string[]): Record<string, unknown> {
  return { kind: "prefixes", prefixes: texts };
}
