/** The routes to set on a host with two interfaces. */
import { nicOf } from "../../lib/stack/interface-request";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { AwsNetwork } from "../../lib/aws/aws-network";
import { AzureNetwork } from "../../lib/azure/azure-network";
import type { Network } from "../../lib/stack/network";
import type { Construct } from "constructs";
import { expectFault } from "../support/faults";
import { roleOn } from "../support/roles";
import { declared } from "../support/rules";
import { CLOUDS, type Cloud, federatingEdge, stackOn } from "../support/stacks";

interface Subnets {
  readonly external?: string;
  readonly internal?: string;
}

function networkOn(cloud: Cloud, scope: Construct, subnets: Subnets, perimeter = ["10.20.0.0/24"]): Network {
  const subnet = (side: keyof Subnets): { subnetId: string; availabilityZone: string; prefix?: string } => ({
    subnetId: `subnet-${side}`,
    availabilityZone: "eu-central-1a",
    ...(subnets[side] === undefined ? {} : { prefix: subnets[side] }),
  });
  const shared = {
    perimeter: { externalSubnet: subnet("external"), internalSubnet: subnet("internal"), prefixes: perimeter },
    internal: { prefixes: ["10.30.0.0/16", "10.31.0.0/16"] },
    dns: { domainsElsewhere: ["example.com"] },
  };
  return cloud === "aws"
    ? new AwsNetwork(scope, "Network", { vpcId: "vpc-1", ...shared })
    : new AzureNetwork(scope, "Network", { resourceGroupName: "uc", location: "westeurope", ...shared });
}

describe.each(CLOUDS)("routes of a host on %s", (cloud) => {
  it("lead to every prefix inside, and to the rest of the perimeter, by the internal subnet's router", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { external: "10.20.0.0/25", internal: "10.20.0.128/25" });
    const edge = new EdgeServer(stack, "Edge", federatingEdge(network));
    const expected = [
      { prefix: "10.30.0.0/15", gateway: "10.20.0.129" },
      { prefix: "10.20.0.0/24", gateway: "10.20.0.129" },
    ];
    expect(edge.accessEdge.hostRoutes).toEqual(expected);
    expect(declared(stack, "host-route")).toEqual(
      [...expected].reverse().map((route) => ({
        ...route,
        item: "host-route",
        role: "Edge/AccessEdge",
        interface: "Edge/AccessEdge/Internal",
      })),
    );
  });

  it("leave out a block that is one of the two subnets itself", () => {
    const stack = stackOn(cloud);
    const blocks = ["10.20.0.0/25", "10.20.1.0/24", "10.20.2.0/24"];
    const network = networkOn(cloud, stack, { external: "10.20.0.0/25", internal: "10.20.1.0/24" }, blocks);
    expect(network.routesInside).toEqual([
      { prefix: "10.30.0.0/15", gateway: "10.20.1.1" },
      { prefix: "10.20.2.0/24", gateway: "10.20.1.1" },
    ]);
  });

  it("name no gateway where the subnet's block is not stated", () => {
    const stack = stackOn(cloud);
    expect(networkOn(cloud, stack, {}).routesInside).toEqual([{ prefix: "10.30.0.0/15", gateway: undefined }]);
  });

  it("are none for a host with one interface", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, {});
    const role = roleOn(stack, network, "Sbc", [{ privateAddress: "10.20.0.10" }]);
    expect(role.hostRoutes).toEqual([]);
    role.placeOn("internal", network.place(role, "Internal", internalRequest()));
    expect(role.hostRoutes).toHaveLength(1);
  });

  it.each([
    ["outside the perimeter", "10.30.0.0/24", "stack-subnet-prefix-outside"],
    ["with host bits", "10.20.0.129/25", "net-prefix-host-bits"],
    ["that is a name", "internal", "net-prefix-invalid"],
  ])("refuse a subnet's block %s", (_, internal, code) => {
    expectFault(() => networkOn(cloud, stackOn(cloud), { internal }), code, /perimeter\.internalSubnet\.prefix is/);
  });
});

function internalRequest(): Parameters<Network["place"]>[2] {
  const nics = [nicOf({ privateAddress: "10.20.0.140" }, "internal")];
  return { zone: "perimeter", side: "internal", title: "Sbc, internal", nics };
}
