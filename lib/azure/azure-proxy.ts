/**
 * An Application Gateway in a subnet of its own as a reverse proxy: HTTPS from users, HTTPS or HTTP to the machines behind
 * it.
 */
import { ApplicationGateway, type ApplicationGatewayConfig } from "@cdktf/provider-azurerm/lib/application-gateway";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import type { Construct } from "constructs";
import { PLATFORM_FLOWS } from "../catalog/platform";
import { PROXY_TLS } from "../catalog/proxy-tls";
import type { PlatformFact } from "../catalog/schema";
import type { Permit } from "../compiler/permit";
import { ALL_PORTS } from "../net/port-range";
import { Declaration } from "../stack/declaration";
import { physicalName, stackPath } from "../stack/paths";
import type { PlacedNic } from "../stack/placed-interface";
import { PlacedProxy } from "../stack/placed-proxy";
import type { ProxyRequest } from "../stack/proxy-request";
import { AzureFirewallGroup } from "./azure-firewall-group";
import type { AzureNetwork } from "./azure-network";
import type { GatewaySubnet } from "./azure-proxy-checks";
import { GATEWAY_INSTANCES, GATEWAY_TLS_POLICY, LONGEST_NAME } from "./capabilities";

/** Every platform flow of a gateway begins with this. */
const FLOWS = "azure-application-gateway/";

/** The blocks of a gateway name each other by these. */
const NAMES = {
  subnet: "subnet",
  frontend: "frontend",
  port: "https",
  certificate: "certificate",
  root: "members-root",
  listener: "https",
  pool: "members",
  settings: "members",
  probe: "members",
  rule: "https",
} as const;

/** A reverse proxy on Azure: the group is around its subnet, since a gateway has no interface to put one on. */
export class AzureProxy extends PlacedProxy {
  readonly group: AzureFirewallGroup;
  readonly nics: readonly PlacedNic[];
  override readonly alias: undefined;
  override readonly healthCheck = `${FLOWS}health-check`;
  /** Its instances have any address of its subnet. */
  override readonly prefixes: readonly string[];
  private readonly gateway: ApplicationGateway;

  constructor(scope: Construct, id: string, network: AzureNetwork, subnet: GatewaySubnet, request: ProxyRequest) {
    super(scope, id, network, request);
    this.prefixes = [subnet.prefix.toString()];
    const { resourceGroupName, location } = network;
    this.group = new AzureFirewallGroup(this, "Rules", {
      resourceGroupName,
      location,
      title: request.title,
      ownPrefixes: network.zones.all(),
      subnetPrefix: subnet.prefix,
    });
    const association = new SubnetNetworkSecurityGroupAssociation(this, "SecurityGroupAssociation", {
      subnetId: subnet.subnetId,
      networkSecurityGroupId: this.group.groupId,
    });
    const at = { name: physicalName(this, LONGEST_NAME), resourceGroupName, location };
    const address = new PublicIp(this, "Address", { ...at, allocationMethod: "Static", sku: "Standard" });
    this.gateway = new ApplicationGateway(this, "Gateway", {
      ...at,
      ...frontOf(request, subnet.subnetId, address.id),
      ...backOf(request),
      // Azure refuses a gateway in a subnet without the rules that it needs.
      dependsOn: [association],
    });
    this.nics = this.request.nics.map(({ addresses }) => ({
      interfaceId: this.gateway.id,
      existing: false,
      addresses: addresses.map((asked) => ({
        privateAddress: undefined,
        ipv6Address: undefined,
        publicAddress: address.ipAddress,
        publicIpv6Address: undefined,
        request: asked,
      })),
    }));
    this.sayIsolation();
  }

  override get terraformAddress(): string {
    return `azurerm_application_gateway.${this.gateway.friendlyUniqueId}`;
  }

  /** @internal */
  override permitPlatform(): void {
    for (const fact of PLATFORM_FLOWS) {
      if (!fact.id.startsWith(FLOWS) || fact.ports === "health-check") continue;
      for (const permit of permitsOf(fact)) this.group.permit(permit);
    }
  }

  private sayIsolation(): void {
    const { title, isolation } = PROXY_TLS.azure;
    if (isolation === null) return;
    Declaration.of(this).addFinding({
      code: "azure-gateway-isolation",
      severity: "warning",
      what: "the gateway's subnet denies what no flow asks for, outbound too",
      where: stackPath(this),
      why: `Azure refuses an ${title} in such a subnet unless the subscription has the feature ${isolation.feature}`,
      todo: `register the feature before the gateway is made, delegate the subnet to ${isolation.delegation}, and accept the finding`,
      facts: [isolation.source],
    });
  }
}

/** What a platform flow asks of the gateway's group. */
function permitsOf({ id, from, to, transports, ports }: PlatformFact): Permit[] {
  const tag = from === "balancer" ? to : from;
  const ranges = typeof ports === "string" ? [ALL_PORTS] : ports.map(([first, last]) => ({ first, last }));
  return transports.flatMap((transport) =>
    ranges.map((range): Permit => ({
      direction: from === "balancer" ? "egress" : "ingress",
      peer:
        tag === "internet" ? { kind: "internet", families: ["ipv4"] } : { kind: "service-tag", key: tag, value: tag },
      transport,
      ports: range,
      flow: id,
    })),
  );
}

type Front = Pick<
  ApplicationGatewayConfig,
  | "sku"
  | "autoscaleConfiguration"
  | "gatewayIpConfiguration"
  | "frontendIpConfiguration"
  | "frontendPort"
  | "identity"
  | "sslCertificate"
  | "sslPolicy"
  | "httpListener"
  | "requestRoutingRule"
>;

/** What users see. */
function frontOf({ certificate, port, tlsPolicy }: ProxyRequest, subnetId: string, publicIpAddressId: string): Front {
  const { identityId = "", keyVaultSecretId = "" } = certificate;
  return {
    sku: { name: "Standard_v2", tier: "Standard_v2" },
    autoscaleConfiguration: { minCapacity: GATEWAY_INSTANCES.least, maxCapacity: GATEWAY_INSTANCES.most },
    gatewayIpConfiguration: [{ name: NAMES.subnet, subnetId }],
    frontendIpConfiguration: [{ name: NAMES.frontend, publicIpAddressId }],
    frontendPort: [{ name: NAMES.port, port }],
    identity: { type: "UserAssigned", identityIds: [identityId] },
    sslCertificate: [{ name: NAMES.certificate, keyVaultSecretId }],
    sslPolicy: { policyType: "Predefined", policyName: tlsPolicy ?? GATEWAY_TLS_POLICY },
    httpListener: [
      {
        name: NAMES.listener,
        frontendIpConfigurationName: NAMES.frontend,
        frontendPortName: NAMES.port,
        protocol: "Https",
        sslCertificateName: NAMES.certificate,
      },
    ],
    requestRoutingRule: [
      {
        name: NAMES.rule,
        ruleType: "Basic",
        priority: 1,
        httpListenerName: NAMES.listener,
        backendAddressPoolName: NAMES.pool,
        backendHttpSettingsName: NAMES.settings,
      },
    ],
  };
}

type Back = Pick<
  ApplicationGatewayConfig,
  "backendAddressPool" | "backendHttpSettings" | "probe" | "trustedRootCertificate"
>;

/** What is behind it. */
function backOf(request: ProxyRequest): Back {
  const { members, membersAreEncrypted, hostName, names, rootCertificate, healthPath, healthStatusCodes } = request;
  const protocol = membersAreEncrypted ? "Https" : "Http";
  return {
    backendAddressPool: [{ name: NAMES.pool, ipAddresses: members.map(({ address }) => address) }],
    ...(rootCertificate === undefined ? {} : { trustedRootCertificate: [{ name: NAMES.root, ...rootCertificate }] }),
    backendHttpSettings: [
      {
        name: NAMES.settings,
        port: members[0]?.port ?? 0,
        protocol,
        cookieBasedAffinity: "Disabled",
        probeName: NAMES.probe,
        ...(hostName === undefined ? {} : { hostName }),
        ...(rootCertificate === undefined ? {} : { trustedRootCertificateNames: [NAMES.root] }),
      },
    ],
    probe: [
      {
        name: NAMES.probe,
        protocol,
        path: healthPath,
        interval: 30,
        timeout: 30,
        unhealthyThreshold: 3,
        match: { statusCode: healthStatusCodes.split(",") },
        ...(hostName === undefined ? { host: names[0] ?? "" } : { pickHostNameFromBackendHttpSettings: true }),
      },
    ],
  };
}
