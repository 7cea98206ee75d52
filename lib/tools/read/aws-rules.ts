/** Security group rules of every form that the AWS provider has. */
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import { type JsonObject, numberOf, textOf, textsOf, UNKNOWN } from "./json-values";
import {
  blocksOf,
  directionsOf,
  prefixPeer,
  rangeOf,
  referencedAddress,
  type Rule,
  type RulePeer,
  transportOf,
} from "./rule";
import type { TerraformResource } from "./terraform-resource";

/** What a rule is apart from its values. */
type Place = Pick<Rule, "address" | "group" | "direction" | "repeated">;

/** The rules of a resource; none for resources that have none. */
export function awsRules({ address, type, values, repeated }: TerraformResource): Rule[] {
  const group = (): string => referencedAddress(textOf(values["security_group_id"]) ?? UNKNOWN);
  switch (type) {
    case "aws_vpc_security_group_ingress_rule":
      return [ruleOf({ address, group: group(), direction: "ingress", repeated }, values, peerOfRule(values))];
    case "aws_vpc_security_group_egress_rule":
      return [ruleOf({ address, group: group(), direction: "egress", repeated }, values, peerOfRule(values))];
    case "aws_security_group_rule":
      return directionsOf(values["type"], "ingress", "egress").flatMap((direction) =>
        rulesOfBlock({ address, group: group(), direction, repeated }, values),
      );
    case "aws_security_group":
    case "aws_default_security_group":
      return (["ingress", "egress"] as const).flatMap((direction) =>
        blocksOf(values, direction).flatMap(({ block, place, repeated: several }) =>
          rulesOfBlock(
            { address: `${address}.${place}`, group: address, direction, repeated: repeated || several },
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
  return peersOfBlock(values, place.group).map((peer) => ruleOf(place, values, peer));
}

function ruleOf(place: Place, values: JsonObject, peer: RulePeer): Rule {
  const transport = transportOf(values["ip_protocol"] ?? values["protocol"]);
  const from = numberOf(values["from_port"]);
  const to = numberOf(values["to_port"]);
  const isIcmp = transport === "icmp" || transport === "icmpv6";
  const mayHavePorts = transport === "tcp" || transport === "udp" || transport === "unknown";
  return {
    ...place,
    access: "allow",
    priority: null,
    transport,
    peer,
    local: { kind: "any" },
    ports: mayHavePorts ? portsOf(from, to) : null,
    sourcePorts: null,
    icmp: isIcmp ? icmpOf(from, to) : null,
    description: textOf(values["description"]) ?? "",
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
  const { self } = values;
  const isSelf = self === true || (typeof self === "string" && self !== "" && self !== "false");
  const groups = [
    ...textsOf(values["security_groups"]),
    ...textsOf(values["source_security_group_id"]),
    ...(isSelf ? [group] : []),
  ].map(referencedAddress);
  const peers: RulePeer[] = [
    ...(prefixes.length === 0 ? [] : [prefixOrInternet(prefixes)]),
    ...(groups.length === 0 ? [] : [{ kind: "groups" as const, addresses: groups }]),
    ...textsOf(values["prefix_list_ids"]).map((text) => ({
      kind: "prefix-list" as const,
      text: referencedAddress(text),
    })),
  ];
  // A rule without a peer is one whose peer is not known yet; leaving it out would hide it.
  return peers.length === 0 ? [unknownPeer()] : peers;
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

function icmpOf(type: number | undefined, code: number | undefined): { type?: number; code?: number } {
  if (type === undefined || type === -1) return {};
  return code === undefined || code === -1 ? { type } : { type, code };
}
