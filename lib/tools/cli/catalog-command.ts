/** `uc-edge catalog`: the documented facts, listed and explained. */
import type { Command } from "commander";
import { Option } from "commander";
import type { AnswerForm, askCatalog } from "../report/catalog";
import { CATALOG_KINDS } from "../report/catalog-kinds";
import { terminalLayout } from "./terminal";

interface OutputOptions {
  readonly format: "text" | "json";
  readonly color: boolean;
}

interface CatalogOptions extends OutputOptions {
  readonly kind: string;
  readonly system?: string;
  readonly role?: string;
  readonly port?: string;
  readonly protocol?: string;
}

const NOTES = `
A flow is found by what is printed and by what is read instead: its roles,
ports and transports, and those of every direction that its reading opens.

--port takes a port of the listener, or a range, and finds ranges that touch
it; source ports do not count. Where a document gives no number (ANY, *,
"depends on"), a flow is found by --port any, and not by a number; but the one
reading that opens every port is found by each.

--protocol takes a transport (udp) or a part of a protocol's name: rtp finds
SRTP too.

--format json prints a list with one object per fact. Of a flow, "transports",
"ports" and "sourcePorts" are as printed: [] and null where the document states
none, "any" where it gives no number. "directions" says what is opened, and
when; there, "supplied" stands for what the deployer must supply. "reading" is
null, or says what is read instead, because of what, with which directions.`;

/** Adds the command, and `explain` below it. */
export function addCatalogCommand(program: Command): void {
  // Options belong to the command that they follow: those after `explain` are its own.
  const catalog = program
    .enablePositionalOptions()
    .command("catalog")
    .description("look up what the vendors' documents say: flows, DNS, certificates, limits and more")
    .enablePositionalOptions()
    .argument("[text...]", "texts that must occur in a fact, in any order")
    .option("--kind <kind>", CATALOG_KINDS.join(", "), "flows")
    .option("--system <system>", "only this system: ocs-2007, say")
    .option("--role <role>", "only facts about this role: access-edge, say")
    .option("--port <port>", "only facts about this port, or a range of ports")
    .option("--protocol <protocol>", "only facts about this protocol or transport");
  addOutputOptions(catalog)
    .addHelpText("after", NOTES)
    .action((words: string[], options: CatalogOptions) => {
      write({ ...options, words }, formOf(options));
    });
  addOutputOptions(
    catalog
      .command("explain")
      .description("show one fact whole: what is printed, what is read, what it opens and when, where it stands")
      .argument("<id>", "a fact's id, or that of a direction in a rule's description: ocs-2007/ports/12b, say"),
  ).action((id: string, options: OutputOptions) => {
    write({ id }, formOf(options));
  });
}

function addOutputOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "text for people, json for machines").choices(["text", "json"]).default("text"),
    )
    .option("--no-color", "leave colors out");
}

function formOf({ format, color }: OutputOptions): AnswerForm {
  return format === "json" ? format : terminalLayout(color);
}

function write(...asked: Parameters<typeof askCatalog>): void {
  // Loaded when it is needed: no other command reads it, and the facts take longer to load than all the rest.
  const report = module.require("../report/catalog") as { readonly askCatalog: typeof askCatalog };
  const { text, remark } = report.askCatalog(...asked);
  if (remark !== undefined) process.stderr.write(`uc-edge: ${remark}\n`);
  process.stdout.write(text);
}
