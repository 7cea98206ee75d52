/** The facts of `ocs-2007` against what its document prints, taken from the document by hand. */
import {
  CERTIFICATES,
  CHOICES,
  EDGE_SERVERS,
  FEATURES,
  FLOWS,
  LIMITS,
  RECORDS,
  ROLES,
  TRANSLATIONS,
} from "../../lib/catalog/all";
import type { When } from "../../lib/catalog/schema";
import { opened } from "./opened";

const SYSTEM = "ocs-2007";
const ofSystem = <T extends { readonly system: string }>(facts: readonly T[]): T[] =>
  facts.filter((fact) => fact.system === SYSTEM);

const ROLE_IDS = new Set(ofSystem(ROLES).map((role) => role.id));
const CHOICE_IDS = new Set(ofSystem(CHOICES).map((choice) => choice.id));
const PORTS = ofSystem(FLOWS).filter((flow) => flow.source.table === "ports");

/** Component, port and protocol as printed; the numbers and the transports that they mean. */
const PORT_ROWS = [
  ["Front End Servers", "5060/5061", "TCP | MTLS", [5060, 5061], ["tcp"]],
  ["Front End Servers", "443", "HTTPS", [443], ["tcp"]],
  ["Front End Servers", "444", "HTTPS", [444], ["tcp"]],
  ["Front End Servers", "135", "DCOM and RPC", [135], ["tcp"]],
  ["Web Components", "443", "TCP", [443], ["tcp"]],
  ["Web Conferencing Server", "443", "TLS", [443], ["tcp"]],
  ["Web Conferencing Server", "444", "TLS", [444], ["tcp"]],
  ["Web Conferencing Server", "8057", "TLS", [8057], ["tcp"]],
  ["A/V Conferencing Server", "5063", "TCP", [5063], ["tcp"]],
  ["A/V Conferencing Server", "49152 – 65535 media port range", "UDP", [[49152, 65535]], ["udp"]],
  ["Reverse Proxy", "443", "TCP", [443], ["tcp"]],
  ["Access Edge Server", "5061", "TCP", [5061], ["tcp"]],
  ["Access Edge Server", "443", "TCP", [443], ["tcp"]],
  ["Web Conferencing Edge Server", "8057", "TCP", [8057], ["tcp"]],
  ["Web Conferencing Edge Server", "443", "TCP", [443], ["tcp"]],
  ["A/V Edge Server", "443", "TCP", [443], ["tcp"]],
  ["A/V Edge Server", "5062", "TCP", [5062], ["tcp"]],
  ["A/V Edge Server", "3478", "UDP", [3478], ["udp"]],
  ["A/V Edge Server", "50,000-59,999", "RTP/TCP", [[50000, 59999]], ["tcp", "udp"]],
  ["Office Communicator", "5060", "TCP (SIP)", [5060], ["tcp"]],
  ["Office Communicator", "5061", "TCP (SIP)", [5061], ["tcp"]],
  ["Office Communicator", "443", "TCP (HTTP)", [443], ["tcp"]],
  ["Office Communicator", "1024-65535", "UDP/TCP", [[1024, 65535]], ["tcp", "udp"]],
  ["Office Communicator", "6891-6901", "TCP", [[6891, 6901]], ["tcp"]],
  ["Live Meeting 2007 client", "443", "TCP", [443], ["tcp"]],
  ["Live Meeting 2007 client", "8057", "TCP", [8057], ["tcp"]],
  ["Live Meeting 2007 client", "5061", "TCP", [5061], ["tcp"]],
  ["Live Meeting 2007 client", "1024-65535", "UDP/TCP", [[1024, 65535]], ["tcp", "udp"]],
  ["Live Meeting 2007 client", "6891-6901", "TCP", [[6891, 6901]], ["tcp"]],
] as const;

describe("ports", () => {
  it("has the 29 rows once each, in order", () => {
    expect(PORTS.map((flow) => flow.id)).toEqual(PORT_ROWS.map((_, index) => `ocs-2007/ports/${String(index + 1)}`));
    expect(PORTS.map((flow) => flow.source.row)).toEqual(PORT_ROWS.map((_, index) => index + 1));
  });

  it.each(PORT_ROWS.map((row, index) => [index + 1, ...row] as const))(
    "row %i: %s, %s, %s",
    (number, component, port, protocol, numbers, transports) => {
      const flow = PORTS[number - 1];
      expect(flow?.printed).toMatchObject({ component, port, protocol });
      expect([...(flow?.transports ?? [])].sort()).toEqual(transports);
      const printed = numbers.map((one) => (typeof one === "number" ? [one, one] : one));
      // Row 10 prints the sender's own range: source ports of what it sends.
      expect(number === 10 ? [flow?.ports, flow?.sourcePorts] : [flow?.ports]).toContainEqual(printed);
    },
  );

  it("opens a direction in every row but the two for file transfer between clients", () => {
    const closed = PORTS.filter((flow) => flow.directions.length === 0).map((flow) => flow.source.row);
    expect(closed).toEqual([24, 29]);
    expect(PORTS.filter((flow) => flow.unenforced !== null).map((flow) => flow.source.row)).toEqual([24, 29]);
  });

  it.each([
    [2, "front-end", "web-components"],
    [6, "web-conferencing-server", "web-components"],
    [8, "live-meeting-client", "web-conferencing-server"],
    [9, "front-end", "av-conferencing-server"],
    [14, "web-conferencing-server", "web-conferencing-edge"],
    [26, "live-meeting-client", "web-conferencing-server"],
  ])("row %i: %s connects, %s listens, and nobody else", (number, from, to) => {
    expect(PORTS[number - 1]?.directions.map((one) => [one.from, one.to])).toEqual([[[from], [to]]]);
  });

  it.each([
    [
      3,
      [
        "front-end > web-conferencing-server+av-conferencing-server tcp 444 if always",
        "web-conferencing-server+av-conferencing-server > front-end tcp 444 if always",
      ],
    ],
    [4, ["front-end > front-end tcp 135 if load-balanced-pool"]],
    [
      7,
      [
        "front-end > web-conferencing-server tcp 444 if always",
        "web-conferencing-server > front-end tcp 444 if always",
      ],
    ],
    [22, ["external-office-communicator > access-edge tcp 443 if remote-access"]],
    [23, ["av-edge > external-office-communicator udp+tcp 1024-65535 if external-av"]],
  ])("row %i opens what the reading says", (number, lines) => {
    const flow = PORTS[number - 1];
    expect(flow && opened(flow)).toEqual(lines);
  });

  it("sends to clients' own media ranges from the servers' ranges, and opens them nowhere else", () => {
    const wide = PORTS.flatMap((flow) => flow.directions.map((one) => ({ row: flow.source.row, ...one }))).filter(
      (one) => JSON.stringify(one.ports) === "[[1024,65535]]",
    );
    expect(wide.map((one) => [one.row, one.from, one.to, one.sourcePorts])).toEqual([
      [10, ["av-conferencing-server"], ["office-communicator", "live-meeting-client"], [[49152, 65535]]],
      [19, ["av-edge"], ["external-office-communicator", "external-live-meeting-client"], [[50000, 59999]]],
      [23, ["av-edge"], ["external-office-communicator"], [[50000, 59999]]],
      [28, ["av-edge"], ["external-live-meeting-client"], [[50000, 59999]]],
    ]);
  });
});

describe("sign-in-srv", () => {
  it.each([
    [1, "_sipinternaltls._tcp", 5061, "internal"],
    [2, "_sipinternal._tcp", 5060, "internal"],
    [3, "_sip._tls", 443, "public"],
    [4, "_sip._tcp", 443, "public"],
  ])("row %i: %s.{domain}, port %i", (row, name, port, view) => {
    const records = ofSystem(RECORDS).filter((fact) => fact.source.table === "sign-in-srv");
    expect(records).toHaveLength(4);
    expect(records[row - 1]).toMatchObject({
      id: `ocs-2007/sign-in-srv/${String(row)}`,
      type: "SRV",
      name: `${name}.{domain}`,
      printed: { record: `${name}.<domain>`, port: String(port) },
      port,
      view,
      order: row,
    });
  });
});

describe("edge-servers", () => {
  it.each([
    [1, "Access Edge Server", "access-edge", "Session Initiation Protocol (SIP)", ["front-end", "director"]],
    [
      2,
      "Web Conferencing Edge Server",
      "web-conferencing-edge",
      "Persistent Shared Object Model (PSOM)",
      ["web-conferencing-server"],
    ],
    [
      3,
      "A/V Edge Server",
      "av-edge",
      "RTP/RTCP, Simple Traversal of UDP through NAT (STUN)/",
      ["av-conferencing-server"],
    ],
    [4, "Reverse Proxy", "reverse-proxy", "HTTP(s)", ["web-components"]],
  ])("row %i: %s", (row, server, role, protocol, internalRoles) => {
    expect(ofSystem(EDGE_SERVERS)).toHaveLength(4);
    expect(ofSystem(EDGE_SERVERS)[row - 1]).toMatchObject({
      id: `ocs-2007/edge-servers/${String(row)}`,
      printed: { server, protocol },
      role,
      internalRoles,
    });
  });
});

const COLLOCATED = ["front-end", "web-conferencing-server", "av-conferencing-server", "web-components"];

describe("certificates", () => {
  /** Topology, role, CA and subject as printed; the roles; how many names and remarks the row states. */
  const rows = [
    [
      "Standard Edition server",
      "All server roles (which are collocated)",
      "Enterprise CA.",
      "FQDN of the Standard Edition Server",
      COLLOCATED,
      1,
      1,
    ],
    ["Enterprise pool: consolidated", "All server roles.", "Enterprise CA.", "FQDN of the pool", COLLOCATED, 2, 3],
    ["Enterprise pool: expanded", "Front End", "Enterprise CA", "FQDN of the pool", ["front-end"], 1, 1],
    ["", "Web Conferencing", "Enterprise CA", "FQDN of the pool", ["web-conferencing-server"], 0, 1],
    ["", "A/V Conferencing", "Enterprise CA", "FQDN of the pool", ["av-conferencing-server"], 0, 1],
    [
      "",
      "Web Components",
      "Enterprise CA",
      "FQDN of the VIP (virtual IP) of the load balancer used by the Web Components Server",
      ["web-components"],
      1,
      1,
    ],
    [
      "Director, | Standard Edition",
      "Director",
      "Enterprise CA",
      "FQDN of Standard Edition Server",
      ["director"],
      1,
      0,
    ],
    ["Director, | Enterprise pool", "Director", "Enterprise CA", "FQDN of the pool", ["director"], 1, 0],
    [
      "Array of Standard Edition Directors",
      "Director",
      "Enterprise CA.",
      "FQDN of the Director Server",
      ["director"],
      3,
      2,
    ],
  ] as const;
  const facts = ofSystem(CERTIFICATES);

  it("has the nine rows once each, in order", () => {
    expect(facts.map((fact) => fact.id)).toEqual(rows.map((_, index) => `ocs-2007/certificates/${String(index + 1)}`));
    expect(facts.map((fact) => fact.source.row)).toEqual(rows.map((_, index) => index + 1));
  });

  it.each(rows.map((row, index) => [index + 1, ...row] as const))(
    "row %i: %s, %s",
    (number, topology, serverRole, recommendedCa, subjectNameCommonName, roles, names, remarks) => {
      const fact = facts[number - 1];
      const notes = {
        serverRoleNote: "certificate; each Enterprise Edition Server",
        subjectNameNote: "Web Components; URL of the internal web farm; SN or SAN",
      };
      expect(fact?.printed).toEqual({
        topology,
        serverRole,
        recommendedCa,
        subjectNameCommonName,
        ...(number === 2 ? notes : {}),
      });
      expect(fact?.roles).toEqual(roles);
      expect(fact?.ca).toBe("enterprise");
      expect(fact?.alternativeNames).toHaveLength(names);
      expect(fact?.comments).toHaveLength(remarks);
      // Which name of a SIP domain is meant, no row says; in the rows without a topology, one merged cell was lost.
      const says = fact?.reading?.says ?? "";
      expect([says.includes("sip.<domain>"), says.includes("as in row 3")]).toEqual([
        [1, 2, 3, 7, 8, 9].includes(number),
        topology === "",
      ]);
    },
  );

  it("asks for the SIP domains in all rows but those of Web Conferencing, A/V Conferencing and Web Components", () => {
    const without = facts.filter((fact) => !fact.alternativeNames.some((name) => name.includes("SIP domain")));
    expect(without.map((fact) => fact.source.row)).toEqual([4, 5, 6]);
  });

  it("asks for the web farm's name where Web Components may have another one than the pool", () => {
    const farm = facts.filter((fact) => fact.alternativeNames.some((name) => name.includes("web farm")));
    expect(farm.map((fact) => fact.source.row)).toEqual([2, 6]);
  });
});

describe("features", () => {
  /** Feature, roles and clients as printed; the sets of roles that are needed. */
  const rows = [
    ["내부 사용자를 위한 IM과 상태정보 제공", "추가 서버 없음", "Communicator 2005/2007", [[]]],
    [
      "On-premise Web Conferencing",
      "Standard Edition: | 추가 서버 없음 | Enterprise Edition: | Web Conferencing Server | Web Components Server",
      "Live Meeting 2007 client",
      [[], ["web-conferencing-server", "web-components"]],
    ],
    [
      "Address Book Server",
      "Standard Edition: | 추가 서버 없음 | Enterprise Edition: | Web Components Server",
      "",
      [[], ["web-components"]],
    ],
    ["Archiving and Call Detail Records", "Archiving and CDR Server", "", [["archiving-and-cdr-server"]]],
    [
      "외부 사용자 접근",
      "Access Edge Server | HTTP reverse proxy",
      "Communicator 2005/2007",
      [["access-edge", "reverse-proxy"]],
    ],
    ["Federation", "", "", [["access-edge", "reverse-proxy"]]],
    ["Public IM Connectivity(PIC)", "", "", [["access-edge", "reverse-proxy"]]],
    [
      "외부사용자와의 Web conferencing",
      "Web Conferencing Edge Server | HTTP reverse proxy",
      "Live Meeting 2007 client",
      [["web-conferencing-edge", "reverse-proxy"]],
    ],
    [
      "외부사용자와의 Audio/Video Conferencing",
      "A/V Conferencing Edge Server",
      "Live Meeting 2007 client",
      [["av-edge"]],
    ],
    [
      "웹 브라우저 기반 클라이언트에 대한 IM과 상태정보 제공",
      "Communicator Web Access Server",
      "Communicator Web Access",
      [["communicator-web-access-server"]],
    ],
    [
      "Enterprise Voice",
      "Mediation Server and basic media gateway | OR | basic-hybrid media gateway | (Mediation Server + basic media gateway) | OR | advanced media gateway | (Mediation server logic + gateway)",
      "Communicator 2007 | OR | Office Communicator 2007 Phone",
      [["mediation-server", "basic-media-gateway"], ["basic-hybrid-media-gateway"], ["advanced-media-gateway"]],
    ],
  ] as const;
  const facts = ofSystem(FEATURES);

  it("has the eleven rows once each, in order", () => {
    expect(facts.map((fact) => fact.id)).toEqual(rows.map((_, index) => `ocs-2007/features/${String(index + 1)}`));
    expect(facts.map((fact) => fact.source.row)).toEqual(rows.map((_, index) => index + 1));
  });

  it.each(rows.map((row, index) => [index + 1, ...row] as const))(
    "row %i: %s",
    (number, featureToProvide, serverRolesToAdd, clientsUsed, alternatives) => {
      const fact = facts[number - 1];
      expect(fact?.printed).toEqual({ featureToProvide, serverRolesToAdd, clientsUsed });
      expect(fact?.alternatives.map((one) => one.roles)).toEqual(alternatives);
      expect(fact?.clients.length === 0).toBe(number === 3 || number === 4);
    },
  );

  it("has two editions only where the document names them", () => {
    const twofold = facts.filter((fact) => fact.alternatives.some((one) => one.edition !== "any"));
    expect(twofold.map((fact) => fact.source.row)).toEqual([2, 3]);
    for (const fact of twofold) expect(fact.alternatives.map((one) => one.edition)).toEqual(["standard", "enterprise"]);
  });
});

describe("every fact", () => {
  const facts = [RECORDS, EDGE_SERVERS, FLOWS, CERTIFICATES, FEATURES, LIMITS, TRANSLATIONS].flatMap((list) =>
    ofSystem<(typeof list)[number]>(list),
  );

  it("has an id of its own, in its system", () => {
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(facts.length);
    for (const { id } of facts) expect(id).toMatch(/^ocs-2007\/[a-z0-9-]+\/[a-z0-9-]+$/);
  });

  it("names known roles only", () => {
    const named = [
      ...ofSystem(FLOWS).flatMap((fact) => [...fact.from, ...fact.to]),
      ...ofSystem(FLOWS).flatMap((fact) => fact.directions.flatMap((one) => [...one.from, ...one.to])),
      ...ofSystem(RECORDS).map((fact) => fact.role),
      ...ofSystem(EDGE_SERVERS).flatMap((fact) => [fact.role, ...fact.internalRoles]),
      ...ofSystem(CERTIFICATES).flatMap((fact) => fact.roles),
      ...ofSystem(FEATURES).flatMap((fact) => [...fact.clients, ...fact.alternatives.flatMap((one) => one.roles)]),
      ...ofSystem(LIMITS).flatMap((fact) => fact.roles),
    ];
    expect(named.filter((role) => !ROLE_IDS.has(role))).toEqual([]);
  });

  it("names known choices only", () => {
    const named = [
      ...ofSystem(FLOWS).flatMap((fact) => fact.directions.map((one) => one.when)),
      ...ofSystem(RECORDS).map((fact) => fact.when),
      ...ofSystem(LIMITS).map((fact) => fact.when),
    ].flatMap(choicesOf);
    expect(named.filter((choice) => !CHOICE_IDS.has(choice))).toEqual([]);
  });
});

function choicesOf(when: When): string[] {
  if (when === "always") return [];
  if ("choice" in when) return [when.choice];
  if ("not" in when) return choicesOf(when.not);
  return ("any" in when ? when.any : when.all).flatMap(choicesOf);
}
