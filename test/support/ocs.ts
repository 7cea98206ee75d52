/** Servers inside of OCS 2007 as tests write them. */
import type { TerraformStack } from "cdktf";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { Director } from "../../lib/systems/ocs/director";
import type { DirectorProps } from "../../lib/systems/ocs/director-props";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import type { EnterprisePoolProps } from "../../lib/systems/ocs/enterprise-pool-props";
import { StandardEditionServer, type StandardEditionServerProps } from "../../lib/systems/ocs/standard-edition-server";
import { type Cloud, networkOn, type NetworkPlan, stackOn } from "./stacks";

/** Clients inside. */
export const CLIENTS = "10.30.128.0/17";

/** Peers, as tests name them. */
export const at = (...prefixes: string[]): Peer => Peer.prefixes(prefixes);

/** A stack with its network: a subnet inside, and internal DNS zones of two domains. */
export interface OcsStack {
  readonly stack: TerraformStack;
  readonly network: Network;
}

/** The network that servers inside are placed in. */
export const OCS_PLAN: NetworkPlan = { internalSubnet: "inside", internalDomains: ["example.com", "example.org"] };

/** A stack with its network. */
export function ocsStack(cloud: Cloud, plan: NetworkPlan = OCS_PLAN): OcsStack {
  const stack = stackOn(cloud);
  return { stack, network: networkOn(cloud, stack, plan) };
}

/** The props of a Standard Edition Server; everything can be said differently. */
export function standardEdition(
  network: Network,
  more: Partial<StandardEditionServerProps> = {},
): StandardEditionServerProps {
  return {
    network,
    name: "ocs.example.com",
    sipDomains: ["example.com"],
    internal: { privateAddress: "10.30.1.4" },
    ...more,
  };
}

/** A Standard Edition Server. */
export function standardEditionOn(
  { stack, network }: OcsStack,
  more: Partial<StandardEditionServerProps> = {},
  id = "Server",
): StandardEditionServer {
  return new StandardEditionServer(stack, id, standardEdition(network, more));
}

/** The props of a consolidated pool of two servers; everything can be said differently. */
export function consolidated(network: Network, more: Partial<EnterprisePoolProps> = {}): EnterprisePoolProps {
  return {
    network,
    poolName: "pool.example.com",
    sipDomains: ["example.com"],
    consolidated: {
      servers: [{ privateAddress: "10.30.2.4" }, { privateAddress: "10.30.2.5" }],
      virtualAddress: { privateAddress: "10.30.2.1" },
    },
    ...more,
  };
}

/** A consolidated pool of two servers. */
export function consolidatedOn(
  { stack, network }: OcsStack,
  more: Partial<EnterprisePoolProps> = {},
  id = "Pool",
): EnterprisePool {
  return new EnterprisePool(stack, id, consolidated(network, more));
}

/** The props of a Director on one server; everything can be said differently. */
export function director(network: Network, more: Partial<DirectorProps> = {}): DirectorProps {
  return {
    network,
    sipDomains: ["example.com"],
    frontEnds: at("10.30.9.0/28"),
    standardEdition: { name: "director.example.com", internal: { privateAddress: "10.30.3.4" } },
    ...more,
  };
}

/** A Director on one server. */
export function directorOn({ stack, network }: OcsStack, more: Partial<DirectorProps> = {}, id = "Director"): Director {
  return new Director(stack, id, director(network, more));
}
