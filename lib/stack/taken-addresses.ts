/** Which addresses and interfaces of a network are taken, and whether one that is asked for is right. */
import type { Zones } from "../model/zones";
import { type AddressFamily, IpPrefix } from "../net/ip-prefix";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Network } from "./network";
import type { AddressRequest, InterfaceRequest } from "./interface-request";
import { isUnresolved, resolvedText } from "./unresolved";

/** A property of a request that nobody else may have as well. */
type Single = "privateAddress" | "ipv6Address" | "publicAddress" | "existingInterfaceId";

/** A property as it was given. */
interface Given {
  readonly prop: Single;
  readonly value: string;
}

/** Where a property is, for messages. */
interface Place {
  readonly what: string;
  readonly prop: string;
  readonly path: string;
}

const ADDRESSES = ["privateAddress", "ipv6Address", "publicAddress"] as const;

/** The addresses and interfaces of one network. */
export class TakenAddresses {
  private readonly takenBy = new Map<string, string>();

  constructor(
    private readonly network: Network,
    private readonly zones: Zones,
  ) {}

  /**
   * Checks what a request names, and takes all of it.
   *
   * @throws {@link UcEdgeError} `net-address-invalid`, `stack-ipv6-absent`, `stack-address-outside-zone`,
   *   `stack-address-family`, `stack-address-taken`, `stack-interface-invalid`, `stack-interface-taken`.
   */
  take(request: InterfaceRequest, path: string): void {
    const keys = new Set<string>();
    for (const given of givenIn(request)) {
      const key = this.free(request, given, path);
      if (keys.has(key)) throw this.taken(request, given, path, "the same request");
      keys.add(key);
    }
    for (const key of keys) this.takenBy.set(key, path);
  }

  /** Checks one property; returns the key to take it by. */
  private free(request: InterfaceRequest, { prop, value: given }: Given, path: string): string {
    const by = { what: `cannot place ${request.title}`, prop, path };
    const kind = prop === "existingInterfaceId" ? "interface" : "address";
    const scope = prop === "publicAddress" ? "public " : "";
    const shown = isUnresolved(given) ? resolvedText(this.network, given) : given;
    if (prop === "ipv6Address") this.requireIpv6(request.zone, shown, by);
    const key = `${kind} ${scope}${isUnresolved(given) ? shown : this.checked(request, prop, given, path)}`;
    const other = this.takenBy.get(key);
    if (other === undefined) return key;
    throw this.taken(request, { prop, value: given }, path, other);
  }

  private taken(request: InterfaceRequest, { prop, value }: Given, path: string, other: string): UcEdgeError {
    const kind = prop === "existingInterfaceId" ? "interface" : "address";
    return new UcEdgeError({
      what: `cannot place ${request.title}`,
      prop,
      path,
      code: kind === "interface" ? "stack-interface-taken" : "stack-address-taken",
      value: isUnresolved(value) ? resolvedText(this.network, value) : value,
      expected: `an ${kind} that no other interface has; ${other} has it`,
      todo: kind === "address" ? "give each interface an address of its own" : "place each existing interface once",
    });
  }

  private checked(request: InterfaceRequest, prop: Single, given: string, path: string): string {
    const by = { what: `cannot place ${request.title}`, prop, path };
    if (prop === "existingInterfaceId") {
      if (typeof given === "string" && given.trim() !== "") return given;
      throw new UcEdgeError({
        ...by,
        code: "stack-interface-invalid",
        value: given,
        expected: "the id of an interface",
        todo: "give the id, or leave it out to have an interface made",
      });
    }
    const address = IpPrefix.parseAddress(given, by);
    if (prop === "publicAddress") requireIpv4(address, given, by);
    else this.requireInZone(address, prop === "ipv6Address" ? "ipv6" : "ipv4", request.zone, given, by);
    return address.toString();
  }

  private requireIpv6(zone: InterfaceRequest["zone"], value: string, by: Place): void {
    if (this.zones.has(zone, "ipv6")) return;
    throw new UcEdgeError({
      ...by,
      code: "stack-ipv6-absent",
      value,
      expected: `no IPv6 address, as the zone "${zone}" has no IPv6 prefix`,
      todo: "give the zone its IPv6 prefix, or leave IPv6 out",
    });
  }

  private requireInZone(
    address: IpPrefix,
    family: AddressFamily,
    zone: InterfaceRequest["zone"],
    value: string,
    by: Place,
  ): void {
    const blocks = this.zones.of(zone).filter((prefix) => prefix.family === family);
    if (blocks.some((block) => block.contains(address))) return;
    const where =
      blocks.length === 0 ? `the zone "${zone}", which has none yet` : `${blocks.join(", ")}, the zone "${zone}"`;
    throw new UcEdgeError({
      ...by,
      code: "stack-address-outside-zone",
      value,
      expected: `an ${family === "ipv4" ? "IPv4" : "IPv6"} address in ${where}`,
      todo: "correct the address, or the zone's prefixes",
    });
  }
}

/** Everything that a request names and that only one interface may have. */
function givenIn({ nics }: InterfaceRequest): Given[] {
  const addressesOf = (address: AddressRequest): Given[] =>
    ADDRESSES.flatMap((prop) => {
      const value = address[prop];
      return value === undefined ? [] : [{ prop, value }];
    });
  return nics.flatMap(({ existingInterfaceId, addresses }): Given[] => [
    ...addresses.flatMap(addressesOf),
    ...(existingInterfaceId === undefined
      ? []
      : [{ prop: "existingInterfaceId" as const, value: existingInterfaceId }]),
  ]);
}

function requireIpv4(address: IpPrefix, value: string, by: Place): void {
  if (address.family === "ipv4") return;
  throw new UcEdgeError({
    ...by,
    code: "stack-address-family",
    value,
    expected: "an IPv4 address; IPv6 addresses are not translated",
    todo: "give the IPv6 address as ipv6Address",
  });
}
