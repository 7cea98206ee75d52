/** The zones of a network and what addresses belong to it. */
import type { Zone } from "../catalog/schema";
import { IpPrefix, mergePrefixes, type AddressFamily } from "../net/ip-prefix";
import { oneOf, UcEdgeError } from "../net/uc-edge-error";

/** Zones that have prefixes of their own; `internet` is everything else. */
export const NETWORK_ZONES = ["perimeter", "internal", "partner"] as const;

/** A zone of a network. */
export type NetworkZone = (typeof NETWORK_ZONES)[number];

/** The zones that a network declares, with their prefixes. */
export class Zones {
  private constructor(private readonly prefixes: ReadonlyMap<NetworkZone, readonly IpPrefix[]>) {}

  /**
   * Checks the prefixes of a network's zones.
   *
   * @throws {@link UcEdgeError} `model-zone-unknown`, `model-zone-empty`, `model-zone-any`, `model-zones-overlap`,
   *   `net-prefix-*`.
   */
  static of(given: Readonly<Record<string, readonly string[]>>, path: string): Zones {
    const what = "cannot place the network";
    const zones = new Map<NetworkZone, readonly IpPrefix[]>();
    for (const [name, texts] of Object.entries(given)) {
      const zone = NETWORK_ZONES.find((one) => one === name);
      if (zone === undefined) {
        throw new UcEdgeError({
          code: "model-zone-unknown",
          what,
          prop: "zone",
          value: name,
          expected: oneOf(NETWORK_ZONES, name),
          todo: "the internet needs no declaration",
          path,
        });
      }
      if (texts.length === 0) {
        throw new UcEdgeError({
          code: "model-zone-empty",
          what,
          prop: `${zone}.prefixes`,
          value: texts,
          expected: "at least one prefix",
          todo: "give the zone's address blocks: what the internet is not is read from them",
          path,
        });
      }
      const prefixes = texts.map((text) => IpPrefix.parse(text, { what, prop: `${zone}.prefixes`, path }));
      const everything = mergePrefixes(prefixes).find((prefix) => prefix.length === 0);
      if (everything !== undefined) {
        throw new UcEdgeError({
          code: "model-zone-any",
          what,
          prop: `${zone}.prefixes`,
          value: everything.toString(),
          expected: "the zone's own address blocks, which are not every address",
          todo: "give the blocks; the internet is what lies outside them",
          path,
        });
      }
      zones.set(zone, mergePrefixes(prefixes));
    }
    return new Zones(checkApart(zones, path));
  }

  /** The prefixes of a zone; none where the network has no such zone. */
  of(zone: NetworkZone): readonly IpPrefix[] {
    return this.prefixes.get(zone) ?? [];
  }

  /** Every prefix of the network: what the internet is not. */
  all(): IpPrefix[] {
    return [...this.prefixes.values()].flat();
  }

  /** Whether a zone has addresses of a family. */
  has(zone: NetworkZone, family: AddressFamily): boolean {
    return this.of(zone).some((prefix) => prefix.family === family);
  }

  /** The zone that holds an address or a whole prefix; the internet where it meets none; nothing where it straddles. */
  zoneOf(prefix: IpPrefix): Zone | undefined {
    for (const [zone, prefixes] of this.prefixes) if (prefixes.some((one) => one.contains(prefix))) return zone;
    return this.all().some((own) => own.overlaps(prefix)) ? undefined : "internet";
  }

  /** The zones with their prefixes as text, for reports. */
  toText(): Record<string, string[]> {
    return Object.fromEntries(
      [...this.prefixes].map(([zone, list]) => [zone, list.map((prefix) => prefix.toString())]),
    );
  }
}

function checkApart(zones: Map<NetworkZone, readonly IpPrefix[]>, path: string): Map<NetworkZone, readonly IpPrefix[]> {
  const entries = [...zones].flatMap(([zone, prefixes]) => prefixes.map((prefix) => ({ zone, prefix })));
  entries.forEach(({ zone, prefix }, index) => {
    const other = entries.slice(index + 1).find((one) => one.zone !== zone && one.prefix.overlaps(prefix));
    if (other === undefined) return;
    throw new UcEdgeError({
      code: "model-zones-overlap",
      what: "cannot place the network",
      prop: `${other.zone}.prefixes`,
      value: other.prefix.toString(),
      expected: `prefixes outside the zone "${zone}", which holds ${prefix.toString()}`,
      todo: "give every address to one zone",
      path,
    });
  });
  return zones;
}
