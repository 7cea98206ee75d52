import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { EdgeServer, Peer } from "../../../lib/index";
import { AwsNetwork } from "../../../lib/aws/index";

const app = new App();
const stack = new TerraformStack(app, "edge");
new AwsProvider(stack, "Aws", { region: "eu-central-1" });
const network = new AwsNetwork(stack, "Network", {
  vpcId: "vpc-0123456789abcdef0",
  perimeter: {
    externalSubnet: { subnetId: "subnet-0aaaaaaaaaaaaaaaa", availabilityZone: "eu-central-1a" },
    internalSubnet: { subnetId: "subnet-0bbbbbbbbbbbbbbbb", availabilityZone: "eu-central-1a" },
    prefixes: ["10.20.0.0/24"],
  },
  internal: { prefixes: ["10.30.0.0/16"] },
  dns: { publicZones: { "example.com": "Z0123456789ABCDEFGHIJ" } },
});
const edge = new EdgeServer(stack, "Edge", {
  network,
  sipDomains: ["example.com"],
  accessEdge: {
    external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
    internal: { privateAddress: "10.20.0.138" },
    internalServer: Peer.prefixes(["10.30.1.0/28"]),
  },
  remoteAccess: {},
});
void edge;

edge.accessEdge.allowNeed("dns", Peer.prefixes(["10.30.0.53", "10.30.1.53"]));
edge.accessEdge.allowNeed("crl", Peer.prefixes(["203.0.113.80"]), { owner: "PKI" });
edge.accessEdge.allowNeed("rdp", Peer.prefixes(["10.30.64.0/24"]));
app.synth();
