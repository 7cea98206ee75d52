import type { TranslationFact } from "../schema";

/** The prohibition of address translation, for each role at either end. */
export const WEBEX_DI_TRANSLATIONS: readonly TranslationFact[] = [
  {
    id: "webex-di/ports/3",
    system: "webex-di",
    source: { document: "webex-di", section: "port numbers and protocols" },
    printed: { rule: "no NAT; endpoint and Unified CM; mid-call features" },
    reading: null,
    role: "endpoint",
    rule: "untranslated",
    says: "no address translation between endpoints and Unified CM: mid-call features and others would not work",
  },
  {
    id: "webex-di/ports/4",
    system: "webex-di",
    source: { document: "webex-di", section: "port numbers and protocols" },
    printed: { rule: "no NAT; endpoint and Unified CM; mid-call features" },
    reading: null,
    role: "unified-cm",
    rule: "untranslated",
    says: "no address translation between endpoints and Unified CM: mid-call features and others would not work",
  },
  {
    id: "webex-di/ports/5",
    system: "webex-di",
    source: { document: "webex-di", section: "port numbers and protocols" },
    printed: { rule: "no NAT; endpoint and Unified CM; mid-call features" },
    reading: {
      says: "it holds for this role too",
      because: "phones, Jabber and Webex clients are endpoints of Unified CM",
    },
    role: "phone",
    rule: "untranslated",
    says: "no address translation between endpoints and Unified CM: mid-call features and others would not work",
  },
  {
    id: "webex-di/ports/6",
    system: "webex-di",
    source: { document: "webex-di", section: "port numbers and protocols" },
    printed: { rule: "no NAT; endpoint and Unified CM; mid-call features" },
    reading: {
      says: "it holds for this role too",
      because: "phones, Jabber and Webex clients are endpoints of Unified CM",
    },
    role: "jabber-client",
    rule: "untranslated",
    says: "no address translation between endpoints and Unified CM: mid-call features and others would not work",
  },
  {
    id: "webex-di/ports/7",
    system: "webex-di",
    source: { document: "webex-di", section: "port numbers and protocols" },
    printed: { rule: "no NAT; endpoint and Unified CM; mid-call features" },
    reading: {
      says: "it holds for this role too",
      because: "phones, Jabber and Webex clients are endpoints of Unified CM",
    },
    role: "webex-client",
    rule: "untranslated",
    says: "no address translation between endpoints and Unified CM: mid-call features and others would not work",
  },
];
