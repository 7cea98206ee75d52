/** Routes to set on a host with two interfaces: its default route leads outside, so the inside needs routes of its own. */
import type { Construct } from "constructs";
import type { Zones } from "../model/zones";
import { IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import { requireKnown } from "./unresolved";

/** A route to set on a host. */
export interface HostRoute {
  /** Where it leads: addresses inside. */
  readonly prefix: string;
  /** The next hop, on the internal interface: the router of its subnet. Nothing where the subnet's prefix is not stated. */
  readonly gateway: string | undefined;
}

/** The address blocks of the perimeter's two subnets, where they are known. */
export interface SubnetPrefixes {
  readonly external: string | undefined;
  readonly internal: string | undefined;
}

/** The blocks of a perimeter's subnets; the perimeter may be missing, which is said elsewhere. */
export function subnetPrefixesOf(perimeter: PerimeterSubnets | null | undefined): SubnetPrefixes {
  return { external: perimeter?.externalSubnet?.prefix, internal: perimeter?.internalSubnet?.prefix };
}

interface PerimeterSubnets {
  readonly externalSubnet?: { readonly prefix?: string };
  readonly internalSubnet?: { readonly prefix?: string };
}

const WHAT = "cannot place the network";

/**
 * The routes of a network's hosts with two interfaces: to every prefix inside, and to those of the perimeter that neither of
 * the two subnets holds. IPv6 prefixes are left out: their router announces itself.
 *
 * @throws {@link UcEdgeError} `stack-subnet-prefix-outside`, `stack-prop-unresolved`, `net-prefix-*`.
 */
export function readRoutesInside(network: Construct, zones: Zones, given: SubnetPrefixes): HostRoute[] {
  const path = network.node.path;
  const read = (side: keyof SubnetPrefixes): IpPrefix | undefined => {
    const text = given[side];
    if (text === undefined) return undefined;
    const by = { what: WHAT, prop: `perimeter.${side}Subnet.prefix`, path };
    requireKnown(text, by, "the routes of hosts are made from it");
    const prefix = IpPrefix.parse(text, by);
    if (prefix.family === "ipv4" && zones.zoneOf(prefix) === "perimeter") return prefix;
    throw new UcEdgeError({
      ...by,
      code: "stack-subnet-prefix-outside",
      value: text,
      expected: `an IPv4 block in ${zones.of("perimeter").join(", ")}, the zone "perimeter"`,
      todo: "correct the block, or the zone's prefixes",
    });
  };
  const subnets = [read("external"), read("internal")];
  const [, internal] = subnets;
  // The clouds' router has the first address behind the block's own.
  const gateway = internal === undefined ? undefined : IpPrefix.of("ipv4", internal.first + 1n, 32).addressText();
  const perimeter = subnets.every((subnet) => subnet !== undefined)
    ? zones.of("perimeter").filter((prefix) => !subnets.some((subnet) => subnet.contains(prefix)))
    : [];
  return [...zones.of("internal"), ...perimeter]
    .filter(({ family }) => family === "ipv4")
    .map((prefix) => ({ prefix: prefix.toString(), gateway }));
}
