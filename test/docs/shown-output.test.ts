/**
 * What the pages show of the command line's output is real: behind `<!-- run: ... -->`, which has the arguments of `uc-edge`,
 * each paragraph of the block is one of what is printed for the examples, in the same order and nothing between them changed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const SHOWN = readdirSync(join(ROOT, "docs"))
  .filter((name) => name.endsWith(".md"))
  .flatMap((page) =>
    [...readFileSync(join(ROOT, "docs", page), "utf8").matchAll(/<!-- run: (.*) -->\s+```text\n([\s\S]*?)```/g)].map(
      ([, command = "", text = ""]) => ({ page, command, text: text.trimEnd() }),
    ),
  );

let outdir = "";

function run(...args: string[]): string {
  return execFileSync(process.execPath, ["-r", "tsx/cjs", ...args], {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: outdir, NO_COLOR: "1", FORCE_COLOR: "0" },
    encoding: "utf8",
  });
}

/** The words of a command; quotation marks hold some together. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "uc-edge-docs-"));
  run("examples/main.ts");
}, 120_000);

afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

it("has blocks of both reports", () => {
  expect(SHOWN.map(({ page, command }) => `${page} ${wordsOf(command)[0] ?? ""}`)).toEqual([
    "certificates.md certificates",
    "certificates.md certificates",
    "ocs-2007.md preview",
  ]);
});

it.each(SHOWN)("$page shows what uc-edge $command prints", ({ command, text }) => {
  const [verb = "", ...args] = wordsOf(command);
  const printed = run("lib/tools/cli/main.ts", verb, outdir, ...args);
  expect(`\n\n${printed.trimEnd()}\n\n`).toContain(`\n\n${text}\n\n`);
});
