/** The sentences of `lcs-2005-pic` that the construct refuses things by, and its roles. */
import { LCS_2005_PIC_LIMITS } from "../../catalog/lcs-2005-pic/limits";
import { LCS_2005_PIC_ROLES } from "../../catalog/lcs-2005-pic/roles";
import type { RoleFact } from "../../catalog/schema";

/** A role of the catalog. */
export function lcsRole(id: string): RoleFact {
  const fact = LCS_2005_PIC_ROLES.find((role) => role.id === id);
  if (fact === undefined) throw new TypeError(`lcs-2005-pic has no role ${id}`);
  return fact;
}

/** A rule with the place where it stands: `the certificate is ... (lcs-2005-pic 1.2.3)`. */
export function lcsRule(id: string): string {
  const fact = LCS_2005_PIC_LIMITS.find((limit) => limit.id === id);
  if (fact === undefined) throw new TypeError(`lcs-2005-pic has no rule ${id}`);
  const [section = ""] = fact.source.section.split(" ");
  return `${fact.says} (${fact.source.document} ${section})`;
}
