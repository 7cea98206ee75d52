/** What tired engineers give public IM: each mistake is one clear error, and nothing is open afterwards. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import { AwsPeer } from "../../lib/aws/aws-peer";
import { AzurePeer } from "../../lib/azure/azure-peer";
import type { InterfaceProps } from "../../lib/stack/interface-request";
import { Peer } from "../../lib/stack/peer";
import { PublicImConnectivity } from "../../lib/systems/lcs/public-im-connectivity";
import type { PublicImConnectivityProps } from "../../lib/systems/lcs/public-im-props";
import { expectNothingOpened } from "../support/faults";
import { accessProxy, provider, publicIm } from "../support/public-im";
import { CLOUDS, networkOn, stackOn } from "../support/stacks";

type Given = Partial<PublicImConnectivityProps>;

/** A value of a type that only plain JavaScript lets through. */
function wrongly(value: unknown): never {
  return value as never;
}

function variable(stack: TerraformStack): TerraformVariable {
  return new TerraformVariable(stack, "given-later", { type: "string" });
}

function aolAt(accessProxies: Peer): Given {
  return { providers: [{ provider: "aol", accessProxies }] };
}

function external(more: InterfaceProps): Given {
  return {
    accessProxy: accessProxy({ external: { privateAddress: "10.20.0.30", names: ["sip.example.com"], ...more } }),
  };
}

type Mistake = readonly [
  title: string,
  given: (stack: TerraformStack) => Given,
  code: string,
  ...says: readonly (string | RegExp)[],
];

const MISTAKES: readonly Mistake[] = [
  // Providers
  [
    "no provider",
    () => ({ providers: [] }),
    "lcs-provider-missing",
    '"aol", "msn", "yahoo"',
    "none is connected by default",
  ],
  ["providers that are no list", () => ({ providers: wrongly("aol") }), "stack-list-invalid", "providers"],
  [
    "a provider spelled with capitals",
    () => ({ providers: [{ ...provider("aol"), provider: wrongly("AOL") }] }),
    "lcs-provider-unknown",
    'providers[0].provider is "AOL"',
    'did you mean "aol"',
  ],
  [
    "a provider with a letter too much",
    () => ({ providers: [provider("aol"), { ...provider("yahoo"), provider: wrongly("yahooo") }] }),
    "lcs-provider-unknown",
    'providers[1].provider is "yahooo"',
    'did you mean "yahoo"',
  ],
  [
    "a provider that the document does not know",
    () => ({ providers: [{ ...provider("aol"), provider: wrongly("icq") }] }),
    "lcs-provider-unknown",
    '"icq", expected one of "aol", "msn", "yahoo"; correct',
  ],
  [
    "a provider by its name only",
    () => ({ providers: wrongly(["aol"]) }),
    "lcs-provider-unknown",
    "provider is missing",
  ],
  ["nothing in the place of a provider", () => ({ providers: wrongly([null]) }), "lcs-provider-unknown"],
  [
    "a provider that is known later",
    (stack) => ({ providers: [{ ...provider("aol"), provider: wrongly(variable(stack).stringValue) }] }),
    "stack-prop-unresolved",
    "providers[0].provider",
  ],
  [
    "a provider twice",
    () => ({ providers: [provider("aol"), provider("msn"), provider("aol")] }),
    "lcs-provider-twice",
    'providers[2].provider is "aol"',
    "put all its prefixes into one entry",
  ],
  // Their addresses
  [
    "a provider without prefixes",
    () => ({ providers: [{ provider: "msn", accessProxies: wrongly(undefined) }] }),
    "lcs-provider-prefixes-missing",
    "providers[0].accessProxies is missing",
    "the prefixes of MSN, which the document does not print",
  ],
  ["a provider with an empty list", () => aolAt(Peer.prefixes([])), "stack-peer-empty"],
  ["a list in the place of a peer", () => aolAt(wrongly(["198.51.100.0/27"])), "stack-peer-invalid", "Peer.prefixes"],
  [
    "the internet as a provider",
    () => aolAt(Peer.internet()),
    "lcs-provider-prefixes-missing",
    '"a peer of the kind \\"internet\\""',
    "never meant",
  ],
  ["every address as a provider", () => aolAt(Peer.prefixes(["0.0.0.0/0"])), "stack-peer-any"],
  ["both halves of all addresses", () => aolAt(Peer.prefixes(["0.0.0.0/1", "128.0.0.0/1"])), "stack-peer-straddles"],
  ["a provider inside the network", () => aolAt(Peer.prefixes(["10.30.9.0/24"])), "stack-peer-zone", "AOL"],
  [
    "a provider with host bits",
    () => aolAt(Peer.prefixes(["198.51.100.7/27"])),
    "net-prefix-host-bits",
    '"198.51.100.0/27"',
  ],
  ["a provider by its host name", () => aolAt(Peer.prefixes(["sip.example.net"])), "net-prefix-invalid"],
  ["a prefix list of AWS", () => aolAt(AwsPeer.prefixList("pl-0123456789abcdef0")), "lcs-provider-prefixes-missing"],
  ["a service tag of Azure", () => aolAt(AzurePeer.serviceTag("AzureCloud")), "lcs-provider-prefixes-missing"],
  ["an IPv6 provider without an IPv6 interface", () => aolAt(Peer.prefixes(["2001:db8::/64"])), "stack-ipv6-absent"],
  // The certificate and the route
  [
    "a certificate of the company's own CA",
    () => ({ certificate: { ca: wrongly("enterprise") } }),
    "lcs-certificate-ca",
    'certificate.ca is "enterprise", expected "public"',
    "not from a Windows Server 2003 CA (lcs-2005-pic 1.2.3)",
  ],
  ["a private CA", () => ({ certificate: { ca: wrongly("private") } }), "lcs-certificate-ca", "trusted public CA"],
  ["no certificate", () => ({ certificate: wrongly(undefined) }), "lcs-certificate-ca", "certificate.ca is missing"],
  [
    "a CA that is known later",
    (stack) => ({ certificate: { ca: wrongly(variable(stack).stringValue) } }),
    "stack-prop-unresolved",
  ],
  [
    "a default route to a clearinghouse",
    () => ({ defaultRouteToClearinghouse: true }),
    "lcs-clearinghouse-route",
    "defaultRouteToClearinghouse is true",
    "only if it has no default route to a clearinghouse; else another access proxy must be set up (lcs-2005-pic 1.1)",
  ],
  [
    "a route that nobody has looked at",
    () => ({ defaultRouteToClearinghouse: wrongly(undefined) }),
    "lcs-clearinghouse-unstated",
    "say true or false",
  ],
  // Domains and names
  ["no domain", () => ({ sipDomains: [] }), "lcs-sip-domains-empty"],
  ["a domain twice", () => ({ sipDomains: ["example.com", "EXAMPLE.com."] }), "lcs-sip-domain-twice", '"example.com"'],
  ["domains that are no list", () => ({ sipDomains: wrongly("example.com") }), "stack-list-invalid"],
  [
    "a Unicode domain",
    () => ({ sipDomains: ["exämple.com"] }),
    "model-domain-invalid",
    'write it in its ASCII form: "xn--exmple-cua.com"',
  ],
  ["a domain that is known later", (stack) => ({ sipDomains: [variable(stack).stringValue] }), "stack-prop-unresolved"],
  [
    "a further domain without a name inside it",
    () => ({ sipDomains: ["example.com", "example.org"] }),
    "lcs-srv-target-missing",
    "_sipfederationtls._tcp.example.org",
    'add a name such as "sip.example.org"',
  ],
  ["no name at all", () => external({ names: [] }), "lcs-srv-target-missing", "accessProxy.external.names"],
  [
    "a name outside the DNS zones",
    () => external({ names: ["sip.example.com", "sip.example.net"] }),
    "stack-dns-zone-unknown",
    '"sip.example.net"',
  ],
  [
    "a domain outside the DNS zones",
    () => ({ ...external({ names: ["sip.example.net"] }), sipDomains: ["example.net"] }),
    "stack-dns-zone-unknown",
  ],
  [
    "a name that is known later",
    (stack) => external({ names: [variable(stack).stringValue] }),
    "stack-prop-unresolved",
  ],
  ["a Unicode name", () => external({ names: ["sïp.example.com"] }), "model-domain-invalid", "xn--"],
  [
    "a name inside without an address",
    () => ({
      accessProxy: accessProxy({ internal: { existingInterfaceId: "eni-1", names: ["proxy.corp.example.net"] } }),
    }),
    "lcs-name-without-address",
  ],
  // The access proxy and what is behind it
  ["no access proxy", () => ({ accessProxy: wrongly(undefined) }), "lcs-access-proxy-missing", "(lcs-2005-pic 1.1)"],
  ["two access proxies", () => ({ edge: wrongly({}) }), "lcs-access-proxy-twice", "leave one out"],
  ["an access proxy that is none", () => ({ accessProxy: wrongly(null) }), "lcs-interface-missing"],
  [
    "an access proxy with one interface",
    () => ({ accessProxy: accessProxy({ internal: wrongly(undefined) }) }),
    "lcs-interface-missing",
    "accessProxy.internal",
  ],
  [
    "an interface with a shared name",
    () => external({ sharedInterface: "outside" }),
    "lcs-interface-shared",
    'accessProxy.external.sharedInterface is "outside"',
    "leave it out",
  ],
  [
    "no server inside",
    () => ({ accessProxy: accessProxy({ internalServer: wrongly(undefined) }) }),
    "lcs-internal-server-missing",
  ],
  [
    "the internet as the server inside",
    () => ({ accessProxy: accessProxy({ internalServer: Peer.internet() }) }),
    "stack-peer-zone",
    "the internal server of the Access Proxy",
  ],
  [
    "a server inside that is outside",
    () => ({ accessProxy: accessProxy({ internalServer: Peer.prefixes(["198.51.100.9"]) }) }),
    "stack-peer-zone",
  ],
  [
    "federation without partners",
    () => ({ accessProxy: accessProxy({ federation: wrongly({}) }) }),
    "stack-peer-invalid",
    "federated partners",
  ],
  ["a network that is none", () => ({ network: wrongly({}) }), "lcs-network-missing", "an object that is no network"],
];

describe.each(CLOUDS)("on %s, public IM is refused", (cloud) => {
  it.each(MISTAKES.map(([title, ...rest]) => [title, rest] as const))("with %s", (_, [given, code, ...says]) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { internalDomains: ["corp.example.net"] });
    const deploy = (): unknown => new PublicImConnectivity(stack, "Pic", publicIm(network, given(stack)));
    expectNothingOpened(stack, deploy, code, ...says);
  });
});
