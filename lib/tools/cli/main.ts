#!/usr/bin/env node
/** `uc-edge`: reads synthesized Terraform and says what it opens. Results on stdout, the rest on stderr. */
import { isNativeError } from "node:util/types";
import { Command } from "commander";
import { UcEdgeError } from "../../net/uc-edge-error";
import { addCatalogCommand } from "./catalog-command";
import { addCertificatesCommand } from "./certificates-command";
import { addCheckCommand } from "./check-command";
import { packageInfo } from "./package-info";
import { addDiffCommand } from "./diff-command";
import { addExplainCommand } from "./explain-command";
import { plainText } from "../report/plain-text";
import { addPreviewCommand } from "./preview-command";
import { addProvisioningCommand } from "./provisioning-command";

const BAD_INPUT = 2;

function run(): void {
  const program = new Command("uc-edge")
    .description("Says what synthesized Terraform opens to the network, from where, and on whose word.")
    .version(packageInfo().version, "--version", "display the version")
    .exitOverride()
    .showHelpAfterError("(uc-edge --help lists the commands)");
  addPreviewCommand(program);
  addCheckCommand(program);
  addDiffCommand(program);
  addExplainCommand(program);
  addCatalogCommand(program);
  addProvisioningCommand(program);
  addCertificatesCommand(program);
  try {
    program.parse();
  } catch (error) {
    process.exitCode = BAD_INPUT;
    if (isCommanderError(error)) process.exitCode = error.exitCode === 0 ? 0 : BAD_INPUT;
    else process.stderr.write(`uc-edge: ${plainText(messageOf(error))}\n`);
  }
}

/** Whether it is one of commander's, which has written its message already. */
function isCommanderError(error: unknown): error is { readonly exitCode: number } {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" && code.startsWith("commander.");
}

/** What nobody foresaw is still one line: a stack of calls says nothing to whoever gave the input. */
function messageOf(error: unknown): string {
  if (UcEdgeError.isUcEdgeError(error)) return error.message;
  const message = isNativeError(error) ? error.message : String(error);
  return `cannot do this: ${message}; if the input is what Terraform or cdktf wrote, please report it [tools-fault-unforeseen]`;
}

/** `uc-edge preview | head` is no fault: the reader has seen enough. */
function endWithReader(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") process.exitCode = BAD_INPUT;
    process.exit();
  });
}

endWithReader(process.stdout);
endWithReader(process.stderr);
run();
