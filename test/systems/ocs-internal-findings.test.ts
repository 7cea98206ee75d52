/** What is said about servers inside, and which records they have. */
import { LIMITS } from "../../lib/catalog/all";
import { Peer } from "../../lib/stack/peer";
import { ArchivingAndCdrServer } from "../../lib/systems/ocs/archiving-and-cdr-server";
import { CommunicatorWebAccess } from "../../lib/systems/ocs/communicator-web-access";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import { MediationServer, type MediationServerProps } from "../../lib/systems/ocs/mediation-server";
import { at, consolidatedOn, directorOn, type OcsStack, ocsStack, standardEditionOn } from "../support/ocs";
import { declared, recordsOf } from "../support/rules";
import { CLOUDS, service } from "../support/stacks";

/** Severity, code and place of each finding of the constructs. */
function findingsOf({ stack }: OcsStack): string[] {
  return declared(stack, "finding")
    .map(({ severity, code, where }) => [severity, code, where].map(String).join(" "))
    .filter((line) => !line.includes("not-expressible") && !line.includes("hairpin"));
}

function choicesOf({ stack }: OcsStack): Record<string, unknown> {
  return Object.fromEntries(declared(stack, "system").map(({ path, choices }) => [String(path), choices]));
}

const NEW = { name: "new.example.com", internal: {}, frontEnd: at("10.30.9.4") };

function voice({ stack, network }: OcsStack, kind: Partial<MediationServerProps>): MediationServer {
  return new MediationServer(stack, "New", { network, name: "new.example.com", frontEnd: at("10.30.9.4"), ...kind });
}

describe.each(CLOUDS)("on %s", (cloud) => {
  it("servers without rows in the port table say what else they need, each by its own code", () => {
    const archiving = ocsStack(cloud);
    new ArchivingAndCdrServer(archiving.stack, "New", { network: archiving.network, ...NEW });
    expect(findingsOf(archiving)).toEqual(["warning ocs-archiving-undocumented New"]);
    const web = ocsStack(cloud);
    new CommunicatorWebAccess(web.stack, "New", { network: web.network, ...NEW });
    expect(findingsOf(web)).toEqual(["warning ocs-web-access-undocumented New"]);
    expect(choicesOf(web)).toEqual({ New: ["web-access"] });
    for (const kind of [{ basicHybridGateway: {} }, { advancedGateway: {} }]) {
      const place = ocsStack(cloud);
      expect(voice(place, kind).mediaGateway).toBeUndefined();
      expect(findingsOf(place)).toEqual(["warning ocs-mediation-undocumented New"]);
      expect(choicesOf(place)).toEqual({ New: ["enterprise-voice"] });
    }
  });

  it("a basic media gateway is placed or named, and nothing is documented for it", () => {
    const placed = ocsStack(cloud);
    const server = voice(placed, { basicGateway: { server: {}, gatewayHost: { names: ["gw.example.com"] } } });
    expect(server.mediaGateway?.fact.id).toBe("basic-media-gateway");
    const said = ["note ocs-basic-gateway-undocumented New", "warning ocs-mediation-undocumented New"];
    expect(findingsOf(placed).sort()).toEqual(said);
    const named = ocsStack(cloud);
    voice(named, { basicGateway: { server: {}, gateway: at("10.30.8.8") } });
    expect(findingsOf(named).sort()).toEqual(said);
    const peers = declared(named.stack, "peer").map(({ role, peers: all }) => [role, all]);
    expect(peers).toEqual([
      ["ocs-2007/basic-media-gateway", [{ kind: "prefixes", prefixes: ["10.30.8.8"] }]],
      ["ocs-2007/front-end", [{ kind: "prefixes", prefixes: ["10.30.9.4"] }]],
    ]);
  });

  it("a pool says that its database and dynamic RPC ports are not documented; one server has no RPC", () => {
    const several = ocsStack(cloud);
    consolidatedOn(several);
    expect(findingsOf(several).sort()).toEqual([
      "note ocs-rpc-ports-undocumented Pool",
      "warning ocs-pool-database-undocumented Pool",
    ]);
    expect(choicesOf(several)).toEqual({ Pool: ["consolidated-pool", "load-balanced-pool"] });
    const one = ocsStack(cloud);
    consolidatedOn(one, { consolidated: { servers: [{ privateAddress: "10.30.2.4" }] } });
    expect(findingsOf(one)).toEqual(["warning ocs-pool-database-undocumented Pool"]);
    expect(choicesOf(one)).toEqual({ Pool: ["consolidated-pool"] });
  });

  it("what no balancer forwards is as the catalog reads the document, and the finding about RPC cites it", () => {
    const { stack, network } = ocsStack(cloud);
    consolidatedOn({ stack, network });
    const ports = declared(stack, "balancer").flatMap(({ listeners }) =>
      (listeners as { readonly port: number }[]).map(({ port }) => port),
    );
    expect(ports.sort()).toEqual([443, 5060, 5061]);
    const fact = LIMITS.find(({ id }) => id === "ocs-2007/not-balanced/1");
    expect(fact?.ports?.flat()).toEqual([135, 135, 444, 444, 5063, 5063, 8057, 8057]);
    expect(fact?.reading?.because).toMatch(/load balancer in ports row 4 and certificate row 6 only/);
    const rpc = declared(stack, "finding").find(({ code }) => code === "ocs-rpc-ports-undocumented");
    expect(rpc?.["facts"]).toEqual(["ocs-2007/not-balanced/1", "ocs-2007/ports/4"]);
  });

  it("names whose zone is kept elsewhere get no record, and a finding instead", () => {
    const place = ocsStack(cloud, { internalSubnet: "inside", internalDomains: [] });
    standardEditionOn(place, { name: "ocs.corp.example.net" });
    expect(recordsOf(place.stack)).toEqual([]);
    const [finding] = declared(place.stack, "finding");
    expect(finding).toMatchObject({ code: "ocs-name-elsewhere", severity: "note", where: "Server" });
    expect(finding?.["what"]).toContain("ocs.corp.example.net");
  });

  it("names of virtual addresses and of single servers lead where they belong", () => {
    const place = ocsStack(cloud);
    consolidatedOn(place, {
      webFarmName: "farm.example.com",
      consolidated: {
        servers: [
          { privateAddress: "10.30.2.4", names: ["one.example.com"] },
          { privateAddress: "10.30.2.5", names: ["two.example.com"] },
        ],
        virtualAddress: { privateAddress: "10.30.2.1", names: ["sip.example.org"] },
      },
    });
    directorOn(place, { automaticSignIn: {} });
    const records = recordsOf(place.stack).map((line) => line.replace(/^internal /, ""));
    const lines = records.map((line) => line.replace(/(\.example\.\w+)? in (Z-)?/, " ").replace(/\.example\.com$/, ""));
    expect(lines.sort()).toEqual([
      "A director example.com: 10.30.3.4",
      "A farm example.com: 10.30.2.1",
      "A one example.com: 10.30.2.4",
      "A pool example.com: 10.30.2.1",
      "A sip example.org: 10.30.2.1",
      "A two example.com: 10.30.2.5",
      "SRV _sipinternal._tcp example.com: 0 0 5060 director",
      "SRV _sipinternaltls._tcp example.com: 0 0 5061 director",
    ]);
  });

  it("the roles are what an edge names as its internal servers, through the virtual address", () => {
    const place = ocsStack(cloud);
    const pool = consolidatedOn(place);
    const { stack, network } = place;
    const names = ["sip.example.com"];
    new EdgeServer(stack, "Edge", {
      network,
      sipDomains: ["example.com"],
      accessEdge: service(10, {
        external: { privateAddress: "10.20.0.10", names },
        internalServer: Peer.of(pool.frontEnd),
      }),
      webConferencingEdge: service(11, { internalServer: Peer.of(pool.webConferencingServer) }),
      avEdge: service(12, { internalServer: Peer.of(pool.avConferencingServer) }),
      remoteAccess: {},
      externalWebConferencing: {},
      externalAv: {},
    });
    const edgePeers = declared(stack, "peer").filter(({ of }) => of === "Edge");
    const roles = edgePeers.flatMap(({ role, peers }) => (peers as { role?: string }[]).map((one) => [role, one.role]));
    expect(roles).toEqual(
      expect.arrayContaining([
        ["ocs-2007/front-end", "Pool/FrontEnd"],
        ["ocs-2007/web-conferencing-server", "Pool/WebConferencingServer"],
        ["ocs-2007/av-conferencing-server", "Pool/AvConferencingServer"],
      ]),
    );
    expect(pool.webComponents.fact.id).toBe("web-components");
  });

  it("say their names for whoever makes their certificates", () => {
    const place = ocsStack(cloud);
    const server = standardEditionOn(place, { sipDomains: ["example.com", "example.org"] });
    expect([server.name, server.sipDomains]).toEqual(["ocs.example.com", ["example.com", "example.org"]]);
    const pool = consolidatedOn(place);
    expect([pool.poolName, pool.webFarmName]).toEqual(["pool.example.com", "pool.example.com"]);
    const array = {
      arrayName: "dir.example.com",
      servers: [{ name: "one.example.com", privateAddress: "10.30.3.5" }],
      virtualAddress: { privateAddress: "10.30.3.1" },
    };
    const { name, serverNames } = directorOn(place, { array, standardEdition: undefined } as never);
    expect([name, serverNames]).toEqual(["dir.example.com", ["one.example.com"]]);
  });
});
