/** Addresses of the declaration beside those that Terraform shows. */
import type { DeclaredValue } from "../read/declared-item";
import { isSameAddress, type References, type SeenAddress } from "../read/references";

/** A declared address as Terraform shows it. */
export function seenAddress(references: References, value: DeclaredValue | undefined): SeenAddress | undefined {
  if (value === undefined) return undefined;
  return references.ipAddress(value.isReference ? `\${${value.text}}` : value.text, []);
}

/** Whether an address is among declared ones. */
export function isAmong(
  references: References,
  address: SeenAddress | undefined,
  declared: readonly DeclaredValue[],
): boolean {
  return declared.some((value) => isSameAddress(address, seenAddress(references, value)));
}

/** An address for people: itself, or the reference that gives it. */
export function printAddress({ text, literal }: SeenAddress): string {
  if (literal !== undefined) return literal;
  return text.includes("${") ? text : `\${${text}}`;
}
