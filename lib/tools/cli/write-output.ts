/** Writes a result into a file, and overwrites nothing that nobody gave up. */
import { realpathSync, writeFileSync } from "node:fs";
import { UcEdgeError } from "../../net/uc-edge-error";

/**
 * Writes a file that must not be there yet, unless it may be replaced; an input itself is never replaced.
 *
 * @throws {@link UcEdgeError} `tools-output-exists`, `tools-output-input`, `tools-output-failed`.
 */
export function writeOutput(file: string, text: string, inputs: readonly string[], isReplaced: boolean): void {
  const by = { what: "cannot write", prop: "--out", value: file };
  if (inputs.some((input) => isSame(file, input))) {
    throw new UcEdgeError({
      ...by,
      code: "tools-output-input",
      expected: "another file than the input",
      todo: "name another file",
    });
  }
  try {
    writeFileSync(file, text, { flag: isReplaced ? "w" : "wx" });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    const isThere = code === "EEXIST";
    throw new UcEdgeError({
      ...by,
      code: isThere ? "tools-output-exists" : "tools-output-failed",
      expected: isThere ? "a file that does not exist yet" : `a file that can be written (${code})`,
      todo: isThere ? "name another file, or give --force to replace it" : "name another file",
    });
  }
}

/** Whether two names lead to one file, by links too. */
function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
