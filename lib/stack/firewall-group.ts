/** The stateful allow-list around an interface, on either cloud. */
import { Construct } from "constructs";
import { GroupCompiler } from "../compiler/group-compiler";
import type { CompiledRule, Permit, PermitPeer, RuleCapabilities } from "../compiler/permit";
import type { IpPrefix } from "../net/ip-prefix";
import { stackPath } from "./paths";

/**
 * A firewall group. It keeps its permits; each addition changes the rules in the tree at once, so that every way of
 * synthesizing shows the same rules.
 */
export abstract class FirewallGroup extends Construct {
  /** The group's id in the cloud, for other rules and for attaching. */
  abstract readonly groupId: string;
  /** The Terraform address of the group: `aws_security_group.<logical id>`. */
  abstract readonly terraformAddress: string;
  /** Terraform addresses of what stands for the group in other groups' rules, beside its own. */
  abstract readonly aliases: readonly string[];
  private readonly compiler: GroupCompiler;

  constructor(
    scope: Construct,
    id: string,
    /** What the cloud's rules can say. */
    readonly capabilities: RuleCapabilities,
    ownPrefixes: readonly IpPrefix[],
  ) {
    super(scope, id);
    this.compiler = new GroupCompiler(capabilities, ownPrefixes);
    this.node.addValidation({ validate: () => this.overQuota(this.compiler.rules()) });
  }

  /** What names the group in other groups' rule keys. */
  get key(): string {
    return this.node.scope === undefined ? this.node.id : stackPath(this.node.scope);
  }

  /** How other groups of the stack name what is in this one. @internal */
  get asPeer(): PermitPeer {
    return { kind: "group", key: this.key, value: this.groupId };
  }

  /** Adds a permit. @internal */
  permit(permit: Permit): void {
    for (const [key, rule] of this.compiler.add(permit)) {
      if (rule === undefined) this.erase(key);
      else this.write(rule);
    }
  }

  /** Makes a rule, or brings the one of the same key up to date. @internal */
  protected abstract write(rule: CompiledRule): void;
  /** Removes a rule. @internal */
  protected abstract erase(key: string): void;
  /** What is wrong with the number of rules, as messages. @internal */
  protected abstract overQuota(rules: readonly CompiledRule[]): string[];
}
