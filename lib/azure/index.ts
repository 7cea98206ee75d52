/** `cdktf-uc-edge/azure`: the back end for Microsoft Azure. Needs `@cdktf/provider-azurerm`. */
import "./require-provider";

export { AzureNetwork } from "./azure-network";
export type {
  AzureDns,
  AzureGatewaySubnet,
  AzureNetworkProps,
  AzurePerimeter,
  AzureSubnet,
  AzureZone,
} from "./azure-network";
export { AzurePeer } from "./azure-peer";
