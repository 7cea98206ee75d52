import type { CheckContext } from "./check";
import type { CheckFinding } from "./finding";

/** x */
export function reachFindings(_context: CheckContext): CheckFinding[] {
  return [];
}
