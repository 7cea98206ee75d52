/** Network security group rules, inline and as resources of their own. */
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import { isExpression, type JsonObject, listOf, numberOf, textOf, textsOf, UNKNOWN } from "./json-values";
import {
  blocksOf,
  directionsOf,
  portRangeOf,
  prefixPeer,
  referencedAddress,
  type Rule,
  type RulePeer,
  transportOf,
  type UnknownPart,
} from "./rule";
import type { TerraformResource } from "./terraform-resource";

/** What a rule is apart from its values. */
type Place = Pick<Rule, "address" | "group" | "repeated">;

/** The rules of a resource; none for resources that have none. A rule's group may be a name: see {@link readRules}. */
export function azureRules({ address, type, values, repeated }: TerraformResource): Rule[] {
  if (type === "azurerm_network_security_rule") {
    const group = referencedAddress(textOf(values["network_security_group_name"]) ?? UNKNOWN);
    return rulesOf({ address, group, repeated }, values);
  }
  if (type !== "azurerm_network_security_group") return [];
  return blocksOf(values, "security_rule").flatMap(({ block, place, repeated: several }) => {
    const name = textOf(block["name"]);
    const where = name === undefined || several ? `.${place}` : `[${name}]`;
    return rulesOf({ address: `${address}${where}`, group: address, repeated: repeated || several }, block);
  });
}

function rulesOf(place: Place, values: JsonObject): Rule[] {
  const transport = transportOf(values["protocol"]);
  const mayHavePorts = ["tcp", "udp", "all", "unknown"].includes(transport);
  const sourcePorts = mayHavePorts ? portsOf(values, "source") : [ALL_PORTS];
  const access = String(values["access"]).toLowerCase();
  const parts: UnknownPart[] = [
    ...(access === "allow" || access === "deny" ? [] : ["access" as const]),
    ...(sourcePorts === null ? ["source ports" as const] : []),
  ];
  return directionsOf(values["direction"], "inbound", "outbound").map(({ direction, unknown }) => ({
    ...place,
    direction,
    access: access === "deny" ? "deny" : "allow",
    priority: numberOf(values["priority"]) ?? null,
    transport,
    peer: peerOf(values, direction === "ingress" ? "source" : "destination"),
    local: peerOf(values, direction === "ingress" ? "destination" : "source"),
    ports: mayHavePorts ? portsOf(values, "destination") : null,
    sourcePorts: withoutAll(sourcePorts),
    icmp: transport === "icmp" ? {} : null,
    description: textOf(values["description"]) ?? "",
    unknown: [...unknown, ...parts],
  }));
}

function peerOf(values: JsonObject, end: "source" | "destination"): RulePeer {
  const groups = textsOf(values[`${end}_application_security_group_ids`]);
  if (groups.length > 0) return { kind: "groups", addresses: groups.map(referencedAddress) };
  const texts = [...textsOf(values[`${end}_address_prefixes`]), ...textsOf(values[`${end}_address_prefix`])];
  const everything = texts.filter((text) => /^(\*|any|0\.0\.0\.0\/0|::\/0)$/i.test(text));
  if (everything.length > 0) return { kind: "any", spelled: everything };
  const [one] = texts;
  if (one === undefined) return { kind: "unresolved", text: UNKNOWN };
  if (texts.length > 1) return prefixPeer(texts);
  if (isExpression(one)) return { kind: "unresolved", text: one };
  if (one.toLowerCase() === "internet") return { kind: "internet", spelled: [one] };
  const peer = prefixPeer([one]);
  return peer.prefixes.length === 1 ? peer : { kind: "service-tag", text: one };
}

/** Nothing where one of them is not known, unless another covers them all. */
function portsOf(values: JsonObject, end: "source" | "destination"): PortRange[] | null {
  const texts = [...listOf(values[`${end}_port_ranges`]), ...listOf(values[`${end}_port_range`])].filter(
    (text) => text !== "",
  );
  const ranges = texts.map((text) => portRangeOf(String(text)));
  if (ranges.some((range) => range?.first === ALL_PORTS.first && range.last === ALL_PORTS.last)) return [ALL_PORTS];
  return ranges.length > 0 && ranges.every((range) => range !== undefined) ? ranges : null;
}

function withoutAll(ranges: PortRange[] | null): PortRange[] | null {
  return ranges?.some(({ first, last }) => first === ALL_PORTS.first && last === ALL_PORTS.last) === true
    ? null
    : ranges;
}
