/** The edge servers of Office Communications Server 2007. */
import { Construct } from "constructs";
import { OCS_2007_PORTS } from "../../catalog/ocs-2007/ports";
import type { CertificateRequest } from "../../model/certificate-request";
import { oneOf, UcEdgeError } from "../../net/uc-edge-error";
import { declareCertificates } from "../../stack/certificates";
import { Declaration } from "../../stack/declaration";
import type { Network } from "../../stack/network";
import { stackPath } from "../../stack/paths";
import type { Peer } from "../../stack/peer";
import type { Side } from "../../stack/interface-request";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { permitDocumented } from "../documented-flows";
import { addHostName, addNameOfHost } from "../host-names";
import { requireNetwork } from "../require-network";
import { EdgeAddresses, type EdgeVirtualAddresses } from "./edge-addresses";
import { edgeCertificates } from "./edge-certificates";
import { addEdgeFindings } from "./edge-findings";
import { addressesOf, servicesByInterface } from "./edge-interfaces";
import { type HostName, hostNamesOf, serviceRecords, targetsOf } from "./edge-names";
import { EdgePeers } from "./edge-peers";
import type { EdgeServerProps } from "./edge-server-props";
import {
  chosenOf,
  deployedServices,
  DIRECTOR_NEXT_HOP,
  type EdgeService,
  roleFact,
  sipDomainsOf,
} from "./edge-services";

const SIDES = ["external", "internal"] as const;
const PUBLIC_IM = "public-im";
const ROLE_OF: ReadonlyMap<string, string> = new Map([
  ["accessEdge", "access-edge"],
  ["webConferencingEdge", "web-conferencing-edge"],
  ["avEdge", "av-edge"],
]);
const MARK = Symbol.for("cdktf-uc-edge/edge-server");

/** The Access Edge as the access proxy of another system. */
export interface AccessEdgeHost {
  readonly role: Role;
  readonly network: Network;
  readonly sipDomains: readonly string[];
  /** Its names outside, which SRV records lead to. */
  readonly names: readonly string[];
  /** The prop that holds them. */
  readonly prop: string;
  /** Whom it talks to inside: the Director, or else its internal server. */
  readonly internalServer: Peer;
  /** The public address of what is in front of it, where there is something. */
  readonly inFront: string | undefined;
  /** Whether public IM comes through it already. */
  readonly hasPublicIm: boolean;
}

/**
 * The Access Edge, Web Conferencing Edge and A/V Edge services of OCS 2007, on one host, on hosts of their own, or as arrays.
 * Each has an external and an internal interface and its own public address by static NAT. An array has a virtual address
 * for each service outside, and inside one but for the Web Conferencing Edge; media of the A/V Edge go to each host's own
 * public address. With a `director` the Access Edge talks to it, and not to the servers behind it.
 *
 * Remote access, federation, public IM, external web conferencing and external A/V are separate choices. Each opens its own
 * documented flows in both directions and nothing else; a service without a choice opens nothing. SRV and A records are
 * made for the choices that need them.
 *
 * AWS: an ENI, an Elastic IP and a security group per interface, a Network Load Balancer per virtual address. Azure: a
 * network interface, a Standard public IP, a network security group and an application security group, a Standard load
 * balancer per virtual address, or one for those of services on one interface. AWS cannot filter the media's source ports
 * 50000-59999; a finding gives the bound.
 *
 * @throws {@link UcEdgeError} `ocs-edge-empty`, `ocs-sip-domains-empty`, `ocs-sip-domain-twice`, `ocs-role-missing`,
 *   `ocs-choice-invalid`, `ocs-network-missing`, `ocs-interface-missing`, `ocs-internal-server-missing`,
 *   `ocs-external-address-shared`, `ocs-interface-conflict`, `ocs-srv-target-missing`, `ocs-name-without-address`, `ocs-edge-name-twice`,
 *   `ocs-array-*`, `ocs-director-*`, `ocs-peer-role`, and those of addresses, peers, domains, DNS zones and virtual addresses. Nothing is open
 *   after an error.
 * @source ocs-2007 ports rows 1, 12-19, 21-23, 25, 27, 28; edge-servers; sign-in-srv rows 3 and 4; lcs-2005-pic 1.2.2
 */
export class EdgeServer extends Construct {
  private readonly roles = new Map<string, Role>();
  private readonly sipDomains: readonly string[];
  private readonly services: readonly EdgeService[];
  private readonly chosen: Set<string>;
  private readonly peers: EdgePeers;
  private readonly addresses: EdgeAddresses;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeServerProps,
  ) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    const path = this.node.path;
    requireObject(
      props,
      { what: "cannot deploy the edge", prop: "props", path },
      "say where it is placed, and its services",
    );
    const { network } = props;
    const todo = "say where the edge is placed";
    requireNetwork(network, { code: "ocs-network-missing", what: "cannot deploy the edge", todo, path });
    const services = deployedServices(this, props);
    this.services = services;
    this.sipDomains = sipDomainsOf(props.sipDomains, path);
    this.chosen = chosenOf(props, services, path);
    this.peers = new EdgePeers(props, services, path);
    const names = hostNamesOf(this, network, services);
    const access = services.find(({ role }) => role === "access-edge");
    const records =
      access === undefined ? [] : serviceRecords(this, network, this.sipDomains, targetsOf(access, names), this.chosen);
    const interfaces = SIDES.map((side) => ({ side, services: servicesByInterface(this, side, services) }));
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    for (const service of services) this.roles.set(service.role, new Role(this, service.id, roleFact(service.role)));
    for (const { side, services: groups } of interfaces) this.placeSide(side, groups);
    this.addresses = new EdgeAddresses(this, network, services, this.chosen, (service) => this.roleOf(service));
    this.addresses.forward(this.chosen, services);
    this.permitFlows(this.chosen);
    for (const name of names) this.addName(name);
    for (const record of records) network.addRecord(record);
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
   * The virtual addresses of a service: of an array, the public one outside and, but for web conferencing, the one inside; of
   * a host whose ports are forwarded, the public one. Forward ports of your own from them, and then add the flows.
   *
   * @throws {@link UcEdgeError} `ocs-role-not-deployed`, `ocs-service-unknown`
   */
  virtualAddressesOf(service: "accessEdge" | "webConferencingEdge" | "avEdge"): EdgeVirtualAddresses {
    const role = ROLE_OF.get(service);
    if (role === undefined) {
      throw new UcEdgeError({
        code: "ocs-service-unknown",
        what: "cannot tell the virtual addresses",
        prop: "service",
        value: service,
        expected: oneOf([...ROLE_OF.keys()], service),
        todo: "name a service by its prop",
        path: this.node.path,
      });
    }
    // Whoever asks for what is not deployed is told so.
    this.role(role, service);
    return this.addresses.of(role);
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
    const { accessEdge: role, props, sipDomains, chosen, peers } = this;
    const service = this.services.find((one) => one.role === "access-edge");
    if (service === undefined || peers.nextHop === undefined)
      throw new TypeError(`${this.node.path} has no access edge`);
    const targets = targetsOf(service, hostNamesOf(this, props.network, [service]));
    return {
      role,
      network: props.network,
      sipDomains,
      ...targets,
      internalServer: peers.nextHop,
      inFront: this.addresses.of(service.role).external?.publicAddress,
      hasPublicIm: chosen.has(PUBLIC_IM),
    };
  }

  /** Lets public IM come through the Access Edge as well; the records are the caller's. @internal */
  connectPublicIm(providers: readonly Peer[]): void {
    const chosen = new Set([PUBLIC_IM, ...(this.chosen.has(DIRECTOR_NEXT_HOP) ? [DIRECTOR_NEXT_HOP] : [])]);
    this.addresses.forward(chosen, this.services);
    this.peers.addProviders(providers);
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
      const nics = first.hosts.map((host, index) => ({
        existingInterfaceId: host[side].existingInterfaceId,
        addresses: addresses.flatMap(({ requests }) => requests[index] ?? []),
      }));
      const name = sharers.length === 1 ? id : `${sharers.map((one) => one.id).join("And")}${id}`;
      const placed = network.place(scope, name, { zone: "perimeter", side, title: `${titles}, ${side}`, nics });
      addresses.forEach(({ services }, index) => {
        for (const service of services) {
          this.roleOf(service).placeOn(side, placed, addresses.length === 1 ? undefined : index);
        }
      });
    }
  }

  /** Of a service with a virtual address, its names lead there; those of a host of an array lead to the host. */
  private addName({ name, role: id, side, host }: HostName): void {
    const role = this.role(id, id);
    if (host !== undefined) {
      addNameOfHost(role, side, name, host);
      return;
    }
    const { external, internal } = this.addresses.of(id);
    addHostName(role, side, name, side === "external" ? external?.publicAddress : internal?.privateAddress);
  }

  private roleOf(service: EdgeService): Role {
    return this.role(service.role, service.prop);
  }

  private permitFlows(chosen: ReadonlySet<string>): void {
    permitDocumented(OCS_2007_PORTS, chosen, {
      placed: this.roles,
      peersFor: (role, choices) => this.peers.of(role, choices),
      sideOf: (role) => (roleFact(role).zone === "internet" ? "external" : "internal"),
      suppliedPorts: () => undefined,
    });
  }

  private declare(): void {
    const path = stackPath(this);
    Declaration.of(this).set(`system ${path}`, () => ({
      item: "system",
      path,
      system: "ocs-2007",
      network: stackPath(this.props.network),
      choices: [...this.chosen].sort(),
      sipDomains: [...this.sipDomains],
    }));
    this.peers.declare(this, this.chosen);
  }
}
