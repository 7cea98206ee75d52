/** What passes in examples of XPhone Connect, and that nothing else does: packets, not rules. Rows of the connection overview. */
import { type App, Testing } from "cdktf";
import { XPhoneDmzIisAws } from "../../examples/xphone-dmz-iis/aws";
import { XPhoneDmzIisAzure } from "../../examples/xphone-dmz-iis/azure";
import { XPhoneDmzReverseProxyAws } from "../../examples/xphone-dmz-reverse-proxy/aws";
import { XPhoneDmzReverseProxyAzure } from "../../examples/xphone-dmz-reverse-proxy/azure";
import { XPhoneManagedProxyAws } from "../../examples/xphone-managed-proxy/aws";
import { XPhoneManagedProxyAzure } from "../../examples/xphone-managed-proxy/azure";
import { XPhoneSatelliteTurnAws } from "../../examples/xphone-satellite-turn/aws";
import { XPhoneSatelliteTurnAzure } from "../../examples/xphone-satellite-turn/azure";
import { XPhoneServerIisAws } from "../../examples/xphone-server-iis/aws";
import { XPhoneServerIisAzure } from "../../examples/xphone-server-iis/azure";
import { XPhoneSoftphoneDesktopAws } from "../../examples/xphone-softphone-desktop/aws";
import { XPhoneSoftphoneDesktopAzure } from "../../examples/xphone-softphone-desktop/azure";
import { XPhoneSoftphoneDesktopTurnAws } from "../../examples/xphone-softphone-desktop-turn/aws";
import { XPhoneSoftphoneDesktopTurnAzure } from "../../examples/xphone-softphone-desktop-turn/azure";
import { XPhoneSoftphoneMobileAws } from "../../examples/xphone-softphone-mobile/aws";
import { XPhoneSoftphoneMobileAzure } from "../../examples/xphone-softphone-mobile/azure";
import { XPhoneSoftphoneMobileTurnAws } from "../../examples/xphone-softphone-mobile-turn/aws";
import { XPhoneSoftphoneMobileTurnAzure } from "../../examples/xphone-softphone-mobile-turn/azure";
import { synthesize, type InterfaceExpectation } from "../../lib/testing/index";

type Expected = Readonly<Record<string, InterfaceExpectation>>;
const tcp = (peer: string, ports: number | string): { peer: string; transport: "tcp"; ports: number | string } => ({
  peer,
  transport: "tcp",
  ports,
});
const udp = (peer: string, ports: number | string): { peer: string; transport: "udp"; ports: number | string } => ({
  peer,
  transport: "udp",
  ports,
});
const CLIENTS = "10.30.128.0/17";
const SERVER = "10.30.1.10";
const VPN = "10.30.64.0/22";
const TURN = "198.51.100.128/27";
/** Row 19. */
const STUN = udp("198.51.100.10/31", "3478-3479");
/** Rows 17 and 18. */
const TO_TURN = [udp(TURN, "49152-65535"), tcp(TURN, 443), tcp(TURN, 3478)];
/** Row 32. */
const TIME = { egress: [udp("10.30.0.123", 123)] };
/** Health probes of Azure. */
const PROBE = tcp("AzureLoadBalancer", "0-65535");

/** Rows 12 and 13 between IIS and the server, row 26 from outside, row 1 from clients. */
const DMZ_IIS: Expected = {
  "Web/WebServer/External": { ingress: [tcp("internet", 443)] },
  "Web/WebServer/Internal": { egress: [tcp(SERVER, "2230-2231")] },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230), tcp("10.20.0.138", "2230-2231")] },
};
const DMZ_REVERSE_PROXY: Expected = {
  "Proxy/ReverseProxy/External": { ingress: [tcp("internet", 443)] },
  "Proxy/ReverseProxy/Internal": { egress: [tcp(SERVER, 80)] },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230), tcp("10.20.0.140", 80)] },
};
/** The web applications on a host of their own: rows 12 and 13 from there, and nobody but the proxy to it. */
const MANAGED_PROXY = (front: string, platform: InterfaceExpectation): Expected => ({
  "Proxy/ReverseProxy/Front": {
    ingress: [tcp("internet", 8443), ...(platform.ingress ?? [])],
    egress: [tcp("10.30.1.20", 443), ...(platform.egress ?? [])],
  },
  "Applications/WebServer/Internal": { ingress: [tcp(front, 443)], egress: [tcp(SERVER, "2230-2231")] },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230), tcp("10.30.1.20", "2230-2231")] },
});
/** What Azure asks for to run an Application Gateway: a way out, probes, and management. */
const GATEWAY: InterfaceExpectation = {
  ingress: [PROBE, { ...PROBE, transport: "udp" }, tcp("GatewayManager", "65200-65535")],
  egress: [tcp("internet", "0-65535"), udp("internet", "0-65535")],
};
/** Row 26 on the port that was chosen, which leads to 443 on the server; row 1 from clients. */
const SERVER_IIS_AWS: Expected = {
  "Web/WebServer/PublicAddress/Balancer/Front": { ingress: [tcp("internet", 8443)], egress: [tcp(SERVER, 443)] },
  "Server/Server/Internal": {
    ingress: [tcp(CLIENTS, 2230), tcp("Web/WebServer/PublicAddress/Balancer/Front", 443)],
  },
};
/** A load balancer on Azure keeps the clients' addresses, and asks the server whether it is there. */
const SERVER_IIS_AZURE: Expected = {
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230), tcp("internet", 443), { ...PROBE, ports: 443 }] },
};
/** Row 15 in, row 14 out by hole punching from the media range, row 19 out, row 26 for signaling. */
const MOBILE: Expected = {
  "Server/Server/External": {
    ingress: [tcp("internet", 443), udp("internet", "30000-33000")],
    egress: [STUN, { ...udp("internet", "0-65535"), sourcePorts: "30000-33000" }],
  },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230)], ...TIME },
};
/** Rows 15 and 16 in, rows 17 to 19 out, row 26 for signaling. */
const MOBILE_TURN: Expected = {
  "Server/Server/External": {
    ingress: [tcp("internet", 443), udp("internet", "30000-33000")],
    egress: [STUN, ...TO_TURN],
  },
  "Server/Server/Internal": { ingress: [tcp(CLIENTS, 2230)], ...TIME },
};
/** Row 1 from clients inside and through the VPN. */
const DESKTOP_SIGNALING = { ingress: [tcp(CLIENTS, 2230), tcp(VPN, 2230)], ...TIME };
/** Row 2 in, rows 3 and 19 out: media go directly, both ways. */
const DESKTOP: Expected = {
  "Server/Server/External": {
    ingress: [udp("internet", "30000-33000")],
    egress: [STUN, udp("internet", "49152-65535")],
  },
  "Server/Server/Internal": DESKTOP_SIGNALING,
};
/** Rows 2 and 16 in, rows 17 to 19 out: media to the clients go over the TURN server, so row 3 is not open. */
const DESKTOP_TURN: Expected = {
  "Server/Server/External": { ingress: [udp("internet", "30000-33000")], egress: [STUN, ...TO_TURN] },
  "Server/Server/Internal": DESKTOP_SIGNALING,
};
const [WEB, SATELLITE, PROXY, PBX, WLAN] = [
  "10.20.0.138",
  "10.20.0.148",
  "10.20.0.158",
  "10.30.2.10",
  "10.30.72.0/22",
] as const;
const [APPLE, GOOGLE, C4B] = ["17.0.0.0/8", "192.0.2.64/26", "192.0.2.16/29"] as const;
/** Port list rows 3, 5 and 7 for the server; 500 calls have 2,000 ports. */
const SATELLITE_TURN: Expected = {
  "Server/Server/Internal": {
    ingress: [
      ...[CLIENTS, VPN].flatMap((peer) => [tcp(peer, 2230), tcp(peer, 2528)]),
      // Rows 12 and 13 from IIS, row 10 from the satellite.
      tcp(WEB, "2230-2231"),
      tcp(SATELLITE, 4900),
    ],
    // Rows 8, 9 and 11 to the satellite; push to the proxy and nowhere else; row 31.
    egress: [
      ...[22, 3280, 4901, 8021].map((port) => tcp(SATELLITE, port)),
      tcp(PROXY, 3128),
      tcp("10.30.0.10", 389),
      tcp("10.30.3.25", 25),
      tcp(PBX, 7001),
    ],
  },
  "PushProxy/Proxy/External": {
    egress: [tcp(C4B, 443), tcp(GOOGLE, 443), tcp(APPLE, 443), tcp(APPLE, 2197)],
  },
  "PushProxy/Proxy/Internal": { ingress: [tcp(SERVER, 3128)] },
  "Web/WebServer/External": { ingress: [tcp("internet", 443)] },
  "Web/WebServer/Internal": { ingress: [tcp(WLAN, 443)], egress: [tcp(SERVER, "2230-2231")] },
  "Media/Satellite/External": { ingress: [udp("internet", "30000-31999")], egress: [STUN, ...TO_TURN] },
  "Media/Satellite/Internal": {
    ingress: [
      ...[22, 3280, 4901, 8021].map((port) => tcp(SERVER, port)),
      ...[CLIENTS, WLAN, PBX].map((peer) => udp(peer, "30000-31999")),
      tcp(PBX, 5060),
      udp(PBX, 5060),
    ],
    egress: [
      tcp(SERVER, 4900),
      udp(CLIENTS, "49152-65535"),
      tcp(PBX, 5060),
      udp(PBX, 5060),
      udp(PBX, "20000-20999"),
      ...TIME.egress,
    ],
  },
  // Rows 15 and 24 to 28 and 30, of which STUN on one port.
  "Wlan/Smartphones/Internal": {
    egress: [
      tcp(WEB, 443),
      udp(SATELLITE, "30000-31999"),
      udp("198.51.100.10/31", 3478),
      ...TO_TURN,
      tcp(GOOGLE, "5228-5230"),
      tcp(APPLE, 5223),
    ],
  },
};

const EXAMPLES = [
  [XPhoneDmzIisAws, DMZ_IIS],
  [XPhoneDmzIisAzure, DMZ_IIS],
  [XPhoneDmzReverseProxyAws, DMZ_REVERSE_PROXY],
  [XPhoneDmzReverseProxyAzure, DMZ_REVERSE_PROXY],
  [XPhoneManagedProxyAws, MANAGED_PROXY("Proxy/ReverseProxy/Front", {})],
  [XPhoneManagedProxyAzure, MANAGED_PROXY("10.20.1.0/24", GATEWAY)],
  [XPhoneServerIisAws, SERVER_IIS_AWS],
  [XPhoneServerIisAzure, SERVER_IIS_AZURE],
  [XPhoneSoftphoneMobileAws, MOBILE],
  [XPhoneSoftphoneMobileAzure, MOBILE],
  [XPhoneSoftphoneMobileTurnAws, MOBILE_TURN],
  [XPhoneSoftphoneMobileTurnAzure, MOBILE_TURN],
  [XPhoneSoftphoneDesktopAws, DESKTOP],
  [XPhoneSoftphoneDesktopAzure, DESKTOP],
  [XPhoneSoftphoneDesktopTurnAws, DESKTOP_TURN],
  [XPhoneSoftphoneDesktopTurnAzure, DESKTOP_TURN],
  [XPhoneSatelliteTurnAws, SATELLITE_TURN],
  [XPhoneSatelliteTurnAzure, SATELLITE_TURN],
] as const;

describe("a proxy that Azure runs", () => {
  const app: App = Testing.app();
  new XPhoneManagedProxyAzure(app, "example");
  const [stack] = synthesize(app);
  const [PROBES, PROBES_BY_UDP] = [PROBE, { ...PROBE, transport: "udp" as const }];

  it.each([
    ["has no manager", [PROBES, PROBES_BY_UDP]],
    ["has a manager on other ports", [PROBES, PROBES_BY_UDP, tcp("GatewayManager", "65200-65534")]],
    ["is probed by TCP only", [PROBES, tcp("GatewayManager", "65200-65535")]],
  ])("is not one that %s", (_, ingress) => {
    expect(stack).not.toPermitExactly(MANAGED_PROXY("10.20.1.0/24", { ...GATEWAY, ingress }));
  });
});

describe("the examples of XPhone Connect", () => {
  it.each(EXAMPLES.map(([Stack, expected]) => [Stack.name, Stack, expected] as const))(
    "permit exactly what is spelled out, %s",
    (_, Stack, expected) => {
      const app: App = Testing.app();
      new Stack(app, "example");
      const [stack] = synthesize(app);
      expect(stack).toPermitExactly(expected);
      expect(stack).toHaveNoFindings();
    },
  );
});
