/** Security group rules of every form that the AWS provider has. */
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import { isExpression, type JsonObject, numberOf, textOf, textsOf, UNKNOWN } from "./json-values";
import {
  blocksOf,
  directionsOf,
  prefixPeer,
  rangeOf,
  referencedAddress,
  type Rule,
  type RulePeer,
  transportOf,
  type UnknownPart,
} from "./rule";
import type { TerraformResource } from "./terraform-resource";

const LAST_ICMP_NUMBER = 255;

/** What a rule is apart from its values. */
type Place = Pick<Rule, "address" | "group" | "direction" | "repeated" | "unknown">;

/** The rules of a resource; none for resources that have none. */
export function awsRules({ address, type, values, repeated }: TerraformResource): Rule[] {
  const group = (): string => referencedAddress(textOf(values["security_group_id"]) ?? UNKNOWN);
  const place = { address, repeated, unknown: [] };
  switch (type) {
    case "aws_vpc_security_group_ingress_rule":
      return [ruleOf({ ...place, group: group(), direction: "ingress" }, values, peerOfRule(values))];
    case "aws_vpc_security_group_egress_rule":
      return [ruleOf({ ...place, group: group(), direction: "egress" }, values, peerOfRule(values))];
    case "aws_security_group_rule":
      return directionsOf(values["type"], "ingress", "egress").flatMap((direction) =>
        rulesOfBlock({ ...place, ...direction, group: group() }, values),
      );
    case "aws_security_group":
    case "aws_default_security_group":
      return (["ingress", "egress"] as const).flatMap((direction) =>
        blocksOf(values, direction).flatMap(({ block, place: where, repeated: several }) =>
          rulesOfBlock(
            { address: `${address}.${where}`, group: address, direction, repeated: repeated || several, unknown: [] },
            block,
          ),
        ),
      );
    default:
      return [];
  }
}

/** An inline block, or the older rule resource, may name several peers at once. */
function rulesOfBlock(place: Place, values: JsonObject): Rule[] {
  const self: Rule[] = isExpression(values["self"])
    ? [
        ruleOf({ ...place, unknown: [...place.unknown, "self"] }, values, {
          kind: "groups",
          addresses: [place.group],
        }),
      ]
    : [];
  const rules = peersOfBlock(values, place.group).map((peer) => ruleOf(place, values, peer));
  // A rule without a peer is one whose peer is not known yet; leaving it out would hide it.
  return rules.length + self.length > 0 ? [...rules, ...self] : [ruleOf(place, values, unknownPeer())];
}

function ruleOf(place: Place, values: JsonObject, peer: RulePeer): Rule {
  const transport = transportOf(values["ip_protocol"] ?? values["protocol"]);
  const from = numberOf(values["from_port"]);
  const to = numberOf(values["to_port"]);
  const isIcmp = transport === "icmp" || transport === "icmpv6";
  const mayHavePorts = transport === "tcp" || transport === "udp" || transport === "unknown";
  const { icmp, unknown } = isIcmp ? icmpOf(values["from_port"], values["to_port"]) : { icmp: null, unknown: [] };
  return {
    ...place,
    access: "allow",
    priority: null,
    transport,
    peer,
    local: { kind: "any" },
    ports: mayHavePorts ? portsOf(from, to) : null,
    sourcePorts: null,
    icmp,
    description: textOf(values["description"]) ?? "",
    unknown: [...place.unknown, ...unknown],
  };
}

function peerOfRule(values: JsonObject): RulePeer {
  const prefixes = [...textsOf(values["cidr_ipv4"]), ...textsOf(values["cidr_ipv6"])];
  if (prefixes.length > 0) return prefixOrInternet(prefixes);
  const group = textOf(values["referenced_security_group_id"]);
  if (group !== undefined) return { kind: "groups", addresses: [referencedAddress(group)] };
  const list = textOf(values["prefix_list_id"]);
  return list === undefined ? unknownPeer() : { kind: "prefix-list", text: referencedAddress(list) };
}

function peersOfBlock(values: JsonObject, group: string): RulePeer[] {
  const prefixes = [...textsOf(values["cidr_blocks"]), ...textsOf(values["ipv6_cidr_blocks"])];
  const groups = [
    ...textsOf(values["security_groups"]),
    ...textsOf(values["source_security_group_id"]),
    ...(String(values["self"]) === "true" ? [group] : []),
  ].map(referencedAddress);
  return [
    ...(prefixes.length === 0 ? [] : [prefixOrInternet(prefixes)]),
    ...(groups.length === 0 ? [] : [{ kind: "groups" as const, addresses: groups }]),
    ...textsOf(values["prefix_list_ids"]).map((text) => ({
      kind: "prefix-list" as const,
      text: referencedAddress(text),
    })),
  ];
}

function unknownPeer(): RulePeer {
  return { kind: "unresolved", text: UNKNOWN };
}

function prefixOrInternet(texts: readonly string[]): RulePeer {
  const isInternet = texts.every((text) => text === "0.0.0.0/0" || text === "::/0");
  return isInternet ? { kind: "internet", spelled: [...new Set(texts)] } : prefixPeer(texts);
}

function portsOf(from: number | undefined, to: number | undefined): PortRange[] | null {
  if (from === -1 || to === -1) return [ALL_PORTS];
  const range = rangeOf(from, to);
  return range === undefined ? null : [range];
}

/** The messages of a rule; where the type is every one, so is the code. */
function icmpOf(from: unknown, to: unknown): { icmp: NonNullable<Rule["icmp"]>; unknown: UnknownPart[] } {
  // A number that ICMP does not have is one that nobody can know the meaning of.
  const [type, code] = [from, to].map((value) => {
    const number = numberOf(value);
    return number === undefined || number < -1 || number > LAST_ICMP_NUMBER ? undefined : number;
  });
  if (type === undefined) return { icmp: {}, unknown: isSet(from) ? ["ICMP type"] : [] };
  if (type === -1 || code === -1) return { icmp: type === -1 ? {} : { type }, unknown: [] };
  return code === undefined
    ? { icmp: { type }, unknown: isSet(to) ? ["ICMP code"] : [] }
    : { icmp: { type, code }, unknown: [] };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
