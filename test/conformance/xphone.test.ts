/**
 * The complete rules of the examples of XPhone Connect, written by hand from the document: the hosting concepts, the four
 * media concepts, and a whole deployment. A line is one port range with one peer: group, direction, transport, ports, peer,
 * and source ports where the cloud takes them. Row numbers count the printed rows of the connection overview (CO) and of the
 * port list (PL).
 */
import { readStack } from "../../lib/tools/read/terraform-json";
import { checkStack } from "../../lib/tools/analyze/check";
import { synthesizeExamples } from "../support/examples";
import { recordsOf } from "../support/rules";
import { CLOUDS, type Cloud } from "../support/stacks";
import { atomsOf, INTERNET } from "../support/xphone";

const examples = synthesizeExamples();
const CLIENTS = "10.30.128.0/17";
const VPN = "10.30.64.0/22";
const STUN = "198.51.100.10/31";
const TURN = "198.51.100.128/27";

function expectRules(example: string, lines: (internet: string, cloud: Cloud) => readonly string[]): void {
  it.each(CLOUDS)("on %s", (cloud) => {
    expect(atomsOf(examples.get(`${example}-${cloud}`) ?? "")).toEqual([...lines(INTERNET[cloud], cloud)].sort());
  });
}

/** CO 1: desktop clients reach their server. */
const CLIENTS_TO_SERVER = `Server_Internal ingress tcp 2230 from ${CLIENTS}`;

describe("IIS on the XPhone Server opens its forwarded port, and the server's port for clients", () => {
  expectRules("xphone-server-iis", (internet, cloud) => {
    const front = "Web_WebServer_PublicAddress_Balancer_Front";
    return cloud === "aws"
      ? [
          CLIENTS_TO_SERVER,
          // CO 26 on the port that was chosen; the balancer passes it on to 443.
          `${front} ingress tcp 8443 from ${internet}`,
          `${front} egress tcp 443 to Server_Internal`,
          `Server_Internal ingress tcp 443 from ${front}`,
        ]
      : [
          CLIENTS_TO_SERVER,
          `Server_Internal ingress tcp 443 from ${internet}`,
          "Server_Internal ingress tcp 443 from AzureLoadBalancer",
        ];
  });
});

describe("IIS in the DMZ is reached on 443, and reaches the server on 2230 and 2231 only", () => {
  expectRules("xphone-dmz-iis", (internet) => [
    CLIENTS_TO_SERVER,
    `Web_WebServer_External ingress tcp 443 from ${internet}`,
    // CO 12 and 13 touch, so they are one range.
    "Web_WebServer_Internal egress tcp 2230-2231 to Server_Internal",
    "Server_Internal ingress tcp 2230-2231 from Web_WebServer_Internal",
  ]);
});

describe("the reverse proxy in the DMZ is reached on 443, and reaches the server on the port of its plain leg only", () => {
  expectRules("xphone-dmz-reverse-proxy", (internet) => [
    CLIENTS_TO_SERVER,
    `Proxy_ReverseProxy_External ingress tcp 443 from ${internet}`,
    "Proxy_ReverseProxy_Internal egress tcp 80 to Server_Internal",
    "Server_Internal ingress tcp 80 from Proxy_ReverseProxy_Internal",
  ]);
});

describe("a proxy that the cloud runs reaches the encrypted port of the web applications only, which alone reach the server", () => {
  expectRules("xphone-managed-proxy", (internet, cloud) => {
    const front = "Proxy_ReverseProxy_Front";
    const platform = [
      `${front} egress tcp 0-65535 to Internet`,
      `${front} egress udp 0-65535 to Internet`,
      `${front} ingress tcp 0-65535 from AzureLoadBalancer`,
      `${front} ingress udp 0-65535 from AzureLoadBalancer`,
      `${front} ingress tcp 65200-65535 from GatewayManager`,
    ];
    return [
      CLIENTS_TO_SERVER,
      `${front} ingress tcp 8443 from ${internet}`,
      // To its members a proxy is its group on AWS, and its subnet on Azure.
      `${front} egress tcp 443 to Applications_WebServer_Internal`,
      `Applications_WebServer_Internal ingress tcp 443 from ${cloud === "aws" ? front : "10.20.1.0/24"}`,
      // CO 12 and 13, as printed of the web server, wherever it is.
      "Applications_WebServer_Internal egress tcp 2230-2231 to Server_Internal",
      "Server_Internal ingress tcp 2230-2231 from Applications_WebServer_Internal",
      ...(cloud === "azure" ? platform : []),
    ];
  });
});

/** CO 19 and 32: STUN, and time. */
const STUN_AND_TIME = [
  `Server_External egress udp 3478-3479 to ${STUN}`,
  "Server_Internal egress udp 123 to 10.30.0.123/32",
];
/** CO 17 and 18: the TURN server's stated media ports, and its documented TCP ports. */
const TO_TURN = [`Server_External egress tcp 443 to ${TURN}`, `Server_External egress tcp 3478 to ${TURN}`];

describe("Softphone Mobile opens the media range, and by hole punching egress from it", () => {
  expectRules("xphone-softphone-mobile", (internet, cloud) => [
    CLIENTS_TO_SERVER,
    // CO 26 signals; CO 15 are media.
    `Server_External ingress tcp 443 from ${internet}`,
    `Server_External ingress udp 30000-33000 from ${internet}`,
    // CO 14: every port of the phones. AWS has no source ports, so it holds STUN as well.
    ...(cloud === "aws"
      ? [`Server_External egress udp 0-65535 to ${internet}`, ...STUN_AND_TIME.slice(1)]
      : [`Server_External egress udp 0-65535 to ${internet} source 30000-33000`, ...STUN_AND_TIME]),
  ]);
});

describe("Softphone Mobile with a TURN server opens the media range, and the way to the TURN server", () => {
  expectRules("xphone-softphone-mobile-turn", (internet) => [
    CLIENTS_TO_SERVER,
    `Server_External ingress tcp 443 from ${internet}`,
    // CO 15, which holds CO 16 from the TURN server.
    `Server_External ingress udp 30000-33000 from ${internet}`,
    `Server_External egress udp 49152-65535 to ${TURN}`,
    ...TO_TURN,
    ...STUN_AND_TIME,
  ]);
});

/** CO 1 through the VPN; CO 2 beside it. */
const DESKTOP = (internet: string): string[] => [
  CLIENTS_TO_SERVER,
  `Server_Internal ingress tcp 2230 from ${VPN}`,
  `Server_External ingress udp 30000-33000 from ${internet}`,
  ...STUN_AND_TIME,
];

describe("Softphone Desktop signals through the VPN, and has its media beside it, both ways", () => {
  // CO 3: the concept has media go directly to the client as well.
  expectRules("xphone-softphone-desktop", (internet) => [
    ...DESKTOP(internet),
    `Server_External egress udp 49152-65535 to ${internet}`,
  ]);
});

describe("Softphone Desktop with a TURN server sends media to the TURN server, and to no client directly", () => {
  // CO 17 in place of CO 3; the client still sends to the call controller directly, CO 2.
  expectRules("xphone-softphone-desktop-turn", (internet) => [
    ...DESKTOP(internet),
    `Server_External egress udp 49152-65535 to ${TURN}`,
    ...TO_TURN,
  ]);
});

describe("a whole deployment with a satellite opens exactly what its choices ask for", () => {
  expectRules("xphone-satellite-turn", (internet) => [
    // The server: CO 1 and PL 3 from clients, inside and through the VPN; PL 5 and 7; CO 31 on the stated port.
    ...[CLIENTS, VPN].flatMap((peer) =>
      [2230, 2528].map((port) => `Server_Internal ingress tcp ${String(port)} from ${peer}`),
    ),
    "Server_Internal egress tcp 25 to 10.30.3.25/32",
    "Server_Internal egress tcp 389 to 10.30.0.10/32",
    "Server_Internal egress tcp 7001 to 10.30.2.10/32",
    // Push goes to the proxy and nowhere else; the proxy does what CO 5 to 7 say of the server.
    "Server_Internal egress tcp 3128 to PushProxy_Internal",
    "PushProxy_Internal ingress tcp 3128 from Server_Internal",
    "PushProxy_External egress tcp 443 to 192.0.2.16/29",
    "PushProxy_External egress tcp 443 to 192.0.2.64/26",
    "PushProxy_External egress tcp 443 to 17.0.0.0/8",
    "PushProxy_External egress tcp 2197 to 17.0.0.0/8",
    // CO 8 to 11: gRPC, SSH, SIP both ways, Event Socket.
    ...[3280, 22, 4901, 8021].flatMap((port) => [
      `Server_Internal egress tcp ${String(port)} to Media_Satellite_Internal`,
      `Media_Satellite_Internal ingress tcp ${String(port)} from Server_Internal`,
    ]),
    "Media_Satellite_Internal egress tcp 4900 to Server_Internal",
    "Server_Internal ingress tcp 4900 from Media_Satellite_Internal",
    // CO 12, 13 and 26: IIS in the DMZ.
    `Web_WebServer_External ingress tcp 443 from ${internet}`,
    "Web_WebServer_Internal egress tcp 2230-2231 to Server_Internal",
    "Server_Internal ingress tcp 2230-2231 from Web_WebServer_Internal",
    // Media of 500 calls, 2,000 ports from 30000 on: CO 2, 15 and 16 outside, CO 2, 15 and 23 inside.
    `Media_Satellite_External ingress udp 30000-31999 from ${internet}`,
    ...[CLIENTS, "10.30.72.0/22", "10.30.2.10/32"].map(
      (peer) => `Media_Satellite_Internal ingress udp 30000-31999 from ${peer}`,
    ),
    // CO 17 outside, where the concept with TURN sends media to the clients; CO 3 inside; CO 18 and 19.
    `Media_Satellite_External egress udp 49152-65535 to ${TURN}`,
    `Media_Satellite_Internal egress udp 49152-65535 to ${CLIENTS}`,
    `Media_Satellite_External egress tcp 443 to ${TURN}`,
    `Media_Satellite_External egress tcp 3478 to ${TURN}`,
    `Media_Satellite_External egress udp 3478-3479 to ${STUN}`,
    // CO 20 to 22 with the PBX, CO 32 for time.
    ...["tcp", "udp"].flatMap((transport) => [
      `Media_Satellite_Internal egress ${transport} 5060 to 10.30.2.10/32`,
      `Media_Satellite_Internal ingress ${transport} 5060 from 10.30.2.10/32`,
    ]),
    "Media_Satellite_Internal egress udp 20000-20999 to 10.30.2.10/32",
    "Media_Satellite_Internal egress udp 123 to 10.30.0.123/32",
    // CO 24 and 25: smartphones in the WLAN.
    "Wlan_Smartphones_Internal egress tcp 5228-5230 to 192.0.2.64/26",
    "Wlan_Smartphones_Internal egress tcp 5223 to 17.0.0.0/8",
    // CO 26 and 15 to IIS and the satellite inside; CO 30, on one port; CO 27 and 28 to the TURN server.
    "Wlan_Smartphones_Internal egress tcp 443 to 10.20.0.138/32",
    "Web_WebServer_Internal ingress tcp 443 from 10.30.72.0/22",
    "Wlan_Smartphones_Internal egress udp 30000-31999 to 10.20.0.148/32",
    `Wlan_Smartphones_Internal egress udp 3478 to ${STUN}`,
    `Wlan_Smartphones_Internal egress udp 49152-65535 to ${TURN}`,
    `Wlan_Smartphones_Internal egress tcp 443 to ${TURN}`,
    `Wlan_Smartphones_Internal egress tcp 3478 to ${TURN}`,
  ]);
});

describe("the examples of XPhone Connect", () => {
  const stacks = [...examples.keys()].filter((stack) => stack.startsWith("xphone-"));

  it("are the three hosting concepts, of which one with both kinds of proxies, the four media concepts, and a whole deployment, on both clouds", () => {
    expect(stacks).toHaveLength(18);
  });

  it.each(stacks)("have a clean check: %s", (stack) => {
    const { findings, interfaces } = checkStack(
      readStack("cdk.tf.json", JSON.parse(examples.get(stack) ?? "")),
      "2027-01-01",
    );
    const open = findings.filter(({ severity, accepted }) => severity !== "note" && accepted === null);
    expect(open).toEqual([]);
    expect(interfaces.every(({ exact }) => exact)).toBe(true);
  });

  it("lead the name of the clients' URLs to whoever they connect to", () => {
    const name = "A uc.example.com in Z0EXAMPLE:";
    expect(recordsOf(examples.get("xphone-server-iis-aws") ?? "")).toEqual([
      `${name} Web_WebServer_PublicAddress_Balancer_Address.public_ip`,
    ]);
    expect(recordsOf(examples.get("xphone-dmz-iis-aws") ?? "")).toEqual([
      `${name} Web_WebServer_External_Address.public_ip`,
    ]);
    expect(recordsOf(examples.get("xphone-dmz-reverse-proxy-aws") ?? "")).toEqual([
      `${name} Proxy_ReverseProxy_External_Address.public_ip`,
    ]);
    expect(recordsOf(examples.get("xphone-managed-proxy-azure") ?? "")).toEqual([
      "public A uc in example.com: Proxy_ReverseProxy_Front_Address.ip_address",
    ]);
    expect(recordsOf(examples.get("xphone-softphone-desktop-aws") ?? "")).toEqual([]);
  });
});
