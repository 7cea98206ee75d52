/** Hosts on the customer's side, checked before anything is made. */
import type { InterfaceRequest } from "../../stack/interface-request";
import { nicOf } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { oneOf } from "../../net/uc-edge-error";
import { requireKnown, requireKnownList } from "../../stack/unresolved";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import type { CustomerHostsProps, CustomerInterfaceProps } from "./customer-hosts-props";
import { faultAt, type Place, requireWords, WHAT } from "./peering-fault";
import { CUSTOMER_ROLES } from "./webex-facts";

/** Hosts of one kind. */
export interface CustomerHosts {
  /** The user's name for them; the construct id. */
  readonly name: string;
  /** Ids of documented roles. */
  readonly roles: readonly string[];
  /** What is asked of the network; nothing where none are placed. */
  readonly request: InterfaceRequest | undefined;
  /** Where those are that are not placed. */
  readonly prefixes: readonly string[];
}

const NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
/** The name of the network's own endpoint of forwarders, where it is opened. */
export const RESOLVER = "Resolver";

const ZONES: readonly string[] = ["internal", "perimeter"];

/**
 * Reads the hosts.
 *
 * @throws {@link UcEdgeError} `webex-hosts-*`, `webex-host-*`, `webex-role-*`, `stack-list-*`, `stack-prop-unresolved`,
 *   `stack-peer-zone`, `stack-peer-straddles`, `net-prefix-*`.
 */
export function readHosts(
  given: Readonly<Record<string, CustomerHostsProps>>,
  network: Network,
  path: string,
): CustomerHosts[] {
  return Object.entries(given).map(([name, props]) => {
    const described: unknown = props;
    const place = { prop: `hosts.${name}`, path };
    if (!NAME.test(name) || name === RESOLVER) {
      throw faultAt(
        { prop: "hosts", path },
        "webex-hosts-name-invalid",
        name,
        `names of letters, digits and dashes that begin with a letter, other than ${RESOLVER}, which is the network's`,
        'choose a short name for the kind of hosts: "Phones"',
      );
    }
    if (typeof described !== "object" || described === null) {
      throw faultAt(place, "webex-hosts-invalid", described, "hosts, described by an object", "say what they are");
    }
    return readHostsOf(name, props, network, place);
  });
}

function readHostsOf(name: string, props: CustomerHostsProps, network: Network, place: Place): CustomerHosts {
  const { roles, interfaces = [], prefixes = [] } = props;
  const at = (prop: string): Place => ({ ...place, prop: `${place.prop}.${prop}` });
  const todo = "name the documented roles of the customer's side";
  requireWords(
    roles,
    { known: CUSTOMER_ROLES, codes: { unknown: "webex-role-unknown", twice: "webex-role-twice" }, todo },
    at("roles"),
  );
  if (roles.length === 0) {
    throw faultAt(at("roles"), "webex-role-missing", roles, oneOf(CUSTOMER_ROLES), "say what the hosts are");
  }
  requireKnownList(interfaces, WHAT, at("interfaces").prop, place.path);
  requireKnownList(prefixes, WHAT, at("prefixes").prop, place.path);
  if (interfaces.length === 0 && prefixes.length === 0) {
    throw faultAt(
      place,
      "webex-hosts-nowhere",
      { interfaces, prefixes },
      "at least one interface or prefix",
      "give the hosts' interfaces, or the prefixes where they are when their traffic is not filtered here",
    );
  }
  if (prefixes.length > 0) {
    requireZone(Peer.prefixes(prefixes), "internal", network, `hosts ${name} with the instance`, place.path);
  }
  interfaces.forEach((one, index) => {
    requireInterface(one, { ...place, prop: at(`interfaces[${String(index)}]`).prop });
  });
  const zone = readZone(props, at("zone"));
  const side = zone === "perimeter" ? "external" : "internal";
  const nics = interfaces.map((one, index) => {
    checkInterfaceProps({ side, prop: at(`interfaces[${String(index)}]`).prop, props: one, path: place.path });
    return nicOf(one, side);
  });
  const request = { zone, side, title: `${name}, customer side of Dedicated Instance`, nics } as const;
  return { name, roles, prefixes, request: nics.length === 0 ? undefined : request };
}

function requireInterface(given: CustomerInterfaceProps, place: Place): void {
  const described: unknown = given;
  if (typeof described === "object" && described !== null) return;
  throw faultAt(
    place,
    "webex-host-interface-invalid",
    described,
    "an interface, described by an object",
    "describe the interface; {} lets the cloud pick its address",
  );
}

function readZone({ zone = "internal" }: CustomerHostsProps, place: Place): "internal" | "perimeter" {
  requireKnown(zone, { what: WHAT, ...place }, "it decides the subnet");
  if (ZONES.includes(zone)) return zone;
  throw faultAt(place, "webex-host-zone-unknown", zone, oneOf(ZONES, zone), "say where the interfaces are");
}
