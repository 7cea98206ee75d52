/** An endpoint of Route 53 Resolver with its security group. */
import { Route53ResolverEndpoint } from "@cdktf/provider-aws/lib/route53-resolver-endpoint";
import type { Construct } from "constructs";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "../stack/declaration";
import type { Network } from "../stack/network";
import { nicOf } from "../stack/interface-request";
import { physicalName, stackPath } from "../stack/paths";
import { PlacedInterface, type PlacedNic } from "../stack/placed-interface";
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

/** An endpoint: one address in each of its subnets, each of a network interface that AWS runs. */
export class AwsResolverEndpoint extends PlacedInterface {
  readonly group: AwsFirewallGroup;
  readonly nics: readonly PlacedNic[];
  /** The endpoint's id. */
  readonly endpointId: string;

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
    const requests = subnets.map(({ privateAddress }) =>
      nicOf(privateAddress === undefined ? {} : { privateAddress }, "internal"),
    );
    super(scope, id, network, { zone: "perimeter", side: "internal", title, nics: requests }, "forwarder");
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
    this.endpointId = made.id;
    // The addresses are a set: which of them is in which subnet does not show.
    const isGiven = subnets.every(({ privateAddress }) => privateAddress !== undefined);
    const none = { ipv6Address: undefined, publicAddress: undefined, publicIpv6Address: undefined };
    this.nics = requests.map((nic, index) => ({
      interfaceId: this.endpointId,
      existing: false,
      addresses: nic.addresses.map((request) => ({
        ...none,
        privateAddress: isGiven ? request.privateAddress : made.ipAddress.get(index).ip,
        request,
      })),
    }));
    this.declare();
  }

  /** The addresses of the endpoint: as given, or what the cloud picks. */
  get privateAddresses(): readonly string[] {
    return this.addresses().flatMap(({ privateAddress }) => privateAddress ?? []);
  }

  /** Nothing starts here that goes to the internet. */
  override waysOut(): readonly string[] {
    return [];
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
