/** Which interfaces a stack has, with which addresses, and which firewall groups are around each. */
import { IpPrefix } from "../../net/ip-prefix";
import type { Declaration } from "../read/declaration";
import type { DeclaredInterface, DeclaredNic } from "../read/declared-interface";
import { privateAddressesOf } from "../read/own-addresses";
import { prefixPeer, referencedAddress } from "../read/rule";
import { type JsonObject, listOf, objectOf, textOf, UNKNOWN } from "../read/json-values";
import type { TerraformResource } from "../read/terraform-resource";

/** An interface, or whatever else a group is attached to. */
export interface NetInterface {
  /** Its Terraform address, or its id where it exists already. */
  readonly name: string;
  /** Its own addresses; nothing where they are known only when Terraform runs. */
  readonly addresses: readonly IpPrefix[] | undefined;
  /** Its own addresses, or, where they are not known, every address of the families that it has. */
  readonly own: readonly IpPrefix[];
  /** AWS: its security groups, whose rules add up. Azure: its network security group. By Terraform address. */
  readonly groups: ReadonlySet<string>;
  /** Azure: its application security groups. */
  readonly names: ReadonlySet<string>;
  /** Azure: its subnet, by Terraform address or id; nothing where the stack does not show it. */
  readonly subnet: string | undefined;
  /** Azure: the network security group of its subnet. */
  readonly subnetGroups: ReadonlySet<string>;
  /** Those of its groups that are not in this stack. */
  readonly foreign: ReadonlySet<string>;
  /** Whether it may have groups that are not in this stack. */
  readonly existing: boolean;
  /** Whether its groups take the first rule that matches, and have default rules. */
  readonly isAzure: boolean;
}

/** All interfaces of a stack. */
export class Topology {
  private readonly byGroup = new Map<string, NetInterface[]>();
  private readonly bySubnetGroup = new Map<string, NetInterface[]>();

  constructor(readonly interfaces: readonly NetInterface[]) {
    for (const one of interfaces) {
      for (const group of new Set([...one.groups, ...one.names])) add(this.byGroup, group, one);
      for (const group of one.subnetGroups) add(this.bySubnetGroup, group, one);
    }
  }

  /** The members of a group: a security group, or an application security group. */
  members(group: string): readonly NetInterface[] {
    return this.byGroup.get(group) ?? [];
  }

  /** The interfaces that a group's rules filter: its members, or those in its subnet. */
  filteredBy(group: string): readonly NetInterface[] {
    return [...this.members(group), ...(this.bySubnetGroup.get(group) ?? [])];
  }
}

function add<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [one]);
  else known.push(one);
}

interface Draft {
  name: string;
  addresses: readonly IpPrefix[] | undefined;
  groups: Set<string>;
  names: Set<string>;
  subnet: string | undefined;
  existing: boolean;
  isAzure: boolean;
  /** Whether it is no network interface but all that a gateway has in its subnet. */
  isInSubnet: boolean;
}

const ANY_IPV4: readonly IpPrefix[] = [IpPrefix.of("ipv4", 0n, 0)];
const GROUP_LISTS = ["security_groups", "vpc_security_group_ids", "security_group_ids"];

/** Reads the interfaces of a stack; what an existing interface's address is, the declaration may say. */
export function readTopology(resources: readonly TerraformResource[], declaration: Declaration | undefined): Topology {
  const drafts = new Map<string, Draft>();
  const draft = (name: string): Draft => draftIn(drafts, name);
  const subnetGroups = new Map<string, Set<string>>();
  const addressOf = addressesById(resources);
  for (const { address, type, values } of resources) {
    const reference = (name: string): string => addressOf(textOf(values[name]) ?? "");
    if (type === "azurerm_network_interface_security_group_association") {
      const one = draft(reference("network_interface_id"));
      one.groups.add(reference("network_security_group_id"));
      one.isAzure = true;
    } else if (type === "azurerm_network_interface_application_security_group_association") {
      const one = draft(reference("network_interface_id"));
      one.names.add(reference("application_security_group_id"));
      one.isAzure = true;
    } else if (type === "azurerm_subnet_network_security_group_association") {
      const groups = subnetGroups.get(reference("subnet_id")) ?? new Set();
      subnetGroups.set(reference("subnet_id"), groups.add(reference("network_security_group_id")));
    } else if (type === "aws_network_interface_sg_attachment") {
      draft(reference("network_interface_id")).groups.add(reference("security_group_id"));
    } else if (type === "azurerm_network_interface") {
      const configurations = listOf(values["ip_configuration"]).map(objectOf);
      const one = draft(address);
      one.existing = false;
      one.isAzure = true;
      one.addresses = literalAddresses(privateAddressesOf(type, values));
      const subnet = textOf(configurations[0]?.["subnet_id"]);
      one.subnet = subnet === undefined || subnet === UNKNOWN ? undefined : addressOf(subnet);
    } else if (type === "azurerm_application_gateway") {
      const one = draft(address);
      const subnet = textOf(objectOf(listOf(values["gateway_ip_configuration"])[0])["subnet_id"]);
      one.existing = false;
      one.isAzure = true;
      one.subnet = subnet === undefined || subnet === UNKNOWN ? undefined : addressOf(subnet);
      one.isInSubnet = true;
    } else if (type !== "aws_security_group") {
      addGroupUser(draft, addressOf, address, type, values);
    }
  }
  const stated = new Map((declaration?.interfaces ?? []).map((one) => [one.group, one]));
  const subnets = new Map(resources.map(({ address, type, values }) => [address, subnetPrefixes(type, values)]));
  const here = new Set(resources.map((resource) => resource.address));
  return new Topology(
    [...drafts.values()].map(({ isInSubnet, ...one }): NetInterface => {
      const around = (one.subnet === undefined ? undefined : subnetGroups.get(one.subnet)) ?? new Set<string>();
      // A gateway's instances have any address of its subnet.
      const ofSubnet = isInSubnet && one.subnet !== undefined ? subnets.get(one.subnet) : undefined;
      const addresses = one.addresses ?? ofSubnet ?? statedAddresses(one, [...one.groups, ...around], stated);
      return {
        ...one,
        addresses,
        own: addresses ?? ANY_IPV4,
        subnetGroups: around,
        foreign: new Set([...one.groups, ...around].filter((group) => !here.has(group))),
      };
    }),
  );
}

function draftIn(drafts: Map<string, Draft>, name: string): Draft {
  const known = drafts.get(name);
  if (known !== undefined) return known;
  const made: Draft = {
    name,
    addresses: undefined,
    groups: new Set(),
    names: new Set(),
    subnet: undefined,
    existing: true,
    isAzure: false,
    isInSubnet: false,
  };
  drafts.set(name, made);
  return made;
}

/** An interface that nothing in the stack shows: a group that is attached to nothing, as if it were around one. */
export function unattached(
  group: string,
  names: readonly string[],
  addresses: readonly IpPrefix[] | undefined,
  isAzure: boolean,
): NetInterface {
  return {
    name: group,
    addresses,
    own: addresses ?? ANY_IPV4,
    groups: new Set([group]),
    names: new Set(names),
    subnet: undefined,
    subnetGroups: new Set(),
    foreign: new Set(),
    existing: false,
    isAzure,
  };
}

/** Once it exists, a plan names a resource by the id that its cloud gave it. */
function addressesById(resources: readonly TerraformResource[]): (text: string) => string {
  const byId = new Map(
    resources.flatMap(({ address, values }) =>
      [values["id"], values["arn"]].flatMap((id): [string, string][] =>
        typeof id === "string" && id !== "" && !id.includes("${") ? [[id.toLowerCase(), address]] : [],
      ),
    ),
  );
  return (text) => byId.get(text.toLowerCase()) ?? referencedAddress(text);
}

/** An interface on AWS, or another resource that security groups are attached to. */
function addGroupUser(
  draft: (name: string) => Draft,
  addressOf: (text: string) => string,
  address: string,
  type: string,
  values: JsonObject,
): void {
  const groups = GROUP_LISTS.flatMap((list) => listOf(values[list])).filter((one) => typeof one === "string");
  if (groups.length === 0 && type !== "aws_network_interface") return;
  const one = draft(address);
  one.existing = false;
  for (const group of groups) one.groups.add(addressOf(group));
  one.addresses = literalAddresses(privateAddressesOf(type, values));
}

function literalAddresses(values: readonly unknown[]): IpPrefix[] | undefined {
  const addresses = values.map(literalAddress);
  return addresses.length > 0 && addresses.every((one) => one !== undefined) ? addresses : undefined;
}

function literalAddress(value: unknown): IpPrefix | undefined {
  if (typeof value !== "string" || value.includes("${")) return undefined;
  try {
    return IpPrefix.parseAddress(value, { what: "cannot read an interface", prop: "address" });
  } catch {
    return undefined;
  }
}

function subnetPrefixes(type: string, values: JsonObject): readonly IpPrefix[] | undefined {
  if (type !== "azurerm_subnet") return undefined;
  const texts = listOf(values["address_prefixes"]);
  const { prefixes } = prefixPeer(texts.filter((text) => typeof text === "string"));
  return prefixes.length === texts.length && prefixes.length > 0 ? prefixes : undefined;
}

/** What the declaration says of the addresses of something that does not show them: it exists, or the cloud makes it. */
function statedAddresses(
  { existing }: Draft | Omit<Draft, "isInSubnet">,
  groups: readonly string[],
  stated: ReadonlyMap<string, DeclaredInterface>,
): readonly IpPrefix[] | undefined {
  const declared = groups.map((group) => stated.get(group)).find((one) => one !== undefined);
  if (declared === undefined) return undefined;
  if (declared.prefixes.length > 0) return declared.prefixes;
  const there = declared.nics.filter((nic) => nic.existing);
  const nics = existing && there.length > 0 ? there : declared.nics;
  return literalAddressesOf(nics);
}

/** The private addresses of declared network interfaces; nothing where one of them is not known. */
export function literalAddressesOf(nics: readonly DeclaredNic[]): readonly IpPrefix[] | undefined {
  const values = nics
    .flatMap(({ addresses }) => addresses)
    .flatMap(({ privateAddress, ipv6Address }) => [
      privateAddress,
      ...(ipv6Address === undefined ? [] : [ipv6Address]),
    ]);
  return literalAddresses(values.map((value) => (value?.isReference === false ? value.text : undefined)));
}
