/** What a federation opens, names and says for each way to compose it. */
import { TerraformVariable } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import { XmppFederation } from "../../lib/systems/cups/xmpp-federation";
import type { XmppFederationProps, XmppPeerKind } from "../../lib/systems/cups/xmpp-federation-props";
import { declared, describedRulesOf, recordsOf, resourcesOf, rulesOf } from "../support/rules";
import { CLOUDS, networkOn, stackOn } from "../support/stacks";
import { federating } from "../support/xmpp";

const SERVERS = Peer.prefixes(["198.51.100.0/24"]);
const [OUT, IN] = ["Xmpp_Server_External", "Xmpp_Server_Internal"];
const FORWARDED = { privateAddress: "10.20.0.30", names: ["cup1.example.com"], translation: "port-forward" } as const;

/** The documented security of each kind, from step 4 of the configuration; silence stays silence. */
const SECURITY: readonly (readonly [XmppPeerKind, string, string, readonly string[]])[] = [
  ["google-talk", "none", "not-documented", ["cups-xmpp/configuration/4-google-talk"]],
  ["webex-connect", "optional", "not-verified", ["cups-xmpp/configuration/4-webex-connect"]],
  ["sametime", "not-documented", "not-documented", []],
  ["federated-cups", "not-documented", "not-documented", []],
  ["standards-based-xmpp", "not-documented", "not-documented", []],
];

describe.each(CLOUDS)("a federation on %s", (cloud) => {
  /** The federation in a stack of its own. */
  function deploy(
    more: Partial<XmppFederationProps> = {},
    plan: Parameters<typeof networkOn>[2] = {},
  ): { stack: ReturnType<typeof stackOn>; federation: XmppFederation } {
    const stack = stackOn(cloud);
    return { stack, federation: new XmppFederation(stack, "Xmpp", federating(networkOn(cloud, stack, plan), more)) };
  }

  const SMALLEST = [
    `${OUT} egress tcp 5269 to 198.51.100.0/24`,
    `${OUT} ingress tcp 5269 from 198.51.100.0/24`,
    `${IN} egress tcp 53 to 10.30.0.53/32`,
    `${IN} egress udp 53 to 10.30.0.53/32`,
    `${IN} ingress tcp 5222 from 10.30.128.0/17`,
  ];

  it("opens 5269 both ways, the clients' 5222 and DNS", () => {
    expect(rulesOf(deploy().stack)).toEqual(SMALLEST);
  });

  it("opens the telnet checks only where they are chosen, each for its own PCs", () => {
    const outside = Peer.prefixes(["192.0.2.99"]);
    const inside = Peer.prefixes(["10.30.64.7"]);
    const more = (lines: string[]): string[] => [...SMALLEST, ...lines].sort();
    expect(rulesOf(deploy({ checks: { outside } }).stack)).toEqual(
      more([`${OUT} ingress tcp 5269 from 192.0.2.99/32`]),
    );
    expect(rulesOf(deploy({ checks: { inside } }).stack)).toEqual(more([`${IN} ingress tcp 5269 from 10.30.64.7/32`]));
    expect(describedRulesOf(deploy({ checks: { outside, inside } }).stack)).toEqual(
      expect.arrayContaining([
        `${OUT} ingress tcp 5269 from 192.0.2.99/32 # cups-xmpp/telnet-checks/1a`,
        `${IN} ingress tcp 5269 from 10.30.64.7/32 # cups-xmpp/telnet-checks/2a`,
      ]),
    );
  });

  it("has everything on one interface where there is no internal one", () => {
    const external = { privateAddress: "10.20.0.30", names: ["cup1.example.com"] };
    expect(rulesOf(deploy({ server: { external } }).stack)).toEqual(
      SMALLEST.map((line) => line.replace(IN, OUT)).sort(),
    );
  });

  it.each(SECURITY)("opens the directions of %s alone, and knows its documented security", (kind, ...security) => {
    const { stack, federation } = deploy({ peers: [{ kind, servers: SERVERS }] });
    const letter = ["sametime", "webex-connect", "google-talk", "federated-cups", "standards-based-xmpp"].indexOf(kind);
    const key = "abcde"[letter] ?? "";
    expect(describedRulesOf(stack).filter((line) => line.includes("5269"))).toEqual([
      `${OUT} egress tcp 5269 to 198.51.100.0/24 # cups-xmpp/federation-steps/5${key}`,
      `${OUT} ingress tcp 5269 from 198.51.100.0/24 # cups-xmpp/message-flow/2${key}`,
    ]);
    const [tls, clientCertificates, facts] = security;
    expect(federation.peers).toMatchObject([{ kind, security: { tls, clientCertificates, facts } }]);
    expect(federation.securityOf(kind)).toEqual(federation.peers[0]?.security);
    const item = declared(stack, "peer").find(({ role }) => role === `cups-xmpp/${kind}`);
    expect(item).toMatchObject({ security: { tls, clientCertificates, facts } });
  });

  it.each<[XmppPeerKind, string]>([
    ["sametime", "8.2"],
    ["sametime", "8.5"],
    ["webex-connect", "6"],
    ["federated-cups", "8.x"],
    ["federated-cups", "8.6.4"],
  ])("takes %s %s, as documented", (kind, version) => {
    const { federation } = deploy({ peers: [{ kind, version, servers: SERVERS }] });
    expect(federation.peers).toMatchObject([{ kind, version }]);
  });

  it("keeps apart peers of one kind with other servers", () => {
    const { stack, federation } = deploy({
      peers: [
        { kind: "standards-based-xmpp", servers: SERVERS, domains: ["Example.NET"] },
        { kind: "standards-based-xmpp", servers: Peer.prefixes(["203.0.113.7"]), domains: ["example.org"] },
      ],
    });
    expect(rulesOf(stack).filter((line) => line.includes("5269"))).toHaveLength(4);
    expect(federation.peers.map(({ domains }) => domains)).toEqual([["example.net"], ["example.org"]]);
    const item = declared(stack, "peer").find(({ role }) => role === "cups-xmpp/standards-based-xmpp");
    expect(item?.["domains"]).toEqual(["example.net", "example.org"]);
  });

  it("gives its public address as the one that is reached and seen, by static NAT", () => {
    const external = { privateAddress: "10.20.0.30", publicAddress: "203.0.113.9", names: ["cup1.example.com"] };
    const { stack, federation } = deploy({ server: { external } });
    expect([federation.publicAddress, federation.seenByPeersAs]).toEqual(["203.0.113.9", ["203.0.113.9"]]);
    expect(recordsOf(stack)).toEqual([
      expect.stringMatching(/A cup1.*: 203\.0\.113\.9$/),
      expect.stringMatching(/SRV _xmpp-server\._tcp.*: 0 0 5269 cup1\.example\.com$/),
    ]);
    expect(declared(stack, "record").map(({ type, facts }) => [type, facts])).toEqual([
      ["A", ["cups-xmpp/configuration/1-a"]],
      ["SRV", ["cups-xmpp/configuration/1-srv"]],
    ]);
  });

  it("is reached at the forwarded address, and seen at the network's way out", () => {
    const { stack, federation } = deploy({ server: { external: FORWARDED } }, { wayOut: ["192.0.2.1"] });
    expect(federation.seenByPeersAs).toEqual(["192.0.2.1"]);
    expect(federation.publicAddress).toMatch(/TfToken/);
    expect(federation.server.publicAddresses).toEqual([]);
    expect(declared(stack, "system")).toMatchObject([{ translation: "port-forward", seenByPeersAs: ["192.0.2.1"] }]);
    const type = cloud === "aws" ? "aws_lb_listener" : "azurerm_lb_rule";
    expect(Object.keys(resourcesOf(stack, type))).toHaveLength(1);
  });

  it("lists its records where others make them", () => {
    const { stack } = deploy({}, { publicDomains: ["example.net"], domainsElsewhere: ["example.com"] });
    expect(recordsOf(stack)).toEqual([]);
    expect(declared(stack, "record").map(({ type, name, made }) => [type, name, made])).toEqual([
      ["A", "cup1.example.com", false],
      ["SRV", "_xmpp-server._tcp.example.com", false],
    ]);
  });

  it("has a name inside as well, in an internal DNS zone", () => {
    const { stack } = deploy(
      {
        server: {
          external: { privateAddress: "10.20.0.30", names: ["cup1.example.com"] },
          internal: { privateAddress: "10.20.0.158", names: ["cup1.corp.example.com"] },
        },
      },
      { internalDomains: ["corp.example.com"] },
    );
    expect(recordsOf(stack).filter((line) => line.endsWith("10.20.0.158"))).toHaveLength(1);
  });

  it("shares the SRV record of a domain with a second server", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    new XmppFederation(stack, "Xmpp", federating(network));
    new XmppFederation(stack, "Second", {
      ...federating(network),
      server: { external: { privateAddress: "10.20.0.31", names: ["cup2.example.com"] } },
      serviceRecord: { priority: 10, weight: 1 },
    });
    const [srv] = recordsOf(stack).filter((line) => line.includes("SRV"));
    expect(srv).toMatch(/: 0 0 5269 cup1\.example\.com, 10 1 5269 cup2\.example\.com$/);
  });

  it("reaches peers over a peering link directly, without a way out and past the port forward", () => {
    const peers = [{ kind: "federated-cups", version: "8.6", servers: Peer.prefixes(["10.40.0.5"]) }] as const;
    const checks = { outside: Peer.prefixes(["192.0.2.99"]) };
    const { stack } = deploy({ peers, checks, server: { external: FORWARDED } }, { partner: ["10.40.0.0/16"] });
    expect(rulesOf(stack)).toEqual(
      expect.arrayContaining([`${OUT} egress tcp 5269 to 10.40.0.5/32`, `${OUT} ingress tcp 5269 from 10.40.0.5/32`]),
    );
  });

  it("keeps a peer's address that is known only later, through a port forward too", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { wayOut: ["192.0.2.1"] });
    const later = new TerraformVariable(stack, "later", { type: "string" });
    const servers = Peer.prefixes([later.stringValue]);
    new XmppFederation(stack, "Xmpp", {
      ...federating(network),
      peers: [{ kind: "sametime", version: "8.2", servers }],
      server: { external: FORWARDED },
    });
    const front = cloud === "aws" ? "Xmpp_Server_PublicAddress_Balancer_Front" : OUT;
    expect(rulesOf(stack).filter((line) => line.includes("var.later"))).toEqual([
      `${OUT} egress tcp 5269 to \${var.later}`,
      `${front} ingress tcp 5269 from \${var.later}`,
    ]);
  });

  it("federates with another one in another network, each by the other's public address", () => {
    const stack = stackOn(cloud);
    const there = networkOn(cloud, stack, { perimeter: ["10.60.0.0/24"], internal: ["10.70.0.0/16"] }, "There");
    const other = new XmppFederation(stack, "Other", {
      ...federating(there),
      domains: ["chat.example.com"],
      server: {
        external: { privateAddress: "10.60.0.30", publicAddress: "203.0.113.30", names: ["cup9.chat.example.com"] },
      },
      resolvers: Peer.prefixes(["10.70.0.53"]),
      clients: Peer.prefixes(["10.70.128.0/17"]),
    });
    const here = {
      external: { privateAddress: "10.20.0.30", publicAddress: "203.0.113.20", names: ["cup1.example.com"] },
    };
    new XmppFederation(stack, "Xmpp", {
      ...federating(networkOn(cloud, stack)),
      server: here,
      peers: [{ kind: "federated-cups", servers: Peer.of(other.server), domains: ["chat.example.com"] }],
    });
    expect(rulesOf(stack)).toEqual(
      expect.arrayContaining([
        `${OUT} egress tcp 5269 to 203.0.113.30/32`,
        `${OUT} ingress tcp 5269 from 203.0.113.30/32`,
        "Other_Server_External egress tcp 5269 to 203.0.113.20/32",
        "Other_Server_External ingress tcp 5269 from 203.0.113.20/32",
      ]),
    );
  });

  const ALWAYS = ["note cups-domain-registration", "note cups-server-setup"];

  it.each<[string, Partial<XmppFederationProps>, string[]]>([
    ["with IBM Sametime", {}, ["note cups-clients-unsupported", "note cups-peer-security-undocumented"]],
    [
      "with IBM Sametime of a version that is not stated",
      { peers: [{ kind: "sametime", servers: SERVERS }] },
      ["note cups-clients-unsupported", "note cups-peer-security-undocumented", "note cups-peer-version-unstated"],
    ],
    [
      "with GoogleTalk",
      { peers: [{ kind: "google-talk", servers: Peer.internet() }] },
      ["note cups-clients-unsupported", "warning cups-peer-unencrypted"],
    ],
    [
      "with WebEx Connect, without clients",
      { clients: undefined as never, peers: [{ kind: "webex-connect", version: "6", servers: SERVERS }] },
      ["note cups-peer-security", "warning cups-clients-missing"],
    ],
    [
      "with two standards-based servers, and checks",
      {
        peers: [
          { kind: "standards-based-xmpp", servers: SERVERS },
          { kind: "standards-based-xmpp", servers: Peer.prefixes(["203.0.113.7"]) },
        ],
        checks: { inside: Peer.prefixes(["10.30.64.7"]) },
      },
      ["note cups-checks-open", "note cups-clients-unsupported", "note cups-peer-security-undocumented"],
    ],
    [
      "behind a port forward",
      { server: { external: FORWARDED } },
      ["note cups-clients-unsupported", "note cups-peer-security-undocumented", "note cups-way-out-other"],
    ],
  ])("%s says exactly this", (_, more, expected) => {
    const { stack } = deploy(more, { wayOut: ["192.0.2.1"] });
    const found = declared(stack, "finding").map(({ severity, code }) => `${String(severity)} ${String(code)}`);
    expect(found.sort()).toEqual([...ALWAYS, ...expected].sort());
  });
});
