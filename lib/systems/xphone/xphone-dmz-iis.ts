/** Hosting: IIS on a host of its own in the DMZ. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import { declareCertificates } from "../../stack/certificates";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { Role } from "../../stack/role";
import { requireNetwork } from "../require-network";
import type { VirtualAddress } from "../virtual-address";
import { checkPublicPort, nameWebServer, publishWebServer } from "./published-web-server";
import { readPublication, type XPhoneWebProps } from "./web-publication";
import { faultAt, requirePeerOf, requireProps, type ToldAt } from "./xphone-faults";
import { addFindings } from "./xphone-findings";
import { checkHost, placeHost, type XPhoneHostProps } from "./xphone-host";
import { deployXPhone, XPhonePeers, xphoneRole } from "./xphone-system";

const WHAT = "cannot publish IIS in the DMZ";

/** What {@link XPhoneDmzIis} deploys and publishes. */
export interface XPhoneDmzIisProps extends XPhoneWebProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The host of IIS, in the perimeter. */
  readonly host: Omit<XPhoneHostProps, "zone">;
  /** The XPhone Connect Server: `Peer.of(server.role)`, or its address, inside or in the perimeter. */
  readonly server: Peer;
  /**
   * A public address whose port is forwarded to IIS, where it forwards other ports as well.
   *
   * @default - one is made where the host takes `translation: "port-forward"`
   */
  readonly publicAddress?: VirtualAddress;
}

/**
 * IIS with the web applications on a host of its own in the perimeter. Mobile clients and WebMeeting participants connect
 * to it by HTTPS, and it reaches the XPhone Server on its two documented ports and nothing else.
 *
 * AWS: an ENI and a security group for each interface; an Elastic IP, or a Network Load Balancer with one. Azure: a network
 * interface with its groups; a Standard public IP, or a Standard load balancer with one.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-network-missing`, `xphone-peer-missing`, `xphone-interface-*`, `xphone-web-*`,
 *   `xphone-certificate-*`, `xphone-mobile-users-invalid`, `xphone-public-*`, `xphone-port-invalid`,
 *   `xphone-choice-invalid`, `stack-forward-port-taken`, and those of addresses, peers, domains and DNS zones. Nothing is
 *   open after an error.
 * @source xphone hosting: IIS in the DMZ; connection-overview rows 12, 13 and 26
 */
export class XPhoneDmzIis extends Construct {
  /** The web server, to attach a machine to, and to add flows of your own. */
  readonly role: Role;
  /** The URLs that mobile clients are given. */
  readonly mobileUrls: readonly string[];
  /** The URL of WebMeeting, where it is published. */
  readonly webMeetingUrl: string | undefined;
  /** The certificate that clients see. */
  readonly certificates: readonly CertificateRequest[];

  constructor(scope: Construct, id: string, props: XPhoneDmzIisProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { network, server } = props;
    requireNetwork(network, {
      code: "xphone-network-missing",
      what: WHAT,
      todo: "say where IIS is placed",
      path: at.path,
    });
    requirePeerOf(server, "server", "the XPhone Connect Server", at);
    requireZone(server, "network", network, "the XPhone Connect Server", at.path);
    const host = checkHost(dmzHost(props.host, at), "perimeter", network, "host", at);
    const peers = new XPhonePeers(network, at.path);
    peers.add("xphone-server", server);
    const publication = readPublication(props, "iis-in-dmz", false, network, peers, at);
    checkPublicPort(publication, host, props.publicAddress, at);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, "WebServer", xphoneRole("dmz-web-server"));
    placeHost(this.role, host, network);
    const address = publishWebServer(this.role, publication, host, network, props.publicAddress);
    const placed = new Map([["dmz-web-server", this.role]]);
    deployXPhone(this, { network, placed, chosen: publication.chosen, peers, stated: new Map() });
    const unnamed = nameWebServer(this.role, publication, address, network);
    this.mobileUrls = publication.mobileUrls;
    this.webMeetingUrl = publication.webMeetingUrl;
    this.certificates = [publication.certificate];
    declareCertificates(this, () => this.certificates);
    addFindings(this, [...publication.findings, ...unnamed]);
  }
}

function dmzHost(given: unknown, at: ToldAt): XPhoneHostProps {
  if (typeof given !== "object" || given === null) {
    const todo = "describe it: { external: {}, internal: {} }";
    throw faultAt(at)("xphone-interface-missing", "host", given, "the host, described by an object", todo);
  }
  return { ...given, zone: "perimeter" };
}
