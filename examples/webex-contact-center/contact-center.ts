/** Contact Center Express in a Dedicated Instance, described once for both clouds. */
import type { Construct } from "constructs";
import { DedicatedInstancePeering, type Network } from "../../lib/index";

const INSTANCE = "192.0.2.0/24";

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  partner: [INSTANCE, ...DedicatedInstancePeering.nameServersOf(["EU"])],
} as const;

/** Joins the machines of a contact center with the instance. */
export function composeContactCenter(scope: Construct, network: Network): DedicatedInstancePeering {
  return new DedicatedInstancePeering(scope, "ContactCenter", {
    network,
    instance: { prefixes: [INSTANCE], unifiedCm: ["192.0.2.0/28"] },
    contactCenter: { prefixes: ["192.0.2.32/28"] },
    nameResolution: { customer: "xyz", regions: ["EU"] },
    hosts: {
      AgentDesktops: {
        roles: ["uccx-client", "browser"],
        interfaces: [{ privateAddress: "10.30.50.10" }, { privateAddress: "10.30.50.11" }],
      },
      AgentPhones: { roles: ["endpoint", "phone"], interfaces: [{ privateAddress: "10.30.51.10" }] },
      Reporting: { roles: ["customer-server", "rest-client"], interfaces: [{ privateAddress: "10.30.52.10" }] },
      Gateways: { roles: ["gateway"], interfaces: [{ privateAddress: "10.30.53.10" }] },
    },
  });
}
