/** The ways in of stacks written by hand: which address and port reach which host, through what, and what passes. */
import { checkContext, checkStack, expectedOf } from "../../../lib/tools/analyze/check";
import { type WayIn, waysIn } from "../../../lib/tools/analyze/reach";
import { Folder } from "../stack-files";
import { TODAY } from "./hand-made";
import { type Cloud, declaredOn, publishedOn, type Resources, set } from "./published";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

function ways(resource: unknown, declaration?: readonly string[]): WayIn[] {
  const variable = declaration === undefined ? {} : { variable: { uc_edge_deployment: { default: declaration } } };
  const context = checkContext(folder.read({ resource, ...variable }));
  return waysIn(context, expectedOf(context));
}

/** A way in one line. */
function line({ address, isPublic, transports, ports, through, ends, action, open, asked, repeated }: WayIn): string {
  const range = (one: WayIn["ports"]): string => (one === null ? "?" : [...new Set([one.first, one.last])].join("-"));
  const to = ends.map((end) => `${end.interface ?? "?"} ${end.address ?? "first"}:${range(end.ports)}`).join(", ");
  const from = isPublic === null ? "perhaps public" : isPublic ? "public" : "inside";
  return (
    `${from} ${address} ${transports?.join("+") ?? "all"}:${range(ports)} by ${through} -> ${to}${action ?? ""}` +
    ` open ${open}, asked ${asked}${repeated ? ", repeated" : ""}`
  );
}

function publishedWays(cloud: Cloud, change: (resources: Resources) => void = () => undefined): string[] {
  const resources = structuredClone(publishedOn(cloud));
  change(resources);
  return ways(resources, declaredOn(cloud)).map(line);
}

const HOSTS = "Sbc/External 10.20.0.10:5061, Sbc/External 10.20.0.11:5061";

describe("the ways in of what is declared", () => {
  it("are a balancer's port and a host's whole address, on AWS", () => {
    expect(publishedWays("aws")).toEqual([
      `public aws_eip.Public.public_ip tcp:443 by network-load-balancer -> ${HOSTS} open yes, asked all`,
      "public aws_eip.Web.public_ip all:0-65535 by static-nat -> Web/External 10.20.0.20:0-65535 open yes, asked all",
    ]);
  });

  it("are the same on Azure", () => {
    expect(publishedWays("azure")).toEqual([
      `public azurerm_public_ip.Public.ip_address tcp:443 by load-balancer -> ${HOSTS} open yes, asked all`,
      "public azurerm_public_ip.Web.ip_address all:0-65535 by static-nat -> Web/External 10.20.0.20:0-65535 open yes, asked all",
    ]);
  });

  it("name every hop", () => {
    const [balanced, translated] = ways(publishedOn("aws"), declaredOn("aws"));
    expect(balanced?.hops).toEqual([
      "aws_eip.Public",
      "aws_lb.Public",
      "aws_lb_listener.sip",
      "aws_lb_target_group.sip",
      "aws_lb_target_group_attachment.A",
      "aws_lb_target_group_attachment.B",
    ]);
    expect(translated?.hops).toEqual(["aws_eip.Web", "aws_eip_association.Web", "aws_network_interface.Web"]);
  });

  it.each([
    ["at the balancer", "aws_vpc_security_group_ingress_rule.front"],
    ["out of the balancer", "aws_vpc_security_group_egress_rule.front"],
    ["at the hosts", "aws_vpc_security_group_ingress_rule.hosts"],
  ])("are closed where the rule %s is gone", (_, rule) => {
    const [balanced] = publishedWays("aws", (all) => {
      set(all, rule, undefined);
    });
    expect(balanced).toContain("open no, asked none");
  });

  it("are open in part where the rule is narrower than what is asked for", () => {
    const [balanced] = publishedWays("aws", (all) => {
      set(all, "aws_vpc_security_group_ingress_rule.front.cidr_ipv4", "198.51.100.0/24");
    });
    expect(balanced).toContain("open yes, asked some");
  });

  it("are perhaps open where the rule may be there or not", () => {
    const [balanced] = publishedWays("aws", (all) => {
      set(all, "aws_vpc_security_group_ingress_rule.front.count", "${var.n}");
    });
    expect(balanced).toContain("open perhaps, asked unseen");
  });

  it("are closed on Azure where the hosts' group denies the clients", () => {
    const [balanced] = publishedWays("azure", (all) => {
      set(all, "azurerm_network_security_group.Hosts.security_rule.0.access", "Deny");
    });
    expect(balanced).toContain("open no, asked none");
  });
});

describe("the ways in of a stack without a declaration", () => {
  it("are all of AWS's kinds", () => {
    const resource = {
      aws_security_group: {
        web: { ingress: [{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] }] },
      },
      aws_instance: {
        a: {
          associate_public_ip_address: true,
          private_ip: "10.0.0.4",
          vpc_security_group_ids: ["${aws_security_group.web.id}"],
        },
        b: { private_ip: "10.0.0.5", vpc_security_group_ids: ["${aws_security_group.web.id}"] },
      },
      aws_eip: {
        b: { instance: "${aws_instance.b.id}" },
        nat: { network_interface: "eni-0nat" },
        idle: {},
      },
      aws_nat_gateway: { nat: { allocation_id: "${aws_eip.nat.id}" } },
      aws_lb: {
        web: { security_groups: ["${aws_security_group.web.id}"] },
        inside: {
          load_balancer_type: "network",
          internal: true,
          subnet_mapping: [{ private_ipv4_address: "10.0.0.9" }],
        },
        perhaps: { load_balancer_type: "network", internal: "${var.internal}" },
      },
      aws_lb_listener: {
        https: {
          load_balancer_arn: "${aws_lb.web.arn}",
          port: "443",
          protocol: "HTTPS",
          default_action: [
            {
              type: "forward",
              forward: [
                {
                  target_group: [
                    { arn: "${aws_lb_target_group.a.arn}", weight: 1 },
                    { arn: "${aws_lb_target_group.b.arn}" },
                  ],
                },
              ],
            },
          ],
        },
        http: {
          load_balancer_arn: "${aws_lb.web.arn}",
          port: 80,
          protocol: "HTTP",
          default_action: [{ type: "redirect", redirect: [{ port: "443" }] }],
        },
        dns: {
          load_balancer_arn: "${aws_lb.inside.arn}",
          port: 53,
          protocol: "TCP_UDP",
          default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.b.arn}" }],
        },
        perhaps: { load_balancer_arn: "${aws_lb.perhaps.arn}", port: "${var.port}", protocol: "${var.protocol}" },
        elsewhere: { load_balancer_arn: "${var.balancer}", port: 25, protocol: "TCP" },
      },
      aws_lb_target_group: {
        a: { port: 8443, protocol: "HTTPS" },
        b: { port: 53, protocol: "TCP_UDP", target_type: "ip" },
      },
      aws_lb_target_group_attachment: {
        a: { target_group_arn: "${aws_lb_target_group.a.arn}", target_id: "${aws_instance.a.id}" },
        b: { target_group_arn: "${aws_lb_target_group.b.arn}", target_id: "10.0.0.5", port: 5353 },
      },
    };
    expect(ways(resource).map(line)).toEqual([
      "public aws_eip.b.public_ip all:0-65535 by static-nat -> aws_instance.b first:0-65535 open yes, asked nothing",
      "public aws_instance.a.public_ip all:0-65535 by static-nat -> aws_instance.a first:0-65535 open yes, asked nothing",
      "perhaps public aws_lb.perhaps.dns_name all:? by network-load-balancer -> nothing open perhaps, asked nothing",
      "public aws_lb.web.dns_name tcp:80 by application-load-balancer -> redirect open no, asked nothing",
      "public aws_lb.web.dns_name tcp:443 by application-load-balancer -> aws_instance.a first:8443, aws_instance.b 10.0.0.5:5353 open no, asked nothing",
      "perhaps public var.balancer tcp:25 by unknown -> nothing open perhaps, asked nothing",
      "inside 10.0.0.9 tcp+udp:53 by network-load-balancer -> aws_instance.b 10.0.0.5:5353 open no, asked nothing",
    ]);
  });

  it("are all of Azure's kinds", () => {
    const resource = {
      azurerm_public_ip: { lb: { ip_address: "192.0.2.10" }, gateway: {} },
      azurerm_network_interface: {
        a: {
          ip_configuration: [
            { name: "one", private_ip_address: "10.0.0.4" },
            { name: "two", private_ip_address: "10.0.0.5" },
          ],
        },
      },
      azurerm_lb: {
        out: {
          frontend_ip_configuration: [
            { name: "f", public_ip_address_id: "${azurerm_public_ip.lb.id}" },
            { name: "in", private_ip_address: "10.0.0.100" },
          ],
        },
      },
      azurerm_lb_backend_address_pool: { hosts: { loadbalancer_id: "${azurerm_lb.out.id}" } },
      azurerm_network_interface_backend_address_pool_association: {
        a: {
          network_interface_id: "${azurerm_network_interface.a.id}",
          ip_configuration_name: "two",
          backend_address_pool_id: "${azurerm_lb_backend_address_pool.hosts.id}",
        },
      },
      azurerm_lb_rule: {
        ha: {
          loadbalancer_id: "${azurerm_lb.out.id}",
          frontend_ip_configuration_name: "in",
          protocol: "All",
          frontend_port: 0,
          backend_port: 0,
          backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.hosts.id}"],
        },
      },
      azurerm_lb_nat_rule: {
        rdp: {
          loadbalancer_id: "${azurerm_lb.out.id}",
          frontend_ip_configuration_name: "${azurerm_lb.out.frontend_ip_configuration[0].name}",
          protocol: "Tcp",
          frontend_port: 50001,
          backend_port: 3389,
        },
        many: {
          loadbalancer_id: "${azurerm_lb.out.id}",
          frontend_ip_configuration_name: "f",
          protocol: "Tcp",
          frontend_port_start: 6000,
          frontend_port_end: 6009,
          backend_port: 22,
          backend_address_pool_id: "${azurerm_lb_backend_address_pool.hosts.id}",
        },
      },
      azurerm_network_interface_nat_rule_association: {
        rdp: {
          network_interface_id: "${azurerm_network_interface.a.id}",
          ip_configuration_name: "one",
          nat_rule_id: "${azurerm_lb_nat_rule.rdp.id}",
        },
      },
      azurerm_application_gateway: {
        g: {
          frontend_ip_configuration: [{ name: "public", public_ip_address_id: "${azurerm_public_ip.gateway.id}" }],
          frontend_port: [
            { name: "https", port: 443 },
            { name: "http", port: 80 },
          ],
          http_listener: [
            { name: "https", frontend_ip_configuration_name: "public", frontend_port_name: "https", protocol: "Https" },
            { name: "http", frontend_ip_configuration_name: "public", frontend_port_name: "http", protocol: "Http" },
          ],
          backend_address_pool: [
            { name: "hosts", ip_addresses: ["10.0.0.4"] },
            { name: "names", fqdns: ["web.example.com"] },
          ],
          backend_http_settings: [{ name: "tls", port: 8443, protocol: "Https" }],
          request_routing_rule: [
            { name: "https", http_listener_name: "https", url_path_map_name: "paths" },
            { name: "http", http_listener_name: "http", redirect_configuration_name: "tls" },
          ],
          url_path_map: [
            {
              name: "paths",
              default_backend_address_pool_name: "hosts",
              default_backend_http_settings_name: "tls",
              path_rule: [
                { name: "p", paths: ["/p"], backend_address_pool_name: "names", backend_http_settings_name: "tls" },
              ],
            },
          ],
        },
      },
    };
    expect(ways(resource).map(line)).toEqual([
      "public 192.0.2.10 tcp:6000-6009 by load-balancer -> azurerm_network_interface.a 10.0.0.5:22 open yes, asked nothing",
      "public 192.0.2.10 tcp:50001 by load-balancer -> azurerm_network_interface.a 10.0.0.4:3389 open yes, asked nothing",
      "public azurerm_public_ip.gateway.ip_address tcp:80 by application-gateway -> redirect open yes, asked nothing",
      "public azurerm_public_ip.gateway.ip_address tcp:443 by application-gateway -> azurerm_network_interface.a 10.0.0.4:8443, ? web.example.com:8443 open yes, asked nothing",
      "inside 10.0.0.100 tcp+udp:0-65535 by load-balancer -> azurerm_network_interface.a 10.0.0.5:0-65535 open yes, asked nothing",
    ]);
  });

  it("are warnings of a check where the internet has them", () => {
    const declared = checkStack(folder.read({ resource: publishedOn("aws") }), TODAY);
    expect(
      declared.findings
        .filter(({ area }) => area === "reach")
        .map(({ severity, code, where }) => `${severity} ${code} ${where}`),
    ).toEqual([
      "warning check-translation-surplus aws_eip_association.Web",
      "warning check-forward-surplus aws_lb.Public",
    ]);
  });
});

test("values of no meaning anywhere do no harm", () => {
  const odd = [null, 7, "", "${", "${a.b", "10.0.0", [], {}, [[null]], true, { a: { b: null } }, "${aws_lb.one.arn}"];
  const types = [
    "aws_lb",
    "aws_lb_listener",
    "aws_lb_listener_rule",
    "aws_lb_target_group",
    "aws_lb_target_group_attachment",
    "aws_eip",
    "aws_eip_association",
    "aws_instance",
    "aws_route",
    "aws_route_table",
    "azurerm_lb",
    "azurerm_lb_rule",
    "azurerm_lb_nat_rule",
    "azurerm_lb_probe",
    "azurerm_lb_backend_address_pool_address",
    "azurerm_network_interface",
    "azurerm_network_interface_nat_rule_association",
    "azurerm_application_gateway",
    "azurerm_route",
    "azurerm_route_table",
  ];
  const keys = [
    "load_balancer_arn",
    "load_balancer_type",
    "internal",
    "security_groups",
    "subnet_mapping",
    "listener_arn",
    "default_action",
    "action",
    "target_group_arn",
    "target_id",
    "port",
    "protocol",
    "health_check",
    "allocation_id",
    "network_interface_id",
    "private_ip_address",
    "instance",
    "network_interface",
    "associate_public_ip_address",
    "loadbalancer_id",
    "frontend_ip_configuration",
    "frontend_ip_configuration_name",
    "frontend_port",
    "backend_port",
    "backend_address_pool_ids",
    "backend_address_pool_id",
    "probe_id",
    "ip_address",
    "ip_configuration",
    "ip_configuration_name",
    "http_listener",
    "request_routing_rule",
    "backend_address_pool",
    "backend_http_settings",
    "gateway_ip_configuration",
    "route",
    "route_table_id",
    "route_table_name",
    "destination_cidr_block",
    "gateway_id",
    "address_prefix",
    "next_hop_type",
    "private_ips",
  ];
  for (const value of odd) {
    const values = Object.fromEntries(keys.map((key) => [key, value]));
    const resource = Object.fromEntries(types.map((type) => [type, { one: values, two: value }]));
    expect(() => ways(resource, declaredOn("aws"))).not.toThrow();
    expect(() => ways(resource)).not.toThrow();
  }
});
