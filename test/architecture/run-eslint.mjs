/**
 * Lints `lib/` and `examples/` of the working directory with its own configuration, and prints what is reported as JSON.
 *
 * A process of its own, because Jest cannot load configurations that are ES modules. The arguments are the rules to run:
 * none of them asks for types, so that no program of the whole folder is built.
 */
import { readdirSync } from "node:fs";
import { ESLint } from "eslint";

const rules = new Set(process.argv.slice(2));
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => rules.has(ruleId),
  overrideConfig: { files: ["**/*.ts"], languageOptions: { parserOptions: { projectService: false } } },
});
const folders = ["lib", "examples"].filter((folder) => readdirSync(".").includes(folder));
const results = await eslint.lintFiles(folders);
process.stdout.write(
  JSON.stringify(
    results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message }) => ({ file: filePath, rule: ruleId, message })),
    ),
  ),
);
