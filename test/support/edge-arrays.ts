/** Arrays of edge services, as tests name them. */
import type { InterfaceProps } from "../../lib/stack/interface-request";
import { Peer } from "../../lib/stack/peer";
import type { EdgeArrayProps, EdgeServiceProps } from "../../lib/systems/ocs/edge-server-props";
import { POOL } from "./stacks";

/** The virtual address inside, as most tests name it. */
export const INSIDE = "10.20.0.200";

/** An interface at the end of the perimeter's block. */
export function at(last: number, more: InterfaceProps = {}): InterfaceProps {
  return { privateAddress: `10.20.0.${String(last)}`, ...more };
}

/** Two hosts, by the ends of their addresses outside; inside they have 128 more. */
export function twoHosts(one: number, two: number): EdgeArrayProps["hosts"] {
  return [one, two].map((last) => ({ external: at(last), internal: at(last + 128) }));
}

/** An array of a service on two hosts. */
export function arrayService(array: EdgeArrayProps): EdgeServiceProps {
  return { array, internalServer: Peer.prefixes([POOL]) };
}
