import type { FeatureFact } from "../schema";

/** What a feature needs, as the prose says. */
export const WEBEX_DI_FEATURES: readonly FeatureFact[] = [
  {
    id: "webex-di/remote-endpoints/6",
    system: "webex-di",
    source: { document: "webex-di", section: "security for remote endpoints" },
    printed: { rule: "Expressway and Unified CM; MRA-compatible soft clients and/or fixed endpoints" },
    reading: null,
    feature: "Mobile and Remote Access (MRA)",
    alternatives: [{ edition: "any", roles: ["expressway-c", "expressway-e", "unified-cm"] }],
    clients: ["external-endpoint", "mra-client"],
  },
  {
    id: "webex-di/remote-endpoints/7",
    system: "webex-di",
    source: { document: "webex-di", section: "security for remote endpoints" },
    printed: { rule: "optional: IM and Presence Service, Unity Connection" },
    reading: null,
    feature: "Mobile and Remote Access (MRA) with instant messaging, presence and voice messaging, both optional",
    alternatives: [
      { edition: "any", roles: ["expressway-c", "expressway-e", "unified-cm", "im-and-presence"] },
      { edition: "any", roles: ["expressway-c", "expressway-e", "unified-cm", "unity-connection"] },
      { edition: "any", roles: ["expressway-c", "expressway-e", "unified-cm", "im-and-presence", "unity-connection"] },
    ],
    clients: ["external-endpoint", "mra-client"],
  },
  {
    id: "webex-di/srst/10",
    system: "webex-di",
    source: { document: "webex-di", section: "security for SRST, trunks, gateways and CUBE" },
    printed: { rule: "SRST-enabled gateway; Unified CM; secure phones" },
    reading: null,
    feature: "secure SRST",
    alternatives: [{ edition: "any", roles: ["srst-gateway", "unified-cm"] }],
    clients: ["phone"],
  },
  {
    id: "webex-di/sip-oauth/10",
    system: "webex-di",
    source: { document: "webex-di", section: "client security: SIP OAuth" },
    printed: { rule: "Unified CM; Jabber and Webex clients" },
    reading: null,
    feature: "SIP OAuth",
    alternatives: [{ edition: "any", roles: ["unified-cm"] }],
    clients: ["jabber-client", "webex-client"],
  },
  {
    id: "webex-di/dns/12",
    system: "webex-di",
    source: { document: "webex-di", section: "DNS requirements" },
    printed: { rule: "conditional forwarder before registration" },
    reading: null,
    feature: "registration over the peering link",
    alternatives: [{ edition: "any", roles: ["dns-forwarder", "dedicated-instance-dns", "unified-cm"] }],
    clients: ["endpoint"],
  },
];
