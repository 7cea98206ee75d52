/** Where constructs are made and resources are written: lines of the user's code, and of a synthesized stack. */
import { DeclaredItem } from "./declared-item";
import { memberPath, placesOf } from "./json-places";
import { type JsonObject, listOf, objectOf } from "./json-values";
import { readText } from "./read-json";
import type { TerraformStackFile } from "./terraform-resource";

/** A place in a file. */
export interface SourcePlace {
  /** The file, with forward slashes, from the folder that the app was synthesized in. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Where the constructs of a stack are made, by their paths; none unless the app's context asked for it.
 *
 * @throws {@link UcEdgeError} `tools-declaration-damaged`
 */
export function readSourcePlaces({ declaration, file }: TerraformStackFile): Map<string, SourcePlace> {
  return new Map(
    declaration
      .map((line) => new DeclaredItem(line, file))
      .filter((item) => item.is("source"))
      .map((item) => [item.text("path"), readPlace(item)]),
  );
}

/** Whoever wrote the file might have a report point anywhere: a place is below the folder, or none. */
function readPlace(item: DeclaredItem): SourcePlace {
  const [, file = "", line, column] = /^([^\\]+):([1-9]\d{0,8}):([1-9]\d{0,8})$/.exec(item.text("at")) ?? [];
  const parts = file.split("/");
  if (file === "" || parts.some((part) => part === "" || part === "." || part === "..")) throw item.damaged("at");
  return { file, line: Number(line), column: Number(column) };
}

/**
 * In which line of its file a resource stands, or a rule that is written into one, by its Terraform address; nothing in a
 * plan, which is one line.
 */
export function resourceLines({ kind, file, resources }: TerraformStackFile): (address: string) => number | undefined {
  let lines: ReadonlyMap<string, number> | undefined;
  let values: ReadonlyMap<string, JsonObject> | undefined;
  return (address) => {
    if (kind === "plan") return undefined;
    // Read when a finding needs it: most stacks have none.
    lines ??= placesOf(readText(file)).lines;
    values ??= new Map(resources.map((resource) => [resource.address, resource.values]));
    const [, whole = address, inside = ""] = /^([\w-]+\.[\w-]+)([.[].*)$/s.exec(address) ?? [];
    const [type = "", ...name] = whole.split(".");
    const path = memberPath(memberPath("resource", type), name.join("."));
    return lines.get(`${path}${placeInside(inside, values.get(whole) ?? {})}`) ?? lines.get(path);
  };
}

/** Where a rule stands in its group: by its number, or by its name. */
function placeInside(inside: string, values: JsonObject): string {
  if (!inside.startsWith("[")) return inside;
  const index = listOf(values["security_rule"]).findIndex((rule) => `[${String(objectOf(rule)["name"])}]` === inside);
  return `.security_rule[${String(index)}]`;
}
