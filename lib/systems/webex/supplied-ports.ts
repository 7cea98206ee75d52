/** Ports that the document leaves to the deployment, or lets it change. */
import { parsePorts, type PortRange, printPorts } from "../../net/port-range";
import { requireKnown, requireKnownList } from "../../stack/unresolved";
import { faultAt, type Place, WHAT } from "./peering-fault";
import type { DedicatedInstancePeeringProps } from "./peering-props";
import { documentedMedia, reservedPorts } from "./webex-facts";

/** The two directions of media: their source ports are the same range. */
const MEDIA = ["webex-di/table-2/39a", "webex-di/table-2/40a"];

/** Ports by direction: `webex-di/table-2/2b`. */
export interface SuppliedPorts {
  readonly ports: ReadonlyMap<string, readonly PortRange[]>;
  readonly sourcePorts: ReadonlyMap<string, readonly PortRange[]>;
}

/**
 * Reads the ports that are supplied.
 *
 * @throws {@link UcEdgeError} `webex-ports-empty`, `webex-port-reserved`, `webex-media-range-narrow`, `net-port-*`,
 *   `stack-list-*`, `stack-prop-unresolved`.
 */
export function readSuppliedPorts(props: DedicatedInstancePeeringProps, path: string): SuppliedPorts {
  const { tftpDataPorts, emergencyResponder, secureSrst, mediaPorts } = props;
  const ports = new Map<string, readonly PortRange[]>();
  const sourcePorts = new Map<string, readonly PortRange[]>();
  if (tftpDataPorts !== undefined) {
    ports.set("webex-di/table-2/2b", readPorts(tftpDataPorts, { prop: "tftpDataPorts", path }));
  }
  if (emergencyResponder !== undefined) {
    const place = { prop: "emergencyResponder.snmpPorts", path };
    ports.set("webex-di/customer-ports/3a", readPorts(emergencyResponder.snmpPorts, place));
  }
  if (secureSrst !== undefined) {
    const place = { prop: "secureSrst.certificatePorts", path };
    ports.set("webex-di/srst/6a", readPorts(secureSrst.certificatePorts, place));
  }
  if (mediaPorts !== undefined) {
    const media = readMedia(mediaPorts, { prop: "mediaPorts", path });
    for (const direction of MEDIA) {
      ports.set(direction, media);
      sourcePorts.set(direction, media);
    }
  }
  return { ports, sourcePorts };
}

/** Refuses ports that Cisco reserves. */
export function requireUnreserved(ports: readonly PortRange[], place: Place): void {
  for (const reserved of reservedPorts()) {
    const taken = ports.find(({ first, last }) => first <= reserved.last && last >= reserved.first);
    if (taken === undefined) continue;
    throw faultAt(
      place,
      "webex-port-reserved",
      printPorts(taken),
      `ports outside ${printPorts(reserved)}, which Cisco reserves for other integrations (webex-di customer ports); only Contact Center Express has one of them`,
      "use other ports with the Dedicated Instance; for Contact Center Express choose contactCenter",
    );
  }
}

function readPorts(given: readonly (number | string)[], place: Place): PortRange[] {
  requireKnownList(given, WHAT, place.prop, place.path);
  if (given.length === 0) {
    throw faultAt(
      place,
      "webex-ports-empty",
      given,
      "at least one port",
      "list the ports, which the document does not give; none never means all",
    );
  }
  const by = { what: WHAT, ...place };
  const ports = given.map((one) => {
    requireKnown(one, by, "rules are made from it");
    return parsePorts(one, by);
  });
  requireUnreserved(ports, place);
  return ports;
}

function readMedia(given: string, place: Place): PortRange[] {
  const by = { what: WHAT, ...place };
  requireKnown(given, by, "rules are made from it");
  const range = parsePorts(given, by);
  const narrow = documentedMedia().find(({ first, last }) => range.first > first || range.last < last);
  if (narrow !== undefined) {
    throw faultAt(
      place,
      "webex-media-range-narrow",
      given,
      `a range that holds ${printPorts(narrow)}: the document lets special cases use more ports, not fewer`,
      "widen the range, or leave it out",
    );
  }
  requireUnreserved([range], place);
  return [range];
}
