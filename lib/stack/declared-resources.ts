/** Resources that others declare in the same stack, as Terraform will read them. */
import { TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** A resource of a stack. */
export interface DeclaredResource {
  readonly path: string;
  readonly type: string;
  /** Its attributes by their Terraform names; what is known later is a token. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The resources of some types in the stack that holds a construct. */
export function declaredResources(scope: IConstruct, types: readonly string[]): DeclaredResource[] {
  return TerraformStack.of(scope)
    .node.findAll()
    .flatMap((construct) => {
      if (!TerraformElement.isTerraformElement(construct)) return [];
      const element = construct as TerraformElement & { readonly terraformResourceType?: string };
      const type = element.terraformResourceType;
      if (type === undefined || !types.includes(type)) return [];
      const { resource } = element.toTerraform() as {
        readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
      };
      const values = resource?.[type]?.[element.friendlyUniqueId];
      return values === undefined ? [] : [{ path: element.node.path, type, values }];
    });
}
