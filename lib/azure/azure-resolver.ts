/** Conditional forwarding on Azure, and the endpoint for questions from on premises. */
import { PrivateDnsResolver } from "@cdktf/provider-azurerm/lib/private-dns-resolver";
import { PrivateDnsResolverDnsForwardingRuleset } from "@cdktf/provider-azurerm/lib/private-dns-resolver-dns-forwarding-ruleset";
import { PrivateDnsResolverForwardingRule } from "@cdktf/provider-azurerm/lib/private-dns-resolver-forwarding-rule";
import { PrivateDnsResolverInboundEndpoint } from "@cdktf/provider-azurerm/lib/private-dns-resolver-inbound-endpoint";
import { PrivateDnsResolverOutboundEndpoint } from "@cdktf/provider-azurerm/lib/private-dns-resolver-outbound-endpoint";
import { PrivateDnsResolverVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-resolver-virtual-network-link";
import { Construct } from "constructs";
import { checksum, keyText } from "../compiler/rule-key";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "../stack/declaration";
import type { Forwarder, ForwarderWriter } from "../stack/forwarders";
import { physicalName, stackPath } from "../stack/paths";
import { DNS_PORT } from "../stack/resolver-flows";
import { isUnresolved, resolvedText } from "../stack/unresolved";
import type { AzureNetwork, AzureSubnet } from "./azure-network";
import {
  DOMAIN_LABELS,
  LONGEST_NAME,
  RESOLVER_SUBNET_LENGTHS,
  RULES_PER_RULESET,
  SERVERS_PER_RULE,
} from "./capabilities";

/**
 * A subnet that is delegated to `Microsoft.Network/dnsResolvers` and holds one endpoint and nothing else. The library makes
 * no network security group for it: put one on the subnet if its traffic is to be filtered.
 */
export interface AzureResolverSubnet extends AzureSubnet {
  /**
   * The subnet's prefix, /28 to /24, to have it checked.
   *
   * @default - it is not checked
   */
  readonly prefix?: string;
}

/** The endpoint that asks for the domains that are forwarded. */
export interface AzureForwarding {
  /** The resource id of the virtual network that the resolver is in, and whose machines use the forwarders. */
  readonly virtualNetworkId: string;
  /** The endpoint's own subnet. It needs the routes to the name servers. */
  readonly outboundSubnet: AzureResolverSubnet;
}

/** The endpoint that phones and name servers on premises ask. Who may ask is not filtered by what is made here. */
export interface AzureInboundEndpoint {
  /** The resource id of the virtual network that the resolver is in. */
  readonly virtualNetworkId: string;
  /** The endpoint's own subnet. */
  readonly subnet: AzureResolverSubnet;
  /**
   * The endpoint's address in the subnet.
   *
   * @default - Azure picks one
   */
  readonly privateAddress?: string;
}

/** The Private Resolver of a network: made with the first endpoint, and shared by both. */
export class AzureResolver {
  private made: { readonly scope: Construct; readonly resolver: PrivateDnsResolver } | undefined;

  constructor(
    private readonly network: AzureNetwork,
    private readonly virtualNetworkId: string,
  ) {}

  /** Where resources of the resolver live. */
  get scope(): Construct {
    return this.here().scope;
  }

  /** The resolver's resource id. */
  get id(): string {
    return this.here().resolver.id;
  }

  private here(): { readonly scope: Construct; readonly resolver: PrivateDnsResolver } {
    if (this.made !== undefined) return this.made;
    const { network, virtualNetworkId } = this;
    const scope = new Construct(network, "Resolver");
    const resolver = new PrivateDnsResolver(scope, "Resolver", {
      name: physicalName(scope, LONGEST_NAME),
      resourceGroupName: network.resourceGroupName,
      location: network.location,
      virtualNetworkId,
    });
    Declaration.of(network).addFinding({
      code: "azure-resolver-unfiltered",
      severity: "note",
      what: "no network security group is made for the resolver's subnets",
      where: stackPath(network),
      why: "which name servers the resolver asks is decided by its rules; who asks it, only by the groups and routes of the subnets",
      todo: "put a network security group on the resolver's subnets if more is to be closed",
      facts: [],
    });
    return (this.made = { scope, resolver });
  }
}

/** Makes an outbound endpoint with a linked ruleset with the first forwarder, and a rule for each domain. */
export class AzureForwarders implements ForwarderWriter {
  readonly limits = { servers: SERVERS_PER_RULE, domains: RULES_PER_RULESET };
  readonly zoneWins = true;
  readonly endpoint = undefined;
  private readonly rules = new Map<string, PrivateDnsResolverForwardingRule>();
  private ruleset: PrivateDnsResolverDnsForwardingRuleset | undefined;

  constructor(
    private readonly network: AzureNetwork,
    private readonly resolver: AzureResolver,
    private readonly forwarding: AzureForwarding,
  ) {}

  /** Refuses a domain with more labels than rules take. */
  requireDomain(domain: string, path: string): void {
    if (domain.split(".").length <= DOMAIN_LABELS) return;
    throw new UcEdgeError({
      code: "azure-forwarder-domain-deep",
      what: "cannot forward a domain",
      prop: "domain",
      value: domain,
      expected: `a domain of at most ${String(DOMAIN_LABELS)} labels`,
      todo: "forward a domain above it",
      path,
    });
  }

  /** Makes the rule of a domain, or gives it other servers. */
  write({ domain, servers }: Forwarder): { path: string; resource: string } {
    const targetDnsServers = servers.map((ipAddress) => ({ ipAddress, port: DNS_PORT }));
    const known = this.rules.get(domain);
    const rule = known ?? this.makeRule(domain, targetDnsServers);
    if (known !== undefined) rule.putTargetDnsServers(targetDnsServers);
    return {
      path: stackPath(rule.node.scope ?? rule),
      resource: `azurerm_private_dns_resolver_forwarding_rule.${rule.friendlyUniqueId}`,
    };
  }

  private makeRule(
    domain: string,
    targetDnsServers: { ipAddress: string; port: number }[],
  ): PrivateDnsResolverForwardingRule {
    this.ruleset ??= this.makeRuleset();
    const rule = new PrivateDnsResolverForwardingRule(
      new Construct(this.resolver.scope, keyText(`Forward-${domain}`)),
      "Rule",
      {
        name: ruleName(domain),
        dnsForwardingRulesetId: this.ruleset.id,
        domainName: `${domain}.`,
        enabled: true,
        targetDnsServers,
      },
    );
    this.rules.set(domain, rule);
    return rule;
  }

  private makeRuleset(): PrivateDnsResolverDnsForwardingRuleset {
    const { network, resolver, forwarding } = this;
    const scope = new Construct(resolver.scope, "Outbound");
    const name = physicalName(scope, LONGEST_NAME);
    const { location, resourceGroupName } = network;
    const endpoint = new PrivateDnsResolverOutboundEndpoint(scope, "Endpoint", {
      name,
      location,
      privateDnsResolverId: resolver.id,
      subnetId: forwarding.outboundSubnet.subnetId,
    });
    const ruleset = new PrivateDnsResolverDnsForwardingRuleset(scope, "Ruleset", {
      name,
      location,
      resourceGroupName,
      privateDnsResolverOutboundEndpointIds: [endpoint.id],
    });
    new PrivateDnsResolverVirtualNetworkLink(scope, "Link", {
      name,
      dnsForwardingRulesetId: ruleset.id,
      virtualNetworkId: forwarding.virtualNetworkId,
    });
    return ruleset;
  }
}

/** Makes the endpoint for questions from on premises; returns its addresses. */
export function makeInboundEndpoint(
  network: AzureNetwork,
  resolver: AzureResolver,
  { subnet, privateAddress }: AzureInboundEndpoint,
): readonly string[] {
  const scope = new Construct(resolver.scope, "Inbound");
  const endpoint = new PrivateDnsResolverInboundEndpoint(scope, "Endpoint", {
    name: physicalName(scope, LONGEST_NAME),
    location: network.location,
    privateDnsResolverId: resolver.id,
    ipConfigurations: {
      subnetId: subnet.subnetId,
      ...(privateAddress === undefined
        ? { privateIpAllocationMethod: "Dynamic" }
        : { privateIpAllocationMethod: "Static", privateIpAddress: privateAddress }),
    },
  });
  return [privateAddress ?? endpoint.ipConfigurations.privateIpAddress];
}

/**
 * Checks what is said of the resolver's virtual network and subnets, and takes the address that is given.
 *
 * @throws {@link UcEdgeError} `azure-virtual-networks-differ`, `azure-resolver-subnet-shared`,
 *   `azure-resolver-subnet-size`, `azure-resolver-subnet-foreign`, `stack-address-*`, `net-prefix-*`.
 */
export function requireResolver(
  network: AzureNetwork,
  forwarding: AzureForwarding | undefined,
  inbound: AzureInboundEndpoint | undefined,
): void {
  const path = network.node.path;
  const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what: "cannot place the resolver", prop, value, expected, todo, path });
  if (forwarding !== undefined) requireSubnet(network, forwarding.outboundSubnet, "dns.forwarding.outboundSubnet");
  if (inbound === undefined) return;
  requireSubnet(network, inbound.subnet, "dns.inboundEndpoint.subnet");
  const text = (value: string): string => resolvedText(network, value).toLowerCase();
  if (forwarding !== undefined && text(forwarding.virtualNetworkId) !== text(inbound.virtualNetworkId)) {
    throw fault(
      "azure-virtual-networks-differ",
      "dns.inboundEndpoint.virtualNetworkId",
      resolvedText(network, inbound.virtualNetworkId),
      "the virtual network of dns.forwarding, as both endpoints belong to one resolver",
      "give both the same virtual network",
    );
  }
  if (forwarding !== undefined && text(forwarding.outboundSubnet.subnetId) === text(inbound.subnet.subnetId)) {
    throw fault(
      "azure-resolver-subnet-shared",
      "dns.inboundEndpoint.subnet",
      resolvedText(network, inbound.subnet.subnetId),
      "a subnet that no other endpoint is in",
      "give each endpoint a subnet of its own",
    );
  }
  network.takeAddresses(
    inbound.privateAddress === undefined ? [] : [inbound.privateAddress],
    "the inbound endpoint",
    path,
  );
}

function requireSubnet(network: AzureNetwork, { prefix: text }: AzureResolverSubnet, prop: string): void {
  if (text === undefined || isUnresolved(text)) return;
  const by = { what: "cannot place the resolver", prop: `${prop}.prefix`, path: network.node.path };
  const prefix = IpPrefix.parse(text, by);
  const { widest, narrowest } = RESOLVER_SUBNET_LENGTHS;
  if (prefix.family === "ipv6" || prefix.length < widest || prefix.length > narrowest) {
    throw new UcEdgeError({
      ...by,
      code: "azure-resolver-subnet-size",
      value: text,
      expected: `an IPv4 prefix of /${String(narrowest)} to /${String(widest)}`,
      todo: "give the endpoint a subnet of that size",
    });
  }
  const zone = network.zones.zoneOf(prefix);
  if (zone === "perimeter" || zone === "internal") return;
  throw new UcEdgeError({
    ...by,
    code: "azure-resolver-subnet-foreign",
    value: text,
    expected: 'a prefix that lies in the zone "perimeter" or "internal"',
    todo: "correct the prefix, or the zone's prefixes",
  });
}

/** Begins with a letter, and holds letters, digits, dashes and underscores only. Two domains never have one name. */
function ruleName(domain: string): string {
  const sum = checksum(domain);
  return `to-${domain.replace(/[^a-z0-9-]/g, "-").slice(0, LONGEST_NAME - sum.length - 4)}-${sum}`;
}
