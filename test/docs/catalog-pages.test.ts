/** The reference pages in the repository are those that the facts make. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { NEEDS } from "../../lib/catalog/needs";
import { CATALOG } from "../catalog/catalog-facts";
import { catalogPages, PAGES_COMMAND, PAGES_FOLDER } from "./catalog-pages";
import { escaped } from "./markdown";

const FOLDER = path.join(__dirname, "../..", PAGES_FOLDER);
const PAGES = catalogPages();

const STALE = `run \`${PAGES_COMMAND}\` and read what changes`;

test("there is a page for each document with facts, one of common needs, and an index", () => {
  expect([...PAGES.keys()].sort()).toEqual([
    "README.md",
    "common-needs.md",
    "cups-xmpp.md",
    "lcs-2005-pic.md",
    "ms-av-edge-address.md",
    "ocs-2007.md",
    "webex-di.md",
    "xphone.md",
  ]);
});

test("the repository has these pages and no others", () => {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];
  expectFresh(
    files.join() === [...PAGES.keys()].sort().join(),
    `${PAGES_FOLDER} holds ${files.join(", ") || "nothing"}`,
  );
});

test.each([...PAGES])("%s is up to date", (file, text) => {
  const page = path.join(FOLDER, file);
  expectFresh(
    existsSync(page) && readFileSync(page, "utf8") === text,
    `${PAGES_FOLDER}/${file} is not what the facts make of it`,
  );
});

/** Fails with what to do; the difference itself is long, and stands in the change that the command makes. */
function expectFresh(isFresh: boolean, what: string): void {
  if (!isFresh) throw new Error(`${what}: ${STALE}`);
}

test("every fact of every kind stands in the page of its document", () => {
  for (const { id, source } of Object.values({ ...CATALOG, documents: [] }).flat()) {
    expect([id, PAGES.get(`${source.document}.md`)?.includes(`\`${id}\``)]).toEqual([id, true]);
  }
  for (const { id, source, directions } of CATALOG.flows) {
    for (const { key } of directions) expect(PAGES.get(`${source.document}.md`)).toContain(`\`${id}${key}\``);
  }
});

test("every common need stands in its page", () => {
  const page = PAGES.get("common-needs.md") ?? "";
  for (const { id } of NEEDS) expect(page).toContain(`| \`${id}\` |`);
});

test("every row of a table has as many cells as its heading", () => {
  for (const [file, text] of PAGES) {
    for (const block of text.split("\n\n").filter((one) => one.startsWith("|"))) {
      const cells = block
        .trimEnd()
        .split("\n")
        .map((line) => line.replaceAll("\\|", "").split("|").length);
      expect([file, new Set(cells).size]).toEqual([file, 1]);
    }
  }
});

test.each([
  ["_sip._tls.<domain>", "\\_sip.\\_tls.\\<domain\\>"],
  ["TCP | MTLS", "TCP \\| MTLS"],
  ["16384 ~ 32767 *", "16384 \\~ 32767 \\*"],
  ["`show`\n[x]", "\\`show\\` \\[x\\]"],
])("%j is escaped", (text, markdown) => {
  expect(escaped(text)).toBe(markdown);
});
