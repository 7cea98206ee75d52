/** Hosts that a balancer is to lead to, as they are checked before there is one. */
import type { NicRequest, Side } from "./interface-request";
import type { PlacedInterface } from "./placed-interface";

/** Hosts that a balancer is to lead to. */
export interface MemberHosts {
  readonly nics: readonly NicRequest[];
  /** Which address of each. */
  readonly address: number;
  /** Their interface, where they are placed already, and the side of the balancer. */
  readonly placed?: { readonly at: PlacedInterface; readonly side: Side };
  /** What fails: `cannot deploy the Enterprise pool`. */
  readonly what: string;
  readonly path: string;
  /** How a property of a host is called: `servers[1].privateAddress`. */
  readonly propOf: (host: number, name: string) => string;
}
