/** What interfaces of OCS 2007 permit, as tests write it by hand for `toPermitExactly`: flows as lines, by the paths of interfaces. */
import type { InterfaceExpectation } from "../../lib/testing/index";
import type { Cloud } from "./stacks";

/** What each interface permits. */
export type Expected = Readonly<Record<string, InterfaceExpectation>>;

/** Flows as lines: transport, ports, peer, and source ports. */
export function flows(...lines: string[]): NonNullable<InterfaceExpectation["ingress"]> {
  return lines.map((line) => {
    const [transport, ports = "", peer = "", sourcePorts] = line.split(" ");
    const source = sourcePorts === undefined ? {} : { sourcePorts };
    return { transport: transport === "tcp" ? "tcp" : "udp", ports, peer, ...source };
  });
}

/** What several parts of an expectation ask of the same interfaces. */
export function together(...parts: readonly Expected[]): Expected {
  const all: Record<string, Required<InterfaceExpectation>> = {};
  for (const [path, { ingress = [], egress = [] }] of parts.flatMap((part) => Object.entries(part))) {
    const known = all[path] ?? { ingress: [], egress: [] };
    all[path] = { ingress: [...known.ingress, ...ingress], egress: [...known.egress, ...egress] };
  }
  return all;
}

/**
 * Flows that come through a virtual address. AWS: its group admits the peers, and leads to the hosts, which admit it. Azure:
 * the hosts admit the peers, and the probes to the ports whose health is checked.
 */
export function through(
  cloud: Cloud,
  front: string,
  hosts: string,
  health: readonly string[],
  ...lines: string[]
): Expected {
  if (cloud === "azure") {
    return { [hosts]: { ingress: flows(...lines, ...health.map((port) => `tcp ${port} AzureLoadBalancer`)) } };
  }
  const ports = [...lines.map((line) => line.split(" ").slice(0, 2).join(" ")), ...health.map((port) => `tcp ${port}`)];
  return {
    [`${front}/Balancer/Front`]: {
      ingress: flows(...lines),
      egress: flows(...ports.map((port) => `${port} ${hosts}`)),
    },
    [hosts]: { ingress: flows(...ports.map((port) => `${port} ${front}/Balancer/Front`)) },
  };
}

/** How callers name a virtual address: by its balancer's group, which AWS has, or by the address. */
export function named(cloud: Cloud, front: string, address: string): string {
  return cloud === "aws" ? `${front}/Balancer/Front` : address;
}

/** The same traffic with each of several peers, as lines. */
export function each(traffic: string | readonly string[], ...peers: readonly string[]): string[] {
  return [traffic].flat().flatMap((one) => peers.map((peer) => `${one} ${peer}`));
}
