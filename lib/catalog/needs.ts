import type { NeedFact } from "./schema";

type Source = NeedFact["sources"][number];

const MS_PORTS = "Service overview and network port requirements for Windows";
const MS_SLMGR = "Slmgr.vbs options for obtaining volume activation information";

function rfc(number: number, section: string): Source {
  return { document: `RFC ${String(number)}`, section, url: `https://www.rfc-editor.org/rfc/rfc${String(number)}` };
}

function portsOfWindows(section: string): Source {
  return {
    document: `Microsoft, ${MS_PORTS}`,
    section,
    url: "https://learn.microsoft.com/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements",
  };
}

/** Common needs that no document of a product lists, in the order in which reports name their areas. */
export const NEEDS: readonly NeedFact[] = [
  {
    id: "dns",
    area: "DNS",
    title: "DNS",
    purpose: "name resolution (DNS)",
    initiator: "role",
    services: [
      { transport: "udp", ports: [[53, 53]] },
      { transport: "tcp", ports: [[53, 53]] },
    ],
    sources: [rfc(1035, "4.2"), rfc(7766, "5")],
  },
  {
    id: "ntp",
    area: "NTP",
    title: "NTP",
    purpose: "time (NTP)",
    initiator: "role",
    services: [{ transport: "udp", ports: [[123, 123]] }],
    sources: [rfc(5905, "7.2")],
  },
  {
    id: "ldap",
    area: "directory",
    title: "LDAP",
    purpose: "directory (LDAP)",
    initiator: "role",
    services: [{ transport: "tcp", ports: [[389, 389]] }],
    sources: [rfc(4511, "5.2")],
  },
  {
    id: "ldaps",
    area: "directory",
    title: "LDAP over TLS",
    purpose: "directory (LDAP over TLS)",
    initiator: "role",
    services: [{ transport: "tcp", ports: [[636, 636]] }],
    sources: [portsOfWindows("Active Directory (local security authority)")],
  },
  {
    id: "domain-controller-locator",
    area: "directory",
    title: "Location of domain controllers",
    purpose: "location of domain controllers (LDAP over UDP)",
    initiator: "role",
    services: [{ transport: "udp", ports: [[389, 389]] }],
    sources: [portsOfWindows("Active Directory (local security authority)")],
  },
  {
    id: "global-catalog",
    area: "directory",
    title: "Global catalog",
    purpose: "directory of the forest (global catalog)",
    initiator: "role",
    services: [{ transport: "tcp", ports: [[3268, 3268]] }],
    sources: [portsOfWindows("Active Directory (local security authority)")],
  },
  {
    id: "global-catalog-tls",
    area: "directory",
    title: "Global catalog over TLS",
    purpose: "directory of the forest (global catalog over TLS)",
    initiator: "role",
    services: [{ transport: "tcp", ports: [[3269, 3269]] }],
    sources: [portsOfWindows("Active Directory (local security authority)")],
  },
  {
    id: "kerberos",
    area: "directory",
    title: "Kerberos",
    purpose: "authentication (Kerberos)",
    initiator: "role",
    services: [
      { transport: "udp", ports: [[88, 88]] },
      { transport: "tcp", ports: [[88, 88]] },
    ],
    sources: [rfc(4120, "7.2")],
  },
  {
    id: "kerberos-password",
    area: "directory",
    title: "Change of Kerberos passwords",
    purpose: "change of passwords, machine accounts too (Kerberos)",
    initiator: "role",
    services: [
      { transport: "udp", ports: [[464, 464]] },
      { transport: "tcp", ports: [[464, 464]] },
    ],
    sources: [rfc(3244, "2")],
  },
  {
    id: "crl",
    area: "certificate revocation",
    title: "Certificate revocation lists over HTTP",
    purpose: "certificate revocation lists (HTTP)",
    initiator: "role",
    services: [{ transport: "tcp", ports: [[80, 80]] }],
    sources: [rfc(5280, "4.2.1.13"), rfc(2585, "3"), rfc(9110, "4.2.1")],
  },
  {
    id: "ocsp",
    area: "certificate revocation",
    title: "OCSP over HTTP",
    purpose: "status of certificates (OCSP over HTTP)",
    initiator: "role",
    services: [{ transport: "tcp", ports: [[80, 80]] }],
    sources: [rfc(6960, "A"), rfc(9110, "4.2.1")],
  },
  {
    id: "ssh",
    area: "management",
    title: "SSH",
    purpose: "management (SSH)",
    initiator: "peer",
    services: [{ transport: "tcp", ports: [[22, 22]] }],
    sources: [rfc(4253, "4.1")],
  },
  {
    id: "rdp",
    area: "management",
    title: "Remote Desktop",
    purpose: "management (Remote Desktop)",
    initiator: "peer",
    services: [{ transport: "tcp", ports: [[3389, 3389]] }],
    sources: [portsOfWindows("Terminal Services")],
  },
  {
    id: "https-management",
    area: "management",
    title: "Management over HTTPS",
    purpose: "management (HTTPS)",
    initiator: "peer",
    services: [{ transport: "tcp", ports: [[443, 443]] }],
    sources: [rfc(9110, "4.2.2")],
  },
  {
    id: "kms",
    area: "activation",
    title: "Windows activation (KMS)",
    purpose: "activation of Windows (KMS)",
    initiator: "role",
    services: [{ transport: "tcp", ports: [[1688, 1688]] }],
    sources: [
      {
        document: `Microsoft, ${MS_SLMGR}`,
        section: "KMS host configuration options",
        url: "https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options",
      },
    ],
  },
];
