/** What tired engineers give a federation: each mistake is one clear error, and nothing is open afterwards. */
import { type TerraformStack, TerraformVariable, Testing } from "cdktf";
import { AwsPeer } from "../../lib/aws/aws-peer";
import { AzurePeer } from "../../lib/azure/azure-peer";
import { Peer } from "../../lib/stack/peer";
import { XmppFederation } from "../../lib/systems/cups/xmpp-federation";
import type { XmppFederationProps, XmppPeerProps, XmppServerProps } from "../../lib/systems/cups/xmpp-federation-props";
import { expectFault, expectNothingOpened } from "../support/faults";
import { recordsOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, type NetworkPlan, stackOn } from "../support/stacks";
import { federating } from "../support/xmpp";

/** One mistake: what is given, and what the error must say. */
interface Mistake {
  readonly title: string;
  readonly props: (given: { stack: TerraformStack; cloud: Cloud }) => Partial<XmppFederationProps>;
  readonly code: string;
  readonly says: readonly (string | RegExp)[];
  readonly plan?: NetworkPlan;
}

/** A value of a type that only plain JavaScript lets through. */
function wrongly(value: unknown): never {
  return value as never;
}

const SERVERS = Peer.prefixes(["198.51.100.0/24"]);
const EXTERNAL = { privateAddress: "10.20.0.30", names: ["cup1.example.com"] };

function peer(more: Partial<XmppPeerProps>): Partial<XmppFederationProps> {
  return { peers: [{ kind: "sametime", servers: SERVERS, ...more }] };
}

function server(more: Partial<XmppServerProps>): Partial<XmppFederationProps> {
  return { server: { external: EXTERNAL, ...more } };
}

function variable(stack: TerraformStack): TerraformVariable {
  return new TerraformVariable(stack, "given-later", { type: "string" });
}

const DIALBACK = "CUPS then gets an unexpected dialback response (cups-xmpp configuration step 3, verification)";
const INSIDE: NetworkPlan = { internalSubnet: "inside", wayOut: ["192.0.2.1"] };

const MISTAKES: readonly Mistake[] = [
  // Domains
  {
    title: "no domain",
    props: () => ({ domains: [] }),
    code: "cups-domains-empty",
    says: ["domains is []", 'name the part behind the @ of IM addresses: "example.com"'],
  },
  {
    title: "a domain twice, in other letters",
    props: () => ({ domains: ["example.com", "Example.com."] }),
    code: "cups-domain-twice",
    says: ['domains is "example.com"', "each once"],
  },
  {
    title: "one domain that is no list",
    props: () => ({ domains: wrongly("example.com") }),
    code: "stack-list-invalid",
    says: ['domains is "example.com"'],
  },
  {
    title: "a domain in its own letters",
    props: () => ({ domains: ["bücher.example"] }),
    code: "model-domain-invalid",
    says: ['write it in its ASCII form: "xn--bcher-kva.example"'],
  },
  {
    title: "an IM address instead of a domain",
    props: () => ({ domains: ["cupuser1@example.com"] }),
    code: "model-domain-invalid",
    says: ['"cupuser1@example.com"'],
  },
  {
    title: "a domain that is known only later",
    props: ({ stack }) => ({ domains: [variable(stack).stringValue] }),
    code: "stack-prop-unresolved",
    says: ["domains is"],
  },
  {
    title: "a domain without a public DNS zone",
    props: () => ({
      domains: ["example.com", "example.org"],
      ...server({ external: { names: ["cup1.example.com", "cup1.example.org"] } }),
    }),
    code: "stack-dns-zone-unknown",
    says: ['name is "cup1.example.org"', "a name in example.com"],
  },
  // Domains of peers
  {
    title: "a federated domain that is one's own",
    props: () => peer({ domains: ["example.net", "EXAMPLE.COM"] }),
    code: "cups-domain-own",
    says: ['peers[0].domains is "example.com"', DIALBACK],
  },
  {
    title: "an own domain that is registered with the peer's service",
    props: () => peer({ kind: "google-talk", registeredDomains: ["example.net", "example.com"] }),
    code: "cups-domain-registered",
    says: ['peers[0].registeredDomains is "example.com"', DIALBACK, "have the service's support take it out"],
  },
  {
    title: "a federated domain of two peers",
    props: () => ({
      peers: [
        { kind: "sametime", servers: SERVERS, domains: ["example.net"] },
        { kind: "webex-connect", servers: SERVERS, domains: ["example.net"] },
      ],
    }),
    code: "cups-peer-domain-twice",
    says: ['peers[1].domains is "example.net"', "it is in peers[0].domains already"],
  },
  {
    title: "a federated domain twice in one peer",
    props: () => peer({ domains: ["example.net", "example.net"] }),
    code: "cups-peer-domain-twice",
    says: ["it is in peers[0].domains already"],
  },
  {
    title: "an empty list of federated domains",
    props: () => peer({ domains: [] }),
    code: "cups-peer-domains-empty",
    says: ["peers[0].domains is []"],
  },
  {
    title: "a federated domain in its own letters",
    props: () => peer({ domains: ["例え.example"] }),
    code: "model-domain-invalid",
    says: ['write it in its ASCII form: "xn--r8jz45g.example"'],
  },
  {
    title: "a registered domain that is known only later",
    props: ({ stack }) => peer({ registeredDomains: [variable(stack).stringValue] }),
    code: "stack-prop-unresolved",
    says: ["peers[0].registeredDomains"],
  },
  // Peers
  {
    title: "no peers",
    props: () => ({ peers: [] }),
    code: "cups-peers-empty",
    says: ["peers is []", "none never means all"],
  },
  {
    title: "peers that are a Peer",
    props: () => ({ peers: wrongly(SERVERS) }),
    code: "stack-list-invalid",
    says: ["peers is"],
  },
  {
    title: "a Peer among the peers",
    props: () => ({ peers: [wrongly("sametime")] }),
    code: "cups-peer-invalid",
    says: ['peers[0] is "sametime"', 'kind: "sametime"'],
  },
  {
    title: "an unknown kind of peer",
    props: () => peer({ kind: wrongly("googletalk") }),
    code: "cups-peer-kind-unknown",
    says: ['peers[0].kind is "googletalk"', 'did you mean "google-talk"?', "these servers only"],
  },
  {
    title: "a kind of peer that is nothing like any",
    props: () => peer({ kind: wrongly("lync") }),
    code: "cups-peer-kind-unknown",
    says: ['"sametime", "webex-connect", "google-talk", "federated-cups", "standards-based-xmpp"'],
  },
  {
    title: "a version of IBM Sametime that is not documented",
    props: () => peer({ version: "9.0" }),
    code: "cups-peer-version-unsupported",
    says: ['peers[0].version is "9.0"', 'one of "8.2", "8.5"', "documented for these versions only"],
  },
  {
    title: "a version of CUPS that is not documented",
    props: () => peer({ kind: "federated-cups", version: "9.1" }),
    code: "cups-peer-version-unsupported",
    says: ['one of "8.x"'],
  },
  {
    title: "a version of a service that has none documented",
    props: () => peer({ kind: "google-talk", version: "1" }),
    code: "cups-peer-version-unsupported",
    says: ["no version: the document names none of GoogleTalk"],
  },
  {
    title: "a peer without addresses: the internet must be said",
    props: () => ({ peers: [wrongly({ kind: "google-talk" })] }),
    code: "cups-peer-servers-missing",
    says: ["peers[0].servers is missing", "write Peer.internet() if connections with everybody are meant"],
  },
  {
    title: "addresses that are no Peer",
    props: () => peer({ servers: wrongly(["198.51.100.0/24"]) }),
    code: "stack-peer-invalid",
    says: ["the servers of peers[0], sametime", "Peer.prefixes"],
  },
  {
    title: "a peer twice, in another spelling",
    props: () => ({
      peers: [
        { kind: "sametime", servers: Peer.prefixes(["198.51.100.7", "203.0.113.0/25"]), domains: ["example.net"] },
        { kind: "sametime", servers: Peer.prefixes(["203.0.113.0/25", "198.51.100.7/32"]) },
      ],
    }),
    code: "cups-peer-twice",
    says: ["peers[1]", "peers[0] has the same servers", "name all domains of these servers in one entry"],
  },
  {
    title: "the internet twice for one kind",
    props: () => ({
      peers: [
        { kind: "standards-based-xmpp", servers: Peer.internet() },
        { kind: "standards-based-xmpp", servers: Peer.internet() },
      ],
    }),
    code: "cups-peer-twice",
    says: ["peers[1]"],
  },
  {
    title: "every address as a prefix",
    props: () => peer({ servers: Peer.prefixes(["0.0.0.0/0"]) }),
    code: "stack-peer-any",
    says: ['"0.0.0.0/0"', "write Peer.internet()"],
  },
  {
    title: "a prefix with host bits",
    props: () => peer({ servers: Peer.prefixes(["198.51.100.7/24"]) }),
    code: "net-prefix-host-bits",
    says: ['write "198.51.100.0/24" for the block, or "198.51.100.7/32"'],
  },
  {
    title: "a name where an address belongs",
    props: () => peer({ servers: Peer.prefixes(["xmpp.example.net"]) }),
    code: "net-prefix-invalid",
    says: ['"xmpp.example.net"', "addresses, not names"],
  },
  {
    title: "peers inside, swapped with the resolvers",
    props: () => peer({ servers: Peer.prefixes(["10.30.0.53"]) }),
    code: "stack-peer-zone",
    says: ["the servers of peers[0], sametime", '"10.30.0.53"', 'these are in "internal"'],
  },
  {
    title: "a peer that is partly inside",
    props: () => peer({ servers: Peer.prefixes(["10.0.0.0/8"]) }),
    code: "stack-peer-straddles",
    says: ['"10.0.0.0/8"'],
  },
  {
    title: "a peer that the other cloud knows",
    props: ({ cloud }) =>
      peer({ servers: cloud === "aws" ? AzurePeer.serviceTag("AzureMonitor") : AwsPeer.prefixList("pl-1") }),
    code: "stack-peer-cloud",
    says: ["use prefixes"],
  },
  // Ends inside
  {
    title: "no resolvers",
    props: () => ({ resolvers: wrongly(undefined) }),
    code: "cups-resolvers-missing",
    says: ["resolvers is missing", "show network eth0 detail"],
  },
  {
    title: "resolvers outside, swapped with the peers",
    props: () => ({ resolvers: SERVERS }),
    code: "stack-peer-zone",
    says: ["CUPS to its DNS servers", '"198.51.100.0/24"', 'these are in "internet"'],
  },
  {
    title: "the internet as resolvers",
    props: () => ({ resolvers: Peer.internet() }),
    code: "stack-peer-zone",
    says: ["CUPS to its DNS servers", "the internet"],
  },
  {
    title: "clients outside",
    props: () => ({ clients: Peer.prefixes(["203.0.113.0/24"]) }),
    code: "stack-peer-zone",
    says: ["clients to CUPS"],
  },
  // Names
  {
    title: "no name of the server",
    props: () => server({ external: { privateAddress: "10.20.0.30" } }),
    code: "cups-srv-target-missing",
    says: ["_xmpp-server._tcp.example.com", "server.external.names is []", '"cup1.example.com"'],
  },
  {
    title: "no name below one of two domains",
    props: () => ({ domains: ["example.com", "chat.example.com"] }),
    code: "cups-srv-target-missing",
    says: ["_xmpp-server._tcp.chat.example.com", '"cup1.chat.example.com"'],
  },
  {
    title: "a name outside the domains",
    props: () => server({ external: { names: ["cup1.example.com", "cup1.example.org"] } }),
    code: "cups-name-outside",
    says: ['server.external.names is "cup1.example.org"', "host names below example.com"],
    plan: { publicDomains: ["example.com", "example.org"] },
  },
  {
    title: "the domain itself as the server's name",
    props: () => server({ external: { names: ["example.com"] } }),
    code: "cups-name-outside",
    says: ['server.external.names is "example.com"', "host names below example.com"],
  },
  {
    title: "a name that is known only later",
    props: ({ stack }) => server({ external: { names: [variable(stack).stringValue] } }),
    code: "stack-prop-unresolved",
    says: ["server.external.names"],
  },
  {
    title: "a name inside without an internal DNS zone",
    props: () => server({ internal: { names: ["cup1.example.com"] } }),
    code: "stack-dns-zone-unknown",
    says: ["internal A record"],
  },
  {
    title: "a name of an existing interface whose address is not stated",
    props: () => server({ internal: { existingInterfaceId: "eni-1", names: ["cup1.example.com"] } }),
    code: "cups-name-without-address",
    says: ["server.internal.names"],
    plan: { internalDomains: ["example.com"] },
  },
  {
    title: "a priority that is too large",
    props: () => ({ serviceRecord: { priority: 65536 } }),
    code: "cups-record-number-invalid",
    says: ["serviceRecord.priority is 65536", "a whole number from 0 to 65535"],
  },
  {
    title: "a weight that is no whole number",
    props: () => ({ serviceRecord: { weight: 0.5 } }),
    code: "cups-record-number-invalid",
    says: ["serviceRecord.weight is 0.5"],
  },
  // The server
  {
    title: "no server",
    props: () => ({ server: wrongly(undefined) }),
    code: "cups-server-missing",
    says: ["server is missing"],
  },
  {
    title: "a server without its external interface",
    props: () => ({ server: wrongly({ internal: {} }) }),
    code: "cups-interface-missing",
    says: ["server.external is missing"],
  },
  {
    title: "an internal interface that is an address",
    props: () => server({ internal: wrongly("10.20.0.158") }),
    code: "cups-interface-missing",
    says: ['server.internal is "10.20.0.158"'],
  },
  {
    title: "an interface shared with nobody",
    props: () => server({ external: { ...EXTERNAL, sharedInterface: "cups" } }),
    code: "cups-interface-shared",
    says: ['server.external.sharedInterface is "cups"'],
  },
  {
    title: "a zone that there is not",
    props: () => server({ zone: wrongly("dmz") }),
    code: "cups-zone-unknown",
    says: ['server.zone is "dmz"', '"perimeter", "internal"'],
  },
  {
    title: "a translation that there is not",
    props: () => server({ external: { ...EXTERNAL, translation: wrongly("port-forwards") } }),
    code: "cups-translation-unknown",
    says: ['server.external.translation is "port-forwards"', 'did you mean "port-forward"?', "NAT and PAT"],
  },
  {
    title: "another public port",
    props: () => server({ external: { ...EXTERNAL, translation: "port-forward" }, publicPort: 443 }),
    code: "cups-public-port-other",
    says: ["server.publicPort is 443", "5269, the port that the document forwards, to the same port"],
    plan: { wayOut: ["192.0.2.1"] },
  },
  {
    title: "the misprinted port",
    props: () => server({ publicPort: 5369 }),
    code: "cups-public-port-other",
    says: ["server.publicPort is 5369"],
  },
  {
    title: "a public address of its own behind a port forward",
    props: () => server({ external: { ...EXTERNAL, translation: "port-forward", publicAddress: "203.0.113.9" } }),
    code: "cups-translation-conflict",
    says: ['server.external.publicAddress is "203.0.113.9"'],
    plan: { wayOut: ["192.0.2.1"] },
  },
  {
    title: "an IPv6 address behind a port forward",
    props: () => server({ external: { ...EXTERNAL, translation: "port-forward", ipv6Address: "2001:db8:20::1e" } }),
    code: "cups-translation-conflict",
    says: ["server.external.ipv6Address"],
    plan: { wayOut: ["192.0.2.1"] },
  },
  {
    title: "a public address of its own for a server inside",
    props: () => server({ zone: "internal", external: { ...EXTERNAL, privateAddress: "10.30.4.30" } }),
    code: "cups-server-inside",
    says: ["server.external.translation", 'add translation: "port-forward"'],
    plan: INSIDE,
  },
  {
    title: "two interfaces of a server inside",
    props: () => server({ zone: "internal", internal: {}, external: { ...EXTERNAL, translation: "port-forward" } }),
    code: "cups-server-inside",
    says: ["server.internal is {}", "one interface of a server inside"],
    plan: INSIDE,
  },
  {
    title: "a server inside with an address of the perimeter",
    props: () => server({ zone: "internal", external: { ...EXTERNAL, translation: "port-forward" } }),
    code: "stack-address-outside-zone",
    says: ["10.20.0.30"],
    plan: INSIDE,
  },
  // Checks
  {
    title: "checks from nowhere",
    props: () => ({ checks: {} }),
    code: "cups-checks-empty",
    says: ["checks is {}", "PCs outside, PCs inside, or both"],
  },
  {
    title: "checks that are only turned on",
    props: () => ({ checks: wrongly(true) }),
    code: "cups-checks-empty",
    says: ["checks is true"],
  },
  {
    title: "checks from everywhere",
    props: () => ({ checks: { outside: Peer.internet() } }),
    code: "cups-checks-internet",
    says: ["checks.outside", "a check needs nobody else"],
  },
  {
    title: "a PC outside that is inside",
    props: () => ({ checks: { outside: Peer.prefixes(["10.30.64.7"]) } }),
    code: "stack-peer-zone",
    says: ["PCs outside to CUPS", '"10.30.64.7"'],
  },
  {
    title: "a PC inside that is outside",
    props: () => ({ checks: { inside: Peer.prefixes(["192.0.2.99"]) } }),
    code: "stack-peer-zone",
    says: ["PCs inside to CUPS", '"192.0.2.99"'],
  },
];

describe.each(CLOUDS)("a federation on %s refuses", (cloud) => {
  it.each(MISTAKES)("$title", ({ props, code, says, plan }) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, plan);
    const given = { ...federating(network), ...props({ stack, cloud }) };
    expectNothingOpened(stack, () => new XmppFederation(stack, "Xmpp", given), code, ...says);
  });

  it("a network that is none", () => {
    const stack = stackOn(cloud);
    const given = { ...federating(networkOn(cloud, stack)), network: wrongly({}) };
    expectFault(
      () => new XmppFederation(stack, "Xmpp", given),
      "cups-network-missing",
      "an AwsNetwork or an AzureNetwork",
    );
  });

  it("a port forward without a way out: CUPS opens connections too", () => {
    const stack = stackOn(cloud);
    const more = server({ external: { ...EXTERNAL, translation: "port-forward" } });
    const given = { ...federating(networkOn(cloud, stack)), ...more };
    const says = ["cups-xmpp/federation-steps/5a", "goes to 198.51.100.0/24", "give the network's zone its wayOut"];
    expectFault(() => new XmppFederation(stack, "Xmpp", given), "stack-way-out-missing", ...says);
    expect(rulesOf(Testing.synth(stack))).toEqual([]);
    expect(recordsOf(Testing.synth(stack))).toEqual([]);
  });

  it("to say what is documented of a kind that there is not", () => {
    const stack = stackOn(cloud);
    const federation = new XmppFederation(stack, "Xmpp", federating(networkOn(cloud, stack)));
    expectFault(() => federation.securityOf(wrongly("webex")), "cups-peer-kind-unknown", '"webex-connect"');
  });
});
