/** What the input itself keeps from being seen. */
import type { DeclaredFinding } from "../read/declaration";
import type { TerraformStackFile } from "../read/terraform-resource";

/** Findings about a file: parts of the deployment that it does not show. */
export function readerFindings(file: TerraformStackFile): DeclaredFinding[] {
  const findings: DeclaredFinding[] = [];
  if (!file.isComplete) {
    findings.push({
      code: "tools-plan-incomplete",
      severity: "warning",
      what: "the plan is not complete: it failed, or was limited to some resources",
      where: file.stack,
      why: "rules that it does not hold are missing here, too",
      todo: "take a plan of everything",
      facts: [],
    });
  }
  if (file.modules.length > 0) {
    findings.push({
      code: "tools-modules-unread",
      severity: "warning",
      what: `what modules open is not shown: ${file.modules.join(", ")}`,
      where: file.stack,
      why: "synthesized Terraform names modules without their content",
      todo: "take terraform show -json of a plan, which has it",
      facts: [],
    });
  }
  return findings;
}
