/** Publishes the documented listeners of a role by port forwards, where the role has no public address of its own. */
import type { FlowFact } from "../catalog/schema";
import { applies } from "../model/when";
import type { PortRange } from "../net/port-range";
import { UcEdgeError } from "../net/uc-edge-error";
import type { Side } from "../stack/interface-request";
import type { Role } from "../stack/role";
import type { Network } from "../stack/network";
import { VirtualAddress } from "./virtual-address";

/** What is published of a role, and how. */
export interface PublishedRole {
  readonly role: Role;
  /** The role's id in the catalog. */
  readonly id: string;
  /** The ids of the roles that come to the address: from outside to a public one. */
  readonly outside: ReadonlySet<string>;
  /** Public ports that differ from the documented ones, by the documented port. */
  readonly ports: ReadonlyMap<number, number>;
  /**
   * What is forwarded already, as `tcp 5061`; what is forwarded now is added. Left out where the role's ports are forwarded
   * only once.
   */
  readonly done?: Set<string>;
  /**
   * Whether ranges are left out, because the internet reaches them at the hosts' own public addresses.
   *
   * @default - a range is refused
   */
  readonly leavesRanges?: boolean;
}

interface Published {
  readonly transport: "tcp" | "udp";
  readonly range: PortRange;
  readonly flow: string;
}

/**
 * Makes a public address that forwards every documented port on which the role listens for the internet. The first TCP
 * port tells whether a host is up.
 *
 * @throws {@link UcEdgeError} those of {@link requireForwardable}, before anything is made.
 */
export function publishRole(
  flows: readonly FlowFact[],
  chosen: ReadonlySet<string>,
  published: PublishedRole,
  network: Network,
): VirtualAddress {
  const { role } = published;
  const title = `${role.fact.title}, public address`;
  requireForwardable(flows, chosen, published);
  const address = new VirtualAddress(role, "PublicAddress", { network, title });
  forwardPorts(flows, chosen, published, address);
  return address;
}

/**
 * Refuses a role whose ports cannot be forwarded from an address that is yet to be made.
 *
 * @throws {@link UcEdgeError} `systems-forward-range` where it listens on a range, `aws-member-address-missing`,
 *   `azure-existing-interface-member`, `azure-member-of-two-balancers`.
 */
export function requireForwardable(
  flows: readonly FlowFact[],
  chosen: ReadonlySet<string>,
  { role, id, outside, leavesRanges = false }: PublishedRole,
  side: Side = "external",
): void {
  if (!leavesRanges) for (const one of listenersOf(flows, chosen, id, outside)) requireOnePort(one, role);
  const what = `cannot forward ports to ${role.fact.title}`;
  const { placed: at, address = 0 } = role.placementOn(side, what);
  const { network, node, request } = at;
  const placed = { at, side };
  network.checkMembers({ nics: request.nics, address, placed, what, path: node.path, propOf: (_, name) => name });
}

/**
 * Forwards every documented port on which the role listens for those that come to the address, but those that are forwarded
 * already.
 *
 * @throws {@link UcEdgeError} `systems-forward-range` where the role listens on a range.
 */
export function forwardPorts(
  flows: readonly FlowFact[],
  chosen: ReadonlySet<string>,
  { role, id, outside, ports, done = new Set(), leavesRanges = false }: PublishedRole,
  address: VirtualAddress,
): void {
  const found = listenersOf(flows, chosen, id, outside);
  const published = leavesRanges ? found.filter(({ range }) => range.first === range.last) : found;
  for (const one of published) requireOnePort(one, role);
  const healthPort = published.find(({ transport }) => transport === "tcp")?.range.first;
  for (const { transport, range } of published) {
    const name = `${transport} ${String(range.first)}`;
    if (done.has(name)) continue;
    done.add(name);
    address.forward({
      transport,
      port: ports.get(range.first) ?? range.first,
      to: role,
      toPort: range.first,
      ...(healthPort === undefined ? {} : { healthPort }),
    });
  }
}

/** What a role listens on for those that come to the address. */
function listenersOf(
  flows: readonly FlowFact[],
  chosen: ReadonlySet<string>,
  id: string,
  outside: ReadonlySet<string>,
): Published[] {
  return flows
    .flatMap((flow) => flow.directions.map((direction) => ({ flow, direction })))
    .filter(({ direction }) => applies(direction.when, chosen) && direction.to.includes(id))
    .filter(({ direction }) => direction.from.some((from) => outside.has(from)))
    .flatMap(({ flow, direction }) =>
      direction.transports.flatMap((transport): Published[] => {
        const { ports: opened } = direction;
        if (opened === null || typeof opened === "string") return [];
        if (transport !== "tcp" && transport !== "udp") return [];
        return opened.map(([first, last]) => ({
          transport,
          range: { first, last },
          flow: `${flow.id}${direction.key}`,
        }));
      }),
    );
}

function requireOnePort({ range, flow, transport }: Published, role: Role): void {
  if (range.first === range.last) return;
  throw new UcEdgeError({
    code: "systems-forward-range",
    what: `cannot forward ports to ${role.fact.title}`,
    prop: "translation",
    value: "port-forward",
    expected: `"static-nat", as it listens on ${transport} ${String(range.first)}-${String(range.last)} (${flow}): load balancers of both clouds forward one port each`,
    todo: "give it a public address of its own",
    path: role.node.path,
  });
}
