/** Interfaces that are made and that exist, their addresses of both families, and values that are known later. */
import { type TerraformStack, Testing, TerraformVariable } from "cdktf";
import { Peer } from "../../lib/stack/peer";
import { EdgeServer } from "../../lib/systems/ocs/edge-server";
import type { EdgeServerProps } from "../../lib/systems/ocs/edge-server-props";
import { countsOf, declared, recordsOf, resourcesOf, rulesOf } from "../support/rules";
import { CLOUDS, type Cloud, federatingEdge, networkOn, type NetworkPlan, service, stackOn } from "../support/stacks";

function deploy(
  cloud: Cloud,
  props: Partial<EdgeServerProps>,
  plan: NetworkPlan = {},
): { stack: TerraformStack; edge: EdgeServer } {
  const stack = stackOn(cloud);
  const edge = new EdgeServer(stack, "Edge", { ...federatingEdge(networkOn(cloud, stack, plan)), ...props });
  return { stack, edge };
}

/** The interfaces that a stack makes: the subnet of each, and its addresses. */
function madeInterfaces(stack: TerraformStack): string[] {
  const aws = Object.values(resourcesOf(stack, "aws_network_interface")).map((one) => [
    String(one["subnet_id"]).replace("subnet-", ""),
    ...((one["private_ips"] as string[] | undefined) ?? ["picked"]),
    ...((one["ipv6_addresses"] as string[] | undefined) ?? []),
  ]);
  const azure = Object.values(resourcesOf(stack, "azurerm_network_interface")).map((one) => {
    const configurations = one["ip_configuration"] as Readonly<Record<string, unknown>>[];
    const addresses = configurations.map((configuration) => {
      const isStatic = configuration["private_ip_address_allocation"] === "Static";
      return isStatic ? configuration["private_ip_address"] : "picked";
    });
    return [...new Set(configurations.map((configuration) => configuration["subnet_id"])), ...addresses];
  });
  return [...aws, ...azure].map((words) => words.join(" "));
}

const names = ["sip.example.com"];
const FEDERATION = [
  "Edge_AccessEdge_External egress tcp 5061 to 198.51.100.0/24",
  "Edge_AccessEdge_External ingress tcp 5061 from 198.51.100.0/24",
  "Edge_AccessEdge_Internal egress tcp 5061 to 10.30.1.0/28",
  "Edge_AccessEdge_Internal ingress tcp 5061 from 10.30.1.0/28",
];

describe.each(CLOUDS)("interfaces on %s", (cloud) => {
  it("are made with the addresses given, in the subnets of their sides, with a public address outside", () => {
    const { stack } = deploy(cloud, {});
    expect(rulesOf(stack)).toEqual(FEDERATION);
    expect(
      declared(stack, "interface").map(({ path, existing, side, privateAddress, publicAddressMade }) => ({
        path,
        existing,
        side,
        privateAddress,
        publicAddressMade,
      })),
    ).toEqual([
      {
        path: "Edge/AccessEdge/External",
        existing: false,
        side: "external",
        privateAddress: "10.20.0.10",
        publicAddressMade: true,
      },
      {
        path: "Edge/AccessEdge/Internal",
        existing: false,
        side: "internal",
        privateAddress: "10.20.0.138",
        publicAddressMade: false,
      },
    ]);
    expect(madeInterfaces(stack)).toEqual(["external 10.20.0.10", "internal 10.20.0.138"]);
    expect(countsOf(stack)).toEqual(
      {
        aws: {
          aws_eip: 1,
          aws_eip_association: 1,
          aws_network_interface: 2,
          aws_route53_record: 2,
          aws_security_group: 2,
          aws_vpc_security_group_egress_rule: 2,
          aws_vpc_security_group_ingress_rule: 2,
        },
        azure: {
          azurerm_application_security_group: 2,
          azurerm_dns_a_record: 1,
          azurerm_dns_srv_record: 1,
          azurerm_network_interface: 2,
          azurerm_network_interface_application_security_group_association: 2,
          azurerm_network_interface_security_group_association: 2,
          azurerm_network_security_group: 2,
          azurerm_public_ip: 1,
        },
      }[cloud],
    );
  });

  it("get the private address that the cloud picks where none is given, and names lead to it", () => {
    const { stack } = deploy(
      cloud,
      { accessEdge: service(10, { external: { names }, internal: { names: ["edge.example.com"] } }) },
      { internalDomains: ["example.com"] },
    );
    expect(rulesOf(stack)).toEqual(FEDERATION);
    const attribute = cloud === "aws" ? "private_ip" : "private_ip_address";
    expect(recordsOf(stack).filter((record) => record.includes("edge"))).toEqual([
      cloud === "aws"
        ? `A edge.example.com in Z-example.com: Edge_AccessEdge_Internal_Interface.${attribute}`
        : `internal A edge in example.com: Edge_AccessEdge_Internal_Interface.${attribute}`,
    ]);
    expect(madeInterfaces(stack)).toEqual(["external picked", "internal picked"]);
  });

  it("keep the public address that is stated, and make none", () => {
    const external = { privateAddress: "10.20.0.10", publicAddress: "203.0.113.10", names };
    const { stack } = deploy(cloud, { accessEdge: service(10, { external }) });
    const counts = countsOf(stack);
    expect([counts["aws_eip"], counts["aws_eip_association"], counts["azurerm_public_ip"]]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(recordsOf(stack)[0]).toMatch(/: 203\.0\.113\.10$/);
    expect(
      declared(stack, "interface").map(({ publicAddress, publicAddressMade }) => [publicAddress, publicAddressMade]),
    ).toEqual([
      ["203.0.113.10", false],
      [null, false],
    ]);
    expect(rulesOf(stack)).toEqual(FEDERATION);
  });

  it("may exist: the group is attached to them, and nothing else is made", () => {
    const { stack, edge } = deploy(cloud, {
      accessEdge: service(10, {
        external: {
          existingInterfaceId: "outside",
          privateAddress: "10.20.0.10",
          publicAddress: "203.0.113.10",
          names,
        },
        internal: { existingInterfaceId: "inside" },
      }),
    });
    expect(rulesOf(stack)).toEqual(FEDERATION);
    const { counts, attached } = {
      aws: {
        counts: {
          aws_network_interface_sg_attachment: 2,
          aws_route53_record: 2,
          aws_security_group: 2,
          aws_vpc_security_group_egress_rule: 2,
          aws_vpc_security_group_ingress_rule: 2,
        },
        attached: ["aws_network_interface_sg_attachment"],
      },
      azure: {
        counts: {
          azurerm_application_security_group: 2,
          azurerm_dns_a_record: 1,
          azurerm_dns_srv_record: 1,
          azurerm_network_interface_application_security_group_association: 2,
          azurerm_network_interface_security_group_association: 2,
          azurerm_network_security_group: 2,
        },
        attached: [
          "azurerm_network_interface_application_security_group_association",
          "azurerm_network_interface_security_group_association",
        ],
      },
    }[cloud];
    expect(countsOf(stack)).toEqual(counts);
    for (const type of attached) {
      const ids = Object.values(resourcesOf(stack, type)).map((one) => one["network_interface_id"]);
      expect(ids).toEqual(["outside", "inside"]);
    }
    expect(declared(stack, "interface").map(({ existing, privateAddress }) => [existing, privateAddress])).toEqual([
      [true, "10.20.0.10"],
      [true, null],
    ]);
    expect(edge.accessEdge.external?.interfaceId).toBe("outside");
    expect(edge.accessEdge.internal?.interfaceId).toBe("inside");
  });

  it("may be shared inside by services on one host, whose flows they then have together", () => {
    const inside = { privateAddress: "10.20.0.138" };
    const { stack, edge } = deploy(cloud, {
      accessEdge: service(10, { external: { privateAddress: "10.20.0.10", names }, internal: inside }),
      webConferencingEdge: service(11, { internal: inside }),
      externalWebConferencing: { from: Peer.prefixes(["203.0.113.0/24"]) },
    });
    expect(edge.accessEdge.internal).toBe(edge.webConferencingEdge.internal);
    expect(edge.accessEdge.external).not.toBe(edge.webConferencingEdge.external);
    const shared = "Edge_AccessEdgeAndWebConferencingEdgeInternal";
    // ocs-2007 ports rows 1, 12, 14, 15 and 25.
    const media =
      cloud === "aws"
        ? [`${shared} ingress tcp 5061 from 10.30.1.0/28`, `${shared} ingress tcp 8057 from 10.30.1.0/28`]
        : [`${shared} ingress tcp 5061,8057 from 10.30.1.0/28`];
    expect(rulesOf(stack)).toEqual([
      `${shared} egress tcp 5061 to 10.30.1.0/28`,
      ...media,
      "Edge_AccessEdge_External egress tcp 5061 to 198.51.100.0/24",
      "Edge_AccessEdge_External ingress tcp 443 from 203.0.113.0/24",
      "Edge_AccessEdge_External ingress tcp 5061 from 198.51.100.0/24",
      "Edge_WebConferencingEdge_External ingress tcp 443 from 203.0.113.0/24",
    ]);
    expect(
      declared(stack, "interface")
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      "Edge/AccessEdge/External",
      "Edge/AccessEdgeAndWebConferencingEdgeInternal",
      "Edge/WebConferencingEdge/External",
    ]);
  });

  it("may be shared by an id or an address that is known later", () => {
    const stack = stackOn(cloud);
    const later = new TerraformVariable(stack, "inside", { type: "string" });
    const edge = new EdgeServer(stack, "Edge", {
      ...federatingEdge(networkOn(cloud, stack)),
      accessEdge: service(10, {
        external: { privateAddress: "10.20.0.10", names },
        internal: { existingInterfaceId: later.stringValue },
      }),
      webConferencingEdge: service(11, { internal: { existingInterfaceId: later.stringValue } }),
      externalWebConferencing: {},
    });
    expect(edge.accessEdge.internal).toBe(edge.webConferencingEdge.internal);
    expect(Testing.synth(stack)).toContain('"network_interface_id": "${var.inside}"');
  });

  it("open IPv6 where they have an IPv6 address, and nowhere else", () => {
    const plan = { perimeter: ["10.20.0.0/24", "2001:db8:20::/64"], internal: ["10.30.0.0/16", "2001:db8:30::/64"] };
    const { stack } = deploy(
      cloud,
      {
        accessEdge: service(10, { external: { privateAddress: "10.20.0.10", ipv6Address: "2001:db8:20::10", names } }),
        remoteAccess: {},
        federation: { partners: Peer.prefixes(["198.51.100.0/24", "2001:db8:f::/48"]) },
      },
      plan,
    );
    const inside = FEDERATION.slice(2);
    expect(rulesOf(stack)).toEqual(
      cloud === "aws"
        ? [
            "Edge_AccessEdge_External egress tcp 5061 to 198.51.100.0/24",
            "Edge_AccessEdge_External egress tcp 5061 to 2001:db8:f::/48",
            "Edge_AccessEdge_External ingress tcp 443 from 0.0.0.0/0",
            "Edge_AccessEdge_External ingress tcp 443 from ::/0",
            "Edge_AccessEdge_External ingress tcp 5061 from 198.51.100.0/24",
            "Edge_AccessEdge_External ingress tcp 5061 from 2001:db8:f::/48",
            ...inside,
          ]
        : [
            "Edge_AccessEdge_External egress tcp 5061 to 198.51.100.0/24,2001:db8:f::/48",
            "Edge_AccessEdge_External ingress tcp 443 from Internet",
            "Edge_AccessEdge_External ingress tcp 5061 from 198.51.100.0/24,2001:db8:f::/48",
            ...inside,
          ],
    );
    // AWS does not translate IPv6: the address is the public one. Azure makes a public IPv6 address beside it.
    expect(recordsOf(stack).filter((record) => record.includes("AAAA"))).toEqual([
      cloud === "aws"
        ? "AAAA sip.example.com in Z-example.com: 2001:db8:20::10"
        : "public AAAA sip in example.com: Edge_AccessEdge_External_Ipv6Address.ip_address",
    ]);
    expect(madeInterfaces(stack)).toEqual(["external 10.20.0.10 2001:db8:20::10", "internal 10.20.0.138"]);
    const publicIps = Object.values(resourcesOf(stack, "azurerm_public_ip")).map((one) => one["ip_version"] ?? "IPv4");
    expect(publicIps.sort()).toEqual(cloud === "aws" ? [] : ["IPv4", "IPv6"]);
    expect(declared(stack, "interface").map(({ ipv6Address }) => ipv6Address)).toEqual(["2001:db8:20::10", null]);
  });

  it("keep values that are known later, and say so", () => {
    const stack = stackOn(cloud);
    const value = (id: string): string => new TerraformVariable(stack, id, { type: "string" }).stringValue;
    new EdgeServer(stack, "Edge", {
      ...federatingEdge(networkOn(cloud, stack)),
      accessEdge: {
        external: { privateAddress: value("outside"), publicAddress: value("public"), names },
        internal: { privateAddress: "${local.inside}" },
        internalServer: Peer.prefixes(["10.30.1.0/28", value("server")]),
      },
      federation: { partners: Peer.prefixes(["198.51.100.0/24", `${value("partner")}/32`, "${var.raw}"]) },
    });
    expect(rulesOf(stack)).toEqual([
      "Edge_AccessEdge_External egress tcp 5061 to ${var.partner}/32",
      "Edge_AccessEdge_External egress tcp 5061 to ${var.raw}",
      "Edge_AccessEdge_External egress tcp 5061 to 198.51.100.0/24",
      "Edge_AccessEdge_External ingress tcp 5061 from ${var.partner}/32",
      "Edge_AccessEdge_External ingress tcp 5061 from ${var.raw}",
      "Edge_AccessEdge_External ingress tcp 5061 from 198.51.100.0/24",
      "Edge_AccessEdge_Internal egress tcp 5061 to ${var.server}",
      "Edge_AccessEdge_Internal egress tcp 5061 to 10.30.1.0/28",
      "Edge_AccessEdge_Internal ingress tcp 5061 from ${var.server}",
      "Edge_AccessEdge_Internal ingress tcp 5061 from 10.30.1.0/28",
    ]);
    expect(
      declared(stack, "interface").map(({ privateAddress, publicAddress }) => [privateAddress, publicAddress]),
    ).toEqual([
      [{ ref: "var.outside" }, { ref: "var.public" }],
      [{ ref: "local.inside" }, null],
    ]);
    expect(recordsOf(stack)[0]).toMatch(/: \$\{var\.public\}$/);
    const notes = declared(stack, "finding").filter(({ code }) => code === "stack-value-unresolved");
    expect(notes.map(({ severity, where, what }) => [severity, where, what])).toEqual(
      [
        ["Edge/AccessEdge/External", "var.partner/32"],
        ["Edge/AccessEdge/External", "var.raw"],
        ["Edge/AccessEdge/Internal", "var.server"],
      ].map(([where, reference]) => [
        "note",
        where,
        `a peer's address is ${String(reference)}, known only when Terraform runs`,
      ]),
    );
    expect(declared(stack, "peer").find(({ role }) => role === "ocs-2007/federated-partner")?.["peers"]).toEqual([
      { kind: "prefixes", prefixes: ["198.51.100.0/24", { ref: "var.partner/32" }, { ref: "var.raw" }] },
    ]);
  });

  it("never merge values that are known later with each other or with what is known", () => {
    const stack = stackOn(cloud);
    new EdgeServer(stack, "Edge", {
      ...federatingEdge(networkOn(cloud, stack)),
      federation: { partners: Peer.prefixes(["${var.list[0]}", "${var.list0}", "${var.list[0]}", "203.0.113.0/25"]) },
    });
    expect(rulesOf(stack).filter((line) => line.includes("External ingress"))).toEqual([
      "Edge_AccessEdge_External ingress tcp 5061 from ${var.list0}",
      "Edge_AccessEdge_External ingress tcp 5061 from ${var.list[0]}",
      "Edge_AccessEdge_External ingress tcp 5061 from 203.0.113.0/25",
    ]);
  });
});
