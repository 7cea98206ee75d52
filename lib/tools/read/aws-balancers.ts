/** Load balancers of AWS: network, application and gateway ones, with their listeners, target groups and targets. */
import { ALL_PORTS, type PortRange } from "../../net/port-range";
import type {
  BalancerEntry,
  BalancerKind,
  BalancerListener,
  BalancerPool,
  PoolHealth,
  PoolMember,
  ReadBalancer,
} from "./balancer";
import { isExpression, type JsonObject, listOf, numberOf, objectOf, textOf, textsOf, UNKNOWN } from "./json-values";
import type { References } from "./references";
import { blocksOf, rangeOf } from "./rule";
import type { TerraformResource } from "./terraform-resource";

const KINDS: Readonly<Record<string, BalancerKind>> = {
  network: "network-load-balancer",
  application: "application-load-balancer",
  gateway: "gateway-load-balancer",
};
const TRANSPORTS: Readonly<Record<string, readonly ("tcp" | "udp")[]>> = {
  TCP: ["tcp"],
  TLS: ["tcp"],
  HTTP: ["tcp"],
  HTTPS: ["tcp"],
  UDP: ["udp"],
  QUIC: ["udp"],
  TCP_UDP: ["tcp", "udp"],
  TCP_QUIC: ["tcp", "udp"],
};
/** The older names of the same resources. */
const named = (name: string): [string, string] => [`aws_lb${name}`, `aws_alb${name}`];

/** Every load balancer of a stack, and those elsewhere that the stack has listeners for. */
export function awsBalancers(references: References): ReadBalancer[] {
  const listeners = new Map<string, BalancerListener[]>();
  const reader = new ListenerReader(references);
  for (const resource of references.ofType(...named("_listener"))) {
    const balancer = references.addressOf(resource.values["load_balancer_arn"]) ?? UNKNOWN;
    listeners.set(balancer, [...(listeners.get(balancer) ?? []), reader.read(resource)]);
  }
  const here = references.ofType(...named(""));
  const known = new Set(here.map(({ address }) => address));
  return [
    ...here.map((resource) => balancerOf(references, resource, listeners.get(resource.address) ?? [])),
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

function balancerOf(
  references: References,
  { address, values, repeated }: TerraformResource,
  listeners: readonly BalancerListener[],
): ReadBalancer {
  const type = textOf(values["load_balancer_type"]) ?? "application";
  const groups = textsOf(values["security_groups"]);
  return {
    address,
    kind: KINDS[type] ?? "unknown",
    entries: entriesOf(references, address, values),
    listeners,
    groups: groups.map((group) => references.addressOf(group) ?? group),
    repeated,
  };
}

function entriesOf(references: References, address: string, values: JsonObject): BalancerEntry[] {
  const internal = values["internal"];
  const isPublic = isExpression(internal) ? undefined : !(internal === true || internal === "true");
  const reachable = values["load_balancer_type"] === "gateway" ? false : isPublic;
  const byName: BalancerEntry = {
    name: undefined,
    isPublic: reachable,
    address: { text: `${address}.dns_name`, literal: undefined, resource: address },
    hops: [],
  };
  const mappings = blocksOf(values, "subnet_mapping").map(({ block }): BalancerEntry => {
    const allocation = block["allocation_id"];
    if (textOf(allocation) !== undefined) {
      const eip = references.addressOf(allocation);
      const seen = references.ipAddress(allocation, ["public_ip"]);
      return { name: undefined, isPublic: true, address: seen, hops: eip === undefined ? [] : [eip] };
    }
    const seen = reachable === true ? undefined : references.ipAddress(block["private_ipv4_address"], ["private_ip"]);
    return seen === undefined ? byName : { ...byName, address: seen };
  });
  const entries = mappings.length === 0 ? [byName] : mappings;
  // Without an address of its own, a node is found by the balancer's name like all others.
  return entries.filter((entry, index) => entry.address !== byName.address || entries.indexOf(entry) === index);
}

/** Reads listeners with all that hangs on them. */
class ListenerReader {
  private readonly rules = new Map<string, TerraformResource[]>();
  private readonly attachments = new Map<string, PoolMember[]>();

  constructor(private readonly references: References) {
    for (const rule of references.ofType(...named("_listener_rule"))) {
      const listener = references.addressOf(rule.values["listener_arn"]) ?? UNKNOWN;
      this.rules.set(listener, [...(this.rules.get(listener) ?? []), rule]);
    }
    for (const resource of references.ofType(...named("_target_group_attachment"))) {
      this.attach(resource.values["target_group_arn"], this.memberOf(resource));
    }
    for (const { address, values, repeated } of references.ofType("aws_autoscaling_attachment")) {
      this.attach(values["lb_target_group_arn"] ?? values["alb_target_group_arn"], scaled(address, repeated));
    }
    for (const { address, values } of references.ofType("aws_autoscaling_group")) {
      for (const group of listOf(values["target_group_arns"])) this.attach(group, scaled(address, true));
    }
  }

  read(resource: TerraformResource): BalancerListener {
    const { address, values } = resource;
    const protocol = textOf(values["protocol"]);
    const port = numberOf(values["port"]);
    const actions = [
      ...blocksOf(values, "default_action"),
      ...(this.rules.get(address) ?? []).flatMap((rule) => blocksOf(rule.values, "action")),
    ];
    const others = actions.map(({ block }) => textOf(block["type"]) ?? UNKNOWN).filter((type) => type !== "forward");
    // Only a gateway's listener has neither: it takes everything.
    const takesAll = protocol === undefined && values["port"] === undefined;
    return {
      address,
      entries: null,
      transports: takesAll ? ["tcp", "udp"] : TRANSPORTS[String(protocol).toUpperCase()],
      ports: takesAll ? ALL_PORTS : portOf(port),
      action: actions.length > others.length ? "forward" : others.join(", ") || "nothing",
      pools: actions.flatMap(({ block }) => this.poolsOf(block)),
      repeated: resource.repeated || actions.some((action) => action.repeated),
    };
  }

  private attach(group: unknown, member: PoolMember): void {
    const address = this.references.addressOf(group) ?? UNKNOWN;
    this.attachments.set(address, [...(this.attachments.get(address) ?? []), member]);
  }

  private poolsOf(action: JsonObject): BalancerPool[] {
    if (action["type"] !== "forward") return [];
    const weighted = blocksOf(action, "forward").flatMap(({ block }) =>
      blocksOf(block, "target_group").map(({ block: one }) => one["arn"]),
    );
    const arns = weighted.length > 0 ? weighted : listOf(action["target_group_arn"]);
    return arns.map((arn) => this.poolOf(this.references.addressOf(arn) ?? UNKNOWN));
  }

  private poolOf(address: string): BalancerPool {
    const values = this.references.at(address)?.values;
    const members = this.attachments.get(address) ?? [];
    const pool = { address, keepsPort: false, members, hops: [] };
    if (values === undefined) return { ...pool, port: undefined, preservesClient: false, health: "unknown" };
    const port = numberOf(values["port"]);
    return { ...pool, port, preservesClient: preservesClient(values), health: healthOf(values) };
  }

  private memberOf({ address: by, values, repeated }: TerraformResource): PoolMember {
    const target = values["target_id"];
    const port =
      values["port"] === undefined || values["port"] === null ? undefined : (numberOf(values["port"]) ?? null);
    const seen = this.references.ipAddress(target, ["private_ip"]);
    if (seen?.literal !== undefined && seen.resource === undefined) {
      return { by, interface: undefined, address: seen, port, repeated };
    }
    const found = this.references.find(target);
    const named = found === undefined ? undefined : machineInterface(this.references, found.address);
    const isAddress = found?.attribute !== undefined && /^(private_ip|ip)/.test(found.attribute);
    return { by, interface: named, address: isAddress || found === undefined ? seen : undefined, port, repeated };
  }
}

/** The first network interface of a machine, where it is one of the stack's own; any other resource is taken as it is. */
export function machineInterface(references: References, address: string): string {
  const { type, values = {} } = references.at(address) ?? {};
  if (type !== "aws_instance") return address;
  const blocks = [...listOf(values["primary_network_interface"]), ...listOf(values["network_interface"])].map(objectOf);
  const first = blocks.find((block) => (numberOf(block["device_index"]) ?? 0) === 0);
  return references.addressOf(first?.["network_interface_id"]) ?? address;
}

/** The members that a scaling group adds and removes by itself. */
function scaled(by: string, repeated: boolean): PoolMember {
  return { by, interface: undefined, address: undefined, port: undefined, repeated: repeated || true };
}

/** By default where targets are instances, or the protocol is one of UDP; never through an application balancer. */
function preservesClient(values: JsonObject): boolean {
  const protocol = String(textOf(values["protocol"])).toUpperCase();
  if (protocol.startsWith("HTTP")) return false;
  if (protocol === "UDP" || protocol === "TCP_UDP") return true;
  const asked = values["preserve_client_ip"];
  if (asked === undefined || asked === null)
    return values["target_type"] === undefined || values["target_type"] === "instance";
  return asked === true || asked === "true";
}

function healthOf(values: JsonObject): PoolHealth {
  const [check] = listOf(values["health_check"]).map(objectOf);
  if (check === undefined) return "traffic-port";
  if (check["enabled"] === false || check["enabled"] === "false") return "none";
  const port = check["port"];
  if (port === undefined || port === null || port === "traffic-port") return "traffic-port";
  return numberOf(port) ?? "unknown";
}

function portOf(port: number | undefined): PortRange | undefined {
  return rangeOf(port, port);
}
