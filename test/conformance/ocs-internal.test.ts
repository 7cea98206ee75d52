/**
 * The complete rules of servers inside, written by hand from the port table of `ocs-2007`, row by row: the two examples, and
 * each construct by itself. A line is one range of ports with one peer: group, direction, transport, ports, peer, and source
 * ports where the cloud takes them.
 */
import { OCS_2007_PORTS } from "../../lib/catalog/ocs-2007/ports";
import { Peer } from "../../lib/stack/peer";
import { ArchivingAndCdrServer } from "../../lib/systems/ocs/archiving-and-cdr-server";
import { CommunicatorWebAccess } from "../../lib/systems/ocs/communicator-web-access";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import { MediationServer, type MediationServerProps } from "../../lib/systems/ocs/mediation-server";
import { readStack } from "../../lib/tools/read/terraform-json";
import { previewStack } from "../../lib/tools/report/preview";
import { at, CLIENTS, consolidatedOn, directorOn, type OcsStack, standardEditionOn } from "../support/ocs";
import { both, clientsThrough, expectExact, expectRules, media, once, through } from "../support/ocs-rules";
import { synthesizeExamples } from "../support/examples";
import { recordsOf } from "../support/rules";
import { CLOUDS, type Cloud } from "../support/stacks";
import { INTERNET } from "../support/xphone";

const TODAY = "2027-01-01";
const examples = synthesizeExamples();

describe("a Standard Edition Server with its edge and its reverse proxy opens exactly what the rows ask for", () => {
  it.each(CLOUDS)("on %s", (cloud) => {
    const internet = INTERNET[cloud];
    const server = "Server_Internal";
    const sourced = cloud === "azure" ? " source 50000-59999" : "";
    expectExact(examples.get(`ocs-standard-edition-${cloud}`) ?? "", [
      // Rows 1, 20, 21 and 27: SIP of clients. Rows 2 to 4, 6, 7 and 9 stay on the host.
      `${server} ingress tcp 5060-5061 from ${CLIENTS}`,
      // Row 5: HTTPS to the server's URLs, from clients and from the reverse proxy, which row 11 opens to the internet.
      `${server} ingress tcp 443 from ${CLIENTS}`,
      ...both("Proxy_ReverseProxy_Internal", server, 443),
      `Proxy_ReverseProxy_External ingress tcp 443 from ${internet}`,
      // Rows 8 and 26: PSOM of Live Meeting.
      `${server} ingress tcp 8057 from ${CLIENTS}`,
      // Row 10.
      media(server, cloud),
      // Rows 1 and 12: SIP with the Access Edge, both ways.
      ...both("Edge_AccessEdge_Internal", server, 5061),
      ...both(server, "Edge_AccessEdge_Internal", 5061),
      // Rows 13, 22 and 25: remote users. Rows 21 and 27: authentication of A/V users from inside.
      `Edge_AccessEdge_External ingress tcp 443 from ${internet}`,
      `Edge_AccessEdge_Internal ingress tcp 5061 from ${CLIENTS}`,
      // Rows 14, 15 and 25: PSOM of the Web Conferencing Edge.
      ...both(server, "Edge_WebConferencingEdge_Internal", 8057),
      `Edge_WebConferencingEdge_External ingress tcp 443 from ${internet}`,
      // Rows 16 to 18: STUN and authentication at the A/V Edge, from the server, from clients and from outside.
      ...both(server, "Edge_AvEdge_Internal", 443),
      ...both(server, "Edge_AvEdge_Internal", 5062),
      ...both(server, "Edge_AvEdge_Internal", 3478, "udp"),
      `Edge_AvEdge_Internal ingress tcp 443 from ${CLIENTS}`,
      `Edge_AvEdge_Internal ingress udp 3478 from ${CLIENTS}`,
      `Edge_AvEdge_External ingress tcp 443 from ${internet}`,
      `Edge_AvEdge_External ingress udp 3478 from ${internet}`,
      // Rows 19, 23 and 28: media through the external firewall.
      ...["tcp", "udp"].flatMap((transport) => [
        `Edge_AvEdge_External ingress ${transport} 50000-59999 from ${internet}`,
        `Edge_AvEdge_External egress ${transport} 1024-65535 to ${internet}${sourced}`,
      ]),
    ]);
  });
});

/** An expanded pool of the example, by the rows. */
function expandedPool(cloud: Cloud): string[] {
  const [frontEnd, web] = ["Pool_FrontEnd_Internal", "Pool_WebComponents_Internal"];
  const [webConferencing, av] = ["Pool_WebConferencingServer_Internal", "Pool_AvConferencingServer_Internal"];
  const [front, farm] = ["Pool_Address_Balancer_Front", "Pool_WebFarmAddress_Balancer_Front"];
  return [
    // Rows 1, 20, 21 and 27: SIP of clients to the name of the pool; of Front Ends to it, and to each other.
    ...clientsThrough(frontEnd, "5060-5061", cloud, front),
    ...through(frontEnd, frontEnd, "5060-5061", cloud, "10.30.1.10", front),
    ...both(frontEnd, frontEnd, "5060-5061"),
    // Rows 2, 5 and 6: HTTPS to the web farm.
    ...clientsThrough(web, 443, cloud, farm),
    ...through(frontEnd, web, 443, cloud, "10.30.1.40", farm),
    ...through(webConferencing, web, 443, cloud, "10.30.1.40", farm),
    // Rows 3 and 7: conferences are on one server, with no initiator stated.
    ...[webConferencing, av].flatMap((group) => [...both(frontEnd, group, 444), ...both(group, frontEnd, 444)]),
    // Row 4: behind a load balancer, each Front End by itself.
    ...both(frontEnd, frontEnd, 135),
    // Rows 8 and 26; row 9; row 10.
    `${webConferencing} ingress tcp 8057 from ${CLIENTS}`,
    ...both(frontEnd, av, 5063),
    media(av, cloud),
  ];
}

describe("an expanded Enterprise pool opens exactly what the rows ask for", () => {
  it.each(CLOUDS)("on %s, and its own flow to the database", (cloud) => {
    const own = "Pool_FrontEnd_Internal egress tcp 1433 to 10.30.4.10/32";
    expectExact(examples.get(`ocs-enterprise-pool-${cloud}`) ?? "", [...expandedPool(cloud), own]);
  });
});

describe.each(CLOUDS)("by itself on %s", (cloud) => {
  it("a Standard Edition Server has SIP with other servers, both ways and nothing else", () => {
    expectRules(cloud, (place) => standardEditionOn(place, { otherServers: at("10.30.9.9") }), [
      "Server_Internal ingress tcp 5060-5061 from 10.30.9.9/32",
      "Server_Internal egress tcp 5060-5061 to 10.30.9.9/32",
    ]);
  });

  it("Live Meeting clients of their own get no SIP over TCP, and Office Communicator no PSOM", () => {
    const clients = { internalClients: at("10.30.128.0/24"), liveMeetingClients: at("10.30.131.0/24") };
    expectRules(cloud, (place) => standardEditionOn(place, clients), [
      "Server_Internal ingress tcp 5060-5061 from 10.30.128.0/24",
      "Server_Internal ingress tcp 5061 from 10.30.131.0/24",
      "Server_Internal ingress tcp 8057 from 10.30.131.0/24",
      ...["10.30.128.0/24", "10.30.131.0/24"].flatMap((clients) => [
        `Server_Internal ingress tcp 443 from ${clients}`,
        media("Server_Internal", cloud, clients),
      ]),
    ]);
  });

  it("a consolidated pool has one virtual address for SIP and HTTPS, and its servers reach each other as well", () => {
    const [pool, front] = ["Pool_Internal", "Pool_Address_Balancer_Front"];
    expectRules(cloud, (place) => consolidatedOn(place, { internalClients: at(CLIENTS) }), [
      ...["443", "5060-5061"].flatMap((ports) => [
        ...clientsThrough(pool, ports, cloud, front),
        ...through(pool, pool, ports, cloud, "10.30.2.1", front),
        ...both(pool, pool, ports),
      ]),
      // Rows 4, 3 and 7, and 9, to each server by itself.
      ...[135, 444, 5063].flatMap((port) => both(pool, pool, port)),
      `${pool} ingress tcp 8057 from ${CLIENTS}`,
      media(pool, cloud),
    ]);
  });

  it("a consolidated pool of one server needs no virtual address, and opens what a Standard Edition Server does", () => {
    const servers = [{ privateAddress: "10.30.2.4" }];
    expectRules(cloud, (place) => consolidatedOn(place, { consolidated: { servers }, internalClients: at(CLIENTS) }), [
      `Pool_Internal ingress tcp 5060-5061 from ${CLIENTS}`,
      `Pool_Internal ingress tcp 443 from ${CLIENTS}`,
      `Pool_Internal ingress tcp 8057 from ${CLIENTS}`,
      media("Pool_Internal", cloud),
    ]);
  });

  it("an expanded pool with one server of each role has no rules within a role, and no 135", () => {
    const [frontEnd, web] = ["Pool_FrontEnd_Internal", "Pool_WebComponents_Internal"];
    const [webConferencing, av] = ["Pool_WebConferencingServer_Internal", "Pool_AvConferencingServer_Internal"];
    const compose = ({ stack, network }: OcsStack): void => {
      const host = (last: number): { privateAddress: string }[] => [{ privateAddress: `10.30.2.${String(last)}` }];
      new EnterprisePool(stack, "Pool", {
        network,
        poolName: "pool.example.com",
        webFarmName: "farm.example.com",
        sipDomains: ["example.com"],
        expanded: {
          frontEnds: { servers: host(4) },
          webConferencingServers: host(5),
          avConferencingServers: host(6),
          webComponents: { servers: host(7) },
        },
      });
    };
    expectRules(cloud, compose, [
      ...both(frontEnd, web, 443),
      ...both(webConferencing, web, 443),
      ...[webConferencing, av].flatMap((group) => [...both(frontEnd, group, 444), ...both(group, frontEnd, 444)]),
      ...both(frontEnd, av, 5063),
    ]);
  });

  it("a web farm under the name of the pool is reached through the pool's virtual address", () => {
    const [frontEnd, web] = ["Pool_FrontEnd_Internal", "Pool_WebComponents_Internal"];
    const [webConferencing, av] = ["Pool_WebConferencingServer_Internal", "Pool_AvConferencingServer_Internal"];
    const front = "Pool_Address_Balancer_Front";
    const compose = ({ stack, network }: OcsStack): void => {
      const host = (last: number): { privateAddress: string }[] => [{ privateAddress: `10.30.2.${String(last)}` }];
      new EnterprisePool(stack, "Pool", {
        network,
        poolName: "pool.example.com",
        sipDomains: ["example.com"],
        expanded: {
          frontEnds: { servers: host(4), virtualAddress: { privateAddress: "10.30.2.1" } },
          webConferencingServers: host(5),
          avConferencingServers: host(6),
          webComponents: { servers: [...host(7), ...host(8)] },
        },
      });
    };
    expectRules(cloud, compose, [
      ...through(frontEnd, frontEnd, "5060-5061", cloud, "10.30.2.1", front),
      ...through(frontEnd, web, 443, cloud, "10.30.2.1", front),
      ...through(webConferencing, web, 443, cloud, "10.30.2.1", front),
      ...[webConferencing, av].flatMap((group) => [...both(frontEnd, group, 444), ...both(group, frontEnd, 444)]),
      ...both(frontEnd, av, 5063),
    ]);
  });

  it("two pools behind load balancers have SIP through their addresses, and 135 from server to server", () => {
    const within = (pool: string, address: string): string[] => {
      const front = `${pool}_Address_Balancer_Front`;
      const group = `${pool}_Internal`;
      return [
        ...["443", "5060-5061"].flatMap((ports) => [
          ...through(group, group, ports, cloud, address, front),
          ...both(group, group, ports),
        ]),
        ...[135, 444, 5063].flatMap((port) => both(group, group, port)),
      ];
    };
    const compose = (place: OcsStack): void => {
      const pool = consolidatedOn(place);
      const servers = [{ privateAddress: "10.30.6.4" }, { privateAddress: "10.30.6.5" }];
      const more = { consolidated: { servers, virtualAddress: { privateAddress: "10.30.6.1" } } };
      consolidatedOn(place, { ...more, poolName: "two.example.com", otherPools: Peer.of(pool.frontEnd) }, "Two");
    };
    expectRules(cloud, compose, [
      ...within("Pool", "10.30.2.1"),
      ...within("Two", "10.30.6.1"),
      ...through("Two_Internal", "Pool_Internal", "5060-5061", cloud, "10.30.2.1", "Pool_Address_Balancer_Front"),
      ...through("Pool_Internal", "Two_Internal", "5060-5061", cloud, "10.30.6.1", "Two_Address_Balancer_Front"),
      ...both("Two_Internal", "Pool_Internal", 135),
      ...both("Pool_Internal", "Two_Internal", 135),
    ]);
  });

  it("a pool has SIP with a Standard Edition Server beside it, and no 135", () => {
    const servers = [{ privateAddress: "10.30.2.4" }];
    const compose = (place: OcsStack): void => {
      const server = standardEditionOn(place);
      consolidatedOn(place, { consolidated: { servers }, otherServers: Peer.of(server.frontEnd) });
    };
    expectRules(cloud, compose, [
      ...both("Pool_Internal", "Server_Internal", "5060-5061"),
      ...both("Server_Internal", "Pool_Internal", "5060-5061"),
    ]);
  });
});

describe.each(CLOUDS)("a Director on %s", (cloud) => {
  const SIP = "5060-5061";
  const FRONT_ENDS = "10.30.9.0/28";
  const group = "Director_Internal";

  it("on a Standard Edition Server has SIP with clients, and both ways with the Front Ends behind it", () => {
    expectRules(cloud, (place) => directorOn(place, { internalClients: at(CLIENTS) }), [
      `${group} ingress tcp ${SIP} from ${CLIENTS}`,
      `${group} ingress tcp ${SIP} from ${FRONT_ENDS}`,
      `${group} egress tcp ${SIP} to ${FRONT_ENDS}`,
    ]);
  });

  it("on an Enterprise pool is reached through the virtual address, and its servers reach each other as well", () => {
    const servers = [{ privateAddress: "10.30.3.4" }, { privateAddress: "10.30.3.5" }];
    const enterprisePool = { poolName: "dir.example.com", servers, virtualAddress: { privateAddress: "10.30.3.1" } };
    const front = "Director_Address_Balancer_Front";
    const compose = (place: OcsStack): void => {
      const server = standardEditionOn(place);
      directorOn(place, { enterprisePool, standardEdition: undefined, frontEnds: Peer.of(server.frontEnd) } as never);
    };
    expectRules(cloud, compose, [
      ...through(group, group, SIP, cloud, "10.30.3.1", front),
      ...both(group, group, SIP),
      ...both(group, "Server_Internal", SIP),
      ...through("Server_Internal", group, SIP, cloud, "10.30.3.1", front),
    ]);
  });

  it("on an array in front of a pool has SIP with it through both virtual addresses", () => {
    const array = {
      arrayName: "dir.example.com",
      servers: [
        { name: "one.example.com", privateAddress: "10.30.3.4" },
        { name: "two.example.com", privateAddress: "10.30.3.5" },
      ],
      virtualAddress: { privateAddress: "10.30.3.1" },
    };
    const servers = [{ privateAddress: "10.30.2.4" }];
    const pool = { servers, virtualAddress: { privateAddress: "10.30.2.1" } };
    const [front, poolFront] = ["Director_Address_Balancer_Front", "Pool_Address_Balancer_Front"];
    const compose = (place: OcsStack): void => {
      const { frontEnd } = consolidatedOn(place, { consolidated: pool });
      directorOn(place, { array, standardEdition: undefined, frontEnds: Peer.of(frontEnd) } as never);
    };
    expectRules(cloud, compose, [
      // The only server of the pool calls its own virtual address, and nobody else of its own kind.
      ...["443", SIP].flatMap((ports) =>
        through("Pool_Internal", "Pool_Internal", ports, cloud, "10.30.2.1", poolFront),
      ),
      ...through(group, group, SIP, cloud, "10.30.3.1", front),
      ...both(group, group, SIP),
      ...through(group, "Pool_Internal", SIP, cloud, "10.30.2.1", poolFront),
      ...through("Pool_Internal", group, SIP, cloud, "10.30.3.1", front),
    ]);
  });
});

describe.each(CLOUDS)(
  "a server without rows in the port table on %s has SIP with Front Ends and Directors only",
  (cloud) => {
    const gateway = { privateAddress: "10.30.7.4" };
    const KINDS: readonly [string, string, (place: OcsStack) => void][] = [
      [
        "Archiving and CDR Server",
        "New_Server_Internal",
        ({ stack, network }) =>
          new ArchivingAndCdrServer(stack, "New", { network, name: "new.example.com", internal: gateway, ...PEERS }),
      ],
      [
        "Communicator Web Access",
        "New_Server_Internal",
        ({ stack, network }) =>
          new CommunicatorWebAccess(stack, "New", { network, name: "new.example.com", internal: gateway, ...PEERS }),
      ],
      [
        "Mediation Server",
        "New_MediationServer_Internal",
        voice({ basicGateway: { server: gateway, gateway: at("10.30.8.8") } }),
      ],
      [
        "Mediation Server with a gateway that is placed",
        "New_MediationServer_Internal",
        voice({ basicGateway: { server: gateway, gatewayHost: { privateAddress: "10.30.8.8" } } }),
      ],
      ["basic-hybrid media gateway", "New_BasicHybridMediaGateway_Internal", voice({ basicHybridGateway: gateway })],
      ["advanced media gateway", "New_AdvancedMediaGateway_Internal", voice({ advancedGateway: gateway })],
    ];

    it.each(KINDS)("%s", (_, group, compose) => {
      expectRules(cloud, compose, [
        ...["10.30.9.0/28", "10.30.9.64/32"].flatMap((peer) => [
          `${group} ingress tcp 5060-5061 from ${peer}`,
          `${group} egress tcp 5060-5061 to ${peer}`,
        ]),
      ]);
    });
  },
);

const PEERS = { frontEnd: at("10.30.9.0/28"), director: at("10.30.9.64") };

function voice(kind: Partial<MediationServerProps>): (place: OcsStack) => void {
  return ({ stack, network }) => {
    new MediationServer(stack, "New", { network, name: "new.example.com", ...PEERS, ...kind });
  };
}

/** The flows that the rules of stacks cite. */
function citedBy(...stacks: readonly string[]): Set<string> {
  return new Set(
    stacks.flatMap((stack) =>
      previewStack(readStack("cdk.tf.json", JSON.parse(examples.get(stack) ?? "")), TODAY).groups.flatMap(({ rules }) =>
        rules.flatMap(({ flows }) => flows.map(({ id }) => id)),
      ),
    ),
  );
}

describe("the port table", () => {
  const rows = Array.from({ length: 29 }, (_, index) => `ocs-2007/ports/${String(index + 1)}`);
  const OCS = ["ocs-standard-edition", "ocs-enterprise-pool", "ocs-edge", "ocs-director-voice"];

  it("is used row by row by the examples, or says why a row is not", () => {
    const cited = new Set(
      [...citedBy(...OCS.flatMap((name) => CLOUDS.map((cloud) => `${name}-${cloud}`)))].map((id) =>
        id.replace(/[a-z]$/, ""),
      ),
    );
    expect(OCS_2007_PORTS.map(({ id }) => id)).toEqual(rows);
    // File transfer goes from client to client.
    expect(rows.filter((row) => !cited.has(row))).toEqual(["ocs-2007/ports/24", "ocs-2007/ports/29"]);
    for (const { id, unenforced } of OCS_2007_PORTS) expect([id, unenforced === null]).toEqual([id, cited.has(id)]);
  });

  const DIRECTIONS = OCS_2007_PORTS.flatMap(({ id, directions }) => directions.map(({ key }) => `${id}${key}`));

  it.each(CLOUDS)("is used in each direction by the examples together on %s", (cloud) => {
    const cited = citedBy(...OCS.map((name) => `${name}-${cloud}`));
    // Public IM: an example has it through the Access Proxy of the version before, and a test of its own through an Access Edge.
    expect(DIRECTIONS.filter((id) => !cited.has(id))).toEqual(["ocs-2007/ports/12c", "ocs-2007/ports/12d"]);
  });

  it.each(CLOUDS)("is used in each direction by Enterprise Voice behind Directors on %s, but past them", (cloud) => {
    const cited = citedBy(`ocs-director-voice-${cloud}`);
    expect(DIRECTIONS.filter((id) => !cited.has(id))).toEqual([
      // The Access Edge and the pool.
      "ocs-2007/ports/1a",
      // Public IM.
      "ocs-2007/ports/12c",
      "ocs-2007/ports/12d",
      // The pool and the Access Edge.
      "ocs-2007/ports/12e",
    ]);
  });
});

describe("two SIP domains in split view", () => {
  const INSIDE = (zone: (domain: string) => string, name: (full: string) => string): string[] => [
    ...["abs", "content", "ocs", "sip"].map((host) => `A ${name(`${host}.example.com`)} in ${zone("com")}: 10.30.1.10`),
    `A ${name("sip.example.org")} in ${zone("org")}: 10.30.1.10`,
    `A ${name("av.example.com")} in ${zone("com")}: 10.20.0.140`,
    `A ${name("webconf.example.com")} in ${zone("com")}: 10.20.0.139`,
    `SRV ${name("_sipinternaltls._tcp.example.com")} in ${zone("com")}: 0 0 5061 ocs.example.com`,
    `SRV ${name("_sipinternaltls._tcp.example.org")} in ${zone("org")}: 0 0 5061 sip.example.org`,
    `SRV ${name("_sipinternal._tcp.example.com")} in ${zone("com")}: 0 0 5060 ocs.example.com`,
    `SRV ${name("_sipinternal._tcp.example.org")} in ${zone("org")}: 0 0 5060 sip.example.org`,
  ];
  const OUTSIDE = (zone: (domain: string) => string, name: (full: string) => string): string[] => [
    ...["abs", "content"].map((host) => `A ${name(`${host}.example.com`)} in ${zone("com")}: Proxy`),
    `A ${name("av.example.com")} in ${zone("com")}: Edge_AvEdge`,
    `A ${name("webconf.example.com")} in ${zone("com")}: Edge_WebConferencingEdge`,
    ...["com", "org"].flatMap((top) => [
      `A ${name(`sip.example.${top}`)} in ${zone(top)}: Edge_AccessEdge`,
      ...["_sip._tls", "_sip._tcp"].map(
        (service) => `SRV ${name(`${service}.example.${top}`)} in ${zone(top)}: 0 0 443 sip.example.${top}`,
      ),
    ]),
  ];
  const records = (stack: string): string[] =>
    recordsOf(examples.get(stack) ?? "")
      .map((line) => line.replace(/: (Proxy|Edge_\w+?)(_ReverseProxy)?_External_\S+/, ": $1"))
      .sort();

  it("on AWS", () => {
    const zone = (view: string) => (domain: string) => `Z0${view}${domain.toUpperCase()}`;
    const name = (full: string): string => full;
    const expected = [...INSIDE(zone("INSIDE"), name), ...OUTSIDE(zone("PUBLIC"), name)];
    expect(records("ocs-standard-edition-aws")).toEqual(expected.sort());
  });

  it("on Azure", () => {
    const zone = (domain: string): string => `example.${domain}`;
    const name = (full: string): string => full.replace(/\.example\.(com|org)$/, "");
    const inside = INSIDE(zone, name).map((line) => `internal ${line}`);
    const outside = OUTSIDE(zone, name).map((line) => `public ${line}`);
    expect(records("ocs-standard-edition-azure")).toEqual([...inside, ...outside].sort());
  });

  it("are looked up in the documented order, which a preview shows", () => {
    const stack = readStack("cdk.tf.json", JSON.parse(examples.get("ocs-standard-edition-aws") ?? ""));
    const ordered = previewStack(stack, TODAY).records.flatMap(({ name, view, order }) =>
      order === null ? [] : [`${String(order)} ${view} ${name.replace(/\.example\.(com|org)$/, "")}`],
    );
    expect(once(ordered)).toEqual([
      "1 internal _sipinternaltls._tcp",
      "2 internal _sipinternal._tcp",
      "3 public _sip._tls",
      "4 public _sip._tcp",
    ]);
    expect(ordered).toHaveLength(8);
  });
});
