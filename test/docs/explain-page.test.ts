/** The commands that the page about `uc-edge explain` shows do print what it shows, with the exit code that it gives them. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const PAGE = readFileSync(join(ROOT, "docs", "explain.md"), "utf8");
const shown = [...PAGE.matchAll(/```sh\nnpx uc-edge (explain [^\n]*)\n```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, command = "", output = ""]) => ({ command, output }),
);

describe("the page about explain", () => {
  const outdir = mkdtempSync(join(tmpdir(), "uc-edge-explain-page-"));
  const env = { ...process.env, CDKTF_OUTDIR: outdir, NO_COLOR: "1", FORCE_COLOR: "0" };

  beforeAll(() => {
    execFileSync(process.execPath, ["-r", "tsx/cjs", "examples/main.ts"], { cwd: ROOT, env });
  });

  afterAll(() => {
    rmSync(outdir, { recursive: true, force: true });
  });

  it("shows the output of each of its commands", () => {
    expect(shown).toHaveLength(PAGE.match(/^```sh$/gm)?.length ?? 0);
    expect(shown.length).toBeGreaterThan(4);
  });

  it.each(shown)("shows what is printed by $command", ({ command, output }) => {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    const [name = "", ...rest] = words;
    const script = ["-r", "tsx/cjs", "lib/tools/cli/main.ts", name, outdir, ...rest];
    const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd: ROOT, env, encoding: "utf8" });
    expect(stderr).toBe("");
    // The page leaves out what stands below every answer.
    expect(stdout.startsWith(`${output.trimEnd()}\n\n`)).toBe(true);
    expect(status).toBe(/^(STOPPED|PASSES ONLY|PERHAPS)/m.test(output) ? 1 : 0);
  });
});
