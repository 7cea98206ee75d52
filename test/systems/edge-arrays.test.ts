/** Arrays of edge services: their virtual addresses, names and hosts, and what others see of them. */
import { type TerraformStack } from "cdktf";
import "../../lib/testing/index";
import { OCS_2007_ROLES } from "../../lib/catalog/ocs-2007/roles";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import { Role } from "../../lib/stack/role";
import { nicOf } from "../../lib/stack/interface-request";
import { PublicImConnectivity } from "../../lib/systems/lcs/public-im-connectivity";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { checkStack } from "../../lib/tools/analyze/check";
import { arrayService, at, INSIDE, twoHosts } from "../support/edge-arrays";
import { provider, PROVIDERS, withAol } from "../support/public-im";
import { countsOf, declared, recordsOf, resourcesOf, rulesOf, synthesized } from "../support/rules";
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
    const fact = OCS_2007_ROLES.find(({ id }) => id === "front-end");
    if (fact === undefined) throw new Error("no front end");
    const pool = new Role(stack, "Pool", fact);
    const nics = [nicOf({ privateAddress: "10.30.1.4" }, "internal")];
    pool.placeOn(
      "internal",
      network.place(pool, "Internal", { zone: "internal", side: "internal", title: "pool", nics }),
    );
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
    const fact = OCS_2007_ROLES.find(({ id }) => id === "director");
    if (fact === undefined) throw new Error("no Director");
    const director = new Role(stack, "Director", fact);
    const nics = [nicOf({ privateAddress: DIRECTOR }, "internal")];
    const place = { zone: "internal", side: "internal", title: "director", nics } as const;
    director.placeOn("internal", network.place(director, "Internal", place));
    new EdgeServer(stack, "Edge", {
      network,
      sipDomains: ["example.com"],
      accessEdge: service(10),
      avEdge: service(12),
      director: Peer.of(director),
      externalAv: {},
    });
    expect(rulesOf(stack).filter((line) => line.startsWith("Director"))).toEqual([
      "Director_Internal egress tcp 5061 to Edge_AccessEdge_Internal",
      "Director_Internal egress tcp 5062 to Edge_AvEdge_Internal",
      "Director_Internal ingress tcp 5061 from Edge_AccessEdge_Internal",
    ]);
    expect(rulesOf(stack)).toContain(
      `Edge_AvEdge_Internal ingress tcp ${cloud === "aws" ? "5062" : "443,5062"} from ${POOL}`,
    );
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
