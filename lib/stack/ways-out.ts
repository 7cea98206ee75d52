/** How connections that start in a network reach the internet, where the host has no public address of its own. */
import type { Construct } from "constructs";
import type { Zones } from "../model/zones";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import { isUnresolved, requireKnownList } from "./unresolved";

/**
 * The network's own translation for connections that start in a zone and go to the internet, such as a NAT gateway or a
 * firewall: its route is not made here, only its addresses are known.
 */
export interface WayOut {
  /** The public addresses that peers see; at least one, IPv4, and each may be unresolved. */
  readonly publicAddresses: readonly string[];
}

/** The way out of a zone's props; the zone may be missing, which is said elsewhere. */
export function wayOutOf(zone: { readonly wayOut?: WayOut } | null | undefined): WayOut | undefined {
  return zone?.wayOut;
}

const WHAT = "cannot place the network";

/**
 * The addresses of each zone's way out.
 *
 * @throws {@link UcEdgeError} `stack-way-out-empty`, `stack-way-out-inside` for an address of the network's own,
 *   `stack-way-out-family` for IPv6, `stack-list-*`, `net-address-invalid`.
 */
export function readWaysOut(
  network: Construct,
  zones: Zones,
  given: Readonly<Record<string, WayOut | undefined>>,
): ReadonlyMap<string, readonly string[]> {
  const path = network.node.path;
  return new Map(
    Object.entries(given).flatMap(([zone, wayOut]): [string, readonly string[]][] => {
      if (wayOut === undefined) return [];
      const prop = `${zone}.wayOut.publicAddresses`;
      const addresses: unknown = (wayOut as Partial<WayOut> | null)?.publicAddresses;
      requireKnownList(addresses, WHAT, prop, path);
      const texts = addresses as readonly string[];
      if (texts.length === 0) {
        throw new UcEdgeError({
          code: "stack-way-out-empty",
          what: WHAT,
          prop,
          value: texts,
          expected: "at least one public address",
          todo: "give the addresses of the NAT gateway or firewall, or leave wayOut out",
          path,
        });
      }
      for (const text of texts) requirePublic(text, zones, prop, path);
      return [[zone, [...texts]]];
    }),
  );
}

function requirePublic(text: string, zones: Zones, prop: string, path: string): void {
  if (isUnresolved(text)) return;
  const address = IpPrefix.parseAddress(text, { what: WHAT, prop, path });
  const isInside = zones.zoneOf(address) !== "internet";
  if (!isInside && address.family === "ipv4") return;
  throw new UcEdgeError({
    code: isInside ? "stack-way-out-inside" : "stack-way-out-family",
    what: WHAT,
    prop,
    value: text,
    expected: isInside ? "an address outside the network's own prefixes" : "an IPv4 address; IPv6 is not translated",
    todo: "give the public address that peers see",
    path,
  });
}
