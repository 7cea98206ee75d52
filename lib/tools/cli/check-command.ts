/** `uc-edge check`: do the rules permit exactly what was documented? */
import type { Command } from "commander";
import { Option } from "commander";
import type * as Check from "../analyze/check";
import type * as Finding from "../analyze/finding";
import type * as Reader from "../read/terraform-json";
import type * as CheckText from "../report/check-text";
import { requireDeclaration } from "./require-declaration";
import { selectStacks, terminalLayout } from "./terminal";

/** The version of the JSON form. */
const CHECK_FORMAT = 1;
const FINDINGS = 1;

interface CheckOptions {
  readonly format: "text" | "json";
  readonly stack?: string;
  readonly color: boolean;
}

/** Adds the command. */
export function addCheckCommand(program: Command): void {
  program
    .command("check")
    .description("prove that the rules permit exactly what is asked for; exit code 1 on findings")
    .argument("[input]", "a cdktf.out, one cdk.tf.json, or terraform show -json of a plan", "cdktf.out")
    .option("--stack <name>", "only this stack")
    .addOption(
      new Option("--format <format>", "text for people, json for machines").choices(["text", "json"]).default("text"),
    )
    .option("--no-color", "leave colors out")
    .action((input: string, options: CheckOptions) => {
      // Loaded when it is needed: the other commands read nothing of it.
      const { checkStack } = module.require("../analyze/check") as typeof Check;
      const { counts } = module.require("../analyze/finding") as typeof Finding;
      const { readStacks } = module.require("../read/terraform-json") as typeof Reader;
      const { printCheck } = module.require("../report/check-text") as typeof CheckText;
      const today = new Date().toISOString().slice(0, 10);
      const files = selectStacks(readStacks(input), options.stack, "cannot check");
      requireDeclaration(files, input, "cannot check");
      const results = files.map((file) => checkStack(file, today));
      process.stdout.write(
        options.format === "json"
          ? `${JSON.stringify({ format: CHECK_FORMAT, stacks: results }, null, 2)}\n`
          : printCheck(results, terminalLayout(options.color)),
      );
      if (results.some((result) => result.findings.some(counts))) process.exitCode = FINDINGS;
    });
}
