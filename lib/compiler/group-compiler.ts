/** From the permits of one firewall group to its rules, kept up to date permit by permit. Pure: no cloud, no cdktf. */
import type { IpPrefix } from "../net/ip-prefix";
import { Lane, type RuleChanges } from "./lane";
import type { CompiledRule, Permit, PermitPeer, RuleCapabilities } from "./permit";

/**
 * Compiles the permits of one group.
 *
 * The rules permit exactly the union of the permits, within what the cloud can express; flows that differ only in
 * purpose share a rule; the result does not depend on the order of adding; and a permit that touches no existing rule
 * costs no look at the others.
 */
export class GroupCompiler {
  private readonly lanes = new Map<string, Lane>();
  private readonly current = new Map<string, CompiledRule>();

  /**
   * @param capabilities - What the cloud's rules can say.
   * @param ownPrefixes - The network's own prefixes: what the internet is not.
   */
  constructor(
    private readonly capabilities: RuleCapabilities,
    private readonly ownPrefixes: readonly IpPrefix[],
  ) {}

  /** Adds a permit. Returns the rules that are new or changed, and, as undefined, those that are gone. */
  add(permit: Permit): RuleChanges {
    const changes: RuleChanges = new Map();
    const local = this.capabilities.localAddresses ? permit.local : undefined;
    const name = `${permit.direction} ${permit.transport} ${local?.join(" ") ?? ""}`;
    let lane = this.lanes.get(name);
    if (lane === undefined) {
      lane = new Lane(permit.direction, permit.transport, this.capabilities, this.ownPrefixes, local);
      this.lanes.set(name, lane);
    }
    for (const peer of this.peersOfRules(permit.peer)) lane.add(peer, permit, changes);
    for (const [key, rule] of changes) {
      const known = this.current.get(key);
      if (rule === undefined ? known === undefined : known !== undefined && saysTheSame(known, rule))
        changes.delete(key);
      else if (rule === undefined) this.current.delete(key);
      else this.current.set(key, rule);
    }
    return changes;
  }

  /** All rules, by key. */
  rules(): CompiledRule[] {
    return [...this.current.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** How many rules there are. */
  get size(): number {
    return this.current.size;
  }

  private peersOfRules(peer: PermitPeer): PermitPeer[] {
    if (this.capabilities.severalPerRule) return [peer];
    if (peer.kind === "addresses") return peer.prefixes.map((prefix) => ({ kind: "addresses", prefixes: [prefix] }));
    if (peer.kind === "internet") return peer.families.map((family) => ({ kind: "internet", families: [family] }));
    return [peer];
  }
}

/** Whether two rules of one key, so of one peer, are equal. */
function saysTheSame(a: CompiledRule, b: CompiledRule): boolean {
  return (
    a.ports.length === b.ports.length &&
    a.ports.every((range, index) => range.first === b.ports[index]?.first && range.last === b.ports[index].last) &&
    a.icmp?.type === b.icmp?.type &&
    a.icmp?.code === b.icmp?.code &&
    a.flows.length === b.flows.length &&
    a.flows.every((flow, index) => flow === b.flows[index])
  );
}
