/** A placement, as it is declared: one firewall group around one or several network interfaces, or around a balancer. */
import { type DeclaredItem, type DeclaredValue, readValue } from "./declared-item";
import { isObject, listOf, objectOf, textOf } from "./json-values";
import { prefixPeer } from "./rule";
import type { IpPrefix } from "../../net/ip-prefix";

/** One address of a network interface. */
export interface DeclaredAddress {
  readonly privateAddress: DeclaredValue | undefined;
  readonly ipv6Address: DeclaredValue | undefined;
  readonly publicAddress: DeclaredValue | undefined;
  /** Whether the stack makes the public address. */
  readonly publicAddressMade: boolean;
}

/** One network interface. */
export interface DeclaredNic {
  /** Whether it was there before the stack. */
  readonly existing: boolean;
  readonly addresses: readonly DeclaredAddress[];
}

/** A firewall group, and what it is around. */
export interface DeclaredInterface {
  readonly path: string;
  readonly title: string;
  /** The path of its network. */
  readonly network: string;
  readonly zone: string;
  readonly side: string;
  /** `host`, `balancer`, `proxy` or `forwarder`. */
  readonly kind: string;
  /** The Terraform address of its firewall group. */
  readonly group: string;
  /** Terraform addresses of what stands for the group in other groups' rules. */
  readonly groupAliases: readonly string[];
  /** Its network interfaces; none where the cloud makes them, as for a balancer. */
  readonly nics: readonly DeclaredNic[];
  /** Addresses of what the cloud makes, such as those of a gateway's subnet, where they are known. */
  readonly prefixes: readonly IpPrefix[];
  /** The addresses that peers on the internet see for flows that start here. */
  readonly wayOut: readonly DeclaredValue[];
  /** The first address of the first network interface. */
  readonly privateAddress: DeclaredValue | undefined;
  readonly publicAddress: DeclaredValue | undefined;
}

/** Reads an `interface` item. */
export function readInterface(item: DeclaredItem): DeclaredInterface {
  const first = readAddress(item.value.bind(item));
  const listed = listOf(item.value("nics")).filter(isObject);
  const prefixes = item.values("prefixes").filter(({ isReference }) => !isReference);
  const kind = textOf(item.value("kind")) ?? "host";
  // Before a placement could have several, its one network interface stood in the item itself.
  const single = { existing: item.value("existing") === true, addresses: [first] };
  return {
    path: item.text("path"),
    title: item.text("title"),
    network: textOf(item.value("network")) ?? "",
    zone: item.text("zone"),
    side: item.text("side"),
    kind,
    group: item.text("group"),
    groupAliases: item.texts("groupAliases"),
    nics: item.value("nics") === undefined ? [single] : listed.map(readNic),
    prefixes: prefixPeer(prefixes.map(({ text }) => text)).prefixes,
    wayOut: item.values("wayOut"),
    privateAddress: first.privateAddress,
    publicAddress: first.publicAddress,
  };
}

function readNic(nic: unknown): DeclaredNic {
  const { existing, addresses } = objectOf(nic);
  const read = (one: unknown): DeclaredAddress => readAddress((name) => objectOf(one)[name]);
  return { existing: existing === true, addresses: listOf(addresses).map(read) };
}

function readAddress(value: (name: string) => unknown): DeclaredAddress {
  return {
    privateAddress: readValue(value("privateAddress")),
    ipv6Address: readValue(value("ipv6Address")),
    publicAddress: readValue(value("publicAddress")),
    publicAddressMade: value("publicAddressMade") === true,
  };
}
