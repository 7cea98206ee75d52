/**
 * The complete rules and records of the example, written by hand from the document: SIP over MTLS on TCP 5061 (as read; no
 * port is printed), both ways with the providers that are chosen (1.1) and with the servers inside (1.1), an SRV record for
 * each SIP domain and the address records that they lead to (1.2.2). Name resolution is the example's own need.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { LcsPublicImAws } from "../../examples/lcs-public-im/aws";
import { LcsPublicImAzure } from "../../examples/lcs-public-im/azure";
import { type InterfaceExpectation, synthesize } from "../../lib/testing/index";
import { checkStack } from "../../lib/tools/analyze/check";
import { readProvisioningRequest } from "../../lib/tools/read/provisioning-request";
import { synthesizeExamples } from "../support/examples";
import { describedRulesOf, recordsOf } from "../support/rules";
import { Folder } from "../tools/stack-files";

const AOL = "198.51.100.0/27";
const MSN = ["203.0.113.0/26", "203.0.113.128/27"];
const POOL = "10.30.1.0/28";
const NAME_SERVERS = ["10.30.0.53/32", "10.30.1.53/32"];
const OUTSIDE = "Pic_AccessProxy_External";
const INSIDE = "Pic_AccessProxy_Internal";
const REQUEST = join(__dirname, "..", "..", "examples", "lcs-public-im", "provisioning.json");

/** AWS has a rule for each prefix. */
const AWS = [
  `${OUTSIDE} ingress tcp 5061 from ${AOL} # lcs-2005-pic/1.1/1a`,
  `${OUTSIDE} egress tcp 5061 to ${AOL} # lcs-2005-pic/1.1/1b`,
  ...MSN.map((prefix) => `${OUTSIDE} ingress tcp 5061 from ${prefix} # lcs-2005-pic/1.1/1c`),
  ...MSN.map((prefix) => `${OUTSIDE} egress tcp 5061 to ${prefix} # lcs-2005-pic/1.1/1d`),
  `${INSIDE} egress tcp 5061 to ${POOL} # lcs-2005-pic/1.1/2a`,
  `${INSIDE} ingress tcp 5061 from ${POOL} # lcs-2005-pic/1.1/2b`,
  ...NAME_SERVERS.flatMap((server) =>
    ["tcp", "udp"].map((transport) => `${INSIDE} egress ${transport} 53 to ${server} # own/dns`),
  ),
];

/** Azure's rules take several prefixes. */
const AZURE = [
  `${OUTSIDE} ingress tcp 5061 from ${AOL} # lcs-2005-pic/1.1/1a`,
  `${OUTSIDE} egress tcp 5061 to ${AOL} # lcs-2005-pic/1.1/1b`,
  `${OUTSIDE} ingress tcp 5061 from ${MSN.join()} # lcs-2005-pic/1.1/1c`,
  `${OUTSIDE} egress tcp 5061 to ${MSN.join()} # lcs-2005-pic/1.1/1d`,
  `${INSIDE} egress tcp 5061 to ${POOL} # lcs-2005-pic/1.1/2a`,
  `${INSIDE} ingress tcp 5061 from ${POOL} # lcs-2005-pic/1.1/2b`,
  ...["tcp", "udp"].map((transport) => `${INSIDE} egress ${transport} 53 to ${NAME_SERVERS.join()} # own/dns`),
];

const sip = (peer: string): { peer: string; transport: "tcp"; ports: number } => ({
  peer,
  transport: "tcp",
  ports: 5061,
});
const PERMITTED: Readonly<Record<string, InterfaceExpectation>> = {
  "Pic/AccessProxy/External": { ingress: [AOL, ...MSN].map(sip), egress: [AOL, ...MSN].map(sip) },
  "Pic/AccessProxy/Internal": {
    ingress: [sip(POOL)],
    egress: [
      sip(POOL),
      ...NAME_SERVERS.flatMap((peer) => [
        { peer, transport: "tcp" as const, ports: 53 },
        { peer, transport: "udp" as const, ports: 53 },
      ]),
    ],
  },
};

/** Own flows end in a checksum. */
function rules(text: string): string[] {
  return describedRulesOf(text).map((line) => line.replace(/(own\/dns)-\S+$/, "$1"));
}

describe("public IM opens exactly what its document asks for", () => {
  const examples = synthesizeExamples();
  const folder = new Folder();
  afterAll(() => {
    folder.remove();
  });

  it("on AWS", () => {
    expect(rules(examples.get("lcs-public-im-aws") ?? "").sort()).toEqual([...AWS].sort());
  });

  it("on Azure", () => {
    expect(rules(examples.get("lcs-public-im-azure") ?? "").sort()).toEqual([...AZURE].sort());
  });

  it("has the records of both SIP domains on AWS", () => {
    expect(recordsOf(examples.get("lcs-public-im-aws") ?? "")).toEqual([
      `A sip.example.com in Z0EXAMPLE: ${OUTSIDE}_Address.public_ip`,
      `A sip.example.org in Z0FURTHER: ${OUTSIDE}_Address.public_ip`,
      "SRV _sipfederationtls._tcp.example.com in Z0EXAMPLE: 0 0 5061 sip.example.com",
      "SRV _sipfederationtls._tcp.example.org in Z0FURTHER: 0 0 5061 sip.example.org",
    ]);
  });

  it("has the same records on Azure, with names relative to the zone", () => {
    expect(recordsOf(examples.get("lcs-public-im-azure") ?? "")).toEqual([
      `public A sip in example.com: ${OUTSIDE}_Address.ip_address`,
      `public A sip in example.org: ${OUTSIDE}_Address.ip_address`,
      "public SRV _sipfederationtls._tcp in example.com: 0 0 5061 sip.example.com",
      "public SRV _sipfederationtls._tcp in example.org: 0 0 5061 sip.example.org",
    ]);
  });

  it.each([
    ["aws", (app: App): TerraformStack => new LcsPublicImAws(app, "lcs-public-im-aws")],
    ["azure", (app: App): TerraformStack => new LcsPublicImAzure(app, "lcs-public-im-azure")],
  ])("as the matchers see it on %s, and nothing to Yahoo!, which is not chosen", (_, add) => {
    const app = new App({ outdir: folder.path });
    add(app);
    const [stack] = synthesize(app);
    expect(stack).toPermitExactly(PERMITTED);
    const at = "Pic/AccessProxy/External";
    expect(stack).toPermit({ at, peer: "198.51.100.7", transport: "tcp", ports: 5061 });
    expect(stack).toPermit({ at, peer: "198.51.100.7", transport: "tcp", ports: 5061, direction: "egress" });
    expect(stack).toDeny({ at, peer: "192.0.2.130", transport: "tcp", ports: 5061 });
    expect(stack).toDeny({ at, peer: "192.0.2.130", transport: "tcp", ports: 5061, direction: "egress" });
    expect(stack).toHaveNoFindings();
  });

  it.each(["lcs-public-im-aws", "lcs-public-im-azure"])("has a clean check: %s", (name) => {
    const { findings, interfaces } = checkStack(folder.read(examples.get(name) ?? ""), "2026-11-22");
    expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(interfaces.map(({ exact }) => exact)).toEqual([true, true, true, true]);
  });

  it("keeps what only the provisioning request asks for out of Terraform", () => {
    const { steps, problems } = readProvisioningRequest(REQUEST);
    expect(problems).toEqual([]);
    const asked = steps.flatMap(({ fields }) => fields.map(({ value }) => value));
    const published = ["example.com", "example.org", "sip.example.com", "AOL", "MSN", "yes"];
    const secret = asked.filter((value) => !published.includes(value));
    expect(secret).toEqual([
      ...["250", "English", "Example Ltd.", "01E12345", "0012345", "Enterprise Agreement"],
      ...["sip-admin@example.com", "sip-admin@example.org", "Doe", "Jo", "jo.doe@example.com", "+44 20 7946 0000"],
    ]);
    for (const name of ["lcs-public-im-aws", "lcs-public-im-azure"]) {
      const text = examples.get(name) ?? "";
      const words = new Set(text.split(/[^\w@.+-]+/));
      for (const value of secret)
        expect([value, words.has(value) || (value.includes(" ") && text.includes(value))]).toEqual([value, false]);
    }
    expect(readFileSync(REQUEST, "utf8")).toContain("01E12345");
  });
});
