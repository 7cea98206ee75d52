/**
 * A complete deployment: the server inside, IIS in the DMZ, a satellite with the call controller for softphones and the
 * PBX, the TURN server of Xirsys, push notifications through a proxy, and smartphones in the company's WLAN.
 */
import type { Construct } from "constructs";
import {
  type Network,
  Peer,
  XPhoneCallController,
  XPhoneDmzIis,
  XPhonePushProxy,
  XPhoneServer,
  XPhoneWlanSmartphones,
} from "../../lib/index";
import { PLAN } from "../xphone/networks";

/** The internal addresses of IIS in the DMZ, and of the satellite. */
const WEB_SERVER = "10.20.0.138";
const SATELLITE = "10.20.0.148";

/** Composes all of it in whichever network it is given. */
export function composeSatelliteTurn(scope: Construct, network: Network): XPhoneCallController {
  const google = Peer.prefixes(PLAN.googlePushService);
  const smartphones = { outside: Peer.internet(), inside: Peer.prefixes([PLAN.wlan]) };
  const stunServers = Peer.prefixes(PLAN.stunServers);
  // Xirsys names the servers of an account, and the ports on which they relay.
  const turn = { servers: Peer.prefixes(PLAN.turnServers), mediaPorts: ["49152-65535"], provider: "xirsys" };
  const proxy = new XPhonePushProxy(scope, "PushProxy", {
    network,
    external: { privateAddress: "10.20.0.30" },
    internal: { privateAddress: "10.20.0.158" },
    port: 3128,
    push: { c4b: Peer.prefixes(PLAN.c4bPushService), android: { services: google }, ios: {} },
  });
  const server = new XPhoneServer(scope, "Server", {
    network,
    internal: { privateAddress: "10.30.1.10" },
    clients: Peer.prefixes([PLAN.clients, PLAN.vpn]),
    voicemailPlayer: {},
    activeDirectory: { domainControllers: Peer.prefixes(["10.30.0.10"]) },
    smtp: { servers: Peer.prefixes(["10.30.3.25"]) },
    cti: { pbx: Peer.prefixes([PLAN.pbx]), transport: "tcp", ports: [7001] },
    push: { android: {}, ios: {}, proxy: { at: Peer.of(proxy.role), port: 3128 } },
  });
  new XPhoneDmzIis(scope, "Web", {
    network,
    host: { external: { privateAddress: "10.20.0.10" }, internal: { privateAddress: WEB_SERVER } },
    server: Peer.of(server.role),
    domain: "uc.example.com",
    certificateAuthority: "public",
    mobile: { users: 400, ...smartphones },
    webMeeting: { path: "/webmeeting" },
  });
  const media = new XPhoneCallController(scope, "Media", {
    satellite: {
      network,
      zone: "perimeter",
      external: { privateAddress: "10.20.0.20" },
      internal: { privateAddress: SATELLITE },
      server: Peer.of(server.role),
    },
    firstMediaPort: 30000,
    concurrentCalls: 500,
    softphoneMobile: smartphones,
    softphoneDesktop: { outside: Peer.internet(), inside: Peer.prefixes([PLAN.clients]) },
    stunServers,
    turn,
    sipGateway: { pbx: Peer.prefixes([PLAN.pbx]), mediaPorts: ["20000-20999"] },
    timeServers: Peer.prefixes([PLAN.timeServer]),
  });
  new XPhoneWlanSmartphones(scope, "Wlan", {
    network,
    gateway: { privateAddress: "10.30.72.1" },
    // Both name the smartphones by their own addresses, so the gateway names both by theirs.
    web: { at: Peer.prefixes([WEB_SERVER]) },
    softphone: { at: Peer.prefixes([SATELLITE]), mediaPorts: media.mediaPorts, stunServers, turn },
    android: { services: google },
    ios: {},
  });
  return media;
}
