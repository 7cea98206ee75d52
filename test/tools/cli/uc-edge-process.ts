/** `uc-edge` as a process of its own, in surroundings that nothing of the machine colors. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");
const MAIN = join(ROOT, "lib/tools/cli/main.ts");
const TSX = createRequire(join(ROOT, "package.json")).resolve("tsx/cjs");

/** What a process said, and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `uc-edge` in a folder. */
export function ucEdge(
  cwd: string,
  args: readonly string[],
  options: { readonly node?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Ran {
  const env = { ...process.env };
  for (const name of ["NODE_OPTIONS", "FORCE_COLOR", "NO_COLOR", "CI"]) Reflect.deleteProperty(env, name);
  return spawnSync(process.execPath, [...(options.node ?? []), "-r", TSX, MAIN, ...args], {
    cwd,
    env: { ...env, ...options.env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
}
