/**
 * The complete rules of the example edge, written by hand from the document's port table, row by row. A line is: role and
 * side, direction, transport, destination ports, peer, source ports where the cloud takes them, and the rows that ask for
 * it.
 */
import { synthesizeExamples } from "../support/examples";
import { rulesByHand } from "../support/rules-by-hand";

const POOL = "10.30.1.0/28";
const CLIENTS = "10.30.128.0/17";
const PARTNERS = ["198.51.100.0/24", "203.0.113.0/25"];

/** What both clouds must open; `{internet}` is spelled by each. */
const DOCUMENTED = [
  // Rows 13, 22 and 25: remote users and Live Meeting outside reach the Access Edge on 443.
  "AccessEdge/External ingress tcp 443 {internet} | 13a 22a 25a",
  // Row 12: federation on 5061, both ways, with the partners that are named.
  ...PARTNERS.map((partner) => `AccessEdge/External ingress tcp 5061 ${partner} | 12a`),
  ...PARTNERS.map((partner) => `AccessEdge/External egress tcp 5061 ${partner} | 12b`),
  // Rows 1 and 12: SIP over MTLS with the internal server, both ways.
  `AccessEdge/Internal ingress tcp 5061 ${POOL} | 12e`,
  `AccessEdge/Internal egress tcp 5061 ${POOL} | 1a`,
  // Rows 21 and 27: A/V authentication of internal clients leaves through the internal firewall on 5061.
  `AccessEdge/Internal ingress tcp 5061 ${CLIENTS} | 21a 27a`,
  // Rows 15 and 25: PSOM from outside; row 14: PSOM from the Web Conferencing Server.
  "WebConferencingEdge/External ingress tcp 443 {internet} | 15a 25b",
  `WebConferencingEdge/Internal ingress tcp 8057 ${POOL} | 14a`,
  // Rows 16, 18 and 19: STUN and media from outside.
  "AvEdge/External ingress tcp 443 {internet} | 16a",
  "AvEdge/External ingress udp 3478 {internet} | 18a",
  "AvEdge/External ingress tcp 50000-59999 {internet} | 19a",
  "AvEdge/External ingress udp 50000-59999 {internet} | 19a",
  // Rows 19, 23 and 28: media to the clients' own range.
  "AvEdge/External egress tcp 1024-65535 {internet}{media} | 19b 23a 28a",
  "AvEdge/External egress udp 1024-65535 {internet}{media} | 19b 23a 28a",
  // Rows 16 and 18: STUN from inside, by the A/V Conferencing Server and by clients.
  `AvEdge/Internal ingress tcp 443 ${POOL} | 16b`,
  `AvEdge/Internal ingress tcp 443 ${CLIENTS} | 16b`,
  `AvEdge/Internal ingress udp 3478 ${POOL} | 18b`,
  `AvEdge/Internal ingress udp 3478 ${CLIENTS} | 18b`,
  // Row 17: A/V authentication between servers.
  `AvEdge/Internal ingress tcp 5062 ${POOL} | 17a`,
];

function expected(internet: string, media: string): string[] {
  return DOCUMENTED.map((line) => line.replace("{internet}", internet).replace("{media}", media)).sort();
}

/** Azure takes several ports in one rule, so that the rule of a peer and protocol cites the rows of all its ports. */
function withSharedRows(lines: readonly string[]): string[] {
  const ruleOf = (line: string): string => line.replace(/ (tcp|udp) [\d-]+ /, " $1 ").replace(/ \|.*/, "");
  const rowsOf = (line: string): string[] => line.replace(/.*\| /, "").split(" ");
  return lines.map((line) => {
    const rows = lines.filter((other) => ruleOf(other) === ruleOf(line)).flatMap(rowsOf);
    return line.replace(/\|.*/, `| ${[...new Set(rows)].sort().join(" ")}`);
  });
}

describe("the OCS 2007 edge opens exactly what its document asks for", () => {
  const examples = synthesizeExamples();

  it("on AWS, where source ports cannot be filtered", () => {
    expect(rulesByHand(examples.get("ocs-edge-aws") ?? "")).toEqual(expected("0.0.0.0/0", ""));
  });

  it("on Azure, where the media's source ports are 50000-59999", () => {
    const lines = expected("Internet", " from 50000-59999");
    expect(rulesByHand(examples.get("ocs-edge-azure") ?? "")).toEqual(withSharedRows(lines));
  });

  it("publishes exactly the documented service records and the names that they lead to", () => {
    const stack = JSON.parse(examples.get("ocs-edge-aws") ?? "") as {
      resource: { aws_route53_record: Record<string, { name: string; type: string; records: string[] }> };
    };
    const records = Object.values(stack.resource.aws_route53_record).map(({ name, type, records: [value] }) =>
      type === "SRV"
        ? `${type} ${name} ${value ?? ""}`
        : `${type} ${name} ${(value ?? "").replace(/_[0-9A-F]{8}/, "")}`,
    );
    expect(records.sort()).toEqual([
      "A av.example.com ${aws_eip.Edge_AvEdge_External_Address.public_ip}",
      "A sip.example.com ${aws_eip.Edge_AccessEdge_External_Address.public_ip}",
      "A webconf.example.com ${aws_eip.Edge_WebConferencingEdge_External_Address.public_ip}",
      "SRV _sip._tcp.example.com 0 0 443 sip.example.com",
      "SRV _sip._tls.example.com 0 0 443 sip.example.com",
      "SRV _sipfederationtls._tcp.example.com 0 0 5061 sip.example.com",
    ]);
  });

  it("publishes the same records on Azure, with names relative to the zone", () => {
    const { resource } = JSON.parse(examples.get("ocs-edge-azure") ?? "") as {
      resource: Record<
        string,
        Record<string, { name: string; zone_name: string; records?: string[]; record?: unknown[] }>
      >;
    };
    const names = (type: string): string[] =>
      Object.values(resource[type] ?? {})
        .map(({ name, zone_name }) => `${name} in ${zone_name}`)
        .sort();
    expect(names("azurerm_dns_a_record")).toEqual([
      "av in example.com",
      "sip in example.com",
      "webconf in example.com",
    ]);
    expect(
      Object.values(resource["azurerm_dns_srv_record"] ?? {}).map(({ name, record }) => ({ name, record })),
    ).toEqual(
      expect.arrayContaining([
        { name: "_sip._tcp", record: [{ port: 443, priority: 0, target: "sip.example.com", weight: 0 }] },
        { name: "_sip._tls", record: [{ port: 443, priority: 0, target: "sip.example.com", weight: 0 }] },
        { name: "_sipfederationtls._tcp", record: [{ port: 5061, priority: 0, target: "sip.example.com", weight: 0 }] },
      ]),
    );
    expect(names("azurerm_dns_srv_record")).toHaveLength(3);
  });
});
