/** Descriptions that are left out, or are no objects. */
import { UcEdgeError } from "../net/uc-edge-error";

/**
 * Refuses what describes nothing.
 *
 * @throws {@link UcEdgeError} `stack-description-missing`
 */
export function requireObject(
  given: unknown,
  by: { readonly what: string; readonly prop: string; readonly path?: string },
  todo: string,
): void {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return;
  throw new UcEdgeError({
    ...by,
    code: "stack-description-missing",
    value: given,
    expected: "a description between braces: { ... }",
    todo,
  });
}
