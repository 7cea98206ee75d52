import type { RecordFact, TranslationFact } from "../schema";

/** How federated servers find CUPS. */
export const CUPS_XMPP_RECORDS: readonly RecordFact[] = [
  {
    id: "cups-xmpp/configuration/1-srv",
    system: "cups-xmpp",
    source: { document: "cups-xmpp", section: "configuration" },
    printed: { record: "_xmpp-server._tcp.cupdomain.com", target: "cup1.cupdomain.com", priority: "0", weight: "0" },
    reading: { says: "port 5269", because: "the record is printed without its port; federation is on TCP 5269" },
    type: "SRV",
    name: "_xmpp-server._tcp.{domain}",
    view: "public",
    role: "cups",
    port: 5269,
    order: null,
    target: "{host}.{domain}",
    priority: 0,
    weight: 0,
    when: "always",
  },
  {
    id: "cups-xmpp/configuration/1-a",
    system: "cups-xmpp",
    source: { document: "cups-xmpp", section: "configuration" },
    printed: { record: "cup1.cupdomain.com", target: "public IP for CUPS on the ASA" },
    reading: null,
    type: "A",
    name: "{host}.{domain}",
    view: "public",
    role: "cups",
    port: null,
    order: null,
    target: "public address of CUPS on the firewall",
    when: "always",
  },
];

/** The two ways to give CUPS a public address. */
export const CUPS_XMPP_TRANSLATIONS: readonly TranslationFact[] = [
  {
    id: "cups-xmpp/configuration/2-nat",
    system: "cups-xmpp",
    source: { document: "cups-xmpp", section: "configuration" },
    printed: { rule: "NAT; CUPS IP to public IP" },
    reading: {
      says: "one of two alternatives",
      because:
        "NAT and PAT are joined by or; federation is initiated from both sides, and both translations serve that",
    },
    role: "cups",
    rule: "static-nat",
    says: "the firewall translates CUPS's address to a public address",
  },
  {
    id: "cups-xmpp/configuration/2-pat",
    system: "cups-xmpp",
    source: { document: "cups-xmpp", section: "configuration" },
    printed: { rule: "PAT; CUPS IP and TCP 5269 to public IP and TCP 5269" },
    reading: {
      says: "one of two alternatives; behind a port forward CUPS needs its own way out, and peers see that address",
      because:
        "NAT and PAT are joined by or; federation is initiated from both sides, and the port forward serves incoming connections only",
    },
    role: "cups",
    rule: "port-forward",
    says: "the firewall translates CUPS's address and TCP 5269 to a public address and TCP 5269",
  },
];
