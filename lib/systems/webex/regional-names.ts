/** The names of a Dedicated Instance by region, and the name servers that know them. */
import { WEBEX_DI_FORWARDERS } from "../../catalog/webex-di/forwarders";
import { IpPrefix } from "../../net/ip-prefix";
import { oneOf } from "../../net/uc-edge-error";
import type { Network } from "../../stack/network";
import { requireKnown } from "../../stack/unresolved";
import { faultAt, requireWords, WHAT } from "./peering-fault";
import type { DedicatedInstanceRegion, NameResolutionProps } from "./peering-props";

/** A name that is forwarded. */
export interface RegionalName {
  readonly domain: string;
  readonly servers: readonly string[];
  /** Ids of the facts that ask for it. */
  readonly facts: readonly string[];
}

/** Names and who forwards them. */
export interface NameResolution {
  readonly names: readonly RegionalName[];
  readonly forwardedBy: "network" | "own-forwarders";
}

const REGIONS: readonly string[] = [...new Set(WEBEX_DI_FORWARDERS.map(({ region }) => region))];
const FORWARDERS: readonly string[] = ["network", "own-forwarders"];
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
/** The row that opens DNS, and the sentence that asks for conditional forwarding. */
const ASKED_BY = ["webex-di/dns/4", "webex-di/table-2/44"];

/**
 * The addresses of the name servers of regions.
 *
 * @throws {@link UcEdgeError} `webex-region-unknown`, `webex-region-twice`, `stack-list-*`, `stack-prop-unresolved`.
 */
export function nameServersOf(regions: readonly DedicatedInstanceRegion[], path: string): string[] {
  requireWords(
    regions,
    {
      known: REGIONS,
      codes: { unknown: "webex-region-unknown", twice: "webex-region-twice" },
      todo: "name the region that Cisco set the instance up in",
    },
    { prop: "regions", path },
  );
  return WEBEX_DI_FORWARDERS.filter(({ region }) => regions.some((one) => one === region)).map(
    ({ address }) => address,
  );
}

/**
 * Reads how the instance's names are looked up.
 *
 * @throws {@link UcEdgeError} `webex-customer-label-invalid`, `webex-regions-empty`, `webex-region-*`,
 *   `webex-forwarding-unknown`, `webex-name-servers-outside-partner`, `stack-list-*`, `stack-prop-unresolved`.
 */
export function readNameResolution(given: NameResolutionProps, network: Network, path: string): NameResolution {
  const { customer, regions, forwardedBy = "network" } = given;
  const label = { prop: "nameResolution.customer", path };
  requireKnown(customer, { what: WHAT, ...label }, "the names that are forwarded are made from it");
  if (typeof customer !== "string" || !LABEL.test(customer)) {
    throw faultAt(
      label,
      "webex-customer-label-invalid",
      customer,
      "one DNS label: 1 to 63 letters, digits and dashes, without a dash at its ends",
      'give the label of the First Time Setup Wizard alone, without the rest of the name: "xyz"',
    );
  }
  if (!FORWARDERS.includes(forwardedBy)) {
    throw faultAt(
      { prop: "nameResolution.forwardedBy", path },
      "webex-forwarding-unknown",
      forwardedBy,
      oneOf(FORWARDERS, forwardedBy),
      "say who forwards the names",
    );
  }
  const servers = nameServersOf(regions, path);
  if (servers.length === 0) {
    throw faultAt(
      { prop: "nameResolution.regions", path },
      "webex-regions-empty",
      regions,
      oneOf(REGIONS),
      "name at least one region",
    );
  }
  for (const server of servers) requirePartner(server, network, path);
  return { forwardedBy, names: regions.map((region) => nameOf(region, customer.toLowerCase())) };
}

function nameOf(region: string, customer: string): RegionalName {
  const rows = WEBEX_DI_FORWARDERS.filter((row) => row.region === region);
  return {
    domain: rows[0]?.name.replace("{customer}", customer) ?? "",
    servers: rows.map(({ address }) => address),
    facts: [...ASKED_BY, ...rows.map(({ id }) => id)],
  };
}

/** The name servers are reached over the peering, so they are the partner's. */
function requirePartner(server: string, network: Network, path: string): void {
  const place = { prop: "nameResolution.regions", path };
  const zone = network.zones.zoneOf(IpPrefix.parseAddress(server, { what: WHAT, ...place }));
  if (zone === "partner") return;
  throw faultAt(
    place,
    "webex-name-servers-outside-partner",
    server,
    `name servers in the zone "partner", as they are reached over the peering; this one is in "${zone ?? "no zone whole"}"`,
    "add DedicatedInstancePeering.nameServersOf([...]) to the network's partner.prefixes",
  );
}
