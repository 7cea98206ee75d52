/** Routes of both clouds, each with the kind of gateway that it leads to. */
import type { IpPrefix } from "../../net/ip-prefix";
import { type JsonObject, listOf, textOf } from "./json-values";
import type { References } from "./references";
import { blocksOf, prefixPeer } from "./rule";

/** What a route leads to; `unknown` is what no name tells. */
export type RouteTarget =
  "transit-gateway" | "virtual-private-gateway" | "virtual-network-gateway" | "nat" | "internet" | "other" | "unknown";

/** A route in a table. */
export interface ReadRoute {
  /** Its Terraform address. */
  readonly address: string;
  /** The Terraform address or id of its table; nothing where it is not known. */
  readonly table: string | undefined;
  /** Nothing where it is known only when Terraform runs. */
  readonly prefix: IpPrefix | undefined;
  readonly over: RouteTarget;
  /** The Terraform address or id of what it leads to; nothing where Azure has one of a kind. */
  readonly target: string | undefined;
  /** Whether there may be several of it, or none. */
  readonly repeated: boolean;
}

/** What announces routes by itself: a connection of ExpressRoute or a VPN, or a gateway that spreads what it learns. */
export interface ReadAnnouncement {
  readonly address: string;
  readonly kind: "express-route" | "vpn" | "propagation";
  /** The Terraform address or id of the gateway. */
  readonly gateway: string | undefined;
  /** The table that learns the routes; nothing where every one does. */
  readonly table: string | undefined;
}

const AWS_TARGETS: readonly [string, RouteTarget][] = [
  ["transit_gateway_id", "transit-gateway"],
  ["nat_gateway_id", "nat"],
  ["egress_only_gateway_id", "internet"],
  ["carrier_gateway_id", "internet"],
  ["gateway_id", "unknown"],
  ["network_interface_id", "other"],
  ["vpc_peering_connection_id", "other"],
  ["vpc_endpoint_id", "other"],
  ["local_gateway_id", "other"],
  ["core_network_arn", "other"],
];
const AZURE_TARGETS: Readonly<Record<string, RouteTarget>> = {
  virtualnetworkgateway: "virtual-network-gateway",
  internet: "internet",
  vnetlocal: "other",
  virtualappliance: "other",
  none: "other",
};

/** Every route of a stack, inline or a resource of its own. */
export function readRoutes(references: References): ReadRoute[] {
  return [
    ...references
      .ofType("aws_route")
      .map(({ address, values, repeated }) =>
        awsRoute(references, values, { address, table: references.addressOf(values["route_table_id"]), repeated }),
      ),
    ...references.ofType("aws_route_table", "aws_default_route_table").flatMap(({ address, values, repeated }) =>
      blocksOf(values, "route").map(({ block, place, repeated: several }) =>
        awsRoute(references, block, {
          address: `${address}.${place}`,
          table: address,
          repeated: repeated || several,
        }),
      ),
    ),
    ...references
      .ofType("azurerm_route")
      .map(({ address, values, repeated }) =>
        azureRoute(values, { address, table: azureTable(references, values), repeated }),
      ),
    ...references
      .ofType("azurerm_route_table")
      .flatMap(({ address, values, repeated }) =>
        blocksOf(values, "route").map(({ block, place, repeated: several }) =>
          azureRoute(block, { address: `${address}.${place}`, table: address, repeated: repeated || several }),
        ),
      ),
  ];
}

/** Everything in a stack that announces routes by itself. */
export function readAnnouncements(references: References): ReadAnnouncement[] {
  return [
    ...references.ofType("azurerm_virtual_network_gateway_connection").map(({ address, values }): ReadAnnouncement => ({
      address,
      kind: String(values["type"]).toLowerCase() === "expressroute" ? "express-route" : "vpn",
      gateway: references.addressOf(values["virtual_network_gateway_id"]),
      table: undefined,
    })),
    ...references.ofType("aws_vpn_gateway_route_propagation").map(({ address, values }): ReadAnnouncement => ({
      address,
      kind: "propagation",
      gateway: references.addressOf(values["vpn_gateway_id"]),
      table: references.addressOf(values["route_table_id"]),
    })),
    ...references.ofType("aws_route_table", "aws_default_route_table").flatMap(({ address, values }) =>
      listOf(values["propagating_vgws"]).map((gateway): ReadAnnouncement => ({
        address,
        kind: "propagation",
        gateway: references.addressOf(gateway),
        table: address,
      })),
    ),
  ];
}

type Place = Pick<ReadRoute, "address" | "table" | "repeated">;

function awsRoute(references: References, values: JsonObject, place: Place): ReadRoute {
  const destinations = ["destination_cidr_block", "destination_ipv6_cidr_block", "cidr_block", "ipv6_cidr_block"];
  const destination = destinations.map((name) => textOf(values[name])).find((one) => one !== undefined);
  const [name, over] = AWS_TARGETS.find(([one]) => textOf(values[one]) !== undefined) ?? ["", "unknown" as const];
  const target = references.addressOf(values[name]);
  return {
    ...place,
    prefix: destination === undefined ? undefined : prefixPeer([destination]).prefixes[0],
    over: name === "gateway_id" ? gatewayKind(target ?? "") : over,
    target,
  };
}

/** One attribute holds gateways of several kinds, told apart by what they are called. */
function gatewayKind(target: string): RouteTarget {
  if (/(^|\.)aws_vpn_gateway\.|^vgw-/.test(target)) return "virtual-private-gateway";
  if (/(^|\.)aws_(default_)?internet_gateway\.|^igw-/.test(target)) return "internet";
  return target === "local" ? "other" : "unknown";
}

function azureRoute(values: JsonObject, place: Place): ReadRoute {
  const destination = textOf(values["address_prefix"]);
  return {
    ...place,
    prefix: destination === undefined ? undefined : prefixPeer([destination]).prefixes[0],
    over: AZURE_TARGETS[String(values["next_hop_type"]).toLowerCase()] ?? "unknown",
    target: undefined,
  };
}

/** A route names its table by its name. */
function azureTable(references: References, values: JsonObject): string | undefined {
  const name = values["route_table_name"];
  const found = references.find(name);
  if (found !== undefined && references.at(found.address) !== undefined) return found.address;
  const text = textOf(name)?.toLowerCase();
  const tables = references
    .ofType("azurerm_route_table")
    .filter((table) => references.literal(table.values["name"])?.toLowerCase() === text);
  return tables.length === 1 ? tables[0]?.address : textOf(name);
}
