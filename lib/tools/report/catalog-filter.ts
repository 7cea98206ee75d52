/** Which facts are asked for. */
import { CHOICES, ROLES } from "../../catalog/all";
import type { OpenedPorts, PrintedPorts } from "../../catalog/schema";
import { parsePorts, type PortRange } from "../../net/port-range";
import { nearMisses, oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { type CatalogEntry, entriesOf, rolesOf, systemsOf } from "./catalog-entries";
import { CATALOG_KINDS, type CatalogKind } from "./catalog-kinds";

/** A question to the catalog, as it is typed. */
export interface CatalogQuestion {
  /** Texts, each of which must occur. */
  readonly words: readonly string[];
  readonly kind: string;
  readonly system?: string;
  readonly role?: string;
  readonly port?: string;
  readonly protocol?: string;
}

/** What `--port` takes for facts whose ports no document gives. */
const ANY_PORT = "any";

const WHAT = "cannot look up the catalog";

/** What the filters of ports and protocols can be asked of. */
const KINDS_WITH_PORTS: readonly CatalogKind[] = ["flows", "dns", "limits", "checks"];
const KINDS_WITH_PROTOCOLS: readonly CatalogKind[] = ["flows", "edge-servers"];
const KINDS_WITH_ROLES: readonly CatalogKind[] = CATALOG_KINDS.filter((kind) => kind !== "choices");

/**
 * The facts that answer a question, in the order of their documents.
 *
 * @throws {@link UcEdgeError} `tools-catalog-kind-unknown`, `tools-catalog-system-unknown`, `tools-catalog-role-unknown`,
 *   `tools-catalog-filter-unfit`, `net-port-invalid`, `net-port-range-reversed`.
 */
export function answer(question: CatalogQuestion): { kind: CatalogKind; entries: CatalogEntry[] } {
  const kind = kindOf(question.kind);
  const tests = [
    systemTest(question.system),
    roleTest(kind, question),
    portTest(kind, question.port),
    protocolTest(kind, question.protocol),
    ...question.words.map(wordTest),
  ];
  return { kind, entries: entriesOf(kind).filter((entry) => tests.every((test) => test(entry))) };
}

type Test = (entry: CatalogEntry) => boolean;

const ALWAYS: Test = () => true;

function kindOf(kind: string): CatalogKind {
  const known = CATALOG_KINDS.find((one) => one === kind);
  if (known !== undefined) return known;
  throw new UcEdgeError({
    code: "tools-catalog-kind-unknown",
    what: WHAT,
    prop: "--kind",
    value: kind,
    expected: oneOf(CATALOG_KINDS, kind),
    todo: "correct the kind, or leave it out for flows",
  });
}

function systemTest(system: string | undefined): Test {
  if (system === undefined) return ALWAYS;
  if (systemsOf().includes(system)) return (entry) => entry.fact.system === system;
  throw new UcEdgeError({
    code: "tools-catalog-system-unknown",
    what: WHAT,
    prop: "--system",
    value: system,
    expected: oneOf(systemsOf(), system),
    todo: "correct the system, or leave it out for all",
  });
}

function roleTest(kind: CatalogKind, { role, system }: CatalogQuestion): Test {
  if (role === undefined) return ALWAYS;
  requireKind("--role", kind, KINDS_WITH_ROLES);
  const known = ROLES.filter((one) => system === undefined || one.system === system).map((one) => one.id);
  if (known.includes(role)) return (entry) => rolesOf(entry).includes(role);
  throw new UcEdgeError({
    code: "tools-catalog-role-unknown",
    what: WHAT,
    prop: "--role",
    value: role,
    expected: `a role${system === undefined ? "" : ` of ${system}`}${didYouMean(role, known)}`,
    todo: `list them with uc-edge catalog --kind roles${system === undefined ? "" : ` --system ${system}`}`,
  });
}

/** `, did you mean ...?` where a name is near what was given. */
export function didYouMean(given: string, known: readonly string[]): string {
  const near = nearMisses(given, [...new Set(known)]);
  return near.length === 0 ? "" : ` (did you mean ${near.map((name) => `"${name}"`).join(" or ")}?)`;
}

function portTest(kind: CatalogKind, port: string | undefined): Test {
  if (port === undefined) return ALWAYS;
  requireKind("--port", kind, KINDS_WITH_PORTS);
  if (port === ANY_PORT) return (entry) => portsOf(entry).some((ports) => ports === "any" || ports === "supplied");
  const asked = parsePorts(port, { what: WHAT, prop: "--port" });
  return (entry) => portsOf(entry).some((ports) => touches(ports, asked));
}

/** Whether a fact's ports are among those asked for. Ports that no document gives are not; `every` port is. */
function touches(ports: PrintedPorts | OpenedPorts, asked: PortRange): boolean {
  if (ports === "every") return true;
  if (ports === null || typeof ports === "string") return false;
  return ports.some(([first, last]) => first <= asked.last && last >= asked.first);
}

/** Ports that a fact names for the listener, printed or by its reading. */
function portsOf(entry: CatalogEntry): readonly (PrintedPorts | OpenedPorts)[] {
  switch (entry.kind) {
    case "flows":
      return [entry.fact.ports, ...entry.fact.directions.map((one) => one.ports)];
    case "dns":
      return "port" in entry.fact ? [onePort(entry.fact.port)] : [];
    case "limits":
      return [entry.fact.ports ?? null];
    case "checks":
      return "port" in entry.fact.probe ? [onePort(entry.fact.probe.port)] : [];
    default:
      return [];
  }
}

function onePort(port: number | null): PrintedPorts {
  return port === null ? null : [[port, port]];
}

function protocolTest(kind: CatalogKind, protocol: string | undefined): Test {
  if (protocol === undefined) return ALWAYS;
  requireKind("--protocol", kind, KINDS_WITH_PROTOCOLS);
  const asked = protocol.toLowerCase();
  return (entry) => protocolsOf(entry).some((one) => one.toLowerCase().includes(asked));
}

/** Protocols and transports that a fact names; the reading counts, where it says which protocol is meant. */
function protocolsOf(entry: CatalogEntry): readonly string[] {
  if (entry.kind === "edge-servers") return [entry.fact.protocol];
  if (entry.kind !== "flows") return [];
  const { protocol, transports, directions, reading } = entry.fact;
  return [protocol, ...transports, ...directions.flatMap((one) => one.transports), reading?.says ?? ""];
}

function requireKind(option: string, kind: CatalogKind, kinds: readonly CatalogKind[]): void {
  if (kinds.includes(kind)) return;
  throw new UcEdgeError({
    code: "tools-catalog-filter-unfit",
    what: WHAT,
    prop: `--kind with ${option}`,
    value: kind,
    expected: oneOf(kinds),
    todo: `leave ${option} out, or ask for another kind`,
  });
}

function wordTest(word: string): Test {
  const asked = word.toLowerCase();
  return (entry) => textsOf(entry).some((text) => text.toLowerCase().includes(asked));
}

/** Every text of a fact, and the titles of the roles and choices that it names. */
function textsOf(entry: CatalogEntry): string[] {
  const titles = [...ROLES, ...CHOICES].filter((one) => one.system === entry.fact.system);
  const texts = [entry.id, ...stringsIn(entry.fact)];
  return [...texts, ...titles.filter((one) => texts.includes(one.id)).map((one) => one.title)];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
