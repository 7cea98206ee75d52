/** Random deployments of an edge: its services, its choices, and flows of the user's own. */
import type { TerraformStack } from "cdktf";
import fc from "fast-check";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { type CLOUDS, networkOn, service, stackOn } from "../support/stacks";

const partners = fc.oneof(
  fc.constant(Peer.internet()),
  fc
    .uniqueArray(
      fc.constantFrom("198.51.100.0/24", "198.51.100.0/25", "203.0.113.7/32", "203.0.113.6/32", "192.0.2.128/26"),
      { minLength: 1, maxLength: 4 },
    )
    .map((prefixes) => Peer.prefixes(prefixes)),
);
const users = fc.option(
  partners.map((from) => ({ from })),
  { nil: undefined },
);

/** Props of an edge with any of its services and choices. */
export const deployments = fc
  .record({
    avEdge: fc.boolean(),
    webConferencingEdge: fc.boolean(),
    clients: fc.boolean(),
    director: fc.boolean(),
    remoteAccess: users,
    federation: fc.option(partners, { nil: undefined }),
    publicIm: fc.option(partners, { nil: undefined }),
    externalWebConferencing: users,
    externalAv: users,
  })
  .map((chosen): Omit<EdgeServerProps, "network"> => ({
    sipDomains: ["example.com"],
    accessEdge: service(10, { external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] } }),
    ...(chosen.webConferencingEdge ? { webConferencingEdge: service(11) } : {}),
    ...(chosen.avEdge ? { avEdge: service(12) } : {}),
    ...(chosen.director ? { director: Peer.prefixes(["10.30.2.4"]) } : {}),
    ...(chosen.clients ? { internalClients: Peer.prefixes(["10.30.128.0/17"]) } : {}),
    ...(chosen.remoteAccess === undefined ? {} : { remoteAccess: chosen.remoteAccess }),
    ...(chosen.federation === undefined ? {} : { federation: { partners: chosen.federation } }),
    ...(chosen.publicIm === undefined ? {} : { publicIm: { providers: chosen.publicIm } }),
    ...(chosen.webConferencingEdge && chosen.externalWebConferencing !== undefined
      ? { externalWebConferencing: chosen.externalWebConferencing }
      : {}),
    ...(chosen.avEdge && chosen.externalAv !== undefined ? { externalAv: chosen.externalAv } : {}),
  }));

/** Flows of the user's own at its Access Edge. */
export const ownFlows = fc.array(
  fc.record({
    inward: fc.boolean(),
    peer: fc.oneof(
      partners,
      fc.constantFrom(Peer.prefixes(["10.30.1.0/28", "198.51.100.9"]), Peer.prefixes(["10.20.0.64/27"])),
      fc.constant("role" as const),
    ),
    traffic: fc.oneof(
      fc.record({
        transport: fc.constantFrom("tcp" as const, "udp" as const),
        ports: fc.uniqueArray(fc.constantFrom<number | string>(53, 443, 5061, "3000-3010", "1024-65535"), {
          minLength: 1,
          maxLength: 3,
        }),
        sourcePorts: fc.constantFrom<number | string>("0-65535", 123, "1024-65535"),
      }),
      fc.constantFrom(
        { transport: "icmp" as const },
        { transport: "icmp" as const, icmpType: 8 },
        { transport: "icmp" as const, icmpType: 3, icmpCode: 4 },
        { transport: "esp" as const },
      ),
    ),
  }),
  { maxLength: 4 },
);

type Props = Omit<EdgeServerProps, "network">;
type Flows = typeof ownFlows extends fc.Arbitrary<infer T> ? T : never;

/** A stack with one of them. */
export function deployed(cloud: (typeof CLOUDS)[number], props: Props, flows: Flows): TerraformStack {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack);
  const edge = new EdgeServer(stack, "Edge", { network, ...props });
  const { accessEdge } = edge;
  flows.forEach(({ inward, peer, traffic }, index) => {
    const other = peer === "role" ? (props.avEdge === undefined ? Peer.internet() : Peer.of(edge.avEdge)) : peer;
    const flow = { ...traffic, purpose: `flow ${String(index)}` };
    if (inward) accessEdge.allowFrom(other, flow);
    else accessEdge.allowTo(other, flow);
  });
  return stack;
}
