/** Which kinds of common needs a preview names as absent, and for which roles. */
import pc from "picocolors";
import { absentNeeds } from "../../../lib/tools/report/absent-needs";
import { readDeclaration } from "../../../lib/tools/read/declaration";
import { previewStack } from "../../../lib/tools/report/preview";
import { printPreview } from "../../../lib/tools/report/preview-text";
import { awsRule, declaration, ownFlow, preview, stackFile, TODAY } from "./edge-stack";

type Json = Record<string, unknown>;

const ALL = ["DNS", "NTP", "directory", "certificate revocation", "management", "activation"];

function need(id: string, values: Json = {}): Json {
  return ownFlow(`own/${id}-aaaaaa`, { need: id, direction: "egress", ...values });
}

function absent(...items: Json[]): { areas: readonly string[]; roles: readonly string[] }[] {
  return absentNeeds(readDeclaration(declaration("aws", ...items), "x"));
}

const SECOND: Json = {
  item: "role",
  path: "Edge/AvEdge",
  role: "ocs-2007/av-edge",
  external: "Edge/AvEdge/External",
  internal: "Edge/AvEdge/Internal",
};

describe("common needs without a flow", () => {
  it("are all kinds where there is none", () => {
    expect(absent()).toEqual([{ areas: ALL, roles: ["Edge/AccessEdge"] }]);
  });

  it("are none of a stack without roles, or without a declaration", () => {
    expect(absentNeeds(undefined)).toEqual([]);
    expect(absentNeeds(readDeclaration(['{"item":"stack","format":1,"cloud":"aws"}'], "x"))).toEqual([]);
  });

  it("are not the kinds of which one need is met", () => {
    expect(absent(need("dns"), need("ldaps"), need("ssh", { direction: "ingress" }))).toEqual([
      { areas: ["NTP", "certificate revocation", "activation"], roles: ["Edge/AccessEdge"] },
    ]);
  });

  it("are not the kind that a documented flow meets, in its direction", () => {
    const met = (id: string, direction: "ingress" | "egress"): readonly string[] =>
      absentNeeds(readDeclaration(declaration("aws"), "x"), [
        { id, direction, interface: "Edge/AccessEdge/Internal" },
      ]).flatMap(({ areas }) => areas);
    expect(met("cups-xmpp/federation-steps/2a", "egress")).toEqual(ALL.slice(1));
    expect(met("cups-xmpp/federation-steps/2a", "ingress")).toEqual(ALL);
    expect(met("ocs-2007/ports/13a", "egress")).toEqual(ALL);
  });

  it("are not met by a flow that only has the ports, or by a need that is unknown", () => {
    expect(absent(ownFlow("own/x-aaaaaa", { ports: [[53, 53]] }), need("telepathy"))).toEqual([
      { areas: ALL, roles: ["Edge/AccessEdge"] },
    ]);
  });

  it("are nothing where every kind is met", () => {
    expect(absent(...["dns", "ntp", "ldap", "crl", "rdp", "kms"].map((id) => need(id)))).toEqual([]);
  });

  it("are told for each role, and together for roles that lack the same", () => {
    expect(absent(SECOND)).toEqual([{ areas: ALL, roles: ["Edge/AccessEdge", "Edge/AvEdge"] }]);
    expect(absent(SECOND, need("dns"))).toEqual([
      { areas: ALL.slice(1), roles: ["Edge/AccessEdge"] },
      { areas: ALL, roles: ["Edge/AvEdge"] },
    ]);
  });

  it("are met for every role on the interface of one that has a flow", () => {
    const shared = { ...SECOND, internal: "Edge/AccessEdge/Internal" };
    expect(absent(shared, need("dns"))).toEqual([{ areas: ALL.slice(1), roles: ["Edge/AccessEdge", "Edge/AvEdge"] }]);
  });
});

it("what a cloud runs itself has no needs", () => {
  const path = "Network/Resolver/Outbound";
  const endpoint = {
    item: "interface",
    path,
    title: "Resolver endpoint",
    kind: "forwarder",
    zone: "perimeter",
    side: "internal",
  };
  const role = { item: "role", path, role: "own/dns-forwarder", external: null, internal: path };
  expect(absent(role, { ...endpoint, group: "aws_security_group.Dns" })).toEqual([
    { areas: ALL, roles: ["Edge/AccessEdge"] },
  ]);
  expect(absent(role, { ...endpoint, group: "aws_security_group.Dns", kind: "host" })).toEqual([
    { areas: ALL, roles: ["Edge/AccessEdge", path] },
  ]);
});

describe("the text of a preview", () => {
  const text = (rules: string[], ...items: Json[]): string => {
    const resources = rules.map((id) =>
      awsRule(id, { ip_protocol: "udp", from_port: 53, to_port: 53, cidr_ipv4: "192.0.2.7/32" }, "egress"),
    );
    return printPreview([preview(resources, declaration("aws", ...items))], {
      width: 80,
      colors: pc.createColors(false),
    });
  };

  it("names them in one line, without the roles where all lack them", () => {
    expect(text([])).toContain(
      "\n\ncommon needs without a flow: DNS, NTP, directory, certificate revocation,\nmanagement, activation\n\n",
    );
  });

  it("says nothing of them where the library made nothing", () => {
    const foreign = previewStack(stackFile({ resources: [awsRule("by hand")] }), TODAY);
    expect(printPreview([foreign], { width: 80, colors: pc.createColors(false) })).not.toContain("common needs");
  });

  it("names the need of a flow, and where its ports stand", () => {
    const printed = text(
      ["own/dns-aaaaaa"],
      need("dns", { transport: "udp", ports: [[53, 53]], purpose: "name resolution (DNS)" }),
    );
    expect(printed).toMatch(/out {2}192\.0\.2\.7 +udp 53 +name resolution \(DNS\) +own, need dns/);
    expect(printed).toContain("  need dns: DNS (RFC 1035, section 4.2; RFC 7766, section 5)");
    expect(printed).not.toContain("need ntp");
  });
});
