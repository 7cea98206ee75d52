/** The customer's side of a Webex Calling Dedicated Instance. */
import { Construct } from "constructs";
import { Declaration, type ItemValue } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import { Peer } from "../../stack/peer";
import { describePeer, requirePeer, requireZone } from "../../stack/peer-zones";
import { type Role } from "../../stack/role";
import { IpPrefix } from "../../net/ip-prefix";
import type { PortRange } from "../../net/port-range";
import { oneOf } from "../../net/uc-edge-error";
import { prepareDocumented } from "../documented-flows";
import { requireNetwork } from "../require-network";
import { type CustomerHosts, readHosts, RESOLVER } from "./customer-hosts";
import type { CustomerRole } from "./customer-hosts-props";
import { type InstanceAddresses, readInstance } from "./instance-addresses";
import { InstanceRole } from "./instance-role";
import { choicesOf } from "./peering-choices";
import { faultAt, WHAT } from "./peering-fault";
import { addPeeringFindings } from "./peering-findings";
import type { DedicatedInstancePeeringProps, DedicatedInstanceRegion } from "./peering-props";
import { type NameResolution, nameServersOf, readNameResolution } from "./regional-names";
import { readSuppliedPorts, type SuppliedPorts } from "./supplied-ports";
import { PEER_ROLES, WEBEX_FLOWS } from "./webex-facts";

/** The role of whoever asks the instance's name servers. */
const FORWARDER = "dns-forwarder";

/**
 * Joins a network with the customer side of a Dedicated Instance: routes to the instance over the network's link, a firewall
 * group for each kind of hosts on the customer's side, and conditional forwarding of the instance's names.
 *
 * Hosts get the rows of their roles and of the protocols that are chosen, which are the secure ones unless others are
 * allowed. Rows between addresses that are not placed here are not enforced here, and a finding names them. No row is opened
 * between the customer's own hosts. SSH never goes to Expressway, and SNMP comes from Emergency Responder only.
 *
 * AWS: routes in the partner's route tables, an ENI and a security group for the hosts, Resolver rules. Azure: routes or an
 * ExpressRoute connection, network interfaces with a network security group, forwarding rules. Neither makes the peering
 * itself. Endpoints and Unified CM must not be translated: a route of the stack that does so is an error.
 *
 * @throws {@link UcEdgeError} `webex-*`, and those of networks, addresses, peers, routes and forwarders. Nothing is open
 *   after an error.
 * @source webex-di table-2; table-3; table-4; table-5; table-6; customer ports; port numbers and protocols; DNS requirements
 */
export class DedicatedInstancePeering extends Construct {
  private readonly placed = new Map<string, Map<string, Role>>();
  private readonly names: NameResolution | undefined;
  private readonly chosen: ReadonlySet<string>;
  private readonly peers: ReadonlyMap<string, Peer>;
  private readonly supplied: SuppliedPorts;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DedicatedInstancePeeringProps,
  ) {
    super(scope, id);
    const { network, nameResolution } = props;
    const path = this.node.path;
    requireNetwork(network, {
      code: "webex-network-missing",
      what: WHAT,
      todo: "say which network is joined with the instance",
      path,
    });
    const hosts = readHosts(props.hosts ?? {}, network, path);
    this.chosen = choicesOf(props, path);
    this.supplied = readSuppliedPorts(props, path);
    const opensSsh = hosts.some(({ roles }) => roles.includes("administrator"));
    const instance = readInstance(props, opensSsh, path);
    this.names = nameResolution === undefined ? undefined : readNameResolution(nameResolution, network, path);
    this.requireForwarder(hosts);
    this.peers = this.readPeers(instance);
    // All is said against the props that can be said without what is made.
    network.routeToPartner([...new Set([...instance.prefixes.map(String), ...this.serversToRoute(instance)])], path);
    this.forward();
    for (const kind of hosts) this.place(kind, instance);
    this.placeForwarder(instance);
    this.permitFlows();
    this.declare();
    const { chosen, peers, names } = this;
    addPeeringFindings(this, props, { hosts, chosen, peers, names });
  }

  /**
   * The name servers of regions, to be among `partner.prefixes` of the network: they are reached over the peering.
   *
   * @throws {@link UcEdgeError} `webex-region-unknown`, `webex-region-twice`.
   * @source webex-di table-6
   */
  static nameServersOf(regions: readonly DedicatedInstanceRegion[]): string[] {
    return nameServersOf(regions, "DedicatedInstancePeering.nameServersOf");
  }

  /** The names that are looked up at the instance's name servers: `xyz.amer.wxc-di.webex.com`. */
  get domains(): readonly string[] {
    return (this.names?.names ?? []).map(({ domain }) => domain);
  }

  /**
   * A role of hosts that are placed, to attach machines to and to add flows of your own. All roles of one kind of hosts are
   * on the same interfaces.
   *
   * @param hosts - The name under which the hosts were given.
   * @param role - One of their roles; the first where it is left out.
   * @throws {@link UcEdgeError} `webex-hosts-not-placed`, `webex-role-not-placed`.
   */
  roleOf(hosts: string, role?: CustomerRole): Role {
    const place = { prop: "hosts", path: this.node.path };
    const roles = this.placed.get(hosts);
    if (roles === undefined) {
      const known = [...this.placed.keys()];
      throw faultAt(
        place,
        "webex-hosts-not-placed",
        hosts,
        known.length === 0 ? "no name, as no hosts have interfaces here" : oneOf(known, hosts),
        "name hosts that have interfaces here",
      );
    }
    const known = [...roles.keys()];
    const found = roles.get(role ?? known[0] ?? "");
    if (found !== undefined) return found;
    throw faultAt(
      { ...place, prop: `hosts.${hosts}.roles` },
      "webex-role-not-placed",
      role,
      oneOf(known, role),
      "name one of the hosts' roles, or add the role",
    );
  }

  /** Whoever forwards must be there, and forwarders must know whom to ask. */
  private requireForwarder(hosts: readonly CustomerHosts[]): void {
    const { names } = this;
    const path = this.node.path;
    const own = hosts.find(({ roles }) => roles.includes(FORWARDER));
    if (own !== undefined && names === undefined) {
      throw faultAt(
        { prop: "nameResolution", path },
        "webex-name-resolution-missing",
        undefined,
        `the customer's label and the regions, whose name servers the hosts ${own.name} ask`,
        'give nameResolution, with forwardedBy: "own-forwarders" where they are the ones that forward',
      );
    }
    if (names?.forwardedBy !== "own-forwarders" || own !== undefined) return;
    throw faultAt(
      { prop: "nameResolution.forwardedBy", path },
      "webex-forwarder-missing",
      names.forwardedBy,
      `hosts with the role "${FORWARDER}"`,
      "name your name servers among the hosts, or let the network forward",
    );
  }

  private readPeers(instance: InstanceAddresses): ReadonlyMap<string, Peer> {
    const { network, mobileAndRemoteAccess, interopTrunk } = this.props;
    const path = this.node.path;
    const peers = new Map(instance.peers);
    if (mobileAndRemoteAccess !== undefined) {
      const { expressway } = mobileAndRemoteAccess;
      requirePeer(expressway, "cannot connect clients of mobile and remote access with Expressway", path);
      requireZone(expressway, "internet", network, "Expressway", path);
      peers.set("expressway-c", expressway);
    }
    if (interopTrunk !== undefined) {
      const { mediaFrom } = interopTrunk;
      requirePeer(mediaFrom, "cannot connect Webex Calling multi-tenant", path);
      requireZone(mediaFrom, "internet", network, "Webex Calling multi-tenant", path);
      peers.set("webex-calling-multi-tenant", mediaFrom);
    }
    const servers = this.servers();
    if (servers.length > 0) peers.set("dedicated-instance-dns", Peer.prefixes(servers));
    return peers;
  }

  private servers(): string[] {
    return (this.names?.names ?? []).flatMap(({ servers }) => servers);
  }

  /** Name servers that the routes to the instance do not reach already. */
  private serversToRoute({ prefixes }: InstanceAddresses): string[] {
    const by = { what: WHAT, prop: "nameResolution.regions" };
    return this.servers()
      .map((server) => IpPrefix.parseAddress(server, by))
      .filter((server) => !prefixes.some((one) => one.contains(server)))
      .map(String);
  }

  private forward(): void {
    const { names } = this;
    if (names?.forwardedBy !== "network") return;
    for (const { domain, servers, facts } of names.names) {
      this.props.network.addForwarder({ domain, servers, facts, path: this.node.path });
    }
  }

  private place({ name, roles, request }: CustomerHosts, instance: InstanceAddresses): void {
    if (request === undefined) return;
    const scope = new Construct(this, name);
    const made = new Map(roles.map((role): [string, Role] => [role, new InstanceRole(scope, role, instance)]));
    const placed = this.props.network.place(scope, "Interface", request);
    for (const role of made.values()) role.placeOn(request.side, placed);
    this.placed.set(name, made);
  }

  /** The network's own endpoint asks the instance's name servers; where it has a group, that is opened by the document. */
  private placeForwarder(instance: InstanceAddresses): void {
    const endpoint = this.props.network.forwarderEndpoint;
    if (this.names?.forwardedBy !== "network" || endpoint === undefined) return;
    const role = new InstanceRole(new Construct(this, RESOLVER), FORWARDER, instance);
    role.placeOn("internal", endpoint);
    this.placed.set(RESOLVER, new Map([[FORWARDER, role]]));
  }

  private permitFlows(): void {
    const { peers, supplied, chosen } = this;
    const openings = [...this.placed].flatMap(([name, placed]) =>
      prepareDocumented(WEBEX_FLOWS, chosen, {
        placed,
        peersFor: (role) => [peers.get(role)].flatMap((peer) => peer ?? []),
        sideOf: () => "external",
        suppliedPorts: (direction) => supplied.ports.get(direction),
        suppliedSourcePorts: (direction) => supplied.sourcePorts.get(direction),
        listenerOf: () => name,
      }),
    );
    for (const open of openings) open();
  }

  private declare(): void {
    const declaration = Declaration.of(this);
    const path = stackPath(this);
    const { network } = this.props;
    declaration.set(`system ${path}`, () => ({
      item: "system",
      path,
      system: "webex-di",
      network: stackPath(network),
      choices: [...this.chosen].sort(),
      ports: portsItem(this.supplied),
    }));
    for (const id of PEER_ROLES) {
      const peer = this.peers.get(id);
      if (peer === undefined) continue;
      declaration.set(`peer ${path} ${id}`, () => ({
        item: "peer",
        of: path,
        role: `webex-di/${id}`,
        choice: null,
        peers: [describePeer(peer, this, network)],
      }));
    }
  }
}

/** The ports that are supplied, as the judge reads them. */
function portsItem({ ports, sourcePorts }: SuppliedPorts): ItemValue {
  const list = (ranges: readonly PortRange[] | undefined): ItemValue =>
    ranges?.map(({ first, last }) => [first, last]) ?? null;
  return [...ports].map(([direction, ranges]) => ({
    direction,
    transports: [],
    ports: list(ranges),
    sourcePorts: list(sourcePorts.get(direction)),
  }));
}
