/**
 * What printed cells mean, found from their text alone: nothing here looks into the catalog. Where a resolved reading says
 * otherwise, the exception quotes the row and the reading.
 */

type Ports = readonly (readonly [number, number])[] | "any" | null;

/** The values that a printed row gives. */
export interface PrintedValues {
  readonly transports: readonly string[];
  readonly ports: Ports;
  readonly sourcePorts: Ports;
}

/** Application protocols that are printed where a transport is meant; each of them runs over TCP. */
const OVER_TCP = ["HTTPS", "TLS", "DCOM and RPC"];

interface Exception {
  readonly row: string;
  /** What is printed there. */
  readonly printed: string;
  /** The reading, as resolved. */
  readonly reading: string;
  readonly values: Partial<PrintedValues>;
}

/** Rows whose values are not what their cells alone say. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    row: "ocs-2007/ports/19",
    printed: "RTP/TCP",
    reading: "UDP and TCP; it may be a misprint for RTP/RTCP",
    values: { transports: ["tcp", "udp"] },
  },
  {
    row: "xphone/port-list/9",
    printed: "49152 bis 65535 | (nicht änderbar)",
    reading: "screen sharing has no printed transport: RDP over TCP",
    values: { transports: ["tcp"] },
  },
  {
    row: "xphone/port-list/10",
    printed: "5061",
    reading: "the purpose prints the protocol MTLS, which goes over TCP",
    values: { transports: ["tcp"] },
  },
];

/** The values of a row: its cells for transport, listener's ports and, where the table has them, source ports. */
export function valuesOf(
  row: string,
  transportCells: readonly string[],
  portCell: string,
  sourcePortCell: string | undefined,
): PrintedValues {
  const found: PrintedValues = {
    transports: [...new Set(transportCells.flatMap(transportsIn))].sort(),
    ports: portsIn(portCell),
    sourcePorts: sourcePortCell === undefined ? null : portsIn(sourcePortCell),
  };
  return { ...found, ...EXCEPTIONS.find((one) => one.row === row)?.values };
}

function transportsIn(cell: string): string[] {
  if (OVER_TCP.includes(cell)) return ["tcp"];
  return [...cell.matchAll(/(?<![A-Z])(TCP|UDP|ICMP)(?![A-Z])/g)].map(([name]) => name.toLowerCase());
}

/** `해당 안 됨`: does not apply. `1023보다 큼`: greater than 1023. `bis`: to. `abhängig`: depends on. */
function portsIn(cell: string): Ports {
  if (cell === "해당 안 됨") return null;
  if (cell === "1023보다 큼") return [[1024, 65535]];
  // A comma before three digits and no more is one between thousands: 50,000, but not 443,3478.
  const plain = cell.replace(/(\d),(\d{3})(?!\d)/g, "$1$2");
  const ranges = [...plain.matchAll(/(\d+)(?:\s*(?:-|–|~|bis)\s*(\d+))?/g)].map(
    ([, first, last]) => [Number(first), Number(last ?? first)] as const,
  );
  if (ranges.length > 0) return ranges;
  return cell === "ANY" || cell === "*" || /abhängig/i.test(cell) ? "any" : null;
}
