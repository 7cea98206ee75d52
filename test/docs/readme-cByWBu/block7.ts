import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { EdgeServer, Peer } from "../../../lib/index";
import { AwsLink, AwsNetwork } from "../../../lib/aws/index";
const app = new App();
const stack = new TerraformStack(app, "edge");
new AwsProvider(stack, "Aws", { region: "eu-central-1" });
const subnet = (id: string, zone: string) => ({ subnetId: id, availabilityZone: `eu-central-1${zone}` });
const perimeter = { externalSubnet: subnet("e", "a"), internalSubnet: subnet("i", "a"), prefixes: ["10.20.0.0/24"] };
const subnetOfAnotherZone = subnet("o", "b");

const network = new AwsNetwork(stack, "Network", {
  vpcId: "vpc-0123456789abcdef0",
  perimeter,
  internal: { prefixes: ["10.30.0.0/16"] },
  partner: {
    prefixes: ["192.0.2.0/24"],
    link: AwsLink.transitGateway("tgw-0123456789abcdef0"),
    routeTableIds: ["rtb-0123456789abcdef0"],
  },
  dns: {
    publicZones: { "example.com": "Z0123456789ABCDEFGHIJ" },
    forwarding: { subnets: [perimeter.internalSubnet, subnetOfAnotherZone] },
  },
});
network.forwardDomain({ domain: "uc.example.com", servers: ["192.0.2.53", "192.0.2.54"] });

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
