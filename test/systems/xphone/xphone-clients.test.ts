/** Clients and smartphones that stand in the network. */
import { Peer } from "../../../lib/stack/peer";
import { XPhoneClients, type XPhoneClientsProps } from "../../../lib/systems/xphone/xphone-clients";
import {
  XPhoneWlanSmartphones,
  type XPhoneWlanSmartphonesProps,
} from "../../../lib/systems/xphone/xphone-wlan-smartphones";
import { checkStack } from "../../../lib/tools/analyze/check";
import { readStack } from "../../../lib/tools/read/terraform-json";
import { expectNothingOpened } from "../../support/faults";
import { declared, synthesized } from "../../support/rules";
import { CLOUDS } from "../../support/stacks";
import { at, atomsOf, serverOn, WITHOUT_WAY_OUT, type XPhoneStack, xphoneStack } from "../../support/xphone";

const SELF = "Desktops_Clients_Internal";
const WLAN = "Wlan_Smartphones_Internal";
const SERVER = at("10.30.1.10");
const CONTROLLER = at("10.20.0.148");
const ALWAYS = `${SELF} egress tcp 2230 to 10.30.1.10/32`;

function clientsOn({ stack, network }: XPhoneStack, more: Partial<XPhoneClientsProps> = {}): XPhoneClients {
  const hosts = [{ privateAddress: "10.30.128.10" }, { privateAddress: "10.30.128.11" }];
  return new XPhoneClients(stack, "Desktops", { network, hosts, server: SERVER, ...more });
}

function wlanOn({ stack, network }: XPhoneStack, more: Partial<XPhoneWlanSmartphonesProps>): XPhoneWlanSmartphones {
  const gateway = { privateAddress: "10.30.72.1" };
  return new XPhoneWlanSmartphones(stack, "Wlan", { network, gateway, ...more });
}

function isExact({ stack }: XPhoneStack): boolean {
  const json = JSON.parse(synthesized(stack)) as unknown;
  return checkStack(readStack("cdk.tf.json", json), "2027-01-01").interfaces.every(({ exact }) => exact);
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
    ["xphone-interface-missing", { hosts: ["10.30.128.10"] }],
    ["xphone-interface-shared", { hosts: [{ sharedInterface: "a" }] }],
    ["stack-translation-inside", { hosts: [{ translation: "port-forward" }] }],
    ["xphone-peer-missing", { server: undefined }],
    ["xphone-peer-missing", { softphone: {} }],
    ["xphone-choice-invalid", { screenSharing: true }],
    ["xphone-media-range-small", { softphone: { at: CONTROLLER, mediaPorts: "1-3" } }],
    ["stack-peer-zone", { screenSharing: { with: at("198.51.100.1") } }],
  ])("refuse %s: %j", (code, more) => {
    const place = xphoneStack(cloud);
    expectNothingOpened(place.stack, () => clientsOn(place, more), code);
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
    ["stack-peer-zone", { ios: { services: at("10.30.0.1") } }],
  ])("refuse %s: %j", (code, more) => {
    const place = xphoneStack(cloud);
    expectNothingOpened(place.stack, () => wlanOn(place, more), code);
  });
});
