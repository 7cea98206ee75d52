import type { ChoiceFact } from "../schema";

/** The servers that a deployment federates with, and the documented tests. */
export const CUPS_XMPP_CHOICES: readonly ChoiceFact[] = [
  {
    id: "sametime",
    system: "cups-xmpp",
    title: "Federation with IBM Sametime",
    source: { document: "cups-xmpp", section: "background: supported servers" },
  },
  {
    id: "webex-connect",
    system: "cups-xmpp",
    title: "Federation with WebEx Connect",
    source: { document: "cups-xmpp", section: "background: supported servers" },
  },
  {
    id: "google-talk",
    system: "cups-xmpp",
    title: "Federation with GoogleTalk",
    source: { document: "cups-xmpp", section: "background: supported servers" },
  },
  {
    id: "federated-cups",
    system: "cups-xmpp",
    title: "Federation with another Cisco Unified Presence",
    source: { document: "cups-xmpp", section: "background: supported servers" },
  },
  {
    id: "standards-based-xmpp",
    system: "cups-xmpp",
    title: "Federation with a standards-based XMPP server",
    source: { document: "cups-xmpp", section: "background: supported servers" },
  },
  {
    id: "telnet-checks",
    system: "cups-xmpp",
    title: "The documented telnet tests",
    source: { document: "cups-xmpp", section: "verification" },
  },
];
