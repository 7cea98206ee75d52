/** `uc-edge explain`: would this pass, by which rules, and on whose word? */
import type { Command } from "commander";
import { Option } from "commander";
import type * as Explain from "../analyze/explain";
import type * as Reader from "../read/terraform-json";
import type * as AnswerReport from "../report/explain-answer";
import type * as ExplainText from "../report/explain-text";
import { Progress } from "./progress";
import { requireDeclaration } from "./require-declaration";
import { selectStacks, terminalLayout } from "./terminal";

/** The version of the JSON form. */
const EXPLAIN_FORMAT = 1;
const NOT_PASSED = 1;

const NOTES = `
An end is "internet", an address or a prefix, a role or an interface by its path
(Edge/AccessEdge), by an end of that which is the only one of its kind
(AccessEdge) or by its title ("Access Edge Server"), a documented role that the
stack names as a peer (front-end), or on Azure a service tag. With the name of
its stack in front, it is looked for in that stack only.

Without a port, everything that may pass is listed, both ways. The exit code is
0 where it passes and for a listing, 1 where it is stopped, wholly or in part,
or where that cannot be known, and 2 for bad input.`;

interface ExplainOptions {
  readonly from: string;
  readonly to: string;
  readonly transport?: string;
  readonly port?: string;
  readonly sourcePort?: string;
  readonly format: "text" | "json";
  readonly stack?: string;
  readonly color: boolean;
}

/** Adds the command. */
export function addExplainCommand(program: Command): void {
  program
    .command("explain")
    .description("say whether traffic passes from one end to another, by which rules, and on whose word")
    .argument("[input]", "a cdktf.out, one cdk.tf.json, or terraform show -json of a plan", "cdktf.out")
    .requiredOption("--from <end>", "who opens the connection")
    .requiredOption("--to <end>", "who listens")
    .option("--transport <transport>", "tcp, udp, icmp, icmpv6, esp or ah; tcp where a port is given")
    .option("--port <port>", "the destination port, or a range: 50000-59999")
    .option("--source-port <port>", "the source port, or a range; every one if left out")
    .option("--stack <name>", "only this stack")
    .addOption(
      new Option("--format <format>", "text for people, json for machines").choices(["text", "json"]).default("text"),
    )
    .option("--no-color", "leave colors out")
    .addHelpText("after", NOTES)
    .action((input: string, options: ExplainOptions) => {
      // Loaded when it is needed: the other commands read nothing of it.
      const { explain } = module.require("../analyze/explain") as typeof Explain;
      const { readStacks } = module.require("../read/terraform-json") as typeof Reader;
      const { AnswerReporter } = module.require("../report/explain-answer") as typeof AnswerReport;
      const { printExplanations } = module.require("../report/explain-text") as typeof ExplainText;
      const reporter = new AnswerReporter(new Date().toISOString().slice(0, 10));
      const answers = Progress.during((progress) => {
        const files = selectStacks(readStacks(input, progress.reading), options.stack, "cannot explain");
        requireDeclaration(files, input, "cannot explain");
        progress.step("looking at every way between the two ends");
        return explain(files, options).map((one) => reporter.report(one));
      });
      process.stdout.write(
        options.format === "json"
          ? `${JSON.stringify({ format: EXPLAIN_FORMAT, answers }, null, 2)}\n`
          : printExplanations(answers, terminalLayout(options.color)),
      );
      if (answers.some((one) => one.kind === "answer" && one.verdict !== "passes")) process.exitCode = NOT_PASSED;
    });
}
