/**
 * The roles that printed names stand for. A name that the documents use for several places (a client inside and outside, a
 * PBX here or there) has several roles, and a row means one of them at least.
 */

type Names = Readonly<Record<string, readonly string[]>>;

const CLIENTS = ["administrator", "backup-client", "mra-client", "interop-client", "uccx-client"];

/** Ends of `webex-di`, as printed, machine translation kept. */
export const WEBEX_DI_NAMES: Names = {
  "Cisco IM&P": ["im-and-presence"],
  CUCxn: ["unity-connection"],
  "DNS 포워더": ["dns-forwarder"],
  "Jabber 클라이언트": ["jabber-client"],
  "MCRP 서버": ["mcrp-server"],
  "REST 클라이언트": ["rest-client"],
  "SIP GW": ["gateway"],
  "UC 응용 프로그램": ["uc-application"],
  "UC 응용프로그램": ["uc-application"],
  UCCX: ["uccx"],
  "Unified CM": ["unified-cm"],
  "Webex Calling 멀티테넌트": ["webex-calling-multi-tenant"],
  게이트웨이: ["gateway"],
  // "고속도로 C" (highway C) is Expressway-C.
  "고속도로 C": ["expressway-c"],
  브라우저: ["browser"],
  서버: ["customer-server"],
  엔드포인트: ["endpoint"],
  "외부 디렉터리": ["external-directory"],
  "전용 인스턴스 DNS 서버": ["dedicated-instance-dns"],
  // "전화 번호" (telephone number) as an end point is Phone.
  "전화 번호": ["phone"],
  클라이언트: CLIENTS,
};

/** What parts two names in a cell of `webex-di`: a comma, "and", "or". */
export const WEBEX_DI_PARTING = /, | 및 | 또는 /;

/** Protocols of `webex-di` that are printed in Korean, and what they are; two are slips of machine translation. */
export const WEBEX_DI_PROTOCOLS: Readonly<Record<string, string>> = {
  "CAPF 서비스": "CAPF service",
  "DNS UDP 및 TCP": "DNS",
  "LDAP (보안)": "LDAP (secure)",
  "LDAP 글로벌 카탈로그": "LDAP global catalog",
  "MGCP 백홀": "MGCP backhaul",
  "RTP(미디어)": "RTP (media)",
  "RTP/RTCP를": "RTP/RTCP",
  "SCCP (보안)": "SCCP (secure)",
  "SIP (보안)": "SIP (secure)",
  "보안 CTI": "secure CTI",
  "보안 RTP/ RTCP": "secure RTP/RTCP",
  "보안 RTP/ SRTP": "secure RTP/SRTP",
  "신뢰 확인": "trust verification",
  "아웃바운드 메일(보안)": "outbound mail (secure)",
  // Informix, by its sound.
  인포믹스: "Informix",
  // CORBA, taken for the snake.
  코브라: "CORBA",
};

/** Ends of `xphone`. A satellite, from the printed number 11 on, is an integrated call controller too. */
export const XPHONE_NAMES: Names = {
  "Apple Push Service": ["apple-push-service"],
  "C4B Push Service": ["c4b-push-service"],
  "Google Push Service": ["google-push-service"],
  "NTP Server": ["ntp-server", "external-ntp-server"],
  PBX: ["pbx", "external-pbx"],
  "PBX / SBC": ["pbx", "external-pbx"],
  "STUN-Server": ["stun-server"],
  "Satellit mit XPhone Call Controller": ["satellite", "call-controller"],
  "TURN-Server": ["turn-server"],
  "Web-Server IIS": ["web-server", "dmz-web-server"],
  "XPhone Call Controller": ["call-controller", "satellite"],
  "XPhone Connect Client": ["xphone-client", "external-xphone-client"],
  "XPhone Connect Mobile": ["xphone-mobile", "external-xphone-mobile"],
  "XPhone Connect Server": ["xphone-server"],
};

/** Servers and clients of `ocs-2007`, in its component, server role and client cells. */
export const OCS_2007_NAMES: Names = {
  "A/V Conferencing": ["av-conferencing-server"],
  // The feature table's name for the A/V Edge Server.
  "A/V Conferencing Edge Server": ["av-edge"],
  "A/V Conferencing Server": ["av-conferencing-server"],
  "A/V Edge Server": ["av-edge"],
  "Access Edge Server": ["access-edge"],
  "Archiving and CDR Server": ["archiving-and-cdr-server"],
  "Communicator 2005/2007": ["office-communicator", "external-office-communicator"],
  "Communicator 2007": ["office-communicator"],
  "Communicator Web Access": ["communicator-web-access"],
  "Communicator Web Access Server": ["communicator-web-access-server"],
  Director: ["director"],
  "Front End": ["front-end"],
  "Front End Servers": ["front-end"],
  "HTTP reverse proxy": ["reverse-proxy"],
  "Live Meeting 2007 client": ["live-meeting-client", "external-live-meeting-client"],
  "Mediation Server": ["mediation-server"],
  "Office Communicator": ["office-communicator", "external-office-communicator"],
  "Office Communicator 2007 Phone": ["communicator-phone"],
  "Reverse Proxy": ["reverse-proxy"],
  "Web Components": ["web-components"],
  "Web Components Server": ["web-components"],
  "Web Conferencing": ["web-conferencing-server"],
  "Web Conferencing Edge Server": ["web-conferencing-edge"],
  "Web Conferencing Server": ["web-conferencing-server"],
  // The web server (IIS) behind the reverse proxy is the one that runs Web Components.
  "Web server (IIS)": ["web-components"],
  "advanced media gateway": ["advanced-media-gateway"],
  "basic media gateway": ["basic-media-gateway"],
  "basic-hybrid media gateway": ["basic-hybrid-media-gateway"],
};

/** Names as the summaries of the notes of `ocs-2007`'s port table write them, longest first. */
export const OCS_2007_NAMES_IN_NOTES: readonly (readonly [name: string, roles: readonly string[]])[] = [
  ["Web Conferencing Edge Server", ["web-conferencing-edge"]],
  ["Web Conferencing Server", ["web-conferencing-server"]],
  ["Web Components", ["web-components"]],
  ["Access Edge", ["access-edge"]],
  ["Front End", ["front-end"]],
  ["Front-end servers", ["front-end"]],
  ["conferencing servers", ["web-conferencing-server", "av-conferencing-server"]],
  ["focus", ["front-end"]],
  ["Live Meeting client", ["live-meeting-client"]],
  ["Office Communicator", ["office-communicator", "external-office-communicator"]],
  ["Communicator clients outside", ["external-office-communicator"]],
];
