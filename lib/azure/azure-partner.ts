/** Partners of a network on Azure: what is said of them, and the routes that are made to them. */
import { Route } from "@cdktf/provider-azurerm/lib/route";
import { RouteTable } from "@cdktf/provider-azurerm/lib/route-table";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association";
import { VirtualNetworkGatewayConnection } from "@cdktf/provider-azurerm/lib/virtual-network-gateway-connection";
import { Construct } from "constructs";
import { checksum, keyText } from "../compiler/rule-key";
import type { IpPrefix } from "../net/ip-prefix";
import type { PartnerLink } from "../stack/partner-routes";
import { physicalName } from "../stack/paths";
import { isUnresolved, referenceText } from "../stack/unresolved";
import {
  type AzureExpressRouteLinkProps,
  type AzureLink,
  type AzureRouteTable,
  type AzureVpnLinkProps,
  requireLink,
} from "./azure-link";
import type { AzureNetwork } from "./azure-network";
import { LONGEST_NAME } from "./capabilities";

/** Networks of partners, reached over a link that does not translate addresses. */
export interface AzurePartner {
  /** The address blocks of the partners' networks. Nothing is placed there: their roles are peers only. */
  readonly prefixes: readonly string[];
  /**
   * The link over which the partner is reached.
   *
   * @default - none is declared; no route is made, and reports say that none was seen
   */
  readonly link?: AzureLink;
}

/**
 * Checks how a partner is reached, and returns what makes the routes; nothing where no link is given.
 *
 * @throws {@link UcEdgeError} as {@link requireLink}.
 */
export function azurePartnerLink(network: AzureNetwork, { link }: AzurePartner): PartnerLink | undefined {
  if (link === undefined) return undefined;
  const spec = requireLink(link, network);
  return spec.kind === "vpn" ? new VpnLink(network, spec) : new ExpressRouteLink(network, spec);
}

/** One route for each prefix, to the virtual network's VPN gateway. */
class VpnLink implements PartnerLink {
  readonly over = "vpn";
  readonly gateway = undefined;
  readonly routesFrom = undefined;
  // Source: https://learn.microsoft.com/azure/virtual-network/ip-services/ipv6-overview#limitations
  readonly noIpv6Because = "VPN gateways on Azure carry IPv4 only";
  private made: { readonly scope: Construct; readonly table: AzureRouteTable } | undefined;

  constructor(
    private readonly network: AzureNetwork,
    private readonly props: AzureVpnLinkProps,
  ) {}

  get routeTables(): readonly string[] {
    return [this.here().table.name];
  }

  write(prefix: IpPrefix): void {
    const { scope, table } = this.here();
    const name = keyText(prefix.toString());
    new Route(scope, name, {
      name: `to-${name}`,
      resourceGroupName: table.resourceGroupName,
      routeTableName: table.name,
      addressPrefix: prefix.toString(),
      nextHopType: "VirtualNetworkGateway",
    });
  }

  /** The route table that gets the routes; made and associated with the first prefix, where none was given. */
  private here(): { readonly scope: Construct; readonly table: AzureRouteTable } {
    if (this.made !== undefined) return this.made;
    const scope = new Construct(this.network, "Partner");
    return (this.made = { scope, table: this.props.routeTable ?? this.makeTable(scope) });
  }

  private makeTable(scope: Construct): AzureRouteTable {
    const { resourceGroupName, location } = this.network;
    const table = new RouteTable(scope, "RouteTable", {
      name: physicalName(scope, LONGEST_NAME),
      resourceGroupName,
      location,
    });
    for (const { subnetId } of this.props.subnets ?? []) {
      new SubnetRouteTableAssociation(scope, `Subnet-${this.keyOf(subnetId)}`, { subnetId, routeTableId: table.id });
    }
    return { name: table.name, resourceGroupName };
  }

  /** Two subnets must never become one text. */
  private keyOf(subnetId: string): string {
    const text = isUnresolved(subnetId) ? referenceText(this.network, subnetId) : subnetId;
    return `${keyText(text.split("/").at(-1) ?? "")}-${checksum(text)}`;
  }
}

/** A connection of a gateway to a circuit, which brings the routes by BGP. */
class ExpressRouteLink implements PartnerLink {
  readonly over = "express-route";
  readonly routeTables = [];
  readonly routesFrom = "it comes from the circuit by BGP";
  readonly noIpv6Because = undefined;
  private made = false;

  constructor(
    private readonly network: AzureNetwork,
    private readonly props: AzureExpressRouteLinkProps,
  ) {}

  get gateway(): string {
    return this.props.virtualNetworkGatewayId;
  }

  write(): void {
    if (this.made) return;
    this.made = true;
    const { resourceGroupName, location } = this.network;
    const { virtualNetworkGatewayId, circuitId, authorizationKey } = this.props;
    const scope = new Construct(this.network, "Partner");
    new VirtualNetworkGatewayConnection(scope, "Connection", {
      name: physicalName(scope, LONGEST_NAME),
      resourceGroupName,
      location,
      type: "ExpressRoute",
      virtualNetworkGatewayId,
      expressRouteCircuitId: circuitId,
      ...(authorizationKey === undefined ? {} : { authorizationKey }),
    });
  }
}
