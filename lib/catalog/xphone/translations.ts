import type { Citation, Reading, TranslationFact } from "../schema";

const CONDITIONS: Citation = { document: "xphone", section: "media streams: conditions" };

const REACHABLE = { reachable: "aus dem Internet: NAT oder Portforwarding, RTP" };
const UNCHANGED = { portRange: "frei konfigurierbar, extern und intern dieselben Ports" };
const FORWARDED = { forwardedPorts: "frei wählbar, in der URL konfigurieren" };

const ONE_TO_ONE: Reading = {
  says: "by static NAT, or a port forward of the whole range",
  because: "the document allows either, and forbids that port numbers change on the way",
};

/** What is said about address translation and port forwarding. */
export const XPHONE_TRANSLATIONS: readonly TranslationFact[] = [
  {
    id: "xphone/media-conditions/reachable-call-controller",
    system: "xphone",
    source: CONDITIONS,
    printed: REACHABLE,
    reading: ONE_TO_ONE,
    role: "call-controller",
    rule: "static-nat",
    says: "the internet reaches the call controller's media range through address translation or port forwarding",
  },
  {
    id: "xphone/media-conditions/reachable-satellite",
    system: "xphone",
    source: CONDITIONS,
    printed: REACHABLE,
    reading: ONE_TO_ONE,
    role: "satellite",
    rule: "static-nat",
    says: "the internet reaches the satellite's media range through address translation or port forwarding",
  },
  {
    id: "xphone/media-conditions/ports-unchanged-call-controller",
    system: "xphone",
    source: CONDITIONS,
    printed: UNCHANGED,
    reading: null,
    role: "call-controller",
    rule: "ports-unchanged",
    says: "the media range is free to choose, but outside and inside port numbers are the same",
  },
  {
    id: "xphone/media-conditions/ports-unchanged-satellite",
    system: "xphone",
    source: CONDITIONS,
    printed: UNCHANGED,
    reading: null,
    role: "satellite",
    rule: "ports-unchanged",
    says: "the media range is free to choose, but outside and inside port numbers are the same",
  },
  {
    id: "xphone/hosting-iis-on-server/forward",
    system: "xphone",
    source: { document: "xphone", section: "hosting: IIS on the XPhone Server" },
    printed: FORWARDED,
    reading: null,
    role: "web-server",
    rule: "port-forward",
    says: "the ports that the firewall forwards to the web server are free to choose, and stand in the clients' URL",
  },
  {
    id: "xphone/hosting-iis-in-dmz/forward",
    system: "xphone",
    source: { document: "xphone", section: "hosting: IIS in the DMZ" },
    printed: FORWARDED,
    reading: null,
    role: "dmz-web-server",
    rule: "port-forward",
    says: "the ports that the firewall forwards to the web server are free to choose, and stand in the clients' URL",
  },
  {
    id: "xphone/hosting-reverse-proxy/forward",
    system: "xphone",
    source: { document: "xphone", section: "hosting: reverse proxy in the DMZ" },
    printed: { partner: "Reverse-Proxy" },
    reading: {
      says: "as for the web server in the other two concepts",
      because: "this concept prints no forwarding; the proxy takes the web server's place towards the clients",
    },
    role: "reverse-proxy",
    rule: "port-forward",
    says: "the ports that the firewall forwards to the reverse proxy are free to choose, and stand in the clients' URL",
  },
];
