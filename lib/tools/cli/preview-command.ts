/** `uc-edge preview`: what is open, from where, why. */
import type { Command } from "commander";
import { Option } from "commander";
import type * as Reader from "../read/terraform-json";
import type * as Preview from "../report/preview";
import type * as PreviewText from "../report/preview-text";
import { Progress } from "./progress";
import { selectStacks, terminalLayout } from "./terminal";

/** The version of the JSON form. */
const PREVIEW_FORMAT = 1;

interface PreviewOptions {
  readonly format: "text" | "json";
  readonly stack?: string;
  readonly color: boolean;
}

/** Adds the command. */
export function addPreviewCommand(program: Command): void {
  program
    .command("preview")
    .description(
      "show what each stack opens, per interface: direction, peer, traffic, what for, and the document's row",
    )
    .argument("[input]", "a cdktf.out, one cdk.tf.json, or terraform show -json of a plan", "cdktf.out")
    .option("--stack <name>", "only this stack")
    .addOption(
      new Option("--format <format>", "text for people, json for machines").choices(["text", "json"]).default("text"),
    )
    .option("--no-color", "leave colors out")
    .action((input: string, options: PreviewOptions) => {
      // Loaded when it is needed: the other commands read nothing of it.
      const { readStacks } = module.require("../read/terraform-json") as typeof Reader;
      const { previewStack } = module.require("../report/preview") as typeof Preview;
      const { printPreview } = module.require("../report/preview-text") as typeof PreviewText;
      const stacks = Progress.during((progress) => {
        const files = selectStacks(readStacks(input, progress.reading), options.stack, "cannot preview");
        return progress.each("previewing", files, (file) => previewStack(file));
      });
      process.stdout.write(
        options.format === "json"
          ? `${JSON.stringify({ format: PREVIEW_FORMAT, stacks }, null, 2)}\n`
          : printPreview(stacks, terminalLayout(options.color)),
      );
    });
}
