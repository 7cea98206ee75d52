/**
 * Hosting: a reverse proxy that the cloud runs, with an encrypted second leg to the web applications on a server of their
 * own, as 250 mobile users and more need it.
 */
import type { Construct } from "constructs";
import { type Network, Peer, XPhoneDmzReverseProxy, XPhoneServer, XPhoneWebServer } from "../../lib/index";
import { PLAN } from "../xphone/networks";

/** Composes the servers inside and their proxy in whichever network it is given. Each cloud takes of the certificate what it knows. */
export function composeManagedProxy(scope: Construct, network: Network): XPhoneDmzReverseProxy {
  const vault = "https://uc-edge.vault.azure.net/secrets";
  const server = new XPhoneServer(scope, "Server", {
    network,
    internal: { privateAddress: "10.30.1.10" },
    clients: Peer.prefixes([PLAN.clients]),
  });
  const applications = new XPhoneWebServer(scope, "Applications", {
    network,
    internal: { privateAddress: "10.30.1.20" },
    server: Peer.of(server.role),
  });
  return new XPhoneDmzReverseProxy(scope, "Proxy", {
    network,
    managed: {
      certificate: {
        arn: "arn:aws:acm:eu-central-1:123456789012:certificate/example",
        keyVaultSecretId: `${vault}/public`,
        identityId:
          "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/xphone/providers/Microsoft.ManagedIdentity/userAssignedIdentities/proxy",
        names: ["uc.example.com"],
      },
      hostName: "applications.corp.example.com",
      rootCertificate: { keyVaultSecretId: `${vault}/enterprise-root` },
    },
    webApplications: { at: Peer.of(applications.role), port: 443, host: "separate-server", encrypted: true },
    domain: "uc.example.com",
    publicPort: 8443,
    certificateAuthority: "public",
    mobile: { users: 400 },
    webMeeting: { path: "/webmeeting" },
  });
}
