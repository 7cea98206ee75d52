/** What tired engineers give servers inside: each mistake is one clear error, and nothing is open afterwards. */
import { TerraformVariable } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import { ArchivingAndCdrServer } from "../../lib/systems/ocs/archiving-and-cdr-server";
import { CommunicatorWebAccess } from "../../lib/systems/ocs/communicator-web-access";
import { Director } from "../../lib/systems/ocs/director";
import type { DirectorProps } from "../../lib/systems/ocs/director-props";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import type { EnterprisePoolProps, OcsExpandedPoolProps } from "../../lib/systems/ocs/enterprise-pool-props";
import { MediationServer } from "../../lib/systems/ocs/mediation-server";
import { StandardEditionServer, type StandardEditionServerProps } from "../../lib/systems/ocs/standard-edition-server";
import { expectNothingOpened } from "../support/faults";
import {
  at,
  consolidated,
  consolidatedOn,
  director,
  directorOn,
  OCS_PLAN,
  type OcsStack,
  ocsStack,
  standardEdition,
  standardEditionOn,
} from "../support/ocs";
import { CLOUDS, type Cloud, type NetworkPlan } from "../support/stacks";

/** One mistake: what is composed, and what the error must say. */
interface Mistake {
  readonly title: string;
  readonly compose: (place: OcsStack, cloud: Cloud) => void;
  readonly code: string;
  readonly says: readonly (string | RegExp)[];
  readonly plan?: NetworkPlan;
}

/** A value of a type that only plain JavaScript lets through. */
function wrongly(value: unknown): never {
  return value as never;
}

function later({ stack }: OcsStack): TerraformVariable {
  return new TerraformVariable(stack, "given-later", { type: "string" });
}

type Given<T> = (place: OcsStack) => Partial<T>;

function server(more: Given<StandardEditionServerProps>): Mistake["compose"] {
  return (place) => {
    new StandardEditionServer(place.stack, "New", standardEdition(place.network, more(place)));
  };
}

function pool(more: Given<EnterprisePoolProps>): Mistake["compose"] {
  return (place) => {
    new EnterprisePool(place.stack, "New", consolidated(place.network, more(place)));
  };
}

const HOSTS = [{ privateAddress: "10.30.2.4" }, { privateAddress: "10.30.2.5" }];
const VIRTUAL = { privateAddress: "10.30.2.1" };

function together(more: object): Given<EnterprisePoolProps> {
  return () => ({ consolidated: { servers: HOSTS, virtualAddress: VIRTUAL, ...more } });
}

function apart(more: object, pool: object = {}): Given<EnterprisePoolProps> {
  const host = (last: number): { privateAddress: string }[] => [{ privateAddress: `10.30.2.${String(last)}` }];
  const expanded: OcsExpandedPoolProps = {
    frontEnds: { servers: host(4) },
    webConferencingServers: host(5),
    avConferencingServers: host(6),
    webComponents: { servers: host(7) },
    ...more,
  };
  return () => ({ consolidated: wrongly(undefined), webFarmName: "farm.example.com", expanded, ...pool });
}

function directing(more: Given<DirectorProps>): Mistake["compose"] {
  return (place) => {
    new Director(place.stack, "New", director(place.network, more(place)));
  };
}

const ARRAY = {
  arrayName: "dir.example.com",
  servers: [
    { name: "one.example.com", privateAddress: "10.30.3.4" },
    { name: "two.example.com", privateAddress: "10.30.3.5" },
  ],
  virtualAddress: { privateAddress: "10.30.3.1" },
};

function onArray(more: object): Given<DirectorProps> {
  return () => ({ standardEdition: wrongly(undefined), array: { ...ARRAY, ...more } });
}

function undocumented(more: object): Mistake["compose"] {
  return ({ stack, network }) => {
    const props = { network, name: "new.example.com", internal: {}, frontEnd: at("10.30.9.4"), ...more };
    new ArchivingAndCdrServer(stack, "New", props);
  };
}

function voice(kind: object): Mistake["compose"] {
  return ({ stack, network }) => {
    new MediationServer(stack, "New", { network, name: "new.example.com", frontEnd: at("10.30.9.4"), ...kind });
  };
}

const DOMAINS: readonly Mistake[] = [
  {
    title: "a SIP domain twice",
    compose: server(() => ({ sipDomains: ["example.com", "Example.com."] })),
    code: "ocs-sip-domain-twice",
    says: ['sipDomains is "example.com"', "name it once"],
  },
  {
    title: "no SIP domain",
    compose: pool(() => ({ sipDomains: [] })),
    code: "ocs-sip-domains-empty",
    says: ["cannot deploy the Enterprise pool", "at least one SIP domain"],
  },
  {
    title: "a SIP domain that is no DNS name",
    compose: server(() => ({ sipDomains: ["exa mple.com"] })),
    code: "model-domain-invalid",
    says: ["exa mple.com"],
  },
  {
    title: "a SIP domain in letters that DNS has not",
    compose: server(() => ({ sipDomains: ["bücher.example"] })),
    code: "model-domain-invalid",
    says: ["bücher.example"],
  },
  {
    title: "a SIP address for a domain",
    compose: directing(() => ({ sipDomains: ["sip:anna@example.com"] })),
    code: "model-domain-invalid",
    says: ["cannot deploy the Director", "sip:anna@example.com"],
  },
  {
    title: "SIP domains in one text",
    compose: server(() => ({ sipDomains: wrongly("example.com") })),
    code: "stack-list-invalid",
    says: ["sipDomains", "a list"],
  },
  {
    title: "a SIP domain that is known later",
    compose: server((place) => ({ sipDomains: [later(place).stringValue] })),
    code: "stack-prop-unresolved",
    says: ["sipDomains"],
  },
  {
    title: "SIP domains with a hole",
    compose: server(() => ({ sipDomains: ["example.com", wrongly(undefined)] })),
    code: "model-domain-invalid",
    says: ["sipDomains"],
  },
];

const SIGN_IN: readonly Mistake[] = [
  {
    title: "sign-in to a name outside the SIP domain",
    compose: server(() => ({ sipDomains: ["example.org"], automaticSignIn: {} })),
    code: "ocs-srv-target-missing",
    says: ["_sipinternaltls._tcp.example.org", "internal.names", "a name inside example.org"],
  },
  {
    title: "sign-in to a pool without a name in one of its SIP domains",
    compose: pool(() => ({ sipDomains: ["example.com", "example.org"], automaticSignIn: {} })),
    code: "ocs-srv-target-missing",
    says: ["consolidated.virtualAddress.names", "a name inside example.org"],
  },
  {
    title: "sign-in to a Director without a name in the SIP domain",
    compose: directing(() => ({ sipDomains: ["example.org"], automaticSignIn: {} })),
    code: "ocs-srv-target-missing",
    says: ["standardEdition.internal.names"],
  },
  {
    title: "sign-in to a pool of one server without a name in the SIP domain",
    compose: pool(() => ({
      sipDomains: ["example.org"],
      automaticSignIn: {},
      consolidated: { servers: HOSTS.slice(1) },
    })),
    code: "ocs-srv-target-missing",
    says: ["consolidated.servers[0].names"],
  },
  {
    title: "sign-in to a name that has no zone inside",
    compose: server(() => ({ sipDomains: ["example.net"], name: "ocs.example.net", automaticSignIn: {} })),
    code: "ocs-srv-target-missing",
    says: ["a name inside example.net"],
  },
  {
    title: "sign-in without an internal zone of the SIP domain",
    plan: { ...OCS_PLAN, internalDomains: ["corp.example.com"] },
    compose: server(() => ({ name: "ocs.corp.example.com", automaticSignIn: {} })),
    code: "stack-dns-zone-unknown",
    says: ["SRV", "_sipinternaltls._tcp.example.com", "give the network the DNS zone"],
  },
  {
    title: "sign-in as true",
    compose: server(() => ({ automaticSignIn: wrongly(true) })),
    code: "ocs-choice-invalid",
    says: ["automaticSignIn is true", "leave the choice out"],
  },
];

const NAMES: readonly Mistake[] = [
  {
    title: "a server without a name",
    compose: server(() => ({ name: wrongly(undefined) })),
    code: "ocs-name-missing",
    says: ["name is missing", "the fully qualified name of the server"],
  },
  {
    title: "a pool named by one label",
    compose: pool(() => ({ poolName: "pool" })),
    code: "model-domain-invalid",
    says: ['poolName is "pool"'],
  },
  {
    title: "a pool named by an address",
    compose: pool(() => ({ poolName: "10.30.2.1" })),
    code: "model-domain-invalid",
    says: ['poolName is "10.30.2.1"'],
  },
  {
    title: "a name that is known later",
    compose: server((place) => ({ name: later(place).stringValue })),
    code: "stack-prop-unresolved",
    says: ["name is", "a value that is known only when Terraform runs"],
  },
  {
    title: "the server's name among its further names",
    compose: server(() => ({ internal: { names: ["ocs.example.com"] } })),
    code: "ocs-name-twice",
    says: ['internal.names is "ocs.example.com"', "leave the name out"],
  },
  {
    title: "one name for two servers of a pool",
    compose: pool(together({ servers: HOSTS.map((host) => ({ ...host, names: ["fe.example.com"] })) })),
    code: "ocs-name-twice",
    says: ['"fe.example.com"'],
  },
  {
    title: "the name of the pool for a server of it",
    compose: pool(together({ servers: [{ ...HOSTS[0], names: ["pool.example.com"] }, HOSTS[1]] })),
    code: "ocs-name-twice",
    says: ['"pool.example.com"'],
  },
  {
    title: "one name for two servers of an array",
    compose: directing(onArray({ servers: ARRAY.servers.map((one) => ({ ...one, name: "one.example.com" })) })),
    code: "ocs-name-twice",
    says: ['"one.example.com"'],
  },
  {
    title: "a server of an array without a name",
    compose: directing(onArray({ servers: [{ privateAddress: "10.30.3.4" }] })),
    code: "ocs-name-missing",
    says: ["array.servers[0].name"],
  },
  {
    title: "names of an existing interface whose address is not stated",
    compose: server(() => ({ internal: { existingInterfaceId: "eni-0example", names: ["sip.example.com"] } })),
    code: "ocs-name-without-address",
    says: ["internal.names", "privateAddress beside existingInterfaceId"],
  },
  {
    title: "a name of a virtual address without a zone inside",
    compose: pool(together({ virtualAddress: { ...VIRTUAL, names: ["sip.example.net"] } })),
    code: "stack-dns-zone-unknown",
    says: ["sip.example.net"],
  },
  {
    title: "a web farm under the name of the pool without a shared address",
    compose: pool(apart({}, { webFarmName: undefined })),
    code: "ocs-web-farm-name",
    says: ["webFarmName is missing", "one name leads to one address"],
  },
  {
    title: "a web farm with a virtual address and the name of the pool",
    compose: pool(
      apart(
        {
          frontEnds: { servers: HOSTS.slice(0, 1), virtualAddress: VIRTUAL },
          webComponents: { servers: [{}], virtualAddress: { privateAddress: "10.30.2.2" } },
        },
        { webFarmName: "pool.example.com" },
      ),
    ),
    code: "ocs-web-farm-name",
    says: ["a name other than the pool's"],
  },
];

const SERVERS: readonly Mistake[] = [
  {
    title: "a pool of no kind",
    compose: pool(() => ({ consolidated: wrongly(undefined) })),
    code: "ocs-pool-kind",
    says: ["consolidated, expanded", "exactly one of them"],
  },
  {
    title: "a pool of both kinds",
    compose: pool(() => ({ ...apart({})(wrongly(undefined)), ...together({})(wrongly(undefined)) })),
    code: "ocs-pool-kind",
    says: ['"consolidated and expanded"'],
  },
  {
    title: "a pool without servers",
    compose: pool(together({ servers: [] })),
    code: "ocs-pool-empty",
    says: ["consolidated.servers", "at least one server"],
  },
  {
    title: "a pool whose servers are left out",
    compose: pool(together({ servers: undefined })),
    code: "ocs-pool-empty",
    says: ["consolidated.servers is missing"],
  },
  {
    title: "an expanded pool without A/V Conferencing Servers",
    compose: pool(apart({ avConferencingServers: [] })),
    code: "ocs-pool-empty",
    says: ["expanded.avConferencingServers", "A/V Conferencing Servers"],
  },
  {
    title: "a virtual address in front of conferencing servers",
    compose: pool(apart({ webConferencingServers: { servers: HOSTS, virtualAddress: VIRTUAL } })),
    code: "ocs-pool-empty",
    says: ["expanded.webConferencingServers", "the Web Conferencing Servers, in a list"],
  },
  {
    title: "an expanded pool whose Front Ends are left out",
    compose: pool(apart({ frontEnds: undefined })),
    code: "ocs-pool-empty",
    says: ["expanded.frontEnds"],
  },
  {
    title: "a server as a text",
    compose: pool(together({ servers: ["10.30.2.4"] })),
    code: "ocs-interface-missing",
    says: ["consolidated.servers[0]", '"10.30.2.4"'],
  },
  {
    title: "servers with a hole",
    compose: pool(together({ servers: [HOSTS[0], undefined] })),
    code: "ocs-interface-missing",
    says: ["consolidated.servers[1] is missing"],
  },
  {
    title: "servers that are no list",
    compose: pool(together({ servers: HOSTS[0] })),
    code: "stack-list-invalid",
    says: ["consolidated.servers", "a list"],
  },
  {
    title: "an interface described by something else",
    compose: server(() => ({ internal: wrongly({ address: "10.30.1.4" }) })),
    code: "stack-interface-props",
    says: ["internal is", "an object with address"],
  },
  {
    title: "no interface",
    compose: server(() => ({ internal: wrongly(undefined) })),
    code: "ocs-interface-missing",
    says: ["internal is missing", "{} lets the cloud pick its address"],
  },
  {
    title: "a shared interface",
    compose: server(() => ({ internal: { sharedInterface: "inside" } })),
    code: "ocs-interface-shared",
    says: ["internal.sharedInterface"],
  },
  {
    title: "a port forward inside",
    compose: server(() => ({ internal: { translation: "port-forward" } })),
    code: "stack-translation-inside",
    says: ["internal.translation"],
  },
  {
    title: "two servers with one address",
    compose: pool(together({ servers: [HOSTS[0], HOSTS[0]] })),
    code: "stack-address-taken",
    says: ['"10.30.2.4"', "the same request"],
  },
  {
    title: "a virtual address that a server has",
    compose: pool(together({ virtualAddress: { privateAddress: "10.30.2.4" } })),
    code: "stack-address-taken",
    says: ['"10.30.2.4"'],
  },
  {
    title: "a server outside the zone inside",
    compose: pool(together({ servers: [{ privateAddress: "10.20.0.4" }, HOSTS[1]] })),
    code: "stack-address-outside-zone",
    says: ['"10.20.0.4"'],
  },
];

const ADDRESSES: readonly Mistake[] = [
  {
    title: "several servers without a virtual address",
    compose: pool(together({ virtualAddress: undefined })),
    code: "ocs-virtual-address-missing",
    says: ["consolidated.virtualAddress", "2 servers", "reached under one name"],
  },
  {
    title: "several Web Components Servers without a virtual address",
    compose: pool(apart({ webComponents: { servers: [{}, {}] } })),
    code: "ocs-virtual-address-missing",
    says: ["expanded.webComponents.virtualAddress"],
  },
  {
    title: "an array without a virtual address",
    compose: directing(onArray({ virtualAddress: undefined, servers: ARRAY.servers.slice(0, 1) })),
    code: "ocs-virtual-address-missing",
    says: ["array.virtualAddress", "certificates row 9"],
  },
  {
    title: "a Director on a pool of several servers without a virtual address",
    compose: directing(() => ({
      standardEdition: wrongly(undefined),
      enterprisePool: { poolName: "dir.example.com", servers: [{}, {}] },
    })),
    code: "ocs-virtual-address-missing",
    says: ["enterprisePool.virtualAddress"],
  },
  {
    title: "a virtual address in the perimeter",
    compose: pool(together({ virtualAddress: { privateAddress: "10.20.0.9" } })),
    code: "ocs-virtual-address-invalid",
    says: ['"10.20.0.9"', 'this one is in "perimeter"'],
  },
  {
    title: "a virtual address as a text",
    compose: pool(together({ virtualAddress: "10.30.2.1" })),
    code: "ocs-virtual-address-invalid",
    says: ["consolidated.virtualAddress.privateAddress"],
  },
  {
    title: "a virtual address that is known later",
    compose: pool((place) =>
      together({ virtualAddress: { privateAddress: later(place).stringValue } })(wrongly(undefined)),
    ),
    code: "ocs-virtual-address-invalid",
    says: ["a value that is known only when Terraform runs"],
  },
  {
    title: "a virtual address that is none",
    compose: pool(together({ virtualAddress: { privateAddress: "10.30.2.300" } })),
    code: "net-address-invalid",
    says: ['"10.30.2.300"'],
  },
  {
    title: "other pools of a pool without a virtual address",
    compose: pool(() => ({ consolidated: { servers: HOSTS.slice(1) }, otherPools: at("10.30.9.9") })),
    code: "ocs-pool-not-balanced",
    says: ["otherPools", "name them as otherServers"],
  },
];

const PEERS: readonly Mistake[] = [
  {
    title: "clients outside",
    compose: server(() => ({ internalClients: at("203.0.113.0/24") })),
    code: "stack-peer-zone",
    says: ["internal clients", 'these are in "internet"'],
  },
  {
    title: "clients in the perimeter",
    compose: pool(() => ({ liveMeetingClients: at("10.20.0.0/25") })),
    code: "stack-peer-zone",
    says: ["Live Meeting clients", 'these are in "perimeter"'],
  },
  {
    title: "the internet as other servers",
    compose: server(() => ({ otherServers: Peer.internet() })),
    code: "stack-peer-zone",
    says: ["other servers", '"the internet"'],
  },
  {
    title: "clients as a text",
    compose: server(() => ({ internalClients: wrongly("10.30.128.0/17") })),
    code: "stack-peer-invalid",
    says: ["10.30.128.0/17"],
  },
  {
    title: "a Director without Front Ends",
    compose: directing(() => ({ frontEnds: wrongly(undefined) })),
    code: "ocs-peer-missing",
    says: ["frontEnds is missing", "empty never means any"],
  },
  {
    title: "a Director with a construct for its Front Ends",
    compose: directing((place) => ({ frontEnds: wrongly(place.stack) })),
    code: "ocs-peer-missing",
    says: ["frontEnds", "an object of another kind"],
  },
  {
    title: "a Director of no kind",
    compose: directing(() => ({ standardEdition: wrongly(undefined) })),
    code: "ocs-director-kind",
    says: ["standardEdition, enterprisePool, array"],
  },
  {
    title: "a Director of two kinds",
    compose: directing(() => ({ array: ARRAY })),
    code: "ocs-director-kind",
    says: ['"standardEdition and array"'],
  },
  {
    title: "a Director as true",
    compose: directing(() => ({ standardEdition: wrongly(true) })),
    code: "ocs-choice-invalid",
    says: ["standardEdition is true"],
  },
  {
    title: "an Archiving and CDR Server without a Front End",
    compose: undocumented({ frontEnd: undefined }),
    code: "ocs-peer-missing",
    says: ["cannot deploy the Archiving and CDR Server", "frontEnd is missing"],
  },
  {
    title: "a Director of an Archiving and CDR Server outside",
    compose: undocumented({ director: at("203.0.113.9") }),
    code: "stack-peer-zone",
    says: ["Directors"],
  },
  {
    title: "an Archiving and CDR Server without a network",
    compose: undocumented({ network: undefined }),
    code: "ocs-network-missing",
    says: ["network is missing"],
  },
  {
    title: "a Mediation Server with two kinds of gateways",
    compose: voice({ basicHybridGateway: {}, advancedGateway: {} }),
    code: "ocs-gateway-kind",
    says: ['"basicHybridGateway and advancedGateway"'],
  },
  {
    title: "a Mediation Server without a gateway",
    compose: voice({ basicGateway: { server: {} } }),
    code: "ocs-gateway-kind",
    says: ["basicGateway.gateway, basicGateway.gatewayHost"],
  },
  {
    title: "a gateway outside",
    compose: voice({ basicGateway: { server: {}, gateway: at("203.0.113.9") } }),
    code: "stack-peer-zone",
    says: ["the basic media gateway"],
  },
];

describe.each(CLOUDS)("on %s", (cloud) => {
  it.each(
    [...DOMAINS, ...SIGN_IN, ...NAMES, ...SERVERS, ...ADDRESSES, ...PEERS].map((one) => [one.title, one] as const),
  )("%s is refused", (_, { compose, code, says, plan = OCS_PLAN }) => {
    const place = ocsStack(cloud, plan);
    const call = (): void => {
      compose(place, cloud);
    };
    // A variable that a mistake makes is not what it opens.
    expectNothingOpened(place.stack, call, code, ...says);
  });

  it("a network without a subnet inside is refused", () => {
    const place = ocsStack(cloud, { internalDomains: ["example.com"] });
    const call = (): void => {
      new CommunicatorWebAccess(place.stack, "New", {
        network: place.network,
        name: "cwa.example.com",
        internal: {},
        frontEnd: at("10.30.9.4"),
      });
    };
    expectNothingOpened(place.stack, call, `${cloud}-subnet-missing`, "internal.subnet");
  });

  it("props that are none are refused", () => {
    const { stack } = ocsStack(cloud);
    const constructs = [
      StandardEditionServer,
      EnterprisePool,
      Director,
      ArchivingAndCdrServer,
      CommunicatorWebAccess,
      MediationServer,
    ];
    constructs.forEach((Made, index) => {
      const call = (): unknown => new Made(stack, `New${String(index)}`, wrongly(undefined));
      expectNothingOpened(stack, call, "stack-description-missing", "props is missing");
    });
  });

  it.each([
    ["server", (place: OcsStack) => standardEditionOn(place, { internal: { privateAddress: "10.30.1.5" } }, "New")],
    ["pool", (place: OcsStack) => consolidatedOn(place, { poolName: "ocs.example.com" })],
    ["web farm", (place: OcsStack) => consolidatedOn(place, { webFarmName: "ocs.example.com" })],
    [
      "Director",
      (place: OcsStack) => directorOn(place, { standardEdition: { name: "ocs.example.com", internal: {} } }),
    ],
    [
      "Archiving and CDR Server",
      (place: OcsStack) => {
        undocumented({ name: "ocs.example.com" })(place, cloud);
      },
    ],
  ])("a %s with the name of another server is refused", (_, compose) => {
    const place = ocsStack(cloud);
    standardEditionOn(place);
    expectNothingOpened(
      place.stack,
      () => {
        compose(place);
      },
      "ocs-name-taken",
      '"ocs.example.com"',
      "leads nowhere else",
    );
  });

  it("a second server to which clients of a SIP domain sign in is refused", () => {
    const place = ocsStack(cloud);
    standardEditionOn(place, { automaticSignIn: {} });
    const call = (): unknown =>
      new Director(place.stack, "New", director(place.network, { automaticSignIn: {}, frontEnds: at("10.30.9.4") }));
    expectNothingOpened(place.stack, call, "ocs-sign-in-taken", '"example.com"', "_sipinternaltls._tcp.example.com");
  });
});
