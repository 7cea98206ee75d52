/** How web applications are published: by which name, on which port, with which certificate, and to whom. */
import { XPHONE_CERTIFICATES } from "../../catalog/xphone/certificates";
import { XPHONE_CONNECTION_OVERVIEW } from "../../catalog/xphone/connection-overview";
import { XPHONE_HOSTING_LIMITS } from "../../catalog/xphone/limits-hosting";
import { XPHONE_RECORDS } from "../../catalog/xphone/records";
import type { RecordFact } from "../../catalog/schema";
import { applies } from "../../model/when";
import type { CertificateRequest } from "../../model/certificate-request";
import { oneOf } from "../../net/uc-edge-error";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { parseKnownDomain, requireKnown } from "../../stack/unresolved";
import type { Finding } from "../../model/finding";
import { MOBILE, WEB_MEETING } from "./choice-props";
import { smartphonesOutside, type XPhoneSmartphonesProps } from "./smartphones";
import { webCertificate } from "./web-certificate";
import { faultAt, readPort, requireChoices, type ToldAt } from "./xphone-faults";
import type { XPhonePeers } from "./xphone-system";

/**
 * The XPhone Connect Mobile app. Smartphones `inside` reach the web server, or the proxy, at its internal interface and on its
 * own port; where nobody else is named, nothing is published outside, and the name leads to the internal interface.
 */
export interface XPhoneMobileProps extends XPhoneSmartphonesProps {
  /**
   * How many users the app has. From 250 on, its web applications must be on a server of their own.
   *
   * @default - not known; where the web applications are on the XPhone Server, a finding says what to look at
   */
  readonly users?: number;
}

/** XPhone Connect WebMeeting. */
export interface XPhoneWebMeetingProps {
  /** The path of its URL, which the document does not print: `"/webmeeting"`. */
  readonly path: string;
  /**
   * Where participants connect from.
   *
   * @default - `Peer.internet()`: they have no known addresses
   */
  readonly from?: Peer;
}

/** Who signed the certificate that clients see. */
export type XPhoneCertificateAuthority = "public" | "private";

/** What is published, whatever hosts it. At least one of `mobile` and `webMeeting`. */
export interface XPhoneWebProps {
  /**
   * The name in the clients' URLs, in one of the network's public DNS zones. Where all clients are inside, a record is made
   * where an internal one of its zones holds the name.
   */
  readonly domain: string;
  /**
   * The port in the URLs of clients outside. It is free to choose where it is forwarded, or taken by a proxy that the cloud
   * runs; an address of the host's own keeps all port numbers.
   *
   * @default 443
   */
  readonly publicPort?: number;
  /** Who signed the certificate: a public authority is required with WebMeeting, and recommended for the mobile app. */
  readonly certificateAuthority: XPhoneCertificateAuthority;
  /**
   * The mobile app.
   *
   * @default - not published
   */
  readonly mobile?: XPhoneMobileProps;
  /**
   * WebMeeting.
   *
   * @default - not published
   */
  readonly webMeeting?: XPhoneWebMeetingProps;
}

/** A hosting concept. */
export type HostingConcept = "iis-on-server" | "iis-in-dmz" | "reverse-proxy-in-dmz";

/** What is published, as it was checked. */
export interface WebPublication {
  readonly domain: string;
  readonly port: number;
  /** Whether clients outside connect; if not, nothing is published. */
  readonly isOutside: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly record: RecordFact;
  /** URLs of the mobile app. */
  readonly mobileUrls: readonly string[];
  readonly webMeetingUrl: string | undefined;
  /** The certificate that clients see. */
  readonly certificate: CertificateRequest;
  readonly findings: readonly Omit<Finding, "where">[];
}

const AUTHORITIES: readonly XPhoneCertificateAuthority[] = ["public", "private"];

/** The port on which web servers listen, and users by default connect. */
export function webPort(): number {
  const row = XPHONE_CONNECTION_OVERVIEW.find(({ to }) => to.includes("dmz-web-server"));
  const [first] = (row?.directions ?? []).flatMap(({ ports }) => (typeof ports === "string" ? [] : (ports ?? [])));
  if (first === undefined) throw new TypeError("xphone has no port of the web server");
  return first[0];
}

/**
 * Checks what is published, and adds who may come.
 *
 * @throws {@link UcEdgeError} `xphone-web-empty`, `xphone-public-port-unused`, `xphone-choice-invalid`, `xphone-certificate-authority-unknown`,
 *   `xphone-certificate-private`, `xphone-web-meeting-path`, `xphone-mobile-users-*`, `xphone-port-invalid`,
 *   `model-domain-*`, `stack-dns-zone-unknown`, `stack-prop-unresolved`, and those of peers.
 */
export function readPublication(
  props: XPhoneWebProps,
  concept: HostingConcept,
  isOnServer: boolean,
  network: Network,
  peers: XPhonePeers,
  at: ToldAt,
): WebPublication {
  const { mobile, webMeeting } = props;
  const fault = faultAt(at);
  requireChoices({ mobile: [mobile, MOBILE], webMeeting: [webMeeting, WEB_MEETING] }, at);
  if (mobile === undefined && webMeeting === undefined) {
    const expected = "at least one of the two";
    throw fault("xphone-web-empty", "mobile, webMeeting", undefined, expected, "say what is published");
  }
  const domain = parseKnownDomain(props.domain, { ...at, prop: "domain" });
  const isOutside = addClients(props, network, peers, at);
  if (isOutside) network.dnsZoneOf({ view: "public", type: "A", name: domain, path: at.path });
  const port = publicPortOf(props, isOutside, at);
  const users = usersFindings(mobile, isOnServer, at);
  const chosen = new Set<string>([
    concept,
    ...(mobile === undefined ? [] : ["mobile"]),
    ...(mobile?.inside === undefined ? [] : ["wlan-smartphones"]),
    ...(webMeeting === undefined ? [] : ["web-meeting"]),
  ]);
  const authority = certificateFindings(props.certificateAuthority, chosen, at);
  const origin = `https://${domain}${port === webPort() ? "" : `:${String(port)}`}`;
  const record = XPHONE_RECORDS.find(({ when }) => applies(when, new Set([concept])));
  if (record === undefined) throw new TypeError(`xphone has no record of ${concept}`);
  return {
    domain,
    port,
    isOutside,
    chosen,
    record,
    mobileUrls: mobile === undefined ? [] : mobilePaths().map((path) => `${origin}${path}`),
    webMeetingUrl: webMeeting === undefined ? undefined : `${origin}${pathOf(webMeeting.path, at)}`,
    certificate: webCertificate(domain, chosen),
    findings: [...authority, ...users, ...(isOutside ? wlanFindings(mobile, domain, port) : [])],
  };
}

/** Adds who may come; returns whether anybody comes from outside. */
function addClients({ mobile, webMeeting }: XPhoneWebProps, network: Network, peers: XPhonePeers, at: ToldAt): boolean {
  const smartphones = mobile === undefined ? undefined : smartphonesOutside(mobile);
  const participants = webMeeting === undefined ? undefined : participantsOf(webMeeting);
  if (smartphones !== undefined) requireZone(smartphones, "internet", network, "mobile clients", at.path);
  peers.add("external-xphone-mobile", smartphones);
  if (participants !== undefined) requireZone(participants, "internet", network, "WebMeeting participants", at.path);
  peers.add("web-meeting-participant", participants);
  if (mobile?.inside !== undefined) {
    requireZone(mobile.inside, "internal", network, "smartphones in the WLAN", at.path);
    peers.add("xphone-mobile", mobile.inside);
  }
  return smartphones !== undefined || participants !== undefined;
}

function participantsOf({ from = Peer.internet() }: XPhoneWebMeetingProps): Peer {
  return from;
}

/** The port in the URLs: the web server's own where nobody comes from outside, as no port is translated inside. */
function publicPortOf({ publicPort }: XPhoneWebProps, isOutside: boolean, at: ToldAt): number {
  if (publicPort === undefined) return webPort();
  const port = readPort(publicPort, "publicPort", at);
  if (isOutside || port === webPort()) return port;
  const expected = `none, or ${String(webPort())}, where all clients are inside: no port is translated there`;
  throw faultAt(at)("xphone-public-port-unused", "publicPort", port, expected, "leave it out, or name clients outside");
}

/** The printed paths of the mobile app. */
function mobilePaths(): string[] {
  const row = XPHONE_CONNECTION_OVERVIEW.find(({ to }) => to.includes("dmz-web-server"));
  return (row?.urls ?? []).map((url) => url.replace(/^https:\/\/\{domain\}/, ""));
}

function pathOf(given: unknown, at: ToldAt): string {
  requireKnown(given, { ...at, prop: "webMeeting.path" }, "the URL is an output");
  if (typeof given === "string" && /^\/(?![/\\])[^\s?#\\\p{C}]*$/u.test(given)) return given;
  const expected = 'the path of WebMeeting\'s URL, such as "/webmeeting", as the document prints none';
  throw faultAt(at)("xphone-web-meeting-path", "webMeeting.path", given, expected, "look it up on the web server");
}

/** From the documented number of users on, the web applications are on a server of their own. */
function usersFindings(
  mobile: XPhoneMobileProps | undefined,
  isOnServer: boolean,
  at: ToldAt,
): WebPublication["findings"] {
  if (mobile === undefined) return [];
  const limit = XPHONE_HOSTING_LIMITS.find(({ id }) => id === "xphone/hosting/mobile-users");
  const most = limit?.quantity?.value ?? 0;
  const { users } = mobile;
  const fault = faultAt(at);
  if (users !== undefined) requireKnown(users, { ...at, prop: "mobile.users" }, "it decides where they may be");
  if (users !== undefined && !(Number.isInteger(users) && users > 0)) {
    const expected = "a whole number above 0";
    throw fault("xphone-mobile-users-invalid", "mobile.users", users, expected, "say how many users the app has");
  }
  if (!isOnServer || (users !== undefined && users < most)) return [];
  if (users !== undefined) {
    throw fault(
      "xphone-mobile-users-over",
      "mobile.users",
      users,
      `fewer than ${String(most)} users where the web applications are on the XPhone Server: ${limit?.says ?? ""}`,
      "install them on a server of their own: XPhoneDmzIis, or a reverse proxy in front of an XPhoneWebServer",
    );
  }
  return [
    {
      code: "xphone-mobile-users-unknown",
      severity: "note",
      what: "how many users the mobile app has is not stated",
      why: limit?.says ?? "",
      todo: "state it as mobile.users",
      facts: ["xphone/hosting/mobile-users"],
    },
  ];
}

/** Inside no port is translated, and the public record leads outside. */
function wlanFindings(mobile: XPhoneMobileProps | undefined, domain: string, port: number): WebPublication["findings"] {
  if (mobile?.inside === undefined) return [];
  const isTranslated = port !== webPort();
  const onPort = isTranslated ? `, but their URL has port ${String(port)}` : "";
  return [
    {
      code: "xphone-wlan-name",
      severity: isTranslated ? "warning" : "note",
      what: `smartphones in the WLAN reach the web applications inside, on port ${String(webPort())}${onPort}`,
      why: "they connect to the name in their URL, whose public record leads to the public address",
      todo: isTranslated
        ? `publish on ${String(webPort())}, or leave mobile.inside out and let them take the way over the internet`
        : `lead ${domain} to the internal address inside, for example as one of the names of the internal interface`,
      facts: ["xphone/connection-overview/26"],
    },
  ];
}

function certificateFindings(authority: unknown, chosen: ReadonlySet<string>, at: ToldAt): WebPublication["findings"] {
  const fault = faultAt(at);
  const prop = "certificateAuthority";
  requireKnown(authority, { ...at, prop }, "it is checked before anything is made");
  const known = AUTHORITIES.find((one) => one === authority);
  if (known === undefined) {
    const expected = oneOf(AUTHORITIES, authority);
    throw fault("xphone-certificate-authority-unknown", prop, authority, expected, "say who signed the certificate");
  }
  const fact = XPHONE_CERTIFICATES.find(({ when }) => when !== undefined && applies(when, chosen));
  if (known === "public" || fact === undefined) return [];
  if (fact.requirement === "mandatory") {
    const expected = '"public", which is mandatory with WebMeeting, whose participants trust no private authority';
    throw fault("xphone-certificate-private", prop, authority, expected, "have it signed by a public authority");
  }
  return [
    {
      code: "xphone-certificate-not-public",
      severity: "warning",
      what: "a private authority signed the certificate that mobile clients see",
      why: "the document recommends a public one: smartphones trust no other by themselves",
      todo: "have it signed by a public authority, or install the private root on every smartphone",
      facts: [fact.id],
    },
  ];
}
