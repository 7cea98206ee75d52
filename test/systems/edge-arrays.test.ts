/** Arrays of edge services: their virtual addresses, names and hosts, and what others see of them. */
import { App, type TerraformStack } from "cdktf";
import "../../lib/testing/index";
import { OCS_2007_ROLES } from "../../lib/catalog/ocs-2007/roles";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { Role } from "../../lib/stack/role";
import { type InterfaceProps, nicOf } from "../../lib/stack/interface-request";
import { PublicImConnectivity } from "../../lib/systems/lcs/public-im-connectivity";
import { VirtualAddress } from "../../lib/systems/virtual-address";
import { Director } from "../../lib/systems/ocs/director";
import { EnterprisePool } from "../../lib/systems/ocs/enterprise-pool";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { checkStack } from "../../lib/tools/analyze/check";
import { arrayService, at, INSIDE, twoHosts } from "../support/edge-arrays";
import { expectFault } from "../support/faults";
import { provider, PROVIDERS, withAol } from "../support/public-im";
import { countsOf, declared, recordsOf, resourcesOf, rulesOf, synthesized } from "../support/rules";
import { roleOn } from "../support/roles";
import { CLOUDS, type Cloud, networkOn, type NetworkPlan, POOL, service, stackOn } from "../support/stacks";
import { Folder } from "../tools/stack-files";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const DIRECTOR = "10.30.2.4";
const PARTNERS = "198.51.100.0/24";
const FORWARDED = { translation: "port-forward" } as const;
const CORP: NetworkPlan = { internalDomains: ["corp.example.com"] };

const federation = { partners: Peer.prefixes([PARTNERS]) };
const access = {
  hosts: twoHosts(10, 11),
  external: { names: ["sip.example.com"] },
  internal: { privateAddress: INSIDE },
};

interface Deployed {
  readonly stack: TerraformStack;
  readonly edge: EdgeServer;
  readonly network: Network;
}

function deploy(cloud: Cloud, props: Partial<EdgeServerProps>, plan: NetworkPlan = {}): Deployed {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, plan);
  const edge = new EdgeServer(stack, "Edge", { network, sipDomains: ["example.com"], ...props });
  return { stack, edge, network };
}

/** What the judge has against a stack. */
function faultsOf(stack: TerraformStack): string[] {
  const { findings, interfaces } = checkStack(folder.read(synthesized(stack)), "2027-01-01");
  return [
    ...findings
      .filter(({ code, severity }) => code.startsWith("check-") && severity !== "note")
      .map(({ code }) => code),
    ...interfaces.filter(({ exact }) => !exact).map(({ path }) => path),
  ];
}

/** A role of the product inside. */
function roleInside(stack: TerraformStack, network: Network, id: string, privateAddress: string): Role {
  const fact = OCS_2007_ROLES.find((one) => one.id === id);
  if (fact === undefined) throw new Error(`no role ${id}`);
  const role = new Role(stack, "Pool", fact);
  const nics = [nicOf({ privateAddress }, "internal")];
  const place = { zone: "internal", side: "internal", title: fact.title, nics } as const;
  role.placeOn("internal", network.place(role, "Internal", place));
  return role;
}

/** On AWS: the addresses behind each listener, by balancer and port, and the port by which their health is checked. */
function behind(stack: TerraformStack): string[] {
  const groups = resourcesOf(stack, "aws_lb_target_group");
  const attachments = Object.values(resourcesOf(stack, "aws_lb_target_group_attachment"));
  const targets = attachments.map((one) => {
    const id = /\.([\w-]+)\.arn/.exec(String(one["target_group_arn"]))?.[1] ?? "";
    const { protocol, health_check: check } = groups[id] as { protocol: string; health_check: { port: string } };
    const name = id.replace(/_port-.*/, "");
    return `${name} ${protocol} ${String(one["port"])} ${String(one["target_id"])} health ${check.port}`;
  });
  return targets.sort();
}

describe.each(CLOUDS)("an array of the Access Edge on %s", (cloud) => {
  it("has its names and SRV records at its virtual addresses, and names of hosts at the hosts", () => {
    const [one, two] = twoHosts(10, 11);
    const hosts = [
      { external: at(10, { names: ["one.example.com"] }), internal: at(138, { names: ["one.corp.example.com"] }) },
      { ...two, external: two?.external ?? {}, internal: at(139, { names: ["two.corp.example.com"] }) },
    ];
    expect(one?.external).toEqual({ privateAddress: "10.20.0.10" });
    const internal = { privateAddress: INSIDE, names: ["edge.corp.example.com"] };
    const { stack } = deploy(cloud, { accessEdge: arrayService({ ...access, hosts, internal }), federation }, CORP);
    const front = "Edge_AccessEdge_PublicAddress_Balancer_Address";
    const host = "Edge_AccessEdge_External_Address";
    expect(recordsOf(stack)).toEqual(
      cloud === "aws"
        ? [
            `A edge.corp.example.com in Z-corp.example.com: ${INSIDE}`,
            `A one.corp.example.com in Z-corp.example.com: 10.20.0.138`,
            `A one.example.com in Z-example.com: ${host}.public_ip`,
            `A sip.example.com in Z-example.com: ${front}.public_ip`,
            `A two.corp.example.com in Z-corp.example.com: 10.20.0.139`,
            "SRV _sipfederationtls._tcp.example.com in Z-example.com: 0 0 5061 sip.example.com",
          ]
        : [
            `internal A edge in corp.example.com: ${INSIDE}`,
            `internal A one in corp.example.com: 10.20.0.138`,
            `internal A two in corp.example.com: 10.20.0.139`,
            `public A one in example.com: ${host}.ip_address`,
            `public A sip in example.com: ${front}.ip_address`,
            "public SRV _sipfederationtls._tcp in example.com: 0 0 5061 sip.example.com",
          ],
    );
  });

  it("tells its virtual addresses, its hosts' own addresses, and what partners see", () => {
    const hosts = [10, 11].map((last) => ({
      external: at(last, { publicAddress: `203.0.113.${String(last)}` }),
      internal: at(last + 128),
    }));
    const { edge, stack } = deploy(cloud, { accessEdge: arrayService({ ...access, hosts }), federation });
    const { external, internal } = edge.virtualAddressesOf("accessEdge");
    expect(external?.publicAddress).toEqual(expect.stringContaining("TfToken"));
    expect([external?.privateAddress, internal?.publicAddress, internal?.privateAddress]).toEqual([
      undefined,
      undefined,
      INSIDE,
    ]);
    expect(edge.accessEdge.publicAddresses).toEqual(["203.0.113.10", "203.0.113.11"]);
    expect(edge.accessEdge.seenByPeersAs).toEqual(["203.0.113.10", "203.0.113.11"]);
    expect(edge.accessEdge.external?.nics.map(({ addresses }) => addresses[0]?.privateAddress)).toEqual([
      "10.20.0.10",
      "10.20.0.11",
    ]);
    // The hosts state theirs, so the virtual address alone is made.
    expect(countsOf(stack)).toMatchObject(cloud === "aws" ? { aws_eip: 1, aws_lb: 2 } : { azurerm_public_ip: 1 });
  });

  it("leaves by the network's way out where its hosts have no addresses of their own", () => {
    const hosts = twoHosts(10, 11).map((host) => ({ ...host, external: { ...host.external, ...FORWARDED } }));
    const plan = { wayOut: ["192.0.2.1"] };
    const { edge, stack } = deploy(cloud, { accessEdge: arrayService({ ...access, hosts }), federation }, plan);
    expect(edge.accessEdge.publicAddresses).toEqual([]);
    expect(edge.accessEdge.seenByPeersAs).toEqual(["192.0.2.1"]);
    expect(countsOf(stack)).toMatchObject(cloud === "aws" ? { aws_eip: 1 } : { azurerm_public_ip: 1 });
    expect(rulesOf(stack)).toContain(`Edge_AccessEdge_External egress tcp 5061 to ${PARTNERS}`);
    expect(faultsOf(stack)).toEqual([]);
    expect(declared(stack, "finding").map(({ code }) => code)).toEqual([]);
  });

  it("is reached by a role inside at its virtual address", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { internalSubnet: "inside" });
    const pool = roleInside(stack, network, "front-end", "10.30.1.4");
    new EdgeServer(stack, "Edge", {
      network,
      sipDomains: ["example.com"],
      accessEdge: { array: access, internalServer: Peer.of(pool) },
      federation,
    });
    const front = "Edge_AccessEdge_InternalAddress_Balancer_Front";
    expect(rulesOf(stack).filter((line) => line.startsWith("Pool"))).toEqual([
      `Pool_Internal egress tcp 5061 to ${cloud === "aws" ? front : `${INSIDE}/32`}`,
      "Pool_Internal ingress tcp 5061 from Edge_AccessEdge_Internal",
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });

  it("is reached by a role of another stack, which names its virtual address", () => {
    const app = new App();
    const [inside, outside] = [stackOn(cloud, "inside", app), stackOn(cloud, "outside", app)];
    const network = networkOn(cloud, inside, { internalSubnet: "inside" });
    const pool = roleInside(inside, network, "front-end", "10.30.1.4");
    new EdgeServer(outside, "Edge", {
      network,
      sipDomains: ["example.com"],
      accessEdge: { array: access, internalServer: Peer.of(pool) },
      remoteAccess: {},
    });
    expect(rulesOf(inside)).toEqual([
      `Pool_Internal egress tcp 5061 to ${INSIDE}/32`,
      "Pool_Internal ingress tcp 5061 from 10.20.0.138/31",
    ]);
    expect(rulesOf(outside).filter((line) => line.includes("10.30.1.4"))).toEqual([
      "Edge_AccessEdge_Internal egress tcp 5061 to 10.30.1.4/32",
      cloud === "aws"
        ? "Edge_AccessEdge_InternalAddress_Balancer_Front ingress tcp 5061 from 10.30.1.4/32"
        : "Edge_AccessEdge_Internal ingress tcp 5061 from 10.30.1.4/32",
    ]);
    expect([...faultsOf(inside), ...faultsOf(outside)]).toEqual([]);
  });

  it("leads nowhere without a choice, which its validation says", () => {
    const { stack } = deploy(cloud, { accessEdge: arrayService(access) });
    expect(() => synthesized(stack)).toThrow("[stack-balancer-empty]");
  });

  it.each([
    ["that federates", { federation }, [5061]],
    ["for remote users", { remoteAccess: {} }, [443, 5061]],
    ["that had no choice of its own", {}, [5061]],
  ])("takes public IM, %s", (_, choices, ports) => {
    const { edge, stack, network } = deploy(cloud, { accessEdge: arrayService(access), ...choices });
    const providers = [provider("aol")];
    const pic = new PublicImConnectivity(stack, "Pic", { ...withAol(network), edge, providers });
    expect(pic.accessProxy).toBe(edge.accessEdge);
    const listening =
      cloud === "aws"
        ? Object.entries(resourcesOf(stack, "aws_lb_listener")).filter(([id]) => id.includes("PublicAddress"))
        : Object.entries(resourcesOf(stack, "azurerm_lb_rule")).filter(([id]) => id.includes("PublicAddress"));
    expect(listening.map(([, one]) => one["port"] ?? one["frontend_port"]).sort()).toEqual(ports);
    // The name of the SRV record leads to the virtual address alone.
    const named = recordsOf(stack).filter((line) => line.includes("A sip"));
    expect(named).toEqual([expect.stringMatching(/: Edge_AccessEdge_PublicAddress_Balancer_Address\.\w+$/)]);
    expect(faultsOf(stack)).toEqual([]);
  });
});

describe.each(CLOUDS)("a Director on %s", (cloud) => {
  it("is whom the Access Edge has public IM from", () => {
    const accessEdge = service(10, { external: at(10, { names: ["sip.example.com"] }) });
    const { edge, stack, network } = deploy(cloud, { accessEdge, director: Peer.prefixes([DIRECTOR]) });
    new PublicImConnectivity(stack, "Pic", { ...withAol(network), edge, providers: [provider("aol")] });
    expect(rulesOf(stack)).toEqual([
      `Edge_AccessEdge_External egress tcp 5061 to ${PROVIDERS.aol}`,
      `Edge_AccessEdge_External ingress tcp 5061 from ${PROVIDERS.aol}`,
      `Edge_AccessEdge_Internal egress tcp 5061 to ${DIRECTOR}/32`,
      `Edge_AccessEdge_Internal ingress tcp 5061 from ${DIRECTOR}/32`,
    ]);
    expect(faultsOf(stack)).toEqual([]);
    const systems = declared(stack, "system").map(({ system, choices }) => [system, choices]);
    expect(systems).toContainEqual(["ocs-2007", ["director-next-hop", "public-im"]]);
  });

  it("opens nothing by itself, and leaves the Access Edge idle", () => {
    const { stack } = deploy(cloud, { accessEdge: service(10), director: Peer.prefixes([DIRECTOR]) });
    expect(rulesOf(stack)).toEqual([]);
    const [finding] = declared(stack, "finding");
    expect(finding).toMatchObject({
      code: "ocs-edge-service-idle",
      todo: "choose one of remote-access, federation, public-im, or leave the service out",
    });
  });

  it("may be a role of the stack, which is opened as well", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { internalSubnet: "inside" });
    const director = roleInside(stack, network, "director", DIRECTOR);
    new EdgeServer(stack, "Edge", {
      network,
      sipDomains: ["example.com"],
      accessEdge: service(10),
      avEdge: service(12),
      director: Peer.of(director),
      externalAv: {},
    });
    expect(rulesOf(stack).filter((line) => line.startsWith("Pool"))).toEqual([
      "Pool_Internal egress tcp 5061 to Edge_AccessEdge_Internal",
      "Pool_Internal egress tcp 5062 to Edge_AvEdge_Internal",
      "Pool_Internal ingress tcp 5061 from Edge_AccessEdge_Internal",
    ]);
    expect(rulesOf(stack)).toContain(
      `Edge_AvEdge_Internal ingress tcp ${cloud === "aws" ? "5062" : "443,5062"} from ${POOL}`,
    );
    expect(faultsOf(stack)).toEqual([]);
  });
});

describe.each(CLOUDS)("an array in front of a Director and a pool of the same stack on %s", (cloud) => {
  it("is exact at every end", () => {
    const stack = stackOn(cloud);
    const plan = { internalSubnet: "inside", internalDomains: ["example.com"] };
    const network = networkOn(cloud, stack, plan);
    const pool = new EnterprisePool(stack, "Pool", {
      network,
      poolName: "pool.example.com",
      sipDomains: ["example.com"],
      consolidated: {
        servers: [{ privateAddress: "10.30.1.11" }, { privateAddress: "10.30.1.12" }],
        virtualAddress: { privateAddress: "10.30.1.10" },
      },
    });
    const director = new Director(stack, "Director", {
      network,
      sipDomains: ["example.com"],
      standardEdition: { name: "director.example.com", internal: { privateAddress: "10.30.1.5" } },
      frontEnds: Peer.of(pool.frontEnd),
    });
    const internal = { privateAddress: "10.20.0.201" };
    new EdgeServer(stack, "Edge", {
      network,
      sipDomains: ["example.com"],
      director: Peer.of(director.director),
      accessEdge: { array: access, internalServer: Peer.of(pool.frontEnd) },
      avEdge: { array: { hosts: twoHosts(30, 31), internal }, internalServer: Peer.of(pool.avConferencingServer) },
      federation,
      externalAv: {},
    });
    const front = (name: string): string =>
      cloud === "aws"
        ? `Edge_${name}_InternalAddress_Balancer_Front`
        : name === "AccessEdge"
          ? `${INSIDE}/32`
          : "10.20.0.201/32";
    const own = rulesOf(stack).filter((line) => line.startsWith("Director_") && line.includes("egress tcp 506"));
    expect(own).toContain(`Director_Internal egress tcp 5061 to ${front("AccessEdge")}`);
    expect(own).toContain(`Director_Internal egress tcp 5062 to ${front("AvEdge")}`);
    // The internal zone of the pool's domain hides the edge's names outside from clients inside, which is another matter.
    expect(faultsOf(stack).filter((code) => code !== "check-name-hidden")).toEqual([]);
  });
});

describe.each(CLOUDS)("arrays on %s are judged exact", (cloud) => {
  const CHOICES = { federation, externalAv: {}, internalClients: Peer.prefixes(["10.30.128.0/17"]) };

  it("where the cloud picks the addresses of hosts", () => {
    const hosts = [
      { external: {}, internal: {} },
      { external: {}, internal: {} },
    ];
    const { stack } = deploy(cloud, {
      accessEdge: arrayService({ ...access, hosts }),
      avEdge: arrayService({ hosts, internal: { privateAddress: "10.20.0.201" } }),
      ...CHOICES,
    });
    expect(countsOf(stack)).toMatchObject(
      cloud === "aws" ? { aws_network_interface: 8 } : { azurerm_network_interface: 8 },
    );
    expect(faultsOf(stack)).toEqual([]);
  });

  it("where hosts have IPv6, over which media go, and virtual addresses do not", () => {
    const hosts = [30, 31].map((last) => ({
      external: at(last, { ipv6Address: `2001:db8:20::${String(last)}` }),
      internal: at(last + 128),
    }));
    const avEdge = arrayService({ hosts, internal: { privateAddress: INSIDE } });
    const plan = { perimeter: ["10.20.0.0/24", "2001:db8:20::/64"] };
    const { stack } = deploy(cloud, { avEdge, externalAv: {} }, plan);
    // The tag of Azure means both families, so that a rule for one of them names the hosts' addresses.
    const from = cloud === "aws" ? "::/0" : "Internet";
    const six = rulesOf(stack).filter((line) => line.includes(from));
    expect(six).toEqual(
      cloud === "aws"
        ? [
            "Edge_AvEdge_External egress tcp 1024-65535 to ::/0",
            "Edge_AvEdge_External egress udp 1024-65535 to ::/0",
            "Edge_AvEdge_External ingress tcp 50000-59999 from ::/0",
            "Edge_AvEdge_External ingress udp 50000-59999 from ::/0",
          ]
        : [
            "Edge_AvEdge_External egress tcp 1024-65535 to Internet source 50000-59999",
            "Edge_AvEdge_External egress udp 1024-65535 to Internet source 50000-59999",
            "Edge_AvEdge_External ingress tcp 50000-59999 from Internet",
            "Edge_AvEdge_External ingress udp 50000-59999 from Internet",
            "Edge_AvEdge_External@10.20.0.30,10.20.0.31 ingress tcp 443 from Internet",
            "Edge_AvEdge_External@10.20.0.30,10.20.0.31 ingress udp 3478 from Internet",
          ],
    );
    expect(faultsOf(stack)).toEqual([]);
  });
});

describe("hosts with IPv6 behind a virtual address on Azure", () => {
  it("state the IPv4 address that their rules name", () => {
    const hosts = [30, 31].map((last) => ({
      external: { ipv6Address: `2001:db8:20::${String(last)}` },
      internal: at(last + 128),
    }));
    const avEdge = arrayService({ hosts, internal: { privateAddress: INSIDE } });
    const plan = { perimeter: ["10.20.0.0/24", "2001:db8:20::/64"] };
    expectFault(
      () => deploy("azure", { avEdge, externalAv: {} }, plan),
      "azure-member-address-missing",
      "state the privateAddress beside ipv6Address",
    );
    expect(faultsOf(deploy("aws", { avEdge, externalAv: {} }, plan).stack)).toEqual([]);
  });

  it("are opened to roles over IPv4 alone", () => {
    const stack = stackOn("azure");
    const plan = { perimeter: ["10.20.0.0/24", "2001:db8:20::/64"] };
    const network = networkOn("azure", stack, plan);
    const nic = (last: number): InterfaceProps => at(last, { ipv6Address: `2001:db8:20::${String(last)}` });
    const pool = roleOn(stack, network, "Pool", [nic(140), nic(141)], { side: "internal" });
    const caller = roleOn(stack, network, "Caller", [nic(150)], { side: "internal" });
    const inside = { side: "internal", zone: "perimeter", privateAddress: INSIDE } as const;
    new VirtualAddress(stack, "Virtual", { network, title: "pool", ...inside }).forward({
      transport: "tcp",
      port: 5061,
      to: pool,
    });
    pool.allowFrom(Peer.of(caller), { transport: "tcp", ports: [5061], purpose: "SIP" });
    expect(rulesOf(stack)).toEqual([
      `Caller_Internal egress tcp 5061 to ${INSIDE}/32`,
      "Pool_Internal ingress tcp 5061 from AzureLoadBalancer",
      "Pool_Internal@10.20.0.140,10.20.0.141 ingress tcp 5061 from Caller_Internal",
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });
});

describe("what is made for arrays", () => {
  const all: Partial<EdgeServerProps> = {
    accessEdge: arrayService(access),
    webConferencingEdge: arrayService({ hosts: twoHosts(20, 21) }),
    avEdge: arrayService({ hosts: twoHosts(30, 31), internal: { privateAddress: "10.20.0.201" } }),
    federation,
    externalWebConferencing: {},
    externalAv: {},
  };

  it("on AWS spreads each documented port over both hosts, and checks the health of UDP by TCP 443", () => {
    const { stack } = deploy("aws", all);
    const both = (name: string, port: string, one: number, health: number): string[] =>
      [one, one + 1].map((last) => `Edge_${name}_Balancer ${port} 10.20.0.${String(last)} health ${String(health)}`);
    expect(behind(stack)).toEqual(
      [
        // Row 25 of Live Meeting outside: SIP on 443.
        ...both("AccessEdge_PublicAddress", "TCP 443", 10, 5061),
        ...both("AccessEdge_PublicAddress", "TCP 5061", 10, 5061),
        ...both("AccessEdge_InternalAddress", "TCP 5061", 138, 5061),
        ...both("WebConferencingEdge_PublicAddress", "TCP 443", 20, 443),
        ...both("AvEdge_PublicAddress", "TCP 443", 30, 443),
        ...both("AvEdge_PublicAddress", "UDP 3478", 30, 443),
        ...both("AvEdge_InternalAddress", "TCP 443", 158, 443),
        ...both("AvEdge_InternalAddress", "TCP 5062", 158, 443),
        ...both("AvEdge_InternalAddress", "UDP 3478", 158, 443),
      ].sort(),
    );
    const subnets = Object.entries(resourcesOf(stack, "aws_lb")).map(([id, { subnet_mapping: mapping }]) => {
      const [one] = mapping as { subnet_id: string; private_ipv4_address?: string }[];
      return [id.replace(/_Balancer_.*/, ""), one?.subnet_id, one?.private_ipv4_address];
    });
    expect(subnets.sort()).toEqual([
      ["Edge_AccessEdge_InternalAddress", "subnet-internal", INSIDE],
      ["Edge_AccessEdge_PublicAddress", "subnet-external", undefined],
      ["Edge_AvEdge_InternalAddress", "subnet-internal", "10.20.0.201"],
      ["Edge_AvEdge_PublicAddress", "subnet-external", undefined],
      ["Edge_WebConferencingEdge_PublicAddress", "subnet-external", undefined],
    ]);
    // Three virtual addresses, and one for each host but those of the Web Conferencing Edge, where nothing starts.
    expect(countsOf(stack)).toMatchObject({ aws_eip: 7, aws_eip_association: 4 });
  });

  it("on Azure puts each interface behind one load balancer of a kind, and a public address on the hosts that start calls", () => {
    const { stack } = deploy("azure", all);
    const members = Object.values(resourcesOf(stack, "azurerm_network_interface_backend_address_pool_association"));
    const interfaces = members.map((one) => String(one["network_interface_id"]));
    expect(new Set(interfaces).size).toBe(10);
    expect(interfaces).toHaveLength(10);
    expect(countsOf(stack)).toMatchObject({ azurerm_lb: 5, azurerm_public_ip: 7, azurerm_lb_rule: 9 });
    const rules = Object.values(resourcesOf(stack, "azurerm_lb_rule")).map(
      (rule) => `${String(rule["protocol"])} ${String(rule["frontend_port"])} ${String(rule["backend_port"])}`,
    );
    expect(rules.sort()).toEqual([
      ...Array<string>(4).fill("Tcp 443 443"),
      ...Array<string>(2).fill("Tcp 5061 5061"),
      "Tcp 5062 5062",
      ...Array<string>(2).fill("Udp 3478 3478"),
    ]);
  });

  it("on Azure tells that hosts with a public address of their own are reached past the virtual one", () => {
    const found = (cloud: Cloud): unknown[] =>
      declared(deploy(cloud, all).stack, "finding")
        .filter(({ code }) => code === "ocs-array-host-reached")
        .map(({ what }) => what)
        .sort();
    expect(found("azure")).toEqual([
      "the ports of the A/V Edge Server are reached at each host's own public address too, past the virtual one",
      "the ports of the Access Edge Server are reached at each host's own public address too, past the virtual one",
    ]);
    expect(found("aws")).toEqual([]);
  });

  it("gives hosts of the Web Conferencing Edge a public address where it is asked for", () => {
    const hosts = twoHosts(20, 21).map((host) => ({
      ...host,
      external: { ...host.external, translation: "static-nat" as const },
    }));
    const { stack, edge } = deploy("aws", {
      webConferencingEdge: arrayService({ hosts }),
      externalWebConferencing: {},
    });
    expect(edge.webConferencingEdge.publicAddresses).toHaveLength(2);
    expect(countsOf(stack)).toMatchObject({ aws_eip: 3 });
  });
});

describe("services with an address each on one interface of each host", () => {
  const host = (last: number, index: number): { external: object; internal: object } => ({
    external: at(last, { sharedInterface: `outside-${String(index)}` }),
    internal: at(139 + index),
  });
  const props: Partial<EdgeServerProps> = {
    accessEdge: arrayService({ ...access, hosts: [host(10, 1), host(11, 2)] }),
    webConferencingEdge: arrayService({ hosts: [host(20, 1), host(21, 2)] }),
    federation,
    externalWebConferencing: {},
  };

  it("are arrays on AWS, where a security group is about the whole interface", () => {
    const { stack } = deploy("aws", props);
    expect(
      Object.values(resourcesOf(stack, "aws_network_interface"))
        .map((one) => one["private_ip_list"] ?? one["private_ips"])
        .sort(),
    ).toEqual([["10.20.0.10", "10.20.0.20"], ["10.20.0.11", "10.20.0.21"], ["10.20.0.140"], ["10.20.0.141"]]);
    expect(behind(stack).filter((line) => line.includes("PublicAddress"))).toEqual([
      "Edge_AccessEdge_PublicAddress_Balancer TCP 443 10.20.0.10 health 5061",
      "Edge_AccessEdge_PublicAddress_Balancer TCP 443 10.20.0.11 health 5061",
      "Edge_AccessEdge_PublicAddress_Balancer TCP 5061 10.20.0.10 health 5061",
      "Edge_AccessEdge_PublicAddress_Balancer TCP 5061 10.20.0.11 health 5061",
      "Edge_WebConferencingEdge_PublicAddress_Balancer TCP 443 10.20.0.20 health 443",
      "Edge_WebConferencingEdge_PublicAddress_Balancer TCP 443 10.20.0.21 health 443",
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });

  it("are arrays on Azure, where both virtual addresses are frontends of one load balancer", () => {
    const { stack } = deploy("azure", props);
    // One outside for both services, one inside for the Access Edge.
    expect(countsOf(stack)).toMatchObject({ azurerm_lb: 2, azurerm_network_interface: 4 });
    const members = Object.values(resourcesOf(stack, "azurerm_network_interface_backend_address_pool_association"));
    expect(members.map((one) => one["ip_configuration_name"]).sort()).toEqual([
      ...Array<string>(4).fill("ipv4"),
      ...Array<string>(2).fill("ipv4-2"),
    ]);
    const shared = "Edge_AccessEdgeAndWebConferencingEdgeExternal";
    const [accessAddresses, webAddresses] = [`${shared}@10.20.0.10,10.20.0.11`, `${shared}@10.20.0.20,10.20.0.21`];
    expect(rulesOf(stack).filter((line) => line.startsWith(shared))).toEqual([
      `${accessAddresses} egress tcp 5061 to ${PARTNERS}`,
      `${accessAddresses} ingress tcp 443 from Internet`,
      `${accessAddresses} ingress tcp 5061 from ${PARTNERS}`,
      `${accessAddresses} ingress tcp 5061 from AzureLoadBalancer`,
      `${webAddresses} ingress tcp 443 from AzureLoadBalancer`,
      `${webAddresses} ingress tcp 443 from Internet`,
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });

  it("may have a virtual address each inside, on Azure as frontends of one load balancer", () => {
    const two: Partial<EdgeServerProps> = {
      accessEdge: arrayService({ ...access, hosts: [host(10, 1), host(11, 2)] }),
      avEdge: arrayService({ hosts: [host(30, 1), host(31, 2)], internal: { privateAddress: "10.20.0.201" } }),
      federation,
      externalAv: {},
    };
    const azure = deploy("azure", two);
    expect(countsOf(azure.stack)).toMatchObject({ azurerm_lb: 2 });
    expect(faultsOf(azure.stack)).toEqual([]);
    const aws = deploy("aws", two);
    expect(countsOf(aws.stack)).toMatchObject({ aws_lb: 4 });
    expect(faultsOf(aws.stack)).toEqual([]);
  });
});

describe("hosts that exist already", () => {
  it("are an array on AWS, by their addresses", () => {
    const hosts = [10, 11].map((last) => ({
      external: at(last, { existingInterfaceId: `eni-${String(last)}`, publicAddress: `203.0.113.${String(last)}` }),
      internal: at(last + 128, { existingInterfaceId: `eni-${String(last + 128)}` }),
    }));
    const { stack } = deploy("aws", { accessEdge: arrayService({ ...access, hosts }), federation });
    expect(countsOf(stack)).toMatchObject({ aws_network_interface_sg_attachment: 4 });
    expect(behind(stack)).toEqual([
      "Edge_AccessEdge_InternalAddress_Balancer TCP 5061 10.20.0.138 health 5061",
      "Edge_AccessEdge_InternalAddress_Balancer TCP 5061 10.20.0.139 health 5061",
      "Edge_AccessEdge_PublicAddress_Balancer TCP 5061 10.20.0.10 health 5061",
      "Edge_AccessEdge_PublicAddress_Balancer TCP 5061 10.20.0.11 health 5061",
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });
});
