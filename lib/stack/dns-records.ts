/** The DNS records of a network: in which zone each belongs, and who may extend it. */
import type { IConstruct } from "constructs";
import type { View } from "../catalog/schema";
import { closestDomain } from "../model/domain-name";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "./declaration";
import { stackPath } from "./paths";
import { parseKnownDomain, requireKnown, requireKnownList, resolvedText } from "./unresolved";

/** What a record leads to that the cloud keeps up to date by itself: a balancer without a static address. */
export interface RecordAlias {
  /** Its DNS name. */
  readonly name: string;
  /** The hosted zone of that name. */
  readonly zoneId: string;
}

/** A DNS record as a network makes it. */
export interface RecordRequest {
  readonly view: View;
  readonly type: "A" | "AAAA" | "SRV";
  /** The full name, without the final dot. */
  readonly name: string;
  /** Addresses for A and AAAA. For SRV: priority, weight, port and target in one text. */
  readonly value: string;
  /**
   * What the record follows instead of holding addresses; the value is then its name. Where others make the record, it is
   * a CNAME to that name.
   */
  readonly alias?: RecordAlias;
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
  /** What the cloud needs to find the DNS zone, from the network's settings. */
  readonly zone: string;
  /** Sorted values; a second writer of the same name extends them, but not what follows an alias. */
  readonly values: readonly string[];
  readonly alias: RecordAlias | undefined;
  /** Sorted ids of the facts that ask for it. */
  readonly facts: readonly string[];
}

/** A DNS zone by its domain; without what the cloud needs to find it where others make its records. */
export interface DnsZone {
  readonly domain: string;
  readonly zone: string | undefined;
}

/** A record as far as its name goes. */
export type RecordName = Pick<RecordRequest, "view" | "type" | "name" | "path">;

const WHAT = "cannot place the network";

/** The DNS zones of a network, and the records that are made in them. */
export class DnsRecords {
  private readonly zones: Readonly<Record<View, ReadonlyMap<string, string>>>;
  private readonly domainsElsewhere: readonly string[];
  private readonly sets = new Map<string, RecordSet>();

  /**
   * @throws {@link UcEdgeError} `stack-dns-zone-invalid`, `model-domain-*`, `stack-prop-unresolved`, `stack-list-*`.
   */
  constructor(
    private readonly scope: IConstruct,
    zones: Readonly<Record<View, Readonly<Record<string, string>>>>,
    domainsElsewhere: readonly string[],
    private readonly write: (set: RecordSet) => void,
  ) {
    this.zones = {
      public: this.readZones("publicZones", zones.public),
      internal: this.readZones("internalZones", zones.internal),
    };
    this.domainsElsewhere = this.readDomains(domainsElsewhere);
  }

  /** The domains of the internal zones. */
  get internalDomains(): readonly string[] {
    return [...this.zones.internal.keys()];
  }

  /**
   * The DNS zone that a name belongs to.
   *
   * @throws {@link UcEdgeError} `stack-dns-zone-unknown`, `stack-record-taken` for the name of an alias.
   */
  zoneOf(request: RecordName): DnsZone {
    const { view, type, name, path } = request;
    if (this.sets.get(keyOf(request))?.alias !== undefined) throw recordTaken(request);
    const zones = this.zones[view];
    const known = this.domainsOf(view);
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

  /**
   * Refuses a name that has a record already.
   *
   * @throws {@link UcEdgeError} `stack-record-taken`
   */
  requireUnnamed(request: RecordName): void {
    if (this.isNamed(request)) throw recordTaken(request);
  }

  /** Whether a name has a record of the type in the view. */
  isNamed(request: RecordName): boolean {
    return this.sets.has(keyOf(request));
  }

  /** Whether records of a name can be made here, or, in the public view, are known to be made elsewhere. */
  hasZone(view: View, name: string): boolean {
    return closestDomain(name, this.domainsOf(view)) !== undefined;
  }

  /** Makes a record, or extends the record set of the same name. */
  add(request: RecordRequest): void {
    const { view, type, name, alias } = request;
    const { domain, zone } = this.zoneOf(request);
    const key = keyOf(request);
    const known = this.sets.get(key);
    const before = known?.values ?? [];
    const text = (value: string): string => resolvedText(this.scope, value);
    const values = [...before.filter((value) => text(value) !== text(request.value)), request.value];
    const set = {
      view,
      type,
      name,
      domain,
      zone: zone ?? "",
      values: values.sort((a, b) => (text(a) < text(b) ? -1 : 1)),
      alias,
      facts: [...new Set([...(known?.facts ?? []), ...request.facts])].sort(),
    };
    this.sets.set(key, set);
    this.declare(set, zone !== undefined);
    if (zone !== undefined) this.write(set);
  }

  private domainsOf(view: View): string[] {
    return [...this.zones[view].keys(), ...(view === "public" ? this.domainsElsewhere : [])];
  }

  private readZones(prop: string, given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
    const by = { what: WHAT, prop: `dns.${prop}`, path: this.scope.node.path };
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
    const by = { what: WHAT, prop: "dns.domainsElsewhere", path: this.scope.node.path };
    requireKnownList(given, by.what, by.prop, by.path);
    return given.map((name) => parseKnownDomain(name, by));
  }

  private declare(set: RecordSet, made: boolean): void {
    const declaration = Declaration.of(this.scope);
    const { view, name } = set;
    const network = stackPath(this.scope);
    const type = set.alias !== undefined && !made ? "CNAME" : set.type;
    declaration.set(`record ${network} ${view} ${type} ${name}`, () => ({
      item: "record",
      network,
      view,
      type,
      name,
      made,
      values: set.values.map((value) => declaration.value(value)),
      facts: set.facts,
    }));
  }
}

function keyOf({ view, type, name }: RecordName): string {
  return `${view} ${type} ${name}`;
}

function recordTaken({ view, type, name, path }: RecordName): UcEdgeError {
  return new UcEdgeError({
    code: "stack-record-taken",
    what: `cannot make the ${view} ${type} record`,
    prop: "name",
    value: name,
    expected: "a name without a record: one that leads to a proxy of the cloud leads nowhere else",
    todo: "choose another name for one of the two",
    path,
  });
}
