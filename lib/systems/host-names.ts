/** Host names of interfaces, and the address records that they become. */
import type { View } from "../catalog/schema";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Network } from "../stack/network";
import type { InterfaceProps, Side } from "../stack/interface-request";
import type { PlacedAddress } from "../stack/placed-interface";
import type { Role } from "../stack/role";
import { parseKnownDomain, requireKnownList } from "../stack/unresolved";

const WHAT = "cannot make the A record";

/** An interface with the names that a user gives it. */
export interface NamedInterface {
  readonly network: Network;
  readonly side: Side;
  /** The property that describes it: `accessEdge.external`. */
  readonly prop: string;
  readonly props: InterfaceProps;
  /** The path of the construct that asks. */
  readonly path: string;
  /** Whether the asker makes the public address whose ports are forwarded to the interface, and leads the names to it. */
  readonly isPublished: boolean;
  /** The code of the fault of a name that has no address to lead to. */
  readonly withoutAddress: string;
}

/**
 * The host names of an interface, each in a DNS zone that the network knows.
 *
 * @throws {@link UcEdgeError} `model-domain-*`, `stack-prop-unresolved`, `stack-list-*`, `stack-dns-zone-unknown`, and the
 *   code for a name without an address.
 */
export function hostNamesOn(named: NamedInterface): string[] {
  const { network, side, prop, props, path, withoutAddress } = named;
  const { names, existingInterfaceId, privateAddress, translation, publicAddress } = props;
  if (names === undefined) return [];
  const by = { what: WHAT, prop: `${prop}.names`, path };
  requireKnownList(names, by.what, by.prop, path);
  if (side === "internal" && names.length > 0 && existingInterfaceId !== undefined && privateAddress === undefined) {
    throw new UcEdgeError({
      ...by,
      code: withoutAddress,
      value: names,
      expected: "privateAddress beside existingInterfaceId, for the names to lead to",
      todo: "state the private address that the interface has, or leave the names out",
    });
  }
  const isForwarded = side === "external" && translation === "port-forward" && publicAddress === undefined;
  if (isForwarded && names.length > 0 && !named.isPublished) {
    throw new UcEdgeError({
      ...by,
      code: withoutAddress,
      value: names,
      expected: "no names on an interface whose ports are forwarded from another address",
      todo: "give the names to the VirtualAddress",
    });
  }
  return readHostNames({ network, view: viewOf(side), names, prop: by.prop, path });
}

/** Names as a user gives them. */
export interface GivenNames {
  readonly network: Network;
  readonly view: View;
  readonly names: readonly string[];
  /** The property that holds them. */
  readonly prop: string;
  /** The path of the construct that asks. */
  readonly path: string;
}

/**
 * Host names, each in a DNS zone that the network knows.
 *
 * @throws {@link UcEdgeError} `model-domain-*`, `stack-prop-unresolved`, `stack-list-*`, `stack-dns-zone-unknown`.
 */
export function readHostNames({ network, view, names, prop, path }: GivenNames): string[] {
  requireKnownList(names, WHAT, prop, path);
  return names.map((given) => {
    const name = parseKnownDomain(given, { what: WHAT, prop, path });
    network.dnsZoneOf({ view, type: "A", name, path });
    return name;
  });
}

/**
 * Makes the address records of a name: the public addresses of an external interface, the private ones of an internal one,
 * one for each host of the role; or that of the virtual address in front of them.
 *
 * @param inFront - The virtual address in front of the role, if there is one: the name leads there, and not to the hosts.
 * @param facts - Ids of the facts that ask for the record; none for a name that the user chose.
 */
export function addHostName(
  role: Role,
  side: Side,
  name: string,
  inFront?: string,
  facts: readonly string[] = [],
): void {
  if (inFront === undefined) {
    for (const address of role.addressesOn(side)) addRecords(role, side, name, address, facts);
    return;
  }
  const { network } = role.interfaceOn(side, "cannot name the interface");
  network.addRecord({ view: viewOf(side), type: "A", name, value: inFront, facts, path: role.node.path });
}

/** Makes the address records of a name of one host of a role, by the host's index. */
export function addNameOfHost(role: Role, side: Side, name: string, host: number): void {
  const address = role.addressesOn(side)[host];
  if (address !== undefined) addRecords(role, side, name, address, []);
}

function addRecords(role: Role, side: Side, name: string, address: PlacedAddress, facts: readonly string[]): void {
  const { network } = role.interfaceOn(side, "cannot name the interface");
  const record = { view: viewOf(side), name, facts, path: role.node.path };
  const ipv4 = side === "external" ? address.publicAddress : address.privateAddress;
  const ipv6 = side === "external" ? address.publicIpv6Address : address.ipv6Address;
  if (ipv4 !== undefined) network.addRecord({ ...record, type: "A", value: ipv4 });
  if (ipv6 !== undefined) network.addRecord({ ...record, type: "AAAA", value: ipv6 });
}

function viewOf(side: Side): View {
  return side === "external" ? "public" : "internal";
}
