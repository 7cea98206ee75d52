/** The rules of a stack, each with its firewall group. */
import type { Rule } from "./rule";
import { readRules } from "./stack-rules";
import type { TerraformStackFile } from "./terraform-resource";

/** Every rule, by the Terraform address of its group. */
export function rulesByGroup(file: TerraformStackFile): Map<string, Rule[]> {
  const byGroup = new Map<string, Rule[]>();
  for (const rule of readRules(file.resources)) {
    const known = byGroup.get(rule.group);
    if (known === undefined) byGroup.set(rule.group, [rule]);
    else known.push(rule);
  }
  return byGroup;
}
