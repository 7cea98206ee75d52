/** `uc-edge catalog` as a process of its own: exit codes, the two outputs, and what is loaded. */
import { spawnSync } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../../..");
const MAIN = path.join(ROOT, "lib/tools/cli/main.ts");
/** Runs the command line, and writes the modules that it has loaded to a third output. */
const SCRIPT = `
  require("tsx/cjs");
  const { writeSync } = require("node:fs");
  process.on("exit", () => writeSync(3, Object.keys(require.cache).join("\\n")));
  require(${JSON.stringify(MAIN)});
`;

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  /** Modules of the library, from `lib/`. */
  readonly loaded: readonly string[];
}

function run(...args: readonly string[]): Ran {
  const { status, stdout, stderr, output } = spawnSync(process.execPath, ["-e", SCRIPT, "--", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const lib = path.join(ROOT, "lib") + path.sep;
  const files = (output[3] ?? "").split("\n").filter((file) => file.startsWith(lib));
  const loaded = files.map((file) => file.slice(lib.length).replaceAll(path.sep, "/"));
  return { status, out: stdout, err: stderr, loaded };
}

function loadedOf({ loaded }: Ran, pattern: RegExp): string[] {
  return loaded.filter((file) => pattern.test(file));
}

const READS_STACKS = /^tools\/(read|analyze)\/|^tools\/report\/(preview|check|cited|rule-table|standing)/;
const READS_FACTS = /^tools\/report\/catalog(?!-kinds)/;

test("a list goes to stdout, and nothing of the other commands is loaded", () => {
  const ran = run("catalog", "--system", "ocs-2007", "--port", "135", "--format", "json");
  expect(ran).toMatchObject({ status: 0, err: "" });
  expect(JSON.parse(ran.out)).toMatchObject([{ id: "ocs-2007/ports/4" }]);
  expect(loadedOf(ran, READS_FACTS)).not.toEqual([]);
  expect(loadedOf(ran, READS_STACKS)).toEqual([]);
});

test("nothing found is no failure", () => {
  const { status, out, err } = run("catalog", "no such text");
  expect([status, out]).toEqual([0, ""]);
  expect(err).toMatch(/^uc-edge: none of the \d+ flows in the catalog answers;.*\n$/);
});

test.each([
  [["catalog", "--system", "ocs"], /^uc-edge: .*--system is "ocs".*\[tools-catalog-system-unknown\]\n$/],
  [["catalog", "explain", "ocs-2007/ports/30"], /^uc-edge: .*did you mean.*\[tools-catalog-id-unknown\]\n$/],
  [["catalog", "explain"], /missing required argument 'id'/],
])("%j exits with 2 and prints nothing on stdout", (args, message) => {
  const { status, out, err } = run(...args);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(message);
});

test("another command loads nothing of the catalog's, and help loads no facts", () => {
  expect(loadedOf(run("preview", "no such file"), READS_FACTS)).toEqual([]);
  const help = run("catalog", "--help");
  expect(help.status).toBe(0);
  expect(loadedOf(help, /^catalog\//)).toEqual([]);
});
