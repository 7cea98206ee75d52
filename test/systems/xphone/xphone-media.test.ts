/** Call controllers: the media range and its calls, TURN, hole punching, the PBX, and where a call controller may be. */
import { XPhoneCallController } from "../../../lib/systems/xphone/xphone-call-controller";
import type { XPhoneCallControllerProps } from "../../../lib/systems/xphone/xphone-call-controller-props";
import { expectNothingOpened } from "../../support/faults";
import { countsOf, declared } from "../../support/rules";
import { CLOUDS } from "../../support/stacks";
import {
  at,
  atomsOf,
  CLIENTS,
  edgeServerOn,
  INTERNET,
  isExact,
  satelliteOn,
  serverOn,
  STUN,
  type XPhoneStack,
  xphoneStack,
} from "../../support/xphone";

const OUT = "Media_Satellite_External";
const IN = "Media_Satellite_Internal";
/** Rows 8 to 11 with the server, row 19, and row 32: whatever a satellite is for. */
const SATELLITE = [
  `${IN} egress tcp 4900 to 10.30.1.10/32`,
  ...[22, 3280, 4901, 8021].map((port) => `${IN} ingress tcp ${String(port)} from 10.30.1.10/32`),
  `${IN} egress udp 123 to 10.30.0.123/32`,
];
const WITH_STUN = [...SATELLITE, `${OUT} egress udp 3478-3479 to 198.51.100.10/32`];
const TURN = { servers: at("198.51.100.128/27"), mediaPorts: ["50000-50999"] };

function codesOf(place: XPhoneStack): unknown[] {
  return declared(place.stack, "finding")
    .map(({ code }) => code)
    .sort();
}

describe.each(CLOUDS)("a call controller on a satellite on %s", (cloud) => {
  const internet = INTERNET[cloud];

  it.each<[string, Partial<XPhoneCallControllerProps>, string[]]>([
    ["row 15, Softphone Mobile", {}, [`${OUT} ingress udp 30000-33000 from ${internet}`]],
    [
      "rows 2 and 3, Softphone Desktop outside",
      { softphoneMobile: undefined as never, softphoneDesktop: { outside: at("192.0.2.0/24") } },
      [`${OUT} ingress udp 30000-33000 from 192.0.2.0/24`, `${OUT} egress udp 49152-65535 to 192.0.2.0/24`],
    ],
    [
      "row 15, smartphones in the WLAN too",
      { softphoneMobile: { outside: at("192.0.2.0/24"), inside: at("10.30.72.0/22") } },
      [`${OUT} ingress udp 30000-33000 from 192.0.2.0/24`, `${IN} ingress udp 30000-33000 from 10.30.72.0/22`],
    ],
    [
      "rows 16 to 18, TURN",
      { softphoneMobile: { outside: at("192.0.2.0/24") }, turn: TURN },
      [
        `${OUT} ingress udp 30000-33000 from 192.0.2.0/24`,
        `${OUT} ingress udp 30000-33000 from 198.51.100.128/27`,
        `${OUT} egress udp 50000-50999 to 198.51.100.128/27`,
        `${OUT} egress tcp 443 to 198.51.100.128/27`,
        `${OUT} egress tcp 3478 to 198.51.100.128/27`,
      ],
    ],
    [
      "row 18, TURN on the provider's own ports",
      { softphoneMobile: { outside: at("192.0.2.0/24") }, turn: { ...TURN, controlPorts: [5349] } },
      [
        `${OUT} ingress udp 30000-33000 from 192.0.2.0/24`,
        `${OUT} ingress udp 30000-33000 from 198.51.100.128/27`,
        `${OUT} egress udp 50000-50999 to 198.51.100.128/27`,
        `${OUT} egress tcp 5349 to 198.51.100.128/27`,
      ],
    ],
    [
      "rows 20 to 23, a PBX outside on its own ports",
      {
        softphoneMobile: { outside: at("192.0.2.0/24") },
        sipGateway: { pbx: at("203.0.113.9"), mediaPorts: ["6000-6999"], sipPort: 5070, localSipPort: 5080 },
      },
      [
        `${OUT} ingress udp 30000-33000 from 192.0.2.0/24`,
        `${OUT} ingress udp 30000-33000 from 203.0.113.9/32`,
        `${OUT} egress udp 6000-6999 to 203.0.113.9/32`,
        ...["tcp", "udp"].flatMap((transport) => [
          `${OUT} egress ${transport} 5070 to 203.0.113.9/32`,
          `${OUT} ingress ${transport} 5080 from 203.0.113.9/32`,
        ]),
      ],
    ],
  ])("opens by choice, and only then: %s", (_, more, lines) => {
    const place = xphoneStack(cloud);
    satelliteOn(place, more);
    expect(atomsOf(place.stack)).toEqual([...WITH_STUN, ...lines].sort());
  });

  it.each(["tcp", "udp"] as const)("speaks SIP with the PBX over %s only, where it is set to that", (transport) => {
    const place = xphoneStack(cloud);
    const sipGateway = { pbx: at("10.30.2.10"), mediaPorts: [7000], transport, localSipPort: 5080 };
    satelliteOn(place, { sipGateway });
    const sip = atomsOf(place.stack).filter((line) => / 50[68]0 /.test(line));
    expect(sip).toEqual([
      `${IN} egress ${transport} 5060 to 10.30.2.10/32`,
      `${IN} ingress ${transport} 5080 from 10.30.2.10/32`,
    ]);
    expect(isExact(place)).toBe(true);
  });

  it("takes SIP from a PBX by UDP on a port on which the satellite listens over TCP", () => {
    const place = xphoneStack(cloud);
    satelliteOn(place, {
      sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [7000], transport: "udp", localSipPort: 8021 },
    });
    expect(atomsOf(place.stack)).toContain(`${IN} ingress udp 8021 from 10.30.2.10/32`);
  });

  it("reaches the STUN servers of its SIP gateway, whether softphones use it or not", () => {
    const place = xphoneStack(cloud);
    satelliteOn(place, {
      softphoneMobile: undefined,
      sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [7000] },
    } as never);
    // Row 19, whose remark is the configuration in the SIP gateway.
    expect(atomsOf(place.stack)).toContain(`${OUT} egress udp 3478-3479 to 198.51.100.10/32`);
  });

  it("opens only its own connections and the PBX's where no softphone uses it", () => {
    const place = xphoneStack(cloud);
    satelliteOn(place, {
      softphoneMobile: undefined,
      stunServers: undefined,
      sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [7000] },
    } as never);
    expect(atomsOf(place.stack)).toEqual(
      [
        ...SATELLITE,
        `${IN} ingress udp 30000-33000 from 10.30.2.10/32`,
        `${IN} egress udp 7000 to 10.30.2.10/32`,
        ...["tcp", "udp"].flatMap((transport) => [
          `${IN} egress ${transport} 5060 to 10.30.2.10/32`,
          `${IN} ingress ${transport} 5060 from 10.30.2.10/32`,
        ]),
      ].sort(),
    );
  });

  it("reaches a server in the perimeter that is named by its address", () => {
    const place = xphoneStack(cloud);
    satelliteOn(place, {}, { server: at("10.20.0.138") });
    expect(atomsOf(place.stack)).toContain(`${IN} egress tcp 4900 to 10.20.0.138/32`);
  });

  it("takes SIP between server and satellite on other ports, and media on another range, everywhere", () => {
    const place = xphoneStack(cloud);
    const softphoneMobile = { outside: at("192.0.2.0/24"), inside: at("10.30.72.0/22") };
    satelliteOn(place, { mediaPorts: "40000-40399", softphoneMobile }, { sipPort: 4951, serverSipPort: 4950 });
    const lines = atomsOf(place.stack);
    expect(lines.filter((line) => line.includes("30000") || line.includes(" 490"))).toEqual([]);
    expect(lines).toEqual(
      expect.arrayContaining([
        `${IN} egress tcp 4950 to 10.30.1.10/32`,
        `${IN} ingress tcp 4951 from 10.30.1.10/32`,
        `${OUT} ingress udp 40000-40399 from 192.0.2.0/24`,
        `${IN} ingress udp 40000-40399 from 10.30.72.0/22`,
      ]),
    );
  });

  it("opens nothing to the outside for smartphones where only those inside are named, and no public address is needed", () => {
    const place = xphoneStack(cloud);
    const softphoneMobile = { inside: at("10.30.72.0/22") };
    satelliteOn(place, { softphoneMobile, stunServers: undefined } as never, { external: undefined });
    const media = `${IN} ingress udp 30000-33000 from 10.30.72.0/22`;
    expect(atomsOf(place.stack)).toEqual([...SATELLITE, media].sort());
    // No public address is asked for, and none is to be told.
    expect(countsOf(place.stack)[cloud === "aws" ? "aws_eip" : "azurerm_public_ip"]).toBeUndefined();
    expect(codesOf(place)).not.toContain("xphone-translated-address");
    const more = xphoneStack(cloud);
    satelliteOn(more, { softphoneMobile, holePunching: {} });
    const sources = cloud === "azure" ? " source 30000-33000" : "";
    // Rows 14 and 19 hold in the WLAN too.
    const punched = `${IN} egress udp 0-65535 to 10.30.72.0/22${sources}`;
    expect(atomsOf(more.stack)).toEqual([...WITH_STUN, media, punched].sort());
    expect([isExact(place), isExact(more)]).toEqual([true, true]);
  });

  it("opens by hole punching egress from the media range to every UDP port, and no ingress", () => {
    const opened = (holePunching: object | undefined): string[] => {
      const place = xphoneStack(cloud);
      const softphoneMobile = { outside: at("192.0.2.0/24") };
      satelliteOn(place, {
        mediaPorts: "40000-40399",
        softphoneMobile,
        ...(holePunching === undefined ? {} : { holePunching }),
      });
      return atomsOf(place.stack);
    };
    const without = opened(undefined);
    const sources = cloud === "azure" ? " source 40000-40399" : "";
    expect(opened({}).filter((line) => !without.includes(line))).toEqual([
      `${OUT} egress udp 0-65535 to 192.0.2.0/24${sources}`,
    ]);
    expect(without.filter((line) => !opened({}).includes(line))).toEqual([]);
  });

  it("opens the direct way to desktop clients outside without TURN, and with it by hole punching only", () => {
    const opened = (more: Partial<XPhoneCallControllerProps>): string[] => {
      const place = xphoneStack(cloud);
      const softphoneDesktop = { outside: at("192.0.2.0/24") };
      satelliteOn(place, { softphoneMobile: undefined, mediaPorts: "40000-40399", softphoneDesktop, ...more } as never);
      return atomsOf(place.stack).filter((line) => line.includes("192.0.2.0/24"));
    };
    const direct = `${OUT} egress udp 49152-65535 to 192.0.2.0/24`;
    const inbound = `${OUT} ingress udp 40000-40399 from 192.0.2.0/24`;
    expect(opened({})).toEqual([direct, inbound]);
    // The concept without TURN has media go both ways already.
    expect(opened({ holePunching: {} })).toEqual([direct, inbound]);
    // With TURN, media to the clients go over its server, and media from them still come directly.
    expect(opened({ turn: TURN })).toEqual([inbound]);
    const sources = cloud === "azure" ? " source 40000-40399" : "";
    expect(opened({ turn: TURN, holePunching: {} })).toEqual([`${direct}${sources}`, inbound]);
  });

  it("says at which address it is reached, which media range to set, and how many calls that carries", () => {
    const place = xphoneStack(cloud);
    const external = { privateAddress: "10.20.0.20", publicAddress: "203.0.113.20" };
    const media = satelliteOn(place, { firstMediaPort: 40000, concurrentCalls: 100 }, { external });
    expect(media.publicAddress).toBe("203.0.113.20");
    expect(media.mediaPorts).toEqual({ first: 40000, last: 40399 });
    expect(media.mostCalls).toBe(100);
    expect(media.voipReady.map(({ subject, value, unit }) => `${subject} ${String(value)} ${unit}`)).toEqual([
      "one-way delay 50 ms",
      "total delay 150 ms",
      "packet loss 3 %",
      "jitter 20 ms",
      "network load 40 %",
    ]);
  });

  it("has four ports for each call: 750 in the default range, and not one more", () => {
    const place = xphoneStack(cloud);
    expect(satelliteOn(place, { concurrentCalls: 750 }).mostCalls).toBe(750);
    const other = xphoneStack(cloud);
    expectNothingOpened(
      other.stack,
      () => satelliteOn(other, { concurrentCalls: 751 }),
      "xphone-media-range-small",
      "at least 3004 ports",
      "4 inbound ports for each of 751 calls",
    );
  });

  it.each([
    ["30000-30003", 1],
    ["30000-30007", 2],
    ["30000-30010", 2],
    ["65532-65535", 1],
  ])("carries in %s %i calls", (mediaPorts, calls) => {
    expect(satelliteOn(xphoneStack(cloud), { mediaPorts, concurrentCalls: calls }).mostCalls).toBe(calls);
    const place = xphoneStack(cloud);
    const more = { mediaPorts, concurrentCalls: calls + 1 };
    expectNothingOpened(place.stack, () => satelliteOn(place, more), "xphone-media-range-small");
  });

  it.each<[string, string, object, object]>([
    ["SIP of a PBX that it has not", "5000-5999", {}, {}],
    ["the port of the server for SIP", "4800-4900", {}, { serverSipPort: 4850 }],
    [
      "the port of the PBX for SIP",
      "30000-30999",
      { sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [7000], sipPort: 30500 } },
      {},
    ],
  ])("takes a range that holds %s, as nothing listens there beside media", (_, mediaPorts, more, satellite) => {
    const { first, last } = satelliteOn(xphoneStack(cloud), { mediaPorts, ...more }, satellite).mediaPorts;
    expect(`${String(first)}-${String(last)}`).toBe(mediaPorts);
  });

  it.each<[string, string, object, object?]>([
    ["net-port-range-reversed", "mediaPorts", { mediaPorts: "33000-30000" }],
    ["net-port-invalid", "mediaPorts", { mediaPorts: "30000-70000" }],
    ["xphone-media-range-small", "mediaPorts", { mediaPorts: "30000-30002" }],
    ["xphone-media-range-small", "mediaPorts", { mediaPorts: "0-30002" }],
    [
      "xphone-media-range-sip",
      "mediaPorts",
      { mediaPorts: "5000-6000", sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [1] } },
    ],
    ["xphone-media-range-sip", "mediaPorts", { mediaPorts: "4000-4901" }],
    ["xphone-media-range-sip", "mediaPorts", {}, { sipPort: 30000 }],
    ["xphone-media-range-remapped", "publicMediaPorts", { publicMediaPorts: "40000-43000" }],
    ["xphone-media-range-twice", "firstMediaPort", { mediaPorts: "40000-40099", firstMediaPort: 40000 }],
    ["xphone-calls-missing", "concurrentCalls", { firstMediaPort: 40000 }],
    ["xphone-calls-invalid", "concurrentCalls", { concurrentCalls: 0.5 }],
    ["xphone-media-range-end", "firstMediaPort", { firstMediaPort: 65533, concurrentCalls: 1 }],
    [
      "xphone-media-range-balanced",
      "satellite.external.translation",
      {},
      { external: { translation: "port-forward" } },
    ],
    ["xphone-media-not-reachable", "satellite.external", {}, { external: undefined }],
    ["xphone-satellite-zone", "satellite.zone", {}, { zone: undefined }],
    ["xphone-satellite-zone", "satellite.zone", {}, { zone: "dmz" }],
    ["xphone-network-missing", "network", {}, { network: undefined }],
    ["xphone-peer-missing", "satellite.server", {}, { server: undefined }],
    ["xphone-interface-missing", "satellite.external, internal", {}, { external: undefined, internal: undefined }],
    ["xphone-port-invalid", "satellite.sipPort", {}, { sipPort: 0 }],
    ["xphone-call-controller-place", "satellite", { satellite: null }],
    ["xphone-call-controller-place", "integratedIn, satellite", { satellite: undefined }],
    ["xphone-server-missing", "integratedIn", { satellite: undefined, integratedIn: {} }],
    ["xphone-call-controller-idle", "softphoneMobile, softphoneDesktop, sipGateway", { softphoneMobile: undefined }],
    ["xphone-softphone-desktop-empty", "softphoneDesktop.outside, softphoneDesktop.inside", { softphoneDesktop: {} }],
    ["xphone-peer-missing", "stunServers", { stunServers: undefined }],
    [
      "xphone-stun-without-softphones",
      "stunServers",
      { softphoneMobile: undefined, softphoneDesktop: { inside: at(CLIENTS) } },
    ],
    ["xphone-turn-without-softphones", "turn", { softphoneMobile: { inside: at("10.30.72.0/22") }, turn: TURN }],
    ["stack-peer-zone", "peer", { softphoneMobile: { inside: at("198.51.100.0/24") } }],
    ["stack-peer-zone", "peer", { softphoneMobile: { outside: at("10.30.72.0/22") } }],
    ["xphone-peer-missing", "turn.servers", { turn: { mediaPorts: [1] } }],
    ["xphone-ports-missing", "turn.mediaPorts", { turn: { servers: at("192.0.2.1") } }],
    ["xphone-ports-missing", "turn.mediaPorts", { turn: { servers: at("192.0.2.1"), mediaPorts: [] } }],
    ["xphone-ports-missing", "turn.controlPorts", { turn: { ...TURN, controlPorts: [] } }],
    ["stack-peer-zone", "peer", { turn: { servers: at("10.30.0.1"), mediaPorts: [1] } }],
    ["stack-peer-zone", "peer", { stunServers: at("10.30.0.1") }],
    ["xphone-ports-missing", "sipGateway.mediaPorts", { sipGateway: { pbx: at("10.30.2.10") } }],
    ["xphone-peer-missing", "sipGateway.pbx", { sipGateway: { mediaPorts: [1] } }],
    ["xphone-choice-invalid", "holePunching", { holePunching: true }],
    ["xphone-prop-unknown", "softphoneMobile", { softphoneMobile: { wan: at("192.0.2.0/24") } }],
    ["xphone-prop-unknown", "softphoneDesktop", { softphoneDesktop: { outside: undefined, x: 1 } }],
    [
      "xphone-softphone-desktop-empty",
      "softphoneDesktop.outside, softphoneDesktop.inside",
      { softphoneMobile: undefined, softphoneDesktop: { outside: undefined } },
    ],
    ["xphone-prop-unknown", "holePunching", { holePunching: { enabled: false } }],
    ["xphone-prop-unknown", "turn", { turn: { ...TURN, ports: [1] } }],
    [
      "xphone-prop-unknown",
      "sipGateway",
      { sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [1], transports: ["tcp"] } },
    ],
    ["xphone-prop-unknown", "satellite", {}, { sipport: 4951 }],
    ["xphone-turn-provider-invalid", "turn.provider", { turn: { ...TURN, provider: 5 } }],
    ["xphone-turn-provider-invalid", "turn.provider", { turn: { ...TURN, provider: " " } }],
    ["stack-list-invalid", "turn.mediaPorts", { turn: { ...TURN, mediaPorts: "49152-65535" } }],
    ["xphone-port-invalid", "firstMediaPort", { firstMediaPort: "30000", concurrentCalls: 1 }],
    ["xphone-port-invalid", "firstMediaPort", { firstMediaPort: 0, concurrentCalls: 1 }],
    ["xphone-media-range-end", "firstMediaPort", { firstMediaPort: 30000, concurrentCalls: 1_000_000 }],
    ["net-port-invalid", "mediaPorts", { mediaPorts: null }],
    ["net-port-invalid", "mediaPorts", { mediaPorts: "30000:33000" }],
    ["stack-peer-invalid", "peer", { softphoneMobile: { outside: null } }],
    ["xphone-peer-missing", "stunServers", { stunServers: { role: "stun" } }],
    // Row 8's SSH and row 11's Event Socket listen on the satellite; so does SIP from the PBX.
    ["xphone-sip-port-taken", "satellite.sipPort", {}, { sipPort: 22 }],
    ["xphone-sip-port-taken", "satellite.sipPort", {}, { sipPort: 8021 }],
    // Rows 12 and 13, and row 4 of the port list, listen on the server.
    ["xphone-sip-port-taken", "satellite.serverSipPort", {}, { serverSipPort: 2230 }],
    ["xphone-sip-port-taken", "satellite.serverSipPort", {}, { serverSipPort: 2231 }],
    ["xphone-sip-port-taken", "satellite.serverSipPort", {}, { serverSipPort: 2511 }],
    [
      "xphone-transport-unknown",
      "sipGateway.transport",
      { sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [1], transport: "tls" } },
    ],
    ["xphone-port-invalid", "turn.mediaPorts", { turn: { ...TURN, mediaPorts: [0] } }],
    ["xphone-port-invalid", "turn.controlPorts", { turn: { ...TURN, controlPorts: ["0-443"] } }],
    ["xphone-port-invalid", "sipGateway.mediaPorts", { sipGateway: { pbx: at("10.30.2.10"), mediaPorts: ["0-9"] } }],
    [
      "xphone-sip-port-taken",
      "sipGateway.localSipPort",
      { sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [1], localSipPort: 3280 } },
    ],
    [
      "xphone-sip-port-taken",
      "sipGateway.localSipPort",
      { sipGateway: { pbx: at("10.30.2.10"), mediaPorts: [1] } },
      { sipPort: 5060 },
    ],
    [
      "xphone-hole-punching-without-softphones",
      "holePunching",
      {
        softphoneMobile: undefined,
        softphoneDesktop: { inside: at(CLIENTS) },
        stunServers: undefined,
        holePunching: {},
      },
    ],
    [
      "xphone-turn-without-softphones",
      "turn",
      { softphoneMobile: undefined, softphoneDesktop: { inside: at(CLIENTS) }, stunServers: undefined, turn: TURN },
    ],
  ])("refuses %s: %s, %j", (code, prop, ...[more, satellite]) => {
    const place = xphoneStack(cloud);
    expectNothingOpened(place.stack, () => satelliteOn(place, more, satellite), code, `: ${prop} is `);
  });
});

describe.each(CLOUDS)("a call controller in its server on %s", (cloud) => {
  it("is at the server's public address, and has no connections of a satellite", () => {
    const place = xphoneStack(cloud);
    const external = { privateAddress: "10.20.0.10", publicAddress: "203.0.113.10" };
    const integratedIn = edgeServerOn(place, { external });
    const media = new XPhoneCallController(place.stack, "Media", {
      integratedIn,
      softphoneMobile: {},
      stunServers: STUN,
    });
    expect(media.publicAddress).toBe("203.0.113.10");
    expect(atomsOf(place.stack)).toEqual([
      "Server_External egress udp 3478-3479 to 198.51.100.10/32",
      `Server_External ingress udp 30000-33000 from ${INTERNET[cloud]}`,
      `Server_Internal ingress tcp 2230 from ${CLIENTS}`,
    ]);
  });

  it("serves clients inside without a public address, and refuses those outside", () => {
    const place = xphoneStack(cloud);
    const integratedIn = serverOn(place);
    const outside = { integratedIn, softphoneMobile: {}, stunServers: STUN };
    expectNothingOpened(
      place.stack,
      () => new XPhoneCallController(place.stack, "Outside", outside),
      "xphone-media-not-reachable",
      "static NAT",
    );
    const softphoneDesktop = { inside: at(CLIENTS) };
    new XPhoneCallController(place.stack, "Media", { integratedIn, softphoneDesktop });
    expect(atomsOf(place.stack)).toEqual([
      `Server_Internal egress udp 49152-65535 to ${CLIENTS}`,
      `Server_Internal ingress tcp 2230 from ${CLIENTS}`,
      `Server_Internal ingress udp 30000-33000 from ${CLIENTS}`,
    ]);
  });

  it("takes SIP from a PBX on no port of its server: 2231 is row 12's", () => {
    const place = xphoneStack(cloud);
    const integratedIn = serverOn(place);
    const sipGateway = { pbx: at("10.30.2.10"), mediaPorts: [7000], localSipPort: 2231 };
    expectNothingOpened(
      place.stack,
      () => new XPhoneCallController(place.stack, "Taken", { integratedIn, sipGateway }),
      "xphone-sip-port-taken",
      "the server does not listen for something else",
    );
    // What listens over TCP is beside SIP over UDP.
    new XPhoneCallController(place.stack, "Media", { integratedIn, sipGateway: { ...sipGateway, transport: "udp" } });
    expect(atomsOf(place.stack)).toContain("Server_Internal ingress udp 2231 from 10.30.2.10/32");
  });

  it("is the only one of its server, which has one media range", () => {
    const place = xphoneStack(cloud);
    const { stack } = place;
    const integratedIn = edgeServerOn(place);
    const first = { integratedIn, softphoneMobile: {}, stunServers: STUN };
    new XPhoneCallController(stack, "Media", first);
    const second = { integratedIn, softphoneDesktop: { inside: at(CLIENTS) }, mediaPorts: "40000-40399" };
    expectNothingOpened(
      stack,
      () => new XPhoneCallController(stack, "Second", second),
      "xphone-call-controller-twice",
      "Media is integrated in it already",
    );
  });

  it("is refused beside a satellite", () => {
    const place = xphoneStack(cloud);
    const integratedIn = edgeServerOn(place);
    expectNothingOpened(place.stack, () => satelliteOn(place, { integratedIn }), "xphone-call-controller-place");
  });
});

describe("what a call controller has to say", () => {
  const ALWAYS = ["xphone-call-capacity", "xphone-voip-qos", "xphone-voip-ready"];
  const findings = (code: string, ...given: Parameters<typeof satelliteOn> | []): Record<string, unknown>[] => {
    const place = given[0] ?? xphoneStack("azure");
    satelliteOn(place, given[1], given[2]);
    return declared(place.stack, "finding").filter((finding) => finding["code"] === code);
  };

  it.each<[string, Partial<XPhoneCallControllerProps>, string[]]>([
    ["its public address, and the SIP gateway", {}, ["xphone-sip-alg", "xphone-translated-address"]],
    [
      "the VPN of desktop clients",
      { softphoneDesktop: { outside: at("192.0.2.0/24") } },
      ["xphone-desktop-signaling-vpn", "xphone-sip-alg", "xphone-translated-address"],
    ],
    [
      "of the released TURN server, that the vendor does not provide it",
      { turn: { ...TURN, provider: "Xirsys.com" } },
      ["xphone-sip-alg", "xphone-translated-address", "xphone-turn-not-provided"],
    ],
    [
      "a TURN server that is not released",
      { turn: { ...TURN, provider: "other" } },
      ["xphone-sip-alg", "xphone-translated-address", "xphone-turn-not-provided", "xphone-turn-provider"],
    ],
    [
      "a TURN server of which nobody says whose it is",
      { turn: TURN },
      ["xphone-sip-alg", "xphone-translated-address", "xphone-turn-not-provided", "xphone-turn-provider-unknown"],
    ],
  ])("is %s", (_, more, codes) => {
    const place = xphoneStack("azure");
    satelliteOn(place, more);
    expect(codesOf(place)).toEqual([...codes, ...ALWAYS].sort());
  });

  it.each<[string, Partial<XPhoneCallControllerProps>]>([
    ["hole punching opens every UDP port of mobile clients for media from the media range", {}],
    [
      "hole punching opens nothing more of desktop clients outside, whose documented ports are open for media to them without it",
      { softphoneMobile: undefined as never, softphoneDesktop: { outside: at("192.0.2.0/24") } },
    ],
    [
      "hole punching opens every UDP port of mobile clients for media from the media range; it opens the documented ports of desktop clients outside for media from the media range, beside the TURN server",
      { softphoneDesktop: { outside: at("192.0.2.0/24") }, turn: TURN },
    ],
  ])("is what %s", (what, more) => {
    const place = xphoneStack("azure");
    satelliteOn(place, { holePunching: {}, ...more });
    const said = declared(place.stack, "finding").filter(({ code }) => code === "xphone-hole-punching");
    expect(said.map((finding) => finding["what"])).toEqual([what]);
  });

  it.each<[string, Partial<XPhoneCallControllerProps>, string[]]>([
    ["mobile clients", {}, ["media-mobile"]],
    [
      "desktop clients",
      { softphoneMobile: undefined as never, softphoneDesktop: { outside: at("192.0.2.0/24") } },
      ["media-desktop"],
    ],
    ["both", { softphoneDesktop: { outside: at("192.0.2.0/24") } }, ["media-desktop", "media-mobile"]],
  ])("rests, of TURN servers, on the concepts of %s", (_, more, concepts) => {
    const facts = (code: string, provider: string): unknown =>
      findings(code, xphoneStack("azure"), { ...more, turn: { ...TURN, provider } })[0]?.["facts"];
    const rule = (name: string): string[] => concepts.map((concept) => `xphone/${concept}-turn/${name}`);
    expect(facts("xphone-turn-provider", "other")).toEqual(rule("released-turn-server"));
    expect(facts("xphone-turn-not-provided", "xirsys")).toEqual(rule("own-turn-server"));
  });

  it("rests, of the translated address, on what is said of where it is", () => {
    expect(findings("xphone-translated-address")[0]?.["facts"]).toEqual([
      "xphone/media-conditions/reachable-satellite",
      "xphone/media-conditions/stun",
    ]);
    const { stack, ...place } = xphoneStack("aws");
    const integratedIn = edgeServerOn({ stack, ...place });
    new XPhoneCallController(stack, "Media", { integratedIn, softphoneMobile: {}, stunServers: STUN });
    const said = declared(stack, "finding").find(({ code }) => code === "xphone-translated-address");
    expect(said?.["facts"]).toEqual([
      "xphone/media-conditions/reachable-call-controller",
      "xphone/media-conditions/stun",
    ]);
  });

  it("is how many calls the media range carries, four ports each and two for each party", () => {
    // 30000-33000 are 3,001 ports.
    expect(findings("xphone-call-capacity")).toEqual([
      expect.objectContaining({
        severity: "note",
        what: "the media range 30000-33000 carries 750 calls at once",
        why: "each active call needs 4 inbound ports of it, 2 for each party",
        facts: ["xphone/media-conditions/ports-per-call", "xphone/media-conditions/ports-per-party"],
      }),
    ]);
    const [small] = findings("xphone-call-capacity", xphoneStack("aws"), { mediaPorts: "40000-40006" });
    expect(small?.["what"]).toBe("the media range 40000-40006 carries 1 call at once");
    const [stated] = findings("xphone-call-capacity", xphoneStack("aws"), { concurrentCalls: 250 });
    expect(stated?.["todo"]).toBe("widen it, here and in the product, before more than the stated 250 are made");
  });

  it("is the whole of quality of service, of which a satellite sets its own and Windows clients do not", () => {
    const [satellite] = findings("xphone-voip-qos");
    expect(satellite?.["facts"]).toEqual([
      "xphone/qos/policy",
      "xphone/qos/satellite",
      "xphone/qos/values",
      "xphone/qos/windows",
      "xphone/voip-ready/layer-2-qos",
      "xphone/voip-ready/layer-3-qos",
    ]);
    expect(satellite?.["todo"]).toContain("Windows clients; the satellite sets its own parameters");
  });

  it("is that nothing keeps its clock", () => {
    const place = xphoneStack("azure");
    satelliteOn(place, { timeServers: undefined } as never);
    expect(codesOf(place)).toContain("xphone-time-missing");
  });

  it("is what to measure, with the documented values", () => {
    const place = xphoneStack("aws");
    satelliteOn(place);
    const [said] = declared(place.stack, "finding").filter(({ code }) => code === "xphone-voip-ready");
    expect(said?.["what"]).toBe(
      "to measure before calls are made: one-way delay at most 50 ms; total delay at most 150 ms; packet loss at most 3 %; jitter at most 20 ms; network load at most 40 %",
    );
  });
});
