/** What an `EnterprisePool` is told. */
import type { InterfaceProps } from "../../stack/interface-request";
import type { Peer } from "../../stack/peer";
import type { OcsInternalProps, OcsOtherServersProps } from "./internal-props";
import type { OcsVirtualAddressProps } from "./pool-address";

/** Servers that connections are spread over. */
export interface OcsBalancedServersProps {
  /** The interface of each server, in the zone inside, with the server's own names; at least one. */
  readonly servers: readonly InterfaceProps[];
  /**
   * The virtual address in front of them.
   *
   * @default - none; one server is reached by itself, several need one
   */
  readonly virtualAddress?: OcsVirtualAddressProps;
}

/** An expanded pool: each role on servers of its own. */
export interface OcsExpandedPoolProps {
  /** The Front End Servers. The name of the pool leads to them. */
  readonly frontEnds: OcsBalancedServersProps;
  /** The interface of each Web Conferencing Server; at least one. Clients and edge servers reach each of them by itself. */
  readonly webConferencingServers: readonly InterfaceProps[];
  /** The interface of each A/V Conferencing Server; at least one. Clients and edge servers reach each of them by itself. */
  readonly avConferencingServers: readonly InterfaceProps[];
  /**
   * The Web Components Servers. The name of the web farm leads to them. Without a `webFarmName` of its own, the web farm has
   * the name of the pool, and 443 of the pool's virtual address leads to them.
   */
  readonly webComponents: OcsBalancedServersProps;
}

/** What {@link EnterprisePool} deploys: exactly one of `consolidated` and `expanded`. */
export interface EnterprisePoolProps extends OcsInternalProps, OcsOtherServersProps {
  /** The fully qualified name of the pool. An address record is made for it where the network has the DNS zone. */
  readonly poolName: string;
  /**
   * The fully qualified name in the internal URL of the web farm.
   *
   * @default - the name of the pool
   */
  readonly webFarmName?: string;
  /**
   * All four roles on each server.
   *
   * @default - the pool is expanded
   */
  readonly consolidated?: OcsBalancedServersProps;
  /**
   * Front End, Web Conferencing, A/V Conferencing and Web Components on servers of their own.
   *
   * @default - the pool is consolidated
   */
  readonly expanded?: OcsExpandedPoolProps;
  /**
   * Front Ends of other pools behind load balancers, inside: SIP, and TCP 135 for WMI and for moving users, both ways. This
   * pool must be behind a virtual address as well. Name a pool in one of two that know each other.
   *
   * @default - none
   */
  readonly otherPools?: Peer;
}
