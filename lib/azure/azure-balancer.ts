/** A Standard load balancer. It has no firewall group: the hosts' groups see the clients themselves. */
import { Lb, type LbFrontendIpConfiguration } from "@cdktf/provider-azurerm/lib/lb";
import { LbBackendAddressPool } from "@cdktf/provider-azurerm/lib/lb-backend-address-pool";
import { LbProbe } from "@cdktf/provider-azurerm/lib/lb-probe";
import { LbRule } from "@cdktf/provider-azurerm/lib/lb-rule";
import { NetworkInterfaceBackendAddressPoolAssociation } from "@cdktf/provider-azurerm/lib/network-interface-backend-address-pool-association";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Construct } from "constructs";
import { checksum, keyText } from "../compiler/rule-key";
import { UcEdgeError } from "../net/uc-edge-error";
import { Balancer, type BalancerRequest, type Listener } from "../stack/balancer";
import { Declaration } from "../stack/declaration";
import { localOf } from "../stack/flow-ends";
import { physicalName, stackPath } from "../stack/paths";
import type { PlacedInterface } from "../stack/placed-interface";
import { isUnresolved } from "../stack/unresolved";
import { ipConfigurationName } from "./azure-interface";
import { checkAzureMembers, requireNoOtherBalancer } from "./azure-members";
import type { AzureNetwork } from "./azure-network";
import { IDLE_MINUTES, LONGEST_NAME, RULES_PER_BALANCER } from "./capabilities";

/** What checks whether a host is up, as a flow in the hosts' groups. */
const PROBE = "azure-lb/probe";
const PROBE_TAG = "AzureLoadBalancer";
const FRONTEND = "frontend";
const MARK = Symbol.for("cdktf-uc-edge/azure-balancer");

/** A load balancer, with the frontends of all addresses that it has. */
interface SharedLoadBalancer {
  readonly resource: Lb;
  readonly frontends: LbFrontendIpConfiguration[];
  /** Checks of health, by their names. */
  readonly probes: Map<string, LbProbe>;
}

function isStated(address: string | undefined): boolean {
  return address !== undefined && !isUnresolved(address);
}

function isAzureBalancer(value: unknown): value is AzureBalancer {
  return typeof value === "object" && value !== null && MARK in value;
}

/** A balancer on Azure: a load balancer, or one more frontend of another's. */
export class AzureBalancer extends Balancer {
  readonly publicAddress: string | undefined;
  override readonly front: undefined;
  protected override readonly quota = { listeners: RULES_PER_BALANCER, code: "azure-balancer-rules-over-quota" };
  private readonly shared: SharedLoadBalancer;
  /** What tells the names of this frontend from those of others; nothing for the one that the load balancer was made with. */
  private readonly suffix: string;
  private readonly pools = new Map<string, LbBackendAddressPool>();

  constructor(scope: Construct, id: string, network: AzureNetwork, request: BalancerRequest) {
    super(scope, id, network, request);
    Object.defineProperty(this, MARK, { value: true });
    const { resourceGroupName, location } = network;
    const name = physicalName(this, LONGEST_NAME);
    const at = { name, resourceGroupName, location };
    const isPublic = request.side === "external";
    const address = isPublic
      ? new PublicIp(this, "Address", { ...at, allocationMethod: "Static", sku: "Standard" })
      : undefined;
    const other = isAzureBalancer(request.beside) ? request.beside.shared : undefined;
    this.suffix = other === undefined ? "" : `-${checksum(stackPath(this)).slice(0, 6)}`;
    const configuration = {
      name: `${FRONTEND}${this.suffix}`,
      ...(address === undefined
        ? {
            subnetId: network.subnetFor(request, this.node.path),
            privateIpAddressAllocation: "Static",
            privateIpAddress: request.privateAddress ?? "",
          }
        : { publicIpAddressId: address.id }),
    };
    this.shared = other ?? {
      resource: new Lb(this, "LoadBalancer", { ...at, sku: "Standard", frontendIpConfiguration: [] }),
      frontends: [],
      probes: new Map(),
    };
    this.shared.frontends.push(configuration);
    this.shared.resource.putFrontendIpConfiguration([...this.shared.frontends]);
    this.publicAddress = address?.ipAddress;
  }

  /** @internal */
  override get frontend(): string | undefined {
    return this.shared.frontends.length === 1 ? undefined : `${FRONTEND}${this.suffix}`;
  }

  override get terraformAddress(): string {
    return `azurerm_lb.${this.shared.resource.friendlyUniqueId}`;
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
    this.requireIpv4(listener, what);
    checkAzureMembers({ ...this.membersOf(listener), what });
    this.checkOthers(listener, what);
  }

  /** Rules of hosts with IPv6 name the IPv4 addresses that ports are forwarded to. */
  private requireIpv4({ target, address }: Listener, what: string): void {
    const unknown = target.addresses(address).find(({ request }) => !isStated(request.privateAddress));
    if (!target.hasIpv6 || unknown === undefined) return;
    throw new UcEdgeError({
      code: "azure-member-address-missing",
      what,
      prop: "privateAddress",
      value: undefined,
      expected:
        "the private address of each host that has IPv6 as well, written here: ports are forwarded over IPv4 only",
      todo: "state the privateAddress beside ipv6Address",
      path: target.node.path,
    });
  }

  /** Refuses a second balancer, and what Azure refuses as RulesUseSameBackendPortProtocolAndPool. */
  private checkOthers({ target, address, transport, memberPort }: Listener, what: string): void {
    const { side } = this.request;
    const by = { what, path: this.node.path };
    requireNoOtherBalancer(target, side, this.terraformAddress, by);
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
      name: `${transport}-${String(port)}${this.suffix}`,
      loadbalancerId: this.shared.resource.id,
      frontendIpConfigurationName: `${FRONTEND}${this.suffix}`,
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
      loadbalancerId: this.shared.resource.id,
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
    const { probes } = this.shared;
    const known = probes.get(key);
    if (known !== undefined) return known;
    const made = new LbProbe(this, `probe-${key}`, {
      name: key,
      loadbalancerId: this.shared.resource.id,
      protocol: "Tcp",
      port: healthPort,
    });
    probes.set(key, made);
    return made;
  }
}
