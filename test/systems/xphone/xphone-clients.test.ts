/** Clients and smartphones that stand in the network. */
import type { Construct } from "constructs";
import { Peer } from "../../../lib/stack/peer";
import { VirtualAddress } from "../../../lib/systems/virtual-address";
import { XPhoneClients, type XPhoneClientsProps } from "../../../lib/systems/xphone/xphone-clients";
import type { XPhoneMobileProps } from "../../../lib/systems/xphone/web-publication";
import { XPhoneDmzIis } from "../../../lib/systems/xphone/xphone-dmz-iis";
import {
  XPhoneDmzReverseProxy,
  type XPhoneDmzReverseProxyProps,
} from "../../../lib/systems/xphone/xphone-dmz-reverse-proxy";
import { XPhoneCallController } from "../../../lib/systems/xphone/xphone-call-controller";
import { XPhonePushProxy } from "../../../lib/systems/xphone/xphone-push-proxy";
import { XPhoneServer } from "../../../lib/systems/xphone/xphone-server";
import { XPhoneWebServer } from "../../../lib/systems/xphone/xphone-web-server";
import { XPhoneServerIis } from "../../../lib/systems/xphone/xphone-server-iis";
import { XPhoneWlanSmartphones } from "../../../lib/systems/xphone/xphone-wlan-smartphones";
import type {
  XPhoneWlanSmartphonesProps,
  XPhoneWlanWebProps,
} from "../../../lib/systems/xphone/xphone-wlan-smartphones-props";
import { checkStack } from "../../../lib/tools/analyze/check";
import { readStack } from "../../../lib/tools/read/terraform-json";
import { expectNothingOpened } from "../../support/faults";
import { declared, synthesized } from "../../support/rules";
import { CLOUDS } from "../../support/stacks";
import {
  at,
  atomsOf,
  edgeServerOn,
  isExact,
  satelliteOn,
  serverOn,
  STUN,
  WITHOUT_WAY_OUT,
  type XPhoneStack,
  xphoneStack,
} from "../../support/xphone";

const SELF = "Desktops_Clients_Internal";
const WLAN = "Wlan_Smartphones_Internal";
const SERVER = at("10.30.1.10");
const CONTROLLER = at("10.20.0.148");
const PHONES = "10.30.72.0/22";
const TURN = { servers: at("198.51.100.128/27"), mediaPorts: ["50000-50999"] };
const ALWAYS = `${SELF} egress tcp 2230 to 10.30.1.10/32`;

function clientsOn({ stack, network }: XPhoneStack, more: Partial<XPhoneClientsProps> = {}): XPhoneClients {
  const hosts = [{ privateAddress: "10.30.128.10" }, { privateAddress: "10.30.128.11" }];
  return new XPhoneClients(stack, "Desktops", { network, hosts, server: SERVER, ...more });
}

function wlanOn(
  { stack, network }: XPhoneStack,
  more: Partial<XPhoneWlanSmartphonesProps>,
  id = "Wlan",
): XPhoneWlanSmartphones {
  const gateway = { privateAddress: "10.30.72.1" };
  return new XPhoneWlanSmartphones(stack, id, { network, gateway, ...more });
}

describe.each(CLOUDS)("clients in the network on %s", (cloud) => {
  it.each<[string, Partial<XPhoneClientsProps>, string[]]>([
    ["nothing but their server", {}, []],
    ["the voicemail player", { voicemailPlayer: {} }, [`${SELF} egress tcp 2528 to 10.30.1.10/32`]],
    ["internal IMAP", { internalImap: {} }, [`${SELF} egress tcp 2511 to 10.30.1.10/32`]],
    [
      "a softphone",
      { softphone: { at: CONTROLLER, mediaPorts: "40000-40399" } },
      [`${SELF} egress udp 40000-40399 to 10.20.0.148/32`, `${SELF} ingress udp 49152-65535 from 10.20.0.148/32`],
    ],
    [
      "screen sharing among each other",
      { screenSharing: {} },
      [`${SELF} egress tcp 49152-65535 to ${SELF}`, `${SELF} ingress tcp 49152-65535 from ${SELF}`],
    ],
    [
      "screen sharing with others too",
      { screenSharing: { with: at("10.30.200.0/24") } },
      [
        `${SELF} egress tcp 49152-65535 to ${SELF}`,
        `${SELF} egress tcp 49152-65535 to 10.30.200.0/24`,
        `${SELF} ingress tcp 49152-65535 from ${SELF}`,
        `${SELF} ingress tcp 49152-65535 from 10.30.200.0/24`,
      ],
    ],
  ])("open %s", (_, more, lines) => {
    const place = xphoneStack(cloud);
    clientsOn(place, more);
    expect(atomsOf(place.stack)).toEqual([ALWAYS, ...lines].sort());
    expect(isExact(place)).toBe(true);
  });

  it("are opened at the server too, where they are its clients as a role", () => {
    const place = xphoneStack(cloud);
    const clients = clientsOn(place);
    serverOn(place, { clients: Peer.of(clients.role), voicemailPlayer: {} });
    expect(atomsOf(place.stack)).toEqual(
      expect.arrayContaining([
        `Server_Internal ingress tcp 2230 from ${SELF}`,
        `Server_Internal ingress tcp 2528 from ${SELF}`,
        `${SELF} egress tcp 2528 to Server_Internal`,
      ]),
    );
    expect(isExact(place)).toBe(true);
  });

  it("have a hint for intrusion prevention where they share screens, and only then", () => {
    const hints = (more: Partial<XPhoneClientsProps>): unknown[] => {
      const place = xphoneStack(cloud);
      clientsOn(place, more);
      return declared(place.stack, "finding").map(({ code }) => code);
    };
    expect(hints({ screenSharing: {} })).toEqual(["xphone-screen-sharing"]);
    expect(hints({})).toEqual([]);
  });

  it.each<[string, object]>([
    ["xphone-network-missing", { network: undefined }],
    ["xphone-interface-missing", { hosts: [] }],
    ["xphone-interface-missing", { hosts: undefined }],
    ["xphone-interface-missing", { hosts: null }],
    ["xphone-interface-missing", { hosts: ["10.30.128.10"] }],
    ["xphone-interface-shared", { hosts: [{ sharedInterface: "a" }] }],
    ["stack-translation-inside", { hosts: [{ translation: "port-forward" }] }],
    ["xphone-peer-missing", { server: undefined }],
    ["xphone-peer-missing", { softphone: {} }],
    ["xphone-choice-invalid", { screenSharing: true }],
    ["xphone-prop-unknown", { screenSharing: { width: at("10.30.200.0/24") } }],
    ["xphone-prop-unknown", { internalImap: { port: 143 } }],
    ["xphone-media-range-small", { softphone: { at: CONTROLLER, mediaPorts: "1-3" } }],
    ["stack-peer-zone", { screenSharing: { with: at("198.51.100.1") } }],
  ])("refuse %s: %j", (code, more) => {
    const place = xphoneStack(cloud);
    expectNothingOpened(place.stack, () => clientsOn(place, more), code);
  });
});

describe("constructs of XPhone Connect that are told nothing", () => {
  it.each([
    XPhoneClients,
    XPhoneDmzIis,
    XPhoneDmzReverseProxy,
    XPhoneServerIis,
    XPhoneWlanSmartphones,
    XPhoneWebServer,
    XPhonePushProxy,
    XPhoneServer,
    XPhoneCallController,
  ])("say so: %p", (One) => {
    const { stack } = xphoneStack("aws");
    const make = One as new (scope: Construct, id: string, props?: unknown) => Construct;
    expectNothingOpened(stack, () => new make(stack, "Missing"), "xphone-props-missing", ": props is missing");
    expectNothingOpened(stack, () => new make(stack, "Null", null), "xphone-props-missing");
  });
});

describe.each(CLOUDS)("smartphones in a WLAN on %s", (cloud) => {
  it.each<[string, Partial<XPhoneWlanSmartphonesProps>, string[]]>([
    [
      "Android's three ports",
      { android: { services: at("192.0.2.64/26") } },
      [`${WLAN} egress tcp 5228-5230 to 192.0.2.64/26`],
    ],
    ["Apple's port, to its documented block", { ios: {} }, [`${WLAN} egress tcp 5223 to 17.0.0.0/8`]],
    ["a softphone's media", { softphone: { at: CONTROLLER } }, [`${WLAN} egress udp 30000-33000 to 10.20.0.148/32`]],
    [
      "by hole punching every port of theirs, from the media range",
      { softphone: { at: CONTROLLER, holePunching: {} } },
      [
        `${WLAN} egress udp 30000-33000 to 10.20.0.148/32`,
        `${WLAN} ingress udp 0-65535 from 10.20.0.148/32${cloud === "azure" ? " source 30000-33000" : ""}`,
      ],
    ],
  ])("open %s", (_, more, lines) => {
    const place = xphoneStack(cloud);
    wlanOn(place, more);
    expect(atomsOf(place.stack)).toEqual([...lines].sort());
    expect(isExact(place)).toBe(true);
  });

  it.each<[string, Partial<XPhoneWlanSmartphonesProps>, string[]]>([
    ["row 26, a web server inside", { web: { at: at("10.20.0.138") } }, ["tcp 443 to 10.20.0.138/32"]],
    [
      "row 26, a public address on the port that is forwarded there",
      { web: { at: at("203.0.113.80"), port: 8443 } },
      ["tcp 8443 to 203.0.113.80/32"],
    ],
    [
      "row 30, STUN on 3478 alone",
      { softphone: { at: CONTROLLER, stunServers: STUN } },
      ["udp 30000-33000 to 10.20.0.148/32", "udp 3478 to 198.51.100.10/32"],
    ],
    [
      "rows 27 and 28, TURN on the provider's media ports and the documented two",
      { softphone: { at: CONTROLLER, turn: TURN } },
      [
        "udp 30000-33000 to 10.20.0.148/32",
        "udp 50000-50999 to 198.51.100.128/27",
        "tcp 443 to 198.51.100.128/27",
        "tcp 3478 to 198.51.100.128/27",
      ],
    ],
    [
      "row 28, TURN on the provider's own ports",
      { softphone: { at: CONTROLLER, turn: { ...TURN, controlPorts: [5349] } } },
      ["udp 30000-33000 to 10.20.0.148/32", "udp 50000-50999 to 198.51.100.128/27", "tcp 5349 to 198.51.100.128/27"],
    ],
    [
      "the media range as the call controller has it",
      { softphone: { at: CONTROLLER, mediaPorts: { first: 40000, last: 40399 } } },
      ["udp 40000-40399 to 10.20.0.148/32"],
    ],
  ])("open towards the web server, STUN and TURN, and nothing from there: %s", (_, more, lines) => {
    const place = xphoneStack(cloud);
    wlanOn(place, more);
    expect(atomsOf(place.stack)).toEqual(lines.map((line) => `${WLAN} egress ${line}`).sort());
    expect(isExact(place)).toBe(true);
  });

  it("reach the web applications inside by either hosting concept, or by the proxy in their place", () => {
    const place = xphoneStack(cloud);
    const { stack, network } = place;
    const web = {
      certificateAuthority: "public",
      mobile: { users: 9, outside: Peer.internet(), inside: at(PHONES) },
    } as const;
    const hosts = (last: number): object => ({
      external: { privateAddress: `10.20.0.${String(last)}` },
      internal: { privateAddress: `10.20.0.${String(last + 128)}` },
    });
    const server = edgeServerOn(place);
    new XPhoneServerIis(stack, "OnServer", { server, domain: "a.example.com", ...web });
    new XPhoneDmzIis(stack, "InDmz", { network, host: hosts(11), server: SERVER, domain: "b.example.com", ...web });
    const webApplications = { at: SERVER, port: 80, host: "xphone-server" } as const;
    const behind = { network, webApplications, hosts: hosts(12), domain: "c.example.com", ...web };
    new XPhoneDmzReverseProxy(stack, "Behind", behind as XPhoneDmzReverseProxyProps);
    expect(atomsOf(stack).filter((line) => line.includes(PHONES))).toEqual([
      `Behind_ReverseProxy_Internal ingress tcp 443 from ${PHONES}`,
      `InDmz_WebServer_Internal ingress tcp 443 from ${PHONES}`,
      `Server_Internal ingress tcp 443 from ${PHONES}`,
    ]);
    expect(isExact(place)).toBe(true);
    // The name leads outside, so each says that it must lead inside for them.
    const said = declared(stack, "finding").filter(({ code }) => code === "xphone-wlan-name");
    expect(said.map(({ severity }) => severity)).toEqual(["note", "note", "note"]);
  });

  it("are opened at the web server too, where it is a role", () => {
    const place = xphoneStack(cloud);
    const { stack, network } = place;
    const hosts = { external: { privateAddress: "10.20.0.12" }, internal: { privateAddress: "10.20.0.140" } };
    const web = { domain: "c.example.com", certificateAuthority: "public", mobile: { users: 9 } } as const;
    const webApplications = { at: SERVER, port: 80, host: "xphone-server" } as const;
    const proxy = new XPhoneDmzReverseProxy(stack, "Proxy", { network, hosts, webApplications, ...web });
    wlanOn(place, { web: { at: Peer.of(proxy.role) } });
    expect(atomsOf(stack)).toEqual(
      expect.arrayContaining([
        `Proxy_ReverseProxy_Internal ingress tcp 443 from ${WLAN}`,
        `${WLAN} egress tcp 443 to Proxy_ReverseProxy_Internal`,
      ]),
    );
    expect(isExact(place)).toBe(true);
  });

  it("take the way over the internet to public addresses that are known only at deployment", () => {
    const place = xphoneStack(cloud);
    const { stack, network } = place;
    const published = { certificateAuthority: "public", mobile: { users: 9 } } as const;
    const publicAddress = new VirtualAddress(stack, "Public", { network, title: "web applications" });
    const forwarded = { publicAddress, publicPort: 8443, domain: "a.example.com" };
    new XPhoneServerIis(stack, "OnServer", { server: serverOn(place), ...forwarded, ...published });
    const host = { external: { privateAddress: "10.20.0.12" }, internal: { privateAddress: "10.20.0.140" } };
    const direct = { network, host, server: SERVER, domain: "b.example.com" };
    const web = new XPhoneDmzIis(stack, "InDmz", { ...direct, ...published });
    wlanOn(place, { web: { at: Peer.prefixes(web.role.publicAddresses) } });
    const at8443 = { at: Peer.prefixes([publicAddress.publicAddress ?? ""]), port: 8443 };
    new XPhoneWlanSmartphones(stack, "Other", { network, gateway: { privateAddress: "10.30.72.2" }, web: at8443 });
    const ip = cloud === "aws" ? "public_ip" : "ip_address";
    expect(atomsOf(stack).filter((line) => line.includes("_Smartphones_"))).toEqual([
      `Other_Smartphones_Internal egress tcp 8443 to Public_Balancer_Address.${ip}`,
      `${WLAN} egress tcp 443 to InDmz_WebServer_External_Address.${ip}`,
    ]);
    expect(isExact(place)).toBe(true);
  });

  it("are named once at each end: by their addresses, or as the gateway's role", () => {
    const place = xphoneStack(cloud);
    const media = satelliteOn(place, { softphoneMobile: { outside: Peer.internet(), inside: at(PHONES) } });
    wlanOn(place, { softphone: { at: Peer.of(media.role) } });
    const { findings } = checkStack(readStack("cdk.tf.json", JSON.parse(synthesized(place.stack))), "2027-01-01");
    // The gateway's address is one of the smartphones' own: as a role it is opened again. On Azure that rule stands in front.
    const twice = findings.filter(({ code }) => code === "check-rule-implied");
    const todo = "name whom it is for once, either by the role or by addresses that hold the role's own";
    expect(twice.map((one) => [one.where, one.todo])).toEqual(
      cloud === "aws" ? [["Media/Satellite/Internal", todo]] : [],
    );
  });

  it("are warned of where their URL has a port that is forwarded outside only", () => {
    const place = xphoneStack(cloud);
    const mobile = { users: 9, outside: Peer.internet(), inside: at(PHONES) };
    const web = { domain: "a.example.com", certificateAuthority: "public", mobile, publicPort: 8443 } as const;
    new XPhoneServerIis(place.stack, "Web", { server: serverOn(place), ...web });
    const said = declared(place.stack, "finding").filter(({ code }) => code === "xphone-wlan-name");
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({
      severity: "warning",
      what: "smartphones in the WLAN reach the web applications inside, on port 443, but their URL has port 8443",
    });
  });

  it("refuse a proxy that the cloud runs, whose address is outside", () => {
    const place = xphoneStack(cloud);
    const { stack, network } = place;
    const certificate = { arn: "arn:certificate", keyVaultSecretId: "secret", identityId: "identity" };
    const managed = (id: string, mobile: XPhoneMobileProps): XPhoneDmzReverseProxy =>
      new XPhoneDmzReverseProxy(stack, id, {
        network,
        managed: { certificate: { ...certificate, names: ["*.example.com"] } },
        webApplications: { at: SERVER, port: 80, host: "xphone-server" },
        domain: "c.example.com",
        certificateAuthority: "public",
        mobile,
      });
    expectNothingOpened(stack, () => managed("Inside", { inside: at(PHONES) }), "xphone-wlan-managed-proxy");
    const proxy = managed("Proxy", { users: 9 });
    expectNothingOpened(stack, () => wlanOn(place, { web: { at: Peer.of(proxy.role) } }), "xphone-wlan-managed-proxy");
  });

  it("say what a softphone lacks, and of a TURN server that is not released", () => {
    const said = (more: Partial<XPhoneWlanSmartphonesProps>): unknown[] => {
      const place = xphoneStack(cloud);
      wlanOn(place, more);
      return declared(place.stack, "finding").map(({ code }) => code);
    };
    const web = { at: at("10.20.0.138") };
    expect(said({ web, ios: {} })).toEqual([]);
    expect(said({ softphone: { at: CONTROLLER } })).toEqual([
      "xphone-wlan-signaling-missing",
      "xphone-wlan-stun-missing",
    ]);
    const withTurn = (provider: string | undefined): unknown[] =>
      said({
        web,
        softphone: { at: CONTROLLER, stunServers: STUN, turn: { ...TURN, ...(provider ? { provider } : {}) } },
      });
    expect(withTurn("xirsys")).toEqual(["xphone-turn-not-provided"]);
    expect(withTurn(undefined)).toEqual(["xphone-turn-not-provided", "xphone-turn-provider-unknown"]);
    expect(withTurn("other")).toEqual(["xphone-turn-not-provided", "xphone-turn-provider"]);
  });

  it("say what hole punching opens of them, and where one end only has it", () => {
    const said = (here: boolean, there?: boolean): string[] => {
      const place = xphoneStack(cloud);
      const punching = (isMade: boolean): object => (isMade ? { holePunching: {} } : {});
      wlanOn(place, {
        web: { at: at("10.20.0.138") },
        softphone: { at: CONTROLLER, stunServers: STUN, ...punching(here) },
      });
      // What stands behind the gateway may come later than it.
      if (there !== undefined) satelliteOn(place, { softphoneMobile: { inside: at(PHONES) }, ...punching(there) });
      return declared(place.stack, "finding")
        .filter(({ where, code }) => where === "Wlan" && String(code).startsWith("xphone-hole"))
        .map(({ code, what }) => `${String(code)}: ${String(what)}`);
    };
    const opens =
      "xphone-hole-punching: hole punching opens every UDP port of the smartphones in the WLAN for media from the call controller's media range";
    const one = "xphone-hole-punching-one-end:";
    expect(said(false)).toEqual([]);
    expect(said(true)).toEqual([opens]);
    expect(said(false, false)).toEqual([]);
    expect(said(true, true)).toEqual([opens]);
    expect(said(true, false)).toEqual([
      opens,
      `${one} hole punching opens the smartphones in the WLAN, and no call controller sends media to them by it`,
    ]);
    expect(said(false, true)).toEqual([
      `${one} a call controller sends media to smartphones in the WLAN by hole punching, and nothing lets it in here`,
    ]);
  });

  it("need the network's way out for push services", () => {
    const place = xphoneStack(cloud, WITHOUT_WAY_OUT);
    expectNothingOpened(place.stack, () => wlanOn(place, { ios: {} }), "stack-way-out-missing");
  });

  it.each<[string, object]>([
    ["xphone-network-missing", { network: undefined, ios: {} }],
    ["xphone-wlan-empty", {}],
    ["xphone-interface-missing", { gateway: undefined, ios: {} }],
    ["xphone-interface-shared", { gateway: { names: ["a.example.com"] }, ios: {} }],
    ["stack-translation-inside", { gateway: { translation: "port-forward" }, ios: {} }],
    ["xphone-peer-missing", { android: {} }],
    ["xphone-choice-invalid", { softphone: { at: CONTROLLER, holePunching: true } }],
    ["xphone-choice-invalid", { softphone: { at: CONTROLLER, turn: true } }],
    ["xphone-choice-invalid", { web: "10.20.0.138" }],
    ["xphone-prop-unknown", { web: { at: at("10.20.0.138"), ports: [8443] } }],
    ["xphone-prop-unknown", { softphone: { at: CONTROLLER, holePunching: { mobile: true } } }],
    ["xphone-prop-unknown", { softphone: { at: CONTROLLER, stun: STUN } }],
    ["xphone-prop-unknown", { ios: { service: at("17.1.0.0/16") } }],
    ["xphone-peer-missing", { web: {} }],
    ["xphone-port-invalid", { web: { at: at("203.0.113.80"), port: 0 } }],
    ["xphone-peer-missing", { softphone: { at: CONTROLLER, stunServers: "198.51.100.10" } }],
    ["stack-peer-zone", { softphone: { at: CONTROLLER, stunServers: at("10.30.0.1") } }],
    ["xphone-ports-missing", { softphone: { at: CONTROLLER, turn: { servers: at("198.51.100.1") } } }],
    ["xphone-peer-missing", { softphone: { at: CONTROLLER, turn: { mediaPorts: [1] } } }],
    ["stack-peer-zone", { ios: { services: at("10.30.0.1") } }],
  ])("refuse %s: %j", (code, more) => {
    const place = xphoneStack(cloud);
    expectNothingOpened(place.stack, () => wlanOn(place, more), code);
  });

  it("refuse a role without web applications, and a port that nobody translates inside", () => {
    const place = xphoneStack(cloud);
    const server = edgeServerOn(place);
    const domain = "uc.example.com";
    const web = new XPhoneServerIis(place.stack, "Web", {
      server,
      domain,
      certificateAuthority: "public",
      mobile: { users: 9 },
    });
    const wlan = (id: string, one: XPhoneWlanWebProps) => (): unknown => wlanOn(place, { web: one }, id);
    const translated = { at: Peer.of(web.role), port: 8443 };
    expectNothingOpened(place.stack, wlan("A", { at: Peer.of(server.role) }), "xphone-wlan-web-role");
    expectNothingOpened(place.stack, wlan("B", translated), "xphone-wlan-port-translated", "443");
    // Its address is reached in the same way, inside and in the perimeter.
    const named = (address: string): XPhoneWlanWebProps => ({ at: at("203.0.113.80", address), port: 8443 });
    expectNothingOpened(place.stack, wlan("C", named("10.30.1.20")), "xphone-wlan-port-translated", "443");
    expectNothingOpened(place.stack, wlan("D", named("10.20.0.138")), "xphone-wlan-port-translated", "443");
  });
});
