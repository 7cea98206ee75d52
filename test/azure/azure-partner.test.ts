/** Links to partners on Azure, resource by resource, and what is refused. */
import { ExpressRouteCircuit } from "@cdktf/provider-azurerm/lib/express-route-circuit";
import { NatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Route } from "@cdktf/provider-azurerm/lib/route";
import { RouteTable } from "@cdktf/provider-azurerm/lib/route-table";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { AzureLink, type AzureExpressRouteLinkProps } from "../../lib/azure/azure-link";
import { expectFault } from "../support/faults";
import { azureNetwork, linked, plain, routesOf } from "../support/linked-networks";
import { countsOf, declared, resourcesOf, synthesized } from "../support/rules";
import { stackOn } from "../support/stacks";

const NETWORK = "/subscriptions/0/resourceGroups/hub/providers/Microsoft.Network";
const GATEWAY = `${NETWORK}/virtualNetworkGateways/express`;
const CIRCUIT = `${NETWORK}/expressRouteCircuits/equinix`;

function placed(partner: object, stack = stackOn("azure")): TerraformStack {
  azureNetwork(stack, { partner: { prefixes: ["192.0.2.0/24"], ...partner } });
  return stack;
}

function express(more: Partial<AzureExpressRouteLinkProps> = {}): AzureLink {
  return AzureLink.expressRoute({ virtualNetworkGatewayId: GATEWAY, circuitId: CIRCUIT, ...more });
}

describe("a VPN", () => {
  it("is a route table for the subnets, with a route for each prefix to the gateway", () => {
    const subnets = [{ subnetId: `${NETWORK}/virtualNetworks/v/subnets/internal` }, { subnetId: "${var.subnet}" }];
    const stack = placed({ prefixes: ["192.0.2.0/24", "203.0.113.0/24"], link: AzureLink.vpn({ subnets }) });
    expect(countsOf(stack)).toEqual({
      azurerm_route: 2,
      azurerm_route_table: 1,
      azurerm_subnet_route_table_association: 2,
    });
    const [id] = Object.keys(resourcesOf(stack, "azurerm_route_table"));
    const table = `azurerm_route_table.${String(id)}`;
    expect(id).toMatch(/^Network_Partner_/);
    expect(Object.values(resourcesOf(stack, "azurerm_route_table")).map(plain)).toEqual([
      { name: "stack-Network-Partner", resource_group_name: "uc", location: "westeurope" },
    ]);
    expect(Object.values(resourcesOf(stack, "azurerm_route")).map(plain)).toEqual(
      [
        ["to-192.0.2.0_24", "192.0.2.0/24"],
        ["to-203.0.113.0_24", "203.0.113.0/24"],
      ].map(([name, prefix]) => ({
        name,
        resource_group_name: "uc",
        route_table_name: `\${${table}.name}`,
        address_prefix: prefix,
        next_hop_type: "VirtualNetworkGateway",
      })),
    );
    const associations = Object.values(resourcesOf(stack, "azurerm_subnet_route_table_association")).map(plain);
    expect(associations).toHaveLength(2);
    expect(associations).toEqual(
      expect.arrayContaining(
        subnets.map(({ subnetId }) => ({ subnet_id: subnetId, route_table_id: `\${${table}.id}` })),
      ),
    );
    expect(declared(stack, "partner-route")).toMatchObject(
      ["192.0.2.0/24", "203.0.113.0/24"].map((prefix) => ({
        prefix,
        over: "vpn",
        gateway: null,
        routeTable: { ref: `${table}.name` },
      })),
    );
  });

  it("is routes in a table that exists", () => {
    const stack = placed({ link: AzureLink.vpn({ routeTable: { name: "to-partners", resourceGroupName: "hub" } }) });
    expect(countsOf(stack)).toEqual({ azurerm_route: 1 });
    expect(Object.values(resourcesOf(stack, "azurerm_route")).map(plain)).toEqual([
      {
        name: "to-192.0.2.0_24",
        resource_group_name: "hub",
        route_table_name: "to-partners",
        address_prefix: "192.0.2.0/24",
        next_hop_type: "VirtualNetworkGateway",
      },
    ]);
  });

  it.each<[string, object, string, (string | RegExp)[]]>([
    ["without subnets", {}, "stack-route-table-missing", ["partner.link.subnets is missing"]],
    ["with no subnet", { subnets: [] }, "stack-route-table-missing", ["partner.link.subnets is []"]],
    ["with subnets as text", { subnets: "internal" }, "stack-list-invalid", ["partner.link.subnets"]],
    [
      "with a subnet twice",
      { subnets: [{ subnetId: "a" }, { subnetId: "a" }] },
      "azure-route-table-twice",
      ['"a"', "a subnet has one route table"],
    ],
    [
      "with subnets and a table",
      { subnets: [{ subnetId: "a" }], routeTable: { name: "t", resourceGroupName: "g" } },
      "azure-route-table-choice",
      ["either subnets or a route table"],
    ],
    ["with a table without a name", { routeTable: { resourceGroupName: "g" } }, "azure-route-table-invalid", []],
    [
      "with a table without a group",
      { routeTable: { name: "t", resourceGroupName: "" } },
      "azure-route-table-invalid",
      [],
    ],
  ])("is refused %s", (_, props, code, says) => {
    const stack = stackOn("azure");
    expectFault(() => placed({ link: AzureLink.vpn(props) }, stack), code, "cannot link the partner", ...says);
    expect(countsOf(stack)).toEqual({});
  });

  it("is refused for IPv6", () => {
    const stack = stackOn("azure");
    const partner = {
      prefixes: ["192.0.2.0/24", "2001:db8:5::/48"],
      link: AzureLink.vpn({ subnets: [{ subnetId: "a" }] }),
    };
    expectFault(
      () => placed(partner, stack),
      "stack-route-ipv6",
      '"2001:db8:5::/48"',
      "VPN gateways on Azure carry IPv4",
    );
    expect(countsOf(stack)).toEqual({});
  });
});

describe("ExpressRoute", () => {
  it("is a connection of the gateway to the circuit, whose routes come by BGP", () => {
    const stack = placed({ prefixes: ["192.0.2.0/24", "2001:db8:5::/48"], link: express() });
    expect(countsOf(stack)).toEqual({ azurerm_virtual_network_gateway_connection: 1 });
    expect(Object.values(resourcesOf(stack, "azurerm_virtual_network_gateway_connection")).map(plain)).toEqual([
      {
        name: "stack-Network-Partner",
        resource_group_name: "uc",
        location: "westeurope",
        type: "ExpressRoute",
        virtual_network_gateway_id: GATEWAY,
        express_route_circuit_id: CIRCUIT,
      },
    ]);
    expect(declared(stack, "partner-route")).toMatchObject([
      { prefix: "192.0.2.0/24", over: "express-route", gateway: GATEWAY, routeTable: null },
      { prefix: "2001:db8:5::/48", over: "express-route", gateway: GATEWAY, routeTable: null },
    ]);
    expect(declared(stack, "finding").map(({ code, severity }) => [code, severity])).toEqual([
      ["stack-route-not-seen", "note"],
      ["stack-route-not-seen", "note"],
    ]);
  });

  it("takes the authorization key from a sensitive variable, and never shows it", () => {
    const stack = stackOn("azure");
    const key = new TerraformVariable(stack, "key", { type: "string", sensitive: true });
    placed({ link: express({ authorizationKey: key.stringValue }) }, stack);
    expect(Object.values(resourcesOf(stack, "azurerm_virtual_network_gateway_connection"))).toMatchObject([
      { authorization_key: "${var.key}" },
    ]);
    expect(JSON.stringify(declared(stack, "partner-route"))).not.toContain("var.key");
  });

  it.each<[string, string]>([
    ["as text", "0d1e2f3a-secret"],
    ["beside a reference", "${var.prefix}0d1e2f3a-secret"],
    ["in quotes inside of a reference", '${"0d1e2f3a-secret"}'],
    ["as nothing", ""],
  ])("refuses a key %s, without showing it", (_, authorizationKey) => {
    const stack = stackOn("azure");
    const fault = expectFault(
      () => placed({ link: express({ authorizationKey }) }, stack),
      "azure-authorization-key-literal",
      "sensitive: true",
    );
    expect(JSON.stringify([fault.message, fault.value])).not.toContain("0d1e2f3a");
    expect(countsOf(stack)).toEqual({});
  });

  it.each<[string, Partial<AzureExpressRouteLinkProps>, string, string[]]>([
    [
      "a NAT gateway",
      { virtualNetworkGatewayId: `${NETWORK}/natGateways/exit` },
      "stack-route-over-nat",
      ["a NAT gateway"],
    ],
    [
      "a firewall",
      { virtualNetworkGatewayId: `${NETWORK}/azureFirewalls/f` },
      "stack-route-over-nat",
      ["an Azure Firewall"],
    ],
    [
      "an appliance",
      { virtualNetworkGatewayId: `${NETWORK}/networkInterfaces/n` },
      "stack-route-over-nat",
      ["a network interface"],
    ],
    [
      "a circuit as gateway",
      { virtualNetworkGatewayId: CIRCUIT },
      "azure-gateway-unknown",
      ["virtualNetworkGateways/<name>"],
    ],
    [
      "a gateway as circuit",
      { circuitId: GATEWAY },
      "azure-gateway-unknown",
      ["circuitId", "expressRouteCircuits/<name>"],
    ],
    ["a name", { virtualNetworkGatewayId: "express" }, "azure-gateway-unknown", ['"express"']],
    ["nothing", { circuitId: undefined as never }, "azure-gateway-unknown", ["circuitId is missing"]],
  ])("refuses %s", (_, props, code, says) => {
    expectFault(() => express(props), code, ...says);
  });

  it("refuses what a reference shows to be something else, and says where nothing shows", () => {
    const stack = stackOn("azure");
    const named = { name: "x", resourceGroupName: "hub", location: "westeurope" };
    const nat = new NatGateway(stack, "Exit", named);
    const address = new PublicIp(stack, "Address", { ...named, allocationMethod: "Static" });
    const circuit = new ExpressRouteCircuit(stack, "Circuit", {
      ...named,
      sku: { tier: "Standard", family: "MeteredData" },
    });
    const attempt = (id: string, props: Partial<AzureExpressRouteLinkProps>, code: string, says: string): void => {
      const network = (): unknown =>
        azureNetwork(stack, { partner: { prefixes: ["192.0.2.0/24"], link: express(props) } }, id);
      expectFault(network, code, says);
    };
    attempt("A", { virtualNetworkGatewayId: nat.id }, "stack-route-over-nat", "azurerm_nat_gateway.Exit.id");
    attempt("B", { virtualNetworkGatewayId: circuit.id }, "azure-gateway-unknown", "azurerm_express_route_circuit");
    attempt("C", { circuitId: address.id }, "stack-route-over-nat", "a public address");
    const virtualNetworkGatewayId = "${var.gateway}";
    azureNetwork(
      stack,
      { partner: { prefixes: ["192.0.2.0/24"], link: express({ virtualNetworkGatewayId, circuitId: circuit.id }) } },
      "D",
    );
    expect(declared(stack, "finding").filter(({ code }) => code === "azure-gateway-unresolved")).toMatchObject([
      { severity: "note", where: "D", what: expect.stringContaining("var.gateway") as string },
    ]);
  });
});

describe("a partner", () => {
  it.each<[string, unknown]>([
    ["text", "vpn"],
    ["an object", { spec: { kind: "vpn" } }],
    ["null", null],
  ])("is refused with %s as link", (_, link) => {
    expectFault(() => placed({ link }), "azure-link-invalid", "AzureLink.vpn");
  });
});

describe("a route of the same stack", () => {
  const named = { name: "x", resourceGroupName: "uc" };
  const routed = (addressPrefix: string, nextHopType: string) => (stack: TerraformStack) =>
    new Route(stack, "R", { ...named, routeTableName: "t", addressPrefix, nextHopType });

  it.each<[string, (stack: TerraformStack) => unknown]>([
    ["to the same prefix over the internet", routed("192.0.2.0/24", "Internet")],
    ["to a part of it over the internet", routed("192.0.2.8/29", "Internet")],
    [
      "inside of a route table",
      (stack) =>
        new RouteTable(stack, "R", {
          ...named,
          location: "westeurope",
          route: [{ name: "r", addressPrefix: "192.0.2.0/25", nextHopType: "Internet" }],
        }),
    ],
  ])("is refused when the stack is synthesized: %s", (_, add) => {
    const { stack } = linked("azure");
    add(stack);
    expect(() => synthesized(stack)).toThrow(
      /stack\/R routes 192\.0\.2\.\d\/\d+ over the internet.*\[stack-route-over-nat\]/,
    );
  });

  it.each<[string, (stack: TerraformStack) => unknown]>([
    ["a default route to the internet", routed("0.0.0.0/0", "Internet")],
    ["a service tag over the internet", routed("AzureMonitor", "Internet")],
    ["a part of the partner's prefix over the gateway", routed("192.0.2.0/25", "VirtualNetworkGateway")],
    ["others over the internet", routed("198.51.100.0/24", "Internet")],
  ])("is left alone: %s", (_, add) => {
    const { stack } = linked("azure");
    add(stack);
    expect(routesOf(synthesized(stack))).toHaveLength(3);
  });
});
