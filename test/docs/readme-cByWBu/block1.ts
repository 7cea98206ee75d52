import { App, TerraformStack } from "cdktf";
import { EdgeServer, Peer } from "../../../lib/index";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { AzureNetwork } from "../../../lib/azure/index";
const app = new App();
const stack = new TerraformStack(app, "edge");
const [externalSubnetId, internalSubnetId] = ["external", "internal"] as const;

new AzurermProvider(stack, "Azure", { features: [{}] });
const network = new AzureNetwork(stack, "Network", {
  resourceGroupName: "uc-edge",
  location: "westeurope",
  perimeter: {
    externalSubnet: { subnetId: externalSubnetId },
    internalSubnet: { subnetId: internalSubnetId },
    prefixes: ["10.20.0.0/24"],
  },
  internal: { prefixes: ["10.30.0.0/16"] },
  dns: { publicZones: { "example.com": "resource-group-of-the-zone" } },
});

new EdgeServer(stack, "Edge", {
  network,
  sipDomains: ["example.com"],
  accessEdge: {
    external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
    internal: { privateAddress: "10.20.0.138" },
    internalServer: Peer.prefixes(["10.30.1.0/28"]),
  },
  remoteAccess: {},
});
app.synth();
