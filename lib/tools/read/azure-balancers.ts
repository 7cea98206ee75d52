/** Load balancers of Azure, with their rules, translations of ports, probes, pools and members. */
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import type { BalancerEntry, BalancerListener, BalancerPool, PoolHealth, PoolMember, ReadBalancer } from "./balancer";
import { type JsonObject, listOf, numberOf, objectOf, textOf, UNKNOWN } from "./json-values";
import type { References } from "./references";
import { blocksOf, rangeOf } from "./rule";
import type { TerraformResource } from "./terraform-resource";

const TRANSPORTS: Readonly<Record<string, readonly ("tcp" | "udp")[]>> = {
  tcp: ["tcp"],
  udp: ["udp"],
  all: ["tcp", "udp"],
};

/** Every load balancer of a stack, and those elsewhere that the stack has rules for. */
export function azureBalancers(references: References): ReadBalancer[] {
  const listeners = new Map<string, BalancerListener[]>();
  const add = (resource: TerraformResource, listener: BalancerListener): void => {
    const balancer = references.addressOf(resource.values["loadbalancer_id"]) ?? UNKNOWN;
    listeners.set(balancer, [...(listeners.get(balancer) ?? []), listener]);
  };
  const members = new PoolMembers(references);
  for (const rule of references.ofType("azurerm_lb_rule")) add(rule, ruleListener(references, members, rule));
  for (const rule of references.ofType("azurerm_lb_nat_rule")) add(rule, natListener(references, members, rule));
  for (const pool of references.ofType("azurerm_lb_nat_pool")) add(pool, natPoolListener(references, pool));
  const here = references.ofType("azurerm_lb");
  const known = new Set(here.map(({ address }) => address));
  return [
    ...here.map(({ address, values, repeated }): ReadBalancer => ({
      address,
      kind: "load-balancer",
      entries: blocksOf(values, "frontend_ip_configuration").map(({ block }, index) =>
        frontendEntry(references, block, `${address}.frontend_ip_configuration[${String(index)}].private_ip_address`),
      ),
      listeners: listeners.get(address) ?? [],
      groups: null,
      repeated,
    })),
    ...[...listeners]
      .filter(([address]) => !known.has(address))
      .map(([address, all]): ReadBalancer => ({
        address,
        kind: "unknown",
        entries: [],
        listeners: all,
        groups: null,
        repeated: false,
      })),
  ];
}

/** The address of a frontend, of a load balancer or a gateway; `own` is what shows an address inside that is picked. */
export function frontendEntry(references: References, block: JsonObject, own: string): BalancerEntry {
  const name = references.literal(block["name"]);
  const publicAddress = block["public_ip_address_id"];
  if (textOf(publicAddress) !== undefined) {
    const hop = references.addressOf(publicAddress);
    const address = references.ipAddress(publicAddress, ["ip_address"]);
    return { name, isPublic: true, address, hops: hop === undefined ? [] : [hop] };
  }
  const prefix = textOf(block["public_ip_prefix_id"]);
  if (prefix !== undefined) {
    const hop = references.addressOf(prefix) ?? prefix;
    return { name, isPublic: true, address: { text: hop, literal: undefined, resource: hop }, hops: [hop] };
  }
  const seen = references.ipAddress(block["private_ip_address"], ["private_ip_address"]);
  return { name, isPublic: false, address: seen ?? { text: own, literal: undefined, resource: undefined }, hops: [] };
}

function frontendOf(references: References, values: JsonObject): readonly string[] | null {
  const name = references.literal(values["frontend_ip_configuration_name"]);
  return name === undefined ? null : [name];
}

function transportsOf(values: JsonObject): readonly ("tcp" | "udp")[] | undefined {
  return TRANSPORTS[String(values["protocol"]).toLowerCase()];
}

function ruleListener(references: References, members: PoolMembers, rule: TerraformResource): BalancerListener {
  const { address, values, repeated } = rule;
  const port = numberOf(values["frontend_port"]);
  const backend = numberOf(values["backend_port"]);
  // Port 0 is every port, of an internal load balancer that passes everything on.
  const isAll = port === 0;
  const floats = values["enable_floating_ip"] === true || values["floating_ip_enabled"] === true;
  const probe = references.find(values["probe_id"]);
  const health = probeOf(references, values["probe_id"]);
  return {
    address,
    entries: frontendOf(references, values),
    transports: transportsOf(values),
    ports: isAll ? ALL_PORTS : rangeOf(port, port),
    action: "forward",
    pools: listOf(values["backend_address_pool_ids"]).map((id): BalancerPool => {
      const pool = references.addressOf(id) ?? UNKNOWN;
      return {
        address: pool,
        port: isAll ? undefined : backend,
        keepsPort: isAll || floats,
        preservesClient: true,
        members: members.of(pool),
        health,
        hops: probe === undefined ? [] : [probe.address],
      };
    }),
    repeated,
  };
}

function probeOf(references: References, id: unknown): PoolHealth {
  if (id === undefined || id === null || id === "") return "none";
  const values = references.at(references.addressOf(id) ?? "")?.values ?? {};
  return numberOf(values["port"]) ?? "unknown";
}

function natListener(references: References, members: PoolMembers, rule: TerraformResource): BalancerListener {
  const { address, values, repeated } = rule;
  const pool = textOf(values["backend_address_pool_id"]);
  const reached = pool === undefined ? address : (references.addressOf(pool) ?? UNKNOWN);
  return {
    address,
    entries: frontendOf(references, values),
    transports: transportsOf(values),
    ports: frontendPorts(values),
    action: "forward",
    pools: [
      {
        address: reached,
        port: numberOf(values["backend_port"]),
        keepsPort: values["enable_floating_ip"] === true || values["floating_ip_enabled"] === true,
        preservesClient: true,
        members: members.of(reached),
        health: "none",
        hops: [],
      },
    ],
    repeated,
  };
}

/** Ports of a scale set: its machines come and go. */
function natPoolListener(references: References, { address, values }: TerraformResource): BalancerListener {
  return {
    address,
    entries: frontendOf(references, values),
    transports: transportsOf(values),
    ports: frontendPorts(values),
    action: "forward",
    pools: [
      {
        address,
        port: numberOf(values["backend_port"]),
        keepsPort: false,
        preservesClient: true,
        members: [{ by: address, interface: undefined, address: undefined, port: undefined, repeated: true }],
        health: "none",
        hops: [],
      },
    ],
    repeated: true,
  };
}

function frontendPorts(values: JsonObject): PortRange | undefined {
  const port = numberOf(values["frontend_port"]);
  if (port !== undefined && port > 0) return rangeOf(port, port);
  return rangeOf(numberOf(values["frontend_port_start"]), numberOf(values["frontend_port_end"]));
}

/** Who is in a pool, or behind a translation of ports. */
class PoolMembers {
  private readonly byPool = new Map<string, PoolMember[]>();

  constructor(private readonly references: References) {
    const associations: [string, string][] = [
      ["azurerm_network_interface_backend_address_pool_association", "backend_address_pool_id"],
      ["azurerm_network_interface_nat_rule_association", "nat_rule_id"],
    ];
    for (const [type, pool] of associations) {
      for (const resource of references.ofType(type)) this.add(resource.values[pool], nicMember(references, resource));
    }
    for (const { address, values, repeated } of references.ofType("azurerm_lb_backend_address_pool_address")) {
      const seen = references.ipAddress(values["ip_address"], ["private_ip_address"]);
      const found = seen?.resource;
      this.add(values["backend_address_pool_id"], {
        by: address,
        interface: found,
        address: seen,
        port: undefined,
        repeated,
      });
    }
  }

  of(pool: string): readonly PoolMember[] {
    return this.byPool.get(pool) ?? [];
  }

  private add(pool: unknown, member: PoolMember): void {
    const address = this.references.addressOf(pool) ?? UNKNOWN;
    this.byPool.set(address, [...(this.byPool.get(address) ?? []), member]);
  }
}

/** A network interface in a pool, by one of its configurations. */
export function nicMember(references: References, { address, values, repeated }: TerraformResource): PoolMember {
  const nic = references.addressOf(values["network_interface_id"]);
  const name = references.literal(values["ip_configuration_name"]);
  const configurations = listOf(references.at(nic ?? "")?.values["ip_configuration"]).map(objectOf);
  const index = configurations.findIndex((one) => name !== undefined && references.literal(one["name"]) === name);
  const own = configurations[index]?.["private_ip_address"];
  return {
    by: address,
    interface: nic,
    address: references.ipAddress(own, ["private_ip_address"]),
    port: undefined,
    repeated,
  };
}
