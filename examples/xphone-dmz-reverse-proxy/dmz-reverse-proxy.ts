/** Hosting: a reverse proxy in the DMZ, with a plain second leg to the web applications on the XPhone Server. */
import type { Construct } from "constructs";
import { type Network, Peer, XPhoneDmzReverseProxy, XPhoneServer } from "../../lib/index";
import { PLAN } from "../xphone/networks";

/** Composes the server inside and its proxy in whichever network it is given. */
export function composeDmzReverseProxy(scope: Construct, network: Network): XPhoneDmzReverseProxy {
  const server = new XPhoneServer(scope, "Server", {
    network,
    internal: { privateAddress: "10.30.1.10" },
    clients: Peer.prefixes([PLAN.clients]),
  });
  return new XPhoneDmzReverseProxy(scope, "Proxy", {
    network,
    hosts: { external: { privateAddress: "10.20.0.12" }, internal: { privateAddress: "10.20.0.140" } },
    webApplications: { at: Peer.of(server.role), port: 80, host: "xphone-server" },
    domain: "uc.example.com",
    certificateAuthority: "public",
    mobile: { users: 200 },
    webMeeting: { path: "/webmeeting" },
  });
}
