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
