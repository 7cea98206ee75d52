/** Routes to partners: there, missing, or over a translation. */
import { Folder } from "../stack-files";
import { checked } from "./hand-made";

type Json = Record<string, unknown>;

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

function found(cloud: "aws" | "azure", route: Json, resource: Json): string[] {
  const declaration = [
    { item: "stack", format: 1, cloud },
    { item: "network", path: "Network", zones: { partner: ["203.0.113.0/24"] } },
    { item: "partner-route", network: "Network", prefix: "203.0.113.0/24", ...route },
  ].map((item) => JSON.stringify(item));
  return checked(folder, resource, declaration).findings.map(
    ({ severity, code, where }) => `${severity} ${code} ${where}`,
  );
}

const MISSING = ["error check-route-missing Network"];
const OVER_NAT = "error check-route-over-nat Network";

describe("over a transit gateway", () => {
  const declared = {
    over: "transit-gateway",
    gateway: "tgw-0example",
    routeTable: { ref: "aws_route_table.inside.id" },
  };
  const route = (more: Json = {}): Json => ({
    route_table_id: "${aws_route_table.inside.id}",
    destination_cidr_block: "203.0.113.0/24",
    transit_gateway_id: "tgw-0example",
    ...more,
  });
  const routes = (...all: Json[]): string[] =>
    found("aws", declared, {
      aws_route_table: { inside: {}, other: {} },
      aws_route: Object.fromEntries(all.map((one, index) => [`r${String(index)}`, one])),
    });

  it.each<[string, Json[], string[]]>([
    ["the route is there", [route()], []],
    ["there is none", [], MISSING],
    ["it is in another table", [route({ route_table_id: "${aws_route_table.other.id}" })], MISSING],
    ["it is for another prefix", [route({ destination_cidr_block: "203.0.113.0/25" })], MISSING],
    ["it leads to another gateway", [route({ transit_gateway_id: "tgw-0other" })], MISSING],
    [
      "a part of the prefix leads over a NAT gateway",
      [
        route(),
        {
          route_table_id: "${aws_route_table.inside.id}",
          destination_cidr_block: "203.0.113.128/25",
          nat_gateway_id: "nat-0example",
        },
      ],
      [OVER_NAT],
    ],
    [
      "the prefix leads over an internet gateway instead",
      [route({ transit_gateway_id: null, gateway_id: "${aws_internet_gateway.x.id}" })],
      [...MISSING, OVER_NAT],
    ],
    [
      "the default route leads over a NAT gateway",
      [
        route(),
        {
          route_table_id: "${aws_route_table.inside.id}",
          destination_cidr_block: "0.0.0.0/0",
          nat_gateway_id: "nat-0example",
        },
      ],
      [],
    ],
    [
      "the route may be there several times or not at all",
      [route({ count: "${var.n}" })],
      ["warning check-not-seen Network"],
    ],
    [
      "a route's prefix is not known",
      [route({ destination_cidr_block: "${var.prefix}" })],
      ["warning check-not-seen Network"],
    ],
  ])("%s", (_, all, expected) => {
    expect(routes(...all)).toEqual(expected);
  });

  it("the route may stand inside its table", () => {
    const inline = { cidr_block: "203.0.113.0/24", transit_gateway_id: "tgw-0example" };
    expect(found("aws", declared, { aws_route_table: { inside: { route: [inline] } } })).toEqual([]);
  });
});

describe("over a virtual private gateway", () => {
  const gateway = { ref: "aws_vpn_gateway.x.id" };
  const declared = { over: "virtual-private-gateway", gateway, routeTable: "rtb-0example" };
  it.each<[string, Json, string[]]>([
    [
      "a route",
      {
        aws_route: {
          r: {
            route_table_id: "rtb-0example",
            destination_cidr_block: "203.0.113.0/24",
            gateway_id: "${aws_vpn_gateway.x.id}",
          },
        },
      },
      [],
    ],
    [
      "what the gateway learns",
      {
        aws_vpn_gateway_route_propagation: {
          p: { vpn_gateway_id: "${aws_vpn_gateway.x.id}", route_table_id: "rtb-0example" },
        },
      },
      [],
    ],
    [
      "what it tells another table",
      {
        aws_vpn_gateway_route_propagation: {
          p: { vpn_gateway_id: "${aws_vpn_gateway.x.id}", route_table_id: "rtb-0other" },
        },
      },
      MISSING,
    ],
  ])("by %s", (_, resource, expected) => {
    expect(found("aws", declared, resource)).toEqual(expected);
  });
});

describe("on Azure", () => {
  const table = { ref: "azurerm_route_table.t.id" };
  const vpn = { over: "vpn", gateway: null, routeTable: table };
  const route = (next: string): Json => ({
    azurerm_route_table: { t: { name: "inside" } },
    azurerm_route: { r: { route_table_name: "inside", address_prefix: "203.0.113.0/24", next_hop_type: next } },
  });
  const express = { over: "express-route", gateway: { ref: "azurerm_virtual_network_gateway.g.id" }, routeTable: null };
  const connection = (type: string): Json => ({
    azurerm_virtual_network_gateway_connection: {
      c: { type, virtual_network_gateway_id: "${azurerm_virtual_network_gateway.g.id}" },
    },
  });

  it.each<[string, Json, Json, string[]]>([
    ["a VPN's route leads to the gateway", vpn, route("VirtualNetworkGateway"), []],
    ["a VPN's route leads to the internet", vpn, route("Internet"), [...MISSING, OVER_NAT]],
    ["a VPN has no route", vpn, {}, MISSING],
    ["ExpressRoute announces what it learns", express, connection("ExpressRoute"), []],
    ["ExpressRoute has no connection", express, {}, MISSING],
    ["its gateway has a connection of another kind", express, connection("IPsec"), MISSING],
  ])("%s", (_, declared, resource, expected) => {
    expect(found("azure", declared, resource)).toEqual(expected);
  });
});
