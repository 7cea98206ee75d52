/** Elastic network interfaces, made or existing, with their security group and static NAT. */
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { NetworkInterfaceSgAttachment } from "@cdktf/provider-aws/lib/network-interface-sg-attachment";
import { Construct } from "constructs";
import type { AddressRequest, InterfaceRequest, NicRequest } from "../stack/interface-request";
import { physicalName } from "../stack/paths";
import { type PlacedAddress, PlacedInterface, type PlacedNic } from "../stack/placed-interface";
import { AwsFirewallGroup } from "./aws-firewall-group";
import type { AwsNetwork } from "./aws-network";
import { descriptionText } from "./description-text";

const LONGEST_TAG = 255;

/** Where a network interface's resources are made. */
interface NicScope {
  readonly scope: Construct;
  readonly tags: Readonly<Record<string, string>>;
}

/** Interfaces on AWS with one security group around them. */
export class AwsInterface extends PlacedInterface {
  readonly group: AwsFirewallGroup;
  readonly nics: readonly PlacedNic[];

  constructor(
    scope: Construct,
    id: string,
    private readonly aws: AwsNetwork,
    request: InterfaceRequest,
  ) {
    super(scope, id, aws, request);
    this.group = new AwsFirewallGroup(this, "Rules", {
      vpcId: aws.vpcId,
      title: request.title,
      ownPrefixes: aws.zones.all(),
      rulesPerDirectionAndFamily: aws.rulesPerDirectionAndFamily,
    });
    this.nics = request.nics.map((nic, index) => {
      // The first keeps its place, and so its addresses, when a host is added.
      const place = index === 0 ? this : new Construct(this, `Member${String(index + 1)}`);
      return this.placeNic({ scope: place, tags: { Name: physicalName(place, LONGEST_TAG) } }, nic);
    });
  }

  private placeNic(place: NicScope, nic: NicRequest): PlacedNic {
    const { existingInterfaceId, addresses } = nic;
    if (existingInterfaceId !== undefined) {
      new NetworkInterfaceSgAttachment(place.scope, "Attachment", {
        networkInterfaceId: existingInterfaceId,
        securityGroupId: this.group.groupId,
      });
      return this.placed(place, existingInterfaceId, true, addresses, undefined);
    }
    const made = this.makeNic(place, addresses);
    return this.placed(place, made.id, false, addresses, made.privateIp);
  }

  private makeNic({ scope, tags }: NicScope, addresses: readonly AddressRequest[]): NetworkInterface {
    const [first, ...others] = addresses.flatMap(({ privateAddress }) => privateAddress ?? []);
    const ipv6 = addresses.flatMap(({ ipv6Address }) => ipv6Address ?? []);
    return new NetworkInterface(scope, "Interface", {
      subnetId: this.aws.subnetFor(this.request, this.node.path),
      // Of a list of several, the provider takes the first as the primary one only where the list keeps its order.
      ...(first === undefined ? {} : others.length === 0 ? { privateIps: [first] } : orderedAddresses(first, others)),
      ...(ipv6.length === 0 ? {} : { ipv6Addresses: ipv6 }),
      securityGroups: [this.group.groupId],
      description: descriptionText(this.request.title),
      tags,
    });
  }

  private placed(
    place: NicScope,
    interfaceId: string,
    existing: boolean,
    addresses: readonly AddressRequest[],
    picked: string | undefined,
  ): PlacedNic {
    return {
      interfaceId,
      existing,
      addresses: addresses.map((request, index): PlacedAddress => {
        const { privateAddress, ipv6Address, publicAddress, makesPublicAddress } = request;
        return {
          request,
          privateAddress: privateAddress ?? picked,
          ipv6Address,
          publicAddress:
            publicAddress ?? (makesPublicAddress ? this.makeAddress(place, interfaceId, request, index) : undefined),
          // AWS does not translate IPv6.
          publicIpv6Address: this.request.side === "external" ? ipv6Address : undefined,
        };
      }),
    };
  }

  private makeAddress(
    { scope, tags }: NicScope,
    networkInterfaceId: string,
    { privateAddress }: AddressRequest,
    index: number,
  ): string {
    const suffix = index === 0 ? "" : String(index + 1);
    const address = new Eip(scope, `Address${suffix}`, { domain: "vpc", tags });
    this.aws.countPublicAddress();
    new EipAssociation(scope, `AddressAssociation${suffix}`, {
      allocationId: address.id,
      networkInterfaceId,
      ...(privateAddress === undefined ? {} : { privateIpAddress: privateAddress }),
    });
    return address.publicIp;
  }
}

/** The provider keeps the order of a list of addresses only in `private_ip_list`. */
function orderedAddresses(
  first: string,
  others: readonly string[],
): { privateIpListEnabled: boolean; privateIpList: string[] } {
  return { privateIpListEnabled: true, privateIpList: [first, ...others] };
}
