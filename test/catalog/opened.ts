import type { DirectionFact, FlowFact, OpenedPorts, When } from "../../lib/catalog/schema";

function portsText(ports: OpenedPorts): string {
  if (ports === null) return "no ports";
  if (typeof ports === "string") return ports;
  return ports.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`)).join(",");
}

function whenText(when: When): string {
  if (when === "always") return "always";
  if ("choice" in when) return when.choice;
  if ("any" in when) return `(${when.any.map(whenText).join(" or ")})`;
  if ("all" in when) return when.all.map(whenText).join(" and ");
  return `not ${whenText(when.not)}`;
}

function directionText(direction: DirectionFact): string {
  const ends = `${direction.from.join("+")} > ${direction.to.join("+")}`;
  return `${ends} ${direction.transports.join("+")} ${portsText(direction.ports)} if ${whenText(direction.when)}`;
}

/** What a flow opens, one line per direction: `<from> > <to> <transports> <ports> if <choices>`. */
export function opened(flow: FlowFact): string[] {
  return flow.directions.map(directionText);
}

/** The rows of a printed table, by the table's key. */
export function rowsOf(flows: readonly FlowFact[], system: string, table: string): FlowFact[] {
  return flows.filter((flow) => flow.system === system && flow.source.table === table);
}
