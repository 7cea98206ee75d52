/** The reverse proxy as a service of the cloud, described once for both clouds. */
import type { Construct } from "constructs";
import { acceptFinding, type Network, Peer, ReverseProxy } from "../../lib/index";

/** The address plan that the stacks of both clouds share. */
export const PLAN = { perimeter: ["10.20.0.0/23"], internal: ["10.30.0.0/16"] } as const;

/** Composes the proxy in whichever network it is given. Each cloud takes of the certificate what it knows. */
export function composeProxy(scope: Construct, network: Network): ReverseProxy {
  const vault = "https://uc-edge.vault.azure.net/secrets";
  const proxy = new ReverseProxy(scope, "Proxy", {
    network,
    names: ["abs.example.com", "content.example.com"],
    webComponents: Peer.prefixes(["10.30.1.4", "10.30.1.5"]),
    managed: {
      certificate: {
        arn: "arn:aws:acm:eu-central-1:123456789012:certificate/example",
        keyVaultSecretId: `${vault}/public`,
        identityId:
          "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/uc-edge/providers/Microsoft.ManagedIdentity/userAssignedIdentities/proxy",
        names: ["*.example.com"],
      },
      hostName: "webfarm.corp.example.com",
      rootCertificate: { keyVaultSecretId: `${vault}/enterprise-root` },
      healthStatusCodes: "200-399,401",
    },
  });
  acceptFinding(proxy, {
    code: "ocs-proxy-tls-floor",
    reason: "known: a host on each server speaks TLS 1.2 in front of Web Components",
  });
  return proxy;
}
