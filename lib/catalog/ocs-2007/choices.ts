import type { ChoiceFact, Citation } from "../schema";

const FEATURES: Citation = {
  document: "ocs-2007",
  section: "servers needed for additional features",
  table: "features",
};
const CERTIFICATES: Citation = { document: "ocs-2007", section: "certificate requirements", table: "certificates" };
const PORTS: Citation = { document: "ocs-2007", section: "ports used", table: "ports" };
const EDGE: Citation = { document: "ocs-2007", section: "edge servers", table: "edge-servers" };

/** What a deployment chooses: features by their row of the feature table, topologies by their certificate row. */
export const OCS_2007_CHOICES: readonly ChoiceFact[] = [
  { id: "remote-access", system: "ocs-2007", title: "Remote user access", source: { ...FEATURES, row: 5 } },
  { id: "federation", system: "ocs-2007", title: "Federation", source: { ...FEATURES, row: 6 } },
  { id: "public-im", system: "ocs-2007", title: "Public IM Connectivity", source: { ...FEATURES, row: 7 } },
  {
    id: "external-web-conferencing",
    system: "ocs-2007",
    title: "Web conferencing with external users",
    source: { ...FEATURES, row: 8 },
  },
  {
    id: "external-av",
    system: "ocs-2007",
    title: "Audio/video conferencing with external users",
    source: { ...FEATURES, row: 9 },
  },
  {
    id: "published-web-components",
    system: "ocs-2007",
    title: "Web content for external users through a reverse proxy",
    source: { ...EDGE, row: 4 },
  },
  {
    id: "director-next-hop",
    system: "ocs-2007",
    title: "Director between the Access Edge Server and the servers inside",
    source: { ...EDGE, row: 1 },
  },
  {
    id: "load-balanced-pool",
    system: "ocs-2007",
    title: "Front End Servers behind a load balancer",
    source: { ...PORTS, row: 4 },
  },
  {
    id: "on-premise-web-conferencing",
    system: "ocs-2007",
    title: "On-premise web conferencing",
    source: { ...FEATURES, row: 2 },
  },
  { id: "address-book", system: "ocs-2007", title: "Address Book Server", source: { ...FEATURES, row: 3 } },
  {
    id: "archiving-and-cdr",
    system: "ocs-2007",
    title: "Archiving and call detail records",
    source: { ...FEATURES, row: 4 },
  },
  {
    id: "web-access",
    system: "ocs-2007",
    title: "IM and presence for clients in a browser",
    source: { ...FEATURES, row: 10 },
  },
  { id: "enterprise-voice", system: "ocs-2007", title: "Enterprise Voice", source: { ...FEATURES, row: 11 } },
  {
    id: "standard-edition",
    system: "ocs-2007",
    title: "Standard Edition: all roles on one server",
    source: { ...CERTIFICATES, row: 1 },
  },
  {
    id: "consolidated-pool",
    system: "ocs-2007",
    title: "Enterprise pool, consolidated: all roles on each server",
    source: { ...CERTIFICATES, row: 2 },
  },
  {
    id: "expanded-pool",
    system: "ocs-2007",
    title: "Enterprise pool, expanded: each role on servers of its own",
    source: { ...CERTIFICATES, row: 3 },
  },
  {
    id: "director-standard-edition",
    system: "ocs-2007",
    title: "Director on a Standard Edition Server",
    source: { ...CERTIFICATES, row: 7 },
  },
  {
    id: "director-pool",
    system: "ocs-2007",
    title: "Director on an Enterprise pool",
    source: { ...CERTIFICATES, row: 8 },
  },
  {
    id: "director-array",
    system: "ocs-2007",
    title: "Array of Standard Edition Directors behind a virtual address",
    source: { ...CERTIFICATES, row: 9 },
  },
];
