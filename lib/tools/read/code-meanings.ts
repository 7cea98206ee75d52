/** What codes mean, from the page that lists them: it is in the package, and nobody keeps it a second time. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The page lies in the same place above `lib` and above `dist`. */
const PAGE = join(__dirname, "..", "..", "..", "docs", "errors.md");
const ROW = /^\| `([a-z0-9-]+)` +\| (?:finding: )?(.*?) *\|$/gm;

let meanings: ReadonlyMap<string, string> | undefined;

/** What a code says, in words that may have names in backticks; nothing of a code that is not listed. */
export function meaningOf(code: string): string | undefined {
  meanings ??= readMeanings();
  return meanings.get(code);
}

/** None without the page: a program that the command was bundled into may have left it behind. */
function readMeanings(): Map<string, string> {
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
  return new Map([...page.matchAll(ROW)].map(([, code = "", meaning = ""]) => [code, meaning.replaceAll("\\|", "|")]));
}
