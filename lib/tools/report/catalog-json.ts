/** Facts as data for machines: every key is always there, `null` where the document says nothing. */
import type { Citation, DirectionFact, FlowFact, OpenedPorts, PortList, Reading, When } from "../../catalog/schema";
import type { Transport } from "../../net/transport";
import type { CatalogEntry } from "./catalog-entries";

/** What a direction opens. `supplied`: the document does not say it, the deployer must. */
export interface DirectionJson {
  /** As in the descriptions of rules: the flow's id and a letter. */
  readonly id: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly transports: readonly Transport[] | "supplied";
  /** `every`: all ports, by a reading that says why no number can be known. Null: the transport has none. */
  readonly ports: OpenedPorts;
  readonly sourcePorts: PortList | null;
  readonly when: When;
  readonly purpose: string;
}

interface Place {
  readonly document: string;
  readonly section: string;
  readonly table: string | null;
  readonly row: number | null;
}

/** A fact as data. */
export function entryJson(entry: CatalogEntry): object {
  switch (entry.kind) {
    case "flows":
      return flowJson(entry.fact);
    case "dns":
      return dnsJson(entry);
    case "certificates":
      return { ...common(entry), requirement: null, when: "always", ...bare(entry.fact) };
    case "limits":
      return { ...common(entry), ports: null, version: null, security: null, ...bare(entry.fact) };
    case "roles":
      return { ...common(entry), role: entry.fact.id, title: entry.fact.title, zone: entry.fact.zone };
    case "choices":
      return { ...common(entry), choice: entry.fact.id, title: entry.fact.title };
    default:
      return { ...common(entry), ...bare(entry.fact) };
  }
}

function flowJson(flow: FlowFact): object {
  const directions = flow.directions.map((direction) => directionJson(flow, direction));
  const { id, system, printed, reading } = flow;
  return {
    id,
    system,
    ...placeOf(flow.source),
    from: flow.from,
    to: flow.to,
    transports: flow.transports,
    ports: flow.ports,
    sourcePorts: flow.sourcePorts,
    protocol: flow.protocol,
    purpose: flow.purpose,
    configurable: flow.configurable,
    dependsOn: flow.dependsOn ?? null,
    urls: flow.urls ?? [],
    prefixes: flow.prefixes ?? [],
    version: flow.version ?? null,
    printed,
    reading: reading === null ? null : { says: reading.says, because: reading.because, directions },
    directions,
    unenforced: flow.unenforced,
  };
}

function directionJson(flow: FlowFact, direction: DirectionFact): DirectionJson {
  const { key, from, to, transports, ports, sourcePorts, when, purpose } = direction;
  return {
    id: flow.id + key,
    from,
    to,
    transports: transports.length === 0 ? "supplied" : transports,
    ports,
    sourcePorts,
    when,
    purpose: purpose ?? flow.purpose,
  };
}

function dnsJson(entry: CatalogEntry & { kind: "dns" }): object {
  const { fact } = entry;
  if (!("address" in fact)) return { ...common(entry), target: null, priority: null, weight: null, ...bare(fact) };
  return { ...common(entry), type: "forwarder", ...bare(fact) };
}

function common({ id, fact }: CatalogEntry): object {
  const printed = "printed" in fact ? fact.printed : null;
  const reading: Reading | null = ("reading" in fact ? fact.reading : null) ?? null;
  return { id, system: fact.system, ...placeOf(fact.source), printed, reading };
}

/** What a fact has of its own kind. */
function bare(fact: CatalogEntry["fact"]): object {
  const common = ["id", "system", "source", "printed", "reading"];
  return Object.fromEntries(Object.entries(fact).filter(([key]) => !common.includes(key)));
}

function placeOf({ document, section, table, row }: Citation): Place {
  return { document, section, table: table ?? null, row: row ?? null };
}
