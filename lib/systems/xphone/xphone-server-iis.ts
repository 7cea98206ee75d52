/** Hosting: IIS on the XPhone Server. */
import { Construct } from "constructs";
import type { CertificateRequest } from "../../model/certificate-request";
import { declareCertificates } from "../../stack/certificates";
import { Role } from "../../stack/role";
import type { VirtualAddress } from "../virtual-address";
import { checkPublicPort, nameWebServer, publishWebServer } from "./published-web-server";
import { readPublication, type XPhoneWebProps } from "./web-publication";
import { faultAt, requireProps, type ToldAt } from "./xphone-faults";
import { addFindings } from "./xphone-findings";
import { placeWith } from "./xphone-host";
import { shownServer, XPhoneServer } from "./xphone-server";
import { deployXPhone, XPhonePeers, xphoneRole } from "./xphone-system";

const WHAT = "cannot publish IIS on the XPhone Server";

/** What {@link XPhoneServerIis} publishes. */
export interface XPhoneServerIisProps extends XPhoneWebProps {
  /** The server on whose host IIS runs. */
  readonly server: XPhoneServer;
  /**
   * A public address whose port is forwarded to IIS, where it forwards other ports as well.
   *
   * @default - one is made where the server has no public address of its own
   */
  readonly publicAddress?: VirtualAddress;
}

/**
 * IIS on the XPhone Server: the web applications stand with the server, and mobile clients and WebMeeting participants
 * connect to it by HTTPS. By the server's public address, all ports kept, or by a forwarded port that is free to choose.
 *
 * AWS: the server's Elastic IP, or a Network Load Balancer with one. Azure: the server's Standard public IP, or a Standard
 * load balancer with one.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-server-missing`, `xphone-web-*`, `xphone-certificate-*`, `xphone-mobile-users-*`,
 *   `xphone-public-*`, `xphone-port-invalid`, `xphone-choice-invalid`, `stack-forward-port-taken`, and those of addresses,
 *   peers, domains and DNS zones. Nothing is open after an error.
 * @source xphone hosting: IIS on the XPhone Server; connection-overview rows 12, 13 and 26
 */
export class XPhoneServerIis extends Construct {
  /** The web server, to add flows of your own. */
  readonly role: Role;
  /** The URLs that mobile clients are given. */
  readonly mobileUrls: readonly string[];
  /** The URL of WebMeeting, where it is published. */
  readonly webMeetingUrl: string | undefined;
  /** The certificate that clients see. */
  readonly certificates: readonly CertificateRequest[];

  constructor(scope: Construct, id: string, props: XPhoneServerIisProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { server } = props;
    if (!XPhoneServer.isServer(server)) {
      const todo = "deploy an XPhoneServer; where it stands elsewhere, nothing is to be opened here";
      throw faultAt(at)(
        "xphone-server-missing",
        "server",
        shownServer(server),
        "the XPhoneServer on whose host IIS runs",
        todo,
      );
    }
    const { network, host } = server;
    const peers = new XPhonePeers(network, at.path);
    const publication = readPublication(props, "iis-on-server", true, network, peers, at);
    checkPublicPort(publication, host, props.publicAddress, at);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, "WebServer", xphoneRole("web-server"));
    placeWith(this.role, server.role);
    const address = publishWebServer(this.role, publication, host, network, props.publicAddress);
    const placed = new Map([["web-server", this.role]]);
    deployXPhone(this, { network, placed, chosen: publication.chosen, peers, stated: new Map() });
    const unnamed = nameWebServer(this.role, publication, address, network);
    this.mobileUrls = publication.mobileUrls;
    this.webMeetingUrl = publication.webMeetingUrl;
    this.certificates = [publication.certificate];
    declareCertificates(this, () => this.certificates);
    addFindings(this, [...publication.findings, ...unnamed]);
  }
}
