/**
 * The rules of servers of OCS 2007 as tests write them by hand, and how they are held against a stack. A line is one range of
 * ports with one peer: group, direction, transport, ports, peer, and source ports where the cloud takes them.
 */
import { readStack } from "../../lib/tools/read/terraform-json";
import { checkStack } from "../../lib/tools/analyze/check";
import { CLIENTS, type OcsStack, ocsStack } from "./ocs";
import { synthesized } from "./rules";
import type { Cloud } from "./stacks";
import { atomsOf } from "./xphone";

const TODAY = "2027-01-01";

/** Both ends of a flow between two groups. */
export function both(from: string, to: string, ports: number | string, transport = "tcp"): string[] {
  const range = String(ports);
  return [`${from} egress ${transport} ${range} to ${to}`, `${to} ingress ${transport} ${range} from ${from}`];
}

/** Row 10: the media of an A/V Conferencing Server; AWS has no source ports. */
export function media(group: string, cloud: Cloud, clients = CLIENTS): string {
  const source = cloud === "azure" ? " source 49152-65535" : "";
  return `${group} egress udp 1024-65535 to ${clients}${source}`;
}

/**
 * A flow through a virtual address. On AWS its balancer has a group of its own; on Azure callers name the address, and the
 * hosts see the callers.
 */
export function through(
  from: string,
  to: string,
  ports: number | string,
  cloud: Cloud,
  address: string,
  front: string,
): string[] {
  const range = String(ports);
  if (cloud === "aws") return [...both(from, front, ports), ...both(front, to, ports)];
  return [
    `${from} egress tcp ${range} to ${address}/32`,
    `${to} ingress tcp ${range} from ${from}`,
    `${to} ingress tcp ${range} from AzureLoadBalancer`,
  ];
}

/** A flow of clients through a virtual address; they are in no group of the stack. */
export function clientsThrough(to: string, ports: number | string, cloud: Cloud, front: string): string[] {
  const range = String(ports);
  if (cloud === "aws") return [`${front} ingress tcp ${range} from ${CLIENTS}`, ...both(front, to, ports)];
  return [`${to} ingress tcp ${range} from ${CLIENTS}`, `${to} ingress tcp ${range} from AzureLoadBalancer`];
}

/** A virtual address: the group of its balancer, which AWS has, the hosts' group, and the ports at which health is checked. */
export interface VirtualAddress {
  readonly front: string;
  readonly hosts: string;
  /** The address that callers in a group of the stack name, on Azure. */
  readonly address?: string;
  readonly health: readonly number[];
}

/** A caller of a virtual address, which is a group or a prefix, with the ports that it calls: `tcp 5061`. */
export function callsOf(caller: string, place: VirtualAddress, cloud: Cloud, ...calls: readonly string[]): string[] {
  const { front, hosts, address = "" } = place;
  const isGroup = /^[A-Z]\w+_/.test(caller);
  return calls.flatMap((call) => {
    const [transport = "", ports = ""] = call.split(" ");
    const named = cloud === "aws" ? front : `${address}/32`;
    const asked = isGroup ? [`${caller} egress ${call} to ${named}`] : [];
    if (cloud === "azure") return [...asked, `${hosts} ingress ${call} from ${caller}`];
    return [...asked, `${front} ingress ${call} from ${caller}`, ...both(front, hosts, ports, transport)];
  });
}

/** The probes of a virtual address. */
export function healthOf({ front, hosts, health }: VirtualAddress, cloud: Cloud): string[] {
  return health.flatMap((port) =>
    cloud === "aws" ? both(front, hosts, port) : [`${hosts} ingress tcp ${String(port)} from AzureLoadBalancer`],
  );
}

/** The lines once each, sorted, with ports that touch as single ones: rules put them together where they can. */
export function once(lines: readonly string[]): string[] {
  const apart = lines.flatMap((line) => {
    const [, start = "", first = "", last = "", rest = ""] = /^(\S+ \S+ \S+) (\d+)-(\d+) (.*)$/.exec(line) ?? [];
    const count = Number(last) - Number(first) + 1;
    if (start === "" || count > 10) return [line];
    return Array.from({ length: count }, (_, index) => `${start} ${String(Number(first) + index)} ${rest}`);
  });
  return [...new Set(apart)].sort();
}

/** A stack opens what was written by hand, and the judge, who knows the catalog only, says the same. */
export function expectExact(text: string, lines: readonly string[]): void {
  expect(once(atomsOf(text))).toEqual(once(lines));
  const { interfaces, findings } = checkStack(readStack("cdk.tf.json", JSON.parse(text)), TODAY);
  expect(interfaces.filter(({ exact }) => !exact)).toEqual([]);
  expect(interfaces.length).toBeGreaterThan(0);
  expect(findings.filter(({ code }) => ["check-flow-missing", "check-traffic-surplus"].includes(code))).toEqual([]);
}

/** Composes a deployment on one cloud, and holds it against what was written by hand. */
export function expectRules(cloud: Cloud, compose: (place: OcsStack) => void, lines: readonly string[]): void {
  const place = ocsStack(cloud);
  compose(place);
  expectExact(synthesized(place.stack), lines);
}
