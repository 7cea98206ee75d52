/** What a check says when public addresses and balancers do not lead where they are declared to. */
import { Folder } from "../stack-files";
import { lines } from "./hand-made";
import { changed, type Cloud, type Resources, set } from "./published";

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

type Change = readonly [title: string, change: (resources: Resources) => void, found: readonly string[]];

const remove =
  (...paths: string[]) =>
  (resources: Resources): void => {
    for (const path of paths) set(resources, path, undefined);
  };
const to =
  (path: string, value: unknown) =>
  (resources: Resources): void => {
    set(resources, path, value);
  };
const add =
  (type: string, name: string, value: Record<string, unknown>) =>
  (resources: Resources): void => {
    resources[type] = { ...resources[type], [name]: value };
  };

function found(cloud: Cloud, change?: (resources: Resources) => void): string[] {
  return lines(changed(folder, cloud, change));
}

const AWS: readonly Change[] = [
  ["the listener is gone", remove("aws_lb_listener.sip"), ["error check-forward-missing Public"]],
  [
    "the balancer is gone",
    remove("aws_lb.Public", "aws_lb_listener.sip"),
    ["error check-forward-missing Public", "warning check-group-unattached Public/Front"],
  ],
  [
    "the target group is forwarded to no longer",
    to("aws_lb_listener.sip.default_action", [{ type: "fixed-response" }]),
    ["error check-forward-missing Public"],
  ],
  [
    "no host is attached",
    remove("aws_lb_target_group_attachment.A", "aws_lb_target_group_attachment.B"),
    ["error check-forward-missing Public"],
  ],
  ["one host is not attached", remove("aws_lb_target_group_attachment.B"), ["error check-forward-target Public"]],
  [
    "another host is attached",
    add("aws_lb_target_group_attachment", "Web", {
      target_group_arn: "${aws_lb_target_group.sip.arn}",
      target_id: "${aws_network_interface.Web.private_ip}",
    }),
    ["error check-forward-target Public"],
  ],
  [
    "a host elsewhere takes the place of one",
    to("aws_lb_target_group_attachment.B.target_id", "10.20.0.99"),
    ["error check-forward-target Public", "error check-forward-target Public"],
  ],
  [
    "the hosts' port is another one",
    (all) => {
      to("aws_lb_target_group_attachment.A.port", 5062)(all);
      to("aws_lb_target_group_attachment.B.port", 5062)(all);
    },
    ["error check-forward-target Public"],
  ],
  [
    "one host's port is another one",
    to("aws_lb_target_group_attachment.B.port", 5062),
    ["error check-forward-target Public"],
  ],
  [
    "the listener's port is another one",
    to("aws_lb_listener.sip.port", 444),
    ["error check-forward-missing Public", "error check-forward-surplus Public"],
  ],
  [
    "the listener takes UDP as well",
    to("aws_lb_listener.sip.protocol", "TCP_UDP"),
    ["error check-forward-surplus Public"],
  ],
  [
    "another listener is there",
    add("aws_lb_listener", "more", {
      load_balancer_arn: "${aws_lb.Public.arn}",
      port: 22,
      protocol: "TCP",
      default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.sip.arn}" }],
    }),
    ["error check-forward-surplus Public"],
  ],
  [
    "the health check is at another port",
    to("aws_lb_target_group.sip.health_check.port", "8081"),
    ["error check-health-check-unseen Public"],
  ],
  [
    "the health check is at the port of the traffic",
    remove("aws_lb_target_group.sip.health_check"),
    ["error check-health-check-unseen Public"],
  ],
  [
    "the health check's port is not known",
    to("aws_lb_target_group.sip.health_check.port", "${var.port}"),
    ["warning check-health-check-unseen Public"],
  ],
  [
    "the balancer has no group",
    to("aws_lb.Public.security_groups", []),
    ["error check-balancer-group-missing Public", "warning check-group-unattached Public/Front"],
  ],
  [
    "the balancer is internal",
    (all) => {
      to("aws_lb.Public.internal", true)(all);
      to("aws_lb.Public.subnet_mapping", [{ subnet_id: "subnet-0example" }])(all);
    },
    ["error check-translation-missing Public"],
  ],
  [
    "the balancer has another public address",
    (all) => {
      add("aws_eip", "Other", {})(all);
      to("aws_lb.Public.subnet_mapping", [{ allocation_id: "${aws_eip.Other.id}" }])(all);
    },
    ["error check-translation-missing Public", "error check-translation-surplus Public"],
  ],
  [
    "the host's public address is attached to nothing",
    remove("aws_eip_association.Web"),
    ["error check-translation-missing Web/External"],
  ],
  [
    "the host's public address is attached to another host",
    to("aws_eip_association.Web.network_interface_id", "${aws_network_interface.A.id}"),
    ["error check-translation-missing Web/External", "error check-translation-surplus Sbc/External"],
  ],
  [
    "the host's public address leads to another address of it",
    (all) => {
      to("aws_network_interface.Web.private_ips", ["10.20.0.20", "10.20.0.21"])(all);
      to("aws_eip_association.Web.private_ip_address", "10.20.0.21")(all);
    },
    ["error check-translation-missing Web/External", "error check-translation-surplus Web/External"],
  ],
  [
    "another host has a public address",
    add("aws_eip", "More", { network_interface: "${aws_network_interface.A.id}" }),
    ["error check-translation-surplus Sbc/External"],
  ],
  [
    "a balancer is there that nobody declared",
    (all) => {
      add("aws_lb", "Other", { load_balancer_type: "application" })(all);
      add("aws_lb_listener", "other", {
        load_balancer_arn: "${aws_lb.Other.arn}",
        port: 80,
        protocol: "HTTP",
        default_action: [],
      })(all);
    },
    ["error check-forward-surplus aws_lb.Other"],
  ],
  [
    "an internal balancer is there that nobody declared",
    (all) => {
      add("aws_lb", "Other", { internal: true })(all);
      add("aws_lb_listener", "other", {
        load_balancer_arn: "${aws_lb.Other.arn}",
        port: 80,
        protocol: "HTTP",
        default_action: [],
      })(all);
    },
    ["warning check-forward-surplus aws_lb.Other"],
  ],
  [
    "the listener may be there several times or not at all",
    to("aws_lb_listener.sip.count", "${var.n}"),
    ["warning check-not-seen Public"],
  ],
  [
    "the listener's port is not known",
    to("aws_lb_listener.sip.port", "${var.port}"),
    ["warning check-not-seen Public"],
  ],
  [
    "a host is not known",
    to("aws_lb_target_group_attachment.B.target_id", "${var.host}"),
    ["warning check-not-seen Public"],
  ],
];

const AZURE: readonly Change[] = [
  ["the rule is gone", remove("azurerm_lb_rule.sip"), ["error check-forward-missing Public"]],
  ["the balancer is gone", remove("azurerm_lb.Public", "azurerm_lb_rule.sip"), ["error check-forward-missing Public"]],
  [
    "no host is in the pool",
    remove(
      "azurerm_network_interface_backend_address_pool_association.A",
      "azurerm_network_interface_backend_address_pool_association.B",
    ),
    ["error check-forward-missing Public"],
  ],
  [
    "one host is not in the pool",
    remove("azurerm_network_interface_backend_address_pool_association.B"),
    ["error check-forward-target Public"],
  ],
  [
    "another host is in the pool",
    add("azurerm_network_interface_backend_address_pool_association", "Web", {
      network_interface_id: "${azurerm_network_interface.Web.id}",
      ip_configuration_name: "ipv4",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.hosts.id}",
    }),
    ["error check-forward-target Public"],
  ],
  [
    "another address is in the pool",
    add("azurerm_lb_backend_address_pool_address", "more", {
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.hosts.id}",
      ip_address: "10.20.0.99",
    }),
    ["error check-forward-target Public"],
  ],
  [
    "the hosts' port is another one",
    to("azurerm_lb_rule.sip.backend_port", 5062),
    ["error check-forward-target Public"],
  ],
  [
    "the rule's port is another one",
    to("azurerm_lb_rule.sip.frontend_port", 444),
    ["error check-forward-missing Public", "error check-forward-surplus Public"],
  ],
  [
    "the rule is one for UDP",
    to("azurerm_lb_rule.sip.protocol", "Udp"),
    ["error check-forward-missing Public", "error check-forward-surplus Public"],
  ],
  [
    "a translation of a port is there",
    add("azurerm_lb_nat_rule", "more", {
      loadbalancer_id: "${azurerm_lb.Public.id}",
      frontend_ip_configuration_name: "frontend",
      protocol: "Tcp",
      frontend_port: 3389,
      backend_port: 3389,
    }),
    ["error check-forward-surplus Public"],
  ],
  ["the probe is at another port", to("azurerm_lb_probe.up.port", 8081), ["error check-health-check-unseen Public"]],
  ["the rule has no probe", remove("azurerm_lb_rule.sip.probe_id"), ["warning check-health-check-unseen Public"]],
  [
    "the balancer has another public address",
    (all) => {
      add("azurerm_public_ip", "Other", {})(all);
      to("azurerm_lb.Public.frontend_ip_configuration.0.public_ip_address_id", "${azurerm_public_ip.Other.id}")(all);
    },
    ["error check-translation-missing Public", "error check-translation-surplus Public"],
  ],
  [
    "the balancer has a second public address",
    (all) => {
      add("azurerm_public_ip", "Other", {})(all);
      to("azurerm_lb.Public.frontend_ip_configuration.1", {
        name: "more",
        public_ip_address_id: "${azurerm_public_ip.Other.id}",
      })(all);
    },
    ["error check-translation-surplus Public"],
  ],
  [
    "the host has no public address",
    remove("azurerm_network_interface.Web.ip_configuration.0.public_ip_address_id"),
    ["error check-translation-missing Web/External"],
  ],
  [
    "another host has its public address",
    (all) => {
      remove("azurerm_network_interface.Web.ip_configuration.0.public_ip_address_id")(all);
      to("azurerm_network_interface.A.ip_configuration.0.public_ip_address_id", "${azurerm_public_ip.Web.id}")(all);
    },
    ["error check-translation-missing Web/External", "error check-translation-surplus Sbc/External"],
  ],
  [
    "a rule may be there several times or not at all",
    to("azurerm_lb_rule.sip.for_each", "${var.all}"),
    ["warning check-not-seen Public"],
  ],
  [
    "a gateway is there that nobody declared",
    add("azurerm_application_gateway", "Other", {
      frontend_ip_configuration: [{ name: "f", public_ip_address_id: "${azurerm_public_ip.Other.id}" }],
      frontend_port: [{ name: "p", port: 443 }],
      http_listener: [{ name: "l", frontend_ip_configuration_name: "f", frontend_port_name: "p", protocol: "Https" }],
    }),
    ["error check-forward-surplus azurerm_application_gateway.Other"],
  ],
];

describe.each([
  ["aws", AWS],
  ["azure", AZURE],
] as const)("on %s", (cloud, changes) => {
  it("finds nothing in a stack that publishes what it declares", () => {
    const result = changed(folder, cloud);
    expect(lines(result)).toEqual([]);
    expect(result.interfaces.every(({ exact }) => exact)).toBe(true);
  });

  it.each(changes)("%s", (_, change, expected) => {
    expect(found(cloud, change)).toEqual(expected);
  });
});
