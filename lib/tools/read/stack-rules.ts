/** All rules of a stack, each with the Terraform address of its group, however the rule names it. */
import { awsRules } from "./aws-rules";
import { azureRules } from "./azure-rules";
import { isExpression, textOf } from "./json-values";
import { referencedAddress, type Rule, type RulePeer } from "./rule";
import type { TerraformResource } from "./terraform-resource";

const AZURE_GROUP = "azurerm_network_security_group";
const GROUP_TYPES = new Set([
  "aws_security_group",
  "aws_default_security_group",
  AZURE_GROUP,
  "azurerm_application_security_group",
]);

/** The rules of a stack's resources. */
export function readRules(resources: readonly TerraformResource[]): Rule[] {
  const byId = groupsById(resources);
  const addressOf = (text: string): string => byId.get(text.toLowerCase()) ?? text;
  const azureGroups = new AzureGroups(resources);
  return resources.flatMap((resource) =>
    [...awsRules(resource), ...azureRules(resource)].map((rule) => ({
      ...rule,
      group: azureGroups.groupOf(resource) ?? addressOf(rule.group),
      peer: withAddresses(rule.peer, addressOf),
      local: withAddresses(rule.local, addressOf),
    })),
  );
}

/** Firewall groups, those without rules included. */
export function readGroups(resources: readonly TerraformResource[]): TerraformResource[] {
  return resources.filter(({ type }) => GROUP_TYPES.has(type) && type !== "azurerm_application_security_group");
}

/** Once a group exists, a plan names it by the id that its cloud gave it. */
function groupsById(resources: readonly TerraformResource[]): Map<string, string> {
  return new Map(
    resources
      .filter(({ type }) => GROUP_TYPES.has(type))
      .flatMap(({ address, values }) =>
        [values["id"], values["arn"]].flatMap((id) => {
          const text = textOf(id);
          return text === undefined || isExpression(text) ? [] : [[text.toLowerCase(), address] as const];
        }),
      ),
  );
}

function withAddresses(peer: RulePeer, addressOf: (text: string) => string): RulePeer {
  return peer.kind === "groups" ? { ...peer, addresses: peer.addresses.map(addressOf) } : peer;
}

/** The groups of Azure by what rule resources call them: a name and a resource group, unique only together, in any case. */
class AzureGroups {
  private readonly byAddress: ReadonlyMap<string, TerraformResource>;
  private readonly byName = new Map<string, TerraformResource[]>();

  constructor(resources: readonly TerraformResource[]) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
    for (const group of resources) {
      if (group.type !== AZURE_GROUP) continue;
      const name = this.literal(group.values["name"]);
      this.byName.set(name, [...(this.byName.get(name) ?? []), group]);
    }
  }

  /** The address of a rule resource's group; nothing where the stack has none of that name, or several. */
  groupOf({ type, values }: TerraformResource): string | undefined {
    if (type !== "azurerm_network_security_rule") return undefined;
    const text = textOf(values["network_security_group_name"]) ?? "";
    const referenced = this.byAddress.get(referencedAddress(text));
    if (referenced !== undefined) return referenced.address;
    const here = this.literal(values["resource_group_name"]);
    const called = (this.byName.get(this.literal(text)) ?? []).map((group) => {
      const there = this.literal(group.values["resource_group_name"]);
      return { group, isSame: here === there, isKnown: !isExpression(here) && !isExpression(there) };
    });
    const same = called.filter(({ isSame }) => isSame);
    const perhaps = same.length > 0 ? same : called.filter(({ isKnown }) => !isKnown);
    return perhaps.length === 1 ? perhaps[0]?.group.address : undefined;
  }

  /** A name in lower case; where it is taken from another resource of the stack, as that resource has it. */
  private literal(value: unknown): string {
    const text = textOf(value) ?? "";
    const named = isExpression(text) ? this.byAddress.get(referencedAddress(text)) : undefined;
    return (textOf(named?.values["name"]) ?? text).toLowerCase();
  }
}
