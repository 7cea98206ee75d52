/** An elastic network interface, made or existing, with its security group and static NAT. */
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { NetworkInterfaceSgAttachment } from "@cdktf/provider-aws/lib/network-interface-sg-attachment";
import type { Construct } from "constructs";
import { physicalName } from "../stack/paths";
import { type InterfaceRequest, PlacedInterface } from "../stack/placed-interface";
import { AwsFirewallGroup } from "./aws-firewall-group";
import type { AwsNetwork } from "./aws-network";
import { descriptionText } from "./description-text";

const LONGEST_TAG = 255;

/** An interface on AWS. */
export class AwsInterface extends PlacedInterface {
  readonly group: AwsFirewallGroup;
  readonly interfaceId: string;
  readonly privateAddress: string | undefined;
  readonly publicAddress: string | undefined;
  readonly publicIpv6Address: string | undefined;

  constructor(scope: Construct, id: string, network: AwsNetwork, request: InterfaceRequest) {
    super(scope, id, network, request);
    const tags = { Name: physicalName(this, LONGEST_TAG) };
    this.group = new AwsFirewallGroup(this, "Rules", {
      vpcId: network.vpcId,
      title: request.title,
      ownPrefixes: network.zones.all(),
      rulesPerDirectionAndFamily: network.rulesPerDirectionAndFamily,
    });
    if (request.existingInterfaceId === undefined) {
      const made = new NetworkInterface(this, "Interface", {
        subnetId: network.subnetFor(request, this.node.path),
        ...(request.privateAddress === undefined ? {} : { privateIps: [request.privateAddress] }),
        ...(request.ipv6Address === undefined ? {} : { ipv6Addresses: [request.ipv6Address] }),
        securityGroups: [this.group.groupId],
        description: descriptionText(request.title),
        tags,
      });
      this.interfaceId = made.id;
      this.privateAddress = request.privateAddress ?? made.privateIp;
    } else {
      new NetworkInterfaceSgAttachment(this, "Attachment", {
        networkInterfaceId: request.existingInterfaceId,
        securityGroupId: this.group.groupId,
      });
      this.interfaceId = request.existingInterfaceId;
      this.privateAddress = request.privateAddress;
    }
    // AWS does not translate IPv6.
    this.publicIpv6Address = request.side === "external" ? request.ipv6Address : undefined;
    this.publicAddress =
      request.publicAddress ?? (request.side === "external" ? this.makePublicAddress(tags) : undefined);
  }

  private makePublicAddress(tags: Record<string, string>): string {
    const address = new Eip(this, "Address", { domain: "vpc", tags });
    new EipAssociation(this, "AddressAssociation", {
      allocationId: address.id,
      networkInterfaceId: this.interfaceId,
      ...(this.request.privateAddress === undefined ? {} : { privateIpAddress: this.request.privateAddress }),
    });
    return address.publicIp;
  }
}
