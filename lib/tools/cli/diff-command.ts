/** `uc-edge diff`: what a change opens and closes. */
import type { Command } from "commander";
import { Option } from "commander";
import type * as Diff from "../analyze/diff";
import type * as Pairs from "../read/stack-pairs";
import type * as DiffMarkdown from "../report/diff-markdown";
import type * as DiffText from "../report/diff-text";
import { Progress } from "./progress";
import { terminalLayout } from "./terminal";
import { writeOutput } from "./write-output";

/** The version of the JSON form. */
const DIFF_FORMAT = 1;
const OPENS = 1;

interface DiffOptions {
  readonly format: "text" | "json" | "markdown";
  readonly stack?: string;
  readonly color: boolean;
  readonly out?: string;
  readonly force?: boolean;
}

/** Adds the command. */
export function addDiffCommand(program: Command): void {
  program
    .command("diff")
    .description("show what a change opens and closes; exit code 1 when something opens, or may")
    .argument("<old>", "the older synthesis: a cdktf.out or one cdk.tf.json; or terraform show -json of a plan, alone")
    .argument("[new]", "the newer synthesis")
    .option("--stack <name>", "only this stack")
    .addOption(
      new Option("--format <format>", "text for people, json for machines, markdown for a pull request")
        .choices(["text", "json", "markdown"])
        .default("text"),
    )
    .option("--out <file>", "write to a new file instead of stdout")
    .option("--force", "replace the file of --out")
    .option("--no-color", "leave colors out")
    .action((old: string, next: string | undefined, options: DiffOptions) => {
      // Loaded when it is needed: the other commands read nothing of it.
      const { diffStack, opens } = module.require("../analyze/diff") as typeof Diff;
      const { readPairs } = module.require("../read/stack-pairs") as typeof Pairs;
      const today = new Date().toISOString().slice(0, 10);
      const { pairs, diffs } = Progress.during((progress) => {
        const read = readPairs(old, next, options.stack, progress.reading);
        return { pairs: read, diffs: progress.each("comparing", read, (pair) => diffStack(pair, today)) };
      });
      const text = printed(diffs, options);
      const inputs = pairs.flatMap(({ before, after }) => [before?.file ?? [], after?.file ?? []].flat());
      if (options.out === undefined) process.stdout.write(text);
      else writeOutput(options.out, text, inputs, options.force === true);
      if (diffs.some(opens)) process.exitCode = OPENS;
    });
}

function printed(diffs: readonly Diff.StackDiff[], { format, color, out }: DiffOptions): string {
  if (format === "json") {
    const { opens } = module.require("../analyze/diff") as typeof Diff;
    return `${JSON.stringify({ format: DIFF_FORMAT, opens: diffs.some(opens), stacks: diffs }, null, 2)}\n`;
  }
  if (format === "markdown") {
    const { markdownOf } = module.require("../report/diff-markdown") as typeof DiffMarkdown;
    return markdownOf(diffs);
  }
  const { printDiff } = module.require("../report/diff-text") as typeof DiffText;
  // A file has no colors, whatever the terminal has.
  return printDiff(diffs, terminalLayout(color && out === undefined));
}
