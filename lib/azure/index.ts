/** `cdktf-uc-edge/azure`: the back end for Microsoft Azure. Needs `@cdktf/provider-azurerm`. */
import "./require-provider";

export {
  AzureLink,
  type AzureExpressRouteLinkProps,
  type AzureLinkSpec,
  type AzureRouteTable,
  type AzureVpnLinkProps,
} from "./azure-link";
export { AzureNetwork } from "./azure-network";
export type {
  AzureDns,
  AzureGatewaySubnet,
  AzureNetworkProps,
  AzurePerimeter,
  AzureSubnet,
  AzureZone,
} from "./azure-network";
export type { AzurePartner } from "./azure-partner";
export { AzurePeer } from "./azure-peer";
export type { AzureForwarding, AzureInboundEndpoint, AzureResolverSubnet } from "./azure-resolver";
