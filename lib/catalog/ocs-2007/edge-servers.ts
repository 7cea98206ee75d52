import type { Citation, EdgeServerFact } from "../schema";

const EDGE: Citation = { document: "ocs-2007", section: "edge servers", table: "edge-servers" };

/** The edge server table, row by row. */
export const OCS_2007_EDGE_SERVERS: readonly EdgeServerFact[] = [
  {
    id: "ocs-2007/edge-servers/1",
    system: "ocs-2007",
    source: { ...EDGE, row: 1 },
    printed: {
      server: "Access Edge Server",
      internalServer: "Office Communications Server 2007 server or pool and, optionally, a Director",
      protocol: "Session Initiation Protocol (SIP)",
    },
    reading: null,
    role: "access-edge",
    supports: "public IM, federation, remote access of internal users, and the way out for conferences and voice",
    internalRoles: ["front-end", "director"],
    protocol: "SIP",
  },
  {
    id: "ocs-2007/edge-servers/2",
    system: "ocs-2007",
    source: { ...EDGE, row: 2 },
    printed: {
      server: "Web Conferencing Edge Server",
      internalServer: "Web Conferencing Server",
      protocol: "Persistent Shared Object Model (PSOM)",
    },
    reading: null,
    role: "web-conferencing-edge",
    supports: "web conferencing with external users",
    internalRoles: ["web-conferencing-server"],
    protocol: "PSOM",
  },
  {
    id: "ocs-2007/edge-servers/3",
    system: "ocs-2007",
    source: { ...EDGE, row: 3 },
    printed: {
      server: "A/V Edge Server",
      internalServer: "A/V Conferencing Server",
      protocol: "RTP/RTCP, Simple Traversal of UDP through NAT (STUN)/",
    },
    reading: null,
    role: "av-edge",
    supports: "A/V conferences and point-to-point A/V calls with external users",
    internalRoles: ["av-conferencing-server"],
    protocol: "RTP/RTCP, STUN",
  },
  {
    id: "ocs-2007/edge-servers/4",
    system: "ocs-2007",
    source: { ...EDGE, row: 4 },
    printed: { server: "Reverse Proxy", internalServer: "Web server (IIS)", protocol: "HTTP(s)" },
    reading: {
      says: "the web server is the one that runs the Web Components Server",
      because: "certificate rows 1, 2 and 6 have the Web Components Server in IIS, and no other web server is named",
    },
    role: "reverse-proxy",
    supports:
      "expansion of distribution groups, download of the address book and access to meeting content, for external users",
    internalRoles: ["web-components"],
    protocol: "HTTP(S)",
  },
];
