/** Conditional forwarding on AWS, and the endpoint for questions from on premises. */
import { Route53ResolverRule } from "@cdktf/provider-aws/lib/route53-resolver-rule";
import { Route53ResolverRuleAssociation } from "@cdktf/provider-aws/lib/route53-resolver-rule-association";
import { Construct } from "constructs";
import { keyText } from "../compiler/rule-key";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Forwarder, ForwarderWriter } from "../stack/forwarders";
import { physicalName, stackPath } from "../stack/paths";
import { DNS_PORT, ResolverFlows } from "../stack/resolver-flows";
import { requireKnown, requireKnownList } from "../stack/unresolved";
import type { AwsNetwork } from "./aws-network";
import { AwsResolverEndpoint, type AwsResolverSubnet, LONGEST_RESOLVER_NAME } from "./aws-resolver-endpoint";
import { SERVERS_PER_RULE } from "./capabilities";

/** The endpoint that asks for the domains that are forwarded. */
export interface AwsForwarding {
  /**
   * The subnets of the endpoint's addresses, one address in each: two to six, in two availability zones or more. Their route
   * tables need the routes to the name servers.
   */
  readonly subnets: readonly AwsResolverSubnet[];
}

/** The endpoint that phones and name servers on premises ask. */
export interface AwsInboundEndpoint {
  /** The subnets of the endpoint's addresses, one address in each: two to six, in two availability zones or more. */
  readonly subnets: readonly AwsResolverSubnet[];
  /** Who may ask, over UDP and TCP 53: prefixes in a zone of the network. */
  readonly from: readonly string[];
}

/** Makes a Resolver outbound endpoint with the first forwarder, and a rule with its association for each domain. */
export class AwsForwarders implements ForwarderWriter {
  readonly limits: ForwarderWriter["limits"];
  readonly zoneWins = false;
  private readonly rules = new Map<string, Route53ResolverRule>();
  private made: AwsResolverEndpoint | undefined;

  constructor(
    private readonly network: AwsNetwork,
    private readonly subnets: readonly AwsResolverSubnet[],
    domains: number,
  ) {
    this.limits = { servers: SERVERS_PER_RULE, domains };
  }

  /** The endpoint, once there is a forwarder. */
  get endpoint(): AwsResolverEndpoint | undefined {
    return this.made;
  }

  /** Every domain name is one that rules take. */
  requireDomain(): void {
    // Nothing is refused.
  }

  /** Makes the rule of a domain, or gives it other servers. */
  write({ domain, servers }: Forwarder): { path: string; resource: string } {
    const target = servers.map((ip) => ({ ip, port: DNS_PORT }));
    const rule = this.rules.get(domain) ?? this.makeRule(domain);
    rule.putTargetIp(target);
    return {
      path: rule.node.scope === undefined ? domain : stackPath(rule.node.scope),
      resource: `aws_route53_resolver_rule.${rule.friendlyUniqueId}`,
    };
  }

  private makeRule(domain: string): Route53ResolverRule {
    const { network } = this;
    this.made ??= new AwsResolverEndpoint(network.resolverHere(), "Outbound", network, {
      direction: "OUTBOUND",
      title: "Resolver endpoint, outbound",
      subnets: this.subnets,
    });
    const scope = new Construct(network.resolverHere(), keyText(`Forward-${domain}`));
    const rule = new Route53ResolverRule(scope, "Rule", {
      domainName: domain,
      name: physicalName(scope, LONGEST_RESOLVER_NAME),
      ruleType: "FORWARD",
      resolverEndpointId: this.made.endpointId,
    });
    new Route53ResolverRuleAssociation(scope, "Association", { resolverRuleId: rule.id, vpcId: network.vpcId });
    this.rules.set(domain, rule);
    return rule;
  }
}

/** Makes the endpoint for questions from on premises; returns its addresses. */
export function makeInboundEndpoint(
  network: AwsNetwork,
  subnets: readonly AwsResolverSubnet[],
  prefixes: readonly IpPrefix[],
): readonly string[] {
  const endpoint = new AwsResolverEndpoint(network.resolverHere(), "Inbound", network, {
    direction: "INBOUND",
    title: "Resolver endpoint, inbound",
    subnets,
  });
  new ResolverFlows(endpoint, "dns-resolver").permit("ingress", "name resolution for on premises", prefixes);
  return endpoint.privateAddresses;
}

/**
 * Reads who may ask the endpoint for questions from on premises.
 *
 * @throws {@link UcEdgeError} `aws-inbound-endpoint-peer`, `stack-list-*`, `stack-prop-unresolved`, `net-prefix-*`.
 */
export function readAskingPrefixes(network: AwsNetwork, from: readonly string[]): IpPrefix[] {
  const by = { what: "cannot answer on premises", prop: "dns.inboundEndpoint.from", path: network.node.path };
  requireKnownList(from, by.what, by.prop, by.path);
  const wrong = (value: unknown): UcEdgeError =>
    new UcEdgeError({
      ...by,
      code: "aws-inbound-endpoint-peer",
      value,
      expected: "IPv4 prefixes that lie in a zone of the network, at least one",
      todo: "name who asks from on premises or from a partner; the endpoint has no public address",
    });
  if (from.length === 0) throw wrong(from);
  return from.map((text) => {
    requireKnown(text, by, "the zone that it lies in decides whether it can ask");
    const prefix = IpPrefix.parse(text, by);
    const zone = network.zones.zoneOf(prefix);
    if (prefix.family === "ipv6" || zone === undefined || zone === "internet") throw wrong(text);
    return prefix;
  });
}
