import { CERTIFICATES, CHOICES, FEATURES, FLOWS, FORWARDERS, LIMITS, ROLES, TRANSLATIONS } from "../../lib/catalog/all";
import type { FlowFact } from "../../lib/catalog/schema";
import { opened, rowsOf } from "./opened";

const TABLES: readonly (readonly [string, number])[] = [
  ["table-2", 44],
  ["table-3", 1],
  ["table-4", 1],
  ["table-5", 20],
];

function flow(id: string): FlowFact {
  const found = FLOWS.find((one) => one.id === `webex-di/${id}`);
  if (found === undefined) throw new Error(`no flow ${id}`);
  return found;
}

describe("coverage", () => {
  test.each(TABLES)("%s has its %d rows once each, in order", (table, rows) => {
    const found = rowsOf(FLOWS, "webex-di", table);
    expect(found.map((row) => row.source.row)).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
    expect(found.map((row) => row.id)).toEqual(found.map((_, index) => `webex-di/${table}/${String(index + 1)}`));
  });

  test.each(TABLES)("%s prints six cells in each row", (table) => {
    for (const row of rowsOf(FLOWS, "webex-di", table)) {
      expect(Object.keys(row.printed)).toEqual([
        "protocol",
        "transport",
        "source",
        "destination",
        ...(row.id === "webex-di/table-2/1" ? ["destinationNote"] : []),
        "sourcePort",
        "destinationPort",
      ]);
    }
  });

  test("a flow opens something or says why it does not", () => {
    for (const one of FLOWS.filter(({ system }) => system === "webex-di")) {
      expect({ id: one.id, opens: one.directions.length > 0 }).toEqual({ id: one.id, opens: one.unenforced === null });
    }
  });
});

// Row, protocol, transport, destination port: read from the document.
const CUSTOMER_PORTS: readonly (readonly [number, string, string, string])[] = [
  [1, "SSH", "TCP", "22"],
  [2, "TFTP", "UDP", "69"],
  [3, "LDAP", "TCP", "389"],
  [4, "HTTPS", "TCP", "443"],
  [5, "아웃바운드 메일(보안)", "TCP", "587"],
  [6, "LDAP (보안)", "TCP", "636"],
  [7, "H323", "TCP", "1720"],
  [8, "H323", "TCP", "1720"],
  [9, "SCCP", "TCP", "2000년"],
  [10, "SCCP", "TCP", "2000년"],
  [11, "MGCP", "UDP", "2427"],
  [12, "MGCP 백홀", "TCP", "2428"],
  [13, "SCCP (보안)", "TCP", "2443"],
  [14, "SCCP (보안)", "TCP", "2443"],
  [15, "신뢰 확인", "TCP", "2445"],
  [16, "CTI", "TCP", "2748"],
  [17, "보안 CTI", "TCP", "2749"],
  [18, "LDAP 글로벌 카탈로그", "TCP", "3268"],
  [19, "LDAP 글로벌 카탈로그", "TCP", "3269"],
  [20, "CAPF 서비스", "TCP", "3804"],
  [21, "SIP", "TCP", "5060"],
  [22, "SIP", "TCP", "5060"],
  [23, "SIP (보안)", "TCP", "5061"],
  [24, "SIP (보안)", "TCP", "5061"],
  [25, "SIP (OAUTH)", "TCP", "5090"],
  [26, "XMPP", "TCP", "5222"],
  [27, "HTTP", "TCP", "6970"],
  [28, "HTTPS", "TCP", "6971"],
  [29, "HTTPS", "TCP", "6972"],
  [30, "HTTP", "TCP", "7080"],
  [31, "HTTPS", "TCP", "7443"],
  [32, "HTTPS", "TCP", "7501"],
  [33, "HTTPS", "TCP", "7502"],
  [34, "IMAP", "TCP", "7993"],
  [35, "HTTP", "TCP", "8080"],
  [36, "HTTPS", "TCP", "8443"],
  [37, "HTTPS", "TCP", "9443"],
  [38, "HTTPS", "TCP", "9444"],
  [39, "보안 RTP/ SRTP", "UDP", "16384 ~ 32767 *"],
  [40, "보안 RTP/ SRTP", "UDP", "16384 ~ 32767 *"],
  [41, "코브라", "TCP", "20532"],
  [42, "ICMP", "ICMP", "해당 안 됨"],
  [43, "ICMP", "ICMP", "해당 안 됨"],
  [44, "DNS UDP 및 TCP", "", "53"],
];

const CONTACT_CENTER_PORTS: readonly (readonly [number, string, string, string])[] = [
  [1, "SSH", "TCP", "22"],
  [2, "인포믹스", "TCP", "1504"],
  [3, "SIP", "UDP 및 TCP", "5065"],
  [4, "XMPP", "TCP", "5223"],
  [5, "CVD", "TCP", "6999"],
  [6, "HTTPS", "TCP", "7443"],
  [7, "HTTP", "TCP", "8080"],
  [8, "HTTP", "TCP", "8081"],
  [9, "HTTP", "TCP", "8443"],
  [10, "HTTPS", "TCP", "8444"],
  [11, "HTTPS", "TCP", "8445"],
  [12, "HTTPS", "TCP", "8447"],
  [13, "HTTPS", "TCP", "8553"],
  [14, "HTTP", "TCP", "9080"],
  [15, "HTTPS", "TCP", "9443"],
  [16, "TCP", "TCP", "12014"],
  [17, "TCP", "TCP", "12015"],
  [18, "CTI", "TCP", "12028"],
  [19, "RTP(미디어)", "TCP", "1023보다 큼"],
  [20, "RTP(미디어)", "TCP", "1023보다 큼"],
];

/** The range that a printed cell means. */
function rangeOf(cell: string): readonly (readonly [number, number])[] | null {
  if (cell === "해당 안 됨") return null;
  if (cell === "1023보다 큼") return [[1024, 65535]];
  const numbers = cell.match(/\d+/g) ?? [];
  return [[Number(numbers[0]), Number(numbers.at(-1))]];
}

function expectRow(id: string, protocol: string, transport: string, port: string): void {
  const row = flow(id);
  expect(row.printed).toMatchObject({ protocol, transport, destinationPort: port });
  expect(row.ports).toEqual(rangeOf(port));
  expect(row.sourcePorts).toEqual(rangeOf(row.printed["sourcePort"] ?? ""));
}

describe("printed values", () => {
  test.each(CUSTOMER_PORTS)("table-2 row %d: %s %s %s", (row, protocol, transport, port) => {
    expectRow(`table-2/${String(row)}`, protocol, transport, port);
  });

  test.each(CONTACT_CENTER_PORTS)("table-5 row %d: %s %s %s", (row, protocol, transport, port) => {
    expectRow(`table-5/${String(row)}`, protocol, transport, port);
  });

  test("the over-the-top and the trunk range", () => {
    expectRow("table-3/1", "보안 RTP/ RTCP", "UDP", "36000-59999");
    expectRow("table-4/1", "RTP/RTCP를", "UDP", "8000-48198년");
  });
});

function trunk(port: number, choice: string): string[] {
  const tail = `tcp ${String(port)} if ${choice}`;
  return [
    `unified-cm > customer-unified-cm ${tail}`,
    `customer-unified-cm > unified-cm ${tail}`,
    `unified-cm > gateway ${tail}`,
    `gateway > unified-cm ${tail}`,
  ];
}

const OPENED: readonly (readonly [string, readonly string[]])[] = [
  ["table-2/1", ["administrator > ssh-application tcp 22 if always"]],
  [
    "table-2/2",
    [
      "endpoint > unified-cm udp 69 if legacy-endpoints",
      "unified-cm > endpoint udp supplied if legacy-endpoints and tftp-data",
    ],
  ],
  ["table-2/3", ["uc-application > external-directory tcp 389 if ldap"]],
  ["table-2/4", ["browser > uc-application tcp 443 if always"]],
  ["table-2/5", []],
  ["table-2/6", ["uc-application > external-directory tcp 636 if secure-ldap"]],
  ["table-2/7", ["gateway > unified-cm tcp 1720 if h323", "unified-cm > gateway tcp 1720 if h323"]],
  [
    "table-2/8",
    ["customer-unified-cm > unified-cm tcp 1720 if h323", "unified-cm > customer-unified-cm tcp 1720 if h323"],
  ],
  ["table-2/9", ["endpoint > unified-cm+unity-connection tcp 2000 if sccp"]],
  ["table-2/10", trunk(2000, "sccp-trunk")],
  ["table-2/11", ["gateway > unified-cm udp 2427 if mgcp", "unified-cm > gateway udp 2427 if mgcp"]],
  ["table-2/12", ["gateway > unified-cm tcp 2428 if mgcp"]],
  ["table-2/13", ["endpoint > unified-cm+unity-connection tcp 2443 if secure-sccp"]],
  ["table-2/14", trunk(2443, "secure-sccp-trunk")],
  ["table-2/15", ["endpoint > unified-cm tcp 2445 if always"]],
  ["table-2/16", ["endpoint+cti-application > unified-cm tcp 2748 if cti"]],
  ["table-2/17", ["endpoint+cti-application > unified-cm tcp 2749 if secure-cti"]],
  ["table-2/18", ["uc-application > external-directory tcp 3268 if global-catalog"]],
  ["table-2/19", ["uc-application > external-directory tcp 3269 if secure-global-catalog"]],
  ["table-2/20", ["endpoint > unified-cm tcp 3804 if capf"]],
  ["table-2/21", ["endpoint > unified-cm+unity-connection tcp 5060 if sip"]],
  ["table-2/22", trunk(5060, "sip-trunk")],
  ["table-2/23", ["endpoint > unified-cm tcp 5061 if secure-sip"]],
  ["table-2/24", trunk(5061, "secure-sip-trunk")],
  ["table-2/25", ["endpoint > unified-cm tcp 5090 if sip-oauth"]],
  ["table-2/26", ["jabber-client > im-and-presence tcp 5222 if im-and-presence"]],
  ["table-2/27", ["endpoint > unified-cm tcp 6970 if always"]],
  ["table-2/28", ["endpoint > unified-cm tcp 6971 if always"]],
  ["table-2/29", ["endpoint > unified-cm tcp 6972 if always"]],
  ["table-2/30", ["jabber-client > unity-connection tcp 7080 if voicemail-notification"]],
  ["table-2/31", ["jabber-client > unity-connection tcp 7443 if secure-voicemail-notification"]],
  [
    "table-2/32",
    [
      "customer-unified-cm > unified-cm tcp 7501 if ils-certificate",
      "unified-cm > customer-unified-cm tcp 7501 if ils-certificate",
    ],
  ],
  [
    "table-2/33",
    [
      "customer-unified-cm > unified-cm tcp 7502 if ils-password",
      "unified-cm > customer-unified-cm tcp 7502 if ils-password",
    ],
  ],
  ["table-2/34", ["jabber-client > unity-connection tcp 7993 if voicemail-imap"]],
  ["table-2/35", ["endpoint > unified-cm tcp 8080 if legacy-endpoints"]],
  ["table-2/36", ["browser+endpoint > uc-application tcp 8443 if always"]],
  ["table-2/37", ["phone > unified-cm tcp 9443 if contact-search"]],
  ["table-2/38", ["endpoint > unified-cm tcp 9444 if headset-management"]],
  ["table-2/39", ["unified-cm > phone udp 16384-32767 if always"]],
  ["table-2/40", ["phone > unified-cm udp 16384-32767 if always"]],
  ["table-2/41", ["backup-client > unity-connection tcp 20532 if always"]],
  ["table-2/42", ["endpoint > uc-application icmp no ports if always"]],
  ["table-2/43", ["uc-application > endpoint icmp no ports if always"]],
  ["table-2/44", ["dns-forwarder > dedicated-instance-dns udp+tcp 53 if always"]],
  ["table-3/1", ["mra-client > expressway-c udp 36000-59999 if mobile-and-remote-access"]],
  ["table-4/1", ["webex-calling-multi-tenant > interop-client udp 8000-48198 if interop-trunk"]],
  ["table-5/2", ["uccx-client+customer-server > uccx tcp 1504 if contact-center"]],
  ["table-5/3", ["gateway+mcrp-server > uccx udp+tcp 5065 if contact-center"]],
  ["table-5/11", ["browser+rest-client > uccx tcp 8445 if contact-center"]],
  ["table-5/19", ["endpoint > uccx tcp 1024-65535 if contact-center"]],
  ["table-5/20", []],
  ["customer-ports/3", ["emergency-responder > snmp-device udp supplied if emergency-responder"]],
  ["srst/6", ["unified-cm > srst-gateway tcp supplied if secure-srst"]],
  ["sip-oauth/5", ["jabber-client+webex-client > unified-cm tcp 5090 if sip-oauth"]],
  ["sip-oauth/7", ["jabber-client > unified-cm tcp 6971,6972 if always"]],
  ["sip-oauth/8", ["jabber-client > unified-cm tcp 6970 if always"]],
];

describe("what rows open", () => {
  test.each(OPENED)("%s", (id, lines) => {
    expect(opened(flow(id))).toEqual(lines);
  });

  test("Contact Center Express opens by its own choice only", () => {
    for (const row of rowsOf(FLOWS, "webex-di", "table-5")) {
      for (const line of opened(row)) expect(line).toMatch(/ if contact-center$/);
    }
  });

  test("media is configurable, and nothing else", () => {
    const found = FLOWS.filter((one) => one.system === "webex-di" && one.configurable).map((one) => one.id);
    expect(found).toEqual(["webex-di/table-2/39", "webex-di/table-2/40"]);
  });

  test("no row reaches Expressway with SSH", () => {
    expect(flow("table-2/1").printed["destinationNote"]).toBe("not for Cisco Expressway");
    expect(LIMITS.find((limit) => limit.id === "webex-di/customer-ports/5")).toMatchObject({
      roles: ["expressway-c", "expressway-e"],
      ports: [[22, 22]],
    });
  });
});

describe("readings", () => {
  test.each([
    ["table-2/2", /new port/],
    ["table-2/5", /never crosses the peering link/],
    ["table-2/7", /both ways.*H\.245/],
    ["table-2/9", /2000/],
    ["table-2/11", /both ways/],
    ["table-2/27", /secure/],
    ["table-2/37", /Phone/],
    ["table-2/39", /Unity Connection is not documented/],
    ["table-2/41", /CORBA/],
    ["table-3/1", /client to Expressway-C/],
    ["table-4/1", /8000-48198/],
    ["table-5/2", /Informix/],
    ["table-5/3", /reserved range 5063-5080/],
    ["table-5/19", /TCP above 1023/],
  ])("%s", (id, says) => {
    expect(flow(id).reading?.says).toMatch(says);
  });
});

describe("names", () => {
  test.each([
    ["AMER", "SJC", "69.168.17.100"],
    ["AMER", "DFW", "69.168.17.228"],
    ["EMEA", "LON", "178.215.138.100"],
    ["EMEA", "AMS", "178.215.138.228"],
    ["EU", "FRA", "178.215.131.100"],
    ["EU", "AMS", "178.215.131.228"],
    ["APJC", null, "103.232.71.100"],
    ["APJC", "TKY", "103.232.71.228"],
    ["AUS", null, "178.215.128.100"],
    ["AUS", "SYD", "178.215.128.228"],
  ])("%s %s is %s", (region, dataCenter, address) => {
    const name = `{customer}.${region.toLowerCase()}.wxc-di.webex.com`;
    expect(FORWARDERS).toContainEqual(expect.objectContaining({ region, dataCenter, address, name }));
  });

  test("the 15 rows of the table are covered once each", () => {
    const facts = [...FORWARDERS, ...LIMITS].filter(({ source }) => source.table === "table-6");
    const rows = facts.map(({ source }) => source.row ?? 0).sort((a, b) => a - b);
    expect(rows).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(FORWARDERS).toHaveLength(10);
  });
});

describe("rules", () => {
  test.each([
    ["customer-ports/4", { ports: [[5063, 5080]] }],
    ["dns/6", { roles: ["dedicated-instance-dns"] }],
    ["dns/8", { when: { choice: "mobile-and-remote-access" } }],
    ["mixed-mode/3", { version: "Unified CM 12.5(1)" }],
  ])("%s", (id, expected) => {
    expect(LIMITS.find((limit) => limit.id === `webex-di/${id}`)).toMatchObject(expected);
  });

  test("no translation between endpoints and Unified CM", () => {
    const found = TRANSLATIONS.filter(({ system }) => system === "webex-di");
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(["untranslated"]));
    expect(found.map(({ role }) => role)).toEqual(expect.arrayContaining(["endpoint", "unified-cm"]));
  });

  test("a public CA signs the certificates of the UC applications", () => {
    const found = CERTIFICATES.find(({ id }) => id === "webex-di/certificates/1");
    expect(found).toMatchObject({ ca: "public", roles: ["uc-application"] });
  });

  test("mobile and remote access needs Expressway and Unified CM", () => {
    const found = FEATURES.find(({ id }) => id === "webex-di/remote-endpoints/6");
    expect(found?.alternatives).toEqual([{ edition: "any", roles: ["expressway-c", "expressway-e", "unified-cm"] }]);
  });
});

test("every role and every choice is used", () => {
  const mine = FLOWS.filter(({ system }) => system === "webex-di");
  const text = JSON.stringify([mine, LIMITS, FEATURES, CERTIFICATES]);
  for (const { id } of [...ROLES, ...CHOICES].filter(({ system }) => system === "webex-di")) {
    expect(text).toContain(`"${id}"`);
  }
});
