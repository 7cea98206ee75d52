/** What network security group rules can say, and the limits that they must keep. */
import type { RuleCapabilities } from "../compiler/permit";

/** Several prefixes and port ranges per rule; source ports; own addresses; ICMP only as a whole. */
export const AZURE_CAPABILITIES: RuleCapabilities = {
  severalPerRule: true,
  sourcePorts: true,
  icmpMessages: false,
  localAddresses: true,
  // ICMPv6 is not supported in network security groups.
  // Source: https://learn.microsoft.com/azure/virtual-network/ip-services/ipv6-overview#limitations
  transports: ["tcp", "udp", "icmp", "esp", "ah"],
};

/**
 * Rules of a network security group.
 * Source: Azure networking limits, https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits
 */
export const RULES_PER_GROUP = 1000;

/** Addresses and prefixes of a network security group, counted for sources and for destinations. Source: as above. */
export const ADDRESSES_PER_GROUP = 4000;

/** The longest description of a rule. */
export const LONGEST_DESCRIPTION = 140;

/** The longest name of a rule, a group or an interface. */
export const LONGEST_NAME = 80;

/** The first priority that Azure takes, and the last but one: the last is for the denial of everything else. */
export const FIRST_PRIORITY = 100;
/** The last priority for rules that allow. */
export const LAST_ALLOW_PRIORITY = 4095;
/** The priority of the rules that deny everything else, the last that Azure takes. */
export const DENY_PRIORITY = 4096;

/**
 * Rules of a Standard load balancer.
 * Source: Azure networking limits, as above.
 */
export const RULES_PER_BALANCER = 1500;

/** How long a connection through a load balancer may be idle, in minutes. */
export const IDLE_MINUTES = 30;

/** Addresses of a network interface. Source: Azure networking limits, as above. */
export const ADDRESSES_PER_INTERFACE = 256;

/** Application security groups that the rules of a network security group name. Source: as above. */
export const APPLICATION_GROUPS_PER_GROUP = 100;

/**
 * Instances of an Application Gateway: it scales between the two.
 * Source: 125 at most, https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#size-of-the-subnet
 */
export const GATEWAY_INSTANCES = { least: 2, most: 10 } as const;

/** What an Application Gateway takes from users by default: TLS 1.2 and 1.3. */
export const GATEWAY_TLS_POLICY = "AppGwSslPolicy20220101";

/**
 * The predefined policies that a gateway may still have; those for TLS 1.0 and 1.1 are gone.
 * Source: https://learn.microsoft.com/azure/application-gateway/application-gateway-tls-version-retirement
 */
export const GATEWAY_TLS_POLICIES: readonly string[] = [
  GATEWAY_TLS_POLICY,
  "AppGwSslPolicy20220101S",
  "AppGwSslPolicy20170401S",
];

/**
 * Name servers of a forwarding rule, and rules of a forwarding ruleset.
 * Source: Azure DNS limits, https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-dns-limits
 */
export const SERVERS_PER_RULE = 6;
/** Rules of a forwarding ruleset. Source: as above. */
export const RULES_PER_RULESET = 1000;

/** Labels of a forwarded domain. Source: https://learn.microsoft.com/azure/dns/private-resolver-endpoints-rulesets#rules */
export const DOMAIN_LABELS = 34;

/** The subnets of resolver endpoints. Source: https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#subnet-restrictions */
export const RESOLVER_SUBNET_LENGTHS = { widest: 24, narrowest: 28 } as const;
