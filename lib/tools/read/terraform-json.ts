/**
 * From files to resources: a `cdktf.out`, one synthesized `cdk.tf.json`, or the JSON of a plan. Nothing is guessed: what is
 * none of these is refused with one clear line.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type JsonObject, listOf, objectOf, textOf } from "./json-values";
import { isPlan, readPlan } from "./plan-json";
import { inputFault, readJson } from "./read-json";
import { DECLARATION_VARIABLE, type TerraformStackFile } from "./terraform-resource";

const STACK_FILE = "cdk.tf.json";

/**
 * Reads every stack at a path.
 *
 * @param reading - Told of each file before it is read: its name, the how manyth it is, and of how many.
 * @throws {@link UcEdgeError} `tools-input-missing`, `tools-input-empty`, `tools-input-not-json`, `tools-input-unknown`.
 */
export function readStacks(
  path: string,
  reading?: (file: string, number: number, of: number) => void,
): TerraformStackFile[] {
  if (!existsSync(path)) {
    throw inputFault("missing", path, "a file or folder that exists", "run cdktf synth first, or correct the path");
  }
  const files = statSync(path).isDirectory() ? stackFiles(path) : [path];
  if (files.length > 0) {
    return files.map((file, index) => {
      reading?.(file, index + 1, files.length);
      return readStackFile(file);
    });
  }
  throw inputFault(
    "empty",
    path,
    `a folder with stacks/<name>/${STACK_FILE}, as cdktf synth writes it (without --hcl)`,
    "run cdktf synth first, or name another folder",
  );
}

/** The manifest says which stacks there are: the folder of one that is gone from the app stays where it was. */
function stackFiles(folder: string): string[] {
  const manifest = join(folder, "manifest.json");
  const listed = existsSync(manifest) ? objectOf(objectOf(readJson(manifest))["stacks"]) : {};
  const fromManifest = Object.values(listed).flatMap((stack) => textOf(objectOf(stack)["synthesizedStackPath"]) ?? []);
  if (fromManifest.length > 0) return fromManifest.map((file) => join(folder, file));
  return [join(folder, "stacks"), folder]
    .filter((one) => existsSync(one) && statSync(one).isDirectory())
    .flatMap((one) => ["", ...readdirSync(one).sort()].map((name) => join(one, name, STACK_FILE)))
    .filter((file) => existsSync(file));
}

function readStackFile(file: string): TerraformStackFile {
  if (!existsSync(file)) {
    throw inputFault("missing", file, "the file that manifest.json names", "run cdktf synth again");
  }
  return readStack(file, readJson(file));
}

/**
 * Reads the content of a file that is one stack.
 *
 * @throws {@link UcEdgeError} `tools-input-unknown`.
 */
export function readStack(file: string, json: unknown): TerraformStackFile {
  const content = objectOf(json);
  if (isPlan(content)) return readPlan(file, content);
  const isSynthesized = ["resource", "terraform", "module"].some((name) => typeof content[name] === "object");
  if (isSynthesized && content["lineage"] === undefined) return readSynthesized(file, content);
  throw inputFault(
    "unknown",
    file,
    `a synthesized stack (${STACK_FILE}) or the output of terraform show -json of a plan`,
    whatElse(content),
  );
}

function whatElse(content: JsonObject): string {
  if (content["lineage"] !== undefined) return "this is a state file; show a plan instead";
  if (content["format_version"] !== undefined) {
    return content["values"] === undefined
      ? "it has a format_version, but no planned_values: show a saved plan"
      : "this shows a state; show a saved plan instead";
  }
  return "name another file";
}

function readSynthesized(file: string, content: JsonObject): TerraformStackFile {
  const resources = listOf(content["resource"]).flatMap((byType) =>
    Object.entries(objectOf(byType)).flatMap(([type, byName]) =>
      listOf(byName).flatMap((names) =>
        Object.entries(objectOf(names)).flatMap(([name, body]) =>
          listOf(body).flatMap((one) => {
            const values = objectOf(one);
            // Terraform makes none of it.
            if (values["count"] === 0 || values["count"] === "0") return [];
            const repeated = (values["count"] ?? values["for_each"]) != null;
            return [{ address: `${type}.${name}`, type, values, repeated }];
          }),
        ),
      ),
    ),
  );
  const metadata = objectOf(objectOf(content["//"])["metadata"]);
  const declared = listOf(content["variable"]).flatMap((variables) =>
    listOf(objectOf(variables)[DECLARATION_VARIABLE]).flatMap((one) => listOf(objectOf(one)["default"])),
  );
  return {
    stack: textOf(metadata["stackName"]) ?? (basename(file) === STACK_FILE ? basename(dirname(file)) : basename(file)),
    file,
    kind: "synthesized",
    isComplete: true,
    modules: listOf(content["module"]).flatMap((one) => Object.keys(objectOf(one))),
    resources,
    definitions: definitionsOf(content),
    // A line that is no text is kept, to be refused where the declaration is read.
    declaration: declared.map((line) => (typeof line === "string" ? line : typeof line)),
  };
}

/** Everything beside resources that an expression may name. */
function definitionsOf(content: JsonObject): Map<string, unknown> {
  const entries = (kind: string): [string, unknown][] =>
    listOf(content[kind]).flatMap((one) => Object.entries(objectOf(one)));
  const found = new Map<string, unknown>();
  for (const [name, value] of entries("variable")) if (name !== DECLARATION_VARIABLE) found.set(`var.${name}`, value);
  for (const [name, value] of entries("locals")) found.set(`local.${name}`, value);
  for (const [name, value] of entries("module")) found.set(`module.${name}`, value);
  for (const [type, byName] of entries("data")) {
    for (const one of listOf(byName)) {
      for (const [name, value] of Object.entries(objectOf(one))) found.set(`data.${type}.${name}`, value);
    }
  }
  return found;
}
