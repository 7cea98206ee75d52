/** `uc-edge provisioning`: the provisioning request of Public IM Connectivity, checked and written as a work sheet. */
import { type Command, Option } from "commander";
import pc from "picocolors";
import type * as Request from "../read/provisioning-request";
import type * as Sheet from "../report/provisioning-sheet";
import { terminalLayout } from "./terminal";
import { writeOutput } from "./write-output";

const PROBLEMS = 1;
/** The width of a file, which nobody knows the terminal of. */
const FILE_LAYOUT = { width: 80, colors: pc.createColors(false) };

const NOTES = `
The file holds what the request asks for (lcs-2005-pic 1.2.1), as JSON:

  licenses            number of licenses, bought before
  language            the language of the request
  agreementConfirmed  true: step 2 of the request is read and agreed to
  licensesConfirmed   true: step 3 is
  organization        name, agreementNumber, enrollmentNumber, agreementType
                      (select-license, enterprise-agreement,
                      open-value-license, other)
  connection          primarySipDomain, administratorEmail, accessProxy
  otherSipDomains     a list; of each sipDomain and administratorEmail
  contact             lastName, firstName, email, telephone
  providers           a list of aol, msn, yahoo

It is read here and nowhere else: keep it, and the work sheet, out of the
stack's code. Problems are listed with line and field, and no work sheet is
written then; the exit code is 1.`;

interface ProvisioningOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly format: "text" | "json";
  readonly color: boolean;
}

/** Adds the command. */
export function addProvisioningCommand(program: Command): void {
  program
    .command("provisioning")
    .description("check the data of a Public IM Connectivity provisioning request, and write its work sheet")
    .argument("<file>", "the data of the request, as JSON")
    .option("--out <file>", "write the work sheet into this file")
    .option("--force", "replace the file if it exists")
    .addOption(
      new Option("--format <format>", "text for people, json for machines").choices(["text", "json"]).default("text"),
    )
    .option("--no-color", "leave colors out")
    .addHelpText("after", NOTES)
    .action((file: string, options: ProvisioningOptions) => {
      // Loaded when it is needed: the other commands read nothing of it.
      const { readProvisioningRequest } = module.require("../read/provisioning-request") as typeof Request;
      const sheet = module.require("../report/provisioning-sheet") as typeof Sheet;
      const { out, force = false, format } = options;
      const request = readProvisioningRequest(file);
      const { problems } = request;
      const isWrong = problems.length > 0;
      if (isWrong) process.exitCode = PROBLEMS;
      if (isWrong && format === "text") {
        process.stderr.write(sheet.printProblems(problems, file));
        return;
      }
      const layout = out === undefined ? terminalLayout(options.color) : FILE_LAYOUT;
      const text = format === "json" ? sheet.sheetJson(request, file) : sheet.printSheet(request, file, layout);
      if (out === undefined || isWrong) process.stdout.write(text);
      else {
        writeOutput(out, text, [file], force);
        process.stderr.write(`uc-edge: the work sheet is in ${out}\n`);
      }
    });
}
