/** `uc-edge certificates`: the certificates that a deployment needs, and configurations for their signing requests. */
import { type Command, Option } from "commander";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { UcEdgeError } from "../../net/uc-edge-error";
import type * as Reader from "../read/terraform-json";
import type * as Openssl from "../report/certificate-openssl";
import type * as Certificates from "../report/certificates";
import type * as CertificatesText from "../report/certificates-text";
import { plainText } from "../report/plain-text";
import { Progress } from "./progress";
import { readSubjectFields, type SubjectOptions } from "./subject-options";
import { requireDeclaration } from "./require-declaration";
import { selectStacks, terminalLayout } from "./terminal";
import { writeOutput } from "./write-output";

const NOTES = `
With --format openssl, the configuration with which openssl req makes a signing
request: of the one certificate that there is, or with --out, a file for each.
The subject has the common name, and what the options say; the key is made by
whoever runs openssl, where the certificate is to be installed:

  uc-edge certificates cdktf.out --out requests
  cd requests && openssl req -new -newkey rsa:2048 -nodes -config NAME.cnf \\
    -keyout NAME.key -out NAME.csr

What no document states is marked as derived, and says from what.`;

interface CertificatesOptions extends SubjectOptions {
  readonly format?: "text" | "json" | "openssl";
  readonly stack?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly color: boolean;
}

/** Adds the command. */
export function addCertificatesCommand(program: Command): void {
  program
    .command("certificates")
    .description("list the certificates that a deployment needs, or write configurations for their signing requests")
    .argument("[input]", "a cdktf.out, one cdk.tf.json, or terraform show -json of a plan", "cdktf.out")
    .option("--stack <name>", "only this stack")
    .addOption(
      new Option("--format <format>", "text for people, json for machines, openssl for signing requests").choices([
        "text",
        "json",
        "openssl",
      ]),
    )
    .option("--out <folder>", "write a configuration for openssl req into this folder, a file for each certificate")
    .option("--force", "replace files that exist")
    .option("--country <code>", "C of the subject: two letters")
    .option("--state <name>", "ST of the subject")
    .option("--locality <name>", "L of the subject")
    .option("--organization <name>", "O of the subject")
    .option("--organizational-unit <name>", "OU of the subject")
    .option("--no-color", "leave colors out")
    .addHelpText("after", NOTES)
    .action((input: string, options: CertificatesOptions) => {
      // Loaded when it is needed: the other commands read nothing of it.
      const { readStacks } = module.require("../read/terraform-json") as typeof Reader;
      const { certificatesJson, certificatesOf } = module.require("../report/certificates") as typeof Certificates;
      const { printCertificates } = module.require("../report/certificates-text") as typeof CertificatesText;
      const { out, format = out === undefined ? "text" : "openssl" } = options;
      if (format !== "openssl") refuseForReport(options, format);
      const read = Progress.during((progress) => readStacks(input, progress.reading));
      const files = selectStacks(read, options.stack, "cannot list certificates");
      requireDeclaration(files, input, "cannot list certificates");
      const stacks = certificatesOf(files);
      if (format === "openssl") writeRequests(stacks, options, input);
      else {
        process.stdout.write(
          format === "json" ? certificatesJson(stacks) : printCertificates(stacks, terminalLayout(options.color)),
        );
      }
    });
}

/** Writes the configurations: all of them, or none where one of them cannot be. */
function writeRequests(
  stacks: readonly Certificates.StackCertificates[],
  { out, force = false, ...options }: CertificatesOptions,
  input: string,
): void {
  const { hasNames, opensslConfiguration } = module.require("../report/certificate-openssl") as typeof Openssl;
  const fields = readSubjectFields(options);
  const all = stacks.flatMap(({ stack, certificates }) => certificates.map((one) => ({ ...one, stack })));
  const named = all.filter(hasNames);
  const write = (text: string): boolean => process.stderr.write(`uc-edge: ${plainText(text)}\n`);
  const sayWhatIsLeftOut = (): void => {
    for (const { title, of, stack } of all.filter((one) => !hasNames(one))) {
      write(`no request for ${title} (${stack}, ${of}): give its interface the names that it is to hold`);
    }
  };
  const texts = named.map((one) => ({ name: `${one.fileName}.cnf`, text: opensslConfiguration(one, fields) }));
  if (out === undefined) {
    const [first] = texts;
    if (texts.length > 1) throw several(texts.length);
    process.stdout.write(first?.text ?? "");
    sayWhatIsLeftOut();
    return;
  }
  for (const { name } of texts) requireFree(join(out, name), force);
  makeFolder(out);
  for (const { name, text } of texts) writeOutput(join(out, name), text, [input], force);
  write(`${String(texts.length)} configuration${texts.length === 1 ? " is" : "s are"} in ${out}`);
  sayWhatIsLeftOut();
}

/** What is for signing requests only says nothing in a report. */
function refuseForReport(options: CertificatesOptions, format: string): void {
  const { out, force, country, state, locality, organization, organizationalUnit } = options;
  const given = { out, force, country, state, locality, organization, "organizational-unit": organizationalUnit };
  const [needless] = Object.entries(given).filter(([, value]) => value !== undefined);
  if (needless === undefined) return;
  throw new UcEdgeError({
    code: "tools-certificates-option",
    what: "cannot list certificates",
    prop: `--${needless[0]}`,
    value: needless[1],
    expected: `nothing with --format ${format}: it is for signing requests`,
    todo: "leave it out, or use --format openssl",
  });
}

function several(number: number): UcEdgeError {
  return new UcEdgeError({
    code: "tools-certificates-several",
    what: "cannot write the configuration",
    prop: "the number of certificates",
    value: number,
    expected: "one, where they are not written into files: openssl reads one request from a configuration",
    todo: "name a folder by --out, or one stack by --stack",
  });
}

/** Nothing is written where anything would be lost. */
function requireFree(file: string, isReplaced: boolean): void {
  if (isReplaced || !existsSync(file)) return;
  throw new UcEdgeError({
    code: "tools-output-exists",
    what: "cannot write",
    prop: "--out",
    value: file,
    expected: "files that do not exist yet",
    todo: "name another folder, or give --force to replace them",
  });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UcEdgeError({
      code: "tools-output-failed",
      what: "cannot write",
      prop: "--out",
      value: folder,
      expected: `a folder, or a place where one can be made (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`,
      todo: "name another folder",
    });
  }
}
