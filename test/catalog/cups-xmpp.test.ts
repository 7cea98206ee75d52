import { CHECKS, FLOWS, LIMITS, RECORDS, TRANSLATIONS } from "../../lib/catalog/all";
import { opened } from "./opened";

const MINE = FLOWS.filter(({ system }) => system === "cups-xmpp");
const PEERS = ["sametime", "webex-connect", "google-talk", "federated-cups", "standards-based-xmpp"];

describe("flows", () => {
  test.each([
    ["message-flow/1", []],
    ["message-flow/2", PEERS.map((peer) => `${peer} > cups tcp 5269 if ${peer}`)],
    ["message-flow/3", []],
    ["message-flow/4", ["cups-client > cups tcp 5222 if always"]],
    ["federation-steps/1", []],
    ["federation-steps/2", ["cups > local-dns-server udp+tcp 53 if always"]],
    ["federation-steps/3", []],
    ["federation-steps/4", []],
    ["federation-steps/5", PEERS.map((peer) => `cups > ${peer} tcp 5269 if ${peer}`)],
    ["federation-steps/6", []],
    ["telnet-checks/1", ["outside-pc > cups tcp 5269 if telnet-checks"]],
    ["telnet-checks/2", ["inside-pc > cups tcp 5269 if telnet-checks"]],
    // From a PC to the peers: nothing of it passes CUPS.
    ["telnet-checks/3", []],
    ["telnet-checks/4", []],
  ])("%s", (id, lines) => {
    const found = MINE.find((flow) => flow.id === `cups-xmpp/${id}`);
    expect(found && opened(found)).toEqual(lines);
    expect(found?.unenforced === null).toBe(lines.length > 0);
  });

  test("there are no others", () => {
    expect(MINE).toHaveLength(14);
  });

  test("5369 is printed once and never opened", () => {
    expect(MINE.filter(({ printed }) => printed["port"] === "5369").map(({ id }) => id)).toEqual([
      "cups-xmpp/federation-steps/4",
    ]);
    expect(JSON.stringify(MINE.map(({ ports, directions }) => [ports, directions]))).not.toContain("5369");
  });
});

describe("names and translation", () => {
  test("the SRV record and the A record that it leads to", () => {
    expect(RECORDS.filter(({ system }) => system === "cups-xmpp")).toMatchObject([
      { type: "SRV", name: "_xmpp-server._tcp.{domain}", port: 5269, priority: 0, weight: 0, view: "public" },
      { type: "A", name: "{host}.{domain}", port: null, view: "public", role: "cups" },
    ]);
  });

  test("NAT or PAT in front of CUPS", () => {
    const found = TRANSLATIONS.filter(({ system }) => system === "cups-xmpp");
    expect(found.map(({ role, rule }) => [role, rule])).toEqual([
      ["cups", "static-nat"],
      ["cups", "port-forward"],
    ]);
    expect(found[1]?.reading?.says).toMatch(/own way out/);
  });
});

describe("limits", () => {
  test.each([
    ["background/1", /8\.2 and 8\.5/],
    ["background/2", /WebEx Connect 6/],
    ["background/3", /GoogleTalk/],
    ["background/4", /8\.x/],
    ["background/5", /standard/],
    ["message-flow/5", /not every Jabber client/],
    ["configuration/3", /must not be registered/],
    ["configuration/4-google-talk", /without TLS/],
    ["configuration/4-webex-connect", /TLS optional/],
    ["configuration/5", /started/],
  ])("%s", (id, says) => {
    expect(LIMITS.find((limit) => limit.id === `cups-xmpp/${id}`)?.says).toMatch(says);
  });
});

describe("checks", () => {
  const checks = CHECKS.filter(({ system }) => system === "cups-xmpp");

  test.each([
    ["verification/2", "outside-pc", { kind: "tcp-connect", target: "{public-address}", port: 5269 }],
    ["verification/3", "inside-pc", { kind: "tcp-connect", target: "{private-address}", port: 5269 }],
    ["troubleshooting/1", "internet", { kind: "dns-query", type: "SRV", name: "_xmpp-server._tcp.{domain}" }],
    ["troubleshooting/2", "inside-pc", { kind: "dns-query", type: "SRV", name: "_xmpp-server._tcp.{peer-domain}" }],
    ["troubleshooting/3", "inside-pc", { kind: "tcp-connect", target: "{peer-address}", port: 5269 }],
  ])("%s", (id, from, probe) => {
    expect(checks.find((check) => check.id === `cups-xmpp/${id}`)).toMatchObject({ from, probe });
  });

  test("every connection to CUPS has the flow that it needs", () => {
    const directions = new Set(MINE.flatMap(({ id, directions }) => directions.map(({ key }) => id + key)));
    for (const { probe, needs } of checks) {
      // The way out is tested from a PC, past CUPS.
      const reachesCups = probe.kind === "tcp-connect" && probe.target !== "{peer-address}";
      expect(needs).toHaveLength(reachesCups ? 1 : 0);
      for (const need of needs) expect(directions).toContain(need);
    }
  });

  test("an unexpected dialback response points to a registered domain", () => {
    const check = checks.find(({ id }) => id === "cups-xmpp/verification/5");
    expect(check?.failure).toMatch(/dialback response.*registered/);
  });
});
