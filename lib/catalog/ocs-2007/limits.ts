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
    id: "ocs-2007/not-balanced/1",
    system: "ocs-2007",
    source: {
      document: "ocs-2007",
      section: "ports used: row 4; certificate requirements: rows 2 to 6, 8 and 9",
      table: "ports",
    },
    printed: {
      ports4: "Used when a load balancer is deployed",
      certificates6: "FQDN of the VIP (virtual IP) of the load balancer used by the Web Components Server",
      certificates9: "FQDN of the virtual IP (VIP) used by the array",
    },
    reading: {
      says: "SIP (5060, 5061) to Front End Servers and Directors and HTTPS (443) to Web Components Servers go through the virtual address; these ports, and media, go to each server by itself",
      because:
        "the document names the load balancer in ports row 4 and certificate row 6 only, and the virtual IP of an array in certificate row 9: what leads to it are the names of the pool, the web farm and the array, by SIP and HTTPS; a conference is on one server, which the others have to reach; row 4 is between Front End Servers, one by one",
    },
    subject: "ports that no load balancer forwards",
    says: "conferences (444, 5063, 8057) and TCP 135 go to each server by itself, past the virtual address of the pool",
    quantity: null,
    ports: [
      [135, 135],
      [444, 444],
      [5063, 5063],
      [8057, 8057],
    ],
    roles: ["front-end", "web-conferencing-server", "av-conferencing-server"],
    when: { any: [{ choice: "consolidated-pool" }, { choice: "expanded-pool" }] },
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
    printed: { rows: "9, none for these roles" },
    reading: {
      says: "what these servers need is derived, and marked as not documented",
      because:
        "the table covers Standard Edition Servers, Enterprise pools and Directors; ports rows 1, 11 to 14 and 17 print TLS and MTLS for the others as well; lcs-2005-pic asks for a public CA with public IM and federation",
    },
    subject: "certificates of roles without rows in the certificate table",
    says: "the document gives no certificate for the edge servers, the reverse proxy, Archiving and CDR, Communicator Web Access, the Mediation Server and the media gateways",
    quantity: null,
    roles: [
      "access-edge",
      "web-conferencing-edge",
      "av-edge",
      "reverse-proxy",
      "archiving-and-cdr-server",
      "communicator-web-access-server",
      "mediation-server",
      "basic-hybrid-media-gateway",
      "advanced-media-gateway",
    ],
    when: "always",
  },
];
