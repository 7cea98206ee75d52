/** What an `OwnServer` is told. */
import type { View } from "../../catalog/schema";
import type { InterfaceProps } from "../../stack/interface-request";
import type { Network } from "../../stack/network";

/** An SRV record of a user's own product. */
export interface OwnServiceRecord {
  /** Service and protocol, as the record's name begins: `_sip._tls`. */
  readonly service: string;
  /** The domain that the record is for, in one of the network's DNS zones. */
  readonly domain: string;
  /** The port that the record leads to, 1-65535. It opens nothing: that is what flows are for. */
  readonly port: number;
  /**
   * 0-65535; the lowest is tried first.
   *
   * @default 0
   */
  readonly priority?: number;
  /**
   * 0-65535; the share among records of one priority.
   *
   * @default 0
   */
  readonly weight?: number;
  /**
   * Which resolvers see it.
   *
   * @default - "public" where the server has an external interface, else "internal"
   */
  readonly view?: View;
  /**
   * The name that it leads to: one of the server's on the side of the view, external for "public" and internal for
   * "internal".
   *
   * @default - the first of them inside the domain
   */
  readonly target?: string;
}

/** One more host of the same kind. */
export interface OwnHostProps {
  /**
   * Its interface towards the internet and partners, without names.
   *
   * @default - none
   */
  readonly external?: InterfaceProps;
  /**
   * Its interface towards the inside, without names.
   *
   * @default - none
   */
  readonly internal?: InterfaceProps;
}

/** A server of a product that no document here covers. Its flows are added to its role. */
export interface OwnServerProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** What people call it: `Session border controller`. It stands in reports and descriptions. */
  readonly title: string;
  /**
   * Where the server stands. In the zone `internal` it has its internal interface only.
   *
   * @default "perimeter"
   */
  readonly zone?: "perimeter" | "internal";
  /**
   * The interface towards the internet and partners. A static public address is made for it unless it states the one it has.
   *
   * @default - none; the internal interface is then used for every flow
   */
  readonly external?: InterfaceProps;
  /**
   * The interface towards the inside.
   *
   * @default - none; the external interface is then used for every flow
   */
  readonly internal?: InterfaceProps;
  /**
   * More hosts that do the same, with the same interfaces: a pool. They share the firewall groups and the names; put a
   * `VirtualAddress` in front of them to spread connections.
   *
   * @default - one host
   */
  readonly furtherHosts?: readonly OwnHostProps[];
  /**
   * SRV records that lead to the server.
   *
   * @default - none
   */
  readonly serviceRecords?: readonly OwnServiceRecord[];
}
