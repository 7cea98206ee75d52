/** Markdown, in the parts that the pages are made of. */

/** A table; a column without any text in it is left out. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const shown = headings.map((_, column) => rows.some((row) => row[column] !== ""));
  const line = (cells: readonly string[]): string => `| ${cells.filter((_, column) => shown[column]).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A name as code; names have no backticks. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Texts, each on a line of its own in a cell. */
export function lines(texts: readonly string[]): string {
  return texts.map(escaped).join("<br>");
}

/** A text without anything that Markdown would take for its own. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, "\\$&").replace(/\s+/g, " ");
}

/** Parts of a page, with empty lines between. */
export function joined(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}
