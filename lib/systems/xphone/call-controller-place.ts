/** Where a call controller is: in its server, or on a satellite. */
import type { Network } from "../../stack/network";
import { requireZone } from "../../stack/peer-zones";
import { SATELLITE } from "./choice-props";
import type { XPhoneCallControllerProps } from "./xphone-call-controller-props";
import { faultAt, requireChoices, requirePeerOf, type ToldAt } from "./xphone-faults";
import { checkHost, type XPhoneHost } from "./xphone-host";
import { shownServer, XPhoneServer } from "./xphone-server";
import { requireNetwork } from "../require-network";

/** Where it is, as it was checked. */
export interface CallControllerPlace {
  readonly network: Network;
  readonly host: XPhoneHost;
  /** The role's id in the catalog. */
  readonly role: "call-controller" | "satellite";
}

/**
 * Where the call controller is.
 *
 * @throws {@link UcEdgeError} `xphone-call-controller-place`, `xphone-call-controller-twice`, `xphone-server-missing`, `xphone-network-missing`,
 *   `xphone-satellite-zone`, `xphone-peer-missing`, `xphone-interface-*`, and those of peers.
 */
export function readPlace({ integratedIn, satellite }: XPhoneCallControllerProps, at: ToldAt): CallControllerPlace {
  const fault = faultAt(at);
  const given = [integratedIn, satellite].filter((one) => one !== undefined);
  if (given.length !== 1) {
    const value = given.length === 0 ? undefined : "both";
    const todo = "name the server in which it is integrated, or describe its satellite";
    throw fault("xphone-call-controller-place", "integratedIn, satellite", value, "exactly one of the two", todo);
  }
  if (satellite === undefined) {
    if (XPhoneServer.isServer(integratedIn)) {
      requireAlone(integratedIn, at);
      return { network: integratedIn.network, host: integratedIn.host, role: "call-controller" };
    }
    const expected = "the XPhoneServer in which it is integrated";
    throw fault("xphone-server-missing", "integratedIn", shownServer(integratedIn), expected, "deploy an XPhoneServer");
  }
  if (typeof (satellite as unknown) !== "object" || (satellite as unknown) === null) {
    const todo = "describe it: { network, zone, external, internal, server }";
    throw fault("xphone-call-controller-place", "satellite", satellite, "the satellite, described by an object", todo);
  }
  requireChoices({ satellite: [satellite, SATELLITE] }, at);
  const { network, server } = satellite;
  const todo = "say where the satellite is placed";
  requireNetwork(network, { code: "xphone-network-missing", what: at.what, todo, path: at.path });
  if (!["perimeter", "internal"].includes(satellite.zone)) {
    const expected = '"perimeter" or "internal", as the document does not say where a satellite stands';
    throw fault("xphone-satellite-zone", "satellite.zone", satellite.zone, expected, "say in which zone it stands");
  }
  requirePeerOf(server, "satellite.server", "the XPhone Connect Server", at);
  requireZone(server, "network", network, "the XPhone Connect Server", at.path);
  return { network, host: checkHost(satellite, "perimeter", network, "satellite", at), role: "satellite" };
}

/** A server has one call controller, whose media range nobody else can have on the same host. */
function requireAlone({ node, integratedCallController: other }: XPhoneServer, at: ToldAt): void {
  if (other === undefined) return;
  const expected = `a server without a call controller; ${other} is integrated in it already`;
  const todo = "say there what both are for, or put the other one on a satellite";
  throw faultAt(at)("xphone-call-controller-twice", "integratedIn", `the server ${node.path}`, expected, todo);
}

/**
 * Refuses clients outside where the media range has no public address of its own.
 *
 * @throws {@link UcEdgeError} `xphone-media-range-balanced`, `xphone-media-not-reachable`
 */
export function requireReachable({ host, role }: CallControllerPlace, at: ToldAt): void {
  if (host.hasPublicAddress) return;
  const isForwarded = host.interfaces.get("external")?.translation === "port-forward";
  const prop = `${role === "satellite" ? "satellite" : "integratedIn"}.${isForwarded ? "external.translation" : "external"}`;
  const fault = faultAt(at);
  if (isForwarded) {
    throw fault(
      "xphone-media-range-balanced",
      prop,
      "port-forward",
      '"static-nat": load balancers of both clouds forward one port each, and the media range must arrive with its port numbers unchanged',
      "give the host a public address of its own",
    );
  }
  throw fault(
    "xphone-media-not-reachable",
    prop,
    undefined,
    "an external interface, at whose public address the internet reaches the media range by static NAT",
    "place the host in the perimeter, state the publicAddress that its interface has, or leave softphones outside out",
  );
}
