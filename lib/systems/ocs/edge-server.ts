/** The edge servers of Office Communications Server 2007. */
import { Construct } from "constructs";
import { OCS_2007_PORTS } from "../../catalog/ocs-2007/ports";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import type { CertificateRequest } from "../../model/certificate-request";
import { UcEdgeError } from "../../net/uc-edge-error";
import { declareCertificates } from "../../stack/certificates";
import { Declaration } from "../../stack/declaration";
import type { Network } from "../../stack/network";
import { stackPath } from "../../stack/paths";
import { Peer } from "../../stack/peer";
import { describePeer, requirePeer, requireZone } from "../../stack/peer-zones";
import type { Side } from "../../stack/interface-request";
import { Role } from "../../stack/role";
import { permitDocumented } from "../documented-flows";
import { addHostName } from "../host-names";
import { forwardPorts, publishRole, type PublishedRole } from "../published-ports";
import { requireNetwork } from "../require-network";
import type { VirtualAddress } from "../virtual-address";
import { edgeCertificates } from "./edge-certificates";
import { addEdgeFindings } from "./edge-findings";
import { addressesOf, servicesByInterface } from "./edge-interfaces";
import { hostNamesOf, serviceRecords } from "./edge-names";
import type { EdgeServerProps } from "./edge-server-props";
import { chosenOf, deployedServices, type EdgeService, roleFact, sipDomainsOf } from "./edge-services";

const OUTSIDE_CLIENTS = new Set(["external-office-communicator", "external-live-meeting-client"]);

const OUTSIDE_ROLES = new Set(OCS_2007_ROLES.filter(({ zone }) => zone === "internet").map(({ id }) => id));
const SIDES = ["external", "internal"] as const;
const PUBLIC_IM = "public-im";
const MARK = Symbol.for("cdktf-uc-edge/edge-server");

/** The Access Edge as the access proxy of another system. */
export interface AccessEdgeHost {
  readonly role: Role;
  readonly network: Network;
  readonly sipDomains: readonly string[];
  /** The names of its external interface. */
  readonly names: readonly string[];
  readonly internalServer: Peer;
  /** The public address whose ports are forwarded to it, where it has none of its own. */
  readonly forwarded: string | undefined;
  /** Whether public IM comes through it already. */
  readonly hasPublicIm: boolean;
}

/**
 * The Access Edge, Web Conferencing Edge and A/V Edge services of OCS 2007, on one host or on several, each with an
 * external and an internal interface and its own public address by static NAT.
 *
 * Remote access, federation, public IM, external web conferencing and external A/V are separate choices. Each opens its own
 * documented flows in both directions and nothing else; a service without a choice opens nothing. SRV and A records are
 * made for the choices that need them.
 *
 * AWS: an ENI, an Elastic IP and a security group per interface. Azure: a network interface, a Standard public IP, a
 * network security group and an application security group. AWS cannot filter the media's source ports 50000-59999; a
 * finding gives the bound.
 *
 * @throws {@link UcEdgeError} `ocs-edge-empty`, `ocs-sip-domains-empty`, `ocs-sip-domain-twice`, `ocs-role-missing`,
 *   `ocs-choice-invalid`, `ocs-network-missing`, `ocs-interface-missing`, `ocs-internal-server-missing`,
 *   `ocs-external-address-shared`, `ocs-interface-conflict`, `ocs-srv-target-missing`, `ocs-name-without-address`, and
 *   those of addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source ocs-2007 ports rows 1, 12-19, 21-23, 25, 27, 28; edge-servers; sign-in-srv rows 3 and 4; lcs-2005-pic 1.2.2
 */
export class EdgeServer extends Construct {
  private readonly roles = new Map<string, Role>();
  /** Public addresses of services that the internet reaches by port forwards. */
  private readonly forwards = new Map<
    string,
    { readonly published: PublishedRole; readonly address: VirtualAddress }
  >();
  private readonly sipDomains: readonly string[];
  private readonly services: readonly EdgeService[];
  private readonly chosen: Set<string>;
  /** Providers of public IM that another system adds. */
  private readonly addedProviders: Peer[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeServerProps,
  ) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    const path = this.node.path;
    const todo = "say where the edge is placed";
    requireNetwork(props.network, { code: "ocs-network-missing", what: "cannot deploy the edge", todo, path });
    const services = deployedServices(props, path);
    this.services = services;
    this.sipDomains = sipDomainsOf(props.sipDomains, path);
    this.chosen = chosenOf(props, services, path);
    this.checkPeers(services);
    const names = hostNamesOf(this, props.network, services);
    const records =
      props.accessEdge === undefined ? [] : serviceRecords(this, props.network, this.sipDomains, names, this.chosen);
    const interfaces = SIDES.map((side) => ({ side, services: servicesByInterface(this, side, services) }));
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    for (const service of services) this.roles.set(service.role, new Role(this, service.id, roleFact(service.role)));
    for (const { side, services: groups } of interfaces) this.placeSide(side, groups);
    for (const service of services) this.publish(service);
    this.permitFlows(this.chosen);
    for (const { name, role, side } of names) {
      addHostName(this.role(role, role), side, name, this.forwards.get(role)?.address.publicAddress);
    }
    for (const record of records) props.network.addRecord(record);
    this.declare();
    declareCertificates(this, () => this.certificates);
    addEdgeFindings(this, props, services, this.chosen);
  }

  /** Whether a value is an edge, of whichever copy of this library. */
  static isEdgeServer(value: unknown): value is EdgeServer {
    return typeof value === "object" && value !== null && MARK in value;
  }

  /**
   * The Access Edge Server, to add flows of your own and to attach a machine to.
   *
   * @throws {@link UcEdgeError} `ocs-role-not-deployed`
   */
  get accessEdge(): Role {
    return this.role("access-edge", "accessEdge");
  }

  /**
   * The Web Conferencing Edge Server.
   *
   * @throws {@link UcEdgeError} `ocs-role-not-deployed`
   */
  get webConferencingEdge(): Role {
    return this.role("web-conferencing-edge", "webConferencingEdge");
  }

  /**
   * The A/V Edge Server.
   *
   * @throws {@link UcEdgeError} `ocs-role-not-deployed`
   */
  get avEdge(): Role {
    return this.role("av-edge", "avEdge");
  }

  /**
   * The certificates that the services need. No document says so of an edge: they are derived, and each says from what; for
   * public IM a public authority is documented.
   */
  get certificates(): readonly CertificateRequest[] {
    const { props, services, sipDomains, chosen } = this;
    const names = hostNamesOf(this, props.network, services);
    const sharersInside = servicesByInterface(this, "internal", services).flatMap((sharers) =>
      addressesOf(this, "internal", sharers).map((one) => one.services),
    );
    return edgeCertificates({ services, sharersInside, names, sipDomains, chosen });
  }

  /**
   * What another system must know of the Access Edge to use it as its access proxy.
   *
   * @throws {@link UcEdgeError} `ocs-role-not-deployed`
   * @internal
   */
  get accessEdgeHost(): AccessEdgeHost {
    const { accessEdge: role, props, sipDomains, chosen } = this;
    const [service] = this.services.filter((one) => one.role === "access-edge");
    if (service === undefined) throw new TypeError(`${this.node.path} has no access edge`);
    return {
      role,
      network: props.network,
      sipDomains,
      names: hostNamesOf(this, props.network, [service]).flatMap(({ name, side }) => (side === "external" ? name : [])),
      internalServer: service.props.internalServer,
      forwarded: this.forwards.get(service.role)?.address.publicAddress,
      hasPublicIm: chosen.has(PUBLIC_IM),
    };
  }

  /** Lets public IM come through the Access Edge as well; the records are the caller's. @internal */
  connectPublicIm(providers: readonly Peer[]): void {
    const chosen = new Set([PUBLIC_IM]);
    const forward = this.forwards.get("access-edge");
    if (forward !== undefined) forwardPorts(OCS_2007_PORTS, chosen, forward.published, forward.address);
    this.addedProviders.push(...providers);
    this.permitFlows(chosen);
    this.chosen.add(PUBLIC_IM);
    this.declare();
  }

  private role(id: string, prop: string): Role {
    const role = this.roles.get(id);
    if (role !== undefined) return role;
    throw new UcEdgeError({
      code: "ocs-role-not-deployed",
      what: `cannot use the ${roleFact(id).title}`,
      prop,
      value: undefined,
      expected: "a service that this EdgeServer deploys",
      todo: `give it the prop ${prop}`,
      path: this.node.path,
    });
  }

  private checkPeers(services: readonly EdgeService[]): void {
    const { network, internalClients, remoteAccess, federation, publicIm, externalWebConferencing, externalAv } =
      this.props;
    const path = this.node.path;
    for (const { role, props } of services) {
      requireZone(
        props.internalServer,
        "internal",
        network,
        `the internal server of the ${roleFact(role).title}`,
        path,
      );
    }
    if (internalClients !== undefined) requireZone(internalClients, "internal", network, "internal clients", path);
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

  /** Places the interfaces of one side; services that name the same internal interface share it. */
  private placeSide(side: Side, groups: readonly (readonly EdgeService[])[]): void {
    const { network } = this.props;
    for (const sharers of groups) {
      const [first] = sharers;
      if (first === undefined) continue;
      const titles = sharers.map((service) => roleFact(service.role).title).join(", ");
      const scope = sharers.length === 1 ? this.roleOf(first) : this;
      const id = side === "external" ? "External" : "Internal";
      const addresses = addressesOf(this, side, sharers);
      const { existingInterfaceId } = first.props[side];
      const placed = network.place(
        scope,
        sharers.length === 1 ? id : `${sharers.map((one) => one.id).join("And")}${id}`,
        {
          zone: "perimeter",
          side,
          title: `${titles}, ${side}`,
          nics: [{ existingInterfaceId, addresses: addresses.map(({ request }) => request) }],
        },
      );
      addresses.forEach(({ services }, index) => {
        for (const service of services) {
          this.roleOf(service).placeOn(side, placed, addresses.length === 1 ? undefined : index);
        }
      });
    }
  }

  /** A service without a public address of its own has its documented ports forwarded. */
  private publish(service: EdgeService): void {
    if (service.props.external.translation !== "port-forward") return;
    const { network } = this.props;
    const role = this.roleOf(service);
    const ports = new Map<number, number>();
    const published = { role, id: service.role, outside: OUTSIDE_ROLES, ports, done: new Set<string>() };
    const address = publishRole(OCS_2007_PORTS, this.chosen, published, network);
    this.forwards.set(service.role, { published, address });
  }

  private roleOf(service: EdgeService): Role {
    return this.role(service.role, service.prop);
  }

  private permitFlows(chosen: ReadonlySet<string>): void {
    permitDocumented(OCS_2007_PORTS, chosen, {
      placed: this.roles,
      peersFor: (role, choices) => this.peersFor(role, choices),
      sideOf: (role) => (roleFact(role).zone === "internet" ? "external" : "internal"),
      suppliedPorts: () => undefined,
    });
  }

  private peersFor(role: string, choices: readonly string[]): Peer[] {
    const { props, services } = this;
    const internalServerOf = (id: string): Peer[] =>
      services.filter((service) => service.role === id).map((service) => service.props.internalServer);
    if (OUTSIDE_CLIENTS.has(role)) return choices.map((choice) => this.usersOf(choice));
    switch (role) {
      case "federated-partner":
        return props.federation === undefined ? [] : [props.federation.partners];
      case "public-im-provider":
        return [...(props.publicIm === undefined ? [] : [props.publicIm.providers]), ...this.addedProviders];
      case "front-end":
        return internalServerOf("access-edge");
      case "web-conferencing-server":
        return internalServerOf("web-conferencing-edge");
      case "av-conferencing-server":
        return internalServerOf("av-edge");
      case "office-communicator":
      case "live-meeting-client":
        return props.internalClients === undefined ? [] : [props.internalClients];
      default:
        return [];
    }
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

  private declare(): void {
    const declaration = Declaration.of(this);
    const path = stackPath(this);
    declaration.set(`system ${path}`, () => ({
      item: "system",
      path,
      system: "ocs-2007",
      network: stackPath(this.props.network),
      choices: [...this.chosen].sort(),
      sipDomains: [...this.sipDomains],
    }));
    const choices = [...this.chosen];
    for (const { id } of OCS_2007_ROLES) {
      const named = OUTSIDE_CLIENTS.has(id) ? choices.filter((choice) => isUsersChoice(choice)) : choices;
      for (const [choice, peers] of peersByChoice(id, named, (chosen) => this.peersFor(id, chosen))) {
        if (peers.length === 0) continue;
        declaration.set(`peer ${path} ${id} ${choice}`, () => ({
          item: "peer",
          of: path,
          role: `ocs-2007/${id}`,
          choice: choice === "" ? null : choice,
          peers: peers.map((peer) => describePeer(peer, this, this.props.network)),
        }));
      }
    }
  }
}

function isUsersChoice(choice: string): boolean {
  return ["remote-access", "external-web-conferencing", "external-av"].includes(choice);
}

/** Outside clients have peers per choice; every other role has the same peers whatever is chosen. */
function peersByChoice(
  role: string,
  choices: readonly string[],
  peers: (choices: readonly string[]) => Peer[],
): [string, Peer[]][] {
  if (!OUTSIDE_CLIENTS.has(role)) return [["", peers([])]];
  return choices.map((choice) => [choice, peers([choice])]);
}
