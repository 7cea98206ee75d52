/** A firewall rule, as it stands in Terraform: one for each, none merged, none dropped. */
import { IpPrefix } from "../../net/ip-prefix";
import { ALL_PORTS, LAST_PORT, type PortRange } from "../../net/port-range";
import type { Transport } from "../../net/transport";
import { isExpression, isObject, type JsonObject, listOf, objectOf, UNKNOWN } from "./json-values";

/** The other end of a rule. */
export type RulePeer =
  /** `any`: Azure's `*`, or every address of a family. `internet`: AWS's `0.0.0.0/0` and `::/0`, Azure's `Internet`. */
  | { readonly kind: "any" | "internet"; readonly spelled?: readonly string[] }
  | { readonly kind: "prefixes"; readonly prefixes: readonly IpPrefix[]; readonly unresolved: readonly string[] }
  | { readonly kind: "groups"; readonly addresses: readonly string[] }
  | { readonly kind: "prefix-list" | "service-tag" | "unresolved"; readonly text: string };

/** What of a rule may be known only when Terraform runs, beside its peers, its protocol and its destination ports. */
export type UnknownPart = "access" | "direction" | "source ports" | "ICMP type" | "ICMP code" | "self";

/** One rule. Where a part of it is unknown, its values are the widest that they may be: see {@link Rule.unknown}. */
export interface Rule {
  /** Its Terraform address; an inline rule's is its group's with its name or number. */
  readonly address: string;
  /** The Terraform address of its group, or the text that names it. */
  readonly group: string;
  readonly direction: "ingress" | "egress";
  readonly access: "allow" | "deny";
  /** Azure's order, 100 to 4096; null on AWS, whose rules have none. */
  readonly priority: number | null;
  /**
   * `all`: every protocol; `unknown`: known only when Terraform runs, so it may be every one; otherwise a transport, or a
   * protocol's number as text.
   */
  readonly transport: Transport | "all" | "unknown" | (string & {});
  readonly peer: RulePeer;
  /** The group's own end of it: any, or on Azure some of its addresses or names. */
  readonly local: RulePeer;
  /** Destination ports; null where the protocol has none, or where they are not known. */
  readonly ports: readonly PortRange[] | null;
  readonly sourcePorts: readonly PortRange[] | null;
  readonly icmp: { readonly type?: number; readonly code?: number } | null;
  readonly description: string;
  /** Whether `count`, `for_each` or a dynamic block makes it: there may be several of it, or none. */
  readonly repeated: boolean;
  /** Parts that nobody can know yet: what may allow stands as allowing, what may be any type or port as all of them. */
  readonly unknown: readonly UnknownPart[];
}

/** A block inside a resource. */
export interface RuleBlock {
  readonly block: JsonObject;
  /** Its place, for the rule's address: `ingress[0]`. */
  readonly place: string;
  readonly repeated: boolean;
}

const TRANSPORT_NAMES: Readonly<Record<string, string>> = {
  "-1": "all",
  "*": "all",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "50": "esp",
  "51": "ah",
  "58": "icmpv6",
};

/** A protocol as either cloud writes it, in one spelling. */
export function transportOf(text: unknown): string {
  if ((typeof text !== "string" && typeof text !== "number") || text === "" || isExpression(text)) return "unknown";
  const name = String(text).toLowerCase();
  return Object.hasOwn(TRANSPORT_NAMES, name) ? (TRANSPORT_NAMES[name] ?? name) : name;
}

/** The directions of a rule: perhaps both where it is not known, since nothing that may be open is left out. */
export function directionsOf(
  value: unknown,
  ingress: string,
  egress: string,
): { readonly direction: "ingress" | "egress"; readonly unknown: readonly UnknownPart[] }[] {
  const text = String(value).toLowerCase();
  if (text === ingress) return [{ direction: "ingress", unknown: [] }];
  if (text === egress) return [{ direction: "egress", unknown: [] }];
  return (["ingress", "egress"] as const).map((direction) => ({ direction, unknown: ["direction"] }));
}

/** The blocks of a name: written out, or made by a dynamic block, or by an expression that says nothing about them. */
export function blocksOf(values: JsonObject, name: string): RuleBlock[] {
  const written = listOf(values[name]).map((one, index) => ({
    block: objectOf(one),
    place: `${name}[${String(index)}]`,
    repeated: !isObject(one),
  }));
  const dynamic = listOf(values["dynamic"]).flatMap((one) => listOf(objectOf(one)[name]));
  return [
    ...written,
    ...dynamic.map((one) => ({
      block: objectOf(listOf(objectOf(one)["content"])[0]),
      place: `dynamic.${name}`,
      repeated: true,
    })),
  ];
}

/** Peers from texts that are prefixes, or that Terraform knows only later. */
export function prefixPeer(texts: readonly string[]): RulePeer & { kind: "prefixes" } {
  const prefixes: IpPrefix[] = [];
  const unresolved: string[] = [];
  for (const text of texts) {
    const prefix = prefixOf(text);
    if (prefix === undefined) unresolved.push(text);
    else prefixes.push(prefix);
  }
  return { kind: "prefixes", prefixes, unresolved };
}

/** A range of ports; nothing where the numbers are no ports, or the wrong way round. */
export function rangeOf(first: number | undefined, last: number | undefined): PortRange | undefined {
  if (first === undefined || last === undefined) return undefined;
  return first >= 0 && first <= last && last <= LAST_PORT ? { first, last } : undefined;
}

/** A port range as Azure writes it: `443`, `50000-59999` or `*`. Nothing where it is not known. */
export function portRangeOf(text: string): PortRange | undefined {
  if (text === "*") return ALL_PORTS;
  const parts = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text.replace(/\s/g, ""));
  return parts === null ? undefined : rangeOf(Number(parts[1]), Number(parts[2] ?? parts[1]));
}

/** The Terraform address in a reference: `${aws_security_group.x.id}` is `aws_security_group.x`. What is not known stays so. */
export function referencedAddress(text: string): string {
  if (text === UNKNOWN) return text;
  const inside = /^\$\{([^{}]+)\}$/.exec(text)?.[1];
  return inside === undefined ? text : inside.trim().replace(/\.(id|arn|name)$/, "");
}

/** A prefix as the clouds take it: with bits behind its length, it is the block that it lies in. */
function prefixOf(text: string): IpPrefix | undefined {
  const by = { what: "cannot read a rule", prop: "prefix" };
  const [address = "", length, rest] = text.trim().split("/");
  if (rest !== undefined) return undefined;
  try {
    const { family, first, bits } = IpPrefix.parseAddress(address, by);
    if (length === undefined) return IpPrefix.of(family, first, bits);
    return /^\d{1,3}$/.test(length) && Number(length) <= bits ? IpPrefix.of(family, first, Number(length)) : undefined;
  } catch {
    return undefined;
  }
}
