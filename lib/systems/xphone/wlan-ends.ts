/** Whom smartphones in a WLAN talk to, and what is to be said about it. */
import type { Finding } from "../../model/finding";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { requireZone, zonesOfPeer } from "../../stack/peer-zones";
import { isUnresolved } from "../../stack/unresolved";
import { wlanHolePunchingFinding } from "./hole-punching";
import { applePushService } from "./push";
import { readTurn, turnFindings } from "./turn";
import { webPort } from "./web-publication";
import { readSoftphone } from "./xphone-clients";
import { faultAt, readPort, requirePeerOf, type ToldAt } from "./xphone-faults";
import type { StatedTraffic, XPhonePeers } from "./xphone-system";
import type {
  XPhoneWlanSmartphonesProps,
  XPhoneWlanSoftphoneProps,
  XPhoneWlanWebProps,
} from "./xphone-wlan-smartphones-props";

const ROW = "xphone/connection-overview/";
const TO_WEB_SERVER = `${ROW}26c`;
const TURN = { media: `${ROW}27a`, control: `${ROW}28a` };
/** Who takes the connections of smartphones, of the roles of this system. */
const WEB_ROLES = ["web-server", "dmz-web-server", "reverse-proxy"];

/**
 * Checks the ends of whatever smartphones in the WLAN use, and adds them.
 *
 * @throws {@link UcEdgeError} `xphone-peer-missing`, `xphone-port-invalid`, `xphone-ports-missing`, `xphone-wlan-*`,
 *   `xphone-media-range-*`, `net-port-*`, and those of peers.
 */
export function readWlanEnds(
  { network, web, android, ios, softphone }: XPhoneWlanSmartphonesProps,
  peers: XPhonePeers,
  stated: Map<string, StatedTraffic>,
  at: ToldAt,
): void {
  if (web !== undefined) readWeb(web, peers, stated, network, at);
  if (android !== undefined) {
    const { services } = android;
    requirePeerOf(services, "android.services", "Google's push service", at);
    if (services !== undefined) requireZone(services, "internet", network, "Google's push service", at.path);
    peers.add("google-push-service", services);
  }
  if (ios !== undefined) {
    const { services = applePushService() } = ios;
    requireZone(services, "internet", network, "Apple's push service", at.path);
    peers.add("apple-push-service", services);
  }
  if (softphone !== undefined) readWlanSoftphone(softphone, peers, stated, network, at);
}

function readWlanSoftphone(
  softphone: XPhoneWlanSoftphoneProps,
  peers: XPhonePeers,
  stated: Map<string, StatedTraffic>,
  network: Network,
  at: ToldAt,
): void {
  const { stunServers, turn } = softphone;
  readSoftphone(softphone, peers, stated, at);
  if (stunServers !== undefined) {
    requirePeerOf(stunServers, "softphone.stunServers", "the STUN servers", at);
    requireZone(stunServers, "internet", network, "the STUN server", at.path);
    peers.add("stun-server", stunServers);
  }
  if (turn !== undefined) readTurn(turn, "softphone.turn", TURN, peers, stated, network, at);
}

/** A role of a hosting concept is what it is; addresses are the web server's, or of what stands in its place. */
function readWeb(
  { at: server, port: given = webPort() }: XPhoneWlanWebProps,
  peers: XPhonePeers,
  stated: Map<string, StatedTraffic>,
  network: Network,
  at: ToldAt,
): void {
  const fault = faultAt(at);
  requirePeerOf(server, "web.at", "the web server or reverse proxy that smartphones connect to", at);
  const port = readPort(given, "web.port", at);
  const { spec } = server;
  let id = "web-server";
  if (spec.kind === "role") {
    const { fact, external, internal } = spec.role;
    id = fact.id;
    if (fact.system !== "xphone" || !WEB_ROLES.includes(id)) {
      const expected = "the role of a construct that publishes web applications, or their addresses";
      throw fault("xphone-wlan-web-role", "web.at", `the role ${fact.title}`, expected, "name the web server");
    }
    if (external !== undefined && external === internal) {
      const expected = "public addresses: a proxy that the cloud runs is reached at nothing else";
      const todo = "name its public address, or Peer.internet() where it has no static one";
      throw fault("xphone-wlan-managed-proxy", "web.at", `the role ${fact.title}`, expected, todo);
    }
  }
  if (port !== webPort() && isInside(server, network, at)) {
    const expected = `${String(webPort())}, on which a web server inside listens: no port is translated on the way`;
    const todo = "leave it out, or name the public address whose port is forwarded";
    throw fault("xphone-wlan-port-translated", "web.port", port, expected, todo);
  }
  peers.add(id, server);
  if (port !== webPort()) stated.set(TO_WEB_SERVER, { ports: [{ first: port, last: port }] });
}

/** Whether a web server is reached inside: as a role, or at an address of the network. */
function isInside({ spec }: Peer, network: Network, at: ToldAt): boolean {
  if (spec.kind !== "prefixes" || isUnresolved(spec.prefixes)) return spec.kind === "role";
  // An address that is known only later is one that a cloud gives, and so a public one.
  const known = spec.prefixes.filter((text) => !isUnresolved(text));
  const zones = known.flatMap((text) =>
    zonesOfPeer(Peer.prefixes([text]), network, "cannot connect the web server", at.path),
  );
  return zones.some(({ zone }) => zone === "internal" || zone === "perimeter");
}

/** What is to be said of smartphones whose softphone lacks what its concept has. */
export function wlanFindings({ web, softphone }: XPhoneWlanSmartphonesProps): Omit<Finding, "where">[] {
  if (softphone === undefined) return [];
  const said = softphone.turn === undefined ? [] : turnFindings(softphone.turn, "softphone.turn", ["media-mobile"]);
  if (softphone.holePunching !== undefined) said.push(wlanHolePunchingFinding());
  if (web === undefined) {
    said.push({
      code: "xphone-wlan-signaling-missing",
      severity: "note",
      what: "softphones in the WLAN reach no web server through the network",
      why: "the signaling of Softphone Mobile goes over the HTTPS connection to the web server",
      todo: "name it as web, unless they reach it another way",
      facts: ["xphone/media-mobile/signaling", `${ROW}26`],
    });
  }
  if (softphone.stunServers === undefined) {
    said.push({
      code: "xphone-wlan-stun-missing",
      severity: "note",
      what: "softphones in the WLAN reach no STUN server through the network",
      why: "Softphone Mobile learns by STUN the public address that it signals to the call controller",
      todo: "name the servers as softphone.stunServers, unless they reach them another way",
      facts: ["xphone/media-mobile/stun", `${ROW}30`],
    });
  }
  return said;
}
