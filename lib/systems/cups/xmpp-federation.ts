/** XMPP federation of Cisco Unified Presence. */
import { Construct } from "constructs";
import { CUPS_XMPP_FLOWS } from "../../catalog/cups-xmpp/flows";
import { CUPS_XMPP_ROLES } from "../../catalog/cups-xmpp/roles";
import { checkInterfaceProps } from "../../stack/check-interface-props";
import { Declaration } from "../../stack/declaration";
import { nicOf, type Side } from "../../stack/interface-request";
import { stackPath } from "../../stack/paths";
import type { Peer } from "../../stack/peer";
import { describePeer } from "../../stack/peer-zones";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { permitDocumented } from "../documented-flows";
import { addHostName, hostNamesOn } from "../host-names";
import { publishRole } from "../published-ports";
import { requireNetwork } from "../require-network";
import type { VirtualAddress } from "../virtual-address";
import { ownDomains, requireNamesBelow, xmppRecordFact, xmppServiceRecords } from "./xmpp-domains";
import { requireXmppEnds } from "./xmpp-ends";
import type { XmppFederationProps, XmppPeerKind } from "./xmpp-federation-props";
import { addXmppFindings } from "./xmpp-findings";
import { requireKind, securityTowards, type XmppPeer, xmppPeers, xmppRole, type XmppSecurity } from "./xmpp-peers";
import { type XmppServer, xmppServer } from "./xmpp-server";

const OUTSIDE_ROLES = new Set(CUPS_XMPP_ROLES.filter(({ zone }) => zone === "internet").map(({ id }) => id));
const SIDES = ["external", "internal"] as const;

/**
 * A Cisco Unified Presence Server 8.x that federates with other XMPP servers: by a public address of its own (static NAT),
 * or by the forwarded port TCP 5269.
 *
 * Open are, in both directions, TCP 5269 with each peer; the clients' TCP 5222; the server's DNS queries; and, only where
 * `checks` are given, the documented telnet checks. Each domain has its `_xmpp-server._tcp` record in public DNS, which
 * leads to a name of the server, and the name leads to the public address.
 *
 * AWS: an ENI with a security group for each interface; an Elastic IP address, or a Network Load Balancer with one. Azure: a
 * network interface with a network security group and an application security group; a Standard public IP address, or a
 * Standard load balancer with one. The port forward needs the network's way out, and peers see that one's address.
 *
 * @throws {@link UcEdgeError} `cups-network-missing`; of domains and names `cups-domains-empty`, `cups-domain-twice`,
 *   `cups-domain-own`, `cups-domain-registered`, `cups-name-outside`, `cups-srv-target-missing`,
 *   `cups-name-without-address`, `cups-record-number-invalid`; of the server `cups-server-*`, `cups-interface-*`,
 *   `cups-zone-unknown`, `cups-translation-*`, `cups-public-port-other`; of peers `cups-peers-empty`, `cups-peer-*`,
 *   `cups-resolvers-missing`, `cups-checks-*`; `stack-way-out-missing` behind a port forward without a way out; and those of
 *   addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source cups-xmpp message flow 2 and 4; federation steps 2 and 5; configuration; verification and troubleshooting
 */
export class XmppFederation extends Construct {
  /** CUPS, to add flows of your own, to attach a machine to, and as a peer of other roles. */
  readonly server: Role;
  /** Who it federates with, each with what the document says of the security. */
  readonly peers: readonly XmppPeer[];
  private readonly domains: readonly string[];
  private readonly chosen: ReadonlySet<string>;
  private readonly placed: XmppServer;
  private readonly forward: VirtualAddress | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: XmppFederationProps,
  ) {
    super(scope, id);
    const path = this.node.path;
    const what = "cannot deploy XMPP federation";
    requireObject(props, { what, prop: "props", path }, "say who federates, and where");
    requireNetwork(props.network, {
      code: "cups-network-missing",
      what,
      todo: "say where CUPS is placed",
      path,
    });
    this.domains = ownDomains(props.domains, path);
    this.placed = xmppServer(props.server, path);
    this.peers = xmppPeers(props.peers, this.domains, path);
    requireXmppEnds(this, props);
    this.chosen = this.chosenOf();
    const names = { external: this.namesOn("external"), internal: this.namesOn("internal") };
    requireNamesBelow(names.external, this.domains, path);
    const numbers = props.serviceRecord ?? {};
    requireObject(numbers, { what, prop: "serviceRecord", path }, "write { priority: 0, weight: 0 }, or leave it out");
    const records = xmppServiceRecords(props.network, this.domains, names.external, numbers, path);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.server = new Role(this, "Server", xmppRole("cups"));
    for (const side of SIDES) this.place(side);
    this.forward = this.publish();
    this.permitFlows();
    for (const side of SIDES) for (const name of names[side]) this.addName(side, name);
    for (const record of records) props.network.addRecord(record);
    this.declare();
    addXmppFindings(this, props, this.placed, this.domains, this.peers);
  }

  /** The address at which federated servers reach CUPS, and to which its names lead. */
  get publicAddress(): string | undefined {
    return this.forward?.publicAddress ?? this.server.publicAddresses[0];
  }

  /**
   * The addresses that federated servers see when CUPS connects: its public address by static NAT, those of the network's
   * way out behind a port forward.
   */
  get seenByPeersAs(): readonly string[] {
    return this.server.seenByPeersAs;
  }

  /**
   * What the document says of the security of connections with a kind of servers, whether they are peers here or not.
   *
   * @throws {@link UcEdgeError} `cups-peer-kind-unknown`
   */
  securityOf(kind: XmppPeerKind): XmppSecurity {
    return securityTowards(requireKind(kind, "kind", this.node.path));
  }

  private chosenOf(): Set<string> {
    const { checks } = this.props;
    return new Set([...this.peers.map(({ kind }) => kind), ...(checks === undefined ? [] : ["telnet-checks"])]);
  }

  private namesOn(side: Side): string[] {
    const props = this.placed[side];
    if (props === undefined) return [];
    const { network } = this.props;
    const path = this.node.path;
    const withoutAddress = "cups-name-without-address";
    checkInterfaceProps({ side, prop: `server.${side}`, props, path });
    return hostNamesOn({ network, side, prop: `server.${side}`, props, path, isPublished: true, withoutAddress });
  }

  private place(side: Side): void {
    const props = this.placed[side];
    if (props === undefined) return;
    const { zone } = this.placed;
    const title = `${this.server.fact.title}, ${side}`;
    const request = { zone, side, title, nics: [nicOf(props, side)] };
    const id = side === "external" ? "External" : "Internal";
    this.server.placeOn(side, this.props.network.place(this.server, id, request));
  }

  /** A port forward has a public address of its own, with the documented port. */
  private publish(): VirtualAddress | undefined {
    if (this.placed.translation !== "port-forward") return undefined;
    const published = { role: this.server, id: "cups", outside: OUTSIDE_ROLES, ports: new Map<number, number>() };
    return publishRole(CUPS_XMPP_FLOWS, this.chosen, published, this.props.network);
  }

  private permitFlows(): void {
    permitDocumented(CUPS_XMPP_FLOWS, this.chosen, {
      placed: new Map([["cups", this.server]]),
      peersFor: (role) => this.peersFor(role),
      sideOf: (role) => (OUTSIDE_ROLES.has(role) ? "external" : "internal"),
      suppliedPorts: () => undefined,
    });
  }

  private peersFor(role: string): Peer[] {
    const { resolvers, clients, checks, peers } = this.props;
    const others: Readonly<Record<string, Peer | undefined>> = {
      "local-dns-server": resolvers,
      "cups-client": clients,
      "outside-pc": checks?.outside,
      "inside-pc": checks?.inside,
    };
    const other = others[role];
    return other === undefined ? peers.filter(({ kind }) => kind === role).map(({ servers }) => servers) : [other];
  }

  private addName(side: Side, name: string): void {
    const facts = side === "external" ? [xmppRecordFact("A").id] : [];
    addHostName(this.server, side, name, this.forward?.publicAddress, facts);
  }

  private declare(): void {
    const { network } = this.props;
    const declaration = Declaration.of(this);
    const path = stackPath(this);
    declaration.set(`system ${path}`, () => ({
      item: "system",
      path,
      system: "cups-xmpp",
      network: stackPath(network),
      choices: [...this.chosen].sort(),
      domains: [...this.domains],
      translation: this.placed.translation,
      seenByPeersAs: this.seenByPeersAs.map((address) => declaration.value(address)),
    }));
    for (const { id } of CUPS_XMPP_ROLES) {
      const peers = this.peersFor(id);
      if (peers.length === 0) continue;
      const federated = this.peers.filter(({ kind }) => kind === id);
      const [first] = federated;
      declaration.set(`peer ${path} ${id}`, () => ({
        item: "peer",
        of: path,
        role: `cups-xmpp/${id}`,
        choice: null,
        peers: peers.map((peer) => describePeer(peer, this, network)),
        ...(first === undefined
          ? {}
          : { domains: federated.flatMap(({ domains }) => domains), security: { ...first.security } }),
      }));
    }
  }
}
