import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { EdgeServer, Peer } from "../../../lib/index";
import { AwsNetwork } from "../../../lib/aws/index";
import { importFlows } from "../../../lib/index";

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

const csv = `role;direction;peer;transport;ports;purpose;owner
edge;from;198.51.100.16/28;tcp;443;monitoring probe;network operations
edge;to;10.30.5.0/24 10.30.6.7;udp;514;log messages;security`;
importFlows(csv, { roles: { edge: edge.accessEdge } }); // or readFileSync("flows.csv", "utf8"), and file: "flows.csv"
app.synth();
