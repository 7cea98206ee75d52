/** The ports on which server, satellite and call controller take SIP, and what else listens there. */
import type { PortRange } from "../../net/port-range";
import type { XPhoneSipGatewayProps } from "./xphone-call-controller-props";
import { faultAt, readPort, readTransport, type ToldAt } from "./xphone-faults";
import { type StatedTraffic, XPHONE_FLOWS } from "./xphone-system";

const ROW = "xphone/connection-overview/";
/** SIP from the server, and to it. */
const TO_SATELLITE = `${ROW}9a`;
const TO_SERVER = `${ROW}10a`;
const TO_PBX = `${ROW}20a`;
const FROM_PBX = `${ROW}22a`;

/** The ports of SIP between the server and a satellite, the same at both ends. */
export interface XPhoneSatelliteSipProps {
  /**
   * The TCP port on which the satellite takes SIP from the server.
   *
   * @default 4901
   */
  readonly sipPort?: number;
  /**
   * The TCP port on which the server takes SIP from the satellite.
   *
   * @default 4900
   */
  readonly serverSipPort?: number;
}

/**
 * Reads the ports of SIP between the server and satellites; returns those on which a satellite takes it.
 *
 * @throws {@link UcEdgeError} `xphone-port-invalid`, `xphone-sip-port-taken`, `stack-prop-unresolved`
 */
export function readSatelliteSip(
  { sipPort, serverSipPort }: XPhoneSatelliteSipProps,
  prop: string,
  stated: Map<string, StatedTraffic>,
  at: ToldAt,
): readonly PortRange[] {
  state(TO_SATELLITE, sipPort, `${prop}.sipPort`, stated, at);
  state(TO_SERVER, serverSipPort, `${prop}.serverSipPort`, stated, at);
  requireFree(portsOf(TO_SATELLITE, stated), listeners("satellite", TO_SATELLITE), `${prop}.sipPort`, "satellite", at);
  requireFree(portsOf(TO_SERVER, stated), listeners("xphone-server", TO_SERVER), `${prop}.serverSipPort`, "server", at);
  return portsOf(TO_SATELLITE, stated);
}

/**
 * Reads ports and transport of SIP with a PBX; returns the ports on which the call controller takes it.
 *
 * @param satelliteSip - On a satellite, the ports on which it takes SIP from the server; else the server's own count.
 * @throws {@link UcEdgeError} `xphone-port-invalid`, `xphone-transport-unknown`, `xphone-sip-port-taken`,
 *   `stack-prop-unresolved`
 */
export function readGatewaySip(
  gateway: XPhoneSipGatewayProps,
  satelliteSip: readonly PortRange[] | undefined,
  stated: Map<string, StatedTraffic>,
  at: ToldAt,
): readonly PortRange[] {
  const { sipPort, localSipPort, transport } = gateway;
  state(TO_PBX, sipPort, "sipGateway.sipPort", stated, at);
  state(FROM_PBX, localSipPort, "sipGateway.localSipPort", stated, at);
  if (transport !== undefined) {
    const transports = [
      readTransport(transport, "sipGateway.transport", "it follows the setting of the PBX or SBC", at),
    ];
    for (const direction of [TO_PBX, FROM_PBX]) stated.set(direction, { ...stated.get(direction), transports });
  }
  const ports = portsOf(FROM_PBX, stated);
  if (transport === "udp") return ports;
  const whose = satelliteSip === undefined ? "server" : "satellite";
  const taken = new Map(
    whose === "server" ? listeners("xphone-server", TO_SERVER) : listeners("satellite", TO_SATELLITE),
  );
  for (const { first } of satelliteSip ?? []) taken.set(first, "SIP from the server");
  requireFree(ports, taken, "sipGateway.localSipPort", whose, at);
  return ports;
}

function state(
  direction: string,
  given: number | undefined,
  prop: string,
  stated: Map<string, StatedTraffic>,
  at: ToldAt,
): void {
  if (given === undefined) return;
  const port = readPort(given, prop, at);
  stated.set(direction, { ports: [{ first: port, last: port }] });
}

/** What else a role listens to over TCP, as documented, by port. */
function listeners(role: string, sip: string): ReadonlyMap<number, string> {
  return new Map(
    XPHONE_FLOWS.flatMap(({ id, protocol, purpose, directions }) =>
      directions
        .filter(({ key, to, transports }) => `${id}${key}` !== sip && to.includes(role) && transports.includes("tcp"))
        // SIP with a PBX is held against the rest by itself.
        .filter(({ key }) => `${id}${key}` !== FROM_PBX)
        .flatMap(({ ports, purpose: own }) =>
          ports === null || typeof ports === "string"
            ? []
            : ports.map(([first]): [number, string] => [first, own ?? (protocol === "" ? purpose : protocol)]),
        ),
    ),
  );
}

/**
 * Refuses SIP on a port that something else listens on.
 *
 * @throws {@link UcEdgeError} `xphone-sip-port-taken`
 */
function requireFree(
  sip: readonly PortRange[],
  taken: ReadonlyMap<number, string>,
  prop: string,
  whose: "satellite" | "server",
  at: ToldAt,
): void {
  for (const { first } of sip) {
    const other = taken.get(first);
    if (other === undefined) continue;
    const expected = `a port on which the ${whose} does not listen for something else (${other})`;
    const todo = "choose another one, here and in the product";
    throw faultAt(at)("xphone-sip-port-taken", prop, first, expected, todo);
  }
}

/** The ports of a direction, as stated or as documented. */
function portsOf(direction: string, stated: ReadonlyMap<string, StatedTraffic>): readonly PortRange[] {
  const ports = stated.get(direction)?.ports;
  if (ports !== undefined) return ports;
  const found = XPHONE_FLOWS.flatMap(({ id, directions }) =>
    directions.filter(({ key }) => `${id}${key}` === direction),
  );
  return found.flatMap((one) =>
    one.ports === null || typeof one.ports === "string" ? [] : one.ports.map(([first, last]) => ({ first, last })),
  );
}
