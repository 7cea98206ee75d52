import type { IConstruct } from "constructs";
import { isUnresolved, resolvedText } from "./unresolved";

/** The whole of one reference to an attribute of a resource or a data source: `${aws_nat_gateway.exit.id}`. */
const REFERENCE = /^\$\{(?:data\.)?([a-z0-9]+_[a-z0-9_]+)\.[\w-]+(?:\[[^\]]*\])?\.(\w+)\}$/;

/** The type of the resource whose id a value is; nothing where that does not show. */
export function referencedType(scope: IConstruct, value: string): string | undefined {
  if (!isUnresolved(value)) return undefined;
  const [, type, attribute] = REFERENCE.exec(resolvedText(scope, value)) ?? [];
  return attribute === "id" ? type : undefined;
}
