/** A security group with one rule resource per rule, never inline: the provider overwrites rules where the two are mixed. */
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";
import { printFlowIds } from "../compiler/flow-ids";
import type { CompiledRule, PermitPeer } from "../compiler/permit";
import type { IpPrefix } from "../net/ip-prefix";
import { ALL_PORTS } from "../net/port-range";
import { hasIcmpType, hasPorts } from "../net/transport";
import { FirewallGroup } from "../stack/firewall-group";
import { physicalName } from "../stack/paths";
import { AWS_CAPABILITIES, LONGEST_DESCRIPTION } from "./capabilities";
import { descriptionText } from "./description-text";

type RuleResource = VpcSecurityGroupIngressRule | VpcSecurityGroupEgressRule;

/** EC2 appends a time and a number of 26 characters to a name prefix, and takes 255 in all. */
const LONGEST_NAME_PREFIX = 100;

/** The firewall group of an interface, as a security group. */
export class AwsFirewallGroup extends FirewallGroup {
  /** The security group. */
  readonly securityGroup: SecurityGroup;
  override readonly groupId: string;
  private readonly resources = new Map<string, RuleResource>();

  constructor(
    scope: Construct,
    id: string,
    private readonly options: {
      readonly vpcId: string;
      readonly title: string;
      readonly ownPrefixes: readonly IpPrefix[];
      readonly rulesPerDirectionAndFamily: number;
    },
  ) {
    super(scope, id, AWS_CAPABILITIES, options.ownPrefixes);
    const name = physicalName(scope, LONGEST_NAME_PREFIX);
    this.securityGroup = new SecurityGroup(scope, "SecurityGroup", {
      vpcId: options.vpcId,
      // "uc-" first, because EC2 refuses names that begin with "sg-".
      namePrefix: `uc-${name}-`,
      // EC2 cannot change a description, so nothing that changes stands in it.
      description: descriptionText(`${options.title} (${name})`),
      tags: { Name: name },
    });
    // Asking a resource for its id makes a new token each time, which is slow.
    this.groupId = this.securityGroup.id;
  }

  override get terraformAddress(): string {
    return `aws_security_group.${this.securityGroup.friendlyUniqueId}`;
  }

  override get aliases(): readonly string[] {
    return [];
  }

  protected override write(rule: CompiledRule): void {
    const description = printFlowIds(rule.flows, LONGEST_DESCRIPTION);
    const numbers = fromAndTo(rule);
    const known = this.resources.get(rule.key);
    if (known !== undefined) {
      known.description = description;
      if (numbers.fromPort !== undefined) known.fromPort = numbers.fromPort;
      if (numbers.toPort !== undefined) known.toPort = numbers.toPort;
      return;
    }
    const config = {
      securityGroupId: this.groupId,
      ipProtocol: protocolOf(rule),
      description,
      ...numbers,
      ...peerOf(rule.peer),
    };
    this.resources.set(
      rule.key,
      rule.direction === "ingress"
        ? new VpcSecurityGroupIngressRule(this, rule.key, config)
        : new VpcSecurityGroupEgressRule(this, rule.key, config),
    );
  }

  protected override erase(key: string): void {
    this.resources.delete(key);
    this.node.tryRemoveChild(key);
  }

  protected override overQuota(rules: readonly CompiledRule[]): string[] {
    const limit = this.options.rulesPerDirectionAndFamily;
    const counts = new Map<string, number>();
    const count = (key: string, more: number): void => void counts.set(key, (counts.get(key) ?? 0) + more);
    for (const { direction, peer } of rules) {
      // A reference to a group counts once per address family, one to a prefix list as often as it may have entries.
      const entries = peer.kind === "prefix-list" ? (peer.entries ?? 1) : 1;
      if (familyOf(peer) !== "ipv6") count(`${direction} IPv4`, entries);
      if (familyOf(peer) !== "ipv4") count(`${direction} IPv6`, entries);
    }
    return [...counts]
      .filter(([, number]) => number > limit)
      .map(
        ([which, number]) =>
          `cannot open ${this.options.title} (${this.node.path}): ${which} rules is ${String(number)}, expected at most ${String(limit)}; name wider prefixes, use a prefix list, or ask AWS for a higher quota and state it as quotas.rulesPerDirectionAndFamily [aws-rules-over-quota]`,
      );
  }
}

function protocolOf(rule: CompiledRule): string {
  return { tcp: "tcp", udp: "udp", icmp: "icmp", icmpv6: "icmpv6", esp: "50", ah: "51" }[rule.transport];
}

function fromAndTo(rule: CompiledRule): { fromPort?: number; toPort?: number } {
  if (hasPorts(rule.transport)) {
    const range = rule.ports[0] ?? ALL_PORTS;
    return { fromPort: range.first, toPort: range.last };
  }
  // For ICMP, EC2 takes the type in from_port and the code in to_port, and -1 for every one.
  if (hasIcmpType(rule.transport)) return { fromPort: rule.icmp?.type ?? -1, toPort: rule.icmp?.code ?? -1 };
  return {};
}

function familyOf(peer: PermitPeer): "ipv4" | "ipv6" | "both" {
  if (peer.kind === "internet") return peer.families[0] ?? "ipv4";
  if (peer.kind === "addresses") return peer.prefixes[0]?.family ?? "ipv4";
  return peer.kind === "unresolved" ? "ipv4" : "both";
}

function peerOf(peer: PermitPeer): {
  cidrIpv4?: string;
  cidrIpv6?: string;
  prefixListId?: string;
  referencedSecurityGroupId?: string;
} {
  switch (peer.kind) {
    case "internet":
      return familyOf(peer) === "ipv6" ? { cidrIpv6: "::/0" } : { cidrIpv4: "0.0.0.0/0" };
    case "addresses": {
      const prefix = peer.prefixes[0]?.toString() ?? "";
      return familyOf(peer) === "ipv6" ? { cidrIpv6: prefix } : { cidrIpv4: prefix };
    }
    case "group":
      return { referencedSecurityGroupId: peer.value };
    case "prefix-list":
      return { prefixListId: peer.value };
    case "unresolved":
    case "service-tag":
      return { cidrIpv4: peer.value };
  }
}
