/** From the peers of rules and of declared flows to addresses, as far as the stack shows them. */
import { IpPrefix, mergePrefixes } from "../../net/ip-prefix";
import { PacketSet } from "../../net/packet-set";
import type { Declaration, DeclaredPeer } from "../read/declaration";
import { referencedAddress, type RulePeer } from "../read/rule";
import { ANY_END, type FarEnd } from "./traffic";
import type { NetInterface, Topology } from "./topology";

/** What is known of addresses in one stack. */
export class FarEnds {
  /** Every address that is not the network's own. */
  readonly internet: FarEnd;
  /** Every address. */
  readonly everywhere: FarEnd;
  /** The network's own addresses. */
  readonly own: FarEnd;
  private readonly pathsByGroup: ReadonlyMap<string, string>;
  private readonly groupsByPath: ReadonlyMap<string, string>;
  /** The interface that a role shows to the inside. */
  private readonly rolePaths: ReadonlyMap<string, string | undefined>;
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
    this.groupsByPath = new Map(interfaces.map((one) => [one.path, one.group]));
    this.rolePaths = new Map(
      (declaration?.roles ?? []).map((role) => [role.path, role.internal ?? role.external ?? undefined]),
    );
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
    return this.ofRule(peer).opaque.every((name) => name === ANY_END);
  }

  /** The far end of a declared flow. */
  ofDeclared(peer: DeclaredPeer): FarEnd {
    switch (peer.kind) {
      case "internet":
        return this.internet;
      case "prefixes":
        return { prefixes: peer.prefixes, opaque: peer.references.map((reference) => `\${${reference}}`) };
      case "role": {
        const path = this.rolePaths.get(peer.role);
        const group = path === undefined ? undefined : this.groupsByPath.get(path);
        return group === undefined ? { prefixes: [], opaque: [`the role ${peer.role}`] } : this.ofGroup(group);
      }
      case "service-tag":
        return this.ofRule({ kind: "service-tag", text: peer.value });
      case "prefix-list":
        return this.ofRule({ kind: "prefix-list", text: referencedAddress(`\${${peer.value}}`) });
    }
  }

  /** The addresses of a group's members; a member whose address is not known is named. */
  private ofGroup(group: string): FarEnd {
    const members = this.topology.members(group);
    if (members.length === 0) return { prefixes: [], opaque: [this.nameOf(group)] };
    return unite(
      members.map((member: NetInterface) =>
        member.addresses === undefined
          ? { prefixes: [], opaque: [this.nameOfMember(member)] }
          : { prefixes: member.addresses, opaque: [] },
      ),
    );
  }

  /** The path of the declared interface that a group is around; of any other group, its Terraform address. */
  nameOf(group: string): string {
    return this.pathsByGroup.get(group) ?? group;
  }

  /** One name, through whichever of its groups an interface is named. */
  private nameOfMember(member: NetInterface): string {
    const groups = [...member.groups, ...member.names].filter((group) => this.pathsByGroup.has(group)).sort();
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
