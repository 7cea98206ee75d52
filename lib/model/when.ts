/** Which documented flows apply to a set of choices. */
import type { When } from "../catalog/schema";

/** Whether a fact applies when exactly these choices are made. */
export function applies(when: When, chosen: ReadonlySet<string>): boolean {
  if (when === "always") return true;
  if ("choice" in when) return chosen.has(when.choice);
  if ("any" in when) return when.any.some((one) => applies(one, chosen));
  if ("all" in when) return when.all.every((one) => applies(one, chosen));
  return !applies(when.not, chosen);
}

/** The choices made that a condition names, in the order in which it names them. */
export function choicesNamed(when: When, chosen: ReadonlySet<string>): string[] {
  if (when === "always") return [];
  if ("choice" in when) return chosen.has(when.choice) ? [when.choice] : [];
  const parts = "any" in when ? when.any : "all" in when ? when.all : [];
  return parts.flatMap((one) => choicesNamed(one, chosen));
}
