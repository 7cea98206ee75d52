/** Which rows of the document a peering opens: all 66 of its four tables, and for each choice its own and no others. */
import { FLOWS } from "../../lib/catalog/all";
import type { DedicatedInstancePeeringProps } from "../../lib/systems/webex/peering-props";
import type { CustomerRole } from "../../lib/systems/webex/customer-hosts-props";
import { Peer } from "../../lib/stack/peer";
import { checkStack } from "../../lib/tools/analyze/check";
import { previewStack } from "../../lib/tools/report/preview";
import { rulesOf, synthesized } from "../support/rules";
import { CLOUDS, type Cloud } from "../support/stacks";
import { hostsWith, INSTANCE, joined, peer } from "../support/webex";
import { Folder } from "../tools/stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

/** Everything at once: every role, and every choice. */
const EVERYTHING: Partial<DedicatedInstancePeeringProps> = {
  instance: { prefixes: [INSTANCE], expressway: [] },
  security: "mixed",
  endpointProtocols: ["secure-sip", "sip-oauth", "secure-sccp", "sip", "sccp"],
  trunkProtocols: ["secure-sip", "secure-sccp", "sip", "sccp", "h323", "mgcp"],
  directoryProtocols: ["secure-ldap", "secure-global-catalog", "ldap", "global-catalog"],
  features: [
    "capf",
    "secure-cti",
    "im-and-presence",
    "secure-voicemail-notification",
    "voicemail-imap",
    "contact-search",
    "headset-management",
    "ils-certificate",
    "ils-password",
    "cti",
    "voicemail-notification",
    "legacy-endpoints",
  ],
  tftpDataPorts: ["32768-60999"],
  emergencyResponder: { prefixes: ["192.0.2.64/29"], snmpPorts: [161] },
  secureSrst: { certificatePorts: [2445] },
  mobileAndRemoteAccess: { expressway: Peer.prefixes(["203.0.113.16/28"]) },
  interopTrunk: { mediaFrom: Peer.prefixes(["203.0.113.128/25"]) },
  contactCenter: { prefixes: ["192.0.2.32/28"] },
  nameResolution: { customer: "xyz", regions: ["AMER"], forwardedBy: "own-forwarders" },
  hosts: {
    ...hostsWith("endpoint", "phone", "jabber-client", "webex-client", "browser", "administrator"),
    Servers: {
      roles: ["external-directory", "dns-forwarder", "snmp-device", "customer-server", "mcrp-server"],
      interfaces: [{ privateAddress: "10.30.1.11" }],
    },
    Clients: {
      roles: ["backup-client", "cti-application", "uccx-client", "rest-client", "mra-client"],
      interfaces: [{ privateAddress: "10.30.1.12" }],
    },
    Calls: {
      roles: ["gateway", "srst-gateway", "cube", "customer-unified-cm"],
      interfaces: [{ privateAddress: "10.30.1.13" }],
    },
    Outside: { roles: ["interop-client"], zone: "perimeter", interfaces: [{ privateAddress: "10.20.0.10" }] },
  },
};

/** Rows between two of Cisco's applications, or two of the customer's own hosts. */
const NEVER_HERE = ["webex-di/table-2/5", "webex-di/table-5/20"];

describe.each(CLOUDS)("every choice and role together on %s", (cloud) => {
  const at = joined(cloud);
  peer(at, EVERYTHING);
  const stack = folder.read(JSON.parse(synthesized(at.stack)));
  const result = checkStack(stack, "2026-11-26");

  it("opens each of the 66 rows of the four tables, or says why no peering does", () => {
    const cited = new Set(
      previewStack(stack, "2026-11-26").groups.flatMap(({ rules }) =>
        rules.flatMap(({ flows }) => flows.map(({ id }) => id.replace(/[a-z]$/, ""))),
      ),
    );
    const rows = [
      ["table-2", 44],
      ["table-3", 1],
      ["table-4", 1],
      ["table-5", 20],
    ].flatMap(([table, count]) =>
      Array.from({ length: Number(count) }, (_, index) => `webex-di/${String(table)}/${String(index + 1)}`),
    );
    expect(rows).toHaveLength(66);
    expect(rows.filter((row) => !cited.has(row))).toEqual(NEVER_HERE);
    for (const row of NEVER_HERE) expect(FLOWS.find(({ id }) => id === row)?.unenforced).toMatch(/never crosses/);
  });

  it("is exact by the judge", () => {
    expect(result.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(result.interfaces.filter((side) => !side.exact)).toEqual([]);
  });
});

/** What AWS opens with one role, without and with more choices, as `egress tcp 5061 to 192.0.2.0/24`. */
function added(cloud: Cloud, role: CustomerRole, more: Partial<DedicatedInstancePeeringProps>): string[] {
  const none = { endpointProtocols: [], trunkProtocols: [], directoryProtocols: [] };
  const lines = (props: Partial<DedicatedInstancePeeringProps>): string[] => {
    const at = joined(cloud);
    peer(at, { hosts: hostsWith(role), ...none, ...props });
    return rulesOf(at.stack).map((line) => line.replace("Peering_Hosts_Interface ", ""));
  };
  const before = new Set(lines({}));
  const after = lines(more);
  expect([...before].filter((line) => !after.includes(line))).toEqual([]);
  return after.filter((line) => !before.has(line));
}

const mixed = { security: "mixed" } as const;
const to = (...ports: (number | string)[]): string[] =>
  ports.map((port) => `egress tcp ${String(port)} to ${INSTANCE}`);
const bothWays = (port: number): string[] => [
  `egress tcp ${String(port)} to ${INSTANCE}`,
  `ingress tcp ${String(port)} from ${INSTANCE}`,
];

/** Role, choice, and what it opens by the document. */
const CHOICES: readonly (readonly [CustomerRole, Partial<DedicatedInstancePeeringProps>, readonly string[]])[] = [
  ["endpoint", { endpointProtocols: ["secure-sip"] }, to(5061)],
  ["endpoint", { endpointProtocols: ["secure-sccp"] }, to(2443)],
  ["endpoint", { ...mixed, endpointProtocols: ["sip"] }, to(5060)],
  ["endpoint", { ...mixed, endpointProtocols: ["sccp"] }, to(2000)],
  ["endpoint", { endpointProtocols: ["sip-oauth"] }, to(5090)],
  ["webex-client", { endpointProtocols: ["sip-oauth"] }, to(5090)],
  ["gateway", { trunkProtocols: ["secure-sip"] }, bothWays(5061)],
  ["cube", { trunkProtocols: ["secure-sip"] }, bothWays(5061)],
  ["gateway", { trunkProtocols: ["secure-sccp"] }, bothWays(2443)],
  ["gateway", { ...mixed, trunkProtocols: ["sip"] }, bothWays(5060)],
  ["gateway", { ...mixed, trunkProtocols: ["sccp"] }, bothWays(2000)],
  ["gateway", { ...mixed, trunkProtocols: ["h323"] }, bothWays(1720)],
  [
    "gateway",
    { ...mixed, trunkProtocols: ["mgcp"] },
    [...to(2428), `egress udp 2427 to ${INSTANCE}`, `ingress udp 2427 from ${INSTANCE}`],
  ],
  ["customer-unified-cm", { trunkProtocols: ["secure-sip"] }, bothWays(5061)],
  ["customer-unified-cm", { ...mixed, trunkProtocols: ["h323"] }, bothWays(1720)],
  ["customer-unified-cm", { ...mixed, trunkProtocols: ["mgcp"] }, []],
  ["customer-unified-cm", { features: ["ils-certificate"] }, bothWays(7501)],
  ["customer-unified-cm", { features: ["ils-password"] }, bothWays(7502)],
  ["external-directory", { directoryProtocols: ["secure-ldap"] }, [`ingress tcp 636 from ${INSTANCE}`]],
  ["external-directory", { directoryProtocols: ["secure-global-catalog"] }, [`ingress tcp 3269 from ${INSTANCE}`]],
  ["external-directory", { ...mixed, directoryProtocols: ["ldap"] }, [`ingress tcp 389 from ${INSTANCE}`]],
  ["external-directory", { ...mixed, directoryProtocols: ["global-catalog"] }, [`ingress tcp 3268 from ${INSTANCE}`]],
  ["cti-application", { features: ["secure-cti"] }, to(2749)],
  ["cti-application", { ...mixed, features: ["cti"] }, to(2748)],
  ["endpoint", { features: ["secure-cti", "capf", "headset-management"] }, to(2749, 3804, 9444)],
  ["jabber-client", { features: ["im-and-presence"] }, to(5222)],
  ["jabber-client", { features: ["secure-voicemail-notification", "voicemail-imap"] }, to(7443, 7993)],
  ["jabber-client", { ...mixed, features: ["voicemail-notification"] }, to(7080)],
  ["phone", { features: ["contact-search"] }, to(9443)],
  ["endpoint", { ...mixed, features: ["legacy-endpoints"] }, [...to(8080), `egress udp 69 to ${INSTANCE}`]],
  [
    "endpoint",
    { ...mixed, features: ["legacy-endpoints"], tftpDataPorts: ["32768-60999"] },
    [...to(8080), `egress udp 69 to ${INSTANCE}`, `ingress udp 32768-60999 from ${INSTANCE}`],
  ],
  [
    "snmp-device",
    { emergencyResponder: { prefixes: ["192.0.2.64/29"], snmpPorts: [161] } },
    ["ingress udp 161 from 192.0.2.64/29"],
  ],
  ["srst-gateway", { secureSrst: { certificatePorts: [2445] } }, [`ingress tcp 2445 from ${INSTANCE}`]],
  ["mra-client", { mobileAndRemoteAccess: { expressway: Peer.internet() } }, ["egress udp 36000-59999 to 0.0.0.0/0"]],
  ["rest-client", { contactCenter: { prefixes: ["192.0.2.32/28"] } }, ["egress tcp 8445 to 192.0.2.32/28"]],
];

describe("each choice opens its own rows, and no others", () => {
  it.each(CHOICES)("for %s: %j", (role, more, lines) => {
    expect(added("aws", role, more)).toEqual([...lines].sort());
  });

  it("keeps HTTP 6970 with secure protocols only, and opens no row between hosts of the customer", () => {
    const at = joined("aws");
    peer(at, { hosts: hostsWith("endpoint") });
    expect(rulesOf(at.stack)).toEqual(
      [
        ...to(2445, 5061, "6970-6972", 8443),
        `egress icmp type -1 code -1 to ${INSTANCE}`,
        `ingress icmp type -1 code -1 from ${INSTANCE}`,
      ]
        .map((line) => `Peering_Hosts_Interface ${line}`)
        .sort(),
    );
  });

  it("opens SSH to every application but Expressway", () => {
    const at = joined("aws");
    peer(at, { instance: { prefixes: [INSTANCE], expressway: ["192.0.2.64/26"] }, hosts: hostsWith("administrator") });
    expect(rulesOf(at.stack)).toEqual([
      "Peering_Hosts_Interface egress tcp 22 to 192.0.2.0/26",
      "Peering_Hosts_Interface egress tcp 22 to 192.0.2.128/25",
    ]);
  });

  it("widens the media of phones in special cases, at both ends", () => {
    const at = joined("azure");
    peer(at, { hosts: hostsWith("phone"), mediaPorts: "10000-40000" });
    expect(rulesOf(at.stack)).toEqual(
      ["egress udp 10000-40000 to", "ingress udp 10000-40000 from"].map(
        (line) => `Peering_Hosts_Interface ${line} ${INSTANCE} source 10000-40000`,
      ),
    );
    const { interfaces } = checkStack(folder.read(JSON.parse(synthesized(at.stack))), "2026-11-26");
    expect(interfaces.every((side) => side.exact)).toBe(true);
  });

  it("lets hosts of one kind be several, and existing ones, in one group", () => {
    const at = joined("aws");
    const peering = peer(at, {
      hosts: { Phones: { roles: ["phone"], interfaces: [{}, { existingInterfaceId: "eni-1" }] } },
    });
    expect(peering.roleOf("Phones").internal?.nics.map(({ existing }) => existing)).toEqual([false, true]);
    expect(peering.roleOf("Phones", "phone")).toBe(peering.roleOf("Phones"));
    expect(rulesOf(at.stack)).toEqual([
      `Peering_Phones_Interface egress udp 16384-32767 to ${INSTANCE}`,
      `Peering_Phones_Interface ingress udp 16384-32767 from ${INSTANCE}`,
    ]);
  });
});
