/** What the servers inside have in common: they permit their documented flows, and declare what they deploy. */
import { Construct, type IConstruct } from "constructs";
import { OCS_2007_PORTS } from "../../catalog/ocs-2007/ports";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import { Declaration } from "../../stack/declaration";
import type { Network } from "../../stack/network";
import { stackPath } from "../../stack/paths";
import type { Peer } from "../../stack/peer";
import { describePeer } from "../../stack/peer-zones";
import type { Role } from "../../stack/role";
import { permitDocumented } from "../documented-flows";

/** What a construct deploys. */
export interface InternalSystem {
  readonly network: Network;
  /** Roles that it places, by role id. */
  readonly placed: ReadonlyMap<string, Role>;
  readonly chosen: ReadonlySet<string>;
  /** Who stands for each role: those of other constructs, and its own where its hosts are several. */
  readonly peers: ReadonlyMap<string, readonly Peer[]>;
  readonly sipDomains: readonly string[];
  /** What people call the host, on which several roles listen side by side. */
  readonly host: string;
}

/** Permits the flows of a construct, and declares it. */
export function deployInternal(scope: IConstruct, system: InternalSystem): void {
  const { network, placed, chosen, peers, sipDomains, host } = system;
  permitDocumented(OCS_2007_PORTS, chosen, {
    placed,
    peersFor: (role) => peers.get(role) ?? [],
    sideOf: () => "internal",
    suppliedPorts: () => undefined,
    listenerOf: () => host,
  });
  const declaration = Declaration.of(scope);
  const path = stackPath(scope);
  declaration.set(`system ${path}`, () => ({
    item: "system",
    path,
    system: "ocs-2007",
    network: stackPath(network),
    choices: [...chosen].sort(),
    sipDomains: [...sipDomains],
  }));
  for (const { id } of OCS_2007_ROLES) {
    const named = peers.get(id) ?? [];
    if (named.length === 0) continue;
    declaration.set(`peer ${path} ${id}`, () => ({
      item: "peer",
      of: path,
      role: `ocs-2007/${id}`,
      choice: null,
      peers: named.map((peer) => describePeer(peer, scope, network)),
    }));
  }
}

/**
 * What a Front End has to do with Front Ends of other deployments: SIP, and what else the choices ask for. It is a system of
 * its own, as everything else that a Front End does is for its own servers only.
 */
export function connectOthers(
  scope: Construct,
  id: string,
  system: Omit<InternalSystem, "placed" | "peers"> & { readonly frontEnd: Role; readonly others: Peer | undefined },
): void {
  const { frontEnd, others, ...rest } = system;
  if (others === undefined) return;
  const between = new Construct(scope, id);
  frontEnd.playIn(between, frontEnd.fact);
  deployInternal(between, {
    ...rest,
    placed: new Map([["front-end", frontEnd]]),
    peers: new Map([["front-end", [others]]]),
  });
}

/** Peers by role, without those that are not given. */
export function peersOf(all: Readonly<Record<string, readonly (Peer | undefined)[]>>): Map<string, readonly Peer[]> {
  return new Map(
    Object.entries(all).map(([role, peers]) => [role, peers.filter((peer): peer is Peer => peer !== undefined)]),
  );
}
