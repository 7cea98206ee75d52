/** The HTTP reverse proxy in front of Web Components of Office Communications Server 2007. */
import { Construct } from "constructs";
import { OCS_2007_EDGE_SERVERS } from "../../catalog/ocs-2007/edge-servers";
import { OCS_2007_PORTS } from "../../catalog/ocs-2007/ports";
import { OCS_2007_ROLES } from "../../catalog/ocs-2007/roles";
import type { CertificateRequest } from "../../model/certificate-request";
import { UcEdgeError } from "../../net/uc-edge-error";
import { declareCertificates } from "../../stack/certificates";
import { Declaration } from "../../stack/declaration";
import { stackPath } from "../../stack/paths";
import { Peer } from "../../stack/peer";
import { describePeer, requireZone } from "../../stack/peer-zones";
import { requireObject } from "../../stack/require-object";
import { Role } from "../../stack/role";
import { permitDocumented } from "../documented-flows";
import { addHostName, hostNamesOn } from "../host-names";
import { type CheckedProxy, checkKind, checkManaged, publishedNames, type ProxyCodes } from "../proxy/proxy-checks";
import { checkCertificateSize } from "../proxy/proxy-certificate-limits";
import { managedRequest, permitManaged, placeProxyHosts, type ProxyLegs, publishProxyName } from "../proxy/proxy-front";
import type { ProxyHostProps } from "../proxy/proxy-props";
import { publishRole } from "../published-ports";
import { requireNetwork } from "../require-network";
import { roleFact } from "./edge-services";
import { requirePeerInside } from "./inside-peers";
import { proxyCertificate } from "./proxy-certificate";
import { addManagedFindings } from "./reverse-proxy-findings";
import type { ReverseProxyProps } from "./reverse-proxy-props";

const ROLE = "reverse-proxy";
const WEB_COMPONENTS = "web-components";
const CHOSEN: ReadonlySet<string> = new Set(["published-web-components"]);
const OUTSIDE = new Set(OCS_2007_ROLES.filter(({ zone }) => zone === "internet").map(({ id }) => id));
const USERS: readonly string[] = ["external-office-communicator", "external-live-meeting-client"];
const WHAT = "cannot deploy the reverse proxy";
const CODES: ProxyCodes = {
  kind: "ocs-proxy-kind",
  interfaceMissing: "ocs-interface-missing",
  interfaceShared: "ocs-proxy-interface-shared",
  namesEmpty: "ocs-proxy-names-empty",
  nameTwice: "ocs-proxy-name-twice",
  certificateMissing: "ocs-certificate-missing",
  certificateNameMissing: "ocs-certificate-name-missing",
  certificateNamesOver: "ocs-certificate-names-over",
  certificateNamesQuota: "ocs-certificate-names-quota",
  healthPath: "ocs-health-path-invalid",
  healthCodes: "ocs-health-codes-invalid",
};

/**
 * The reverse proxy that external users of OCS 2007 need for the expansion of distribution groups, the address book and
 * meeting content: HTTPS from them, HTTPS to Web Components, and nothing else. It needs an external address of its own
 * beside the edge services, which listen on 443 as well.
 *
 * `hosts`: hosts of your own, with an external and an internal interface. `managed`: a proxy that the cloud runs. AWS: an
 * Application Load Balancer with its security group, whose names are alias records. Azure: an Application Gateway v2 with a
 * network security group around its subnet, which also permits what Azure needs to run it. OCS 2007 speaks an older TLS
 * than either cloud likes, and `ocs-proxy-tls-floor` says how far it goes.
 *
 * @throws {@link UcEdgeError} `ocs-network-missing`, `ocs-proxy-*`, `ocs-interface-missing`, `ocs-web-components-missing`, `ocs-peer-role`,
 *   `ocs-certificate-missing`, `ocs-certificate-name-missing`, `ocs-health-*`, `ocs-name-without-address`,
 *   `stack-proxy-member-*`, those of a cloud that cannot run the proxy (`aws-balancer-*`, `azure-gateway-*`,
 *   `*-certificate-missing`, `*-tls-policy-invalid`, `azure-root-certificate-*`), and those of addresses, peers, domains
 *   and DNS zones. Nothing is open after an error.
 * @source ocs-2007 edge-servers row 4; ports rows 5 and 11
 */
export class ReverseProxy extends Construct {
  /** The proxy, to add flows of your own, and for `hosts` to attach machines to. */
  readonly role: Role;
  /** The DNS name of a proxy without a static address, where others make its records: a managed one on AWS. */
  readonly dnsName: string | undefined;
  /** The certificate that users see, derived: no document says what it holds. */
  readonly certificates: readonly CertificateRequest[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReverseProxyProps,
  ) {
    super(scope, id);
    const path = this.node.path;
    requireObject(props, { what: WHAT, prop: "props", path }, "say what is published, and by what");
    const { network, hosts, managed } = props;
    requireNetwork(network, {
      code: "ocs-network-missing",
      what: WHAT,
      todo: "say where the reverse proxy is placed",
      path,
    });
    const checked: CheckedProxy = { hosts, managed, codes: CODES, path };
    checkKind(checked);
    this.checkPeers();
    const names = publishedNames(network, props.names, checked);
    const isCovered = managed === undefined || checkManaged(managed, names, checked);
    const { cloud } = network;
    const sized = managed === undefined ? [] : checkCertificateSize({ managed, names, cloud, codes: CODES, path });
    const inside = hosts === undefined ? [] : this.internalNames(hosts);
    const legs = this.legsOf(names);
    const request = managed === undefined ? undefined : managedRequest(this, legs, managed);
    this.certificates = [proxyCertificate(names, managed, cloud, path)];
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, "ReverseProxy", roleFact(ROLE));
    const { role } = this;
    const forwarded = hosts === undefined ? undefined : this.placeHosts(hosts);
    const proxy = request === undefined ? undefined : network.placeProxy(role, "Front", request);
    const permit = (): void => {
      this.permit();
    };
    if (proxy === undefined) permit();
    else permitManaged(role, proxy, legs, permit);
    this.dnsName = proxy?.alias?.name;
    for (const name of names) publishProxyName(role, network, { name, facts: [], proxy, forwarded });
    for (const name of inside) addHostName(role, "internal", name);
    this.declare();
    declareCertificates(this, () => this.certificates);
    if (managed !== undefined) addManagedFindings(this, cloud, isCovered, sized);
  }

  private checkPeers(): void {
    const { network, webComponents, from } = this.props;
    const path = this.node.path;
    const row = OCS_2007_EDGE_SERVERS.find((fact) => fact.role === ROLE);
    if ((webComponents as unknown) === undefined) {
      throw new UcEdgeError({
        code: "ocs-web-components-missing",
        what: WHAT,
        prop: "webComponents",
        value: undefined,
        expected: `its corresponding internal server: ${row?.printed["internalServer"] ?? ""} (ocs-2007 edge-servers row ${String(row?.source.row ?? "")})`,
        todo: "name the Web Components Servers as a Peer",
        path,
      });
    }
    requirePeerInside(webComponents, network, {
      prop: "webComponents",
      whose: "Web Components",
      role: WEB_COMPONENTS,
      path,
    });
    if (from !== undefined) requireZone(from, "internet", network, "users of the reverse proxy", path);
  }

  private internalNames({ internal: props }: ProxyHostProps): string[] {
    const { network } = this.props;
    const path = this.node.path;
    const withoutAddress = "ocs-name-without-address";
    const named = { network, side: "internal", prop: "hosts.internal", props, path, withoutAddress } as const;
    return hostNamesOn({ ...named, isPublished: true });
  }

  private legsOf(names: readonly string[]): ProxyLegs {
    const { title } = roleFact(ROLE);
    const [port, serverPort] = [portOf(ROLE), portOf(WEB_COMPONENTS)];
    return { title, port, names, servers: this.props.webComponents, serverPort, isEncrypted: true };
  }

  /** Places both interfaces; returns the public address of a proxy whose port is forwarded. */
  private placeHosts(hosts: ProxyHostProps): string | undefined {
    const { network } = this.props;
    const { role } = this;
    placeProxyHosts(role, hosts, network);
    if (hosts.external.translation !== "port-forward") return undefined;
    const published = { role, id: ROLE, outside: OUTSIDE, ports: new Map<number, number>() };
    return publishRole(OCS_2007_PORTS, CHOSEN, published, network).publicAddress;
  }

  private permit(): void {
    permitDocumented(OCS_2007_PORTS, CHOSEN, {
      placed: new Map([[ROLE, this.role]]),
      peersFor: (role) => this.peersFor(role),
      sideOf: (role) => (roleFact(role).zone === "internet" ? "external" : "internal"),
      suppliedPorts: () => undefined,
    });
  }

  private peersFor(role: string): Peer[] {
    if (role === WEB_COMPONENTS) return [this.props.webComponents];
    return USERS.includes(role) ? [this.props.from ?? Peer.internet()] : [];
  }

  private declare(): void {
    const declaration = Declaration.of(this);
    const path = stackPath(this);
    declaration.set(`system ${path}`, () => ({
      item: "system",
      path,
      system: "ocs-2007",
      network: stackPath(this.props.network),
      choices: [...CHOSEN],
      sipDomains: [],
    }));
    for (const role of [WEB_COMPONENTS, ...USERS]) {
      declaration.set(`peer ${path} ${role}`, () => ({
        item: "peer",
        of: path,
        role: `ocs-2007/${role}`,
        choice: null,
        peers: this.peersFor(role).map((peer) => describePeer(peer, this)),
      }));
    }
  }
}

/** The documented port on which a role listens for the proxy, or the proxy for its users. */
function portOf(role: string): number {
  const directions = OCS_2007_PORTS.flatMap((flow) => flow.directions).filter(
    ({ when, to }) => typeof when === "object" && "choice" in when && CHOSEN.has(when.choice) && to.includes(role),
  );
  const [first] = directions.flatMap(({ ports }) => (ports === null || typeof ports === "string" ? [] : ports));
  if (first === undefined) throw new TypeError(`ocs-2007 has no published port of ${role}`);
  return first[0];
}
