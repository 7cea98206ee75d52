/** Inclusive ranges of TCP and UDP ports. */
import type { AskedBy } from "./ip-prefix";
import { UcEdgeError } from "./uc-edge-error";

/** An inclusive range of ports, `first` to `last`, within 0-65535. */
export interface PortRange {
  /** The first port. */
  readonly first: number;
  /** The last port; equal to `first` for one port. */
  readonly last: number;
}

/** The largest port number. */
export const LAST_PORT = 65535;

/** Every port. */
export const ALL_PORTS: PortRange = { first: 0, last: LAST_PORT };

/**
 * Reads one port (`443`), or a range (`"50000-59999"`, `{ first, last }`).
 *
 * @throws {@link UcEdgeError} `net-port-range-reversed` when the first port is above the last,
 *   `net-port-invalid` for anything that is not a whole number from 0 to 65535.
 */
export function parsePorts(value: number | string | PortRange, by: AskedBy): PortRange {
  const { first, last } = ends(value);
  if (!isPort(first) || !isPort(last)) {
    throw new UcEdgeError({
      ...by,
      code: "net-port-invalid",
      value,
      expected: 'whole numbers from 0 to 65535: a port (443) or a range ("50000-59999")',
      todo: "correct the port",
    });
  }
  if (first > last) {
    throw new UcEdgeError({
      ...by,
      code: "net-port-range-reversed",
      value,
      expected: "a first port at or below the last",
      todo: `swap them: "${String(last)}-${String(first)}"`,
    });
  }
  return { first, last };
}

/** `443`, or `50000-59999`. */
export function printPorts(range: PortRange): string {
  return range.first === range.last ? String(range.first) : `${String(range.first)}-${String(range.last)}`;
}

function ends(value: number | string | PortRange): { first: number; last: number } {
  if (typeof value === "number") return { first: value, last: value };
  if (typeof value === "string") {
    const parts = /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/.exec(value);
    return { first: Number(parts?.[1] ?? NaN), last: Number(parts?.[2] ?? parts?.[1] ?? NaN) };
  }
  const given = value as { first?: unknown; last?: unknown } | null | undefined;
  return { first: numberOrNaN(given?.first), last: numberOrNaN(given?.last) };
}

/** No conversion: it would read an empty text, a forgotten one say, as port 0. */
function numberOrNaN(value: unknown): number {
  return typeof value === "number" ? value : NaN;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= LAST_PORT;
}
