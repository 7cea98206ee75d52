/**
 * The JSON of a plan: `terraform show -json` of a saved plan. Resources stand in `planned_values` without what is known only
 * after they are made; the configuration in the same file says by which reference each of these values is meant.
 */
import { basename } from "node:path";
import { type JsonObject, listOf, objectOf } from "./json-values";
import { fillUnknown } from "./plan-unknowns";
import { inputFault } from "./read-json";
import { rootScope, type Scope, scopeOfModule } from "./plan-references";
import { DECLARATION_VARIABLE, type TerraformResource, type TerraformStackFile } from "./terraform-resource";

const DEEPEST_MODULE = 100;

/** Whether JSON is that of a plan. */
export function isPlan(content: JsonObject): boolean {
  return typeof content["format_version"] === "string" && content["planned_values"] !== undefined;
}

/**
 * Reads a plan.
 *
 * @throws {@link UcEdgeError} `tools-input-unknown`.
 */
export function readPlan(file: string, content: JsonObject): TerraformStackFile {
  if (!String(content["format_version"]).startsWith("1.")) {
    throw inputFault(
      "unknown",
      file,
      `a plan of format 1, not ${JSON.stringify(content["format_version"])}`,
      "use Terraform 1.0 or newer, or a newer uc-edge",
    );
  }
  const configuration = objectOf(objectOf(content["configuration"])["root_module"]);
  const changes = new Map(
    listOf(content["resource_changes"])
      .map(objectOf)
      // A deposed object is an old one that Terraform has still to remove.
      .filter((change) => change["deposed"] === undefined)
      .map((change) => [String(change["address"]), objectOf(change["change"])]),
  );
  const root = objectOf(objectOf(content["planned_values"])["root_module"]);
  const variable = objectOf(objectOf(content["variables"])[DECLARATION_VARIABLE]);
  const fallback = objectOf(objectOf(configuration["variables"])[DECLARATION_VARIABLE])["default"];
  return {
    stack: basename(file).replace(/\.json$/, ""),
    file,
    kind: "plan",
    isComplete: content["errored"] !== true && content["complete"] !== false,
    modules: [],
    // A plan has their values in place of them.
    definitions: new Map(),
    resources: resourcesOf(root, rootScope(configuration), changes, file, 0),
    // A line that is no text is kept, to be refused where the declaration is read.
    declaration: listOf(variable["value"] ?? fallback).map((line) => (typeof line === "string" ? line : typeof line)),
  };
}

function resourcesOf(
  module: JsonObject,
  scope: Scope,
  changes: ReadonlyMap<string, JsonObject>,
  file: string,
  depth: number,
): TerraformResource[] {
  if (depth > DEEPEST_MODULE) {
    throw inputFault("unknown", file, `modules at most ${String(DEEPEST_MODULE)} deep`, "name another file");
  }
  const expressions = new Map(
    listOf(scope.configuration["resources"])
      .map(objectOf)
      .map((one) => [`${String(one["type"])}.${String(one["name"])}`, objectOf(one["expressions"])]),
  );
  const own = listOf(module["resources"])
    .map(objectOf)
    .filter((resource) => resource["mode"] !== "data")
    .map((resource) => {
      const address = String(resource["address"]);
      const type = String(resource["type"]);
      const after = changes.get(address)?.["after_unknown"];
      const written = expressions.get(`${type}.${String(resource["name"])}`) ?? {};
      return {
        address,
        type,
        values: fillUnknown(objectOf(resource["values"]), after, written, scope),
        repeated: false,
      };
    });
  const below = listOf(module["child_modules"])
    .map(objectOf)
    .flatMap((child) => resourcesOf(child, scopeOfModule(scope, String(child["address"])), changes, file, depth + 1));
  return [...own, ...below];
}
