/** What an Application Gateway needs, said before anything is made. */
import type { Construct } from "constructs";
import type { Zones } from "../model/zones";
import { IpPrefix } from "../net/ip-prefix";
import { oneOf, UcEdgeError } from "../net/uc-edge-error";
import type { ProxyRequest } from "../stack/proxy-request";
import { isUnresolved, requireKnown, resolvedText } from "../stack/unresolved";
import type { AzureGatewaySubnet, AzurePerimeter } from "./azure-network";
import { GATEWAY_TLS_POLICIES } from "./capabilities";

/** The gateway's subnet, read. */
export interface GatewaySubnet {
  readonly subnetId: string;
  readonly prefix: IpPrefix;
}

const WHAT = "cannot place the network";

/**
 * The subnet of gateways, where the network has one.
 *
 * @throws {@link UcEdgeError} `azure-gateway-subnet-outside`, `azure-gateway-subnet-shared`, `stack-prop-unresolved`,
 *   `net-prefix-*`.
 */
export function readGatewaySubnet(
  network: Construct,
  zones: Zones,
  perimeter: AzurePerimeter,
): GatewaySubnet | undefined {
  const { gatewaySubnet, externalSubnet, internalSubnet } = perimeter;
  if (gatewaySubnet === undefined) return undefined;
  const { subnetId, prefix: given }: AzureGatewaySubnet = gatewaySubnet;
  const by = { what: WHAT, prop: "perimeter.gatewaySubnet.prefix", path: network.node.path };
  const text = (id: string): string => resolvedText(network, id);
  if ([externalSubnet, internalSubnet].some((other) => text(other.subnetId) === text(subnetId))) {
    throw new UcEdgeError({
      ...by,
      code: "azure-gateway-subnet-shared",
      prop: "perimeter.gatewaySubnet.subnetId",
      value: text(subnetId),
      expected: "a subnet with nothing else in it: Azure runs gateways in no other",
      todo: "make a subnet for the gateway",
    });
  }
  requireKnown(given, by, "other groups name the gateway by its subnet");
  const prefix = IpPrefix.parse(given, by);
  if (prefix.family === "ipv4" && zones.zoneOf(prefix) === "perimeter") return { subnetId, prefix };
  throw new UcEdgeError({
    ...by,
    code: "azure-gateway-subnet-outside",
    value: given,
    expected: `an IPv4 block in ${zones.of("perimeter").join(", ")}, the zone "perimeter"`,
    todo: "correct the block, or the zone's prefixes",
  });
}

/**
 * Refuses a proxy that Azure cannot run; returns the subnet that it runs in.
 *
 * @throws {@link UcEdgeError} `azure-gateway-subnet-missing`, `azure-gateway-subnet-taken`, `azure-certificate-missing`,
 *   `azure-root-certificate-missing`, `azure-root-certificate-invalid`, `azure-tls-policy-invalid`,
 *   `azure-gateway-ports-differ`.
 */
export function checkAzureProxy(
  request: ProxyRequest,
  subnet: GatewaySubnet | undefined,
  takenBy: string | undefined,
  path: string,
): void {
  const fault = (code: string, prop: string, value: unknown, expected: string, todo: string): UcEdgeError =>
    new UcEdgeError({ code, what: `cannot place ${request.title}`, prop, value, expected, todo, path });
  if (subnet === undefined) {
    throw fault(
      "azure-gateway-subnet-missing",
      "perimeter.gatewaySubnet",
      undefined,
      "a subnet of its own for the Application Gateway: Azure runs it in no other",
      "give the network the subnet with its prefix; a /24 leaves room for its instances",
    );
  }
  if (takenBy !== undefined) {
    throw fault(
      "azure-gateway-subnet-taken",
      "perimeter.gatewaySubnet",
      takenBy,
      "one proxy in the subnet: a subnet has one network security group, which would permit the flows of both to each",
      "publish both by one proxy, or place the other in a network with another gateway subnet",
    );
  }
  checkCertificates(request, fault);
  const { members, tlsPolicy } = request;
  const ports = [...new Set(members.map(({ port }) => port))];
  if (ports.length > 1) {
    throw fault(
      "azure-gateway-ports-differ",
      "webComponents",
      ports.join(", "),
      "one port: a gateway reaches all members of a pool at the same",
      "forward the same port at each virtual address",
    );
  }
  if (tlsPolicy === undefined || isUnresolved(tlsPolicy) || GATEWAY_TLS_POLICIES.includes(tlsPolicy)) return;
  const expected = oneOf(GATEWAY_TLS_POLICIES, tlsPolicy);
  throw fault("azure-tls-policy-invalid", "tlsPolicy", tlsPolicy, expected, "choose one of them, or leave it out");
}

type FaultOf = (code: string, prop: string, value: unknown, expected: string, todo: string) => UcEdgeError;

function checkCertificates(request: ProxyRequest, fault: FaultOf): void {
  const { certificate, rootCertificate, hasPublicAuthority, membersAreEncrypted } = request;
  for (const prop of ["keyVaultSecretId", "identityId"] as const) {
    const value: unknown = certificate[prop];
    if (typeof value === "string" && value.trim() !== "") continue;
    throw fault(
      "azure-certificate-missing",
      `certificate.${prop}`,
      value,
      prop === "identityId"
        ? "the user-assigned identity by which the gateway reads the certificate"
        : "the certificate that users see, in Key Vault",
      prop === "identityId" ? "give its resource id, and let it read the secret" : "give the id of its secret",
    );
  }
  if (!membersAreEncrypted || (rootCertificate === undefined && hasPublicAuthority)) return;
  if (rootCertificate === undefined) {
    throw fault(
      "azure-root-certificate-missing",
      "rootCertificate",
      undefined,
      "the root certificate of the authority that signed those of the members: a gateway passes nothing on to a member whose certificate it cannot verify",
      "give the root of the enterprise CA; or publicAuthority: true, if a public CA signed them",
    );
  }
  const asked: unknown = rootCertificate;
  const { data, keyVaultSecretId }: Partial<Record<string, unknown>> =
    typeof asked === "object" && asked !== null ? { ...asked } : {};
  const given = [data, keyVaultSecretId].filter((value) => value !== undefined);
  const isText = given.every((value) => typeof value === "string" && value.trim() !== "");
  if (given.length === 1 && isText && !hasPublicAuthority) return;
  throw fault(
    "azure-root-certificate-invalid",
    hasPublicAuthority ? "publicAuthority" : "rootCertificate",
    hasPublicAuthority ? true : rootCertificate,
    "either a root certificate, as data or as keyVaultSecretId, or publicAuthority",
    "give exactly one of the three",
  );
}
