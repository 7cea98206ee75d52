/**
 * Enterprise Voice and external users behind Directors: the complete rules of the example, what its machines can send, and
 * its records, written by hand from the document.
 */
import { OcsDirectorVoiceAws } from "../../examples/ocs-director-voice/aws";
import { OcsDirectorVoiceAzure } from "../../examples/ocs-director-voice/azure";
import { readStack } from "../../lib/tools/read/terraform-json";
import { previewStack } from "../../lib/tools/report/preview";
import { synthesizeExamples } from "../support/examples";
import { CLIENTS } from "../support/ocs";
import { both, callsOf, expectExact, healthOf, media, once, type VirtualAddress } from "../support/ocs-rules";
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
