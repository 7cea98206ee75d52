/** `uc-edge check`: do the rules permit exactly what was documented? */
import type { Command } from "commander";
import { Option } from "commander";
import type * as Check from "../analyze/check";
import type * as Finding from "../analyze/finding";
import type * as Reader from "../read/terraform-json";
import type * as CheckText from "../report/check-text";
import type * as Sarif from "../report/sarif";
import type { TerraformStackFile } from "../read/terraform-resource";
import { packageInfo } from "./package-info";
import { Progress } from "./progress";
import { requireDeclaration } from "./require-declaration";
import { selectStacks, terminalLayout } from "./terminal";

/** The version of the JSON form. */
const CHECK_FORMAT = 1;
const FINDINGS = 1;

interface CheckOptions {
  readonly format: "text" | "json" | "sarif";
  readonly stack?: string;
  readonly color: boolean;
}

/** A stack and its result. */
interface Checked {
  readonly file: TerraformStackFile;
  readonly result: Check.CheckResult;
}

/** Adds the command. */
export function addCheckCommand(program: Command): void {
  program
    .command("check")
    .description("prove that the rules permit exactly what is asked for; exit code 1 on findings")
    .argument("[input]", "a cdktf.out, one cdk.tf.json, or terraform show -json of a plan", "cdktf.out")
    .option("--stack <name>", "only this stack")
    .addOption(
      new Option("--format <format>", "text for people, json for machines, sarif for code-scanning views")
        .choices(["text", "json", "sarif"])
        .default("text"),
    )
    .option("--no-color", "leave colors out")
    .action((input: string, options: CheckOptions) => {
      // Loaded when it is needed: the other commands read nothing of it.
      const { checkStack } = module.require("../analyze/check") as typeof Check;
      const { counts } = module.require("../analyze/finding") as typeof Finding;
      const { readStacks } = module.require("../read/terraform-json") as typeof Reader;
      const today = new Date().toISOString().slice(0, 10);
      const checked = Progress.during((progress) => {
        const files = selectStacks(readStacks(input, progress.reading), options.stack, "cannot check");
        requireDeclaration(files, input, "cannot check");
        return progress.each("checking", files, (file) => ({ file, result: checkStack(file, today, progress.tick) }));
      });
      process.stdout.write(printed(checked, options));
      if (checked.some(({ result }) => result.findings.some(counts))) process.exitCode = FINDINGS;
    });
}

function printed(checked: readonly Checked[], { format, color }: CheckOptions): string {
  const results = checked.map(({ result }) => result);
  const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  if (format === "json") return asJson({ format: CHECK_FORMAT, stacks: results });
  if (format === "sarif") {
    const { sarifLog } = module.require("../report/sarif") as typeof Sarif;
    const { version, homepage } = packageInfo();
    const tool = homepage === undefined ? { version } : { version, informationUri: homepage };
    const found = checked.map(({ file, result }) => ({ file, findings: result.findings }));
    return asJson(sarifLog(found, tool, process.cwd()));
  }
  const { printCheck } = module.require("../report/check-text") as typeof CheckText;
  return printCheck(results, terminalLayout(color));
}
