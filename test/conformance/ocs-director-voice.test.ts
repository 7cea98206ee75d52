/**
 * Enterprise Voice and external users behind Directors: the complete rules of the example, what its machines can send, and
 * its records, written by hand from the document.
 */
import { Testing } from "cdktf";
import { OcsDirectorVoiceAws } from "../../examples/ocs-director-voice/aws";
import { OcsDirectorVoiceAzure } from "../../examples/ocs-director-voice/azure";
import { synthesize } from "../../lib/testing/index";
import { readStack } from "../../lib/tools/read/terraform-json";
import { previewStack } from "../../lib/tools/report/preview";
import { synthesizeExamples } from "../support/examples";
import { CLIENTS } from "../support/ocs";
import { both, callsOf, expectExact, healthOf, media, type VirtualAddress } from "../support/ocs-rules";
import { each, type Expected, flows, named, through, together } from "../support/ocs-permits";
import { recordsOf, resourcesOf } from "../support/rules";
import { CLOUDS, type Cloud } from "../support/stacks";
import { INTERNET } from "../support/xphone";

const examples = synthesizeExamples();
const PARTNERS = "198.51.100.0/24";
const SIP = "tcp 5060-5061";

/** The groups of hosts. */
const POOL = "Pool_Internal";
const DIRECTORS = "Director_Internal";
const MEDIATION = "Voice_MediationServer_Internal";
const WEB_ACCESS = "WebAccess_Server_Internal";
const ACCESS_EDGE = "Edge_AccessEdge_External";
const WEB_EDGE = "Edge_WebConferencingEdge_External";
const AV_EDGE = "Edge_AvEdge_External";
const EDGE_INSIDE = "Edge_AccessEdgeAndWebConferencingEdgeAndAvEdgeInternal";

/** The virtual addresses. */
const TO_POOL: VirtualAddress = {
  front: "Pool_Address_Balancer_Front",
  hosts: POOL,
  address: "10.30.1.10",
  health: [5060, 5061, 443],
};
const TO_DIRECTORS: VirtualAddress = {
  front: "Director_Address_Balancer_Front",
  hosts: DIRECTORS,
  address: "10.30.1.20",
  health: [5060, 5061],
};
const TO_EDGE_INSIDE: VirtualAddress = {
  front: "Edge_AccessEdgeAndAvEdgeInternalAddress_Balancer_Front",
  hosts: EDGE_INSIDE,
  address: "10.20.0.150",
  // One port of each service, as UDP has no probe.
  health: [5061, 443],
};
const TO_ACCESS_EDGE = { front: "Edge_AccessEdge_PublicAddress_Balancer_Front", hosts: ACCESS_EDGE, health: [5061] };
const TO_WEB_EDGE = { front: "Edge_WebConferencingEdge_PublicAddress_Balancer_Front", hosts: WEB_EDGE, health: [443] };
const TO_AV_EDGE = { front: "Edge_AvEdge_PublicAddress_Balancer_Front", hosts: AV_EDGE, health: [443] };

/** SIP: clients sign in at Directors and at the pool; servers call each other, a pool or array by its virtual address. */
function sip(cloud: Cloud): string[] {
  const balanced = [TO_POOL, TO_DIRECTORS];
  return [
    // Rows 1, 20, 21 and 27: clients.
    ...balanced.flatMap((place) => callsOf(CLIENTS, place, cloud, SIP)),
    // Row 1: Front Ends and Directors, among themselves, and each other. Members of one kind call each other one by one too.
    ...balanced.flatMap((place) => [POOL, DIRECTORS].flatMap((caller) => callsOf(caller, place, cloud, SIP))),
    ...[POOL, DIRECTORS].flatMap((group) => both(group, group, "5060-5061")),
    // Row 1, and the feature table: servers without rows, both ways with both kinds. They have no virtual address.
    ...[MEDIATION, WEB_ACCESS].flatMap((server) => [
      ...balanced.flatMap((place) => callsOf(server, place, cloud, SIP)),
      ...both(POOL, server, "5060-5061"),
      ...both(DIRECTORS, server, "5060-5061"),
    ]),
    ...balanced.flatMap((place) => healthOf(place, cloud)),
  ];
}

/** What a consolidated pool has beside SIP. */
function pool(cloud: Cloud): string[] {
  return [
    // Rows 2, 5 and 6: HTTPS of clients, of the proxy, and of the pool's servers to the pool's name, and to each other.
    ...[CLIENTS, POOL, "Proxy_ReverseProxy_Internal"].flatMap((one) => callsOf(one, TO_POOL, cloud, "tcp 443")),
    ...both(POOL, POOL, 443),
    // Rows 3 and 7, row 4, row 9: within the pool, server by server. 135 is nowhere else.
    ...[444, 135, 5063].flatMap((port) => both(POOL, POOL, port)),
    // Rows 8 and 26: a conference is on one server. Row 10.
    `${POOL} ingress tcp 8057 from ${CLIENTS}`,
    media(POOL, cloud),
  ];
}

/** The edge's inside: one interface of each host, and one virtual address of the Access Edge and the A/V Edge. */
function edgeInside(cloud: Cloud): string[] {
  return [
    // Rows 1 and 12: the Access Edge and the Directors, both ways; the pool has nothing to say to it.
    ...callsOf(DIRECTORS, TO_EDGE_INSIDE, cloud, "tcp 5061"),
    ...callsOf(EDGE_INSIDE, TO_DIRECTORS, cloud, "tcp 5061"),
    // Rows 21 and 27: authentication of A/V users from inside. Rows 16 and 18: STUN of clients.
    ...callsOf(CLIENTS, TO_EDGE_INSIDE, cloud, "tcp 5061", "tcp 443", "udp 3478"),
    // Rows 16 to 18: the pool, with its A/V Conferencing Servers. Row 17: Directors are SIP servers too.
    ...callsOf(POOL, TO_EDGE_INSIDE, cloud, "tcp 443", "udp 3478", "tcp 5062"),
    ...callsOf(DIRECTORS, TO_EDGE_INSIDE, cloud, "tcp 5062"),
    ...healthOf(TO_EDGE_INSIDE, cloud),
    // Row 14: Web Conferencing Servers call each host by itself.
    ...both(POOL, EDGE_INSIDE, 8057),
  ];
}

/** The outside: the edge's virtual addresses, its hosts' own, and the proxy. */
function outside(cloud: Cloud): string[] {
  const internet = INTERNET[cloud];
  const sourced = cloud === "azure" ? " source 50000-59999" : "";
  return [
    // Rows 13, 22 and 25: remote users. Row 12: partners come to the virtual address, and are called by the hosts.
    ...callsOf(internet, TO_ACCESS_EDGE, cloud, "tcp 443"),
    ...callsOf(PARTNERS, TO_ACCESS_EDGE, cloud, "tcp 5061"),
    `${ACCESS_EDGE} egress tcp 5061 to ${PARTNERS}`,
    // Rows 15 and 25.
    ...callsOf(internet, TO_WEB_EDGE, cloud, "tcp 443"),
    // Rows 16 and 18.
    ...callsOf(internet, TO_AV_EDGE, cloud, "tcp 443", "udp 3478"),
    // Rows 19, 23 and 28: media go to the public address of each host, and not through the virtual one.
    ...["tcp", "udp"].flatMap((transport) => [
      `${AV_EDGE} ingress ${transport} 50000-59999 from ${internet}`,
      `${AV_EDGE} egress ${transport} 1024-65535 to ${internet}${sourced}`,
    ]),
    ...[TO_ACCESS_EDGE, TO_WEB_EDGE, TO_AV_EDGE].flatMap((place) => healthOf(place, cloud)),
    // Row 11.
    `Proxy_ReverseProxy_External ingress tcp 443 from ${internet}`,
  ];
}

describe("Enterprise Voice behind Directors opens exactly what the rows ask for", () => {
  it.each(CLOUDS)("on %s, and its own flow of browsers; nothing at the basic media gateway", (cloud) => {
    expectExact(examples.get(`ocs-director-voice-${cloud}`) ?? "", [
      ...sip(cloud),
      ...pool(cloud),
      ...edgeInside(cloud),
      ...outside(cloud),
      `${WEB_ACCESS} ingress tcp 443 from ${CLIENTS}`,
    ]);
  });
});

/** What passes, packet by packet: the addresses of machines, and not the groups that they are in. */
function permitted(cloud: Cloud): Expected {
  const pool = ["10.30.1.11", "10.30.1.12"];
  const directors = ["10.30.1.21", "10.30.1.22"];
  const [mediation, web, proxy] = ["10.30.1.30", "10.30.1.40", "10.20.0.141"] as const;
  const edge = ["10.20.0.138", "10.20.0.139"];
  const inside = "Edge/AccessEdgeAndWebConferencingEdgeAndAvEdgeInternal";
  const [poolFront, directorFront] = ["Pool/Address", "Director/Address"] as const;
  const edgeFront = "Edge/AccessEdgeAndAvEdgeInternalAddress";
  const toPool = named(cloud, poolFront, "10.30.1.10");
  const toDirectors = named(cloud, directorFront, "10.30.1.20");
  const toEdge = named(cloud, edgeFront, "10.20.0.150");
  const callers = each(SIP, CLIENTS, ...pool, ...directors, mediation, web);
  const servers = each(SIP, toPool, toDirectors, mediation, web);
  const withServers = {
    ingress: flows(...each(SIP, ...pool, ...directors)),
    egress: flows(...each(SIP, toPool, toDirectors)),
  };
  const within = each(["tcp 443", "tcp 444", "tcp 135", "tcp 5063", SIP], ...pool);
  return together(
    // Rows 1 to 10 of the pool, 14 and 16 to 18 of what it calls.
    through(
      cloud,
      poolFront,
      "Pool/Internal",
      ["5060-5061", "443"],
      ...callers,
      ...each("tcp 443", CLIENTS, ...pool, proxy),
    ),
    {
      "Pool/Internal": {
        ingress: flows(...within, `tcp 8057 ${CLIENTS}`),
        egress: flows(
          ...within,
          ...servers,
          `tcp 443 ${toPool}`,
          ...each("tcp 8057", ...edge),
          ...each(["tcp 443", "udp 3478", "tcp 5062"], toEdge),
          `udp 1024-65535 ${CLIENTS} 49152-65535`,
        ),
      },
    },
    // Rows 1, 12 and 17 of the Directors.
    through(
      cloud,
      directorFront,
      "Director/Director/Internal",
      ["5060-5061"],
      ...callers,
      ...each("tcp 5061", ...edge),
    ),
    {
      "Director/Director/Internal": {
        ingress: flows(...each(SIP, ...directors)),
        egress: flows(...each(SIP, ...directors), ...servers, ...each(["tcp 5061", "tcp 5062"], toEdge)),
      },
    },
    // Row 1, and nothing for the basic media gateway.
    { "Voice/MediationServer/Internal": withServers, "WebAccess/Server/Internal": withServers },
    { "WebAccess/Server/Internal": { ingress: flows(`tcp 443 ${CLIENTS}`) } },
    through(
      cloud,
      edgeFront,
      inside,
      ["5061", "443"],
      ...each("tcp 5061", ...directors, CLIENTS),
      ...each("tcp 5062", ...directors, ...pool),
      ...each(["tcp 443", "udp 3478"], ...pool, CLIENTS),
    ),
    { [inside]: { ingress: flows(...each("tcp 8057", ...pool)), egress: flows(`tcp 5061 ${toDirectors}`) } },
    permittedOutside(cloud),
    { "Proxy/ReverseProxy/Internal": { egress: flows(`tcp 443 ${toPool}`) } },
  );
}

/** Rows 11 to 13, 15, 16, 18, 19, 22, 23, 25 and 28. */
function permittedOutside(cloud: Cloud): Expected {
  const [access, web, av] = ["Edge/AccessEdge", "Edge/WebConferencingEdge", "Edge/AvEdge"] as const;
  const here = (path: string, health: string, ...lines: readonly string[]): Expected =>
    through(cloud, `${path}/PublicAddress`, `${path}/External`, [health], ...lines);
  return together(
    here(access, "5061", "tcp 443 internet", `tcp 5061 ${PARTNERS}`),
    here(web, "443", "tcp 443 internet"),
    here(av, "443", "tcp 443 internet", "udp 3478 internet"),
    {
      [`${access}/External`]: { egress: flows(`tcp 5061 ${PARTNERS}`) },
      [`${av}/External`]: {
        ingress: flows(...each(["tcp 50000-59999", "udp 50000-59999"], "internet")),
        egress: flows("tcp 1024-65535 internet 50000-59999", "udp 1024-65535 internet 50000-59999"),
      },
      "Proxy/ReverseProxy/External": { ingress: flows("tcp 443 internet") },
    },
  );
}

it.each([
  ["aws", OcsDirectorVoiceAws],
  ["azure", OcsDirectorVoiceAzure],
] as const)("permits exactly what is spelled out on %s, and has no findings but accepted ones", (cloud, Stack) => {
  const app = Testing.app();
  new Stack(app, "example");
  const [stack] = synthesize(app);
  expect(stack).toPermitExactly(permitted(cloud));
  expect(stack).toHaveNoFindings();
});

/** Inside: the internal records lead to the array, as everybody signs in at Directors. */
const RECORDS_INSIDE = [
  "A pool.example.com: 10.30.1.10",
  "A abs.example.com: 10.30.1.10",
  "A directors.example.com: 10.30.1.20",
  "A sip.example.com: 10.30.1.20",
  "A sip.example.org: 10.30.1.20",
  "A director1.example.com: 10.30.1.21",
  "A director2.example.com: 10.30.1.22",
  "A mediation.example.com: 10.30.1.30",
  "A cwa.example.com: 10.30.1.40",
  "A edge.example.com: 10.20.0.150",
  "A av.example.com: 10.20.0.150",
  "A edge1.example.com: 10.20.0.138",
  "A edge2.example.com: 10.20.0.139",
  "SRV _sipinternaltls._tcp.example.com: 0 0 5061 directors.example.com",
  "SRV _sipinternaltls._tcp.example.org: 0 0 5061 sip.example.org",
  "SRV _sipinternal._tcp.example.com: 0 0 5060 directors.example.com",
  "SRV _sipinternal._tcp.example.org: 0 0 5060 sip.example.org",
];

/** Outside: the virtual addresses of the edge, and the proxy; partners look up the records of federation. */
const RECORDS_OUTSIDE = [
  "A webconf.example.com: Edge_WebConferencingEdge_PublicAddress",
  "A av.example.com: Edge_AvEdge_PublicAddress",
  "A abs.example.com: Proxy_ReverseProxy_External",
  ...["example.com", "example.org"].flatMap((domain) => [
    `A sip.${domain}: Edge_AccessEdge_PublicAddress`,
    `SRV _sip._tls.${domain}: 0 0 443 sip.${domain}`,
    `SRV _sip._tcp.${domain}: 0 0 443 sip.${domain}`,
    `SRV _sipfederationtls._tcp.${domain}: 0 0 5061 sip.${domain}`,
  ]),
];

describe("two SIP domains in split view", () => {
  const viewed = (cloud: Cloud): string[] =>
    recordsOf(examples.get(`ocs-director-voice-${cloud}`) ?? "").map((line) =>
      line.replace(/: (Edge_\w+_PublicAddress|Proxy_ReverseProxy_External)_.*$/, ": $1"),
    );

  it("on AWS", () => {
    const inZone = (view: string) => (line: string) =>
      line.replace(
        /example\.(com|org):/,
        (name, top: string) => `${name.slice(0, -1)} in Z0${view}${top.toUpperCase()}:`,
      );
    const expected = [...RECORDS_INSIDE.map(inZone("INSIDE")), ...RECORDS_OUTSIDE.map(inZone("PUBLIC"))];
    expect(viewed("aws")).toEqual(expected.sort());
  });

  it("on Azure", () => {
    const inZone = (view: string) => (line: string) => `${view} ${line.replace(/\.(example\.\w+):/, " in $1:")}`;
    const expected = [...RECORDS_INSIDE.map(inZone("internal")), ...RECORDS_OUTSIDE.map(inZone("public"))];
    expect(viewed("azure")).toEqual(expected.sort());
  });

  it.each(CLOUDS)("are looked up in the documented order, which a preview shows, on %s", (cloud) => {
    const stack = readStack("cdk.tf.json", JSON.parse(examples.get(`ocs-director-voice-${cloud}`) ?? ""));
    const ordered = previewStack(stack, "2027-01-01").records.flatMap(({ name, view, order }) =>
      order === null ? [] : [`${String(order)} ${view} ${name}`],
    );
    expect(ordered.sort()).toEqual(
      [
        "1 internal _sipinternaltls._tcp",
        "2 internal _sipinternal._tcp",
        "3 public _sip._tls",
        "4 public _sip._tcp",
      ].flatMap((start) => ["example.com", "example.org"].map((domain) => `${start}.${domain}`)),
    );
  });
});

describe("public addresses", () => {
  // Nobody calls a Web Conferencing Edge but through the virtual address, and its hosts call nobody.
  const OWNERS = [
    "Edge_AccessEdge_External",
    "Edge_AccessEdge_External_Member2",
    "Edge_AccessEdge_PublicAddress_Balancer",
    "Edge_AvEdge_External",
    "Edge_AvEdge_External_Member2",
    "Edge_AvEdge_PublicAddress_Balancer",
    "Edge_WebConferencingEdge_PublicAddress_Balancer",
    "Proxy_ReverseProxy_External",
  ];

  it.each([
    ["aws", "aws_eip"],
    ["azure", "azurerm_public_ip"],
  ])(
    "are three virtual ones, one of each host that media reach or that calls, and the proxy's, on %s",
    (cloud, type) => {
      const addresses = Object.keys(resourcesOf(examples.get(`ocs-director-voice-${cloud}`) ?? "", type));
      expect(addresses.map((id) => id.replace(/_Address_\w{8}$/, "")).sort()).toEqual(OWNERS);
    },
  );
});
