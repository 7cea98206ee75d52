/** Names that come from the place of a construct in its stack. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { checksum } from "../compiler/rule-key";

/** The path below the stack: `Edge/AccessEdge/External`. */
export function stackPath(construct: IConstruct): string {
  const stack = TerraformStack.of(construct);
  const scopes = construct.node.scopes;
  return scopes
    .slice(scopes.indexOf(stack) + 1)
    .map((scope) => scope.node.id)
    .join("/");
}

/**
 * A name for a cloud resource from its stack and path, in letters, digits and dashes; shortened with a checksum where it
 * would be longer than `longest`.
 */
export function physicalName(construct: IConstruct, longest: number): string {
  const path = `${TerraformStack.of(construct).node.id}/${stackPath(construct)}`;
  const name = path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  if (name.length <= longest) return name;
  return `${name.slice(0, longest - 9)}-${checksum(path)}`;
}
