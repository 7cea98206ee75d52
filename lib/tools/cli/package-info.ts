/** What this package says of itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of its description that the commands show. */
export interface PackageInfo {
  readonly version: string;
  readonly homepage?: string;
}

/** The package's own description; it lies in the same place above `lib` and above `dist`. */
export function packageInfo(): PackageInfo {
  return JSON.parse(readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8")) as PackageInfo;
}
