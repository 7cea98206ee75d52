/** What tired engineers give a reverse proxy: each mistake is one clear error, and nothing is open afterwards. */
import { Fn, type TerraformStack, TerraformVariable } from "cdktf";
import { AwsPeer } from "../../lib/aws/aws-peer";
import { AzurePeer } from "../../lib/azure/azure-peer";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { ReverseProxy } from "../../lib/systems/ocs/reverse-proxy";
import type { ReverseProxyProps } from "../../lib/systems/ocs/reverse-proxy-props";
import type { ManagedProxyProps } from "../../lib/systems/proxy/proxy-props";
import { expectFault, expectNothingOpened } from "../support/faults";
import { declared } from "../support/rules";
import { CLOUDS, type Cloud, federatingEdge, networkOn, type NetworkPlan, stackOn } from "../support/stacks";

const HOSTS = {
  external: { privateAddress: "10.20.0.13" },
  internal: { privateAddress: "10.20.0.141" },
};
const CERTIFICATE = { arn: "arn:certificate", keyVaultSecretId: "secret", identityId: "identity" };
const MANAGED: ManagedProxyProps = { certificate: CERTIFICATE, rootCertificate: { data: "cm9vdA==" } };
const PLAN: NetworkPlan = {
  balancerZones: ["eu-central-1a", "eu-central-1b"],
  gateway: "10.20.0.192/26",
};

/** A value of a type that only plain JavaScript lets through. */
function wrongly(value: unknown): never {
  return value as never;
}

interface Mistake {
  readonly title: string;
  readonly props: (given: { stack: TerraformStack; cloud: Cloud }) => Partial<ReverseProxyProps>;
  readonly code: string;
  readonly says: readonly (string | RegExp)[];
  readonly clouds?: readonly Cloud[];
  readonly plan?: NetworkPlan;
}

function managed(more: Partial<ManagedProxyProps>): () => Partial<ReverseProxyProps> {
  return () => ({ managed: { ...MANAGED, ...more } });
}

const HOSTS_MISTAKES: readonly Mistake[] = [
  {
    title: "neither hosts nor a managed proxy",
    props: () => ({}),
    code: "ocs-proxy-kind",
    says: ["hosts, managed is missing", "exactly one of the two"],
  },
  {
    title: "both hosts and a managed proxy",
    props: () => ({ hosts: HOSTS, managed: MANAGED }),
    code: "ocs-proxy-kind",
    says: ["exactly one of the two"],
  },
  {
    title: "true for a managed proxy",
    props: () => ({ managed: wrongly(true) }),
    code: "ocs-proxy-kind",
    says: ["described by an object"],
  },
  {
    title: "no network",
    props: () => ({ hosts: HOSTS, network: wrongly(undefined) }),
    code: "ocs-network-missing",
    says: ["network is missing", "say where the reverse proxy is placed"],
  },
  {
    title: "no Web Components",
    props: () => ({ hosts: HOSTS, webComponents: wrongly(undefined) }),
    code: "ocs-web-components-missing",
    says: ["Web server (IIS) (ocs-2007 edge-servers row 4)"],
  },
  {
    title: "Web Components outside the network",
    props: () => ({ hosts: HOSTS, webComponents: Peer.prefixes(["203.0.113.10"]) }),
    code: "stack-peer-zone",
    says: ["Web Components", '"internal"'],
  },
  {
    title: "the internet as Web Components",
    props: () => ({ hosts: HOSTS, webComponents: Peer.internet() }),
    code: "stack-peer-zone",
    says: ['in the zone "internal"'],
  },
  {
    title: "users inside",
    props: () => ({ hosts: HOSTS, from: Peer.prefixes(["10.30.1.0/24"]) }),
    code: "stack-peer-zone",
    says: ["users of the reverse proxy"],
  },
  {
    title: "no names",
    props: () => ({ hosts: HOSTS, names: [] }),
    code: "ocs-proxy-names-empty",
    says: ["at least one name"],
  },
  {
    title: "a name twice, in another spelling",
    props: () => ({ hosts: HOSTS, names: ["abs.example.com", "ABS.example.com."] }),
    code: "ocs-proxy-name-twice",
    says: ['names is "abs.example.com"', "each name once"],
  },
  {
    title: "a name at the proxy and at its interface",
    props: () => ({ hosts: { ...HOSTS, external: { ...HOSTS.external, names: ["abs.example.com"] } } }),
    code: "ocs-proxy-name-twice",
    says: ["each name once"],
  },
  {
    title: "a name outside the DNS zones",
    props: () => ({ hosts: HOSTS, names: ["abs.example.net"] }),
    code: "stack-dns-zone-unknown",
    says: ['name is "abs.example.net"', "a name in example.com"],
  },
  {
    title: "a name that is known only later",
    props: ({ stack }) => ({ hosts: HOSTS, names: [new TerraformVariable(stack, "name", {}).stringValue] }),
    code: "stack-prop-unresolved",
    says: ["names", "matched with DNS zones"],
  },
  {
    title: "names that are known only later",
    props: () => ({ hosts: HOSTS, names: Fn.split(",", "${var.names}") }),
    code: "stack-list-unresolved",
    says: ["names"],
  },
  {
    title: "hosts without an internal interface",
    props: () => ({ hosts: wrongly({ external: {} }) }),
    code: "ocs-interface-missing",
    says: ["hosts.internal is missing"],
  },
  {
    title: "an interface shared with nobody",
    props: () => ({ hosts: { ...HOSTS, internal: { ...HOSTS.internal, sharedInterface: "edge" } } }),
    code: "ocs-proxy-interface-shared",
    says: ['hosts.internal.sharedInterface is "edge"'],
  },
  {
    title: "an internal name without an address",
    props: () => ({
      hosts: {
        external: { ...HOSTS.external, publicAddress: "203.0.113.9" },
        internal: { existingInterfaceId: "eni-1", names: ["proxy.corp.example.com"] },
      },
    }),
    code: "ocs-name-without-address",
    says: ["hosts.internal.names"],
    plan: { internalDomains: ["corp.example.com"] },
  },
];

const MANAGED_MISTAKES: readonly Mistake[] = [
  {
    title: "a range of Web Components",
    props: () => ({ managed: MANAGED, webComponents: Peer.prefixes(["10.30.1.4", "10.30.2.0/28"]) }),
    code: "stack-proxy-member-range",
    says: ['prefixes is "10.30.2.0/28"', "single addresses", "list the address of each server"],
  },
  {
    title: "Web Components over IPv6",
    props: () => ({ managed: MANAGED, webComponents: Peer.prefixes(["2001:db8::4"]) }),
    code: "stack-address-family",
    says: ["IPv4 addresses"],
    plan: { ...PLAN, internal: ["10.30.0.0/16", "2001:db8::/32"] },
  },
  {
    title: "Web Components without addresses",
    props: ({ cloud }) => ({
      managed: MANAGED,
      webComponents: cloud === "aws" ? AwsPeer.prefixList("pl-1") : AzurePeer.serviceTag("AzureMonitor"),
    }),
    code: "stack-proxy-member-unknown",
    says: ["a proxy must name what it passes requests on to"],
  },
  {
    title: "no certificate",
    props: managed({ certificate: wrongly(undefined) }),
    code: "ocs-certificate-missing",
    says: ["managed.certificate is missing"],
  },
  {
    title: "a certificate for another name",
    props: managed({ certificate: { ...CERTIFICATE, names: ["www.example.com"] } }),
    code: "ocs-certificate-name-missing",
    says: ["abs.example.com is not in it"],
  },
  {
    title: "a wildcard for one label more",
    props: () => ({
      names: ["abs.corp.example.com"],
      managed: { ...MANAGED, certificate: { ...CERTIFICATE, names: ["*.example.com", "example.com"] } },
    }),
    code: "ocs-certificate-name-missing",
    says: ["abs.corp.example.com is not in it"],
  },
  {
    title: "a wildcard for the domain itself",
    props: () => ({
      names: ["example.com"],
      managed: { ...MANAGED, certificate: { ...CERTIFICATE, names: ["*.example.com"] } },
    }),
    code: "ocs-certificate-name-missing",
    says: ["example.com is not in it"],
  },
  {
    title: "no names in a certificate",
    props: managed({ certificate: { ...CERTIFICATE, names: [] } }),
    code: "ocs-certificate-name-missing",
    says: ["abs.example.com is not in it"],
  },
  {
    title: "a wildcard in the middle",
    props: managed({ certificate: { ...CERTIFICATE, names: ["abs.*.com"] } }),
    code: "model-domain-invalid",
    says: ["managed.certificate.names"],
  },
  {
    title: "a health path without its slash",
    props: managed({ healthPath: "abs" }),
    code: "ocs-health-path-invalid",
    says: ['managed.healthPath is "abs"'],
  },
  {
    title: "status codes of failures",
    props: managed({ healthStatusCodes: "200-599" }),
    code: "ocs-health-codes-invalid",
    says: ["200-499"],
  },
  {
    title: "a host name that is none",
    props: managed({ hostName: "web farm" }),
    code: "model-domain-invalid",
    says: ["managed.hostName"],
  },
  {
    title: "no balancer subnets",
    props: managed({}),
    code: "aws-balancer-subnets-missing",
    says: ["two availability zones at least", "so that it outlives one of them"],
    clouds: ["aws"],
    plan: {},
  },
  {
    title: "one zone where two are needed",
    props: managed({}),
    code: "aws-balancer-subnets-missing",
    says: ["two availability zones at least"],
    clouds: ["aws"],
    plan: { balancerZones: ["eu-central-1a"] },
  },
  {
    title: "two subnets of one zone",
    props: managed({}),
    code: "aws-balancer-zones-same",
    says: ['is "eu-central-1a"', "each availability zone once"],
    clouds: ["aws"],
    plan: { balancerZones: ["eu-central-1a", "eu-central-1b", "eu-central-1a"] },
  },
  {
    title: "the certificate of the other cloud",
    props: managed({ certificate: { keyVaultSecretId: "secret", identityId: "identity" } }),
    code: "aws-certificate-missing",
    says: ["certificate.arn is missing"],
    clouds: ["aws"],
  },
  {
    title: "the certificate of the other cloud",
    props: managed({ certificate: { arn: "arn:certificate" } }),
    code: "azure-certificate-missing",
    says: ["certificate.keyVaultSecretId is missing"],
    clouds: ["azure"],
  },
  {
    title: "nobody who may read the certificate",
    props: managed({ certificate: { keyVaultSecretId: "secret" } }),
    code: "azure-certificate-missing",
    says: ["certificate.identityId is missing", "let it read the secret"],
    clouds: ["azure"],
  },
  {
    title: "the policy of the other cloud",
    props: managed({ tlsPolicy: "AppGwSslPolicy20220101" }),
    code: "aws-tls-policy-invalid",
    says: ["ELBSecurityPolicy-"],
    clouds: ["aws"],
  },
  {
    title: "a policy that is gone",
    props: managed({ tlsPolicy: "AppGwSslPolicy20150501" }),
    code: "azure-tls-policy-invalid",
    says: ["AppGwSslPolicy20220101"],
    clouds: ["azure"],
  },
  {
    title: "no gateway subnet",
    props: managed({}),
    code: "azure-gateway-subnet-missing",
    says: ["a subnet of its own for the Application Gateway"],
    clouds: ["azure"],
    plan: {},
  },
  {
    title: "no root certificate",
    props: () => ({ managed: { certificate: CERTIFICATE } }),
    code: "azure-root-certificate-missing",
    says: ["a member whose certificate it cannot verify", "publicAuthority: true"],
    clouds: ["azure"],
  },
  {
    title: "a root certificate in two places",
    props: managed({ rootCertificate: { data: "cm9vdA==", keyVaultSecretId: "root" } }),
    code: "azure-root-certificate-invalid",
    says: ["give exactly one of the three"],
    clouds: ["azure"],
  },
  {
    title: "an empty root certificate",
    props: managed({ rootCertificate: {} }),
    code: "azure-root-certificate-invalid",
    says: ["either a root certificate"],
    clouds: ["azure"],
  },
  {
    title: "a root certificate and a public authority",
    props: managed({ publicAuthority: true }),
    code: "azure-root-certificate-invalid",
    says: ["publicAuthority is true"],
    clouds: ["azure"],
  },
];

describe.each(CLOUDS)("a reverse proxy on %s refuses", (cloud) => {
  const mistakes = [...HOSTS_MISTAKES, ...MANAGED_MISTAKES].filter(({ clouds }) => clouds?.includes(cloud) ?? true);
  it.each(mistakes)("$title", ({ props, code, says, plan }) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, plan ?? PLAN);
    const more = props({ stack, cloud });
    const all = { network, names: ["abs.example.com"], webComponents: Peer.prefixes(["10.30.1.4"]), ...more };
    expectNothingOpened(stack, () => new ReverseProxy(stack, "Proxy", all), code, ...says);
    expect(declared(stack, "finding")).toEqual([]);
  });

  it("an external address that an edge service has: all listen on 443", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    new EdgeServer(stack, "Edge", federatingEdge(network));
    const props = { network, names: ["abs.example.com"], webComponents: Peer.prefixes(["10.30.1.4"]) };
    const hosts = { ...HOSTS, external: { privateAddress: "10.20.0.10" } };
    expectNothingOpened(
      stack,
      () => new ReverseProxy(stack, "Proxy", { ...props, hosts }),
      "stack-address-taken",
      "Edge/AccessEdge/External has it",
    );
  });

  it("the name of an edge service for a managed proxy", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, PLAN);
    new EdgeServer(stack, "Edge", federatingEdge(network));
    const props = {
      network,
      names: ["sip.example.com"],
      webComponents: Peer.prefixes(["10.30.1.4"]),
      managed: MANAGED,
    };
    expectNothingOpened(stack, () => new ReverseProxy(stack, "Proxy", props), "stack-record-taken", "sip.example.com");
  });
});

it("on AWS, nothing else takes the name that follows a load balancer", () => {
  const stack = stackOn("aws");
  const network = networkOn("aws", stack, PLAN);
  const props = { network, names: ["sip.example.com"], webComponents: Peer.prefixes(["10.30.1.4"]), managed: MANAGED };
  new ReverseProxy(stack, "Proxy", props);
  expectNothingOpened(
    stack,
    () => new EdgeServer(stack, "Edge", federatingEdge(network)),
    "stack-record-taken",
    "sip.example.com",
  );
});

it("on Azure, a second proxy needs another gateway subnet", () => {
  const stack = stackOn("azure");
  const network = networkOn("azure", stack, PLAN);
  const proxy = (id: string): ReverseProxy =>
    new ReverseProxy(stack, id, {
      network,
      names: [`${id.toLowerCase()}.example.com`],
      webComponents: Peer.prefixes(["10.30.1.4"]),
      managed: MANAGED,
    });
  proxy("First");
  expectNothingOpened(stack, () => proxy("Second"), "azure-gateway-subnet-taken", "First/ReverseProxy/Front");
});

describe("a network on Azure refuses a gateway subnet", () => {
  it.each<[string, NetworkPlan, string]>([
    ["outside the perimeter", { gateway: "10.30.5.0/24" }, "azure-gateway-subnet-outside"],
    [
      "over IPv6",
      { gateway: "2001:db8::/64", perimeter: ["10.20.0.0/24", "2001:db8::/48"] },
      "azure-gateway-subnet-outside",
    ],
    ["with host bits", { gateway: "10.20.0.193/26" }, "net-prefix-host-bits"],
  ])("%s", (_, plan, code) => {
    expectFault(() => networkOn("azure", stackOn("azure"), plan), code, "perimeter.gatewaySubnet.prefix");
  });

  it("that has interfaces in it", () => {
    expectFault(
      () => networkOn("azure", stackOn("azure"), { gateway: "10.20.0.192/26", gatewaySubnetId: "external" }),
      "azure-gateway-subnet-shared",
      "a subnet with nothing else in it",
    );
  });
});
