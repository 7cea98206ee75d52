/** Every row of the document's tables, and every flow of its prose, is opened by a construct, or says why it is not. */
import { XPHONE_CONNECTION_OVERVIEW } from "../../../lib/catalog/xphone/connection-overview";
import { XPHONE_PORT_LIST } from "../../../lib/catalog/xphone/port-list";
import { Peer } from "../../../lib/stack/peer";
import { XPhoneCallController } from "../../../lib/systems/xphone/xphone-call-controller";
import { XPhoneClients } from "../../../lib/systems/xphone/xphone-clients";
import { XPhoneDmzReverseProxy } from "../../../lib/systems/xphone/xphone-dmz-reverse-proxy";
import { XPhoneServerIis } from "../../../lib/systems/xphone/xphone-server-iis";
import { XPHONE_FLOWS } from "../../../lib/systems/xphone/xphone-system";
import { XPhoneWlanSmartphones } from "../../../lib/systems/xphone/xphone-wlan-smartphones";
import { synthesizeExamples } from "../../support/examples";
import { describedRulesOf } from "../../support/rules";
import { at, CLIENTS, edgeServerOn, satelliteOn, STUN, xphoneStack } from "../../support/xphone";

/** What the examples leave out. */
function everythingElse(): string[] {
  const place = xphoneStack("aws");
  const { stack, network } = place;
  const server = edgeServerOn(place, {
    directory: { clients: at("10.30.5.0/24") },
    internalImap: {},
    externalImap: { servers: at("192.0.2.25") },
    activeDirectory: { domainControllers: at("10.30.0.10"), globalCatalogServers: at("10.30.0.11") },
    federation: { systems: at("192.0.2.61") },
    push: { c4b: at("192.0.2.16"), android: { services: at("192.0.2.64/26") }, ios: {} },
  });
  const domain = "uc.example.com";
  const web = { certificateAuthority: "public", mobile: { users: 9 }, webMeeting: { path: "/m" } } as const;
  new XPhoneServerIis(stack, "Web", { server, domain, ...web });
  const webApplications = { at: at("10.30.1.20"), port: 80, host: "separate-server" } as const;
  const hosts = { external: {}, internal: {} };
  const proxy = new XPhoneDmzReverseProxy(stack, "Proxy", {
    network,
    domain: "m.example.com",
    ...web,
    webApplications,
    hosts,
  });
  const wlan = new XPhoneWlanSmartphones(stack, "Wlan", {
    network,
    gateway: { privateAddress: "10.30.72.1" },
    web: { at: Peer.of(proxy.role) },
    android: { services: at("192.0.2.64/26") },
    ios: {},
  });
  const media = new XPhoneCallController(stack, "Media", {
    integratedIn: server,
    softphoneMobile: { outside: Peer.internet(), inside: Peer.of(wlan.role) },
    softphoneDesktop: { outside: Peer.internet(), inside: at(CLIENTS) },
    holePunching: {},
    stunServers: STUN,
  });
  const hostsInside = [{ privateAddress: "10.30.128.10" }];
  new XPhoneClients(stack, "Desktops", {
    network,
    hosts: hostsInside,
    server: Peer.of(server.role),
    softphone: { at: Peer.of(media.role) },
    screenSharing: { with: at("10.30.200.0/24") },
  });
  return describedRulesOf(stack);
}

/** Desktop clients outside, to whom hole punching opens the direct way beside TURN. */
function desktopsByHolePunching(): string[] {
  const place = xphoneStack("azure");
  satelliteOn(place, {
    softphoneMobile: undefined,
    softphoneDesktop: { outside: Peer.internet() },
    turn: { servers: at("198.51.100.128/27"), mediaPorts: ["50000-50999"] },
    holePunching: {},
  } as never);
  return describedRulesOf(place.stack);
}

/** Ids out of descriptions, where a document's table is written once for several rows: `xphone/port-list/5a,7a`. */
function idsIn(lines: readonly string[]): Set<string> {
  const words = lines.flatMap((line) => (line.split(" # ")[1] ?? "").split(" "));
  return new Set(
    words.flatMap((word) => {
      const [first = "", ...others] = word.split(",");
      return [first, ...others.map((one) => first.slice(0, first.lastIndexOf("/") + 1) + one)];
    }),
  );
}

describe("the flows of XPhone Connect", () => {
  const examples = [...synthesizeExamples()].filter(([name]) => name.startsWith("xphone-"));
  const opened = idsIn([
    ...examples.flatMap(([, text]) => describedRulesOf(text)),
    ...everythingElse(),
    ...desktopsByHolePunching(),
  ]);

  it("are the 32 rows of the connection overview, the 10 of the port list, and those of the prose", () => {
    expect(XPHONE_CONNECTION_OVERVIEW).toHaveLength(32);
    expect(XPHONE_PORT_LIST).toHaveLength(10);
    expect(XPHONE_FLOWS.length).toBeGreaterThan(42);
  });

  it.each(XPHONE_FLOWS.map((flow) => [flow.id, flow] as const))("%s is used, or says why not", (id, flow) => {
    const missing = flow.directions.map(({ key }) => `${id}${key}`).filter((one) => !opened.has(one));
    expect(missing).toEqual([]);
    // Whatever opens nothing says why, and nothing else does.
    expect(/\w+ \w+/.test(flow.unenforced ?? "")).toBe(flow.directions.length === 0);
  });

  it("has no other ids in its rules", () => {
    const known = XPHONE_FLOWS.flatMap(({ id, directions }) => directions.map(({ key }) => `${id}${key}`));
    expect([...opened].filter((id) => id.startsWith("xphone/") && !known.includes(id))).toEqual([]);
  });
});
