/** Certificates as a stack declares them, written by hand: of a pool with several SIP domains, and of an edge. */

type Json = Record<string, unknown>;

/** A certificate that is documented whole: row 2 of the certificate table of OCS 2007. */
export const POOL: Json = {
  item: "certificate",
  of: "Pool",
  title: "Enterprise pool, consolidated",
  roles: ["ocs-2007/front-end", "ocs-2007/web-components"],
  installedOn: ["each server of the pool pool.corp.example.com"],
  assignedTo: ["IIS, for the Web Components Server"],
  ca: "enterprise",
  requirement: "recommended",
  subject: "pool.corp.example.com",
  alternativeNames: ["pool.corp.example.com", "farm.corp.example.com", "sip.example.com", "sip.example.org"],
  uses: ["server", "client"],
  comments: ["installed on each server of the pool", "assigned in IIS"],
  derived: null,
  facts: ["ocs-2007/certificates/2"],
};

/** One that is derived, with a wildcard, for a server that only listens. */
export const PROXY: Json = {
  item: "certificate",
  of: "Proxy",
  title: "Reverse Proxy",
  roles: ["ocs-2007/reverse-proxy"],
  installedOn: ["the Application Load Balancer"],
  assignedTo: [],
  ca: "any",
  requirement: "unstated",
  subject: "*.example.com",
  alternativeNames: ["*.example.com", "xn--bcher-kva.example.org"],
  uses: ["server"],
  comments: [],
  derived: "not documented: its names from those that are stated of it",
  facts: ["ocs-2007/ports/11"],
};

/** One whose names nobody knows. */
export const UNNAMED: Json = {
  ...PROXY,
  of: "Edge",
  title: "Access Edge Server, internal",
  roles: ["ocs-2007/access-edge"],
  installedOn: ["the host of the Access Edge Server"],
  assignedTo: ["its internal interface"],
  ca: "enterprise",
  requirement: "recommended",
  subject: null,
  alternativeNames: [],
  derived: "not documented: its names from those of the internal interface",
  facts: ["ocs-2007/ports/1"],
};

/** One with names that are all too long for a common name. */
export const NAMELESS: Json = {
  ...PROXY,
  of: "Long",
  ca: "public",
  requirement: "required",
  subject: null,
  alternativeNames: [`${"a".repeat(55)}.example.com`],
};

/** A synthesized stack with nothing in it but what it declares. */
export function stackWith(...items: Json[]): Json {
  const all = [{ item: "stack", format: 1, cloud: "aws" }, ...items];
  return {
    "//": { metadata: { stackName: "cdk" } },
    resource: {},
    variable: { uc_edge_deployment: { default: all.map((one) => JSON.stringify(one)) } },
  };
}
