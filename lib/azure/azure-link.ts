/** How a virtual network reaches a partner. */
import type { IConstruct } from "constructs";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "../stack/declaration";
import { stackPath } from "../stack/paths";
import { referencedType } from "../stack/referenced-type";
import { isUnresolved, referenceText, requireKnownList, resolvedText } from "../stack/unresolved";
import type { AzureSubnet } from "./azure-network";

/** A route table that exists. */
export interface AzureRouteTable {
  /** Its name. */
  readonly name: string;
  /** The resource group that it is in. */
  readonly resourceGroupName: string;
}

/** A VPN to the partner, through the VPN gateway of the virtual network. Exactly one of the two is given. */
export interface AzureVpnLinkProps {
  /**
   * Subnets that get a new route table with a route for each of the partner's prefixes. They must have none yet.
   *
   * @default - none; the routes go into `routeTable`
   */
  readonly subnets?: readonly AzureSubnet[];
  /**
   * A route table that exists, and that gets the routes.
   *
   * @default - none; one is made for `subnets`
   */
  readonly routeTable?: AzureRouteTable;
}

/** An ExpressRoute circuit to the partner. */
export interface AzureExpressRouteLinkProps {
  /** The resource id of the virtual network gateway, of type ExpressRoute; it may be unresolved. */
  readonly virtualNetworkGatewayId: string;
  /** The resource id of the circuit; it may be unresolved. */
  readonly circuitId: string;
  /**
   * The authorization key for a circuit of another subscription: a reference to a sensitive variable or a secret, never the
   * key itself, which would stand in the synthesized files.
   *
   * @default - none; the circuit is of the same subscription
   */
  readonly authorizationKey?: string;
}

/** How a link is given; the network reads it. */
export type AzureLinkSpec =
  ({ readonly kind: "vpn" } & AzureVpnLinkProps) | ({ readonly kind: "express-route" } & AzureExpressRouteLinkProps);

const MARK = Symbol.for("cdktf-uc-edge/azure-link");
const WHAT = "cannot link the partner";

interface Kind {
  readonly title: string;
  /** As resource ids spell it. */
  readonly id: string;
  readonly type: string;
}

const GATEWAY: Kind = {
  title: "a virtual network gateway",
  id: "virtualNetworkGateways",
  type: "azurerm_virtual_network_gateway",
};
const CIRCUIT: Kind = {
  title: "an ExpressRoute circuit",
  id: "expressRouteCircuits",
  type: "azurerm_express_route_circuit",
};
/** What translates addresses, or may. */
const TRANSLATORS: readonly Kind[] = [
  { title: "a NAT gateway", id: "natGateways", type: "azurerm_nat_gateway" },
  { title: "an Azure Firewall", id: "azureFirewalls", type: "azurerm_firewall" },
  { title: "a load balancer", id: "loadBalancers", type: "azurerm_lb" },
  { title: "a network interface", id: "networkInterfaces", type: "azurerm_network_interface" },
  { title: "a public address", id: "publicIPAddresses", type: "azurerm_public_ip" },
];

/** The link over which a partner is reached. */
export class AzureLink {
  private constructor(
    /** How the link is given. */
    readonly spec: AzureLinkSpec,
  ) {
    Object.defineProperty(this, MARK, { value: true });
  }

  /**
   * Over a VPN: routes to the partner's prefixes whose next hop is the virtual network's VPN gateway. IPv4 only. What is
   * wrong with the props is said where the link is used.
   */
  static vpn(props: AzureVpnLinkProps): AzureLink {
    return new AzureLink({ kind: "vpn", ...props });
  }

  /**
   * Over ExpressRoute: a connection of the gateway to the circuit. Routes come from the circuit by BGP, and no route table
   * is made.
   *
   * @throws {@link UcEdgeError} `azure-gateway-unknown`, `stack-route-over-nat`, `azure-authorization-key-literal`.
   */
  static expressRoute(props: AzureExpressRouteLinkProps): AzureLink {
    const { virtualNetworkGatewayId, circuitId, authorizationKey } = props;
    requireKind(GATEWAY, "virtualNetworkGatewayId", virtualNetworkGatewayId);
    requireKind(CIRCUIT, "circuitId", circuitId);
    if (authorizationKey !== undefined && !isUnresolved(authorizationKey)) throw keyInPlainText();
    return new AzureLink({ kind: "express-route", ...props });
  }

  /** Whether a value is a link, of whichever copy of this library. */
  static isLink(value: unknown): value is AzureLink {
    return typeof value === "object" && value !== null && MARK in value;
  }
}

/**
 * Checks a link where it is used: only there it shows what an unresolved value refers to.
 *
 * @throws {@link UcEdgeError} `azure-link-invalid`, `azure-gateway-unknown`, `stack-route-over-nat`,
 *   `stack-route-table-missing`, `azure-route-table-*`, `stack-list-*`, `azure-authorization-key-literal`.
 */
export function requireLink(link: unknown, scope: IConstruct): AzureLinkSpec {
  const path = scope.node.path;
  if (!AzureLink.isLink(link)) {
    throw new UcEdgeError({
      code: "azure-link-invalid",
      what: WHAT,
      prop: "partner.link",
      value: typeof link === "object" ? "an object that is no AzureLink" : link,
      expected: "an AzureLink",
      todo: "write AzureLink.vpn({ subnets }) or AzureLink.expressRoute({ virtualNetworkGatewayId, circuitId })",
      path,
    });
  }
  const { spec } = link;
  if (spec.kind === "vpn") {
    requireVpn(spec, scope);
    return spec;
  }
  requireReference(GATEWAY, "virtualNetworkGatewayId", spec.virtualNetworkGatewayId, scope);
  requireReference(CIRCUIT, "circuitId", spec.circuitId, scope);
  // A key with a reference beside it, or in quotes inside of one, would be in plain text too.
  const key = spec.authorizationKey === undefined ? undefined : resolvedText(scope, spec.authorizationKey);
  if (key !== undefined && !/^\$\{(?!")[^{}]+\}$/.test(key)) throw keyInPlainText(path);
  return spec;
}

function requireVpn({ subnets, routeTable }: AzureVpnLinkProps, scope: IConstruct): void {
  const path = scope.node.path;
  if (subnets !== undefined) requireKnownList(subnets, WHAT, "partner.link.subnets", path);
  if (subnets !== undefined && routeTable !== undefined) {
    throw fault(
      "azure-route-table-choice",
      "partner.link.routeTable",
      routeTable,
      "either subnets or a route table that exists",
      "give the subnets to have a route table made, or the route table that they have",
      path,
    );
  }
  if (routeTable === undefined && (subnets === undefined || subnets.length === 0)) {
    throw fault(
      "stack-route-table-missing",
      "partner.link.subnets",
      subnets,
      "at least one subnet, or a route table that exists",
      "name the subnets that talk to the partner, or the route table that they have",
      path,
    );
  }
  const names: readonly unknown[] = routeTable === undefined ? [] : [routeTable.name, routeTable.resourceGroupName];
  if (names.some((name) => typeof name !== "string" || name === "")) {
    throw fault(
      "azure-route-table-invalid",
      "partner.link.routeTable",
      routeTable,
      "its name and the name of its resource group",
      "give both",
      path,
    );
  }
  const ids = (subnets ?? []).map(({ subnetId }) => resolvedText(scope, subnetId));
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return;
  throw fault(
    "azure-route-table-twice",
    "partner.link.subnets",
    twice,
    "each subnet once, as a subnet has one route table",
    "remove one of the two",
    path,
  );
}

function requireKind(kind: Kind, prop: string, id: unknown): void {
  if (isUnresolved(id)) return;
  const found = typeof id === "string" ? /\/providers\/microsoft\.network\/(\w+)\/[^/]+$/i.exec(id)?.[1] : undefined;
  const is = (one: Kind): boolean => one.id.toLowerCase() === found?.toLowerCase();
  if (is(kind)) return;
  throw wrongKind(kind, prop, id, TRANSLATORS.find(is));
}

function requireReference(kind: Kind, prop: string, id: string, scope: IConstruct): void {
  if (!isUnresolved(id)) return;
  const type = referencedType(scope, id);
  if (type === kind.type) return;
  if (type !== undefined) {
    const translator = TRANSLATORS.find((one) => one.type === type);
    throw wrongKind(kind, prop, resolvedText(scope, id), translator, scope.node.path);
  }
  Declaration.of(scope).addFinding({
    code: "azure-gateway-unresolved",
    severity: "note",
    what: `the ${prop} to the partner is ${referenceText(scope, id)}, known only when Terraform runs`,
    where: stackPath(scope),
    why: "whether it is a link that does not translate addresses cannot be checked before",
    todo: "write the resource id, or refer to its resource, if it is known",
    facts: [],
  });
}

function wrongKind(kind: Kind, prop: string, id: unknown, translator: Kind | undefined, path?: string): UcEdgeError {
  if (translator === undefined) {
    return fault(
      "azure-gateway-unknown",
      prop,
      id,
      `the resource id of ${kind.title}: .../providers/Microsoft.Network/${kind.id}/<name>`,
      "copy the resource id of the gateway or circuit itself",
      path,
    );
  }
  return fault(
    "stack-route-over-nat",
    prop,
    id,
    `${kind.title}, which keeps addresses as they are; ${translator.title} translates them, or may`,
    "route over a gateway that does not translate: calls fail where endpoints and call control see other addresses of each other",
    path,
  );
}

/** The key itself must not stand in a message either. */
function keyInPlainText(path?: string): UcEdgeError {
  return fault(
    "azure-authorization-key-literal",
    "authorizationKey",
    "a text that is not shown",
    "one reference to a sensitive variable or to a secret",
    "write the value of a TerraformVariable with sensitive: true, or of a data source for secrets",
    path,
  );
}

function fault(code: string, prop: string, value: unknown, expected: string, todo: string, path?: string): UcEdgeError {
  return new UcEdgeError({ code, what: WHAT, prop, value, expected, todo, path });
}
