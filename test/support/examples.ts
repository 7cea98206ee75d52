/** The example stacks, synthesized as a user does it: the whole app, validations included. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { addExamples } from "../../examples/stacks";

/** The text of each synthesized example, by stack. */
export function synthesizeExamples(): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "uc-edge-examples-"));
  try {
    const app = new App({ outdir });
    addExamples(app);
    app.synth();
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    return new Map(
      Object.entries(manifest.stacks).map(([stack, { synthesizedStackPath }]) => [
        stack,
        readFileSync(join(outdir, synthesizedStackPath), "utf8"),
      ]),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
