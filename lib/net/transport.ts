/** The transports that firewall rules name. ICMP has a type and a code, which are not ports. */

/** A transport by its lower-case name. */
export type Transport = "tcp" | "udp" | "icmp" | "icmpv6" | "esp" | "ah";

/** Every transport. */
export const TRANSPORTS: readonly Transport[] = ["tcp", "udp", "icmp", "icmpv6", "esp", "ah"];

const NUMBERS: Readonly<Record<Transport, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58, esp: 50, ah: 51 };

/** The number of a transport in the IP header, as IANA assigns it. */
export function protocolNumber(transport: Transport): number {
  return NUMBERS[transport];
}

/** Whether a text names a transport. */
export function isTransport(text: unknown): text is Transport {
  return typeof text === "string" && Object.hasOwn(NUMBERS, text);
}

/** Whether a transport has source and destination ports. */
export function hasPorts(transport: Transport): transport is "tcp" | "udp" {
  return transport === "tcp" || transport === "udp";
}

/** Whether a transport has a message type and code. */
export function hasIcmpType(transport: Transport): transport is "icmp" | "icmpv6" {
  return transport === "icmp" || transport === "icmpv6";
}
