/**
 * The review of a change in the README is a real one: the change is made to a copy of the examples, both sides are
 * synthesized, and each block behind `<!-- review: ... -->` shows what the command prints, nothing within it changed.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const SHOWN = [...README.matchAll(/<!-- review: (.*) -->\s+```text\n([\s\S]*?)```/g)].map(
  ([, command = "", text = ""]) => ({ command, text: text.trimEnd() }),
);
/** The exit codes, but for `explain`, which says it with its first word: something opens. */
const STATUS: Readonly<Record<string, number>> = { preview: 0, check: 0, diff: 1 };

let folder = "";

function run(args: readonly string[], outdir = ""): { readonly text: string; readonly status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, ["-r", "tsx/cjs", ...args], {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: outdir, NO_COLOR: "1", FORCE_COLOR: "0" },
    encoding: "utf8",
  });
  return { text: stdout, status };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "uc-edge-review-"));
  for (const linked of ["lib", "node_modules", "package.json", "tsconfig.json"]) {
    symlinkSync(join(ROOT, linked), join(folder, linked));
  }
  cpSync(join(ROOT, "examples"), join(folder, "examples"), { recursive: true });
  const [, file = ""] = /\[example of the edge\]\((\S+)\)/.exec(README) ?? [];
  const [, before = "", after = ""] = /```diff\n-(.*)\n\+(.*)\n```/.exec(README) ?? [];
  const code = readFileSync(join(folder, file), "utf8");
  if (code.split(before).length !== 2) throw new Error(`${file} does not have the line once: ${before}`);
  writeFileSync(join(folder, file), code.replace(before, after));
  for (const [name, examples] of [
    ["main", ROOT],
    ["cdktf.out", folder],
  ] as const) {
    execFileSync(process.execPath, ["-r", "tsx/cjs", join(examples, "examples", "main.ts")], {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: join(folder, name) },
    });
  }
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("asks all four questions, and one of them twice", () => {
  const verbs = SHOWN.map(({ command }) => command.split(" ")[0]);
  expect(verbs).toEqual(["diff", "check", "explain", "explain", "preview"]);
});

it.each(SHOWN)("shows what uc-edge $command prints", ({ command, text }) => {
  const words = command.split(" ");
  const args = words.map((word) => (word === "main" || word === "cdktf.out" ? join(folder, word) : word));
  const { text: printed, status } = run(["lib/tools/cli/main.ts", ...args]);
  expect(`\n\n${printed.trimEnd()}\n\n`).toContain(`\n\n${text}\n\n`);
  expect(status).toBe(STATUS[words[0] ?? ""] ?? (text.startsWith("PASSES") ? 0 : 1));
});
