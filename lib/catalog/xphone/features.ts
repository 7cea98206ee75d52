/** The concepts of `xphone` and its push notifications, with what each of them needs. */
import type { Citation, FeatureFact } from "../schema";

const WEB_SERVER_ANYWHERE =
  "the signaling goes to IIS, which any of the three hosting concepts provides; behind a reverse proxy the web server is inside";

function section(name: string): Citation {
  return { document: "xphone", section: name };
}

/** Hosting, media and push. */
export const XPHONE_FEATURES: readonly FeatureFact[] = [
  {
    id: "xphone/hosting-iis-on-server/concept",
    system: "xphone",
    source: section("hosting: IIS on the XPhone Server"),
    printed: {
      webApplications: "mit dem XPhone Server installiert, Betriebsart XPhone als UC-Lösung",
      partner: "IIS auf dem XPhone Server",
      connection: "https, FQDN",
    },
    reading: null,
    feature: "Mobile and WebMeeting with IIS on the XPhone Server",
    alternatives: [{ edition: "any", roles: ["xphone-server", "web-server"] }],
    clients: ["external-xphone-mobile", "web-meeting-participant"],
  },
  {
    id: "xphone/hosting-iis-in-dmz/concept",
    system: "xphone",
    source: section("hosting: IIS in the DMZ"),
    printed: {
      webApplications: "separater Rechner in der DMZ",
      partner: "IIS in der DMZ",
      connection: "https, FQDN",
      server: "TCP 2230 und 2231",
    },
    reading: null,
    feature: "Mobile and WebMeeting with IIS in the DMZ",
    alternatives: [{ edition: "any", roles: ["xphone-server", "dmz-web-server"] }],
    clients: ["external-xphone-mobile", "web-meeting-participant"],
  },
  {
    id: "xphone/hosting-reverse-proxy/concept",
    system: "xphone",
    source: section("hosting: reverse proxy in the DMZ"),
    printed: {
      webApplications: "auf dem XPhone Server, Betriebsart XPhone als UC-Lösung",
      partner: "Reverse-Proxy",
      connection: "https",
    },
    reading: null,
    feature: "Mobile and WebMeeting with a reverse proxy in the DMZ",
    alternatives: [{ edition: "any", roles: ["xphone-server", "web-server", "reverse-proxy"] }],
    clients: ["external-xphone-mobile", "web-meeting-participant"],
  },
  {
    id: "xphone/media-mobile/concept",
    system: "xphone",
    source: section("media streams: Softphone Mobile"),
    printed: {
      step1: "Signalisierung: https Verbindung zum IIS",
      step2: "öffentliche IP Adressen: STUN",
      step3: "XPhone Call Controller aus dem Internet erreichbar, NAT oder UDP Portforwarding, UDP 30000-33000",
      step4: "RTP direkt XPhone Mobile Client - XPhone Call Controller, und umgekehrt",
    },
    reading: { says: "the web server inside or in the DMZ", because: WEB_SERVER_ANYWHERE },
    feature: "Softphone Mobile",
    alternatives: [
      { edition: "any", roles: ["xphone-server", "web-server", "call-controller", "stun-server"] },
      { edition: "any", roles: ["xphone-server", "web-server", "satellite", "stun-server"] },
      { edition: "any", roles: ["xphone-server", "dmz-web-server", "call-controller", "stun-server"] },
      { edition: "any", roles: ["xphone-server", "dmz-web-server", "satellite", "stun-server"] },
    ],
    clients: ["xphone-mobile", "external-xphone-mobile"],
  },
  {
    id: "xphone/media-mobile-turn/concept",
    system: "xphone",
    source: section("media streams: Softphone Mobile with a TURN server"),
    printed: {
      step1: "Signalisierung: https Verbindung zum IIS",
      step2: "öffentliche IP Adressen: STUN",
      step3: "XPhone Call Controller aus dem Internet erreichbar, NAT oder UDP Portforwarding, UDP 30000-33000",
      step4: "RTP XPhone Server - XPhone Connect Mobile Clients: TURN Server, ICE",
      step5: "RTP XPhone Mobile Client - XPhone Call Controller: direkt",
    },
    reading: { says: "the web server inside or in the DMZ", because: WEB_SERVER_ANYWHERE },
    feature: "Softphone Mobile with a TURN server",
    alternatives: [
      { edition: "any", roles: ["xphone-server", "web-server", "call-controller", "stun-server", "turn-server"] },
      { edition: "any", roles: ["xphone-server", "web-server", "satellite", "stun-server", "turn-server"] },
      { edition: "any", roles: ["xphone-server", "dmz-web-server", "call-controller", "stun-server", "turn-server"] },
      { edition: "any", roles: ["xphone-server", "dmz-web-server", "satellite", "stun-server", "turn-server"] },
    ],
    clients: ["xphone-mobile", "external-xphone-mobile"],
  },
  {
    id: "xphone/media-desktop/concept",
    system: "xphone",
    source: section("media streams: Softphone Desktop (Payload Separation)"),
    printed: {
      step1: "Signalisierung: VPN Verbindung zum XPhone Server",
      step2: "öffentliche IP Adressen: STUN",
      step3: "XPhone Call Controller aus dem Internet erreichbar, NAT oder UDP Portforwarding, UDP 30000-33000",
      step4: "RTP direkt XPhone Mobile Client - XPhone Call Controller, und umgekehrt",
    },
    reading: {
      says: "the client of step 4 is the desktop client",
      because: "the section is about Softphone Desktop; the mobile client is copied from the mobile section",
    },
    feature: "Softphone Desktop (Payload Separation)",
    alternatives: [
      { edition: "any", roles: ["xphone-server", "call-controller", "stun-server"] },
      { edition: "any", roles: ["xphone-server", "satellite", "stun-server"] },
    ],
    clients: ["external-xphone-client"],
  },
  {
    id: "xphone/media-desktop-turn/concept",
    system: "xphone",
    source: section("media streams: Softphone Desktop with a TURN server"),
    printed: {
      step1: "Signalisierung: VPN Verbindung zum XPhone Server",
      step2: "öffentliche IP Adressen: STUN",
      step3: "XPhone Call Controller aus dem Internet erreichbar, NAT oder UDP Portforwarding, UDP 30000-33000",
      step4: "RTP XPhone Server - XPhone Connect Mobile Clients: TURN Server, ICE",
      step5: "RTP XPhone Mobile Client - XPhone Call Controller: direkt",
    },
    reading: {
      says: "the clients of steps 4 and 5 are the desktop clients",
      because: "the section is about Softphone Desktop; the mobile clients are copied from the mobile section",
    },
    feature: "Softphone Desktop (Payload Separation) with a TURN server",
    alternatives: [
      { edition: "any", roles: ["xphone-server", "call-controller", "stun-server", "turn-server"] },
      { edition: "any", roles: ["xphone-server", "satellite", "stun-server", "turn-server"] },
    ],
    clients: ["external-xphone-client"],
  },
  {
    id: "xphone/push/android",
    system: "xphone",
    source: section("push notifications"),
    printed: { services: "C4B Push Dienste (für alle Push-Dienste), Google (Android)" },
    reading: null,
    feature: "Push notifications to Android smartphones",
    alternatives: [{ edition: "any", roles: ["xphone-server", "c4b-push-service", "google-push-service"] }],
    clients: ["xphone-mobile", "external-xphone-mobile"],
  },
  {
    id: "xphone/push/ios",
    system: "xphone",
    source: section("push notifications"),
    printed: { services: "C4B Push Dienste (für alle Push-Dienste), Apple (iOS)" },
    reading: null,
    feature: "Push notifications to iOS smartphones",
    alternatives: [{ edition: "any", roles: ["xphone-server", "c4b-push-service", "apple-push-service"] }],
    clients: ["xphone-mobile", "external-xphone-mobile"],
  },
];
