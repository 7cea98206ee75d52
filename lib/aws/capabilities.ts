/** What security group rules can say, and the limits that they must keep. */
import type { RuleCapabilities } from "../compiler/permit";
import { TRANSPORTS } from "../net/transport";

/** One prefix and one port range per rule; ICMP by type and code; source ports and own addresses not at all. */
export const AWS_CAPABILITIES: RuleCapabilities = {
  severalPerRule: false,
  sourcePorts: false,
  icmpMessages: true,
  localAddresses: false,
  transports: TRANSPORTS,
};

/**
 * Rules of a security group per direction and address family, by default; AWS raises it on request.
 * Source: Amazon VPC quotas, https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const RULES_PER_DIRECTION_AND_FAMILY = 60;

/** Rules times security groups of a network interface, at the most. Source: as above. */
export const LARGEST_RULE_QUOTA = 1000;

/** Elastic IP addresses of a region, by default; AWS raises it on request. Source: as above. */
export const ELASTIC_IP_ADDRESSES = 5;

/** The longest description that EC2 takes, of a group or a rule. */
export const LONGEST_DESCRIPTION = 255;

/**
 * Listeners of a Network Load Balancer; AWS does not raise it.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
 */
export const LISTENERS_PER_BALANCER = 50;

/** The longest name of a load balancer. */
export const LONGEST_BALANCER_NAME = 32;

/** How long a TCP connection through a balancer may be idle: as long as Azure's longest; AWS takes 60 to 6,000 s. */
export const TCP_IDLE_SECONDS = 1800;

/**
 * Addresses of a resolver endpoint: the fewest and the most.
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html, and two at least by
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html
 */
export const ENDPOINT_ADDRESSES = { fewest: 2, most: 6 } as const;

/** Target addresses of a resolver rule. Source: the quotas of Route 53, as above. */
export const SERVERS_PER_RULE = 6;

/** Resolver rules of an account in a Region, by default; AWS raises it on request. Source: as above. */
export const RESOLVER_RULES = 1000;

/**
 * Prefixes that one transit gateway announces over a Direct Connect gateway, IPv4 and IPv6 together.
 * Source: https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html
 */
export const ALLOWED_PREFIXES_OF_TRANSIT_GATEWAY = 200;
