/** Hosts that a balancer cannot lead to are refused before there is a balancer, which would be in the way afterwards. */
import type { TerraformStack } from "cdktf";
import { Director } from "../../lib/systems/ocs/director";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import { expectFault } from "../support/faults";
import { at, type OcsStack, ocsStack } from "../support/ocs";
import { countsOf } from "../support/rules";
import { type Cloud, federatingEdge, networkOn, service, stackOn } from "../support/stacks";

const EXISTING: Readonly<Record<Cloud, { readonly existingInterfaceId: string; readonly privateAddress?: string }>> = {
  aws: { existingInterfaceId: "eni-0example" },
  // Azure refuses it although the address is stated.
  azure: { existingInterfaceId: "/networkInterfaces/example", privateAddress: "10.30.2.9" },
};
const CODES = { aws: "aws-member-address-missing", azure: "azure-existing-interface-member" } as const;
const NAMES = { aws: "privateAddress", azure: "existingInterfaceId" } as const;
const POOL = { poolName: "pool.example.com", sipDomains: ["example.com"] };
const DIRECTOR = { sipDomains: ["example.com"], frontEnds: at("10.30.9.0/28") };
const MADE = { privateAddress: "10.30.2.4" };
const VIRTUAL = { privateAddress: "10.30.2.1" };

/** Everything that is there but the provider and the declaration. */
function made(stack: TerraformStack): string[] {
  return Object.keys(countsOf(stack)).filter((type) => !type.endsWith("provider"));
}

function faultsOf(stack: TerraformStack): string[] {
  return stack.node.findAll().flatMap((one) => one.node.validate());
}

type Compose = (place: OcsStack, host: (typeof EXISTING)[Cloud]) => void;

const IN_FRONT: readonly (readonly [string, Compose, string])[] = [
  [
    "of a consolidated pool",
    ({ stack, network }, host) => {
      const servers = [MADE, host];
      new EnterprisePool(stack, "New", { network, ...POOL, consolidated: { servers, virtualAddress: VIRTUAL } });
    },
    "consolidated.servers[1]",
  ],
  [
    "of Web Components Servers behind the pool's address",
    ({ stack, network }, host) => {
      const expanded = {
        frontEnds: { servers: [MADE], virtualAddress: VIRTUAL },
        webConferencingServers: [{ privateAddress: "10.30.2.5" }],
        avConferencingServers: [{ privateAddress: "10.30.2.6" }],
        webComponents: { servers: [host] },
      };
      new EnterprisePool(stack, "New", { network, ...POOL, expanded });
    },
    "expanded.webComponents.servers[0]",
  ],
  [
    "of a Director on a pool",
    ({ stack, network }, host) => {
      const enterprisePool = { poolName: "dir.example.com", servers: [host], virtualAddress: VIRTUAL };
      new Director(stack, "New", { network, ...DIRECTOR, enterprisePool });
    },
    "enterprisePool.servers[0]",
  ],
  [
    "of an array of Directors",
    ({ stack, network }, host) => {
      const servers = [
        { ...MADE, name: "one.example.com" },
        { ...host, name: "two.example.com" },
      ];
      new Director(stack, "New", {
        network,
        ...DIRECTOR,
        array: { arrayName: "dir.example.com", servers, virtualAddress: VIRTUAL },
      });
    },
    "array.servers[1]",
  ],
];

describe.each(["aws", "azure"] as const)("an existing interface on %s", (cloud) => {
  it.each(IN_FRONT)("%s is refused before anything is made", (_, compose, prop) => {
    const place = ocsStack(cloud);
    const before = made(place.stack);
    expectFault(
      () => {
        compose(place, EXISTING[cloud]);
      },
      CODES[cloud],
      /^cannot deploy the (?:Enterprise pool|Director) \(stack\/New\)/,
      `${prop}.${NAMES[cloud]} is`,
    );
    expect(made(place.stack)).toEqual(before);
    expect(faultsOf(place.stack)).toEqual([]);
  });

  it("of conferencing servers, which no balancer is in front of, is taken", () => {
    const { stack, network } = ocsStack(cloud);
    const expanded = {
      frontEnds: { servers: [MADE], virtualAddress: VIRTUAL },
      webConferencingServers: [EXISTING[cloud]],
      avConferencingServers: [{ privateAddress: "10.30.2.6" }],
      webComponents: { servers: [{ privateAddress: "10.30.2.7" }] },
    };
    const pool = new EnterprisePool(stack, "Pool", {
      network,
      ...POOL,
      expanded,
      internalClients: at("10.30.128.0/17"),
    });
    expect(pool.webConferencingServer.internal?.privateAddress).toBe(EXISTING[cloud].privateAddress);
  });

  it("of an edge whose ports are forwarded is refused without leaving a balancer", () => {
    const { stack, props } = edge(cloud);
    const external = { ...EXISTING[cloud], translation: "port-forward", names: ["sip.example.com"] } as const;
    const given = cloud === "aws" ? external : { ...external, privateAddress: "10.20.0.10" };
    expectFault(() => new EdgeServer(stack, "Edge", props({ external: given })), CODES[cloud]);
    expect(made(stack).filter((type) => /_lb|eip|public_ip/.test(type))).toEqual([]);
    expect(faultsOf(stack)).toEqual([]);
  });
});

it.each(["aws", "azure"] as const)("a range of ports on %s is refused without leaving a balancer", (cloud) => {
  const { stack, network } = edge(cloud);
  const external = { privateAddress: "10.20.0.12", translation: "port-forward" } as const;
  const props = { ...federatingEdge(network), avEdge: service(12, { external }), externalAv: {} };
  expectFault(() => new EdgeServer(stack, "Edge", props), "systems-forward-range", "50000-59999");
  expect(made(stack).filter((type) => type.includes("_lb"))).toEqual([]);
  expect(faultsOf(stack)).toEqual([]);
});

function edge(cloud: Cloud) {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, { wayOut: ["192.0.2.1"] });
  const props = (accessEdge: object): EdgeServerProps => ({
    ...federatingEdge(network),
    accessEdge: service(10, accessEdge),
    remoteAccess: {},
  });
  return { stack, network, props };
}
