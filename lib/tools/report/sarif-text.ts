/** Texts and addresses as SARIF has them: nothing in a finding is taken for a link, a placeholder or markup. */
import path from "node:path";
import { plainText } from "./plain-text";

/** A text of a message. Braces stand for placeholders there, and a bracket before a parenthesis for a link. */
export function messageText(text: string): string {
  return withoutPlaceholders(plainText(text).replaceAll("](", "] ("));
}

/** A text of a Markdown message that is Markdown already, as our own pages are. */
export function ownMarkdown(text: string): string {
  return withoutPlaceholders(text);
}

/** A text of a Markdown message that may hold anything: all of it is text. */
export function foreignMarkdown(text: string): string {
  // What begins an address would make a link of it.
  return withoutPlaceholders(plainText(text).replace(/[\\`*_[\]<>|~#&!@:]|(?<=www)\./gi, "\\$&"));
}

/** A name as code. */
export function codeSpan(text: string): string {
  return `\`${withoutPlaceholders(plainText(text).replaceAll("`", ""))}\``;
}

/** A text as a sentence: its first word has a capital letter unless it is a name, and a period ends it. */
export function sentence(text: string): string {
  const begun = text.replace(/^[a-z]+(?![\w./-])/, (word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** Braces stand for placeholders in every message. */
function withoutPlaceholders(text: string): string {
  return text.replace(/[{}]/g, "$&$&");
}

/** Where a file lies. */
export interface SarifArtifact {
  /** Relative where there is a base, else absolute. */
  readonly uri: string;
  readonly uriBaseId?: string;
}

/** What relative addresses are relative to: the folder that the command runs in. */
export const SOURCE_ROOT = "%SRCROOT%";

/** A file's address from a folder; that of a file outside it is absolute. */
export function artifactOf(
  file: string,
  folder: string,
  paths: Pick<typeof path, "isAbsolute" | "relative" | "resolve" | "sep"> = path,
): SarifArtifact {
  const between = paths.relative(folder, paths.resolve(folder, file));
  const parts = between.split(paths.sep);
  if (parts[0] !== ".." && !paths.isAbsolute(between)) return relativeArtifact(parts);
  const [first = "", ...rest] = paths.resolve(folder, file).split(paths.sep);
  // A drive keeps its colon, and the name of a server stands where URLs have theirs.
  const absolute = [first === "" ? "" : `/${first}`, ...rest.map(encoded)].join("/");
  return { uri: `file:${absolute.startsWith("//") ? "" : "//"}${absolute}` };
}

/** The address of a file below the root, by the names on the way. */
export function relativeArtifact(parts: readonly string[]): SarifArtifact {
  return { uri: parts.map(encoded).join("/"), uriBaseId: SOURCE_ROOT };
}

function encoded(part: string): string {
  // Half of a pair of code units is no character, and has no bytes.
  return encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd"));
}
