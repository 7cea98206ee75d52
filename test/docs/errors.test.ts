/** `docs/errors.md` lists every code that the library can throw or find, and no other. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROLES } from "../../lib/catalog/all";
import { DOCUMENTS } from "../../lib/catalog/documents";

const ROOT = join(__dirname, "..", "..");
const AREAS = "net|model|stack|systems|cups|lcs|ocs|webex|xphone|own|aws|azure|tools|check|testing";

function filesOf(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesOf(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}

/** Codes as literals, and those that `inputFault` makes of the word that it is called with. */
function codesIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
  const literals = [...code.matchAll(new RegExp(`["[]((?:${AREAS})-[a-z0-9]+(?:-[a-z0-9]+)+)["\\]]`, "g"))];
  const inputs = [...code.matchAll(/inputFault\(\s*"([a-z-]+)"/g)];
  return [...literals.map((match) => match[1] ?? ""), ...inputs.map((match) => `tools-input-${match[1] ?? ""}`)];
}

describe("the list of codes", () => {
  const page = readFileSync(join(ROOT, "docs", "errors.md"), "utf8");
  const listed = [...page.matchAll(/^\| `([a-z0-9-]+)` /gm)].map((match) => match[1] ?? "");
  const used = new Set(
    filesOf(join(ROOT, "lib"))
      .filter((path) => !path.includes(join("lib", "catalog")))
      .flatMap((path) => codesIn(readFileSync(path, "utf8")))
      // The key of a document may look like a code, and the id of a role.
      .filter((code) => !DOCUMENTS.some(({ key }) => key === code) && !ROLES.some(({ id }) => id === code)),
  );

  it("names each code once, in order", () => {
    expect(listed).toEqual([...new Set(listed)].sort());
  });

  it("names every code of the library, and no other", () => {
    expect(listed).toEqual([...used].sort());
  });
});
