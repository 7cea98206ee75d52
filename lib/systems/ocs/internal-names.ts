/** The DNS names of servers inside, and the records by which clients find the one that they sign in to. */
import { OCS_2007_RECORDS } from "../../catalog/ocs-2007/records";
import type { RecordFact } from "../../catalog/schema";
import type { RecordRequest } from "../../stack/dns-records";
import type { Network } from "../../stack/network";
import { serviceRecord } from "../service-records";
import { faultAt, type ToldAt } from "./ocs-faults";

/** The records of automatic sign-in inside, in the documented order. */
const INSIDE: readonly RecordFact[] = OCS_2007_RECORDS.filter(
  ({ type, view }) => type === "SRV" && view === "internal",
);

/** Where clients are led. */
export interface SignIn {
  readonly network: Network;
  readonly sipDomains: readonly string[];
  /** The names that have address records. */
  readonly names: readonly string[];
  /** The property that holds them. */
  readonly prop: string;
}

/**
 * The SRV records by which clients inside find their server, for each SIP domain. Each leads to a name inside the domain.
 *
 * @throws {@link UcEdgeError} `ocs-sign-in-taken` where another construct has the records of a domain,
 *   `ocs-srv-target-missing`, `stack-dns-zone-unknown`.
 */
export function signInRecords({ network, sipDomains, names, prop }: SignIn, at: ToldAt): RecordRequest[] {
  return sipDomains.flatMap((domain) =>
    INSIDE.map((fact) => {
      const name = fact.name.replace("{domain}", domain);
      if (network.isNamed({ view: "internal", type: "SRV", name, path: at.path })) {
        const expected = `a SIP domain whose clients sign in nowhere else: the network has the record ${name} already`;
        const todo = "choose the one server, pool or Director to which the clients of the domain sign in";
        throw faultAt(at, "ocs-sign-in-taken", "automaticSignIn", domain, expected, todo);
      }
      const record = serviceRecord({
        fact,
        domain,
        domains: sipDomains,
        names,
        prop,
        withoutTarget: "ocs-srv-target-missing",
        path: at.path,
      });
      network.dnsZoneOf(record);
      return record;
    }),
  );
}

/**
 * Refuses a name that several hosts or addresses of one deployment have: it would lead to all of them.
 *
 * @throws {@link UcEdgeError} `ocs-name-twice`
 */
export function requireNamesOnce(names: readonly string[], prop: string, at: ToldAt): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  const expected = "names that are each given once, to one server or one virtual address";
  throw faultAt(at, "ocs-name-twice", prop, twice, expected, "leave the name out in one of the places");
}

/**
 * Refuses the fully qualified name of a server or pool that leads to something else already: to both of them by turns.
 *
 * @throws {@link UcEdgeError} `ocs-name-taken`
 */
export function requireNamesFree(network: Network, names: readonly string[], prop: string, at: ToldAt): void {
  const types = ["A", "AAAA"] as const;
  const taken = names.find((name) =>
    types.some((type) => network.isNamed({ view: "internal", type, name, path: at.path })),
  );
  if (taken === undefined) return;
  const expected = "a name that leads nowhere else: the network has an address record of it already";
  throw faultAt(at, "ocs-name-taken", prop, taken, expected, "give each server and each pool a name of its own");
}

/** Those of the names for which the network has a DNS zone inside. */
export function namesHere(network: Network, names: readonly string[]): string[] {
  return names.filter((name) => network.hasDnsZone("internal", name));
}
