/** From the ids in a rule's description to the flows that they stand for. */
import { CHOICES, FLOWS } from "../../catalog/all";
import { NEEDS } from "../../catalog/needs";
import { PLATFORM_FLOWS } from "../../catalog/platform";
import type { Citation, DirectionFact, FlowFact, NeedFact, PlatformFact } from "../../catalog/schema";
import type { PortRange } from "../../net/port-range";
import { withStatedPorts } from "../analyze/stated-ports";
import type { Declaration, DeclaredOwnFlow } from "../read/declaration";

/** A flow that a rule serves. */
export interface CitedFlow {
  readonly id: string;
  readonly kind: "documented" | "platform" | "own";
  readonly purpose: string;
  /** Where the document asks for it, or the cloud's documentation; null for own flows. */
  readonly citation: Citation | null;
  /** What the product reads there, where the document is unclear. */
  readonly reading: string | null;
  /** Who answers for an own flow, and until when. */
  readonly owner: string | null;
  readonly expires: string | null;
  /** The common need that an own flow is for; null where it is for none. */
  readonly need: NeedFact | null;
  /** Whether its last day has passed. */
  readonly expired: boolean;
  readonly transports: readonly string[];
  /** Null: any, or none. */
  readonly ports: readonly PortRange[] | null;
}

/** The flows that a rule names. */
export interface CitedFlows {
  readonly flows: readonly CitedFlow[];
  /** Ids in the form of ours that neither the catalog nor the declaration knows. */
  readonly unknown: readonly string[];
  /** How many more the description had no room for. */
  readonly more: number;
}

/** A documented flow in one direction. */
export interface DocumentedDirection {
  readonly flow: FlowFact;
  readonly direction: DirectionFact;
}

const SYSTEMS: ReadonlySet<string> = new Set([
  ...[...CHOICES, ...FLOWS].map(({ system }) => system),
  ...PLATFORM_FLOWS.map(({ id }) => id.slice(0, id.indexOf("/"))),
]);
const PLATFORM: ReadonlyMap<string, PlatformFact> = new Map(PLATFORM_FLOWS.map((fact) => [fact.id, fact]));
let documented: ReadonlyMap<string, DocumentedDirection> | undefined;

/** Every documented flow by the id that descriptions hold. */
export function documentedDirections(): ReadonlyMap<string, DocumentedDirection> {
  return (documented ??= new Map(
    FLOWS.flatMap((flow) => flow.directions.map((direction) => [`${flow.id}${direction.key}`, { flow, direction }])),
  ));
}

const ownFlows = new WeakMap<Declaration, ReadonlyMap<string, DeclaredOwnFlow>>();

/** A flow of the user's own by its id. */
export function ownFlowById(declaration: Declaration, id: string): DeclaredOwnFlow | undefined {
  let byId = ownFlows.get(declaration);
  if (byId === undefined) {
    byId = new Map(declaration.ownFlows.map((flow) => [flow.id, flow]));
    ownFlows.set(declaration, byId);
  }
  return byId.get(id);
}

/**
 * Reads ids as rules' descriptions hold them: `ocs-2007/ports/13a,22a own/probe-1f3a2b +2`. `today`, as `2027-03-31`,
 * decides what has expired.
 */
export function citedFlows(description: string, declaration: Declaration | undefined, today = ""): CitedFlows {
  const words = description.split(" ");
  const more = /^\+(\d{1,6})$/.exec(words.at(-1) ?? "");
  const ids = words.flatMap((word) => {
    const slash = word.lastIndexOf("/") + 1;
    const isOurs = slash > 0 && (word.startsWith("own/") || SYSTEMS.has(word.slice(0, word.indexOf("/"))));
    return isOurs
      ? word
          .slice(slash)
          .split(",")
          .map((name) => word.slice(0, slash) + name)
      : [];
  });
  const found = ids.map((id) => ({
    id,
    flow: documentedFlow(id, declaration) ?? platformFlow(id) ?? ownFlow(id, declaration, today),
  }));
  return {
    flows: found.flatMap(({ flow }) => flow ?? []),
    unknown: found.filter(({ flow }) => flow === undefined).map(({ id }) => id),
    more: Number(more?.[1] ?? 0),
  };
}

/** The flows that ask for a part of a port range; all of them where ports say nothing. */
export function flowsOfPorts<T extends CitedFlow>(flows: readonly T[], range: PortRange | undefined): T[] {
  return flows.filter(
    ({ ports }) =>
      range === undefined || ports === null || ports.some((one) => one.first <= range.last && one.last >= range.first),
  );
}

/** A citation in a few words: `ocs-2007 ports 13`. */
export function printCitation(citation: Citation): string {
  const place =
    citation.table === undefined ? citation.section : `${citation.table} ${String(citation.row ?? "")}`.trim();
  return `${citation.document} ${place}`;
}

function documentedFlow(id: string, declaration: Declaration | undefined): CitedFlow | undefined {
  const found = documentedDirections().get(id);
  if (found === undefined) return undefined;
  const { flow, direction } = found;
  // What a deployment states beside what is documented: another one in the same stack may keep to that.
  const stated = (declaration?.systems ?? []).flatMap(({ ports }) => ports.filter((one) => one.direction === id));
  const ports = [direction, ...stated.map((one) => withStatedPorts(flow, direction, [one]))].flatMap((one) =>
    one.ports === null || typeof one.ports === "string" ? [] : one.ports,
  );
  return {
    id,
    kind: "documented",
    purpose: direction.purpose ?? flow.purpose,
    citation: flow.source,
    reading: flow.reading?.says ?? null,
    owner: null,
    expires: null,
    need: null,
    expired: false,
    transports: direction.transports,
    ports: ports.length === 0 ? null : ports.map(([first, last]) => ({ first, last })),
  };
}

function platformFlow(id: string): CitedFlow | undefined {
  const fact = PLATFORM.get(id);
  if (fact === undefined) return undefined;
  return {
    id,
    kind: "platform",
    purpose: fact.title,
    need: null,
    citation: fact.source,
    reading: fact.reading?.says ?? null,
    owner: null,
    expires: null,
    expired: false,
    transports: fact.transports,
    ports: typeof fact.ports === "string" ? null : fact.ports.map(([first, last]) => ({ first, last })),
  };
}

function ownFlow(id: string, declaration: Declaration | undefined, today: string): CitedFlow | undefined {
  const flow = declaration === undefined ? undefined : ownFlowById(declaration, id);
  return flow === undefined ? undefined : asCited(flow, today);
}

function asCited(flow: DeclaredOwnFlow, today: string): CitedFlow {
  return {
    id: flow.id,
    kind: "own",
    purpose: flow.purpose,
    citation: null,
    reading: null,
    owner: flow.owner ?? null,
    expires: flow.expires ?? null,
    need: NEEDS.find(({ id }) => id === flow.need) ?? null,
    expired: flow.expires !== undefined && flow.expires < today,
    transports: [flow.transport],
    ports: flow.ports.length === 0 ? null : flow.ports.map(([first, last]) => ({ first, last })),
  };
}
