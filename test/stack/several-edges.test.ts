/** Several deployments in one network: what they share, and what they say together. */
import { TerraformStack, Testing } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { declared, recordsOf, rulesOf, synthesized } from "../support/rules";
import { expectFault } from "../support/faults";
import { roleOn } from "../support/roles";
import { CLOUDS, type Cloud, federatingEdge, networkOn, service, stackOn } from "../support/stacks";

function twoEdges(cloud: Cloud, order: readonly (0 | 1)[]): string {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack);
  for (const index of order) {
    const last = 10 + index * 10;
    new EdgeServer(stack, index === 0 ? "First" : "Second", {
      ...federatingEdge(network),
      accessEdge: service(last, {
        external: { privateAddress: `10.20.0.${String(last)}`, names: ["sip.example.com"] },
      }),
      ...(index === 0 ? {} : { remoteAccess: { from: Peer.prefixes(["203.0.113.0/24"]) } }),
    });
  }
  return synthesized(stack);
}

describe.each(CLOUDS)("two edges in one network on %s", (cloud) => {
  it("extend each other's record sets, in whichever order they are made", () => {
    const json = twoEdges(cloud, [0, 1]);
    expect(twoEdges(cloud, [1, 0])).toBe(json);
    const address = cloud === "aws" ? "public_ip" : "ip_address";
    const both = `First_AccessEdge_External_Address.${address}, Second_AccessEdge_External_Address.${address}`;
    expect(recordsOf(json)).toEqual(
      cloud === "aws"
        ? [
            `A sip.example.com in Z-example.com: ${both}`,
            "SRV _sip._tcp.example.com in Z-example.com: 0 0 443 sip.example.com",
            "SRV _sip._tls.example.com in Z-example.com: 0 0 443 sip.example.com",
            "SRV _sipfederationtls._tcp.example.com in Z-example.com: 0 0 5061 sip.example.com",
          ]
        : [
            `public A sip in example.com: ${both}`,
            "public SRV _sip._tcp in example.com: 0 0 443 sip.example.com",
            "public SRV _sip._tls in example.com: 0 0 443 sip.example.com",
            "public SRV _sipfederationtls._tcp in example.com: 0 0 5061 sip.example.com",
          ],
    );
    const records = declared(json, "record");
    expect(records.map(({ name, facts }) => [name, facts])).toEqual([
      ["_sipfederationtls._tcp.example.com", ["lcs-2005-pic/1.2.2/1"]],
      ["_sip._tls.example.com", ["ocs-2007/sign-in-srv/3"]],
      ["_sip._tcp.example.com", ["ocs-2007/sign-in-srv/4"]],
      ["sip.example.com", []],
    ]);
  });

  it("open only their own groups", () => {
    const choices = rulesOf(twoEdges(cloud, [0, 1])).filter((line) => line.includes("External"));
    expect(choices).toEqual([
      "First_AccessEdge_External egress tcp 5061 to 198.51.100.0/24",
      "First_AccessEdge_External ingress tcp 5061 from 198.51.100.0/24",
      "Second_AccessEdge_External egress tcp 5061 to 198.51.100.0/24",
      "Second_AccessEdge_External ingress tcp 443 from 203.0.113.0/24",
      "Second_AccessEdge_External ingress tcp 5061 from 198.51.100.0/24",
    ]);
  });
});

describe.each(CLOUDS)("an edge and its internal server in two stacks on %s", (cloud) => {
  it("are opened at both ends by address, and each stack's declaration says what for", () => {
    const app = Testing.app();
    const [servers, edges] = [stackOn(cloud, "servers", app), stackOn(cloud, "edges", app)];
    const network = networkOn(cloud, servers, { internalSubnet: "inside" });
    const pool = roleOn(servers, network, "Pool", [{ privateAddress: "10.30.1.10" }], {
      side: "internal",
      zone: "internal",
    });
    new EdgeServer(edges, "Edge", {
      ...federatingEdge(network),
      accessEdge: service(10, {
        external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
        internalServer: Peer.of(pool),
      }),
    });
    expect(rulesOf(servers)).toEqual([
      "Pool_Internal egress tcp 5061 to 10.20.0.138/32",
      "Pool_Internal ingress tcp 5061 from 10.20.0.138/32",
    ]);
    expect(rulesOf(edges).filter((line) => line.includes("Internal"))).toEqual([
      "Edge_AccessEdge_Internal egress tcp 5061 to 10.30.1.10/32",
      "Edge_AccessEdge_Internal ingress tcp 5061 from 10.30.1.10/32",
    ]);
    const peer = { kind: "prefixes", prefixes: ["10.20.0.138/32"] };
    const flow = { interface: "Pool/Internal", item: "foreign-flow", peer, sourcePorts: null, transport: "tcp" };
    // Rows 12 and 1: SIP over MTLS between the Access Edge and the Front End, both ways.
    expect(declared(servers, "foreign-flow")).toEqual([
      { ...flow, direction: "egress", id: "ocs-2007/ports/12e", ports: [[5061, 5061]] },
      { ...flow, direction: "ingress", id: "ocs-2007/ports/1a", ports: [[5061, 5061]] },
    ]);
    expect(declared(edges, "peer").filter(({ role }) => role === "ocs-2007/front-end")).toEqual([
      expect.objectContaining({ peers: [{ kind: "prefixes", prefixes: ["10.30.1.10"] }] }),
    ]);
  });
});

describe("networks of both clouds in one stack", () => {
  it("are refused, as reports and checks are of one", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    networkOn("aws", stack, {}, "Aws");
    expectFault(
      () => networkOn("azure", stack, {}, "Azure"),
      "stack-clouds-mixed",
      "give each cloud a stack of its own",
    );
  });
});

describe.each(CLOUDS)("an internal server of another stack behind a virtual address on %s", (cloud) => {
  it("is named by that address, as the edge's stack does not know what is behind it", () => {
    const app = Testing.app();
    const [servers, edges] = [stackOn(cloud, "servers", app), stackOn(cloud, "edges", app)];
    const network = networkOn(cloud, servers, { internalSubnet: "inside" });
    const inside = { side: "internal", zone: "internal" } as const;
    const pool = roleOn(servers, network, "Pool", [{ privateAddress: "10.30.1.10" }], inside);
    const address = new VirtualAddress(servers, "Virtual", {
      network,
      title: "pool",
      side: "internal",
      privateAddress: "10.30.1.1",
    });
    address.forward({ transport: "tcp", port: 5061, to: pool });
    const deploy = (id: string, internalServer: Peer, last: number): EdgeServer =>
      new EdgeServer(edges, id, {
        ...federatingEdge(network),
        accessEdge: service(last, {
          external: { privateAddress: `10.20.0.${String(last)}`, names: ["sip.example.com"] },
          internalServer,
        }),
      });
    expectFault(
      () => deploy("Role", Peer.of(pool), 10),
      "stack-forward-elsewhere",
      "Peer.prefixes with the virtual address",
    );
    deploy("Address", Peer.prefixes(["10.30.1.1"]), 20);
    expect(rulesOf(Testing.synth(edges)).filter((line) => line.includes("Internal"))).toEqual([
      "Address_AccessEdge_Internal egress tcp 5061 to 10.30.1.1/32",
      "Address_AccessEdge_Internal ingress tcp 5061 from 10.30.1.1/32",
    ]);
  });
});
