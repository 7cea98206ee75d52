/** Random servers behind port forwards and pools, from outside and inside, with flows of all kinds to them. */
import fc from "fast-check";
import { Peer } from "../../lib/stack/peer";
import { OwnServer } from "../../lib/systems/own/own-server";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { synthesized } from "../support/rules";
import { type Cloud, networkOn, stackOn } from "../support/stacks";

const OUTSIDE = ["198.51.100.0/24", "198.51.100.128/25", "203.0.113.7/32"];
const INSIDE = ["10.30.128.0/17", "10.30.2.0/24", "10.20.0.64/27"];

const forwards = fc.uniqueArray(
  fc.record({
    transport: fc.constantFrom("tcp" as const, "udp" as const),
    port: fc.constantFrom(443, 5060, 5061),
    toPort: fc.constantFrom(5060, 5061, 8443),
  }),
  { minLength: 1, maxLength: 3, selector: ({ transport, port }) => `${transport} ${String(port)}` },
);

const flows = fc.array(
  fc.record({
    transport: fc.constantFrom("tcp" as const, "udp" as const),
    port: fc.constantFrom<number | string>(5060, 5061, 8443, "5059-5061", "5060-5070"),
    peers: fc.oneof(
      fc.constant("internet" as const),
      fc.uniqueArray(fc.constantFrom(...OUTSIDE, ...INSIDE), { minLength: 1, maxLength: 3 }),
      fc.constant("self" as const),
      fc.constant("caller" as const),
    ),
  }),
  { maxLength: 5 },
);

/** What is deployed. */
export const published = fc.record({ hosts: fc.integer({ min: 1, max: 3 }), isPublic: fc.boolean(), forwards, flows });

/** A deployment. */
export type Published = typeof published extends fc.Arbitrary<infer T> ? T : never;

/** The synthesized stack of a deployment. */
export function deploy(cloud: Cloud, { hosts, isPublic, forwards: ports, flows: asked }: Published): string {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, { internalSubnet: "inside", wayOut: ["192.0.2.1"] });
  const side = isPublic ? "external" : "internal";
  const host = (index: number): object => ({
    [side]: {
      privateAddress: `${isPublic ? "10.20.0" : "10.30.1"}.${String(10 + index)}`,
      ...(isPublic ? { translation: "port-forward" } : {}),
    },
  });
  const server = new OwnServer(stack, "Server", {
    network,
    title: "server",
    zone: isPublic ? "perimeter" : "internal",
    ...host(0),
    furtherHosts: Array.from({ length: hosts - 1 }, (_, index) => host(index + 1)),
  });
  const caller = new OwnServer(stack, "Caller", {
    network,
    title: "caller",
    internal: { privateAddress: "10.20.0.200" },
  });
  const address = new VirtualAddress(stack, "Virtual", {
    network,
    title: "address",
    side,
    ...(isPublic ? {} : { privateAddress: "10.30.1.1" }),
  });
  const done = new Map<number, number>();
  const inTurn = ports.filter(({ port, toPort }) => {
    // One host's port is behind both transports of a port.
    const other = done.get(port);
    done.set(port, other ?? toPort);
    return other === undefined || other === toPort;
  });
  // Azure leads one port only to each port of a host.
  const kept = inTurn.filter(
    ({ transport, toPort }, index) =>
      cloud === "aws" ||
      inTurn.findIndex((other) => other.transport === transport && other.toPort === toPort) === index,
  );
  for (const one of kept) address.forward({ ...one, to: server.role, healthPort: 5061 });
  const some = isPublic ? Peer.prefixes(["203.0.113.8"]) : Peer.prefixes(["10.30.9.0/24"]);
  for (const { transport, toPort } of kept) {
    server.role.allowFrom(some, { transport, ports: [toPort], purpose: "every forwarded port" });
  }
  asked.forEach(({ transport, port, peers }, index) => {
    const isForwarded = kept.some((one) => one.transport === transport && one.toPort === port);
    const isOutside = peers === "internet" || (Array.isArray(peers) && peers.some((one) => OUTSIDE.includes(one)));
    if (isOutside && !(isForwarded && isPublic)) return;
    const peer =
      peers === "internet"
        ? Peer.internet()
        : peers === "self"
          ? Peer.of(server.role)
          : peers === "caller"
            ? Peer.of(caller.role)
            : Peer.prefixes(peers);
    server.role.allowFrom(peer, { transport, ports: [port], purpose: `flow ${String(index)}` });
  });
  return synthesized(stack);
}
