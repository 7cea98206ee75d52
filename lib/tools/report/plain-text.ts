/** Text that comes from files, made harmless for a terminal. */

/**
 * A text on one line, without control characters: an escape sequence in a rule's description could otherwise rewrite what
 * a reviewer sees, and so could characters that turn the direction of reading; half a character is none.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\t\n\r\u2028\u2029]+/g, " ")
    .replace(/[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "\ufffd");
}

/** The same value, with every text in it made plain. */
export function withPlainText<T>(value: T): T {
  if (typeof value === "string") return plainText(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => withPlainText(one)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withPlainText<unknown>(one)])) as T;
}
