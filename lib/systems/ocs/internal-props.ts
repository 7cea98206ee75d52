/** What servers inside are told alike. */
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";

/** Where a server or pool is, and who uses it. */
export interface OcsInternalProps {
  /** The network: `AwsNetwork` or `AzureNetwork`, with a subnet inside. */
  readonly network: Network;
  /** The SIP domains, the part behind the @ of SIP addresses; at least one, each once. */
  readonly sipDomains: readonly string[];
  /**
   * Office Communicator and Live Meeting inside.
   *
   * @default - nothing is open from clients
   */
  readonly internalClients?: Peer;
  /**
   * Live Meeting inside, where its clients are others than those of Office Communicator; `internalClients` are then those
   * of Office Communicator only.
   *
   * @default - `internalClients`
   */
  readonly liveMeetingClients?: Peer;
  /**
   * Clients inside find this server by DNS: SRV records for every SIP domain, which lead to a name inside the domain. Of one
   * network, each SIP domain has one server, pool or Director to which its clients sign in.
   *
   * @default - no SRV records
   */
  readonly automaticSignIn?: object;
}

/** What Front Ends have to do with other servers of the deployment. */
export interface OcsOtherServersProps {
  /**
   * Other Standard Edition Servers and pools inside, as the Front Ends there: SIP between servers, both ways. Directors and
   * edge servers that this app deploys name this server, and need no mention here.
   *
   * @default - none
   */
  readonly otherServers?: Peer;
}
