/** Partners of a network on AWS: what is said of them, and the routes that are made to them. */
import { DxGatewayAssociation } from "@cdktf/provider-aws/lib/dx-gateway-association";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Construct } from "constructs";
import { checksum, keyText } from "../compiler/rule-key";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Network } from "../stack/network";
import type { PartnerLink } from "../stack/partner-routes";
import { isUnresolved, referenceText, requireKnownList, resolvedText } from "../stack/unresolved";
import { type AwsLink, requireLink } from "./aws-link";
import { ALLOWED_PREFIXES_OF_TRANSIT_GATEWAY } from "./capabilities";

/** A Direct Connect gateway that the link's gateway is associated with. */
export interface AwsDirectConnect {
  /** The Direct Connect gateway's id, which has the form of a UUID; it may be unresolved. */
  readonly gatewayId: string;
  /**
   * What the partner may reach of the network: these prefixes are announced to it. Behind a transit gateway they are
   * announced as they stand, at most 200; behind a virtual private gateway they only filter, and the VPC's own block is
   * announced where one of them holds the whole of it.
   */
  readonly allowedPrefixes: readonly string[];
}

/** Networks of partners, reached over a link that does not translate addresses. */
export interface AwsPartner {
  /** The address blocks of the partners' networks. Nothing is placed there: their roles are peers only. */
  readonly prefixes: readonly string[];
  /**
   * The gateway over which the partner is reached.
   *
   * @default - none is declared; no route is made, and reports say that none was seen
   */
  readonly link?: AwsLink;
  /**
   * Route tables, `rtb-...`, that get one route for each of the partner's prefixes. They may be unresolved.
   *
   * @default - none; routes are propagated to the tables or made elsewhere, and reports say that they were not seen
   */
  readonly routeTableIds?: readonly string[];
  /**
   * A Direct Connect gateway to associate the link's gateway with.
   *
   * @default - none
   */
  readonly directConnect?: AwsDirectConnect;
}

const WHAT = "cannot link the partner";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Checks how a partner is reached, and returns what makes the routes; nothing where no link is given.
 *
 * @throws {@link UcEdgeError} `aws-link-*`, `aws-gateway-unknown`, `stack-route-over-nat`, `stack-route-table-missing`,
 *   `aws-route-table-*`, `aws-direct-connect-gateway-invalid`, `aws-allowed-prefix*`.
 */
export function awsPartnerLink(network: Network, partner: AwsPartner): PartnerLink | undefined {
  const { link, routeTableIds, directConnect } = partner;
  if (link === undefined) {
    requireNoneWithout(network, { routeTableIds, directConnect });
    return undefined;
  }
  const checked = requireLink(link, network);
  const tables = routeTableIds === undefined ? [] : requireTables(routeTableIds, network);
  if (directConnect !== undefined) requireDirectConnect(checked, directConnect, network);
  return new AwsPartnerLink(network, checked, tables, directConnect);
}

/** Routes over a gateway: one for each prefix in each route table. */
class AwsPartnerLink implements PartnerLink {
  readonly noIpv6Because = undefined;
  private scope: Construct | undefined;

  constructor(
    private readonly network: Network,
    private readonly link: AwsLink,
    readonly routeTables: readonly string[],
    private readonly directConnect: AwsDirectConnect | undefined,
  ) {}

  get over(): AwsLink["kind"] {
    return this.link.kind;
  }

  get gateway(): string {
    return this.link.gatewayId;
  }

  get routesFrom(): string | undefined {
    return this.routeTables.length > 0
      ? undefined
      : "no route tables are declared, so it is propagated to them or made elsewhere";
  }

  write(prefix: IpPrefix): void {
    const text = prefix.toString();
    const { kind, gatewayId } = this.link;
    const scope = (this.scope ??= this.begin());
    for (const routeTableId of this.routeTables) {
      new Route(scope, `${this.keyOf(routeTableId)}-${keyText(text)}`, {
        routeTableId,
        ...(prefix.family === "ipv6" ? { destinationIpv6CidrBlock: text } : { destinationCidrBlock: text }),
        ...(kind === "transit-gateway" ? { transitGatewayId: gatewayId } : { gatewayId }),
      });
    }
  }

  /** Makes what there is once, with the first prefix. */
  private begin(): Construct {
    const scope = new Construct(this.network, "Partner");
    if (this.directConnect === undefined) return scope;
    const { gatewayId, allowedPrefixes } = this.directConnect;
    new DxGatewayAssociation(scope, "DirectConnect", {
      dxGatewayId: gatewayId,
      associatedGatewayId: this.link.gatewayId,
      allowedPrefixes: [...allowedPrefixes],
    });
    return scope;
  }

  /** Two tables must never become one text. */
  private keyOf(routeTableId: string): string {
    if (!isUnresolved(routeTableId)) return routeTableId;
    const reference = referenceText(this.network, routeTableId);
    return `${keyText(reference)}-${checksum(reference)}`;
  }
}

function requireNoneWithout(network: Network, given: Readonly<Record<string, unknown>>): void {
  const [prop] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (prop === undefined) return;
  throw new UcEdgeError({
    code: "aws-link-missing",
    what: WHAT,
    prop: "partner.link",
    value: undefined,
    expected: `the gateway that partner.${prop} is for`,
    todo: 'give the partner its link: AwsLink.transitGateway("tgw-...") or AwsLink.virtualPrivateGateway("vgw-...")',
    path: network.node.path,
  });
}

function requireTables(given: readonly string[], network: Network): readonly string[] {
  const by = { what: WHAT, prop: "partner.routeTableIds", path: network.node.path };
  requireKnownList(given, by.what, by.prop, by.path);
  if (given.length === 0) {
    throw new UcEdgeError({
      ...by,
      code: "stack-route-table-missing",
      value: given,
      expected: "at least one route table",
      todo: "name the route tables of the subnets that talk to the partner, or leave the prop out if routes are propagated",
    });
  }
  const wrong = given.find((id) => !isUnresolved(id) && !(typeof id === "string" && /^rtb-\w+$/.test(id)));
  if (wrong !== undefined) {
    throw new UcEdgeError({
      ...by,
      code: "aws-route-table-invalid",
      value: wrong,
      expected: 'ids of route tables, such as "rtb-0123456789abcdef0"',
      todo: "copy the id of the route table, not that of a subnet or of an association",
    });
  }
  const texts = given.map((id) => resolvedText(network, id));
  const twice = texts.find((id, index) => texts.indexOf(id) !== index);
  if (twice === undefined) return given;
  throw new UcEdgeError({
    ...by,
    code: "aws-route-table-twice",
    value: twice,
    expected: "each route table once",
    todo: "remove one of the two",
  });
}

function requireDirectConnect(link: AwsLink, { gatewayId, allowedPrefixes }: AwsDirectConnect, network: Network): void {
  const path = network.node.path;
  if (!isUnresolved(gatewayId) && !(typeof gatewayId === "string" && UUID.test(gatewayId))) {
    throw new UcEdgeError({
      code: "aws-direct-connect-gateway-invalid",
      what: WHAT,
      prop: "partner.directConnect.gatewayId",
      value: gatewayId,
      expected: "the id of a Direct Connect gateway, which has the form of a UUID",
      todo: "copy the id of the gateway, not that of a connection (dxcon-) or a virtual interface (dxvif-)",
      path,
    });
  }
  const by = { what: WHAT, prop: "partner.directConnect.allowedPrefixes", path };
  requireKnownList(allowedPrefixes, by.what, by.prop, path);
  const isTransit = link.kind === "transit-gateway";
  const most = isTransit ? ALLOWED_PREFIXES_OF_TRANSIT_GATEWAY : Number.POSITIVE_INFINITY;
  if (allowedPrefixes.length === 0 || allowedPrefixes.length > most) {
    throw new UcEdgeError({
      ...by,
      code: "aws-allowed-prefixes-number",
      value: allowedPrefixes.length,
      expected: isTransit ? `1 to ${String(most)} prefixes` : "at least one prefix",
      todo: "name the network's prefixes that the partner may reach; a wider prefix stands for several",
    });
  }
  const { zones } = network;
  const own = [...zones.of("perimeter"), ...zones.of("internal")];
  for (const text of allowedPrefixes) {
    if (isUnresolved(text)) continue;
    const prefix = IpPrefix.parse(text, by);
    const isOwn = own.some((one) => one.overlaps(prefix)) && !zones.of("partner").some((one) => one.overlaps(prefix));
    if (isOwn) continue;
    throw new UcEdgeError({
      ...by,
      code: "aws-allowed-prefix-foreign",
      value: text,
      expected: `prefixes of the network's own zones (${own.join(", ")}), and none of the partner's`,
      todo: "announce only what the partner may reach here",
    });
  }
}
