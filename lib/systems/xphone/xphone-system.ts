/** What every construct of XPhone Connect does: it permits its documented flows, and declares what it deploys. */
import type { IConstruct } from "constructs";
import { XPHONE_CONNECTION_OVERVIEW } from "../../catalog/xphone/connection-overview";
import { XPHONE_HOSTING_FLOWS } from "../../catalog/xphone/hosting-flows";
import { XPHONE_MEDIA_FLOWS } from "../../catalog/xphone/media-flows";
import { XPHONE_PORT_LIST } from "../../catalog/xphone/port-list";
import { XPHONE_PUSH_FLOWS } from "../../catalog/xphone/push-flows";
import { XPHONE_ROLES } from "../../catalog/xphone/roles";
import type { FlowFact, RoleFact } from "../../catalog/schema";
import type { PortRange } from "../../net/port-range";
import type { Transport } from "../../net/transport";
import { Declaration, type ItemValue } from "../../stack/declaration";
import type { Network } from "../../stack/network";
import { stackPath } from "../../stack/paths";
import type { Peer } from "../../stack/peer";
import { describePeer, zonesOfPeer } from "../../stack/peer-zones";
import type { Role } from "../../stack/role";
import { permitDocumented } from "../documented-flows";

/** Every documented flow. */
export const XPHONE_FLOWS: readonly FlowFact[] = [
  ...XPHONE_CONNECTION_OVERVIEW,
  ...XPHONE_PORT_LIST,
  ...XPHONE_HOSTING_FLOWS,
  ...XPHONE_MEDIA_FLOWS,
  ...XPHONE_PUSH_FLOWS,
];

/** The roles that the internet is on the way to. */
export const OUTSIDE_ROLES: ReadonlySet<string> = new Set(
  XPHONE_ROLES.filter(({ zone }) => zone === "internet").map(({ id }) => id),
);

/** What a deployment states of a documented direction, where the document leaves it to the deployment. */
export interface StatedTraffic {
  readonly transports?: readonly Transport[];
  readonly ports?: readonly PortRange[];
  readonly sourcePorts?: readonly PortRange[];
}

/** What a construct deploys. */
export interface XPhoneSystem {
  readonly network: Network;
  /** Roles that it places, by role id. */
  readonly placed: ReadonlyMap<string, Role>;
  readonly chosen: ReadonlySet<string>;
  readonly peers: XPhonePeers;
  /** By the direction's id. */
  readonly stated: ReadonlyMap<string, StatedTraffic>;
}

/** A role of the catalog. */
export function xphoneRole(id: string): RoleFact {
  const fact = XPHONE_ROLES.find((role) => role.id === id);
  if (fact === undefined) throw new TypeError(`xphone has no role ${id}`);
  return fact;
}

interface NamedPeer {
  readonly peer: Peer;
  /** The choice that it is for; left out, all. */
  readonly choice: string | undefined;
}

/** Who stands for the roles that a construct does not place. */
export class XPhonePeers {
  private readonly byRole = new Map<string, NamedPeer[]>();

  constructor(
    private readonly network: Network,
    private readonly path: string,
  ) {}

  /** The peers of a role for the choices that make a flow apply. */
  of(role: string, choices: readonly string[]): Peer[] {
    const all = this.byRole.get(role) ?? [];
    return all.filter(({ choice }) => choice === undefined || choices.includes(choice)).map(({ peer }) => peer);
  }

  /** The peers of a role that are for one choice; of no choice in particular where none is named. */
  named(role: string, choice: string | undefined): Peer[] {
    return (this.byRole.get(role) ?? []).filter((one) => one.choice === choice).map(({ peer }) => peer);
  }

  /** The choices that peers of a role are for. */
  choicesOf(role: string): Set<string | undefined> {
    return new Set((this.byRole.get(role) ?? []).map(({ choice }) => choice));
  }

  /** Adds a peer, where there is one. */
  add(role: string, peer: Peer | undefined, choice?: string): void {
    if (peer !== undefined) this.byRole.set(role, [...(this.byRole.get(role) ?? []), { peer, choice }]);
  }

  /**
   * Adds a peer of which the document does not say where it stands: each part to the role inside, or to the one outside.
   *
   * @throws {@link UcEdgeError} those of peers.
   */
  addByPlace(inside: string, outside: string, peer: Peer | undefined, choice?: string): void {
    if (peer === undefined) return;
    const what = `cannot connect the ${xphoneRole(inside).title}`;
    for (const { zone, part } of zonesOfPeer(peer, this.network, what, this.path)) {
      this.add(zone === "internet" || zone === "partner" ? outside : inside, part, choice);
    }
  }
}

/** Permits the flows of a construct, and declares it. */
export function deployXPhone(scope: IConstruct, system: XPhoneSystem): void {
  permitXPhone(system);
  declareXPhone(scope, system);
}

/** Permits the flows of a construct. */
export function permitXPhone({ placed, chosen, peers, stated }: XPhoneSystem): void {
  permitDocumented(XPHONE_FLOWS, chosen, {
    placed,
    peersFor: (role, choices) => peers.of(role, choices),
    sideOf: (role) => (OUTSIDE_ROLES.has(role) ? "external" : "internal"),
    suppliedPorts: (direction) => stated.get(direction)?.ports,
    suppliedSourcePorts: (direction) => stated.get(direction)?.sourcePorts,
    suppliedTransports: (direction) => stated.get(direction)?.transports,
  });
}

/** Declares a construct: its choices, its peers, and the ports that it states. */
export function declareXPhone(scope: IConstruct, { network, chosen, peers, stated }: XPhoneSystem): void {
  const declaration = Declaration.of(scope);
  const path = stackPath(scope);
  const ranges = (all: readonly PortRange[] | undefined): ItemValue =>
    all === undefined ? null : all.map(({ first, last }) => [first, last]);
  declaration.set(`system ${path}`, () => ({
    item: "system",
    path,
    system: "xphone",
    network: stackPath(network),
    choices: [...chosen].sort(),
    ports: [...stated].map(([direction, { transports = [], ports, sourcePorts }]) => ({
      direction,
      transports: [...transports],
      ports: ranges(ports),
      sourcePorts: ranges(sourcePorts),
    })),
  }));
  for (const { id } of XPHONE_ROLES) {
    for (const choice of peers.choicesOf(id)) {
      declaration.set(`peer ${path} ${id} ${choice ?? ""}`, () => ({
        item: "peer",
        of: path,
        role: `xphone/${id}`,
        choice: choice ?? null,
        peers: peers.named(id, choice).map((peer) => describePeer(peer, scope, network)),
      }));
    }
  }
}
