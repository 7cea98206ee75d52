/** Writes the report of the public API: `npm run api`. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { REPORT_FILE, reportApi } from "./api-report";

mkdirSync(path.dirname(REPORT_FILE), { recursive: true });
writeFileSync(REPORT_FILE, reportApi());
