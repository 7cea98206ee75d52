/** The landing place that the user already has: zones, their subnets, DNS zones. One class per cloud extends it. */
import { Construct } from "constructs";
import type { View } from "../catalog/schema";
import { NETWORK_ZONES, Zones } from "../model/zones";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Balancer, BalancerRequest } from "./balancer";
import { Declaration, DECLARATION_FORMAT } from "./declaration";
import { DnsRecords, type DnsZone, type RecordName, type RecordRequest, type RecordSet } from "./dns-records";
import { type ForwarderProps, type ForwarderRequest, Forwarders, type ForwarderWriter } from "./forwarders";
import { type InterfaceRequest, nicOf } from "./interface-request";
import { type HostRoute, readRoutesInside, type SubnetPrefixes } from "./host-routes";
import type { MemberHosts } from "./member-hosts";
import { type PartnerLink, PartnerRoutes, type TranslatingRoute } from "./partner-routes";
import { stackPath } from "./paths";
import type { PlacedInterface } from "./placed-interface";
import type { PlacedProxy } from "./placed-proxy";
import type { ProxyRequest } from "./proxy-request";
import { TakenAddresses } from "./taken-addresses";
import { isUnresolved, requireKnown, requireKnownList } from "./unresolved";
import { readWaysOut, type WayOut } from "./ways-out";

/** What both clouds need to know of a network. */
export interface NetworkSettings {
  readonly cloud: "aws" | "azure";
  /** The prefixes of each zone, by its name. */
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
  /** The DNS zones by view and domain: what the cloud needs to find each. */
  readonly dnsZones: Readonly<Record<View, Readonly<Record<string, string>>>>;
  /** Domains whose zones are kept elsewhere: their records are listed in reports, not made. */
  readonly domainsElsewhere: readonly string[];
  /** The address blocks of the perimeter's two subnets, where they are known. */
  readonly subnetPrefixes: SubnetPrefixes;
  /** The network's own translation of what starts in a zone and goes to the internet, by the zone's name. */
  readonly waysOut: Readonly<Record<string, WayOut | undefined>>;
}

const MARK = Symbol.for("cdktf-uc-edge/network");
const WHAT = "cannot place the network";

interface ZoneLike {
  readonly prefixes?: readonly string[];
}

const ZONE_PROPS = ["prefixes", "subnet", "externalSubnet", "internalSubnet"];

/**
 * The prefixes of everything among a network's props that is a zone, under whatever name: one that is not known must not
 * be passed over, as its addresses would belong to the internet.
 */
export function prefixesOfZones(props: object): Record<string, readonly string[]> {
  const known: readonly string[] = NETWORK_ZONES;
  const zones = Object.entries(props).filter(
    ([name, value]: [string, unknown]) =>
      value !== undefined &&
      (known.includes(name) ||
        (typeof value === "object" && value !== null && ZONE_PROPS.some((prop) => prop in value))),
  ) as [string, ZoneLike | null][];
  return Object.fromEntries(zones.map(([name, zone]) => [name, zone?.prefixes])) as Record<string, readonly string[]>;
}

/** A network that deployments are placed in. Use `AwsNetwork` or `AzureNetwork`. */
export abstract class Network extends Construct {
  /** The cloud. */
  readonly cloud: "aws" | "azure";
  /** The zones with their prefixes. */
  readonly zones: Zones;
  /** Routes that a host of the perimeter with two interfaces needs, as its default route leads outside. */
  readonly routesInside: readonly HostRoute[];
  private readonly records: DnsRecords;
  private readonly taken: TakenAddresses;
  private recordScope: Construct | undefined;
  private partnerRoutes: PartnerRoutes;
  private forwarders: Forwarders | undefined;
  private inboundDns: readonly string[] = [];
  private readonly waysOut: ReadonlyMap<string, readonly string[]>;

  constructor(scope: Construct, id: string, settings: NetworkSettings) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    this.cloud = settings.cloud;
    Declaration.of(this).requireCloud(settings.cloud, this.node.path);
    this.zones = this.readZones(settings.prefixes);
    this.taken = new TakenAddresses(this, this.zones);
    this.records = new DnsRecords(this, settings.dnsZones, settings.domainsElsewhere, (set) => {
      this.writeRecordSet(set);
    });
    this.partnerRoutes = new PartnerRoutes(this, undefined);
    this.routesInside = readRoutesInside(this, this.zones, settings.subnetPrefixes);
    this.waysOut = readWaysOut(this, this.zones, settings.waysOut);
    this.declareIn(this);
  }

  /** Whether a value is a network, of whichever copy of this library. */
  static isNetwork(value: unknown): value is Network {
    return typeof value === "object" && value !== null && MARK in value;
  }

  /**
   * Addresses at which the network's resolver is asked from on premises, for phones and for name servers there. Empty
   * without `dns.inboundEndpoint`.
   */
  get inboundDnsAddresses(): readonly string[] {
    return this.inboundDns;
  }

  /**
   * Forwards questions for a domain to name servers of your own, at a partner or inside. Naming more servers for the same
   * domain extends it. Needs `dns.forwarding`.
   *
   * AWS: a Resolver outbound endpoint, made with the first forwarder, whose group is opened to the servers over UDP and TCP
   * 53, a rule and its association. Azure: a Private Resolver with an outbound endpoint and a ruleset, and a rule.
   *
   * @throws {@link UcEdgeError} `stack-forwarding-missing`, `stack-forwarder-*`, `stack-forwarders-over-limit`,
   *   `net-address-invalid`, `model-domain-*`, `azure-forwarder-domain-deep`; nothing is changed then.
   */
  forwardDomain(forwarder: ForwarderProps): void {
    this.addForwarder({ ...forwarder, facts: [], path: this.node.path });
  }

  /** Makes a conditional forwarder, or extends the one of the same domain. @internal */
  addForwarder(request: ForwarderRequest): void {
    if (this.forwarders === undefined) {
      throw new UcEdgeError({
        code: "stack-forwarding-missing",
        what: "cannot forward a domain",
        prop: "dns.forwarding",
        value: undefined,
        expected: "the subnets of the endpoint that asks",
        todo: "give the network its dns.forwarding",
        path: request.path,
      });
    }
    this.forwarders.add(request);
  }

  /** The endpoint of the forwarders, where it has a firewall group and a forwarder has been made. @internal */
  get forwarderEndpoint(): PlacedInterface | undefined {
    return this.forwarders?.endpoint;
  }

  /** Routes to prefixes of the zone `partner`, beside those of the network's props. @internal */
  routeToPartner(prefixes: readonly string[], path: string): void {
    this.partnerRoutes.add(prefixes, "prefixes", path);
  }

  /** Places an interface with its firewall group. @internal */
  place(scope: Construct, id: string, request: InterfaceRequest): PlacedInterface {
    const path = `${scope.node.path}/${id}`;
    Declaration.of(scope).requireCloud(this.cloud, path);
    this.checkRequest(request, path);
    this.taken.take(request, path);
    const placed = this.makeInterface(scope, id, request);
    // The scope may be in another stack than the network is.
    this.declareIn(placed);
    placed.declare();
    return placed;
  }

  /** Makes a balancer. @internal */
  balance(scope: Construct, id: string, request: BalancerRequest): Balancer {
    const { zone, side, title, privateAddress } = request;
    const path = `${scope.node.path}/${id}`;
    this.checkSubnet(request, path);
    const nics = [nicOf(privateAddress === undefined ? {} : { privateAddress }, "internal")];
    this.taken.take({ zone, side, title, nics }, path);
    const made = this.makeBalancer(scope, id, request);
    this.declareIn(made);
    made.declare();
    return made;
  }

  /** Refuses hosts that no balancer of the cloud can lead to, before one is made. @internal */
  abstract checkMembers(hosts: MemberHosts): void;

  /** Places a reverse proxy that the cloud runs, with its firewall group. @internal */
  placeProxy(scope: Construct, id: string, request: ProxyRequest): PlacedProxy {
    this.checkProxy(request, `${scope.node.path}/${id}`);
    const placed = this.makeProxy(scope, id, request);
    this.declareIn(placed);
    placed.declare();
    return placed;
  }

  /** The public addresses that peers see of connections that start in a zone; none where the zone has no way out. */
  wayOutOf(zone: string): readonly string[] {
    return this.waysOut.get(zone) ?? [];
  }

  /** The DNS zone that a name belongs to; as {@link DnsRecords.zoneOf}. @internal */
  dnsZoneOf(request: RecordName): DnsZone {
    return this.records.zoneOf(request);
  }

  /** Refuses a name that has a record already; as {@link DnsRecords.requireUnnamed}. @internal */
  requireUnnamed(request: RecordName): void {
    this.records.requireUnnamed(request);
  }

  /** Whether a name has a record; as {@link DnsRecords.isNamed}. @internal */
  isNamed(request: RecordName): boolean {
    return this.records.isNamed(request);
  }

  /** Whether the network has a DNS zone for a name; as {@link DnsRecords.hasZone}. @internal */
  hasDnsZone(view: View, name: string): boolean {
    return this.records.hasZone(view, name);
  }

  /** Makes a record, or extends the record set of the same name. @internal */
  addRecord(request: RecordRequest): void {
    this.records.add(request);
  }

  /** Refuses what the cloud cannot do, before anything is made. @internal */
  protected abstract checkRequest(request: InterfaceRequest, path: string): void;
  /** Routes in the network's stack that go over what translates addresses. @internal */
  abstract translatingRoutes(): TranslatingRoute[];
  /** Makes an interface in the cloud. @internal */
  protected abstract makeInterface(scope: Construct, id: string, request: InterfaceRequest): PlacedInterface;
  /** Refuses a zone and side without a subnet. @internal */
  protected abstract checkSubnet(request: Pick<InterfaceRequest, "zone" | "side" | "title">, path: string): void;
  /** Makes a balancer in the cloud. @internal */
  protected abstract makeBalancer(scope: Construct, id: string, request: BalancerRequest): Balancer;
  /** Refuses a proxy that the cloud cannot run, before anything is made. @internal */
  protected abstract checkProxy(request: ProxyRequest, path: string): void;
  /** Makes a proxy in the cloud. @internal */
  protected abstract makeProxy(scope: Construct, id: string, request: ProxyRequest): PlacedProxy;
  /** Makes a record set, or brings it up to date. @internal */
  protected abstract writeRecordSet(set: RecordSet): void;

  /** Says how partners are reached, and routes to the zone's own prefixes. @internal */
  protected linkPartner(link: PartnerLink, prefixes: readonly string[]): void {
    this.partnerRoutes = new PartnerRoutes(this, link);
    this.partnerRoutes.add(prefixes, "partner.prefixes", this.node.path);
  }

  /** Says how domains are forwarded. @internal */
  protected forwardBy(writer: ForwarderWriter): void {
    this.forwarders = new Forwarders(this, this.records.internalDomains, writer);
  }

  /** Says where the network's resolver is asked from on premises. @internal */
  protected answerAt(addresses: readonly string[]): void {
    this.inboundDns = addresses;
  }

  /** Takes private addresses of something that is no interface of a role. @internal */
  takeAddresses(addresses: readonly string[], title: string, path: string): void {
    for (const privateAddress of addresses) {
      const isInside = isUnresolved(privateAddress)
        ? false
        : this.zones.zoneOf(
            IpPrefix.parseAddress(privateAddress, { what: `cannot place ${title}`, prop: "privateAddress", path }),
          ) === "internal";
      const nics = [nicOf({ privateAddress }, "internal")];
      this.taken.take({ zone: isInside ? "internal" : "perimeter", side: "internal", title, nics }, path);
    }
  }

  /** Where record resources live: made with the first, so that a network without records is empty. @internal */
  protected recordsHere(): Construct {
    return (this.recordScope ??= new Construct(this, "Records"));
  }

  private readZones(given: NetworkSettings["prefixes"]): Zones {
    const by = { what: WHAT, path: this.node.path };
    for (const [zone, prefixes] of Object.entries(given)) {
      const prop = `${zone}.prefixes`;
      requireKnownList(prefixes, WHAT, prop, by.path);
      for (const one of prefixes) requireKnown(one, { ...by, prop }, "the internet is what lies outside the prefixes");
    }
    if (!("perimeter" in given)) {
      throw new UcEdgeError({
        ...by,
        code: "stack-perimeter-missing",
        prop: "perimeter",
        value: undefined,
        expected: "the zone where edge roles live",
        todo: "give its subnets and prefixes",
      });
    }
    return Zones.of(given, by.path);
  }

  private declareIn(construct: Construct): void {
    const declaration = Declaration.of(construct);
    declaration.set("stack", () => ({ item: "stack", format: DECLARATION_FORMAT, cloud: this.cloud }));
    declaration.set(`network ${stackPath(this)}`, () => ({
      item: "network",
      path: stackPath(this),
      cloud: this.cloud,
      zones: this.zones.toText(),
      internalDomains: [...this.records.internalDomains].sort(),
    }));
  }
}
