/** Who is at the other end of an edge's flows, by the roles of the catalog. */
import type { Construct } from "constructs";
import { OCS_2007_EDGE_SERVERS } from "../../catalog/ocs-2007/edge-servers";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import { Peer } from "../../stack/peer";
import { describePeer, requirePeer, requireZone } from "../../stack/peer-zones";
import { checkDirector } from "./edge-director";
import type { EdgeServerProps } from "./edge-server-props";
import { type EdgeService, roleFact } from "./edge-services";
import { requirePeerInside } from "./inside-peers";

const OUTSIDE_CLIENTS = new Set(["external-office-communicator", "external-live-meeting-client"]);
const USERS_CHOICES: ReadonlySet<string> = new Set(["remote-access", "external-web-conferencing", "external-av"]);

/** The peers of an edge. */
export class EdgePeers {
  /** Providers of public IM that another system adds. */
  private readonly addedProviders: Peer[] = [];

  /**
   * Checks that each peer is where it belongs.
   *
   * @throws {@link UcEdgeError} `stack-peer-*`, `stack-list-*`, `ocs-role-missing`, `ocs-director-*`, `ocs-peer-role`.
   */
  constructor(
    private readonly props: EdgeServerProps,
    private readonly services: readonly EdgeService[],
    path: string,
  ) {
    const { network, internalClients, remoteAccess, federation, publicIm, externalWebConferencing, externalAv } = props;
    const inside = services.map(({ role, prop: service, internalServer: peer }) => {
      const whose = `the internal server of the ${roleFact(role).title}`;
      return { peer, prop: `${service}.internalServer`, whose, path, role: internalRoleOf(role) };
    });
    for (const { peer, prop, whose } of inside) requirePeerInside(peer, network, { prop, whose, path });
    const { director } = props;
    const named = { prop: "director", whose: "the Director", path };
    if (director !== undefined) requirePeerInside(director, network, named);
    checkDirector(props, services, path);
    for (const { peer, ...as } of inside) requirePeerInside(peer, network, as);
    const clients = { prop: "internalClients", whose: "internal clients", path };
    if (internalClients !== undefined) requirePeerInside(internalClients, network, clients);
    const outside: [string, Peer | undefined][] = [
      ["remote users", remoteAccess?.from],
      ["federated partners", federation?.partners],
      ["public IM providers", publicIm?.providers],
      ["users of web conferences", externalWebConferencing?.from],
      ["users of A/V", externalAv?.from],
    ];
    for (const [title, peer] of outside) if (peer !== undefined) requireZone(peer, "internet", network, title, path);
    // These have no default: a choice without its peers would open nothing, and say so nowhere.
    if (federation !== undefined) requirePeer(federation.partners, "cannot connect federated partners", path);
    if (publicIm !== undefined) requirePeer(publicIm.providers, "cannot connect public IM providers", path);
  }

  /** Adds providers of public IM. */
  addProviders(providers: readonly Peer[]): void {
    this.addedProviders.push(...providers);
  }

  /** Whom the Access Edge talks to inside: the Director, or else its internal server. */
  get nextHop(): Peer | undefined {
    return this.props.director ?? this.internalServerOf("access-edge")[0];
  }

  /** The peers that a role of the catalog stands for, of those who come from outside by the choices that let them in. */
  of(role: string, choices: readonly string[]): Peer[] {
    const { props } = this;
    if (OUTSIDE_CLIENTS.has(role)) return choices.map((choice) => this.usersOf(choice));
    switch (role) {
      case "federated-partner":
        return props.federation === undefined ? [] : [props.federation.partners];
      case "public-im-provider":
        return [...(props.publicIm === undefined ? [] : [props.publicIm.providers]), ...this.addedProviders];
      case "front-end":
        return this.internalServerOf("access-edge");
      case "director":
        return props.director === undefined ? [] : [props.director];
      case "web-conferencing-server":
        return this.internalServerOf("web-conferencing-edge");
      case "av-conferencing-server":
        return this.internalServerOf("av-edge");
      case "office-communicator":
      case "live-meeting-client":
        return props.internalClients === undefined ? [] : [props.internalClients];
      default:
        return [];
    }
  }

  /** Puts the peers into the declaration. */
  declare(scope: Construct, chosen: ReadonlySet<string>): void {
    const declaration = Declaration.of(scope);
    const path = stackPath(scope);
    for (const { id } of OCS_2007_ROLES) {
      for (const [choice, peers] of this.byChoice(id, chosen)) {
        if (peers.length === 0) continue;
        declaration.set(`peer ${path} ${id} ${choice}`, () => ({
          item: "peer",
          of: path,
          role: `ocs-2007/${id}`,
          choice: choice === "" ? null : choice,
          peers: peers.map((peer) => describePeer(peer, scope, this.props.network)),
        }));
      }
    }
  }

  /** Outside clients have peers per choice; every other role has the same peers whatever is chosen. */
  private byChoice(role: string, chosen: ReadonlySet<string>): [string, Peer[]][] {
    if (!OUTSIDE_CLIENTS.has(role)) return [["", this.of(role, [])]];
    return [...chosen]
      .filter((choice) => USERS_CHOICES.has(choice))
      .map((choice): [string, Peer[]] => [choice, this.of(role, [choice])]);
  }

  private internalServerOf(role: string): Peer[] {
    return this.services.filter((service) => service.role === role).map(({ internalServer }) => internalServer);
  }

  private usersOf(choice: string): Peer {
    const { remoteAccess, externalWebConferencing, externalAv } = this.props;
    const byChoice: Readonly<Record<string, { readonly from?: Peer } | undefined>> = {
      "remote-access": remoteAccess,
      "external-web-conferencing": externalWebConferencing,
      "external-av": externalAv,
    };
    return byChoice[choice]?.from ?? Peer.internet();
  }
}

/** The role of the server inside that corresponds to a service; a Director is given by itself. */
function internalRoleOf(service: string): string | undefined {
  const row = OCS_2007_EDGE_SERVERS.find(({ role }) => role === service);
  return row?.internalRoles.find((role) => role !== "director");
}
