/** What a deployment states of a documented direction, where the document leaves it to the deployment. */
import type { PortList } from "../../catalog/schema";
import { listOf, numberOf, objectOf, textOf, textsOf } from "./json-values";

/** The ports of a direction, as a deployment states them. */
export interface StatedPorts {
  /** The direction's id: `xphone/connection-overview/17a`. */
  readonly direction: string;
  /** Empty where none are stated. */
  readonly transports: readonly string[];
  /** Null where only source ports are stated. */
  readonly ports: PortList | null;
  readonly sourcePorts: PortList | null;
}

/** Reads one entry of a system's ports. */
export function readStatedPorts(value: unknown): StatedPorts {
  const { direction, transports, ports, sourcePorts } = objectOf(value);
  return {
    direction: textOf(direction) ?? "",
    transports: textsOf(transports),
    ports: rangesOf(ports),
    sourcePorts: rangesOf(sourcePorts),
  };
}

function rangesOf(value: unknown): PortList | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((range: unknown): PortList => {
    const [first, last] = listOf(range).map(numberOf);
    return first === undefined || last === undefined ? [] : [[first, last]];
  });
}
