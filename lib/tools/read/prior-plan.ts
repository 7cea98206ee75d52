/**
 * What a plan starts from: the resources before it. Their values stand in the plan's prior state, and for what the plan
 * changes also beside the change; all of them are known.
 *
 * The declaration is a variable, which is in no state: a plan has the new one only. It is taken for the resources before, as
 * far as they are there under the same Terraform address.
 */
import { isObject, type JsonObject, listOf, objectOf, textOf } from "./json-values";
import { inputFault } from "./read-json";
import type { TerraformResource, TerraformStackFile } from "./terraform-resource";

const DEEPEST_MODULE = 100;
/** Whatever else a plan does with a resource, it was there before. */
const NEW = new Set(["create", "read", "no-op"]);

/**
 * The stack before a plan, from the plan's content and the stack that it leads to.
 *
 * @throws {@link UcEdgeError} `tools-input-no-prior`.
 */
export function readPrior(file: string, content: JsonObject, after: TerraformStackFile): TerraformStackFile {
  const changes = listOf(content["resource_changes"])
    .map(objectOf)
    // A deposed object is an old one that Terraform has still to remove.
    .filter((one) => one["deposed"] === undefined && one["mode"] !== "data");
  const state = objectOf(content["prior_state"])["values"];
  requirePrior(file, changes, isObject(state), after);
  const resources = new Map<string, TerraformResource>();
  const moved = new Set(changes.flatMap((one) => textOf(one["previous_address"]) ?? []));
  for (const one of ofModule(objectOf(objectOf(state)["root_module"]), file, 0)) {
    if (!moved.has(one.address)) resources.set(one.address, one);
  }
  for (const one of changes) {
    const address = String(one["address"]);
    const before = objectOf(one["change"])["before"];
    if (isObject(before))
      resources.set(address, { address, type: String(one["type"]), values: before, repeated: false });
  }
  const all = [...resources.values()];
  return { ...after, resources: all, declaration: declarationBefore(after.declaration, resources) };
}

/** What Terraform only forgets: nobody manages it any more, and it stays as it was. */
export function readForgotten(content: JsonObject): TerraformResource[] {
  return listOf(content["resource_changes"])
    .map(objectOf)
    .filter(({ change, deposed, mode }) => {
      const actions = listOf(objectOf(change)["actions"]);
      return deposed === undefined && mode !== "data" && actions.length === 1 && actions[0] === "forget";
    })
    .map(({ address, type, change }) => ({
      address: String(address),
      type: String(type),
      values: objectOf(objectOf(change)["before"]),
      repeated: false,
    }));
}

/** Without them, all would seem to open. */
function requirePrior(
  file: string,
  changes: readonly JsonObject[],
  hasState: boolean,
  { resources }: TerraformStackFile,
): void {
  const isHidden = changes.some((one) => {
    const { actions, before } = objectOf(one["change"]);
    return !isObject(before) && !listOf(actions).every((action) => NEW.has(String(action)));
  });
  if (!isHidden && (hasState || changes.length > 0 || resources.length === 0)) return;
  throw inputFault(
    "no-prior",
    file,
    "a plan with its prior_state or resource_changes, which say what there was before",
    "show the whole plan with terraform show -json, or give two synthesized stacks",
  );
}

function ofModule(module: JsonObject, file: string, depth: number): TerraformResource[] {
  if (depth > DEEPEST_MODULE) {
    throw inputFault("unknown", file, `modules at most ${String(DEEPEST_MODULE)} deep`, "name another file");
  }
  const own = listOf(module["resources"])
    .map(objectOf)
    .filter((one) => one["mode"] !== "data")
    .map((one) => ({
      address: String(one["address"]),
      type: String(one["type"]),
      values: objectOf(one["values"]),
      repeated: false,
    }));
  const below = listOf(module["child_modules"]).flatMap((one) => ofModule(objectOf(one), file, depth + 1));
  return [...own, ...below];
}

/** Interfaces and balancers that were not there yet are not declared before. */
function declarationBefore(
  lines: readonly string[],
  resources: ReadonlyMap<string, TerraformResource>,
): readonly string[] {
  return lines.filter((line) => {
    const { item, group, resource } = parsed(line);
    if (item === "interface") return resources.has(String(group));
    return item !== "balancer" || resources.has(String(resource));
  });
}

function parsed(line: string): JsonObject {
  try {
    return objectOf(JSON.parse(line));
  } catch {
    // What cannot be read is refused where the declaration is.
    return {};
  }
}
