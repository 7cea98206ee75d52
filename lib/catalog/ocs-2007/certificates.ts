/** The certificate table of `ocs-2007`, row by row. */
import type { CertificateFact, Citation, Reading } from "../schema";

const SIP_DOMAINS =
  "the FQDN of each supported SIP domain, with several SIP domains and automatic client configuration; the certificate wizard detects and adds them";
const SIP_DOMAINS_DIRECTOR =
  "the FQDN of each supported SIP domain, with several SIP domains and automatic client configuration, where all clients sign in through this Director";
const EACH_SERVER = "installed on each server of the pool";
const ASSIGN_IN_IIS = "the certificate of the Web Components Server is assigned with the IIS administration snap-in";

/** How the alternative names of the SIP domains are read, in each row that asks for them. */
const SIP_DOMAIN_NAMES: Reading = {
  says: "of each SIP domain, the name inside it to which automatic sign-in leads the clients: sip.<domain>, where the deployment names no other",
  because:
    "the row does not say which name; it ties them to automatic client configuration, which looks up SRV records of the domain (automatic sign-in) and connects to the name that they lead to, and a SIP domain by itself is no name of a server",
};

const EXPANDED: Reading = {
  says: "the topology is the expanded Enterprise pool, as in row 3",
  because: "the cell is empty: rows 3 to 6 shared one merged topology cell",
};

function row(number: number): Citation {
  return { document: "ocs-2007", section: "certificate requirements", table: "certificates", row: number };
}

/** The nine rows, in printed order. */
export const OCS_2007_CERTIFICATES: readonly CertificateFact[] = [
  {
    id: "ocs-2007/certificates/1",
    system: "ocs-2007",
    source: row(1),
    printed: {
      topology: "Standard Edition server",
      serverRole: "All server roles (which are collocated)",
      recommendedCa: "Enterprise CA.",
      subjectNameCommonName: "FQDN of the Standard Edition Server",
    },
    reading: SIP_DOMAIN_NAMES,
    topology: "Standard Edition Server",
    roles: ["front-end", "web-conferencing-server", "av-conferencing-server", "web-components"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the Standard Edition Server",
    alternativeNames: [SIP_DOMAINS],
    comments: [ASSIGN_IN_IIS],
  },
  {
    id: "ocs-2007/certificates/2",
    system: "ocs-2007",
    source: row(2),
    printed: {
      topology: "Enterprise pool: consolidated",
      serverRole: "All server roles.",
      serverRoleNote: "certificate; each Enterprise Edition Server",
      recommendedCa: "Enterprise CA.",
      subjectNameCommonName: "FQDN of the pool",
      subjectNameNote: "Web Components; URL of the internal web farm; SN or SAN",
    },
    reading: {
      says: `the subject is the pool; the name in the internal web farm's URL goes into the alternative names where it differs from the pool's; ${SIP_DOMAIN_NAMES.says}`,
      because: `the row asks for the URL in the subject or the alternative names, and again in the alternative names if it differs from the pool's FQDN; a certificate holds the name of a URL, not the URL (ports, row 2); ${SIP_DOMAIN_NAMES.because}`,
    },
    topology: "Enterprise pool, consolidated",
    roles: ["front-end", "web-conferencing-server", "av-conferencing-server", "web-components"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the pool",
    alternativeNames: [
      SIP_DOMAINS,
      "the name in the URL of the internal web farm, for the Web Components Server, if it differs from the pool's FQDN",
    ],
    comments: ["configured on each Enterprise Edition Server", EACH_SERVER, ASSIGN_IN_IIS],
  },
  {
    id: "ocs-2007/certificates/3",
    system: "ocs-2007",
    source: row(3),
    printed: {
      topology: "Enterprise pool: expanded",
      serverRole: "Front End",
      recommendedCa: "Enterprise CA",
      subjectNameCommonName: "FQDN of the pool",
    },
    reading: SIP_DOMAIN_NAMES,
    topology: "Enterprise pool, expanded",
    roles: ["front-end"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the pool",
    alternativeNames: [SIP_DOMAINS],
    comments: [EACH_SERVER],
  },
  {
    id: "ocs-2007/certificates/4",
    system: "ocs-2007",
    source: row(4),
    printed: {
      topology: "",
      serverRole: "Web Conferencing",
      recommendedCa: "Enterprise CA",
      subjectNameCommonName: "FQDN of the pool",
    },
    reading: EXPANDED,
    topology: "Enterprise pool, expanded",
    roles: ["web-conferencing-server"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the pool",
    alternativeNames: [],
    comments: [EACH_SERVER],
  },
  {
    id: "ocs-2007/certificates/5",
    system: "ocs-2007",
    source: row(5),
    printed: {
      topology: "",
      serverRole: "A/V Conferencing",
      recommendedCa: "Enterprise CA",
      subjectNameCommonName: "FQDN of the pool",
    },
    reading: EXPANDED,
    topology: "Enterprise pool, expanded",
    roles: ["av-conferencing-server"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the pool",
    alternativeNames: [],
    comments: [EACH_SERVER],
  },
  {
    id: "ocs-2007/certificates/6",
    system: "ocs-2007",
    source: row(6),
    printed: {
      topology: "",
      serverRole: "Web Components",
      recommendedCa: "Enterprise CA",
      subjectNameCommonName: "FQDN of the VIP (virtual IP) of the load balancer used by the Web Components Server",
    },
    reading: {
      says: "the topology is the expanded Enterprise pool, as in row 3; of the web farm's URL, the name goes into the certificate",
      because:
        "the cell is empty: rows 3 to 6 shared one merged topology cell; a certificate holds the name of a URL, not the URL (ports, row 2)",
    },
    topology: "Enterprise pool, expanded",
    roles: ["web-components"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the virtual address of the Web Components Servers' load balancer",
    alternativeNames: ["the name in the URL of the internal web farm, if it differs from the pool's FQDN"],
    comments: ["configured in IIS on every server that runs Web Components"],
  },
  {
    id: "ocs-2007/certificates/7",
    system: "ocs-2007",
    source: row(7),
    printed: {
      topology: "Director, | Standard Edition",
      serverRole: "Director",
      recommendedCa: "Enterprise CA",
      subjectNameCommonName: "FQDN of Standard Edition Server",
    },
    reading: SIP_DOMAIN_NAMES,
    topology: "Director, Standard Edition",
    roles: ["director"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the Standard Edition Server",
    alternativeNames: [`${SIP_DOMAINS_DIRECTOR}; the certificate wizard detects and adds them`],
    comments: [],
  },
  {
    id: "ocs-2007/certificates/8",
    system: "ocs-2007",
    source: row(8),
    printed: {
      topology: "Director, | Enterprise pool",
      serverRole: "Director",
      recommendedCa: "Enterprise CA",
      subjectNameCommonName: "FQDN of the pool",
    },
    reading: SIP_DOMAIN_NAMES,
    topology: "Director, Enterprise pool",
    roles: ["director"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the pool",
    alternativeNames: [SIP_DOMAINS_DIRECTOR],
    comments: [],
  },
  {
    id: "ocs-2007/certificates/9",
    system: "ocs-2007",
    source: row(9),
    printed: {
      topology: "Array of Standard Edition Directors",
      serverRole: "Director",
      recommendedCa: "Enterprise CA.",
      subjectNameCommonName: "FQDN of the Director Server",
    },
    reading: SIP_DOMAIN_NAMES,
    topology: "Director, array of Standard Edition Servers",
    roles: ["director"],
    ca: "enterprise",
    requirement: "recommended",
    subject: "fqdn of the Director server",
    alternativeNames: [
      "the FQDN of the Director server",
      "the FQDN of the virtual address of the array",
      SIP_DOMAINS_DIRECTOR,
    ],
    comments: [
      "the FQDN of the server is the subject",
      "the FQDNs of the server and of the Directors' virtual address are alternative names of type DNS",
    ],
  },
];
