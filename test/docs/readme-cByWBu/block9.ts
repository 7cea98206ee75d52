import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { EdgeServer, Peer } from "../../../lib/index";
import { AwsNetwork } from "../../../lib/aws/index";
import "../../../lib/testing/index";
import { synthesize } from "../../../lib/testing/index";

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

it("opens what was agreed", () => {
  expect(app).toPermit({ at: "Edge/AccessEdge/External", peer: "198.51.100.7", transport: "tcp", ports: 443 });
  expect(app).toDeny({ at: "Edge/AccessEdge/External", peer: "internet", transport: "tcp", ports: 5061 });
  expect(app).toPermitExactly({
    "Edge/AccessEdge/External": { ingress: [{ peer: "internet", transport: "tcp", ports: 443 }] },
    "Edge/AccessEdge/Internal": {
      ingress: [{ peer: "10.30.1.0/28", transport: "tcp", ports: 5061 }],
      egress: [{ peer: "10.30.1.0/28", transport: "tcp", ports: 5061 }],
    },
  });
  expect(app).toHaveNoFindings();
  expect(synthesize(app)[0]).toMatchSnapshot(); // a sorted table of the rules
});
