/** Packets of the oracle as the judge reads them. */
import type { Packet } from "../../lib/net/packet";
import type { Direction, OraclePacket } from "./packet-oracle";

/** Whether a far end is one of those that only have a name. */
export function isNamed(far: string): boolean {
  return far.startsWith("the ");
}

/** A packet between an address and its far end; an end that only has a name gets an address that no rule is about. */
export function asPacket(direction: Direction, own: string, { far, ...packet }: OraclePacket): Packet {
  const other = isNamed(far) ? "100.64.0.9" : far;
  return direction === "ingress"
    ? { ...packet, source: other, destination: own }
    : { ...packet, source: own, destination: other };
}
