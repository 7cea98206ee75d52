/** What people read of an answer: what is wrong must be told, and nothing may depend on color. */
import pc from "picocolors";
import { explain } from "../../../lib/tools/analyze/explain";
import { readStack } from "../../../lib/tools/read/terraform-json";
import { AnswerReporter } from "../../../lib/tools/report/explain-answer";
import { printExplanations } from "../../../lib/tools/report/explain-text";
import { printShown, shownTraffic } from "../../../lib/tools/report/explain-traffic";
import { PacketSet } from "../../../lib/net/packet-set";
import { awsRule, declared, edgeOnAws, ownFlow } from "../analyze/hand-made";

const INGRESS = "aws_vpc_security_group_ingress_rule";

function printed(
  resource: unknown,
  port: string | undefined,
  more: readonly string[] = declared(),
  colors = false,
): string {
  const json = { resource, variable: { uc_edge_deployment: { default: more } } };
  const file = { ...readStack("cdk.tf.json", json), stack: "edge" };
  const reporter = new AnswerReporter("2027-04-01");
  const answers = explain([file], { from: "10.30.1.4", to: "Edge/AccessEdge", port }).map((one) =>
    reporter.report(one),
  );
  return printExplanations(answers, { width: 80, colors: pc.createColors(colors) });
}

const inside = { cidr_ipv4: "10.30.1.0/28" };

it("tells what is open and nobody asked for", () => {
  const text = printed(edgeOnAws({ [INGRESS]: { more: awsRule("Internal", 22, inside) } }), "22");
  expect(text).toContain("PASSES: tcp 22 from 10.30.1.4 to Edge/AccessEdge\n");
  expect(text).toContain(
    `   rule   ${INGRESS}.more\n          tcp 22 from 10.30.1.0/28\n   for    NOBODY ASKED FOR IT\n`,
  );
  expect(printed(edgeOnAws({ [INGRESS]: { more: awsRule("Internal", 22, inside) } }), undefined)).toContain(
    `  tcp 22    NOBODY ASKED FOR IT\n            rule ${INGRESS}.more\n`,
  );
});

it("tells what is asked for and not open, with the row of the document", () => {
  const closed = edgeOnAws({ [INGRESS]: { pool: awsRule("External", 5061, inside) } });
  expect(printed(closed, "5061")).toContain(
    "   rule   none lets it pass\n   for    ASKED FOR, AND NOT OPEN\n          SIP over MTLS from the internal server to the Access Edge [ocs-2007\n          ports 12*]\n",
  );
});

it("tells what is not known before Terraform runs", () => {
  const text = printed(
    edgeOnAws({ [INGRESS]: { more: awsRule("Internal", 22, { cidr_ipv4: "${var.admin}" }) } }),
    "22",
  );
  expect(text).toContain("PERHAPS: tcp 22 from 10.30.1.4 to Edge/AccessEdge\n   perhaps  tcp 22\n");
  expect(text).toContain(
    `   maybe  ${INGRESS}.more\n          tcp 22 from var.admin\n          not all of it is known before Terraform runs\n`,
  );
});

it("tells whose an own flow is, and until when", () => {
  const flow = ownFlow({
    peer: { kind: "prefixes", prefixes: ["10.30.1.0/28"] },
    owner: "voice team",
    expires: "2027-03-31",
    purpose: "load test",
  });
  const text = printed(edgeOnAws({ [INGRESS]: { more: awsRule("Internal", 8443, inside) } }), "8443", declared(flow));
  expect(text).toContain("   for    load test [own: voice team, EXPIRED 2027-03-31]\n");
});

it("says how packets are meant once, and what is not looked at", () => {
  const text = printed(edgeOnAws(), "5061");
  expect(text.match(/Replies pass by themselves/g)).toHaveLength(1);
  expect(text).toContain("not looked at\n  AWS: network ACLs of the subnets: they can only close more\n");
});

it("is the same without color", () => {
  const colored = printed(edgeOnAws(), "5060-5062", declared(), true);
  expect(colored).toContain("\u001B[");
  expect(colored.replace(/\u001B\[\d+m/g, "")).toBe(printed(edgeOnAws(), "5060-5062"));
});

it.each([
  ["tcp 443", { protocols: ["tcp" as const], destinationPorts: [{ first: 443, last: 443 }] }],
  ["udp all ports", { protocols: ["udp" as const] }],
  ["icmp type 8", { protocols: ["icmp" as const], icmpTypes: [{ first: 8, last: 8 }] }],
  ["protocol 47", { protocols: [47] }],
  ["all protocols", {}],
])("calls packets %s", (words, match) => {
  expect(shownTraffic(PacketSet.of(match)).map(printShown)).toEqual([words]);
});

it("names the protocols between those that have names", () => {
  expect(shownTraffic(PacketSet.of({ protocols: [{ first: 45, last: 52 }] })).map(printShown)).toEqual([
    "esp",
    "ah",
    "protocol 45-49",
    "protocol 52",
  ]);
});
