/** The virtual address of a pool. */
import type { Construct } from "constructs";
import { OCS_2007_PORTS } from "../../catalog/ocs-2007/ports";
import type { Network } from "../../stack/network";
import type { Role } from "../../stack/role";
import { isUnresolved, parseKnownDomain, requireKnownList } from "../../stack/unresolved";
import { IpPrefix } from "../../net/ip-prefix";
import { VirtualAddress } from "../virtual-address";
import { faultAt, type ToldAt } from "./ocs-faults";

/** The virtual address in front of several servers. */
export interface OcsVirtualAddressProps {
  /** The address, in the zone inside. */
  readonly privateAddress: string;
  /**
   * Host names of the address beside the name of the pool, in the network's internal DNS zones: for automatic sign-in, one
   * inside each SIP domain.
   *
   * @default - none
   */
  readonly names?: readonly string[];
}

/** A virtual address, as it was checked. */
export interface PoolAddress {
  readonly privateAddress: string;
  readonly names: readonly string[];
}

/**
 * A virtual address, checked; nothing where there is none.
 *
 * @throws {@link UcEdgeError} `ocs-virtual-address-invalid`, `net-address-*`, `model-domain-*`, `stack-list-*`,
 *   `stack-dns-zone-unknown`.
 */
export function checkPoolAddress(given: unknown, prop: string, network: Network, at: ToldAt): PoolAddress | undefined {
  if (given === undefined) return undefined;
  const { privateAddress, names = [] } = (
    typeof given === "object" ? (given ?? {}) : {}
  ) as Partial<OcsVirtualAddressProps>;
  if (typeof privateAddress !== "string" || isUnresolved(privateAddress)) {
    const shown = isUnresolved(privateAddress) ? "a value that is known only when Terraform runs" : privateAddress;
    const expected = "a literal address of the zone inside, which callers' rules and records name";
    throw faultAt(at, "ocs-virtual-address-invalid", `${prop}.privateAddress`, shown, expected, "state a free address");
  }
  const by = { what: at.what, prop: `${prop}.privateAddress`, path: at.path };
  const address = IpPrefix.parseAddress(privateAddress, by);
  const zone = network.zones.zoneOf(address);
  if (zone !== "internal") {
    const expected = `an address in the zone "internal"; this one is in "${zone ?? "internet"}"`;
    const todo = "correct the address, or add its block to the network's internal prefixes";
    throw faultAt(at, "ocs-virtual-address-invalid", by.prop, privateAddress, expected, todo);
  }
  requireKnownList(names, at.what, `${prop}.names`, at.path);
  return { privateAddress, names: names.map((name) => readInside(name, `${prop}.names`, network, at)) };
}

function readInside(given: string, prop: string, network: Network, at: ToldAt): string {
  const name = parseKnownDomain(given, { ...at, prop });
  network.dnsZoneOf({ view: "internal", type: "A", name, path: at.path });
  return name;
}

/** A role behind a virtual address, and the documented direction whose ports lead to it. */
export interface Balanced {
  readonly role: Role;
  readonly direction: string;
}

/** Places a virtual address, and leads the documented ports of roles through it. Its names are the caller's affair. */
export function placePoolAddress(
  scope: Construct,
  id: string,
  given: { readonly network: Network; readonly title: string; readonly privateAddress: string },
  balanced: readonly Balanced[],
): void {
  const title = `${given.title}, virtual address`;
  const address = new VirtualAddress(scope, id, { ...given, title, side: "internal", zone: "internal" });
  for (const { role, direction } of balanced) {
    for (const port of portsOf(direction)) address.forward({ transport: "tcp", port, to: role });
  }
}

/** The single ports that a documented direction opens. */
function portsOf(id: string): number[] {
  const found = OCS_2007_PORTS.flatMap(({ id: flow, directions }) =>
    directions.filter(({ key }) => `${flow}${key}` === id),
  );
  return found.flatMap(({ ports }) =>
    ports === null || typeof ports === "string" ? [] : ports.map(([first]) => first),
  );
}
