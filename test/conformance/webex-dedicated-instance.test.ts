/**
 * The complete rules of the example peering, written by hand from the Korean document: table 2 (customer ports), the names
 * of table 6, and the note that SSH is not permitted to Expressway. The numbers behind the lines are rows of table 2.
 */
import { checkStack } from "../../lib/tools/analyze/check";
import { synthesizeExamples } from "../support/examples";
import { forwardersOf, routesOf } from "../support/linked-networks";
import { rulesOf } from "../support/rules";
import { Folder } from "../tools/stack-files";

const INSTANCE = ["192.0.2.0/24", "198.51.100.0/24"];
/** The instance without its Expressway, which has the upper halves. */
const SSH = ["192.0.2.0/25", "198.51.100.0/25"];
const UNIFIED_CM = ["192.0.2.0/28", "198.51.100.0/28"];
const UNITY_CONNECTION = ["192.0.2.16/29", "198.51.100.16/29"];
const IM_AND_PRESENCE = ["192.0.2.24/29", "198.51.100.24/29"];
/** Table 6: AMER (SJC, DFW) and EMEA (LON, AMS). */
const NAME_SERVERS = ["69.168.17.100", "69.168.17.228", "178.215.138.100", "178.215.138.228"];

function each(peers: readonly string[], ...lines: string[]): string[] {
  return lines.flatMap((line) => peers.map((peer) => `${line} ${peer}`));
}

/** What AWS must open: a rule for each peer and range of ports, from every source port. */
const AWS = [
  ...each(
    UNIFIED_CM,
    "Peering_Softphones_Interface egress tcp 2445 to", // 15, trust verification
    "Peering_Softphones_Interface egress tcp 3804 to", // 20, CAPF
    "Peering_Softphones_Interface egress tcp 5061 to", // 23, secure SIP
    "Peering_Softphones_Interface egress tcp 5090 to", // 25, SIP with OAuth
    "Peering_Softphones_Interface egress tcp 6970-6972 to", // 27 to 29, configuration: HTTP stays open
    "Peering_Softphones_Interface egress tcp 9443 to", // 37, contact search
    "Peering_Softphones_Interface egress udp 16384-32767 to", // 40, media
    "Peering_Softphones_Interface ingress udp 16384-32767 from", // 39, media
    "Peering_Gateways_Interface egress tcp 5061 to", // 24, secure SIP, both ways as read
    "Peering_Gateways_Interface ingress tcp 5061 from", // 24
  ),
  ...each(IM_AND_PRESENCE, "Peering_Softphones_Interface egress tcp 5222 to"), // 26, XMPP
  ...each(UNITY_CONNECTION, "Peering_Softphones_Interface egress tcp 7443 to"), // 31, secure voicemail notification
  ...each(
    INSTANCE,
    "Peering_Softphones_Interface egress tcp 443 to", // 4, browsers
    "Peering_Softphones_Interface egress tcp 8443 to", // 36, browsers and endpoints
    "Peering_Softphones_Interface egress icmp type -1 code -1 to", // 42
    "Peering_Softphones_Interface ingress icmp type -1 code -1 from", // 43
    "Peering_Administrators_Interface egress tcp 443 to", // 4
    "Peering_Administrators_Interface egress tcp 8443 to", // 36
    "Peering_Directory_Interface ingress tcp 636 from", // 6, secure LDAP
  ),
  ...each(SSH, "Peering_Administrators_Interface egress tcp 22 to"), // 1, never to Expressway
  ...each(
    NAME_SERVERS.map((server) => `${server}/32`),
    "Network_Resolver_Outbound egress tcp 53 to", // 44
    "Network_Resolver_Outbound egress udp 53 to",
  ),
  // The endpoint for questions from on premises is the network's own.
  "Network_Resolver_Inbound ingress tcp 53 from 10.30.128.0/17",
  "Network_Resolver_Inbound ingress udp 53 from 10.30.128.0/17",
];

/**
 * What Azure must open: its rules take several prefixes and ports, and source ports. Jabber's download of the configuration
 * states no source ports (client security: SIP OAuth), and Azure's resolver has no group.
 */
const AZURE = [
  `Peering_Softphones_Interface egress tcp 2445,3804,5061,5090,9443 to ${UNIFIED_CM.join()} source 1024-65535`,
  `Peering_Softphones_Interface egress tcp 6970-6972 to ${UNIFIED_CM.join()}`,
  `Peering_Softphones_Interface egress udp 16384-32767 to ${UNIFIED_CM.join()} source 16384-32767`,
  `Peering_Softphones_Interface ingress udp 16384-32767 from ${UNIFIED_CM.join()} source 16384-32767`,
  `Peering_Softphones_Interface egress tcp 5222 to ${IM_AND_PRESENCE.join()} source 1024-65535`,
  `Peering_Softphones_Interface egress tcp 7443 to ${UNITY_CONNECTION.join()} source 1024-65535`,
  `Peering_Softphones_Interface egress tcp 443,8443 to ${INSTANCE.join()} source 1024-65535`,
  `Peering_Softphones_Interface egress icmp to ${INSTANCE.join()}`,
  `Peering_Softphones_Interface ingress icmp from ${INSTANCE.join()}`,
  `Peering_Gateways_Interface egress tcp 5061 to ${UNIFIED_CM.join()} source 1024-65535`,
  `Peering_Gateways_Interface ingress tcp 5061 from ${UNIFIED_CM.join()} source 1024-65535`,
  `Peering_Administrators_Interface egress tcp 22 to ${SSH.join()} source 1024-65535`,
  `Peering_Administrators_Interface egress tcp 443,8443 to ${INSTANCE.join()} source 1024-65535`,
  `Peering_Directory_Interface ingress tcp 636 from ${INSTANCE.join()} source 1024-65535`,
];

const ROUTED = [...INSTANCE, ...NAME_SERVERS.map((server) => `${server}/32`)];

describe("the peering with a Dedicated Instance in two regions", () => {
  const examples = synthesizeExamples();
  const aws = examples.get("webex-dedicated-instance-aws") ?? "";
  const azure = examples.get("webex-dedicated-instance-azure") ?? "";
  const folder = new Folder();
  afterAll(() => {
    folder.remove();
  });

  it("opens exactly the rows of its roles and protocols on AWS", () => {
    expect(rulesOf(aws)).toEqual([...AWS].sort());
  });

  it("opens exactly the rows of its roles and protocols on Azure", () => {
    expect(rulesOf(azure)).toEqual([...AZURE].sort());
  });

  it("routes to the instance and its name servers, from the subnets of hosts and of the resolver", () => {
    expect(routesOf(aws)).toEqual(
      ROUTED.flatMap((prefix) => [`rtb-0resolver ${prefix} tgw-0example`, `rtb-0voice ${prefix} tgw-0example`]).sort(),
    );
    expect(routesOf(azure).map((line) => line.split(" ").slice(1).join(" "))).toEqual(
      ROUTED.map((prefix) => `${prefix} VirtualNetworkGateway`).sort(),
    );
  });

  it.each([
    ["AWS", aws],
    ["Azure", azure],
  ])("forwards the names of both regions to their name servers on %s", (cloud, text) => {
    // Azure wants the final dot.
    const dot = cloud === "Azure" ? "." : "";
    expect(forwardersOf(text)).toEqual([
      `xyz.amer.wxc-di.webex.com${dot}: 69.168.17.100:53, 69.168.17.228:53`,
      `xyz.emea.wxc-di.webex.com${dot}: 178.215.138.100:53, 178.215.138.228:53`,
    ]);
  });

  it.each([
    ["AWS", aws],
    ["Azure", azure],
  ])("has nothing to find but notes on %s", (_, text) => {
    const { findings, interfaces } = checkStack(folder.read(JSON.parse(text)), "2026-11-26");
    expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(interfaces.every((side) => side.exact)).toBe(true);
  });
});
