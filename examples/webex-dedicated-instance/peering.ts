/** A Dedicated Instance in two regions, described once for both clouds. */
import type { Construct } from "constructs";
import { DedicatedInstancePeering, type Network } from "../../lib/index";

const INSTANCE = { amer: "192.0.2.0/24", emea: "198.51.100.0/24" } as const;

/** The address plan that the stacks of both clouds share. */
export const PLAN = {
  perimeter: ["10.20.0.0/24"],
  internal: ["10.30.0.0/16"],
  partner: [INSTANCE.amer, INSTANCE.emea, ...DedicatedInstancePeering.nameServersOf(["AMER", "EMEA"])],
  onPremises: ["10.30.128.0/17"],
} as const;

/** Joins whichever network it is given with the instance. */
export function composePeering(scope: Construct, network: Network): DedicatedInstancePeering {
  return new DedicatedInstancePeering(scope, "Peering", {
    network,
    instance: {
      prefixes: [INSTANCE.amer, INSTANCE.emea],
      unifiedCm: ["192.0.2.0/28", "198.51.100.0/28"],
      unityConnection: ["192.0.2.16/29", "198.51.100.16/29"],
      imAndPresence: ["192.0.2.24/29", "198.51.100.24/29"],
      expressway: ["192.0.2.128/25", "198.51.100.128/25"],
    },
    nameResolution: { customer: "xyz", regions: ["AMER", "EMEA"] },
    endpointProtocols: ["secure-sip", "sip-oauth"],
    features: ["im-and-presence", "secure-voicemail-notification", "capf", "contact-search"],
    hosts: {
      Softphones: {
        roles: ["endpoint", "phone", "jabber-client", "browser"],
        interfaces: [{ privateAddress: "10.30.10.10" }, { privateAddress: "10.30.10.11" }],
      },
      DeskPhones: { roles: ["endpoint", "phone"], prefixes: ["10.30.128.0/17"] },
      Administrators: { roles: ["administrator", "browser"], interfaces: [{ privateAddress: "10.30.20.10" }] },
      Directory: { roles: ["external-directory"], interfaces: [{ privateAddress: "10.30.30.10" }] },
      Gateways: { roles: ["gateway", "cube"], interfaces: [{ privateAddress: "10.30.40.10" }] },
    },
  });
}
