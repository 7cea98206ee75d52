/** The landing place on Azure: a virtual network with its zones' subnets and its DNS zones. */
import { DnsARecord } from "@cdktf/provider-azurerm/lib/dns-a-record";
import { DnsAaaaRecord } from "@cdktf/provider-azurerm/lib/dns-aaaa-record";
import { DnsSrvRecord } from "@cdktf/provider-azurerm/lib/dns-srv-record";
import { PrivateDnsARecord } from "@cdktf/provider-azurerm/lib/private-dns-a-record";
import { PrivateDnsAaaaRecord } from "@cdktf/provider-azurerm/lib/private-dns-aaaa-record";
import { PrivateDnsSrvRecord } from "@cdktf/provider-azurerm/lib/private-dns-srv-record";
import type { Construct } from "constructs";
import { keyText } from "../compiler/rule-key";
import { UcEdgeError } from "../net/uc-edge-error";
import type { RecordSet } from "../stack/dns-records";
import { Network, prefixesOfZones } from "../stack/network";
import type { Balancer, BalancerRequest } from "../stack/balancer";
import { subnetPrefixesOf } from "../stack/host-routes";
import type { InterfaceRequest, NicRequest } from "../stack/interface-request";
import type { MemberHosts } from "../stack/member-hosts";
import type { TranslatingRoute } from "../stack/partner-routes";
import type { PlacedInterface } from "../stack/placed-interface";
import type { PlacedProxy } from "../stack/placed-proxy";
import type { ProxyRequest } from "../stack/proxy-request";
import { type WayOut, wayOutOf } from "../stack/ways-out";
import { isUnresolved, resolvedText } from "../stack/unresolved";
import { AzureBalancer } from "./azure-balancer";
import { AzureInterface } from "./azure-interface";
import { checkAzureMembers } from "./azure-members";
import { AzureProxy } from "./azure-proxy";
import { checkAzureProxy, type GatewaySubnet, readGatewaySubnet } from "./azure-proxy-checks";
import { translatingRoutes } from "./azure-nat-routes";
import { type AzurePartner, azurePartnerLink } from "./azure-partner";
import {
  AzureForwarders,
  type AzureForwarding,
  type AzureInboundEndpoint,
  AzureResolver,
  makeInboundEndpoint,
  requireResolver,
} from "./azure-resolver";
import { ADDRESSES_PER_INTERFACE } from "./capabilities";

/** A subnet that exists. */
export interface AzureSubnet {
  /** The subnet's resource id; it may be unresolved. */
  readonly subnetId: string;
  /**
   * The subnet's address block. With it, the routes that a host with two interfaces needs name their gateway.
   *
   * @default - not known
   */
  readonly prefix?: string;
}

/** The subnet of an Application Gateway: with nothing else in it, and without a network security group. */
export interface AzureGatewaySubnet extends AzureSubnet {
  /** The subnet's address block, inside the perimeter's: other groups name the gateway by it. */
  readonly prefix: string;
}

/** The perimeter on Azure, which vendors call DMZ. */
export interface AzurePerimeter {
  /** The subnet of the interfaces that the internet reaches. */
  readonly externalSubnet: AzureSubnet;
  /** The subnet that the inside is reached from. */
  readonly internalSubnet: AzureSubnet;
  /** The address blocks of the perimeter, IPv4 and IPv6. */
  readonly prefixes: readonly string[];
  /**
   * The subnet of a reverse proxy that Azure runs; the group of the proxy is associated with it.
   *
   * @default - none; such a proxy is an error
   */
  readonly gatewaySubnet?: AzureGatewaySubnet;
  /**
   * The network's own way to the internet for hosts of the perimeter that have no public address.
   *
   * @default - none; a flow that starts at such a host and goes to the internet is an error
   */
  readonly wayOut?: WayOut;
}

/** A zone of its own on Azure. */
export interface AzureZone {
  /**
   * The subnet where roles of this zone are placed.
   *
   * @default - none; the zone's roles are peers only
   */
  readonly subnet?: AzureSubnet;
  /** The zone's address blocks, networks on premises included. */
  readonly prefixes: readonly string[];
  /**
   * The network's own way to the internet for hosts of the zone that have no public address.
   *
   * @default - none; a flow that starts at such a host and goes to the internet is an error
   */
  readonly wayOut?: WayOut;
}

/** The DNS zones of a network on Azure. */
export interface AzureDns {
  /**
   * Public DNS zones: the resource group of each, by domain.
   *
   * @default - none
   */
  readonly publicZones?: Readonly<Record<string, string>>;
  /**
   * Private DNS zones: the resource group of each, by domain.
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
   * Where the resolver asks from, for domains that are forwarded by {@link Network.forwardDomain} or by a system.
   *
   * @default - none; a deployment that needs a forwarder says so
   */
  readonly forwarding?: AzureForwarding;
  /**
   * Where phones and name servers on premises ask the resolver.
   *
   * @default - none
   */
  readonly inboundEndpoint?: AzureInboundEndpoint;
  /**
   * Time to live of records, in seconds.
   *
   * @default 300
   */
  readonly ttlSeconds?: number;
}

/** What {@link AzureNetwork} needs to know. */
export interface AzureNetworkProps {
  /** The resource group of what is made. */
  readonly resourceGroupName: string;
  /** The region, `westeurope`. */
  readonly location: string;
  /** The perimeter, where edge roles live. */
  readonly perimeter: AzurePerimeter;
  /**
   * The inside: servers and clients, on premises too. The internet is every address outside the prefixes of all zones.
   *
   * @default - the network has no internal zone
   */
  readonly internal?: AzureZone;
  /**
   * Networks of partners that are reached over a peering link, and the link.
   *
   * @default - none
   */
  readonly partner?: AzurePartner;
  /**
   * DNS zones.
   *
   * @default - none; a deployment that needs a record says so
   */
  readonly dns?: AzureDns;
}

const DEFAULT_TTL_SECONDS = 300;

type RecordResource =
  DnsARecord | DnsAaaaRecord | DnsSrvRecord | PrivateDnsARecord | PrivateDnsAaaaRecord | PrivateDnsSrvRecord;

/**
 * A virtual network that deployments are placed in. It makes records in your DNS zones, and, for the roles placed, network
 * interfaces, public addresses and security groups; never a virtual network, a subnet or a gateway.
 *
 * @throws {@link UcEdgeError} `model-zones-overlap`, `model-zone-empty`, `model-zone-unknown`, `net-prefix-*`,
 *   `model-domain-*`, `stack-perimeter-missing`, `stack-subnet-prefix-outside`, `stack-dns-zone-invalid`,
 *   `azure-gateway-subnet-*`; `stack-prop-unresolved` and `stack-list-unresolved` for prefixes and domains not known yet.
 */
export class AzureNetwork extends Network {
  /** The resource group of what is made. */
  readonly resourceGroupName: string;
  /** The region of what is made. */
  readonly location: string;
  private readonly recordResources = new Map<string, RecordResource>();
  private readonly gatewaySubnet: GatewaySubnet | undefined;
  private gatewaySubnetTakenBy: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AzureNetworkProps,
  ) {
    super(scope, id, {
      cloud: "azure",
      prefixes: prefixesOfZones(props),
      dnsZones: { public: props.dns?.publicZones ?? {}, internal: props.dns?.internalZones ?? {} },
      domainsElsewhere: props.dns?.domainsElsewhere ?? [],
      subnetPrefixes: subnetPrefixesOf(props.perimeter),
      waysOut: { perimeter: wayOutOf(props.perimeter), internal: wayOutOf(props.internal) },
    });
    this.resourceGroupName = props.resourceGroupName;
    this.location = props.location;
    this.gatewaySubnet = readGatewaySubnet(this, this.zones, props.perimeter);
    this.placeLinks(props.partner, props.dns ?? {});
  }

  /** The subnet of an interface that is to be made. @internal */
  subnetFor(request: Pick<InterfaceRequest, "zone" | "side" | "title">, path: string): string {
    const { perimeter, internal } = this.props;
    const subnet =
      request.zone === "internal"
        ? internal?.subnet
        : request.side === "external"
          ? perimeter.externalSubnet
          : perimeter.internalSubnet;
    if (subnet !== undefined) return subnet.subnetId;
    throw new UcEdgeError({
      code: "azure-subnet-missing",
      what: `cannot place ${request.title}`,
      prop: "internal.subnet",
      value: undefined,
      expected: "a subnet for roles inside",
      todo: "give the network its internal subnet",
      path,
    });
  }

  /** Checks all that is said of partners and forwarding, and then makes it. */
  private placeLinks(partner: AzurePartner | undefined, { forwarding, inboundEndpoint }: AzureDns): void {
    const link = partner === undefined ? undefined : azurePartnerLink(this, partner);
    requireResolver(this, forwarding, inboundEndpoint);
    if (link !== undefined) this.linkPartner(link, partner?.prefixes ?? []);
    const place = forwarding ?? inboundEndpoint;
    if (place === undefined) return;
    const resolver = new AzureResolver(this, place.virtualNetworkId);
    if (forwarding !== undefined) this.forwardBy(new AzureForwarders(this, resolver, forwarding));
    if (inboundEndpoint !== undefined) this.answerAt(makeInboundEndpoint(this, resolver, inboundEndpoint));
  }

  /** @internal */
  override translatingRoutes(): TranslatingRoute[] {
    return translatingRoutes(this);
  }

  protected override checkRequest(request: InterfaceRequest, path: string): void {
    if (request.nics.some((nic) => nic.existingInterfaceId === undefined)) this.subnetFor(request, path);
    for (const nic of request.nics) {
      if (nic.addresses.length > ADDRESSES_PER_INTERFACE) throw tooManyAddresses(request, nic, path);
      const { existingInterfaceId, addresses } = nic;
      if (existingInterfaceId === undefined || !addresses.some((address) => address.makesPublicAddress)) continue;
      throw new UcEdgeError({
        code: "azure-existing-interface-public-address",
        what: `cannot place ${request.title}`,
        prop: "existingInterfaceId",
        value: isUnresolved(existingInterfaceId) ? resolvedText(this, existingInterfaceId) : existingInterfaceId,
        expected:
          "its publicAddress beside it: Azure ties a public address to an interface only where the interface is made",
        todo: "state the public address that the interface has, or let the interface be made",
        path,
      });
    }
  }

  /** @internal */
  protected override checkSubnet(request: Pick<InterfaceRequest, "zone" | "side" | "title">, path: string): void {
    this.subnetFor(request, path);
  }

  /** @internal */
  override checkMembers(hosts: MemberHosts): void {
    checkAzureMembers(hosts);
  }

  /** @internal */
  protected override makeBalancer(scope: Construct, id: string, request: BalancerRequest): Balancer {
    return new AzureBalancer(scope, id, this, request);
  }

  /** @internal */
  protected override checkProxy(request: ProxyRequest, path: string): void {
    checkAzureProxy(request, this.gatewaySubnet, this.gatewaySubnetTakenBy, path);
  }

  /** @internal */
  protected override makeProxy(scope: Construct, id: string, request: ProxyRequest): PlacedProxy {
    if (this.gatewaySubnet === undefined) throw new TypeError("a proxy is made only after it has been checked");
    const made = new AzureProxy(scope, id, this, this.gatewaySubnet, request);
    this.gatewaySubnetTakenBy = made.node.path;
    return made;
  }

  /** @internal */
  protected override makeInterface(scope: Construct, id: string, request: InterfaceRequest): PlacedInterface {
    return new AzureInterface(scope, id, this, request);
  }

  /** @internal */
  protected override writeRecordSet(set: RecordSet): void {
    const key = keyText(`${set.view}-${set.type}-${set.name}`);
    // A record set is written whole, so a second writer replaces the resource by one of the same id.
    const records = this.recordsHere();
    if (this.recordResources.delete(key)) records.node.tryRemoveChild(key);
    const config = {
      // Azure takes names relative to the zone, and "@" for the zone's own name.
      name: set.name === set.domain ? "@" : set.name.slice(0, -set.domain.length - 1),
      zoneName: set.domain,
      resourceGroupName: set.zone,
      ttl: this.props.dns?.ttlSeconds ?? DEFAULT_TTL_SECONDS,
    };
    this.recordResources.set(key, makeRecord(records, key, set, config));
  }
}

function tooManyAddresses({ title }: InterfaceRequest, nic: NicRequest, path: string): UcEdgeError {
  return new UcEdgeError({
    code: "azure-interface-addresses-over-quota",
    what: `cannot place ${title}`,
    prop: "addresses",
    value: nic.addresses.length,
    expected: `at most ${String(ADDRESSES_PER_INTERFACE)} addresses on one network interface`,
    todo: "spread the roles over several interfaces",
    path,
  });
}

function makeRecord(
  scope: Construct,
  key: string,
  set: RecordSet,
  config: { name: string; zoneName: string; resourceGroupName: string; ttl: number },
): RecordResource {
  const isPublic = set.view === "public";
  if (set.type === "SRV") {
    const record = set.values.map(serviceOf);
    return isPublic
      ? new DnsSrvRecord(scope, key, { ...config, record })
      : new PrivateDnsSrvRecord(scope, key, { ...config, record });
  }
  const records = [...set.values];
  if (set.type === "A") {
    return isPublic
      ? new DnsARecord(scope, key, { ...config, records })
      : new PrivateDnsARecord(scope, key, { ...config, records });
  }
  return isPublic
    ? new DnsAaaaRecord(scope, key, { ...config, records })
    : new PrivateDnsAaaaRecord(scope, key, { ...config, records });
}

function serviceOf(value: string): { priority: number; weight: number; port: number; target: string } {
  const [priority, weight, port, target] = value.split(" ");
  return { priority: Number(priority), weight: Number(weight), port: Number(port), target: target ?? "" };
}
