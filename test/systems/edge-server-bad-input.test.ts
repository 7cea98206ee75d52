/** What tired engineers give an edge: each mistake is one clear error, and nothing is open afterwards. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import { AwsPeer } from "../../lib/aws/aws-peer";
import { AzurePeer } from "../../lib/azure/azure-peer";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import type { InterfaceProps } from "../../lib/stack/interface-request";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { expectNothingOpened } from "../support/faults";
import { CLOUDS, type Cloud, federatingEdge, networkOn, type NetworkPlan, service, stackOn } from "../support/stacks";

/** One mistake: what is given, and what the error must say. */
interface Mistake {
  readonly title: string;
  readonly props: (given: { network: Network; stack: TerraformStack; cloud: Cloud }) => Partial<EdgeServerProps>;
  readonly code: string;
  readonly says: readonly (string | RegExp)[];
  readonly plan?: NetworkPlan;
}

/** A value of a type that only plain JavaScript lets through. */
function wrongly(value: unknown): never {
  return value as never;
}

function external(more: InterfaceProps): Partial<EdgeServerProps> {
  const props = { privateAddress: "10.20.0.10", names: ["sip.example.com"], ...more };
  return { accessEdge: service(10, { external: props }) };
}

function internal(more: InterfaceProps): Partial<EdgeServerProps> {
  return {
    accessEdge: service(10, {
      external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
      internal: more,
    }),
  };
}

function partners(...prefixes: string[]): Partial<EdgeServerProps> {
  return { federation: { partners: Peer.prefixes(prefixes) } };
}

function variable(stack: TerraformStack): TerraformVariable {
  return new TerraformVariable(stack, "given-later", { type: "string" });
}

const WEB = { webConferencingEdge: service(11), externalWebConferencing: {} };

const MISTAKES: readonly Mistake[] = [
  {
    title: "one name outside for two services",
    props: () => ({
      ...external({}),
      webConferencingEdge: service(11, { external: { privateAddress: "10.20.0.11", names: ["SIP.example.com"] } }),
    }),
    code: "ocs-edge-name-twice",
    says: ["webConferencingEdge.external.names", "sip.example.com", "leads to the Access Edge Server"],
  },
  // Addresses of peers
  {
    title: "a prefix with host bits",
    props: () => partners("198.51.100.7/24"),
    code: "net-prefix-host-bits",
    says: ['prefixes is "198.51.100.7/24"', 'write "198.51.100.0/24" for the block, or "198.51.100.7/32"'],
  },
  {
    title: "a name where an address belongs",
    props: () => partners("sip.partner.example.com"),
    code: "net-prefix-invalid",
    says: ['"sip.partner.example.com"', "addresses, not names"],
  },
  {
    title: "a list of prefixes in one text",
    props: () => partners("198.51.100.0/24, 203.0.113.0/25"),
    code: "net-prefix-invalid",
    says: ["198.51.100.0/24, 203.0.113.0/25"],
  },
  {
    title: "white space around a prefix",
    props: () => partners(" 198.51.100.0/24"),
    code: "net-prefix-invalid",
    says: ['" 198.51.100.0/24"'],
  },
  {
    title: "every address as a prefix",
    props: () => partners("0.0.0.0/0"),
    code: "stack-peer-any",
    says: ['"0.0.0.0/0"', "write Peer.internet()"],
  },
  {
    title: "every IPv6 address as a prefix",
    props: () => partners("::/0"),
    code: "stack-peer-any",
    says: ['"::/0"', "write Peer.internet()"],
  },
  {
    title: "a partner inside the network",
    props: () => partners("10.30.5.0/24"),
    code: "stack-peer-zone",
    says: ["federated partners", '"10.30.5.0/24"', 'these are in "internal"'],
  },
  {
    title: "a partner that is partly inside the network",
    props: () => partners("10.0.0.0/8"),
    code: "stack-peer-straddles",
    says: ['"10.0.0.0/8"', "10.20.0.0/24, 10.30.0.0/16"],
  },
  {
    title: "an internal server outside",
    props: () => ({ accessEdge: service(10, { internalServer: Peer.prefixes(["203.0.113.5"]) }) }),
    code: "stack-peer-zone",
    says: ["the internal server of the Access Edge Server", '"203.0.113.5"', 'in "internet"'],
  },
  {
    title: "an internal server in the perimeter",
    props: () => ({ accessEdge: service(10, { internalServer: Peer.prefixes(["10.20.0.99"]) }) }),
    code: "stack-peer-zone",
    says: ["the internal server of the Access Edge Server", 'in "perimeter"'],
  },
  {
    title: "the internet as the internal server",
    props: () => ({ accessEdge: service(10, { internalServer: Peer.internet() }) }),
    code: "stack-peer-zone",
    says: ["the internal server of the Access Edge Server", '"the internet"'],
  },
  {
    title: "internal clients outside",
    props: () => ({ internalClients: Peer.prefixes(["203.0.113.0/24"]) }),
    code: "stack-peer-zone",
    says: ["internal clients", 'in "internet"'],
  },
  {
    title: "remote users inside",
    props: () => ({ remoteAccess: { from: Peer.prefixes(["10.30.0.0/24"]) } }),
    code: "stack-peer-zone",
    says: ["remote users", 'in "internal"'],
  },
  {
    title: "public IM providers inside",
    props: () => ({ publicIm: { providers: Peer.prefixes(["10.30.0.0/24"]) } }),
    code: "stack-peer-zone",
    says: ["public IM providers", 'in "internal"'],
  },
  {
    title: "users of web conferences inside",
    props: () => ({ ...WEB, externalWebConferencing: { from: Peer.prefixes(["10.20.0.0/28"]) } }),
    code: "stack-peer-zone",
    says: ["users of web conferences", 'in "perimeter"'],
  },
  {
    title: "users of A/V inside",
    props: () => ({ avEdge: service(12), externalAv: { from: Peer.prefixes(["10.20.0.0/28"]) } }),
    code: "stack-peer-zone",
    says: ["users of A/V", 'in "perimeter"'],
  },
  {
    title: "an IPv6 partner where the interface has no IPv6",
    props: () => partners("2001:db8:f::/48"),
    code: "stack-ipv6-absent",
    says: ['"2001:db8:f::/48"', "the interface has no IPv6 address"],
  },

  // Peers that are none
  {
    title: "an empty list of partners",
    props: () => partners(),
    code: "stack-peer-empty",
    says: ["prefixes is []", "empty never means any"],
  },
  {
    title: "a text where a list of prefixes belongs",
    props: () => ({ federation: { partners: Peer.prefixes(wrongly("198.51.100.0/24")) } }),
    code: "stack-list-invalid",
    says: ['prefixes is "198.51.100.0/24"', "expected a list"],
  },
  {
    title: "no partners at all",
    props: () => ({ federation: wrongly({}) }),
    code: "stack-peer-invalid",
    says: ["cannot connect federated partners", "peer is missing"],
  },
  {
    title: "no public IM providers at all",
    props: () => ({ publicIm: wrongly({}) }),
    code: "stack-peer-invalid",
    says: ["cannot connect public IM providers", "peer is missing"],
  },
  {
    title: "a plain text as a partner",
    props: () => ({ federation: { partners: wrongly("198.51.100.0/24") } }),
    code: "stack-peer-invalid",
    says: ['peer is "198.51.100.0/24"', "write Peer.prefixes("],
  },
  {
    title: "a plain text as an internal server",
    props: () => ({ accessEdge: service(10, { internalServer: wrongly("10.30.1.5") }) }),
    code: "stack-peer-invalid",
    says: ["the internal server of the Access Edge Server", '"10.30.1.5"'],
  },
  {
    title: "a plain list as remote users",
    props: () => ({ remoteAccess: { from: wrongly(["198.51.100.0/24"]) } }),
    code: "stack-peer-invalid",
    says: ["remote users"],
  },
  {
    title: "a network as a partner",
    props: ({ network }) => ({ federation: { partners: wrongly(network) } }),
    code: "stack-peer-invalid",
    says: ["an object that is no Peer"],
  },
  {
    title: "something that is no role as a peer",
    props: ({ network }) => ({ federation: { partners: Peer.of(wrongly(network)) } }),
    code: "stack-peer-role-invalid",
    says: ["an object that is no role", "such as edge.accessEdge"],
  },
  {
    title: "a missing role as a peer",
    props: () => ({ federation: { partners: Peer.of(wrongly(undefined)) } }),
    code: "stack-peer-role-invalid",
    says: ["role is missing"],
  },
  {
    title: "a peer of the other cloud",
    props: ({ cloud }) => ({
      federation: {
        partners: cloud === "aws" ? AzurePeer.serviceTag("AzureMonitor") : AwsPeer.prefixList("pl-0example"),
      },
    }),
    code: "stack-peer-cloud",
    says: [/"(AzureMonitor|pl-0example)"/, "use prefixes for a deployment that serves both clouds"],
  },

  // Services and choices
  {
    title: "no service",
    props: () => ({ accessEdge: wrongly(undefined), federation: wrongly(undefined) }),
    code: "ocs-edge-empty",
    says: ["at least one service"],
  },
  {
    title: "a choice without its service",
    props: () => ({ externalAv: {} }),
    code: "ocs-role-missing",
    says: ["cannot open Audio/video conferencing with external users", "the A/V Edge Server", "features row 9"],
  },
  {
    title: "federation without the Access Edge",
    props: () => ({ ...WEB, accessEdge: wrongly(undefined) }),
    code: "ocs-role-missing",
    says: ["cannot open Federation", "the Access Edge Server", "features row 6"],
  },
  {
    title: "a choice that is only true",
    props: () => ({ remoteAccess: wrongly(true) }),
    code: "ocs-choice-invalid",
    says: ["cannot open Remote user access", "remoteAccess is true"],
  },
  {
    title: "a choice that is null",
    props: () => ({ remoteAccess: wrongly(null) }),
    code: "ocs-choice-invalid",
    says: ["remoteAccess is null"],
  },
  {
    title: "no network",
    props: () => ({ network: wrongly(undefined) }),
    code: "ocs-network-missing",
    says: ["network is missing", "an AwsNetwork or an AzureNetwork"],
  },
  ...(["accessEdge", "webConferencingEdge", "avEdge"] as const).map((prop): Mistake => {
    const row = { accessEdge: 1, webConferencingEdge: 2, avEdge: 3 }[prop];
    return {
      title: `${prop} without its corresponding internal server`,
      props: () => ({ [prop]: wrongly({ external: {}, internal: {} }) }),
      code: "ocs-internal-server-missing",
      says: [`${prop}.internalServer is missing`, `edge-servers row ${String(row)}`],
    };
  }),
  {
    title: "a service without its external interface",
    props: () => ({ accessEdge: wrongly({ internal: {}, internalServer: Peer.prefixes(["10.30.1.5"]) }) }),
    code: "ocs-interface-missing",
    says: ["accessEdge.external is missing"],
  },

  // Domains and names
  {
    title: "no SIP domain",
    props: () => ({ sipDomains: [] }),
    code: "ocs-sip-domains-empty",
    says: ["at least one SIP domain"],
  },
  {
    title: "missing SIP domains",
    props: () => ({ sipDomains: wrongly(undefined) }),
    code: "stack-list-invalid",
    says: ["sipDomains is missing", "expected a list"],
  },
  {
    title: "a SIP domain that is no list",
    props: () => ({ sipDomains: wrongly("example.com") }),
    code: "stack-list-invalid",
    says: ['sipDomains is "example.com"'],
  },
  {
    title: "a SIP domain twice, once in upper case with a final dot",
    props: () => ({ sipDomains: ["example.com", "EXAMPLE.com."] }),
    code: "ocs-sip-domain-twice",
    says: ['sipDomains is "example.com"', "name it once"],
  },
  {
    title: "a SIP domain with one label",
    props: () => ({ sipDomains: ["example"] }),
    code: "model-domain-invalid",
    says: ['"example"', "at least two labels"],
  },
  {
    title: "a SIP address for a SIP domain",
    props: () => ({ sipDomains: ["user@example.com"] }),
    code: "model-domain-invalid",
    says: ['"user@example.com"'],
  },
  {
    title: "white space around a SIP domain",
    props: () => ({ sipDomains: ["example.com "] }),
    code: "model-domain-invalid",
    says: ['"example.com "'],
  },
  {
    title: "a SIP domain in Unicode",
    props: () => ({ sipDomains: ["bücher.example.com"] }),
    code: "model-domain-invalid",
    says: ['write it in its ASCII form: "xn--bcher-kva.example.com"'],
  },
  {
    title: "an address for a SIP domain",
    props: () => ({ sipDomains: ["192.0.2.10"] }),
    code: "model-domain-invalid",
    says: ['"192.0.2.10"'],
  },
  {
    title: "a label of 64 octets",
    props: () => ({ sipDomains: [`${"a".repeat(64)}.example.com`] }),
    code: "model-domain-label-long",
    says: ["at most 63 octets"],
  },
  {
    title: "a host name with a label of 64 octets",
    props: () => external({ names: [`${"a".repeat(64)}.example.com`] }),
    code: "model-domain-label-long",
    says: ["accessEdge.external.names", "at most 63 octets"],
  },
  {
    title: "an address as a host name",
    props: () => external({ names: ["10.20.0.10"] }),
    code: "model-domain-invalid",
    says: ['accessEdge.external.names is "10.20.0.10"'],
  },
  {
    title: "host names that are no list",
    props: () => external({ names: wrongly("sip.example.com") }),
    code: "stack-list-invalid",
    says: ['accessEdge.external.names is "sip.example.com"'],
  },
  {
    title: "no host name for the SRV record",
    props: () => external({ names: [] }),
    code: "ocs-srv-target-missing",
    says: ["_sipfederationtls._tcp.example.com", 'add a name such as "sip.example.com"'],
  },
  {
    title: "a host name in another SIP domain than the SRV record's",
    props: () => ({ sipDomains: ["example.com", "sub.example.com"], ...external({ names: ["sip.sub.example.com"] }) }),
    code: "ocs-srv-target-missing",
    says: ["_sipfederationtls._tcp.example.com", "a name inside example.com"],
  },
  {
    title: "a public name in no DNS zone of the network",
    props: () => external({ names: ["sip.example.com", "sip.example.org"] }),
    code: "stack-dns-zone-unknown",
    says: ["public A record", '"sip.example.org"', "a name in example.com"],
  },
  {
    title: "an internal name where the network has no internal DNS zone",
    props: () => internal({ privateAddress: "10.20.0.138", names: ["edge.example.com"] }),
    code: "stack-dns-zone-unknown",
    says: ["internal A record", '"edge.example.com"', "an internal DNS zone"],
  },
  {
    title: "a SIP domain in no DNS zone of the network",
    props: () => ({ sipDomains: ["example.com", "example.net"] }),
    plan: { publicDomains: ["example.com"] },
    code: "ocs-srv-target-missing",
    says: ["_sipfederationtls._tcp.example.net"],
  },
  {
    title: "a name for an existing internal interface whose address is not stated",
    props: () => internal({ existingInterfaceId: "existing", names: ["edge.example.com"] }),
    plan: { internalDomains: ["example.com"] },
    code: "ocs-name-without-address",
    says: ["accessEdge.internal.names", "privateAddress beside existingInterfaceId"],
  },

  // Interfaces
  {
    title: "a name as a private address",
    props: () => external({ privateAddress: "edge.example.com" }),
    code: "net-address-invalid",
    says: ['privateAddress is "edge.example.com"', "addresses, not names"],
  },
  {
    title: "a prefix as a private address",
    props: () => external({ privateAddress: "10.20.0.10/32" }),
    code: "net-address-invalid",
    says: ["leave the prefix length out"],
  },
  {
    title: "an empty private address",
    props: () => external({ privateAddress: "" }),
    code: "net-address-invalid",
    says: ['privateAddress is ""'],
  },
  {
    title: "a private address with a leading zero",
    props: () => external({ privateAddress: "10.20.0.010" }),
    code: "net-address-invalid",
    says: ['"10.20.0.010"'],
  },
  {
    title: "a private address in another zone",
    props: () => external({ privateAddress: "10.30.0.10" }),
    code: "stack-address-outside-zone",
    says: ["Access Edge Server, external", '"10.30.0.10"', '10.20.0.0/24, the zone "perimeter"'],
  },
  {
    title: "a private address in no zone",
    props: () => external({ privateAddress: "192.0.2.10" }),
    code: "stack-address-outside-zone",
    says: ['"192.0.2.10"'],
  },
  {
    title: "one address for both interfaces",
    props: () => internal({ privateAddress: "10.20.0.10" }),
    code: "stack-address-taken",
    says: ['privateAddress is "10.20.0.10"', "Edge/AccessEdge/External has it"],
  },
  {
    title: "one external address for two services",
    props: () => ({ webConferencingEdge: service(10), externalWebConferencing: {} }),
    code: "ocs-external-address-shared",
    says: ["Access Edge Server and Web Conferencing Edge Server", '"10.20.0.10"', "TCP 443", "rows 13, 15, 16"],
  },
  {
    title: "one existing external interface for two services",
    props: () => ({
      ...external({ privateAddress: "10.20.0.10", existingInterfaceId: "existing", publicAddress: "203.0.113.10" }),
      webConferencingEdge: service(11, {
        external: { existingInterfaceId: "existing", publicAddress: "203.0.113.11" },
      }),
      externalWebConferencing: {},
    }),
    code: "ocs-external-address-shared",
    says: ['external.existingInterfaceId is "existing"'],
  },
  {
    title: "a shared internal interface in different words",
    props: () => ({
      ...internal({ existingInterfaceId: "existing", privateAddress: "10.20.0.138" }),
      avEdge: service(12, { internal: { existingInterfaceId: "existing" } }),
      externalAv: {},
    }),
    code: "ocs-interface-conflict",
    says: ["Access Edge Server and A/V Edge Server", "avEdge.internal", "the same interface as accessEdge.internal"],
  },
  {
    title: "one public address for two services",
    props: () => ({
      ...external({ publicAddress: "203.0.113.10" }),
      webConferencingEdge: service(11, { external: { privateAddress: "10.20.0.11", publicAddress: "203.0.113.10" } }),
      externalWebConferencing: {},
    }),
    code: "stack-address-taken",
    says: ['publicAddress is "203.0.113.10"', "Edge/AccessEdge/External has it"],
  },
  {
    title: "a name as a public address",
    props: () => external({ publicAddress: "sip.example.com" }),
    code: "net-address-invalid",
    says: ['publicAddress is "sip.example.com"'],
  },
  {
    title: "an IPv6 address as a public address",
    props: () => external({ publicAddress: "2001:db8::10" }),
    code: "stack-address-family",
    says: ['publicAddress is "2001:db8::10"', "give the IPv6 address as ipv6Address"],
  },
  {
    title: "an empty id of an existing interface",
    props: () => external({ existingInterfaceId: "", publicAddress: "203.0.113.10" }),
    code: "stack-interface-invalid",
    says: ['existingInterfaceId is ""'],
  },
  {
    title: "an IPv6 address where the zone has no IPv6 prefix",
    props: () => external({ ipv6Address: "2001:db8::10" }),
    code: "stack-ipv6-absent",
    says: ['ipv6Address is "2001:db8::10"', 'the zone "perimeter" has no IPv6 prefix'],
  },
  {
    title: "an IPv6 address that is known later where the zone has no IPv6 prefix",
    props: ({ stack }) => external({ ipv6Address: variable(stack).stringValue }),
    code: "stack-ipv6-absent",
    says: ['ipv6Address is "${var.given-later}"', 'the zone "perimeter" has no IPv6 prefix'],
  },
  {
    title: "an IPv4 address as the IPv6 address",
    props: () => external({ ipv6Address: "10.20.0.11" }),
    plan: { perimeter: ["10.20.0.0/24", "2001:db8:20::/64"] },
    code: "stack-address-outside-zone",
    says: ["an IPv6 address in 2001:db8:20::/64"],
  },
  {
    title: "an IPv6 address as the private address",
    props: () => external({ privateAddress: "2001:db8:20::10" }),
    plan: { perimeter: ["10.20.0.0/24", "2001:db8:20::/64"] },
    code: "stack-address-outside-zone",
    says: ["an IPv4 address in 10.20.0.0/24"],
  },

  // Values that are known only when Terraform runs
  {
    title: "a list of partners that is known later",
    props: ({ stack }) => ({ federation: { partners: Peer.prefixes(variable(stack).listValue) } }),
    code: "stack-list-unresolved",
    says: ["a list that is known only when Terraform runs", "a single member may be unresolved"],
  },
  {
    title: "a list of partners with a list that is known later in it",
    props: ({ stack }) => partners(...variable(stack).listValue, "198.51.100.0/24"),
    code: "stack-list-unresolved",
    says: ["a list that is known only when Terraform runs"],
  },
  {
    title: "a list of internal servers that is known later",
    props: ({ stack }) => ({
      accessEdge: service(10, { internalServer: Peer.prefixes(variable(stack).listValue) }),
    }),
    code: "stack-list-unresolved",
    says: ["the internal server of the Access Edge Server"],
  },
  {
    title: "SIP domains that are known later",
    props: ({ stack }) => ({ sipDomains: variable(stack).listValue }),
    code: "stack-list-unresolved",
    says: ["sipDomains"],
  },
  {
    title: "a SIP domain that is known later",
    props: ({ stack }) => ({ sipDomains: [variable(stack).stringValue] }),
    code: "stack-prop-unresolved",
    says: ["sipDomains is", "a value that is known only when Terraform runs"],
  },
  {
    title: "a SIP domain with an interpolation in it",
    props: () => ({ sipDomains: ["${var.company}.example.com"] }),
    code: "stack-prop-unresolved",
    says: ["sipDomains is"],
  },
  {
    title: "host names that are known later",
    props: ({ stack }) => external({ names: variable(stack).listValue }),
    code: "stack-list-unresolved",
    says: ["accessEdge.external.names"],
  },
  {
    title: "a host name that is known later",
    props: ({ stack }) => external({ names: [variable(stack).stringValue] }),
    code: "stack-prop-unresolved",
    says: ["accessEdge.external.names is", "DNS zones"],
  },
  {
    title: "one external address for two services, known later",
    props: ({ stack }) => {
      const later = variable(stack);
      return {
        ...external({ privateAddress: later.stringValue }),
        webConferencingEdge: service(11, { external: { privateAddress: later.stringValue } }),
        externalWebConferencing: {},
      };
    },
    code: "ocs-external-address-shared",
    says: ['"${var.given-later}"'],
  },
  {
    title: "one address for both interfaces, known later",
    props: ({ stack }) => {
      const later = variable(stack);
      return {
        accessEdge: service(10, {
          external: { privateAddress: later.stringValue, names: ["sip.example.com"] },
          internal: { privateAddress: later.stringValue },
        }),
      };
    },
    code: "stack-address-taken",
    says: ['privateAddress is "${var.given-later}"'],
  },
];

describe.each(CLOUDS)("an edge on %s", (cloud) => {
  it.each(MISTAKES)("refuses $title", ({ props, code, says, plan }) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, plan);
    // An edge that is right, so that what it opens must stay as it is.
    new EdgeServer(stack, "Right", {
      ...federatingEdge(network),
      accessEdge: service(90, { external: { privateAddress: "10.20.0.90", names: ["right.example.com"] } }),
    });
    const call = (): EdgeServer =>
      new EdgeServer(stack, "Edge", { ...federatingEdge(network), ...props({ network, stack, cloud }) });
    expectNothingOpened(stack, call, code, ...says);
  });

  it("refuses an address that another edge has", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    new EdgeServer(stack, "First", federatingEdge(network));
    expectNothingOpened(
      stack,
      () => new EdgeServer(stack, "Second", federatingEdge(network)),
      "stack-address-taken",
      'privateAddress is "10.20.0.10"',
      "First/AccessEdge/External has it",
    );
  });

  it("refuses an existing interface that another edge has, named by a value that is known later too", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const later = variable(stack);
    const edge = (last: number): EdgeServerProps =>
      federatingEdge(network, {
        accessEdge: service(last, {
          external: { privateAddress: `10.20.0.${String(last)}`, names: ["sip.example.com"] },
          internal: { existingInterfaceId: later.stringValue },
        }),
      });
    new EdgeServer(stack, "First", edge(10));
    expectNothingOpened(
      stack,
      () => new EdgeServer(stack, "Second", edge(20)),
      "stack-interface-taken",
      'existingInterfaceId is "${var.given-later}"',
      "First/AccessEdge/Internal has it",
      "place each existing interface once",
    );
  });

  it("refuses props that are none", () => {
    const stack = stackOn(cloud);
    for (const [index, props] of [undefined, null].entries()) {
      const call = (): unknown => new EdgeServer(stack, `Edge${String(index)}`, wrongly(props));
      expectNothingOpened(stack, call, "stack-description-missing", "cannot deploy the edge", "props is");
    }
  });

  it("refuses the use of a service that is not deployed", () => {
    const stack = stackOn(cloud);
    const edge = new EdgeServer(stack, "Edge", federatingEdge(networkOn(cloud, stack)));
    expectNothingOpened(stack, () => edge.avEdge, "ocs-role-not-deployed", "A/V Edge Server", "avEdge is missing");
    expectNothingOpened(
      stack,
      () => edge.webConferencingEdge,
      "ocs-role-not-deployed",
      "give it the prop webConferencingEdge",
    );
    const web = new EdgeServer(stack, "Web", {
      network: networkOn(cloud, stack, {}, "Other"),
      sipDomains: ["example.com"],
      ...WEB,
    });
    expectNothingOpened(stack, () => web.accessEdge, "ocs-role-not-deployed", "Access Edge Server");
  });
});

describe("an edge on an existing Azure interface", () => {
  it("refuses to give it a public address, and says so for an id that is known later too", () => {
    const stack = stackOn("azure");
    const network = networkOn("azure", stack);
    const edge = (id: string, existingInterfaceId: string): EdgeServer =>
      new EdgeServer(stack, id, { ...federatingEdge(network), ...external({ existingInterfaceId }) });
    expectNothingOpened(
      stack,
      () => edge("Literal", "/subscriptions/0/nic"),
      "azure-existing-interface-public-address",
      'existingInterfaceId is "/subscriptions/0/nic"',
      "its publicAddress beside it",
      "state the public address that the interface has",
    );
    expectNothingOpened(
      stack,
      () => edge("Later", variable(stack).stringValue),
      "azure-existing-interface-public-address",
      "${var.given-later}",
    );
  });
});
