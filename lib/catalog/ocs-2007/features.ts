/** The table of `ocs-2007` that says which servers additional features need, row by row. */
import type { Citation, FeatureFact } from "../schema";

const NO_PORTS =
  "the port table has no row for it: what it needs beyond the SIP between servers of ports row 1 is not documented";

function row(number: number): Citation {
  return { document: "ocs-2007", section: "servers needed for additional features", table: "features", row: number };
}

/** The eleven rows, in printed order. */
export const OCS_2007_FEATURES: readonly FeatureFact[] = [
  {
    id: "ocs-2007/features/1",
    system: "ocs-2007",
    source: row(1),
    printed: {
      featureToProvide: "내부 사용자를 위한 IM과 상태정보 제공",
      serverRolesToAdd: "추가 서버 없음",
      clientsUsed: "Communicator 2005/2007",
    },
    reading: null,
    feature: "IM and presence for internal users",
    alternatives: [{ edition: "any", roles: [] }],
    clients: ["office-communicator"],
  },
  {
    id: "ocs-2007/features/2",
    system: "ocs-2007",
    source: row(2),
    printed: {
      featureToProvide: "On-premise Web Conferencing",
      serverRolesToAdd:
        "Standard Edition: | 추가 서버 없음 | Enterprise Edition: | Web Conferencing Server | Web Components Server",
      clientsUsed: "Live Meeting 2007 client",
    },
    reading: null,
    feature: "On-premise web conferencing",
    alternatives: [
      { edition: "standard", roles: [] },
      { edition: "enterprise", roles: ["web-conferencing-server", "web-components"] },
    ],
    clients: ["live-meeting-client"],
  },
  {
    id: "ocs-2007/features/3",
    system: "ocs-2007",
    source: row(3),
    printed: {
      featureToProvide: "Address Book Server",
      serverRolesToAdd: "Standard Edition: | 추가 서버 없음 | Enterprise Edition: | Web Components Server",
      clientsUsed: "",
    },
    reading: null,
    feature: "Address Book Server",
    alternatives: [
      { edition: "standard", roles: [] },
      { edition: "enterprise", roles: ["web-components"] },
    ],
    clients: [],
  },
  {
    id: "ocs-2007/features/4",
    system: "ocs-2007",
    source: row(4),
    printed: {
      featureToProvide: "Archiving and Call Detail Records",
      serverRolesToAdd: "Archiving and CDR Server",
      clientsUsed: "",
    },
    reading: { says: "needs ports that the document does not give", because: NO_PORTS },
    feature: "Archiving and call detail records",
    alternatives: [{ edition: "any", roles: ["archiving-and-cdr-server"] }],
    clients: [],
  },
  {
    id: "ocs-2007/features/5",
    system: "ocs-2007",
    source: row(5),
    printed: {
      featureToProvide: "외부 사용자 접근",
      serverRolesToAdd: "Access Edge Server | HTTP reverse proxy",
      clientsUsed: "Communicator 2005/2007",
    },
    reading: null,
    feature: "External user access",
    alternatives: [{ edition: "any", roles: ["access-edge", "reverse-proxy"] }],
    clients: ["external-office-communicator"],
  },
  {
    id: "ocs-2007/features/6",
    system: "ocs-2007",
    source: row(6),
    printed: { featureToProvide: "Federation", serverRolesToAdd: "", clientsUsed: "" },
    reading: {
      says: "Access Edge Server and HTTP reverse proxy, with Communicator as the client",
      because: "the cells are empty: rows 5 to 7 shared merged cells",
    },
    feature: "Federation",
    alternatives: [{ edition: "any", roles: ["access-edge", "reverse-proxy"] }],
    clients: ["office-communicator", "external-office-communicator"],
  },
  {
    id: "ocs-2007/features/7",
    system: "ocs-2007",
    source: row(7),
    printed: { featureToProvide: "Public IM Connectivity(PIC)", serverRolesToAdd: "", clientsUsed: "" },
    reading: {
      says: "Access Edge Server and HTTP reverse proxy, with Communicator as the client",
      because: "the cells are empty: rows 5 to 7 shared merged cells",
    },
    feature: "Public IM Connectivity",
    alternatives: [{ edition: "any", roles: ["access-edge", "reverse-proxy"] }],
    clients: ["office-communicator", "external-office-communicator"],
  },
  {
    id: "ocs-2007/features/8",
    system: "ocs-2007",
    source: row(8),
    printed: {
      featureToProvide: "외부사용자와의 Web conferencing",
      serverRolesToAdd: "Web Conferencing Edge Server | HTTP reverse proxy",
      clientsUsed: "Live Meeting 2007 client",
    },
    reading: null,
    feature: "Web conferencing with external users",
    alternatives: [{ edition: "any", roles: ["web-conferencing-edge", "reverse-proxy"] }],
    clients: ["live-meeting-client", "external-live-meeting-client"],
  },
  {
    id: "ocs-2007/features/9",
    system: "ocs-2007",
    source: row(9),
    printed: {
      featureToProvide: "외부사용자와의 Audio/Video Conferencing",
      serverRolesToAdd: "A/V Conferencing Edge Server",
      clientsUsed: "Live Meeting 2007 client",
    },
    reading: {
      says: "the A/V Edge Server of the edge server table",
      because: "the document has one server of that kind; its other tables call it A/V Edge Server",
    },
    feature: "Audio/video conferencing with external users",
    alternatives: [{ edition: "any", roles: ["av-edge"] }],
    clients: ["live-meeting-client", "external-live-meeting-client"],
  },
  {
    id: "ocs-2007/features/10",
    system: "ocs-2007",
    source: row(10),
    printed: {
      featureToProvide: "웹 브라우저 기반 클라이언트에 대한 IM과 상태정보 제공",
      serverRolesToAdd: "Communicator Web Access Server",
      clientsUsed: "Communicator Web Access",
    },
    reading: { says: "needs ports that the document does not give", because: NO_PORTS },
    feature: "IM and presence for clients in a browser",
    alternatives: [{ edition: "any", roles: ["communicator-web-access-server"] }],
    clients: ["communicator-web-access"],
  },
  {
    id: "ocs-2007/features/11",
    system: "ocs-2007",
    source: row(11),
    printed: {
      featureToProvide: "Enterprise Voice",
      serverRolesToAdd:
        "Mediation Server and basic media gateway | OR | basic-hybrid media gateway | (Mediation Server + basic media gateway) | OR | advanced media gateway | (Mediation server logic + gateway)",
      clientsUsed: "Communicator 2007 | OR | Office Communicator 2007 Phone",
    },
    reading: { says: "needs ports that the document does not give", because: NO_PORTS },
    feature: "Enterprise Voice",
    alternatives: [
      { edition: "any", roles: ["mediation-server", "basic-media-gateway"] },
      { edition: "any", roles: ["basic-hybrid-media-gateway"] },
      { edition: "any", roles: ["advanced-media-gateway"] },
    ],
    clients: ["office-communicator", "communicator-phone"],
  },
];
