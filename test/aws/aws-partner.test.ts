/** Links to partners on AWS, resource by resource, and what is refused. */
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import { Ec2TransitGateway } from "@cdktf/provider-aws/lib/ec2-transit-gateway";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { VpnGateway } from "@cdktf/provider-aws/lib/vpn-gateway";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { AwsLink } from "../../lib/aws/aws-link";
import { expectFault } from "../support/faults";
import { awsNetwork, linked, plain, routesOf } from "../support/linked-networks";
import { countsOf, declared, resourcesOf, synthesized } from "../support/rules";
import { stackOn } from "../support/stacks";

const TGW = "tgw-0123456789abcdef0";
const DIRECT_CONNECT = "01234567-89ab-cdef-0123-456789abcdef";
const PREFIXES = ["192.0.2.0/24"];

function placed(partner: object, stack = stackOn("aws")): TerraformStack {
  awsNetwork(stack, { partner: { prefixes: PREFIXES, ...partner } });
  return stack;
}

describe("a link to a partner", () => {
  it("is one route for each route table and prefix over a transit gateway", () => {
    const stack = placed({
      prefixes: ["192.0.2.0/24", "2001:db8:5::/48"],
      link: AwsLink.transitGateway(TGW),
      routeTableIds: ["rtb-1", "rtb-2"],
    });
    expect(countsOf(stack)).toEqual({ aws_route: 4 });
    expect(Object.values(resourcesOf(stack, "aws_route")).map(plain)).toEqual([
      { route_table_id: "rtb-1", destination_cidr_block: "192.0.2.0/24", transit_gateway_id: TGW },
      { route_table_id: "rtb-1", destination_ipv6_cidr_block: "2001:db8:5::/48", transit_gateway_id: TGW },
      { route_table_id: "rtb-2", destination_cidr_block: "192.0.2.0/24", transit_gateway_id: TGW },
      { route_table_id: "rtb-2", destination_ipv6_cidr_block: "2001:db8:5::/48", transit_gateway_id: TGW },
    ]);
    expect(Object.keys(resourcesOf(stack, "aws_route")).every((id) => id.startsWith("Network_Partner_"))).toBe(true);
  });

  it("is a route over a virtual private gateway, which Terraform calls a gateway", () => {
    const stack = placed({ link: AwsLink.virtualPrivateGateway("vgw-1"), routeTableIds: ["rtb-1"] });
    expect(Object.values(resourcesOf(stack, "aws_route")).map(plain)).toEqual([
      { route_table_id: "rtb-1", destination_cidr_block: "192.0.2.0/24", gateway_id: "vgw-1" },
    ]);
    expect(declared(stack, "partner-route")).toMatchObject([{ over: "virtual-private-gateway", gateway: "vgw-1" }]);
  });

  it("takes gateways and route tables that are known later", () => {
    const stack = stackOn("aws");
    const gateway = new Ec2TransitGateway(stack, "Hub", {});
    const tables = ["A", "B"].map((id) => new RouteTable(stack, id, { vpcId: "vpc-1" }).id);
    placed({ link: AwsLink.transitGateway(gateway.id), routeTableIds: tables }, stack);
    expect(routesOf(stack)).toEqual([
      "${aws_route_table.A.id} 192.0.2.0/24 ${aws_ec2_transit_gateway.Hub.id}",
      "${aws_route_table.B.id} 192.0.2.0/24 ${aws_ec2_transit_gateway.Hub.id}",
    ]);
    expect(declared(stack, "partner-route").map(({ gateway, routeTable }) => [gateway, routeTable])).toEqual([
      [{ ref: "aws_ec2_transit_gateway.Hub.id" }, { ref: "aws_route_table.A.id" }],
      [{ ref: "aws_ec2_transit_gateway.Hub.id" }, { ref: "aws_route_table.B.id" }],
    ]);
    expect(declared(stack, "finding")).toEqual([]);
  });

  it("says where it does not show what the gateway is", () => {
    const stack = stackOn("aws");
    const given = new TerraformVariable(stack, "hub", { type: "string" });
    placed({ link: AwsLink.transitGateway(given.stringValue), routeTableIds: ["rtb-1"] }, stack);
    expect(declared(stack, "finding")).toMatchObject([
      { code: "aws-gateway-unresolved", severity: "note", what: expect.stringContaining("var.hub") as string },
    ]);
  });

  it("makes no route without route tables, and says that none was seen", () => {
    const stack = placed({ link: AwsLink.virtualPrivateGateway("vgw-1") });
    expect(countsOf(stack)).toEqual({});
    expect(declared(stack, "partner-route")).toMatchObject([{ prefix: "192.0.2.0/24", routeTable: null }]);
    expect(declared(stack, "finding")).toMatchObject([
      {
        code: "stack-route-not-seen",
        severity: "note",
        what: "the route to 192.0.2.0/24 was not seen: no route tables are declared, so it is propagated to them or made elsewhere",
      },
    ]);
  });

  it("associates a Direct Connect gateway with the link's gateway, once", () => {
    const stack = placed({
      prefixes: ["192.0.2.0/25", "192.0.2.128/25"],
      link: AwsLink.transitGateway(TGW),
      directConnect: { gatewayId: DIRECT_CONNECT, allowedPrefixes: ["10.20.0.0/24", "10.30.0.0/16"] },
    });
    expect(countsOf(stack)).toEqual({ aws_dx_gateway_association: 1 });
    expect(Object.values(resourcesOf(stack, "aws_dx_gateway_association")).map(plain)).toEqual([
      {
        dx_gateway_id: DIRECT_CONNECT,
        associated_gateway_id: TGW,
        allowed_prefixes: ["10.20.0.0/24", "10.30.0.0/16"],
      },
    ]);
  });

  it.each<[string, object]>([
    ["a block that is wider than the zone", { allowedPrefixes: ["10.20.0.0/16"] }],
    ["a block that is known later", { allowedPrefixes: ["${data.aws_vpc.own.cidr_block}"] }],
    ["a gateway that is known later", { gatewayId: "${aws_dx_gateway.x.id}" }],
    ["200 blocks", { allowedPrefixes: Array.from({ length: 200 }, (_, index) => `10.30.${String(index)}.0/24`) }],
  ])("announces %s", (_, more) => {
    const directConnect = { gatewayId: DIRECT_CONNECT, allowedPrefixes: ["10.20.0.0/24"], ...more };
    const stack = placed({ link: AwsLink.transitGateway(TGW), directConnect });
    expect(Object.values(resourcesOf(stack, "aws_dx_gateway_association"))).toMatchObject([
      { dx_gateway_id: directConnect.gatewayId, allowed_prefixes: directConnect.allowedPrefixes },
    ]);
  });
});

describe("a gateway", () => {
  it.each<[string, string]>([
    ["nat-0123456789abcdef0", "a NAT gateway"],
    ["igw-0123456789abcdef0", "an internet gateway"],
    ["eni-0123456789abcdef0", "a network interface"],
    ["i-0123456789abcdef0", "an instance"],
    ["cagw-0123456789abcdef0", "a carrier gateway"],
  ])("is refused where it translates: %s", (id, title) => {
    for (const link of [() => AwsLink.transitGateway(id), () => AwsLink.virtualPrivateGateway(id)]) {
      expectFault(link, "stack-route-over-nat", `gateway is "${id}"`, title, "calls fail");
    }
  });

  it.each(["vgw-1", "pcx-1", "tgw-attach-1", "tgw", "TGW-1", "", "dxgw", 7])("of another kind is refused: %p", (id) => {
    expectFault(() => AwsLink.transitGateway(id as string), "aws-gateway-unknown", "a transit gateway", '"tgw-');
  });

  it("is refused as a virtual private gateway where it is a transit gateway", () => {
    expectFault(() => AwsLink.virtualPrivateGateway(TGW), "aws-gateway-unknown", "a virtual private gateway");
  });

  it("is refused where what it refers to shows that it is another", () => {
    const attempt = (gateway: (stack: TerraformStack) => string, code: string, ...says: string[]): void => {
      const stack = stackOn("aws");
      const link = AwsLink.transitGateway(gateway(stack));
      expectFault(() => placed({ link, routeTableIds: ["rtb-1"] }, stack), code, ...says);
      expect(routesOf(stack)).toEqual([]);
    };
    attempt(
      (stack) => new NatGateway(stack, "Exit", { subnetId: "subnet-1" }).id,
      "stack-route-over-nat",
      "aws_nat_gateway.Exit.id",
      "a NAT gateway",
    );
    attempt((stack) => new InternetGateway(stack, "Exit", {}).id, "stack-route-over-nat", "an internet gateway");
    attempt((stack) => new VpnGateway(stack, "Vpn", {}).id, "aws-gateway-unknown", "aws_vpn_gateway.Vpn.id");
  });
});

describe("what is said of a partner", () => {
  const link = AwsLink.transitGateway(TGW);
  const directConnect = { gatewayId: DIRECT_CONNECT, allowedPrefixes: ["10.20.0.0/24"] };

  it.each<[string, object, string, (string | RegExp)[]]>([
    ["no route table", { link, routeTableIds: [] }, "stack-route-table-missing", ["partner.routeTableIds is []"]],
    ["a subnet as route table", { link, routeTableIds: ["subnet-1"] }, "aws-route-table-invalid", ['"subnet-1"']],
    ["a route table twice", { link, routeTableIds: ["rtb-1", "rtb-1"] }, "aws-route-table-twice", ['"rtb-1"']],
    ["route tables that are no list", { link, routeTableIds: "rtb-1" }, "stack-list-invalid", ["routeTableIds"]],
    ["a link as text", { link: TGW }, "aws-link-invalid", ["AwsLink.transitGateway"]],
    ["a link as object", { link: { kind: "transit-gateway", gatewayId: TGW } }, "aws-link-invalid", ["no AwsLink"]],
    ["route tables without a link", { routeTableIds: ["rtb-1"] }, "aws-link-missing", ["partner.routeTableIds"]],
    ["Direct Connect without a link", { directConnect }, "aws-link-missing", ["partner.directConnect"]],
    [
      "a connection as Direct Connect gateway",
      { link, directConnect: { ...directConnect, gatewayId: "dxcon-ffabc123" } },
      "aws-direct-connect-gateway-invalid",
      ['"dxcon-ffabc123"'],
    ],
    [
      "nothing announced",
      { link, directConnect: { ...directConnect, allowedPrefixes: [] } },
      "aws-allowed-prefixes-number",
      ["is 0", "1 to 200"],
    ],
    [
      "201 blocks announced by a transit gateway",
      {
        link,
        directConnect: {
          ...directConnect,
          allowedPrefixes: Array.from({ length: 201 }, (_, index) => `10.30.${String(index)}.0/24`),
        },
      },
      "aws-allowed-prefixes-number",
      ["is 201", "1 to 200"],
    ],
    [
      "the partner's own block announced",
      { link, directConnect: { ...directConnect, allowedPrefixes: ["192.0.2.0/25"] } },
      "aws-allowed-prefix-foreign",
      ['"192.0.2.0/25"', "10.20.0.0/24, 10.30.0.0/16"],
    ],
    [
      "every address announced",
      { link, directConnect: { ...directConnect, allowedPrefixes: ["0.0.0.0/0"] } },
      "aws-allowed-prefix-foreign",
      [],
    ],
    [
      "a block of nobody announced",
      { link, directConnect: { ...directConnect, allowedPrefixes: ["198.51.100.0/24"] } },
      "aws-allowed-prefix-foreign",
      [],
    ],
  ])("is refused: %s", (_, partner, code, says) => {
    const stack = stackOn("aws");
    expectFault(() => placed(partner, stack), code, "cannot link the partner", ...says);
    expect(countsOf(stack)).toEqual({});
  });

  it("may announce more than 200 blocks behind a virtual private gateway, where they only filter", () => {
    const allowedPrefixes = Array.from({ length: 201 }, (_, index) => `10.30.${String(index)}.0/24`);
    const partner = {
      link: AwsLink.virtualPrivateGateway("vgw-1"),
      directConnect: { ...directConnect, allowedPrefixes },
    };
    expect(countsOf(placed(partner))).toEqual({ aws_dx_gateway_association: 1 });
  });
});

describe("a route of the same stack", () => {
  const table = { vpcId: "vpc-1" };

  it.each<[string, (stack: TerraformStack) => unknown, string]>([
    [
      "to the same prefix over a NAT gateway",
      (stack) =>
        new Route(stack, "R", { routeTableId: "rtb-9", destinationCidrBlock: "192.0.2.0/24", natGatewayId: "nat-1" }),
      "stack/R routes 192.0.2.0/24 over a NAT gateway",
    ],
    [
      "to a part of it over an internet gateway",
      (stack) =>
        new Route(stack, "R", { routeTableId: "rtb-9", destinationCidrBlock: "192.0.2.8/29", gatewayId: "igw-1" }),
      "stack/R routes 192.0.2.8/29 over an internet gateway",
    ],
    [
      "over an internet gateway that is made here",
      (stack) =>
        new Route(stack, "R", {
          routeTableId: "rtb-9",
          destinationCidrBlock: "192.0.2.8/29",
          gatewayId: new InternetGateway(stack, "Exit", {}).id,
        }),
      "over an internet gateway",
    ],
    [
      "inside of a route table",
      (stack) =>
        new RouteTable(stack, "T", { ...table, route: [{ cidrBlock: "192.0.2.0/25", natGatewayId: "nat-1" }] }),
      "stack/T routes 192.0.2.0/25 over a NAT gateway",
    ],
    [
      "inside of the default route table",
      (stack) =>
        new DefaultRouteTable(stack, "T", {
          defaultRouteTableId: "rtb-1",
          route: [{ cidrBlock: "192.0.2.0/25", natGatewayId: "nat-1" }],
        }),
      "stack/T routes 192.0.2.0/25",
    ],
  ])("is refused when the stack is synthesized: %s", (_, add, says) => {
    const { stack } = linked("aws");
    add(stack);
    expect(() => synthesized(stack)).toThrow(/\[stack-route-over-nat\]/);
    expect(() => synthesized(stack)).toThrow(says);
  });

  it.each<[string, (stack: TerraformStack) => unknown]>([
    [
      "a default route over a NAT gateway",
      (stack) =>
        new Route(stack, "R", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }),
    ],
    [
      "a route to the partner over another gateway",
      (stack) =>
        new Route(stack, "R", { routeTableId: "rtb-9", destinationCidrBlock: "192.0.2.0/25", gatewayId: "vgw-1" }),
    ],
    [
      "a route to others over a NAT gateway",
      (stack) =>
        new Route(stack, "R", {
          routeTableId: "rtb-1",
          destinationCidrBlock: "198.51.100.0/24",
          natGatewayId: "nat-1",
        }),
    ],
    [
      "a route to what is known later",
      (stack) =>
        new Route(stack, "R", { routeTableId: "rtb-1", destinationCidrBlock: "${var.x}", natGatewayId: "nat-1" }),
    ],
    [
      "a route to a prefix list",
      (stack) =>
        new Route(stack, "R", { routeTableId: "rtb-1", destinationPrefixListId: "pl-1", natGatewayId: "nat-1" }),
    ],
  ])("is left alone: %s", (_, add) => {
    const { stack } = linked("aws");
    add(stack);
    expect(() => synthesized(stack)).not.toThrow();
  });
});
