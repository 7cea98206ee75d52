/** A network interface, made or existing, with its groups and static NAT. */
import { NetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface";
import { NetworkInterfaceApplicationSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/network-interface-application-security-group-association";
import { NetworkInterfaceSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/network-interface-security-group-association";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import type { Construct } from "constructs";
import { physicalName } from "../stack/paths";
import { type InterfaceRequest, PlacedInterface } from "../stack/placed-interface";
import { AzureFirewallGroup } from "./azure-firewall-group";
import type { AzureNetwork } from "./azure-network";
import { LONGEST_NAME } from "./capabilities";

/** An interface on Azure. */
export class AzureInterface extends PlacedInterface {
  readonly group: AzureFirewallGroup;
  readonly interfaceId: string;
  readonly privateAddress: string | undefined;
  readonly publicAddress: string | undefined;
  readonly publicIpv6Address: string | undefined;

  constructor(scope: Construct, id: string, network: AzureNetwork, request: InterfaceRequest) {
    super(scope, id, network, request);
    const { resourceGroupName, location } = network;
    const existing = request.existingInterfaceId;
    this.group = new AzureFirewallGroup(this, "Rules", {
      resourceGroupName,
      location,
      title: request.title,
      ownPrefixes: network.zones.all(),
    });
    const makesAddress = request.side === "external" && request.publicAddress === undefined;
    const address = makesAddress ? this.makePublicAddress(network, "Address", "IPv4") : undefined;
    const ipv6Address =
      makesAddress && request.ipv6Address !== undefined
        ? this.makePublicAddress(network, "Ipv6Address", "IPv6")
        : undefined;
    if (existing === undefined) {
      const made = this.makeInterface(network, address?.id, ipv6Address?.id);
      this.interfaceId = made.id;
      this.privateAddress = request.privateAddress ?? made.privateIpAddress;
    } else {
      this.interfaceId = existing;
      this.privateAddress = request.privateAddress;
    }
    this.publicAddress = request.publicAddress ?? address?.ipAddress;
    this.publicIpv6Address = ipv6Address?.ipAddress;
    new NetworkInterfaceSecurityGroupAssociation(this, "SecurityGroupAssociation", {
      networkInterfaceId: this.interfaceId,
      networkSecurityGroupId: this.group.securityGroup.id,
    });
    new NetworkInterfaceApplicationSecurityGroupAssociation(this, "ApplicationGroupAssociation", {
      networkInterfaceId: this.interfaceId,
      applicationSecurityGroupId: this.group.applicationGroup.id,
    });
  }

  private makeInterface(
    network: AzureNetwork,
    publicIpAddressId: string | undefined,
    publicIpv6AddressId: string | undefined,
  ): NetworkInterface {
    const subnetId = network.subnetFor(this.request, this.node.path);
    const { privateAddress, ipv6Address } = this.request;
    return new NetworkInterface(this, "Interface", {
      name: physicalName(this, LONGEST_NAME),
      resourceGroupName: network.resourceGroupName,
      location: network.location,
      ipConfiguration: [
        {
          name: "ipv4",
          subnetId,
          primary: true,
          ...(privateAddress === undefined
            ? { privateIpAddressAllocation: "Dynamic" }
            : { privateIpAddressAllocation: "Static", privateIpAddress: privateAddress }),
          ...(publicIpAddressId === undefined ? {} : { publicIpAddressId }),
        },
        ...(ipv6Address === undefined
          ? []
          : [
              {
                name: "ipv6",
                subnetId,
                privateIpAddressVersion: "IPv6",
                privateIpAddressAllocation: "Static",
                privateIpAddress: ipv6Address,
                ...(publicIpv6AddressId === undefined ? {} : { publicIpAddressId: publicIpv6AddressId }),
              },
            ]),
      ],
    });
  }

  private makePublicAddress(network: AzureNetwork, id: string, ipVersion: "IPv4" | "IPv6"): PublicIp {
    const suffix = ipVersion === "IPv6" ? "-v6" : "";
    return new PublicIp(this, id, {
      name: `${physicalName(this, LONGEST_NAME - suffix.length)}${suffix}`,
      resourceGroupName: network.resourceGroupName,
      location: network.location,
      allocationMethod: "Static",
      sku: "Standard",
      ...(ipVersion === "IPv6" ? { ipVersion } : {}),
    });
  }
}
