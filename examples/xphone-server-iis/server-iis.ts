/** Hosting: IIS on the XPhone Server, which stands inside; the firewall forwards a port that is free to choose. */
import type { Construct } from "constructs";
import { type Network, Peer, XPhoneServer, XPhoneServerIis } from "../../lib/index";
import { PLAN } from "../xphone/networks";

/** Composes the server and its web applications in whichever network it is given. */
export function composeServerIis(scope: Construct, network: Network): XPhoneServerIis {
  const server = new XPhoneServer(scope, "Server", {
    network,
    internal: { privateAddress: "10.30.1.10" },
    clients: Peer.prefixes([PLAN.clients]),
  });
  return new XPhoneServerIis(scope, "Web", {
    server,
    domain: "uc.example.com",
    publicPort: 8443,
    certificateAuthority: "public",
    mobile: { users: 120 },
    webMeeting: { path: "/webmeeting" },
  });
}
