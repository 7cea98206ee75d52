/** The certificates that stacks need, as data, and as JSON for machines. */
import type { DeclaredCertificate } from "../read/declared-certificate";
import { readDeclaration } from "../read/declaration";
import type { TerraformStackFile } from "../read/terraform-resource";

/** The version of the JSON form. */
const FORMAT = 1;

/** The certificates of one stack. */
export interface StackCertificates {
  readonly stack: string;
  readonly file: string;
  readonly cloud: string | null;
  readonly certificates: readonly ListedCertificate[];
}

/** A certificate with the name that its configuration file has. */
export interface ListedCertificate extends DeclaredCertificate {
  /** Without its ending: letters, digits and dashes; no two of a report differ in upper and lower case only. */
  readonly fileName: string;
}

const LONGEST_FILE_NAME = 100;

/**
 * The certificates of stacks, by the place of their constructs and by their titles.
 *
 * @throws {@link UcEdgeError} `tools-declaration-*`
 */
export function certificatesOf(files: readonly TerraformStackFile[]): StackCertificates[] {
  const taken = new Set<string>();
  return files.map(({ stack, file, declaration: lines }) => {
    const declaration = readDeclaration(lines, file);
    const sorted = [...(declaration?.certificates ?? [])].sort(
      (a, b) => compare(a.of, b.of) || compare(a.title, b.title),
    );
    const certificates = sorted.map((one) => ({
      ...one,
      fileName: freeName(`${stack}-${one.of}-${one.title}`, taken),
    }));
    return { stack, file, cloud: declaration?.cloud ?? null, certificates };
  });
}

/** The certificates as JSON. */
export function certificatesJson(stacks: readonly StackCertificates[]): string {
  return `${JSON.stringify({ format: FORMAT, stacks }, null, 2)}\n`;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A name for a file on any system, and another where it is taken. */
function freeName(text: string, taken: Set<string>): string {
  const name = text
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, LONGEST_FILE_NAME)
    .replace(/^-|-$/g, "");
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}-${String(number)}`;
    // Some file systems take upper and lower case for the same.
    if (taken.has(free.toLowerCase())) continue;
    taken.add(free.toLowerCase());
    return free;
  }
}
