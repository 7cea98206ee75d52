/** Values of parsed JSON that nobody has checked: each reader takes what it knows and is told when it is not there. */

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What stands in the place of a value that only Terraform's run gives, where nothing else is known of it. */
export const UNKNOWN = "${known only when Terraform runs}";

/** An object, or an empty one for anything else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list; one thing is a list of it, and nothing is an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A text; nothing for anything else, an empty text included. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A whole number, also where it is written as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}

/** The texts of a list; an entry that a plan does not know yet stands there as unknown, so that it is never lost. */
export function textsOf(value: unknown): string[] {
  return listOf(value).flatMap((one) => (one === null ? [UNKNOWN] : (textOf(one) ?? [])));
}

/** Whether a text holds an expression, whose value only Terraform's run gives. */
export function isExpression(value: unknown): boolean {
  return typeof value === "string" && value.includes("${");
}
