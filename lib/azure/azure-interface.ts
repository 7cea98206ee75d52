/** Network interfaces, made or existing, with their groups and static NAT. */
import { NetworkInterface, type NetworkInterfaceIpConfiguration } from "@cdktf/provider-azurerm/lib/network-interface";
import { NetworkInterfaceApplicationSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/network-interface-application-security-group-association";
import { NetworkInterfaceSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/network-interface-security-group-association";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Construct } from "constructs";
import type { AddressRequest, InterfaceRequest, NicRequest } from "../stack/interface-request";
import { physicalName } from "../stack/paths";
import { type PlacedAddress, PlacedInterface, type PlacedNic } from "../stack/placed-interface";
import { AzureFirewallGroup } from "./azure-firewall-group";
import type { AzureNetwork } from "./azure-network";
import { LONGEST_NAME } from "./capabilities";

/** The public addresses of one address of an interface. */
interface PublicAddresses {
  readonly ipv4: PublicIp | undefined;
  readonly ipv6: PublicIp | undefined;
}

/** Interfaces on Azure with one network security group and one application security group around them. */
export class AzureInterface extends PlacedInterface {
  readonly group: AzureFirewallGroup;
  readonly nics: readonly PlacedNic[];

  constructor(
    scope: Construct,
    id: string,
    private readonly azure: AzureNetwork,
    request: InterfaceRequest,
  ) {
    super(scope, id, azure, request);
    const { resourceGroupName, location } = azure;
    this.group = new AzureFirewallGroup(this, "Rules", {
      resourceGroupName,
      location,
      title: request.title,
      ownPrefixes: azure.zones.all(),
    });
    // The first keeps its place, and so its addresses, when a host is added.
    this.nics = request.nics.map((nic, index) =>
      this.placeNic(index === 0 ? this : new Construct(this, `Member${String(index + 1)}`), nic),
    );
  }

  private placeNic(scope: Construct, { existingInterfaceId, addresses }: NicRequest): PlacedNic {
    const publicAddresses = addresses.map((address, index) => this.makePublicAddresses(scope, address, index));
    const made = existingInterfaceId === undefined ? this.makeNic(scope, addresses, publicAddresses) : undefined;
    const interfaceId = existingInterfaceId ?? made?.id ?? "";
    new NetworkInterfaceSecurityGroupAssociation(scope, "SecurityGroupAssociation", {
      networkInterfaceId: interfaceId,
      networkSecurityGroupId: this.group.securityGroup.id,
    });
    new NetworkInterfaceApplicationSecurityGroupAssociation(scope, "ApplicationGroupAssociation", {
      networkInterfaceId: interfaceId,
      applicationSecurityGroupId: this.group.groupId,
    });
    return {
      interfaceId,
      existing: made === undefined,
      addresses: addresses.map((request, index): PlacedAddress => ({
        request,
        privateAddress: request.privateAddress ?? made?.privateIpAddress,
        ipv6Address: request.ipv6Address,
        publicAddress: request.publicAddress ?? publicAddresses[index]?.ipv4?.ipAddress,
        publicIpv6Address: publicAddresses[index]?.ipv6?.ipAddress,
      })),
    };
  }

  private makeNic(
    scope: Construct,
    addresses: readonly AddressRequest[],
    publicAddresses: readonly PublicAddresses[],
  ): NetworkInterface {
    const subnetId = this.azure.subnetFor(this.request, this.node.path);
    return new NetworkInterface(scope, "Interface", {
      name: physicalName(scope, LONGEST_NAME),
      resourceGroupName: this.azure.resourceGroupName,
      location: this.azure.location,
      ipConfiguration: addresses.flatMap((address, index) =>
        configurationsOf(subnetId, address, publicAddresses[index], index),
      ),
    });
  }

  private makePublicAddresses(scope: Construct, request: AddressRequest, index: number): PublicAddresses {
    const { makesPublicAddress, ipv6Address } = request;
    return {
      ipv4: makesPublicAddress ? this.makePublicAddress(scope, "Address", "IPv4", index) : undefined,
      ipv6:
        makesPublicAddress && ipv6Address !== undefined
          ? this.makePublicAddress(scope, "Ipv6Address", "IPv6", index)
          : undefined,
    };
  }

  private makePublicAddress(scope: Construct, id: string, ipVersion: "IPv4" | "IPv6", index: number): PublicIp {
    const number = index === 0 ? "" : String(index + 1);
    const suffix = `${number === "" ? "" : `-${number}`}${ipVersion === "IPv6" ? "-v6" : ""}`;
    return new PublicIp(scope, `${id}${number}`, {
      name: `${physicalName(scope, LONGEST_NAME - suffix.length)}${suffix}`,
      resourceGroupName: this.azure.resourceGroupName,
      location: this.azure.location,
      allocationMethod: "Static",
      sku: "Standard",
      ...(ipVersion === "IPv6" ? { ipVersion } : {}),
    });
  }
}

/** The name of the IP configuration of an interface's address, by its index. */
export function ipConfigurationName(index: number): string {
  return index === 0 ? "ipv4" : `ipv4-${String(index + 1)}`;
}

function configurationsOf(
  subnetId: string,
  { privateAddress, ipv6Address }: AddressRequest,
  made: PublicAddresses | undefined,
  index: number,
): NetworkInterfaceIpConfiguration[] {
  const ipv4: NetworkInterfaceIpConfiguration = {
    name: ipConfigurationName(index),
    subnetId,
    primary: index === 0,
    ...(privateAddress === undefined
      ? { privateIpAddressAllocation: "Dynamic" }
      : { privateIpAddressAllocation: "Static", privateIpAddress: privateAddress }),
    ...(made?.ipv4 === undefined ? {} : { publicIpAddressId: made.ipv4.id }),
  };
  if (ipv6Address === undefined) return [ipv4];
  return [
    ipv4,
    {
      name: index === 0 ? "ipv6" : `ipv6-${String(index + 1)}`,
      subnetId,
      privateIpAddressVersion: "IPv6",
      privateIpAddressAllocation: "Static",
      privateIpAddress: ipv6Address,
      ...(made?.ipv6 === undefined ? {} : { publicIpAddressId: made.ipv6.id }),
    },
  ];
}
