/** A Standard load balancer. It has no firewall group: the hosts' groups see the clients themselves. */
import { Lb } from "@cdktf/provider-azurerm/lib/lb";
import { LbBackendAddressPool } from "@cdktf/provider-azurerm/lib/lb-backend-address-pool";
import { LbProbe } from "@cdktf/provider-azurerm/lib/lb-probe";
import { LbRule } from "@cdktf/provider-azurerm/lib/lb-rule";
import { NetworkInterfaceBackendAddressPoolAssociation } from "@cdktf/provider-azurerm/lib/network-interface-backend-address-pool-association";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Construct } from "constructs";
import { keyText } from "../compiler/rule-key";
import { UcEdgeError } from "../net/uc-edge-error";
import { Balancer, type BalancerRequest, type Listener } from "../stack/balancer";
import { Declaration } from "../stack/declaration";
import { localOf } from "../stack/flow-ends";
import { physicalName, stackPath } from "../stack/paths";
import type { PlacedInterface } from "../stack/placed-interface";
import { ipConfigurationName } from "./azure-interface";
import { checkAzureMembers, requireNoOtherBalancer } from "./azure-members";
import type { AzureNetwork } from "./azure-network";
import { IDLE_MINUTES, LONGEST_NAME, RULES_PER_BALANCER } from "./capabilities";

/** What checks whether a host is up, as a flow in the hosts' groups. */
const PROBE = "azure-lb/probe";
const PROBE_TAG = "AzureLoadBalancer";
const FRONTEND = "frontend";

/** A balancer on Azure. */
export class AzureBalancer extends Balancer {
  readonly publicAddress: string | undefined;
  override readonly front: undefined;
  protected override readonly quota = { listeners: RULES_PER_BALANCER, code: "azure-balancer-rules-over-quota" };
  private readonly balancer: Lb;
  private readonly pools = new Map<string, LbBackendAddressPool>();
  private readonly probes = new Map<string, LbProbe>();

  constructor(scope: Construct, id: string, network: AzureNetwork, request: BalancerRequest) {
    super(scope, id, network, request);
    const { resourceGroupName, location } = network;
    const name = physicalName(this, LONGEST_NAME);
    const at = { name, resourceGroupName, location };
    const isPublic = request.side === "external";
    const address = isPublic
      ? new PublicIp(this, "Address", { ...at, allocationMethod: "Static", sku: "Standard" })
      : undefined;
    this.balancer = new Lb(this, "LoadBalancer", {
      ...at,
      sku: "Standard",
      frontendIpConfiguration: [
        address === undefined
          ? {
              name: FRONTEND,
              subnetId: network.subnetFor(request, this.node.path),
              privateIpAddressAllocation: "Static",
              privateIpAddress: request.privateAddress ?? "",
            }
          : { name: FRONTEND, publicIpAddressId: address.id },
      ],
    });
    this.publicAddress = address?.ipAddress;
  }

  override get terraformAddress(): string {
    return `azurerm_lb.${this.balancer.friendlyUniqueId}`;
  }

  /** @internal */
  protected override hairpin({ transport, port }: Listener): void {
    Declaration.of(this).addFinding({
      code: "azure-hairpin-unsupported",
      severity: "warning",
      what: `members call their own virtual address on ${transport} ${String(port)}, which fails when it leads back to the caller`,
      where: stackPath(this),
      why: "an internal load balancer on Azure does not translate the client's address, so the host would answer itself",
      todo: "let members call each other by their own addresses, or put a proxy on each host",
      facts: [],
    });
  }

  /** @internal */
  protected override checkListener(listener: Listener, what: string): void {
    checkAzureMembers({ ...this.membersOf(listener), what });
    this.checkOthers(listener, what);
  }

  /** Refuses a second balancer too, and what Azure refuses as RulesUseSameBackendPortProtocolAndPool. */
  private checkOthers({ target, address, transport, memberPort }: Listener, what: string): void {
    const { side } = this.request;
    const by = { what, path: this.node.path };
    requireNoOtherBalancer(target, side, this, by);
    for (const other of target.forwardsFor(side)) {
      if (other.transport !== transport || other.memberPort !== memberPort || other.address !== address) continue;
      throw new UcEdgeError({
        ...by,
        code: "azure-member-port-taken",
        prop: "toPort",
        value: memberPort,
        expected: `a port of the hosts that no other port leads to yet; ${transport} ${String(other.port)} does, and a load balancer of Azure leads one port only to each port of a host`,
        todo: "let the hosts listen on one more port, or forward one of the two only",
      });
    }
  }

  /** @internal */
  protected override makeListener(listener: Listener): void {
    const { transport, port, memberPort, healthPort, target, address } = listener;
    const scope = new Construct(this, `${transport}-${String(port)}`);
    new LbRule(scope, "Rule", {
      name: `${transport}-${String(port)}`,
      loadbalancerId: this.balancer.id,
      frontendIpConfigurationName: FRONTEND,
      protocol: transport === "tcp" ? "Tcp" : "Udp",
      frontendPort: port,
      backendPort: memberPort,
      backendAddressPoolIds: [this.poolOf(target, address ?? 0).id],
      probeId: this.probeOf(healthPort).id,
      idleTimeoutInMinutes: IDLE_MINUTES,
      // Connections that start at a host must not leave by this address unasked.
      disableOutboundSnat: true,
    });
  }

  /** @internal */
  protected override permitHealthCheck({ target, address, healthPort }: Listener): void {
    target.group.permit({
      direction: "ingress",
      transport: "tcp",
      ports: { first: healthPort, last: healthPort },
      peer: { kind: "service-tag", key: PROBE_TAG, value: PROBE_TAG },
      local: localOf({ placed: target, address }),
      flow: PROBE,
    });
  }

  /** One pool for the hosts of each interface. */
  private poolOf(target: PlacedInterface, address: number): LbBackendAddressPool {
    const key = keyText(`${stackPath(target)}${address === 0 ? "" : `-${String(address + 1)}`}`);
    const known = this.pools.get(key);
    if (known !== undefined) return known;
    const scope = new Construct(this, `members-${key}`);
    const made = new LbBackendAddressPool(scope, "Pool", {
      name: physicalName(scope, LONGEST_NAME),
      loadbalancerId: this.balancer.id,
    });
    target.nics.forEach(({ interfaceId }, index) => {
      new NetworkInterfaceBackendAddressPoolAssociation(scope, `Member${String(index + 1)}`, {
        networkInterfaceId: interfaceId,
        ipConfigurationName: ipConfigurationName(address),
        backendAddressPoolId: made.id,
      });
    });
    this.pools.set(key, made);
    return made;
  }

  private probeOf(healthPort: number): LbProbe {
    const key = `tcp-${String(healthPort)}`;
    const known = this.probes.get(key);
    if (known !== undefined) return known;
    const made = new LbProbe(this, `probe-${key}`, {
      name: key,
      loadbalancerId: this.balancer.id,
      protocol: "Tcp",
      port: healthPort,
    });
    this.probes.set(key, made);
    return made;
  }
}
