/** From facts to permits, on facts that no document states: each of their forms once. */
import type { TerraformStack } from "cdktf";
import type { DirectionFact, FlowFact } from "../../lib/catalog/schema";
import { Peer } from "../../lib/stack/peer";
import { type DocumentedEnds, permitDocumented } from "../../lib/systems/documented-flows";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { expectNothingOpened } from "../support/faults";
import { describedRulesOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, service, stackOn } from "../support/stacks";

function flow(directions: readonly Partial<DirectionFact>[]): FlowFact {
  return {
    id: "ocs-2007/test/1",
    system: "ocs-2007",
    source: { document: "ocs-2007", section: "a test" },
    printed: {},
    reading: null,
    from: [],
    to: [],
    transports: [],
    ports: null,
    sourcePorts: null,
    protocol: "a test",
    purpose: "a test",
    configurable: false,
    unenforced: null,
    directions: directions.map((direction, index) => ({
      key: "abc"[index] ?? "z",
      from: ["client"],
      to: ["access-edge"],
      transports: ["tcp"],
      ports: [[443, 443]],
      sourcePorts: null,
      when: "always",
      ...direction,
    })),
  };
}

const PEERS: Readonly<Record<string, Peer[]>> = {
  client: [Peer.prefixes(["198.51.100.0/24"])],
  partner: [Peer.prefixes(["203.0.113.0/25"]), Peer.prefixes(["192.0.2.7"])],
  nobody: [],
  wrong: [Peer.prefixes(["sip.example.com"])],
};

function setUp(cloud: Cloud, more: Partial<DocumentedEnds> = {}): { stack: TerraformStack; ends: DocumentedEnds } {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack);
  const edge = new EdgeServer(stack, "Edge", { network, sipDomains: ["example.com"], accessEdge: service(10) });
  const ends: DocumentedEnds = {
    placed: new Map([["access-edge", edge.accessEdge]]),
    peersFor: (role) => PEERS[role] ?? [],
    sideOf: () => "external",
    suppliedPorts: () => undefined,
    ...more,
  };
  return { stack, ends };
}

const START = "Edge_AccessEdge_External";

describe.each(CLOUDS)("documented flows on %s", (cloud) => {
  it.each<[string, Partial<DirectionFact>, string[]]>([
    ["a listener opens to the initiator", {}, [`${START} ingress tcp 443 from 198.51.100.0/24`]],
    [
      "an initiator opens to the listener",
      { from: ["access-edge"], to: ["client"] },
      [`${START} egress tcp 443 to 198.51.100.0/24`],
    ],
    [
      "every peer of a role is meant",
      { from: ["partner"] },
      [`${START} ingress tcp 443 from 192.0.2.7/32`, `${START} ingress tcp 443 from 203.0.113.0/25`],
    ],
    ["a role without peers opens nothing", { from: ["nobody"] }, []],
    ["a flow between roles that are not placed opens nothing", { to: ["front-end"] }, []],
    [
      "every transport is meant",
      { transports: ["tcp", "udp"] },
      [`${START} ingress tcp 443 from 198.51.100.0/24`, `${START} ingress udp 443 from 198.51.100.0/24`],
    ],
    ["every is every port", { ports: "every" }, [`${START} ingress tcp 0-65535 from 198.51.100.0/24`]],
    ["a choice that is made counts", { when: { choice: "made" } }, [`${START} ingress tcp 443 from 198.51.100.0/24`]],
    ["a choice that is not made does not", { when: { choice: "other" } }, []],
    ["no port opens nothing for a transport that has ports", { ports: null }, []],
  ])("open what the fact says: %s", (_, direction, expected) => {
    const { stack, ends } = setUp(cloud);
    permitDocumented([flow([direction])], new Set(["made"]), ends);
    expect(rulesOf(stack)).toEqual(expected);
  });

  it("are named by the fact's id and the letter of the direction", () => {
    const { stack, ends } = setUp(cloud);
    permitDocumented([flow([{}, { from: ["access-edge"], to: ["client"] }])], new Set(), ends);
    expect(describedRulesOf(stack)).toEqual([
      `${START} egress tcp 443 to 198.51.100.0/24 # ocs-2007/test/1b`,
      `${START} ingress tcp 443 from 198.51.100.0/24 # ocs-2007/test/1a`,
    ]);
  });

  it("take the ports that the document leaves to the deployment from it", () => {
    const supplied = (id: string): { first: number; last: number }[] =>
      id === "ocs-2007/test/1a" ? [{ first: 7000, last: 7009 }] : [];
    const { stack, ends } = setUp(cloud, { suppliedPorts: supplied });
    permitDocumented([flow([{ ports: "supplied" }])], new Set(), ends);
    expect(rulesOf(stack)).toEqual([`${START} ingress tcp 7000-7009 from 198.51.100.0/24`]);
  });

  it.each([undefined, []])("refuse to guess ports that nobody supplied: %j", (given) => {
    const { stack, ends } = setUp(cloud, { suppliedPorts: () => given });
    expectNothingOpened(
      stack,
      () => {
        permitDocumented([flow([{}, { ports: "supplied" }])], new Set(), ends);
      },
      "systems-ports-not-supplied",
      "cannot open ocs-2007/test/1b",
      "none never means all",
    );
  });

  it("open nothing at all where a later one is wrong", () => {
    const { stack, ends } = setUp(cloud);
    expectNothingOpened(
      stack,
      () => {
        permitDocumented([flow([{}]), flow([{ from: ["partner"] }, { from: ["wrong"] }])], new Set(), ends);
      },
      "net-prefix-invalid",
      "cannot open ocs-2007/test/1b",
    );
  });
});
