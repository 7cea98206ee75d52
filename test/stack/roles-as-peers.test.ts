/** Roles as each other's peers: groups in one stack and network, addresses from everywhere else. */
import { type App, type TerraformStack, Testing, TerraformVariable } from "cdktf";
import type { OwnFlow } from "../../lib/model/own-flow";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { Role } from "../../lib/stack/role";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { expectNothingOpened } from "../support/faults";
import { roleOn } from "../support/roles";
import { declared, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, federatingEdge, networkOn, service, stackOn } from "../support/stacks";

const SYNC: OwnFlow = { transport: "tcp", ports: ["5070-5071"], purpose: "synchronization" };

/** An edge that opens nothing by itself. */
function edgeIn(stack: TerraformStack, id: string, network: Network, last: number, publicAddress?: string): EdgeServer {
  const external = {
    privateAddress: `10.20.0.${String(last)}`,
    ...(publicAddress === undefined ? {} : { publicAddress }),
  };
  return new EdgeServer(stack, id, {
    network,
    sipDomains: ["example.com"],
    accessEdge: service(last, { external }),
  });
}

function twoStacks(cloud: Cloud): { app: App; one: TerraformStack; two: TerraformStack } {
  const app = Testing.app();
  return { app, one: stackOn(cloud, "one", app), two: stackOn(cloud, "two", app) };
}

describe.each(CLOUDS)("a role as a peer on %s", (cloud) => {
  it("is its group in the same stack and network, opened at both ends", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const [a, b] = [edgeIn(stack, "A", network, 10), edgeIn(stack, "B", network, 20)];
    a.accessEdge.allowFrom(Peer.of(b.accessEdge), SYNC);
    expect(rulesOf(stack)).toEqual([
      "A_AccessEdge_Internal ingress tcp 5070-5071 from B_AccessEdge_Internal",
      "B_AccessEdge_Internal egress tcp 5070-5071 to A_AccessEdge_Internal",
    ]);
    a.accessEdge.allowTo(Peer.of(b.accessEdge), { ...SYNC, transport: "udp" });
    expect(rulesOf(stack)).toEqual([
      "A_AccessEdge_Internal egress udp 5070-5071 to B_AccessEdge_Internal",
      "A_AccessEdge_Internal ingress tcp 5070-5071 from B_AccessEdge_Internal",
      "B_AccessEdge_Internal egress tcp 5070-5071 to A_AccessEdge_Internal",
      "B_AccessEdge_Internal ingress udp 5070-5071 from A_AccessEdge_Internal",
    ]);
    expect(declared(stack, "own-flow").map(({ role, peer }) => [role, peer])).toEqual(
      Array(2).fill(["A/AccessEdge", { kind: "role", role: "B/AccessEdge" }]),
    );
  });

  it("may be the internal server of another role, and gets the documented flows", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { internalSubnet: "inside" });
    const place = { side: "internal", zone: "internal" } as const;
    const pool = roleOn(stack, network, "Pool", [{ privateAddress: "10.30.1.4" }], place);
    new EdgeServer(stack, "Edge", {
      ...federatingEdge(network),
      accessEdge: service(10, {
        external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
        internalServer: Peer.of(pool),
      }),
    });
    // Rows 12 and 1 of the port table: SIP over MTLS both ways between the Access Edge and its internal server.
    expect(rulesOf(stack)).toEqual([
      "Edge_AccessEdge_External egress tcp 5061 to 198.51.100.0/24",
      "Edge_AccessEdge_External ingress tcp 5061 from 198.51.100.0/24",
      "Edge_AccessEdge_Internal egress tcp 5061 to Pool_Internal",
      "Edge_AccessEdge_Internal ingress tcp 5061 from Pool_Internal",
      "Pool_Internal egress tcp 5061 to Edge_AccessEdge_Internal",
      "Pool_Internal ingress tcp 5061 from Edge_AccessEdge_Internal",
    ]);
  });

  it("of itself gets rules that lead to its own group", () => {
    const stack = stackOn(cloud);
    const edge = edgeIn(stack, "A", networkOn(cloud, stack), 10);
    edge.accessEdge.allowFrom(Peer.of(edge.accessEdge), SYNC);
    expect(rulesOf(stack)).toEqual([
      "A_AccessEdge_Internal egress tcp 5070-5071 to A_AccessEdge_Internal",
      "A_AccessEdge_Internal ingress tcp 5070-5071 from A_AccessEdge_Internal",
    ]);
  });

  it("keeps roles apart whose paths are written alike once slashes are gone", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const [a, b, c] = [
      edgeIn(stack, "A", network, 10),
      edgeIn(stack, "B_C", network, 20),
      edgeIn(stack, "B-C", network, 30),
    ];
    a.accessEdge.allowFrom(Peer.of(b.accessEdge), SYNC);
    a.accessEdge.allowFrom(Peer.of(c.accessEdge), SYNC);
    expect(rulesOf(stack).filter((line) => line.startsWith("A_"))).toEqual([
      "A_AccessEdge_Internal ingress tcp 5070-5071 from B-C_AccessEdge_Internal",
      "A_AccessEdge_Internal ingress tcp 5070-5071 from B_C_AccessEdge_Internal",
    ]);
  });

  it("is its private address from another stack of the same network, without a reference between the stacks", () => {
    const { app, one, two } = twoStacks(cloud);
    const network = networkOn(cloud, one);
    const [a, b] = [edgeIn(one, "A", network, 10), edgeIn(two, "B", network, 20)];
    a.accessEdge.allowFrom(Peer.of(b.accessEdge), SYNC);
    b.accessEdge.allowFrom(Peer.of(a.accessEdge), { ...SYNC, transport: "udp" });
    app.synth();
    expect(rulesOf(one)).toEqual([
      "A_AccessEdge_Internal egress udp 5070-5071 to 10.20.0.148/32",
      "A_AccessEdge_Internal ingress tcp 5070-5071 from 10.20.0.148/32",
    ]);
    expect(rulesOf(two)).toEqual([
      "B_AccessEdge_Internal egress tcp 5070-5071 to 10.20.0.138/32",
      "B_AccessEdge_Internal ingress udp 5070-5071 from 10.20.0.138/32",
    ]);
    expect([one.dependencies, two.dependencies]).toEqual([[], []]);
    for (const stack of [one, two]) expect(Testing.synth(stack)).not.toMatch(/remote_state|cross-stack/);
  });

  it("leaves a declaration in every stack that a network reaches into", () => {
    const { one, two } = twoStacks(cloud);
    const network = networkOn(cloud, one);
    edgeIn(two, "B", network, 20);
    expect(declared(two, "stack")).toEqual([{ item: "stack", format: 1, cloud }]);
    expect(declared(two, "network")).toEqual(declared(one, "network"));
    expect(declared(two, "interface").map(({ network: path }) => path)).toEqual(["Network", "Network"]);
  });

  it("is its public address from another network, at the external interfaces of both", () => {
    const { app, one, two } = twoStacks(cloud);
    const a = edgeIn(one, "A", networkOn(cloud, one), 10, "203.0.113.10");
    const other = networkOn(cloud, two);
    const b = edgeIn(two, "B", other, 20, "203.0.113.20");
    a.accessEdge.allowFrom(Peer.of(b.accessEdge), SYNC);
    app.synth();
    expect(rulesOf(one)).toEqual(["A_AccessEdge_External ingress tcp 5070-5071 from 203.0.113.20/32"]);
    expect(rulesOf(two)).toEqual(["B_AccessEdge_External egress tcp 5070-5071 to 203.0.113.10/32"]);
    expect([one.dependencies, two.dependencies]).toEqual([[], []]);
  });

  it("is declared at both ends of an own flow, as the addresses that each end has for the other", () => {
    const stack = stackOn(cloud);
    const a = edgeIn(stack, "A", networkOn(cloud, stack), 10, "203.0.113.10");
    const b = edgeIn(stack, "B", networkOn(cloud, stack, {}, "Other"), 20, "203.0.113.20");
    a.accessEdge.allowFrom(Peer.of(b.accessEdge), SYNC);
    expect(declared(stack, "own-flow").map(({ role, direction, peer }) => [role, direction, peer])).toEqual([
      ["B/AccessEdge", "egress", { kind: "prefixes", prefixes: ["203.0.113.10/32"] }],
      ["A/AccessEdge", "ingress", { kind: "prefixes", prefixes: ["203.0.113.20/32"] }],
    ]);
    expect(new Set(declared(stack, "own-flow").map(({ id }) => id)).size).toBe(1);
  });

  it("may be a federated partner in another network, in the same stack too", () => {
    const stack = stackOn(cloud);
    const here = networkOn(cloud, stack);
    const there = networkOn(cloud, stack, { publicDomains: [] }, "Other");
    const partner = edgeIn(stack, "Partner", there, 20, "203.0.113.20");
    const external = { privateAddress: "10.20.0.10", publicAddress: "203.0.113.10", names: ["sip.example.com"] };
    new EdgeServer(stack, "Edge", {
      ...federatingEdge(here),
      accessEdge: service(10, { external }),
      federation: { partners: Peer.of(partner.accessEdge) },
    });
    expect(rulesOf(stack)).toEqual([
      "Edge_AccessEdge_External egress tcp 5061 to 203.0.113.20/32",
      "Edge_AccessEdge_External ingress tcp 5061 from 203.0.113.20/32",
      "Edge_AccessEdge_Internal egress tcp 5061 to 10.30.1.0/28",
      "Edge_AccessEdge_Internal ingress tcp 5061 from 10.30.1.0/28",
      "Partner_AccessEdge_External egress tcp 5061 to 203.0.113.10/32",
      "Partner_AccessEdge_External ingress tcp 5061 from 203.0.113.10/32",
    ]);
  });

  it("is refused from another network where its public address is made, and so not known as a literal", () => {
    const { one, two } = twoStacks(cloud);
    const a = edgeIn(one, "A", networkOn(cloud, one), 10, "203.0.113.10");
    const b = edgeIn(two, "B", networkOn(cloud, two), 20);
    const call = (): void => {
      a.accessEdge.allowFrom(Peer.of(b.accessEdge), SYNC);
    };
    expectNothingOpened(
      one,
      call,
      "stack-peer-address-unknown",
      "publicAddress is missing",
      "two/B/AccessEdge/External",
    );
    // Nor does it work the other way round, as the group there would have to name the address here.
    const back = (): void => {
      b.accessEdge.allowFrom(Peer.of(a.accessEdge), SYNC);
    };
    expectNothingOpened(two, back, "stack-peer-address-unknown", "two/B/AccessEdge/External");
    expect(rulesOf(one)).toEqual([]);
  });

  it("is refused from another stack where its private address is left to the cloud, or known later", () => {
    const { one, two } = twoStacks(cloud);
    const network = networkOn(cloud, one);
    const a = edgeIn(one, "A", network, 10);
    const later = new TerraformVariable(two, "given-later", { type: "string" });
    const picked = new EdgeServer(two, "B", {
      network,
      sipDomains: ["example.com"],
      accessEdge: service(20, { internal: {} }),
      webConferencingEdge: service(21, { internal: { privateAddress: later.stringValue } }),
    });
    for (const role of [picked.accessEdge, picked.webConferencingEdge]) {
      const call = (): void => {
        a.accessEdge.allowTo(Peer.of(role), SYNC);
      };
      expectNothingOpened(one, call, "stack-peer-address-unknown", "privateAddress is missing", "state the address");
    }
    expect(rulesOf(two)).toEqual([]);
  });

  it("is refused where the document puts the peer on the other side of the network's border", () => {
    const { one, two } = twoStacks(cloud);
    const network = networkOn(cloud, one);
    const near = edgeIn(one, "Near", network, 20);
    const far = edgeIn(two, "Far", networkOn(cloud, two), 30, "203.0.113.30");
    const edge = (id: string, more: object) => (): EdgeServer =>
      new EdgeServer(one, id, { ...federatingEdge(network), ...more });
    expectNothingOpened(
      one,
      edge("PartnerInside", { federation: { partners: Peer.of(near.accessEdge) } }),
      "stack-peer-zone",
      "federated partners",
      "the role one/Near/AccessEdge",
      'these are in "perimeter"',
    );
    expectNothingOpened(
      one,
      edge("ServerOutside", {
        accessEdge: service(10, {
          external: { privateAddress: "10.20.0.10", names: ["sip.example.com"] },
          internalServer: Peer.of(far.accessEdge),
        }),
      }),
      "stack-peer-zone",
      "the internal server of the Access Edge Server",
      "the role two/Far/AccessEdge",
      'these are in "internet"',
    );
    expect(rulesOf(two)).toEqual([]);
  });

  it("is refused when it has not been placed", () => {
    const stack = stackOn(cloud);
    const edge = edgeIn(stack, "A", networkOn(cloud, stack), 10);
    const unplaced = new Role(stack, "Unplaced", edge.accessEdge.fact);
    const call = (): void => {
      edge.accessEdge.allowFrom(Peer.of(unplaced), SYNC);
    };
    expectNothingOpened(stack, call, "stack-interface-missing", "an interface of Access Edge Server", "stack/Unplaced");
    const own = (): void => {
      unplaced.allowFrom(Peer.internet(), SYNC);
    };
    expectNothingOpened(stack, own, "stack-interface-missing", "place the role on an interface");
  });
});

it("knows a role from everything else", () => {
  const stack = stackOn("aws");
  const { accessEdge } = edgeIn(stack, "A", networkOn("aws", stack), 10);
  expect(Role.isRole(accessEdge)).toBe(true);
  expect([undefined, null, "A", {}, stack, Peer.of(accessEdge)].map((value) => Role.isRole(value))).toEqual(
    Array(6).fill(false),
  );
  expect([Peer.of(accessEdge), accessEdge, "A", null].map((value) => Peer.isPeer(value))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
