/** The facts of `xphone` against what its document prints, taken from the document by hand. */
import {
  CERTIFICATES,
  CHECKS,
  CHOICES,
  FEATURES,
  FLOWS,
  LIMITS,
  RECORDS,
  ROLES,
  TRANSLATIONS,
} from "../../lib/catalog/all";
import type { When } from "../../lib/catalog/schema";
import { opened, rowsOf } from "./opened";

const SYSTEM = "xphone";
const ofSystem = <T extends { readonly system: string }>(facts: readonly T[]): T[] =>
  facts.filter((fact) => fact.system === SYSTEM);

const ROLE_IDS = new Set(ofSystem(ROLES).map((role) => role.id));
const CHOICE_IDS = new Set(ofSystem(CHOICES).map((choice) => choice.id));
const OVERVIEW = rowsOf(FLOWS, SYSTEM, "connection-overview");
const PORT_LIST = rowsOf(FLOWS, SYSTEM, "port-list");

const SATELLITE = "Satellit mit XPhone Call Controller";
const PBX_SIP = "Abhängig von der PBX/SBC Einstellung Konfiguration des SIP Gateways";

/** Printed number, source, destination, listener ports, transport, protocol, remarks; and the ports that they mean. */
const OVERVIEW_ROWS = [
  ["1", "XPhone Connect Client", "XPhone Connect Server", "2230", "TCP", "WCF", "", [2230]],
  ["2", "XPhone Connect Client", "XPhone Call Controller", "30000-33000", "UDP", "SRTP", "Änderbar", [[30000, 33000]]],
  [
    "2",
    "XPhone Call Controller",
    "XPhone Connect Client",
    "49152-65535",
    "UDP",
    "SRTP",
    "Zusatzinformationen",
    [[49152, 65535]],
  ],
  [
    "3",
    "XPhone Connect Client",
    "STUN-Server",
    "3478, 3479",
    "UDP",
    "STUN",
    "Zusatzinformationen Konfiguration",
    [3478, 3479],
  ],
  [
    "4",
    "XPhone Connect Server",
    "C4B Push Service",
    "443",
    "TCP",
    "https",
    "Ziel: https://mobile.c4b.de/pushconfig Zusatzinformationen",
    [443],
  ],
  [
    "5",
    "XPhone Connect Server",
    "Google Push Service",
    "443",
    "TCP",
    "https",
    "Ziel: https://fcm.googleapis.com/ Ziel: https://fcm.googleapis.com/fcm/send Zusatzinformationen",
    [443],
  ],
  [
    "6",
    "XPhone Connect Server",
    "Apple Push Service",
    "443 (2197)",
    "TCP",
    "https",
    "Ziel: https://api.push.apple.com IP-Adressbereich: 17.0.0.0/8 Zusatzinformationen",
    [443, 2197],
  ],
  ["7", "XPhone Connect Server", SATELLITE, "3280 22", "TCP", "gRPC SSH", "Konfiguration", [3280, 22]],
  ["8", "XPhone Connect Server", SATELLITE, "4901", "TCP", "SIP", "Änderbar", [4901]],
  ["8", SATELLITE, "XPhone Connect Server", "4900", "TCP", "SIP", "Änderbar", [4900]],
  ["8", "XPhone Connect Server", SATELLITE, "8021", "TCP", "Event Socket", "", [8021]],
  ["9", "Web-Server IIS", "XPhone Connect Server", "2231", "TCP", "gRPC", "Zusatzinformationen", [2231]],
  ["10", "Web-Server IIS", "XPhone Connect Server", "2230", "TCP", "WCF", "Zusatzinformationen", [2230]],
  ["11", SATELLITE, "XPhone Connect Mobile", "ANY", "UDP", "SRTP", "Zusatzinformationen", "any"],
  [
    "11",
    "XPhone Connect Mobile",
    SATELLITE,
    "30000-33000",
    "UDP",
    "SRTP",
    "Zusatzinformationen Änderbar",
    [[30000, 33000]],
  ],
  ["12", "TURN-Server", SATELLITE, "30000-33000", "UDP", "SRTP", "Zusatzinformationen Änderbar", [[30000, 33000]]],
  [
    "12",
    SATELLITE,
    "TURN-Server",
    "Abhängig vom TURN Server",
    "UDP",
    "SRTP",
    "Zusatzinformationen Konfiguration",
    "any",
  ],
  [
    "12",
    SATELLITE,
    "TURN-Server",
    "443, 3478 Abhängig vom TURN-Server",
    "TCP",
    "https",
    "Zusatzinformationen Konfiguration",
    [443, 3478],
  ],
  ["13", SATELLITE, "STUN-Server", "3478, 3479", "UDP", "https", "Konfiguration Konfiguration im SIP GW", [3478, 3479]],
  ["14", SATELLITE, "PBX / SBC", "5060", "TCP/UDP", "SIP", PBX_SIP, [5060]],
  ["14", SATELLITE, "PBX / SBC", "*", "UDP", "RTP", "Abhängig von der PBX/SBC Konfiguration", "any"],
  ["14", "PBX / SBC", SATELLITE, "5060", "TCP/UDP", "SIP", PBX_SIP, [5060]],
  ["14", "PBX / SBC", SATELLITE, "30000-33000", "UDP", "RTP", "Änderbar", [[30000, 33000]]],
  [
    "15",
    "XPhone Connect Mobile",
    "Google Push Service",
    "5228 5229 5230",
    "TCP",
    "https",
    "Zusatzinformationen",
    [5228, 5229, 5230],
  ],
  ["16", "XPhone Connect Mobile", "Apple Push Service", "5223", "TCP", "https", "Zusatzinformationen", [5223]],
  [
    "17",
    "XPhone Connect Mobile",
    "Web-Server IIS",
    "443",
    "TCP",
    "https",
    "Ziel: https://<domain>/xphoneconnect/mobile Ziel: https://<domain>/xphoneconnect/webclientapi Zusatzinformationen",
    [443],
  ],
  [
    "18",
    "XPhone Connect Mobile",
    "TURN-Server",
    "abhängig vom TURN-Server",
    "UDP",
    "SRTP",
    "Zusatzinformationen Konfiguration",
    "any",
  ],
  [
    "18",
    "XPhone Connect Mobile",
    "TURN-Server",
    "abhängig vom TURN-Server Default: 443,3478",
    "TCP",
    "https",
    "Zusatzinformationen",
    [443, 3478],
  ],
  ["18", "TURN-Server", "XPhone Connect Mobile", "49152-65535", "UDP", "SRTP", "Konfiguration", [[49152, 65535]]],
  ["19", "XPhone Connect Mobile", "STUN-Server", "3478", "UDP", "STUN", "Zusatzinformationen", [3478]],
  ["20", "XPhone Connect Server", "PBX", "Abhängig von PBX", "", "CSTA/TAPI", "Anschaltanleitungen", "any"],
  ["21", SATELLITE, "NTP Server", "123", "UDP", "", "Konfiguration", [123]],
] as const;

/** Rows whose remark says that they hold for smartphones in the WLAN too. */
const SAID_OF_WLAN = [14, 24, 25];

/** What the product opens, by row: who connects, who listens, and when. */
const CC = "call-controller+satellite";
const OPENED: Readonly<Record<number, readonly string[]>> = {
  1: ["xphone-client > xphone-server tcp 2230 if always"],
  2: [
    `xphone-client > ${CC} udp 30000-33000 if softphone-desktop-inside`,
    `external-xphone-client > ${CC} udp 30000-33000 if softphone-desktop`,
  ],
  3: [
    `${CC} > xphone-client udp 49152-65535 if softphone-desktop-inside`,
    `${CC} > external-xphone-client udp 49152-65535 if softphone-desktop and not turn`,
    `${CC} > external-xphone-client udp 49152-65535 if softphone-desktop and turn and hole-punching`,
  ],
  4: [],
  5: ["xphone-server > c4b-push-service tcp 443 if (push-android or push-ios) and not push-proxy"],
  6: ["xphone-server > google-push-service tcp 443 if push-android and not push-proxy"],
  7: ["xphone-server > apple-push-service tcp 443,2197 if push-ios and not push-proxy"],
  8: ["xphone-server > satellite tcp 3280 if always", "xphone-server > satellite tcp 22 if always"],
  9: ["xphone-server > satellite tcp 4901 if always"],
  10: ["satellite > xphone-server tcp 4900 if always"],
  11: ["xphone-server > satellite tcp 8021 if always"],
  12: ["web-server+dmz-web-server > xphone-server tcp 2231 if always"],
  13: ["web-server+dmz-web-server > xphone-server tcp 2230 if always"],
  14: [
    `${CC} > external-xphone-mobile udp every if softphone-mobile and hole-punching`,
    `${CC} > xphone-mobile udp every if softphone-mobile and hole-punching and wlan-smartphones`,
  ],
  15: [
    `external-xphone-mobile > ${CC} udp 30000-33000 if softphone-mobile`,
    `xphone-mobile > ${CC} udp 30000-33000 if softphone-mobile and wlan-smartphones`,
  ],
  16: [`turn-server > ${CC} udp 30000-33000 if turn`],
  17: [`${CC} > turn-server udp supplied if turn`],
  18: [`${CC} > turn-server tcp 443,3478 if turn`],
  19: [`${CC} > stun-server udp 3478,3479 if (softphone-mobile or softphone-desktop or sip-gateway)`],
  20: [`${CC} > pbx+external-pbx tcp+udp 5060 if sip-gateway`],
  21: [`${CC} > pbx+external-pbx udp supplied if sip-gateway`],
  22: [`pbx+external-pbx > ${CC} tcp+udp 5060 if sip-gateway`],
  23: [`pbx+external-pbx > ${CC} udp 30000-33000 if sip-gateway`],
  24: ["xphone-mobile > google-push-service tcp 5228,5229,5230 if push-android and wlan-smartphones"],
  25: ["xphone-mobile > apple-push-service tcp 5223 if push-ios and wlan-smartphones"],
  26: [
    "external-xphone-mobile > web-server tcp 443 if mobile and iis-on-server",
    "external-xphone-mobile > dmz-web-server tcp 443 if mobile and iis-in-dmz",
    "xphone-mobile > web-server+dmz-web-server tcp 443 if mobile and wlan-smartphones",
  ],
  27: ["xphone-mobile > turn-server udp supplied if softphone-mobile and turn and wlan-smartphones"],
  28: ["xphone-mobile > turn-server tcp 443,3478 if softphone-mobile and turn and wlan-smartphones"],
  29: [],
  30: ["xphone-mobile > stun-server udp 3478 if softphone-mobile and wlan-smartphones"],
  31: ["xphone-server > pbx+external-pbx  supplied if cti"],
  32: [`${CC} > ntp-server+external-ntp-server udp 123 if time-synchronization`],
};

describe("connection-overview", () => {
  it("has the 32 rows once each, in order", () => {
    expect(OVERVIEW_ROWS).toHaveLength(32);
    expect(OVERVIEW.map((flow) => flow.id)).toEqual(
      OVERVIEW_ROWS.map((_, index) => `xphone/connection-overview/${String(index + 1)}`),
    );
    expect(OVERVIEW.map((flow) => flow.source.row)).toEqual(OVERVIEW_ROWS.map((_, index) => index + 1));
    expect([...new Set(OVERVIEW.map((flow) => flow.printed["printedNumber"]))]).toHaveLength(21);
  });

  it.each(OVERVIEW_ROWS.map((row, index) => [index + 1, ...row] as const))(
    "row %i, printed %s: %s to %s, %s",
    (number, printedNumber, source, destination, listenerPorts, transport, protocol, remarks, numbers) => {
      const flow = OVERVIEW[number - 1];
      expect(flow?.printed).toEqual({
        printedNumber,
        source,
        destination,
        listenerPorts,
        transport,
        protocol,
        remarks,
        ...(SAID_OF_WLAN.includes(number) ? { remarksNote: "smartphones in the WLAN too" } : {}),
      });
      expect(flow?.transports).toEqual(transport === "" ? [] : transport.toLowerCase().split("/"));
      expect(flow?.ports).toEqual(
        numbers === "any" ? "any" : numbers.map((one) => (typeof one === "number" ? [one, one] : one)),
      );
      // Row 26 by its reading: the hosting concepts let the port that is forwarded to the web server be chosen.
      expect(flow?.configurable).toBe(remarks.includes("Änderbar") || number === 26);
    },
  );

  it.each(OVERVIEW_ROWS.map((_, index) => index + 1))("row %i opens what it says", (number) => {
    const flow = OVERVIEW[number - 1];
    expect(flow && opened(flow)).toEqual(OPENED[number]);
    expect(flow?.unenforced === null).toBe(OPENED[number]?.length !== 0);
  });

  it("says what ports depend on where the row does", () => {
    const dependent = OVERVIEW.filter((flow) => flow.dependsOn !== undefined).map((flow) => flow.source.row);
    expect(dependent).toEqual([17, 18, 20, 21, 22, 27, 28, 31]);
  });

  it("has a reading wherever a satellite is printed and an integrated call controller meant too", () => {
    for (const flow of OVERVIEW.filter((one) => Number(one.printed["printedNumber"]) >= 11)) {
      if (!Object.values(flow.printed).includes(SATELLITE)) continue;
      expect(flow.reading?.says).toContain("integrated call controller too");
    }
  });

  it("sends media to every port of a phone from the media range only", () => {
    for (const direction of OVERVIEW[13]?.directions ?? []) expect(direction.sourcePorts).toEqual([[30000, 33000]]);
  });

  it("keeps the printed targets of the push services and of the web server", () => {
    expect(OVERVIEW.flatMap((flow) => flow.urls ?? [])).toEqual([
      "https://mobile.c4b.de/pushconfig",
      "https://fcm.googleapis.com/",
      "https://fcm.googleapis.com/fcm/send",
      "https://api.push.apple.com",
      "https://{domain}/xphoneconnect/mobile",
      "https://{domain}/xphoneconnect/webclientapi",
    ]);
    expect(OVERVIEW.flatMap((flow) => flow.prefixes ?? [])).toEqual(["17.0.0.0/8"]);
  });
});

describe("port-list", () => {
  const rows = [
    ["General", "3702 UDP", "udp", 3702, []],
    ["General", "389 TCP", "tcp", 389, ["ldap-client > xphone-server tcp 389 if directory"]],
    ["Fax/Voicemail", "2528 TCP", "tcp", 2528, ["xphone-client > xphone-server tcp 2528 if voicemail-player"]],
    ["Fax/Voicemail", "2511 TCP", "tcp", 2511, ["xphone-client > xphone-server tcp 2511 if internal-imap"]],
    ["Fax/Voicemail", "25 TCP", "tcp", 25, ["xphone-server > mail-server+external-mail-server tcp 25 if smtp"]],
    [
      "Fax/Voicemail",
      "389 TCP",
      "tcp",
      389,
      ["xphone-server > mail-server+external-mail-server tcp 389 if external-imap"],
    ],
    ["Active Directory", "389 TCP", "tcp", 389, ["xphone-server > domain-controller tcp 389 if active-directory"]],
    [
      "Active Directory",
      "3268 TCP",
      "tcp",
      3268,
      ["xphone-server > global-catalog-server tcp 3268 if active-directory"],
    ],
    [
      "Screen sharing",
      "49152 bis 65535 | (nicht änderbar)",
      "tcp",
      [49152, 65535],
      ["xphone-client > xphone-client tcp 49152-65535 if screen-sharing"],
    ],
    [
      "Federation",
      "5061",
      "tcp",
      5061,
      [
        "federated-system+external-federated-system > xphone-server tcp 5061 if federation",
        "xphone-server > federated-system+external-federated-system tcp 5061 if federation",
      ],
    ],
  ] as const;

  it("has the ten rows once each, in order", () => {
    expect(PORT_LIST.map((flow) => flow.id)).toEqual(rows.map((_, index) => `xphone/port-list/${String(index + 1)}`));
    expect(PORT_LIST.map((flow) => flow.source.row)).toEqual(rows.map((_, index) => index + 1));
  });

  it.each(rows.map((row, index) => [index + 1, ...row] as const))(
    "row %i, %s: %s",
    (number, part, port, transport, numbers, lines) => {
      const flow = PORT_LIST[number - 1];
      expect(flow?.printed).toEqual({ part, port });
      expect(flow?.transports).toEqual([transport]);
      expect(flow?.ports).toEqual([typeof numbers === "number" ? [numbers, numbers] : numbers]);
      expect(flow && opened(flow)).toEqual(lines);
      expect(flow?.unenforced === null).toBe(lines.length > 0);
      expect(flow?.configurable).toBe(number === 6);
    },
  );
});

describe("prose", () => {
  it("opens per hosting concept what WebMeeting, the reverse proxy and push through a proxy add, and desktop media", () => {
    const prose = ofSystem(FLOWS).filter((flow) => flow.source.table === undefined);
    expect(Object.fromEntries(prose.map((flow) => [flow.id.replace("xphone/", ""), opened(flow)]))).toEqual({
      "hosting-iis-on-server/mobile": [],
      "hosting-iis-on-server/web-meeting": [
        "web-meeting-participant > web-server tcp 443 if web-meeting and iis-on-server",
      ],
      "hosting-iis-in-dmz/mobile": [],
      "hosting-iis-in-dmz/server": [],
      "hosting-iis-in-dmz/web-meeting": [
        "web-meeting-participant > dmz-web-server tcp 443 if web-meeting and iis-in-dmz",
      ],
      "hosting-reverse-proxy/clients": [
        "external-xphone-mobile > reverse-proxy tcp 443 if mobile and reverse-proxy-in-dmz",
        "web-meeting-participant > reverse-proxy tcp 443 if web-meeting and reverse-proxy-in-dmz",
        "xphone-mobile > reverse-proxy tcp 443 if mobile and wlan-smartphones",
      ],
      "hosting-reverse-proxy/second-leg": ["reverse-proxy > web-server tcp supplied if reverse-proxy-in-dmz"],
      "media-mobile/signaling": [],
      "media-mobile/stun": [],
      "media-mobile/from-client": [],
      "media-mobile/to-client": [],
      "media-mobile-turn/to-client": [],
      "media-mobile-turn/from-client": [],
      "media-desktop/signaling": [],
      "media-desktop/stun": [],
      "media-desktop/from-client": [`external-xphone-client > ${CC} udp 30000-33000 if softphone-desktop and not turn`],
      "media-desktop/to-client": [`${CC} > external-xphone-client udp 49152-65535 if softphone-desktop and not turn`],
      "media-desktop-turn/to-client": [],
      "media-desktop-turn/from-client": [
        `external-xphone-client > ${CC} udp 30000-33000 if softphone-desktop and turn`,
      ],
      "push/to-c4b": [],
      "push/to-google": [],
      "push/to-apple": [],
      "push/to-proxy": ["xphone-server > push-proxy tcp supplied if push-proxy and (push-android or push-ios)"],
      "push/proxy-to-c4b": ["push-proxy > c4b-push-service tcp 443 if push-proxy and (push-android or push-ios)"],
      "push/proxy-to-google": ["push-proxy > google-push-service tcp 443 if push-proxy and push-android"],
      "push/proxy-to-apple": ["push-proxy > apple-push-service tcp 443,2197 if push-proxy and push-ios"],
    });
    // The hosting concept of IIS in the DMZ prints two ports; no other part of the prose prints any.
    expect(prose.filter((flow) => flow.ports !== null).map((flow) => [flow.id, flow.ports])).toEqual([
      [
        "xphone/hosting-iis-in-dmz/server",
        [
          [2230, 2230],
          [2231, 2231],
        ],
      ],
    ]);
  });

  it.each([
    ["hosting/mobile-users", "at-least", 250, "mobile app users"],
    ["media-conditions/ports-per-call", "at-least", 4, "inbound ports per active call"],
    ["media-conditions/ports-per-party", "exactly", 2, "ports per party of a call"],
    ["voip-ready/one-way-delay", "at-most", 50, "ms"],
    ["voip-ready/total-delay", "at-most", 150, "ms"],
    ["voip-ready/packet-loss", "at-most", 3, "%"],
    ["voip-ready/jitter", "at-most", 20, "ms"],
    ["voip-ready/load", "at-most", 40, "%"],
    ["qos/values", "at-most", 63, "DSCP value"],
  ])("%s: %s %i %s", (id, bound, value, unit) => {
    const limit = LIMITS.find((fact) => fact.id === `xphone/${id}`);
    expect(limit?.quantity).toEqual({ bound, value, unit });
  });

  it("has no other numbers", () => {
    expect(ofSystem(LIMITS).filter((fact) => fact.quantity !== null)).toHaveLength(9);
  });

  it("lets a call controller be reached by static NAT with unchanged ports, and a web server's port be forwarded", () => {
    expect(ofSystem(TRANSLATIONS).map((fact) => `${fact.role} ${fact.rule}`)).toEqual([
      "call-controller static-nat",
      "satellite static-nat",
      "call-controller ports-unchanged",
      "satellite ports-unchanged",
      "web-server port-forward",
      "dmz-web-server port-forward",
      "reverse-proxy port-forward",
    ]);
  });

  it("requires a public certificate with WebMeeting, and recommends it for mobile alone", () => {
    const found = ofSystem(CERTIFICATES).map((fact) => [fact.roles.join("+"), fact.ca, fact.requirement].join(" "));
    expect(found).toEqual([
      "web-server public mandatory",
      "web-server public recommended",
      "dmz-web-server public mandatory",
      "dmz-web-server public recommended",
      "reverse-proxy public mandatory",
      "reverse-proxy public recommended",
    ]);
  });

  it("has one public name per hosting concept", () => {
    expect(ofSystem(RECORDS).map((fact) => [fact.type, fact.name, fact.view, fact.role].join(" "))).toEqual([
      "A {domain} public web-server",
      "A {domain} public dmz-web-server",
      "A {domain} public reverse-proxy",
    ]);
  });

  it("has three hosting concepts, four media concepts, and push for two platforms", () => {
    expect(ofSystem(FEATURES).map((fact) => fact.feature)).toHaveLength(9);
  });

  it("has the four steps for screen sharing, in order", () => {
    expect(ofSystem(CHECKS).map((fact) => [fact.step, fact.procedure])).toEqual([
      [1, "troubleshoot"],
      [2, "troubleshoot"],
      [3, "troubleshoot"],
      [4, "troubleshoot"],
    ]);
  });
});

describe("every fact", () => {
  const facts = [FLOWS, RECORDS, TRANSLATIONS, CERTIFICATES, LIMITS, CHECKS, FEATURES].flatMap((list) =>
    ofSystem<(typeof list)[number]>(list),
  );

  it("has an id of its own, in its system", () => {
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(facts.length);
    for (const { id } of facts) expect(id).toMatch(/^xphone\/[a-z0-9-]+\/[a-z0-9-]+$/);
  });

  it("names known roles only, and every role is named", () => {
    const named = [
      ...ofSystem(FLOWS).flatMap((fact) => [...fact.from, ...fact.to]),
      ...ofSystem(FLOWS).flatMap((fact) => fact.directions.flatMap((one) => [...one.from, ...one.to])),
      ...ofSystem(RECORDS).map((fact) => fact.role),
      ...ofSystem(TRANSLATIONS).map((fact) => fact.role),
      ...ofSystem(CERTIFICATES).flatMap((fact) => fact.roles),
      ...ofSystem(FEATURES).flatMap((fact) => [...fact.clients, ...fact.alternatives.flatMap((one) => one.roles)]),
      ...ofSystem(LIMITS).flatMap((fact) => fact.roles),
      ...ofSystem(CHECKS).map((fact) => fact.from),
    ];
    expect(new Set(named)).toEqual(ROLE_IDS);
  });

  it("names known choices only, and every choice but discovery, which nothing can open, is named", () => {
    const named = [
      ...ofSystem(FLOWS).flatMap((fact) => fact.directions.map((one) => one.when)),
      ...ofSystem(RECORDS).map((fact) => fact.when),
      ...ofSystem(CERTIFICATES).map((fact) => fact.when ?? "always"),
      ...ofSystem(LIMITS).map((fact) => fact.when),
    ].flatMap(choicesOf);
    expect(new Set([...named, "server-discovery"])).toEqual(CHOICE_IDS);
  });

  it("says why where nothing is opened", () => {
    for (const flow of ofSystem(FLOWS)) expect(flow.directions.length === 0).toBe(flow.unenforced !== null);
  });
});

function choicesOf(when: When): string[] {
  if (when === "always") return [];
  if ("choice" in when) return [when.choice];
  if ("not" in when) return choicesOf(when.not);
  return ("any" in when ? when.any : when.all).flatMap(choicesOf);
}
