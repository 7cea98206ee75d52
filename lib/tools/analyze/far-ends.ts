/** From the peers of rules and of declared flows to addresses, as far as the stack shows them. */
import { IpPrefix, mergePrefixes } from "../../net/ip-prefix";
import { PacketSet } from "../../net/packet-set";
import type { Declaration, DeclaredRole } from "../read/declaration";
import type { DeclaredInterface } from "../read/declared-interface";
import { prefixPeer, referencedAddress, type RulePeer } from "../read/rule";
import type { AskedPeer } from "./asked";
import { addressesAt } from "./declared-interfaces";
import { ANY_END, type FarEnd } from "./traffic";
import type { NetInterface, Topology } from "./topology";

/** The one address that Azure probes hosts from; nobody else has it. */
const PROBES = "the service tag AzureLoadBalancer";

/** Where a role is placed. */
export interface RolePlace {
  /** The path of the interface. */
  readonly path: string;
  /** Its address there, where the interface has several; null for all. */
  readonly address: number | null;
  /** Whether it is in another network, and so reached by its public addresses. */
  readonly isElsewhere: boolean;
}

/** What is known of addresses in one stack. */
export class FarEnds {
  /** Every address that is not the network's own. */
  readonly internet: FarEnd;
  /** Every address. */
  readonly everywhere: FarEnd;
  /** The network's own addresses. */
  readonly own: FarEnd;
  private readonly pathsByGroup: ReadonlyMap<string, string>;
  private readonly byPath: ReadonlyMap<string, DeclaredInterface>;
  private readonly roles: ReadonlyMap<string, DeclaredRole>;
  /** Service tags that declared flows name. */
  private readonly tags: ReadonlySet<string>;

  constructor(
    private readonly topology: Topology,
    declaration: Declaration | undefined,
  ) {
    const own = mergePrefixes(Object.values(declaration?.zones ?? {}).flat());
    this.own = { prefixes: own, opaque: [] };
    this.everywhere = { prefixes: everywhere(), opaque: [ANY_END] };
    this.internet = { prefixes: outside(own), opaque: [] };
    const interfaces = declaration?.interfaces ?? [];
    const peers = [
      ...(declaration?.ownFlows ?? []).map((flow) => flow.peer),
      ...(declaration?.peers ?? []).flatMap((one) => one.peers),
    ];
    this.tags = new Set(peers.flatMap((peer) => (peer.kind === "service-tag" ? peer.value : [])));
    this.pathsByGroup = new Map(
      interfaces.flatMap((one) => [one.group, ...one.groupAliases].map((group): [string, string] => [group, one.path])),
    );
    this.byPath = new Map(interfaces.map((one) => [one.path, one]));
    this.roles = new Map((declaration?.roles ?? []).map((role) => [role.path, role]));
  }

  /** The far end of a rule. */
  ofRule(peer: RulePeer): FarEnd {
    switch (peer.kind) {
      case "any":
      case "internet": {
        // Every address of a family, spelled out: AWS has no other word for the internet.
        const texts = peer.spelled ?? [];
        const spelled = texts.filter((text) => text.includes("/")).map(prefixOf);
        if (spelled.length > 0 && spelled.length === texts.length) return { prefixes: spelled, opaque: [ANY_END] };
        return peer.kind === "any" ? this.everywhere : this.internet;
      }
      case "prefixes":
        return { prefixes: peer.prefixes, opaque: peer.unresolved };
      case "groups":
        return unite(peer.addresses.map((group) => this.ofGroup(group)));
      case "service-tag":
        if (peer.text === "VirtualNetwork") return this.own;
        return { prefixes: [], opaque: [`the service tag ${peer.text}`] };
      case "prefix-list":
        return { prefixes: [], opaque: [`the prefix list ${peer.text}`] };
      case "unresolved": {
        const tag = /^\$\{(.+)\}$/.exec(peer.text)?.[1] ?? "";
        return { prefixes: [], opaque: [this.tags.has(tag) ? `the service tag ${tag}` : peer.text] };
      }
    }
  }

  /** Whether all addresses of a rule's peer can be seen; where not, it may be any. */
  isKnown(peer: RulePeer): boolean {
    return this.ofRule(peer).opaque.every((name) => name === ANY_END || name === PROBES);
  }

  /** Where a role is that an interface has to do with: on its internal side, or from another network on its external one. */
  placeOf(role: string, from: string): RolePlace | undefined {
    const found = this.roles.get(role);
    const inside = this.placeOn(found, "internal");
    const [here, there] = [this.byPath.get(from)?.network, this.byPath.get(inside?.path ?? "")?.network];
    if (here === undefined || there === undefined || here === there) return inside;
    const outside = this.placeOn(found, "external");
    return outside === undefined ? undefined : { ...outside, isElsewhere: true };
  }

  /** A declared interface by its path. */
  declaredAt(path: string): DeclaredInterface | undefined {
    return this.byPath.get(path);
  }

  /** The addresses of an interface, or of one index where it has several. */
  ofInterface(path: string, index: number | null): FarEnd {
    const declared = this.byPath.get(path);
    const one = addressesAt(declared, index);
    if (one !== undefined) return { prefixes: one, opaque: [] };
    return declared === undefined ? { prefixes: [], opaque: [path] } : this.ofGroup(declared.group);
  }

  /** An interface of the stack as a far end. */
  ofInterfaceOf(one: NetInterface): FarEnd {
    if (one.addresses !== undefined) return { prefixes: one.addresses, opaque: [] };
    return { prefixes: [], opaque: [this.nameOfMember(one)] };
  }

  /** The interfaces of the stack whose addresses are not known. */
  get unknownOwn(): FarEnd {
    const members = this.topology.interfaces.flatMap((one) => this.ofInterfaceOf(one).opaque);
    return { prefixes: [], opaque: [...new Set([...members, ...this.byPath.keys()])] };
  }

  /** The far end of a declared flow at an interface. */
  ofDeclared(peer: AskedPeer, at: string): FarEnd {
    switch (peer.kind) {
      case "interface":
        return this.ofInterface(peer.path, peer.address);
      case "internet":
        return this.internet;
      case "prefixes":
        return { prefixes: peer.prefixes, opaque: peer.references.map((reference) => `\${${reference}}`) };
      case "role": {
        const place = this.placeOf(peer.role, at);
        if (place === undefined) return { prefixes: [], opaque: [`the role ${peer.role}`] };
        return place.isElsewhere ? this.publicEnd(place) : this.ofInterface(place.path, place.address);
      }
      case "service-tag":
        return this.ofRule({ kind: "service-tag", text: peer.value });
      case "prefix-list":
        return this.ofRule({ kind: "prefix-list", text: referencedAddress(`\${${peer.value}}`) });
    }
  }

  private placeOn(role: DeclaredRole | undefined, side: "external" | "internal"): RolePlace | undefined {
    if (role === undefined) return undefined;
    const other = side === "external" ? "internal" : "external";
    const has = role[side] === null ? other : side;
    const path = role[has];
    return path === null ? undefined : { path, address: role[`${has}Address`], isElsewhere: false };
  }

  /** From another network, a role is its public addresses. */
  private publicEnd({ path, address }: RolePlace): FarEnd {
    const values = (this.byPath.get(path)?.nics ?? []).flatMap(({ addresses }) =>
      (address === null ? addresses : addresses.slice(address, address + 1)).flatMap((one) => one.publicAddress ?? []),
    );
    const known = prefixPeer(values.filter(({ isReference }) => !isReference).map(({ text }) => text));
    const references = values.filter(({ isReference }) => isReference).map(({ text }) => `\${${text}}`);
    return { prefixes: known.prefixes, opaque: references };
  }

  /** The addresses of a group's members; a member whose address is not known is named. */
  private ofGroup(group: string): FarEnd {
    const own = this.topology.members(group);
    // What lies in a subnet is reached through the subnet's group.
    const members = own.length > 0 ? own : this.topology.filteredBy(group);
    if (members.length === 0) return { prefixes: [], opaque: [this.nameOf(group)] };
    return unite(members.map((member) => this.ofInterfaceOf(member)));
  }

  /** The path of the declared interface that a group is around; of any other group, its Terraform address. */
  nameOf(group: string): string {
    return this.pathsByGroup.get(group) ?? group;
  }

  /** One name, through whichever of its groups an interface is named. */
  private nameOfMember(member: NetInterface): string {
    const groups = [...member.groups, ...member.names, ...member.subnetGroups]
      .filter((group) => this.pathsByGroup.has(group))
      .sort();
    return groups[0] === undefined ? member.name : this.nameOf(groups[0]);
  }
}

function unite(ends: readonly FarEnd[]): FarEnd {
  return { prefixes: ends.flatMap((end) => end.prefixes), opaque: [...new Set(ends.flatMap((end) => end.opaque))] };
}

function prefixOf(text: string): IpPrefix {
  return IpPrefix.parse(text, { what: "cannot read a rule", prop: "prefix" });
}

function everywhere(): IpPrefix[] {
  return [IpPrefix.of("ipv4", 0n, 0), IpPrefix.of("ipv6", 0n, 0)];
}

/** Every address but some. */
function outside(own: readonly IpPrefix[]): IpPrefix[] {
  const packets = PacketSet.of({ sources: everywhere(), protocols: [0] }).subtract(
    PacketSet.of({ sources: own, protocols: [0] }),
  );
  return mergePrefixes(packets.boxes().flatMap((box) => box.sources));
}
