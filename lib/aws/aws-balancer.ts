/** A Network Load Balancer with a security group from the start: one cannot be added later. */
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { Construct } from "constructs";
import type { PermitPeer } from "../compiler/permit";
import { UcEdgeError } from "../net/uc-edge-error";
import { Balancer, type BalancerRequest, type Listener } from "../stack/balancer";
import { Declaration } from "../stack/declaration";
import type { FirewallGroup } from "../stack/firewall-group";
import { nicOf } from "../stack/interface-request";
import { localOf } from "../stack/flow-ends";
import { physicalName, stackPath } from "../stack/paths";
import { PlacedInterface, type PlacedNic } from "../stack/placed-interface";
import { peerOfPlacement } from "../stack/resolve-peer";
import type { Placement } from "../stack/role";
import { AwsFirewallGroup } from "./aws-firewall-group";
import { checkAwsMembers } from "./aws-members";
import type { AwsNetwork } from "./aws-network";
import { LISTENERS_PER_BALANCER, LONGEST_BALANCER_NAME, TCP_IDLE_SECONDS } from "./capabilities";

/** What checks whether a host is up, as a flow in the balancer's and the hosts' groups. */
const HEALTH_CHECK = "aws-nlb/health-check";

/** The security group of a balancer, and the addresses that it listens on. */
class AwsBalancerFront extends PlacedInterface {
  readonly group: FirewallGroup;
  nics: readonly PlacedNic[] = [];

  constructor(scope: Construct, id: string, network: AwsNetwork, request: BalancerRequest) {
    const { zone, side, title, privateAddress } = request;
    const nics = [nicOf(privateAddress === undefined ? {} : { privateAddress }, "internal")];
    super(scope, id, network, { zone, side, title, nics }, "balancer");
    this.group = new AwsFirewallGroup(this, "Rules", {
      vpcId: network.vpcId,
      title,
      ownPrefixes: network.zones.all(),
      rulesPerDirectionAndFamily: network.rulesPerDirectionAndFamily,
    });
  }

  /** Nothing starts here that goes to the internet. */
  override waysOut(): readonly string[] {
    return [];
  }
}

/** What is made for one port: both transports of a port share a listener and its hosts. */
interface PortResources {
  readonly first: Listener;
  readonly listener: LbListener;
  readonly targets: LbTargetGroup;
  /** Whether both transports are forwarded. */
  isBoth: boolean;
  /** Whether members call it. */
  isHairpin: boolean;
}

/**
 * A balancer on AWS. Both transports of a port share one listener, whose TCP connections may idle for 350 s; those of a
 * port for TCP alone, for 30 minutes.
 */
export class AwsBalancer extends Balancer {
  readonly publicAddress: string | undefined;
  override readonly front: PlacedInterface;
  protected override readonly quota = { listeners: LISTENERS_PER_BALANCER, code: "aws-listeners-over-quota" };
  private readonly balancer: Lb;
  private readonly ports = new Map<number, PortResources>();

  constructor(
    scope: Construct,
    id: string,
    private readonly aws: AwsNetwork,
    request: BalancerRequest,
  ) {
    super(scope, id, aws, request);
    const front = new AwsBalancerFront(this, "Front", aws, request);
    this.front = front;
    // "uc-" first, because AWS refuses names that begin with "internal-".
    const name = `uc-${physicalName(this, LONGEST_BALANCER_NAME - 3)}`;
    const tags = { Name: name };
    const isPublic = request.side === "external";
    const address = isPublic ? new Eip(this, "Address", { domain: "vpc", tags }) : undefined;
    this.balancer = new Lb(this, "LoadBalancer", {
      name,
      loadBalancerType: "network",
      internal: !isPublic,
      securityGroups: [front.group.groupId],
      subnetMapping: [
        {
          subnetId: aws.subnetFor(request, this.node.path),
          ...(address === undefined ? {} : { allocationId: address.id }),
          ...(request.privateAddress === undefined ? {} : { privateIpv4Address: request.privateAddress }),
        },
      ],
      tags,
    });
    this.publicAddress = address?.publicIp;
    if (isPublic) aws.countPublicAddress();
    const [asked] = front.request.nics[0]?.addresses ?? [];
    front.nics =
      asked === undefined
        ? []
        : [
            {
              interfaceId: this.balancer.arn,
              existing: false,
              addresses: [
                {
                  privateAddress: request.privateAddress,
                  ipv6Address: undefined,
                  publicAddress: this.publicAddress,
                  publicIpv6Address: undefined,
                  request: asked,
                },
              ],
            },
          ];
    front.declare();
  }

  override get terraformAddress(): string {
    return `aws_lb.${this.balancer.friendlyUniqueId}`;
  }

  /** @internal */
  protected override hairpin({ port }: Listener): void {
    const made = this.ports.get(port);
    if (made === undefined) return;
    made.isHairpin = true;
    this.settle(port, made);
  }

  /** @internal */
  protected override countOf(listeners: readonly Listener[]): number {
    return new Set(listeners.map(({ port }) => port)).size;
  }

  /** @internal */
  protected override checkListener(listener: Listener, what: string): void {
    const { target, address, port, memberPort } = listener;
    checkAwsMembers({ ...this.membersOf(listener), what });
    this.checkAvailabilityZone(listener, what);
    const other = this.ports.get(port)?.first;
    if (other === undefined) return;
    const isSame = other.target === target && other.address === address && other.memberPort === memberPort;
    if (isSame && other.healthPort === listener.healthPort) return;
    throw new UcEdgeError({
      code: "aws-forward-both-transports",
      what,
      prop: "to",
      value: `${target.node.path} port ${String(memberPort)}, health ${String(listener.healthPort)}`,
      expected: `${other.target.node.path} port ${String(other.memberPort)}, health ${String(other.healthPort)}, as for ${other.transport} ${String(port)}: a Network Load Balancer has one listener for both transports of a port`,
      todo: "forward both to the same hosts, port and health port, or make a second VirtualAddress",
      path: this.node.path,
    });
  }

  /** A balancer sends nothing to hosts in an availability zone that it is not in; those of existing hosts are not known. */
  private checkAvailabilityZone({ target }: Listener, what: string): void {
    if (target.nics.some(({ existing }) => existing)) return;
    const [here, there] = [this.request, target.request].map((request) => this.aws.availabilityZoneOf(request));
    if (here === undefined || there === undefined || here === there) return;
    throw new UcEdgeError({
      code: "aws-member-availability-zone-differs",
      what,
      prop: "availabilityZone",
      value: there,
      expected: `"${here}", where the Network Load Balancer is: it sends nothing to hosts in other zones`,
      todo: "place the hosts in a subnet of the balancer's availability zone",
      path: target.node.path,
    });
  }

  /** @internal */
  protected override makeListener(listener: Listener): void {
    const { port } = listener;
    const made = this.ports.get(port);
    if (made === undefined) this.ports.set(port, this.makePort(listener));
    else {
      made.isBoth = true;
      this.settle(port, made);
    }
  }

  /** Brings a port up to date with what is asked of it, in whatever order that comes. */
  private settle(port: number, { first, listener, targets, isBoth, isHairpin }: PortResources): void {
    const keepsClient = isBoth || first.transport === "udp";
    if (isBoth) {
      targets.protocol = "TCP_UDP";
      listener.protocol = "TCP_UDP";
      // The provider takes it for TCP alone.
      listener.resetTcpIdleTimeoutSeconds();
    }
    // A host whose connection comes back to it must not see its own address as the client's.
    targets.preserveClientIp = String(keepsClient || !isHairpin);
    if (!isHairpin || !keepsClient) return;
    Declaration.of(this).addFinding({
      code: "aws-hairpin-over-udp",
      severity: "warning",
      what: `members call their own virtual address on port ${String(port)}, which fails when it leads back to the caller`,
      where: stackPath(this),
      why: "a Network Load Balancer keeps the client's address on ports that take UDP, so the host would answer itself",
      todo: "let members call each other by their own addresses",
      facts: [],
    });
  }

  private makePort(listener: Listener): PortResources {
    const { transport, port, memberPort, healthPort, target, address } = listener;
    const protocol = transport.toUpperCase();
    const scope = new Construct(this, `port-${String(port)}`);
    const targets = new LbTargetGroup(scope, "TargetGroup", {
      namePrefix: "uc-",
      targetType: "ip",
      vpcId: this.aws.vpcId,
      port: memberPort,
      protocol,
      preserveClientIp: "true",
      healthCheck: { protocol: "TCP", port: String(healthPort) },
      tags: { Name: physicalName(scope, LONGEST_BALANCER_NAME) },
      // A listener cannot be without a target group while the group is replaced.
      lifecycle: { createBeforeDestroy: true },
    });
    target.addresses(address ?? 0).forEach(({ privateAddress }, index) => {
      new LbTargetGroupAttachment(scope, `Target${String(index + 1)}`, {
        targetGroupArn: targets.arn,
        targetId: privateAddress ?? "",
        port: memberPort,
      });
    });
    const made = new LbListener(scope, "Listener", {
      loadBalancerArn: this.balancer.arn,
      port,
      protocol,
      defaultAction: [{ type: "forward", targetGroupArn: targets.arn }],
      ...(transport === "tcp" ? { tcpIdleTimeoutSeconds: TCP_IDLE_SECONDS } : {}),
    });
    return { first: listener, listener: made, targets, isBoth: false, isHairpin: false };
  }

  /** @internal */
  protected override permitHealthCheck({ target, address, healthPort }: Listener): void {
    const here = { placed: this.front, address: undefined };
    const hosts = { placed: target, address };
    const what = `cannot check the health of ${target.request.title}`;
    const ports = { first: healthPort, last: healthPort };
    const traffic = { transport: "tcp", ports, flow: HEALTH_CHECK } as const;
    const peerOf = (placement: Placement, at: PlacedInterface): PermitPeer => peerOfPlacement(placement, at, what);
    this.front.group.permit({ ...traffic, direction: "egress", peer: peerOf(hosts, this.front) });
    target.group.permit({ ...traffic, direction: "ingress", peer: peerOf(here, target), local: localOf(hosts) });
  }
}
