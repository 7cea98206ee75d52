import type { ChoiceFact, Citation } from "../schema";

const OVERVIEW: Citation = {
  document: "xphone",
  section: "connection overview for Softphone Desktop and Mobile",
  table: "connection-overview",
};
const PORTS: Citation = { document: "xphone", section: "ports", table: "port-list" };

/** What a deployment chooses. */
export const XPHONE_CHOICES: readonly ChoiceFact[] = [
  {
    id: "mobile",
    system: "xphone",
    title: "XPhone Connect Mobile",
    source: { document: "xphone", section: "hosting concepts for web services" },
  },
  {
    id: "web-meeting",
    system: "xphone",
    title: "XPhone Connect WebMeeting",
    source: { document: "xphone", section: "hosting concepts for web services" },
  },
  {
    id: "iis-on-server",
    system: "xphone",
    title: "Hosting: IIS on the XPhone Server",
    source: { document: "xphone", section: "hosting: IIS on the XPhone Server" },
  },
  {
    id: "iis-in-dmz",
    system: "xphone",
    title: "Hosting: IIS in the DMZ",
    source: { document: "xphone", section: "hosting: IIS in the DMZ" },
  },
  {
    id: "reverse-proxy-in-dmz",
    system: "xphone",
    title: "Hosting: reverse proxy in the DMZ",
    source: { document: "xphone", section: "hosting: reverse proxy in the DMZ" },
  },
  {
    id: "softphone-mobile",
    system: "xphone",
    title: "Softphone Mobile",
    source: { document: "xphone", section: "media streams: Softphone Mobile" },
  },
  {
    id: "softphone-desktop",
    system: "xphone",
    title: "Softphone Desktop with clients outside (Payload Separation)",
    source: { document: "xphone", section: "media streams: Softphone Desktop (Payload Separation)" },
  },
  {
    id: "softphone-desktop-inside",
    system: "xphone",
    title: "Softphone Desktop with clients inside",
    source: { ...OVERVIEW, row: 2 },
  },
  {
    id: "hole-punching",
    system: "xphone",
    title: "Hole punching for restrictive NAT types",
    source: { document: "xphone", section: "media streams: conditions" },
  },
  {
    id: "turn",
    system: "xphone",
    title: "TURN server for media to clients behind restrictive NAT",
    source: { document: "xphone", section: "media streams: conditions" },
  },
  {
    id: "wlan-smartphones",
    system: "xphone",
    title: "Smartphones in a WLAN that the network governs",
    source: { ...OVERVIEW, row: 14 },
  },
  {
    id: "push-android",
    system: "xphone",
    title: "Push notifications to Android smartphones",
    source: { document: "xphone", section: "push notifications" },
  },
  {
    id: "push-ios",
    system: "xphone",
    title: "Push notifications to iOS smartphones",
    source: { document: "xphone", section: "push notifications" },
  },
  {
    id: "push-proxy",
    system: "xphone",
    title: "Push notifications through a proxy server",
    source: { document: "xphone", section: "push notifications" },
  },
  {
    id: "sip-gateway",
    system: "xphone",
    title: "SIP gateway: SIP and media with a PBX or SBC",
    source: { ...OVERVIEW, row: 20 },
  },
  {
    id: "cti",
    system: "xphone",
    title: "CSTA or TAPI with the PBX",
    source: { ...OVERVIEW, row: 31 },
  },
  {
    id: "time-synchronization",
    system: "xphone",
    title: "Time synchronization of the call controller by NTP",
    source: { ...OVERVIEW, row: 32 },
  },
  {
    id: "server-discovery",
    system: "xphone",
    title: "Automatic discovery of the XPhone Connect Server",
    source: { ...PORTS, row: 1 },
  },
  {
    id: "directory",
    system: "xphone",
    title: "XPhone Connect Directory for LDAP clients",
    source: { ...PORTS, row: 2 },
  },
  { id: "voicemail-player", system: "xphone", title: "Voicemail player", source: { ...PORTS, row: 3 } },
  {
    id: "internal-imap",
    system: "xphone",
    title: "IMAP with the internal e-mail server",
    source: { ...PORTS, row: 4 },
  },
  { id: "smtp", system: "xphone", title: "SMTP to e-mail servers", source: { ...PORTS, row: 5 } },
  {
    id: "external-imap",
    system: "xphone",
    title: "IMAP with the external e-mail server",
    source: { ...PORTS, row: 6 },
  },
  { id: "active-directory", system: "xphone", title: "Active Directory connector", source: { ...PORTS, row: 7 } },
  {
    id: "screen-sharing",
    system: "xphone",
    title: "Screen sharing between clients",
    source: { ...PORTS, row: 9 },
  },
  { id: "federation", system: "xphone", title: "Federation", source: { ...PORTS, row: 10 } },
];
