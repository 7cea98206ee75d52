/** Refuses input that says nothing of what it deploys. */
import { UcEdgeError } from "../../net/uc-edge-error";
import type { TerraformStackFile } from "../read/terraform-resource";

/**
 * Without a word of what is deployed, nothing can be held against it: to say so with exit code 0 would pass for a proof.
 *
 * @throws {@link UcEdgeError} `tools-declaration-missing`
 */
export function requireDeclaration(files: readonly TerraformStackFile[], input: string, what: string): void {
  if (files.some(({ declaration }) => declaration.length > 0)) return;
  throw new UcEdgeError({
    code: "tools-declaration-missing",
    what,
    prop: "the input",
    value: input,
    expected: "a stack that says what it deploys, in the variable uc_edge_deployment",
    todo: "name a stack that was synthesized with cdktf-uc-edge; uc-edge preview shows the rules of any stack",
  });
}
