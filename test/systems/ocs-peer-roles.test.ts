/** A role of the product is named only where the document has it: any other would be opened for flows of no row. */
import { Peer } from "../../lib/stack/peer";
import { ArchivingAndCdrServer } from "../../lib/systems/ocs/archiving-and-cdr-server";
import { Director } from "../../lib/systems/ocs/director";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import { MediationServer } from "../../lib/systems/ocs/mediation-server";
import { ReverseProxy } from "../../lib/systems/ocs/reverse-proxy";
import { StandardEditionServer } from "../../lib/systems/ocs/standard-edition-server";
import { expectNothingOpened } from "../support/faults";
import {
  at,
  consolidated,
  consolidatedOn,
  director,
  directorOn,
  type OcsStack,
  ocsStack,
  standardEdition,
} from "../support/ocs";
import { CLOUDS, service } from "../support/stacks";

/** What stands there already, and may be named in the wrong place. */
interface There {
  readonly place: OcsStack;
  readonly frontEnd: Peer;
  readonly web: Peer;
  readonly conferences: Peer;
  readonly media: Peer;
  readonly director: Peer;
  readonly edge: Peer;
}

const EXPANDED = {
  frontEnds: { servers: [{ privateAddress: "10.30.5.4" }] },
  webConferencingServers: [{ privateAddress: "10.30.5.5" }],
  avConferencingServers: [{ privateAddress: "10.30.5.6" }],
  webComponents: { servers: [{ privateAddress: "10.30.5.7" }] },
};
const NAMED = { external: { privateAddress: "10.20.0.30", names: ["sip.example.com"] } };
const HOSTS = { external: { privateAddress: "10.20.0.13" }, internal: { privateAddress: "10.20.0.141" } };

function edgeProps({ network }: OcsStack, more: Partial<EdgeServerProps>): EdgeServerProps {
  return { network, sipDomains: ["example.com"], ...more };
}

/** One mistake: what is composed, and what the error must say. */
interface Mistake {
  readonly title: string;
  readonly compose: (there: There) => unknown;
  readonly code: "ocs-peer-role" | "stack-peer-zone";
  readonly says: readonly string[];
}

const EDGES: readonly Mistake[] = [
  {
    title: "a Web Conferencing Server behind the Access Edge",
    compose: ({ place, conferences: internalServer }) =>
      new EdgeServer(place.stack, "New", edgeProps(place, { accessEdge: service(30, { ...NAMED, internalServer }) })),
    code: "ocs-peer-role",
    says: ["accessEdge.internalServer is", "the Web Conferencing Server stack/Pool/", "expected the Front End Server"],
  },
  {
    title: "a Front End behind the Web Conferencing Edge",
    compose: ({ place, frontEnd: internalServer }) =>
      new EdgeServer(place.stack, "New", edgeProps(place, { webConferencingEdge: service(30, { internalServer }) })),
    code: "ocs-peer-role",
    says: ["webConferencingEdge.internalServer is", "expected the Web Conferencing Server"],
  },
  {
    title: "a Web Conferencing Server behind the A/V Edge",
    compose: ({ place, conferences: internalServer }) =>
      new EdgeServer(place.stack, "New", edgeProps(place, { avEdge: service(30, { internalServer }) })),
    code: "ocs-peer-role",
    says: ["avEdge.internalServer is", "expected the A/V Conferencing Server"],
  },
  {
    title: "a Director behind itself",
    compose: ({ place, director: internalServer }) =>
      new EdgeServer(
        place.stack,
        "New",
        edgeProps(place, { director: internalServer, accessEdge: service(30, { ...NAMED, internalServer }) }),
      ),
    code: "ocs-peer-role",
    says: ["accessEdge.internalServer is", "the Director", "expected the Front End Server"],
  },
  {
    title: "a Front End behind the reverse proxy",
    compose: ({ place: { stack, network }, frontEnd: webComponents }) =>
      new ReverseProxy(stack, "New", { network, names: ["abs.example.com"], webComponents, hosts: HOSTS }),
    code: "ocs-peer-role",
    says: ["webComponents is", "the Front End Server", "expected the Web Components Server"],
  },
  {
    title: "an edge server behind the reverse proxy",
    compose: ({ place: { stack, network }, edge: webComponents }) =>
      new ReverseProxy(stack, "New", { network, names: ["abs.example.com"], webComponents, hosts: HOSTS }),
    code: "stack-peer-zone",
    says: ["cannot connect Web Components", 'this one is in "perimeter"'],
  },
];

const SERVERS: readonly Mistake[] = [
  {
    title: "an edge server as clients inside",
    compose: ({ place: { stack, network }, edge: internalClients }) =>
      new StandardEditionServer(stack, "New", standardEdition(network, { internalClients })),
    code: "stack-peer-zone",
    says: ["internal clients", 'this one is in "perimeter"'],
  },
  {
    title: "an edge server behind a Director",
    compose: ({ place: { stack, network }, edge: frontEnds }) =>
      new Director(stack, "New", director(network, { frontEnds })),
    code: "stack-peer-zone",
    says: ["the Front Ends behind the Director", 'this one is in "perimeter"'],
  },
  {
    title: "an A/V Conferencing Server behind a Director",
    compose: ({ place: { stack, network }, media: frontEnds }) =>
      new Director(stack, "New", director(network, { frontEnds })),
    code: "ocs-peer-role",
    says: ["frontEnds is", "the A/V Conferencing Server", "expected the Front End Server"],
  },
  {
    title: "a Director as another server",
    compose: ({ place: { stack, network }, director: otherServers }) =>
      new StandardEditionServer(stack, "New", standardEdition(network, { otherServers })),
    code: "ocs-peer-role",
    says: ["otherServers is", "the Director", "expected the Front End Server"],
  },
  {
    title: "Web Components as another pool",
    compose: ({ place: { stack, network }, web: otherPools }) =>
      new EnterprisePool(stack, "New", consolidated(network, { otherPools })),
    code: "ocs-peer-role",
    says: ["otherPools is", "the Web Components Server", "expected the Front End Server"],
  },
  {
    title: "a Director as the Front End of an Archiving and CDR Server",
    compose: ({ place: { stack, network }, director: frontEnd }) =>
      new ArchivingAndCdrServer(stack, "New", { network, name: "new.example.com", internal: {}, frontEnd }),
    code: "ocs-peer-role",
    says: ["frontEnd is", "the Director", "expected the Front End Server"],
  },
  {
    title: "a Front End as the Director of a Mediation Server",
    compose: ({ place: { stack, network }, frontEnd }) =>
      new MediationServer(stack, "New", {
        network,
        name: "new.example.com",
        frontEnd,
        director: frontEnd,
        advancedGateway: {},
      }),
    code: "ocs-peer-role",
    says: ["director is", "the Front End Server", "expected the Director"],
  },
  {
    title: "a Front End as the gateway of a Mediation Server",
    compose: ({ place: { stack, network }, frontEnd }) =>
      new MediationServer(stack, "New", {
        network,
        name: "new.example.com",
        frontEnd,
        basicGateway: { server: {}, gateway: frontEnd },
      }),
    code: "ocs-peer-role",
    says: ["basicGateway.gateway is", "the Front End Server", "expected the Basic media gateway"],
  },
];

describe.each(CLOUDS)("on %s", (cloud) => {
  let there: There;
  beforeEach(() => {
    const place = ocsStack(cloud);
    const onOne = { name: "there.example.com", internal: { privateAddress: "10.30.6.4" } };
    const expanded = {
      poolName: "apart.example.com",
      consolidated: undefined,
      expanded: EXPANDED,
      webFarmName: "farm.example.com",
    };
    const pool = consolidatedOn(place, expanded as never);
    const access = service(10, { external: { privateAddress: "10.20.0.10" }, internalServer: at("10.30.9.4") });
    there = {
      place,
      frontEnd: Peer.of(pool.frontEnd),
      web: Peer.of(pool.webComponents),
      conferences: Peer.of(pool.webConferencingServer),
      media: Peer.of(pool.avConferencingServer),
      director: Peer.of(directorOn(place, { standardEdition: onOne }).director),
      edge: Peer.of(new EdgeServer(place.stack, "Edge", edgeProps(place, { accessEdge: access })).accessEdge),
    };
  });

  it.each([...EDGES, ...SERVERS].map((one) => [one.title, one] as const))(
    "%s is refused",
    (_, { compose, code, says }) => {
      expectNothingOpened(there.place.stack, () => compose(there), code, ...says);
    },
  );
});
