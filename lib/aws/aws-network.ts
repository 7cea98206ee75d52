/** The landing place on AWS: a VPC with its zones' subnets and its Route 53 zones. */
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { RecordSet } from "../stack/dns-records";
import { Network, prefixesOfZones } from "../stack/network";
import { Declaration } from "../stack/declaration";
import type { TranslatingRoute } from "../stack/partner-routes";
import { stackPath } from "../stack/paths";
import type { Balancer, BalancerRequest } from "../stack/balancer";
import { subnetPrefixesOf } from "../stack/host-routes";
import type { InterfaceRequest } from "../stack/interface-request";
import type { MemberHosts } from "../stack/member-hosts";
import type { PlacedInterface } from "../stack/placed-interface";
import type { PlacedProxy } from "../stack/placed-proxy";
import type { ProxyRequest } from "../stack/proxy-request";
import { type WayOut, wayOutOf } from "../stack/ways-out";
import { isUnresolved, requireKnown, resolvedText } from "../stack/unresolved";
import { UcEdgeError } from "../net/uc-edge-error";
import { keyText } from "../compiler/rule-key";
import { AwsBalancer } from "./aws-balancer";
import { AwsInterface } from "./aws-interface";
import { checkAwsMembers } from "./aws-members";
import { AwsProxy, checkAwsProxy } from "./aws-proxy";
import { type AwsPartner, awsPartnerLink } from "./aws-partner";
import {
  AwsForwarders,
  type AwsForwarding,
  type AwsInboundEndpoint,
  makeInboundEndpoint,
  readAskingPrefixes,
} from "./aws-resolver";
import { requireEndpointSubnets } from "./aws-resolver-endpoint";
import { translatingRoutes } from "./aws-nat-routes";
import {
  ELASTIC_IP_ADDRESSES,
  LARGEST_RULE_QUOTA,
  RESOLVER_RULES,
  RULES_PER_DIRECTION_AND_FAMILY,
} from "./capabilities";

/** A subnet that exists. */
export interface AwsSubnet {
  /** `subnet-...`; it may be unresolved. */
  readonly subnetId: string;
  /** The availability zone, `eu-central-1a`. The two interfaces of one host must be in the same. */
  readonly availabilityZone: string;
  /**
   * The subnet's address block. With it, the routes that a host with two interfaces needs name their gateway.
   *
   * @default - not known
   */
  readonly prefix?: string;
}

/** The perimeter on AWS, which vendors call DMZ. */
export interface AwsPerimeter {
  /** The subnet with the route to the internet gateway. */
  readonly externalSubnet: AwsSubnet;
  /** The subnet that the inside is reached from. */
  readonly internalSubnet: AwsSubnet;
  /** The address blocks of the perimeter, IPv4 and IPv6. */
  readonly prefixes: readonly string[];
  /**
   * The subnets of a reverse proxy that AWS runs, with the route to the internet gateway: two at least, each in an
   * availability zone of its own.
   *
   * @default - none; such a proxy is an error
   */
  readonly balancerSubnets?: readonly AwsSubnet[];
  /**
   * The network's own way to the internet for hosts of the perimeter that have no public address.
   *
   * @default - none; a flow that starts at such a host and goes to the internet is an error
   */
  readonly wayOut?: WayOut;
}

/** A zone of its own on AWS. */
export interface AwsZone {
  /**
   * The subnet where roles of this zone are placed.
   *
   * @default - none; the zone's roles are peers only
   */
  readonly subnet?: AwsSubnet;
  /** The zone's address blocks, networks on premises included. */
  readonly prefixes: readonly string[];
  /**
   * The network's own way to the internet for hosts of the zone that have no public address.
   *
   * @default - none; a flow that starts at such a host and goes to the internet is an error
   */
  readonly wayOut?: WayOut;
}

/** The DNS zones of a network on AWS. */
export interface AwsDns {
  /**
   * Public hosted zones: their ids by domain.
   *
   * @default - none
   */
  readonly publicZones?: Readonly<Record<string, string>>;
  /**
   * Private hosted zones: their ids by domain.
   *
   * @default - none
   */
  readonly internalZones?: Readonly<Record<string, string>>;
  /**
   * Domains whose public records others make: they are listed in reports.
   *
   * @default - none
   */
  readonly domainsElsewhere?: readonly string[];
  /**
   * Where the Resolver asks from, for domains that are forwarded by {@link Network.forwardDomain} or by a system.
   *
   * @default - none; a deployment that needs a forwarder says so
   */
  readonly forwarding?: AwsForwarding;
  /**
   * Where phones and name servers on premises ask the Resolver.
   *
   * @default - none
   */
  readonly inboundEndpoint?: AwsInboundEndpoint;
  /**
   * Time to live of records, in seconds.
   *
   * @default 300
   */
  readonly ttlSeconds?: number;
}

/** Quotas that AWS has raised for the account. */
export interface AwsQuotas {
  /**
   * Rules of a security group per direction and address family.
   *
   * @default 60
   */
  readonly rulesPerDirectionAndFamily?: number;
  /**
   * Elastic IP addresses of the region. Those that this network's deployments make are counted against it; what else the
   * account has is not known here.
   *
   * @default 5
   */
  readonly elasticIpAddresses?: number;
  /**
   * Rules of Route 53 Resolver in the Region, one for each domain that is forwarded.
   *
   * @default 1000
   */
  readonly resolverRules?: number;
}

/** What {@link AwsNetwork} needs to know. */
export interface AwsNetworkProps {
  /** The VPC, `vpc-...`; it may be unresolved. */
  readonly vpcId: string;
  /** The perimeter, where edge roles live. */
  readonly perimeter: AwsPerimeter;
  /**
   * The inside: servers and clients, on premises too. The internet is every address outside the prefixes of all zones.
   *
   * @default - the network has no internal zone
   */
  readonly internal?: AwsZone;
  /**
   * Networks of partners that are reached over a peering link, and the link.
   *
   * @default - none
   */
  readonly partner?: AwsPartner;
  /**
   * DNS zones.
   *
   * @default - none; a deployment that needs a record says so
   */
  readonly dns?: AwsDns;
  /**
   * Raised quotas.
   *
   * @default - the quotas of a new account
   */
  readonly quotas?: AwsQuotas;
}

const DEFAULT_TTL_SECONDS = 300;

/**
 * A VPC that deployments are placed in. It makes records in your hosted zones, and, for the roles placed, interfaces,
 * Elastic IP addresses and security groups; never a VPC, a subnet or a gateway.
 *
 * @throws {@link UcEdgeError} `model-zones-overlap`, `model-zone-empty`, `net-prefix-*`, `model-domain-*`,
 *   `model-zone-unknown`, `stack-perimeter-missing`, `stack-subnet-prefix-outside`, `stack-dns-zone-invalid`, `aws-availability-zones-differ`,
 *   `aws-quota-invalid`; `stack-prop-unresolved` and `stack-list-unresolved` for prefixes and domains not known yet.
 */
export class AwsNetwork extends Network {
  /** The VPC. */
  readonly vpcId: string;
  /** The quota that rules are counted against. */
  readonly rulesPerDirectionAndFamily: number;
  private readonly elasticIpAddresses: number;
  private addressesMade = 0;
  private readonly recordResources = new Map<string, Route53Record>();
  private resolverScope: Construct | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AwsNetworkProps,
  ) {
    super(scope, id, {
      cloud: "aws",
      prefixes: prefixesOfZones(props),
      dnsZones: { public: props.dns?.publicZones ?? {}, internal: props.dns?.internalZones ?? {} },
      domainsElsewhere: props.dns?.domainsElsewhere ?? [],
      subnetPrefixes: subnetPrefixesOf(props.perimeter),
      waysOut: { perimeter: wayOutOf(props.perimeter), internal: wayOutOf(props.internal) },
    });
    this.vpcId = props.vpcId;
    this.rulesPerDirectionAndFamily = this.readQuota(
      "rulesPerDirectionAndFamily",
      props.quotas?.rulesPerDirectionAndFamily ?? RULES_PER_DIRECTION_AND_FAMILY,
      LARGEST_RULE_QUOTA,
    );
    this.elasticIpAddresses = this.readQuota(
      "elasticIpAddresses",
      props.quotas?.elasticIpAddresses ?? ELASTIC_IP_ADDRESSES,
    );
    this.checkAvailabilityZones();
    this.node.addValidation({ validate: () => this.overQuota() });
    this.placeLinks(props.partner, props.dns ?? {});
  }

  /** Where resources of the Resolver live: made with the first. @internal */
  resolverHere(): Construct {
    return (this.resolverScope ??= new Construct(this, "Resolver"));
  }

  /** The subnets of proxies. @internal */
  get balancerSubnets(): readonly AwsSubnet[] {
    return this.props.perimeter.balancerSubnets ?? [];
  }

  /** Notes that an Elastic IP address is made. @internal */
  countPublicAddress(): void {
    this.addressesMade += 1;
  }

  /** The availability zone of what is in a zone's subnet; nothing where it is not known here. @internal */
  availabilityZoneOf(request: Pick<InterfaceRequest, "zone" | "side">): string | undefined {
    const given = this.subnetOf(request)?.availabilityZone;
    return isUnresolved(given) ? undefined : given;
  }

  /** The subnet of an interface that is to be made. @internal */
  subnetFor(request: Pick<InterfaceRequest, "zone" | "side" | "title">, path: string): string {
    const subnet = this.subnetOf(request);
    if (subnet !== undefined) return subnet.subnetId;
    throw new UcEdgeError({
      code: "aws-subnet-missing",
      what: `cannot place ${request.title}`,
      prop: "internal.subnet",
      value: undefined,
      expected: "a subnet for roles inside",
      todo: "give the network its internal subnet",
      path,
    });
  }

  /** @internal */
  override translatingRoutes(): TranslatingRoute[] {
    return translatingRoutes(this);
  }

  private subnetOf({ zone, side }: Pick<InterfaceRequest, "zone" | "side">): AwsSubnet | undefined {
    const { perimeter, internal } = this.props;
    if (zone === "internal") return internal?.subnet;
    return side === "external" ? perimeter.externalSubnet : perimeter.internalSubnet;
  }

  protected override checkRequest(request: InterfaceRequest, path: string): void {
    if (request.nics.some((nic) => nic.existingInterfaceId === undefined)) this.subnetFor(request, path);
  }

  /** @internal */
  protected override checkSubnet(request: Pick<InterfaceRequest, "zone" | "side" | "title">, path: string): void {
    this.subnetFor(request, path);
  }

  /** @internal */
  override checkMembers(hosts: MemberHosts): void {
    checkAwsMembers(hosts);
  }

  /** @internal */
  protected override makeBalancer(scope: Construct, id: string, request: BalancerRequest): Balancer {
    return new AwsBalancer(scope, id, this, request);
  }

  /** @internal */
  protected override checkProxy(request: ProxyRequest, path: string): void {
    checkAwsProxy(request, this, path);
  }

  /** @internal */
  protected override makeProxy(scope: Construct, id: string, request: ProxyRequest): PlacedProxy {
    return new AwsProxy(scope, id, this, request);
  }

  /** @internal */
  protected override makeInterface(scope: Construct, id: string, request: InterfaceRequest): PlacedInterface {
    return new AwsInterface(scope, id, this, request);
  }

  /** Checks all that is said of partners and forwarding, and then makes it. */
  private placeLinks(partner: AwsPartner | undefined, { forwarding, inboundEndpoint }: AwsDns): void {
    const resolverRules = this.readQuota("resolverRules", this.props.quotas?.resolverRules ?? RESOLVER_RULES);
    const link = partner === undefined ? undefined : awsPartnerLink(this, partner);
    if (forwarding !== undefined) requireEndpointSubnets(this, forwarding.subnets, "dns.forwarding.subnets");
    if (inboundEndpoint !== undefined) {
      requireEndpointSubnets(this, inboundEndpoint.subnets, "dns.inboundEndpoint.subnets");
    }
    const asking = inboundEndpoint === undefined ? [] : readAskingPrefixes(this, inboundEndpoint.from);
    if (link !== undefined) this.linkPartner(link, partner?.prefixes ?? []);
    if (forwarding !== undefined) this.forwardBy(new AwsForwarders(this, forwarding.subnets, resolverRules));
    if (inboundEndpoint !== undefined) this.answerAt(makeInboundEndpoint(this, inboundEndpoint.subnets, asking));
  }

  private readQuota(name: keyof AwsQuotas, quota: number, largest = Infinity): number {
    const by = { what: "cannot place the network", prop: `quotas.${name}`, path: this.node.path };
    requireKnown(quota, by, "it is counted against when the stack is synthesized");
    if (Number.isInteger(quota) && quota > 0 && quota <= largest) return quota;
    throw new UcEdgeError({
      ...by,
      code: "aws-quota-invalid",
      value: quota,
      expected:
        largest === Infinity
          ? "a whole number above 0"
          : `a whole number from 1 to ${String(largest)}, as rules times groups of an interface are at most that many`,
      todo: "give the quota that AWS has granted, or leave it out",
    });
  }

  private overQuota(): string[] {
    if (this.addressesMade <= this.elasticIpAddresses) return [];
    return [
      `cannot place the network (${this.node.path}): Elastic IP addresses is ${String(this.addressesMade)}, expected at most ${String(this.elasticIpAddresses)}; state publicAddress for addresses that you have, or ask AWS for a higher quota and state it as quotas.elasticIpAddresses [aws-addresses-over-quota]`,
    ];
  }

  private checkAvailabilityZones(): void {
    const { externalSubnet, internalSubnet } = this.props.perimeter;
    const [external, internal] = [externalSubnet, internalSubnet].map(({ availabilityZone }) =>
      resolvedText(this, availabilityZone),
    );
    if (external === internal) return;
    if (isUnresolved(externalSubnet.availabilityZone) || isUnresolved(internalSubnet.availabilityZone)) {
      Declaration.of(this).addFinding({
        code: "aws-availability-zone-unresolved",
        severity: "note",
        what: "the availability zones of the perimeter's subnets are known only when Terraform runs",
        where: stackPath(this),
        why: "a host has both its interfaces in one availability zone; whether the subnets are cannot be checked before",
        todo: "write the availability zones if they are known",
        facts: [],
      });
      return;
    }
    throw new UcEdgeError({
      code: "aws-availability-zones-differ",
      what: "cannot place the network",
      prop: "perimeter.internalSubnet.availabilityZone",
      value: internal,
      expected: `"${String(external)}", the zone of the external subnet`,
      todo: "choose two subnets of one availability zone: a host has both its interfaces there",
      path: this.node.path,
    });
  }

  /** @internal */
  protected override writeRecordSet(set: RecordSet): void {
    const key = keyText(`${set.view}-${set.type}-${set.name}`);
    const known = this.recordResources.get(key);
    if (known !== undefined) {
      known.records = [...set.values];
      return;
    }
    this.recordResources.set(
      key,
      new Route53Record(this.recordsHere(), key, {
        zoneId: set.zone,
        name: set.name,
        type: set.type,
        ...(set.alias === undefined
          ? { ttl: this.props.dns?.ttlSeconds ?? DEFAULT_TTL_SECONDS, records: [...set.values] }
          : // Without another record to answer with, whether it is up decides nothing.
            { alias: { ...set.alias, evaluateTargetHealth: false } }),
      }),
    );
  }
}
