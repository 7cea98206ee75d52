/** Hosting: IIS on a host of its own in the DMZ, which reaches the server on its two documented ports. */
import type { Construct } from "constructs";
import { type Network, Peer, XPhoneDmzIis, XPhoneServer } from "../../lib/index";
import { PLAN } from "../xphone/networks";

/** Composes the server inside and the web applications in whichever network it is given. */
export function composeDmzIis(scope: Construct, network: Network): XPhoneDmzIis {
  const server = new XPhoneServer(scope, "Server", {
    network,
    internal: { privateAddress: "10.30.1.10" },
    clients: Peer.prefixes([PLAN.clients]),
  });
  return new XPhoneDmzIis(scope, "Web", {
    network,
    host: { external: { privateAddress: "10.20.0.10" }, internal: { privateAddress: "10.20.0.138" } },
    server: Peer.of(server.role),
    domain: "uc.example.com",
    certificateAuthority: "public",
    mobile: { users: 400 },
    webMeeting: { path: "/webmeeting" },
  });
}
