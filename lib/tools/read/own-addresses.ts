/** The private addresses of network interfaces, as far as their resources say them. */
import { isExpression, type JsonObject, listOf, numberOf, objectOf, textOf } from "./json-values";

/** The private addresses that a resource has by itself: a literal, an expression, or nothing for one that the cloud picks. */
export function privateAddressesOf(type: string, values: JsonObject): (string | undefined)[] {
  switch (type) {
    case "aws_network_interface": {
      const lists = [values["private_ips"], values["private_ip_list"]].map((list) => listOf(list).map(textOf));
      const ipv4 = lists.find((list) => list.length > 0) ?? [textOf(values["private_ip"])];
      const ipv6 = [values["ipv6_addresses"], values["ipv6_address_list"]].map((list) => listOf(list).map(textOf));
      const counted = ["private_ips_count", "ipv6_address_count", "ipv4_prefix_count", "ipv6_prefix_count"].some(
        (name) => (numberOf(values[name]) ?? (isExpression(values[name]) ? 1 : 0)) > 0,
      );
      // A plan of what exists tells how many there are beside the addresses themselves.
      const more = counted && ipv4.length < 2 && (ipv6.find((list) => list.length > 0) ?? []).length === 0;
      return [...ipv4, ...(ipv6.find((list) => list.length > 0) ?? []), ...(more ? [undefined] : [])];
    }
    case "azurerm_network_interface":
      return listOf(values["ip_configuration"]).map((one) => textOf(objectOf(one)["private_ip_address"]));
    case "aws_lb":
    case "aws_alb": {
      const mappings = listOf(values["subnet_mapping"]).map(objectOf);
      const ipv6 = mappings.flatMap((one) => textOf(one["ipv6_address"]) ?? []);
      return mappings.length === 0
        ? [undefined]
        : [...mappings.map((one) => textOf(one["private_ipv4_address"])), ...ipv6];
    }
    case "aws_route53_resolver_endpoint":
      return listOf(values["ip_address"]).map((one) => textOf(objectOf(one)["ip"]));
    case "aws_instance":
      return [textOf(values["private_ip"]), ...listOf(values["secondary_private_ips"]).map(textOf)];
    default:
      return [undefined];
  }
}

/** The first address of a network interface where it is written out: the one that its `private_ip` stands for. */
export function primaryAddressOf(type: string, values: JsonObject): string | undefined {
  const known = (text: string | undefined): string | undefined =>
    text === undefined || isExpression(text) ? undefined : text;
  if (type === "azurerm_network_interface") {
    const configurations = listOf(values["ip_configuration"]).map(objectOf);
    const primary = configurations.find((one) => one["primary"] === true) ?? configurations[0];
    return known(textOf(primary?.["private_ip_address"]));
  }
  const planned = known(textOf(values["private_ip"]));
  if (planned !== undefined) return planned;
  const ordered = known(textOf(listOf(values["private_ip_list"])[0]));
  // A set has no order, so of several nobody knows which is the first.
  const set = listOf(values["private_ips"]);
  return ordered ?? (set.length === 1 ? known(textOf(set[0])) : undefined);
}
