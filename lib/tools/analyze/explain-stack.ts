/** A stack as explanations look at it: what a check sees, found by what a question names, and read once. */
import { IpPrefix } from "../../net/ip-prefix";
import type { BalancerListener, BalancerPool, PoolMember, ReadBalancer } from "../read/balancer";
import type { DeclaredInterface } from "../read/declared-interface";
import type { SeenAddress } from "../read/references";
import type { Rule } from "../read/rule";
import { type TerraformStackFile } from "../read/terraform-resource";
import { type ReadTranslation } from "../read/translations";
import { checkContext, type CheckContext, expectedOf } from "./check";
import type { ExpectedFlow } from "./expected";
import { Members } from "./members";
import { type Permitted, permittedOn } from "./permitted";
import type { NetInterface } from "./topology";

/** A member of a pool, and how it is reached. */
export interface Reached {
  readonly balancer: ReadBalancer;
  readonly listener: BalancerListener;
  readonly pool: BalancerPool;
  readonly member: PoolMember;
}

/** One stack. */
export class ExplainStack {
  readonly context: CheckContext;
  readonly members: Members;
  private readonly permitted = new Map<string, Permitted>();
  private readonly rulesOfKnown = new Map<string, readonly Rule[]>();
  private readonly written = new Map<Rule, Rule>();
  private flows: ReadonlyMap<string, readonly ExpectedFlow[]> | undefined;
  private reached: ReadonlyMap<string, readonly Reached[]> | undefined;
  private translated: ReadonlyMap<string, readonly ReadTranslation[]> | undefined;

  constructor(readonly file: TerraformStackFile) {
    this.context = checkContext(file);
    this.members = new Members(this.context);
  }

  /** The cloud, where the stack declares one. */
  get cloud(): string | undefined {
    return this.context.declaration?.cloud;
  }

  /** A declared interface. */
  declaredAt(path: string | null): DeclaredInterface | undefined {
    return path === null ? undefined : this.context.ends.declaredAt(path);
  }

  /** The zone that an address block lies in; nothing where it is in none of the network's. */
  zoneOf(prefix: IpPrefix): string | undefined {
    const zones = Object.entries(this.context.declaration?.zones ?? {});
    return zones.find(([, prefixes]) => prefixes.some((one) => one.contains(prefix)))?.[0];
  }

  /**
   * What the rules around an interface permit; `isKnownEnd` where the far end is one of known addresses, which is none of
   * the stack's interfaces whose addresses are not known.
   */
  permittedOn(on: NetInterface, direction: "ingress" | "egress", isKnownEnd: boolean): Permitted {
    const lists = [[...on.groups].join(), [...on.subnetGroups].join(), on.own.join()];
    const key = [direction, isKnownEnd, on.name, ...lists].join(" ");
    const rulesOf = (group: string): readonly Rule[] => this.rulesOf(group, isKnownEnd);
    const found = this.permitted.get(key) ?? permittedOn(on, direction, rulesOf, this.context.ends);
    this.permitted.set(key, found);
    return found;
  }

  /** The rules of a group, about known addresses only where the far end is of such. */
  rulesOf(group: string, isKnownEnd: boolean): readonly Rule[] {
    const all = this.context.rules.get(group) ?? [];
    if (!isKnownEnd) return all;
    const known = this.rulesOfKnown.get(group) ?? all.map((rule) => this.aboutKnown(rule));
    this.rulesOfKnown.set(group, known);
    return known;
  }

  /** A rule as the stack has it. */
  asWritten(rule: Rule): Rule {
    return this.written.get(rule) ?? rule;
  }

  private aboutKnown(rule: Rule): Rule {
    const { topology, ends } = this.context;
    const { peer } = rule;
    if (peer.kind !== "groups" || ends.isKnown(peer)) return rule;
    const members = peer.addresses.map((group) => topology.filteredBy(group));
    // A group without members in the stack may be around anything.
    if (members.some((all) => all.length === 0)) return rule;
    const prefixes = members.flat().flatMap(({ addresses }) => addresses ?? []);
    const known: Rule = { ...rule, peer: { kind: "prefixes", prefixes, unresolved: [] } };
    this.written.set(known, rule);
    return known;
  }

  /** The flows that are asked for at a declared interface in a direction. */
  flowsAt(path: string | null, on: NetInterface, direction: "ingress" | "egress"): readonly ExpectedFlow[] {
    if (path === null) return [];
    this.flows ??= grouped(expectedOf(this.context), (flow) => `${flow.interface} ${flow.direction}`);
    const here = this.flows.get(`${path} ${direction}`) ?? [];
    // Those with the same groups are one, by the name of the first.
    return this.context.interfacesAt(path).length === 1 ? here : here.filter((flow) => flow.on.name === on.name);
  }

  /** Every way through balancers to a member: an interface by its key, or an address. */
  reaching(member: string): readonly Reached[] {
    if (this.reached === undefined) {
      const all = this.context.reach.balancers.flatMap((balancer) =>
        balancer.listeners.flatMap((listener) =>
          listener.pools.flatMap((pool) =>
            pool.members.map((one): [string, Reached] => [
              this.keyOfMember(one),
              { balancer, listener, pool, member: one },
            ]),
          ),
        ),
      );
      const byKey = grouped(all, ([key]) => key);
      this.reached = new Map([...byKey].map(([key, list]) => [key, list.map(([, one]) => one)]));
    }
    return this.reached.get(member) ?? [];
  }

  /** The public addresses that are translated to an interface. */
  translationsOf(on: NetInterface): readonly ReadTranslation[] {
    this.translated ??= grouped(this.context.reach.translations, (one) => {
      const found = this.members.find(one.interface, one.privateAddress);
      return found === undefined ? (one.interface ?? "") : this.keyOf(found);
    });
    return this.translated.get(this.keyOf(on)) ?? [];
  }

  /** What stands for an interface here: the path that several of the same groups share, else its own name. */
  keyOf(on: NetInterface): string {
    return this.members.pathOf(on) ?? on.name;
  }

  private keyOfMember(member: PoolMember): string {
    const on = this.members.of(member);
    return on === undefined ? (member.address?.literal ?? member.interface ?? "") : this.keyOf(on);
  }
}

/** Whether an address of a translation or a pool is one of those that are meant; one that is not known may be. */
export function isMeant(seen: SeenAddress | undefined, own: readonly IpPrefix[], isFirst: boolean): boolean {
  if (seen === undefined) return isFirst;
  if (seen.literal === undefined) return true;
  const one = addressOf(seen.literal);
  return own.some((prefix) => prefix.contains(one));
}

/** An address that was read as one. */
export function addressOf(text: string): IpPrefix {
  return IpPrefix.parseAddress(text, { what: "cannot read an address", prop: "address" });
}

/** Values by a key, in their order. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const known = found.get(key);
    if (known === undefined) found.set(key, [one]);
    else known.push(one);
  }
  return found;
}
