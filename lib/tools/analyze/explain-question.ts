/** The words of a question: from whom to whom, and which traffic. */
import { parsePorts, type PortRange } from "../../net/port-range";
import { hasPorts, isTransport, type Transport, TRANSPORTS } from "../../net/transport";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import type { Service } from "./traffic";

/** What somebody asks. */
export interface ExplainQuestion {
  /** `internet`, an address or prefix, a role, an interface, or a service tag. */
  readonly from: string;
  readonly to: string;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `esp` or `ah`; left out, TCP where there is a port, else everything. */
  readonly transport?: string | undefined;
  /** A port or a range: `443`, `50000-59999`. */
  readonly port?: string | undefined;
  readonly sourcePort?: string | undefined;
}

const WHAT = "cannot explain";

/** A question, read. */
export interface AskedService {
  readonly service: Service;
  /** Whether it is one question, and not one about everything that may pass. */
  readonly isOne: boolean;
}

/**
 * The traffic of a question.
 *
 * @throws {@link UcEdgeError} `tools-query-transport-unknown`, `tools-explain-port-unexpected`,
 *   `tools-explain-source-port-alone`, and those of ports.
 */
export function readQuestion({ transport, port, sourcePort }: ExplainQuestion): AskedService {
  const asked = transport ?? (port === undefined ? undefined : "tcp");
  if (asked !== undefined && !isTransport(asked)) {
    throw new UcEdgeError({
      code: "tools-query-transport-unknown",
      what: WHAT,
      prop: "--transport",
      value: asked,
      expected: oneOf(TRANSPORTS, asked),
      todo: "name one transport",
    });
  }
  refusePorts(asked, port, sourcePort);
  const ports = (text: string | undefined, prop: string): readonly PortRange[] | undefined =>
    text === undefined ? undefined : [parsePorts(text, { what: WHAT, prop })];
  const service: Service = {
    ...(asked === undefined ? {} : { protocols: [asked] }),
    ...(port === undefined ? {} : { destinationPorts: ports(port, "--port") }),
    ...(sourcePort === undefined ? {} : { sourcePorts: ports(sourcePort, "--source-port") }),
  };
  return { service, isOne: port !== undefined || (asked !== undefined && !hasPorts(asked)) };
}

function refusePorts(asked: Transport | undefined, port: string | undefined, sourcePort: string | undefined): void {
  if (asked !== undefined && !hasPorts(asked) && (port ?? sourcePort) !== undefined) {
    throw new UcEdgeError({
      code: "tools-explain-port-unexpected",
      what: WHAT,
      prop: port === undefined ? "--source-port" : "--port",
      value: port ?? sourcePort,
      expected: `nothing, because ${asked} has no ports`,
      todo: "leave it out, or name tcp or udp",
    });
  }
  if (port === undefined && sourcePort !== undefined) {
    throw new UcEdgeError({
      code: "tools-explain-source-port-alone",
      what: WHAT,
      prop: "--source-port",
      value: sourcePort,
      expected: "nothing without --port",
      todo: "name the destination port, too",
    });
  }
}
