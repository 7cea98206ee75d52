/** Several roles on one host's interface, each with an address of its own. */
import { type TerraformStack, Testing } from "cdktf";
import { AwsNetwork } from "../../lib/aws/aws-network";
import { addressOf, nicOf } from "../../lib/stack/interface-request";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { expectFault, expectNothingOpened } from "../support/faults";
import { roleOn } from "../support/roles";
import { countsOf, declared, recordsOf, resourcesOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, federatingEdge, networkOn, service, stackOn } from "../support/stacks";

const outside = (last: number): { privateAddress: string; sharedInterface: string } => ({
  privateAddress: `10.20.0.${String(last)}`,
  sharedInterface: "outside",
});
const internal = { privateAddress: "10.20.0.140" };

/** Access Edge and A/V Edge on one host: one interface outside with two addresses, one inside with one. */
function sharingEdge(cloud: Cloud, more: Partial<EdgeServerProps> = {}): { stack: TerraformStack; edge: EdgeServer } {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack);
  const edge = new EdgeServer(stack, "Edge", {
    ...federatingEdge(network),
    accessEdge: service(10, { external: { ...outside(10), names: ["sip.example.com"] }, internal }),
    avEdge: service(11, { external: { ...outside(11), names: ["av.example.com"] }, internal }),
    externalAv: {},
    ...more,
  });
  return { stack, edge };
}

describe("two addresses on one interface", () => {
  it("are told apart by the rules on Azure", () => {
    const { stack } = sharingEdge("azure");
    expect(rulesOf(stack)).toEqual([
      "Edge_AccessEdgeAndAvEdgeExternal@10.20.0.10 egress tcp 5061 to 198.51.100.0/24",
      // Row 25: Live Meeting outside reaches the Access Edge on 443 for A/V conferences.
      "Edge_AccessEdgeAndAvEdgeExternal@10.20.0.10 ingress tcp 443 from Internet",
      "Edge_AccessEdgeAndAvEdgeExternal@10.20.0.10 ingress tcp 5061 from 198.51.100.0/24",
      "Edge_AccessEdgeAndAvEdgeExternal@10.20.0.11 egress tcp 1024-65535 to Internet source 50000-59999",
      "Edge_AccessEdgeAndAvEdgeExternal@10.20.0.11 egress udp 1024-65535 to Internet source 50000-59999",
      "Edge_AccessEdgeAndAvEdgeExternal@10.20.0.11 ingress tcp 443,50000-59999 from Internet",
      "Edge_AccessEdgeAndAvEdgeExternal@10.20.0.11 ingress udp 3478,50000-59999 from Internet",
      "Edge_AccessEdgeAndAvEdgeInternal egress tcp 5061 to 10.30.1.0/28",
      "Edge_AccessEdgeAndAvEdgeInternal ingress tcp 443,5061-5062 from 10.30.1.0/28",
      "Edge_AccessEdgeAndAvEdgeInternal ingress udp 3478 from 10.30.1.0/28",
    ]);
  });

  it("are all open for the flows of each on AWS, and a finding says so", () => {
    const { stack } = sharingEdge("aws");
    expect(rulesOf(stack)).toEqual([
      // Federation's 5061 lies in the media's 1024-65535, which is open to everybody.
      "Edge_AccessEdgeAndAvEdgeExternal egress tcp 1024-65535 to 0.0.0.0/0",
      "Edge_AccessEdgeAndAvEdgeExternal egress udp 1024-65535 to 0.0.0.0/0",
      "Edge_AccessEdgeAndAvEdgeExternal ingress tcp 443 from 0.0.0.0/0",
      "Edge_AccessEdgeAndAvEdgeExternal ingress tcp 50000-59999 from 0.0.0.0/0",
      "Edge_AccessEdgeAndAvEdgeExternal ingress tcp 5061 from 198.51.100.0/24",
      "Edge_AccessEdgeAndAvEdgeExternal ingress udp 3478 from 0.0.0.0/0",
      "Edge_AccessEdgeAndAvEdgeExternal ingress udp 50000-59999 from 0.0.0.0/0",
      "Edge_AccessEdgeAndAvEdgeInternal egress tcp 5061 to 10.30.1.0/28",
      "Edge_AccessEdgeAndAvEdgeInternal ingress tcp 443 from 10.30.1.0/28",
      "Edge_AccessEdgeAndAvEdgeInternal ingress tcp 5061-5062 from 10.30.1.0/28",
      "Edge_AccessEdgeAndAvEdgeInternal ingress udp 3478 from 10.30.1.0/28",
    ]);
    const residuals = declared(stack, "finding").filter(({ code }) => code === "stack-not-expressible");
    expect(residuals.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        "the flow asks for the address 10.20.0.10, the rule permits every address of the interface",
        "the flow asks for the address 10.20.0.11, the rule permits every address of the interface",
      ]),
    );
  });

  it("have a public address each, which the names of each role lead to", () => {
    for (const cloud of CLOUDS) {
      const { stack, edge } = sharingEdge(cloud);
      const attribute = cloud === "aws" ? "public_ip" : "ip_address";
      const addresses = recordsOf(stack).filter((line) => /(^|public )A /.test(line));
      expect(addresses.map((line) => line.replace(/ in .*: /, " "))).toEqual(
        cloud === "aws"
          ? [
              `A av.example.com Edge_AccessEdgeAndAvEdgeExternal_Address2.${attribute}`,
              `A sip.example.com Edge_AccessEdgeAndAvEdgeExternal_Address.${attribute}`,
            ]
          : [
              `public A av Edge_AccessEdgeAndAvEdgeExternal_Address2.${attribute}`,
              `public A sip Edge_AccessEdgeAndAvEdgeExternal_Address.${attribute}`,
            ],
      );
      expect(edge.accessEdge.publicAddresses).toHaveLength(1);
      expect(edge.accessEdge.publicAddresses).not.toEqual(edge.avEdge.publicAddresses);
      expect(edge.avEdge.seenByPeersAs).toEqual(edge.avEdge.publicAddresses);
    }
  });

  it("are on one interface, the first of them the primary one", () => {
    expect(Object.values(resourcesOf(sharingEdge("aws").stack, "aws_network_interface"))).toContainEqual(
      expect.objectContaining({
        subnet_id: "subnet-external",
        private_ip_list_enabled: true,
        private_ip_list: ["10.20.0.10", "10.20.0.11"],
      }),
    );
    const [external] = Object.values(resourcesOf(sharingEdge("azure").stack, "azurerm_network_interface")).filter(
      (nic) => (nic["ip_configuration"] as unknown[]).length === 2,
    );
    expect(
      (external?.["ip_configuration"] as Record<string, unknown>[]).map((one) => [
        one["name"],
        one["primary"],
        one["private_ip_address"],
      ]),
    ).toEqual([
      ["ipv4", true, "10.20.0.10"],
      ["ipv4-2", false, "10.20.0.11"],
    ]);
    expect(countsOf(sharingEdge("azure").stack)).toMatchObject({ azurerm_public_ip: 2, azurerm_network_interface: 2 });
  });
});

describe.each(CLOUDS)("several addresses on %s", (cloud) => {
  it("need no rule between the roles that share the host, which still name each other as peers elsewhere", () => {
    const { stack, edge } = sharingEdge(cloud);
    const before = rulesOf(stack);
    edge.accessEdge.allowFrom(Peer.of(edge.avEdge), { transport: "tcp", ports: [5090], purpose: "on the host" });
    expect(rulesOf(stack)).toEqual(before);
  });

  it("are named one by one where another role is a peer of one of them", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const nic = {
      existingInterfaceId: undefined,
      addresses: ["10.20.0.140", "10.20.0.141"].flatMap(
        (privateAddress) => nicOf({ privateAddress }, "internal").addresses,
      ),
    };
    const placed = network.place(stack, "Shared", { zone: "perimeter", side: "internal", title: "host", nics: [nic] });
    const server = roleOn(stack, network, "Server", [{ privateAddress: "10.20.0.150" }], { side: "internal" });
    const second = roleOn(stack, network, "Second", [{ privateAddress: "10.20.0.151" }], { side: "internal" });
    second.placeOn("internal", placed, 1);
    server.allowFrom(Peer.of(second), { transport: "tcp", ports: [5060], purpose: "calls" });
    expect(rulesOf(stack)).toEqual(
      cloud === "aws"
        ? ["Server_Internal ingress tcp 5060 from 10.20.0.141/32", "Shared egress tcp 5060 to Server_Internal"]
        : [
            "Server_Internal ingress tcp 5060 from 10.20.0.141/32",
            "Shared@10.20.0.141 egress tcp 5060 to Server_Internal",
          ],
    );
  });

  const bad: [string, Partial<EdgeServerProps>, string][] = [
    [
      "an address that is not stated",
      { avEdge: service(11, { external: { sharedInterface: "outside" }, internal }) },
      "ocs-shared-address-missing",
    ],
    [
      "one address for two services outside",
      { avEdge: service(11, { external: outside(10), internal }) },
      "ocs-external-address-shared",
    ],
    [
      "an interface that exists for one service only",
      { avEdge: service(11, { external: { ...outside(11), existingInterfaceId: "eni-1" }, internal }) },
      "ocs-interface-conflict",
    ],
  ];
  it.each(bad)("refuse %s", (_, more, code) => {
    expectFault(() => sharingEdge(cloud, more), code);
  });

  it("are taken once in a request", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const host = { privateAddress: "10.20.0.10" };
    expectNothingOpened(
      stack,
      () => roleOn(stack, network, "Pool", [host, host]),
      "stack-address-taken",
      "the same request has it",
    );
    expect(Testing.synth(stack)).not.toContain("network_interface");
  });
});

describe("the quota of addresses", () => {
  it("is 5 Elastic IP addresses in a region on AWS, or what is stated", () => {
    const withAddresses = (count: number, elasticIpAddresses?: number): TerraformStack => {
      const stack = stackOn("aws");
      const subnet = { subnetId: "subnet-1", availabilityZone: "eu-central-1a" };
      const perimeter = { externalSubnet: subnet, internalSubnet: subnet, prefixes: ["10.20.0.0/24"] };
      const quotas = elasticIpAddresses === undefined ? {} : { quotas: { elasticIpAddresses } };
      const network = new AwsNetwork(stack, "Network", { vpcId: "vpc-1", perimeter, ...quotas });
      for (let index = 1; index <= count; index++) {
        roleOn(stack, network, `Host${String(index)}`, [{ privateAddress: `10.20.0.${String(9 + index)}` }]);
      }
      return stack;
    };
    expect(() => Testing.synth(withAddresses(5), true)).not.toThrow();
    expect(() => Testing.synth(withAddresses(6), true)).toThrow(
      /Elastic IP addresses is 6, expected at most 5; .*quotas\.elasticIpAddresses \[aws-addresses-over-quota\]/,
    );
    expect(() => Testing.synth(withAddresses(6, 6), true)).not.toThrow();
  });

  it("is 256 addresses on an interface on Azure", () => {
    const place = (count: number): void => {
      const stack = stackOn("azure");
      const network = networkOn("azure", stack, { perimeter: ["10.20.0.0/16"] });
      const addresses = Array.from({ length: count }, (_, index) =>
        addressOf({ privateAddress: `10.20.${String(1 + (index >> 7))}.${String(1 + (index & 127))}` }, "internal"),
      );
      const nics = [{ existingInterfaceId: undefined, addresses }];
      network.place(stack, "Host", { zone: "perimeter", side: "internal", title: "host", nics });
    };
    expect(() => {
      place(256);
    }).not.toThrow();
    expectFault(
      () => {
        place(257);
      },
      "azure-interface-addresses-over-quota",
      "addresses is 257",
    );
  });
});
