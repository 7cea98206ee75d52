/** Hosting: a reverse proxy in the DMZ. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import type { Finding } from "../../model/finding";
import { declareCertificates } from "../../stack/certificates";
import type { Side } from "../../stack/interface-request";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { Role } from "../../stack/role";
import { addHostName, hostNamesOn } from "../host-names";
import { type CheckedProxy, checkKind, checkManaged, type ProxyCodes, publishedNames } from "../proxy/proxy-checks";
import { checkCertificateSize } from "../proxy/proxy-certificate-limits";
import { managedRequest, permitManaged, placeProxyHosts, type ProxyLegs, publishProxyName } from "../proxy/proxy-front";
import type { ManagedProxyProps, ProxyHostProps } from "../proxy/proxy-props";
import { publishRole } from "../published-ports";
import { requireNetwork } from "../require-network";
import { WEB_APPLICATIONS } from "./choice-props";
import { managedFindings } from "./managed-proxy-findings";
import { nameInside } from "./published-web-server";
import { readPublication, webPort, type WebPublication, type XPhoneWebProps } from "./web-publication";
import { faultAt, readPort, requireChoices, requirePeerOf, requireProps, type ToldAt } from "./xphone-faults";
import { addFindings } from "./xphone-findings";
import {
  declareXPhone,
  OUTSIDE_ROLES,
  permitXPhone,
  XPHONE_FLOWS,
  type XPhoneSystem,
  XPhonePeers,
  xphoneRole,
} from "./xphone-system";

const WHAT = "cannot deploy the reverse proxy";
const ROLE = "reverse-proxy";
const SECOND_LEG = "xphone/hosting-reverse-proxy/second-lega";
const CODES: ProxyCodes = {
  kind: "xphone-proxy-kind",
  interfaceMissing: "xphone-interface-missing",
  interfaceShared: "xphone-interface-shared",
  namesEmpty: "xphone-web-empty",
  nameTwice: "xphone-proxy-name-twice",
  certificateMissing: "xphone-certificate-missing",
  certificateNameMissing: "xphone-certificate-name-missing",
  certificateNamesOver: "xphone-certificate-names-over",
  certificateNamesQuota: "xphone-certificate-names-quota",
  healthPath: "xphone-health-path-invalid",
  healthCodes: "xphone-health-codes-invalid",
};
const HOSTS = ["xphone-server", "separate-server"] as const;

/** Where the web applications are, behind a reverse proxy. */
export interface XPhoneWebApplicationsProps {
  /**
   * The web server, inside or in the perimeter: `Peer.of(...)`, or its address. A proxy that the cloud runs must name single
   * addresses.
   */
  readonly at: Peer;
  /** Its TCP port for the proxy, which the document does not print. */
  readonly port: number;
  /** Whether it is on the XPhone Server, where the document keeps it, or on a server of its own. */
  readonly host: "xphone-server" | "separate-server";
  /**
   * Whether the leg from the proxy is encrypted. The document asks for it on the first leg only.
   *
   * @default false
   */
  readonly encrypted?: boolean;
}

/** What {@link XPhoneDmzReverseProxy} publishes, and by what: exactly one of `hosts` and `managed`. */
export interface XPhoneDmzReverseProxyProps extends XPhoneWebProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The web applications behind it. */
  readonly webApplications: XPhoneWebApplicationsProps;
  /**
   * Hosts of your own.
   *
   * @default - the proxy is managed
   */
  readonly hosts?: ProxyHostProps;
  /**
   * A proxy that the cloud runs.
   *
   * @default - the proxy is hosts of your own
   */
  readonly managed?: ManagedProxyProps;
}

/**
 * A reverse proxy in the perimeter: mobile clients and WebMeeting participants connect to it by HTTPS, and it passes their
 * requests on to the web applications, on the one port that is stated. The web applications need no way to the internet.
 *
 * `hosts`: hosts of your own, with an external and an internal interface. `managed`: a proxy that the cloud runs. AWS: an
 * Application Load Balancer with its security group, whose name is an alias record. Azure: an Application Gateway v2 with a
 * network security group around its subnet, which also permits what Azure needs to run it.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-network-missing`, `xphone-proxy-*`, `xphone-interface-*`, `xphone-peer-missing`,
 *   `xphone-web-*`, `xphone-certificate-*`, `xphone-health-*`, `xphone-mobile-users-*`, `xphone-public-port-translated`,
 *   `xphone-port-invalid`, `xphone-second-leg-*`, `xphone-wlan-managed-proxy`, `xphone-name-without-address`, `stack-proxy-member-*`, those of a
 *   cloud that cannot run the proxy, and those of addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source xphone hosting: reverse proxy in the DMZ
 */
export class XPhoneDmzReverseProxy extends Construct {
  /** The proxy, to add flows of your own, and for `hosts` to attach machines to. */
  readonly role: Role;
  /** The URLs that mobile clients are given. */
  readonly mobileUrls: readonly string[];
  /** The URL of WebMeeting, where it is published. */
  readonly webMeetingUrl: string | undefined;
  /** The certificate that clients see. */
  readonly certificates: readonly CertificateRequest[];
  /** The DNS name of a proxy without a static address, where others make its record: a managed one on AWS. */
  readonly dnsName: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: XPhoneDmzReverseProxyProps,
  ) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { network, hosts, managed } = props;
    requireNetwork(network, {
      code: "xphone-network-missing",
      what: WHAT,
      todo: "say where the reverse proxy is placed",
      path: at.path,
    });
    const checked: CheckedProxy = { hosts, managed, codes: CODES, path: at.path };
    checkKind(checked);
    this.refuseWlan(at);
    const peers = new XPhonePeers(network, at.path);
    const port = this.checkApplications(peers, at);
    const isOnServer = props.webApplications.host === "xphone-server";
    const publication = readPublication(props, "reverse-proxy-in-dmz", isOnServer, network, peers, at);
    this.checkPublicPort(publication, at);
    const names = this.outsideNames(publication, checked, at);
    const isCovered = managed === undefined || checkManaged(managed, names, checked);
    const sized = this.checkCertificate(names, at);
    const inside = this.namesOn("internal", hosts, at);
    const legs = this.legsOf(publication, names, port);
    const request = managed === undefined ? undefined : managedRequest(this, legs, managed);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, "ReverseProxy", xphoneRole(ROLE));
    const { role } = this;
    const forwarded = hosts === undefined ? undefined : this.placeHosts(hosts, publication);
    const proxy = request === undefined ? undefined : network.placeProxy(role, "Front", request);
    const stated = new Map([
      [SECOND_LEG, { ports: [{ first: port, last: port }] }],
      ...(proxy === undefined ? [] : publicPortStated(publication)),
    ]);
    const placed = new Map([[ROLE, role]]);
    const system: XPhoneSystem = { network, placed, chosen: publication.chosen, peers, stated };
    const permit = (): void => {
      permitXPhone(system);
    };
    if (proxy === undefined) permit();
    else permitManaged(role, proxy, legs, permit);
    this.dnsName = proxy?.alias?.name;
    const facts = publication.isOutside ? [publication.record.id] : [];
    for (const name of names) publishProxyName(role, network, { name, facts, proxy, forwarded });
    for (const name of inside) addHostName(role, "internal", name);
    declareXPhone(this, system);
    this.mobileUrls = publication.mobileUrls;
    this.webMeetingUrl = publication.webMeetingUrl;
    this.certificates = [publication.certificate];
    declareCertificates(this, () => this.certificates);
    const unnamed = publication.isOutside ? [] : nameInside(role, publication, network);
    const said = managed === undefined ? [] : managedFindings(network, props.webApplications, isCovered);
    addFindings(this, [...publication.findings, ...unnamed, ...said, ...sized]);
  }

  /** Checks the web applications, and adds them; returns their port. */
  private checkApplications(peers: XPhonePeers, at: ToldAt): number {
    const { network, managed } = this.props;
    const fault = faultAt(at);
    const given: unknown = this.props.webApplications;
    if (given === undefined) {
      const todo = "describe it: { at, port, host }";
      throw fault("xphone-peer-missing", "webApplications", given, "the web server behind the proxy", todo);
    }
    requireChoices({ webApplications: [given, WEB_APPLICATIONS] }, at);
    const { at: server, host, encrypted = false } = this.props.webApplications;
    requirePeerOf(server, "webApplications.at", "the web server behind the proxy", at);
    requireZone(server, "network", network, "the web server", at.path);
    if (!HOSTS.includes(host)) {
      const expected = HOSTS.map((one) => `"${one}"`).join(" or ");
      throw fault("xphone-web-host-unknown", "webApplications.host", host, expected, "say where they are installed");
    }
    if (host === "separate-server" && server.spec.kind === "role" && server.spec.role.fact.id === "xphone-server") {
      const expected = '"xphone-server", which is what webApplications.at names';
      const todo = "say so, or name the server on which they are installed";
      throw fault("xphone-web-host-contradicted", "webApplications.host", host, expected, todo);
    }
    if (typeof (encrypted as unknown) !== "boolean") {
      const expected = "true or false: whether the leg to the web server is encrypted";
      throw fault("xphone-second-leg-invalid", "webApplications.encrypted", encrypted, expected, "say which");
    }
    const verification = { rootCertificate: managed?.rootCertificate, publicAuthority: managed?.publicAuthority };
    const [needless] = Object.entries(verification).filter(([, value]) => value !== undefined);
    if (!encrypted && needless !== undefined) {
      const [prop, value] = needless;
      const expected = "nothing where the leg to the web server is not encrypted";
      const todo = "leave it out, or set webApplications.encrypted";
      throw fault("xphone-second-leg-plain", `managed.${prop}`, value, expected, todo);
    }
    peers.add("web-server", server);
    return readPort(this.props.webApplications.port, "webApplications.port", at);
  }

  /** A proxy that the cloud runs is reached at its public address only, from inside too. */
  private refuseWlan(at: ToldAt): void {
    const { mobile, managed } = this.props;
    if (managed === undefined || mobile?.inside === undefined) return;
    const expected = "none for a proxy that the cloud runs, which is reached at its public address only";
    const todo = "leave it out: smartphones in the WLAN come from the public address of the network's way out";
    throw faultAt(at)("xphone-wlan-managed-proxy", "mobile.inside", "a peer", expected, todo);
  }

  private checkCertificate(names: readonly string[], { path }: ToldAt): Omit<Finding, "where">[] {
    const { managed, network } = this.props;
    return managed === undefined
      ? []
      : checkCertificateSize({ managed, names, cloud: network.cloud, codes: CODES, path });
  }

  /** Hosts with a public address of their own keep all port numbers. */
  private checkPublicPort({ port }: WebPublication, at: ToldAt): void {
    const { hosts } = this.props;
    if (hosts === undefined || hosts.external.translation === "port-forward" || port === webPort()) return;
    const expected = `${String(webPort())}, on which the proxy listens: a public address of its own keeps all port numbers`;
    const todo = 'forward the port: give hosts.external translation: "port-forward"';
    throw faultAt(at)("xphone-public-port-translated", "publicPort", port, expected, todo);
  }

  private outsideNames({ domain, isOutside }: WebPublication, checked: CheckedProxy, at: ToldAt): string[] {
    const { network } = this.props;
    return isOutside ? publishedNames(network, [domain], checked) : this.namesOn("external", checked.hosts, at);
  }

  private namesOn(side: Side, hosts: ProxyHostProps | undefined, { path }: ToldAt): string[] {
    if (hosts === undefined) return [];
    const { network } = this.props;
    const withoutAddress = "xphone-name-without-address";
    const named = { network, side, prop: `hosts.${side}`, props: hosts[side], path, withoutAddress } as const;
    return hostNamesOn({ ...named, isPublished: side === "internal" });
  }

  private legsOf({ port }: WebPublication, names: readonly string[], serverPort: number): ProxyLegs {
    const { at, encrypted = false } = this.props.webApplications;
    return { title: xphoneRole(ROLE).title, port, names, servers: at, serverPort, isEncrypted: encrypted };
  }

  /** Places both interfaces; returns the public address of a proxy whose port is forwarded. */
  private placeHosts(hosts: ProxyHostProps, { port, chosen, isOutside }: WebPublication): string | undefined {
    const { network } = this.props;
    const { role } = this;
    placeProxyHosts(role, hosts, network);
    if (hosts.external.translation !== "port-forward" || !isOutside) return undefined;
    const published = { role, id: ROLE, outside: OUTSIDE_ROLES, ports: new Map([[webPort(), port]]) };
    return publishRole(XPHONE_FLOWS, chosen, published, network).publicAddress;
  }
}

/** A proxy that the cloud runs listens on the public port itself. */
function publicPortStated({ port }: WebPublication): [string, { ports: { first: number; last: number }[] }][] {
  if (port === webPort()) return [];
  const ports = [{ first: port, last: port }];
  return XPHONE_FLOWS.filter(({ to }) => to.includes(ROLE)).flatMap(({ id, directions }) =>
    directions
      .filter(({ to }) => to.includes(ROLE))
      .map(({ key }): [string, { ports: typeof ports }] => [`${id}${key}`, { ports }]),
  );
}
