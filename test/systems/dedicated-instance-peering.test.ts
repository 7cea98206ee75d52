/** What a peering says, forwards and routes; the region table is written by hand from table 6 of the document. */
import type { DedicatedInstancePeeringProps, DedicatedInstanceRegion } from "../../lib/systems/webex/peering-props";
import { DedicatedInstancePeering } from "../../lib/systems/webex/dedicated-instance-peering";
import { Peer } from "../../lib/stack/peer";
import { forwardersOf, routesOf } from "../support/linked-networks";
import { declared, rulesOf } from "../support/rules";
import { CLOUDS } from "../support/stacks";
import { hostsWith, INSTANCE, joined, peer, type WebexPlan } from "../support/webex";

/** Region, name below the customer's label, and the two addresses. */
const REGIONS: readonly (readonly [DedicatedInstanceRegion, string, readonly [string, string]])[] = [
  ["AMER", "amer.wxc-di.webex.com", ["69.168.17.100", "69.168.17.228"]],
  ["EMEA", "emea.wxc-di.webex.com", ["178.215.138.100", "178.215.138.228"]],
  ["EU", "eu.wxc-di.webex.com", ["178.215.131.100", "178.215.131.228"]],
  ["APJC", "apjc.wxc-di.webex.com", ["103.232.71.100", "103.232.71.228"]],
  ["AUS", "aus.wxc-di.webex.com", ["178.215.128.100", "178.215.128.228"]],
];

describe.each(CLOUDS)("the regions on %s", (cloud) => {
  it.each(REGIONS)("%s: %s is asked for at its two name servers, which are routed to", (region, name, servers) => {
    expect(DedicatedInstancePeering.nameServersOf([region])).toEqual(servers);
    const at = joined(cloud, { partner: [INSTANCE, ...servers] });
    const peering = peer(at, { nameResolution: { customer: "Xyz", regions: [region] } });
    expect(peering.domains).toEqual([`xyz.${name}`]);
    const dot = cloud === "azure" ? "." : "";
    expect(forwardersOf(at.stack)).toEqual([`xyz.${name}${dot}: ${servers.map((one) => `${one}:53`).join(", ")}`]);
    const routed = routesOf(at.stack).map((line) => line.split(" ")[1]);
    expect(routed).toEqual([INSTANCE, ...servers.map((server) => `${server}/32`)].sort());
  });
});

it("opens the network's endpoint to the name servers of every peering that uses it", () => {
  const at = joined("aws", { partner: [INSTANCE, ...DedicatedInstancePeering.nameServersOf(["AMER", "EU"])] });
  const more = { network: at.network, instance: { prefixes: [INSTANCE] } };
  for (const region of ["AMER", "EU"] as const) {
    new DedicatedInstancePeering(at.stack, region, { ...more, nameResolution: { customer: "xyz", regions: [region] } });
  }
  expect(rulesOf(at.stack)).toEqual(
    ["178.215.131.100", "178.215.131.228", "69.168.17.100", "69.168.17.228"]
      .flatMap((server) => ["tcp", "udp"].map((one) => `Network_Resolver_Outbound egress ${one} 53 to ${server}/32`))
      .sort(),
  );
});

it("lets forwarders of one's own ask, and makes none in the network", () => {
  const at = joined("aws", { forwarding: false });
  peer(at, {
    hosts: hostsWith("dns-forwarder"),
    nameResolution: { customer: "xyz", regions: ["AMER"], forwardedBy: "own-forwarders" },
  });
  expect(forwardersOf(at.stack)).toEqual([]);
  expect(rulesOf(at.stack)).toEqual([
    "Peering_Hosts_Interface egress tcp 53 to 69.168.17.100/32",
    "Peering_Hosts_Interface egress tcp 53 to 69.168.17.228/32",
    "Peering_Hosts_Interface egress udp 53 to 69.168.17.100/32",
    "Peering_Hosts_Interface egress udp 53 to 69.168.17.228/32",
  ]);
});

it("routes to the instance alone where the name servers are inside of it", () => {
  const at = joined("aws", { partner: ["69.168.17.0/24"] });
  peer(at, { instance: { prefixes: ["69.168.17.0/24"] }, nameResolution: { customer: "xyz", regions: ["AMER"] } });
  expect(routesOf(at.stack)).toEqual(["rtb-1 69.168.17.0/24 tgw-1"]);
});

const NAMES = { nameResolution: { customer: "xyz", regions: ["AMER"] } } as const;
const PHONES = { Phones: { roles: ["endpoint"], prefixes: ["10.30.128.0/17"] } } as const;
const MRA = { mobileAndRemoteAccess: { expressway: Peer.prefixes(["203.0.113.16/28"]) } } as const;

/** What is chosen, and the codes of the findings of the peering. */
const FINDINGS: readonly (readonly [string, Partial<DedicatedInstancePeeringProps>, readonly string[], WebexPlan?])[] =
  [
    ["endpoints without forwarding", { hosts: hostsWith("endpoint") }, ["webex-forwarding-missing"]],
    ["endpoints with forwarding", { hosts: hostsWith("endpoint"), ...NAMES }, []],
    ["clients of mobile and remote access alone", { hosts: hostsWith("mra-client"), ...MRA }, []],
    [
      "phones on premises that cannot ask",
      { hosts: PHONES, ...NAMES },
      ["webex-hosts-not-enforced", "webex-inbound-endpoint-missing", "webex-translation-not-seen"],
    ],
    [
      "phones on premises that can ask",
      { hosts: PHONES, ...NAMES },
      ["webex-hosts-not-enforced", "webex-translation-not-seen"],
      { inbound: true },
    ],
    [
      "legacy endpoints without TFTP's data port",
      { hosts: hostsWith("endpoint"), ...NAMES, security: "mixed", features: ["legacy-endpoints"] },
      ["webex-tftp-data-port"],
    ],
    [
      "legacy endpoints with it",
      {
        hosts: hostsWith("endpoint"),
        ...NAMES,
        security: "mixed",
        features: ["legacy-endpoints"],
        tftpDataPorts: ["32768-60999"],
      },
      [],
    ],
    [
      "SIP that is not secure",
      { hosts: hostsWith("endpoint"), ...NAMES, security: "mixed", endpointProtocols: ["sip"] },
      ["webex-sip-not-secure"],
    ],
    [
      "H.323 gateways",
      { hosts: hostsWith("gateway"), security: "mixed", trunkProtocols: ["h323"] },
      ["webex-gateway-media-not-documented", "webex-h245-not-documented"],
    ],
    [
      "Contact Center Express",
      { hosts: hostsWith("gateway", "endpoint"), ...NAMES, contactCenter: { prefixes: ["192.0.2.32/28"] } },
      ["webex-gateway-media-not-documented", "webex-uccx-media-over-tcp", "webex-uccx-reserved-port"],
    ],
    ["a role that nothing opens", { hosts: hostsWith("cti-application") }, ["webex-role-idle"]],
  ];

describe("findings", () => {
  it.each(FINDINGS.map(([title, ...said]) => [title, said] as const))(
    "are said about %s",
    (_, [props, codes, plan]) => {
      for (const cloud of CLOUDS) {
        const at = joined(cloud, plan);
        peer(at, props);
        const found = declared(at.stack, "finding").filter((one) => one["where"] === "Peering");
        expect(found.map((one) => one["code"]).sort()).toEqual(codes);
      }
    },
  );

  it("name the choices of an idle role, and the rows of hosts that are not enforced", () => {
    const at = joined("aws", { inbound: true });
    peer(at, { hosts: { ...hostsWith("cti-application"), ...PHONES }, endpointProtocols: [], ...NAMES });
    const said = (code: string): Record<string, unknown> | undefined =>
      declared(at.stack, "finding").find((one) => one["code"] === code);
    expect(said("webex-role-idle")?.["todo"]).toMatch(/choose one of cti, secure-cti/);
    // Rows for every endpoint: 15, 27 to 29, 36, and ICMP both ways.
    expect(said("webex-hosts-not-enforced")?.["facts"]).toEqual(
      [15, 27, 28, 29, 36, 42, 43].map((row) => `webex-di/table-2/${String(row)}`),
    );
  });

  it("say that the routes were not seen where the partner has no link", () => {
    const at = joined("azure", { linked: false });
    peer(at);
    const found = declared(at.stack, "finding").filter((one) => one["code"] === "stack-route-not-seen");
    expect(found.map((one) => one["what"])).toEqual([
      "the route to 192.0.2.0/24 was not seen: no link to the partner is declared",
    ]);
  });
});
