/** Facts in words: traffic, conditions, places. */
import { DOCUMENTS } from "../../catalog/documents";
import type { Citation, DirectionFact, FlowFact, PortList, PrintedPorts, When } from "../../catalog/schema";
import { printPorts } from "../../net/port-range";

/** `443, 5061-5063`. */
export function portListWords(ports: PortList): string {
  return ports.map(([first, last]) => printPorts({ first, last })).join(", ");
}

/** The traffic of a row, as printed: `udp 3478, 3479`, `udp, no number given` for ANY. */
export function printedTraffic({ transports, ports, sourcePorts }: FlowFact): string {
  const transport = transports.length === 0 ? "no transport stated" : transports.join("+");
  return `${transport}${printedPorts(ports, transports.includes("icmp"))}${fromWords(sourcePorts)}`;
}

function printedPorts(ports: PrintedPorts, isIcmp: boolean): string {
  if (ports === "any") return ", no number given";
  if (ports === null) return isIcmp ? "" : ", no port stated";
  return ` ${portListWords(ports)}`;
}

/** The traffic that a direction opens; what the deployer supplies is said in words. */
export function openedTraffic({ transports, ports, sourcePorts }: DirectionFact): string {
  const supplied = [...(transports.length === 0 ? ["transport"] : []), ...(ports === "supplied" ? ["ports"] : [])];
  const known = [
    ...(transports.length === 0 ? [] : [transports.join("+")]),
    ...(ports === "every" ? ["every port"] : []),
    ...(ports === null || typeof ports === "string" ? [] : [portListWords(ports)]),
  ].join(" ");
  const rest = supplied.length === 0 ? "" : `${supplied.join(" and ")} that the deployer supplies`;
  return `${[known, rest].filter((part) => part !== "").join(", ")}${fromWords(sourcePorts)}`;
}

function fromWords(sourcePorts: PrintedPorts): string {
  if (sourcePorts === null) return "";
  return ` from ${sourcePorts === "any" ? "a port not given" : portListWords(sourcePorts)}`;
}

/** `always`, `federation`, `(push-android or push-ios) and not push-proxy`. */
export function whenWords(when: When): string {
  if (when === "always") return when;
  if ("choice" in when) return when.choice;
  if ("not" in when) return `not ${part(when.not)}`;
  return "any" in when ? when.any.map(part).join(" or ") : when.all.map(part).join(" and ");
}

function part(when: When): string {
  const words = whenWords(when);
  return when !== "always" && ("any" in when || "all" in when) ? `(${words})` : words;
}

/** The choices that a condition names. */
export function choicesIn(when: When): string[] {
  if (when === "always") return [];
  if ("choice" in when) return [when.choice];
  if ("not" in when) return choicesIn(when.not);
  return ("any" in when ? when.any : when.all).flatMap(choicesIn);
}

/** `ocs-2007, ports used: table ports, row 12`. */
export function placeWords(source: Citation): string {
  const table = source.table === undefined ? "" : `: table ${source.table}`;
  const row = source.row === undefined ? "" : `, row ${String(source.row)}`;
  return `${source.document}, ${source.section}${table}${row}`;
}

/** `ports, row 12`, or the section: a place within its document. */
export function shortPlaceWords({ section, table, row }: Citation): string {
  if (table === undefined) return section;
  return row === undefined ? table : `${table}, row ${String(row)}`;
}

/** The document of a citation: its title, publisher and language, and where it can be read. */
export function documentWords(source: Citation): string {
  const document = DOCUMENTS.find((one) => one.key === source.document);
  if (document === undefined) return source.document;
  const { title, publisher, language, url } = document;
  return `${title} (${publisher}; ${language})${url === undefined ? "" : ` ${url}`}`;
}
