/** Findings that somebody has looked at and lives with. */
import type { IConstruct } from "constructs";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "./declaration";
import { stackPath } from "./paths";

/** Which finding is accepted, and why. */
export interface Acceptance {
  /** The finding's code, such as `ocs-av-edge-translated`. */
  readonly code: string;
  /** Why it is accepted, for whoever reviews the stack; it is shown wherever the finding is. */
  readonly reason: string;
}

/**
 * Accepts a finding at a construct and below it. The acceptance travels in the declaration: `uc-edge check` shows the
 * finding as accepted, with the reason, and no longer counts it. An acceptance that matches no finding is a finding itself.
 *
 * @param scope - The construct that the finding is about, or one above it.
 * @param acceptance - The finding's code and the reason.
 * @throws {@link UcEdgeError} `stack-acceptance-reason-missing` without a reason, `stack-acceptance-code-invalid`.
 */
export function acceptFinding(scope: IConstruct, acceptance: Acceptance): void {
  const { code, reason } = acceptance;
  const fault = (faultCode: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({
      code: faultCode,
      what: "cannot accept a finding",
      prop,
      value,
      expected,
      todo,
      path: scope.node.path,
    });
  if (typeof code !== "string" || !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(code)) {
    throw fault(
      "stack-acceptance-code-invalid",
      "code",
      code,
      "a finding's code",
      'copy it from the finding: "ocs-av-edge-translated"',
    );
  }
  if (typeof reason !== "string" || reason.trim() === "") {
    throw fault("stack-acceptance-reason-missing", "reason", reason, "a reason", "say why the finding is accepted");
  }
  const where = stackPath(scope);
  Declaration.of(scope).set(`acceptance ${code} ${where}`, () => ({
    item: "acceptance",
    code,
    where,
    reason: reason.trim(),
  }));
}
