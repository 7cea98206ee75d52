/** A file as JSON; what is none is refused with one clear line that says what it is, where that can be told. */
import { readFileSync } from "node:fs";
import { UcEdgeError } from "../../net/uc-edge-error";

/** What is wrong with an input: `tools-input-<kind>`. */
export function inputFault(kind: string, path: string, expected: string, todo: string): UcEdgeError {
  return new UcEdgeError({
    code: `tools-input-${kind}`,
    what: "cannot read",
    prop: "the input",
    value: path,
    expected,
    todo,
  });
}

/**
 * The content of a JSON file.
 *
 * @throws {@link UcEdgeError} `tools-input-not-json`.
 */
export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw inputFault("not-json", file, "JSON", hint(file, text));
  }
}

/**
 * The text of a file, without its byte order mark.
 *
 * @throws {@link UcEdgeError} `tools-input-not-json`.
 */
export function readText(file: string): string {
  try {
    return decoded(readFileSync(file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    throw inputFault("not-json", file, `a file that can be read (${code})`, "name another file");
  }
}

/** UTF-8, or the UTF-16 that older PowerShell writes when output goes to a file. */
function decoded(bytes: Buffer): string {
  const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : bytes.toString("utf8");
  return text.replace(/^\uFEFF/, "");
}

function hint(file: string, text: string): string {
  if (text.trim() === "") return "the file is empty; write it again, or name another file";
  if (text.startsWith("PK")) return "this may be a plan as Terraform saves it: run terraform show -json on it first";
  if (/^\s*\{"@level"/.test(text)) {
    return "this is what terraform plan -json logs: save a plan with -out and run terraform show -json on it";
  }
  if (file.endsWith(".tf")) return "this is HCL: synthesize without --hcl, or show the JSON of a plan";
  if (/^\s*[[{]/.test(text)) return "the file may be cut off; write it again, or name another file";
  return "synthesize again, or name another file";
}
