/** What a synthesized stack and a plan are read into. */
import type { JsonObject } from "./json-values";

/** A managed resource: its values as far as they are known, null where they are not set. */
export interface TerraformResource {
  /** `aws_security_group.Edge_…`, with its module and its index where it has them. */
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
  /** Whether `count` or `for_each` makes several of it, or none. */
  readonly repeated: boolean;
}

/** A stack, as synthesized or as planned. */
export interface TerraformStackFile {
  readonly stack: string;
  /** The file that it was read from. */
  readonly file: string;
  readonly kind: "synthesized" | "plan";
  /** Whether Terraform planned all of it: a plan that failed or was limited to some resources does not show all rules. */
  readonly isComplete: boolean;
  /** Modules that are called, whose resources this file does not show. */
  readonly modules: readonly string[];
  readonly resources: readonly TerraformResource[];
  /** What variables, locals, data sources and modules are defined as, by name: `var.x`, `data.aws_vpc.x`; none in a plan. */
  readonly definitions: ReadonlyMap<string, unknown>;
  /** The lines of the declaration; none where the stack declares nothing. */
  readonly declaration: readonly string[];
}

/** The variable that holds a stack's declaration. */
export const DECLARATION_VARIABLE = "uc_edge_deployment";
