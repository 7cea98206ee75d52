/** Public IM Connectivity of Live Communications Server 2005. */
import { Construct } from "constructs";
import { LCS_2005_PIC_FLOWS } from "../../catalog/lcs-2005-pic/flows";
import { LCS_2005_PIC_ROLES } from "../../catalog/lcs-2005-pic/roles";
import { declareCertificates } from "../../stack/certificates";
import { Declaration } from "../../stack/declaration";
import { nicOf } from "../../stack/interface-request";
import { stackPath } from "../../stack/paths";
import type { Peer } from "../../stack/peer";
import { describePeer } from "../../stack/peer-zones";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { permitDocumented } from "../documented-flows";
import { addHostName, hostNamesOn } from "../host-names";
import { publishRole } from "../published-ports";
import { requireNetwork } from "../require-network";
import { readSipDomains } from "../sip-domains";
import type { EdgeServer } from "../ocs/edge-server";
import {
  type AccessProxyCertificate,
  accessProxyRequest,
  certificateFor,
  requirePublicCa,
} from "./access-proxy-certificate";
import { lcsRole } from "./documented-rules";
import {
  type AccessProxyForm,
  checkAccessProxy,
  checkEdge,
  checkProviders,
  formOf,
  requireNoClearinghouse,
  WHAT,
} from "./public-im-checks";
import { addPublicImFindings } from "./public-im-findings";
import type { AccessProxyProps, PublicImConnectivityProps } from "./public-im-props";
import { type AccessProxyNames, addressFacts, publicImRecords, publicImTargets } from "./public-im-records";

const ACCESS_PROXY = "access-proxy";
const OUTSIDE_ROLES = new Set(LCS_2005_PIC_ROLES.filter(({ zone }) => zone === "internet").map(({ id }) => id));

/** The access proxy in whichever form, when it is there. */
interface Host {
  readonly role: Role;
  readonly names: AccessProxyNames;
  /** Names of the internal interface, where it is placed here. */
  readonly internalNames: readonly string[];
  readonly internalServer: Peer;
  readonly partners: Peer | undefined;
  readonly forwarded: string | undefined;
}

/** An access proxy whose props are right, and that can be made. */
interface Plan {
  readonly names: AccessProxyNames;
  readonly partners: Peer | undefined;
  make(chosen: ReadonlySet<string>): Host;
}

/**
 * Instant messages and presence with the users of AOL, MSN and Yahoo!: an access proxy between the providers' own and the
 * servers inside.
 *
 * The access proxy is the Access Proxy of Live Communications Server 2005 SP1, placed here with two interfaces
 * (`accessProxy`), or the Access Edge of an `EdgeServer` of Office Communications Server 2007 (`edge`), which then has the
 * flows of both documents. SIP over MTLS is open both ways with the providers that are named, by the prefixes that are
 * given, and with the internal server; and with federated partners where they are named. Each SIP domain gets its SRV
 * record, and the access proxy the address records that they lead to.
 *
 * AWS: an ENI, a security group per interface, and an Elastic IP; or, behind a port forward, a Network Load Balancer.
 * Azure: a network interface with a network security group and an application security group, and a Standard public IP; or
 * a Standard load balancer.
 *
 * The data of the provisioning request stays out of Terraform: `uc-edge provisioning` writes its work sheet.
 *
 * @throws {@link UcEdgeError} `lcs-network-missing`, `lcs-access-proxy-*`, `lcs-interface-*`,
 *   `lcs-internal-server-missing`, `lcs-sip-domains-empty`, `lcs-sip-domain-twice`, `lcs-provider-*`, `lcs-certificate-ca`,
 *   `lcs-clearinghouse-*`, `lcs-edge-*`, `lcs-srv-target-missing`, `lcs-name-without-address`, `stack-way-out-missing`
 *   behind a port forward without a way out, and those of addresses, peers, domains and DNS zones. Nothing is open after an
 *   error.
 * @source lcs-2005-pic 1.1, 1.2.2 and 1.2.3; with an edge ocs-2007 ports rows 1 and 12, features row 7
 */
export class PublicImConnectivity extends Construct {
  /** The access proxy, to add flows of your own and to attach a machine to; of an edge, its Access Edge. */
  readonly accessProxy: Role;
  /** The fully qualified domain name of the access proxy, as the provisioning request asks for it. */
  readonly accessProxyName: string;
  /** The certificate that the access proxy needs. */
  readonly certificate: AccessProxyCertificate;
  private readonly chosen: ReadonlySet<string>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PublicImConnectivityProps,
  ) {
    super(scope, id);
    const path = this.node.path;
    requireObject(props, { what: WHAT, prop: "props", path }, "say who is connected, and through what");
    const { network } = props;
    const todo = "say where the access proxy is placed";
    requireNetwork(network, { code: "lcs-network-missing", what: WHAT, todo, path });
    const form = formOf(props, path);
    requireNoClearinghouse(props.defaultRouteToClearinghouse, path);
    requirePublicCa(props.certificate, path);
    const providers = checkProviders(props, path);
    const plan = this.plan(form);
    const federation = plan.partners === undefined ? [] : ["federation"];
    this.chosen = new Set(["public-im", ...providers.map(({ provider }) => provider), ...federation]);
    const records = publicImRecords(plan.names, this.chosen);
    for (const record of records) network.dnsZoneOf(record);
    const targets = publicImTargets(plan.names);
    this.accessProxyName = targets[0] ?? "";
    this.certificate = certificateFor(this.accessProxyName, targets);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    const host = plan.make(this.chosen);
    this.accessProxy = host.role;
    this.permitFlows(host);
    this.addNames(host, targets);
    for (const record of records) network.addRecord(record);
    this.declare(host);
    addPublicImFindings(this, providers);
  }

  private plan(form: AccessProxyForm): Plan {
    const { props } = this;
    const path = this.node.path;
    const faults = { what: WHAT, path, none: "lcs-sip-domains-empty", twice: "lcs-sip-domain-twice" };
    const sipDomains = readSipDomains(props.sipDomains, faults);
    if ("edge" in form) return this.planEdge(form.edge, sipDomains);
    const proxy = checkAccessProxy(form.accessProxy, props, path);
    const [external, internal] = (["external", "internal"] as const).map((side) =>
      hostNamesOn({
        network: props.network,
        side,
        prop: `accessProxy.${side}`,
        props: proxy[side],
        path,
        isPublished: true,
        withoutAddress: "lcs-name-without-address",
      }),
    );
    const prop = "accessProxy.external.names";
    const names = { sipDomains, allDomains: sipDomains, names: external ?? [], prop, path };
    const partners = proxy.federation?.partners;
    return { names, partners, make: (chosen) => this.place(proxy, names, internal ?? [], chosen) };
  }

  private planEdge(edge: EdgeServer, sipDomains: readonly string[]): Plan {
    const host = checkEdge(this, edge, this.props, sipDomains);
    const names = {
      sipDomains,
      allDomains: host.sipDomains,
      names: host.names,
      prop: `the edge's ${host.prop}`,
      path: this.node.path,
    };
    const make = (): Host => {
      edge.connectPublicIm(this.props.providers.map(({ accessProxies }) => accessProxies));
      return { ...host, names, internalNames: [], partners: undefined, forwarded: host.inFront };
    };
    return { names, partners: undefined, make };
  }

  private place(
    proxy: AccessProxyProps,
    names: AccessProxyNames,
    internalNames: readonly string[],
    chosen: ReadonlySet<string>,
  ): Host {
    const { network } = this.props;
    const role = new Role(this, "AccessProxy", lcsRole(ACCESS_PROXY));
    for (const side of ["external", "internal"] as const) {
      const title = `${role.fact.title}, ${side}`;
      const request = { zone: "perimeter", side, title, nics: [nicOf(proxy[side], side)] } as const;
      role.placeOn(side, network.place(role, side === "external" ? "External" : "Internal", request));
    }
    const published = { role, id: ACCESS_PROXY, outside: OUTSIDE_ROLES, ports: new Map<number, number>() };
    const forwarded =
      proxy.external.translation === "port-forward"
        ? publishRole(LCS_2005_PIC_FLOWS, chosen, published, network).publicAddress
        : undefined;
    const { internalServer, federation } = proxy;
    return { role, names, internalNames, internalServer, partners: federation?.partners, forwarded };
  }

  /** The names that the SRV records lead to are documented; others are the user's own. */
  private addNames({ role, names, internalNames, forwarded }: Host, targets: readonly string[]): void {
    for (const name of names.names) {
      addHostName(role, "external", name, forwarded, targets.includes(name) ? addressFacts(this.chosen) : []);
    }
    for (const name of internalNames) addHostName(role, "internal", name);
  }

  private permitFlows(host: Host): void {
    permitDocumented(LCS_2005_PIC_FLOWS, this.chosen, {
      placed: new Map([[ACCESS_PROXY, host.role]]),
      peersFor: (role) => this.peersFor(role, host),
      sideOf: (role) => (lcsRole(role).zone === "internet" ? "external" : "internal"),
      suppliedPorts: () => undefined,
    });
  }

  private peersFor(role: string, { internalServer, partners }: Host): Peer[] {
    if (role === "live-communications-server") return [internalServer];
    if (role === "federated-partner") return partners === undefined ? [] : [partners];
    return this.props.providers.flatMap(({ provider, accessProxies }) => (provider === role ? [accessProxies] : []));
  }

  private declare(host: Host): void {
    const declaration = Declaration.of(this);
    const path = stackPath(this);
    const { network, edge } = this.props;
    declaration.set(`system ${path}`, () => ({
      item: "system",
      path,
      system: "lcs-2005-pic",
      network: stackPath(network),
      choices: [...this.chosen].sort(),
      sipDomains: [...host.names.sipDomains],
    }));
    // The certificate of an edge is the edge's, for all that its Access Edge does.
    if (edge === undefined) declareCertificates(this, () => [accessProxyRequest(this.certificate)]);
    // The Access Edge stands below its own system.
    if (edge !== undefined) host.role.playIn(this, lcsRole(ACCESS_PROXY));
    for (const { id } of LCS_2005_PIC_ROLES) {
      const peers = this.peersFor(id, host);
      if (peers.length === 0) continue;
      declaration.set(`peer ${path} ${id}`, () => ({
        item: "peer",
        of: path,
        role: `lcs-2005-pic/${id}`,
        choice: null,
        peers: peers.map((peer) => describePeer(peer, this, network)),
      }));
    }
  }
}
