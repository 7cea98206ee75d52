/** What the choices of an XPhone Connect Server open, each alone; rows of the connection overview (CO) and port list (PL). */
import { AwsPeer } from "../../../lib/aws/aws-peer";
import { AzurePeer } from "../../../lib/azure/azure-peer";
import { Peer } from "../../../lib/stack/peer";
import type { XPhoneServerProps } from "../../../lib/systems/xphone/xphone-server-props";
import { XPhonePushProxy } from "../../../lib/systems/xphone/xphone-push-proxy";
import "../../../lib/testing/index";
import { countsOf, declared, synthesized } from "../../support/rules";
import { CLOUDS } from "../../support/stacks";
import { expectNothingOpened } from "../../support/faults";
import { at, atomsOf, CLIENTS, INTERNET, serverOn, WITHOUT_WAY_OUT, xphoneStack } from "../../support/xphone";

const START = "Server_Internal";
/** CO 1, whatever is chosen. */
const ALWAYS = `${START} ingress tcp 2230 from ${CLIENTS}`;
const C4B = at("192.0.2.16");
const GOOGLE = at("192.0.2.64/26");

describe.each(CLOUDS)("an XPhone Connect Server on %s", (cloud) => {
  it("is reached by its clients on 2230, and opens nothing else without a choice", () => {
    const place = xphoneStack(cloud);
    serverOn(place);
    expect(atomsOf(place.stack)).toEqual([ALWAYS]);
    expect(countsOf(place.stack)[cloud === "aws" ? "aws_eip" : "azurerm_public_ip"]).toBeUndefined();
  });

  it.each<[string, Partial<XPhoneServerProps>, string[]]>([
    ["PL 2, the directory", { directory: { clients: at("10.30.5.0/24") } }, ["ingress tcp 389 from 10.30.5.0/24"]],
    ["PL 3, the voicemail player", { voicemailPlayer: {} }, [`ingress tcp 2528 from ${CLIENTS}`]],
    ["PL 4, internal IMAP: the client connects", { internalImap: {} }, [`ingress tcp 2511 from ${CLIENTS}`]],
    ["PL 5, SMTP inside", { smtp: { servers: at("10.30.3.25") } }, ["egress tcp 25 to 10.30.3.25/32"]],
    ["PL 5, SMTP outside", { smtp: { servers: at("192.0.2.25") } }, ["egress tcp 25 to 192.0.2.25/32"]],
    ["PL 6, IMAP as printed", { externalImap: { servers: at("192.0.2.25") } }, ["egress tcp 389 to 192.0.2.25/32"]],
    [
      "PL 6, IMAP on its own port",
      { externalImap: { servers: at("192.0.2.25"), port: 143 } },
      ["egress tcp 143 to 192.0.2.25/32"],
    ],
    [
      "PL 5 and 6, each to its own servers",
      { smtp: { servers: at("10.30.3.25") }, externalImap: { servers: at("192.0.2.26"), port: 143 } },
      ["egress tcp 143 to 192.0.2.26/32", "egress tcp 25 to 10.30.3.25/32"],
    ],
    [
      "PL 7, Active Directory alone",
      { activeDirectory: { domainControllers: at("10.30.0.10") } },
      ["egress tcp 389 to 10.30.0.10/32"],
    ],
    [
      "PL 7 and 8, with the Global Catalog",
      { activeDirectory: { domainControllers: at("10.30.0.10"), globalCatalogServers: at("10.30.0.11") } },
      ["egress tcp 3268 to 10.30.0.11/32", "egress tcp 389 to 10.30.0.10/32"],
    ],
    [
      "PL 10, federation, both ways",
      { federation: { systems: at("10.30.6.6") } },
      ["egress tcp 5061 to 10.30.6.6/32", "ingress tcp 5061 from 10.30.6.6/32"],
    ],
    [
      "CO 31, CSTA or TAPI on the stated ports",
      { cti: { pbx: at("10.30.2.10"), transport: "udp", ports: [7001, "7010-7012"] } },
      ["egress udp 7001 to 10.30.2.10/32", "egress udp 7010-7012 to 10.30.2.10/32"],
    ],
    [
      "CO 5 and 6, push to Android",
      { push: { c4b: C4B, android: { services: GOOGLE } } },
      ["egress tcp 443 to 192.0.2.16/32", "egress tcp 443 to 192.0.2.64/26"],
    ],
    [
      "CO 5 and 7, push to iOS, to Apple's documented block",
      { push: { c4b: C4B, ios: {} } },
      ["egress tcp 2197 to 17.0.0.0/8", "egress tcp 443 to 17.0.0.0/8", "egress tcp 443 to 192.0.2.16/32"],
    ],
    [
      "push only to a proxy, and then to nothing else",
      { push: { android: {}, ios: {}, proxy: { at: at("10.20.0.158"), port: 3128 } } },
      ["egress tcp 3128 to 10.20.0.158/32"],
    ],
    [
      "CO 8 to 11, satellites by their addresses",
      { satellites: { at: at("10.20.0.148") } },
      [
        ...["22", "3280", "4901", "8021"].map((port) => `egress tcp ${port} to 10.20.0.148/32`),
        "ingress tcp 4900 from 10.20.0.148/32",
      ],
    ],
    [
      "CO 9 and 10 on other ports, as the satellite is told them",
      { satellites: { at: at("10.20.0.148"), sipPort: 4951, serverSipPort: 4950 } },
      [
        ...["22", "3280", "4951", "8021"].map((port) => `egress tcp ${port} to 10.20.0.148/32`),
        "ingress tcp 4950 from 10.20.0.148/32",
      ],
    ],
    [
      "CO 12 and 13, web servers by their addresses",
      { webServers: at("10.30.9.9", "10.20.0.138") },
      ["ingress tcp 2230-2231 from 10.20.0.138/32", "ingress tcp 2230-2231 from 10.30.9.9/32"],
    ],
  ])("opens by choice, and only then: %s", (_, more, lines) => {
    const place = xphoneStack(cloud);
    serverOn(place, more);
    expect(atomsOf(place.stack)).toEqual([ALWAYS, ...lines.map((line) => `${START} ${line}`)].sort());
  });

  it("federates with systems outside at its external interface", () => {
    const place = xphoneStack(cloud);
    const external = { privateAddress: "10.20.0.10" };
    serverOn(place, { zone: "perimeter", external, internal: {}, federation: { systems: Peer.internet() } });
    expect(atomsOf(place.stack)).toEqual([
      `Server_External egress tcp 5061 to ${INTERNET[cloud]}`,
      `Server_External ingress tcp 5061 from ${INTERNET[cloud]}`,
      ALWAYS,
    ]);
  });

  it("refuses automatic discovery, with the reason", () => {
    const place = xphoneStack(cloud);
    expectNothingOpened(
      place.stack,
      () => serverOn(place, { serverDiscovery: {} }),
      "xphone-discovery-multicast",
      "UDP multicast",
      "neither cloud's network carries",
    );
  });

  it("needs a way out of its zone for what goes to the internet", () => {
    const place = xphoneStack(cloud, WITHOUT_WAY_OUT);
    expectNothingOpened(
      place.stack,
      () => serverOn(place, { push: { c4b: C4B, android: { services: GOOGLE } } }),
      "stack-way-out-missing",
    );
  });

  it.each<[string, string, object]>([
    ["xphone-network-missing", "network", { network: {} }],
    ["xphone-peer-missing", "clients", { clients: undefined }],
    ["xphone-choice-invalid", "smtp", { smtp: true }],
    ["xphone-choice-invalid", "voicemailPlayer", { voicemailPlayer: "yes" }],
    ["xphone-prop-unknown", "voicemailPlayer", { voicemailPlayer: { port: 2529 } }],
    ["xphone-prop-unknown", "smtp", { smtp: { servers: at("10.30.3.25"), port: 587 } }],
    ["xphone-prop-unknown", "push", { push: { c4b: C4B, ios: {}, andriod: {} } }],
    ["xphone-prop-unknown", "push.ios", { push: { c4b: C4B, ios: { server: at("17.1.0.0/16") } } }],
    ["xphone-prop-unknown", "satellites", { satellites: { at: at("10.20.0.148"), port: 4901 } }],
    ["xphone-peer-missing", "satellites.at", { satellites: at("10.20.0.148") }],
    ["xphone-peer-missing", "smtp.servers", { smtp: {} }],
    ["xphone-peer-missing", "directory.clients", { directory: {} }],
    ["xphone-peer-missing", "federation.systems", { federation: {} }],
    ["xphone-peer-missing", "activeDirectory.domainControllers", { activeDirectory: {} }],
    ["xphone-peer-missing", "cti.pbx", { cti: { transport: "tcp", ports: [1] } }],
    ["xphone-ports-missing", "cti.ports", { cti: { pbx: at("10.30.2.10"), transport: "tcp", ports: [] } }],
    ["xphone-transport-unknown", "cti.transport", { cti: { pbx: at("10.30.2.10"), ports: [1] } }],
    ["xphone-port-invalid", "externalImap.port", { externalImap: { servers: at("192.0.2.1"), port: 0 } }],
    ["xphone-push-empty", "push.android, push.ios", { push: { c4b: C4B } }],
    ["xphone-peer-missing", "push.c4b", { push: { ios: {} } }],
    ["xphone-peer-missing", "push.android.services", { push: { c4b: C4B, android: {} } }],
    [
      "xphone-push-proxy-and-direct",
      "push.c4b",
      { push: { c4b: C4B, ios: {}, proxy: { at: at("10.20.0.1"), port: 1 } } },
    ],
    [
      "xphone-push-proxy-and-direct",
      "push.android.services",
      { push: { android: { services: GOOGLE }, proxy: { at: at("10.20.0.1"), port: 1 } } },
    ],
    ["xphone-port-invalid", "push.proxy.port", { push: { ios: {}, proxy: { at: at("10.20.0.1") } } }],
    ["xphone-satellite-zone", "satellites.at", { satellites: { at: at("198.51.100.7") } }],
    ["xphone-peer-missing", "satellites.at", { satellites: {} }],
    ["xphone-port-invalid", "satellites.sipPort", { satellites: { at: at("10.20.0.148"), sipPort: 0 } }],
    // Row 8's gRPC listens on the satellite, row 12's on the server; so do PL 4's IMAP and PL 10's federation.
    ["xphone-sip-port-taken", "satellites.sipPort", { satellites: { at: at("10.20.0.148"), sipPort: 3280 } }],
    [
      "xphone-sip-port-taken",
      "satellites.serverSipPort",
      { satellites: { at: at("10.20.0.148"), serverSipPort: 2231 } },
    ],
    [
      "xphone-sip-port-taken",
      "satellites.serverSipPort",
      { satellites: { at: at("10.20.0.148"), serverSipPort: 5061 } },
    ],
    ["xphone-port-invalid", "cti.ports", { cti: { pbx: at("10.30.2.10"), transport: "tcp", ports: [0] } }],
    ["xphone-port-invalid", "cti.ports", { cti: { pbx: at("10.30.2.10"), transport: "tcp", ports: ["0-7001"] } }],
    ["stack-peer-zone", "peer", { clients: at("198.51.100.7") }],
    ["stack-peer-zone", "peer", { webServers: at("198.51.100.7") }],
    ["stack-peer-zone", "peer", { webServers: Peer.internet() }],
    ["stack-peer-zone", "peer", { push: { c4b: at("10.30.0.1"), ios: {} } }],
    ["stack-peer-invalid", "peer", { push: { c4b: C4B, ios: { services: null } } }],
    ["xphone-zone-unknown", "zone", { zone: "dmz" }],
    ["xphone-interface-missing", "external, internal", { internal: undefined }],
    ["xphone-interface-missing", "internal", { internal: null }],
    ["xphone-interface-outside", "external", { external: {} }],
    ["xphone-interface-shared", "internal.sharedInterface", { internal: { sharedInterface: "a" } }],
    ["stack-translation-unknown", "internal.translation", { internal: { translation: "nat" } }],
    ["stack-translation-inside", "internal.translation", { internal: { translation: "port-forward" } }],
  ])("refuses %s: %s", (code, prop, more) => {
    const place = xphoneStack(cloud);
    expectNothingOpened(place.stack, () => serverOn(place, more), code, `: ${prop} is `);
  });
});

describe("push services that only one cloud knows the addresses of", () => {
  it.each([
    ["aws", "prefix list", "pl-0google", (name: string) => AwsPeer.prefixList(name, 10)],
    ["azure", "service tag", "AzureMonitor", (name: string) => AzurePeer.serviceTag(name)],
  ] as const)("are reached on %s by a %s", (cloud, _, name, peer) => {
    const place = xphoneStack(cloud);
    serverOn(place, { push: { c4b: C4B, android: { services: peer(name) } } });
    const server = {
      ingress: [{ peer: CLIENTS, transport: "tcp", ports: 2230 }],
      egress: ["192.0.2.16", name].map((to) => ({ peer: to, transport: "tcp" as const, ports: 443 })),
    } as const;
    const stack = synthesized(place.stack);
    expect(stack).toPermitExactly({ "Server/Server/Internal": server });
    expect(stack).toHaveNoFindings();
    // By its name it counts, no less: without it, or on another port, this is not what is permitted.
    const less = { ...server, egress: server.egress.slice(0, 1) };
    expect(stack).not.toPermitExactly({ "Server/Server/Internal": less });
    const other = { ...server, egress: [...less.egress, { peer: name, transport: "tcp" as const, ports: 444 }] };
    expect(stack).not.toPermitExactly({ "Server/Server/Internal": other });
  });
});

describe.each(CLOUDS)("a push proxy on %s", (cloud) => {
  it("reaches the push services in place of the servers that name it by their addresses", () => {
    const { stack, network } = xphoneStack(cloud);
    new XPhonePushProxy(stack, "Push", {
      network,
      external: { privateAddress: "10.20.0.30" },
      internal: { privateAddress: "10.20.0.158" },
      port: 8080,
      servers: at("10.30.1.10"),
      push: { c4b: C4B, ios: { services: at("17.1.0.0/16") } },
    });
    expect(atomsOf(stack)).toEqual([
      "Push_Proxy_External egress tcp 2197 to 17.1.0.0/16",
      "Push_Proxy_External egress tcp 443 to 17.1.0.0/16",
      "Push_Proxy_External egress tcp 443 to 192.0.2.16/32",
      "Push_Proxy_Internal ingress tcp 8080 from 10.30.1.10/32",
    ]);
  });

  it.each<[string, object]>([
    ["xphone-choice-invalid", { push: undefined }],
    ["xphone-prop-unknown", { push: { c4b: C4B, android: { service: GOOGLE } } }],
    ["xphone-push-empty", { push: { c4b: C4B } }],
    ["xphone-push-proxy-and-direct", { push: { c4b: C4B, ios: {}, proxy: { at: at("10.20.0.1"), port: 1 } } }],
    ["xphone-port-invalid", { port: 70000 }],
    ["xphone-network-missing", { network: undefined }],
  ])("refuses %s", (code, more) => {
    const { stack, network } = xphoneStack(cloud);
    const props = { network, external: {}, internal: {}, port: 3128, push: { c4b: C4B, ios: {} }, ...more };
    expectNothingOpened(stack, () => new XPhonePushProxy(stack, "Push", props), code);
  });
});

describe("what a server has to say", () => {
  const codes = (more: Partial<XPhoneServerProps>): unknown[] => {
    const place = xphoneStack("aws");
    serverOn(place, more);
    return declared(place.stack, "finding").map(({ code }) => code);
  };

  it("flags IMAP on the printed port, and the width of Apple's block, only where they are used", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ externalImap: { servers: at("192.0.2.25") } })).toEqual(["xphone-imap-port-printed"]);
    expect(codes({ externalImap: { servers: at("192.0.2.25"), port: 143 } })).toEqual([]);
    expect(codes({ push: { c4b: C4B, ios: {} } })).toEqual(["xphone-apple-block"]);
    expect(codes({ push: { c4b: C4B, ios: { services: at("17.1.0.0/16") } } })).toEqual([]);
  });
});
