/** The proxy server that carries push notifications. */
import { Construct } from "constructs";
import type { Network } from "../../stack/network";
import type { Peer } from "../../stack/peer";
import { requireZone } from "../../stack/peer-zones";
import { Role } from "../../stack/role";
import { requireNetwork } from "../require-network";
import { ANDROID, IOS, PUSH } from "./choice-props";
import { pushChoices, readServices, type XPhonePushProps } from "./push";
import { faultAt, readPort, requireChoices, requireProps, type ToldAt } from "./xphone-faults";
import { checkHost, placeHost, type XPhoneHostProps } from "./xphone-host";
import { deployXPhone, XPhonePeers, xphoneRole } from "./xphone-system";

const WHAT = "cannot deploy the push proxy";

/** What {@link XPhonePushProxy} deploys. */
export interface XPhonePushProxyProps extends XPhoneHostProps {
  /** The network: `AwsNetwork` or `AzureNetwork`. */
  readonly network: Network;
  /** The TCP port on which it takes requests, which the document does not print. */
  readonly port: number;
  /** What it passes on, and to whom. */
  readonly push: Omit<XPhonePushProps, "proxy">;
  /**
   * XPhone Connect Servers that no `XPhoneServer` of this app deploys, inside or in the perimeter; those of this app name
   * the proxy themselves.
   *
   * @default - none
   */
  readonly servers?: Peer;
}

/**
 * A proxy server for push notifications: it takes them from XPhone Connect Servers, and reaches the push services in their
 * place. A server that names it opens nothing to the services itself.
 *
 * AWS: an ENI and a security group for each interface, an Elastic IP. Azure: a network interface with its groups, a
 * Standard public IP.
 *
 * @throws {@link UcEdgeError} `xphone-props-missing`, `xphone-prop-unknown`, `xphone-network-missing`, `xphone-port-invalid`, `xphone-choice-invalid`, `xphone-push-*`,
 *   `xphone-peer-missing`, `xphone-zone-unknown`, `xphone-interface-*`, `stack-way-out-missing`, and those of addresses,
 *   peers, domains and DNS zones. Nothing is open after an error.
 * @source xphone push notifications; connection-overview rows 5 to 7
 */
export class XPhonePushProxy extends Construct {
  /** The proxy, to attach a machine to, to add flows of your own, and as `push.proxy.at` of servers. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: XPhonePushProxyProps) {
    super(scope, id);
    const at: ToldAt = { what: WHAT, path: this.node.path };
    requireProps(props, at);
    const { network, push, servers } = props;
    const todo = "say where the proxy is placed";
    requireNetwork(network, { code: "xphone-network-missing", what: WHAT, todo, path: at.path });
    const told: unknown = push;
    requireChoices({ push: [told ?? null, PUSH] }, at);
    requireChoices({ "push.android": [push.android, ANDROID], "push.ios": [push.ios, IOS] }, at);
    const { proxy }: XPhonePushProps = push;
    if (proxy !== undefined) {
      const expected = "the services themselves: this is the proxy that reaches them";
      throw faultAt(at)("xphone-push-proxy-and-direct", "push.proxy", "a proxy", expected, "leave it out");
    }
    const port = readPort(props.port, "port", at);
    const host = checkHost(props, "perimeter", network, "", at);
    const peers = new XPhonePeers(network, at.path);
    readServices(push, peers, network, at);
    if (servers !== undefined) requireZone(servers, "network", network, "the XPhone Connect Servers", at.path);
    peers.add("xphone-server", servers);
    const chosen = new Set([...pushChoices(push), "push-proxy"]);
    // Nothing has been made so far, and all is said against the props that can be said without what is made.
    this.role = new Role(this, "Proxy", xphoneRole("push-proxy"));
    placeHost(this.role, host, network);
    const stated = new Map([["xphone/push/to-proxya", { ports: [{ first: port, last: port }] }]]);
    deployXPhone(this, { network, placed: new Map([["push-proxy", this.role]]), chosen, peers, stated });
  }
}
