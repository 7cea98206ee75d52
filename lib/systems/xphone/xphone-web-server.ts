/** A web server of its own inside, behind a reverse proxy. */
import { Construct } from "constructs";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { Role } from "../../stack/role";
import { requireNetwork } from "../require-network";
import { requirePeerOf, requireProps, type ToldAt } from "./xphone-faults";
import { checkHost, placeHost, type XPhoneHostProps } from "./xphone-host";
import { deployXPhone, XPhonePeers, xphoneRole } from "./xphone-system";

const WHAT = "cannot deploy the web server";

/** What {@link XPhoneWebServer} deploys. */
export interface XPhoneWebServerProps extends XPhoneHostProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The XPhone Connect Server: `Peer.of(server.role)`, or its address, inside or in the perimeter. */
  readonly server: Peer;
}

/**
 * IIS with the web applications on a host of its own inside, as from 250 mobile users on, behind an
 * `XPhoneDmzReverseProxy` that names it. It reaches the XPhone Server on the two documented ports; nobody outside reaches
 * it.
 *
 * AWS: an ENI and a security group. Azure: a network interface with its groups.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-network-missing`, `xphone-peer-missing`, `xphone-zone-unknown`,
 *   `xphone-interface-*`, and those of addresses, peers, domains and DNS zones. Nothing is open after an error.
 * @source xphone hosting concepts for web services; connection-overview rows 12 and 13
 */
export class XPhoneWebServer extends Construct {
  /** The web server, to attach a machine to, and as the peer of a reverse proxy. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: XPhoneWebServerProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { network, server } = props;
    requireNetwork(network, {
      code: "xphone-network-missing",
      what: WHAT,
      todo: "say where the web server is placed",
      path: at.path,
    });
    requirePeerOf(server, "server", "the XPhone Connect Server", at);
    requireZone(server, "network", network, "the XPhone Connect Server", at.path);
    const host = checkHost(props, "internal", network, "", at);
    const peers = new XPhonePeers(network, at.path);
    peers.add("xphone-server", server);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, "WebServer", xphoneRole("web-server"));
    placeHost(this.role, host, network);
    const placed = new Map([["web-server", this.role]]);
    deployXPhone(this, { network, placed, chosen: new Set(), peers, stated: new Map() });
  }
}
