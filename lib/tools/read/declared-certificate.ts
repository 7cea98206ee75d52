/** The certificates that a stack says it needs. */
import { hostNameFault } from "../../net/host-name";
import type { DeclaredItem } from "./declared-item";
import { textOf } from "./json-values";

const AUTHORITIES = ["enterprise", "public", "any"] as const;
const REQUIREMENTS = ["required", "recommended", "unstated"] as const;
const USES = ["server", "client"] as const;

/** A certificate to ask for. */
export interface DeclaredCertificate {
  /** The path of the construct. */
  readonly of: string;
  /** Unique in the construct: `Access Edge Server, external`. */
  readonly title: string;
  readonly roles: readonly string[];
  readonly installedOn: readonly string[];
  readonly assignedTo: readonly string[];
  readonly ca: (typeof AUTHORITIES)[number];
  readonly requirement: (typeof REQUIREMENTS)[number];
  /** The common name; null where there is none. */
  readonly subject: string | null;
  /** Of type DNS, with the common name. */
  readonly alternativeNames: readonly string[];
  readonly uses: readonly (typeof USES)[number][];
  readonly comments: readonly string[];
  /** What of it no document states; null where one states all. */
  readonly derived: string | null;
  readonly facts: readonly string[];
}

/**
 * Reads a `certificate` item. Its names go into configuration files, so that nothing but a name may be one.
 *
 * @throws {@link UcEdgeError} `tools-declaration-damaged`
 */
export function readCertificate(item: DeclaredItem): DeclaredCertificate {
  const oneOf = <T extends string>(name: string, known: readonly T[]): T => {
    const found = known.find((one) => one === item.value(name));
    if (found === undefined) throw item.damaged(name);
    return found;
  };
  const subject = textOf(item.value("subject")) ?? null;
  const alternativeNames = item.texts("alternativeNames");
  if ((subject !== null && !isName(subject)) || !alternativeNames.every(isName)) {
    throw item.damaged("names as DNS has them");
  }
  return {
    of: item.text("of"),
    title: item.text("title"),
    roles: item.texts("roles"),
    installedOn: item.texts("installedOn"),
    assignedTo: item.texts("assignedTo"),
    ca: oneOf("ca", AUTHORITIES),
    requirement: oneOf("requirement", REQUIREMENTS),
    subject,
    alternativeNames,
    uses: USES.filter((use) => item.texts("uses").includes(use)),
    comments: item.texts("comments"),
    derived: textOf(item.value("derived")) ?? null,
    facts: item.texts("facts"),
  };
}

/** Whether it is a host name, or one with a wildcard as its first label. */
function isName(text: string): boolean {
  return hostNameFault(text.replace(/^\*\./, "")) === undefined;
}
