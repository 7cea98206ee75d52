import type { FeatureFact } from "../schema";

/** What XMPP federation needs. */
export const CUPS_XMPP_FEATURES: readonly FeatureFact[] = [
  {
    id: "cups-xmpp/background/7",
    system: "cups-xmpp",
    source: { document: "cups-xmpp", section: "background: supported servers" },
    printed: { rule: "CUPS; one of the supported servers" },
    reading: null,
    feature: "XMPP federation",
    alternatives: [
      { edition: "any", roles: ["cups", "sametime"] },
      { edition: "any", roles: ["cups", "webex-connect"] },
      { edition: "any", roles: ["cups", "google-talk"] },
      { edition: "any", roles: ["cups", "federated-cups"] },
      { edition: "any", roles: ["cups", "standards-based-xmpp"] },
    ],
    clients: ["cups-client"],
  },
];
