import type { Reading, RecordFact, TranslationFact } from "../schema";

const INTERNAL_TARGET: Reading = {
  says: "leads to the Standard Edition Server or the pool; to the Director where all clients sign in through one",
  because: "the document names no target; certificate rows 7 to 9 speak of clients that use a Director for logon",
};

/** The SRV records that a client looks up for automatic sign-in, in the documented order. */
export const OCS_2007_RECORDS: readonly RecordFact[] = [
  {
    id: "ocs-2007/sign-in-srv/1",
    system: "ocs-2007",
    source: { document: "ocs-2007", section: "automatic sign-in", table: "sign-in-srv", row: 1 },
    printed: { record: "_sipinternaltls._tcp.<domain>", connection: "내부 TLS 연결", port: "5061" },
    reading: INTERNAL_TARGET,
    type: "SRV",
    name: "_sipinternaltls._tcp.{domain}",
    view: "internal",
    role: "front-end",
    port: 5061,
    order: 1,
    when: "always",
  },
  {
    id: "ocs-2007/sign-in-srv/2",
    system: "ocs-2007",
    source: { document: "ocs-2007", section: "automatic sign-in", table: "sign-in-srv", row: 2 },
    printed: { record: "_sipinternal._tcp.<domain>", connection: "내부 TCP 연결", port: "5060" },
    reading: INTERNAL_TARGET,
    type: "SRV",
    name: "_sipinternal._tcp.{domain}",
    view: "internal",
    role: "front-end",
    port: 5060,
    order: 2,
    when: "always",
  },
  {
    id: "ocs-2007/sign-in-srv/3",
    system: "ocs-2007",
    source: { document: "ocs-2007", section: "automatic sign-in", table: "sign-in-srv", row: 3 },
    printed: { record: "_sip._tls.<domain>", connection: "외부 TLS 연결", port: "443" },
    reading: null,
    type: "SRV",
    name: "_sip._tls.{domain}",
    view: "public",
    role: "access-edge",
    port: 443,
    order: 3,
    when: { choice: "remote-access" },
  },
  {
    id: "ocs-2007/sign-in-srv/4",
    system: "ocs-2007",
    source: { document: "ocs-2007", section: "automatic sign-in", table: "sign-in-srv", row: 4 },
    printed: { record: "_sip._tcp.<domain>", connection: "외부 TCP 연결", port: "443" },
    reading: { says: "port 443, as printed", because: "the document prints 443 for the external TCP record too" },
    type: "SRV",
    name: "_sip._tcp.{domain}",
    view: "public",
    role: "access-edge",
    port: 443,
    order: 4,
    when: { choice: "remote-access" },
  },
];

/** What is said about address translation. */
export const OCS_2007_TRANSLATIONS: readonly TranslationFact[] = [
  {
    id: "ocs-2007/translation/av-edge",
    system: "ocs-2007",
    source: { document: "ms-av-edge-address", section: "the whole page" },
    printed: { statement: "publicly routable, no NAT" },
    reading: null,
    role: "av-edge",
    rule: "untranslated",
    says: "the A/V Edge Server of OCS 2007 needs a publicly routable IP address that is not translated",
  },
];
