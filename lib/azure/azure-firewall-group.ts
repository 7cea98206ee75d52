/**
 * A network security group with its rules inline, which makes it a closed world that is changed in one call, and an
 * application security group, which is its name in other groups' rules.
 *
 * Azure's default rules allow the virtual network, and the internet outbound; the last rules here deny everything that
 * is not listed, both ways.
 */
import { ApplicationSecurityGroup } from "@cdktf/provider-azurerm/lib/application-security-group";
import {
  NetworkSecurityGroup,
  type NetworkSecurityGroupSecurityRule,
} from "@cdktf/provider-azurerm/lib/network-security-group";
import type { Construct } from "constructs";
import { printFlowIds } from "../compiler/flow-ids";
import type { CompiledRule, PermitPeer } from "../compiler/permit";
import { checksum } from "../compiler/rule-key";
import type { IpPrefix } from "../net/ip-prefix";
import { printPorts } from "../net/port-range";
import { hasIcmpType } from "../net/transport";
import { FirewallGroup } from "../stack/firewall-group";
import { physicalName } from "../stack/paths";
import {
  ADDRESSES_PER_GROUP,
  APPLICATION_GROUPS_PER_GROUP,
  AZURE_CAPABILITIES,
  DENY_PRIORITY,
  FIRST_PRIORITY,
  LONGEST_DESCRIPTION,
  LONGEST_NAME,
  RULES_PER_GROUP,
} from "./capabilities";
import { assignPriorities, homeSlot } from "./priorities";

type SecurityRule = NetworkSecurityGroupSecurityRule;
type SecurityRuleBody = Omit<SecurityRule, "priority">;

const PROTOCOLS = { tcp: "Tcp", udp: "Udp", icmp: "Icmp", icmpv6: "Icmp", esp: "Esp", ah: "Ah" } as const;

/** The rules of one direction. */
class RuleSide {
  readonly bodies = new Map<string, SecurityRuleBody>();
  /** The slot that each key hashes to. */
  readonly homes = new Map<string, number>();
  /** The priority that each key has. */
  assigned = new Map<string, number>();
  /** The priorities in use. */
  priorities = new Set<number>();
}

/**
 * The firewall group of interfaces, as a network security group and an application security group. Around a whole subnet
 * there is no application security group: the subnet's prefix is its name in other groups' rules.
 */
export class AzureFirewallGroup extends FirewallGroup {
  /** The network security group. */
  readonly securityGroup: NetworkSecurityGroup;
  override readonly groupId: string;
  /** The application security group; none around a subnet. */
  private readonly applicationGroup: ApplicationSecurityGroup | undefined;
  private readonly sides = { ingress: new RuleSide(), egress: new RuleSide() };
  /** The very list that the resource holds: it is changed in place, rule by rule. */
  private readonly inline: SecurityRule[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly options: {
      readonly resourceGroupName: string;
      readonly location: string;
      readonly title: string;
      readonly ownPrefixes: readonly IpPrefix[];
      /** The prefix of the subnet that the group is around; left out: it is around interfaces. */
      readonly subnetPrefix?: IpPrefix;
    },
  ) {
    super(scope, id, AZURE_CAPABILITIES, options.ownPrefixes);
    const name = physicalName(scope, LONGEST_NAME);
    const { resourceGroupName, location } = options;
    this.applicationGroup =
      options.subnetPrefix === undefined
        ? new ApplicationSecurityGroup(scope, "ApplicationGroup", { name, resourceGroupName, location })
        : undefined;
    this.inline.push(this.denial("ingress"), this.denial("egress"));
    this.securityGroup = new NetworkSecurityGroup(scope, "SecurityGroup", {
      name,
      resourceGroupName,
      location,
      securityRule: this.inline,
    });
    // Asking a resource for its id makes a new token each time, which is slow.
    this.groupId = this.applicationGroup?.id ?? this.securityGroup.id;
  }

  override get asPeer(): PermitPeer {
    const { subnetPrefix } = this.options;
    return subnetPrefix === undefined ? super.asPeer : { kind: "addresses", prefixes: [subnetPrefix] };
  }

  override get terraformAddress(): string {
    return `azurerm_network_security_group.${this.securityGroup.friendlyUniqueId}`;
  }

  override get aliases(): readonly string[] {
    return this.applicationGroup === undefined
      ? []
      : [`azurerm_application_security_group.${this.applicationGroup.friendlyUniqueId}`];
  }

  protected override write(rule: CompiledRule): void {
    const side = this.sides[rule.direction];
    const body = this.body(rule);
    const isNew = !side.bodies.has(rule.key);
    side.bodies.set(rule.key, body);
    if (isNew) {
      const slot = homeSlot(rule.key);
      side.homes.set(rule.key, slot);
      if (side.priorities.has(FIRST_PRIORITY + slot)) {
        this.renumber(rule.direction);
        return;
      }
      side.priorities.add(FIRST_PRIORITY + slot);
      side.assigned.set(rule.key, FIRST_PRIORITY + slot);
    }
    const priority = side.assigned.get(rule.key);
    // A rule without a priority is far beyond the quota, and must not take the place of the denial.
    if (priority !== undefined) this.place({ ...body, priority });
  }

  protected override erase(key: string): void {
    for (const direction of ["ingress", "egress"] as const) {
      this.sides[direction].homes.delete(key);
      if (this.sides[direction].bodies.delete(key)) this.renumber(direction);
    }
  }

  protected override overQuota(rules: readonly CompiledRule[]): string[] {
    const messages: string[] = [];
    const where = `cannot open ${this.options.title} (${this.node.path})`;
    const number = rules.length + 2;
    if (number > RULES_PER_GROUP) {
      messages.push(
        `${where}: rules is ${String(number)}, the two that deny everything else included, expected at most ${String(RULES_PER_GROUP)}; name wider prefixes, or spread the roles over more interfaces [azure-rules-over-quota]`,
      );
    }
    const named = new Set(rules.flatMap(({ peer }) => (peer.kind === "group" ? [peer.key] : [])));
    const groups = named.size + (this.applicationGroup === undefined ? 0 : 1);
    if (groups > APPLICATION_GROUPS_PER_GROUP) {
      messages.push(
        `${where}: application security groups in rules is ${String(groups)}, its own included, expected at most ${String(APPLICATION_GROUPS_PER_GROUP)}; name peers by prefixes, or spread the roles over more interfaces [azure-groups-over-quota]`,
      );
    }
    for (const direction of ["ingress", "egress"] as const) {
      const addresses = rules
        .filter((rule) => rule.direction === direction)
        .reduce((sum, { peer }) => sum + (peer.kind === "addresses" ? peer.prefixes.length : 1), 0);
      if (addresses <= ADDRESSES_PER_GROUP) continue;
      messages.push(
        `${where}: addresses in ${direction} rules is ${String(addresses)}, expected at most ${String(ADDRESSES_PER_GROUP)}; name wider prefixes [azure-addresses-over-quota]`,
      );
    }
    return messages;
  }

  /** Gives every rule of a direction its priority anew; needed only where keys collide or a rule is gone. */
  private renumber(direction: "ingress" | "egress"): void {
    const side = this.sides[direction];
    side.assigned = assignPriorities(side.homes);
    side.priorities = new Set(side.assigned.values());
    const others = this.inline.filter((rule) => rule.direction !== inAzure(direction));
    const rules = [...side.bodies].flatMap(([key, body]) => {
      const priority = side.assigned.get(key);
      return priority === undefined ? [] : [{ ...body, priority }];
    });
    const all = [...others, ...rules, this.denial(direction)].sort(byDirectionAndPriority);
    this.inline.splice(0, this.inline.length, ...all);
  }

  /** Puts a rule into the sorted list, in the place of the one that has its priority. */
  private place(rule: SecurityRule): void {
    let low = 0;
    let high = this.inline.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.inline[middle];
      if (other !== undefined && byDirectionAndPriority(other, rule) < 0) low = middle + 1;
      else high = middle;
    }
    const there = this.inline[low];
    const replaces = there !== undefined && byDirectionAndPriority(there, rule) === 0 ? 1 : 0;
    this.inline.splice(low, replaces, rule);
  }

  private denial(direction: "ingress" | "egress"): SecurityRule {
    return {
      name: `deny-all-${direction}`,
      description: "everything that is not listed above",
      priority: DENY_PRIORITY,
      direction: inAzure(direction),
      access: "Deny",
      protocol: "*",
      sourcePortRange: "*",
      destinationPortRange: "*",
      sourceAddressPrefix: "*",
      destinationAddressPrefix: "*",
    };
  }

  /** What names the group's own end in its rules; nothing where that is whatever is in the subnet. */
  private get ownGroup(): string | undefined {
    return this.applicationGroup === undefined ? undefined : this.groupId;
  }

  private body(rule: CompiledRule): SecurityRuleBody {
    const ends =
      rule.direction === "ingress"
        ? { ...sourceOf(rule.peer), ...destinationHere(rule.local, this.ownGroup) }
        : { ...destinationOf(rule.peer), ...sourceHere(rule.local, this.ownGroup) };
    const [port, ...otherPorts] = rule.ports.map(printPorts);
    return {
      name: ruleName(rule.key),
      description: printFlowIds(rule.flows, LONGEST_DESCRIPTION),
      direction: inAzure(rule.direction),
      access: "Allow",
      protocol: PROTOCOLS[rule.transport],
      sourcePortRange:
        rule.sourcePorts === undefined || hasIcmpType(rule.transport) ? "*" : printPorts(rule.sourcePorts),
      ...(port !== undefined && otherPorts.length > 0
        ? { destinationPortRanges: [port, ...otherPorts] }
        : { destinationPortRange: port ?? "*" }),
      ...ends,
    };
  }
}

function inAzure(direction: "ingress" | "egress"): "Inbound" | "Outbound" {
  return direction === "ingress" ? "Inbound" : "Outbound";
}

function byDirectionAndPriority(a: SecurityRule, b: SecurityRule): number {
  if (a.direction !== b.direction) return (a.direction ?? "") < (b.direction ?? "") ? -1 : 1;
  return (a.priority ?? 0) - (b.priority ?? 0);
}

/** Azure takes letters, digits, dots, dashes and underscores, and a letter, digit or underscore at the end. */
function ruleName(key: string): string {
  if (key.length <= LONGEST_NAME && /^[\w.-]*\w$/.test(key)) return key;
  return `${key.replace(/[^\w.-]/g, "-").slice(0, LONGEST_NAME - 9)}-${checksum(key)}`;
}

/** The group's own end: all of it, by its name where it has one, or some of its addresses. */
function destinationHere(local: readonly string[] | undefined, groupId: string | undefined): Partial<SecurityRule> {
  if (local === undefined) {
    return groupId === undefined
      ? { destinationAddressPrefix: "*" }
      : { destinationApplicationSecurityGroupIds: [groupId] };
  }
  const [first, ...others] = local;
  return others.length === 0 ? { destinationAddressPrefix: first ?? "" } : { destinationAddressPrefixes: [...local] };
}

function sourceHere(local: readonly string[] | undefined, groupId: string | undefined): Partial<SecurityRule> {
  if (local === undefined) {
    return groupId === undefined ? { sourceAddressPrefix: "*" } : { sourceApplicationSecurityGroupIds: [groupId] };
  }
  const [first, ...others] = local;
  return others.length === 0 ? { sourceAddressPrefix: first ?? "" } : { sourceAddressPrefixes: [...local] };
}

function sourceOf(peer: PermitPeer): Partial<SecurityRule> {
  const { prefix, prefixes, groups } = addressesOf(peer);
  if (groups !== undefined) return { sourceApplicationSecurityGroupIds: groups };
  return prefixes === undefined ? { sourceAddressPrefix: prefix ?? "" } : { sourceAddressPrefixes: prefixes };
}

function destinationOf(peer: PermitPeer): Partial<SecurityRule> {
  const { prefix, prefixes, groups } = addressesOf(peer);
  if (groups !== undefined) return { destinationApplicationSecurityGroupIds: groups };
  return prefixes === undefined ? { destinationAddressPrefix: prefix ?? "" } : { destinationAddressPrefixes: prefixes };
}

/** A rule takes one prefix or tag, or several prefixes, or groups; tags never stand in a list. */
function addressesOf(peer: PermitPeer): { prefix?: string; prefixes?: string[]; groups?: string[] } {
  switch (peer.kind) {
    case "internet":
      return { prefix: "Internet" };
    case "addresses": {
      const texts = peer.prefixes.map((prefix) => prefix.toString());
      return texts.length === 1 ? { prefix: texts[0] ?? "" } : { prefixes: texts };
    }
    case "group":
      return { groups: [peer.value] };
    case "service-tag":
    case "unresolved":
    case "prefix-list":
      return { prefix: peer.value };
  }
}
