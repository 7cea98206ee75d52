/** How a VPC reaches a partner. */
import type { IConstruct } from "constructs";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "../stack/declaration";
import { stackPath } from "../stack/paths";
import { referencedType } from "../stack/referenced-type";
import { isUnresolved, referenceText, resolvedText } from "../stack/unresolved";

/** The gateways that a route to a partner may lead to. */
export type AwsLinkKind = "transit-gateway" | "virtual-private-gateway";

const MARK = Symbol.for("cdktf-uc-edge/aws-link");
const WHAT = "cannot link the partner";

const GATEWAYS = {
  "transit-gateway": { title: "a transit gateway", id: "tgw", type: "aws_ec2_transit_gateway" },
  "virtual-private-gateway": { title: "a virtual private gateway", id: "vgw", type: "aws_vpn_gateway" },
} as const;

/** What translates addresses, or may, by the beginning of its id and by its Terraform type. */
const TRANSLATORS: readonly { readonly title: string; readonly id: string; readonly type: string }[] = [
  { title: "a NAT gateway", id: "nat", type: "aws_nat_gateway" },
  { title: "an internet gateway", id: "igw", type: "aws_internet_gateway" },
  { title: "a carrier gateway", id: "cagw", type: "aws_ec2_carrier_gateway" },
  { title: "a network interface", id: "eni", type: "aws_network_interface" },
  { title: "an instance", id: "i", type: "aws_instance" },
];

/** The gateway over which a partner is reached. */
export class AwsLink {
  private constructor(
    /** The kind of gateway. */
    readonly kind: AwsLinkKind,
    /** The gateway's id. */
    readonly gatewayId: string,
  ) {
    Object.defineProperty(this, MARK, { value: true });
  }

  /**
   * Over a transit gateway that the VPC is attached to.
   *
   * @param id - `tgw-...`; it may be unresolved.
   * @throws {@link UcEdgeError} `aws-gateway-unknown` for the id of something else, `stack-route-over-nat` for the id of what
   *   translates addresses.
   */
  static transitGateway(id: string): AwsLink {
    requireGatewayId("transit-gateway", id);
    return new AwsLink("transit-gateway", id);
  }

  /**
   * Over a virtual private gateway that is attached to the VPC, with a VPN or a Direct Connect behind it.
   *
   * @param id - `vgw-...`; it may be unresolved.
   * @throws {@link UcEdgeError} `aws-gateway-unknown` for the id of something else, `stack-route-over-nat` for the id of what
   *   translates addresses.
   */
  static virtualPrivateGateway(id: string): AwsLink {
    requireGatewayId("virtual-private-gateway", id);
    return new AwsLink("virtual-private-gateway", id);
  }

  /** Whether a value is a link, of whichever copy of this library. */
  static isLink(value: unknown): value is AwsLink {
    return typeof value === "object" && value !== null && MARK in value;
  }
}

/**
 * Checks a link where it is used: only there it shows what an unresolved gateway refers to.
 *
 * @throws {@link UcEdgeError} `aws-link-invalid`, `aws-gateway-unknown`, `stack-route-over-nat`.
 */
export function requireLink(link: unknown, scope: IConstruct): AwsLink {
  const path = scope.node.path;
  if (!AwsLink.isLink(link)) {
    throw new UcEdgeError({
      code: "aws-link-invalid",
      what: WHAT,
      prop: "partner.link",
      value: typeof link === "object" ? "an object that is no AwsLink" : link,
      expected: "an AwsLink",
      todo: 'write AwsLink.transitGateway("tgw-...") or AwsLink.virtualPrivateGateway("vgw-...")',
      path,
    });
  }
  const { kind, gatewayId } = link;
  if (!isUnresolved(gatewayId)) return link;
  const type = referencedType(scope, gatewayId);
  if (type === GATEWAYS[kind].type) return link;
  const translator = TRANSLATORS.find((one) => one.type === type);
  if (translator !== undefined) throw overNat(kind, resolvedText(scope, gatewayId), translator.title, path);
  if (type !== undefined) throw unknown(kind, resolvedText(scope, gatewayId), path);
  Declaration.of(scope).addFinding({
    code: "aws-gateway-unresolved",
    severity: "note",
    what: `the gateway to the partner is ${referenceText(scope, gatewayId)}, known only when Terraform runs`,
    where: stackPath(scope),
    why: "whether it is a gateway that does not translate addresses cannot be checked before",
    todo: "write the gateway's id, or refer to its resource, if it is known",
    facts: [],
  });
  return link;
}

function requireGatewayId(kind: AwsLinkKind, id: unknown): void {
  if (isUnresolved(id)) return;
  const beginning = typeof id === "string" ? /^([a-z]+)-[\w-]+$/.exec(id)?.[1] : undefined;
  const translator = TRANSLATORS.find((one) => one.id === beginning);
  if (translator !== undefined) throw overNat(kind, id, translator.title);
  const isRight = typeof id === "string" && new RegExp(`^${GATEWAYS[kind].id}-\\w+$`).test(id);
  if (!isRight) throw unknown(kind, id);
}

function unknown(kind: AwsLinkKind, value: unknown, path?: string): UcEdgeError {
  const { title, id } = GATEWAYS[kind];
  return new UcEdgeError({
    code: "aws-gateway-unknown",
    what: WHAT,
    prop: "gateway",
    value,
    expected: `the id of ${title}, such as "${id}-0123456789abcdef0"`,
    todo: "give the id of the gateway itself, and choose the kind of link by it",
    path,
  });
}

function overNat(kind: AwsLinkKind, value: unknown, translator: string, path?: string): UcEdgeError {
  return new UcEdgeError({
    code: "stack-route-over-nat",
    what: WHAT,
    prop: "gateway",
    value,
    expected: `${GATEWAYS[kind].title}, which keeps addresses as they are; ${translator} translates them, or may`,
    todo: "route over a gateway that does not translate: calls fail where endpoints and call control see other addresses of each other",
    path,
  });
}
