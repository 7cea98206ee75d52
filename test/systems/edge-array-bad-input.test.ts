/** What is wrong with arrays of edge services, and with a Director: each mistake is one clear error, and opens nothing. */
import { type TerraformStack, TerraformVariable, Testing } from "cdktf";
import { OCS_2007_ROLES } from "../../lib/catalog/ocs-2007/roles";
import { nicOf } from "../../lib/stack/interface-request";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { Role } from "../../lib/stack/role";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeArrayHostProps, EdgeArrayProps, EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { arrayService, at, INSIDE, twoHosts } from "../support/edge-arrays";
import { expectFault } from "../support/faults";
import { recordsOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, federatingEdge, networkOn, type NetworkPlan, service, stackOn } from "../support/stacks";

interface Given {
  readonly network: Network;
  readonly stack: TerraformStack;
}

/** One mistake: what is given, and what the error must say. */
interface Mistake {
  readonly title: string;
  readonly props: (given: Given) => Partial<EdgeServerProps>;
  readonly code: string;
  readonly says: readonly (string | RegExp)[];
  readonly plan?: NetworkPlan;
  /** Clouds that have it; both, if left out. */
  readonly on?: Cloud;
}

/** A value of a type that only plain JavaScript lets through. */
function wrongly(value: unknown): never {
  return value as never;
}

const INTERNAL = { privateAddress: INSIDE };
const ARRAY: EdgeArrayProps = {
  hosts: twoHosts(10, 11),
  external: { names: ["sip.example.com"] },
  internal: INTERNAL,
};

/** An array of the Access Edge with something else about it. */
function access(more: Partial<EdgeArrayProps>): Partial<EdgeServerProps> {
  return { accessEdge: arrayService({ ...ARRAY, ...more }) };
}

/** Its two hosts, with something else about them. */
function hosts(one: Partial<EdgeArrayHostProps>, two: Partial<EdgeArrayHostProps>): Partial<EdgeServerProps> {
  const [first, second] = twoHosts(10, 11);
  return access({ hosts: [wrongly({ ...first, ...one }), wrongly({ ...second, ...two })] });
}

function web(more: Partial<EdgeArrayProps>): Partial<EdgeServerProps> {
  return {
    webConferencingEdge: arrayService({ hosts: twoHosts(20, 21), ...more }),
    externalWebConferencing: {},
  };
}

function av(more: Partial<EdgeArrayProps>): Partial<EdgeServerProps> {
  return {
    avEdge: arrayService({ hosts: twoHosts(30, 31), internal: { privateAddress: "10.20.0.201" }, ...more }),
    externalAv: {},
  };
}

function variable(stack: TerraformStack): TerraformVariable {
  return new TerraformVariable(stack, "given-later", { type: "string" });
}

function roleOf(id: string, { stack, network }: Given, zone: "perimeter" | "internal"): Role {
  const fact = OCS_2007_ROLES.find((one) => one.id === id);
  if (fact === undefined) throw new Error(`no role ${id}`);
  const role = new Role(stack, "Other", fact);
  const privateAddress = zone === "internal" ? "10.30.2.4" : "10.20.0.150";
  const nics = [nicOf({ privateAddress }, "internal")];
  role.placeOn("internal", network.place(role, "Internal", { zone, side: "internal", title: "other", nics }));
  return role;
}

const MISTAKES: readonly Mistake[] = [
  // One host and an array at once, or neither
  {
    title: "an array beside an external interface",
    props: () => ({ accessEdge: wrongly({ ...arrayService(ARRAY), external: at(10) }) }),
    code: "ocs-array-beside-interface",
    says: ["accessEdge.external is", "nothing beside an array"],
  },
  {
    title: "an array beside an internal interface",
    props: () => ({ accessEdge: wrongly({ ...arrayService(ARRAY), internal: at(138) }) }),
    code: "ocs-array-beside-interface",
    says: ["accessEdge.internal is"],
  },
  {
    title: "a service with neither interfaces nor an array",
    props: () => ({ accessEdge: wrongly({ array: undefined, internalServer: Peer.prefixes(["10.30.1.5"]) }) }),
    code: "ocs-interface-missing",
    says: ["accessEdge.external is missing"],
  },
  {
    title: "an array without its internal server",
    props: () => ({ accessEdge: wrongly({ array: ARRAY }) }),
    code: "ocs-internal-server-missing",
    says: ["accessEdge.internalServer is missing", "edge-servers row 1"],
  },

  // Hosts
  {
    title: "an array that is none",
    props: () => ({ accessEdge: wrongly({ ...arrayService(ARRAY), array: true }) }),
    code: "stack-description-missing",
    says: ["accessEdge.array is true", "list its hosts"],
  },
  {
    title: "a list for an array",
    props: () => ({ accessEdge: wrongly({ ...arrayService(ARRAY), array: twoHosts(10, 11) }) }),
    code: "stack-description-missing",
    says: ["accessEdge.array is"],
  },
  {
    title: "an array of null",
    props: () => ({ accessEdge: wrongly({ ...arrayService(ARRAY), array: null }) }),
    code: "stack-description-missing",
    says: ["accessEdge.array is null"],
  },
  {
    title: "an array without hosts",
    props: () => access({ hosts: wrongly(undefined) }),
    code: "stack-list-invalid",
    says: ["accessEdge.array.hosts is missing"],
  },
  {
    title: "an empty list of hosts",
    props: () => access({ hosts: [] }),
    code: "ocs-array-hosts-few",
    says: ["accessEdge.array.hosts is 0", "at least two hosts"],
  },
  {
    title: "one host",
    props: () => access({ hosts: twoHosts(10, 11).slice(0, 1) }),
    code: "ocs-array-hosts-few",
    says: ["accessEdge.array.hosts is 1", "describe one host by external and internal"],
  },
  {
    title: "hosts that are known later",
    props: ({ stack }) => access({ hosts: wrongly(variable(stack).listValue) }),
    code: "stack-list-unresolved",
    says: ["accessEdge.array.hosts"],
  },
  {
    title: "a host that is missing",
    props: () => access({ hosts: [...twoHosts(10, 11), wrongly(undefined)] }),
    code: "stack-description-missing",
    says: ["accessEdge.array.hosts[2] is missing"],
  },
  {
    title: "an address for a host",
    props: () => access({ hosts: [wrongly("10.20.0.10"), wrongly("10.20.0.11")] }),
    code: "stack-description-missing",
    says: ['accessEdge.array.hosts[0] is "10.20.0.10"'],
  },
  {
    title: "a host without its internal interface",
    props: () => hosts({}, { internal: wrongly(undefined) }),
    code: "ocs-interface-missing",
    says: ["accessEdge.array.hosts[1].internal is missing"],
  },
  {
    title: "a host whose interface is something else",
    props: () => hosts({}, { internal: wrongly({ address: "10.20.0.139" }) }),
    code: "stack-interface-props",
    says: ["accessEdge.array.hosts[1].internal is"],
  },
  {
    title: "an unknown translation of a host",
    props: () => hosts({ external: at(10, { translation: wrongly("nat") }) }, {}),
    code: "stack-translation-unknown",
    says: ['accessEdge.array.hosts[0].external.translation is "nat"'],
  },
  {
    title: "one external address for two hosts",
    props: () => hosts({}, { external: at(10) }),
    code: "ocs-array-host-twice",
    says: ['accessEdge.array.hosts[1].external.privateAddress is "10.20.0.10"', "accessEdge.array.hosts[0]"],
  },
  {
    title: "one internal address for two hosts, known later",
    props: ({ stack }) => {
      const internal = { privateAddress: variable(stack).stringValue };
      return hosts({ internal }, { internal });
    },
    code: "ocs-array-host-twice",
    says: ['internal.privateAddress is "${var.given-later}"'],
  },
  {
    title: "one existing interface for two hosts",
    props: () => {
      const external = { existingInterfaceId: "existing", publicAddress: "203.0.113.10" };
      return hosts({ external: { ...at(10), ...external } }, { external: { ...at(11), ...external } });
    },
    code: "ocs-array-host-twice",
    says: ['external.existingInterfaceId is "existing"'],
  },
  {
    title: "one shared interface for two hosts",
    props: () =>
      hosts({ external: at(10, { sharedInterface: "outside" }) }, { external: at(11, { sharedInterface: "outside" }) }),
    code: "ocs-array-host-twice",
    says: ['external.sharedInterface is "outside"'],
  },
  {
    title: "one public address for two hosts",
    props: () => {
      const publicAddress = "203.0.113.10";
      return hosts({ external: at(10, { publicAddress }) }, { external: at(11, { publicAddress }) });
    },
    code: "stack-address-taken",
    says: ['publicAddress is "203.0.113.10"'],
  },
  {
    title: "an address that a host has on its other side",
    props: () => hosts({}, { internal: at(10) }),
    code: "stack-address-taken",
    says: ['privateAddress is "10.20.0.10"'],
  },
  {
    title: "hosts of which one has no public address of its own",
    props: () => hosts({}, { external: at(11, { translation: "port-forward" }) }),
    code: "ocs-array-hosts-differ",
    says: ['accessEdge.array.hosts[1].external.translation is "port-forward"', "static-nat"],
  },
  {
    title: "hosts of which one has IPv6",
    props: () => hosts({ external: at(10, { ipv6Address: "2001:db8:20::10" }) }, {}),
    plan: { perimeter: ["10.20.0.0/24", "2001:db8:20::/64"] },
    code: "ocs-array-hosts-differ",
    says: ["accessEdge.array.hosts[1].external.ipv6Address"],
  },
  {
    title: "hosts of which one exists already",
    props: () => hosts({ internal: { existingInterfaceId: "existing", privateAddress: "10.20.0.138" } }, {}),
    code: "ocs-array-hosts-differ",
    says: ["accessEdge.array.hosts[1].internal.existingInterfaceId"],
  },

  // Virtual addresses
  {
    title: "an array of the Access Edge without a virtual address inside",
    props: () => access({ internal: wrongly(undefined) }),
    code: "ocs-array-inside-missing",
    says: ["accessEdge.array.internal is missing", 'the zone "perimeter"'],
  },
  {
    title: "an array of the A/V Edge without a virtual address inside",
    props: () => av({ internal: wrongly(undefined) }),
    code: "ocs-array-inside-missing",
    says: ["avEdge.array.internal is missing"],
  },
  {
    title: "a virtual address inside that is not stated",
    props: () => access({ internal: wrongly({ names: [] }) }),
    code: "ocs-array-inside-missing",
    says: ["accessEdge.array.internal.privateAddress is missing"],
  },
  {
    title: "a text for the virtual address inside",
    props: () => access({ internal: wrongly(INSIDE) }),
    code: "stack-description-missing",
    says: [`accessEdge.array.internal is "${INSIDE}"`, "state its privateAddress"],
  },
  {
    title: "an array of the Web Conferencing Edge with a virtual address inside",
    props: () => web({ internal: INTERNAL }),
    code: "ocs-array-inside-direct",
    says: ["webConferencingEdge.array.internal is", "the Web Conferencing Servers connect to each host"],
  },
  {
    title: "a virtual address outside with an address",
    props: () => access({ external: wrongly({ privateAddress: "10.20.0.199" }) }),
    code: "ocs-array-props",
    says: ["accessEdge.array.external is", "an object with privateAddress", "some of names"],
  },
  {
    title: "a virtual address inside with something else",
    props: () => access({ internal: wrongly({ ...INTERNAL, zone: "internal" }) }),
    code: "ocs-array-props",
    says: ["accessEdge.array.internal is", "an object with zone"],
  },
  {
    title: "an array with something else",
    props: () => access(wrongly({ members: [] })),
    code: "ocs-array-props",
    says: ["accessEdge.array is", "an object with members", "hosts, external, internal"],
  },
  {
    title: "names for the virtual address outside",
    props: () => access({ external: wrongly(["sip.example.com"]) }),
    code: "stack-description-missing",
    says: ["accessEdge.array.external is"],
  },
  {
    title: "a virtual address in another zone",
    props: () => access({ internal: { privateAddress: "10.30.1.1" } }),
    code: "stack-address-outside-zone",
    says: ['"10.30.1.1"', 'the zone "perimeter"'],
  },
  {
    title: "a virtual address that one of the hosts has",
    props: () => access({ internal: { privateAddress: "10.20.0.138" } }),
    code: "stack-address-taken",
    says: ['privateAddress is "10.20.0.138"', "Edge/AccessEdge/Internal has it"],
  },
  {
    title: "an empty virtual address",
    props: () => access({ internal: { privateAddress: "" } }),
    code: "net-address-invalid",
    says: ['privateAddress is ""'],
  },

  // Names
  {
    title: "no name of the virtual address for the SRV record",
    props: () => access({ external: {} }),
    code: "ocs-srv-target-missing",
    says: ["accessEdge.array.external.names is", "_sipfederationtls._tcp.example.com"],
  },
  {
    title: "the name for the SRV record on a host",
    props: () => ({ ...hosts({ external: at(10, { names: ["one.example.com"] }) }, {}), ...noNames() }),
    code: "ocs-srv-target-missing",
    says: ["accessEdge.array.external.names is []"],
  },
  {
    title: "a name on a host and on the virtual address",
    props: () => hosts({ external: at(10, { names: ["sip.example.com"] }) }, {}),
    code: "ocs-array-name-twice",
    says: ['accessEdge.array is "sip.example.com"', "on the external side"],
  },
  {
    title: "a name on two hosts",
    props: () => {
      const names = ["edge.corp.example.com"];
      return hosts({ internal: at(138, { names }) }, { internal: at(139, { names }) });
    },
    plan: { internalDomains: ["corp.example.com"] },
    code: "ocs-array-name-twice",
    says: ['"edge.corp.example.com"', "on the internal side"],
  },
  {
    title: "a name of a host without an address outside",
    props: () => {
      const forwarded = { translation: "port-forward" } as const;
      return hosts({ external: at(10, { ...forwarded, names: ["one.example.com"] }) }, { external: at(11, forwarded) });
    },
    plan: { wayOut: ["192.0.2.1"] },
    code: "ocs-name-without-address",
    says: ["accessEdge.array.hosts[0].external.names", "give the names to the VirtualAddress"],
  },
  {
    title: "names that are no list",
    props: () => access({ external: { names: wrongly("sip.example.com") } }),
    code: "stack-list-invalid",
    says: ['accessEdge.array.external.names is "sip.example.com"'],
  },
  {
    title: "a name that is known later",
    props: ({ stack }) => access({ internal: { ...INTERNAL, names: [variable(stack).stringValue] } }),
    code: "stack-prop-unresolved",
    says: ["accessEdge.array.internal.names is"],
  },
  {
    title: "a name in no DNS zone",
    props: () => access({ external: { names: ["sip.example.com", "sip.example.org"] } }),
    code: "stack-dns-zone-unknown",
    says: ['"sip.example.org"'],
  },

  // What the services need
  {
    title: "hosts of the A/V Edge without public addresses",
    props: () => {
      const forwarded = { translation: "port-forward" } as const;
      const [one, two] = [at(30, forwarded), at(31, forwarded)];
      const [first, second] = twoHosts(30, 31);
      return av({ hosts: [wrongly({ ...first, external: one }), wrongly({ ...second, external: two })] });
    },
    plan: { wayOut: ["192.0.2.1"] },
    code: "ocs-array-public-address-missing",
    says: ["avEdge.array.hosts[0].external.translation", "media go to the host itself", "row 19"],
  },
  {
    title: "an A/V Edge on one host behind forwarded ports",
    props: () => ({
      avEdge: service(12, { external: at(12, { translation: "port-forward" }) }),
      externalAv: {},
    }),
    plan: { wayOut: ["192.0.2.1"] },
    code: "systems-forward-range",
    says: ["50000-59999"],
  },
  {
    title: "a federating Access Edge whose hosts have no way out",
    props: () => {
      const forwarded = { translation: "port-forward" } as const;
      return hosts({ external: at(10, forwarded) }, { external: at(11, forwarded) });
    },
    code: "stack-way-out-missing",
    says: ["ocs-2007/ports/12b", "goes to 198.51.100.0/24"],
  },
  {
    title: "an existing interface in an array on Azure",
    props: () => {
      const existing = (last: number): object => ({
        external: {
          ...at(last),
          existingInterfaceId: `nic-${String(last)}`,
          publicAddress: `203.0.113.${String(last)}`,
        },
      });
      return hosts(existing(10), existing(11));
    },
    on: "azure",
    code: "azure-existing-interface-member",
    says: ["interfaces that are made here"],
  },

  // Several services on the same hosts
  {
    title: "one external address for two arrays",
    props: () => ({
      ...access({}),
      ...web({ hosts: [wrongly({ ...twoHosts(10, 11)[0], internal: at(148) }), wrongly(twoHosts(20, 21)[1])] }),
    }),
    code: "ocs-interface-conflict",
    says: ["Access Edge Server and Web Conferencing Edge Server", "webConferencingEdge.array.hosts[0].external"],
  },
  {
    title: "the same external addresses for two arrays",
    props: () => ({
      ...access({}),
      ...web({ hosts: twoHosts(10, 11).map(({ external }, index) => ({ external, internal: at(148 + index) })) }),
    }),
    code: "ocs-external-address-shared",
    says: ['"10.20.0.10"'],
  },
  {
    title: "arrays that have some hosts in common",
    props: () => ({
      ...access({}),
      ...av({ hosts: [11, 12].map((last) => ({ external: at(last + 20), internal: at(last + 128) })) }),
    }),
    code: "ocs-interface-conflict",
    says: ["Access Edge Server and A/V Edge Server", "in the same order"],
  },
  {
    title: "arrays on the same hosts in another order",
    props: () => ({
      ...access({}),
      ...av({ hosts: [11, 10].map((last) => ({ external: at(last + 20), internal: at(last + 128) })) }),
    }),
    code: "ocs-interface-conflict",
    says: ["list the same hosts for both services"],
  },
  {
    title: "an array and one host on an interface",
    props: () => ({ ...access({}), avEdge: service(12, { internal: at(138) }), externalAv: {} }),
    code: "ocs-interface-conflict",
    says: ["avEdge.internal is", "partly the interfaces of accessEdge"],
  },

  // The Director
  {
    title: "a Director outside",
    props: () => ({ director: Peer.prefixes(["203.0.113.5"]) }),
    code: "stack-peer-zone",
    says: ["the Director", '"203.0.113.5"', 'in "internet"'],
  },
  {
    title: "a Director in the perimeter",
    props: () => ({ director: Peer.prefixes(["10.20.0.99"]) }),
    code: "stack-peer-zone",
    says: ["the Director", 'in "perimeter"'],
  },
  {
    title: "a Director that is a role in the perimeter",
    props: (given) => ({ director: Peer.of(roleOf("director", given, "perimeter")) }),
    code: "stack-peer-zone",
    says: ["the Director", "stack/Other", 'this one is in "perimeter"'],
  },
  {
    title: "the internet for a Director",
    props: () => ({ director: Peer.internet() }),
    code: "stack-peer-zone",
    says: ["the Director", '"the internet"'],
  },
  {
    title: "a text for a Director",
    props: () => ({ director: wrongly("10.30.2.4") }),
    code: "stack-peer-invalid",
    says: ["the Director", '"10.30.2.4"'],
  },
  {
    title: "a Director of null",
    props: () => ({ director: wrongly(null) }),
    code: "stack-peer-invalid",
    says: ["the Director", "null"],
  },
  {
    title: "a Director without an Access Edge",
    props: () => ({
      ...web({}),
      accessEdge: wrongly(undefined),
      federation: wrongly(undefined),
      director: Peer.prefixes(["10.30.2.4"]),
    }),
    code: "ocs-role-missing",
    says: ["director is", "the Access Edge Server", "edge-servers row 1"],
  },
  {
    title: "a Director as the internal server",
    props: (given) => ({
      accessEdge: service(10, {
        external: at(10, { names: ["sip.example.com"] }),
        internalServer: Peer.of(roleOf("director", given, "internal")),
      }),
    }),
    plan: { internalSubnet: "inside" },
    code: "ocs-director-as-server",
    says: ["accessEdge.internalServer is", "the Director stack/Other", "give the Director as director"],
  },
  {
    title: "a Front End Server for a Director",
    props: (given) => ({ director: Peer.of(roleOf("front-end", given, "internal")) }),
    plan: { internalSubnet: "inside" },
    code: "ocs-director-invalid",
    says: ["director is", "the Front End Server stack/Other"],
  },
  {
    title: "an internal server that is a role in the perimeter",
    props: (given) => ({
      accessEdge: service(10, {
        external: at(10, { names: ["sip.example.com"] }),
        internalServer: Peer.of(roleOf("front-end", given, "perimeter")),
      }),
    }),
    code: "stack-peer-zone",
    says: ["the internal server of the Access Edge Server", 'this one is in "perimeter"'],
  },
];

/** An array of the Access Edge whose virtual address has no name, but whose first host has one. */
function noNames(): Partial<EdgeServerProps> {
  const [first, second] = twoHosts(10, 11);
  const one = { ...first, external: at(10, { names: ["one.example.com"] }) };
  return access({ external: wrongly(undefined), hosts: [wrongly(one), wrongly(second)] });
}

describe.each(CLOUDS)("an edge on %s", (cloud) => {
  const mistakes = MISTAKES.filter(({ on }) => on === undefined || on === cloud);

  it.each(mistakes)("refuses $title", ({ props, code, says, plan }) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, plan);
    // An edge that is right, so that what it opens must stay as it is.
    new EdgeServer(stack, "Right", {
      ...federatingEdge(network),
      accessEdge: service(90, { external: at(90, { names: ["right.example.com"] }) }),
    });
    const given = props({ network, stack });
    const call = (): EdgeServer => new EdgeServer(stack, "Edge", { ...federatingEdge(network), ...given });
    // Unvalidated: virtual addresses that are made before the fault lead nowhere, which a validation says as well.
    const before = Testing.synth(stack);
    expectFault(call, code, ...says);
    const after = Testing.synth(stack);
    expect(rulesOf(after)).toEqual(rulesOf(before));
    expect(recordsOf(after)).toEqual(recordsOf(before));
  });

  it("refuses to tell the addresses of a service that is not deployed", () => {
    const stack = stackOn(cloud);
    const edge = new EdgeServer(stack, "Edge", federatingEdge(networkOn(cloud, stack)));
    expectFault(() => edge.virtualAddressesOf("avEdge"), "ocs-role-not-deployed", "give it the prop avEdge");
    const unknown = (): unknown => edge.virtualAddressesOf(wrongly("access-edge"));
    expectFault(unknown, "ocs-service-unknown", 'service is "access-edge"', '"accessEdge"');
  });
});
