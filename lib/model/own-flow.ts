/** Flows that a user adds, beside the documented ones. */
import { parsePorts, type PortRange } from "../net/port-range";
import { hasIcmpType, hasPorts, isTransport, type Transport, TRANSPORTS } from "../net/transport";
import { oneOf, UcEdgeError } from "../net/uc-edge-error";

/** A flow that no document asks for, and why it is wanted. */
export interface OwnFlow {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `esp` or `ah`. */
  readonly transport: Transport;
  /**
   * Destination ports, for `tcp` and `udp` and required there: `443`, `"50000-59999"`, or several. 0-65535.
   *
   * @default - none; a transport without ports takes none
   */
  readonly ports?: readonly (number | string)[];
  /**
   * Source ports, for `tcp` and `udp`, as one port or range. AWS cannot filter them: there the flow is open from every
   * source port, and a finding says so.
   *
   * @default - every source port
   */
  readonly sourcePorts?: number | string;
  /**
   * The ICMP message type, 0-255, for `icmp` and `icmpv6`. Azure cannot filter it: a finding says so.
   *
   * @default - every message
   */
  readonly icmpType?: number;
  /**
   * The ICMP message code, 0-255, with a type.
   *
   * @default - every code of the type
   */
  readonly icmpCode?: number;
  /** What the flow is for; it stands in reports and in the declaration. */
  readonly purpose: string;
  /**
   * Who answers for the flow.
   *
   * @default - nobody is named
   */
  readonly owner?: string;
  /**
   * The day after which the flow is no longer wanted, as `2027-03-31`. It is not removed by itself: reports say that it
   * has expired.
   *
   * @default - it does not expire
   */
  readonly expires?: string;
}

/** An own flow after its checks. */
export interface CheckedOwnFlow {
  readonly transport: Transport;
  readonly ports: readonly PortRange[];
  readonly sourcePorts: PortRange | undefined;
  readonly icmp: { readonly type?: number; readonly code?: number } | undefined;
  readonly purpose: string;
  readonly owner: string | undefined;
  readonly expires: string | undefined;
  /** The common need that it is for, where it is for one. */
  readonly need?: string;
}

/**
 * Checks an own flow.
 *
 * @throws {@link UcEdgeError} `model-flow-transport-unknown`, `model-flow-ports-missing`, `model-flow-ports-unexpected`,
 *   `model-flow-icmp-invalid`, `model-flow-purpose-missing`, `model-flow-expires-invalid`, and those of ports.
 */
export function checkOwnFlow(flow: OwnFlow, what: string, path: string): CheckedOwnFlow {
  const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what, prop, value, expected, todo, path });
  if (!isTransport(flow.transport)) {
    throw fault(
      "model-flow-transport-unknown",
      "transport",
      flow.transport,
      oneOf(TRANSPORTS, flow.transport),
      "name one transport; write two flows for two",
    );
  }
  const portsGiven = flow.ports ?? [];
  if (hasPorts(flow.transport) && portsGiven.length === 0) {
    throw fault(
      "model-flow-ports-missing",
      "ports",
      flow.ports,
      "at least one port",
      "list the ports; none never means all",
    );
  }
  if (!hasPorts(flow.transport) && (flow.ports !== undefined || flow.sourcePorts !== undefined)) {
    throw fault(
      "model-flow-ports-unexpected",
      "ports",
      flow.ports ?? flow.sourcePorts,
      `no ports with ${flow.transport}`,
      hasIcmpType(flow.transport) ? "use icmpType and icmpCode" : "leave ports out",
    );
  }
  if (typeof flow.purpose !== "string" || flow.purpose.trim() === "") {
    throw fault("model-flow-purpose-missing", "purpose", flow.purpose, "a few words", "say what the flow is for");
  }
  if (flow.expires !== undefined && !isDay(flow.expires)) {
    throw fault("model-flow-expires-invalid", "expires", flow.expires, 'a day such as "2027-03-31"', "correct the day");
  }
  return {
    transport: flow.transport,
    ports: portsGiven.map((ports) => parsePorts(ports, { what, prop: "ports", path })),
    sourcePorts:
      flow.sourcePorts === undefined ? undefined : parsePorts(flow.sourcePorts, { what, prop: "sourcePorts", path }),
    icmp: checkIcmp(flow, fault),
    purpose: flow.purpose.trim(),
    owner: flow.owner,
    expires: flow.expires,
  };
}

function checkIcmp(
  flow: OwnFlow,
  fault: (code: string, prop: string, value: unknown, expected: string, todo: string) => UcEdgeError,
): { type?: number; code?: number } | undefined {
  const { icmpType: type, icmpCode: code } = flow;
  if (type === undefined && code === undefined) return undefined;
  const valid = (number: number | undefined): boolean =>
    number === undefined || (Number.isInteger(number) && number >= 0 && number <= 255);
  if (!hasIcmpType(flow.transport) || type === undefined || !valid(type) || !valid(code)) {
    throw fault(
      "model-flow-icmp-invalid",
      "icmpType",
      { icmpType: type, icmpCode: code },
      "a type from 0 to 255, and a code from 0 to 255 only with a type, for icmp and icmpv6 only",
      "correct the message",
    );
  }
  return code === undefined ? { type } : { type, code };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // February 30 is read as a day in March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
