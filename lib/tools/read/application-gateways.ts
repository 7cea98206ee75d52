/** Application gateways of Azure: listeners, rules, settings and pools stand as blocks in one resource and name each other. */
import { frontendEntry, nicMember } from "./azure-balancers";
import type { BalancerListener, BalancerPool, PoolHealth, PoolMember, ReadBalancer } from "./balancer";
import { isExpression, type JsonObject, numberOf, textOf, textsOf, UNKNOWN } from "./json-values";
import type { References } from "./references";
import { blocksOf, rangeOf } from "./rule";
import type { TerraformResource } from "./terraform-resource";

const ASSOCIATION = "azurerm_network_interface_application_gateway_backend_address_pool_association";

/** Every application gateway of a stack. */
export function applicationGateways(references: References): ReadBalancer[] {
  return references
    .ofType("azurerm_application_gateway")
    .map((resource) => new GatewayReader(references, resource).read());
}

/** Blocks of one gateway, by their names. */
class GatewayReader {
  constructor(
    private readonly references: References,
    private readonly gateway: TerraformResource,
  ) {}

  read(): ReadBalancer {
    const { address, values, repeated } = this.gateway;
    return {
      address,
      kind: "application-gateway",
      entries: blocksOf(values, "frontend_ip_configuration").map(({ block }, index) =>
        frontendEntry(
          this.references,
          block,
          `${address}.frontend_ip_configuration[${String(index)}].private_ip_address`,
        ),
      ),
      listeners: blocksOf(values, "http_listener").map(({ block, place, repeated: several }) =>
        this.listenerOf(block, place, several),
      ),
      groups: null,
      repeated,
    };
  }

  private listenerOf(block: JsonObject, place: string, repeated: boolean): BalancerListener {
    const { values, address } = this.gateway;
    const name = textOf(block["name"]);
    const frontend = textOf(block["frontend_ip_configuration_name"]);
    const port = numberOf(this.named("frontend_port", block["frontend_port_name"])?.["port"]);
    const isKnown = block["protocol"] !== undefined && !isExpression(block["protocol"]);
    const rules = blocksOf(values, "request_routing_rule").filter(
      ({ block: rule }) => name !== undefined && textOf(rule["http_listener_name"]) === name,
    );
    const pools = rules.flatMap(({ block: rule }) => this.poolsOf(rule));
    const redirects = rules.some(({ block: rule }) => textOf(rule["redirect_configuration_name"]) !== undefined);
    return {
      address: `${address}.${name === undefined ? place : `http_listener[${name}]`}`,
      entries: frontend === undefined || isExpression(frontend) ? null : [frontend],
      // HTTP and HTTPS are all that a listener knows.
      transports: isKnown ? ["tcp"] : undefined,
      ports: rangeOf(port, port),
      action: pools.length === 0 && redirects ? "redirect" : "forward",
      pools,
      repeated: repeated || rules.some((rule) => rule.repeated),
    };
  }

  private poolsOf(rule: JsonObject): BalancerPool[] {
    const map = this.named("url_path_map", rule["url_path_map_name"]);
    if (map === undefined) return this.poolOf(rule["backend_address_pool_name"], rule["backend_http_settings_name"]);
    return [
      ...this.poolOf(map["default_backend_address_pool_name"], map["default_backend_http_settings_name"]),
      ...blocksOf(map, "path_rule").flatMap(({ block }) =>
        this.poolOf(block["backend_address_pool_name"], block["backend_http_settings_name"]),
      ),
    ];
  }

  private poolOf(poolName: unknown, settingsName: unknown): BalancerPool[] {
    const name = textOf(poolName);
    if (name === undefined) return [];
    const settings = this.named("backend_http_settings", settingsName);
    const address = `${this.gateway.address}.backend_address_pool[${name}]`;
    const port = numberOf(settings?.["port"]);
    return [
      {
        address,
        port,
        keepsPort: false,
        preservesClient: false,
        members: this.membersOf(name, address),
        health: this.healthOf(settings),
        hops: settings === undefined ? [] : [`${this.gateway.address}.backend_http_settings[${String(settingsName)}]`],
      },
    ];
  }

  private healthOf(settings: JsonObject | undefined): PoolHealth {
    const name = settings?.["probe_name"];
    if (settings === undefined) return "unknown";
    if (textOf(name) === undefined) return "traffic-port";
    const probe = this.named("probe", name);
    if (probe === undefined) return "unknown";
    const port = probe["port"];
    return port === undefined || port === null ? "traffic-port" : (numberOf(port) ?? "unknown");
  }

  private membersOf(name: string, by: string): PoolMember[] {
    const pool = this.named("backend_address_pool", name) ?? {};
    const member = (text: string, literal: string | undefined): PoolMember => ({
      by,
      interface: undefined,
      address: { text, literal, resource: undefined },
      port: undefined,
      repeated: false,
    });
    const addresses = textsOf(pool["ip_addresses"]).map((text): PoolMember => {
      const seen = this.references.ipAddress(text, ["private_ip_address"]);
      return { ...member(text, undefined), interface: seen?.resource, address: seen };
    });
    const names = textsOf(pool["fqdns"]).map((text) => member(text, undefined));
    return [...addresses, ...names, ...this.associated(name)];
  }

  /** Network interfaces that resources of their own put into a pool. */
  private associated(name: string): PoolMember[] {
    const index = blocksOf(this.gateway.values, "backend_address_pool").findIndex(
      ({ block }) => textOf(block["name"]) === name,
    );
    return this.references.ofType(ASSOCIATION).flatMap((resource) => {
      const pool = textOf(resource.values["backend_address_pool_id"]) ?? UNKNOWN;
      const isHere = pool.includes(`${this.gateway.address}.`) || pool.includes(`${this.gateway.address})`);
      const id = /\/backendAddressPools\/([^/]+)$/i.exec(pool)?.[1];
      if (!isHere && id === undefined) return [];
      if (id !== undefined && id !== name) return [];
      // A block has no place of its own in a set, so an index says nothing unless there is only one.
      const isOnly = blocksOf(this.gateway.values, "backend_address_pool").length === 1;
      const member = nicMember(this.references, resource);
      return [{ ...member, repeated: member.repeated || (id === undefined && !isOnly && index !== -1) }];
    });
  }

  private named(blocks: string, name: unknown): JsonObject | undefined {
    const wanted = textOf(name);
    if (wanted === undefined) return undefined;
    return blocksOf(this.gateway.values, blocks)
      .map(({ block }) => block)
      .find((block) => textOf(block["name"]) === wanted);
  }
}
