/** An endpoint of Route 53 Resolver with its security group. */
import { Route53ResolverEndpoint } from "@cdktf/provider-aws/lib/route53-resolver-endpoint";
import type { Construct } from "constructs";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "../stack/declaration";
import type { Network } from "../stack/network";
import { physicalName, stackPath } from "../stack/paths";
import { PlacedInterface } from "../stack/placed-interface";
import { isUnresolved, requireKnownList, resolvedText } from "../stack/unresolved";
import { AwsFirewallGroup } from "./aws-firewall-group";
import type { AwsNetwork, AwsSubnet } from "./aws-network";
import { ENDPOINT_ADDRESSES } from "./capabilities";

/** A subnet that an endpoint has an address in. */
export interface AwsResolverSubnet extends AwsSubnet {
  /**
   * The endpoint's address in the subnet, IPv4, in the network's own zones.
   *
   * @default - the cloud picks one
   */
  readonly privateAddress?: string;
}

/** The longest name of an endpoint or a rule. */
export const LONGEST_RESOLVER_NAME = 64;

/** An endpoint: with one address in each of its subnets. */
export class AwsResolverEndpoint extends PlacedInterface {
  readonly group: AwsFirewallGroup;
  readonly interfaceId: string;
  readonly privateAddress: string | undefined;
  readonly publicAddress = undefined;
  readonly publicIpv6Address = undefined;
  /** The addresses: as given, or what the cloud picks. */
  readonly addresses: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    network: AwsNetwork,
    options: {
      readonly direction: "INBOUND" | "OUTBOUND";
      readonly title: string;
      readonly subnets: readonly AwsResolverSubnet[];
    },
  ) {
    const { direction, title, subnets } = options;
    const given = subnets.flatMap(({ privateAddress }) => privateAddress ?? []);
    super(scope, id, network, { zone: "perimeter", side: "internal", title });
    this.group = new AwsFirewallGroup(this, "Rules", {
      vpcId: network.vpcId,
      title,
      ownPrefixes: network.zones.all(),
      rulesPerDirectionAndFamily: network.rulesPerDirectionAndFamily,
    });
    const made = new Route53ResolverEndpoint(this, "Endpoint", {
      direction,
      name: physicalName(this, LONGEST_RESOLVER_NAME),
      securityGroupIds: [this.group.groupId],
      resolverEndpointType: "IPV4",
      ipAddress: subnets.map(({ subnetId, privateAddress }) => ({
        subnetId,
        ...(privateAddress === undefined ? {} : { ip: privateAddress }),
      })),
    });
    this.interfaceId = made.id;
    // The addresses are a set: which of them is in which subnet does not show.
    this.addresses = given.length === subnets.length ? given : subnets.map((_, index) => made.ipAddress.get(index).ip);
    this.privateAddress = this.addresses[0];
    this.declare();
  }

  override declare(): void {
    const declaration = Declaration.of(this);
    const { zone, side, title } = this.request;
    const own = { ipv6Address: null, publicAddress: null, publicAddressMade: false };
    declaration.set(`interface ${stackPath(this)}`, () => ({
      item: "interface",
      path: stackPath(this),
      network: stackPath(this.network),
      zone,
      side,
      title,
      kind: "forwarder",
      group: this.group.terraformAddress,
      groupAliases: this.group.aliases,
      nics: this.addresses.map((address) => ({
        existing: false,
        addresses: [{ privateAddress: declaration.value(address), ...own }],
      })),
      wayOut: [],
      existing: false,
      privateAddress: declaration.value(this.privateAddress),
      ...own,
    }));
  }
}

/**
 * Checks the subnets of an endpoint, and takes the addresses that are given.
 *
 * @throws {@link UcEdgeError} `aws-endpoint-addresses`, `stack-list-*`, `stack-address-*`, `net-address-invalid`.
 */
export function requireEndpointSubnets(network: Network, subnets: readonly AwsResolverSubnet[], prop: string): void {
  const path = network.node.path;
  const by = { what: "cannot place the resolver endpoint", prop, path };
  requireKnownList(subnets, by.what, prop, path);
  const { fewest, most } = ENDPOINT_ADDRESSES;
  if (subnets.length < fewest || subnets.length > most) {
    throw new UcEdgeError({
      ...by,
      code: "aws-endpoint-addresses",
      value: subnets.length,
      expected: `${String(fewest)} to ${String(most)} subnets, one for each address of the endpoint`,
      todo: "give two subnets in different availability zones; a subnet may be named twice",
    });
  }
  network.takeAddresses(
    subnets.flatMap(({ privateAddress }) => privateAddress ?? []),
    "the resolver endpoint",
    path,
  );
  const [first, ...others] = subnets.map(({ availabilityZone }) => resolvedText(network, availabilityZone));
  if (others.some((zone) => zone !== first) || isUnresolved(first)) return;
  Declaration.of(network).addFinding({
    code: "aws-endpoint-zone-single",
    severity: "warning",
    what: `all addresses of ${prop.replace(/\.subnets$/, "")} are in ${String(first)}`,
    where: stackPath(network),
    why: "AWS asks for addresses in two availability zones: names are not resolved while the only one is away",
    todo: "name a subnet of another availability zone",
    facts: [],
  });
}
