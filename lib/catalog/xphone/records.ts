import type { Citation, RecordFact } from "../schema";

const RESOLVED = { name: "FQDN", target: "öffentliche IP-Adresse des IIS" };

function hosting(concept: string): Citation {
  return { document: "xphone", section: `hosting: ${concept}` };
}

/** The name in the URL with which clients outside connect, one fact per hosting concept. */
export const XPHONE_RECORDS: readonly RecordFact[] = [
  {
    id: "xphone/hosting-iis-on-server/name",
    system: "xphone",
    source: hosting("IIS on the XPhone Server"),
    printed: RESOLVED,
    reading: null,
    type: "A",
    name: "{domain}",
    view: "public",
    role: "web-server",
    port: null,
    order: null,
    target: "public address of the web server on the XPhone Server",
    when: { choice: "iis-on-server" },
  },
  {
    id: "xphone/hosting-iis-in-dmz/name",
    system: "xphone",
    source: hosting("IIS in the DMZ"),
    printed: RESOLVED,
    reading: null,
    type: "A",
    name: "{domain}",
    view: "public",
    role: "dmz-web-server",
    port: null,
    order: null,
    target: "public address of the web server in the DMZ",
    when: { choice: "iis-in-dmz" },
  },
  {
    id: "xphone/hosting-reverse-proxy/name",
    system: "xphone",
    source: hosting("reverse proxy in the DMZ"),
    printed: { partner: "Reverse-Proxy" },
    reading: {
      says: "the name leads to the reverse proxy's public address",
      because:
        "this concept prints no name; the proxy takes the web server's place towards the clients, which connect by name",
    },
    type: "A",
    name: "{domain}",
    view: "public",
    role: "reverse-proxy",
    port: null,
    order: null,
    target: "public address of the reverse proxy",
    when: { choice: "reverse-proxy-in-dmz" },
  },
];
