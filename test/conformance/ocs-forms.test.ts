/**
 * Each construct of OCS 2007 by itself, in each of its forms, on both clouds: what its interfaces permit, written by hand from
 * the document's rows, and nothing else. Edges and their arrays have a test of their own.
 */
import { type App, Testing } from "cdktf";
import { OcsEdgeWithProxyAws } from "../../examples/ocs-edge-with-proxy/aws";
import { OcsEdgeWithProxyAzure } from "../../examples/ocs-edge-with-proxy/azure";
import { OcsManagedProxyAws } from "../../examples/ocs-managed-proxy/aws";
import { OcsManagedProxyAzure } from "../../examples/ocs-managed-proxy/azure";
import { OcsEdgeAws } from "../../examples/ocs-edge/aws";
import { OcsEdgeAzure } from "../../examples/ocs-edge/azure";
import { ArchivingAndCdrServer } from "../../lib/systems/ocs/archiving-and-cdr-server";
import { CommunicatorWebAccess } from "../../lib/systems/ocs/communicator-web-access";
import type { DirectorProps } from "../../lib/systems/ocs/director-props";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import { MediationServer, type MediationServerProps } from "../../lib/systems/ocs/mediation-server";
import { OcsFeatures } from "../../lib/systems/ocs/ocs-features";
import { ReverseProxy } from "../../lib/systems/ocs/reverse-proxy";
import { synthesize } from "../../lib/testing/index";
import { at, CLIENTS, consolidatedOn, directorOn, type OcsStack, ocsStack, standardEditionOn } from "../support/ocs";
import { each, type Expected, flows, named, through, together } from "../support/ocs-permits";
import { CLOUDS, type Cloud } from "../support/stacks";

const SIP = "tcp 5060-5061";
const FRONT_ENDS = "10.30.9.0/28";
const DIRECTORS = "10.30.9.64";
const OTHERS = "10.30.9.96/27";
/** Row 10: the A/V Conferencing Server sends media from its own range. */
const MEDIA = `udp 1024-65535 ${CLIENTS} 49152-65535`;

type Form = readonly [string, (place: OcsStack) => void, (cloud: Cloud) => Expected];

/** Rows 1, 5, 8, 10, 20, 21, 26 and 27: what clients have with a server that has every role, and it with them. */
const WITH_CLIENTS = { ingress: flows(...each([SIP, "tcp 443", "tcp 8057"], CLIENTS)), egress: flows(MEDIA) };

/** A Director on two servers behind a virtual address. Rows 1, 20, 21 and 27. */
function directorsBehind(cloud: Cloud): Expected {
  const servers = ["10.30.3.4", "10.30.3.5"];
  const callers = each(SIP, CLIENTS, FRONT_ENDS, ...servers);
  const address = named(cloud, "Director/Address", "10.30.3.1");
  return together(through(cloud, "Director/Address", "Director/Director/Internal", ["5060-5061"], ...callers), {
    "Director/Director/Internal": {
      ingress: flows(...each(SIP, ...servers)),
      egress: flows(...each(SIP, FRONT_ENDS, address, ...servers)),
    },
  });
}

function director(more: object): (place: OcsStack) => void {
  const props = { standardEdition: undefined, internalClients: at(CLIENTS), ...more };
  return (place) => void directorOn(place, props as unknown as Partial<DirectorProps>);
}

const VIRTUAL = { virtualAddress: { privateAddress: "10.30.3.1" } };
const DIRECTOR_FORMS: readonly Form[] = [
  [
    "a Director on a Standard Edition Server",
    (place) => void directorOn(place, { internalClients: at(CLIENTS) }),
    () => ({
      "Director/Director/Internal": {
        ingress: flows(...each(SIP, CLIENTS, FRONT_ENDS)),
        egress: flows(`${SIP} ${FRONT_ENDS}`),
      },
    }),
  ],
  [
    "a Director on an Enterprise pool",
    director({
      enterprisePool: {
        poolName: "dir.example.com",
        servers: [{ privateAddress: "10.30.3.4" }, { privateAddress: "10.30.3.5" }],
        ...VIRTUAL,
      },
    }),
    directorsBehind,
  ],
  [
    "an array of Directors",
    director({
      array: {
        arrayName: "dir.example.com",
        servers: [
          { name: "one.example.com", privateAddress: "10.30.3.4" },
          { name: "two.example.com", privateAddress: "10.30.3.5" },
        ],
        ...VIRTUAL,
      },
    }),
    directorsBehind,
  ],
];

const host = (last: number): { privateAddress: string } => ({ privateAddress: `10.30.2.${String(last)}` });

/** A consolidated pool on two servers. */
function consolidatedPool(cloud: Cloud): Expected {
  const servers = ["10.30.2.4", "10.30.2.5"];
  const address = named(cloud, "Pool/Address", "10.30.2.1");
  // Rows 1, 2, 5 and 6 through the virtual address, and server by server; rows 3, 4, 7 and 9 server by server only.
  const balanced = [SIP, "tcp 443"];
  const within = each([...balanced, "tcp 135", "tcp 444", "tcp 5063"], ...servers);
  const callers = each(balanced, CLIENTS, ...servers);
  return together(through(cloud, "Pool/Address", "Pool/Internal", ["5060-5061", "443"], ...callers), {
    "Pool/Internal": {
      ingress: flows(...within, `tcp 8057 ${CLIENTS}`),
      egress: flows(...within, ...each(balanced, address), MEDIA),
    },
  });
}

function expandedOn({ stack, network }: OcsStack): void {
  new EnterprisePool(stack, "Pool", {
    network,
    poolName: "pool.example.com",
    webFarmName: "farm.example.com",
    sipDomains: ["example.com"],
    expanded: {
      frontEnds: { servers: [host(4)] },
      webConferencingServers: [host(5)],
      avConferencingServers: [host(6)],
      webComponents: { servers: [host(7)] },
    },
    internalClients: at(CLIENTS),
    otherServers: at(OTHERS),
  });
}

/** An expanded pool with one server of each role: Front End .4, Web Conferencing .5, A/V Conferencing .6, Web Components .7. */
function expandedPool(): Expected {
  const [frontEnd, webConferencing, av, web] = ["10.30.2.4", "10.30.2.5", "10.30.2.6", "10.30.2.7"] as const;
  const conferences = each("tcp 444", webConferencing, av);
  return {
    // Rows 1, 2, 3, 7, 9, 20, 21 and 27.
    "Pool/FrontEnd/Internal": {
      ingress: flows(...each(SIP, CLIENTS, OTHERS), ...conferences),
      egress: flows(`${SIP} ${OTHERS}`, ...conferences, `tcp 5063 ${av}`, `tcp 443 ${web}`),
    },
    // Rows 3 and 6 to 8, and 26.
    "Pool/WebConferencingServer/Internal": {
      ingress: flows(`tcp 444 ${frontEnd}`, `tcp 8057 ${CLIENTS}`),
      egress: flows(`tcp 444 ${frontEnd}`, `tcp 443 ${web}`),
    },
    // Rows 3, 9 and 10.
    "Pool/AvConferencingServer/Internal": {
      ingress: flows(`tcp 444 ${frontEnd}`, `tcp 5063 ${frontEnd}`),
      egress: flows(`tcp 444 ${frontEnd}`, MEDIA),
    },
    // Rows 2, 5 and 6.
    "Pool/WebComponents/Internal": { ingress: flows(...each("tcp 443", CLIENTS, frontEnd, webConferencing)) },
  };
}

const SERVER_FORMS: readonly Form[] = [
  [
    "a Standard Edition Server",
    (place) => void standardEditionOn(place, { internalClients: at(CLIENTS), otherServers: at(OTHERS) }),
    () =>
      together(
        { "Server/Internal": WITH_CLIENTS },
        { "Server/Internal": { ingress: flows(`${SIP} ${OTHERS}`), egress: flows(`${SIP} ${OTHERS}`) } },
      ),
  ],
  [
    "a consolidated pool of one server, which needs no virtual address",
    (place) => void consolidatedOn(place, { consolidated: { servers: [host(4)] }, internalClients: at(CLIENTS) }),
    () => ({ "Pool/Internal": WITH_CLIENTS }),
  ],
  [
    "a consolidated pool of two servers",
    (place) => void consolidatedOn(place, { internalClients: at(CLIENTS) }),
    consolidatedPool,
  ],
  ["an expanded pool", expandedOn, expandedPool],
  [
    "the features of a deployment, which open nothing beside its server",
    (place) => {
      standardEditionOn(place, { internalClients: at(CLIENTS) });
      const features = ["im-and-presence", "address-book", "archiving-and-cdr", "enterprise-voice"] as const;
      const existing = ["archiving-and-cdr-server", "advanced-media-gateway"] as const;
      new OcsFeatures(place.stack, "Features", { edition: "standard", features, existing });
    },
    () => ({ "Server/Internal": WITH_CLIENTS }),
  ],
];

const AROUND = { frontEnd: at(FRONT_ENDS), director: at(DIRECTORS) };

/** Row 1: SIP with Front Ends and Directors, both ways; the document has no more. */
function sipOnly(path: string): () => Expected {
  const sip = flows(...each(SIP, FRONT_ENDS, DIRECTORS));
  return () => ({ [path]: { ingress: sip, egress: sip } });
}

function voice(kind: Partial<MediationServerProps>): (place: OcsStack) => void {
  return ({ stack, network }) => {
    new MediationServer(stack, "New", { network, name: "new.example.com", ...AROUND, ...kind });
  };
}

const WITHOUT_ROWS: readonly Form[] = [
  [
    "an Archiving and CDR Server",
    ({ stack, network }) => {
      new ArchivingAndCdrServer(stack, "New", { network, name: "new.example.com", internal: host(4), ...AROUND });
    },
    sipOnly("New/Server/Internal"),
  ],
  [
    "Communicator Web Access",
    ({ stack, network }) => {
      new CommunicatorWebAccess(stack, "New", { network, name: "new.example.com", internal: host(4), ...AROUND });
    },
    sipOnly("New/Server/Internal"),
  ],
  [
    "a Mediation Server beside a basic media gateway elsewhere",
    voice({ basicGateway: { server: host(4), gateway: at("10.30.8.8") } }),
    sipOnly("New/MediationServer/Internal"),
  ],
  [
    "a Mediation Server, and a basic media gateway that has nothing open,",
    voice({ basicGateway: { server: host(4), gatewayHost: host(5) } }),
    sipOnly("New/MediationServer/Internal"),
  ],
  [
    "a basic-hybrid media gateway",
    voice({ basicHybridGateway: host(4) }),
    sipOnly("New/BasicHybridMediaGateway/Internal"),
  ],
  ["an advanced media gateway", voice({ advancedGateway: host(4) }), sipOnly("New/AdvancedMediaGateway/Internal")],
];

/** Rows 5 and 11. */
const PROXY_ON_HOSTS: Expected = {
  "Proxy/ReverseProxy/External": { ingress: flows("tcp 443 internet") },
  "Proxy/ReverseProxy/Internal": { egress: flows("tcp 443 10.30.1.0/28") },
};

const PROXY_FORMS: readonly Form[] = [
  [
    "a reverse proxy on a host",
    ({ stack, network }) => {
      new ReverseProxy(stack, "Proxy", {
        network,
        names: ["abs.example.com"],
        webComponents: at("10.30.1.0/28"),
        hosts: { external: { privateAddress: "10.20.0.13" }, internal: { privateAddress: "10.20.0.141" } },
      });
    },
    () => PROXY_ON_HOSTS,
  ],
];

const FORMS = [...SERVER_FORMS, ...DIRECTOR_FORMS, ...WITHOUT_ROWS, ...PROXY_FORMS];

describe.each(CLOUDS)("on %s", (cloud) => {
  it.each(FORMS)("%s permits exactly what the document asks for", (_, compose, expected) => {
    const place = ocsStack(cloud);
    compose(place);
    expect(place.stack).toPermitExactly(expected(cloud));
  });
});

const [POOL, PARTNERS] = ["10.30.1.0/28", ["198.51.100.0/24", "203.0.113.0/25"]] as const;

/** The edge of the examples, with an interface of each service on each side. */
const EDGE: Expected = {
  // Rows 12, 13, 22 and 25.
  "Edge/AccessEdge/External": {
    ingress: flows("tcp 443 internet", ...each("tcp 5061", ...PARTNERS)),
    egress: flows(...each("tcp 5061", ...PARTNERS)),
  },
  // Rows 1, 12, 21 and 27.
  "Edge/AccessEdge/Internal": {
    ingress: flows(...each("tcp 5061", POOL, CLIENTS)),
    egress: flows(`tcp 5061 ${POOL}`),
  },
  // Rows 14, 15 and 25.
  "Edge/WebConferencingEdge/External": { ingress: flows("tcp 443 internet") },
  "Edge/WebConferencingEdge/Internal": { ingress: flows(`tcp 8057 ${POOL}`) },
  // Rows 16 to 19, 23 and 28.
  "Edge/AvEdge/External": {
    ingress: flows(...each(["tcp 443", "udp 3478", "tcp 50000-59999", "udp 50000-59999"], "internet")),
    egress: flows("tcp 1024-65535 internet 50000-59999", "udp 1024-65535 internet 50000-59999"),
  },
  "Edge/AvEdge/Internal": {
    ingress: flows(...each(["tcp 443", "udp 3478"], POOL, CLIENTS), `tcp 5062 ${POOL}`),
  },
};

/** A managed proxy: rows 5 and 11, and on Azure what the documentation of the gateway asks for. */
function managedProxy(cloud: Cloud): Expected {
  const documented = { ingress: flows("tcp 443 internet"), egress: flows("tcp 443 10.30.1.4/31") };
  const gateway = {
    ingress: flows("tcp 65200-65535 GatewayManager", ...each(["tcp 0-65535", "udp 0-65535"], "AzureLoadBalancer")),
    egress: flows(...each(["tcp 0-65535", "udp 0-65535"], "internet")),
  };
  const path = "Proxy/ReverseProxy/Front";
  return together({ [path]: documented }, ...(cloud === "azure" ? [{ [path]: gateway }] : []));
}

it.each([
  ["an edge on AWS", OcsEdgeAws, EDGE],
  ["an edge on Azure", OcsEdgeAzure, EDGE],
  ["an edge with a reverse proxy on AWS", OcsEdgeWithProxyAws, { ...EDGE, ...PROXY_ON_HOSTS }],
  ["an edge with a reverse proxy on Azure", OcsEdgeWithProxyAzure, { ...EDGE, ...PROXY_ON_HOSTS }],
  ["a managed proxy on AWS", OcsManagedProxyAws, managedProxy("aws")],
  ["a managed proxy on Azure", OcsManagedProxyAzure, managedProxy("azure")],
] as const)(
  "the example of %s permits exactly what is spelled out, and has no findings but accepted ones",
  (...one) => {
    const [, Stack, expected] = one;
    const app: App = Testing.app();
    new Stack(app, "example");
    const [stack] = synthesize(app);
    expect(stack).toPermitExactly(expected);
    expect(stack).toHaveNoFindings();
  },
);
