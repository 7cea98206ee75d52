/** An Application Load Balancer as a reverse proxy: HTTPS from users, HTTPS or HTTP to the machines behind it. */
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import type { Construct } from "constructs";
import { UcEdgeError } from "../net/uc-edge-error";
import { Declaration } from "../stack/declaration";
import type { FirewallGroup } from "../stack/firewall-group";
import type { RecordAlias } from "../stack/dns-records";
import { physicalName, stackPath } from "../stack/paths";
import type { PlacedNic } from "../stack/placed-interface";
import { PlacedProxy } from "../stack/placed-proxy";
import type { ProxyRequest } from "../stack/proxy-request";
import { isUnresolved, requireKnownList, resolvedText } from "../stack/unresolved";
import { AwsFirewallGroup } from "./aws-firewall-group";
import type { AwsNetwork, AwsSubnet } from "./aws-network";
import { LONGEST_BALANCER_NAME } from "./capabilities";

/** TLS 1.2 and 1.3 towards users. */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const ZONES_AT_LEAST = 2;

/** A reverse proxy on AWS. Its addresses change, so names follow it by alias records. */
export class AwsProxy extends PlacedProxy {
  readonly group: FirewallGroup;
  readonly nics: readonly PlacedNic[];
  readonly alias: RecordAlias;
  override readonly healthCheck = "aws-alb/health-check";
  private readonly balancer: Lb;

  constructor(
    scope: Construct,
    id: string,
    private readonly aws: AwsNetwork,
    request: ProxyRequest,
  ) {
    super(scope, id, aws, request);
    const { certificate, port, tlsPolicy = TLS_POLICY, title } = request;
    this.group = new AwsFirewallGroup(this, "Rules", {
      vpcId: aws.vpcId,
      title,
      ownPrefixes: aws.zones.all(),
      rulesPerDirectionAndFamily: aws.rulesPerDirectionAndFamily,
    });
    // "uc-" first, because AWS refuses names that begin with "internal-".
    const name = `uc-${physicalName(this, LONGEST_BALANCER_NAME - 3)}`;
    this.balancer = new Lb(this, "LoadBalancer", {
      name,
      loadBalancerType: "application",
      internal: false,
      securityGroups: [this.group.groupId],
      subnets: aws.balancerSubnets.map(({ subnetId }) => subnetId),
      tags: { Name: name },
    });
    this.alias = { name: this.balancer.dnsName, zoneId: this.balancer.zoneId };
    new LbListener(this, "Listener", {
      loadBalancerArn: this.balancer.arn,
      port,
      protocol: "HTTPS",
      sslPolicy: tlsPolicy,
      ...(certificate.arn === undefined ? {} : { certificateArn: certificate.arn }),
      defaultAction: [{ type: "forward", targetGroupArn: this.makeTargets(request).arn }],
    });
    noteZones(aws);
    this.nics = this.request.nics.map(({ addresses }) => ({
      interfaceId: this.balancer.arn,
      existing: false,
      addresses: addresses.map((asked) => ({
        privateAddress: undefined,
        ipv6Address: undefined,
        publicAddress: undefined,
        publicIpv6Address: undefined,
        request: asked,
      })),
    }));
  }

  override get terraformAddress(): string {
    return `aws_lb.${this.balancer.friendlyUniqueId}`;
  }

  /** Nothing starts here that goes to the internet. */
  override waysOut(): readonly string[] {
    return [];
  }

  /** Health checks are all that it needs. */
  override permitPlatform(): void {
    // Nothing else.
  }

  private makeTargets(request: ProxyRequest): LbTargetGroup {
    const { members, membersAreElsewhere, membersAreEncrypted, healthPath, healthStatusCodes } = request;
    const [first] = members;
    const protocol = membersAreEncrypted ? "HTTPS" : "HTTP";
    const targets = new LbTargetGroup(this, "TargetGroup", {
      namePrefix: "uc-",
      targetType: "ip",
      vpcId: this.aws.vpcId,
      port: first?.port ?? 0,
      protocol,
      healthCheck: { protocol, path: healthPath, matcher: healthStatusCodes },
      tags: { Name: physicalName(this, LONGEST_BALANCER_NAME) },
      // A listener cannot be without a target group while the group is replaced.
      lifecycle: { createBeforeDestroy: true },
    });
    members.forEach(({ address, port }, index) => {
      new LbTargetGroupAttachment(this, `Target${String(index + 1)}`, {
        targetGroupArn: targets.arn,
        targetId: address,
        port,
        // AWS takes an address outside the VPC only with this word.
        ...(membersAreElsewhere ? { availabilityZone: "all" } : {}),
      });
    });
    return targets;
  }
}

/**
 * Refuses a proxy that AWS cannot run.
 *
 * @throws {@link UcEdgeError} `aws-balancer-subnets-missing`, `aws-balancer-zones-same`, `aws-certificate-missing`,
 *   `aws-tls-policy-invalid`, `stack-list-*`.
 */
export function checkAwsProxy(
  { title, certificate, tlsPolicy }: ProxyRequest,
  network: AwsNetwork,
  path: string,
): void {
  const what = `cannot place ${title}`;
  checkSubnets(network, what, path);
  if (typeof certificate.arn !== "string" || certificate.arn.trim() === "") {
    throw new UcEdgeError({
      code: "aws-certificate-missing",
      what,
      prop: "certificate.arn",
      value: certificate.arn,
      expected: "the certificate that users see, in ACM or IAM",
      todo: "request or import it, and give its ARN",
      path,
    });
  }
  if (tlsPolicy === undefined || isUnresolved(tlsPolicy) || /^ELBSecurityPolicy-[\w-]+$/.test(tlsPolicy)) return;
  throw new UcEdgeError({
    code: "aws-tls-policy-invalid",
    what,
    prop: "tlsPolicy",
    value: tlsPolicy,
    expected: `the name of a security policy, such as "${TLS_POLICY}"`,
    todo: "choose one of the policies that Elastic Load Balancing lists, or leave it out",
    path,
  });
}

function checkSubnets(network: AwsNetwork, what: string, path: string): void {
  const subnets: readonly AwsSubnet[] = network.balancerSubnets;
  const by = { what, prop: "perimeter.balancerSubnets", path };
  requireKnownList(subnets, what, by.prop, path);
  if (subnets.length < ZONES_AT_LEAST) {
    throw new UcEdgeError({
      ...by,
      code: "aws-balancer-subnets-missing",
      value: subnets,
      expected:
        "subnets in two availability zones at least: AWS runs an Application Load Balancer in no fewer, so that it outlives one of them",
      todo: "give the network two subnets with a route to the internet gateway, each in a zone of its own",
    });
  }
  const zones = subnets.map(({ availabilityZone }) => resolvedText(network, availabilityZone));
  const same = zones.find((zone, index) => zones.indexOf(zone) !== index);
  if (same !== undefined) {
    throw new UcEdgeError({
      ...by,
      code: "aws-balancer-zones-same",
      value: same,
      expected: "each availability zone once: a load balancer has one subnet in each",
      todo: "choose subnets of different availability zones",
    });
  }
}

/** Says what cannot be checked of the subnets' zones before Terraform runs. */
function noteZones(network: AwsNetwork): void {
  if (!network.balancerSubnets.some(({ availabilityZone }) => isUnresolved(availabilityZone))) return;
  Declaration.of(network).addFinding({
    code: "aws-availability-zone-unresolved",
    severity: "note",
    what: "the availability zones of the balancer subnets are known only when Terraform runs",
    where: stackPath(network),
    why: "an Application Load Balancer needs two; whether the subnets are in different ones cannot be checked before",
    todo: "write the availability zones if they are known",
    facts: [],
  });
}
