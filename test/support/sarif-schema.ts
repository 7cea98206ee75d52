/**
 * SARIF 2.1.0 as it is published: the schema of schemastore.org, which a package of Microsoft's carries, held against logs
 * by a validator that knows nothing of us.
 */
import { readFileSync } from "node:fs";
import { type Schema, Validator } from "@cfworker/json-schema";

const FILE = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const validator = new Validator(JSON.parse(readFileSync(FILE, "utf8")) as Schema, "4", false);

/** What of a log does not fit the schema: where, and why. */
export function sarifFaults(log: unknown): string[] {
  // As whoever reads the file has it.
  const { errors } = validator.validate(JSON.parse(JSON.stringify(log)) as unknown);
  return errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}
