/** Synthesized JSON with random rules, made by hand: two or three interfaces, and groups around them in any way. */
import fc from "fast-check";

type Values = Record<string, unknown>;

/** A small tree of prefixes, so that random ones contain each other, touch and differ. */
const PREFIXES = ["10.0.0.0/8", "10.0.0.0/30", "10.0.0.2/31", "10.0.0.1/32", "10.0.0.4/30", "192.0.2.0/24"];
const IPV6_PREFIXES = ["2001:db8::/32", "2001:db8::4/126", "::/0"];
const ADDRESSES = ["10.0.0.1", "10.0.0.5", "192.0.2.10"];

const prefixes = fc.constantFrom(...PREFIXES);
const ranges = fc.constantFrom<readonly [number, number]>([443, 443], [0, 1023], [444, 5000], [100, 65535], [80, 443]);
const several = fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 });

function named<T>(type: string, values: readonly T[]): Record<string, T> {
  return Object.fromEntries(values.map((one, index) => [`${type}${String(index)}`, one]));
}

/** AWS: groups of one or several members that refer to groups, prefix lists, both families, every kind of protocol. */
export const randomAwsStack = fc
  .record({
    groups: fc.array(several, { minLength: 3, maxLength: 3 }),
    isDual: fc.boolean(),
    ingress: fc.array(awsRules(), { maxLength: 6 }),
    egress: fc.array(awsRules(), { maxLength: 4 }),
  })
  .map(({ groups, isDual, ingress, egress }) => ({
    resource: {
      aws_security_group: named("g", [{}, {}, {}]),
      aws_network_interface: named(
        "eni",
        groups.map((members, index) => ({
          private_ips: [ADDRESSES[index]],
          ...(isDual && index === 0 ? { ipv6_addresses: ["2001:db8::5"] } : {}),
          security_groups: [...new Set([index, ...members])].map(
            (group) => `\${aws_security_group.g${String(group)}.id}`,
          ),
        })),
      ),
      aws_vpc_security_group_ingress_rule: named("in", ingress),
      aws_vpc_security_group_egress_rule: named("out", egress),
    },
  }));

function awsRules(): fc.Arbitrary<Values> {
  const peers = fc.oneof(
    fc.oneof(prefixes, fc.constant("0.0.0.0/0")).map((cidr_ipv4) => ({ cidr_ipv4 })),
    fc.constantFrom(...IPV6_PREFIXES).map((cidr_ipv6) => ({ cidr_ipv6 })),
    fc.nat(2).map((group) => ({ referenced_security_group_id: `\${aws_security_group.g${String(group)}.id}` })),
    fc.constantFrom("pl-1", "pl-2").map((prefix_list_id) => ({ prefix_list_id })),
  );
  const traffic = fc.oneof(
    fc
      .record({ ip_protocol: fc.constantFrom("tcp", "udp", "6"), range: ranges })
      .map(({ ip_protocol, range: [from_port, to_port] }) => ({ ip_protocol, from_port, to_port })),
    fc.constantFrom(
      { ip_protocol: "-1" },
      { ip_protocol: "icmp", from_port: -1, to_port: -1 },
      { ip_protocol: "icmp", from_port: 8, to_port: -1 },
      { ip_protocol: "icmpv6", from_port: 128, to_port: 0 },
      { ip_protocol: "47" },
      { ip_protocol: "esp" },
    ),
  );
  return fc.record({ group: fc.nat(2), peer: peers, traffic }).map(({ group, peer, traffic: what }) => ({
    security_group_id: `\${aws_security_group.g${String(group)}.id}`,
    ...what,
    ...peer,
  }));
}

/** Azure: orders, denials, tags, names, and groups around an interface and around its subnet. */
export const randomAzureStack = fc
  .record({
    nic: fc.array(azureRules(), { maxLength: 8 }),
    subnet: fc.option(fc.array(azureRules(), { maxLength: 4 }), { nil: undefined }),
    names: fc.array(several, { minLength: 2, maxLength: 2 }),
    isTwofold: fc.boolean(),
    isOpen: fc.boolean(),
  })
  .map(({ nic, subnet, names, isTwofold, isOpen }) => ({
    variable: {
      uc_edge_deployment: {
        default: [
          '{"item":"stack","format":1,"cloud":"azure"}',
          '{"item":"network","zones":{"internal":["10.0.0.0/29"]},"internalDomains":[]}',
        ],
      },
    },
    resource: {
      azurerm_network_security_group: {
        nic: { security_rule: numbered(nic) },
        ...(subnet === undefined ? {} : { subnet: { security_rule: numbered(subnet) } }),
      },
      azurerm_application_security_group: named("a", [{}, {}, {}]),
      azurerm_network_interface: named(
        "nic",
        [0, 1].map((index) => ({
          ip_configuration: [
            { private_ip_address: ADDRESSES[index], subnet_id: "/subnets/one" },
            ...(isTwofold && index === 0 ? [{ private_ip_address: "10.0.0.2", subnet_id: "/subnets/one" }] : []),
          ],
        })),
      ),
      azurerm_network_interface_security_group_association: named(
        "link",
        (isOpen ? [0] : [0, 1]).map((index) => ({
          network_interface_id: `\${azurerm_network_interface.nic${String(index)}.id}`,
          network_security_group_id: "${azurerm_network_security_group.nic.id}",
        })),
      ),
      azurerm_network_interface_application_security_group_association: named(
        "name",
        names.flatMap((all, index) =>
          [...new Set([index, index * 2, ...all])].map((name) => ({
            network_interface_id: `\${azurerm_network_interface.nic${String(index)}.id}`,
            application_security_group_id: `\${azurerm_application_security_group.a${String(name)}.id}`,
          })),
        ),
      ),
      ...(subnet === undefined
        ? {}
        : {
            azurerm_subnet_network_security_group_association: {
              link: {
                subnet_id: "/subnets/one",
                network_security_group_id: "${azurerm_network_security_group.subnet.id}",
              },
            },
          }),
    },
  }));

/** In a random order, each with a priority of its own for its direction. */
function numbered(rules: readonly Values[]): Values[] {
  return rules.map((rule, index) => ({ ...rule, name: `r${String(index)}`, priority: 100 + ((index * 7) % 11) * 10 }));
}

function azureRules(): fc.Arbitrary<Values> {
  const group = (end: string, name: number): Values => ({
    [`${end}_application_security_group_ids`]: [`\${azurerm_application_security_group.a${String(name)}.id}`],
  });
  const far = fc.oneof(
    fc.uniqueArray(prefixes, { minLength: 1, maxLength: 3 }),
    fc.constantFrom("*", "Internet", "VirtualNetwork", "AzureLoadBalancer", "Sql"),
    fc.nat(2),
  );
  const own = fc.oneof(fc.constant("*"), fc.constantFrom("10.0.0.1/32", "10.0.0.0/31", "VirtualNetwork"), fc.nat(2));
  const ports = fc.oneof(
    fc.constant("*"),
    ranges.map(([first, last]) => `${String(first)}-${String(last)}`),
  );
  const end = (side: string, value: number | string | string[]): Values => {
    if (typeof value === "number") return group(side, value);
    return Array.isArray(value) ? { [`${side}_address_prefixes`]: value } : { [`${side}_address_prefix`]: value };
  };
  return fc
    .record({
      far,
      own,
      inbound: fc.boolean(),
      access: fc.constantFrom("Allow", "Deny"),
      protocol: fc.constantFrom("Tcp", "Udp", "Icmp", "*", "Esp"),
      ports,
      sourcePorts: fc.oneof({ weight: 3, arbitrary: fc.constant("*") }, fc.constantFrom("1024-65535", "53")),
    })
    .map((rule) => {
      const hasPorts = ["Tcp", "Udp", "*"].includes(rule.protocol);
      const [farSide, ownSide] = rule.inbound
        ? (["source", "destination"] as const)
        : (["destination", "source"] as const);
      return {
        direction: rule.inbound ? "Inbound" : "Outbound",
        access: rule.access,
        protocol: rule.protocol,
        destination_port_range: hasPorts ? rule.ports : "*",
        source_port_range: hasPorts ? rule.sourcePorts : "*",
        ...end(farSide, rule.far),
        ...end(ownSide, rule.own),
      };
    });
}

/** Parts of rules, and values that they may turn out to have. */
export const PARTS: Readonly<Record<string, readonly (readonly [part: string, ...values: unknown[]])[]>> = {
  aws: [
    ["from_port", -1, 3, 8],
    ["to_port", -1, 0, 1],
  ],
  azure: [
    ["access", "Allow", "Deny"],
    ["direction", "Inbound", "Outbound"],
    ["source_port_range", "*", "53", "1024-65535"],
  ],
};
