/** What security group rules can say, and the limits that they must keep. */
import type { RuleCapabilities } from "../compiler/permit";
import { TRANSPORTS } from "../net/transport";

/** One prefix and one port range per rule; ICMP by type and code; source ports not at all. */
export const AWS_CAPABILITIES: RuleCapabilities = {
  severalPerRule: false,
  sourcePorts: false,
  icmpMessages: true,
  transports: TRANSPORTS,
};

/**
 * Rules of a security group per direction and address family, by default; AWS raises it on request.
 * Source: Amazon VPC quotas, https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const RULES_PER_DIRECTION_AND_FAMILY = 60;

/** The longest description that EC2 takes, of a group or a rule. */
export const LONGEST_DESCRIPTION = 255;

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
