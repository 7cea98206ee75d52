/** The XPhone Connect Server. */
import { Construct } from "constructs";
import type { Network } from "../../stack/network";
import { Peer } from "../../stack/peer";
import { requireZone, zonesOfPeer } from "../../stack/peer-zones";
import { Role } from "../../stack/role";
import { requireNetwork } from "../require-network";
import { PUSH, SATELLITES, SERVER_CHOICES } from "./choice-props";
import { pushChoices, readPush } from "./push";
import { readSatelliteSip } from "./sip-ports";
import {
  faultAt,
  type GivenChoice,
  readPort,
  readPorts,
  readTransport,
  requireChoices,
  requirePeerOf,
  requireProps,
  type ToldAt,
} from "./xphone-faults";
import { addServerFindings } from "./xphone-findings";
import { checkHost, placeHost, type XPhoneHost } from "./xphone-host";
import type { XPhoneServerProps } from "./xphone-server-props";
import { deployXPhone, type StatedTraffic, XPhonePeers, xphoneRole } from "./xphone-system";

const WHAT = "cannot deploy the XPhone Connect Server";
/** The choices, by the props that make them. */
const CHOICES = {
  directory: "directory",
  voicemailPlayer: "voicemail-player",
  internalImap: "internal-imap",
  smtp: "smtp",
  externalImap: "external-imap",
  activeDirectory: "active-directory",
  federation: "federation",
  cti: "cti",
} as const;
const CTI = "xphone/connection-overview/31a";
const EXTERNAL_IMAP = "xphone/port-list/6a";

const MARK = Symbol.for("cdktf-uc-edge/xphone-server");

/**
 * The XPhone Connect Server: its clients, and what it talks to by choice. It stands inside, or in the perimeter with an
 * interface on each side, where its call controller or its web server must have a public address.
 *
 * Satellites, web servers, proxies and call controllers are constructs of their own that take this server, or its `role`.
 *
 * AWS: an ENI and a security group for each interface. Azure: a network interface with a network security group and an
 * application security group.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-network-missing`, `xphone-choice-invalid`, `xphone-peer-missing`,
 *   `xphone-discovery-multicast`, `xphone-satellite-zone`, `xphone-sip-port-taken`, `xphone-ports-missing`, `xphone-port-invalid`, `xphone-transport-unknown`,
 *   `xphone-push-*`, `xphone-zone-unknown`, `xphone-interface-*`, `xphone-name-without-address`, `stack-way-out-missing`,
 *   and those of addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source xphone connection-overview rows 1, 5-13 and 31; port-list rows 1-8 and 10; push notifications
 */
export class XPhoneServer extends Construct {
  /** The server, to attach a machine to, to add flows of your own, and as a peer of other constructs. */
  readonly role: Role;
  /** The network that it is in. */
  readonly network: Network;
  /** Where it stands. @internal */
  readonly host: XPhoneHost;
  private integrated: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: XPhoneServerProps,
  ) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { network } = props;
    requireNetwork(network, {
      code: "xphone-network-missing",
      what: WHAT,
      todo: "say where the server is placed",
      path: at.path,
    });
    this.network = network;
    this.refuseDiscovery(at);
    this.host = checkHost(props, "internal", network, "", at);
    const peers = new XPhonePeers(network, at.path);
    const stated = new Map<string, StatedTraffic>();
    this.readPeers(peers, stated, at);
    this.readChoices(peers, stated, at);
    const chosen = new Set<string>(
      Object.entries(CHOICES).flatMap(([prop, choice]) => (this.isMade(prop) ? [choice] : [])),
    );
    if (props.push !== undefined) {
      readPush(props.push, peers, stated, network, at);
      for (const choice of pushChoices(props.push)) chosen.add(choice);
    }
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, "Server", xphoneRole("xphone-server"));
    placeHost(this.role, this.host, network);
    const placed = new Map([["xphone-server", this.role]]);
    deployXPhone(this, { network, placed, chosen, peers, stated });
    addServerFindings(this, props);
  }

  /** Whether a value is a server, of whichever copy of this library. */
  static isServer(value: unknown): value is XPhoneServer {
    return typeof value === "object" && value !== null && MARK in value;
  }

  /** The path of the call controller that is integrated in it. @internal */
  get integratedCallController(): string | undefined {
    return this.integrated;
  }

  /** Notes the call controller that is integrated in it. @internal */
  integrate(path: string): void {
    this.integrated = path;
  }

  private isMade(prop: string): boolean {
    return this.props[prop as keyof XPhoneServerProps] !== undefined;
  }

  private refuseDiscovery(at: ToldAt): void {
    const given: unknown = this.props.serverDiscovery;
    if (given === undefined) return;
    throw faultAt(at)(
      "xphone-discovery-multicast",
      "serverDiscovery",
      given,
      "nothing: WS-Discovery asks by UDP multicast (xphone port-list row 1), which neither cloud's network carries",
      "leave it out, and tell the clients their server by name",
    );
  }

  private readPeers(peers: XPhonePeers, stated: Map<string, StatedTraffic>, at: ToldAt): void {
    const { network, clients, satellites, webServers } = this.props;
    requirePeerOf(clients, "clients", "the XPhone Connect Clients", at);
    requireZone(clients, "internal", network, "XPhone Connect Clients", at.path);
    peers.add("xphone-client", clients);
    if (webServers !== undefined) requireZone(webServers, "network", network, "the web servers", at.path);
    peers.add("web-server", webServers);
    if (satellites === undefined) return;
    if (!Peer.isPeer(satellites)) requireChoices({ satellites: [satellites, SATELLITES] }, at);
    requirePeerOf(satellites.at, "satellites.at", "the satellites", at);
    requireInNetwork(satellites.at, network, at);
    peers.add("satellite", satellites.at);
    readSatelliteSip(satellites, "satellites", stated, at);
  }

  private readChoices(peers: XPhonePeers, stated: Map<string, StatedTraffic>, at: ToldAt): void {
    const { props } = this;
    const { network, directory, smtp, externalImap, activeDirectory, federation, cti } = props;
    const made = Object.entries(SERVER_CHOICES).map(([prop, known]): [string, GivenChoice] => [
      prop,
      [props[prop as keyof typeof SERVER_CHOICES], known],
    ]);
    requireChoices({ ...Object.fromEntries(made), push: [props.push, PUSH] }, at);
    if (directory !== undefined) {
      requirePeerOf(directory.clients, "directory.clients", "the LDAP clients", at);
      requireZone(directory.clients, "internal", network, "LDAP clients", at.path);
      peers.add("ldap-client", directory.clients);
    }
    const mail = [
      ["smtp", smtp],
      ["externalImap", externalImap],
    ] as const;
    for (const [prop, one] of mail) {
      if (one === undefined) continue;
      requirePeerOf(one.servers, `${prop}.servers`, "the e-mail servers", at);
      peers.addByPlace("mail-server", "external-mail-server", one.servers, CHOICES[prop]);
    }
    if (externalImap?.port !== undefined) {
      const port = readPort(externalImap.port, "externalImap.port", at);
      stated.set(EXTERNAL_IMAP, { ports: [{ first: port, last: port }] });
    }
    if (activeDirectory !== undefined) {
      const { domainControllers, globalCatalogServers } = activeDirectory;
      requirePeerOf(domainControllers, "activeDirectory.domainControllers", "the domain controllers", at);
      requireZone(domainControllers, "internal", network, "domain controllers", at.path);
      peers.add("domain-controller", domainControllers);
      if (globalCatalogServers !== undefined) {
        requireZone(globalCatalogServers, "internal", network, "Global Catalog servers", at.path);
      }
      peers.add("global-catalog-server", globalCatalogServers);
    }
    if (federation !== undefined) {
      requirePeerOf(federation.systems, "federation.systems", "the federated systems", at);
      peers.addByPlace("federated-system", "external-federated-system", federation.systems);
    }
    if (cti !== undefined) {
      requirePeerOf(cti.pbx, "cti.pbx", "the PBX", at);
      peers.addByPlace("pbx", "external-pbx", cti.pbx);
      const ports = readPorts(cti.ports, "cti.ports", "the PBX", at);
      const why = "the document prints none (xphone connection-overview row 31)";
      stated.set(CTI, { transports: [readTransport(cti.transport, "cti.transport", why, at)], ports });
    }
  }
}

/** How a fault shows what was given for a server. */
export function shownServer(given: unknown): unknown {
  return typeof given === "object" && given !== null ? "an object that is no XPhoneServer" : given;
}

/** A satellite is in a zone of the network: its control and event connections are for nobody outside. */
function requireInNetwork(satellites: Peer, network: Network, at: ToldAt): void {
  const parts = zonesOfPeer(satellites, network, "cannot connect the satellites", at.path);
  const outside = parts.find(({ zone }) => zone === "internet" || zone === "partner");
  if (outside === undefined) return;
  const expected = 'addresses in the zone "perimeter" or "internal"';
  const todo = "correct the addresses, or add their block to the network's prefixes";
  throw faultAt(at)("xphone-satellite-zone", "satellites.at", outside.zone, expected, todo);
}
