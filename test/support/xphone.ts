/** Deployments of XPhone Connect as tests write them. */
import type { TerraformStack } from "cdktf";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { XPhoneCallController } from "../../lib/systems/xphone/xphone-call-controller";
import type { XPhoneCallControllerProps } from "../../lib/systems/xphone/xphone-call-controller-props";
import { XPhoneServer } from "../../lib/systems/xphone/xphone-server";
import type { XPhoneServerProps } from "../../lib/systems/xphone/xphone-server-props";
import { checkStack } from "../../lib/tools/analyze/check";
import { readStack } from "../../lib/tools/read/terraform-json";
import { rulesOf, synthesized } from "./rules";
import { type Cloud, networkOn, type NetworkPlan, stackOn } from "./stacks";

/** Peers, as tests name them. */
export const at = (...prefixes: string[]): Peer => Peer.prefixes(prefixes);

/** Clients inside. */
export const CLIENTS = "10.30.128.0/17";

/** A network with a subnet inside, a way out, and room for proxies. */
const PLAN: NetworkPlan = {
  perimeter: ["10.20.0.0/23"],
  internalSubnet: "inside",
  wayOut: ["203.0.113.5"],
  balancerZones: ["eu-central-1a", "eu-central-1b"],
  gateway: "10.20.1.0/24",
};

/** The same network without a way out. */
export const WITHOUT_WAY_OUT: NetworkPlan = { perimeter: ["10.20.0.0/23"], internalSubnet: "inside" };

/** A stack with its network. */
export interface XPhoneStack {
  readonly stack: TerraformStack;
  readonly network: Network;
}

/** A stack with its network. */
export function xphoneStack(cloud: Cloud, plan: NetworkPlan = PLAN): XPhoneStack {
  const stack = stackOn(cloud);
  return { stack, network: networkOn(cloud, stack, plan) };
}

/** A server inside; everything can be said differently. */
export function serverOn({ stack, network }: XPhoneStack, more: Partial<XPhoneServerProps> = {}): XPhoneServer {
  const internal = { privateAddress: "10.30.1.10" };
  return new XPhoneServer(stack, "Server", { network, internal, clients: at(CLIENTS), ...more });
}

/** A server in the perimeter, with an interface on each side. */
export function edgeServerOn(place: XPhoneStack, more: Partial<XPhoneServerProps> = {}): XPhoneServer {
  const external = { privateAddress: "10.20.0.10" };
  return serverOn(place, { zone: "perimeter", external, internal: { privateAddress: "10.20.0.138" }, ...more });
}

/** STUN servers outside. */
export const STUN = at("198.51.100.10");

/** A call controller on a satellite in the perimeter, whose server is named by its address. */
export function satelliteOn(
  { stack, network }: XPhoneStack,
  more: Partial<XPhoneCallControllerProps> = {},
  satellite: object = {},
): XPhoneCallController {
  return new XPhoneCallController(stack, "Media", {
    satellite: {
      network,
      zone: "perimeter",
      external: { privateAddress: "10.20.0.20" },
      internal: { privateAddress: "10.20.0.148" },
      server: at("10.30.1.10"),
      ...satellite,
    },
    softphoneMobile: {},
    stunServers: STUN,
    timeServers: at("10.30.0.123"),
    ...more,
  });
}

/** The rules of a stack, one line for each port range and peer, so that both clouds can be held against the same lines. */
export function atomsOf(source: TerraformStack | string): string[] {
  return rulesOf(source)
    .flatMap((line) => {
      const [, start = "", ports = "", word = "", peers = "", rest = ""] =
        /^(\S+ \S+ \S+) (\S+) (from|to) (\S+)(.*)$/.exec(line) ?? [];
      const lineOf = (range: string, peer: string): string => `${start} ${range} ${word} ${peer}${rest}`;
      return ports.split(",").flatMap((range) => peers.split(",").map((peer) => lineOf(range, peer)));
    })
    .sort();
}

/** Whether a check finds every interface to permit exactly what its stack declares. */
export function isExact({ stack }: XPhoneStack): boolean {
  const json = JSON.parse(synthesized(stack)) as unknown;
  return checkStack(readStack("cdk.tf.json", json), "2027-01-01").interfaces.every(({ exact }) => exact);
}

/** How each cloud spells the internet. */
export const INTERNET = { aws: "0.0.0.0/0", azure: "Internet" } as const;
