/** The landing place that the user already has: zones, their subnets, DNS zones. One class per cloud extends it. */
import { Construct } from "constructs";
import type { View } from "../catalog/schema";
import { closestDomain } from "../model/domain-name";
import { NETWORK_ZONES, Zones } from "../model/zones";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Balancer, BalancerRequest } from "./balancer";
import { Declaration, DECLARATION_FORMAT } from "./declaration";
import { type ForwarderProps, type ForwarderRequest, Forwarders, type ForwarderWriter } from "./forwarders";
import { type InterfaceRequest, nicOf } from "./interface-request";
import { type HostRoute, readRoutesInside, type SubnetPrefixes } from "./host-routes";
import { type PartnerLink, PartnerRoutes, type TranslatingRoute } from "./partner-routes";
import { stackPath } from "./paths";
import type { PlacedInterface } from "./placed-interface";
import { TakenAddresses } from "./taken-addresses";
import { isUnresolved, parseKnownDomain, requireKnown, requireKnownList, resolvedText } from "./unresolved";
import { readWaysOut, type WayOut } from "./ways-out";

/** A DNS record as a network makes it. */
export interface RecordRequest {
  readonly view: View;
  readonly type: "A" | "AAAA" | "SRV";
  /** The full name, without the final dot. */
  readonly name: string;
  /** Addresses for A and AAAA. For SRV: priority, weight, port and target in one text. */
  readonly value: string;
  /** Ids of the facts that ask for it; empty for names that the user chose. */
  readonly facts: readonly string[];
  /** The path of the construct that asks. */
  readonly path: string;
}

/** All records of one name and type in one view. */
export interface RecordSet {
  readonly view: View;
  readonly type: "A" | "AAAA" | "SRV";
  readonly name: string;
  /** The DNS zone's domain. */
  readonly domain: string;
  /** What the cloud needs to find the DNS zone, from {@link NetworkSettings.dnsZones}. */
  readonly zone: string;
  /** Sorted values; a second writer of the same name extends them. */
  readonly values: readonly string[];
  /** Sorted ids of the facts that ask for it. */
  readonly facts: readonly string[];
}

/** A DNS zone by its domain; without what the cloud needs to find it where others make its records. */
interface DnsZone {
  readonly domain: string;
  readonly zone: string | undefined;
}

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
  private readonly dnsZones: Readonly<Record<View, ReadonlyMap<string, string>>>;
  private readonly domainsElsewhere: readonly string[];
  private readonly taken: TakenAddresses;
  private readonly recordSets = new Map<string, RecordSet>();
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
    this.dnsZones = {
      public: this.readDnsZones("publicZones", settings.dnsZones.public),
      internal: this.readDnsZones("internalZones", settings.dnsZones.internal),
    };
    this.domainsElsewhere = this.readDomains(settings.domainsElsewhere);
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

  /** The public addresses that peers see of connections that start in a zone; none where the zone has no way out. */
  wayOutOf(zone: string): readonly string[] {
    return this.waysOut.get(zone) ?? [];
  }

  /**
   * The DNS zone that a name belongs to.
   *
   * @throws {@link UcEdgeError} `stack-dns-zone-unknown`
   * @internal
   */
  dnsZoneOf({ view, type, name, path }: Omit<RecordRequest, "value" | "facts">): DnsZone {
    const zones = this.dnsZones[view];
    const known = [...zones.keys(), ...(view === "public" ? this.domainsElsewhere : [])];
    const domain = closestDomain(name, known);
    if (domain !== undefined) return { domain, zone: zones.get(domain) };
    throw new UcEdgeError({
      code: "stack-dns-zone-unknown",
      what: `cannot make the ${view} ${type} record`,
      prop: "name",
      value: name,
      expected:
        known.length === 0
          ? `${view === "public" ? "a public" : "an internal"} DNS zone in the network's dns`
          : `a name in ${known.join(", ")}`,
      todo:
        view === "public"
          ? "give the network the DNS zone, or list the domain under domainsElsewhere if its records are made by others"
          : "give the network the DNS zone",
      path,
    });
  }

  /** Makes a record, or extends the record set of the same name. @internal */
  addRecord(request: RecordRequest): void {
    const { view, type, name } = request;
    const { domain, zone } = this.dnsZoneOf(request);
    const key = `${view} ${type} ${name}`;
    const known = this.recordSets.get(key);
    const before = known?.values ?? [];
    const text = (value: string): string => resolvedText(this, value);
    const values = [...before.filter((value) => text(value) !== text(request.value)), request.value];
    const set = {
      view,
      type,
      name,
      domain,
      zone: zone ?? "",
      values: values.sort((a, b) => (text(a) < text(b) ? -1 : 1)),
      facts: [...new Set([...(known?.facts ?? []), ...request.facts])].sort(),
    };
    this.recordSets.set(key, set);
    this.declareRecord(set, zone !== undefined);
    if (zone !== undefined) this.writeRecordSet(set);
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
  /** Makes a record set, or brings it up to date. @internal */
  protected abstract writeRecordSet(set: RecordSet): void;

  /** Says how partners are reached, and routes to the zone's own prefixes. @internal */
  protected linkPartner(link: PartnerLink, prefixes: readonly string[]): void {
    this.partnerRoutes = new PartnerRoutes(this, link);
    this.partnerRoutes.add(prefixes, "partner.prefixes", this.node.path);
  }

  /** Says how domains are forwarded. @internal */
  protected forwardBy(writer: ForwarderWriter): void {
    this.forwarders = new Forwarders(this, [...this.dnsZones.internal.keys()], writer);
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

  private readDnsZones(prop: string, given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
    const by = { what: WHAT, prop: `dns.${prop}`, path: this.node.path };
    requireKnown(given, by, "names are matched with DNS zones by their text");
    const zones = new Map(Object.entries(given).map(([name, zone]) => [parseKnownDomain(name, by), zone]));
    const [empty] = [...zones].filter(([, zone]) => typeof zone !== "string" || zone === "");
    if (empty === undefined) return zones;
    throw new UcEdgeError({
      ...by,
      code: "stack-dns-zone-invalid",
      value: { [empty[0]]: empty[1] },
      expected: "what the cloud finds the zone by: the hosted zone's id on AWS, its resource group on Azure",
      todo: "give it, or list the domain under domainsElsewhere if its records are made by others",
    });
  }

  private readDomains(given: readonly string[]): string[] {
    const by = { what: WHAT, prop: "dns.domainsElsewhere", path: this.node.path };
    requireKnownList(given, by.what, by.prop, by.path);
    return given.map((name) => parseKnownDomain(name, by));
  }

  private declareIn(construct: Construct): void {
    const declaration = Declaration.of(construct);
    declaration.set("stack", () => ({ item: "stack", format: DECLARATION_FORMAT, cloud: this.cloud }));
    declaration.set(`network ${stackPath(this)}`, () => ({
      item: "network",
      path: stackPath(this),
      cloud: this.cloud,
      zones: this.zones.toText(),
      internalDomains: [...this.dnsZones.internal.keys()].sort(),
    }));
  }

  private declareRecord(set: RecordSet, made: boolean): void {
    const declaration = Declaration.of(this);
    const { view, type, name } = set;
    declaration.set(`record ${stackPath(this)} ${view} ${type} ${name}`, () => ({
      item: "record",
      network: stackPath(this),
      view,
      type,
      name,
      made,
      values: set.values.map((value) => declaration.value(value)),
      facts: set.facts,
    }));
  }
}
