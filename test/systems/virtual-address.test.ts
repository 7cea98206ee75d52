/** Port forwards and pools: which resources lead a port to which hosts, and what each hop opens. */
import { type TerraformStack, TerraformVariable, Testing } from "cdktf";
import { AwsNetwork } from "../../lib/aws/aws-network";
import { UcEdgeError } from "../../lib/net/uc-edge-error";
import type { InterfaceProps } from "../../lib/stack/interface-request";
import type { Network } from "../../lib/stack/network";
import { Peer } from "../../lib/stack/peer";
import type { Role } from "../../lib/stack/role";
import { type PortForwardProps, VirtualAddress, type VirtualAddressProps } from "../../lib/systems/virtual-address";
import { inexactnessOf } from "../support/checked";
import { expectFault, expectNothingOpened } from "../support/faults";
import { roleOn } from "../support/roles";
import { countsOf, declared, recordsOf, resourcesOf, rulesOf, synthesized } from "../support/rules";
import { CLOUDS, type Cloud, networkOn, type NetworkPlan, stackOn } from "../support/stacks";

const SIP = { transport: "tcp", ports: [5061], purpose: "SIP over TLS" } as const;
const ONE: InterfaceProps[] = [{ privateAddress: "10.20.0.10", translation: "port-forward" }];
const TWO: InterfaceProps[] = [...ONE, { privateAddress: "10.20.0.11", translation: "port-forward" }];

interface Deployment {
  readonly stack: TerraformStack;
  readonly network: Network;
  readonly role: Role;
  readonly address: VirtualAddress;
}

function published(cloud: Cloud, nics: readonly InterfaceProps[] = ONE, plan: NetworkPlan = {}): Deployment {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, plan);
  const role = roleOn(stack, network, "Sbc", nics);
  return { stack, network, role, address: new VirtualAddress(stack, "Public", { network, title: "SIP trunks" }) };
}

/** A pool of two Front Ends inside, behind 10.30.1.1. */
function pool(cloud: Cloud): Deployment {
  const stack = stackOn(cloud);
  const network = networkOn(cloud, stack, { internalSubnet: "inside", internalDomains: ["example.com"] });
  const hosts = [{ privateAddress: "10.30.1.10" }, { privateAddress: "10.30.1.11" }];
  const role = roleOn(stack, network, "Pool", hosts, { side: "internal", zone: "internal" });
  const address = new VirtualAddress(stack, "Virtual", {
    network,
    title: "pool",
    side: "internal",
    privateAddress: "10.30.1.1",
    names: ["pool.example.com"],
  });
  return { stack, network, role, address };
}

describe("a port forward on AWS", () => {
  it("leads through a balancer whose group the host admits, and which alone the internet reaches", () => {
    const { stack, role, address } = published("aws");
    address.forward({ transport: "tcp", port: 443, to: role, toPort: 5061 });
    role.allowFrom(Peer.internet(), SIP);
    expect(rulesOf(stack)).toEqual([
      "Public_Balancer_Front egress tcp 5061 to Sbc_External",
      "Public_Balancer_Front ingress tcp 443 from 0.0.0.0/0",
      "Sbc_External ingress tcp 5061 from Public_Balancer_Front",
    ]);
    expect(countsOf(stack)).toMatchObject({ aws_eip: 1, aws_lb: 1, aws_lb_listener: 1, aws_lb_target_group: 1 });
    expect(countsOf(stack)["aws_eip_association"]).toBeUndefined();
  });

  it("has a group from the start, passes TLS through, keeps the client's address, and lets connections idle for 30 minutes", () => {
    const { stack, role, address } = published("aws", TWO);
    address.forward({ transport: "tcp", port: 443, to: role, toPort: 5061 });
    role.allowFrom(Peer.internet(), SIP);
    const [lb] = Object.values(resourcesOf(stack, "aws_lb"));
    expect(lb).toMatchObject({ load_balancer_type: "network", internal: false });
    expect(lb?.["security_groups"]).toHaveLength(1);
    expect(lb?.["subnet_mapping"]).toEqual([
      { subnet_id: "subnet-external", allocation_id: expect.stringMatching(/^\$\{aws_eip\..*\.id\}$/) as string },
    ]);
    expect(Object.values(resourcesOf(stack, "aws_lb_listener"))).toEqual([
      expect.objectContaining({ port: 443, protocol: "TCP", tcp_idle_timeout_seconds: 1800 }),
    ]);
    expect(Object.values(resourcesOf(stack, "aws_lb_target_group"))).toEqual([
      expect.objectContaining({
        port: 5061,
        protocol: "TCP",
        target_type: "ip",
        preserve_client_ip: "true",
        health_check: { protocol: "TCP", port: "5061" },
      }),
    ]);
    const targets = Object.values(resourcesOf(stack, "aws_lb_target_group_attachment"));
    expect(targets.map(({ target_id, port }) => [target_id, port])).toEqual([
      ["10.20.0.10", 5061],
      ["10.20.0.11", 5061],
    ]);
  });

  it("of TCP and UDP on one port has one listener for both, in whatever order they come", () => {
    const listeners = [["tcp", "udp"] as const, ["udp", "tcp"] as const].map((order) => {
      const { stack, role, address } = published("aws");
      for (const transport of order) address.forward({ transport, port: 5060, to: role, healthPort: 5061 });
      role.allowFrom(Peer.internet(), { transport: "tcp", ports: [5060], purpose: "SIP" });
      role.allowFrom(Peer.internet(), { transport: "udp", ports: [5060], purpose: "SIP" });
      expect(rulesOf(stack)).toEqual([
        // 5060 for the calls, 5061 for the health check.
        "Public_Balancer_Front egress tcp 5060-5061 to Sbc_External",
        "Public_Balancer_Front egress udp 5060 to Sbc_External",
        "Public_Balancer_Front ingress tcp 5060 from 0.0.0.0/0",
        "Public_Balancer_Front ingress udp 5060 from 0.0.0.0/0",
        "Sbc_External ingress tcp 5060-5061 from Public_Balancer_Front",
        "Sbc_External ingress udp 5060 from Public_Balancer_Front",
      ]);
      return ["aws_lb_listener", "aws_lb_target_group"].map((type) => resourcesOf(stack, type));
    });
    expect(listeners[0]).toEqual(listeners[1]);
    expect(Object.values(listeners[0]?.[0] ?? {})).toEqual([expect.objectContaining({ protocol: "TCP_UDP" })]);
    expect(Object.values(listeners[0]?.[0] ?? {})[0]).not.toHaveProperty("tcp_idle_timeout_seconds");
  });
});

describe("a port forward on Azure", () => {
  it("leads through a load balancer, and the host's group sees the clients and the probes", () => {
    const { stack, role, address } = published("azure", TWO);
    address.forward({ transport: "tcp", port: 443, to: role, toPort: 5061, healthPort: 5080 });
    role.allowFrom(Peer.internet(), SIP);
    expect(rulesOf(stack)).toEqual([
      "Sbc_External ingress tcp 5061 from Internet",
      "Sbc_External ingress tcp 5080 from AzureLoadBalancer",
    ]);
    expect(Object.values(resourcesOf(stack, "azurerm_lb_rule"))).toEqual([
      expect.objectContaining({
        protocol: "Tcp",
        frontend_port: 443,
        backend_port: 5061,
        idle_timeout_in_minutes: 30,
        disable_outbound_snat: true,
      }),
    ]);
    expect(Object.values(resourcesOf(stack, "azurerm_lb_probe"))).toEqual([
      expect.objectContaining({ protocol: "Tcp", port: 5080 }),
    ]);
    const members = Object.values(resourcesOf(stack, "azurerm_network_interface_backend_address_pool_association"));
    expect(members.map((member) => member["ip_configuration_name"])).toEqual(["ipv4", "ipv4"]);
    expect(new Set(members.map((member) => member["network_interface_id"])).size).toBe(2);
    expect(countsOf(stack)).toMatchObject({ azurerm_public_ip: 1, azurerm_lb: 1, azurerm_lb_backend_address_pool: 1 });
  });
});

describe.each(CLOUDS)("a virtual address on %s", (cloud) => {
  it("is what the names of it lead to", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const role = roleOn(stack, network, "Sbc", ONE);
    const names = ["sip.example.com"];
    const address = new VirtualAddress(stack, "Public", { network, title: "SIP trunks", names });
    address.forward({ transport: "tcp", port: 5061, to: role });
    role.allowFrom(Peer.internet(), SIP);
    const attribute = cloud === "aws" ? "public_ip" : "ip_address";
    expect(recordsOf(stack)).toEqual([
      expect.stringMatching(new RegExp(`A sip.* in .*example.com: Public_Balancer_Address.${attribute}$`)),
    ]);
    expect(address.publicAddress).toBeDefined();
    expect(role.publicAddresses).toEqual([]);
  });

  it("forwards to the address that a role has on an interface of several", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack);
    const role = roleOn(stack, network, "Sbc", ONE);
    const other = roleOn(stack, network, "Other", [{ privateAddress: "10.20.0.12", translation: "port-forward" }]);
    const address = new VirtualAddress(stack, "Public", { network, title: "both" });
    address.forward({ transport: "tcp", port: 5061, to: role });
    address.forward({ transport: "tcp", port: 5062, to: other, toPort: 5061 });
    role.allowFrom(Peer.prefixes(["198.51.100.0/24"]), SIP);
    other.allowFrom(Peer.prefixes(["203.0.113.0/24"]), SIP);
    expect(rulesOf(stack)).toEqual(
      cloud === "aws"
        ? [
            "Other_External ingress tcp 5061 from Public_Balancer_Front",
            "Public_Balancer_Front egress tcp 5061 to Other_External",
            "Public_Balancer_Front egress tcp 5061 to Sbc_External",
            "Public_Balancer_Front ingress tcp 5061 from 198.51.100.0/24",
            "Public_Balancer_Front ingress tcp 5062 from 203.0.113.0/24",
            "Sbc_External ingress tcp 5061 from Public_Balancer_Front",
          ]
        : [
            "Other_External ingress tcp 5061 from 203.0.113.0/24",
            "Other_External ingress tcp 5061 from AzureLoadBalancer",
            "Sbc_External ingress tcp 5061 from 198.51.100.0/24",
            "Sbc_External ingress tcp 5061 from AzureLoadBalancer",
          ],
    );
  });

  it("leaves peers inside to the host itself where it is public", () => {
    const { stack, role, address } = published(cloud);
    address.forward({ transport: "tcp", port: 5061, to: role });
    role.allowFrom(Peer.internet(), SIP);
    role.allowFrom(Peer.prefixes(["10.30.1.0/28"]), SIP);
    expect(rulesOf(stack)).toContain("Sbc_External ingress tcp 5061 from 10.30.1.0/28");
  });

  it("lets callers inside reach a pool, and its members each other, by it", () => {
    const { stack, network, role, address } = pool(cloud);
    address.forward({ transport: "tcp", port: 5061, to: role });
    const proxy = roleOn(stack, network, "Edge", [{ privateAddress: "10.20.0.140" }], { side: "internal" });
    role.allowFrom(Peer.of(proxy), SIP);
    role.allowFrom(Peer.prefixes(["10.30.128.0/17"]), SIP);
    role.allowFrom(Peer.of(role), { ...SIP, ports: [444] });
    expect(rulesOf(stack)).toEqual(
      cloud === "aws"
        ? [
            "Edge_Internal egress tcp 5061 to Virtual_Balancer_Front",
            "Pool_Internal egress tcp 444 to Pool_Internal",
            "Pool_Internal ingress tcp 444 from Pool_Internal",
            "Pool_Internal ingress tcp 5061 from Virtual_Balancer_Front",
            "Virtual_Balancer_Front egress tcp 5061 to Pool_Internal",
            "Virtual_Balancer_Front ingress tcp 5061 from 10.30.128.0/17",
            "Virtual_Balancer_Front ingress tcp 5061 from Edge_Internal",
          ]
        : [
            "Edge_Internal egress tcp 5061 to 10.30.1.1/32",
            "Pool_Internal egress tcp 444 to Pool_Internal",
            "Pool_Internal ingress tcp 444 from Pool_Internal",
            "Pool_Internal ingress tcp 5061 from 10.30.128.0/17",
            "Pool_Internal ingress tcp 5061 from AzureLoadBalancer",
            "Pool_Internal ingress tcp 5061 from Edge_Internal",
          ],
    );
    const inView = cloud === "aws" ? "A pool.example.com in Z-example.com" : "internal A pool in example.com";
    expect(recordsOf(stack)).toEqual([`${inView}: 10.30.1.1`]);
    const lb = Object.values(resourcesOf(stack, cloud === "aws" ? "aws_lb" : "azurerm_lb"))[0];
    const [front] = (lb?.["subnet_mapping"] ?? lb?.["frontend_ip_configuration"]) as Record<string, unknown>[];
    expect(front?.["private_ipv4_address"] ?? front?.["private_ip_address"]).toBe("10.30.1.1");
  });

  it("lets members call each other and the pool's own address, and says what happens then", () => {
    const { stack, role, address } = pool(cloud);
    address.forward({ transport: "tcp", port: 5061, to: role });
    role.allowFrom(Peer.of(role), SIP);
    const codes = declared(stack, "finding").map(({ code }) => code);
    const targets = Object.values(resourcesOf(stack, "aws_lb_target_group"));
    expect({ codes, preserved: targets.map((target) => target["preserve_client_ip"]) }).toEqual(
      cloud === "aws" ? { codes: [], preserved: ["false"] } : { codes: ["azure-hairpin-unsupported"], preserved: [] },
    );
    expect(rulesOf(stack)).toEqual(
      cloud === "aws"
        ? [
            "Pool_Internal egress tcp 5061 to Pool_Internal",
            "Pool_Internal egress tcp 5061 to Virtual_Balancer_Front",
            "Pool_Internal ingress tcp 5061 from Pool_Internal",
            "Pool_Internal ingress tcp 5061 from Virtual_Balancer_Front",
            "Virtual_Balancer_Front egress tcp 5061 to Pool_Internal",
            "Virtual_Balancer_Front ingress tcp 5061 from Pool_Internal",
          ]
        : [
            "Pool_Internal egress tcp 5061 to 10.30.1.1/32",
            "Pool_Internal egress tcp 5061 to Pool_Internal",
            "Pool_Internal ingress tcp 5061 from AzureLoadBalancer",
            "Pool_Internal ingress tcp 5061 from Pool_Internal",
          ],
    );
  });

  it("opens nothing, health checks included, until a flow leads through it", () => {
    const { stack, role, address } = published(cloud);
    address.forward({ transport: "tcp", port: 5061, to: role });
    expect(() => synthesized(stack)).toThrow(
      /tcp 5061 is forwarded to port 5061, expected a flow .*\[stack-forward-idle\]/,
    );
    expect(Testing.synth(stack)).not.toMatch(/aws_vpc_security_group_\w+_rule|"access": "Allow"/);
  });

  it("is refused at synthesis where it leads nowhere", () => {
    const { stack } = published(cloud);
    expect(() => synthesized(stack)).toThrow(/forwards is 0, expected at least one port.*\[stack-balancer-empty\]/);
  });

  const bad: [string, (deployment: Deployment) => Partial<PortForwardProps>, string, RegExp][] = [
    [
      "a range",
      () => ({ port: "50000-59999" as unknown as number }),
      "stack-forward-range",
      /public address of its own/,
    ],
    [
      "a range of hosts' ports",
      () => ({ toPort: "1-2" as unknown as number }),
      "stack-forward-range",
      /toPort is "1-2"/,
    ],
    ["port 0", () => ({ port: 0 }), "net-port-invalid", /from 1 to 65535/],
    ["port 65536", () => ({ port: 65536 }), "net-port-invalid", /65536/],
    ["ICMP", () => ({ transport: "icmp" as unknown as "tcp" }), "stack-forward-transport", /"tcp" or "udp"/],
    [
      "UDP without a health check",
      () => ({ transport: "udp" }),
      "stack-health-check-missing",
      /no cloud checks health over UDP/,
    ],
    ["no role", () => ({ to: undefined as unknown as Role }), "systems-forward-role-invalid", /to is missing/],
    [
      "a port that is known later",
      ({ stack }) => ({ port: new TerraformVariable(stack, "port", { type: "number" }).numberValue }),
      "stack-prop-unresolved",
      /port is/,
    ],
    [
      "a host of another network",
      ({ stack }) => ({
        to: roleOn(stack, networkOn(cloud, stack, {}, "Other"), "Elsewhere", [{ privateAddress: "10.20.0.77" }]),
      }),
      "stack-forward-target-invalid",
      /hosts of the same stack and network/,
    ],
  ];
  it.each(bad)("refuses %s", (_, props, code, words) => {
    const deployment = published(cloud);
    const { stack, role, address } = deployment;
    address.forward({ transport: "tcp", port: 5080, to: role });
    role.allowFrom(Peer.internet(), { ...SIP, ports: [5080] });
    const more = props(deployment);
    expectNothingOpened(
      stack,
      () => {
        address.forward({ transport: "tcp", port: 5061, to: role, ...more });
      },
      code,
      words,
    );
  });

  it("says of two forwards of one port that they need two addresses", () => {
    const { stack, role, address } = published(cloud);
    address.forward({ transport: "tcp", port: 443, to: role, toPort: 5061 });
    role.allowFrom(Peer.internet(), SIP);
    expectNothingOpened(
      stack,
      () => {
        address.forward({ transport: "tcp", port: 443, to: role, toPort: 5063 });
      },
      "stack-forward-port-taken",
      "tcp 443 goes to stack/Sbc/External",
      "two forwards of one port need two addresses",
    );
  });

  it("takes as many ports as the cloud's balancer, and no more", () => {
    const limit = cloud === "aws" ? 50 : 1500;
    const { stack, role, address } = published(cloud);
    const forward = (port: number): void => {
      address.forward({ transport: "tcp", port, to: role });
      role.allowFrom(Peer.internet(), { ...SIP, ports: [port] });
    };
    for (let port = 1; port <= limit; port++) forward(port);
    expect(() => synthesized(stack)).not.toThrow();
    forward(limit + 1);
    const code = cloud === "aws" ? "aws-listeners-over-quota" : "azure-balancer-rules-over-quota";
    const words = `forwards is ${String(limit + 1)}, expected at most ${String(limit)}`;
    expect(() => synthesized(stack)).toThrow(new RegExp(`${words}.*\\[${code}\\]`));
  });

  const badAddresses: [string, Partial<VirtualAddressProps>, string][] = [
    ["no network", { network: undefined as unknown as Network }, "systems-network-missing"],
    ["no title", { title: " " }, "systems-title-missing"],
    ["an internal one that is not stated", { side: "internal" }, "systems-virtual-address-missing"],
    [
      "an internal one outside its zone",
      { side: "internal", privateAddress: "10.20.0.200" },
      "stack-address-outside-zone",
    ],
    [
      "an address that a host has",
      { side: "internal", zone: "perimeter", privateAddress: "10.20.0.10" },
      "stack-address-taken",
    ],
    ["a name in no DNS zone", { names: ["sip.example.net"] }, "stack-dns-zone-unknown"],
    ["a name that is an address", { names: ["192.0.2.1"] }, "model-domain-invalid"],
  ];
  it.each(badAddresses)("is refused with %s", (_, props, code) => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { internalSubnet: "inside" });
    roleOn(stack, network, "Sbc", ONE);
    expectNothingOpened(stack, () => new VirtualAddress(stack, "Public", { network, title: "x", ...props }), code);
  });

  it("is needed before a flow from the internet to a host without a public address", () => {
    const { stack, role } = published(cloud);
    const before = Testing.synth(stack);
    expectFault(
      () => {
        role.allowFrom(Peer.internet(), SIP);
      },
      "stack-way-in-missing",
      "comes from the internet",
      "forward the port by a VirtualAddress first",
    );
    expect(Testing.synth(stack)).toBe(before);
  });
});

describe("a host in another availability zone", () => {
  /** A network with its inside in an availability zone, and a host there behind a port forward. */
  function forwarded(zone: string, nic: InterfaceProps): { stack: TerraformStack; forward: () => void } {
    const stack = stackOn("aws");
    const subnet = (subnetId: string, letter: string): { subnetId: string; availabilityZone: string } => ({
      subnetId,
      availabilityZone: letter.length > 1 ? letter : `eu-central-1${letter}`,
    });
    const network = new AwsNetwork(stack, "Network", {
      vpcId: "vpc-1",
      perimeter: {
        externalSubnet: subnet("external", "a"),
        internalSubnet: subnet("internal", "a"),
        prefixes: ["10.20.0.0/24"],
      },
      internal: { subnet: subnet("inside", zone), prefixes: ["10.30.0.0/16"] },
    });
    const role = roleOn(stack, network, "Host", [nic], { side: "internal", zone: "internal" });
    const address = new VirtualAddress(stack, "Public", { network, title: "SIP trunks" });
    const forward = (): void => {
      address.forward({ transport: "tcp", port: 5061, to: role });
      role.allowFrom(Peer.internet(), SIP);
    };
    return { stack, forward };
  }

  it("is refused behind a balancer on AWS, which would send it nothing", () => {
    const { stack, forward } = forwarded("b", { privateAddress: "10.30.1.10" });
    const says = ['availabilityZone is "eu-central-1b"', '"eu-central-1a", where the Network Load Balancer is'];
    expectFault(forward, "aws-member-availability-zone-differs", ...says);
    expect(rulesOf(Testing.synth(stack))).toEqual([]);
  });

  it.each([
    ["the same zone", "a", {}],
    ["a zone that is known only later", "${var.zone}", {}],
    ["an existing interface, whose zone nobody states", "b", { existingInterfaceId: "eni-1" }],
  ])("is taken in %s", (_, zone, more) => {
    const { stack, forward } = forwarded(zone, { privateAddress: "10.30.1.10", ...more });
    forward();
    expect(rulesOf(stack)).toHaveLength(3);
  });
});

describe("a member of a pool that exists already", () => {
  const existing = { existingInterfaceId: "eni-1", publicAddress: "192.0.2.10" };

  it("must state its private address on AWS, where targets are addresses", () => {
    const { role, address } = published("aws", [existing]);
    const forward = (): void => {
      address.forward({ transport: "tcp", port: 5061, to: role });
    };
    expect(expectFault(forward, "aws-member-address-missing")).toBeInstanceOf(UcEdgeError);
    const stated = published("aws", [{ ...existing, privateAddress: "10.20.0.10" }]);
    stated.address.forward({ transport: "tcp", port: 5061, to: stated.role });
    stated.role.allowFrom(Peer.internet(), SIP);
    expect(rulesOf(stated.stack)).toContain("Sbc_External ingress tcp 5061 from Public_Balancer_Front");
  });

  it("is refused on Azure, where pools name the IP configuration", () => {
    const { role, address } = published("azure", [{ ...existing, privateAddress: "10.20.0.10" }]);
    const forward = (): void => {
      address.forward({ transport: "tcp", port: 5061, to: role });
    };
    expect(expectFault(forward, "azure-existing-interface-member").message).toMatch(/IP configuration/);
  });
});

describe.each(CLOUDS)("a port is forwarded before its flows are added, on %s", (cloud) => {
  it("and refused after one, which would lead past the address", () => {
    const { stack, network, role, address } = pool(cloud);
    role.allowFrom(Peer.prefixes(["10.30.9.0/24"]), { ...SIP, ports: ["5060-5070"] });
    const forwarding = (toPort: number) => (): void => {
      address.forward({ transport: "tcp", port: 443, to: role, toPort });
    };
    expectFault(forwarding(5061), "stack-forward-late", "toPort is 5061", "tcp 5061");
    const caller = roleOn(stack, network, "Caller", [{}], { side: "internal", zone: "internal" });
    role.allowFrom(Peer.of(caller), { ...SIP, ports: [5080] });
    expectFault(forwarding(5080), "stack-forward-late", "toPort is 5080");
  });

  it("as long as nothing is open on its side, to its address, transport and port", () => {
    const { stack, role, address } = published(cloud);
    role.allowFrom(Peer.prefixes(["10.30.9.0/24"]), SIP);
    role.allowFrom(Peer.prefixes(["10.30.9.0/24"]), { ...SIP, transport: "udp", ports: [5062] });
    address.forward({ transport: "tcp", port: 5061, to: role });
    role.allowFrom(Peer.internet(), SIP);
    expect(inexactnessOf(stack)).toEqual([]);
  });

  it("a second address is refused for a port whose flows lead through the first", () => {
    const { network, stack, role, address } = pool(cloud);
    address.forward({ transport: "tcp", port: 443, to: role, toPort: 5061 });
    role.allowFrom(Peer.prefixes(["10.30.9.0/24"]), SIP);
    const props = { network, title: "second", side: "internal", privateAddress: "10.30.1.2" } as const;
    const second = new VirtualAddress(stack, "Second", props);
    const forward = { transport: "tcp", port: 443, to: role, toPort: 5061 } as const;
    expectFault(() => {
      second.forward(forward);
    }, "stack-forward-late");
  });
});

describe("what Azure refuses of load balancers is refused here", () => {
  const two = (cloud: Cloud): Deployment & { readonly second: VirtualAddress } => {
    const deployment = published(cloud);
    const { stack, network } = deployment;
    return { ...deployment, second: new VirtualAddress(stack, "Second", { network, title: "second" }) };
  };

  it("two public addresses in front of one host, and AWS takes them", () => {
    const azure = two("azure");
    azure.address.forward({ transport: "tcp", port: 5061, to: azure.role });
    expectFault(
      () => {
        azure.second.forward({ transport: "tcp", port: 5062, to: azure.role });
      },
      "azure-member-of-two-balancers",
      "Public/Balancer",
    );
    const aws = two("aws");
    for (const address of [aws.address, aws.second]) address.forward({ transport: "tcp", port: 5061, to: aws.role });
    aws.role.allowFrom(Peer.internet(), SIP);
    expect(inexactnessOf(aws.stack)).toEqual([]);
  });

  it("but not a public and an internal one", () => {
    const { stack, network, role, address } = published("azure");
    const props = { network, title: "in", side: "internal", zone: "perimeter", privateAddress: "10.20.0.99" } as const;
    const inside = new VirtualAddress(stack, "Inside", props);
    for (const one of [address, inside]) one.forward({ transport: "tcp", port: 5061, to: role });
    role.allowFrom(Peer.prefixes(["198.51.100.0/24", "10.30.9.0/24"]), SIP);
    expect(inexactnessOf(stack)).toEqual([]);
  });

  it("two ports that lead to one port of a host, and AWS takes them", () => {
    const azure = published("azure");
    azure.address.forward({ transport: "tcp", port: 443, to: azure.role, toPort: 5061 });
    azure.address.forward({ transport: "udp", port: 443, to: azure.role, toPort: 5061, healthPort: 5061 });
    expectFault(
      () => {
        azure.address.forward({ transport: "tcp", port: 5061, to: azure.role });
      },
      "azure-member-port-taken",
      "tcp 443",
    );
    const aws = published("aws");
    aws.address.forward({ transport: "tcp", port: 443, to: aws.role, toPort: 5061 });
    aws.address.forward({ transport: "tcp", port: 5061, to: aws.role });
    aws.role.allowFrom(Peer.internet(), SIP);
    expect(inexactnessOf(aws.stack)).toEqual([]);
  });
});

describe.each(CLOUDS)("an IPv6 peer of a port that is forwarded, on %s", (cloud) => {
  it("is refused, as virtual addresses are of IPv4", () => {
    const stack = stackOn(cloud);
    const network = networkOn(cloud, stack, { perimeter: ["10.20.0.0/24", "2001:db8::/64"] });
    const nics = [{ privateAddress: "10.20.0.140", ipv6Address: "2001:db8::20" }];
    const role = roleOn(stack, network, "Sbc", nics, { side: "internal" });
    const props = { network, title: "in", side: "internal", zone: "perimeter", privateAddress: "10.20.0.99" } as const;
    new VirtualAddress(stack, "Inside", props).forward({ transport: "tcp", port: 5061, to: role });
    const peer = Peer.prefixes(["10.30.9.0/24", "2001:db8::99"]);
    expectFault(() => {
      role.allowFrom(peer, SIP);
    }, "stack-ipv6-absent");
    role.allowFrom(Peer.prefixes(["10.30.9.0/24"]), SIP);
    role.allowFrom(peer, { ...SIP, ports: [5070] });
    expect(inexactnessOf(stack)).toEqual([]);
  });
});
