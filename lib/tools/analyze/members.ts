/** From what translations and pools name to the interfaces that it stands for. */
import type { PoolMember } from "../read/balancer";
import type { SeenAddress } from "../read/references";
import type { CheckContext } from "./check";
import type { NetInterface } from "./topology";

/** The interfaces of a stack, found by their names and by their addresses. */
export class Members {
  private readonly byName: ReadonlyMap<string, NetInterface>;
  private readonly byAddress = new Map<string, NetInterface>();
  private readonly pathsByGroup: ReadonlyMap<string, string>;
  private readonly unattached: ReadonlySet<string>;

  constructor({ topology, declaration }: CheckContext) {
    this.byName = new Map(topology.interfaces.map((one) => [one.name, one]));
    for (const one of topology.interfaces) {
      for (const address of one.addresses ?? []) {
        if (address.isAddress) this.byAddress.set(address.addressText(), one);
      }
    }
    this.pathsByGroup = new Map(
      (declaration?.interfaces ?? []).flatMap(({ group, groupAliases, path }) =>
        [group, ...groupAliases].map((one): [string, string] => [one, path]),
      ),
    );
    this.unattached = new Set(
      (declaration?.interfaces ?? [])
        .filter(({ group }) => topology.filteredBy(group).length === 0)
        .map(({ path }) => path),
    );
  }

  /** Whether nothing in the stack stands for a declared interface. */
  hasUnseen(path: string): boolean {
    return this.unattached.has(path);
  }

  /** The interface of a name. */
  named(name: string | undefined): NetInterface | undefined {
    return name === undefined ? undefined : this.byName.get(name);
  }

  /** The interface that a name or an address stands for; nothing where the stack does not show it. */
  find(name: string | undefined, address: SeenAddress | undefined): NetInterface | undefined {
    return this.named(name) ?? this.named(address?.resource) ?? this.byAddress.get(address?.literal ?? "");
  }

  /** The interface of a member of a pool. */
  of(member: PoolMember): NetInterface | undefined {
    return this.find(member.interface, member.address);
  }

  /** The path of the declared interface that one belongs to. */
  pathOf(one: NetInterface | undefined): string | undefined {
    if (one === undefined) return undefined;
    const groups = [...one.groups, ...one.names, ...one.subnetGroups];
    return groups.map((group) => this.pathsByGroup.get(group)).find((path) => path !== undefined);
  }
}
