/** What the compiler reads: permits of one firewall group; and what it writes: rules. Plain values. */
import type { AddressFamily, IpPrefix } from "../net/ip-prefix";
import type { PortRange } from "../net/port-range";
import type { Transport } from "../net/transport";

/** As the group sees it: `ingress` towards its interface, `egress` from it. */
export type Direction = "ingress" | "egress";

/** The other end, as addresses: prefixes in canonical form, merged, at least one. */
export interface AddressPeer {
  readonly kind: "addresses";
  readonly prefixes: readonly IpPrefix[];
}

/** The other end, as every address outside the network's own prefixes, in the families given. */
export interface InternetPeer {
  readonly kind: "internet";
  readonly families: readonly AddressFamily[];
}

/**
 * The other end, as something whose addresses are not known here: a group, a prefix list, a service tag, or an address
 * that is known only when the stack is deployed. Two such peers are the same, or nothing is known of how they relate.
 */
export interface OpaquePeer {
  readonly kind: "group" | "prefix-list" | "service-tag" | "unresolved";
  /** What names it in rule keys; stack-relative, so that renaming a stack changes nothing. */
  readonly key: string;
  /** What the cloud is told. */
  readonly value: string;
  /** How many entries of a quota it counts as, where that is known and more than one. */
  readonly entries?: number | undefined;
}

/** The other end of a permit or a rule. */
export type PermitPeer = AddressPeer | InternetPeer | OpaquePeer;

/** An ICMP message: a type, and a code where it matters; neither is a port. */
export interface IcmpMessage {
  /** 0-255; omitted: every type. */
  readonly type?: number | undefined;
  /** 0-255, only with a type; omitted: every code. */
  readonly code?: number | undefined;
}

/** Traffic that one flow asks of one group. */
export interface Permit {
  readonly direction: Direction;
  readonly peer: PermitPeer;
  readonly transport: Transport;
  /** Destination ports, for `tcp` and `udp`. */
  readonly ports?: PortRange | undefined;
  /** Source ports, where the flow states them. */
  readonly sourcePorts?: PortRange | undefined;
  /** The message, for `icmp` and `icmpv6`; omitted: every message. */
  readonly icmp?: IcmpMessage | undefined;
  /**
   * The group's own end, where an interface has several addresses and the flow is about some of them: sorted texts.
   * Omitted: every address of the interface.
   */
  readonly local?: readonly string[] | undefined;
  /** The id of the flow that asks. */
  readonly flow: string;
}

/** One rule of a group, as every cloud can write it. */
export interface CompiledRule {
  /** Stable and unique in the group. */
  readonly key: string;
  readonly direction: Direction;
  readonly transport: Transport;
  readonly peer: PermitPeer;
  /** Destination ports for `tcp` and `udp`: one range, or several where the cloud takes several. Empty otherwise. */
  readonly ports: readonly PortRange[];
  readonly sourcePorts?: PortRange | undefined;
  readonly icmp?: IcmpMessage | undefined;
  /** The group's own addresses that the rule is about, sorted; omitted: all of them. */
  readonly local?: readonly string[] | undefined;
  /** The flows that the rule serves, sorted. */
  readonly flows: readonly string[];
}

/** What a cloud's rules can say; the compiler never loses meaning that a cloud can express. */
export interface RuleCapabilities {
  /** Whether one rule takes several prefixes and several port ranges (Azure) or one of each (AWS). */
  readonly severalPerRule: boolean;
  /** Whether a rule can name source ports. Where not, every source port is permitted. */
  readonly sourcePorts: boolean;
  /** Whether a rule can name an ICMP type and code. Where not, every message is permitted. */
  readonly icmpMessages: boolean;
  /** Whether a rule can name some of an interface's own addresses. Where not, every one of them is permitted. */
  readonly localAddresses: boolean;
  /** The transports that rules know. A flow over another one is refused. */
  readonly transports: readonly Transport[];
}
