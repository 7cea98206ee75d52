/** The hosts of a role inside: what can be wrong with their description, and where they are placed. */
import { checkInterfaceProps } from "../../stack/check-interface-props";
import { type InterfaceProps, type NicRequest, nicOf } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { PlacedInterface } from "../../stack/placed-interface";
import type { Role } from "../../stack/role";
import { requireKnownList } from "../../stack/unresolved";
import { hostNamesOn } from "../host-names";
import { faultAt, type ToldAt } from "./ocs-faults";

/** Hosts, as they were checked. */
export interface InternalHosts {
  readonly nics: readonly NicRequest[];
  /** The names of each host. */
  readonly names: readonly (readonly string[])[];
}

/**
 * Hosts that do the same.
 *
 * @throws {@link UcEdgeError} `ocs-pool-empty`, `ocs-interface-missing`, `ocs-interface-shared`,
 *   `ocs-name-without-address`, `stack-interface-props`, `stack-translation-*`, `stack-list-*`, `model-domain-*`,
 *   `stack-dns-zone-unknown`.
 */
export function checkHosts(given: unknown, prop: string, whose: string, network: Network, at: ToldAt): InternalHosts {
  if (given === undefined || (Array.isArray(given) && given.length === 0)) {
    const todo = "describe the interface of each server; {} lets the cloud pick its address";
    throw faultAt(at, "ocs-pool-empty", prop, given, `at least one server: ${whose}`, todo);
  }
  requireKnownList(given, at.what, prop, at.path);
  const hosts = (given as readonly unknown[]).map((host, index) =>
    checkHost(host, `${prop}[${String(index)}]`, whose, network, at),
  );
  return { nics: hosts.map(({ nic }) => nic), names: hosts.map(({ names }) => names) };
}

/** One host; as {@link checkHosts}. */
export function checkOneHost(given: unknown, prop: string, whose: string, network: Network, at: ToldAt): InternalHosts {
  const { nic, names } = checkHost(given, prop, whose, network, at);
  return { nics: [nic], names: [names] };
}

function checkHost(
  given: unknown,
  prop: string,
  whose: string,
  network: Network,
  at: ToldAt,
): { readonly nic: NicRequest; readonly names: readonly string[] } {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    const todo = "describe the interface; {} lets the cloud pick its address";
    throw faultAt(at, "ocs-interface-missing", prop, given, `the interface of ${whose}, as an object`, todo);
  }
  const props: InterfaceProps = given;
  checkInterfaceProps({ side: "internal", prop, props, path: at.path });
  if (props.sharedInterface !== undefined) {
    const expected = "an interface of the server's own: services share those of one EdgeServer only";
    throw faultAt(
      at,
      "ocs-interface-shared",
      `${prop}.sharedInterface`,
      props.sharedInterface,
      expected,
      "leave it out",
    );
  }
  const withoutAddress = "ocs-name-without-address";
  const names = hostNamesOn({
    network,
    side: "internal",
    prop,
    props,
    path: at.path,
    withoutAddress,
    isPublished: false,
  });
  return { nic: nicOf(props, "internal"), names };
}

/** Places hosts in the zone inside, with one firewall group around all of them. */
export function placeHosts(role: Role, { nics }: InternalHosts, title: string, network: Network): PlacedInterface {
  return network.place(role, "Internal", { zone: "internal", side: "internal", title: `${title}, internal`, nics });
}

/** Makes the address records of a name: one for each of the hosts that have it. */
export function addHostRecords(
  placed: PlacedInterface,
  name: string,
  path: string,
  isOf: (host: number) => boolean = () => true,
): void {
  placed.nics.forEach(({ addresses }, host) => {
    const record = { view: "internal", name, facts: [], path } as const;
    for (const { privateAddress, ipv6Address } of isOf(host) ? addresses : []) {
      if (privateAddress !== undefined) placed.network.addRecord({ ...record, type: "A", value: privateAddress });
      if (ipv6Address !== undefined) placed.network.addRecord({ ...record, type: "AAAA", value: ipv6Address });
    }
  });
}

/** Whether a record can lead to every one of the hosts: the address of an existing interface may not be stated. */
export function hasAddresses({ nics }: InternalHosts): boolean {
  return nics.every(
    ({ existingInterfaceId, addresses }) =>
      existingInterfaceId === undefined || addresses[0]?.privateAddress !== undefined,
  );
}
