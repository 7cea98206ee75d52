import type { LimitFact } from "../schema";

/** Rules that the tables of `ocs-2007` imply, and what they leave out. */
export const OCS_2007_LIMITS: readonly LimitFact[] = [
  {
    id: "ocs-2007/external-addresses/1",
    system: "ocs-2007",
    source: { document: "ocs-2007", section: "ports used: rows 11, 13, 15 and 16", table: "ports" },
    printed: { reverseProxy: "443", accessEdge: "443", webConferencingEdge: "443", avEdge: "443" },
    reading: {
      says: "each of the four needs an external address of its own",
      because: "all listen on TCP 443 towards the internet, and one address has one listener per port",
    },
    subject: "external addresses",
    says: "the three edge roles and the reverse proxy each have an external address of their own",
    quantity: { bound: "exactly", value: 1, unit: "external address per role" },
    ports: [[443, 443]],
    roles: ["access-edge", "web-conferencing-edge", "av-edge", "reverse-proxy"],
    when: "always",
  },
  {
    id: "ocs-2007/undocumented/ports",
    system: "ocs-2007",
    source: { document: "ocs-2007", section: "ports used", table: "ports" },
    printed: { rows: "29, none for these roles and none for SQL" },
    reading: {
      says: "nothing is opened for them beyond the SIP between servers of row 1, and for SQL nothing at all",
      because: "the feature table names these servers, the port table has no row for them",
    },
    subject: "roles without rows in the port table",
    says: "what Archiving and CDR, Communicator Web Access, the Mediation Server, the media gateways and SQL need is not documented: the deployer adds it",
    quantity: null,
    roles: [
      "archiving-and-cdr-server",
      "communicator-web-access-server",
      "mediation-server",
      "basic-media-gateway",
      "basic-hybrid-media-gateway",
      "advanced-media-gateway",
    ],
    when: "always",
  },
  {
    id: "ocs-2007/undocumented/certificates",
    system: "ocs-2007",
    source: { document: "ocs-2007", section: "certificate requirements", table: "certificates" },
    printed: { rows: "9, internal roles only" },
    reading: {
      says: "what the edge servers and the reverse proxy need is derived, and marked as not documented",
      because: "the table covers internal roles only; lcs-2005-pic asks for a public CA with public IM and federation",
    },
    subject: "certificates of edge servers and reverse proxy",
    says: "the document gives no certificate for the edge servers and the reverse proxy",
    quantity: null,
    roles: ["access-edge", "web-conferencing-edge", "av-edge", "reverse-proxy"],
    when: "always",
  },
];
