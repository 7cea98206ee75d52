/** What a `Director` is told. */
import type { InterfaceProps } from "../../stack/interface-request";
import type { Peer } from "../../stack/peer";
import type { OcsBalancedServersProps } from "./enterprise-pool-props";
import type { OcsInternalProps } from "./internal-props";
import type { OcsVirtualAddressProps } from "./pool-address";

/** A Director on one Standard Edition Server. */
export interface StandardEditionDirectorProps {
  /** The fully qualified name of the server. An address record is made for it where the network has the DNS zone. */
  readonly name: string;
  /** Its interface, in the zone inside. */
  readonly internal: InterfaceProps;
}

/** A Director on an Enterprise pool. */
export interface EnterprisePoolDirectorProps extends OcsBalancedServersProps {
  /** The fully qualified name of the pool. An address record is made for it where the network has the DNS zone. */
  readonly poolName: string;
}

/** A server of an array of Directors. */
export interface DirectorArrayServerProps extends InterfaceProps {
  /** The fully qualified name of the server. An address record is made for it where the network has the DNS zone. */
  readonly name: string;
}

/** Standard Edition Servers behind a virtual address. */
export interface DirectorArrayProps {
  /** The fully qualified name of the virtual address. An address record is made for it where the network has the DNS zone. */
  readonly arrayName: string;
  /** The servers; at least one. */
  readonly servers: readonly DirectorArrayServerProps[];
  /** The virtual address in front of them. */
  readonly virtualAddress: OcsVirtualAddressProps;
}

/** What {@link Director} deploys: exactly one of `standardEdition`, `enterprisePool` and `array`. */
export interface DirectorProps extends OcsInternalProps {
  /** The Front Ends of the servers and pools behind it, inside: `Peer.of(pool.frontEnd)`, or their addresses. */
  readonly frontEnds: Peer;
  /**
   * On one Standard Edition Server.
   *
   * @default - on something else
   */
  readonly standardEdition?: StandardEditionDirectorProps;
  /**
   * On an Enterprise pool.
   *
   * @default - on something else
   */
  readonly enterprisePool?: EnterprisePoolDirectorProps;
  /**
   * On an array of Standard Edition Servers.
   *
   * @default - on something else
   */
  readonly array?: DirectorArrayProps;
}
