/** What `uc-edge check` says of a stack. */
import type { TerraformStack } from "cdktf";
import { checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { synthesized } from "./rules";

/** What the rules permit or lack against what is declared: code and place of each finding, sorted. */
export function inexactnessOf(stack: TerraformStack): string[] {
  return checkStack(readStack("cdk.tf.json", JSON.parse(synthesized(stack))), "2027-01-01")
    .findings.filter(({ code }) => code === "check-flow-missing" || code === "check-traffic-surplus")
    .map(({ code, where, what }) => `${code} ${where}: ${what}`)
    .sort();
}
